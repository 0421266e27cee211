/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "stats/assay-isotonic.h"
#include "store/assay-transaction.h"

G_BEGIN_DECLS

/**
 * AssayScoreCalibration:
 * @profile: key
 * @version: of the profile
 * @at: when it was fitted
 * @outcome: on what outcome, as text
 * @n: on how many leads
 * @n_converted: how many of them converted
 * @curve: score → probability of conversion
 *
 * What scores of one version of a profile have meant so far.
 */
typedef struct
{
  char *profile;
  gint64 version;
  gint64 at;
  char *outcome;
  gint64 n;
  gint64 n_converted;
  AssayIsotonic *curve;
} AssayScoreCalibration;

AssayScoreCalibration *assay_score_calibration_load  (AssayConnection             *connection,
                                                      const char                  *profile,
                                                      gint64                       version,
                                                      GError                     **error);
gboolean               assay_score_calibration_store (const AssayScoreCalibration *self,
                                                      AssayTransaction            *transaction,
                                                      GError                     **error);
gboolean               assay_score_calibration_describe (AssayConnection            *connection,
                                                         const char                 *profile,
                                                         gint64                      version,
                                                         double                      score,
                                                         JsonObject                 *to,
                                                         GError                    **error);
void                   assay_score_calibration_free  (AssayScoreCalibration       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayScoreCalibration, assay_score_calibration_free)

G_END_DECLS
