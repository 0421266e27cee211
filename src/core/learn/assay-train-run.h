/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "learn/assay-train-plan.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayTrainRun:
 * @workspace: where
 * @plan: what to learn
 * @job: the job that asks
 * @may_promote: whether a model that is better may be put to use at once
 * @progress: (nullable): told how far it is, 0–1, and what it does
 *
 * One training.
 */
typedef struct
{
  AssayWorkspace *workspace;
  const AssayTrainPlan *plan;
  gint64 job;
  gboolean may_promote;
  void (*progress) (double fraction, const char *phrase, gpointer user_data);
  gpointer user_data;
} AssayTrainRun;

JsonNode *assay_train_run (const AssayTrainRun *run, GCancellable *cancellable, GError **error);

G_END_DECLS
