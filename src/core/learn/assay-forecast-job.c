/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-forecast-job.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/assay-clock.h"
#include "learn/assay-amount-model-private.h"
#include "learn/assay-pipeline.h"
#include "learn/assay-prediction-batch.h"
#include "learn/assay-train-plan.h"
#include "stats/assay-distribution.h"

/**
 * AssayForecastJob:
 *
 * Forecasts conversions and their value by week: probabilities of the model in use, days to
 * conversion and deal values learned from leads that converted, put together by running the future
 * many times.
 */
struct _AssayForecastJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayForecastJob, assay_forecast_job, ASSAY_TYPE_JOB)

/* Amounts that have to be known before leads to come are told theirs. */
#define MIN_AMOUNTS 20
/* Open leads that are this likely to convert count as not converted yet, when days are learned. */
#define LIKELY 0.5

enum
{
  PARAM_WEEKS = 1,
  PARAM_SEED,
};

typedef struct
{
  AssayJob *job;
  AssayPredictionBatch *batch; /* (not owned) */
  GCancellable *cancellable;
  AssayAmountModel days;
  AssayAmountModel values;
  GArray *leads; /* (element-type AssayPipelineLead) */
} Forecast;

static void
forecast_clear (Forecast *forecast)
{
  assay_amount_model_clear (&forecast->days);
  assay_amount_model_clear (&forecast->values);
  g_clear_pointer (&forecast->leads, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Forecast, forecast_clear)

static double
days_between (double from, double to)
{
  return (to - from) / (double) ASSAY_MS_PER_DAY;
}

/* How old a lead was when it converted is what is to be learned, not what is known. */
static void
hide_ages (AssayPredictionBatch *batch)
{
  const AssayRecipe *recipe = batch->predictor->recipe;

  for (guint e = 0; e < recipe->entries->len; e++)
    {
      const AssayRecipeEntry *entry = recipe->entries->pdata[e];

      if (entry->encoding != ASSAY_ENCODING_DATE || !entry->aged)
        continue;
      for (gsize row = 0; row < batch->matrix->n_rows; row++)
        assay_feature_matrix_column (batch->matrix, entry->first + 2)[row] = NAN;
    }
}

static gboolean
learn_days (Forecast *forecast, GError **error)
{
  const AssayRawTable *table = forecast->batch->table;
  g_autofree guint32 *rows = g_new (guint32, table->n_rows + 1);
  g_autofree float *lower = g_new (float, table->n_rows + 1);
  g_autofree float *upper = g_new (float, table->n_rows + 1);
  g_autoptr (AssayFeatureMatrix) matrix = NULL;
  double now = (double) assay_clock_now ();
  gsize n = 0;

  for (gsize row = 0; row < table->n_rows; row++)
    {
      gboolean open = table->outcomes[row] == ASSAY_OUTCOME_OPEN;
      double days = days_between (table->created[row], open ? now : table->decided[row]);

      if (isnan (days) || days <= 0 || table->outcomes[row] == ASSAY_OUTCOME_LOST ||
          (open && forecast->batch->probabilities[row] < LIKELY))
        continue;
      rows[n] = (guint32) row;
      lower[n] = (float) days;
      upper[n++] = open ? INFINITY : (float) days;
    }
  matrix = assay_feature_matrix_select (forecast->batch->matrix, rows, n);
  return assay_amount_model_fit (&forecast->days,
                                 ASSAY_OBJECTIVE_SURVIVAL,
                                 matrix,
                                 lower,
                                 upper,
                                 forecast->cancellable,
                                 error);
}

static gboolean
learn_values (Forecast *forecast, GError **error)
{
  const AssayRawTable *table = forecast->batch->table;
  g_autofree guint32 *rows = g_new (guint32, table->n_rows + 1);
  g_autofree float *values = g_new (float, table->n_rows + 1);
  g_autoptr (AssayFeatureMatrix) matrix = NULL;
  gsize n = 0;

  for (gsize row = 0; row < table->n_rows; row++)
    if (table->outcomes[row] == ASSAY_OUTCOME_CONVERTED && table->values[row] > 0)
      {
        rows[n] = (guint32) row;
        values[n++] = (float) table->values[row];
      }
  matrix = assay_feature_matrix_select (forecast->batch->matrix, rows, n);
  return assay_amount_model_fit (
      &forecast->values, ASSAY_OBJECTIVE_GAMMA, matrix, values, NULL, forecast->cancellable, error);
}

/* The open leads, each with its probability, days and value. A value that is known stays. */
static gboolean
list_open (Forecast *forecast, GError **error)
{
  const AssayRawTable *table = forecast->batch->table;
  g_autofree float *days = g_new (float, table->n_rows + 1);
  g_autofree float *values = g_new (float, table->n_rows + 1);
  double now = (double) assay_clock_now ();
  /* Half of the variance turns a median of logarithms into a mean; gamma trees give means. */
  double lift =
      forecast->values.trees != NULL ? 0 : forecast->values.spread * forecast->values.spread / 2;

  if (!assay_amount_model_predict (&forecast->days, forecast->batch->matrix, days, error) ||
      !assay_amount_model_predict (&forecast->values, forecast->batch->matrix, values, error))
    return FALSE;
  forecast->leads = g_array_new (FALSE, FALSE, sizeof (AssayPipelineLead));
  for (gsize row = 0; row < table->n_rows; row++)
    {
      double elapsed = days_between (table->created[row], now);
      AssayPipelineLead lead = { .probability = forecast->batch->probabilities[row],
                                 .log_days = forecast->days.n >= MIN_AMOUNTS ? days[row] : NAN,
                                 .elapsed = isnan (elapsed) ? 0 : MAX (elapsed, 0),
                                 .value = NAN };

      if (table->outcomes[row] != ASSAY_OUTCOME_OPEN)
        continue;
      if (table->values[row] > 0)
        lead.value = table->values[row];
      else if (forecast->values.n >= MIN_AMOUNTS)
        lead.value = exp (values[row] + lift);
      g_array_append_val (forecast->leads, lead);
    }
  return TRUE;
}

static void
add_range (JsonObject *to, const char *name, const AssayPipelineRange *range)
{
  JsonObject *object = json_object_new ();

  json_object_set_double_member (object, "mean", range->mean);
  json_object_set_double_member (object, "low", range->low);
  json_object_set_double_member (object, "high", range->high);
  json_object_set_object_member (to, name, object);
}

static void
add_amount (JsonObject *to, const char *name, const AssayAmountModel *model)
{
  double z = assay_normal_quantile (0.975);
  JsonObject *object;

  if (model->n < MIN_AMOUNTS)
    return;
  object = json_object_new ();
  json_object_set_int_member (object, "leads", (gint64) model->n);
  json_object_set_double_member (object, "median", exp (model->center));
  json_object_set_double_member (object, "low", exp (model->center - z * model->spread));
  json_object_set_double_member (object, "high", exp (model->center + z * model->spread));
  json_object_set_object_member (to, name, object);
}

static void
add_missing (const Forecast *forecast, JsonObject *to)
{
  JsonArray *missing = json_array_new ();

  if (forecast->leads->len == 0)
    json_array_add_string_element (missing, _ ("No lead is open."));
  if (forecast->days.n < MIN_AMOUNTS)
    json_array_add_string_element (
        missing,
        _ ("When leads came and when they converted is known of too few (created_at and "
           "outcome_at): conversions cannot be told by week."));
  if (forecast->values.n < MIN_AMOUNTS)
    json_array_add_string_element (
        missing, _ ("What converted leads were worth is known of too few (deal_value)."));
  json_object_set_array_member (to, "missing", missing);
}

static JsonNode *
make_result (const Forecast *forecast, gint64 model, const AssayPipeline *pipeline)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *weeks = json_array_new ();
  JsonObject *total = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_int_member (object, "model", model);
  json_object_set_int_member (object, "open", forecast->leads->len);
  add_amount (object, "days_to_conversion", &forecast->days);
  add_amount (object, "deal_value", &forecast->values);
  for (guint w = 0; forecast->days.n >= MIN_AMOUNTS && w < pipeline->n_weeks; w++)
    {
      JsonObject *week = json_object_new ();
      g_autofree char *from =
          assay_instant_to_iso (assay_clock_now () + 7 * (gint64) w * ASSAY_MS_PER_DAY, TRUE);

      json_object_set_string_member (week, "from", from);
      add_range (week, "conversions", &pipeline->conversions[w]);
      add_range (week, "value", &pipeline->values[w]);
      json_array_add_object_element (weeks, week);
    }
  json_object_set_array_member (object, "weeks", weeks);
  add_range (total, "conversions", &pipeline->conversions[pipeline->n_weeks]);
  add_range (total, "value", &pipeline->values[pipeline->n_weeks]);
  json_object_set_object_member (object, "total", total);
  add_missing (forecast, object);
  return node;
}

