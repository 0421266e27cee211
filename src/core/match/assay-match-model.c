/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-model.h"

#include <math.h>

/* Before any data: levels of pairs that are one lead, and of pairs that are not. */
static const double first_m[ASSAY_MATCH_N_LEVELS] = { 0, 0.72, 0.04, 0.08, 0.04, 0.03, 0.06, 0.03 };
static const double first_u[ASSAY_MATCH_N_LEVELS] = { 0, 0.01, 0.01, 0.01, 0.02, 0.05, 0.89, 0.01 };

/* No agreement is proof: frequencies of a sample end here. */
#define MIN_PROBABILITY 1e-7

double
assay_match_bits_to_probability (double bits)
{
  return 1 / (1 + exp2 (-bits));
}

/**
 * assay_match_model_init:
 *
 * The model to start estimating from.
 */
void
assay_match_model_init (AssayMatchModel         *model,
                        const AssayMatchRecords *records)
{
  double pairs = (double) records->n * ((double) records->n - 1) / 2;

  model->n = records->comparisons->len;
  model->prior = pairs > 0 ? MIN (0.1 * records->n / pairs, 0.1) : 0.1;
  for (guint i = 0; i < model->n; i++)
    {
      AssayMatchWeights *weights = &model->weights[i];

      weights->parent = -1;
      weights->share = 1;
      for (guint state = 0; state < ASSAY_MATCH_N_STATES; state++)
        for (guint level = 0; level < ASSAY_MATCH_N_LEVELS; level++)
          {
            weights->m[state][level] = first_m[level];
            weights->u[state][level] = first_u[level];
          }
    }
  assay_match_model_update_bits (model);
}

/**
 * assay_match_model_update_bits:
 *
 * After `m` or `u` changed. A worse level never tells more than a better one.
 */
void
assay_match_model_update_bits (AssayMatchModel *model)
{
  for (guint i = 0; i < model->n; i++)
    for (guint state = 0; state < ASSAY_MATCH_N_STATES; state++)
      {
        AssayMatchWeights *weights = &model->weights[i];
        float *bits = weights->bits[state];

        bits[ASSAY_MATCH_MISSING] = 0;
        for (guint level = ASSAY_MATCH_EXACT; level < ASSAY_MATCH_N_LEVELS; level++)
          bits[level] = (float) log2 (MAX (weights->m[state][level], MIN_PROBABILITY)
                                      / MAX (weights->u[state][level], MIN_PROBABILITY));
        for (guint level = ASSAY_MATCH_SIMILAR; level <= ASSAY_MATCH_DIFFERENT; level++)
          bits[level] = MIN (bits[level], bits[level - 1]);
      }
}

double
assay_match_model_prior_bits (const AssayMatchModel *model)
{
  return log2 (model->prior / (1 - model->prior));
}

static AssayMatchState
state_of (const AssayMatchWeights *weights,
          AssayMatchVector         vector)
{
  AssayMatchLevel level;

  if (weights->parent < 0)
    return ASSAY_MATCH_STATE_ALONE;
  level = assay_match_vector_level (vector, (guint) weights->parent);
  return level == ASSAY_MATCH_MISSING        ? ASSAY_MATCH_STATE_ALONE
         : assay_match_level_agrees (level) ? ASSAY_MATCH_STATE_AGREES
                                            : ASSAY_MATCH_STATE_APART;
}

/**
 * assay_match_model_vector_bits:
 *
 * Returns: log2 of the odds that a pair with such levels is one lead, frequencies of values aside
 */
double
assay_match_model_vector_bits (const AssayMatchModel *model,
                               AssayMatchVector       vector)
{
  double bits = assay_match_model_prior_bits (model);

  for (guint i = 0; i < model->n; i++)
    {
      const AssayMatchWeights *weights = &model->weights[i];
      bits += weights->bits[state_of (weights, vector)][assay_match_vector_level (vector, i)];
    }
  return bits;
}

/* Agreeing on a frequent value tells less than agreeing on a rare one. Where the parent agrees too, the value came
 * with it, and the lesser of the two counts. Source: Winkler, "Frequency-Based Matching" (2000) */
static float
exact_bits (const AssayMatchWeights    *weights,
            const AssayMatchComparison *comparison,
            AssayMatchState             state,
            guint32                     value)
{
  double share = (double) assay_match_column_get_count (comparison->column, value)
                 / assay_match_column_get_filled (comparison->column);
  float by_value = (float) log2 (MAX (weights->m[state][ASSAY_MATCH_EXACT], MIN_PROBABILITY)
                                 / MAX (share * weights->share, MIN_PROBABILITY));

  return state == ASSAY_MATCH_STATE_AGREES ? MIN (by_value, weights->bits[state][ASSAY_MATCH_EXACT]) : by_value;
}

/**
 * assay_match_model_pair_bits:
 * @out_vector: (out) (optional): the levels
 * @out_bits: (out) (optional) (array): what each comparison adds
 *
 * Returns: log2 of the odds that two records are one lead. Any thread
 */
double
assay_match_model_pair_bits (const AssayMatchModel   *model,
                             const AssayMatchRecords *records,
                             guint32                  a,
                             guint32                  b,
                             AssayMatchVector        *out_vector,
                             float                   *out_bits)
{
  AssayMatchVector vector = assay_match_records_compare (records, a, b);
  double sum = assay_match_model_prior_bits (model);

  for (guint i = 0; i < model->n; i++)
    {
      const AssayMatchWeights *weights = &model->weights[i];
      const AssayMatchComparison *comparison = assay_match_records_get (records, i);
      AssayMatchLevel level = assay_match_vector_level (vector, i);
      AssayMatchState state = state_of (weights, vector);
      float bits = level == ASSAY_MATCH_EXACT
                     ? exact_bits (weights, comparison, state, assay_match_column_get_ids (comparison->column)[a])
                     : weights->bits[state][level];

      sum += bits;
      if (out_bits != NULL)
        out_bits[i] = bits;
    }
  if (out_vector != NULL)
    *out_vector = vector;
  return sum;
}

