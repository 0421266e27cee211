/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-offer.h"

#include <string.h>

#include "base/assay-json-cursor.h"
#include "store/assay-document-store.h"

typedef enum
{
  MEMBER_TEXT,
  MEMBER_LIST,
  MEMBER_TEXT_OR_LIST,
  MEMBER_NUMBER,
  MEMBER_RANGE, /* two numbers, the least and the most */
} MemberKind;

static const struct
{
  const char *name;
  MemberKind kind;
} offer_members[] = {
  { "name", MEMBER_TEXT },
  { "description", MEMBER_TEXT },
  { "value_props", MEMBER_TEXT_OR_LIST },
  { "ideal_use_cases", MEMBER_TEXT_OR_LIST },
  { "target_industries", MEMBER_LIST },
  { "adjacent_industries", MEMBER_LIST },
  { "neutral_industries", MEMBER_LIST },
  { "countries", MEMBER_LIST },
  { "regions", MEMBER_LIST },
  { "company_size", MEMBER_RANGE },
  { "price", MEMBER_NUMBER },
  { "currency", MEMBER_TEXT },
};

static gboolean
check_range (const AssayJsonCursor *member,
             GError               **error)
{
  AssayJsonCursor low, high;
  double least, most;
  guint n;

  if (!assay_json_cursor_get_array (member, &n, error))
    return FALSE;
  if (n == 2)
    {
      assay_json_cursor_element (member, 0, &low);
      assay_json_cursor_element (member, 1, &high);
      if (!assay_json_cursor_get_number (&low, &least, error)
          || !assay_json_cursor_get_number (&high, &most, error))
        return FALSE;
      if (least <= most)
        return TRUE;
    }
  assay_json_cursor_fail (member, error, "expected the least and the most, such as [20, 1000]");
  return FALSE;
}

static gboolean
check_member (const AssayJsonCursor *root,
              const AssayJsonCursor *member,
              MemberKind             kind,
              GError               **error)
{
  g_auto (GStrv) texts = NULL;
  const char *text;
  double number;

  switch (kind)
    {
    case MEMBER_TEXT:
      return assay_json_cursor_get_string (member, &text, error);
    case MEMBER_NUMBER:
      return assay_json_cursor_get_number (member, &number, error);
    case MEMBER_RANGE:
      return check_range (member, error);
    case MEMBER_TEXT_OR_LIST:
      if (assay_json_cursor_is_string (member))
        return TRUE;
      return assay_json_cursor_read_strv (root, member->name, TRUE, &texts, error);
    case MEMBER_LIST:
    default:
      return assay_json_cursor_read_strv (root, member->name, TRUE, &texts, error);
    }
}

/**
 * assay_offer_check:
 *
 * Returns: whether @offer is an offer: name, description, value_props, ideal_use_cases, target_,
 *   adjacent_ and neutral_industries, countries, regions, company_size, price, currency
 */
gboolean
assay_offer_check (AssayDocument *offer,
                   GError       **error)
{
  const char *names[G_N_ELEMENTS (offer_members) + 1] = { NULL };
  AssayJsonCursor root, member;

  for (gsize i = 0; i < G_N_ELEMENTS (offer_members); i++)
    names[i] = offer_members[i].name;
  assay_json_cursor_init_root (&root, assay_document_get_root (offer));
  if (!assay_json_cursor_check_object (&root, names, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (offer_members); i++)
    if (assay_json_cursor_member (&root, offer_members[i].name, &member)
        && !check_member (&root, &member, offer_members[i].kind, error))
      return FALSE;
  return TRUE;
}

static void
set_list (JsonObject *members,
          const char *name,
          const char *text,
          gboolean    numbers)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  JsonArray *array = json_array_new ();

  for (char **part = parts; *part != NULL; part++)
    {
      g_strstrip (*part);
      if (**part == '\0')
        continue;
      if (numbers)
        json_array_add_double_element (array, g_ascii_strtod (*part, NULL));
      else
        json_array_add_string_element (array, *part);
    }
  json_object_set_array_member (members, name, array);
}

/**
 * assay_offer_set:
 * @text: the value; lists have commas between; nothing takes the member out
 *
 * Sets one member of an offer out of text.
 *
 * Returns: %FALSE with %ASSAY_JSON_ERROR_SHAPE where an offer has no such member
 */
gboolean
assay_offer_set (JsonObject *members,
                 const char *name,
                 const char *text,
                 GError    **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (offer_members); i++)
    {
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", offer_members[i].name);
      if (strcmp (offer_members[i].name, name) != 0)
        continue;
      if (*text == '\0')
        json_object_remove_member (members, name);
      else if (offer_members[i].kind == MEMBER_TEXT)
        json_object_set_string_member (members, name, text);
      else if (offer_members[i].kind == MEMBER_NUMBER)
        json_object_set_double_member (members, name, g_ascii_strtod (text, NULL));
      else
        set_list (members, name, text, offer_members[i].kind == MEMBER_RANGE);
      return TRUE;
    }
  g_set_error (error,
               ASSAY_JSON_ERROR,
               ASSAY_JSON_ERROR_SHAPE,
               "An offer has no member “%s”; it has %s",
               name,
               known->str);
  return FALSE;
}

/**
 * assay_offer_publish:
 * @transaction: is committed
 * @offer: becomes the workspace's newest
 *
 * The last step of every job that changes the offer: its result says which version it made.
 */
gboolean
assay_offer_publish (AssayJob         *job,
                     AssayTransaction *transaction,
                     AssayDocument    *offer,
                     GError          **error)
{
  g_autoptr (AssayDocument) published
    = assay_document_store_publish (transaction, assay_job_get_id (job), offer, error);
  g_autoptr (JsonObject) result = json_object_new ();

  if (published == NULL || !assay_transaction_commit (transaction, error))
    return FALSE;
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_int_member (result, "version", assay_document_get_version (published));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}
