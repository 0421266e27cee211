/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double assay_normal_quantile (double p);
double assay_chi_square_tail (double x, double degrees);
double assay_chi_square_quantile (double p, double degrees);
void assay_wilson_interval (double successes, double n, double level, double *low, double *high);
void assay_mean_interval (
    const double *values, gsize n, double level, double *mean, double *low, double *high);
void assay_sort_doubles (double *values, gsize n);
double assay_quantile (const double *sorted, gsize n, double p);

G_END_DECLS
