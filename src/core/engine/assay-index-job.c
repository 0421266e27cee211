/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-index-job.h"

#include <glib/gi18n-lib.h>

#include "store/assay-search.h"

/* Ids a transaction goes on by: some 100 ms. */
#define BATCH_ROWS 4000

/**
 * AssayIndexJob:
 *
 * Brings the search index up to date after many leads were added.
 */
struct _AssayIndexJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayIndexJob, assay_index_job, ASSAY_TYPE_JOB)

static gboolean
assay_index_job_run (AssayJob     *job,
                     GCancellable *cancellable,
                     GError      **error)
{
  gboolean done = FALSE;
  double fraction;

  while (!done)
    {
      g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
        assay_job_get_workspace (job), ASSAY_DURABILITY_NORMAL, cancellable, error);

      if (transaction == NULL
          || !assay_search_index_some (transaction, BATCH_ROWS, &done, &fraction, error)
          || !assay_transaction_commit (transaction, error))
        return FALSE;
      assay_job_report (job, fraction, _("Indexing leads for search"));
    }
  return TRUE;
}

static void
assay_index_job_class_init (AssayIndexJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "index";
  job_class->summary = N_ ("Bring the search index up to date");
  job_class->flags = ASSAY_JOB_FINAL | ASSAY_JOB_INTERNAL | ASSAY_JOB_RESUMABLE;
  job_class->run = assay_index_job_run;
}

static void
assay_index_job_init (AssayIndexJob *self)
{
}
