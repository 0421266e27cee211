/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-preview.h"

#include "widgets/assay-parts.h"
#include "widgets/assay-tooltip.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define MAX_COLUMNS 40
#define MAX_CHARS 19

/**
 * AssayImportPreview:
 *
 * The first rows as they will arrive. Scrolls sideways where there are more fields than room.
 */
struct _AssayImportPreview
{
  AdwBin parent_instance;

  GtkWidget *count;
  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (AssayImportPreview, assay_import_preview, ADW_TYPE_BIN)

/* What a person looks for first. */
static const char *const first_fields[] = { "Name", "Company", "Email" };
/* What the name was made of comes after all others. */
static const char *const last_fields[] = { "Given name", "Surname", NULL };

static GtkWidget *
new_cell (const char *text,
          gboolean    numeric,
          gboolean    heading)
{
  GtkWidget *label = assay_label_new (text, heading ? "numeric assay-strong dim-label" : "numeric",
                                      ASSAY_LABEL_ELLIPSIZE | (numeric ? ASSAY_LABEL_END : ASSAY_LABEL_PLAIN));

  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN ((int) g_utf8_strlen (text, -1), MAX_CHARS));
  assay_set_tooltip (label, text);
  return label;
}

static void
clear (AssayImportPreview *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
}

/* Places of the targets in the order they are shown. */
static GArray *
order_targets (const AssayImportSheet *sheet)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (gsize f = 0; f < G_N_ELEMENTS (first_fields); f++)
    for (guint i = 0; i < sheet->targets->len; i++)
      if (strcmp (g_ptr_array_index (sheet->targets, i), first_fields[f]) == 0)
        g_array_append_val (order, i);
  for (guint i = 0; i < sheet->targets->len; i++)
    {
      gboolean shown = FALSE;

      for (gsize f = 0; f < G_N_ELEMENTS (first_fields); f++)
        shown |= strcmp (g_ptr_array_index (sheet->targets, i), first_fields[f]) == 0;
      shown |= g_strv_contains (last_fields, g_ptr_array_index (sheet->targets, i));
      if (!shown && order->len < MAX_COLUMNS)
        g_array_append_val (order, i);
    }
  for (guint i = 0; i < sheet->targets->len; i++)
    if (g_strv_contains (last_fields, g_ptr_array_index (sheet->targets, i)))
      g_array_append_val (order, i);
  return order;
}

static void
add_separator (AssayImportPreview *self,
               int                 row,
               guint               n_columns)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_grid_attach (GTK_GRID (self->grid), line, 0, row, MAX ((int) n_columns, 1), 1);
}

static void
add_row (AssayImportPreview     *self,
         const AssayImportSheet *sheet,
         GArray                 *order,
         guint                   row)
{
  char **cells = g_ptr_array_index (sheet->preview, row);
  guint n_cells = g_strv_length (cells);
  int line = (int) row * 2 + 2;

  add_separator (self, line - 1, order->len);
  if (n_cells != sheet->targets->len)
    {
      /* A row that will be rejected has its reason alone. */
      GtkWidget *label = assay_label_new (n_cells > 0 ? cells[0] : "", "assay-error", ASSAY_LABEL_PLAIN);

      gtk_grid_attach (GTK_GRID (self->grid), label, 0, line, MAX ((int) order->len, 1), 1);
      return;
    }
  for (guint i = 0; i < order->len; i++)
    {
      guint target = g_array_index (order, guint, i);

      gtk_grid_attach (GTK_GRID (self->grid),
                       new_cell (cells[target], g_array_index (sheet->numeric, gboolean, target),
                                 FALSE),
                       (int) i, line, 1, 1);
    }
}

static void
assay_import_preview_class_init (AssayImportPreviewClass *klass)
{
}

static void
assay_import_preview_init (AssayImportPreview *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = assay_label_new (_("As they will arrive"), "heading", ASSAY_LABEL_EXPAND);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->count = assay_label_new (NULL, "caption dim-label numeric", ASSAY_LABEL_PLAIN);
  self->grid = gtk_grid_new ();
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (head, "assay-card-head");
  assay_append (head, title, self->count, NULL);
  gtk_widget_add_css_class (self->grid, "assay-import-preview");
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->grid);
  assay_set_accessible_name (scroller, _("The first rows as they will arrive"));
  assay_append (card, head, scroller, NULL);
  adw_bin_set_child (ADW_BIN (self), card);
}

void
assay_import_preview_show (AssayImportPreview     *self,
                           const AssayImportSheet *sheet)
{
  g_autoptr (GArray) order = order_targets (sheet);
  g_autofree char *count
    = g_strdup_printf (_("first %u of %'" PRIu64), sheet->preview->len, sheet->rows);

  g_return_if_fail (ASSAY_IS_IMPORT_PREVIEW (self));

  clear (self);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  for (guint i = 0; i < order->len; i++)
    {
      guint target = g_array_index (order, guint, i);

      gtk_grid_attach (GTK_GRID (self->grid),
                       new_cell (g_ptr_array_index (sheet->targets, target),
                                 g_array_index (sheet->numeric, gboolean, target), TRUE),
                       (int) i, 0, 1, 1);
    }
  for (guint i = 0; i < sheet->preview->len; i++)
    add_row (self, sheet, order, i);
}
