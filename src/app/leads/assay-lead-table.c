/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-table.h"

#include "leads/assay-lead-cell.h"
#include "leads/assay-lead-sorter.h"

#include <glib/gi18n.h>
#include <string.h>

/* What any row may need, whatever columns are shown: the phone's row, names of the nameless. */
static const char *const always_read[]
  = { "score", "temperature", "name", "company", "email", "phone", "role", "owner",
      "last_activity_at" };

static const struct
{
  const char *key;
  const char *label;
  int width;
} known_columns[] = {
  { "score", N_("Score"), 68 },
  { "name", N_("Lead"), 164 },
  { "role", N_("Role"), 114 },
  { "temperature", N_("Temperature"), 96 },
  { "grade", N_("Grade"), 64 },
  { "intent", N_("Intent"), 80 },
  { "source", N_("Source"), 72 },
  { "owner", N_("Owner"), 52 },
  { "last_activity_at", N_("Last activity"), 86 },
};

/**
 * AssayLeadTable:
 *
 * The lead list as columns that can be sorted, moved, resized and chosen, or as one column of
 * two-line rows on a phone. What is shown and how wide is remembered.
 */
struct _AssayLeadTable
{
  AdwBin parent_instance;

  GSettings *settings;        /* (owned) */
  AssayFieldRegistry *fields; /* (owned) (nullable) */
  AssayLeadList *list;        /* (owned) */
  GtkColumnView *view;        /* a child */
  GtkAdjustment *adjustment;  /* of the scrolled window */
  GtkColumnViewColumn *phone_column; /* (owned) */
  GPtrArray *stored;          /* (owned): the table's columns while there is one for phones */
  char *sort;                 /* (owned) */
  gboolean phone;
  gboolean setting_sort;
};

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

static const char *
column_key (GtkColumnViewColumn *column)
{
  return g_object_get_data (G_OBJECT (column), "key");
}

/* The table's columns in order, whether they are in the view now or wait for more room. */
static GPtrArray *
list_columns (AssayLeadTable *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *columns = gtk_column_view_get_columns (self->view);
  guint n = g_list_model_get_n_items (columns);

  for (guint i = 0; i < self->stored->len; i++)
    g_ptr_array_add (all, g_object_ref (self->stored->pdata[i]));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (column != self->phone_column)
        g_ptr_array_add (all, g_steal_pointer (&column));
    }
  return all;
}

static GtkColumnViewColumn *
find_column (AssayLeadTable *self,
             const char     *key)
{
  g_autoptr (GPtrArray) columns = list_columns (self);

  for (guint i = 0; i < columns->len; i++)
    if (strcmp (column_key (columns->pdata[i]), key) == 0)
      return columns->pdata[i];
  return NULL;
}

/**
 * assay_lead_table_dup_label:
 *
 * Returns: (transfer full): what people call a column
 */
char *
assay_lead_table_dup_label (AssayLeadTable *self,
                            const char     *key)
{
  const AssayField *field = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (known_columns); i++)
    if (strcmp (known_columns[i].key, key) == 0)
      return g_strdup (_(known_columns[i].label));
  if (self->fields != NULL)
    field = assay_field_registry_find (self->fields, key);
  else
    field = assay_standard_field_find (key);
  return g_strdup (field != NULL ? field->label : key);
}

static int
default_width (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_columns); i++)
    if (strcmp (known_columns[i].key, key) == 0)
      return known_columns[i].width;
  return 120;
}

static void
update_read_columns (AssayLeadTable *self)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) columns = list_columns (self);

  for (gsize i = 0; i < G_N_ELEMENTS (always_read); i++)
    g_ptr_array_add (keys, (gpointer) always_read[i]);
  for (guint i = 0; i < columns->len; i++)
    {
      const char *key = column_key (columns->pdata[i]);

      if (!g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
        g_ptr_array_add (keys, (gpointer) key);
    }
  g_ptr_array_add (keys, NULL);
  assay_lead_list_set_columns (self->list, (const char *const *) keys->pdata);
}

