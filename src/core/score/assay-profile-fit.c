/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-fit.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "score/assay-backtest.h"
#include "score/assay-fit-design-private.h"
#include "score/assay-profile-edit.h"
#include "score/assay-score-error.h"
#include "stats/assay-probability.h"
#include "stats/assay-random.h"

#define N_FOLDS   5
#define SEED      1
#define TOLERANCE 1e-7
/* The penalty is chosen on so many leads at most; more would say the same. */
#define MAX_CHOICE_ROWS 20000

static const double penalties[] = { 0.3, 1, 3, 10, 30, 100 };

typedef struct
{
  const AssayProfile *profile;
  const AssayFitDesign *design;
  GCancellable *cancellable;
  guint32 *order; /* (owned): the rows, shuffled; a row's fold is its place among them modulo 5 */
} Fitting;

void
assay_fit_free (AssayFit *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->terms, g_array_unref);
  g_free (self->crossed);
  g_free (self);
}

const char *
assay_fit_reason_nick (AssayFitReason reason)
{
  static const char *const nicks[] = { "fitted", "too_rare", "wrong_way", "has_value" };

  return nicks[reason];
}

/**
 * assay_fit_term_key:
 *
 * Returns: (transfer full): `group.factor`, or the key of a group whose weight it is
 */
char *
assay_fit_term_key (const AssayProfile *profile,
                    const AssayFitTerm *term)
{
  const AssayGroup *group = assay_profile_group (profile, term->group);

  if (term->factor < 0)
    return g_strdup (group->key);
  return g_strconcat (
    group->key, ".", assay_profile_factor (profile, (guint) term->factor)->key, NULL);
}

/**
 * assay_fit_term_apply:
 * @root: a profile's JSON, see assay_profile_edit_copy()
 *
 * Sets what is proposed.
 */
gboolean
assay_fit_term_apply (const AssayProfile *profile,
                      const AssayFitTerm *term,
                      JsonNode           *root)
{
  const char *group = assay_profile_group (profile, term->group)->key;

  if (term->factor < 0)
    return assay_profile_edit_set_weight (root, group, term->proposed);
  return assay_profile_edit_set_points (
    root, group, assay_profile_factor (profile, (guint) term->factor)->key, term->proposed);
}

static gsize
rows_of_fold (const Fitting *fitting,
              gsize          n,
              int            fold,
              gboolean       inside,
              guint32       *rows)
{
  gsize m = 0;

  for (gsize i = 0; i < n; i++)
    if ((fold >= 0 && i % N_FOLDS == (gsize) fold) == inside)
      rows[m++] = fitting->order[i];
  return m;
}

static AssayLogisticData
data_of (const AssayFitDesign *design)
{
  return (AssayLogisticData) { .n_columns = design->terms->len,
                               .offsets = (const gsize *) (gpointer) design->offsets->data,
                               .columns = (const guint32 *) (gpointer) design->columns->data,
                               .values = (const float *) (gpointer) design->values->data,
                               .outcomes = design->outcomes,
                               .n_rows = design->n_rows };
}

/* The same matrix without some of its columns: their values are 0. */
static void
leave_out (const AssayFitDesign *design,
           const guint8         *out,
           float                *values)
{
  const guint32 *columns = (const guint32 *) (gpointer) design->columns->data;

  memcpy (values, design->values->data, design->values->len * sizeof (float));
  for (guint i = 0; i < design->values->len; i++)
    if (out[columns[i]])
      values[i] = 0;
}

static gboolean
has_wrong_sign (const Fitting      *fitting,
                const AssayFitTerm *term,
                double              coefficient)
{
  if (term->factor < 0)
    return coefficient < 0;
  return term->current * coefficient < 0;
}

/* Fits, and leaves out what comes with the wrong sign until all signs are those the profile has:
 * points that contradict what people meant by a factor are not to be explained to anybody. */
