/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-profile-private.h"

#include <math.h>
#include <string.h>

#include "match/assay-match-fold.h"

#define SAMPLE_ROWS 2000

/* A field with longer texts holds remarks, not what somebody or something is called. */
#define MAX_MEAN_LENGTH 300

/* How the standard fields are compared; what is not here says nothing about who somebody is. */
static const struct
{
  const char *key;
  AssayMatchKind kind;
} standard_kinds[] = {
  { "name", ASSAY_MATCH_NAME },        { "first_name", ASSAY_MATCH_GIVEN },
  { "last_name", ASSAY_MATCH_FAMILY }, { "email", ASSAY_MATCH_EMAIL },
  { "phone", ASSAY_MATCH_PHONE },      { "mobile", ASSAY_MATCH_PHONE },
  { "company", ASSAY_MATCH_COMPANY },  { "role", ASSAY_MATCH_TEXT },
  { "industry", ASSAY_MATCH_TEXT },    { "location", ASSAY_MATCH_TEXT },
  { "street", ASSAY_MATCH_TEXT },      { "city", ASSAY_MATCH_SHORT },
  { "region", ASSAY_MATCH_SHORT },     { "postal_code", ASSAY_MATCH_POSTAL },
  { "country", ASSAY_MATCH_SHORT },    { "website", ASSAY_MATCH_URL },
  { "linkedin_url", ASSAY_MATCH_URL }, { "external_id", ASSAY_MATCH_IDENTIFIER },
};

/* Words in the key of a custom field that tell what it is. */
static const struct
{
  const char *words;
  AssayMatchKind kind;
} key_hints[] = {
  { " surname lastname family nachname apellido apellidos cognome ", ASSAY_MATCH_FAMILY },
  { " forename firstname first given vorname prenom ", ASSAY_MATCH_GIVEN },
  { " dob birth birthday birthdate born geburtsdatum ", ASSAY_MATCH_DATE },
  { " email mail ", ASSAY_MATCH_EMAIL },
  { " phone tel telephone mobile fax ", ASSAY_MATCH_PHONE },
  { " postcode zip zipcode plz postal ", ASSAY_MATCH_POSTAL },
  { " url website web homepage ", ASSAY_MATCH_URL },
  { " company employer organisation organization firma ", ASSAY_MATCH_COMPANY },
  { " id ssn vat isbn doi ean passport iban ", ASSAY_MATCH_IDENTIFIER },
};

static void
profile_free (AssayMatchProfile *profile)
{
  g_hash_table_unref (profile->values);
  g_free (profile);
}

static gboolean
is_day (const char *digits, gsize length)
{
  int year, month, day;

  if (length != 8)
    return FALSE;
  year =
      (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 + digits[3] - '0';
  month = (digits[4] - '0') * 10 + digits[5] - '0';
  day = (digits[6] - '0') * 10 + digits[7] - '0';
  return year >= 1500 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static void
note_text (AssayMatchProfile *profile, const char *text, gsize length, GString *folded)
{
  gsize words = 1, digits = 0;

  g_string_truncate (folded, 0);
  assay_match_fold_date (text, length, folded);
  profile->dates += length <= 10 && is_day (folded->str, folded->len);
  g_string_truncate (folded, 0);
  assay_match_fold_text (text, length, folded);
  if (folded->len == 0)
    return;
  for (gsize i = 0; i < folded->len; i++)
    {
      words += folded->str[i] == ' ';
      digits += g_ascii_isdigit (folded->str[i]);
    }
  profile->filled++;
  profile->words += (guint) words;
  profile->length += (guint) folded->len;
  profile->digits += digits > 0;
  profile->codes += words == 1 && digits > 0 && folded->len <= 24;
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (profile->values, folded->str));
  g_hash_table_insert (profile->values, g_strdup (folded->str), GUINT_TO_POINTER (count + 1));
}

static void
note_value (AssayMatchProfile *profile, const AssayValue *value, GString *folded)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  profile->rows++;
  if (value->kind == ASSAY_VALUE_TEXT)
    note_text (profile, value->text, value->length, folded);
  else if (value->kind == ASSAY_VALUE_INTEGER)
    note_text (profile,
               text,
               (gsize) g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value->integer),
               folded);
  else if (value->kind == ASSAY_VALUE_REAL)
    {
      profile->fractions += value->real != floor (value->real);
      note_text (
          profile, text, (gsize) g_snprintf (text, sizeof text, "%.0f", value->real), folded);
    }
}

static gboolean
is_candidate (const AssayField *field)
{
  if (field->number >= ASSAY_FIELD_FIRST_CUSTOM)
    return field->type != ASSAY_FIELD_TYPE_BOOLEAN;
  for (gsize i = 0; i < G_N_ELEMENTS (standard_kinds); i++)
    if (strcmp (standard_kinds[i].key, field->key) == 0)
      return TRUE;
  return FALSE;
}

static GPtrArray *
list_candidates (AssayFieldRegistry *fields, GString *sql)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) profile_free);

  g_string_assign (sql, "SELECT id");
  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    {
      const AssayField *field = assay_field_registry_get (fields, i);
      AssayMatchProfile *profile;

      if (!is_candidate (field))
        continue;
      profile = g_new0 (AssayMatchProfile, 1);
      profile->field = field;
      profile->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_ptr_array_add (profiles, profile);
      g_string_append_printf (sql, ", %s", field->column);
    }
  g_string_append (sql, " FROM lead WHERE id % ?1 = 0");
  return profiles;
}

