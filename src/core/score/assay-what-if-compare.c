/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "score/assay-what-if-private.h"

#define LEVEL 0.95

void
assay_what_if_result_free (AssayWhatIfResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->moves, g_array_unref);
  g_clear_pointer (&self->examples, g_array_unref);
  g_clear_pointer (&self->test_before, assay_backtest_unref);
  g_clear_pointer (&self->test_after, assay_backtest_unref);
  g_free (self);
}

/* The matrix with its columns in the profile's order; it owns nothing. */
static AssayScoredLeads *
score_placed (const AssayWhatIfSide   *side,
              const AssayFactorMatrix *matrix)
{
  guint n = side->profile->factors->len;
  g_autofree double **columns = g_new (double *, n + 1);
  AssayFactorMatrix placed = *matrix;

  for (guint i = 0; i < n; i++)
    columns[i] = matrix->columns[side->places[i]];
  placed.columns = columns;
  placed.n_factors = n;
  return assay_scored_leads_new (side->profile, &placed);
}

/*
 * assay_what_if_side_score:
 *
 * Adds up all leads.
 */
void
assay_what_if_side_score (AssayWhatIfSide *side)
{
  g_clear_pointer (&side->leads, assay_scored_leads_free);
  g_clear_pointer (&side->tested, assay_scored_leads_free);
  side->leads = score_placed (side, side->matrix);
  if (side->known != NULL)
    side->tested = score_placed (side, side->known);
}

static guint
bin_of (const AssayProfile *profile,
        double              score)
{
  double share = (assay_profile_round (score) - profile->scale_min)
                 / (profile->scale_max - profile->scale_min);

  return (guint) CLAMP (share * ASSAY_WHAT_IF_BINS, 0, ASSAY_WHAT_IF_BINS - 1);
}

static int
band_of (const AssayScoredLeads *leads,
         gsize                   row)
{
  return leads->n_sets > 0 ? leads->bands[row * leads->n_sets] : -1;
}

/* Of each band of the published classification, the draft's band of the same key, or −1. */
static void
match_bands (const AssayWhatIf *self,
             int               *same)
{
  const AssayProfile *published = self->published.profile, *draft = self->draft.profile;

  for (guint i = 0; i < ASSAY_WHAT_IF_BANDS; i++)
    same[i] = -1;
  if (published->band_sets->len == 0 || draft->band_sets->len == 0)
    return;
  for (guint i = 0; i < assay_profile_band_set (published, 0)->bands->len; i++)
    same[i] = assay_band_set_find (
      assay_profile_band_set (draft, 0),
      g_array_index (assay_profile_band_set (published, 0)->bands, AssayBand, i).key);
}

static double
mean_of (const AssayScoredLeads *leads)
{
  double sum = 0;
  gsize n = 0;

  for (gsize i = 0; i < leads->n; i++)
    if (!isnan (leads->scores[i]))
      {
        sum += assay_profile_round (leads->scores[i]);
        n++;
      }
  return n > 0 ? sum / (double) n : NAN;
}

typedef struct
{
  double by;
  gsize row;
} Example;

/* Keeps the greatest few, in order. */
static void
offer_example (Example *examples,
               guint   *n,
               double   by,
               gsize    row)
{
  guint at;

  if (*n == ASSAY_WHAT_IF_EXAMPLES && by <= examples[*n - 1].by)
    return;
  if (*n < ASSAY_WHAT_IF_EXAMPLES)
    (*n)++;
  for (at = *n - 1; at > 0 && examples[at - 1].by < by; at--)
    examples[at] = examples[at - 1];
  examples[at] = (Example) { by, row };
}

/* Leads that change band come first, then those that change, then those that score best. */
static double
interest_of (double   before,
             double   after,
             gboolean moves)
{
  double change = isnan (before) || isnan (after) ? 0 : fabs (after - before);

  return (moves ? 1e6 : 0) + (change > 0.5 ? 1e3 : 0) + change
         + (change > 0.5 || isnan (after) ? 0 : after / 1e3);
}

static int
compare_moves (gconstpointer a,
               gconstpointer b)
{
  const AssayWhatIfMove *x = a, *y = b;

  if (x->n != y->n)
    return (x->n < y->n) - (x->n > y->n);
  return (int) (x->from * ASSAY_WHAT_IF_BANDS + x->to)
         - (int) (y->from * ASSAY_WHAT_IF_BANDS + y->to);
}