static gboolean
fit_signed (const Fitting *fitting,
            const guint32 *rows,
            gsize          n_rows,
            double         penalty,
            double        *coefficients,
            guint8        *out)
{
  const AssayFitDesign *design = fitting->design;
  g_autofree float *values = g_new (float, design->values->len + 1);
  AssayLogisticData data = data_of (design);
  guint n = design->terms->len;
  gboolean again = TRUE;

  for (guint t = 0; t < n; t++)
    out[t] = g_array_index (design->terms, AssayFitTerm, t).reason != ASSAY_FIT_FITTED
             && g_array_index (design->terms, AssayFitTerm, t).reason != ASSAY_FIT_HAS_VALUE;
  data.rows = rows;
  data.n_rows = n_rows;
  data.values = values;
  while (again)
    {
      again = FALSE;
      leave_out (design, out, values);
      if (!assay_logistic_fit (&data, penalty, TOLERANCE, fitting->cancellable, coefficients)
          && g_cancellable_is_cancelled (fitting->cancellable))
        return FALSE;
      for (guint t = 0; t < n; t++)
        {
          const AssayFitTerm *term = &g_array_index (design->terms, AssayFitTerm, t);

          if (!out[t] && term->reason == ASSAY_FIT_FITTED
              && has_wrong_sign (fitting, term, coefficients[t]))
            out[t] = again = TRUE;
          if (out[t])
            coefficients[t] = 0;
        }
    }
  return TRUE;
}

/* The summed log-loss of the leads that each fit left out. */
static double
loss_of (const Fitting *fitting,
         double         penalty,
         gsize          n)
{
  const AssayFitDesign *design = fitting->design;
  AssayLogisticData data = data_of (design);
  g_autofree guint32 *rows = g_new (guint32, n + 1);
  g_autofree double *coefficients = g_new0 (double, design->terms->len + 1);
  g_autofree guint8 *out = g_new0 (guint8, design->terms->len + 1);
  double loss = 0;

  for (int fold = 0; fold < N_FOLDS; fold++)
    {
      gsize m = rows_of_fold (fitting, n, fold, FALSE, rows);

      if (!fit_signed (fitting, rows, m, penalty, coefficients, out))
        return NAN;
      m = rows_of_fold (fitting, n, fold, TRUE, rows);
      for (gsize i = 0; i < m; i++)
        loss += assay_probability_log_loss_of (
          assay_probability_from_logit (assay_logistic_margin (&data, coefficients, rows[i])),
          design->outcomes[rows[i]]);
    }
  return loss;
}

static double
choose_penalty (const Fitting *fitting)
{
  gsize n = MIN (fitting->design->n_rows, MAX_CHOICE_ROWS);
  double best = INFINITY, chosen = 1;

  for (gsize i = 0; i < G_N_ELEMENTS (penalties); i++)
    {
      double loss = loss_of (fitting, penalties[i], n);

      if (loss < best)
        {
          best = loss;
          chosen = penalties[i];
        }
    }
  return chosen;
}

/* What all factors together can be worth at most by numbers such as these. */
static double
most_of (const Fitting *fitting,
         GArray        *terms,
         const double  *numbers)
{
  double sum = 0;

  for (guint g = 0; g < fitting->profile->groups->len; g++)
    {
      const AssayGroup *group = assay_profile_group (fitting->profile, g);
      double most = 0;

      for (guint t = 0; t < terms->len; t++)
        {
          const AssayFitTerm *term = &g_array_index (terms, AssayFitTerm, t);
          const AssayFactor *factor;
          double times;

          if (term->group != g || numbers[t] <= 0
              || (term->reason != ASSAY_FIT_FITTED && term->reason != ASSAY_FIT_WRONG_WAY))
            continue;
          factor = term->factor >= 0 ? assay_profile_factor (fitting->profile, (guint) term->factor)
                                     : NULL;
          times = factor != NULL && factor->per_event ? MAX (factor->cap, 1) : 1;
          most = factor != NULL && (group->pick != ASSAY_PICK_SUM || factor->tier >= 0)
                   ? MAX (most, numbers[t])
                   : most + numbers[t] * times;
        }
      sum += most;
    }
  return sum;
}

