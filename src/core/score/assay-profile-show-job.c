/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-show-job.h"

#include <glib/gi18n-lib.h>

#include "base/assay-json-copy.h"
#include "score/assay-profile-params.h"
#include "score/assay-profile-store.h"
#include "store/assay-document-store.h"

/**
 * AssayProfileShowJob:
 *
 * Shows a profile’s document.
 */
struct _AssayProfileShowJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayProfileShowJob, assay_profile_show_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_KEY = 1,
  PARAM_VERSION,
};

static gboolean
assay_profile_show_job_run (AssayJob     *job,
                            GCancellable *cancellable,
                            GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (AssayDocument) document = NULL;
  g_autoptr (JsonObject) result = json_object_new ();

  if (reader == NULL)
    return FALSE;
  document = assay_profile_store_get (reader, assay_job_get_string (job, PARAM_KEY),
                                      assay_job_get_int64 (job, PARAM_VERSION), error);
  if (document == NULL)
    return FALSE;
  json_object_set_string_member (result, "key", assay_document_get_key (document));
  json_object_set_int_member (result, "version", assay_document_get_version (document));
  json_object_set_member (result, "document", assay_json_copy (assay_document_get_root (document)));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
assay_profile_show_job_class_init (AssayProfileShowJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "profile-show";
  job_class->summary = N_ ("Show a scoring profile");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_profile_show_job_run;

  assay_profile_params_install_key (job_class, PARAM_KEY);
  assay_profile_params_install_version (job_class, PARAM_VERSION);
}

static void
assay_profile_show_job_init (AssayProfileShowJob *self)
{
}
