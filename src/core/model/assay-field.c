/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-field.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (AssayField, assay_field, assay_field_copy, assay_field_free)

/* The number is the place in this table: append only, the journal refers to it. */
#define FIELD(n, k, l, t) \
  { .number = n, .key = (char *) k, .label = (char *) l, .column = (char *) k, .type = ASSAY_FIELD_TYPE_##t }

static const AssayField standard_fields[] = {
  FIELD (0, "name", "Name", TEXT),
  FIELD (1, "first_name", "Given name", TEXT),
  FIELD (2, "last_name", "Surname", TEXT),
  FIELD (3, "email", "Email", EMAIL),
  FIELD (4, "phone", "Phone", PHONE),
  FIELD (5, "mobile", "Mobile", PHONE),
  FIELD (6, "company", "Company", TEXT),
  FIELD (7, "role", "Job title", TEXT),
  FIELD (8, "department", "Department", TEXT),
  FIELD (9, "industry", "Industry", TEXT),
  FIELD (10, "company_size", "Company size", NUMBER),
  FIELD (11, "revenue", "Revenue", NUMBER),
  FIELD (12, "location", "Location", TEXT),
  FIELD (13, "street", "Street", TEXT),
  FIELD (14, "city", "City", TEXT),
  FIELD (15, "region", "Region", TEXT),
  FIELD (16, "postal_code", "Postal code", TEXT),
  FIELD (17, "country", "Country", TEXT),
  FIELD (18, "website", "Website", URL),
  FIELD (19, "linkedin_url", "LinkedIn", URL),
  FIELD (20, "bio", "Bio", TEXT),
  FIELD (21, "source", "Source", TEXT),
  FIELD (22, "medium", "Medium", TEXT),
  FIELD (23, "campaign", "Campaign", TEXT),
  FIELD (24, "referrer", "Referrer", TEXT),
  FIELD (25, "owner", "Owner", TEXT),
  FIELD (26, "stage", "Stage", TEXT),
  FIELD (27, "status", "Status", TEXT),
  FIELD (28, "tags", "Tags", TEXT),
  FIELD (29, "notes", "Notes", TEXT),
  FIELD (30, "external_id", "External id", TEXT),
  FIELD (31, "deal_value", "Deal value", NUMBER),
  FIELD (32, "currency", "Currency", TEXT),
  FIELD (33, "outcome", "Outcome", TEXT),
  FIELD (34, "outcome_at", "Outcome date", DATETIME),
  FIELD (35, "consent", "Consent", TEXT),
  FIELD (36, "created_at", "Created", DATETIME),
  FIELD (37, "updated_at", "Updated", DATETIME),
  FIELD (38, "last_activity_at", "Last activity", DATETIME),
};

static const struct
{
  const char *synonym;
  const char *key;
} synonyms[] = {
  { "job_title", "role" },
  { "title", "role" },
  { "linkedin_bio", "bio" },
  { "linkedin", "linkedin_url" },
};

static const char *const type_nicks[] = {
  [ASSAY_FIELD_TYPE_TEXT] = "text",         [ASSAY_FIELD_TYPE_NUMBER] = "number",
  [ASSAY_FIELD_TYPE_BOOLEAN] = "boolean",   [ASSAY_FIELD_TYPE_DATE] = "date",
  [ASSAY_FIELD_TYPE_DATETIME] = "datetime", [ASSAY_FIELD_TYPE_CATEGORY] = "category",
  [ASSAY_FIELD_TYPE_EMAIL] = "email",       [ASSAY_FIELD_TYPE_PHONE] = "phone",
  [ASSAY_FIELD_TYPE_URL] = "url",
};

/**
 * assay_field_new:
 * @number: from %ASSAY_FIELD_FIRST_CUSTOM on
 *
 * Makes a custom field; its column is `x_<number>`.
 *
 * Returns: (transfer full): a field
 */
AssayField *
assay_field_new (int            number,
                 const char    *key,
                 const char    *label,
                 AssayFieldType type)
{
  AssayField *field = g_new0 (AssayField, 1);

  field->number = number;
  field->key = g_strdup (key);
  field->label = g_strdup (label);
  field->column = g_strdup_printf ("x_%d", number);
  field->type = type;
  return field;
}

AssayField *
assay_field_copy (const AssayField *field)
{
  AssayField *copy = g_new0 (AssayField, 1);

  *copy = *field;
  copy->key = g_strdup (field->key);
  copy->label = g_strdup (field->label);
  copy->column = g_strdup (field->column);
  return copy;
}

void
assay_field_free (AssayField *field)
{
  if (field == NULL)
    return;
  g_free (field->key);
  g_free (field->label);
  g_free (field->column);
  g_free (field);
}

const char *
assay_field_type_to_nick (AssayFieldType type)
{
  g_return_val_if_fail (type < G_N_ELEMENTS (type_nicks), "text");
  return type_nicks[type];
}

gboolean
assay_field_type_from_nick (const char     *nick,
                            AssayFieldType *out_type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (type_nicks); i++)
    if (strcmp (nick, type_nicks[i]) == 0)
      {
        *out_type = (AssayFieldType) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * assay_standard_fields:
 * @n_fields: (out): their number
 *
 * Returns: (array length=n_fields) (transfer none): the fields every workspace has, in the order of
 *   exports; a field's number is its place here
 */
const AssayField *
assay_standard_fields (gsize *n_fields)
{
  *n_fields = G_N_ELEMENTS (standard_fields);
  return standard_fields;
}

/**
 * assay_standard_field_find:
 * @key_or_synonym: a field key, or one of the seeds' names for it (`job_title`, `linkedin_bio`…)
 *
 * Returns: (nullable) (transfer none): the field
 */
const AssayField *
assay_standard_field_find (const char *key_or_synonym)
{
  for (gsize i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (strcmp (key_or_synonym, synonyms[i].synonym) == 0)
      key_or_synonym = synonyms[i].key;
  for (gsize i = 0; i < G_N_ELEMENTS (standard_fields); i++)
    if (strcmp (key_or_synonym, standard_fields[i].key) == 0)
      return &standard_fields[i];
  return NULL;
}

/* In bytes; people and conditions have to name it. */
#define LONGEST_KEY 64

/**
 * assay_field_key_from_label:
 * @label: a column's header
 *
 * Makes a key that conditions can name without quotes: lower-case letters and digits of any script,
 * everything else an underscore. An empty result is `field`; one that starts with a digit gets an
 * underscore ahead; a label that is a whole text gives its beginning.
 *
 * Returns: (transfer full): the key
 */
char *
assay_field_key_from_label (const char *label)
{
  g_autofree char *valid = g_utf8_make_valid (label, -1);
  g_autofree char *lower = g_utf8_strdown (valid, -1);
  GString *key = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (key->len >= LONGEST_KEY)
        break;
      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c))
        {
          gap = TRUE;
          continue;
        }
      if (key->len == 0 && g_unichar_isdigit (c))
        g_string_append_c (key, '_');
      else if (gap && key->len > 0)
        g_string_append_c (key, '_');
      gap = FALSE;
      g_string_append_unichar (key, c);
    }
  if (key->len == 0)
    g_string_append (key, "field");
  return g_string_free (key, FALSE);
}
