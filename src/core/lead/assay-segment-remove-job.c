/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead/assay-segment-remove-job.h"

#include <glib/gi18n-lib.h>

#include "store/assay-segment-store.h"

/**
 * AssaySegmentRemoveJob:
 *
 * Removes a saved segment; its leads stay.
 */
struct _AssaySegmentRemoveJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssaySegmentRemoveJob, assay_segment_remove_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_SEGMENT = 1,
};

static gboolean
assay_segment_remove_job_run (AssayJob     *job,
                              GCancellable *cancellable,
                              GError      **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  g_autoptr (AssayDocument) segment = NULL;
  g_autoptr (JsonObject) result = json_object_new ();

  segment = transaction != NULL
              ? assay_segment_store_find (assay_transaction_get_connection (transaction),
                                          assay_job_get_string (job, PARAM_SEGMENT), error)
              : NULL;
  if (segment == NULL
      || !assay_document_store_remove (transaction, assay_job_get_id (job), ASSAY_SEGMENT_KIND,
                                       assay_document_get_key (segment), error)
      || !assay_transaction_commit (transaction, error))
    return FALSE;
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_string_member (result, "segment", assay_document_get_key (segment));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static char *
assay_segment_remove_job_describe (AssayJob *job)
{
  /* Translators: %s is the name of a segment of leads. */
  return g_strdup_printf (_ ("Remove segment “%s”"), assay_job_get_string (job, PARAM_SEGMENT));
}

static void
assay_segment_remove_job_class_init (AssaySegmentRemoveJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "segment-remove";
  job_class->summary = N_ ("Remove a saved segment");
  job_class->run = assay_segment_remove_job_run;
  job_class->describe = assay_segment_remove_job_describe;

  assay_job_class_install (
    job_class, PARAM_SEGMENT,
    g_param_spec_string ("segment", NULL, N_ ("The segment’s name or key"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "SEGMENT" });
}

static void
assay_segment_remove_job_init (AssaySegmentRemoveJob *self)
{
}
