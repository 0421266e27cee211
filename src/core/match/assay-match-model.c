/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-model.h"

#include <math.h>

/* Before any data: levels of pairs that are one lead, and of pairs that are not. */
static const double first_m[ASSAY_MATCH_N_LEVELS] = { 0, 0.72, 0.04, 0.08, 0.04, 0.03, 0.06, 0.03 };
static const double first_u[ASSAY_MATCH_N_LEVELS] = { 0, 0.01, 0.01, 0.01, 0.02, 0.05, 0.89, 0.01 };

/* A comparison that agrees hardly more often in one lead than by chance, and differs as often, is
 * left out. */
#define USED_SHARE 0.02
#define USED_BITS 0.25f

/* No agreement is proof: frequencies of a sample end here. */
#define MIN_PROBABILITY 1e-7

double
assay_match_bits_to_probability (double bits)
{
  return 1 / (1 + exp2 (-bits));
}

double
assay_match_probability_to_bits (double probability)
{
  return log2 (probability / (1 - probability));
}

/**
 * assay_match_model_init:
 *
 * The model to start estimating from.
 */
void
assay_match_model_init (AssayMatchModel *model, const AssayMatchRecords *records)
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

/* The most that a comparison can tell without being exact, and which comparisons tell anything. */
static void
find_bounds (AssayMatchModel *model)
{
  model->used = 0;
  for (guint i = 0; i < model->n; i++)
    {
      AssayMatchWeights *weights = &model->weights[i];
      gboolean used = FALSE;

      weights->bound = 0;
      for (guint state = 0; state < ASSAY_MATCH_N_STATES; state++)
        {
          for (guint level = ASSAY_MATCH_VARIANT; level < ASSAY_MATCH_N_LEVELS; level++)
            weights->bound = MAX (weights->bound, weights->bits[state][level]);
          used |= weights->because[state] > USED_SHARE ||
                  fabsf (weights->bits[state][ASSAY_MATCH_DIFFERENT]) > USED_BITS;
        }
      if (used)
        model->used |= 1u << i;
    }
  /* What others depend on has to be known, whatever it tells by itself. */
  for (guint i = 0; i < model->n; i++)
    if ((model->used >> i & 1) != 0 && model->weights[i].parent >= 0)
      model->used |= 1u << model->weights[i].parent;
}

/* A better level never tells less than a worse one. Where it seems to, as rare levels have few
 * pairs to go by, the two are taken as one. Source: Ayer et al., "An Empirical Distribution
 * Function for Sampling with Incomplete Information" (1955), pooling adjacent violators */
static void
pool_levels (const double *m, const double *u, float *bits)
{
  double pool_m[ASSAY_MATCH_N_LEVELS], pool_u[ASSAY_MATCH_N_LEVELS];
  guint ends[ASSAY_MATCH_N_LEVELS], n = 0, level = ASSAY_MATCH_CLOSE;

  for (; level <= ASSAY_MATCH_DIFFERENT; level++, n++)
    {
      pool_m[n] = MAX (m[level], MIN_PROBABILITY);
      pool_u[n] = MAX (u[level], MIN_PROBABILITY);
      ends[n] = level;
      for (; n > 0 && pool_m[n] * pool_u[n - 1] > pool_m[n - 1] * pool_u[n]; n--)
        {
          pool_m[n - 1] += pool_m[n];
          pool_u[n - 1] += pool_u[n];
          ends[n - 1] = ends[n];
        }
    }
  level = ASSAY_MATCH_CLOSE;
  for (guint i = 0; i < n; i++)
    for (; level <= ends[i]; level++)
      bits[level] = (float) log2 (pool_m[i] / pool_u[i]);
}

/**
 * assay_match_model_update_bits:
 *
 * After `m` or `u` changed.
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
          bits[level] = (float) log2 (MAX (weights->m[state][level], MIN_PROBABILITY) /
                                      MAX (weights->u[state][level], MIN_PROBABILITY));
        pool_levels (weights->m[state], weights->u[state], bits);
        weights->because[state] =
            CLAMP ((weights->m[state][ASSAY_MATCH_EXACT] - weights->u[state][ASSAY_MATCH_EXACT]) /
                       (1 - MIN (weights->u[state][ASSAY_MATCH_EXACT], 0.999)),
                   0,
                   1);
      }
  find_bounds (model);
}

double
assay_match_model_prior_bits (const AssayMatchModel *model)
{
  return log2 (model->prior / (1 - model->prior));
}

static AssayMatchState
state_of (const AssayMatchWeights *weights, AssayMatchVector vector)
{
  AssayMatchLevel level;

  if (weights->parent < 0)
    return ASSAY_MATCH_STATE_ALONE;
  level = assay_match_vector_level (vector, (guint) weights->parent);
  return level == ASSAY_MATCH_MISSING       ? ASSAY_MATCH_STATE_ALONE
         : assay_match_level_agrees (level) ? ASSAY_MATCH_STATE_AGREES
                                            : ASSAY_MATCH_STATE_APART;
}

/**
 * assay_match_model_vector_bits:
 *
 * Returns: log2 of the odds that a pair with such levels is one lead, frequencies of values aside
 */
