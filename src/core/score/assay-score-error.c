/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-score-error.h"

G_DEFINE_QUARK (assay-score-error-quark, assay_score_error)
