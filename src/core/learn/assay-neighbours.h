/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-predictor.h"

G_BEGIN_DECLS

/**
 * AssayNeighbours:
 *
 * What a model makes of the leads it learned from, kept so that those most like another one are found
 * at once. Immutable; any thread.
 */
typedef struct _AssayNeighbours AssayNeighbours;

/**
 * AssayNeighbour:
 * @lead: its id
 * @converted: what became of it
 * @probability: what the model says of it
 * @distance: in log odds: how differently its fields speak
 */
typedef struct
{
  gint64 lead;
  gboolean converted;
  double probability;
  double distance;
} AssayNeighbour;

GBytes          *assay_neighbours_pack      (const AssayPredictor     *predictor,
                                             const AssayFeatureMatrix *matrix,
                                             const gint64             *leads,
                                             const guint8             *outcomes,
                                             guint64                   seed,
                                             GError                  **error);
AssayNeighbours *assay_neighbours_load      (const AssayPredictor     *predictor,
                                             AssayConnection          *connection,
                                             GError                  **error);
void             assay_neighbours_free      (AssayNeighbours          *self);
gsize            assay_neighbours_get_n     (const AssayNeighbours    *self);
gsize            assay_neighbours_get_n_all (const AssayNeighbours    *self);
guint            assay_neighbours_find      (const AssayNeighbours    *self,
                                             const AssayFeatureMatrix *matrix,
                                             gint64                    except,
                                             AssayNeighbour           *found,
                                             guint                     n,
                                             GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayNeighbours, assay_neighbours_free)

G_END_DECLS
