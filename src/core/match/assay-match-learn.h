/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-model.h"
#include "match/assay-match-sample.h"

G_BEGIN_DECLS

gboolean assay_match_learn (AssayMatchRecords *records,
                            const AssayMatchModel *model,
                            AssayMatchSample *sample);

G_END_DECLS