static AssayPredictionBatch *
read_all (const AssayPredictor *predictor,
          AssayConnection *reader,
          AssayFieldRegistry *fields,
          const AssayTrainPlan *plan,
          GError **error)
{
  AssayPast past = { .converted = plan->outcome, .lost = plan->lost };
  g_autoptr (AssayPredictionBatch) batch =
      assay_prediction_batch_new (predictor, reader, fields, &past, assay_clock_now (), error);

  if (batch == NULL || !assay_prediction_batch_run (batch, 1, G_MAXINT64, error))
    return NULL;
  hide_ages (batch);
  return g_steal_pointer (&batch);
}

static gboolean
assay_forecast_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayModelRecord) record =
      reader != NULL ? assay_model_store_get_or_champion (reader, 0, error) : NULL;
  g_autoptr (AssayPredictor) predictor =
      record != NULL ? assay_predictor_new (record, error) : NULL;
  g_autoptr (AssayTrainPlan) plan =
      predictor != NULL ? assay_train_plan_from_json (record->plan, error) : NULL;
  g_autoptr (AssayPredictionBatch) batch = NULL;
  g_autoptr (AssayPipeline) pipeline = NULL;
  g_auto (Forecast) forecast = { .job = job, .cancellable = cancellable };

  if (plan == NULL)
    return FALSE;
  assay_job_report (job, 0.1, _ ("Reading leads"));
  forecast.batch = batch = read_all (predictor, reader, fields, plan, error);
  if (batch == NULL || !learn_days (&forecast, error) || !learn_values (&forecast, error) ||
      !list_open (&forecast, error))
    return FALSE;
  assay_job_report (job, 0.5, _ ("Running the future many times"));
  pipeline = assay_pipeline_new ((const AssayPipelineLead *) (gpointer) forecast.leads->data,
                                 forecast.leads->len,
                                 forecast.days.spread,
                                 forecast.values.spread,
                                 (guint) assay_job_get_int64 (job, PARAM_WEEKS),
                                 (guint64) assay_job_get_int64 (job, PARAM_SEED));
  assay_job_set_result (job, make_result (&forecast, record->id, pipeline));
  return TRUE;
}

static void
assay_forecast_job_class_init (AssayForecastJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "forecast";
  job_class->summary = N_ ("Tell what open leads will bring, and when");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_forecast_job_run;

  assay_job_class_install (job_class,
                           PARAM_WEEKS,
                           g_param_spec_int64 ("weeks",
                                               NULL,
                                               N_ ("How many weeks from now"),
                                               1,
                                               104,
                                               12,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam){ .metavar = "N" });
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
}

static void
assay_forecast_job_init (AssayForecastJob *self)
{
}
