/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-outcome-matrix.h"

#include <math.h>

#include "score/assay-factor-query.h"
#include "score/assay-outcome-past-private.h"

/* Leads with nearly neighbouring ids are read in one go, and what lies between is passed over. */
#define MAX_GAP 8
#define MAX_RUN 5000

typedef struct
{
  AssayConnection *connection; /* (not owned) */
  AssayFieldRegistry *fields;  /* (not owned) */
  AssayProfile *profile;       /* (not owned) */
  const AssayKnownOutcomes *outcomes;
  AssayOutcomePast *past;    /* (not owned) */
  AssayFactorMatrix *matrix; /* (owned): what is made */
  AssayFactorMatrix *read;   /* (owned): what was read last */
  GCancellable *cancellable;
} Reading;

/* Puts what was read, in order of ids, where it belongs. */
static void
take (Reading     *reading,
      const gsize *rows,
      gsize        n)
{
  const AssayFactorMatrix *read = reading->read;
  gsize at = 0;

  for (gsize i = 0; i < n; i++)
    {
      gint64 lead = reading->outcomes->leads[rows[i]];

      while (at < read->n && read->leads[at] < lead)
        at++;
      if (at == read->n || read->leads[at] != lead)
        continue;
      for (guint c = 0; c < read->n_factors; c++)
        reading->matrix->columns[c][rows[i]] = read->columns[c][at];
      reading->matrix->judged[rows[i]] = read->judged[at];
    }
}

/* Leads that were changed since are read once more, as they were. */
static gboolean
read_past (Reading     *reading,
           const gsize *rows,
           gsize        n,
           gint64       as_of,
           GError     **error)
{
  g_autoptr (AssayFactorQuery) query = NULL;

  for (gsize i = 0; i < n; i++)
    {
      if (!assay_outcome_past_has (reading->past, rows[i]))
        continue;
      if (query == NULL)
        query = assay_outcome_past_query (reading->past, as_of, error);
      assay_factor_matrix_clear (reading->read);
      if (query == NULL || g_cancellable_set_error_if_cancelled (reading->cancellable, error)
          || !assay_outcome_past_fetch (reading->past, query, rows[i], reading->read, error))
        return FALSE;
      take (reading, rows + i, 1);
    }
  return TRUE;
}

static gboolean
read_span (const gsize *rows,
           gsize        n,
           gint64       as_of,
           gpointer     data,
           GError     **error)
{
  Reading *reading = data;
  const gint64 *leads = reading->outcomes->leads;
  g_autoptr (AssayFactorQuery) query = assay_factor_query_new (
    reading->connection, reading->fields, reading->profile, as_of, error);

  if (query == NULL)
    return FALSE;
  for (gsize i = 0, end; i < n; i = end)
    {
      gint64 first = leads[rows[i]], last = first;

      for (end = i + 1; end < n && leads[rows[end]] <= last + MAX_GAP && last - first < MAX_RUN;
           end++)
        last = leads[rows[end]];
      assay_factor_matrix_clear (reading->read);
      if (g_cancellable_set_error_if_cancelled (reading->cancellable, error)
          || !assay_factor_query_fetch (query, first, last, reading->read, error))
        return FALSE;
      take (reading, rows + i, end - i);
    }
  return read_past (reading, rows, n, as_of, error);
}

/**
 * assay_outcome_matrix_read:
 * @profile: whose factors; its offer is filled in
 * @outcomes: which leads, and from when to look at them
 *
 * Reads the factor values of the leads whose outcome is known, each as it was before its outcome
 * where that is dated: events after that are not seen, and fields have the values that they had then, as
 * far as the journal knows; signals are derived anew from these.
 *
 * Returns: (transfer full) (nullable): a row for each of @outcomes, in its order
 */
AssayFactorMatrix *
assay_outcome_matrix_read (AssayConnection          *connection,
                           AssayFieldRegistry       *fields,
                           AssayProfile             *profile,
                           const AssayKnownOutcomes *outcomes,
                           GCancellable             *cancellable,
                           GError                  **error)
{
  g_autoptr (AssayFactorMatrix) matrix = assay_factor_matrix_new (profile->factors->len);
  g_autoptr (AssayFactorMatrix) read = assay_factor_matrix_new (profile->factors->len);
  Reading reading = { .connection = connection,
                      .fields = fields,
                      .profile = profile,
                      .outcomes = outcomes,
                      .matrix = matrix,
                      .read = read,
                      .cancellable = cancellable };
  g_autoptr (AssayOutcomePast) past
    = assay_outcome_past_read (connection, fields, profile, outcomes, error);

  if (past == NULL)
    return NULL;
  reading.past = past;

  for (gsize i = 0; i < outcomes->n; i++)
    {
      gsize row = assay_factor_matrix_add (matrix, outcomes->leads[i]);

      for (guint c = 0; c < matrix->n_factors; c++)
        matrix->columns[c][row] = NAN;
    }
  if (!assay_known_outcomes_foreach_span (outcomes, read_span, &reading, error))
    return NULL;
  return g_steal_pointer (&matrix);
}
