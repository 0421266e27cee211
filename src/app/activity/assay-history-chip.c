/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-history-chip.h"

#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

/**
 * AssayHistoryChip:
 *
 * One question to the history: its name with a plus, or its name and what was chosen or written.
 */
struct _AssayHistoryChip
{
  GtkBox parent_instance;

  char *name;
  GtkWidget *button;
  GtkWidget *plus;
  GtkWidget *label;
  GtkWidget *remove;
  GtkWidget *popover;
  GtkWidget *drop;  /* (nullable): of a choice */
  GtkWidget *entry; /* (nullable): of a text */
  gboolean chosen;  /* a drop-down always has something selected: whether it counts */
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (AssayHistoryChip, assay_history_chip, GTK_TYPE_BOX)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_value (AssayHistoryChip *self)
{
  GtkStringObject *selected;

  if (self->entry != NULL)
    return assay_history_chip_get_text (self);
  selected = self->chosen ? gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->drop)) : NULL;
  return selected != NULL ? gtk_string_object_get_string (selected) : NULL;
}

static void
update (AssayHistoryChip *self)
{
  const char *value = get_value (self);
  g_autofree char *markup = value != NULL
                              ? g_markup_printf_escaped ("%s:  <b>%s</b>", self->name, value)
                              : g_markup_escape_text (self->name, -1);
  /* Translators: a filter of the history and what it is set to, or that it is not */
  g_autofree char *label = g_strdup_printf (_("Filter %s: %s"), self->name,
                                            value != NULL ? value : _("not set"));

  gtk_label_set_markup (GTK_LABEL (self->label), markup);
  gtk_widget_set_visible (self->plus, value == NULL);
  gtk_widget_set_visible (self->remove, value != NULL);
  assay_set_accessible_name (self->button, label);
  if (value != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "assay-chip");
      gtk_widget_remove_css_class (GTK_WIDGET (self), "assay-open-chip");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "assay-chip");
      gtk_widget_add_css_class (GTK_WIDGET (self), "assay-open-chip");
    }
}

static void
changed (AssayHistoryChip *self)
{
  if (self->quiet)
    return;
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
selected_cb (AssayHistoryChip *self)
{
  if (!self->quiet)
    self->chosen = TRUE;
  changed (self);
}

/* The first choice is selected already when the drop-down opens: opening the chip takes it. */
static void
shown_cb (AssayHistoryChip *self)
{
  if (self->drop != NULL && !self->chosen)
    selected_cb (self);
  gtk_widget_grab_focus (self->drop != NULL ? self->drop : self->entry);
}

static void
entry_activate_cb (AssayHistoryChip *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
remove_cb (AssayHistoryChip *self)
{
  assay_history_chip_clear (self);
  g_signal_emit (self, signals[CHANGED], 0);
  gtk_widget_grab_focus (self->button);
}

static void
assay_history_chip_finalize (GObject *object)
{
  g_free (ASSAY_HISTORY_CHIP (object)->name);
  G_OBJECT_CLASS (assay_history_chip_parent_class)->finalize (object);
}

static void
assay_history_chip_class_init (AssayHistoryChipClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_history_chip_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_history_chip_init (AssayHistoryChip *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->button = gtk_menu_button_new ();
  self->plus = gtk_image_new_from_icon_name ("list-add-symbolic");
  self->label = gtk_label_new (NULL);
  self->remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  self->popover = gtk_popover_new ();
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), 28);
  assay_append (content, self->plus, self->label, NULL);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), content);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->remove, "flat");
  assay_append (GTK_WIDGET (self), self->button, self->remove, NULL);
  g_signal_connect_object (self->popover, "show", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remove, "clicked", G_CALLBACK (remove_cb), self,
                           G_CONNECT_SWAPPED);
}

static AssayHistoryChip *
new_chip (const char *name)
{
  AssayHistoryChip *self = g_object_new (ASSAY_TYPE_HISTORY_CHIP, NULL);
  g_autofree char *label = g_strdup_printf (_("Clear the filter: %s"), name);

  self->name = g_strdup (name);
  gtk_widget_set_tooltip_text (self->remove, label);
  assay_set_accessible_name (self->remove, label);
  return self;
}

/**
 * assay_history_chip_new_choice:
 * @name: what is asked
 *
 * A chip whose answer is one of a list.
 */
GtkWidget *
assay_history_chip_new_choice (const char *name)
{
  AssayHistoryChip *self = new_chip (name);
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->drop = gtk_drop_down_new (NULL, expression);
  gtk_widget_set_size_request (self->drop, 200, -1);
  assay_set_accessible_name (self->drop, name);
  g_signal_connect_object (self->drop, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->drop);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * assay_history_chip_new_text:
 * @name: what is asked
 *
 * A chip whose answer is written.
 */
GtkWidget *
assay_history_chip_new_text (const char *name)
{
  AssayHistoryChip *self = new_chip (name);

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("part of the name"));
  assay_set_accessible_name (self->entry, name);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->entry);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * assay_history_chip_set_choices:
 * @choices: what can be chosen; what was is forgotten
 */
void
assay_history_chip_set_choices (AssayHistoryChip *self,
                                GtkStringList    *choices)
{
  g_return_if_fail (ASSAY_IS_HISTORY_CHIP (self));
  g_return_if_fail (self->drop != NULL);

  self->quiet = TRUE;
  self->chosen = FALSE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->drop), G_LIST_MODEL (choices));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->drop),
                                   g_list_model_get_n_items (G_LIST_MODEL (choices)) > 12);
  self->quiet = FALSE;
  update (self);
}

/**
 * assay_history_chip_get_choice:
 *
 * Returns: the place of what was chosen, or %GTK_INVALID_LIST_POSITION
 */
guint
assay_history_chip_get_choice (AssayHistoryChip *self)
{
  g_return_val_if_fail (ASSAY_IS_HISTORY_CHIP (self), GTK_INVALID_LIST_POSITION);
  return self->drop != NULL && self->chosen
           ? gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop))
           : GTK_INVALID_LIST_POSITION;
}

/**
 * assay_history_chip_get_text:
 *
 * Returns: (nullable) (transfer none): what was written
 */
const char *
assay_history_chip_get_text (AssayHistoryChip *self)
{
  const char *text;

  g_return_val_if_fail (ASSAY_IS_HISTORY_CHIP (self), NULL);
  text = self->entry != NULL ? gtk_editable_get_text (GTK_EDITABLE (self->entry)) : "";
  return *text != '\0' ? text : NULL;
}

void
assay_history_chip_clear (AssayHistoryChip *self)
{
  g_return_if_fail (ASSAY_IS_HISTORY_CHIP (self));

  self->quiet = TRUE;
  self->chosen = FALSE;
  if (self->entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  self->quiet = FALSE;
  update (self);
}
