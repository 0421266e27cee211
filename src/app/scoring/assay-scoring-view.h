/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-snapshot-view.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SCORING_VIEW (assay_scoring_view_get_type ())

G_DECLARE_FINAL_TYPE (AssayScoringView, assay_scoring_view, ASSAY, SCORING_VIEW, AssaySnapshotView)

G_END_DECLS
