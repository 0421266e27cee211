/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double assay_stability_index (const double *before, const double *after, guint n_bins);
double assay_stability_limit (double n_before, double n_after, guint n_bins, double confidence);

G_END_DECLS
