/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-enrich-settings.h"

#include "store/assay-document-store.h"

#define KIND       "settings"
#define KEY        "enrichment"
#define COUNTRY    "home_country"
#define INDUSTRIES "industries"

/**
 * assay_enrich_settings_get:
 *
 * Returns: (transfer full): what the workspace says to all checks: the ISO 3166-1 alpha-2 code of where leads are when
 *   they do not say, which is empty where nobody said, and a line for each industry of its own list
 */
char *
assay_enrich_settings_get (AssayConnection *connection)
{
  g_autoptr (AssayDocument) document
    = assay_document_store_get (connection, KIND, KEY, ASSAY_DOCUMENT_LATEST, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObject *object;

  if (document == NULL)
    return g_string_free (g_steal_pointer (&text), FALSE);
  object = assay_document_get_object (document);
  g_string_append (text, json_object_get_string_member_with_default (object, COUNTRY, ""));
  if (json_object_has_member (object, INDUSTRIES)
      && JSON_NODE_HOLDS_ARRAY (json_object_get_member (object, INDUSTRIES)))
    {
      JsonArray *list = json_object_get_array_member (object, INDUSTRIES);

      for (guint i = 0; i < json_array_get_length (list); i++)
        if (JSON_NODE_HOLDS_VALUE (json_array_get_element (list, i))
            && json_array_get_string_element (list, i) != NULL)
          g_string_append_printf (text, "\n%s", json_array_get_string_element (list, i));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * assay_enrich_settings_set:
 * @settings: as assay_enrich_settings_get() tells them
 *
 * Remembers them for all runs to come.
 */
gboolean
assay_enrich_settings_set (AssayTransaction *transaction,
                           gint64            job,
                           const char       *settings,
                           GError          **error)
{
  g_auto (GStrv) lines = g_strsplit (settings, "\n", -1);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_alloc ();
  g_autoptr (AssayDocument) draft = NULL;
  g_autoptr (AssayDocument) published = NULL;

  json_object_set_string_member (object, COUNTRY, lines[0] != NULL ? lines[0] : "");
  if (lines[0] != NULL && lines[1] != NULL)
    {
      JsonArray *list = json_array_new ();

      for (guint i = 1; lines[i] != NULL; i++)
        json_array_add_string_element (list, lines[i]);
      json_object_set_array_member (object, INDUSTRIES, list);
    }
  json_node_init_object (root, object);
  draft = assay_document_new (KIND, KEY, 0, root);
  published = assay_document_store_publish (transaction, job, draft, error);
  return published != NULL;
}
