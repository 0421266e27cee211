/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-leak-guard.h"
#include "learn/assay-recipe.h"
#include "learn/assay-train-plan.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/* Fewer leads of either outcome teach nothing that holds. */
#define ASSAY_MIN_OUTCOMES 40

/**
 * AssayTrainData:
 * @sources: (element-type AssaySource): what is known of leads
 * @table: leads of known outcome
 * @outcomes: (array): per row, 1 converted, 0 lost
 * @positives: how many converted
 * @leaks: (element-type AssayLeak): what the guard found
 * @use: (array): per source, whether it is learned from
 * @dated: whether it is known when outcomes fell
 * @order: (array) (nullable): per row, its place in time
 * @order_name: (nullable): what tells it
 *
 * The past to learn from, checked.
 */
typedef struct
{
  GPtrArray *sources;
  AssayRawTable *table;
  guint8 *outcomes;
  gsize positives;
  GPtrArray *leaks;
  guint8 *use;
  gboolean dated;
  double *order;
  char *order_name;
} AssayTrainData;

/**
 * AssayOutcomeCounts:
 *
 * What became of how many leads.
 */
typedef struct
{
  gsize converted;
  gsize lost;
  gsize open;
} AssayOutcomeCounts;

AssayTrainData *assay_train_data_read (AssayConnection *connection,
                                       AssayFieldRegistry *fields,
                                       const AssayTrainPlan *plan,
                                       GError **error);
gboolean assay_train_data_count (AssayConnection *connection,
                                 AssayFieldRegistry *fields,
                                 const AssayTrainPlan *plan,
                                 AssayOutcomeCounts *counts,
                                 GError **error);
void assay_train_data_free (AssayTrainData *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayTrainData, assay_train_data_free)

G_END_DECLS
