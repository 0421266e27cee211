/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-check-job.h"

#include <glib/gi18n-lib.h>

#include "score/assay-document-file.h"
#include "score/assay-factor-query.h"
#include "score/assay-profile-store.h"
#include "store/assay-document-store.h"

/**
 * AssayProfileCheckJob:
 *
 * Checks a profile: that it can be read, and what of it the workspace lacks.
 */
struct _AssayProfileCheckJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayProfileCheckJob, assay_profile_check_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_PROFILE = 1,
};

/* The file of that name, else the workspace’s draft, else its newest version. */
static AssayDocument *
find_document (AssayConnection *reader,
               const char      *name,
               GError         **error)
{
  AssayDocument *draft;

  if (g_file_test (name, G_FILE_TEST_IS_REGULAR))
    {
      g_autoptr (GFile) file = g_file_new_for_path (name);
      return assay_document_file_read (file, ASSAY_PROFILE_KIND, NULL, error);
    }
  draft = assay_profile_store_get (reader, name, 0, NULL);
  return draft != NULL ? draft
                       : assay_profile_store_get (reader, name, ASSAY_DOCUMENT_LATEST, error);
}

static gboolean
assay_profile_check_job_run (AssayJob     *job,
                             GCancellable *cancellable,
                             GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayDocument) document = NULL;
  g_autoptr (AssayDocument) offer = NULL;
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (AssayFactorQuery) query = NULL;
  g_autoptr (JsonObject) result = json_object_new ();
  JsonArray *warnings = json_array_new ();

  json_object_set_array_member (result, "warnings", warnings);
  document = reader != NULL
               ? find_document (reader, assay_job_get_string (job, PARAM_PROFILE), error)
               : NULL;
  if (document == NULL)
    return FALSE;
  offer = assay_profile_store_get_offer (reader, NULL);
  profile = assay_profile_new (document, offer, error);
  query = profile != NULL ? assay_factor_query_new (reader, fields, profile, ASSAY_AS_OF_NOW, error)
                          : NULL;
  if (query == NULL)
    return FALSE;
  for (const char *const *warning = assay_factor_query_get_warnings (query); *warning != NULL;
       warning++)
    {
      json_array_add_string_element (warnings, *warning);
      assay_job_warn (job, "%s", *warning);
    }
  json_object_set_string_member (result, "profile", profile->key);
  json_object_set_boolean_member (result, "valid", TRUE);
  json_object_set_int_member (result, "groups", profile->groups->len);
  json_object_set_int_member (result, "factors", profile->factors->len);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
assay_profile_check_job_class_init (AssayProfileCheckJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "profile-check";
  job_class->summary = N_ ("Check a scoring profile: a file, a draft or what is in use");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_profile_check_job_run;

  assay_job_class_install (
    job_class, PARAM_PROFILE,
    g_param_spec_string ("profile", NULL, N_ ("A file, or a profile’s key"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "FILE-OR-KEY" });
}

static void
assay_profile_check_job_init (AssayProfileCheckJob *self)
{
}