static void
append_column (AssayLeadTable *self,
               const char     *key,
               int             width)
{
  g_autofree char *label = assay_lead_table_dup_label (self, key);
  g_autoptr (GtkSorter) sorter = assay_lead_sorter_new (key);
  g_autoptr (GtkColumnViewColumn) column
    = gtk_column_view_column_new (label, assay_lead_cell_factory_new (key));

  g_object_set_data_full (G_OBJECT (column), "key", g_strdup (key), g_free);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, width > 0 ? width : default_width (key));
  gtk_column_view_column_set_expand (column, strcmp (key, "name") == 0);
  if (self->phone)
    g_ptr_array_add (self->stored, g_object_ref (column));
  else
    gtk_column_view_append_column (self->view, column);
}

static void
build_columns (AssayLeadTable *self)
{
  g_autoptr (GVariant) value = g_settings_get_value (self->settings, "lead-columns");
  GVariantIter iter;
  const char *key;
  int width;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(&si)", &key, &width))
    if (find_column (self, key) == NULL)
      append_column (self, key, width);
  if (find_column (self, "name") == NULL)
    append_column (self, "name", 164);
  self->phone_column = gtk_column_view_column_new (
    _("Lead"), assay_lead_cell_factory_new (ASSAY_LEAD_CELL_PHONE));
  g_object_set_data (G_OBJECT (self->phone_column), "key", (gpointer) ASSAY_LEAD_CELL_PHONE);
  gtk_column_view_column_set_expand (self->phone_column, TRUE);
}

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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Leads"), -1);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->view))),
    GTK_ACCESSIBLE_PROPERTY_LABEL, _("Column headers"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  adw_bin_set_child (ADW_BIN (self), scrolled);
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
  build_columns (self);
  update_read_columns (self);
  assay_lead_table_set_sort (self, sort);
  return GTK_WIDGET (self);
}

AssayLeadList *
assay_lead_table_get_list (AssayLeadTable *self)
{
  g_return_val_if_fail (ASSAY_IS_LEAD_TABLE (self), NULL);
  return self->list;
}

static gboolean
is_known (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_columns); i++)
    if (strcmp (known_columns[i].key, key) == 0)
      return TRUE;
  return FALSE;
}

static void
remove_column (AssayLeadTable      *self,
               GtkColumnViewColumn *column)
{
  if (!g_ptr_array_remove (self->stored, column))
    gtk_column_view_remove_column (self->view, column);
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
  columns = list_columns (self);
  for (guint i = 0; i < columns->len; i++)
    {
      const char *key = column_key (columns->pdata[i]);
      g_autofree char *label = assay_lead_table_dup_label (self, key);

      /* Another workspace may not have this field. */
      if (!is_known (key) && strchr (key, '.') == NULL
          && assay_field_registry_find (fields, key) == NULL)
        remove_column (self, columns->pdata[i]);
      else
        gtk_column_view_column_set_title (columns->pdata[i], label);
    }
  update_read_columns (self);
}

/* The arrow in the header, without asking for a new order. */
static void
show_sort (AssayLeadTable *self)
{
  gboolean descending = self->sort != NULL && *self->sort == '-';
  GtkColumnViewColumn *column
    = self->sort != NULL && !self->phone ? find_column (self, self->sort + descending) : NULL;

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
  columns = list_columns (self);
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
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (adw_bin_get_child (ADW_BIN (self))),
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
  return find_column (self, key) != NULL;
}

void
assay_lead_table_show_column (AssayLeadTable *self,
                              const char     *key,
                              gboolean        show)
{
  GtkColumnViewColumn *column;

  g_return_if_fail (ASSAY_IS_LEAD_TABLE (self));

  column = find_column (self, key);
  if (show && column == NULL)
    append_column (self, key, -1);
  else if (!show && column != NULL)
    remove_column (self, column);
  update_read_columns (self);
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
  columns = list_columns (self);
  for (guint i = 0; i < columns->len; i++)
    g_variant_builder_add (&builder, "(si)", column_key (columns->pdata[i]),
                           gtk_column_view_column_get_fixed_width (columns->pdata[i]));
  g_settings_set_value (self->settings, "lead-columns", g_variant_builder_end (&builder));
}
