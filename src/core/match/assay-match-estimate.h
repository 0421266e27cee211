/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-model.h"
#include "match/assay-match-sample.h"

G_BEGIN_DECLS

guint assay_match_model_estimate (AssayMatchModel *model,
                                  const AssayMatchRecords *records,
                                  const AssayMatchSample *sample);

G_END_DECLS
