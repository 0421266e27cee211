/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-publish-job.h"

#include <glib/gi18n-lib.h>

#include "score/assay-profile-params.h"
#include "score/assay-profile-store.h"
#include "store/assay-document-store.h"

/**
 * AssayProfilePublishJob:
 *
 * Publishes a profile’s draft as its next version and brings it into use. Without a draft, a
 * profile that was shipped or published before comes into use as it is.
 */
struct _AssayProfilePublishJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayProfilePublishJob, assay_profile_publish_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_KEY = 1,
  PARAM_PRIMARY,
  PARAM_OFF,
  PARAM_KEEP_DRAFT,
};

/* The draft as a new version; else what is published; else the shipped document as version 1. */
static AssayDocument *
publish (AssayJob         *job,
         AssayTransaction *transaction,
         GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  const char *key = assay_job_get_string (job, PARAM_KEY);
  g_autoptr (AssayDocument) draft = assay_profile_store_get (connection, key, 0, NULL);
  g_autoptr (AssayDocument) newest = NULL;
  g_autoptr (AssayProfile) sound = NULL;

  if (draft != NULL && assay_job_get_boolean (job, PARAM_KEEP_DRAFT))
    {
      newest = assay_document_store_get (
        connection, ASSAY_PROFILE_KIND, key, ASSAY_DOCUMENT_LATEST, NULL);
      if (newest != NULL)
        return g_steal_pointer (&newest);
    }
  if (draft == NULL)
    {
      newest = assay_profile_store_get (connection, key, ASSAY_DOCUMENT_LATEST, error);
      if (newest == NULL || assay_document_get_version (newest) > 0)
        return g_steal_pointer (&newest);
    }
  sound = assay_profile_new (draft != NULL ? draft : newest, NULL, error);
  if (sound == NULL)
    return NULL;
  return assay_document_store_publish (
    transaction, assay_job_get_id (job), draft != NULL ? draft : newest, error);
}

static gboolean
assay_profile_publish_job_run (AssayJob     *job,
                               GCancellable *cancellable,
                               GError      **error)
{
  gboolean off = assay_job_get_boolean (job, PARAM_OFF);
  g_autoptr (AssayTransaction) transaction = NULL;
  g_autoptr (AssayDocument) document = NULL;
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (JsonObject) result = json_object_new ();

  transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  if (transaction == NULL)
    return FALSE;
  document = off ? assay_profile_store_get (assay_transaction_get_connection (transaction),
                                            assay_job_get_string (job, PARAM_KEY),
                                            ASSAY_DOCUMENT_LATEST,
                                            error)
                 : publish (job, transaction, error);
  profile = document != NULL ? assay_profile_new (document, NULL, error) : NULL;
  if (profile == NULL
      || !assay_profile_store_activate (transaction, assay_job_get_id (job), profile, !off,
                                        assay_job_get_boolean (job, PARAM_PRIMARY), error)
      || !assay_transaction_commit (transaction, error))
    return FALSE;
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_string_member (result, "profile", profile->key);
  json_object_set_int_member (result, "version", profile->version);
  json_object_set_boolean_member (result, "active", !off);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
assay_profile_publish_job_class_init (AssayProfilePublishJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "profile-publish";
  job_class->summary = N_ ("Publish a profile’s draft, or bring a profile into use");
  job_class->run = assay_profile_publish_job_run;

  assay_profile_params_install_key (job_class, PARAM_KEY);
  assay_job_class_install (
    job_class, PARAM_PRIMARY,
    g_param_spec_boolean ("primary", NULL, N_ ("Make it the primary profile"), FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
  assay_job_class_install (
    job_class, PARAM_OFF,
    g_param_spec_boolean ("off", NULL, N_ ("Take it out of use instead; its history stays"), FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
  assay_job_class_install (
    job_class, PARAM_KEEP_DRAFT,
    g_param_spec_boolean ("keep-draft", NULL,
                          N_ ("Bring what is published into use and leave the draft as it is"),
                          FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
}

static void
assay_profile_publish_job_init (AssayProfilePublishJob *self)
{
}
