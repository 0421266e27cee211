/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-label-job.h"

#include <glib/gi18n-lib.h>

#include "match/assay-match-error.h"
#include "match/assay-match-label.h"
#include "store/assay-lead-find.h"

/**
 * AssayLabelJob:
 *
 * Says of two leads whether they are the same. The next run of matching learns from it; “different”
 * is remembered for good.
 */
struct _AssayLabelJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayLabelJob, assay_label_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_A = 1,
  PARAM_B,
  PARAM_VERDICT,
};

static gboolean
assay_label_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) result = json_object_new ();
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  AssayConnection *connection;
  gint64 a, b;

  if (transaction == NULL)
    return FALSE;
  connection = assay_transaction_get_connection (transaction);
  a = assay_lead_find (connection, assay_job_get_string (job, PARAM_A), error);
  b = a != 0 ? assay_lead_find (connection, assay_job_get_string (job, PARAM_B), error) : 0;
  if (b == 0)
    return FALSE;
  if (a == b)
    {
      g_set_error (error,
                   ASSAY_MATCH_ERROR,
                   ASSAY_MATCH_ERROR_PARAMETER,
                   _ ("“b”: expected another lead than “a”"));
      return FALSE;
    }
  if (!assay_match_label_set (transaction,
                              assay_job_get_id (job),
                              a,
                              b,
                              (AssayMatchVerdict) assay_job_get_enum (job, PARAM_VERDICT),
                              error) ||
      !assay_transaction_commit (transaction, error))
    return FALSE;
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_int_member (result, "a", MIN (a, b));
  json_object_set_int_member (result, "b", MAX (a, b));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
install_lead (
    AssayJobClass *job_class, guint id, const char *name, const char *blurb, const char *metavar)
{
  assay_job_class_install (
      job_class,
      id,
      g_param_spec_string (name, NULL, blurb, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .flags = ASSAY_PARAM_REQUIRED | ASSAY_PARAM_PERSONAL,
                     .position = (int) id,
                     .metavar = metavar });
}

static void
assay_label_job_class_init (AssayLabelJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "label";
  job_class->summary = N_ ("Say whether two leads are the same person");
  job_class->run = assay_label_job_run;

  install_lead (job_class, PARAM_A, "a", N_ ("A lead’s number, email or external id"), "A");
  install_lead (job_class, PARAM_B, "b", N_ ("The other one’s"), "B");
  assay_job_class_install (job_class,
                           PARAM_VERDICT,
                           g_param_spec_enum ("verdict",
                                              NULL,
                                              N_ ("What they are"),
                                              ASSAY_TYPE_MATCH_VERDICT,
                                              ASSAY_MATCH_VERDICT_UNSURE,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam){ .position = 3, .metavar = "same|different|unsure" });
}

static void
assay_label_job_init (AssayLabelJob *self)
{
}
