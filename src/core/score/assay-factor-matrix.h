/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An instant that never comes. */
#define ASSAY_NEVER G_MAXINT64

/**
 * AssayFactorMatrix:
 * @n: leads
 * @n_factors: factors of the profile
 * @leads: (array length=n): their ids, rising
 * @columns: (array length=n_factors): for each factor an array of @n values as assay_profile_sum()
 *   takes them; NaN = missing
 * @judged: (array length=n) (nullable): points of a judge, NaN = none
 * @next_change: (array length=n): the earliest instant at which a value may change by itself, or
 *   %ASSAY_NEVER
 *
 * Factor values of many leads, column by column: what was asked of the data once, to be summed up
 * as often as weights change.
 */
typedef struct
{
  gsize n;
  gsize room;
  guint n_factors;
  gint64 *leads;
  double **columns;
  double *judged;
  gint64 *next_change;
} AssayFactorMatrix;

AssayFactorMatrix *assay_factor_matrix_new      (guint                    n_factors);
void               assay_factor_matrix_free     (AssayFactorMatrix       *self);
void               assay_factor_matrix_clear    (AssayFactorMatrix       *self);
gsize              assay_factor_matrix_add      (AssayFactorMatrix       *self,
                                                 gint64                   lead);
void               assay_factor_matrix_get_row  (const AssayFactorMatrix *self,
                                                 gsize                    row,
                                                 double                  *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayFactorMatrix, assay_factor_matrix_free)

G_END_DECLS
