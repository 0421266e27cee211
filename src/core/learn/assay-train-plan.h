/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-trainer.h"
#include "model/assay-condition.h"

G_BEGIN_DECLS

/**
 * AssayTrainPlan:
 * @outcome: what holds of leads that converted
 * @lost: (nullable): what holds of leads that did not; without it, all others of known outcome
 * @exclude: (nullable): fields not to learn from
 * @include: (nullable): fields to learn from although the guard warns of them
 * @time_field: (nullable): the field that tells when leads came
 * @order_by_rows: leads came in the order of their rows
 * @algorithm: which
 * @seed: for all that is drawn by lot
 *
 * What a model is asked to learn, kept with it so that it can be trained again.
 */
typedef struct
{
  AssayCondition *outcome;
  AssayCondition *lost;
  char **exclude;
  char **include;
  char *time_field;
  gboolean order_by_rows;
  AssayAlgorithm algorithm;
  gint64 seed;
} AssayTrainPlan;

AssayTrainPlan *assay_train_plan_new (AssayCondition *outcome);
void assay_train_plan_free (AssayTrainPlan *self);
char *assay_train_plan_to_json (const AssayTrainPlan *self);
AssayTrainPlan *assay_train_plan_from_json (const char *json, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayTrainPlan, assay_train_plan_free)

G_END_DECLS