/* Rounding each by itself misses the sum by a few points; they go where they are missed least. */
static void
settle_sum (const Fitting *fitting,
            GArray        *terms,
            const double  *exact,
            double        *whole,
            double         wanted)
{
  for (guint step = 0; step < terms->len; step++)
    {
      double missing = round (wanted - most_of (fitting, terms, whole));
      double least = INFINITY;
      int best = -1;

      if (missing == 0)
        return;
      for (guint t = 0; t < terms->len; t++)
        {
          const AssayFitTerm *term = &g_array_index (terms, AssayFitTerm, t);
          double changed = whole[t] + (missing > 0 ? 1 : -1);
          double before = whole[t], sum = most_of (fitting, terms, whole), after;

          if (term->reason != ASSAY_FIT_FITTED || exact[t] <= 0 || changed < 0)
            continue;
          whole[t] = changed;
          after = most_of (fitting, terms, whole);
          whole[t] = before;
          if (fabs (after - sum) == 1 && fabs (changed - exact[t]) < least)
            {
              least = fabs (changed - exact[t]);
              best = (int) t;
            }
        }
      if (best < 0)
        return;
      whole[best] += missing > 0 ? 1 : -1;
    }
}

/* Points on the scale that the profile has: its factors together can be worth what they are worth
 * now. */
static gboolean
propose (const Fitting *fitting,
         GArray        *terms,
         const double  *coefficients,
         const guint8  *out)
{
  gboolean weighted = fitting->profile->weighted;
  g_autofree double *exact = g_new0 (double, terms->len + 1);
  g_autofree double *whole = g_new0 (double, terms->len + 1);
  g_autofree double *current = g_new0 (double, terms->len + 1);
  double now, fitted;

  for (guint t = 0; t < terms->len; t++)
    {
      AssayFitTerm *term = &g_array_index (terms, AssayFitTerm, t);

      if (term->reason == ASSAY_FIT_FITTED && out[t])
        term->reason = ASSAY_FIT_WRONG_WAY;
      term->coefficient = out[t] ? 0 : coefficients[t];
      current[t] = term->current;
    }
  now = most_of (fitting, terms, current);
  fitted = most_of (fitting, terms, coefficients);
  if (!(fitted > 0) || !(now > 0))
    return FALSE;
  for (guint t = 0; t < terms->len; t++)
    {
      const AssayFitTerm *term = &g_array_index (terms, AssayFitTerm, t);

      exact[t] = term->coefficient * now / fitted;
      whole[t] = weighted ? MAX (1, round (exact[t])) : round (exact[t]);
      if (term->reason == ASSAY_FIT_TOO_RARE || term->reason == ASSAY_FIT_HAS_VALUE)
        whole[t] = term->current;
    }
  settle_sum (fitting, terms, exact, whole, round (now));
  for (guint t = 0; t < terms->len; t++)
    g_array_index (terms, AssayFitTerm, t).proposed = whole[t];
  return TRUE;
}

/* The profile with all that is proposed. */
static AssayProfile *
apply_all (const Fitting *fitting,
           AssayDocument *document,
           AssayDocument *offer,
           GArray        *terms,
           GError       **error)
{
  g_autoptr (JsonNode) root = assay_profile_edit_copy (document);
  g_autoptr (AssayDocument) changed = NULL;

  for (guint t = 0; t < terms->len; t++)
    {
      const AssayFitTerm *term = &g_array_index (terms, AssayFitTerm, t);

      if (term->reason == ASSAY_FIT_FITTED || term->reason == ASSAY_FIT_WRONG_WAY)
        assay_fit_term_apply (fitting->profile, term, root);
    }
  changed = assay_document_new (
    assay_document_get_kind (document), assay_document_get_key (document), 0, root);
  return assay_profile_new (changed, offer, error);
}

