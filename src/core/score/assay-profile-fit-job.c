/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-fit-job.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "score/assay-backtest-run.h"
#include "score/assay-profile-edit.h"
#include "score/assay-profile-fit.h"
#include "score/assay-profile-store.h"
#include "score/assay-profile-study.h"
#include "store/assay-document-store.h"

/**
 * AssayProfileFitJob:
 *
 * Proposes points by what became of leads, and puts those that are accepted into the profile’s
 * draft. It publishes nothing.
 */
struct _AssayProfileFitJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayProfileFitJob, assay_profile_fit_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_ACCEPT = ASSAY_STUDY_PARAM_NEXT,
};

static gboolean
run_fit (AssayJob          *job,
         AssayProfileStudy *study,
         gpointer           data,
         GCancellable      *cancellable,
         GError           **error)
{
  AssayFit **fit = data;

  assay_job_report (job, 0.5, _ ("Fitting points"));
  *fit = assay_profile_fit (study->document, study->offer, study->matrix,
                            study->outcomes->outcomes, cancellable, error);
  return *fit != NULL;
}

static gboolean
is_proposed (const AssayFitTerm *term)
{
  return term->reason != ASSAY_FIT_HAS_VALUE && term->reason != ASSAY_FIT_TOO_RARE
         && fabs (term->proposed - term->current) > 1e-9;
}

/* “all”, `group.factor`, or the factor's own key. */
static gboolean
is_named (const char *name,
          const char *key)
{
  const char *dot = strrchr (key, '.');

  return strcmp (name, "all") == 0 || strcmp (name, key) == 0
         || (dot != NULL && strcmp (name, dot + 1) == 0);
}

static gboolean
is_accepted (AssayJob   *job,
             const char *key)
{
  const char *const *names = assay_job_get_strv (job, PARAM_ACCEPT);

  for (; names != NULL && *names != NULL; names++)
    if (is_named (*names, key))
      return TRUE;
  return FALSE;
}

static gboolean
check_accepted (AssayJob           *job,
                const AssayProfile *profile,
                const AssayFit     *fit,
                GError            **error)
{
  const char *const *names = assay_job_get_strv (job, PARAM_ACCEPT);

  for (; names != NULL && *names != NULL; names++)
    {
      gboolean found = strcmp (*names, "all") == 0;

      for (guint t = 0; t < fit->terms->len && !found; t++)
        {
          g_autofree char *key = assay_fit_term_key (
            profile, &g_array_index (fit->terms, AssayFitTerm, t));
          found = is_named (*names, key);
        }
      if (found)
        continue;
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                   _ ("“accept”: the profile has no factor “%s”; expected a key of the "
                      "proposal, or “all”"),
                   *names);
      return FALSE;
    }
  return TRUE;
}

static void
set_number (JsonObject *to,
            const char *name,
            double      number)
{
  if (isfinite (number))
    assay_profile_edit_set_number (to, name, number);
  else
    json_object_set_null_member (to, name);
}

static JsonObject *
term_to_json (const AssayProfileStudy *study,
              const AssayFitTerm      *term,
              gboolean                 accepted)
{
  JsonObject *object = json_object_new ();
  const AssayGroup *group = assay_profile_group (study->profile, term->group);
  g_autofree char *key = assay_fit_term_key (study->profile, term);
  double n = (double) study->outcomes->n;
  double rest = n - (double) term->n_holds;
  double rest_converted
    = (double) study->outcomes->n_converted - (double) term->n_converted;

  json_object_set_string_member (object, "key", key);
  json_object_set_string_member (object, "group", group->label);
  json_object_set_string_member (
    object, "label",
    term->factor < 0 ? group->label
                     : assay_profile_factor (study->profile, (guint) term->factor)->label);
  json_object_set_string_member (object, "of", term->factor < 0 ? "weight" : "points");
  set_number (object, "from", round (term->current * 100) / 100);
  set_number (object, "to", round (term->proposed * 100) / 100);
  json_object_set_string_member (object, "reason", assay_fit_reason_nick (term->reason));
  set_number (object, "coefficient", term->coefficient);
  json_object_set_int_member (object, "leads", (gint64) term->n_holds);
  set_number (object, "rate",
              term->n_holds > 0 ? (double) term->n_converted / (double) term->n_holds : NAN);
  set_number (object, "other_rate", rest > 0 ? rest_converted / rest : NAN);
  json_object_set_boolean_member (object, "accepted", accepted);
  return object;
}

