/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-factor-row-private.h"

#include "leads/assay-condition-editor.h"
#include "model/assay-condition-text.h"
#include "score/assay-profile-edit.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

/* The condition of a factor, and changing it. */

static char *
describe_condition (const AssayFactor *factor)
{
  if (factor->phrases != NULL)
    return g_strjoinv (", ", factor->phrases);
  if (factor->value.kind != ASSAY_FACTOR_VALUE_NONE)
    return g_strdup (_("a value from 0 to 100"));
  if (factor->when != NULL)
    return assay_condition_to_text (factor->when);
  if (factor->per_event)
    return g_strdup_printf (_("each %s"), factor->decay.key != NULL ? factor->decay.key : _("event"));
  return g_strdup (_("always"));
}

void
assay_factor_row_update_condition (AssayFactorRow *self)
{
  const AssayFactor *factor
    = self->condition != NULL ? assay_factor_row_find_factor (self, assay_profile_draft_get_profile (self->draft))
                              : NULL;
  g_autofree char *text = factor != NULL ? describe_condition (factor) : NULL;

  if (text == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->condition))), text);
  gtk_widget_set_tooltip_text (self->condition, text);
  assay_set_accessible_name (self->condition, text);
}

static void
editor_changed_cb (AssayConditionEditor *editor,
                   AssayFactorRow       *self)
{
  g_autoptr (AssayCondition) condition = assay_condition_editor_dup_condition (editor);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *gesture = NULL;
  g_autoptr (GError) error = NULL;

  if (condition == NULL)
    return;
  root = assay_profile_draft_copy_root (self->draft);
  gesture = g_strdup_printf ("when %s.%s", self->group, self->factor);
  g_object_set_data (G_OBJECT (editor), "changed", GINT_TO_POINTER (TRUE));
  if (assay_profile_edit_set_when (root, self->group, self->factor, condition)
      && !assay_profile_draft_take (self->draft, g_steal_pointer (&root), gesture, &error))
    assay_factor_row_say_problem (self, error);
}

static void
editor_cancelled_cb (AssayConditionEditor *editor,
                     AssayFactorRow       *self)
{
  if (g_object_get_data (G_OBJECT (editor), "changed") != NULL)
    assay_profile_draft_undo (self->draft);
}

static gboolean
remove_editor_cb (gpointer editor)
{
  gtk_widget_unparent (editor);
  return G_SOURCE_REMOVE;
}

static void
editor_closed_cb (GtkPopover *editor)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, remove_editor_cb, g_object_ref (editor), g_object_unref);
}

static void
condition_clicked_cb (AssayFactorRow *self)
{
  const AssayFactor *factor
    = assay_factor_row_find_factor (self, assay_profile_draft_get_profile (self->draft));
  GtkWidget *editor;

  if (factor == NULL)
    return;
  editor = assay_condition_editor_new (self->workspace, factor->when);
  assay_condition_editor_hide_save (ASSAY_CONDITION_EDITOR (editor));
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_changed_cb), self, 0);
  g_signal_connect_object (editor, "cancelled", G_CALLBACK (editor_cancelled_cb), self, 0);
  g_signal_connect (editor, "closed", G_CALLBACK (editor_closed_cb), NULL);
  gtk_widget_set_parent (editor, self->condition);
  gtk_popover_popup (GTK_POPOVER (editor));
}

void
assay_factor_row_add_condition (AssayFactorRow    *self,
                                const AssayFactor *factor,
                                GtkWidget         *words)
{
  g_autofree char *text = describe_condition (factor);
  GtkWidget *label = assay_label_new (text, "caption", ASSAY_LABEL_ELLIPSIZE);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_tooltip_text (label, text);
  if (factor->when == NULL || factor->value.kind != ASSAY_FACTOR_VALUE_NONE)
    {
      gtk_box_append (GTK_BOX (words), label);
      return;
    }
  self->condition = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->condition), label);
  assay_add_css_classes (self->condition, "flat assay-condition-text");
  gtk_widget_set_halign (self->condition, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->condition), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Change the condition"), -1);
  g_signal_connect_object (self->condition, "clicked", G_CALLBACK (condition_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (words), self->condition);
}
