/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-filter-bar-private.h"

#include "model/assay-condition-text.h"

#include <string.h>

/* The filter as text. */

void
assay_filter_bar_show_error (AssayFilterBar *self,
                             const char     *message)
{
  gtk_label_set_text (GTK_LABEL (self->error_label), message != NULL ? message : "");
  gtk_widget_set_visible (self->error_label, message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
}

static void
mark_error (AssayFilterBar *self,
            const char     *text,
            gsize           offset)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *underline = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);
  gsize length = strlen (text);

  underline->start_index = (guint) MIN (offset, length);
  underline->end_index = (guint) length;
  if (offset >= length && length > 0)
    underline->start_index = (guint) (g_utf8_prev_char (text + length) - text);
  pango_attr_list_insert (attributes, underline);
  gtk_entry_set_attributes (GTK_ENTRY (self->entry), attributes);
}

void
assay_filter_bar_entry_changed_cb (AssayFilterBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = NULL;
  gsize offset = 0;

  gtk_entry_set_attributes (GTK_ENTRY (self->entry), NULL);
  assay_filter_bar_show_error (self, NULL);
  if (*text == '\0')
    return;
  condition = assay_condition_from_text (text, &offset, &error);
  if (condition != NULL)
    return;
  mark_error (self, text, offset);
  assay_filter_bar_show_error (self, error->message);
}

static void
stop_text (AssayFilterBar *self)
{
  assay_filter_bar_show_error (self, NULL);
  gtk_stack_set_visible_child (GTK_STACK (self->text_stack), self->text_button);
  gtk_widget_grab_focus (self->text_button);
  assay_filter_bar_update (self);
}

void
assay_filter_bar_entry_activate_cb (AssayFilterBar *self)
{
  if (assay_filter_bar_set_text (self, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    stop_text (self);
}

gboolean
assay_filter_bar_entry_key_cb (AssayFilterBar        *self,
                               guint                  keyval,
                               guint                  keycode,
                               GdkModifierType        state,
                               GtkEventControllerKey *controller)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  stop_text (self);
  return TRUE;
}
