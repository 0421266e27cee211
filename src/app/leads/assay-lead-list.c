/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-list-private.h"

#include "leads/assay-lead-set.h"
#include "leads/assay-lead-reader.h"

#define BATCH 256

static void assay_lead_list_model_init (GListModelInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (AssayLeadList, assay_lead_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, assay_lead_list_model_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        assay_lead_list_selection_init))

static void queue_read (AssayLeadList *self);

gint64
assay_lead_list_id_at (AssayLeadList *self,
                       guint          position)
{
  return g_array_index (self->ids, gint64, position);
}

static void
row_gone_cb (gpointer  data,
             GObject  *row)
{
  AssayLeadList *self = data;
  GHashTableIter iter;
  gpointer value;

  /* The row is being disposed, so it is found by its address, not asked for its position. */
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value == (gpointer) row)
      {
        g_hash_table_iter_remove (&iter);
        return;
      }
}

static gpointer
assay_lead_list_get_item (GListModel *model,
                          guint       position)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (model);
  AssayLeadRow *row;

  if (position >= self->ids->len)
    return NULL;
  row = g_hash_table_lookup (self->live, GUINT_TO_POINTER (position));
  if (row != NULL)
    return g_object_ref (row);
  row = assay_lead_row_new (position, assay_lead_list_id_at (self, position));
  g_hash_table_insert (self->live, GUINT_TO_POINTER (position), row);
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);
  queue_read (self);
  return row;
}

static GType
assay_lead_list_get_item_type (GListModel *model)
{
  return ASSAY_TYPE_LEAD_ROW;
}

static guint
assay_lead_list_get_n_items (GListModel *model)
{
  return ASSAY_LEAD_LIST (model)->ids->len;
}

static void
assay_lead_list_model_init (GListModelInterface *iface)
{
  iface->get_item = assay_lead_list_get_item;
  iface->get_item_type = assay_lead_list_get_item_type;
  iface->get_n_items = assay_lead_list_get_n_items;
}

static void
rows_read_cb (gpointer      owner,
              gpointer      answer,
              const GError *error)
{
  AssayLeadList *self = owner;
  g_autoptr (GPtrArray) rows = answer;
  g_autoptr (GHashTable) by_lead = NULL;
  g_autoptr (GPtrArray) live = NULL;
  GHashTableIter iter;
  gpointer row;

  if (rows == NULL)
    {
      g_warning ("Leads cannot be read: %s", error->message);
      return;
    }
  by_lead = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < self->asked->len; i++)
    g_hash_table_insert (by_lead, &g_array_index (self->asked, gint64, i), NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      AssayLeadValues *values = rows->pdata[i];
      g_hash_table_insert (by_lead, &values->lead, GUINT_TO_POINTER (i + 1));
    }
  /* Setting values runs handlers, so first hold what is live now. */
  live = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_ptr_array_add (live, g_object_ref (row));
  for (guint i = 0; i < live->len; i++)
    {
      gint64 lead = assay_lead_row_get_lead (live->pdata[i]);
      gpointer index;

      if (assay_lead_row_is_loaded (live->pdata[i])
          || !g_hash_table_lookup_extended (by_lead, &lead, NULL, &index))
        continue;
      g_hash_table_remove (by_lead, &lead);
      if (index == NULL)
        assay_lead_row_set_gone (live->pdata[i]);
      else
        assay_lead_row_take_values (live->pdata[i],
                                    g_steal_pointer (&rows->pdata[GPOINTER_TO_UINT (index) - 1]));
    }
  queue_read (self);
}

static gboolean
start_read_cb (gpointer user_data)
{
  AssayLeadList *self = user_data;
  GHashTableIter iter;
  gpointer row;

  self->read_source = 0;
  if (self->workspace == NULL || self->keys == NULL || assay_loader_is_loading (self->loader))
    return G_SOURCE_REMOVE;
  g_array_set_size (self->asked, 0);
  g_hash_table_iter_init (&iter, self->live);
  while (self->asked->len < BATCH && g_hash_table_iter_next (&iter, NULL, &row))
    if (!assay_lead_row_is_loaded (row))
      {
        gint64 lead = assay_lead_row_get_lead (row);
        g_array_append_val (self->asked, lead);
      }
  if (self->asked->len == 0)
    return G_SOURCE_REMOVE;
  assay_loader_load (self->loader, self->workspace,
                     assay_lead_columns_query_new (self->asked, (const char *const *) self->keys));
  return G_SOURCE_REMOVE;
}

static void
queue_read (AssayLeadList *self)
{
  /* After the rows of this frame were asked for, before it is drawn. */
  if (self->read_source == 0 && self->workspace != NULL && !assay_loader_is_loading (self->loader))
    self->read_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, start_read_cb, self, NULL);
}

/* Selection */

static void
assay_lead_list_dispose (GObject *object)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (object);
  GHashTableIter iter;
  gpointer row;

  g_clear_handle_id (&self->read_source, g_source_remove);
  g_clear_pointer (&self->loader, assay_loader_free);
  g_clear_object (&self->workspace);
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      g_object_weak_unref (G_OBJECT (row), row_gone_cb, self);
      g_hash_table_iter_remove (&iter);
    }
  G_OBJECT_CLASS (assay_lead_list_parent_class)->dispose (object);
}

