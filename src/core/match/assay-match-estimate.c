/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-estimate.h"

#include <math.h>
#include <string.h>

#include "match/assay-match-tree-private.h"

#define MAX_ROUNDS 60
#define TREE_ROUND 12
#define CONVERGED 1e-5

/* Pairs that the first guess of m counts for, and what the marginal distribution counts for in each
 * state. */
#define FIRST_PAIRS 2
#define STATE_PAIRS 10

/* A pair that a person has judged counts as much as some that the model is sure of. */
#define LABEL_WEIGHT 5

/* Exact agreement is never taken for less frequent among different leads than this part of what is
 * seen. */
#define MIN_SHARE 0.05

/* Names of one person agree more often than not, and so do titles of one thing; otherwise what was
 * found is not persons but households or companies, not papers but authors. */
#define MAX_NAME_DIFFERENT 0.35

/* Somebody may have two addresses, two phones, and a day may be wrong; more often they agree. */
#define MAX_TELLING_DIFFERENT 0.5

#define MAX_PRIOR 0.5

typedef struct
{
  double all[ASSAY_MATCH_MAX_COMPARISONS][ASSAY_MATCH_N_LEVELS];
  double by_state[ASSAY_MATCH_MAX_COMPARISONS][ASSAY_MATCH_N_STATES][ASSAY_MATCH_N_LEVELS];
  double pairs;
} Sums;

static AssayMatchState
state_of (const AssayMatchModel *model, guint comparison, AssayMatchVector vector)
{
  int parent = model->weights[comparison].parent;
  AssayMatchLevel level;

  if (parent < 0)
    return ASSAY_MATCH_STATE_ALONE;
  level = assay_match_vector_level (vector, (guint) parent);
  return level == ASSAY_MATCH_MISSING       ? ASSAY_MATCH_STATE_ALONE
         : assay_match_level_agrees (level) ? ASSAY_MATCH_STATE_AGREES
                                            : ASSAY_MATCH_STATE_APART;
}

static double
probability (const AssayMatchModel *model,
             const AssayMatchRecords *records,
             AssayMatchVector vector)
{
  return assay_match_model_is_enough (records, vector)
             ? assay_match_bits_to_probability (assay_match_model_vector_bits (model, vector))
             : 0;
}

static void
add_vector (const AssayMatchModel *model, Sums *sums, AssayMatchVector vector, double weight)
{
  for (guint i = 0; i < model->n; i++)
    {
      AssayMatchLevel level = assay_match_vector_level (vector, i);

      if (level == ASSAY_MATCH_MISSING)
        continue;
      sums->all[i][level] += weight;
      sums->by_state[i][state_of (model, i, vector)][level] += weight;
    }
  sums->pairs += weight;
}

/* Frequencies with a prior that counts for so many pairs. What a person's judgement took away is no
 * less than none. */
static void
normalise (double *out, const double *sums, const double *prior, double prior_pairs)
{
  double total = prior_pairs;

  for (guint level = ASSAY_MATCH_EXACT; level < ASSAY_MATCH_N_LEVELS; level++)
    total += MAX (sums[level], 0);
  out[ASSAY_MATCH_MISSING] = 0;
  for (guint level = ASSAY_MATCH_EXACT; level < ASSAY_MATCH_N_LEVELS; level++)
    out[level] = (MAX (sums[level], 0) + prior_pairs * prior[level]) / total;
}

static void
limit_different (double *m, double most)
{
  double different = m[ASSAY_MATCH_DIFFERENT] + m[ASSAY_MATCH_REMOTE];
  double scale = (1 - most) / MAX (1 - different, 1e-9);

  if (different <= most)
    return;
  for (guint level = ASSAY_MATCH_EXACT; level < ASSAY_MATCH_N_LEVELS; level++)
    m[level] *=
        level == ASSAY_MATCH_DIFFERENT || level == ASSAY_MATCH_REMOTE ? most / different : scale;
}

