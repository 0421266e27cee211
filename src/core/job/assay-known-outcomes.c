/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-known-outcomes.h"

#include <math.h>
#include <stdlib.h>

#include "base/assay-clock.h"
#include "job/assay-prediction-time.h"
#include "stats/assay-random.h"

/* For the lots of assay_prediction_time_match(): always the same, so that figures can be compared. */
#define SEED 1
/* Leads within a span of a day are looked at from the same instant; a longer span where that would
 * make more spans than this. */
#define MAX_SPANS 400

typedef struct
{
  GArray *leads;    /* (element-type gint64) */
  GArray *outcomes; /* (element-type guint8) */
  GArray *as_of;    /* (element-type gint64) */
  GArray *created;  /* (element-type double) */
  GArray *decided;  /* (element-type double) */
} Rows;

static void
rows_init (Rows *rows)
{
  rows->leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  rows->outcomes = g_array_new (FALSE, FALSE, sizeof (guint8));
  rows->as_of = g_array_new (FALSE, FALSE, sizeof (gint64));
  rows->created = g_array_new (FALSE, FALSE, sizeof (double));
  rows->decided = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
rows_clear (Rows *rows)
{
  g_array_unref (rows->leads);
  g_array_unref (rows->outcomes);
  g_array_unref (rows->as_of);
  g_array_unref (rows->created);
  g_array_unref (rows->decided);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

void
assay_known_outcomes_free (AssayKnownOutcomes *self)
{
  if (self == NULL)
    return;
  g_free (self->leads);
  g_free (self->outcomes);
  g_free (self->as_of);
  g_free (self);
}

static double
instant_of (AssayStatement *select,
            int             column)
{
  AssayValue value;

  assay_statement_get_value (select, column, &value);
  return value.kind == ASSAY_VALUE_INTEGER ? (double) value.integer : NAN;
}

static void
add_row (AssayKnownOutcomes *self,
         Rows               *rows,
         AssayStatement     *select,
         gint64              now)
{
  gint64 lead = assay_statement_get_int64 (select, 0), as_of = now;
  double created = instant_of (select, 1), decided = instant_of (select, 2);
  guint8 outcome = assay_statement_get_int64 (select, 3) != 0;

  if (!outcome && assay_statement_get_int64 (select, 4) == 0)
    {
      self->n_open++;
      return;
    }
  if (!(decided <= (double) now))
    decided = NAN;
  else
    as_of = (gint64) decided - ASSAY_BEFORE_OUTCOME;
  g_array_append_val (rows->leads, lead);
  g_array_append_val (rows->outcomes, outcome);
  g_array_append_val (rows->as_of, as_of);
  g_array_append_val (rows->created, created);
  g_array_append_val (rows->decided, decided);
  self->n_converted += outcome;
}

static void
take_rows (AssayKnownOutcomes *self,
           Rows               *rows,
           gint64              now)
{
  AssayPredictionTimes times = { .n = rows->leads->len,
                                 .leads = (gint64 *) (gpointer) rows->leads->data,
                                 .outcomes = (guint8 *) rows->outcomes->data,
                                 .created = (double *) (gpointer) rows->created->data,
                                 .decided = (double *) (gpointer) rows->decided->data,
                                 .as_of = (gint64 *) (gpointer) rows->as_of->data };

  self->n = rows->leads->len;
  self->dated = assay_prediction_time_match (&times, SEED, now);
  self->leads = g_memdup2 (rows->leads->data, self->n * sizeof (gint64));
  self->outcomes = g_memdup2 (rows->outcomes->data, self->n);
  self->as_of = g_memdup2 (rows->as_of->data, self->n * sizeof (gint64));
}

/**
 * assay_known_outcomes_read:
 * @rule: how to tell; where it does not say what lost leads are, the column it reads is looked at,
 *   see assay_outcome_rule_derive_lost()
 *
 * Reads what became of all leads, and from which instant each is to be looked at so that what
 * happened at its outcome and after is not taken for a reason.
 *
 * Returns: (transfer full) (nullable): the outcomes, which may all be the same; %NULL with
 *   %ASSAY_JOB_ERROR_INVALID_PARAMETER where no lead converted
 */
AssayKnownOutcomes *
assay_known_outcomes_read (AssayConnection        *connection,
                           AssayFieldRegistry     *fields,
                           const AssayOutcomeRule *rule,
                           GError                **error)
{
  g_autoptr (AssayKnownOutcomes) self = g_new0 (AssayKnownOutcomes, 1);
  g_autoptr (GString) sql
    = g_string_new ("SELECT lead.id, lead.created_at, lead.outcome_at, ");
  g_autoptr (GError) local = NULL;
  g_autoptr (AssayCondition) derived = NULL;
  g_autoptr (AssayConditionSql) compiler = NULL;
  g_autoptr (AssayStatement) select = NULL;
  g_auto (Rows) rows = { NULL };
  gint64 now = assay_clock_now ();
  gboolean row;

  rows_init (&rows);
  if (rule->lost == NULL)
    derived = assay_outcome_rule_derive_lost (connection, fields, rule->converted, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  compiler
    = assay_condition_sql_new (connection, fields, ASSAY_SQL_SCOPE_LEAD, ASSAY_AS_OF_NOW, error);
  if (compiler == NULL
      || !assay_outcome_rule_append_sql (compiler, rule->converted,
                                         rule->lost != NULL ? rule->lost : derived, sql, error))
    return NULL;
  g_string_append (sql, " FROM lead ORDER BY lead.id");
  select = assay_connection_prepare (connection, sql->str, error);
  if (select == NULL)
    return NULL;
  assay_condition_sql_bind (compiler, select);
  while (assay_statement_step (select, &row, &local) && row)
    add_row (self, &rows, select, now);
  assay_statement_reset (select);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (self->n_converted == 0)
    {
      assay_outcome_rule_complain (connection, fields, rule->converted, rows.leads->len, error);
      return NULL;
    }
  take_rows (self, &rows, now);
  return g_steal_pointer (&self);
}

/**
 * assay_known_outcomes_sample:
 * @most: how many to keep
 * @seed: of the lots
 *
 * Keeps a random sample where there are more: of either outcome the same share, so that rates stay what
 * they are. `n_open` still counts all. Source: Knuth, The Art of Computer Programming 2, algorithm
 * 3.4.2 S.
 */
void
assay_known_outcomes_sample (AssayKnownOutcomes *self,
                             gsize               most,
                             guint64             seed)
{
  gsize left[2] = { self->n - self->n_converted, self->n_converted };
  gsize wanted[2], kept = 0;
  AssayRandom random;

  if (self->n <= most)
    return;
  wanted[1] = (gsize) round ((double) most * (double) left[1] / (double) self->n);
  wanted[0] = MIN (most - wanted[1], left[0]);
  self->n_converted = wanted[1];
  assay_random_init (&random, seed);
  for (gsize i = 0; i < self->n; i++)
    {
      guint8 outcome = self->outcomes[i];

      if (assay_random_below (&random, left[outcome]--) >= wanted[outcome])
        continue;
      wanted[outcome]--;
      self->leads[kept] = self->leads[i];
      self->as_of[kept] = self->as_of[i];
      self->outcomes[kept++] = outcome;
    }
  self->n = kept;
}

typedef struct
{
  gint64 as_of;
  gsize row;
} Place;

static int
compare_places (const void *a,
                const void *b)
{
  const Place *x = a, *y = b;

  if (x->as_of != y->as_of)
    return (x->as_of > y->as_of) - (x->as_of < y->as_of);
  return (x->row > y->row) - (x->row < y->row);
}

static int
compare_rows (const void *a,
              const void *b)
{
  gsize x = *(const gsize *) a, y = *(const gsize *) b;

  return (x > y) - (x < y);
}

static gboolean
foreach_dated (const AssayKnownOutcomes *self,
               AssayOutcomeSpanFunc      func,
               gpointer                  user_data,
               gsize                    *rows,
               GError                  **error)
{
  g_autofree Place *places = g_new (Place, self->n);
  gint64 span;

  for (gsize i = 0; i < self->n; i++)
    places[i] = (Place) { .as_of = self->as_of[i], .row = i };
  qsort (places, self->n, sizeof *places, compare_places);
  span = MAX (ASSAY_MS_PER_DAY, (places[self->n - 1].as_of - places[0].as_of) / MAX_SPANS + 1);
  for (gsize i = 0, end; i < self->n; i = end)
    {
      gint64 as_of = places[i].as_of;

      for (end = i; end < self->n && places[end].as_of < as_of + span; end++)
        rows[end - i] = places[end].row;
      qsort (rows, end - i, sizeof *rows, compare_rows);
      if (!func (rows, end - i, as_of, user_data, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * assay_known_outcomes_foreach_span:
 * @func: called for every span of time, and once for all leads where the outcomes are not dated
 *
 * Takes the leads together that may be looked at from one instant: the earliest of theirs, so that
 * none is looked at from after its time.
 */
gboolean
assay_known_outcomes_foreach_span (const AssayKnownOutcomes *self,
                                   AssayOutcomeSpanFunc      func,
                                   gpointer                  user_data,
                                   GError                  **error)
{
  g_autofree gsize *rows = g_new (gsize, self->n + 1);

  if (self->n == 0)
    return TRUE;
  if (self->dated)
    return foreach_dated (self, func, user_data, rows, error);
  for (gsize i = 0; i < self->n; i++)
    rows[i] = i;
  return func (rows, self->n, ASSAY_AS_OF_NOW, user_data, error);
}