static void
assay_lead_list_finalize (GObject *object)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (object);

  g_array_unref (self->ids);
  g_array_unref (self->asked);
  g_hash_table_unref (self->live);
  assay_lead_set_finish (&self->chosen);
  g_strfreev (self->keys);
  G_OBJECT_CLASS (assay_lead_list_parent_class)->finalize (object);
}

static void
assay_lead_list_class_init (AssayLeadListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_lead_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_lead_list_finalize;
}

static void
assay_lead_list_init (AssayLeadList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->loader = assay_loader_new (&assay_lead_columns_reading, rows_read_cb, self);
  self->asked = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->live = g_hash_table_new (NULL, NULL);
  assay_lead_set_init (&self->chosen);
}

AssayLeadList *
assay_lead_list_new (void)
{
  return g_object_new (ASSAY_TYPE_LEAD_LIST, NULL);
}

/**
 * assay_lead_list_set_workspace:
 * @workspace: (nullable): where rows are read
 */
void
assay_lead_list_set_workspace (AssayLeadList  *self,
                               AssayWorkspace *workspace)
{
  g_return_if_fail (ASSAY_IS_LEAD_LIST (self));

  if (!g_set_object (&self->workspace, workspace))
    return;
  assay_loader_cancel (self->loader);
  assay_lead_list_reload (self);
}

/**
 * assay_lead_list_set_columns:
 * @keys: fields, signals and measures that rows carry
 */
void
assay_lead_list_set_columns (AssayLeadList     *self,
                             const char *const *keys)
{
  g_return_if_fail (ASSAY_IS_LEAD_LIST (self));

  if (self->keys != NULL && g_strv_equal ((const char *const *) self->keys, keys))
    return;
  g_strfreev (self->keys);
  self->keys = g_strdupv ((char **) keys);
  assay_lead_list_reload (self);
}

/**
 * assay_lead_list_take_ids:
 * @ids: (transfer full) (element-type gint64): leads in order, each once
 * @keep_selection: the same leads in another order, so that "all but" still means what it did
 *
 * Shows other leads, or the same in another order. Live rows are refilled in place.
 */
void
assay_lead_list_take_ids (AssayLeadList *self,
                          GArray        *ids,
                          gboolean       keep_selection)
{
  guint old_n = self->ids->len, new_n = ids->len;
  g_autoptr (GPtrArray) live = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean had_selection;
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (ASSAY_IS_LEAD_LIST (self));

  had_selection = assay_lead_list_get_n_selected (self) > 0;
  g_array_unref (self->ids);
  self->ids = ids;
  if (!keep_selection || (self->chosen.all_but && new_n != old_n))
    assay_lead_set_fill (&self->chosen, FALSE);
  else if (new_n != old_n)
    assay_lead_set_keep (&self->chosen, (const gint64 *) (void *) ids->data, new_n);
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_ptr_array_add (live, g_object_ref (row));
  for (guint i = 0; i < live->len; i++)
    {
      guint position = assay_lead_row_get_position (live->pdata[i]);

      if (position < new_n)
        assay_lead_row_set_lead (live->pdata[i], assay_lead_list_id_at (self, position));
      else
        {
          /* It leaves the list with the tail; whoever still holds it keeps what it shows. */
          g_object_weak_unref (live->pdata[i], row_gone_cb, self);
          g_hash_table_remove (self->live, GUINT_TO_POINTER (position));
        }
    }
  if (new_n > old_n)
    g_list_model_items_changed (G_LIST_MODEL (self), old_n, 0, new_n - old_n);
  else if (new_n < old_n)
    g_list_model_items_changed (G_LIST_MODEL (self), new_n, old_n - new_n, 0);
  if (had_selection || assay_lead_list_get_n_selected (self) > 0)
    assay_lead_list_emit_selection (self);
  queue_read (self);
}

const gint64 *
assay_lead_list_get_ids (AssayLeadList *self,
                         gsize         *n_ids)
{
  g_return_val_if_fail (ASSAY_IS_LEAD_LIST (self), NULL);
  *n_ids = self->ids->len;
  return (const gint64 *) (void *) self->ids->data;
}

/**
 * assay_lead_list_get_lead:
 *
 * Returns: the lead at @position, or 0
 */
gint64
assay_lead_list_get_lead (AssayLeadList *self,
                          guint          position)
{
  g_return_val_if_fail (ASSAY_IS_LEAD_LIST (self), 0);
  return position < self->ids->len ? assay_lead_list_id_at (self, position) : 0;
}

/**
 * assay_lead_list_find:
 *
 * Returns: the position of @lead, or %GTK_INVALID_LIST_POSITION
 */
guint
assay_lead_list_find (AssayLeadList *self,
                      gint64         lead)
{
  g_return_val_if_fail (ASSAY_IS_LEAD_LIST (self), GTK_INVALID_LIST_POSITION);

  for (guint i = 0; i < self->ids->len; i++)
    if (assay_lead_list_id_at (self, i) == lead)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/**
 * assay_lead_list_reload:
 *
 * Reads the live rows again; they show their old values until then.
 */
void
assay_lead_list_reload (AssayLeadList *self)
{
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (ASSAY_IS_LEAD_LIST (self));

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    assay_lead_row_set_stale (row);
  queue_read (self);
}

/**
 * assay_lead_list_get_n_live:
 *
 * Returns: how many row objects exist, for tests and benchmarks
 */
guint
assay_lead_list_get_n_live (AssayLeadList *self)
{
  g_return_val_if_fail (ASSAY_IS_LEAD_LIST (self), 0);
  return g_hash_table_size (self->live);
}