/* Before, and as it would be for leads that the points were not fitted on. */
static void
set_figures (const AssayProfileStudy *study,
             const AssayFit          *fit,
             JsonObject              *to)
{
  g_autoptr (AssayScoredLeads) leads = assay_scored_leads_new (study->profile, study->matrix);
  AssayKnownOutcomes *outcomes = study->outcomes;
  AssayBacktestRun run = { .outcomes = outcomes };
  AssayBacktestRival rival = { .key = study->profile->key,
                               .version = study->profile->version,
                               .scores = leads->scores };
  JsonObject *comparison = json_object_new ();
  gsize learned;

  assay_backtest_compare (&run, fit->crossed, &rival, comparison, &learned);
  json_object_set_object_member (to, "comparison", comparison);
}

static JsonNode *
describe (AssayJob                *job,
          const AssayProfileStudy *study,
          const AssayFit          *fit)
{
  g_autoptr (JsonObject) result = json_object_new ();
  JsonArray *changes = json_array_new ();

  assay_profile_study_describe (study, result);
  json_object_set_int_member (result, "leads", (gint64) study->outcomes->n);
  json_object_set_int_member (result, "converted", (gint64) study->outcomes->n_converted);
  json_object_set_double_member (result, "penalty", fit->penalty);
  set_figures (study, fit, result);
  for (guint t = 0; t < fit->terms->len; t++)
    {
      const AssayFitTerm *term = &g_array_index (fit->terms, AssayFitTerm, t);
      g_autofree char *key = assay_fit_term_key (study->profile, term);

      json_array_add_object_element (
        changes, term_to_json (study, term, is_proposed (term) && is_accepted (job, key)));
    }
  json_object_set_array_member (result, "factors", changes);
  return json_node_init_object (json_node_alloc (), result);
}

/* What is accepted goes into the draft, on top of what else was changed there. */
static gboolean
save (AssayJob                *job,
      const AssayProfileStudy *study,
      const AssayFit          *fit,
      AssayTransaction        *transaction,
      GError                 **error)
{
  g_autoptr (AssayDocument) draft = assay_profile_store_get (
    assay_transaction_get_connection (transaction), study->profile->key, 0, NULL);
  g_autoptr (JsonNode) root
    = assay_profile_edit_copy (draft != NULL ? draft : study->document);
  g_autoptr (AssayDocument) changed = NULL;
  g_autoptr (AssayProfile) sound = NULL;
  guint n = 0;

  for (guint t = 0; t < fit->terms->len; t++)
    {
      const AssayFitTerm *term = &g_array_index (fit->terms, AssayFitTerm, t);
      g_autofree char *key = assay_fit_term_key (study->profile, term);

      if (!is_proposed (term) || !is_accepted (job, key))
        continue;
      if (assay_fit_term_apply (study->profile, term, root))
        n++;
      else
        assay_job_warn (job, _ ("The draft has no factor “%s” any more; it is left as it is"), key);
    }
  if (n == 0)
    return TRUE;
  changed = assay_document_new (ASSAY_PROFILE_KIND, study->profile->key, 0, root);
  sound = assay_profile_new (changed, NULL, error);
  return sound != NULL
         && assay_document_store_save_draft (transaction, assay_job_get_id (job), changed, error);
}

static gboolean
assay_profile_fit_job_run (AssayJob     *job,
                           GCancellable *cancellable,
                           GError      **error)
{
  g_auto (AssayProfileStudy) study = { NULL };
  g_autoptr (AssayFit) fit = NULL;
  g_autoptr (AssayTransaction) transaction = NULL;

  if (!assay_profile_study_run (&study, job, run_fit, &fit, cancellable, error)
      || !check_accepted (job, study.profile, fit, error))
    return FALSE;
  transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  if (transaction == NULL || !assay_outcome_rule_remember (transaction, study.rule, error)
      || !save (job, &study, fit, transaction, error)
      || !assay_transaction_commit (transaction, error))
    return FALSE;
  assay_job_set_result (job, describe (job, &study, fit));
  return TRUE;
}

static char *
assay_profile_fit_job_describe (AssayJob *job)
{
  return g_strdup_printf (_ ("Fit points of %s"), assay_job_get_string (job, ASSAY_STUDY_PARAM_KEY));
}

static void
assay_profile_fit_job_class_init (AssayProfileFitJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "profile-fit";
  job_class->summary = N_ ("Propose a profile’s points from what became of past leads");
  job_class->run = assay_profile_fit_job_run;
  job_class->describe = assay_profile_fit_job_describe;

  assay_profile_study_install (job_class);
  assay_job_class_install (
    job_class, PARAM_ACCEPT,
    g_param_spec_boxed ("accept", NULL,
                        N_ ("A factor whose proposal goes into the draft, or “all”; may be given "
                            "again"),
                        G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "FACTOR" });
}

static void
assay_profile_fit_job_init (AssayProfileFitJob *self)
{
}
