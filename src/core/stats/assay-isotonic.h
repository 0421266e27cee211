/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayIsotonic:
 * @n: knots
 * @scores: (array length=n): ascending
 * @values: (array length=n): never descending
 *
 * A curve that never falls: straight between its knots, level beyond the outermost.
 */
typedef struct
{
  gsize n;
  double *scores;
  double *values;
} AssayIsotonic;

AssayIsotonic *assay_isotonic_new (const double *scores, const double *values, gsize n);
AssayIsotonic *assay_isotonic_fit (const double *scores, const guint8 *outcomes, gsize n);
double assay_isotonic_predict (const AssayIsotonic *self, double score);
void assay_isotonic_free (AssayIsotonic *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayIsotonic, assay_isotonic_free)

G_END_DECLS
