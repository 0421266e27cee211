/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-pointer.h"

#define SHOWN_MS 1600

static gboolean
stop_cb (gpointer user_data)
{
  gtk_widget_remove_css_class (user_data, ASSAY_POINTED_CLASS);
  return G_SOURCE_REMOVE;
}

/**
 * assay_point_to:
 *
 * Marks a widget for a moment, so that the eye finds where a jump went.
 */
void
assay_point_to (GtkWidget *widget)
{
  gtk_widget_add_css_class (widget, ASSAY_POINTED_CLASS);
  g_timeout_add_full (G_PRIORITY_DEFAULT, SHOWN_MS, stop_cb, g_object_ref (widget), g_object_unref);
}
