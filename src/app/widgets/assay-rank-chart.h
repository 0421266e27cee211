/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-row-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RANK_CHART (assay_rank_chart_get_type ())

G_DECLARE_FINAL_TYPE (AssayRankChart, assay_rank_chart, ASSAY, RANK_CHART, AssayRowChart)

GtkWidget  *assay_rank_chart_new       (void);
void        assay_rank_chart_set_compact (AssayRankChart *self,
                                        gboolean        compact);
void        assay_rank_chart_clear     (AssayRankChart *self);
void        assay_rank_chart_add       (AssayRankChart *self,
                                        const char     *key,
                                        const char     *label,
                                        double          value,
                                        double          limit,
                                        const char     *text);
void        assay_rank_chart_end       (AssayRankChart *self,
                                        AssayColor      color);
const char *assay_rank_chart_get_key   (AssayRankChart *self,
                                        guint           mark);

G_END_DECLS
