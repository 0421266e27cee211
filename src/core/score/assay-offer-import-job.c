/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-offer-import-job.h"

#include <glib/gi18n-lib.h>

#include "score/assay-document-file.h"
#include "score/assay-offer.h"
#include "score/assay-profile-store.h"

/**
 * AssayOfferImportJob:
 *
 * Reads the offer from a file; it becomes the workspace’s newest.
 */
struct _AssayOfferImportJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayOfferImportJob, assay_offer_import_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_FILE = 1,
};

static gboolean
assay_offer_import_job_run (AssayJob     *job,
                            GCancellable *cancellable,
                            GError      **error)
{
  g_autoptr (AssayDocument) document = assay_document_file_read (
    assay_job_get_object (job, PARAM_FILE), ASSAY_OFFER_KIND, ASSAY_OFFER_KEY, error);
  g_autoptr (AssayTransaction) transaction = NULL;

  if (document == NULL || !assay_offer_check (document, error))
    return FALSE;
  transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  if (transaction == NULL)
    return FALSE;
  return assay_offer_publish (job, transaction, document, error);
}

static void
assay_offer_import_job_class_init (AssayOfferImportJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "offer-import";
  job_class->summary = N_ ("Read the offer from a file");
  job_class->run = assay_offer_import_job_run;

  assay_job_class_install (
    job_class, PARAM_FILE,
    g_param_spec_object ("file", NULL, N_ ("An offer as JSON"), G_TYPE_FILE,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "FILE" });
}

static void
assay_offer_import_job_init (AssayOfferImportJob *self)
{
}
