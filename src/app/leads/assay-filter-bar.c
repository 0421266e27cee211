/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-filter-bar-private.h"

#include "assay-theme.h"
#include "leads/assay-condition-describe.h"
#include "leads/assay-condition-editor.h"
#include "widgets/assay-parts.h"

#include "model/assay-condition-text.h"

#include <glib/gi18n.h>

#define MAX_CHIP_CHARS 40

G_DEFINE_FINAL_TYPE (AssayFilterBar, assay_filter_bar, ADW_TYPE_BIN)

enum
{
  PROP_CONDITION = 1,
  N_PROPS
};

enum
{
  SAVE_SEGMENT,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static guint
count_parts (AssayFilterBar *self)
{
  if (self->condition == NULL)
    return 0;
  if (assay_condition_get_kind (self->condition) == ASSAY_CONDITION_ALL)
    return assay_condition_get_n_children (self->condition);
  return 1;
}

static AssayCondition *
get_part (AssayFilterBar *self,
          guint           i)
{
  if (assay_condition_get_kind (self->condition) == ASSAY_CONDITION_ALL)
    return assay_condition_get_child (self->condition, i);
  return self->condition;
}

/* Puts @replacement, or nothing, in the place of part @part; a place past the end appends. */
static void
replace_part (AssayFilterBar *self,
              guint           part,
              AssayCondition *replacement)
{
  g_autoptr (GPtrArray) parts
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_condition_unref);
  g_autoptr (AssayCondition) whole = NULL;
  guint n = count_parts (self);

  for (guint i = 0; i < n; i++)
    {
      AssayCondition *kept = i == part ? replacement : get_part (self, i);

      if (kept != NULL)
        g_ptr_array_add (parts, assay_condition_ref (kept));
    }
  if (part >= n && replacement != NULL)
    g_ptr_array_add (parts, assay_condition_ref (replacement));
  if (parts->len == 1)
    whole = assay_condition_ref (parts->pdata[0]);
  else if (parts->len > 1)
    whole = assay_condition_new_all ((AssayCondition *const *) parts->pdata, parts->len);
  assay_filter_bar_set_condition (self, whole);
}

static void
editor_changed_cb (AssayConditionEditor *editor,
                   AssayFilterBar       *self)
{
  guint part = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (editor), "part"));
  g_autoptr (AssayCondition) condition = assay_condition_editor_dup_condition (editor);

  if (condition != NULL)
    replace_part (self, part, condition);
}

static void
editor_cancelled_cb (AssayConditionEditor *editor,
                     AssayFilterBar       *self)
{
  assay_filter_bar_set_condition (self, g_object_get_data (G_OBJECT (editor), "before"));
}

static void
editor_save_cb (AssayFilterBar *self)
{
  g_signal_emit (self, signals[SAVE_SEGMENT], 0);
}

static gboolean
drop_editor_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
editor_closed_cb (GtkPopover *popover)
{
  GtkWidget *chip = gtk_widget_get_parent (GTK_WIDGET (popover));

  gtk_widget_remove_css_class (chip, "open");
  g_idle_add (drop_editor_cb, popover);
}

static void
open_editor (AssayFilterBar *self,
             GtkWidget      *chip,
             guint           part)
{
  AssayCondition *condition = part < count_parts (self) ? get_part (self, part) : NULL;
  GtkWidget *editor = assay_condition_editor_new (self->workspace, condition);

  g_object_set_data (G_OBJECT (editor), "part", GUINT_TO_POINTER (part));
  if (self->condition != NULL)
    g_object_set_data_full (G_OBJECT (editor), "before", assay_condition_ref (self->condition),
                            (GDestroyNotify) assay_condition_unref);
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_changed_cb), self, 0);
  g_signal_connect_object (editor, "cancelled", G_CALLBACK (editor_cancelled_cb), self, 0);
  g_signal_connect_object (editor, "save-segment", G_CALLBACK (editor_save_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (editor, "closed", G_CALLBACK (editor_closed_cb), NULL);
  /* On the bar's own button: chips are rebuilt while the editor is open. */
  gtk_widget_set_parent (editor, chip);
  gtk_widget_add_css_class (chip, "open");
  gtk_popover_popup (GTK_POPOVER (editor));
}

static void
chip_clicked_cb (GtkButton      *button,
                 AssayFilterBar *self)
{
  guint part = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "part"));

  open_editor (self, gtk_widget_get_parent (GTK_WIDGET (button)), part);
}

static void
remove_clicked_cb (GtkButton      *button,
                   AssayFilterBar *self)
{
  replace_part (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "part")), NULL);
}

static GtkWidget *
new_chip_part (AssayFilterBar *self,
               GtkWidget      *child,
               guint           part,
               GCallback       clicked,
               const char     *name)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), child);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "part", GUINT_TO_POINTER (part));
  assay_set_accessible_name (button, name);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  return button;
}

