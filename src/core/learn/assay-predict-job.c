/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-predict-job.h"

#include <glib/gi18n-lib.h>

#include "job/assay-job-private.h"
#include "learn/assay-explanation.h"
#include "learn/assay-prediction-run.h"

/**
 * AssayPredictJob:
 *
 * Predicts leads with the model in use, or explains the prediction of one.
 */
struct _AssayPredictJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayPredictJob, assay_predict_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_LEAD = 1,
  PARAM_WHERE,
  PARAM_CHANGED_ONLY,
};

static void
report_cb (double fraction, gpointer user_data)
{
  assay_job_report (user_data, fraction, _ ("Predicting leads"));
}

static gboolean
assay_predict_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  gint64 lead = assay_job_get_int64 (job, PARAM_LEAD);
  AssayPredictionRun run = {
    .workspace = assay_job_get_workspace (job),
    .job = assay_job_get_id (job),
    .where = assay_job_get_boxed (job, PARAM_WHERE),
    .changed_only = assay_job_get_boolean (job, PARAM_CHANGED_ONLY),
    .cause = assay_job_get_parent (job),
    .progress = report_cb,
    .user_data = job,
  };
  JsonNode *result =
      lead > 0 ? assay_explanation_make_for (run.workspace,
                                            lead,
                                            ASSAY_EXPLANATION_SIMILAR | ASSAY_EXPLANATION_CHANGE,
                                            error)
               : assay_prediction_run (&run, cancellable, error);

  if (result == NULL)
    return FALSE;
  assay_job_set_result (job, result);
  return TRUE;
}

static void
assay_predict_job_class_init (AssayPredictJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "predict";
  job_class->summary = N_ ("Tell how likely leads are to convert");
  job_class->flags = ASSAY_JOB_FINAL;
  job_class->run = assay_predict_job_run;

  assay_job_class_install (job_class,
                           PARAM_LEAD,
                           g_param_spec_int64 ("lead",
                                               NULL,
                                               N_ ("Explain this lead's prediction: its number"),
                                               0,
                                               G_MAXINT64,
                                               0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam){ .position = 1, .metavar = "LEAD" });
  assay_job_class_install (job_class,
                           PARAM_WHERE,
                           g_param_spec_boxed ("where",
                                               NULL,
                                               N_ ("Only leads for which this holds"),
                                               ASSAY_TYPE_CONDITION,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam){ .metavar = "CONDITION", .flags = ASSAY_PARAM_PERSONAL });
  assay_job_class_install (job_class,
                           PARAM_CHANGED_ONLY,
                           g_param_spec_boolean ("changed-only",
                                                 NULL,
                                                 N_ ("Only leads that changed"),
                                                 FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
}

static void
assay_predict_job_init (AssayPredictJob *self)
{
}
