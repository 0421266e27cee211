/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-monitor.h"
#include "learn/assay-raw-table.h"
#include "learn/assay-train-plan.h"

G_BEGIN_DECLS

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

AssayRawTable *assay_monitor_read_leads (const AssayMonitor  *monitor,
                                         GPtrArray           *sources,
                                         GError             **error);
gboolean       assay_monitor_add_drift  (const AssayMonitor  *monitor,
                                         JsonObject          *to,
                                         GError             **error);

G_END_DECLS