/* One fit; with a fold, without its leads, which then get scores by it. */
static gboolean
fit_once (const Fitting           *fitting,
          AssayDocument           *document,
          AssayDocument           *offer,
          const AssayFactorMatrix *matrix,
          int                      fold,
          AssayFit                *self,
          GError                 **error)
{
  gsize n = matrix->n;
  g_autofree guint32 *rows = g_new (guint32, n + 1);
  g_autofree double *coefficients = g_new0 (double, self->terms->len + 1);
  g_autofree guint8 *out = g_new0 (guint8, self->terms->len + 1);
  g_autoptr (GArray) terms = g_array_copy (self->terms);
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (AssayScoredLeads) leads = NULL;
  gsize m = rows_of_fold (fitting, n, fold, FALSE, rows);

  if (!fit_signed (fitting, rows, m, self->penalty, coefficients, out))
    return !g_cancellable_set_error_if_cancelled (fitting->cancellable, error);
  if (!propose (fitting, fold < 0 ? self->terms : terms, coefficients, out) && fold < 0)
    {
      g_set_error_literal (error, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_TOO_LITTLE,
                           _ ("None of the factors tells converted leads from lost ones"));
      return FALSE;
    }
  if (fold < 0)
    return TRUE;
  profile = apply_all (fitting, document, offer, terms, error);
  if (profile == NULL)
    return FALSE;
  leads = assay_scored_leads_new (profile, matrix);
  m = rows_of_fold (fitting, n, fold, TRUE, rows);
  for (gsize i = 0; i < m; i++)
    self->crossed[rows[i]] = leads->scores[rows[i]];
  return TRUE;
}

static gboolean
check_outcomes (const guint8 *outcomes,
                gsize         n,
                GError      **error)
{
  gsize converted = 0;

  for (gsize i = 0; i < n; i++)
    converted += outcomes[i] != 0;
  if (MIN (converted, n - converted) >= ASSAY_FIT_MIN_OUTCOMES)
    return TRUE;
  g_set_error (error, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_TOO_LITTLE,
               _ ("%zu leads converted and %zu were lost; to set points by them, at least %d of "
                  "each are needed"),
               converted, n - converted, ASSAY_FIT_MIN_OUTCOMES);
  return FALSE;
}

/**
 * assay_profile_fit:
 * @document: the profile
 * @offer: (nullable): fills it in
 * @matrix: its factor values, see assay_outcome_matrix_read()
 * @outcomes: (array): of each row, 1 converted, 0 lost
 *
 * Proposes points, or the weights of a weighted profile's groups, that tell converted leads from
 * lost ones better: the coefficients of a penalised logistic regression on the factors' values, none
 * with a sign against the one it has, on the scale that the profile has, as whole numbers. Any
 * thread; the same result every time.
 *
 * Returns: (transfer full) (nullable): the proposal; %NULL with %ASSAY_SCORE_ERROR_TOO_LITTLE
 */
AssayFit *
assay_profile_fit (AssayDocument           *document,
                   AssayDocument           *offer,
                   const AssayFactorMatrix *matrix,
                   const guint8            *outcomes,
                   GCancellable            *cancellable,
                   GError                 **error)
{
  g_autoptr (AssayProfile) profile = assay_profile_new (document, offer, error);
  g_autoptr (AssayFitDesign) design = NULL;
  g_autoptr (AssayFit) self = g_new0 (AssayFit, 1);
  g_autofree guint32 *order = g_new (guint32, matrix->n + 1);
  Fitting fitting = { .profile = profile, .cancellable = cancellable, .order = order };
  AssayRandom random;

  if (profile == NULL || !check_outcomes (outcomes, matrix->n, error))
    return NULL;
  design = assay_fit_design_new (profile, matrix, outcomes);
  fitting.design = design;
  for (gsize i = 0; i < matrix->n; i++)
    order[i] = (guint32) i;
  assay_random_init (&random, SEED);
  assay_random_shuffle (&random, order, matrix->n);
  self->terms = g_array_copy (design->terms);
  self->crossed = g_new (double, matrix->n + 1);
  self->penalty = choose_penalty (&fitting);
  for (int fold = -1; fold < N_FOLDS; fold++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !fit_once (&fitting, document, offer, matrix, fold, self, error))
      return NULL;
  return g_steal_pointer (&self);
}
