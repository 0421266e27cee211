/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-condition-editor.h"

#include "assay-format.h"
#include "leads/assay-condition-counter.h"
#include "leads/assay-condition-group.h"
#include "leads/assay-condition-row.h"
#include "widgets/assay-parts.h"

#include "model/assay-condition-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Room for the toggles below the text. */
#define MODE_HEIGHT 36

/**
 * AssayConditionEditor:
 *
 * The condition builder in a popover: rows or the text form. What is complete counts as it is
 * typed; Escape puts back what was there before.
 */
struct _AssayConditionEditor
{
  GtkPopover parent_instance;

  GtkWidget *stack;
  GtkWidget *group;
  GtkWidget *text_view;
  GtkWidget *error_label;
  GtkWidget *rows_toggle;
  GtkWidget *text_toggle;
  GtkWidget *count_label;
  GtkWidget *save_button;
  AssayConditionCounter *counter; /* (owned) (nullable) */
  GPtrArray *counted;             /* (owned) (nullable): rows whose counts are on the way */
};

G_DEFINE_FINAL_TYPE (AssayConditionEditor, assay_condition_editor, GTK_TYPE_POPOVER)

enum
{
  CHANGED,
  CANCELLED,
  SAVE_SEGMENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_text (AssayConditionEditor *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->text_toggle));
}

static char *
dup_text (AssayConditionEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* The first count is that of the whole, the others are those of the complete rows. */
static void
counted_cb (const AssayLeadCounts *counts,
            gpointer               user_data)
{
  AssayConditionEditor *self = user_data;
  g_autofree char *matching = NULL;
  g_autofree char *total = assay_format_count (counts->total, FALSE);
  g_autofree char *text = NULL;

  if (counts->n_counts == 0)
    return;
  matching = assay_format_count (counts->counts[0], counts->estimated);
  /* Translators: how many leads fit a condition, e.g. “187 of 412 leads” */
  text = g_strdup_printf (_("%s of %s leads"), matching, total);
  gtk_label_set_text (GTK_LABEL (self->count_label), counts->counts[0] >= 0 ? text : "");
  for (guint i = 0; self->counted != NULL && i < self->counted->len && i + 1 < counts->n_counts; i++)
    assay_condition_row_set_count (self->counted->pdata[i], counts->counts[i + 1],
                                   counts->estimated);
}

static void
count_leads (AssayConditionEditor *self)
{
  g_autoptr (AssayCondition) whole = assay_condition_editor_dup_condition (self);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *conditions
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_condition_unref);

  g_clear_pointer (&self->counted, g_ptr_array_unref);
  self->counted = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_set_sensitive (self->save_button, whole != NULL);
  if (whole != NULL)
    g_ptr_array_add (conditions, assay_condition_ref (whole));
  else
    gtk_label_set_text (GTK_LABEL (self->count_label), "");
  if (!is_text (self))
    assay_condition_group_add_rows (ASSAY_CONDITION_GROUP (self->group), rows);
  for (guint i = 0; i < rows->len; i++)
    {
      AssayCondition *condition = assay_condition_row_dup_condition (rows->pdata[i]);

      if (condition == NULL)
        {
          assay_condition_row_set_count (rows->pdata[i], ASSAY_LEAD_COUNT_UNKNOWN, FALSE);
          continue;
        }
      g_ptr_array_add (conditions, condition);
      g_ptr_array_add (self->counted, g_object_ref (rows->pdata[i]));
    }
  if (self->counter != NULL)
    assay_condition_counter_ask (self->counter, conditions);
  else
    g_ptr_array_unref (conditions);
}

static void
changed (AssayConditionEditor *self)
{
  count_leads (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
save_clicked_cb (AssayConditionEditor *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SAVE_SEGMENT], 0);
}

static void
mark_error (AssayConditionEditor *self,
            gsize                 offset)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
  g_autofree char *text = dup_text (self);
  GtkTextIter from, to;

  offset = MIN (offset, strlen (text));
  gtk_text_buffer_get_iter_at_offset (buffer, &from,
                                      (int) g_utf8_pointer_to_offset (text, text + offset));
  gtk_text_buffer_get_end_iter (buffer, &to);
  if (gtk_text_iter_equal (&from, &to))
    gtk_text_iter_backward_char (&from);
  gtk_text_buffer_apply_tag_by_name (buffer, "error", &from, &to);
}

static void
text_changed_cb (AssayConditionEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
  g_autofree char *text = dup_text (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = NULL;
  GtkTextIter start, end;
  gsize offset = 0;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, "error", &start, &end);
  condition = assay_condition_from_text (text, &offset, &error);
  gtk_widget_set_visible (self->error_label, condition == NULL && *text != '\0');
  if (condition != NULL)
    changed (self);
  else if (*text != '\0')
    {
      mark_error (self, offset);
      gtk_label_set_text (GTK_LABEL (self->error_label), error->message);
    }
}

static void
group_changed_cb (AssayConditionEditor *self)
{
  if (!is_text (self))
    changed (self);
}

static void
mode_toggled_cb (AssayConditionEditor *self)
{
  g_autoptr (AssayCondition) condition = NULL;

  if (is_text (self))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
      g_autofree char *text = NULL;

      condition = assay_condition_group_dup_condition (ASSAY_CONDITION_GROUP (self->group));
      text = condition != NULL ? assay_condition_to_text (condition) : g_strdup ("");
      gtk_text_buffer_set_text (buffer, text, -1);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "text");
    }
  else
    {
      g_autofree char *text = dup_text (self);

      condition = assay_condition_from_text (text, NULL, NULL);
      if (condition != NULL)
        assay_condition_group_set_condition (ASSAY_CONDITION_GROUP (self->group), condition);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "rows");
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                AssayConditionEditor  *self)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  g_signal_emit (self, signals[CANCELLED], 0);
  gtk_popover_popdown (GTK_POPOVER (self));
  return TRUE;
}

