/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-feature-matrix.h"
#include "learn/assay-recipe.h"

G_BEGIN_DECLS

/**
 * AssayEncoder:
 *
 * Turns what is known of leads into features by a recipe; the same code when a model learns,
 * predicts and explains. Remembers the texts of a table, so one encoder serves one table.
 */
typedef struct _AssayEncoder AssayEncoder;

AssayEncoder *assay_encoder_new (const AssayRecipe *recipe, const AssayRawTable *table);
void assay_encoder_free (AssayEncoder *self);
void assay_encoder_encode (AssayEncoder *self, AssayFeatureMatrix *matrix);
char *assay_encoder_dup_value (AssayEncoder *self, guint entry, gsize row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEncoder, assay_encoder_free)

G_END_DECLS
