/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-train-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/assay-clock.h"
#include "learn/assay-encoder.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-model-card-private.h"
#include "learn/assay-model-store.h"
#include "learn/assay-neighbours.h"
#include "learn/assay-promotion-private.h"
#include "learn/assay-train-data.h"

static void
report (const AssayTrainRun *run, double fraction, const char *phrase)
{
  if (run->progress != NULL)
    run->progress (fraction, phrase, run->user_data);
}

static AssayTrained *
train (const AssayTrainRun *run,
       const AssayTrainData *data,
       const AssayRecipe *recipe,
       const AssayFeatureMatrix *matrix,
       GCancellable *cancellable,
       GError **error)
{
  AssayTraining training = {
    .recipe = recipe,
    .matrix = matrix,
    .outcomes = data->outcomes,
    .order = data->order,
    .wanted = run->plan->algorithm,
    .seed = (guint64) run->plan->seed,
    .progress = run->progress,
    .user_data = run->user_data,
  };

  if (recipe->n_features == 0)
    {
      g_set_error_literal (error,
                           ASSAY_LEARN_ERROR,
                           ASSAY_LEARN_ERROR_TOO_LITTLE,
                           _ ("No field is left to learn from: all are empty, the same for all "
                              "leads, or left out"));
      return NULL;
    }
  return assay_trainer_train (&training, cancellable, error);
}

static AssayModelRecord *
make_record (const AssayTrainRun *run,
             const AssayTrainData *data,
             const AssayRecipe *recipe,
             const AssayTrained *trained,
             GError **error)
{
  g_autoptr (AssayModelRecord) record = g_new0 (AssayModelRecord, 1);
  GString *text = g_string_new (NULL);

  record->job = run->job;
  record->at = assay_clock_now ();
  record->state = g_strdup (ASSAY_MODEL_CHALLENGER);
  record->plan = assay_train_plan_to_json (run->plan);
  record->algorithm = g_strdup (trained->linear != NULL ? "logistic" : "trees");
  record->verdict =
      g_strdup (assay_verdict_to_nick (assay_evaluation_judge (&trained->evaluation)));
  assay_recipe_append_json (recipe, text);
  record->recipe = g_string_free (text, FALSE);
  text = g_string_new (NULL);
  assay_calibration_append_json (trained->calibration, text);
  record->calibration = g_string_free (text, FALSE);
  record->payload = trained->linear != NULL ? assay_linear_save (trained->linear, recipe)
                                            : assay_trees_save (trained->trees, FALSE, error);
  record->seen = assay_model_pack_leads (data->table->leads, data->table->n_rows);
  return record->payload != NULL ? g_steal_pointer (&record) : NULL;
}

/* Kept beside the model, so that leads most like another one are found at once. */
static gboolean
keep_neighbours (const AssayTrainRun *run,
                 const AssayTrainData *data,
                 const AssayRecipe *recipe,
                 const AssayFeatureMatrix *matrix,
                 const AssayTrained *trained,
                 AssayModelRecord *record,
                 GError **error)
{
  AssayPredictor predictor = { .recipe = (AssayRecipe *) recipe,
                               .calibration = trained->calibration,
                               .linear = trained->linear,
                               .trees = trained->trees };

  record->neighbours = assay_neighbours_pack (&predictor,
                                              matrix,
                                              data->table->leads,
                                              data->outcomes,
                                              (guint64) run->plan->seed,
                                              error);
  return record->neighbours != NULL;
}

/* Stores the model and puts it to use if it is better than the one in use. */
static gboolean
store (const AssayTrainRun *run,
       AssayModelRecord *record,
       gboolean promote,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (AssayTransaction) transaction =
      assay_workspace_begin (run->workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);

  return transaction != NULL && assay_model_store_add (transaction, record, error) &&
         (!promote || assay_model_store_promote (transaction, record->id, 0, error)) &&
         assay_transaction_commit (transaction, error);
}

static JsonNode *
make_result (const AssayModelRecord *record, gboolean promoted, const char *reason, GError **error)
{
  g_autofree char *digest = assay_model_record_digest (record);
  JsonNode *node = assay_json_parse (record->card, -1, error);
  JsonObject *object;

  if (node == NULL)
    return NULL;
  object = json_node_get_object (node);
  json_object_set_int_member (object, "model", record->id);
  json_object_set_boolean_member (object, "promoted", promoted);
  json_object_set_string_member (object, "promotion", reason);
  json_object_set_string_member (object, "digest", digest);
  return node;
}

/**
 * assay_train_run:
 *
 * Trains a model from the leads whose outcome is known, stores it, and puts it to use where it is
 * better than the one in use. Worker thread.
 *
 * Returns: (transfer full) (nullable): the model's card with `model`, `promoted`, `promotion` and
 * `digest`
 */
JsonNode *
assay_train_run (const AssayTrainRun *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (run->workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (run->workspace);
  g_autoptr (AssayTrainData) data = NULL;
  g_autoptr (AssayRecipe) recipe = NULL;
  g_autoptr (AssayEncoder) encoder = NULL;
  g_autoptr (AssayFeatureMatrix) matrix = NULL;
  g_autoptr (AssayTrained) trained = NULL;
  g_autoptr (AssayModelRecord) record = NULL;
  g_autofree char *reason = NULL;
  gboolean promote;

  if (reader == NULL)
    return NULL;
  report (run, 0.01, _ ("Reading what became of leads"));
  data = assay_train_data_read (reader, fields, run->plan, error);
  if (data == NULL)
    return NULL;
  recipe = assay_recipe_new (data->table, data->use, data->dated);
  encoder = assay_encoder_new (recipe, data->table);
  matrix = assay_feature_matrix_new (recipe->n_features);
  assay_encoder_encode (encoder, matrix);
  trained = train (run, data, recipe, matrix, cancellable, error);
  if (trained == NULL)
    return NULL;
  report (run, 0.95, _ ("Writing the model card"));
  record = make_record (run, data, recipe, trained, error);
  if (record == NULL ||
      !keep_neighbours (run, data, recipe, matrix, trained, record, error))
    return NULL;
  record->card = assay_model_card_make (run->plan, data, recipe, matrix, trained, error);
  if (record->card == NULL ||
      !assay_promotion_judge (reader, record, data, trained, &promote, &reason, error))
    return NULL;
  promote = promote && run->may_promote;
  if (!store (run, record, promote, cancellable, error))
    return NULL;
  return make_result (record, promote, reason, error);
}
