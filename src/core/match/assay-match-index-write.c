/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-index.h"
#include "match/assay-match-removal.h"

#include "base/assay-json.h"

/* Four pages of the index fit a page of the file. */
#define PAGE_BYTES 3900

/* So much is written at a time: some ten milliseconds. */
#define BATCH_PAGES 800

typedef struct
{
  gint64 id;
  GBytes *data;
} Page;

typedef struct
{
  AssayWorkspace *workspace;
  const AssayMatchRecipe *recipe;
  const AssayMatchRecords *records;
  AssayMatchBlocks *blocks;
  GArray *pages; /* (element-type Page): that wait to be written */
  GByteArray *page;
  gint64 id; /* of the page that is being filled */
  guint32 last;
  GArray *numbers; /* (element-type gint64): scratch */
  GCancellable *cancellable;
} Writer;

static int
compare_leads (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
clear_page (gpointer data)
{
  g_bytes_unref (((Page *) data)->data);
}

static gboolean
write_pages (Writer *self, GError **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      self->workspace, ASSAY_DURABILITY_NORMAL, self->cancellable, error);
  g_autoptr (AssayStatement) insert = NULL;

  if (transaction == NULL)
    return FALSE;
  insert = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                     "INSERT OR REPLACE INTO match_page VALUES (?1, ?2)",
                                     error);
  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < self->pages->len; i++)
    {
      const Page *page = &g_array_index (self->pages, Page, i);
      gsize size;
      gconstpointer data = g_bytes_get_data (page->data, &size);

      assay_statement_bind_int64 (insert, 1, page->id);
      assay_statement_bind_blob (insert, 2, data, size);
      if (!assay_statement_run (insert, error))
        return FALSE;
    }
  g_array_set_size (self->pages, 0);
  g_clear_pointer (&insert, assay_statement_release);
  return assay_transaction_commit (transaction, error);
}

static gboolean
end_page (Writer *self, GError **error)
{
  Page page = { self->id, NULL };

  if (self->page->len == 0)
    return TRUE;
  page.data = g_bytes_new (self->page->data, self->page->len);
  g_array_append_val (self->pages, page);
  g_byte_array_set_size (self->page, 0);
  return self->pages->len < BATCH_PAGES || write_pages (self, error);
}

/* A hash and its numbers, which rise: the step from the last hash, with a bit that tells whether there are
 * several. */
static gboolean
write_hash (Writer *self,
            AssayMatchSectionKind kind,
            guint section,
            guint32 hash,
            GError **error)
{
  guint n = self->numbers->len;
  gint64 before = 0;

  if (n == 0)
    return TRUE;
  if (self->page->len >= PAGE_BYTES && !end_page (self, error))
    return FALSE;
  if (self->page->len == 0)
    {
      self->id = assay_match_page_id (self->recipe->base, kind, section, hash);
      self->last = hash;
    }
  assay_varint_append ((guint64) (hash - self->last) << 1 | (n > 1), self->page);
  if (n > 1)
    assay_varint_append (n, self->page);
  for (guint i = 0; i < n; i++)
    {
      gint64 number = g_array_index (self->numbers, gint64, i);

      assay_varint_append ((guint64) (number - before), self->page);
      before = number;
    }
  self->last = hash;
  g_array_set_size (self->numbers, 0);
  return TRUE;
}

/* Whether a record is found by a wider key of the same comparison as well. */
static gboolean
is_covered (const Writer *self, const AssayMatchPass *pass, guint32 record)
{
  const AssayMatchKeys *keys = self->blocks->keys;
  guint comparison = keys->keys[__builtin_ctz (pass->keys)].comparison;

  for (guint i = 0; i < self->blocks->passes->len; i++)
    {
      const AssayMatchPass *other = &g_array_index (self->blocks->passes, AssayMatchPass, i);

      if (other->kind == ASSAY_MATCH_PASS_KEYS && (other->keys & (other->keys - 1)) == 0 && other != pass &&
          keys->keys[__builtin_ctz (other->keys)].comparison == comparison &&
          assay_match_keys_hash (keys, other->keys, record) != 0 &&
          !assay_match_pass_is_oversize (other, record))
        return TRUE;
    }
  return FALSE;
}

