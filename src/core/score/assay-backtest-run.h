/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-known-outcomes.h"
#include "score/assay-backtest.h"
#include "stats/assay-auc-comparison.h"

G_BEGIN_DECLS

/**
 * AssayBacktestRun:
 * @connection: in a read transaction, so that all is seen as of one moment
 * @fields: the workspace's
 * @outcomes: what became of leads
 * @cancellable: (nullable)
 *
 * What a backtest reads from.
 */
typedef struct
{
  AssayConnection *connection;
  AssayFieldRegistry *fields;
  const AssayKnownOutcomes *outcomes;
  GCancellable *cancellable;
} AssayBacktestRun;

/**
 * AssayBacktestRival:
 * @key: a profile, or `predictive` for the model in use
 * @version: of the profile; 0 for its draft, or %ASSAY_DOCUMENT_LATEST
 * @scores: (array): its score of each lead of the outcomes; NaN where there is none
 * @learned: (nullable) (array): 1 of leads that it learned from
 *
 * What a profile is compared with.
 */
typedef struct
{
  char *key;
  gint64 version;
  double *scores;
  guint8 *learned;
} AssayBacktestRival;

AssayScoredLeads   *assay_backtest_run_profile  (const AssayBacktestRun *run,
                                                 AssayProfile           *profile,
                                                 GError                **error);
AssayBacktestRival *assay_backtest_run_rival    (const AssayBacktestRun *run,
                                                 const char             *key,
                                                 gint64                  version,
                                                 GError                **error);
void                assay_backtest_rival_free   (AssayBacktestRival     *self);
gboolean            assay_backtest_compare      (const AssayBacktestRun   *run,
                                                 const double             *scores,
                                                 const AssayBacktestRival *rival,
                                                 JsonObject               *to,
                                                 gsize                    *out_learned);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayBacktestRival, assay_backtest_rival_free)

G_END_DECLS