/* Chips scroll sideways at their full width; only very long ones are cut. */
static void
set_chip_text (GtkLabel   *label,
               const char *subject,
               const char *rest)
{
  g_autofree char *markup = *rest != '\0'
                              ? g_markup_printf_escaped ("%s:  <b>%s</b>", subject, rest)
                              : g_markup_printf_escaped ("%s", subject);
  gboolean is_long = g_utf8_strlen (subject, -1) + g_utf8_strlen (rest, -1) > MAX_CHIP_CHARS;

  gtk_label_set_markup (label, markup);
  gtk_label_set_ellipsize (label, is_long ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (label, is_long ? MAX_CHIP_CHARS : -1);
}

static GtkWidget *
new_chip (AssayFilterBar *self,
          guint           part)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *subject = NULL;
  g_autofree char *rest
    = assay_condition_describe (get_part (self, part), self->fields, &subject);
  g_autofree char *edit = g_strdup_printf (_("Edit filter: %s %s"), subject, rest);
  g_autofree char *removes = g_strdup_printf (_("Remove filter: %s %s"), subject, rest);

  set_chip_text (GTK_LABEL (label), subject, rest);
  gtk_widget_add_css_class (chip, "assay-chip");
  assay_append (chip, new_chip_part (self, label, part, G_CALLBACK (chip_clicked_cb), edit),
                new_chip_part (self, gtk_image_new_from_icon_name ("window-close-symbolic"), part,
                               G_CALLBACK (remove_clicked_cb), removes),
                NULL);
  g_object_set_data_full (G_OBJECT (chip), "condition", assay_condition_ref (get_part (self, part)),
                          (GDestroyNotify) assay_condition_unref);
  return chip;
}

/* A chip whose editor is open is kept, so that the popover does not vanish while typing. */
static void
update_open_chip (AssayFilterBar *self,
                  GtkWidget      *chip,
                  guint           part)
{
  GtkWidget *label
    = gtk_button_get_child (GTK_BUTTON (gtk_widget_get_first_child (chip)));
  g_autofree char *subject = NULL;
  g_autofree char *rest = NULL;

  if (part >= count_parts (self))
    return;
  rest = assay_condition_describe (get_part (self, part), self->fields, &subject);
  set_chip_text (GTK_LABEL (label), subject, rest);
}

static GtkWidget *
find_open_chip (AssayFilterBar *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->chips); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, "open") && gtk_widget_has_css_class (child, "assay-chip"))
      return child;
  return NULL;
}

static void
rebuild_chips (AssayFilterBar *self)
{
  GtkWidget *open = find_open_chip (self), *child, *next, *last = NULL;
  guint n = count_parts (self), open_part = G_MAXUINT;

  if (open != NULL)
    open_part = GPOINTER_TO_UINT (
      g_object_get_data (G_OBJECT (gtk_widget_get_first_child (open)), "part"));
  for (child = gtk_widget_get_first_child (self->chips); child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (child != open && child != self->add_button)
        gtk_box_remove (GTK_BOX (self->chips), child);
    }
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *chip = i == open_part ? open : new_chip (self, i);

      if (chip == open)
        update_open_chip (self, chip, i);
      else
        gtk_box_append (GTK_BOX (self->chips), chip);
      gtk_box_reorder_child_after (GTK_BOX (self->chips), chip, last);
      last = chip;
    }
  gtk_box_reorder_child_after (GTK_BOX (self->chips), self->add_button, last);
}

void
assay_filter_bar_update (AssayFilterBar *self)
{
  g_autofree char *text = NULL;

  rebuild_chips (self);
  text = self->condition != NULL ? assay_condition_to_text (self->condition) : g_strdup ("");
  gtk_label_set_text (GTK_LABEL (self->text_label), text);
  gtk_widget_set_tooltip_text (self->text_button, _("Edit the filter as text (Ctrl+L)"));
  gtk_widget_set_visible (self->clear_button, self->condition != NULL && !self->phone);
  gtk_widget_set_visible (self->text_stack, !self->phone
                                              && (self->condition != NULL
                                                  || gtk_widget_has_focus (self->entry)));
}

static void
add_clicked_cb (AssayFilterBar *self)
{
  open_editor (self, self->add_button, count_parts (self));
}

static void
clear_clicked_cb (AssayFilterBar *self)
{
  assay_filter_bar_set_condition (self, NULL);
}

static void
assay_filter_bar_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_CONDITION)
    g_value_set_boxed (value, ASSAY_FILTER_BAR (object)->condition);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
assay_filter_bar_dispose (GObject *object)
{
  AssayFilterBar *self = ASSAY_FILTER_BAR (object);

  g_clear_pointer (&self->condition, assay_condition_unref);
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (assay_filter_bar_parent_class)->dispose (object);
}

