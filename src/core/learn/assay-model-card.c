/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-card-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/assay-clock.h"
#include "learn/assay-dependence-private.h"
#include "learn/assay-dictionary-private.h"
#include "learn/assay-drift.h"
#include "learn/assay-interactions-private.h"
#include "learn/assay-predictor.h"
#include "learn/assay-xgboost.h"
#include "stats/assay-distribution.h"
#include "model/assay-condition-text.h"

/* Rows that importance is averaged over. */
#define IMPORTANCE_ROWS 1000
/* Of the most important fields, how the model depends on them. */
#define DEPENDENCES 12
/* Of a protected field, the levels that are compared, and how many leads one needs. */
#define MAX_SLICES 8
#define MIN_SLICE 30
#define NEWEST_SHARE 0.2

typedef struct
{
  const AssayTrainPlan *plan;
  const AssayTrainData *data;
  const AssayRecipe *recipe;
  const AssayFeatureMatrix *matrix;
  const AssayTrained *trained;
} Card;

typedef struct
{
  guint entry;
  double importance;
} Importance;

static int
compare_importance (const void *a, const void *b)
{
  const Importance *x = a;
  const Importance *y = b;

  if (x->importance != y->importance)
    return x->importance < y->importance ? 1 : -1;
  return x->entry < y->entry ? -1 : 1;
}

/* Which share of all that moves predictions comes from each field: mean absolute contributions. */
static gboolean
add_importance (const Card *card, JsonObject *to, GError **error)
{
  guint n_entries = card->recipe->entries->len;
  gsize step = MAX (1, card->matrix->n_rows / IMPORTANCE_ROWS);
  g_autofree guint32 *rows = g_new (guint32, card->matrix->n_rows / step + 2);
  g_autoptr (AssayFeatureMatrix) sample = NULL;
  g_autofree double *contributions = NULL;
  g_autofree Importance *list = g_new0 (Importance, n_entries + 1);
  AssayPredictor predictor = { .recipe = (AssayRecipe *) card->recipe,
                               .linear = card->trained->linear,
                               .trees = card->trained->trees };
  AssayDependence dependence = { .table = card->data->table,
                                 .rows = rows,
                                 .stride = n_entries + 1,
                                 .calibration = card->trained->calibration };
  JsonArray *features = json_array_new ();
  double total = 0;
  gsize n = 0;

  json_object_set_array_member (to, "features", features);
  for (gsize row = 0; row < card->matrix->n_rows; row += step)
    rows[n++] = (guint32) row;
  sample = assay_feature_matrix_select (card->matrix, rows, n);
  contributions = g_new (double, n *(n_entries + 1));
  if (!assay_predictor_explain (&predictor, sample, n, contributions, error))
    return FALSE;
  dependence.n_rows = n;
  dependence.contributions = contributions;
  for (guint e = 0; e < n_entries; e++)
    {
      list[e].entry = e;
      for (gsize i = 0; i < n; i++)
        list[e].importance += fabs (contributions[i * (n_entries + 1) + e]);
      total += list[e].importance;
    }
  qsort (list, n_entries, sizeof *list, compare_importance);
  for (guint i = 0; i < n_entries; i++)
    {
      const AssayRecipeEntry *entry = card->recipe->entries->pdata[list[i].entry];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "field", entry->key);
      json_object_set_string_member (object, "label", entry->label);
      json_object_set_double_member (
          object, "importance", total > 0 ? list[i].importance / total : 0);
      if (i < DEPENDENCES)
        json_object_set_array_member (
            object, "dependence", assay_dependence_make (&dependence, entry, list[i].entry));
      json_array_add_object_element (features, object);
    }
  return TRUE;
}

static gboolean
add_interactions (const Card *card, JsonObject *to, GError **error)
{
  AssayPredictor predictor = { .recipe = (AssayRecipe *) card->recipe,
                               .calibration = card->trained->calibration,
                               .linear = card->trained->linear,
                               .trees = card->trained->trees };

  return assay_interactions_add (&predictor, card->data->table, card->matrix, to, error);
}

static void
add_leaks (const Card *card, JsonObject *to)
{
  JsonArray *leaks = json_array_new ();

  for (guint i = 0; i < card->data->leaks->len; i++)
    {
      const AssayLeak *leak = card->data->leaks->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (
          object, "field", card->data->table->columns[leak->column].source->key);
      json_object_set_string_member (
          object, "label", card->data->table->columns[leak->column].source->label);
      json_object_set_string_member (object, "kind", assay_leak_kind_to_nick (leak->kind));
      json_object_set_string_member (object, "why", leak->why);
      json_object_set_double_member (object, "auc", leak->auc);
      json_object_set_boolean_member (object, "excluded", !card->data->use[leak->column]);
      json_array_add_object_element (leaks, object);
    }
  json_object_set_array_member (to, "leaks", leaks);
}

