/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-score-run.h"

G_BEGIN_DECLS

/**
 * AssayScoreMark:
 * @version: profile version of the last run
 * @offer: offer version of the last run
 * @lead: greatest lead id then
 * @change: greatest journal row then
 * @event: greatest event then
 * @generation: of signals, see assay_signal_store_get_generation()
 *
 * Up to where a scorer has seen the workspace.
 */
typedef struct
{
  gint64 version;
  gint64 offer;
  gint64 lead;
  gint64 change;
  gint64 event;
  gint64 generation;
} AssayScoreMark;

gboolean assay_score_mark_read  (AssayConnection      *connection,
                                 AssayScoreMark       *mark,
                                 GError              **error);
gboolean assay_score_mark_load  (AssayConnection      *connection,
                                 gint64                scorer,
                                 AssayScoreMark       *mark,
                                 gboolean             *out_found,
                                 GError              **error);
gboolean assay_score_mark_store (AssayConnection      *connection,
                                 gint64                scorer,
                                 const AssayScoreMark *mark,
                                 GError              **error);
GArray  *assay_score_scope_changed (const AssayScoreRun  *run,
                                    AssayConnection      *connection,
                                    gint64                scorer,
                                    const AssayScoreMark *mark,
                                    gint64                as_of,
                                    GError              **error);

G_END_DECLS
