/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void assay_change_list_fill (GtkBox    *box,
                             GPtrArray *changes);

G_END_DECLS