static void
add_evaluation (JsonObject *to, const char *name, const AssayEvaluation *evaluation)
{
  g_autoptr (GString) text = g_string_new (NULL);

  assay_evaluation_append_json (evaluation, text);
  json_object_set_member (to, name, assay_json_parse (text->str, (gssize) text->len, NULL));
}

static void
add_numbers (JsonObject *to, const char *name, const double *numbers, guint n)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < n; i++)
    json_array_add_double_element (array, numbers[i]);
  json_object_set_array_member (to, name, array);
}

/* How the newest fifth differs from the leads before it. */
static void
add_drift (const Card *card, JsonObject *to)
{
  const AssayTrainData *data = card->data;
  gsize n = data->table->n_rows;
  gsize n_older = n - (gsize) ((double) n * NEWEST_SHARE);
  JsonArray *drift = json_array_new ();
  g_autofree guint32 *rows = NULL;
  double **before, **after;
  double positives[2] = { 0, 0 };

  json_object_set_array_member (to, "drift", drift);
  if (data->order == NULL)
    return;
  rows = assay_trainer_sort (data->order, n);
  for (gsize i = 0; i < n; i++)
    positives[i >= n_older] += data->outcomes[rows[i]];
  before = assay_drift_counts_new (card->recipe);
  after = assay_drift_counts_new (card->recipe);
  assay_drift_count (card->recipe, data->table, rows, n_older, before);
  assay_drift_count (card->recipe, data->table, rows + n_older, n - n_older, after);
  assay_drift_compare_rates (positives[0] / (double) n_older,
                             (double) n_older,
                             positives[1] / (double) (n - n_older),
                             (double) (n - n_older),
                             drift);
  assay_drift_compare (card->recipe, before, after, drift);
  assay_drift_counts_free (card->recipe, before);
  assay_drift_counts_free (card->recipe, after);
}

static JsonObject *
measure_slice (const Card *card, const guint8 *inside)
{
  gsize n_rows = card->data->table->n_rows, n = 0;
  g_autofree double *scores = g_new (double, n_rows + 1);
  g_autofree guint8 *outcomes = g_new (guint8, n_rows + 1);
  double predicted = 0, observed = 0, auc;
  JsonObject *object;

  for (gsize row = 0; row < n_rows; row++)
    if (inside[row])
      {
        scores[n] = card->trained->probabilities[row];
        outcomes[n] = card->data->outcomes[row];
        predicted += scores[n];
        observed += outcomes[n++];
      }
  if (n < MIN_SLICE)
    return NULL;
  object = json_object_new ();
  json_object_set_int_member (object, "leads", (gint64) n);
  json_object_set_double_member (object, "predicted", predicted / (double) n);
  json_object_set_double_member (object, "observed", observed / (double) n);
  auc = assay_ranking_auc (scores, outcomes, n);
  if (isnan (auc))
    json_object_set_null_member (object, "auc");
  else
    json_object_set_double_member (object, "auc", auc);
  return object;
}

static void
add_slices (const Card *card, guint column, JsonArray *to)
{
  const AssayRawColumn *raw = &card->data->table->columns[column];
  gsize n_rows = card->data->table->n_rows;
  guint32 n_levels = raw->width == 0 ? assay_dictionary_get_size (raw->dictionary) : 4;
  g_autofree guint8 *inside = g_new (guint8, n_rows + 1);
  g_autofree double *sorted = g_new (double, n_rows + 1);
  double edges[3] = { 0 };
  gsize n = 0;

  if (n_levels > MAX_SLICES * 4)
    return;
  if (raw->width > 0)
    {
      for (gsize row = 0; row < n_rows; row++)
        if (!isnan (raw->numbers[row]))
          sorted[n++] = raw->numbers[row];
      assay_sort_doubles (sorted, n);
      for (guint i = 0; i < 3; i++)
        edges[i] = assay_quantile (sorted, n, (i + 1) / 4.0);
    }
  for (guint32 level = 1; level <= n_levels; level++)
    {
      JsonObject *slice;
      g_autofree char *name = NULL;

      for (gsize row = 0; row < n_rows; row++)
        if (raw->width == 0)
          inside[row] = raw->codes[row] == level;
        else
          {
            double number = raw->numbers[row];
            guint32 quarter = 1u + (number > edges[0]) + (number > edges[1]) + (number > edges[2]);

            inside[row] = !isnan (number) && quarter == level;
          }
      slice = measure_slice (card, inside);
      if (slice == NULL)
        continue;
      name = raw->width == 0 ? g_strdup (assay_dictionary_get_text (raw->dictionary, level))
                             : g_strdup_printf (_ ("quarter %u"), level);
      json_object_set_string_member (slice, "field", raw->source->key);
      json_object_set_string_member (slice, "value", name);
      json_array_add_object_element (to, slice);
    }
}

/* The model does not see protected fields; whether it is fair to those they are about, it has to
 * show. */
