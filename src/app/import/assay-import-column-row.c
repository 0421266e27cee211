/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-column-row.h"

#include "assay-theme.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-tooltip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * AssayImportColumnRow:
 *
 * A column of the file: what it is called, some of its values, what it becomes, and what does not
 * fit.
 */
struct _AssayImportColumnRow
{
  GtkBox parent_instance;

  char *header; /* (owned) */
  char *shown;  /* (owned): what the drop-down says */
  gboolean filling;

  GtkWidget *name;
  GtkWidget *samples;
  GtkWidget *field;
  GtkWidget *type;
  GtkWidget *check;      /* a button where there is more to see */
  GtkWidget *check_box;
  GtkWidget *check_icon;
  GtkWidget *check_label;
  GtkWidget *misfits;
};

G_DEFINE_FINAL_TYPE (AssayImportColumnRow, assay_import_column_row, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
new_label (const char *css_class,
           int         width)
{
  GtkWidget *label = assay_label_new (NULL, css_class, ASSAY_LABEL_ELLIPSIZE);

  gtk_widget_set_size_request (label, width, -1);
  return label;
}

static void
selected_cb (AssayImportColumnRow *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHOSEN], 0,
                   gtk_drop_down_get_selected (GTK_DROP_DOWN (self->field)));
}

static void
setup_shown_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  user_data)
{
  gtk_list_item_set_child (item, new_label (NULL, -1));
}

/* The closed drop-down names the new field; the list says only that there would be one. */
static void
bind_shown_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  AssayImportColumnRow *self = user_data;

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      self->shown != NULL ? self->shown : "");
}

static void
setup_item_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  gtk_list_item_set_child (item, new_label (NULL, -1));
}

static void
bind_item_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
build_field (AssayImportColumnRow *self,
             GListModel           *choices)
{
  GtkExpression *expression
    = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  g_autoptr (GtkListItemFactory) items = gtk_signal_list_item_factory_new ();

  g_signal_connect (items, "setup", G_CALLBACK (setup_item_cb), NULL);
  g_signal_connect (items, "bind", G_CALLBACK (bind_item_cb), NULL);
  self->field = gtk_drop_down_new (g_object_ref (choices), expression);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (self->field), items);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->field), TRUE);
  gtk_widget_set_valign (self->field, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->field, ASSAY_IMPORT_FIELD_WIDTH, -1);
  gtk_widget_add_css_class (self->field, "assay-small-drop-down");
  g_signal_connect_object (self->field, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
build_check (AssayImportColumnRow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->misfits = new_label ("assay-popover-text", -1);
  gtk_label_set_selectable (GTK_LABEL (self->misfits), TRUE);
  gtk_popover_set_child (GTK_POPOVER (popover), self->misfits);
  self->check_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (self->check_box, GTK_ALIGN_START);
  gtk_widget_set_hexpand (self->check_box, TRUE);
  self->check_icon = gtk_image_new ();
  self->check_label = new_label ("numeric", -1);
  assay_append (self->check_box, self->check_icon, self->check_label, NULL);
  self->check = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->check), self->check_box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->check), popover);
  assay_add_css_classes (self->check, "flat assay-import-check");
  gtk_widget_set_size_request (self->check, ASSAY_IMPORT_CHECK_WIDTH, -1);
  /* What the button has around its child would centre it. */
  for (GtkWidget *w = gtk_widget_get_parent (self->check_box); w != self->check;
       w = gtk_widget_get_parent (w))
    gtk_widget_set_halign (w, GTK_ALIGN_FILL);
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (self->check, FALSE);
}

static void
assay_import_column_row_finalize (GObject *object)
{
  AssayImportColumnRow *self = ASSAY_IMPORT_COLUMN_ROW (object);

  g_free (self->header);
  g_free (self->shown);
  G_OBJECT_CLASS (assay_import_column_row_parent_class)->finalize (object);
}

