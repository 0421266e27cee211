/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-due-timer.h"
#include "engine/assay-runner.h"
#include "assay-session.h"

G_BEGIN_DECLS

typedef struct
{
  AssaySession *session; /* (owned) */
  AssayJob *job;         /* (owned) */
  AssayRunner *runner;   /* (owned): runs it and what follows */
  AssayJobItem *item;    /* (owned) */
  char *done_text;       /* (owned) (nullable) */
} Run;

/**
 * AssaySession:
 *
 * What the window has open: the workspace, its jobs, and the news of both. Main thread only; jobs
 * and opening run on workers.
 */
struct _AssaySession
{
  GObject parent_instance;

  AssayWorkspace *workspace; /* (owned) (nullable) */
  AssayDueTimer *due;        /* (owned): keeps scores up to date while the window is open */
  GListStore *jobs;          /* (owned) (element-type AssayJobItem), the newest first */
  GPtrArray *running;        /* (owned) (element-type Run) */
  guint progress_source;
};



G_END_DECLS
