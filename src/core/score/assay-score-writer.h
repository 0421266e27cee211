/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-factor-matrix.h"
#include "score/assay-profile.h"
#include "store/assay-transaction.h"

G_BEGIN_DECLS

/**
 * AssayScoreCounts:
 * @scored: leads that were looked at
 * @changed: leads whose score was written
 * @sum: of the scores shown
 * @n_sum: leads that have a score
 * @bands: (array): leads of each band of each classification, by set × 128 + band
 */
typedef struct
{
  gint64 scored;
  gint64 changed;
  double sum;
  gint64 n_sum;
  gint64 bands[ASSAY_PROFILE_MAX_BANDS][128];
} AssayScoreCounts;

/**
 * AssayScoreWriter:
 *
 * Sums up factor values and brings the table of scores in line with them: only what changed is
 * written, and the history grows only where a rounded score, a band or a factor's truth did.
 */
typedef struct _AssayScoreWriter AssayScoreWriter;

AssayScoreWriter *assay_score_writer_new     (AssayProfile            *profile,
                                              gint64                   scorer,
                                              gint64                   as_of,
                                              gint64                   job,
                                              const char              *reason);
void              assay_score_writer_free    (AssayScoreWriter        *self);
gboolean          assay_score_writer_prepare (AssayScoreWriter        *self,
                                              AssayConnection         *connection,
                                              const AssayFactorMatrix *matrix,
                                              AssayScoreCounts        *counts,
                                              gsize                   *out_pending,
                                              GError                 **error);
gboolean          assay_score_writer_write   (AssayScoreWriter        *self,
                                              AssayTransaction        *transaction,
                                              GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayScoreWriter, assay_score_writer_free)

G_END_DECLS