static void
assay_import_column_row_class_init (AssayImportColumnRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_import_column_row_finalize;

  /**
   * AssayImportColumnRow::chosen:
   * @choice: place in the list of what a column may become
   */
  signals[CHOSEN]
    = g_signal_new ("chosen", ASSAY_TYPE_IMPORT_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
assay_import_column_row_init (AssayImportColumnRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "assay-import-row");
}

/**
 * assay_import_column_row_new:
 * @choices: what a column may become: left out, a field of its own, then the fields there are
 */
GtkWidget *
assay_import_column_row_new (GListModel *choices)
{
  AssayImportColumnRow *self = g_object_new (ASSAY_TYPE_IMPORT_COLUMN_ROW, NULL);

  self->name = new_label ("assay-strong", ASSAY_IMPORT_HEADER_WIDTH);
  self->samples = new_label ("dim-label", -1);
  self->type = new_label (NULL, ASSAY_IMPORT_TYPE_WIDTH);
  gtk_widget_set_hexpand (self->samples, TRUE);
  build_field (self, choices);
  build_check (self);
  assay_append (GTK_WIDGET (self), self->name, self->samples, self->field, self->type, self->check, NULL);
  return GTK_WIDGET (self);
}

static const char *
check_icon (AssayImportCheck  check,
            const char      **out_class)
{
  switch (check)
    {
    case ASSAY_IMPORT_CHECK_ERROR:
      *out_class = "assay-error";
      return "assay-lost-symbolic";
    case ASSAY_IMPORT_CHECK_WARNING:
      *out_class = "assay-warning";
      return "dialog-warning-symbolic";
    case ASSAY_IMPORT_CHECK_NOTE:
      *out_class = "dim-label";
      return "dialog-information-symbolic";
    case ASSAY_IMPORT_CHECK_FITS:
      *out_class = "assay-ok";
      return "object-select-symbolic";
    case ASSAY_IMPORT_CHECK_NONE:
    default:
      *out_class = "dim-label";
      return "list-remove-symbolic";
    }
}

static void
show_check (AssayImportColumnRow         *self,
            const AssayImportSheetColumn *column)
{
  const char *css_class;
  const char *icon = check_icon (column->check, &css_class);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *label = g_strdup_printf ("%s: %s", column->header, column->note);
  gboolean quiet = column->check <= ASSAY_IMPORT_CHECK_FITS;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->check_icon), icon);
  gtk_widget_set_css_classes (self->check_icon, (const char *[]) { css_class, NULL });
  gtk_widget_set_css_classes (self->check_label,
                              (const char *[]) { "numeric", quiet ? "dim-label" : NULL, NULL });
  gtk_label_set_text (GTK_LABEL (self->check_label), column->note);
  for (guint i = 0; i < column->misfits->len; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (column->misfits, i));
  gtk_label_set_text (GTK_LABEL (self->misfits), lines->str);
  gtk_widget_set_sensitive (self->check, column->misfits->len > 0);
  assay_set_accessible_name (self->check, label);
}

static guint
find_choice (const AssayImportSheet       *sheet,
             const AssayImportSheetColumn *column)
{
  if (column->field == NULL)
    return 0;
  for (guint i = 0; i < sheet->fields->len; i++)
    if (g_str_equal (((AssayImportSheetField *) g_ptr_array_index (sheet->fields, i))->key,
                     column->field))
      return i + (sheet->kind == ASSAY_IMPORT_KIND_LEADS ? 2 : 1);
  return 1;
}

/**
 * assay_import_column_row_show:
 * @position: which column of the sheet
 */
void
assay_import_column_row_show (AssayImportColumnRow   *self,
                              const AssayImportSheet *sheet,
                              guint                   position)
{
  const AssayImportSheetColumn *column = assay_import_sheet_get_column (sheet, position);
  g_autofree char *label = g_strdup_printf (_("“%s” arrives as"), column->header);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_return_if_fail (ASSAY_IS_IMPORT_COLUMN_ROW (self));

  g_free (self->shown);
  self->shown = column->field == NULL ? g_strdup (_("Leave out"))
                : column->is_new      ? g_strdup_printf (_("Custom: %s"), column->label)
                                      : g_strdup (column->label);
  gtk_label_set_text (GTK_LABEL (self->name), column->header);
  assay_set_tooltip (self->name, column->header);
  gtk_label_set_text (GTK_LABEL (self->samples), column->samples);
  gtk_label_set_text (GTK_LABEL (self->type), column->type);
  self->filling = TRUE;
  g_signal_connect (factory, "setup", G_CALLBACK (setup_shown_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_shown_cb), self, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->field), find_choice (sheet, column));
  gtk_drop_down_set_factory (GTK_DROP_DOWN (self->field), factory);
  self->filling = FALSE;
  if (column->is_new)
    gtk_widget_add_css_class (self->field, "outlined");
  else
    gtk_widget_remove_css_class (self->field, "outlined");
  assay_set_accessible_name (self->field, label);
  show_check (self, column);
}

void
assay_import_column_row_set_width (AssayImportColumnRow *self,
                                   AssayWidth            width)
{
  gboolean phone = width == ASSAY_WIDTH_PHONE;

  g_return_if_fail (ASSAY_IS_IMPORT_COLUMN_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), phone ? GTK_ORIENTATION_VERTICAL
                                                               : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self), phone ? 2 : 12);
  gtk_widget_set_visible (self->samples, width >= ASSAY_WIDTH_WIDE || phone);
  gtk_widget_set_visible (self->type, width >= ASSAY_WIDTH_WIDE);
  gtk_widget_set_hexpand (self->name, width < ASSAY_WIDTH_WIDE);
  gtk_widget_set_size_request (self->check, phone ? -1
                                            : width >= ASSAY_WIDTH_WIDE
                                              ? ASSAY_IMPORT_CHECK_WIDTH
                                              : 176,
                               -1);
}
