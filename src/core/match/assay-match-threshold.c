/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-threshold.h"

#include <math.h>

#include "base/assay-json.h"
#include "match/assay-match-find.h"

/* Without judgements the bits are taken at their word: intercept 0, slope 1. So far from that, in standard
 * deviations, is likely before anybody has said anything. */
#define INTERCEPT_SD 4.0
#define SLOPE_SD 0.5
#define LEAST_SLOPE 0.1

/* Beyond, a pair says no more about where the line is. */
#define MOST_BITS 30.0

#define ROUNDS 50
#define LEAST_SURE 0.5
#define MOST_SURE 0.9999

void
assay_match_thresholds_init (AssayMatchThresholds *self)
{
  self->sure = ASSAY_MATCH_SURE_PROBABILITY;
  self->review = ASSAY_MATCH_LISTED_PROBABILITY;
}

/**
 * assay_match_thresholds_from_json:
 * @model: (nullable): a run's model as the workspace keeps it
 */
void
assay_match_thresholds_from_json (AssayMatchThresholds *self, JsonObject *model)
{
  assay_match_thresholds_init (self);
  if (model == NULL)
    return;
  self->sure = json_object_get_double_member_with_default (model, "sure", self->sure);
  self->review = json_object_get_double_member_with_default (model, "review", self->review);
}

void
assay_match_thresholds_to_json (const AssayMatchThresholds *self, JsonObject *model)
{
  json_object_set_double_member (model, "sure", self->sure);
  json_object_set_double_member (model, "review", self->review);
}

/**
 * assay_match_thresholds_read:
 *
 * Where the bands of the present finding begin.
 */
gboolean
assay_match_thresholds_read (AssayConnection *connection, AssayMatchThresholds *out, GError **error)
{
  g_autoptr (AssayStatement) statement =
      assay_connection_prepare (connection, "SELECT model FROM match_state", error);
  g_autoptr (JsonNode) node = NULL;
  gboolean row;

  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  node = row ? assay_json_parse (assay_statement_get_text (statement, 0), -1, NULL) : NULL;
  assay_match_thresholds_from_json (
      out, node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL);
  return TRUE;
}

/**
 * assay_match_thresholds_get_band:
 *
 * Returns: what to do with a pair of such a probability
 */
AssayMatchBand
assay_match_thresholds_get_band (const AssayMatchThresholds *self, double probability)
{
  return probability >= self->sure     ? ASSAY_MATCH_BAND_SURE
         : probability >= self->review ? ASSAY_MATCH_BAND_REVIEW
                                       : ASSAY_MATCH_BAND_DIFFERENT;
}

typedef struct
{
  double intercept;
  double slope;
} Line;

static double
clamp_bits (double bits)
{
  return CLAMP (bits, -MOST_BITS, MOST_BITS);
}

/* How well a line explains what people said, and how plausible it is by itself. */
static double
loss_of (const AssayMatchJudged *judged, guint n, Line line)
{
  double loss = 0.5 * pow (line.intercept / INTERCEPT_SD, 2) + 0.5 * pow ((line.slope - 1) / SLOPE_SD, 2);

  for (guint i = 0; i < n; i++)
    {
      double z = G_LN2 * (line.intercept + line.slope * clamp_bits (judged[i].bits));
      double signed_z = judged[i].same ? -z : z;

      loss += signed_z > 0 ? signed_z + log1p (exp (-signed_z)) : log1p (exp (signed_z));
    }
  return loss;
}