static gboolean
is_name (const AssayMatchComparison *comparison)
{
  return comparison->kind == ASSAY_MATCH_NAME || comparison->kind == ASSAY_MATCH_GIVEN ||
         comparison->kind == ASSAY_MATCH_FAMILY;
}

static double
most_different (const AssayMatchComparison *comparison)
{
  return is_name (comparison) || (comparison->kind == ASSAY_MATCH_TEXT && comparison->telling)
             ? MAX_NAME_DIFFERENT
         : comparison->kind == ASSAY_MATCH_EMAIL || comparison->kind == ASSAY_MATCH_PHONE
             ? MAX_TELLING_DIFFERENT
             : 1;
}

/* m from the pairs taken for one lead. Returns how much it moved. */
static double
update_m (AssayMatchModel *model,
          const AssayMatchModel *first,
          const AssayMatchRecords *records,
          const Sums *sums)
{
  double moved = 0;

  for (guint i = 0; i < model->n; i++)
    {
      AssayMatchWeights *weights = &model->weights[i];
      double all[ASSAY_MATCH_N_LEVELS];
      double most = most_different (assay_match_records_get (records, i));

      normalise (all, sums->all[i], first->weights[i].m[ASSAY_MATCH_STATE_ALONE], FIRST_PAIRS);
      limit_different (all, most);
      for (guint level = 0; level < ASSAY_MATCH_N_LEVELS; level++)
        moved = MAX (moved, fabs (all[level] - weights->m[ASSAY_MATCH_STATE_ALONE][level]));
      for (guint state = 0; state < ASSAY_MATCH_STATE_ALONE; state++)
        {
          normalise (weights->m[state], sums->by_state[i][state], all, STATE_PAIRS);
          limit_different (weights->m[state], most);
        }
      memcpy (weights->m[ASSAY_MATCH_STATE_ALONE], all, sizeof all);
    }
  return moved;
}

/* How often different leads agree exactly is counted over all pairs, less those that are one lead.
 */
static void
set_exact (AssayMatchWeights *weights,
           const AssayMatchSample *sample,
           guint comparison,
           double matched)
{
  double *u = weights->u[ASSAY_MATCH_STATE_ALONE];
  double agreed = sample->agreed[comparison], present = sample->present[comparison];
  double apart = MAX (MAX (agreed - matched, MIN_SHARE * agreed), 0.5);
  double exact = MIN (apart / present, 0.999), rest = 0;

  for (guint level = ASSAY_MATCH_VARIANT; level < ASSAY_MATCH_N_LEVELS; level++)
    rest += u[level];
  for (guint level = ASSAY_MATCH_VARIANT; level < ASSAY_MATCH_N_LEVELS; level++)
    u[level] *= (1 - exact) / MAX (rest, 1e-12);
  u[ASSAY_MATCH_EXACT] = exact;
  weights->share = agreed > 0 ? MIN (1, apart / agreed) : 1;
}

/* Whether a pair differs in something besides one comparison, as pairs that are one lead rarely do.
 */
static gboolean
differs_besides (const AssayMatchModel *model, AssayMatchVector vector, guint besides)
{
  for (guint i = 0; i < model->n; i++)
    if (i != besides && assay_match_vector_level (vector, i) == ASSAY_MATCH_DIFFERENT)
      return TRUE;
  return FALSE;
}

/* Before the first round nobody knows which of the random pairs are one lead. Where duplicates are
 * many, taking all of them for different would hide them for good. */
static void
add_different (const AssayMatchModel *model, Sums *sums, const AssayMatchCount *count)
{
  for (guint i = 0; i < model->n; i++)
    if (differs_besides (model, count->vector, i))
      sums->all[i][assay_match_vector_level (count->vector, i)] += count->count;
}

