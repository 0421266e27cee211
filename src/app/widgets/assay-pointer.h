/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_POINTED_CLASS "assay-pointed"

void assay_point_to (GtkWidget *widget);

G_END_DECLS
