/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-predictive-scorer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/assay-clock.h"
#include "learn/assay-explanation.h"
#include "learn/assay-prediction-batch.h"
#include "learn/assay-trial.h"

/**
 * AssayPredictiveScorer:
 *
 * Scores leads by the model in use: 100 × the probability that they convert. Where there is no such
 * model, leads have no score, and it says why.
 */
struct _AssayPredictiveScorer
{
  GObject parent_instance;

  AssayModelRecord *record;  /* (owned) (nullable) */
  AssayPredictor *predictor; /* (owned) (nullable) */
  char *why_not;             /* (owned) (nullable) */
};

static void scorer_init (AssayScorerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayPredictiveScorer,
                               assay_predictive_scorer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_SCORER, scorer_init))

static const char *
get_key (AssayScorer *scorer)
{
  return ASSAY_PREDICTIVE_KEY;
}

static gboolean
score (AssayScorer *scorer,
       AssayConnection *connection,
       AssayScores *scores,
       gint64 as_of,
       GCancellable *cancellable,
       GError **error)
{
  AssayPredictiveScorer *self = ASSAY_PREDICTIVE_SCORER (scorer);
  g_autoptr (AssayFieldRegistry) fields = assay_field_registry_load (connection, error);
  g_autoptr (AssayPredictionBatch) batch = NULL;

  if (fields == NULL)
    return FALSE;
  for (gsize i = 0; i < scores->n; i++)
    scores->values[i] = NAN;
  if (self->predictor == NULL)
    return TRUE;
  batch = assay_prediction_batch_new_for_scores (
      self->predictor, connection, fields, NULL, as_of, error);
  if (batch == NULL)
    return FALSE;
  for (gsize i = 0; i < scores->n; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !assay_prediction_batch_run (batch, scores->leads[i], scores->leads[i], error))
        return FALSE;
      if (batch->table->n_rows > 0)
        scores->values[i] = 100 * batch->probabilities[0];
    }
  return TRUE;
}

static JsonNode *
explain_absence (AssayPredictiveScorer *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_string_member (object, "profile", ASSAY_PREDICTIVE_KEY);
  json_object_set_string_member (object, "name", _ ("Predictive"));
  json_object_set_int_member (object, "version", 0);
  json_object_set_null_member (object, "score");
  json_object_set_object_member (object, "bands", json_object_new ());
  json_object_set_array_member (object, "band_points", json_array_new ());
  json_object_set_array_member (object, "groups", json_array_new ());
  json_object_set_string_member (object, "note", self->why_not);
  json_object_set_array_member (object, "history", json_array_new ());
  json_object_set_array_member (object, "warnings", json_array_new ());
  return node;
}

static JsonNode *
explain (
    AssayScorer *scorer, AssayConnection *connection, gint64 lead, gint64 as_of, GError **error)
{
  AssayPredictiveScorer *self = ASSAY_PREDICTIVE_SCORER (scorer);
  g_autoptr (AssayModelRecord) record = NULL;
  g_autoptr (AssayPredictor) predictor = NULL;
  gboolean tried;

  if (self->predictor == NULL)
    return explain_absence (self);
  record = assay_trial_get_model (connection, lead, error);
  if (record == NULL)
    return NULL;
  tried = record->id != self->record->id;
  if (tried && (predictor = assay_predictor_new (record, error)) == NULL)
    return NULL;
  return assay_explanation_make (tried ? predictor : self->predictor,
                                 record,
                                 connection,
                                 lead,
                                 as_of,
                                 ASSAY_EXPLANATION_REASONS,
                                 error);
}

static void
find_learned (AssayScorer *scorer, const gint64 *leads, gsize n, guint8 *learned)
{
  AssayPredictiveScorer *self = ASSAY_PREDICTIVE_SCORER (scorer);
  g_autoptr (GHashTable) seen = NULL;

  if (self->record == NULL)
    return;
  seen = assay_model_unpack_leads (self->record->seen);
  for (gsize i = 0; i < n; i++)
    learned[i] = g_hash_table_contains (seen, &leads[i]);
}

static void
scorer_init (AssayScorerInterface *iface)
{
  iface->get_key = get_key;
  iface->score = score;
  iface->explain = explain;
  iface->find_learned = find_learned;
}

static void
assay_predictive_scorer_finalize (GObject *object)
{
  AssayPredictiveScorer *self = ASSAY_PREDICTIVE_SCORER (object);

  g_clear_pointer (&self->predictor, assay_predictor_free);
  g_clear_pointer (&self->record, assay_model_record_free);
  g_free (self->why_not);
  G_OBJECT_CLASS (assay_predictive_scorer_parent_class)->finalize (object);
}

static void
assay_predictive_scorer_class_init (AssayPredictiveScorerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_predictive_scorer_finalize;
}

static void
assay_predictive_scorer_init (AssayPredictiveScorer *self)
{
}

/**
 * assay_predictive_scorer_new:
 * @connection: where the models are
 *
 * Returns: (transfer full) (nullable): a scorer for the model in use; one that says why there are
 * no scores where none is; %NULL with an error when they cannot be read
 */
AssayPredictiveScorer *
assay_predictive_scorer_new (AssayConnection *connection, GError **error)
{
  g_autoptr (AssayPredictiveScorer) self = g_object_new (ASSAY_TYPE_PREDICTIVE_SCORER, NULL);
  g_autoptr (GError) local = NULL;
  gint64 champion;

  if (!assay_model_store_find_champion (connection, &champion, error))
    return NULL;
  if (champion == 0)
    {
      self->why_not =
          g_strdup (_ ("No model is in use: either none was trained, or none was better "
                       "than the base rate. “assay models” lists them."));
      return g_steal_pointer (&self);
    }
  self->record = assay_model_store_get (connection, champion, error);
  if (self->record == NULL)
    return NULL;
  self->predictor = assay_predictor_new (self->record, &local);
  if (self->predictor == NULL)
    self->why_not = g_strdup (local->message);
  return g_steal_pointer (&self);
}

/**
 * assay_predictive_scorer_list_active:
 * @scorers: (element-type AssayScorer): gets the predictive scorer, if anything was ever trained
 *
 * The #AssayScorerFactory of models.
 */
gboolean
assay_predictive_scorer_list_active (AssayConnection *connection,
                                     GPtrArray *scorers,
                                     GError **error)
{
  AssayPredictiveScorer *self;
  gint64 n;

  if (!assay_connection_query_int64 (connection, "SELECT count(*) FROM model", &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  self = assay_predictive_scorer_new (connection, error);
  if (self == NULL)
    return FALSE;
  g_ptr_array_add (scorers, self);
  return TRUE;
}
