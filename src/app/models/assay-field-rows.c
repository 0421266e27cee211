/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-field-rows.h"

#include "models/assay-model-json.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

/**
 * AssayFieldRows:
 *
 * Fields that a model may or may not learn from: a switch each, and why one is off.
 */
struct _AssayFieldRows
{
  AdwBin parent_instance;

  GtkWidget *list;
  guint size;
};

G_DEFINE_FINAL_TYPE (AssayFieldRows, assay_field_rows, ADW_TYPE_BIN)

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
assay_field_rows_class_init (AssayFieldRowsClass *klass)
{
  /**
   * AssayFieldRows::toggled:
   *
   * A switch was moved.
   */
  signals[TOGGLED] = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

/* That a name is no feature goes without saying; what surprises comes first. */
static gboolean
is_plain (const char *kind)
{
  return g_strcmp0 (kind, "identifier") == 0 || g_strcmp0 (kind, "bookkeeping") == 0;
}

static int
compare_rows (GtkListBoxRow *a,
              GtkListBoxRow *b,
              gpointer       unused)
{
  guint x = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (a), "place"));
  guint y = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (b), "place"));

  return (x > y) - (x < y);
}

static void
assay_field_rows_init (AssayFieldRows *self)
{
  self->list = assay_list_box_new (_("Fields"), "assay-field-rows");
  gtk_list_box_set_sort_func (GTK_LIST_BOX (self->list), compare_rows, NULL, NULL);
  adw_bin_set_child (ADW_BIN (self), self->list);
}

GtkWidget *
assay_field_rows_new (void)
{
  return g_object_new (ASSAY_TYPE_FIELD_ROWS, NULL);
}

void
assay_field_rows_clear (AssayFieldRows *self)
{
  g_return_if_fail (ASSAY_IS_FIELD_ROWS (self));

  assay_remove_all (self->list);
  self->size = 0;
}

static void
toggled_cb (AssayFieldRows *self)
{
  g_signal_emit (self, signals[TOGGLED], 0);
}

static GtkWidget *
make_texts (const char *title,
            const char *detail)
{
  GtkWidget *second = assay_label_new (detail, "caption dim-label", ASSAY_LABEL_WRAP);

  gtk_label_set_wrap_mode (GTK_LABEL (second), PANGO_WRAP_WORD_CHAR);
  return assay_lines_new (assay_label_new (title, "assay-strong", ASSAY_LABEL_ELLIPSIZE), second);
}

static GtkWidget *
make_icon (const char *kind)
{
  gboolean protected = g_strcmp0 (kind, "protected") == 0;
  GtkWidget *icon
    = gtk_image_new_from_icon_name (protected ? "changes-prevent-symbolic" : "dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "assay-warning");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  return icon;
}

/**
 * assay_field_rows_add:
 * @field: `{"field", "label", "kind"}`, the last of a field that there is a warning about
 * @detail: what is to be known about it
 * @active: whether it is learned from
 */
void
assay_field_rows_add (AssayFieldRows *self,
                      JsonObject     *field,
                      const char     *detail,
                      gboolean        active)
{
  const char *key = assay_model_json_get_text (field, "field");
  const char *label = assay_model_json_get_text (field, "label");
  const char *kind = assay_model_json_get_text (field, "kind");
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *button = gtk_switch_new ();
  g_autofree char *name = NULL;

  g_return_if_fail (ASSAY_IS_FIELD_ROWS (self));

  if (label == NULL)
    label = key;
  /* Translators: %s is a field */
  name = g_strdup_printf (_("Learn from “%s”"), label);
  if (kind != NULL)
    gtk_box_append (GTK_BOX (box), make_icon (kind));
  gtk_box_append (GTK_BOX (box), make_texts (label, detail));
  gtk_switch_set_active (GTK_SWITCH (button), active);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  assay_set_accessible_name (button, name);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data_full (G_OBJECT (row), "field", g_strdup (key), g_free);
  g_object_set_data (G_OBJECT (row), "switch", button);
  g_object_set_data (G_OBJECT (row), "place", GUINT_TO_POINTER (self->size + (is_plain (kind) ? 1u << 20 : 0)));
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  self->size++;
}

guint
assay_field_rows_get_size (AssayFieldRows *self)
{
  g_return_val_if_fail (ASSAY_IS_FIELD_ROWS (self), 0);
  return self->size;
}

/**
 * assay_field_rows_set_active:
 *
 * Returns: whether there is such a field
 */
gboolean
assay_field_rows_set_active (AssayFieldRows *self,
                             const char     *field,
                             gboolean        active)
{
  g_return_val_if_fail (ASSAY_IS_FIELD_ROWS (self), FALSE);

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "field"), field) == 0)
      {
        gtk_switch_set_active (g_object_get_data (G_OBJECT (row), "switch"), active);
        return TRUE;
      }
  return FALSE;
}

/**
 * assay_field_rows_list:
 *
 * Returns: (transfer full): the fields whose switch is as asked
 */
char **
assay_field_rows_list (AssayFieldRows *self,
                       gboolean        active)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (ASSAY_IS_FIELD_ROWS (self), NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (!gtk_switch_get_active (g_object_get_data (G_OBJECT (row), "switch")) == !active)
      g_strv_builder_add (builder, g_object_get_data (G_OBJECT (row), "field"));
  return g_strv_builder_end (builder);
}