static void
update_u (AssayMatchModel *model,
          const AssayMatchRecords *records,
          const AssayMatchSample *sample,
          const Sums *matched)
{
  static const double spread[ASSAY_MATCH_N_LEVELS] = { 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.4, 0.1 };
  Sums *sums = g_new0 (Sums, 1);

  for (guint i = 0; i < sample->random->len; i++)
    {
      const AssayMatchCount *count = &g_array_index (sample->random, AssayMatchCount, i);

      if (matched == NULL)
        add_different (model, sums, count);
      else
        add_vector (model,
                    sums,
                    count->vector,
                    count->count * (1 - probability (model, records, count->vector)));
    }
  for (guint i = 0; i < model->n; i++)
    {
      sums->all[i][ASSAY_MATCH_MISSING] = 0;
      normalise (model->weights[i].u[ASSAY_MATCH_STATE_ALONE], sums->all[i], spread, 1);
      set_exact (
          &model->weights[i], sample, i, matched != NULL ? matched->all[i][ASSAY_MATCH_EXACT] : 0);
    }
  g_free (sums);
}

/* u where the parent agrees, from pairs that agree on it; where it does not, from what is left. */
static void
update_dependent_u (AssayMatchModel *model,
                    const AssayMatchRecords *records,
                    const AssayMatchSample *sample)
{
  for (guint i = 0; i < model->n; i++)
    {
      AssayMatchWeights *weights = &model->weights[i];
      const double *alone = weights->u[ASSAY_MATCH_STATE_ALONE];
      double sums[ASSAY_MATCH_N_LEVELS] = { 0 }, parent_agrees;
      const double *parent_u;
      GArray *counts;

      memcpy (weights->u[ASSAY_MATCH_STATE_APART], alone, sizeof weights->u[0]);
      memcpy (weights->u[ASSAY_MATCH_STATE_AGREES], alone, sizeof weights->u[0]);
      if (weights->parent < 0)
        continue;
      counts = sample->agreeing[weights->parent];
      for (guint c = 0; c < counts->len; c++)
        {
          const AssayMatchCount *count = &g_array_index (counts, AssayMatchCount, c);
          sums[assay_match_vector_level (count->vector, i)] +=
              count->count * (1 - probability (model, records, count->vector));
        }
      normalise (weights->u[ASSAY_MATCH_STATE_AGREES], sums, alone, 2 * STATE_PAIRS);
      parent_u = model->weights[weights->parent].u[ASSAY_MATCH_STATE_ALONE];
      parent_agrees =
          CLAMP (1 - parent_u[ASSAY_MATCH_DIFFERENT] - parent_u[ASSAY_MATCH_REMOTE], 0, 0.95);
      for (guint level = ASSAY_MATCH_EXACT; level < ASSAY_MATCH_N_LEVELS; level++)
        weights->u[ASSAY_MATCH_STATE_APART][level] =
            MAX (0.1 * alone[level],
                 (alone[level] - parent_agrees * weights->u[ASSAY_MATCH_STATE_AGREES][level]) /
                     (1 - parent_agrees));
    }
}

static double
run_round (AssayMatchModel *model,
           const AssayMatchModel *first,
           const AssayMatchRecords *records,
           const AssayMatchSample *sample)
{
  Sums *sums = g_new0 (Sums, 1);
  double moved;

  for (guint i = 0; i < sample->candidates->len; i++)
    {
      const AssayMatchCount *count = &g_array_index (sample->candidates, AssayMatchCount, i);
      double p = probability (model, records, count->vector);
      if (p > 1e-6)
        add_vector (model, sums, count->vector, p * count->count / sample->share);
    }
  model->prior = CLAMP (MAX (sums->pairs, 0.5) / sample->pairs, 1e-14, MAX_PRIOR);
  for (guint i = 0; i < sample->labelled->len; i++)
    {
      const AssayMatchCount *count = &g_array_index (sample->labelled, AssayMatchCount, i);
      add_vector (model, sums, count->vector, LABEL_WEIGHT * count->count);
    }
  for (guint i = 0; i < sample->labelled_apart->len; i++)
    {
      const AssayMatchCount *count = &g_array_index (sample->labelled_apart, AssayMatchCount, i);
      double p = probability (model, records, count->vector);
      /* What the model took for one lead and a person does not is taken out again. */
      add_vector (model, sums, count->vector, -p * count->count);
    }
  moved = update_m (model, first, records, sums);
  update_u (model, records, sample, sums);
  update_dependent_u (model, records, sample);
  assay_match_model_update_bits (model);
  g_free (sums);
  return moved;
}

