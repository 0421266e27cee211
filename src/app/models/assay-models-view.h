/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-snapshot-view.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MODELS_VIEW (assay_models_view_get_type ())

G_DECLARE_FINAL_TYPE (AssayModelsView, assay_models_view, ASSAY, MODELS_VIEW, AssaySnapshotView)

G_END_DECLS
