/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-enrich-settings.h"

#include "store/assay-document-store.h"

#define KIND    "settings"
#define KEY     "enrichment"
#define COUNTRY "home_country"

/**
 * assay_enrich_settings_get_home_country:
 *
 * Returns: (transfer full): ISO 3166-1 alpha-2 code of where leads are when they do not say; an empty text
 *   where nobody said
 */
char *
assay_enrich_settings_get_home_country (AssayConnection *connection)
{
  g_autoptr (AssayDocument) document
    = assay_document_store_get (connection, KIND, KEY, ASSAY_DOCUMENT_LATEST, NULL);
  const char *country = NULL;

  if (document != NULL)
    country
      = json_object_get_string_member_with_default (assay_document_get_object (document), COUNTRY, "");
  return g_strdup (country != NULL ? country : "");
}

/**
 * assay_enrich_settings_set_home_country:
 * @country: ISO 3166-1 alpha-2 code in capital letters, or an empty text
 *
 * Remembers it for all runs to come.
 */
gboolean
assay_enrich_settings_set_home_country (AssayTransaction *transaction,
                                        gint64            job,
                                        const char       *country,
                                        GError          **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_alloc ();
  g_autoptr (AssayDocument) draft = NULL;
  g_autoptr (AssayDocument) published = NULL;

  json_object_set_string_member (object, COUNTRY, country);
  json_node_init_object (root, object);
  draft = assay_document_new (KIND, KEY, 0, root);
  published = assay_document_store_publish (transaction, job, draft, error);
  return published != NULL;
}
