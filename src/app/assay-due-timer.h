/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayDueTimer:
 *
 * While the window is open, brings scores up to date whose time has come: when a workspace is opened,
 * and hourly. Main thread; the work is done on a worker.
 */
typedef struct _AssayDueTimer AssayDueTimer;

AssayDueTimer *assay_due_timer_new           (void);
void           assay_due_timer_free          (AssayDueTimer  *self);
void           assay_due_timer_set_workspace (AssayDueTimer  *self,
                                              AssayWorkspace *workspace);

G_END_DECLS
