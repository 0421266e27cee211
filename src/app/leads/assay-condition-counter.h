/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-lead-count.h"

G_BEGIN_DECLS

/**
 * AssayConditionCounter:
 *
 * Counts the leads of some conditions on a worker, a moment after it was asked last: a newer
 * question cancels the one before. Main thread.
 */
typedef struct _AssayConditionCounter AssayConditionCounter;

typedef void (*AssayConditionCounted) (const AssayLeadCounts *counts,
                                       gpointer               user_data);

AssayConditionCounter *assay_condition_counter_new  (AssayWorkspace        *workspace,
                                                     AssayConditionCounted  counted,
                                                     gpointer               user_data);
void                   assay_condition_counter_free (AssayConditionCounter *self);
void                   assay_condition_counter_ask  (AssayConditionCounter *self,
                                                     GPtrArray             *conditions);

G_END_DECLS
