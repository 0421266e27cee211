/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duplicates/assay-compare-load.h"
#include "widgets/assay-row-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_EVIDENCE_CHART (assay_evidence_chart_get_type ())

G_DECLARE_FINAL_TYPE (AssayEvidenceChart, assay_evidence_chart, ASSAY, EVIDENCE_CHART, AssayRowChart)

GtkWidget *assay_evidence_chart_new  (void);
void       assay_evidence_chart_show (AssayEvidenceChart     *self,
                                      const AssayComparePair *pair);
char      *assay_evidence_chart_say  (AssayEvidenceChart     *self);

G_END_DECLS
