/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "learn/assay-calibration.h"
#include "learn/assay-recipe.h"

G_BEGIN_DECLS

/**
 * AssayDependence:
 * @table: leads
 * @rows: (array length=n_rows): which of them
 * @contributions: (array): per row, what each entry of the recipe adds in log odds, and last where all start
 * @stride: contributions of a row
 * @calibration: of the model
 *
 * What a model says of some leads, to see how it depends on a field.
 */
typedef struct
{
  const AssayRawTable *table;
  const guint32 *rows;
  gsize n_rows;
  const double *contributions;
  guint stride;
  const AssayCalibration *calibration;
} AssayDependence;

JsonArray *assay_dependence_make (const AssayDependence  *self,
                                  const AssayRecipeEntry *entry,
                                  guint                   position);

G_END_DECLS
