/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayRandom:
 *
 * A seeded stream of random numbers, the same on every machine. Not for secrets.
 */
typedef struct
{
  /*< private >*/
  guint64 state[4];
} AssayRandom;

void assay_random_init (AssayRandom *self, guint64 seed);
guint64 assay_random_next (AssayRandom *self);
double assay_random_uniform (AssayRandom *self);
gsize assay_random_below (AssayRandom *self, gsize n);
double assay_random_normal (AssayRandom *self);
double assay_random_gamma (AssayRandom *self, double shape);
void assay_random_shuffle (AssayRandom *self, guint32 *items, gsize n);

G_END_DECLS
