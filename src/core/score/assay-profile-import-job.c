/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-import-job.h"

#include <glib/gi18n-lib.h>

#include "score/assay-document-file.h"
#include "score/assay-profile-store.h"
#include "store/assay-document-store.h"

/**
 * AssayProfileImportJob:
 *
 * Reads a profile from a file and makes it the workspace’s draft of its key.
 */
struct _AssayProfileImportJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayProfileImportJob, assay_profile_import_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_FILE = 1,
};

static gboolean
assay_profile_import_job_run (AssayJob     *job,
                              GCancellable *cancellable,
                              GError      **error)
{
  g_autoptr (AssayDocument) document = assay_document_file_read (
    assay_job_get_object (job, PARAM_FILE), ASSAY_PROFILE_KIND, NULL, error);
  g_autoptr (AssayProfile) profile = document != NULL ? assay_profile_new (document, NULL, error)
                                                      : NULL;
  g_autoptr (AssayTransaction) transaction = NULL;
  g_autoptr (JsonObject) result = json_object_new ();

  if (profile == NULL)
    return FALSE;
  transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  if (transaction == NULL
      || !assay_document_store_save_draft (transaction, assay_job_get_id (job), document, error)
      || !assay_transaction_commit (transaction, error))
    return FALSE;
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_string_member (result, "profile", profile->key);
  json_object_set_int_member (result, "groups", profile->groups->len);
  json_object_set_int_member (result, "factors", profile->factors->len);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
assay_profile_import_job_class_init (AssayProfileImportJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "profile-import";
  job_class->summary = N_ ("Read a scoring profile from a file, as a draft");
  job_class->run = assay_profile_import_job_run;

  assay_job_class_install (
    job_class, PARAM_FILE,
    g_param_spec_object ("file", NULL, N_ ("A profile as JSON"), G_TYPE_FILE,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "FILE" });
}

static void
assay_profile_import_job_init (AssayProfileImportJob *self)
{
}