/* Whether a pass needs to find a record. */
static gboolean
is_wanted (const Writer *self, const AssayMatchPass *pass, guint32 record)
{
  if (pass->kind == ASSAY_MATCH_PASS_SAME)
    return !assay_match_blocks_is_compared (self->blocks, record);
  return !assay_match_index_is_whole (self->blocks->keys, pass) || !is_covered (self, pass, record);
}

/* Entries as they are sorted. Of records that are the same in everything, and too many to compare each
 * with each, the last one stands for all. */
static gboolean
write_entries (Writer *self,
               guint number,
               const AssayMatchPass *pass,
               const AssayMatchEntry *entries,
               gsize n,
               GError **error)
{
  for (gsize i = 0; i < n;)
    {
      guint32 hash = assay_match_index_hash (pass, entries[i].key);

      for (; i < n && assay_match_index_hash (pass, entries[i].key) == hash; i++)
        if (is_wanted (self, pass, entries[i].record))
          g_array_append_val (self->numbers, self->records->leads[entries[i].record]);
      if (pass->kind == ASSAY_MATCH_PASS_SAME && self->numbers->len > pass->cap)
        g_array_remove_range (self->numbers, 0, self->numbers->len - 1);
      g_array_sort (self->numbers, compare_leads);
      if (!write_hash (self, ASSAY_MATCH_SECTION_LEADS, number, hash, error))
        return FALSE;
    }
  return end_page (self, error);
}

/* How often each hash is there; only those that are there so often. */
static gboolean
write_counts (Writer *self,
              AssayMatchSectionKind kind,
              guint number,
              const AssayMatchEntry *entries,
              gsize n,
              GError **error)
{
  for (gsize i = 0; i < n;)
    {
      guint64 key = entries[i].key;
      gint64 count = 0;

      for (; i < n && entries[i].key == key; i++)
        count += entries[i].record;
      g_array_append_val (self->numbers, count);
      if (!write_hash (self, kind, number, (guint32) key, error))
        return FALSE;
    }
  return end_page (self, error);
}

/* Words with one record find nobody today, but may find a lead to come. */
static gboolean
write_words (Writer *self, guint number, const AssayMatchPass *pass, GError **error)
{
  guint comparison = self->blocks->keys->word_comparisons[pass->word_list];
  const AssayMatchColumn *column = assay_match_records_get (self->records, comparison)->column;
  const guint32 *ids = assay_match_column_get_ids (column);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (AssayMatchEntry));
  g_autofree AssayMatchEntry *room = NULL;

  assay_match_blocks_collect (self->blocks, pass, FALSE);
  g_array_append_vals (entries, self->blocks->entries, (guint) self->blocks->n_entries);
  for (guint32 record = 0; record < self->records->n; record++)
    {
      guint n;
      const guint32 *words = assay_match_column_get_words (column, ids[record], &n);

      for (guint i = 0; i < n; i++)
        if (assay_match_column_get_word_count (column, words[i]) == 1)
          {
            AssayMatchEntry entry = { assay_match_keys_hash_word (column, words[i]), record };
            g_array_append_val (entries, entry);
          }
    }
  room = g_new (AssayMatchEntry, (gsize) entries->len + 1);
  assay_radix_sort_entries ((AssayMatchEntry *) (gpointer) entries->data, room, entries->len);
  return write_entries (
      self, number, pass, (AssayMatchEntry *) (gpointer) entries->data, entries->len, error);
}

/* The keys of blocks that are too large, so that nobody looks into them; those of values are known by the
 * values. */
