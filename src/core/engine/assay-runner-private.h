/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/assay-runner.h"

G_BEGIN_DECLS

struct _AssayRunner
{
  GObject parent_instance;

  AssayJob *job; /* (owned) */

  GMutex mutex; /* guards what follows */
  AssayJob *current;   /* (owned): the job that runs now */
  gboolean paused;     /* whoever runs now, and who follows */
  GPtrArray *warnings; /* (element-type utf8) */
};

/* What has to run, and because of which job. */
typedef struct
{
  gint64 cause;
  char **steps;      /* (not owned) */
  gint64 model;      /* which model predicts; 0 for the one in use */
  gboolean all;      /* nobody knows what changed: look at all leads */
} AssayRunnerChain;

void     assay_runner_set_current    (AssayRunner *self,
                                      AssayJob    *job);
void     assay_runner_keep_warnings  (AssayRunner *self,
                                      AssayJob    *job);
gboolean assay_runner_asks_to_attach (AssayRunner *self);

gboolean assay_runner_follow_with (AssayRunner            *self,
                                   const AssayRunnerChain *chain,
                                   GType                   type,
                                   GCancellable           *cancellable,
                                   GError                **error);
gboolean assay_runner_follow      (AssayRunner            *self,
                                   const AssayRunnerChain *chain,
                                   GCancellable           *cancellable,
                                   GError                **error);
void     assay_runner_catch_up    (AssayRunner            *self,
                                   GCancellable           *cancellable);

G_END_DECLS
