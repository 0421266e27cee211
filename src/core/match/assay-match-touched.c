/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-touched.h"

typedef struct
{
  GHashTable *seen;      /* (element-type gint64) (owned) */
  GArray *queue;         /* (element-type gint64) */
  GHashTable *called;    /* (owned): by lead those that people called one with it; negative, another */
  const GArray *changed; /* (element-type gint64): rising */
  double link;           /* bits from which on a pair links */
  AssayStatement *select;
  AssayMatchTouched *out;
} Walker;

int
assay_match_compare_leads (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/**
 * assay_match_has_lead:
 * @leads: (element-type gint64): rising
 */
gboolean
assay_match_has_lead (const GArray *leads, gint64 lead)
{
  return g_array_binary_search ((GArray *) leads, &lead, assay_match_compare_leads, NULL);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const AssayMatchRow *first = a, *second = b;

  return first->a != second->a ? (first->a < second->a ? -1 : 1)
                               : (first->b > second->b) - (first->b < second->b);
}

static void
visit_later (Walker *self, gint64 lead)
{
  if (g_hash_table_add (self->seen, g_memdup2 (&lead, sizeof lead)))
    g_array_append_val (self->queue, lead);
}

static void
note_called (Walker *self, gint64 a, gint64 b, gint64 verdict)
{
  GArray *called = g_hash_table_lookup (self->called, &a);
  gint64 other = verdict < 0 ? -b : b;

  if (called == NULL)
    {
      called = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (self->called, g_memdup2 (&a, sizeof a), called);
    }
  g_array_append_val (called, other);
}

static gboolean
read_called (Walker *self, AssayConnection *connection, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection, "SELECT a, b, verdict FROM match_label WHERE verdict <> 0", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row)
    {
      if (!assay_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      note_called (self,
                   assay_statement_get_int64 (statement, 0),
                   assay_statement_get_int64 (statement, 1),
                   assay_statement_get_int64 (statement, 2));
      note_called (self,
                   assay_statement_get_int64 (statement, 1),
                   assay_statement_get_int64 (statement, 0),
                   assay_statement_get_int64 (statement, 2));
    }
  return TRUE;
}

/* What people said joins like any pair; of a lead that changed, that it is another one has to be kept as
 * well. */
static void
follow_called (Walker *self, gint64 lead, gboolean is_changed)
{
  GArray *called = g_hash_table_lookup (self->called, &lead);

  for (guint i = 0; called != NULL && i < called->len; i++)
    {
      gint64 other = g_array_index (called, gint64, i);

      if (other > 0 || is_changed)
        visit_later (self, ABS (other));
    }
}

static void
take_row (Walker *self, gint64 lead)
{
  AssayMatchRow row;

  assay_match_row_read (&row, self->select);
  if (row.cluster != 0 || row.bits >= self->link)
    visit_later (self, row.a == lead ? row.b : row.a);
  g_array_append_val (self->out->rows, row);
}

static gboolean
visit (Walker *self, gint64 lead, GError **error)
{
  gboolean row = TRUE;

  follow_called (self, lead, assay_match_has_lead (self->changed, lead));
  assay_statement_bind_int64 (self->select, 2, lead);
  while (row)
    {
      if (!assay_statement_step (self->select, &row, error))
        return FALSE;
      if (row)
        take_row (self, lead);
    }
  assay_statement_reset (self->select);
  return TRUE;
}

/* Each row once, and of the leads that did not change only those between two that are here. */
static void
sort_rows (AssayMatchTouched *self, const GArray *changed)
{
  g_autoptr (GArray) all = g_steal_pointer (&self->rows);
  const AssayMatchRow *last = NULL;

  self->rows = assay_match_rows_new ();
  g_array_sort (all, compare_rows);
  for (guint i = 0; i < all->len; i++)
    {
      AssayMatchRow row = g_array_index (all, AssayMatchRow, i);

      if ((last != NULL && compare_rows (last, &row) == 0) ||
          (!assay_match_has_lead (changed, row.a) && !assay_match_has_lead (changed, row.b) &&
           (!assay_match_has_lead (self->leads, row.a) || !assay_match_has_lead (self->leads, row.b))))
        continue;
      g_bytes_ref (row.detail);
      g_array_append_val (self->rows, row);
      last = &g_array_index (all, AssayMatchRow, i);
    }
}

static gboolean
walk (Walker *self, AssayConnection *connection, gint64 generation, guint most, GError **error)
{
  if (!read_called (self, connection, error))
    return FALSE;
  /* The plus sign keeps the second half from walking through a whole generation. */
  self->select = assay_connection_prepare (
      connection,
      "SELECT " ASSAY_MATCH_ROW_COLUMNS " FROM match_pair WHERE generation = ?1 AND a = ?2 UNION ALL "
      "SELECT " ASSAY_MATCH_ROW_COLUMNS " FROM match_pair WHERE +generation = ?1 AND b = ?2",
      error);
  if (self->select == NULL)
    return FALSE;
  assay_statement_bind_int64 (self->select, 1, generation);
  for (guint i = 0; i < self->queue->len; i++)
    {
      if (self->queue->len > most)
        {
          self->out->too_many = TRUE;
          return TRUE;
        }
      if (!visit (self, g_array_index (self->queue, gint64, i), error))
        return FALSE;
    }
  g_array_append_vals (self->out->leads, self->queue->data, self->queue->len);
  g_array_sort (self->out->leads, assay_match_compare_leads);
  sort_rows (self->out, self->changed);
  return TRUE;
}

/**
 * assay_match_touched_new:
 * @generation: whose pairs
 * @changed: (element-type gint64): leads that came, changed or are gone, rising
 * @seeds: (element-type gint64): leads that may now be one with one of them
 * @most: leads beyond which it is not worth while
 *
 * Walks from lead to lead over the pairs that link, so that clusters can be made anew of a few leads as
 * they would be made of all.
 */
AssayMatchTouched *
assay_match_touched_new (AssayConnection *connection,
                         gint64 generation,
                         const GArray *changed,
                         const GArray *seeds,
                         guint most,
                         GError **error)
{
  g_autoptr (AssayMatchTouched) self = g_new0 (AssayMatchTouched, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) called = g_hash_table_new_full (
      g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (gint64));
  double link = assay_match_probability_to_bits (ASSAY_MATCH_LINK_PROBABILITY);
  Walker walker = { seen, queue, called, changed, link, NULL, self };
  gboolean ok;

  self->leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = assay_match_rows_new ();
  for (guint i = 0; i < changed->len; i++)
    visit_later (&walker, g_array_index (changed, gint64, i));
  for (guint i = 0; i < seeds->len; i++)
    visit_later (&walker, g_array_index (seeds, gint64, i));
  ok = walk (&walker, connection, generation, most, error);
  g_clear_pointer (&walker.select, assay_statement_release);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
assay_match_touched_free (AssayMatchTouched *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->leads);
  g_array_unref (self->rows);
  g_free (self);
}

/**
 * assay_match_touched_find:
 *
 * Returns: (nullable): what is kept of a pair
 */
const AssayMatchRow *
assay_match_touched_find (const AssayMatchTouched *self, gint64 a, gint64 b)
{
  AssayMatchRow wanted = { .a = a, .b = b };
  guint place;

  return g_array_binary_search (self->rows, &wanted, compare_rows, &place)
             ? &g_array_index (self->rows, AssayMatchRow, place)
             : NULL;
}
