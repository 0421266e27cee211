/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-distribution-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "score/assay-profile-store.h"
#include "score/assay-score-distribution.h"
#include "score/assay-score-error.h"

/**
 * AssayProfileDistributionJob:
 *
 * Tells how a profile’s scores are spread.
 */
struct _AssayProfileDistributionJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayProfileDistributionJob, assay_profile_distribution_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_KEY = 1,
  PARAM_MONTHS,
};

/* The number that its scores have, or 0 where nothing was ever scored with it. */
static gint64
find_scorer (AssayConnection *reader,
             const char      *key,
             GError         **error)
{
  g_autoptr (GPtrArray) entries = assay_profile_store_list_entries (reader, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    if (strcmp (((AssayProfileEntry *) entries->pdata[i])->key, key) == 0)
      return ((AssayProfileEntry *) entries->pdata[i])->scorer;
  if (entries != NULL)
    g_set_error (error, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_NOT_SCORED,
                 _ ("No lead was scored with “%s” yet; “assay profile publish %s” brings it into use"),
                 key, key);
  return 0;
}

static gboolean
assay_profile_distribution_job_run (AssayJob     *job,
                                    GCancellable *cancellable,
                                    GError      **error)
{
  const char *key = assay_job_get_string (job, PARAM_KEY);
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (JsonObject) result = json_object_new ();
  gint64 scorer;
  gboolean done;

  if (reader == NULL || (profile = assay_profile_store_load (reader, key, ASSAY_DOCUMENT_LATEST, error)) == NULL)
    return FALSE;
  scorer = find_scorer (reader, key, error);
  if (scorer == 0)
    return FALSE;
  json_object_set_string_member (result, "profile", profile->key);
  json_object_set_string_member (result, "name", profile->name);
  json_object_set_int_member (result, "version", profile->version);
  assay_connection_set_cancellable (reader, cancellable);
  done = assay_score_distribution_read (
    reader, profile, scorer, (guint) assay_job_get_int64 (job, PARAM_MONTHS), result, error);
  assay_connection_set_cancellable (reader, NULL);
  if (done)
    assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return done;
}

static void
assay_profile_distribution_job_class_init (AssayProfileDistributionJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "profile-distribution";
  job_class->summary = N_ ("Show how a profile’s scores are spread");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_profile_distribution_job_run;

  assay_job_class_install (
    job_class, PARAM_KEY,
    g_param_spec_string ("key", NULL, N_ ("The profile’s key"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "KEY" });
  assay_job_class_install (job_class, PARAM_MONTHS,
                           g_param_spec_int64 ("months", NULL, N_ ("How many months of trend"), 1,
                                               120, 12, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .metavar = "N" });
}

static void
assay_profile_distribution_job_init (AssayProfileDistributionJob *self)
{
}
