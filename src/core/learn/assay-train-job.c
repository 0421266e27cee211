/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-train-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "job/assay-outcome-rule.h"
#include "learn/assay-model-store.h"
#include "learn/assay-train-params-private.h"
#include "learn/assay-train-run.h"

/**
 * AssayTrainJob:
 *
 * Learns from leads whose outcome is known which of the others will convert.
 */
struct _AssayTrainJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayTrainJob, assay_train_job, ASSAY_TYPE_JOB)

typedef enum
{
  PROMOTE_AUTO,
  PROMOTE_ASK,
} Promote;

enum
{
  PARAM_MODEL = ASSAY_N_TRAIN_PARAMS,
  PARAM_PROMOTE,
  PARAM_SEED,
  PARAM_AGAIN,
};

static GType
promote_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = { { PROMOTE_AUTO, "ASSAY_PROMOTE_AUTO", "auto" },
                                           { PROMOTE_ASK, "ASSAY_PROMOTE_ASK", "ask" },
                                           { 0, NULL, NULL } };

      g_once_init_leave (&type, g_enum_register_static ("AssayPromote", values));
    }
  return type;
}

static void
report_cb (double fraction, const char *phrase, gpointer user_data)
{
  assay_job_report (user_data, fraction, phrase);
}

static AssayTrainPlan *
plan_of_champion (AssayJob *job, GError **error)
{
  g_autoptr (AssayConnection) reader =
      assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (AssayModelRecord) record = NULL;
  gint64 champion;

  if (reader == NULL || !assay_model_store_find_champion (reader, &champion, error))
    return NULL;
  record = assay_model_store_get (reader, champion, error);
  return record != NULL ? assay_train_plan_from_json (record->plan, error) : NULL;
}

static AssayTrainPlan *
plan_of_parameters (AssayJob *job, GError **error)
{
  AssayTrainPlan *plan = assay_train_params_read (job, error);

  if (plan == NULL)
    return NULL;
  plan->algorithm = assay_job_get_enum (job, PARAM_MODEL);
  plan->seed = assay_job_get_int64 (job, PARAM_SEED);
  return plan;
}

/* Profiles are tested by the same outcome, without its being named again. */
static gboolean
remember_outcome (AssayJob *job,
                  const AssayTrainPlan *plan,
                  GCancellable *cancellable,
                  GError **error)
{
  const AssayOutcomeRule rule = { .converted = plan->outcome, .lost = plan->lost };
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      assay_job_get_workspace (job), ASSAY_DURABILITY_NORMAL, cancellable, error);

  return transaction != NULL && assay_outcome_rule_remember (transaction, &rule, error) &&
         assay_transaction_commit (transaction, error);
}

static gboolean
assay_train_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayTrainPlan) plan = assay_job_get_boolean (job, PARAM_AGAIN)
                                        ? plan_of_champion (job, error)
                                        : plan_of_parameters (job, error);
  AssayTrainRun run = {
    .workspace = assay_job_get_workspace (job),
    .plan = plan,
    .job = assay_job_get_id (job),
    .may_promote = assay_job_get_enum (job, PARAM_PROMOTE) == PROMOTE_AUTO,
    .progress = report_cb,
    .user_data = job,
  };
  JsonNode *result;

  if (plan == NULL)
    return FALSE;
  result = assay_train_run (&run, cancellable, error);
  if (result == NULL)
    return FALSE;
  assay_job_set_result (job, result);
  return remember_outcome (job, plan, cancellable, error);
}

static void
assay_train_job_class_init (AssayTrainJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "train";
  job_class->summary = N_ ("Learn from past leads which others will convert");
  job_class->flags = ASSAY_JOB_FINAL;
  job_class->run = assay_train_job_run;

  assay_train_params_install (job_class);
  assay_job_class_install (job_class,
                           PARAM_MODEL,
                           g_param_spec_enum ("model",
                                              NULL,
                                              N_ ("Which algorithm; “auto” takes the better one"),
                                              assay_algorithm_get_type (),
                                              ASSAY_ALGORITHM_AUTO,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (job_class,
                           PARAM_PROMOTE,
                           g_param_spec_enum ("promote",
                                              NULL,
                                              N_ ("“ask”: a better model waits to be promoted"),
                                              promote_get_type (),
                                              PROMOTE_AUTO,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (job_class,
                           PARAM_SEED,
                           g_param_spec_int64 ("seed",
                                               NULL,
                                               N_ ("For all that is drawn by lot"),
                                               0,
                                               1000000000,
                                               1,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (
      job_class,
      PARAM_AGAIN,
      g_param_spec_boolean ("again",
                            NULL,
                            N_ ("As the model in use was trained, with today's leads"),
                            FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      NULL);
}

static void
assay_train_job_init (AssayTrainJob *self)
{
}
