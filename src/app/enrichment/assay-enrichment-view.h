/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-snapshot-view.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ENRICHMENT_VIEW (assay_enrichment_view_get_type ())

G_DECLARE_FINAL_TYPE (AssayEnrichmentView, assay_enrichment_view, ASSAY, ENRICHMENT_VIEW, AssaySnapshotView)

G_END_DECLS
