/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-table-private.h"

#include "leads/assay-lead-cell.h"
#include "leads/assay-lead-sorter.h"
#include "widgets/assay-list-bin.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (AssayLeadTable, assay_lead_table, ADW_TYPE_BIN)

enum
{
  PROP_SORT = 1,
  N_PROPS
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
sorter_changed_cb (AssayLeadTable *self)
{
  gboolean descending;
  const char *key;
  g_autofree char *sort = NULL;

  if (self->setting_sort)
    return;
  key = assay_lead_sorter_ask (gtk_column_view_get_sorter (self->view), &descending);
  if (key == NULL)
    return;
  sort = g_strconcat (descending ? "-" : "", key, NULL);
  if (g_strcmp0 (sort, self->sort) == 0)
    return;
  g_free (self->sort);
  self->sort = g_steal_pointer (&sort);
  g_settings_set_string (self->settings, "lead-sort", self->sort);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SORT]);
}

static void
row_activated_cb (AssayLeadTable *self,
                  guint           position)
{
  g_signal_emit (self, signals[ACTIVATED], 0, position);
}

static void
assay_lead_table_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_SORT)
    g_value_set_string (value, ASSAY_LEAD_TABLE (object)->sort);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
assay_lead_table_dispose (GObject *object)
{
  AssayLeadTable *self = ASSAY_LEAD_TABLE (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->view = NULL;
  g_clear_object (&self->phone_column);
  if (self->list != NULL)
    g_object_run_dispose (G_OBJECT (self->list));
  g_clear_object (&self->list);
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  G_OBJECT_CLASS (assay_lead_table_parent_class)->dispose (object);
}

static void
assay_lead_table_finalize (GObject *object)
{
  AssayLeadTable *self = ASSAY_LEAD_TABLE (object);

  g_free (self->sort);
  g_ptr_array_unref (self->stored);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (assay_lead_table_parent_class)->finalize (object);
}

static void
assay_lead_table_class_init (AssayLeadTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = assay_lead_table_get_property;
  object_class->dispose = assay_lead_table_dispose;
  object_class->finalize = assay_lead_table_finalize;
  props[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, NULL,
                                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                            | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  /**
   * AssayLeadTable::activated:
   * @position: of a lead
   *
   * Enter or a double click on a row.
   */
  signals[ACTIVATED] = g_signal_new ("activated", ASSAY_TYPE_LEAD_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
assay_lead_table_init (AssayLeadTable *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->stored = g_ptr_array_new_with_free_func (g_object_unref);
  self->list = assay_lead_list_new ();
  self->view = GTK_COLUMN_VIEW (
    gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->list))));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "assay-leads");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  assay_set_accessible_name (GTK_WIDGET (self->view), _("Leads"));
  assay_set_accessible_name (gtk_widget_get_first_child (GTK_WIDGET (self->view)), _("Column headers"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  adw_bin_set_child (ADW_BIN (self), assay_list_bin_new (scrolled));
  g_signal_connect_object (self->view, "activate", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * assay_lead_table_new:
 * @settings: where columns and sorting are remembered
 */
GtkWidget *
assay_lead_table_new (GSettings *settings)
{
  AssayLeadTable *self = g_object_new (ASSAY_TYPE_LEAD_TABLE, NULL);
  g_autofree char *sort = g_settings_get_string (settings, "lead-sort");

  self->settings = g_object_ref (settings);
  assay_lead_table_build_columns (self);
  assay_lead_table_update_read_columns (self);
  assay_lead_table_set_sort (self, sort);
  return GTK_WIDGET (self);
}

AssayLeadList *
assay_lead_table_get_list (AssayLeadTable *self)
{
  g_return_val_if_fail (ASSAY_IS_LEAD_TABLE (self), NULL);
  return self->list;
}

/**
 * assay_lead_table_set_fields:
 * @fields: of the workspace that is shown, for the columns' names
 */
void
assay_lead_table_set_fields (AssayLeadTable     *self,
                             AssayFieldRegistry *fields)
{
  g_autoptr (GPtrArray) columns = NULL;

  g_return_if_fail (ASSAY_IS_LEAD_TABLE (self));

  assay_field_registry_ref (fields);
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  self->fields = fields;
  columns = assay_lead_table_list_columns (self);
  for (guint i = 0; i < columns->len; i++)
    {
      const char *key = assay_lead_table_column_key (columns->pdata[i]);
      g_autofree char *label = assay_lead_table_dup_label (self, key);

      /* Another workspace may not have this field. */
      if (!assay_lead_table_is_known (key) && strchr (key, '.') == NULL
          && assay_field_registry_find (fields, key) == NULL)
        assay_lead_table_remove_column (self, columns->pdata[i]);
      else
        gtk_column_view_column_set_title (columns->pdata[i], label);
    }
  assay_lead_table_update_read_columns (self);
}

/* The arrow in the header, without asking for a new order. */
static void
show_sort (AssayLeadTable *self)
{
  gboolean descending = self->sort != NULL && *self->sort == '-';
  GtkColumnViewColumn *column
    = self->sort != NULL && !self->phone ? assay_lead_table_find_column (self, self->sort + descending) : NULL;

  self->setting_sort = TRUE;
  if (column != NULL)
    gtk_column_view_sort_by_column (self->view, column,
                                    descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->setting_sort = FALSE;
}

/**
 * assay_lead_table_set_phone:
 * @phone: one column of two-line rows instead of a table
 */
void
assay_lead_table_set_phone (AssayLeadTable *self,
                            gboolean        phone)
{
  g_autoptr (GPtrArray) columns = NULL;
  GtkWidget *header;

  g_return_if_fail (ASSAY_IS_LEAD_TABLE (self));

  if (phone == self->phone)
    return;
  self->phone = phone;
  columns = assay_lead_table_list_columns (self);
  g_ptr_array_set_size (self->stored, 0);
  self->setting_sort = TRUE;
  /* Taken out, not hidden: GTK keeps the width of hidden columns free. */
  for (guint i = 0; i < columns->len; i++)
    if (phone)
      {
        g_ptr_array_add (self->stored, g_object_ref (columns->pdata[i]));
        gtk_column_view_remove_column (self->view, columns->pdata[i]);
      }
    else
      gtk_column_view_append_column (self->view, columns->pdata[i]);
  if (phone)
    gtk_column_view_append_column (self->view, self->phone_column);
  else
    gtk_column_view_remove_column (self->view, self->phone_column);
  self->setting_sort = FALSE;
  show_sort (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (gtk_widget_get_parent (GTK_WIDGET (self->view))),
                                  phone ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  if (header != NULL)
    gtk_widget_set_visible (header, !phone);
  if (phone)
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "one-column");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->view), "one-column");
}

/**
 * assay_lead_table_get_sort:
 *
 * Returns: (transfer none): as #AssayLeadQuery takes it
 */
const char *
assay_lead_table_get_sort (AssayLeadTable *self)
{
  g_return_val_if_fail (ASSAY_IS_LEAD_TABLE (self), NULL);
  return self->sort;
}

void
assay_lead_table_set_sort (AssayLeadTable *self,
                           const char     *sort)
{
  g_return_if_fail (ASSAY_IS_LEAD_TABLE (self));

  if (sort == NULL || g_strcmp0 (sort, self->sort) == 0)
    return;
  g_free (self->sort);
  self->sort = g_strdup (sort);
  show_sort (self);
  g_settings_set_string (self->settings, "lead-sort", sort);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SORT]);
}

gboolean
assay_lead_table_has_column (AssayLeadTable *self,
                             const char     *key)
{
  g_return_val_if_fail (ASSAY_IS_LEAD_TABLE (self), FALSE);
  return assay_lead_table_find_column (self, key) != NULL;
}

void
assay_lead_table_show_column (AssayLeadTable *self,
                              const char     *key,
                              gboolean        show)
{
  GtkColumnViewColumn *column;

  g_return_if_fail (ASSAY_IS_LEAD_TABLE (self));

  column = assay_lead_table_find_column (self, key);
  if (show && column == NULL)
    assay_lead_table_append_column (self, key, -1);
  else if (!show && column != NULL)
    assay_lead_table_remove_column (self, column);
  assay_lead_table_update_read_columns (self);
  assay_lead_table_save (self);
}

/**
 * assay_lead_table_scroll_to:
 *
 * Brings a row into sight. GtkColumnView has this from 4.12 on; rows here have one height.
 */
void
assay_lead_table_scroll_to (AssayLeadTable *self,
                            guint           position)
{
  guint n;
  double upper, page, value, row, top;

  g_return_if_fail (ASSAY_IS_LEAD_TABLE (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  if (position >= n)
    return;
  upper = gtk_adjustment_get_upper (self->adjustment);
  page = gtk_adjustment_get_page_size (self->adjustment);
  value = gtk_adjustment_get_value (self->adjustment);
  row = upper / n;
  top = row * position;
  if (top < value)
    gtk_adjustment_set_value (self->adjustment, top);
  else if (top + row > value + page)
    gtk_adjustment_set_value (self->adjustment, top + row - page);
}

/**
 * assay_lead_table_save:
 *
 * Remembers columns, order and widths.
 */
void
assay_lead_table_save (AssayLeadTable *self)
{
  GVariantBuilder builder;
  g_autoptr (GPtrArray) columns = NULL;

  g_return_if_fail (ASSAY_IS_LEAD_TABLE (self));

  if (self->view == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(si)"));
  columns = assay_lead_table_list_columns (self);
  for (guint i = 0; i < columns->len; i++)
    g_variant_builder_add (&builder, "(si)", assay_lead_table_column_key (columns->pdata[i]),
                           gtk_column_view_column_get_fixed_width (columns->pdata[i]));
  g_settings_set_value (self->settings, "lead-columns", g_variant_builder_end (&builder));
}
