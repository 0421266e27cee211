/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-segment-row.h"

#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * AssaySegmentRow:
 *
 * A saved segment in the menu: choose, rename in place, remove.
 */
struct _AssaySegmentRow
{
  GtkBox parent_instance;

  char *key;
  char *name;
  char *where; /* (nullable): of a segment that cannot be read */
  GtkWidget *stack;
  GtkWidget *check;
  GtkWidget *choose;
  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (AssaySegmentRow, assay_segment_row, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  RENAMED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
chosen_cb (AssaySegmentRow *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
removed_cb (AssaySegmentRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
stop_renaming (AssaySegmentRow *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "show");
  gtk_widget_grab_focus (self->choose);
}

static void
rename_cb (AssaySegmentRow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->name);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "rename");
  gtk_widget_grab_focus (self->entry);
}

static void
entry_activate_cb (AssaySegmentRow *self)
{
  g_autofree char *name
    = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  stop_renaming (self);
  if (*name != '\0' && strcmp (name, self->name) != 0)
    g_signal_emit (self, signals[RENAMED], 0, name);
}

static gboolean
entry_key_cb (GtkEventControllerKey *controller,
              guint                  keyval,
              guint                  keycode,
              GdkModifierType        state,
              AssaySegmentRow       *self)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  stop_renaming (self);
  return TRUE;
}

static GtkWidget *
new_icon_button (AssaySegmentRow *self,
                 const char      *icon,
                 const char      *label,
                 GCallback        clicked)
{
  GtkWidget *button = assay_icon_button_new (icon, label, "flat");

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
build_show (AssaySegmentRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = assay_label_new (self->name, NULL, ASSAY_LABEL_ELLIPSIZE | ASSAY_LABEL_EXPAND);
  g_autofree char *rename = g_strdup_printf (_("Rename “%s”"), self->name);
  g_autofree char *remove = g_strdup_printf (_("Remove “%s”"), self->name);

  self->choose = gtk_button_new ();
  self->check = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  assay_append (content, self->check, label, NULL);
  gtk_button_set_child (GTK_BUTTON (self->choose), content);
  gtk_widget_add_css_class (self->choose, "flat");
  gtk_widget_set_hexpand (self->choose, TRUE);
  gtk_widget_set_sensitive (self->choose, self->where != NULL);
  gtk_widget_set_tooltip_text (self->choose, self->where);
  assay_set_accessible_name (self->choose, self->name);
  g_signal_connect_object (self->choose, "clicked", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  assay_append (box, self->choose,
                new_icon_button (self, "document-edit-symbolic", rename, G_CALLBACK (rename_cb)),
                new_icon_button (self, "list-remove-symbolic", remove, G_CALLBACK (removed_cb)), NULL);
  return box;
}

static GtkWidget *
build_rename (AssaySegmentRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_entry_new ();
  assay_set_accessible_name (self->entry, _("New name of the segment"));
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  return self->entry;
}

static void
assay_segment_row_finalize (GObject *object)
{
  AssaySegmentRow *self = ASSAY_SEGMENT_ROW (object);

  g_free (self->key);
  g_free (self->name);
  g_free (self->where);
  G_OBJECT_CLASS (assay_segment_row_parent_class)->finalize (object);
}

static void
assay_segment_row_class_init (AssaySegmentRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_segment_row_finalize;
  signals[CHOSEN]
    = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RENAMED] = g_signal_new ("renamed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVED]
    = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_segment_row_init (AssaySegmentRow *self)
{
}

/**
 * assay_segment_row_new:
 * @where: (nullable): its condition as text
 */
GtkWidget *
assay_segment_row_new (const char *key,
                       const char *name,
                       const char *where)
{
  AssaySegmentRow *self = g_object_new (ASSAY_TYPE_SEGMENT_ROW, NULL);

  self->key = g_strdup (key);
  self->name = g_strdup (name);
  self->where = g_strdup (where);
  self->stack = gtk_stack_new ();
  gtk_widget_set_hexpand (self->stack, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "assay-segment");
  gtk_stack_add_named (GTK_STACK (self->stack), build_show (self), "show");
  gtk_stack_add_named (GTK_STACK (self->stack), build_rename (self), "rename");
  gtk_box_append (GTK_BOX (self), self->stack);
  return GTK_WIDGET (self);
}

const char *
assay_segment_row_get_key (AssaySegmentRow *self)
{
  g_return_val_if_fail (ASSAY_IS_SEGMENT_ROW (self), NULL);
  return self->key;
}

const char *
assay_segment_row_get_name (AssaySegmentRow *self)
{
  g_return_val_if_fail (ASSAY_IS_SEGMENT_ROW (self), NULL);
  return self->name;
}

const char *
assay_segment_row_get_where (AssaySegmentRow *self)
{
  g_return_val_if_fail (ASSAY_IS_SEGMENT_ROW (self), NULL);
  return self->where;
}

/**
 * assay_segment_row_set_current:
 * @current: whether the list shows this segment
 */
void
assay_segment_row_set_current (AssaySegmentRow *self,
                               gboolean         current)
{
  g_return_if_fail (ASSAY_IS_SEGMENT_ROW (self));
  gtk_widget_set_opacity (self->check, current ? 1 : 0);
}
