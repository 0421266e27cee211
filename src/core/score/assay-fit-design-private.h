/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile-fit.h"
#include "stats/assay-logistic.h"

G_BEGIN_DECLS

/*
 * AssayFitDesign:
 * @terms: (element-type AssayFitTerm): a column each
 * @data: the matrix, without its rows chosen
 *
 * Factor values as a sparse matrix.
 */
typedef struct
{
  GArray *terms;
  GArray *offsets;
  GArray *columns;
  GArray *values;
  const guint8 *outcomes;
  gsize n_rows;
} AssayFitDesign;

AssayFitDesign *assay_fit_design_new  (const AssayProfile      *profile,
                                       const AssayFactorMatrix *matrix,
                                       const guint8            *outcomes);
void            assay_fit_design_free (AssayFitDesign          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayFitDesign, assay_fit_design_free)

G_END_DECLS
