/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-factor-signature-private.h"

#include "base/assay-json.h"

/* Worth and words; everything else decides what a factor's value is. */
static const char *const worth[] = { "points", "label", "weight", NULL };

static void
append_definition (GString    *to,
                   JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (g_strv_contains (worth, name))
        continue;
      g_string_append_printf (to, "%s:", name);
      assay_json_append (to, member);
      g_string_append_c (to, '\n');
    }
}

/* The tiers of a table share their value: which of them was found depends on all. */
static void
add_table (GHashTable *signatures,
           const char *group,
           JsonObject *table)
{
  JsonArray *tiers = json_object_get_array_member (table, "tiers");
  g_autoptr (GString) all = g_string_new (NULL);
  JsonNode *field = json_object_get_member (table, "field");

  if (field != NULL)
    assay_json_append (all, field);
  for (guint i = 0; i < json_array_get_length (tiers); i++)
    append_definition (all, json_array_get_object_element (tiers, i));
  for (guint i = 0; i < json_array_get_length (tiers); i++)
    {
      JsonObject *tier = json_array_get_object_element (tiers, i);
      const char *key = json_object_get_string_member_with_default (tier, "key", "");

      g_hash_table_insert (
        signatures, g_strconcat (group, ".", key, NULL), g_strdup_printf ("%u %s", i, all->str));
    }
}

/*
 * assay_factor_signatures:
 * @document: a valid profile
 *
 * Returns: (transfer full) (element-type utf8 utf8): by `group.factor`
 */
GHashTable *
assay_factor_signatures (AssayDocument *document)
{
  GHashTable *signatures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonArray *groups
    = json_object_get_array_member (assay_document_get_object (document), "groups");

  for (guint g = 0; g < json_array_get_length (groups); g++)
    {
      JsonObject *group = json_array_get_object_element (groups, g);
      const char *key = json_object_get_string_member_with_default (group, "key", "");
      JsonArray *factors;

      if (json_object_has_member (group, "table"))
        add_table (signatures, key, json_object_get_object_member (group, "table"));
      if (!json_object_has_member (group, "factors"))
        continue;
      factors = json_object_get_array_member (group, "factors");
      for (guint i = 0; i < json_array_get_length (factors); i++)
        {
          JsonObject *factor = json_array_get_object_element (factors, i);
          GString *text = g_string_new (NULL);

          append_definition (text, factor);
          g_hash_table_insert (
            signatures,
            g_strconcat (key, ".", json_object_get_string_member_with_default (factor, "key", ""),
                         NULL),
            g_string_free (text, FALSE));
        }
    }
  return signatures;
}
