/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_DECAY_CURVE (assay_decay_curve_get_type ())

G_DECLARE_FINAL_TYPE (AssayDecayCurve, assay_decay_curve, ASSAY, DECAY_CURVE, GtkWidget)

GtkWidget *assay_decay_curve_new (double half_life,
                                  double window);

G_END_DECLS