double
assay_match_model_vector_bits (const AssayMatchModel *model, AssayMatchVector vector)
{
  double bits = assay_match_model_prior_bits (model);

  for (guint i = 0; i < model->n; i++)
    {
      const AssayMatchWeights *weights = &model->weights[i];
      bits += weights->bits[state_of (weights, vector)][assay_match_vector_level (vector, i)];
    }
  return bits;
}

/* Agreeing on a frequent value tells less than agreeing on a rare one. Of the pairs that are one
 * lead a part agree because they are, the others by chance, as any two do; only the first part does
 * not care how rare a value is. Where the parent agrees too, the value came with it, and the lesser
 * of the two counts. Source: Winkler, "Frequency-Based Matching in the Fellegi–Sunter Model of
 * Record Linkage" (2000) */
static float
exact_bits (const AssayMatchWeights *weights,
            const AssayMatchComparison *comparison,
            AssayMatchState state,
            guint32 value)
{
  double chance = MAX (weights->share * assay_match_column_get_count (comparison->column, value) /
                           assay_match_column_get_filled (comparison->column),
                       MIN_PROBABILITY);
  double because = weights->because[state];
  float by_value = log2f ((float) ((because + (1 - because) * chance) / chance));

  return state == ASSAY_MATCH_STATE_AGREES ? MIN (by_value, weights->bits[state][ASSAY_MATCH_EXACT])
                                           : by_value;
}

/* Whether a pair cannot reach so many bits, however alike what was not compared yet may be. Exact
 * agreement is seen at once; of all else the best is hoped for until it is compared. */
static gboolean
is_hopeless (const AssayMatchModel *model,
             const AssayMatchRecords *records,
             guint32 a,
             guint32 b,
             double least)
{
  double hope = assay_match_model_prior_bits (model) - least;
  guint32 open = 0;

  for (guint32 left = model->used; left != 0; left &= left - 1)
    {
      guint i = (guint) __builtin_ctz (left);
      const AssayMatchComparison *comparison = assay_match_records_get (records, i);
      const guint32 *ids = assay_match_column_get_ids (comparison->column);

      if (ids[a] == 0 || ids[b] == 0)
        continue;
      if (ids[a] == ids[b])
        hope += MAX (exact_bits (&model->weights[i], comparison, ASSAY_MATCH_STATE_ALONE, ids[a]),
                     exact_bits (&model->weights[i], comparison, ASSAY_MATCH_STATE_APART, ids[a]));
      else
        {
          hope += model->weights[i].bound;
          open |= 1u << i;
        }
    }
  for (; open != 0 && hope >= 0; open &= open - 1)
    {
      guint i = (guint) __builtin_ctz (open);
      const AssayMatchComparison *comparison = assay_match_records_get (records, i);
      const AssayMatchWeights *weights = &model->weights[i];
      const guint32 *ids = assay_match_column_get_ids (comparison->column);
      AssayMatchLevel level;
      float best = -G_MAXFLOAT;

      /* Names may have changed places; nobody knows before both are compared. */
      if ((int) i == records->given || (int) i == records->family)
        continue;
      level = assay_match_comparison_run (comparison, ids[a], ids[b]);
      for (guint state = 0; state < ASSAY_MATCH_N_STATES; state++)
        best = MAX (best, weights->bits[state][level]);
      hope -= weights->bound - best;
    }
  return hope < 0;
}

/**
 * assay_match_model_pair_reaches:
 * @least: bits that the pair has to reach
 * @out_vector: (out): the levels
 * @out_bits: (out): log2 of the odds that two records are one lead
 *
 * Returns: whether the pair reaches them; mostly known long before all is compared. Any thread
 */
