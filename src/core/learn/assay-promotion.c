/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-promotion-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "learn/assay-predictor.h"

/* Leads of either outcome that the champion has not seen, to compare on. */
#define MIN_UNSEEN 20

/* The champion's probabilities of all leads of the data. */
static double *
predict_by (const AssayPredictor *champion, const AssayTrainData *data, GError **error)
{
  g_autoptr (AssayEncoder) encoder = assay_encoder_new (champion->recipe, data->table);
  g_autoptr (AssayFeatureMatrix) matrix = assay_feature_matrix_new (champion->recipe->n_features);
  g_autofree double *values = g_new (double, data->table->n_rows + 1);

  assay_encoder_encode (encoder, matrix);
  if (!assay_predictor_margins (champion, matrix, values, error))
    return NULL;
  for (gsize i = 0; i < data->table->n_rows; i++)
    values[i] = assay_calibration_apply (champion->calibration, values[i]);
  return g_steal_pointer (&values);
}

typedef struct
{
  gsize n;
  gsize positives;
  double champion;
  double challenger;
} Comparison;

/* On leads that neither has seen: the challenger's predictions are out of fold. */
static gboolean
compare (const AssayModelRecord *stored,
         const AssayTrainData *data,
         const AssayTrained *trained,
         Comparison *comparison,
         GError **error)
{
  g_autoptr (AssayPredictor) champion = assay_predictor_new (stored, error);
  g_autofree double *probabilities = NULL;
  g_autoptr (GHashTable) seen = NULL;

  *comparison = (Comparison){ 0 };
  if (champion == NULL || (probabilities = predict_by (champion, data, error)) == NULL)
    return FALSE;
  seen = assay_model_unpack_leads (stored->seen);
  for (gsize i = 0; i < data->table->n_rows; i++)
    {
      if (g_hash_table_contains (seen, &data->table->leads[i]))
        continue;
      comparison->n++;
      comparison->positives += data->outcomes[i];
      comparison->champion += assay_probability_log_loss_of (probabilities[i], data->outcomes[i]);
      comparison->challenger +=
          assay_probability_log_loss_of (trained->probabilities[i], data->outcomes[i]);
    }
  return TRUE;
}

static gboolean
judge_by_comparison (const Comparison *comparison, gint64 champion, char **out_reason)
{
  double n = (double) comparison->n;
  gboolean better = comparison->challenger < comparison->champion;

  if (MIN (comparison->positives, comparison->n - comparison->positives) < MIN_UNSEEN)
    {
      *out_reason = g_strdup_printf (_ ("model %" PRId64
                                        " stays in use: too few new outcomes (%zu) to tell which is better"),
                                     champion,
                                     comparison->n);
      return FALSE;
    }
  *out_reason =
      g_strdup_printf (better ? _ ("better than model %" PRId64 " on %zu leads that neither has seen: log-loss %.4f against %.4f")
                              : _ ("model %" PRId64 " stays in use: on %zu leads that neither has seen, log-loss %.4f against its %.4f"),
                       champion,
                       comparison->n,
                       comparison->challenger / n,
                       comparison->champion / n);
  return better;
}

static gboolean
asks_the_same (const char *a, const char *b)
{
  g_autoptr (AssayTrainPlan) first = assay_train_plan_from_json (a, NULL);
  g_autoptr (AssayTrainPlan) second = assay_train_plan_from_json (b, NULL);

  return first != NULL && second != NULL && assay_condition_equal (first->outcome, second->outcome);
}

/**
 * assay_promotion_judge:
 * @challenger: the new model
 * @out_promote: (out): whether it should be put to use
 * @out_reason: (out): why, for people
 *
 * A first model is put to use unless it has no signal; later ones where they predict better for
 * leads that neither they nor the champion learned from.
 */
gboolean
assay_promotion_judge (AssayConnection *connection,
                       const AssayModelRecord *challenger,
                       const AssayTrainData *data,
                       const AssayTrained *trained,
                       gboolean *out_promote,
                       char **out_reason,
                       GError **error)
{
  g_autoptr (AssayModelRecord) stored = NULL;
  g_autoptr (GError) local = NULL;
  Comparison comparison;
  gint64 champion;

  *out_promote = FALSE;
  if (strcmp (challenger->verdict, "no_signal") == 0)
    {
      *out_reason = g_strdup (_ ("not put to use: no better than the base rate"));
      return TRUE;
    }
  if (!assay_model_store_find_champion (connection, &champion, error))
    return FALSE;
  if (champion == 0)
    {
      *out_promote = TRUE;
      *out_reason = g_strdup (_ ("put to use: no model was in use"));
      return TRUE;
    }
  stored = assay_model_store_get (connection, champion, error);
  if (stored == NULL)
    return FALSE;
  if (!asks_the_same (stored->plan, challenger->plan))
    {
      *out_promote = TRUE;
      *out_reason = g_strdup_printf (
          _ ("put to use: model %" PRId64 " was trained for another outcome"), champion);
      return TRUE;
    }
  if (!compare (stored, data, trained, &comparison, &local))
    {
      *out_promote = TRUE;
      *out_reason = g_strdup_printf (
          _ ("put to use: model %" PRId64 " cannot be used here (%s)"), champion, local->message);
      return TRUE;
    }
  *out_promote = judge_by_comparison (&comparison, champion, out_reason);
  return TRUE;
}
