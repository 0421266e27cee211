/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-theme.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROGRESS_RING (assay_progress_ring_get_type ())

G_DECLARE_FINAL_TYPE (AssayProgressRing, assay_progress_ring, ASSAY, PROGRESS_RING, GtkWidget)

GtkWidget *assay_progress_ring_new          (void);
void       assay_progress_ring_set_fraction (AssayProgressRing *self,
                                             double             fraction);
void       assay_progress_ring_set_color    (AssayProgressRing *self,
                                             AssayColor         color);
double     assay_progress_ring_get_fraction (AssayProgressRing *self);

G_END_DECLS
