/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-snapshot-view.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_DUPLICATES_VIEW (assay_duplicates_view_get_type ())

G_DECLARE_FINAL_TYPE (AssayDuplicatesView, assay_duplicates_view, ASSAY, DUPLICATES_VIEW, AssaySnapshotView)

void assay_duplicates_view_show_lead (AssayDuplicatesView *self,
                                      gint64               lead);

G_END_DECLS