static void
add_fairness (const Card *card, JsonObject *to)
{
  JsonArray *fairness = json_array_new ();

  for (guint i = 0; i < card->data->leaks->len; i++)
    {
      const AssayLeak *leak = card->data->leaks->pdata[i];

      if (leak->kind == ASSAY_LEAK_PROTECTED)
        add_slices (card, leak->column, fairness);
    }
  json_object_set_array_member (to, "fairness", fairness);
}

static void
add_parameters (const Card *card, JsonObject *to)
{
  const AssayTrained *trained = card->trained;
  JsonObject *object = json_object_new ();

  if (trained->linear != NULL)
    json_object_set_double_member (object, "penalty", trained->penalty);
  else
    {
      g_autofree char *version = assay_xgboost_dup_version ();

      json_object_set_string_member (object, "xgboost", version);
      json_object_set_int_member (object, "trees", trained->params.rounds);
      json_object_set_int_member (object, "max_depth", trained->params.max_depth);
      json_object_set_double_member (object, "eta", trained->params.eta);
      json_object_set_double_member (object, "min_child_weight", trained->params.min_child_weight);
      json_object_set_double_member (object, "subsample", trained->params.subsample);
      json_object_set_double_member (object, "colsample", trained->params.colsample);
      json_object_set_double_member (object, "lambda", trained->params.lambda);
    }
  json_object_set_string_member (
      object, "calibration", trained->calibration->isotonic != NULL ? "isotonic" : "platt");
  json_object_set_int_member (object, "seed", card->plan->seed);
  json_object_set_object_member (to, "parameters", object);
}

static void
add_limits (const Card *card, JsonObject *to)
{
  JsonArray *limits = json_array_new ();
  const AssayEvaluation *evaluation = &card->trained->evaluation;

  if (!card->data->dated)
    json_array_add_string_element (
        limits,
        _ ("It is not known when outcomes fell: ages are left out, and events are counted up "
           "to now."));
  if (card->data->order == NULL)
    json_array_add_string_element (
        limits,
        _ ("It is not known when leads came: there is no test on the newest ones. "
           "--time-order rows says that the file is in order of time."));
  if (evaluation->accuracy < ASSAY_ACCURACY_GATE)
    json_array_add_string_element (limits, _ ("Accuracy is below 80 %, the gate."));
  if (!assay_xgboost_is_available (NULL))
    json_array_add_string_element (limits, _ ("XGBoost is not installed: trees were not tried."));
  json_object_set_array_member (to, "limits", limits);
}

static void
add_period (const Card *card, JsonObject *to)
{
  const AssayRawTable *table = card->data->table;
  double first = INFINITY, last = -INFINITY;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  for (gsize row = 0; row < table->n_rows; row++)
    if (!isnan (table->decided[row]))
      {
        first = MIN (first, table->decided[row]);
        last = MAX (last, table->decided[row]);
      }
  if (last < first)
    return;
  from = assay_instant_to_iso ((gint64) first, TRUE);
  until = assay_instant_to_iso ((gint64) last, TRUE);
  json_object_set_string_member (to, "from", from);
  json_object_set_string_member (to, "until", until);
}

/**
 * assay_model_card_make:
 *
 * Returns: (transfer full) (nullable): all that is to be said about a model, as JSON. It holds
 * nothing of the clock, so that training again gives the same bytes
 */
char *
assay_model_card_make (const AssayTrainPlan *plan,
                       const AssayTrainData *data,
                       const AssayRecipe *recipe,
                       const AssayFeatureMatrix *matrix,
                       const AssayTrained *trained,
                       GError **error)
{
  Card card = { plan, data, recipe, matrix, trained };
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *outcome = assay_condition_to_text (plan->outcome);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_string_member (object, "outcome", outcome);
  json_object_set_string_member (
      object, "algorithm", trained->linear != NULL ? "logistic" : "trees");
  json_object_set_string_member (
      object, "verdict", assay_verdict_to_nick (assay_evaluation_judge (&trained->evaluation)));
  json_object_set_int_member (object, "rows", (gint64) data->table->n_rows);
  json_object_set_int_member (object, "positives", (gint64) data->positives);
  add_period (&card, object);
  add_evaluation (object, "metrics", &trained->evaluation);
  if (trained->others.n > 0)
    add_evaluation (
        object, trained->linear != NULL ? "trees_metrics" : "logistic_metrics", &trained->others);
  add_numbers (object, "folds", trained->folds, ASSAY_N_FOLDS);
  add_numbers (object, "learning_curve", trained->curve, G_N_ELEMENTS (trained->curve));
  if (data->order_name != NULL)
    json_object_set_string_member (object, "time_order", data->order_name);
  if (trained->has_later)
    add_evaluation (object, "newest", &trained->later);
  add_drift (&card, object);
  add_leaks (&card, object);
  if (!add_importance (&card, object, error) || !add_interactions (&card, object, error))
    return NULL;
  add_fairness (&card, object);
  add_parameters (&card, object);
  add_limits (&card, object);
  return assay_json_write (node);
}