gboolean
assay_match_model_pair_reaches (const AssayMatchModel *model,
                                const AssayMatchRecords *records,
                                guint32 a,
                                guint32 b,
                                double least,
                                AssayMatchVector *out_vector,
                                double *out_bits)
{
  if (is_hopeless (model, records, a, b, least))
    return FALSE;
  *out_bits = assay_match_model_pair_bits (model, records, a, b, out_vector, NULL);
  return *out_bits >= least;
}

/**
 * assay_match_model_pair_bits:
 * @out_vector: (out) (optional): the levels
 * @out_bits: (out) (optional) (array): what each comparison adds
 *
 * Returns: log2 of the odds that two records are one lead. Any thread
 */
double
assay_match_model_pair_bits (const AssayMatchModel *model,
                             const AssayMatchRecords *records,
                             guint32 a,
                             guint32 b,
                             AssayMatchVector *out_vector,
                             float *out_bits)
{
  AssayMatchVector vector = assay_match_records_compare (records, model->used, a, b);
  double sum = assay_match_model_prior_bits (model);

  for (guint i = 0; i < model->n; i++)
    {
      const AssayMatchWeights *weights = &model->weights[i];
      const AssayMatchComparison *comparison = assay_match_records_get (records, i);
      AssayMatchLevel level = assay_match_vector_level (vector, i);
      AssayMatchState state = state_of (weights, vector);
      float bits =
          level == ASSAY_MATCH_EXACT
              ? exact_bits (
                    weights, comparison, state, assay_match_column_get_ids (comparison->column)[a])
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
 * Returns: whether what agrees is more than one weak thing: two leads that have a name in common
 * and nothing else to compare are no duplicates
 */
gboolean
assay_match_model_is_enough (const AssayMatchRecords *records, AssayMatchVector vector)
{
  guint32 sorts = 0;

  for (guint i = 0; i < records->comparisons->len; i++)
    {
      const AssayMatchComparison *comparison = assay_match_records_get (records, i);
      AssayMatchLevel level = assay_match_vector_level (vector, i);

      if (level == ASSAY_MATCH_MISSING || level == ASSAY_MATCH_DIFFERENT)
        continue;
      if (comparison->telling &&
          (level <= ASSAY_MATCH_VARIANT || comparison->kind == ASSAY_MATCH_TEXT))
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
weights_to_json (const AssayMatchWeights *weights, const AssayMatchComparison *comparison)
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
  if (comparison->aliases != NULL)
    json_object_set_array_member (
        object, "aliases", assay_match_aliases_to_json (comparison->aliases, comparison->column));
  return object;
}

/**
 * assay_match_model_to_json:
 *
 * Returns: (transfer full): the model as the workspace keeps it
 */
JsonNode *
assay_match_model_to_json (const AssayMatchModel *model, const AssayMatchRecords *records)
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
numbers_from_json (JsonArray *states, double numbers[ASSAY_MATCH_N_STATES][ASSAY_MATCH_N_LEVELS])
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
weights_from_json (AssayMatchWeights *weights,
                   JsonObject *object,
                   AssayMatchComparison *comparison,
                   guint n)
{
  if (g_strcmp0 (json_object_get_string_member_with_default (object, "key", NULL),
                 comparison->key) != 0 ||
      g_strcmp0 (json_object_get_string_member_with_default (object, "kind", NULL),
                 assay_match_kind_to_nick (comparison->kind)) != 0)
    return FALSE;
  weights->parent = (int) json_object_get_int_member_with_default (object, "parent", -1);
  weights->share = json_object_get_double_member_with_default (object, "share", 1);
  if (json_object_has_member (object, "aliases") && comparison->aliases == NULL)
    comparison->aliases =
        assay_match_aliases_from_json (json_object_get_array_member (object, "aliases"), comparison->column);
  return weights->parent >= -1 && weights->parent < (int) n &&
         json_object_has_member (object, "m") && json_object_has_member (object, "u") &&
         numbers_from_json (json_object_get_array_member (object, "m"), weights->m) &&
         numbers_from_json (json_object_get_array_member (object, "u"), weights->u);
}

/**
 * assay_match_model_from_json:
 *
 * Returns: whether @node is a model of just these comparisons
 */
gboolean
assay_match_model_from_json (AssayMatchModel *model,
                             JsonNode *node,
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
    if (!weights_from_json (&model->weights[i],
                            json_array_get_object_element (comparisons, i),
                            g_ptr_array_index (records->comparisons, i),
                            model->n))
      return FALSE;
  assay_match_model_update_bits (model);
  return TRUE;
}