/* One step of Newton's method. */
static Line
step (const AssayMatchJudged *judged, guint n, Line line)
{
  double g0 = line.intercept / (INTERCEPT_SD * INTERCEPT_SD), g1 = (line.slope - 1) / (SLOPE_SD * SLOPE_SD);
  double h00 = 1 / (INTERCEPT_SD * INTERCEPT_SD), h01 = 0, h11 = 1 / (SLOPE_SD * SLOPE_SD), determinant;

  for (guint i = 0; i < n; i++)
    {
      double bits = clamp_bits (judged[i].bits);
      double p = assay_match_bits_to_probability (line.intercept + line.slope * bits);
      double weight = p * (1 - p) * G_LN2 * G_LN2, error = (p - (judged[i].same ? 1 : 0)) * G_LN2;

      g0 += error;
      g1 += error * bits;
      h00 += weight;
      h01 += weight * bits;
      h11 += weight * bits * bits;
    }
  determinant = h00 * h11 - h01 * h01;
  return (Line){ (h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant };
}

static Line
fit (const AssayMatchJudged *judged, guint n)
{
  Line line = { 0, 1 };
  double loss = loss_of (judged, n, line);

  for (guint round = 0; round < ROUNDS; round++)
    {
      Line move = step (judged, n, line), next = line;
      double size = 1, better = loss;

      for (; size > 1e-4; size /= 2)
        {
          next = (Line){ line.intercept - size * move.intercept, line.slope - size * move.slope };
          better = loss_of (judged, n, next);
          if (better <= loss)
            break;
        }
      if (!(loss - better > 1e-10))
        break;
      line = next;
      loss = better;
    }
  line.slope = MAX (line.slope, LEAST_SLOPE);
  return line;
}

/* The probability of the model at which people would say so with probability @wanted. */
static double
invert (Line line, double wanted)
{
  return assay_match_bits_to_probability ((assay_match_probability_to_bits (wanted) - line.intercept)
                                          / line.slope);
}

/**
 * assay_match_suggest_from:
 * @judged: (array length=n): pairs that people called the same or different
 *
 * Suggests where the bands begin: where, by what people said, as many pairs are the same as the bands' names
 * promise. A pair's odds are put right by a line, which without judgements leaves them as they are. Source: Platt,
 * "Probabilistic Outputs for Support Vector Machines" (1999), with a prior for few judgements.
 */
void
assay_match_suggest_from (const AssayMatchJudged *judged, guint n, AssayMatchSuggestion *out)
{
  Line line;

  *out = (AssayMatchSuggestion){ 0 };
  assay_match_thresholds_init (&out->thresholds);
  for (guint i = 0; i < n; i++)
    {
      out->same += judged[i].same;
      out->different += !judged[i].same;
    }
  out->enough = out->same >= ASSAY_MATCH_LEAST_JUDGED && out->different >= ASSAY_MATCH_LEAST_JUDGED;
  if (!out->enough)
    return;
  line = fit (judged, n);
  out->thresholds.sure = CLAMP (invert (line, ASSAY_MATCH_SURE_PROBABILITY), LEAST_SURE, MOST_SURE);
  out->thresholds.review = CLAMP (
      invert (line, ASSAY_MATCH_LISTED_PROBABILITY), ASSAY_MATCH_LISTED_PROBABILITY, out->thresholds.sure);
}

/**
 * assay_match_suggest:
 *
 * Suggests thresholds by the judgements and bits that the workspace has.
 */
gboolean
assay_match_suggest (AssayConnection *connection, AssayMatchSuggestion *out, GError **error)
{
  g_autoptr (GArray) judged = g_array_new (FALSE, FALSE, sizeof (AssayMatchJudged));
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection,
      "SELECT pair.bits, label.verdict FROM match_label AS label CROSS JOIN match_pair AS pair "
      "ON pair.generation = (SELECT generation FROM match_state) "
      "AND pair.a = label.a AND pair.b = label.b WHERE label.verdict <> 0 ORDER BY label.a, label.b",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (assay_statement_step (statement, &row, error))
    {
      AssayMatchJudged one;

      if (!row)
        {
          assay_match_suggest_from ((const AssayMatchJudged *) (gpointer) judged->data, judged->len, out);
          return TRUE;
        }
      one.bits = assay_statement_get_double (statement, 0);
      one.same = assay_statement_get_int64 (statement, 1) > 0;
      g_array_append_val (judged, one);
    }
  return FALSE;
}

/**
 * assay_match_suggestion_to_json:
 *
 * Returns: (transfer full): `{"same", "different"}`, and where they are enough `"sure"` and `"review"`
 */
JsonObject *
assay_match_suggestion_to_json (const AssayMatchSuggestion *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "same", self->same);
  json_object_set_int_member (object, "different", self->different);
  if (self->enough)
    assay_match_thresholds_to_json (&self->thresholds, object);
  return object;
}
