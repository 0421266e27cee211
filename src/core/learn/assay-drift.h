/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "learn/assay-recipe.h"

G_BEGIN_DECLS

void assay_drift_count (const AssayRecipe *recipe,
                        const AssayRawTable *table,
                        const guint32 *rows,
                        gsize n_rows,
                        double **counts);
void assay_drift_compare (const AssayRecipe *recipe,
                          double *const *before,
                          double *const *after,
                          JsonArray *findings);
void assay_drift_measure (const AssayRecipe *recipe,
                          double *const *before,
                          double *const *after,
                          JsonArray *to);
void assay_drift_measure_bins (const char *key,
                               const char *label,
                               const double *before,
                               const double *after,
                               guint n_bins,
                               JsonArray *to);
void assay_drift_compare_rates (
    double before, double n_before, double after, double n_after, JsonArray *findings);
double **assay_drift_counts_new (const AssayRecipe *recipe);
void assay_drift_counts_free (const AssayRecipe *recipe, double **counts);

G_END_DECLS
