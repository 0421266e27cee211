/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-row-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_WATERFALL (assay_waterfall_get_type ())

G_DECLARE_FINAL_TYPE (AssayWaterfall, assay_waterfall, ASSAY, WATERFALL, AssayRowChart)

GtkWidget  *assay_waterfall_new          (void);
void        assay_waterfall_begin        (AssayWaterfall *self,
                                          double          minimum,
                                          double          maximum);
void        assay_waterfall_add_group    (AssayWaterfall *self,
                                          const char     *key,
                                          const char     *label,
                                          double          points,
                                          double          maximum);
void        assay_waterfall_add_factor   (AssayWaterfall *self,
                                          const char     *key,
                                          const char     *label,
                                          double          points,
                                          const char     *evidence);
void        assay_waterfall_set_source   (AssayWaterfall *self,
                                          const char     *field,
                                          gint64          event);
gboolean    assay_waterfall_get_source   (AssayWaterfall *self,
                                          guint           mark,
                                          const char    **out_field,
                                          gint64         *out_event);
void        assay_waterfall_add_bonus    (AssayWaterfall *self,
                                          const char     *label,
                                          double          points,
                                          AssayTone       tone);
void        assay_waterfall_end          (AssayWaterfall *self);
void        assay_waterfall_set_unfolded (AssayWaterfall *self,
                                          const char     *group,
                                          gboolean        unfolded);
gboolean    assay_waterfall_get_unfolded (AssayWaterfall *self,
                                          const char     *group);
gboolean    assay_waterfall_get_span     (AssayWaterfall *self,
                                          guint           mark,
                                          double         *out_from,
                                          double         *out_to);
const char *assay_waterfall_get_key      (AssayWaterfall *self,
                                          guint           mark);

G_END_DECLS
