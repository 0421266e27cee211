/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead/assay-segment-edit-private.h"

/* Publishes what @edit makes, with the result that all edits of segments have. */
gboolean
assay_segment_edit_run (AssayJob         *job,
                        AssaySegmentEdit  edit,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  g_autoptr (AssayDocument) segment = NULL;
  g_autoptr (AssayDocument) published = NULL;
  g_autoptr (JsonObject) result = json_object_new ();

  segment = transaction != NULL
              ? edit (job, assay_transaction_get_connection (transaction), error)
              : NULL;
  if (segment == NULL)
    return FALSE;
  published = assay_document_store_publish (transaction, assay_job_get_id (job), segment, error);
  if (published == NULL || !assay_transaction_commit (transaction, error))
    return FALSE;
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_string_member (result, "segment", assay_document_get_key (segment));
  json_object_set_string_member (result, "name", assay_segment_get_name (segment));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

/* The name that a job was given, without the white space around it. */
char *
assay_segment_edit_take_name (AssayJob *job,
                              guint     param,
                              GError  **error)
{
  g_autofree char *name = g_strstrip (g_strdup (assay_job_get_string (job, param)));

  if (*name != '\0')
    return g_steal_pointer (&name);
  g_set_error_literal (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                       "A segment needs a name");
  return NULL;
}
