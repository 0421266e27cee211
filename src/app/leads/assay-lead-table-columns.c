/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-table-private.h"

#include "leads/assay-lead-cell.h"
#include "leads/assay-lead-sorter.h"

#include <glib/gi18n.h>
#include <string.h>

/* The columns of the table of leads. */

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

/* What any row may need, whatever columns are shown: the phone's row, names of the nameless. */
static const char *const always_read[]
  = { "score", "temperature", "name", "company", "email", "phone", "role", "owner",
      "last_activity_at" };

const char *
assay_lead_table_column_key (GtkColumnViewColumn *column)
{
  return g_object_get_data (G_OBJECT (column), "key");
}

/* The table's columns in order, whether they are in the view now or wait for more room. */
GPtrArray *
assay_lead_table_list_columns (AssayLeadTable *self)
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

GtkColumnViewColumn *
assay_lead_table_find_column (AssayLeadTable *self,
                              const char     *key)
{
  g_autoptr (GPtrArray) columns = assay_lead_table_list_columns (self);

  for (guint i = 0; i < columns->len; i++)
    if (strcmp (assay_lead_table_column_key (columns->pdata[i]), key) == 0)
      return columns->pdata[i];
  return NULL;
}

static int
default_width (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_columns); i++)
    if (strcmp (known_columns[i].key, key) == 0)
      return known_columns[i].width;
  return 120;
}

void
assay_lead_table_update_read_columns (AssayLeadTable *self)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) columns = assay_lead_table_list_columns (self);

  for (gsize i = 0; i < G_N_ELEMENTS (always_read); i++)
    g_ptr_array_add (keys, (gpointer) always_read[i]);
  for (guint i = 0; i < columns->len; i++)
    {
      const char *key = assay_lead_table_column_key (columns->pdata[i]);

      if (!g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
        g_ptr_array_add (keys, (gpointer) key);
    }
  g_ptr_array_add (keys, NULL);
  assay_lead_list_set_columns (self->list, (const char *const *) keys->pdata);
}

void
assay_lead_table_append_column (AssayLeadTable *self,
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

void
assay_lead_table_build_columns (AssayLeadTable *self)
{
  g_autoptr (GVariant) value = g_settings_get_value (self->settings, "lead-columns");
  GVariantIter iter;
  const char *key;
  int width;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(&si)", &key, &width))
    if (assay_lead_table_find_column (self, key) == NULL)
      assay_lead_table_append_column (self, key, width);
  if (assay_lead_table_find_column (self, "name") == NULL)
    assay_lead_table_append_column (self, "name", 164);
  self->phone_column = gtk_column_view_column_new (
    _("Lead"), assay_lead_cell_factory_new (ASSAY_LEAD_CELL_PHONE));
  g_object_set_data (G_OBJECT (self->phone_column), "key", (gpointer) ASSAY_LEAD_CELL_PHONE);
  gtk_column_view_column_set_expand (self->phone_column, TRUE);
}

gboolean
assay_lead_table_is_known (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_columns); i++)
    if (strcmp (known_columns[i].key, key) == 0)
      return TRUE;
  return FALSE;
}

void
assay_lead_table_remove_column (AssayLeadTable      *self,
                                GtkColumnViewColumn *column)
{
  if (!g_ptr_array_remove (self->stored, column))
    gtk_column_view_remove_column (self->view, column);
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
