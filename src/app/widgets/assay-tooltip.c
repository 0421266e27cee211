/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-tooltip.h"

#define TEXT_DATA "assay-tooltip"

static gboolean
query_cb (GtkWidget  *widget,
          int         x,
          int         y,
          gboolean    keyboard,
          GtkTooltip *tooltip,
          gpointer    user_data)
{
  const char *text = g_object_get_data (G_OBJECT (widget), TEXT_DATA);

  if (text == NULL || *text == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/**
 * assay_set_tooltip:
 * @text: (nullable): what it says
 *
 * For the cells of lists and others that are refilled often: gtk_widget_set_tooltip_text() asks the
 * display server each time where the pointer is, and waits for the answer.
 */
void
assay_set_tooltip (GtkWidget  *widget,
                   const char *text)
{
  if (!gtk_widget_get_has_tooltip (widget))
    {
      gtk_widget_set_has_tooltip (widget, TRUE);
      g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_cb), NULL);
    }
  g_object_set_data_full (G_OBJECT (widget), TEXT_DATA, g_strdup (text), g_free);
}
