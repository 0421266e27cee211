/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "learn/assay-feature-matrix.h"

G_BEGIN_DECLS

typedef enum
{
  ASSAY_OBJECTIVE_LOGISTIC,
  ASSAY_OBJECTIVE_SURVIVAL,
  ASSAY_OBJECTIVE_GAMMA,
} AssayObjective;

/**
 * AssayTreeParams:
 * @objective: what is predicted
 * @max_depth: of a tree
 * @rounds: trees at most
 * @patience: rounds without a better loss on held-out rows before it ends; 0 = never
 * @n_threads: threads; part of the parameters because sums depend on it in their last bits
 * @eta: share of each tree that counts
 * @min_child_weight: least curvature in a leaf
 * @subsample: share of rows a tree sees
 * @colsample: share of features a tree sees
 * @lambda: L2 penalty on leaves
 * @base_score: where predictions start: a probability, a time or a value
 * @seed: for the samples
 *
 * How trees are grown.
 */
typedef struct
{
  AssayObjective objective;
  guint max_depth;
  guint rounds;
  guint patience;
  guint n_threads;
  double eta;
  double min_child_weight;
  double subsample;
  double colsample;
  double lambda;
  double base_score;
  guint seed;
} AssayTreeParams;

/**
 * AssayTreeRows:
 * @matrix: their features
 * @labels: (array): per row, 1 or 0, a value, or the lower end of a time
 * @upper: (array) (nullable): per row, the upper end of a time
 *
 * Rows to grow trees from or to test them on.
 */
typedef struct
{
  const AssayFeatureMatrix *matrix;
  const float *labels;
  const float *upper;
} AssayTreeRows;

/**
 * AssayTrees:
 *
 * Gradient-boosted trees, grown by XGBoost. Predicting is safe from any thread.
 */
typedef struct _AssayTrees AssayTrees;

AssayTrees *assay_trees_grow (const AssayTreeParams *params,
                              const AssayTreeRows *rows,
                              const AssayTreeRows *held_out,
                              GArray *losses,
                              GCancellable *cancellable,
                              GError **error);
void assay_trees_free (AssayTrees *self);
gboolean assay_trees_predict (AssayTrees *self,
                              const AssayFeatureMatrix *matrix,
                              float *margins,
                              GError **error);
gboolean assay_trees_walks (const AssayTrees *self);
gboolean assay_trees_reads (const AssayTrees *self, guint feature);
gboolean assay_trees_explain (AssayTrees *self,
                              const AssayFeatureMatrix *matrix,
                              gboolean exact,
                              float *contributions,
                              GError **error);
gboolean assay_trees_interact (AssayTrees *self,
                               const AssayFeatureMatrix *matrix,
                               float *interactions,
                               GError **error);
GBytes *assay_trees_save (AssayTrees *self, gboolean as_json, GError **error);
AssayTrees *assay_trees_load (GBytes *bytes, guint n_features, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayTrees, assay_trees_free)

G_END_DECLS
