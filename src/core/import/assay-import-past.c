/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-past.h"

#include "store/assay-document-store.h"

#include <string.h>

static gboolean
signature_matches (AssayDocument *document,
                   const char    *signature)
{
  JsonObject *object = assay_document_get_object (document);

  return object != NULL
         && g_strcmp0 (json_object_get_string_member_with_default (object, "signature", NULL),
                       signature) == 0;
}

/**
 * assay_import_past_mapping:
 * @name: (nullable): which saved mapping; %NULL for the one that was saved for such headers
 * @out_name: (out) (optional) (nullable): what it is called
 * @out_mapping: (out) (nullable): the mapping; %NULL where there is none
 *
 * Finds a mapping that was saved for the kind of rows the plan is for.
 */
gboolean
assay_import_past_mapping (AssayConnection  *connection,
                           AssayImportPlan  *plan,
                           const char       *name,
                           char            **out_name,
                           AssayMapping    **out_mapping,
                           GError          **error)
{
  AssayImportKind kind = assay_import_plan_get_mapping (plan)->kind;
  g_autofree char *signature = assay_import_plan_dup_signature (plan);
  g_autoptr (GPtrArray) documents
    = assay_document_store_list (connection, ASSAY_MAPPING_KIND, error);

  *out_mapping = NULL;
  if (out_name != NULL)
    *out_name = NULL;
  if (documents == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      AssayDocument *document = g_ptr_array_index (documents, i);
      const char *key = assay_document_get_key (document);
      g_autoptr (AssayMapping) mapping = NULL;

      if (name != NULL ? strcmp (key, name) != 0 : !signature_matches (document, signature))
        continue;
      mapping = assay_mapping_from_document (document, error);
      if (mapping == NULL)
        return FALSE;
      if (mapping->kind != kind)
        continue;
      *out_mapping = g_steal_pointer (&mapping);
      if (out_name != NULL)
        *out_name = g_strdup (key);
      return TRUE;
    }
  return TRUE;
}

/**
 * assay_import_past_names:
 *
 * Returns: (transfer full) (array zero-terminated=1) (nullable): what the saved mappings for this
 *   kind of rows are called
 */
char **
assay_import_past_names (AssayConnection  *connection,
                         AssayImportKind   kind,
                         GError          **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GPtrArray) documents
    = assay_document_store_list (connection, ASSAY_MAPPING_KIND, error);

  if (documents == NULL)
    return NULL;
  for (guint i = 0; i < documents->len; i++)
    {
      AssayDocument *document = g_ptr_array_index (documents, i);
      /* One that cannot be read is of no use here; importing with it tells why. */
      g_autoptr (AssayMapping) mapping = assay_mapping_from_document (document, NULL);

      if (mapping != NULL && mapping->kind == kind)
        g_strv_builder_add (names, assay_document_get_key (document));
    }
  return g_strv_builder_end (names);
}

/**
 * assay_import_past_job:
 * @out_job: (out): the newest job that imported the same bytes and was not undone; 0 for none
 * @out_at: (out) (optional): when it started, milliseconds since 1970-01-01T00:00:00Z
 */
gboolean
assay_import_past_job (AssayConnection  *connection,
                       AssayImportPlan  *plan,
                       gint64           *out_job,
                       gint64           *out_at,
                       GError          **error)
{
  g_autofree char *content = NULL;
  g_autoptr (AssayStatement) statement = NULL;
  gboolean row;
  gint64 any;

  *out_job = 0;
  if (out_at != NULL)
    *out_at = 0;
  if (!assay_connection_query_int64 (connection,
                                     "SELECT EXISTS (SELECT 1 FROM job WHERE key = 'import' "
                                     "AND state = 'done')",
                                     &any, error))
    return FALSE;
  /* Nothing to compare with, so nothing to wait for. */
  if (!any)
    return TRUE;
  if (!assay_import_plan_wait_content (plan, error))
    return FALSE;
  content = assay_import_plan_dup_content (plan);
  statement = assay_connection_prepare (connection,
                                        "SELECT id, started_at FROM job WHERE key = 'import' "
                                        "AND state = 'done' "
                                        "AND json_extract(result, '$.content') = ?1 "
                                        "ORDER BY id DESC LIMIT 1",
                                        error);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_text (statement, 1, content);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *out_job = assay_statement_get_int64 (statement, 0);
  if (row && out_at != NULL)
    *out_at = assay_statement_get_int64 (statement, 1);
  return TRUE;
}
