/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-error.h"

G_DEFINE_QUARK (assay - match - error - quark, assay_match_error)
