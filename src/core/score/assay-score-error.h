/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ASSAY_SCORE_ERROR (assay_score_error_quark ())

/**
 * AssayScoreError:
 * @ASSAY_SCORE_ERROR_NO_PROFILE: there is no profile of that key or version
 * @ASSAY_SCORE_ERROR_INVALID_PROFILE: a profile that contradicts itself; the message names the path
 * @ASSAY_SCORE_ERROR_NOT_SCORED: the lead has no score of that profile, or does not exist
 * @ASSAY_SCORE_ERROR_TOO_LITTLE: too few known outcomes; the message says what is missing
 */
typedef enum
{
  ASSAY_SCORE_ERROR_NO_PROFILE,
  ASSAY_SCORE_ERROR_INVALID_PROFILE,
  ASSAY_SCORE_ERROR_NOT_SCORED,
  ASSAY_SCORE_ERROR_TOO_LITTLE,
} AssayScoreError;

GQuark assay_score_error_quark (void);

G_END_DECLS