static gboolean
write_crowded (Writer *self, guint number, const AssayMatchPass *pass, GError **error)
{
  AssayMatchBlocks *blocks = self->blocks;

  if (pass->oversize == NULL || assay_match_index_is_whole (blocks->keys, pass))
    return TRUE;
  blocks->n_entries = 0;
  for (guint32 record = 0; record < self->records->n; record++)
    if (assay_match_pass_is_oversize (pass, record))
      blocks->entries[blocks->n_entries++] = (AssayMatchEntry){
        assay_match_index_hash (pass, assay_match_keys_hash (blocks->keys, pass->keys, record)), 1
      };
  assay_radix_sort_entries (blocks->entries, blocks->room, blocks->n_entries);
  return write_counts (self, ASSAY_MATCH_SECTION_CROWDED, number, blocks->entries, blocks->n_entries, error);
}

static gboolean
write_pass (Writer *self, guint number, GError **error)
{
  const AssayMatchPass *pass = &g_array_index (self->blocks->passes, AssayMatchPass, number);

  if (pass->kind == ASSAY_MATCH_PASS_ALL)
    return TRUE;
  if (pass->kind == ASSAY_MATCH_PASS_WORDS)
    return write_words (self, number, pass, error);
  assay_match_blocks_collect (self->blocks, pass, FALSE);
  return write_entries (self, number, pass, self->blocks->entries, self->blocks->n_entries, error) &&
         (pass->kind != ASSAY_MATCH_PASS_KEYS || write_crowded (self, number, pass, error));
}

static gboolean
write_frequencies (Writer *self, guint comparison, gboolean of_words, GError **error)
{
  const AssayMatchColumn *column = assay_match_records_get (self->records, comparison)->column;
  guint32 n = of_words ? assay_match_column_get_n_words (column) : assay_match_column_get_values (column);
  g_autofree AssayMatchEntry *entries = g_new (AssayMatchEntry, (gsize) n + 1);
  g_autofree AssayMatchEntry *room = g_new (AssayMatchEntry, (gsize) n + 1);
  gsize kept = 0;

  for (guint32 i = 1; i <= n; i++)
    {
      guint32 count =
          of_words ? assay_match_column_get_word_count (column, i) : assay_match_column_get_count (column, i);

      if (count >= 2)
        entries[kept++] =
            (AssayMatchEntry){ of_words ? assay_match_keys_hash_word (column, i)
                                        : assay_match_index_hash_value (column, i),
                               count };
    }
  assay_radix_sort_entries (entries, room, kept);
  return write_counts (self,
                       of_words ? ASSAY_MATCH_SECTION_WORDS : ASSAY_MATCH_SECTION_VALUES,
                       comparison,
                       entries,
                       kept,
                       error);
}

/* A row that says whose pages follow. Whoever makes another index takes it away, and with it what the
 * pages say. */
static gboolean
write_header (const Writer *self, GError **error)
{
  g_autoptr (JsonNode) node = assay_match_recipe_to_json (self->recipe, self->records, self->blocks);
  g_autofree char *text = assay_json_write (node);
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      self->workspace, ASSAY_DURABILITY_NORMAL, self->cancellable, error);
  g_autoptr (AssayStatement) insert = NULL;

  if (transaction == NULL)
    return FALSE;
  insert = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                     "INSERT OR REPLACE INTO match_index VALUES (?1, ?2)",
                                     error);
  if (insert == NULL)
    return FALSE;
  assay_statement_bind_int64 (insert, 1, self->recipe->base);
  assay_statement_bind_text (insert, 2, text);
  if (!assay_statement_run (insert, error))
    return FALSE;
  g_clear_pointer (&insert, assay_statement_release);
  return assay_transaction_commit (transaction, error);
}