/**
 * assay_match_profile_fields:
 *
 * Returns: (transfer full) (element-type AssayMatchProfile): the fields that may tell who a lead
 * is, with what they hold
 */
GPtrArray *
assay_match_profile_fields (AssayConnection *connection, AssayFieldRegistry *fields, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autoptr (GPtrArray) profiles = list_candidates (fields, sql);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql->str, error);
  gint64 highest;
  gboolean row;

  if (statement == NULL || !assay_connection_query_int64 (
                               connection, "SELECT ifnull(max(id), 0) FROM lead", &highest, error))
    return NULL;
  assay_statement_bind_int64 (statement, 1, MAX (1, highest / SAMPLE_ROWS));
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&profiles);
      for (guint i = 0; i < profiles->len; i++)
        {
          AssayValue value;
          assay_statement_get_value (statement, (int) i + 1, &value);
          note_value (g_ptr_array_index (profiles, i), &value, folded);
        }
    }
  return NULL;
}

/**
 * assay_match_profile_bits:
 *
 * Returns: how much a field tells on average of a lead: the entropy of its values, times how often
 * it has one
 */
double
assay_match_profile_bits (const AssayMatchProfile *profile)
{
  GHashTableIter iter;
  gpointer count;
  double bits = 0;

  if (profile->filled == 0)
    return 0;
  g_hash_table_iter_init (&iter, profile->values);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    {
      double share = (double) GPOINTER_TO_UINT (count) / profile->filled;
      bits -= share * log2 (share);
    }
  return bits * profile->filled / profile->rows;
}

static AssayMatchKind
kind_from_key (const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, "_", -1);
  AssayMatchKind found = ASSAY_MATCH_IGNORE;

  for (gsize i = 0; i < G_N_ELEMENTS (key_hints); i++)
    for (char **part = parts; *part != NULL; part++)
      {
        g_autofree char *word = g_strconcat (" ", *part, " ", NULL);
        if (**part == '\0' || strstr (key_hints[i].words, word) == NULL)
          continue;
        /* Two parts of a name are the name. */
        if (found == ASSAY_MATCH_FAMILY && key_hints[i].kind == ASSAY_MATCH_GIVEN)
          return ASSAY_MATCH_NAME;
        if (found == ASSAY_MATCH_IGNORE)
          found = key_hints[i].kind;
      }
  return found;
}

static AssayMatchKind
kind_from_values (const AssayMatchProfile *profile)
{
  guint filled = profile->filled;

  if (profile->dates > filled * 7 / 10)
    return ASSAY_MATCH_DATE;
  if (profile->field->type == ASSAY_FIELD_TYPE_NUMBER)
    return profile->fractions > filled / 10 ? ASSAY_MATCH_IGNORE
           : profile->length >= 5 * filled  ? ASSAY_MATCH_IDENTIFIER
                                            : ASSAY_MATCH_NUMBER;
  if (profile->codes > filled * 7 / 10)
    return ASSAY_MATCH_IDENTIFIER;
  return profile->words > filled * 2 ? ASSAY_MATCH_TEXT : ASSAY_MATCH_SHORT;
}

static AssayMatchKind
custom_kind (const AssayMatchProfile *profile)
{
  AssayMatchKind kind = kind_from_key (profile->field->key);

  /* What a name promises the values have to keep: a place of birth is no day. */
  if ((kind == ASSAY_MATCH_DATE && 2 * profile->dates < profile->filled) ||
      ((kind == ASSAY_MATCH_POSTAL || kind == ASSAY_MATCH_PHONE) && 2 * profile->digits < profile->filled))
    kind = ASSAY_MATCH_IGNORE;
  switch (profile->field->type)
    {
    case ASSAY_FIELD_TYPE_EMAIL:
      return ASSAY_MATCH_EMAIL;
    case ASSAY_FIELD_TYPE_PHONE:
      return ASSAY_MATCH_PHONE;
    case ASSAY_FIELD_TYPE_URL:
      return ASSAY_MATCH_URL;
    case ASSAY_FIELD_TYPE_DATE:
    case ASSAY_FIELD_TYPE_DATETIME:
      return ASSAY_MATCH_DATE;
    case ASSAY_FIELD_TYPE_TEXT:
    case ASSAY_FIELD_TYPE_NUMBER:
    case ASSAY_FIELD_TYPE_CATEGORY:
    case ASSAY_FIELD_TYPE_BOOLEAN:
    default:
      return kind != ASSAY_MATCH_IGNORE ? kind : kind_from_values (profile);
    }
}

/**
 * assay_match_profile_kind:
 *
 * Returns: how a field is best compared; %ASSAY_MATCH_IGNORE where that would tell nothing
 */
AssayMatchKind
assay_match_profile_kind (const AssayMatchProfile *profile)
{
  if (profile->filled == 0 || g_hash_table_size (profile->values) < 2 ||
      profile->length > MAX_MEAN_LENGTH * profile->filled)
    return ASSAY_MATCH_IGNORE;
  for (gsize i = 0; i < G_N_ELEMENTS (standard_kinds); i++)
    if (strcmp (standard_kinds[i].key, profile->field->key) == 0)
      return standard_kinds[i].kind;
  return custom_kind (profile);
}
