/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-index.h"

#include "base/assay-hash.h"

#define VALUE_SEED 3

struct _AssayMatchIndex
{
  gint64 base;
  AssayStatement *page;     /* (owned) */
  AssayStatement *arrivals; /* (owned) */

  /* The page that was read last. */
  gint64 id;
  guint32 last;
  GArray *hashes;  /* (element-type guint32): rising */
  GArray *ends;    /* (element-type guint32): by hash, where its numbers end */
  GArray *numbers; /* (element-type gint64) */
};

/**
 * assay_match_index_hash_value:
 *
 * Returns: what a value is known by in an index
 */
guint32
assay_match_index_hash_value (const AssayMatchColumn *column, guint32 value)
{
  AssayMatchText text = assay_match_column_get_text (column, value);

  return (guint32) assay_hash_bytes (text.text, text.length, VALUE_SEED);
}

/**
 * assay_match_index_is_whole:
 *
 * Returns: whether a pass is by the values of one comparison: how many leads are in a block is how often
 * its value is
 */
gboolean
assay_match_index_is_whole (const AssayMatchKeys *keys, const AssayMatchPass *pass)
{
  return pass->kind == ASSAY_MATCH_PASS_KEYS && (pass->keys & (pass->keys - 1)) == 0 &&
         keys->keys[__builtin_ctz (pass->keys)].part == ASSAY_MATCH_KEY_WHOLE;
}

/**
 * assay_match_index_open:
 * @connection: has to outlive the result
 * @base: whose index
 */
AssayMatchIndex *
assay_match_index_open (AssayConnection *connection, gint64 base, GError **error)
{
  g_autoptr (AssayMatchIndex) self = g_new0 (AssayMatchIndex, 1);

  self->base = base;
  self->id = -1;
  self->hashes = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->page = assay_connection_prepare (
      connection,
      "SELECT id, data FROM match_page WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC LIMIT 1",
      error);
  if (self->page == NULL)
    return NULL;
  self->arrivals = assay_connection_prepare (
      connection, "SELECT lead FROM match_arrival WHERE base = ?1 AND key = ?2", error);
  return self->arrivals != NULL ? g_steal_pointer (&self) : NULL;
}

void
assay_match_index_free (AssayMatchIndex *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->page, assay_statement_release);
  g_clear_pointer (&self->arrivals, assay_statement_release);
  g_array_unref (self->hashes);
  g_array_unref (self->ends);
  g_array_unref (self->numbers);
  g_free (self);
}

/* One hash and what it has, as write_hash() of the writer leaves it. */
static gboolean
unpack_hash (AssayMatchIndex *self, guint32 *hash, const guint8 **p, const guint8 *end)
{
  guint64 step, n = 1, number;
  gint64 at = 0;
  guint32 stop;

  if (!assay_varint_read (&step, p, end) || ((step & 1) != 0 && !assay_varint_read (&n, p, end)))
    return FALSE;
  *hash += (guint32) (step >> 1);
  for (; n > 0; n--)
    {
      if (!assay_varint_read (&number, p, end))
        return FALSE;
      at += (gint64) number;
      g_array_append_val (self->numbers, at);
    }
  stop = self->numbers->len;
  g_array_append_val (self->hashes, *hash);
  g_array_append_val (self->ends, stop);
  return TRUE;
}

static gboolean
read_page (AssayMatchIndex *self, gint64 first, gint64 wanted, GError **error)
{
  gboolean row;

  g_array_set_size (self->hashes, 0);
  g_array_set_size (self->ends, 0);
  g_array_set_size (self->numbers, 0);
  self->id = -1;
  assay_statement_bind_int64 (self->page, 1, first);
  assay_statement_bind_int64 (self->page, 2, wanted);
  if (!assay_statement_step (self->page, &row, error))
    return FALSE;
  if (row)
    {
      gsize size;
      const guint8 *p = assay_statement_get_blob (self->page, 1, &size);
      const guint8 *end = p + size;

      self->id = assay_statement_get_int64 (self->page, 0);
      self->last = (guint32) self->id;
      while (p < end && unpack_hash (self, &self->last, &p, end))
        ;
    }
  assay_statement_reset (self->page);
  return TRUE;
}

/**
 * assay_match_index_find:
 * @numbers: (element-type gint64): gets what @hash has appended: leads, or how many
 *
 * Looks a hash up. Hashes that are asked for in rising order take the fewest reads.
 */
gboolean
assay_match_index_find (AssayMatchIndex *self,
                        AssayMatchSectionKind kind,
                        guint number,
                        guint32 hash,
                        GArray *numbers,
                        GError **error)
{
  gint64 wanted = assay_match_page_id (self->base, kind, number, hash);
  gint64 first = assay_match_page_id (self->base, kind, number, 0);
  guint low = 0, high;

  if (self->id < first || self->id > wanted || hash > self->last)
    if (!read_page (self, first, wanted, error))
      return FALSE;
  high = self->hashes->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->hashes, guint32, middle) < hash)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < self->hashes->len && g_array_index (self->hashes, guint32, low) == hash)
    {
      guint32 start = low > 0 ? g_array_index (self->ends, guint32, low - 1) : 0;

      g_array_append_vals (numbers,
                           &g_array_index (self->numbers, gint64, start),
                           g_array_index (self->ends, guint32, low) - start);
    }
  return TRUE;
}

/**
 * assay_match_index_find_arrivals:
 * @leads: (element-type gint64): gets leads appended
 *
 * The leads that came or changed after the index was made, and have a key.
 */
gboolean
assay_match_index_find_arrivals (
    AssayMatchIndex *self, guint pass, guint32 hash, GArray *leads, GError **error)
{
  gboolean row = TRUE;

  assay_statement_bind_int64 (self->arrivals, 1, self->base);
  assay_statement_bind_int64 (self->arrivals, 2, assay_match_arrival_key (pass, hash));
  while (row)
    {
      gint64 lead;

      if (!assay_statement_step (self->arrivals, &row, error))
        return FALSE;
      lead = row ? assay_statement_get_int64 (self->arrivals, 0) : 0;
      if (row)
        g_array_append_val (leads, lead);
    }
  assay_statement_reset (self->arrivals);
  return TRUE;
}
