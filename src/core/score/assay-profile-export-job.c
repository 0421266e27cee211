/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-export-job.h"

#include <glib/gi18n-lib.h>

#include "score/assay-document-file.h"
#include "score/assay-profile-params.h"
#include "score/assay-profile-store.h"
#include "store/assay-document-store.h"

/**
 * AssayProfileExportJob:
 *
 * Writes a profile to a file.
 */
struct _AssayProfileExportJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayProfileExportJob, assay_profile_export_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_KEY = 1,
  PARAM_OUTPUT,
};

static gboolean
assay_profile_export_job_run (AssayJob     *job,
                              GCancellable *cancellable,
                              GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (AssayDocument) document = NULL;
  g_autoptr (JsonObject) result = json_object_new ();

  document = reader != NULL ? assay_profile_store_get (
               reader, assay_job_get_string (job, PARAM_KEY), ASSAY_DOCUMENT_LATEST, error)
                            : NULL;
  if (document == NULL
      || !assay_document_file_write (
        assay_job_get_object (job, PARAM_OUTPUT), document, cancellable, error))
    return FALSE;
  json_object_set_string_member (result, "profile", assay_document_get_key (document));
  json_object_set_int_member (result, "version", assay_document_get_version (document));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
assay_profile_export_job_class_init (AssayProfileExportJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "profile-export";
  job_class->summary = N_ ("Write a scoring profile to a file");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_profile_export_job_run;

  assay_profile_params_install_key (job_class, PARAM_KEY);
  assay_job_class_install (
    job_class,
    PARAM_OUTPUT,
    g_param_spec_object ("output",
                         NULL,
                         N_ ("Where to write it"),
                         G_TYPE_FILE,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam){
      .flags = ASSAY_PARAM_REQUIRED, .position = 2, .short_option = 'o', .metavar = "FILE" });
}

static void
assay_profile_export_job_init (AssayProfileExportJob *self)
{
}
