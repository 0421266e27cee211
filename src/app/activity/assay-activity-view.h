/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-view.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ACTIVITY_VIEW (assay_activity_view_get_type ())

G_DECLARE_FINAL_TYPE (AssayActivityView, assay_activity_view, ASSAY, ACTIVITY_VIEW, AssayView)

G_END_DECLS