static void
assay_filter_bar_class_init (AssayFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = assay_filter_bar_get_property;
  object_class->dispose = assay_filter_bar_dispose;
  props[PROP_CONDITION] = g_param_spec_boxed ("condition", NULL, NULL, ASSAY_TYPE_CONDITION,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  /**
   * AssayFilterBar::save-segment:
   *
   * The condition is wanted under a name.
   */
  signals[SAVE_SEGMENT] = g_signal_new ("save-segment", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayFilterBar, chips);
  gtk_widget_class_bind_template_child (widget_class, AssayFilterBar, add_button);
  gtk_widget_class_bind_template_child (widget_class, AssayFilterBar, add_label);
  gtk_widget_class_bind_template_child (widget_class, AssayFilterBar, clear_button);
  gtk_widget_class_bind_template_child (widget_class, AssayFilterBar, text_stack);
  gtk_widget_class_bind_template_child (widget_class, AssayFilterBar, text_button);
  gtk_widget_class_bind_template_child (widget_class, AssayFilterBar, text_label);
  gtk_widget_class_bind_template_child (widget_class, AssayFilterBar, entry);
  gtk_widget_class_bind_template_child (widget_class, AssayFilterBar, error_label);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, assay_filter_bar_edit_text);
  gtk_widget_class_bind_template_callback (widget_class, assay_filter_bar_entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, assay_filter_bar_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, assay_filter_bar_entry_key_cb);
}

static void
assay_filter_bar_init (AssayFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  assay_filter_bar_update (self);
}

/**
 * assay_filter_bar_get_condition:
 *
 * Returns: (transfer none) (nullable): the filter
 */
AssayCondition *
assay_filter_bar_get_condition (AssayFilterBar *self)
{
  g_return_val_if_fail (ASSAY_IS_FILTER_BAR (self), NULL);
  return self->condition;
}

void
assay_filter_bar_set_condition (AssayFilterBar *self,
                                AssayCondition *condition)
{
  g_return_if_fail (ASSAY_IS_FILTER_BAR (self));

  if (condition == self->condition
      || (condition != NULL && self->condition != NULL
          && assay_condition_equal (condition, self->condition)))
    return;
  if (condition != NULL)
    assay_condition_ref (condition);
  g_clear_pointer (&self->condition, assay_condition_unref);
  self->condition = condition;
  assay_filter_bar_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONDITION]);
}

/**
 * assay_filter_bar_set_text:
 * @text: a condition's text form, or nothing
 *
 * Returns: whether it could be read; if not, the error is shown
 */
gboolean
assay_filter_bar_set_text (AssayFilterBar *self,
                           const char     *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = NULL;
  gsize offset = 0;

  g_return_val_if_fail (ASSAY_IS_FILTER_BAR (self), FALSE);

  if (*text != '\0')
    {
      condition = assay_condition_from_text (text, &offset, &error);
      if (condition == NULL)
        {
          gtk_editable_set_position (GTK_EDITABLE (self->entry),
                                     (int) g_utf8_pointer_to_offset (text, text + offset));
          assay_filter_bar_show_error (self, error->message);
          return FALSE;
        }
    }
  assay_filter_bar_set_condition (self, condition);
  return TRUE;
}

void
assay_filter_bar_set_workspace (AssayFilterBar *self,
                                AssayWorkspace *workspace)
{
  g_return_if_fail (ASSAY_IS_FILTER_BAR (self));

  g_set_object (&self->workspace, workspace);
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  self->fields = assay_workspace_get_fields (workspace);
  assay_filter_bar_update (self);
}

/**
 * assay_filter_bar_set_phone:
 * @phone: chips only, which scroll sideways
 */
void
assay_filter_bar_set_phone (AssayFilterBar *self,
                            gboolean        phone)
{
  g_return_if_fail (ASSAY_IS_FILTER_BAR (self));
  self->phone = phone;
  assay_filter_bar_update (self);
}

/**
 * assay_filter_bar_edit_text:
 *
 * Turns the text line into an entry.
 */
void
assay_filter_bar_edit_text (AssayFilterBar *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (ASSAY_IS_FILTER_BAR (self));

  text = self->condition != NULL ? assay_condition_to_text (self->condition) : g_strdup ("");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_widget_set_visible (self->text_stack, TRUE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->text_stack), "edit");
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

void
assay_filter_bar_add_filter (AssayFilterBar *self)
{
  g_return_if_fail (ASSAY_IS_FILTER_BAR (self));
  add_clicked_cb (self);
}

/**
 * assay_filter_bar_open_part:
 * @part: which of the parts that must hold; one past the end adds one
 *
 * Opens the condition builder on a chip.
 */
void
assay_filter_bar_open_part (AssayFilterBar *self,
                            guint           part)
{
  GtkWidget *chip;

  g_return_if_fail (ASSAY_IS_FILTER_BAR (self));

  chip = gtk_widget_get_first_child (self->chips);
  for (guint i = 0; i < part && chip != NULL; i++)
    chip = gtk_widget_get_next_sibling (chip);
  if (chip != NULL)
    open_editor (self, chip, part);
}