typedef struct
{
  const AssayMatchModel *model;
  const AssayMatchRecords *records;
  guint32 identity; /* bits of the comparisons that tell persons apart */
} Apart;

/* Whether a pair differs in half or more of some comparisons, besides two. −1 where it has none of
 * them. */
static int
differs_mostly (AssayMatchVector vector, guint32 comparisons)
{
  guint differ = 0, present = 0;

  for (; comparisons != 0; comparisons &= comparisons - 1)
    {
      AssayMatchLevel level =
          assay_match_vector_level (vector, (guint) __builtin_ctz (comparisons));

      present += level != ASSAY_MATCH_MISSING;
      differ += level == ASSAY_MATCH_DIFFERENT;
    }
  return present == 0 ? -1 : 2 * differ >= present;
}

/* Before there is a model: pairs that differ in most of what tells persons apart, besides the two
 * looked at; where nothing of that is known, in most of all else. */
static double
apart_by_levels (AssayMatchVector vector, guint first, guint second, gpointer user_data)
{
  const Apart *apart = user_data;
  guint32 others = ((1u << apart->model->n) - 1) & ~(1u << first) & ~(1u << second);
  int differs = differs_mostly (vector, others & apart->identity);

  if (differs < 0)
    differs = differs_mostly (vector, others);
  return differs > 0 ? 1 : 0;
}

static double
apart_by_model (AssayMatchVector vector, guint first, guint second, gpointer user_data)
{
  const Apart *apart = user_data;

  return 1 - probability (apart->model, apart->records, vector);
}

static guint32
identity_of (const AssayMatchRecords *records)
{
  guint32 identity = 0, n = 0;

  for (guint i = 0; i < records->comparisons->len; i++)
    {
      const AssayMatchComparison *comparison = assay_match_records_get (records, i);
      if (is_name (comparison) || comparison->kind == ASSAY_MATCH_EMAIL ||
          comparison->kind == ASSAY_MATCH_DATE || comparison->kind == ASSAY_MATCH_IDENTIFIER)
        {
          identity |= 1u << i;
          n++;
        }
    }
  return n >= 2 ? identity : G_MAXUINT32;
}

/**
 * assay_match_model_estimate:
 * @model: initialised by assay_match_model_init()
 *
 * Estimates the model without labels, or with some: u from random pairs, m and the prior by
 * expectation–maximisation over all pairs, where pairs of no block are taken as two leads.
 *
 * Returns: how many rounds it took. Source: Winkler, "Using the EM Algorithm for Weight Computation
 * in the Fellegi–Sunter Model of Record Linkage" (1988)
 */
guint
assay_match_model_estimate (AssayMatchModel *model,
                            const AssayMatchRecords *records,
                            const AssayMatchSample *sample)
{
  AssayMatchModel *first = g_memdup2 (model, sizeof *model);
  Apart apart = { model, records, identity_of (records) };
  guint round = 0;

  update_u (model, records, sample, NULL);
  assay_match_tree_build (model, records, sample, apart_by_levels, &apart);
  update_dependent_u (model, records, sample);
  assay_match_model_update_bits (model);
  while (round++ < MAX_ROUNDS)
    {
      double moved = run_round (model, first, records, sample);

      if (round == TREE_ROUND)
        assay_match_tree_build (model, records, sample, apart_by_model, &apart);
      else if (moved < CONVERGED && round > TREE_ROUND)
        break;
    }
  g_free (first);
  return round;
}