/**
 * assay_match_model_is_enough:
 *
 * Returns: whether what agrees is more than one weak thing: two leads that have a name in common and nothing else
 *   to compare are no duplicates
 */
gboolean
assay_match_model_is_enough (const AssayMatchRecords *records,
                             AssayMatchVector         vector)
{
  guint32 sorts = 0;

  for (guint i = 0; i < records->comparisons->len; i++)
    {
      const AssayMatchComparison *comparison = assay_match_records_get (records, i);
      AssayMatchLevel level = assay_match_vector_level (vector, i);

      if (level == ASSAY_MATCH_MISSING || level == ASSAY_MATCH_DIFFERENT)
        continue;
      if (comparison->telling && (assay_match_level_agrees (level) || comparison->kind == ASSAY_MATCH_TEXT))
        return TRUE;
      if (level == ASSAY_MATCH_REMOTE)
        continue;
      sorts |= 1u << comparison->evidence;
    }
  return (sorts & (sorts - 1)) != 0;
}

static JsonArray *
numbers_to_json (const double *numbers)
{
  JsonArray *array = json_array_new ();

  for (guint level = 0; level < ASSAY_MATCH_N_LEVELS; level++)
    json_array_add_double_element (array, numbers[level]);
  return array;
}

static JsonObject *
weights_to_json (const AssayMatchWeights    *weights,
                 const AssayMatchComparison *comparison)
{
  JsonObject *object = json_object_new ();
  JsonArray *m = json_array_new (), *u = json_array_new ();

  json_object_set_string_member (object, "key", comparison->key);
  json_object_set_string_member (object, "kind", assay_match_kind_to_nick (comparison->kind));
  json_object_set_int_member (object, "parent", weights->parent);
  json_object_set_double_member (object, "share", weights->share);
  for (guint state = 0; state < ASSAY_MATCH_N_STATES; state++)
    {
      json_array_add_array_element (m, numbers_to_json (weights->m[state]));
      json_array_add_array_element (u, numbers_to_json (weights->u[state]));
    }
  json_object_set_array_member (object, "m", m);
  json_object_set_array_member (object, "u", u);
  return object;
}

/**
 * assay_match_model_to_json:
 *
 * Returns: (transfer full): the model as the workspace keeps it
 */
JsonNode *
assay_match_model_to_json (const AssayMatchModel   *model,
                           const AssayMatchRecords *records)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *comparisons = json_array_new ();

  json_object_set_double_member (object, "prior", model->prior);
  for (guint i = 0; i < model->n; i++)
    json_array_add_object_element (
      comparisons, weights_to_json (&model->weights[i], assay_match_records_get (records, i)));
  json_object_set_array_member (object, "comparisons", comparisons);
  return json_node_init_object (json_node_alloc (), object);
}

static gboolean
numbers_from_json (JsonArray *states,
                   double     numbers[ASSAY_MATCH_N_STATES][ASSAY_MATCH_N_LEVELS])
{
  if (states == NULL || json_array_get_length (states) != ASSAY_MATCH_N_STATES)
    return FALSE;
  for (guint state = 0; state < ASSAY_MATCH_N_STATES; state++)
    {
      JsonArray *levels = json_array_get_array_element (states, state);

      if (levels == NULL || json_array_get_length (levels) != ASSAY_MATCH_N_LEVELS)
        return FALSE;
      for (guint level = 0; level < ASSAY_MATCH_N_LEVELS; level++)
        numbers[state][level] = json_array_get_double_element (levels, level);
    }
  return TRUE;
}

static gboolean
weights_from_json (AssayMatchWeights          *weights,
                   JsonObject                 *object,
                   const AssayMatchComparison *comparison,
                   guint                       n)
{
  if (g_strcmp0 (json_object_get_string_member_with_default (object, "key", NULL), comparison->key) != 0
      || g_strcmp0 (json_object_get_string_member_with_default (object, "kind", NULL),
                    assay_match_kind_to_nick (comparison->kind))
           != 0)
    return FALSE;
  weights->parent = (int) json_object_get_int_member_with_default (object, "parent", -1);
  weights->share = json_object_get_double_member_with_default (object, "share", 1);
  return weights->parent >= -1 && weights->parent < (int) n && json_object_has_member (object, "m")
         && json_object_has_member (object, "u")
         && numbers_from_json (json_object_get_array_member (object, "m"), weights->m)
         && numbers_from_json (json_object_get_array_member (object, "u"), weights->u);
}

/**
 * assay_match_model_from_json:
 *
 * Returns: whether @node is a model of just these comparisons
 */
gboolean
assay_match_model_from_json (AssayMatchModel         *model,
                             JsonNode                *node,
                             const AssayMatchRecords *records)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *comparisons = object != NULL && json_object_has_member (object, "comparisons")
                             ? json_object_get_array_member (object, "comparisons")
                             : NULL;

  if (comparisons == NULL || json_array_get_length (comparisons) != records->comparisons->len)
    return FALSE;
  model->n = records->comparisons->len;
  model->prior = json_object_get_double_member_with_default (object, "prior", 0);
  if (!(model->prior > 0 && model->prior < 1))
    return FALSE;
  for (guint i = 0; i < model->n; i++)
    if (!weights_from_json (&model->weights[i], json_array_get_object_element (comparisons, i),
                            assay_match_records_get (records, i), model->n))
      return FALSE;
  assay_match_model_update_bits (model);
  return TRUE;
}
