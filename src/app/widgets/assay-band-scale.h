/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-theme.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_BAND_SCALE (assay_band_scale_get_type ())

G_DECLARE_FINAL_TYPE (AssayBandScale, assay_band_scale, ASSAY, BAND_SCALE, GtkWidget)

GtkWidget *assay_band_scale_new       (double          minimum,
                                       double          maximum,
                                       double          hysteresis);
void       assay_band_scale_add       (AssayBandScale *self,
                                       const char     *label,
                                       double          least,
                                       AssayTone       tone);
void       assay_band_scale_set_least (AssayBandScale *self,
                                       guint           band,
                                       double          least);
double     assay_band_scale_get_least (AssayBandScale *self,
                                       guint           band);
guint      assay_band_scale_get_n     (AssayBandScale *self);

G_END_DECLS