static GtkWidget *
build_text_page (AssayConditionEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkTextBuffer *buffer;

  self->text_view = gtk_text_view_new ();
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->text_view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text_view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text_view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->text_view), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->text_view), 8);
  assay_set_accessible_name (self->text_view, _("Condition as text"));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
  gtk_text_buffer_create_tag (buffer, "error", "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->text_view);
  gtk_widget_set_size_request (scrolled, -1, 96);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_box_append (GTK_BOX (box), scrolled);
  self->error_label = assay_label_new (NULL, "assay-error caption", ASSAY_LABEL_WRAP);
  gtk_widget_set_visible (self->error_label, FALSE);
  gtk_box_append (GTK_BOX (box), self->error_label);
  gtk_widget_set_margin_bottom (box, MODE_HEIGHT);
  return box;
}

static GtkWidget *
build_mode (AssayConditionEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->rows_toggle = gtk_toggle_button_new_with_label (_("Rows"));
  self->text_toggle = gtk_toggle_button_new_with_label (_("Text"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->text_toggle),
                               GTK_TOGGLE_BUTTON (self->rows_toggle));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->rows_toggle), TRUE);
  assay_append (box, self->rows_toggle, self->text_toggle, NULL);
  assay_add_css_classes (box, "linked assay-small-toggles");
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_valign (box, GTK_ALIGN_END);
  g_signal_connect_object (self->text_toggle, "toggled", G_CALLBACK (mode_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  return box;
}

static GtkWidget *
build_foot (AssayConditionEditor *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *hint = assay_label_new (_("applied as you type"), "caption dim-label", ASSAY_LABEL_PLAIN);

  self->count_label = assay_label_new (NULL, "numeric assay-strong", ASSAY_LABEL_PLAIN);
  self->save_button = gtk_button_new_with_label (_("Save as segment…"));
  gtk_widget_add_css_class (self->save_button, "flat");
  gtk_widget_set_valign (self->save_button, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  assay_append (words, self->count_label, hint, NULL);
  assay_append (foot, words, self->save_button, NULL);
  g_signal_connect_object (self->save_button, "clicked", G_CALLBACK (save_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return foot;
}

static void
assay_condition_editor_dispose (GObject *object)
{
  AssayConditionEditor *self = ASSAY_CONDITION_EDITOR (object);

  g_clear_pointer (&self->counter, assay_condition_counter_free);
  g_clear_pointer (&self->counted, g_ptr_array_unref);
  G_OBJECT_CLASS (assay_condition_editor_parent_class)->dispose (object);
}

static void
assay_condition_editor_class_init (AssayConditionEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_condition_editor_dispose;
  signals[CHANGED] = g_signal_new ("changed", ASSAY_TYPE_CONDITION_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * AssayConditionEditor::cancelled:
   *
   * Escape: what was there before is wanted back.
   */
  signals[CANCELLED] = g_signal_new ("cancelled", ASSAY_TYPE_CONDITION_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * AssayConditionEditor::save-segment:
   *
   * The filter is wanted under a name.
   */
  signals[SAVE_SEGMENT] = g_signal_new ("save-segment", ASSAY_TYPE_CONDITION_EDITOR,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_condition_editor_init (AssayConditionEditor *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_css_class (GTK_WIDGET (self), "assay-condition");
}

/**
 * assay_condition_editor_new:
 * @workspace: (nullable): whose fields there are and whose leads are counted
 * @condition: (nullable): what to begin with
 */
GtkWidget *
assay_condition_editor_new (AssayWorkspace *workspace,
                            AssayCondition *condition)
{
  AssayConditionEditor *self = g_object_new (ASSAY_TYPE_CONDITION_EDITOR, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *overlay = gtk_overlay_new ();
  g_autoptr (AssayFieldRegistry) fields
    = workspace != NULL ? assay_workspace_get_fields (workspace) : NULL;

  if (workspace != NULL)
    self->counter = assay_condition_counter_new (workspace, counted_cb, self);
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  self->group = assay_condition_group_new (fields, FALSE);
  assay_condition_group_set_condition (ASSAY_CONDITION_GROUP (self->group), condition);
  g_signal_connect_object (self->group, "changed", G_CALLBACK (group_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (GTK_STACK (self->stack), self->group, "rows");
  gtk_stack_add_named (GTK_STACK (self->stack), build_text_page (self), "text");
  /* The toggles stand beside the buttons that end the rows, on both pages. */
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->stack);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), build_mode (self));
  assay_append (box, overlay, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), build_foot (self), NULL);
  gtk_widget_set_size_request (box, 536, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  count_leads (self);
  return GTK_WIDGET (self);
}

/**
 * assay_condition_editor_dup_condition:
 *
 * Returns: (transfer full) (nullable): what is asked for; %NULL while nothing is complete
 */
AssayCondition *
assay_condition_editor_dup_condition (AssayConditionEditor *self)
{
  g_return_val_if_fail (ASSAY_IS_CONDITION_EDITOR (self), NULL);

  if (is_text (self))
    {
      g_autofree char *text = dup_text (self);
      return assay_condition_from_text (text, NULL, NULL);
    }
  return assay_condition_group_dup_condition (ASSAY_CONDITION_GROUP (self->group));
}

/**
 * assay_condition_editor_hide_save:
 *
 * For conditions that are part of something else, and no segments.
 */
void
assay_condition_editor_hide_save (AssayConditionEditor *self)
{
  g_return_if_fail (ASSAY_IS_CONDITION_EDITOR (self));
  gtk_widget_set_visible (self->save_button, FALSE);
}
