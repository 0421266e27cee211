/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-monitor.h"
#include "learn/assay-source-reader.h"
#include "learn/assay-train-plan.h"

G_BEGIN_DECLS

/* Of more leads than this a part is looked at. */
#define ASSAY_MONITOR_LEADS 32768

/**
 * AssayMonitor:
 * @record: the model that is looked at
 * @plan: what it was asked to learn
 * @seen: the leads it learned from
 *
 * A model beside what happened since. Used by the thread of its connection.
 */
typedef struct
{
  AssayConnection *connection;
  AssayFieldRegistry *fields;
  const AssayModelRecord *record;
  AssayTrainPlan *plan;
  GHashTable *seen;
} AssayMonitor;

AssaySourceReader *assay_monitor_reader    (const AssayMonitor  *monitor,
                                            GPtrArray           *sources,
                                            GError             **error);
gboolean           assay_monitor_add_drift (const AssayMonitor  *monitor,
                                            JsonObject          *to,
                                            GError             **error);

G_END_DECLS
