/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-explanation.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/assay-clock.h"
#include "learn/assay-explanation-private.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-likelihood.h"
#include "learn/assay-predictive-scorer.h"
#include "learn/assay-trial.h"
#include "stats/assay-distribution.h"
#include "stats/assay-probability.h"

/* Reasons that are told on each side. */
#define N_REASONS 5
/* Points that nobody would see. */
#define SMALL_POINTS 0.05
/* From so many leads of like predictions on, an interval says nothing new. */
#define ENOUGH_LEADS 400

typedef struct
{
  guint entry;
  double points;
} Reason;

static int
compare_reasons (const void *a, const void *b)
{
  const Reason *x = a;
  const Reason *y = b;

  if (x->points != y->points)
    return x->points < y->points ? 1 : -1;
  return x->entry < y->entry ? -1 : 1;
}

/* Points of probability per unit of margin between where all leads start and where this one ends,
 * so that all points sum to the score exactly. */
static double
points_per_margin (const AssayPredictor *predictor, double base, double margin)
{
  double from = assay_calibration_apply (predictor->calibration, base);
  double to = assay_calibration_apply (predictor->calibration, margin);

  if (fabs (margin - base) < 1e-6)
    return 100 * from * (1 - from);
  return 100 * (to - from) / (margin - base);
}

static char *
say (const Explanation *explanation, guint entry)
{
  const AssayRecipeEntry *recipe = explanation->predictor->recipe->entries->pdata[entry];
  g_autofree char *value = assay_encoder_dup_value (explanation->batch->encoder, entry, 0);

  if (value == NULL)
    return g_strdup_printf (_ ("%s is not known"), recipe->label);
  if (recipe->kind == ASSAY_SOURCE_EVENTS)
    return g_strdup_printf (_ ("%s: %s in 90 days"), recipe->label, value);
  if (recipe->kind == ASSAY_SOURCE_CATEGORY || recipe->kind == ASSAY_SOURCE_TEXT)
    return g_strdup_printf (_ ("%s is “%s”"), recipe->label, value);
  return g_strdup_printf (_ ("%s is %s"), recipe->label, value);
}

static JsonObject *
make_factor (const Explanation *explanation, const Reason *reason)
{
  const AssayRecipeEntry *entry = explanation->predictor->recipe->entries->pdata[reason->entry];
  g_autofree char *evidence = say (explanation, reason->entry);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "key", entry->key);
  json_object_set_string_member (object, "label", entry->label);
  json_object_set_double_member (object, "points", round (reason->points * 10) / 10);
  json_object_set_double_member (object, "contribution", explanation->contributions[reason->entry]);
  json_object_set_string_member (object, "evidence", evidence);
  return object;
}

static void
add_side (const Explanation *explanation,
          const Reason *reasons,
          guint n,
          gboolean against,
          JsonObject *to)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < MIN (n, N_REASONS); i++)
    {
      const Reason *reason = &reasons[against ? n - 1 - i : i];

      if (against ? reason->points <= -SMALL_POINTS : reason->points >= SMALL_POINTS)
        json_array_add_object_element (list, make_factor (explanation, reason));
    }
  json_object_set_array_member (to, against ? "against" : "for", list);
}

static void
add_reasons (const Explanation *explanation, JsonObject *to)
{
  const AssayRecipe *recipe = explanation->predictor->recipe;
  guint n = recipe->entries->len;
  double base = explanation->contributions[n];
  double scale = points_per_margin (explanation->predictor, base, explanation->batch->margins[0]);
  g_autofree Reason *reasons = g_new (Reason, n + 1);
  JsonArray *groups = json_array_new ();
  JsonArray *factors = json_array_new ();
  JsonObject *group = json_object_new ();
  double sum = 0;

  for (guint e = 0; e < n; e++)
    {
      reasons[e] = (Reason){ e, scale * explanation->contributions[e] };
      sum += reasons[e].points;
    }
  qsort (reasons, n, sizeof *reasons, compare_reasons);
  for (guint i = 0; i < n; i++)
    if (fabs (reasons[i].points) >= SMALL_POINTS)
      json_array_add_object_element (factors, make_factor (explanation, &reasons[i]));
  json_object_set_string_member (group, "key", "model");
  json_object_set_string_member (group, "label", _ ("What the model sees"));
  json_object_set_double_member (group, "points", round (sum * 10) / 10);
  json_object_set_array_member (group, "factors", factors);
  json_array_add_object_element (groups, group);
  json_object_set_array_member (to, "groups", groups);
  json_object_set_double_member (
      to,
      "base",
      round (1000 * assay_calibration_apply (explanation->predictor->calibration, base)) / 10);
  add_side (explanation, reasons, n, FALSE, to);
  add_side (explanation, reasons, n, TRUE, to);
}

/* What became of leads with like predictions, where there were few of them. */
static void
add_interval (const AssayModelRecord *record, double probability, JsonObject *to)
{
  g_autoptr (JsonNode) card = assay_json_parse (record->card, -1, NULL);
  JsonArray *interval = json_array_new ();
  JsonObject *metrics, *bin;
  JsonArray *bins;
  double n, low, high;

  if (card == NULL || !JSON_NODE_HOLDS_OBJECT (card) ||
      !json_object_has_member (json_node_get_object (card), "metrics"))
    {
      json_array_unref (interval);
      return;
    }
  metrics = json_object_get_object_member (json_node_get_object (card), "metrics");
  bins = json_object_get_array_member (metrics, "calibration");
  bin = json_array_get_object_element (
      bins,
      (guint) MIN (probability * json_array_get_length (bins), json_array_get_length (bins) - 1));
  n = (double) json_object_get_int_member (bin, "leads");
  assay_wilson_interval (probability * n, n, 0.95, &low, &high);
  if (n < ENOUGH_LEADS)
    {
      json_array_add_double_element (interval, low);
      json_array_add_double_element (interval, high);
      json_object_set_array_member (to, "interval", json_array_ref (interval));
    }
  json_array_unref (interval);
}