static void
count_leads (AssayWhatIf       *self,
             AssayWhatIfResult *result)
{
  const AssayScoredLeads *before = self->published.leads, *after = self->draft.leads;
  g_autofree gsize *moved = g_new0 (gsize, ASSAY_WHAT_IF_BANDS * ASSAY_WHAT_IF_BANDS);
  Example examples[ASSAY_WHAT_IF_EXAMPLES];
  int same[ASSAY_WHAT_IF_BANDS];
  guint n_examples = 0;

  match_bands (self, same);
  for (gsize i = 0; i < before->n; i++)
    {
      int from = band_of (before, i), to = band_of (after, i);
      gboolean moves = from >= 0 && to >= 0 && same[from] != to;

      if (!isnan (before->scores[i]))
        result->before[bin_of (self->published.profile, before->scores[i])]++;
      if (!isnan (after->scores[i]))
        {
          guint bin = bin_of (self->draft.profile, after->scores[i]);

          result->after[bin]++;
          if (to >= 0)
            result->after_bands[bin][to]++;
        }
      if (from >= 0)
        result->bands_before[from]++;
      if (to >= 0)
        result->bands_after[to]++;
      if (moves)
        {
          moved[from * ASSAY_WHAT_IF_BANDS + to]++;
          result->n_moved++;
        }
      offer_example (
        examples, &n_examples, interest_of (before->scores[i], after->scores[i], moves), i);
    }
  for (guint i = 0; i < ASSAY_WHAT_IF_BANDS * ASSAY_WHAT_IF_BANDS; i++)
    if (moved[i] > 0)
      {
        AssayWhatIfMove move
          = { i / ASSAY_WHAT_IF_BANDS, i % ASSAY_WHAT_IF_BANDS, moved[i] };

        g_array_append_val (result->moves, move);
      }
  g_array_sort (result->moves, compare_moves);
  for (guint i = 0; i < n_examples; i++)
    g_array_append_val (result->examples, examples[i].row);
}

/* Both on the leads that both have a score for. */
static void
compare_tests (AssayWhatIf       *self,
               AssayWhatIfResult *result)
{
  const AssayScoredLeads *before = self->published.tested, *after = self->draft.tested;
  g_autofree double *first = g_new (double, before->n + 1);
  g_autofree double *second = g_new (double, before->n + 1);
  g_autofree guint8 *outcomes = g_new (guint8, before->n + 1);
  gsize n = 0;

  result->test_before = assay_backtest_ref (self->test_before);
  result->test_after
    = assay_backtest_new (self->draft.profile, after, self->outcomes->outcomes, TRUE);
  for (gsize i = 0; i < before->n; i++)
    {
      if (isnan (before->scores[i]) || isnan (after->scores[i]))
        continue;
      first[n] = before->scores[i];
      second[n] = after->scores[i];
      outcomes[n++] = self->outcomes->outcomes[i];
    }
  assay_auc_compare (first, second, outcomes, n, LEVEL, &result->comparison);
}

/*
 * assay_what_if_compare:
 *
 * Returns: (transfer full): what the draft, as it was added up last, changes
 */
AssayWhatIfResult *
assay_what_if_compare (AssayWhatIf *self)
{
  AssayWhatIfResult *result = g_new0 (AssayWhatIfResult, 1);

  result->n = self->published.matrix->n;
  result->moves = g_array_new (FALSE, FALSE, sizeof (AssayWhatIfMove));
  result->examples = g_array_new (FALSE, FALSE, sizeof (gsize));
  result->mean_before = mean_of (self->published.leads);
  result->mean_after = mean_of (self->draft.leads);
  count_leads (self, result);
  if (self->outcomes != NULL)
    compare_tests (self, result);
  return result;
}

/**
 * assay_what_if_list_moved:
 * @from: a band of the published version's first classification, or −1 for all
 * @to: a band of the draft's, or −1 for all
 *
 * Returns: (transfer full) (element-type gint64): ids of the leads that move so
 */
GArray *
assay_what_if_list_moved (AssayWhatIf *self,
                          int          from,
                          int          to)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int same[ASSAY_WHAT_IF_BANDS];

  match_bands (self, same);
  for (gsize i = 0; i < self->published.leads->n; i++)
    {
      int before = band_of (self->published.leads, i), after = band_of (self->draft.leads, i);

      if (before >= 0 && after >= 0 && same[before] != after && (from < 0 || before == from)
          && (to < 0 || after == to))
        g_array_append_val (ids, self->published.matrix->leads[i]);
    }
  return ids;
}
