/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-rejects.h"

#include "assay-file-dialog.h"
#include "assay-loader.h"
#include "assay-theme.h"
#include "import/assay-row-reader.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

#define MAX_ROWS 500

/**
 * AssayImportRejects:
 *
 * The rows of a file that do not arrive: where they stand, why, and what they are.
 */
struct _AssayImportRejects
{
  AdwWindow parent_instance;

  GFile *file;               /* (owned) */
  AssayLoader *loader;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): of copying */
  GtkWidget *list;
  GtkWidget *more_label;
};

G_DEFINE_FINAL_TYPE (AssayImportRejects, assay_import_rejects, ADW_TYPE_WINDOW)

static gpointer
read_rows (AssayWorkspace *workspace,
           gpointer        file,
           GCancellable   *cancellable,
           GError        **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  AssayRowReaderOptions options = { .cancellable = cancellable };
  g_autoptr (GError) local = NULL;
  g_autoptr (AssayRowReader) reader = assay_row_reader_open (file, &options, &local);
  AssayRow row;

  while (reader != NULL && rows->len < MAX_ROWS && assay_row_reader_next (reader, &row, &local))
    {
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();

      for (guint i = 0; i < 3; i++)
        {
          const AssayValue *cell = i < row.n_cells ? &row.cells[i] : NULL;
          g_autofree char *text = cell != NULL && cell->kind == ASSAY_VALUE_TEXT
                                    ? g_strndup (cell->text, MIN (cell->length, 400))
                                    : g_strdup ("");
          g_autofree char *valid = g_utf8_make_valid (text, -1);

          g_strv_builder_add (cells, valid);
        }
      g_ptr_array_add (rows, g_strv_builder_end (cells));
    }
  if (local == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static const AssayReading rows_reading = { read_rows, g_object_unref, (GDestroyNotify) g_ptr_array_unref };

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = assay_label_new (text, css_class, ASSAY_LABEL_WRAP | ASSAY_LABEL_ELLIPSIZE);

  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  return label;
}

static void
add_row (AssayImportRejects *self,
         char              **cells)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  /* Translators: a line of a file and why it is rejected */
  g_autofree char *title = g_strdup_printf (_("Line %s: %s"), cells[0], cells[1]);

  assay_append (box, new_label (title, "assay-strong"), new_label (cells[2], "monospace"), NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
say_problem (AssayImportRejects *self,
             const GError       *error)
{
  gtk_label_set_text (GTK_LABEL (self->more_label), error->message);
  gtk_widget_set_visible (self->more_label, TRUE);
}

static void
loaded_cb (gpointer      owner,
           gpointer      answer,
           const GError *error)
{
  AssayImportRejects *self = owner;
  g_autoptr (GPtrArray) rows = answer;

  if (rows == NULL)
    {
      say_problem (self, error);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    add_row (self, g_ptr_array_index (rows, i));
  gtk_widget_set_visible (self->more_label, rows->len >= MAX_ROWS);
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AssayImportRejects) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_copy_finish (G_FILE (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_problem (self, error);
}

static void
save_chosen_cb (GFile    *target,
                gpointer  user_data)
{
  AssayImportRejects *self = user_data;

  g_file_copy_async (self->file, target, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT,
                     self->cancellable, NULL, NULL, copied_cb, g_object_ref (self));
}

static void
save_clicked_cb (AssayImportRejects *self)
{
  assay_file_dialog_save (GTK_WINDOW (self), _("Save Rejected Rows"), _("rejects.csv"), save_chosen_cb, self);
}

static void
assay_import_rejects_dispose (GObject *object)
{
  AssayImportRejects *self = ASSAY_IMPORT_REJECTS (object);

  g_clear_pointer (&self->loader, assay_loader_free);
  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (assay_import_rejects_parent_class)->dispose (object);
}

static void
assay_import_rejects_finalize (GObject *object)
{
  AssayImportRejects *self = ASSAY_IMPORT_REJECTS (object);

  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (assay_import_rejects_parent_class)->finalize (object);
}

static void
assay_import_rejects_class_init (AssayImportRejectsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_import_rejects_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_import_rejects_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-import-rejects.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayImportRejects, list);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRejects, more_label);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
assay_import_rejects_init (AssayImportRejects *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_import_rejects_new:
 * @file: the rejects of an import or of its dry run
 */
GtkWidget *
assay_import_rejects_new (GtkWindow *parent,
                          GFile     *file)
{
  AssayImportRejects *self
    = g_object_new (ASSAY_TYPE_IMPORT_REJECTS, "transient-for", parent, NULL);

  self->file = g_object_ref (file);
  self->loader = assay_loader_new (&rows_reading, loaded_cb, self);
  assay_loader_load_file (self->loader, g_object_ref (file));
  return GTK_WIDGET (self);
}
