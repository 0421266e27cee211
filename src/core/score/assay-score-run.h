/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/assay-scope.h"

G_BEGIN_DECLS

typedef void (*AssayScoreProgress) (double   fraction,
                                    gpointer user_data);

/**
 * AssayScoreRun:
 * @workspace: where
 * @profiles: (nullable) (array zero-terminated=1): keys; all active ones without. One that is not
 *   active becomes so
 * @scope: (nullable): only these leads
 * @changed_only: only leads that changed since the last run, and what is due
 * @cause: the job whose leads are meant by @changed_only, or 0
 * @job: what the history names as the cause; 0 for none
 * @as_of: the instant to look from, or %ASSAY_AS_OF_NOW
 *
 * One scoring run.
 */
typedef struct
{
  AssayWorkspace *workspace;
  const char *const *profiles;
  const AssayScope *scope;
  gboolean changed_only;
  gint64 cause;
  gint64 job;
  gint64 as_of;
  AssayScoreProgress progress;
  gpointer user_data;
} AssayScoreRun;

JsonNode *assay_score_run (const AssayScoreRun *run,
                           GCancellable        *cancellable,
                           GError             **error);

G_END_DECLS
