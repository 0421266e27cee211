/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-label-job.h"

#include <glib/gi18n-lib.h>

#include "match/assay-match-error.h"
#include "match/assay-match-label.h"
#include "match/assay-match-threshold.h"
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
  PARAM_ALSO,
};

static gboolean
add_lead (AssayConnection *connection, const char *name, GArray *leads, GError **error)
{
  gint64 lead = assay_lead_find (connection, name, error);

  if (lead == 0)
    return FALSE;
  for (guint i = 0; i < leads->len; i++)
    if (g_array_index (leads, gint64, i) == lead)
      {
        g_set_error (error,
                     ASSAY_MATCH_ERROR,
                     ASSAY_MATCH_ERROR_PARAMETER,
                     _ ("“b”: expected another lead than “a”"));
        return FALSE;
      }
  g_array_append_val (leads, lead);
  return TRUE;
}

static GArray *
read_leads (AssayJob *job, AssayConnection *connection, GError **error)
{
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *const *also = assay_job_get_strv (job, PARAM_ALSO);

  if (!add_lead (connection, assay_job_get_string (job, PARAM_A), leads, error) ||
      !add_lead (connection, assay_job_get_string (job, PARAM_B), leads, error))
    return NULL;
  for (; also != NULL && *also != NULL; also++)
    if (!add_lead (connection, *also, leads, error))
      return NULL;
  return g_steal_pointer (&leads);
}

static gboolean
label_pairs (AssayJob *job, AssayTransaction *transaction, GArray *leads, GError **error)
{
  AssayMatchVerdict verdict = (AssayMatchVerdict) assay_job_get_enum (job, PARAM_VERDICT);

  for (guint i = 0; i < leads->len; i++)
    for (guint k = i + 1; k < leads->len; k++)
      if (!assay_match_label_set (transaction,
                                  assay_job_get_id (job),
                                  g_array_index (leads, gint64, i),
                                  g_array_index (leads, gint64, k),
                                  verdict,
                                  error))
        return FALSE;
  return TRUE;
}

static gboolean
assay_label_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) result = json_object_new ();
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  g_autoptr (GArray) leads = NULL;
  AssayMatchSuggestion suggestion;
  gint64 a, b;

  if (transaction == NULL)
    return FALSE;
  leads = read_leads (job, assay_transaction_get_connection (transaction), error);
  if (leads == NULL || !label_pairs (job, transaction, leads, error) ||
      !assay_match_suggest (assay_transaction_get_connection (transaction), &suggestion, error) ||
      !assay_transaction_commit (transaction, error))
    return FALSE;
  a = g_array_index (leads, gint64, 0);
  b = g_array_index (leads, gint64, 1);
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_int_member (result, "a", MIN (a, b));
  json_object_set_int_member (result, "b", MAX (a, b));
  json_object_set_object_member (result, "suggested", assay_match_suggestion_to_json (&suggestion));
  json_object_set_int_member (result, "pairs", leads->len * (leads->len - 1) / 2);
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
  assay_job_class_install (
      job_class,
      PARAM_ALSO,
      g_param_spec_boxed ("also",
                          NULL,
                          N_ ("Further leads: what is said holds for each pair of all of them"),
                          G_TYPE_STRV,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .flags = ASSAY_PARAM_REPEATABLE | ASSAY_PARAM_PERSONAL, .metavar = "LEAD" });
}

static void
assay_label_job_init (AssayLabelJob *self)
{
}
