/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-columns.h"

#include "import/assay-import-column-row.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-row-strip.h"

#include <glib/gi18n.h>

/**
 * AssayImportColumns:
 *
 * The card of the file's columns. Files may have hundreds of them: only rows that are seen exist.
 */
struct _AssayImportColumns
{
  AdwBin parent_instance;

  AssayImportDraft *draft; /* (owned) (nullable) */
  GtkStringList *choices;  /* (owned) */
  GtkWidget *strip;
  GtkWidget *heading;
  AssayImportKind kind;
  AssayWidth width;
};

G_DEFINE_FINAL_TYPE (AssayImportColumns, assay_import_columns, ADW_TYPE_BIN)

static void
chosen_cb (AssayImportColumns   *self,
           guint                 choice,
           AssayImportColumnRow *row)
{
  AssayImportSheet *sheet = assay_import_draft_get_sheet (self->draft);
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "position"));
  guint fixed = sheet->kind == ASSAY_IMPORT_KIND_LEADS ? 2 : 1;
  AssayImportSheetColumn *column = assay_import_sheet_get_column (sheet, position);

  if (choice == 0)
    assay_import_draft_map (self->draft, position, "");
  else if (choice >= fixed && choice - fixed < sheet->fields->len)
    assay_import_draft_map (
      self->draft, position,
      ((AssayImportSheetField *) g_ptr_array_index (sheet->fields, choice - fixed))->key);
  else if (choice == 1)
    {
      /* A rule is split at its last equals sign. */
      g_autofree char *label = g_strdelimit (g_strdup (column->header), "=", ' ');
      assay_import_draft_map (self->draft, position, label);
    }
}

static GtkWidget *
create_row (gpointer user_data)
{
  AssayImportColumns *self = user_data;
  GtkWidget *row = assay_import_column_row_new (G_LIST_MODEL (self->choices));

  assay_import_column_row_set_width (ASSAY_IMPORT_COLUMN_ROW (row), self->width);
  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
bind_row (GtkWidget *row,
          guint      position,
          gpointer   user_data)
{
  AssayImportColumns *self = user_data;
  AssayImportSheet *sheet = assay_import_draft_get_sheet (self->draft);

  /* Another file may be on its way. */
  if (sheet == NULL || position >= sheet->columns->len)
    return;
  g_object_set_data (G_OBJECT (row), "position", GUINT_TO_POINTER (position));
  if (position == 0)
    gtk_widget_add_css_class (row, "first");
  else
    gtk_widget_remove_css_class (row, "first");
  assay_import_column_row_show (ASSAY_IMPORT_COLUMN_ROW (row), sheet, position);
}

static GtkWidget *
heading_label (const char *text,
               int         width)
{
  GtkWidget *label = assay_label_new (text, "assay-strong dim-label", ASSAY_LABEL_ELLIPSIZE);

  gtk_widget_set_size_request (label, width, -1);
  return label;
}

static void
build_heading (AssayImportColumns *self)
{
  GtkWidget *samples = heading_label (_("Samples"), -1);

  self->heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->heading, "assay-import-heading");
  gtk_widget_set_hexpand (samples, TRUE);
  assay_append (self->heading, heading_label (_("Column in the file"), ASSAY_IMPORT_HEADER_WIDTH), samples,
                heading_label (_("Arrives as"), ASSAY_IMPORT_FIELD_WIDTH),
                heading_label (_("Type"), ASSAY_IMPORT_TYPE_WIDTH),
                heading_label (_("Check"), ASSAY_IMPORT_CHECK_WIDTH), NULL);
}

static void
assay_import_columns_dispose (GObject *object)
{
  AssayImportColumns *self = ASSAY_IMPORT_COLUMNS (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->choices);
  G_OBJECT_CLASS (assay_import_columns_parent_class)->dispose (object);
}

static void
assay_import_columns_class_init (AssayImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_import_columns_dispose;
}

static void
assay_import_columns_init (AssayImportColumns *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->width = ASSAY_WIDTH_WIDE;
  self->strip = assay_row_strip_new (create_row, bind_row, self);
  build_heading (self);
  assay_append (card, self->heading, self->strip, NULL);
  gtk_widget_add_css_class (card, "card");
  adw_bin_set_child (ADW_BIN (self), card);
}

static void
fill_choices (AssayImportColumns     *self,
              const AssayImportSheet *sheet)
{
  g_clear_object (&self->choices);
  self->choices = gtk_string_list_new (NULL);
  gtk_string_list_append (self->choices, _("Leave out"));
  if (sheet->kind == ASSAY_IMPORT_KIND_LEADS)
    gtk_string_list_append (self->choices, _("Custom field"));
  for (guint i = 0; i < sheet->fields->len; i++)
    gtk_string_list_append (self->choices,
                            ((AssayImportSheetField *) g_ptr_array_index (sheet->fields, i))->label);
}

/* Whether the drop-downs that are there offer what they should. */
static gboolean
has_same_shape (AssayImportColumns     *self,
                const AssayImportSheet *sheet)
{
  guint fixed = sheet->kind == ASSAY_IMPORT_KIND_LEADS ? 2 : 1;

  return self->choices != NULL && self->kind == sheet->kind
         && g_list_model_get_n_items (G_LIST_MODEL (self->choices)) == sheet->fields->len + fixed;
}

/**
 * assay_import_columns_show:
 * @draft: with a sheet
 */
void
assay_import_columns_show (AssayImportColumns *self,
                           AssayImportDraft   *draft)
{
  AssayImportSheet *sheet = assay_import_draft_get_sheet (draft);

  g_return_if_fail (ASSAY_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (sheet != NULL);

  g_set_object (&self->draft, draft);
  if (!has_same_shape (self, sheet))
    {
      assay_row_strip_reset (ASSAY_ROW_STRIP (self->strip));
      self->kind = sheet->kind;
      fill_choices (self, sheet);
    }
  assay_row_strip_set_n_rows (ASSAY_ROW_STRIP (self->strip), sheet->columns->len);
}

void
assay_import_columns_set_width (AssayImportColumns *self,
                                AssayWidth          width)
{
  g_return_if_fail (ASSAY_IS_IMPORT_COLUMNS (self));

  self->width = width;
  gtk_widget_set_visible (self->heading, width >= ASSAY_WIDTH_WIDE);
  for (GtkWidget *row = gtk_widget_get_first_child (self->strip); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    assay_import_column_row_set_width (ASSAY_IMPORT_COLUMN_ROW (row), width);
}
