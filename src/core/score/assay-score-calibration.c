/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-score-calibration.h"

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"

/* Knots are kept as pairs of doubles of the machine, as the packed points of scores are. */

void
assay_score_calibration_free (AssayScoreCalibration *self)
{
  if (self == NULL)
    return;
  g_free (self->profile);
  g_free (self->outcome);
  g_clear_pointer (&self->curve, assay_isotonic_free);
  g_free (self);
}

static AssayIsotonic *
unpack (gconstpointer data,
        gsize         length)
{
  gsize n = length / (2 * sizeof (double));
  g_autofree double *scores = g_new (double, n + 1);
  g_autofree double *values = g_new (double, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      memcpy (&scores[i], (const guint8 *) data + 2 * i * sizeof (double), sizeof (double));
      memcpy (&values[i], (const guint8 *) data + (2 * i + 1) * sizeof (double), sizeof (double));
    }
  return assay_isotonic_new (scores, values, n);
}

/**
 * assay_score_calibration_load:
 *
 * Returns: (transfer full) (nullable): what is known of that version; %NULL without @error set where
 *   it was never tested
 */
AssayScoreCalibration *
assay_score_calibration_load (AssayConnection *connection,
                              const char      *profile,
                              gint64           version,
                              GError         **error)
{
  g_autoptr (AssayStatement) select
    = assay_connection_prepare (connection,
                                "SELECT at, outcome, n, n_converted, knots FROM score_calibration "
                                "WHERE profile = ?1 AND version = ?2",
                                error);
  AssayScoreCalibration *self;
  gconstpointer data;
  gboolean row;
  gsize length;

  if (select == NULL)
    return NULL;
  assay_statement_bind_text (select, 1, profile);
  assay_statement_bind_int64 (select, 2, version);
  if (!assay_statement_step (select, &row, error) || !row)
    return NULL;
  self = g_new0 (AssayScoreCalibration, 1);
  self->profile = g_strdup (profile);
  self->version = version;
  self->at = assay_statement_get_int64 (select, 0);
  self->outcome = g_strdup (assay_statement_get_text (select, 1));
  self->n = assay_statement_get_int64 (select, 2);
  self->n_converted = assay_statement_get_int64 (select, 3);
  data = assay_statement_get_blob (select, 4, &length);
  self->curve = unpack (data, length);
  return self;
}

/**
 * assay_score_calibration_store:
 *
 * Keeps it in place of what was known of that version before.
 */
gboolean
assay_score_calibration_store (const AssayScoreCalibration *self,
                               AssayTransaction            *transaction,
                               GError                     **error)
{
  g_autoptr (AssayStatement) insert = assay_connection_prepare (
    assay_transaction_get_connection (transaction),
    "INSERT OR REPLACE INTO score_calibration (profile, version, at, outcome, n, n_converted, knots) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    error);
  g_autofree double *knots = g_new (double, 2 * self->curve->n + 1);

  if (insert == NULL)
    return FALSE;
  for (gsize i = 0; i < self->curve->n; i++)
    {
      knots[2 * i] = self->curve->scores[i];
      knots[2 * i + 1] = self->curve->values[i];
    }
  assay_statement_bind_text (insert, 1, self->profile);
  assay_statement_bind_int64 (insert, 2, self->version);
  assay_statement_bind_int64 (insert, 3, self->at);
  assay_statement_bind_text (insert, 4, self->outcome);
  assay_statement_bind_int64 (insert, 5, self->n);
  assay_statement_bind_int64 (insert, 6, self->n_converted);
  assay_statement_bind_blob (insert, 7, knots, 2 * self->curve->n * sizeof (double));
  return assay_statement_run (insert, error);
}

/**
 * assay_score_calibration_describe:
 * @score: of a lead, NaN for none
 * @to: gets `conversion`: the probability, and on what it rests; nothing where the version was never
 *   tested
 */
gboolean
assay_score_calibration_describe (AssayConnection *connection,
                                  const char      *profile,
                                  gint64           version,
                                  double           score,
                                  JsonObject      *to,
                                  GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AssayScoreCalibration) calibration = NULL;
  g_autofree char *at = NULL;
  JsonObject *object;

  if (isnan (score))
    return TRUE;
  calibration = assay_score_calibration_load (connection, profile, version, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (calibration == NULL || calibration->curve->n == 0)
    return TRUE;
  at = assay_instant_to_iso (calibration->at, FALSE);
  object = json_object_new ();
  json_object_set_double_member (
    object, "probability", round (assay_isotonic_predict (calibration->curve, score) * 1e4) / 1e4);
  json_object_set_string_member (object, "outcome", calibration->outcome);
  json_object_set_int_member (object, "leads", calibration->n);
  json_object_set_int_member (object, "converted", calibration->n_converted);
  json_object_set_string_member (object, "at", at);
  json_object_set_object_member (to, "conversion", object);
  return TRUE;
}