/* With few leads all of them are compared: nothing has to be found. */
static gboolean
write_all (Writer *self, GError **error)
{
  if (!write_header (self, error))
    return FALSE;
  for (guint i = 0; self->blocks->keys != NULL && i < self->blocks->passes->len; i++)
    if (!write_pass (self, i, error) || g_cancellable_set_error_if_cancelled (self->cancellable, error))
      return FALSE;
  for (guint i = 0; self->blocks->keys != NULL && i < self->records->comparisons->len; i++)
    if (!write_frequencies (self, i, FALSE, error) ||
        (assay_match_kind_has_words (assay_match_records_get (self->records, i)->kind) &&
         !write_frequencies (self, i, TRUE, error)))
      return FALSE;
  return write_pages (self, error);
}

/**
 * assay_match_index_write:
 * @recipe: how the leads were compared
 * @blocks: what they were blocked by; its scratch is used
 *
 * Writes the index that further leads are compared by, in short transactions. It counts once a finding
 * refers to
 * @recipe's base, see assay_match_index_exists().
 */
gboolean
assay_match_index_write (AssayWorkspace *workspace,
                         const AssayMatchRecipe *recipe,
                         const AssayMatchRecords *records,
                         AssayMatchBlocks *blocks,
                         GCancellable *cancellable,
                         GError **error)
{
  Writer writer = { workspace, recipe, records, blocks, NULL, NULL, 0, 0, NULL, cancellable };
  gboolean ok;

  writer.pages = g_array_new (FALSE, FALSE, sizeof (Page));
  g_array_set_clear_func (writer.pages, clear_page);
  writer.page = g_byte_array_new ();
  writer.numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  ok = write_all (&writer, error);
  g_array_unref (writer.pages);
  g_byte_array_unref (writer.page);
  g_array_unref (writer.numbers);
  return ok;
}

/**
 * assay_match_index_exists:
 * @out_exists: (out): whether the index of @base is there, and whole if the job that wrote it got to its end
 */
gboolean
assay_match_index_exists (AssayConnection *connection, gint64 base, gboolean *out_exists, GError **error)
{
  g_autoptr (AssayStatement) statement =
      assay_connection_prepare (connection, "SELECT 1 FROM match_index WHERE base = ?1", error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, base);
  return assay_statement_step (statement, out_exists, error);
}

/**
 * assay_match_index_remove_others:
 * @base: the index that stays
 *
 * Removes what is left of other indexes, in short transactions: who still writes one finds its header gone.
 */
gboolean
assay_match_index_remove_others (AssayWorkspace *workspace,
                                 gint64 base,
                                 GCancellable *cancellable,
                                 GError **error)
{
  static const char *const headers =
      "DELETE FROM match_index WHERE base IN "
      "(SELECT base FROM match_index WHERE base BETWEEN ?1 AND ?2 LIMIT ?3)";
  static const char *const pages =
      "DELETE FROM match_page WHERE id IN (SELECT id FROM match_page WHERE id BETWEEN ?1 AND ?2 LIMIT ?3)";
  static const char *const arrivals =
      "DELETE FROM match_arrival WHERE (base, key, lead) IN "
      "(SELECT base, key, lead FROM match_arrival WHERE base BETWEEN ?1 AND ?2 LIMIT ?3)";
  gint64 first = assay_match_page_id (base, ASSAY_MATCH_SECTION_LEADS, 0, 0);
  gint64 last = assay_match_page_id (base, ASSAY_MATCH_SECTION_WORDS, G_MAXUINT8, G_MAXUINT32);

  return assay_match_remove_rows (workspace, headers, 0, base - 1, cancellable, error) &&
         assay_match_remove_rows (workspace, headers, base + 1, G_MAXINT64, cancellable, error) &&
         assay_match_remove_rows (workspace, pages, 0, first - 1, cancellable, error) &&
         assay_match_remove_rows (workspace, pages, last + 1, G_MAXINT64, cancellable, error) &&
         assay_match_remove_rows (workspace, arrivals, 0, base - 1, cancellable, error) &&
         assay_match_remove_rows (workspace, arrivals, base + 1, G_MAXINT64, cancellable, error);
}