static JsonObject *
make_bands (const AssayModelRecord *record, double probability)
{
  JsonObject *bands = json_object_new ();
  AssayLikelihood likelihood;
  const char *band;

  assay_likelihood_read (&likelihood, record->card);
  band = assay_likelihood_get_band (&likelihood, probability);
  if (band != NULL)
    json_object_set_string_member (bands, ASSAY_LIKELIHOOD_BANDS, band);
  return bands;
}

static gboolean
prepare (Explanation *explanation, AssayConnection *connection, gint64 lead, GError **error)
{
  if (!assay_prediction_batch_run (explanation->batch, lead, lead, error))
    return FALSE;
  if (explanation->batch->table->n_rows == 0)
    {
      g_set_error (error,
                   ASSAY_LEARN_ERROR,
                   ASSAY_LEARN_ERROR_REFUSED,
                   _ ("There is no lead %" PRId64),
                   lead);
      return FALSE;
    }
  explanation->contributions = g_new (double, explanation->predictor->recipe->entries->len + 1);
  return assay_predictor_explain (
      explanation->predictor, explanation->batch->matrix, 1, explanation->contributions, error);
}

static JsonNode *
to_json (const Explanation *explanation,
         const AssayModelRecord *record,
         AssayExplanationFlags flags,
         GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  double probability = explanation->batch->probabilities[0];
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_string_member (object, "profile", ASSAY_PREDICTIVE_KEY);
  json_object_set_string_member (object, "name", _ ("Predictive"));
  json_object_set_int_member (object, "version", record->id);
  json_object_set_int_member (object, "score", assay_predictor_shown (probability));
  json_object_set_double_member (object, "probability", probability);
  json_object_set_double_member (object, "margin", explanation->batch->margins[0]);
  add_interval (record, probability, object);
  json_object_set_object_member (object, "bands", make_bands (record, probability));
  json_object_set_array_member (object, "band_points", json_array_new ());
  add_reasons (explanation, object);
  if ((flags & ASSAY_EXPLANATION_SIMILAR) != 0 &&
      !assay_explanation_add_similar (
          explanation, (flags & ASSAY_EXPLANATION_NAMES) != 0, object, error))
    return NULL;
  if ((flags & ASSAY_EXPLANATION_CHANGE) != 0 &&
      !assay_explanation_add_change (explanation, object, error))
    return NULL;
  if (!assay_explanation_add_history (explanation, object, error))
    return NULL;
  json_object_set_array_member (object, "warnings", json_array_new ());
  return g_steal_pointer (&node);
}

/**
 * assay_explanation_make:
 * @predictor: a model
 * @record: the same model as it is stored
 * @lead: whom to explain
 * @as_of: the instant to look from
 * @flags: what to tell beside the reasons
 *
 * Predicts one lead and says why: exact contributions folded back to fields, in points of
 * probability.
 *
 * Returns: (transfer full) (nullable): one element of `scores` as `assay show --json` prints it,
 * with `probability`, `for`, `against`, and as asked `similar` and `change`
 */
JsonNode *
assay_explanation_make (const AssayPredictor *predictor,
                        const AssayModelRecord *record,
                        AssayConnection *connection,
                        gint64 lead,
                        gint64 as_of,
                        AssayExplanationFlags flags,
                        GError **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_field_registry_load (connection, error);
  g_autoptr (AssayPredictionBatch) batch = NULL;
  g_autofree double *contributions = NULL;
  Explanation explanation = { .predictor = predictor, .connection = connection };
  JsonNode *node = NULL;

  if (fields == NULL)
    return NULL;
  batch = assay_prediction_batch_new (predictor, connection, fields, NULL, as_of, error);
  explanation.batch = batch;
  explanation.fields = fields;
  explanation.lead = lead;
  explanation.as_of = as_of;
  if (batch != NULL && prepare (&explanation, connection, lead, error))
    node = to_json (&explanation, record, flags, error);
  contributions = explanation.contributions;
  return node;
}

/**
 * assay_explanation_make_for:
 * @lead: whom to explain
 * @flags: what to tell beside the reasons
 *
 * Explains what the model that a lead's score is from says of it now. Worker thread.
 *
 * Returns: (transfer full) (nullable): as assay_explanation_make(); %NULL with %ASSAY_LEARN_ERROR_NO_MODEL
 */
JsonNode *
assay_explanation_make_for (AssayWorkspace *workspace,
                            gint64 lead,
                            AssayExplanationFlags flags,
                            GError **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayModelRecord) record = NULL;
  g_autoptr (AssayPredictor) predictor = NULL;

  record = reader != NULL ? assay_trial_get_model (reader, lead, error) : NULL;
  predictor = record != NULL ? assay_predictor_new (record, error) : NULL;
  if (predictor == NULL)
    return NULL;
  return assay_explanation_make (predictor, record, reader, lead, assay_clock_now (), flags, error);
}
