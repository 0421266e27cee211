/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-factor-matrix.h"

#include <math.h>

AssayFactorMatrix *
assay_factor_matrix_new (guint n_factors)
{
  AssayFactorMatrix *self = g_new0 (AssayFactorMatrix, 1);

  self->n_factors = n_factors;
  self->columns = g_new0 (double *, MAX (n_factors, 1));
  return self;
}

void
assay_factor_matrix_free (AssayFactorMatrix *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_factors; i++)
    g_free (self->columns[i]);
  g_free (self->columns);
  g_free (self->leads);
  g_free (self->judged);
  g_free (self->next_change);
  g_free (self);
}

/* Takes all rows out and keeps the room. */
void
assay_factor_matrix_clear (AssayFactorMatrix *self)
{
  self->n = 0;
}

/**
 * assay_factor_matrix_add:
 *
 * Returns: the place of a new row for @lead; its values are not set
 */
gsize
assay_factor_matrix_add (AssayFactorMatrix *self,
                         gint64             lead)
{
  if (self->n == self->room)
    {
      self->room = MAX (self->room * 2, 64);
      self->leads = g_renew (gint64, self->leads, self->room);
      self->judged = g_renew (double, self->judged, self->room);
      self->next_change = g_renew (gint64, self->next_change, self->room);
      for (guint i = 0; i < self->n_factors; i++)
        self->columns[i] = g_renew (double, self->columns[i], self->room);
    }
  self->leads[self->n] = lead;
  self->judged[self->n] = NAN;
  self->next_change[self->n] = ASSAY_NEVER;
  return self->n++;
}

/**
 * assay_factor_matrix_get_row:
 * @values: (out) (array): room for all factors
 */
void
assay_factor_matrix_get_row (const AssayFactorMatrix *self,
                             gsize                    row,
                             double                  *values)
{
  for (guint i = 0; i < self->n_factors; i++)
    values[i] = self->columns[i][row];
}
