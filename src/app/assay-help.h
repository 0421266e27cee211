/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void  assay_help_present       (GtkWindow  *parent);
char *assay_help_text_to_markup (const char *text);
char *assay_help_line_to_markup (const char *line);

G_END_DECLS
