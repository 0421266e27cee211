/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RUNNER (assay_runner_get_type ())

G_DECLARE_FINAL_TYPE (AssayRunner, assay_runner, ASSAY, RUNNER, GObject)

AssayRunner       *assay_runner_new            (AssayJob            *job);
AssayJob          *assay_runner_get_job        (AssayRunner         *self);
double             assay_runner_get_progress   (AssayRunner         *self);
double             assay_runner_get_seconds_left (AssayRunner       *self);
char              *assay_runner_dup_phrase     (AssayRunner         *self);
gboolean           assay_runner_can_pause      (AssayRunner         *self);
void               assay_runner_set_paused     (AssayRunner         *self,
                                                gboolean             paused);
gboolean           assay_runner_is_paused      (AssayRunner         *self);
const char *const *assay_runner_get_warnings   (AssayRunner         *self);
gboolean           assay_runner_run            (AssayRunner         *self,
                                                GCancellable        *cancellable,
                                                GError             **error);
void               assay_runner_run_async      (AssayRunner         *self,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
gboolean           assay_runner_run_finish     (AssayRunner         *self,
                                                GAsyncResult        *result,
                                                GError             **error);

G_END_DECLS
