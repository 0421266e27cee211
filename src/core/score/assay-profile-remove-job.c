/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-remove-job.h"

#include <glib/gi18n-lib.h>

#include "score/assay-profile-params.h"
#include "score/assay-profile-store.h"
#include "store/assay-document-store.h"

/**
 * AssayProfileRemoveJob:
 *
 * Takes a profile out of use and removes all its versions, or its draft alone. The history of its
 * scores stays.
 */
struct _AssayProfileRemoveJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayProfileRemoveJob, assay_profile_remove_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_KEY = 1,
  PARAM_DRAFT,
};

static gboolean
remove_draft (AssayJob         *job,
              AssayTransaction *transaction,
              GError          **error)
{
  const char *key = assay_job_get_string (job, PARAM_KEY);
  g_autoptr (AssayDocument) draft
    = assay_profile_store_get (assay_transaction_get_connection (transaction), key, 0, error);

  return draft != NULL
         && assay_document_store_drop_draft (
           transaction, assay_job_get_id (job), ASSAY_PROFILE_KIND, key, error);
}

/* What is not there to be removed may still be shipped with Assay: then there is nothing to do. */
static gboolean
remove_all (AssayJob         *job,
            AssayTransaction *transaction,
            GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  const char *key = assay_job_get_string (job, PARAM_KEY);
  g_autoptr (AssayDocument) document = assay_document_store_get (
    connection, ASSAY_PROFILE_KIND, key, ASSAY_DOCUMENT_LATEST, NULL);
  g_autoptr (AssayProfile) profile = NULL;

  if (document != NULL)
    {
      profile = assay_profile_new (document, NULL, error);
      if (profile == NULL
          || !assay_profile_store_activate (
            transaction, assay_job_get_id (job), profile, FALSE, FALSE, error))
        return FALSE;
    }
  return assay_document_store_remove (
    transaction, assay_job_get_id (job), ASSAY_PROFILE_KIND, key, error);
}

static gboolean
assay_profile_remove_job_run (AssayJob     *job,
                              GCancellable *cancellable,
                              GError      **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  g_autoptr (JsonObject) result = json_object_new ();

  if (transaction == NULL
      || !(assay_job_get_boolean (job, PARAM_DRAFT) ? remove_draft (job, transaction, error)
                                                    : remove_all (job, transaction, error))
      || !assay_transaction_commit (transaction, error))
    return FALSE;
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_string_member (result, "profile", assay_job_get_string (job, PARAM_KEY));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static char *
assay_profile_remove_job_describe (AssayJob *job)
{
  if (assay_job_get_boolean (job, PARAM_DRAFT))
    return g_strdup_printf (_ ("Drop the draft of %s"), assay_job_get_string (job, PARAM_KEY));
  return g_strdup_printf (_ ("Remove profile %s"), assay_job_get_string (job, PARAM_KEY));
}

static void
assay_profile_remove_job_class_init (AssayProfileRemoveJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "profile-remove";
  job_class->summary = N_ ("Remove a profile, or only its draft; its history stays");
  job_class->run = assay_profile_remove_job_run;
  job_class->describe = assay_profile_remove_job_describe;

  assay_profile_params_install_key (job_class, PARAM_KEY);
  assay_job_class_install (
    job_class, PARAM_DRAFT,
    g_param_spec_boolean ("draft", NULL, N_ ("Only the draft; what is published stays"), FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
}

static void
assay_profile_remove_job_init (AssayProfileRemoveJob *self)
{
}
