/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-arrivals.h"

#include "base/assay-json.h"
#include "match/assay-match-frequencies.h"
#include "store/assay-signal-store.h"

/* So many of the leads new or changed since all were compared, and it is time to estimate anew. */
#define FRESH_SHARE 5

/* Leads that hang together with the new ones: beyond so many for each, all are compared. */
#define MOST_TOUCHED 20000
#define MOST_TOUCHED_EACH 20

typedef struct
{
  AssayConnection *connection;
  AssayFieldRegistry *fields;
  AssayMatchArrivals *self;
  AssayMatchIndex *index;
  AssayMatchFrequencies *frequencies;
  JsonNode *model;
  GCancellable *cancellable;
  gboolean fits; /* whether the finding before can be built on */
} Search;

static gboolean
query_leads (AssayConnection *connection,
             const char *sql,
             const AssayMatchMark *mark,
             GArray *leads,
             GError **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, mark->lead);
  assay_statement_bind_int64 (statement, 2, mark->change);
  while (row)
    {
      gint64 lead;

      if (!assay_statement_step (statement, &row, error))
        return FALSE;
      lead = row ? assay_statement_get_int64 (statement, 0) : 0;
      if (row)
        g_array_append_val (leads, lead);
    }
  return TRUE;
}

static gboolean
query_number (
    AssayConnection *connection, const char *sql, const AssayMatchMark *mark, gint64 *out, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!query_leads (connection, sql, mark, numbers, error))
    return FALSE;
  *out = numbers->len > 0 ? g_array_index (numbers, gint64, 0) : 0;
  return TRUE;
}

static JsonNode *
read_recipe_text (AssayConnection *connection, gint64 base, GError **error)
{
  g_autoptr (AssayStatement) statement =
      assay_connection_prepare (connection, "SELECT recipe FROM match_index WHERE base = ?1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  assay_statement_bind_int64 (statement, 1, base);
  if (!assay_statement_step (statement, &row, error))
    return NULL;
  return row ? assay_json_parse (assay_statement_get_text (statement, 0), -1, NULL) : NULL;
}

/* The run over all leads that the present finding builds on, if what it left is still there. */
static gboolean
read_recipe (Search *search, GError **error)
{
  AssayMatchArrivals *self = search->self;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 base = 0;

  if (!assay_match_present_read (search->connection, &self->before, error))
    return FALSE;
  search->model = *self->before.model != '\0' ? assay_json_parse (self->before.model, -1, NULL) : NULL;
  if (search->model != NULL && JSON_NODE_HOLDS_OBJECT (search->model))
    base = json_object_get_int_member_with_default (
        json_node_get_object (search->model), ASSAY_MATCH_MODEL_INDEX, 0);
  if (base == 0)
    return TRUE;
  node = read_recipe_text (search->connection, base, &failure);
  if (node != NULL)
    self->recipe = assay_match_recipe_from_json (node, search->connection, search->fields, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (self->recipe != NULL)
    self->recipe->base = base;
  return TRUE;
}

/* Whether the recipe is what was asked for, and the workspace what it was made from. */
static gboolean
check_recipe (Search *search, gboolean across, const char *const *compare, GError **error)
{
  const AssayMatchRecipe *recipe = search->self->recipe;
  const AssayMatchMark *seen = &search->self->before.mark;
  gint64 signals, kept;

  if (recipe == NULL || (across && !recipe->across) ||
      (compare != NULL && *compare != NULL && !g_strv_equal (compare, (const char *const *) recipe->compare)))
    return TRUE;
  if (!assay_signal_store_get_generation (search->connection, &signals, error) ||
      /* A run that was interrupted leaves no rows, and their numbers are given again. */
      !query_number (search->connection,
                     "SELECT ?2 = 0 OR EXISTS (SELECT 1 FROM change WHERE id = ?2) WHERE ?1 >= 0",
                     seen,
                     &kept,
                     error))
    return FALSE;
  search->fits = signals == recipe->signals && kept;
  return TRUE;
}

static gboolean
read_changed (Search *search, GError **error)
{
  AssayMatchArrivals *self = search->self;
  const AssayMatchMark *seen = &self->before.mark, *base = &self->recipe->mark;
  gint64 since, gone, added;

  if (!query_number (search->connection,
                     "SELECT (SELECT count(*) FROM lead WHERE id > ?1) + "
                     "(SELECT count(DISTINCT lead) FROM change WHERE id > ?2 AND lead BETWEEN 1 AND ?1)",
                     base,
                     &since,
                     error))
    return FALSE;
  search->fits = since * FRESH_SHARE <= self->recipe->n;
  if (!search->fits)
    return TRUE;
  if (!query_leads (search->connection,
                    "SELECT id FROM lead WHERE id > ?1 UNION "
                    "SELECT lead.id FROM change JOIN lead ON lead.id = change.lead "
                    "WHERE change.id > ?2 ORDER BY 1",
                    seen,
                    self->fresh,
                    error))
    return FALSE;
  g_array_append_vals (self->changed, self->fresh->data, self->fresh->len);
  if (!query_leads (search->connection,
                    "SELECT DISTINCT lead FROM change WHERE id > ?2 AND lead > 0 AND ?1 >= 0 "
                    "AND NOT EXISTS (SELECT 1 FROM lead WHERE id = change.lead)",
                    seen,
                    self->changed,
                    error) ||
      !query_number (search->connection,
                     "SELECT count(DISTINCT lead) FROM change WHERE id > ?2 AND lead BETWEEN 1 AND ?1 "
                     "AND NOT EXISTS (SELECT 1 FROM lead WHERE id = change.lead)",
                     base,
                     &gone,
                     error) ||
      !query_number (
          search->connection, "SELECT count(*) FROM lead WHERE id > ?1 AND ?2 >= 0", base, &added, error))
    return FALSE;
  g_array_sort (self->changed, assay_match_compare_leads);
  self->n_leads = self->recipe->n + added - gone;
  return TRUE;
}

/* Some leads as they would be among all of them. */
static AssayMatchRecords *
load (Search *search, const GArray *leads, GError **error)
{
  AssayMatchArrivals *self = search->self;
  g_autoptr (AssayMatchRecords) records = assay_match_records_load_some (
      search->connection, self->recipe->plan, leads, self->recipe->across, search->cancellable, error);
  AssayMatchModel *model = &self->finding->model;

  if (records == NULL || !assay_match_frequencies_set (search->frequencies, records, self->fresh, error))
    return NULL;
  /* What was learned of values belongs to the records. */
  search->fits = assay_match_model_from_json (model, search->model, records);
  return g_steal_pointer (&records);
}

static gboolean
compares_all (const AssayMatchRecipe *recipe)
{
  return recipe->passes->len == 1 &&
         g_array_index (recipe->passes, AssayMatchPass, 0).kind == ASSAY_MATCH_PASS_ALL;
}

/* Which leads to read, and which of them to compare. */
static AssayMatchCandidates *
find_candidates (Search *search, GArray *leads, GError **error)
{
  AssayMatchArrivals *self = search->self;
  g_autoptr (AssayMatchCandidates) candidates = NULL;
  g_autoptr (AssayMatchRecords) fresh = load (search, self->fresh, error);
  guint kept = 0;

  if (fresh == NULL || !search->fits)
    return NULL;
  candidates = assay_match_candidates_new (self->recipe, search->index, fresh, search->cancellable, error);
  if (candidates == NULL)
    return NULL;
  search->fits = !candidates->crowded;
  g_array_append_vals (leads, self->fresh->data, self->fresh->len);
  for (guint i = 0; i < candidates->pairs->len; i++)
    g_array_append_val (leads, g_array_index (candidates->pairs, AssayMatchCandidate, i).lead);
  g_array_sort (leads, assay_match_compare_leads);
  for (guint i = 0; i < leads->len; i++)
    if (kept == 0 || g_array_index (leads, gint64, kept - 1) != g_array_index (leads, gint64, i))
      g_array_index (leads, gint64, kept++) = g_array_index (leads, gint64, i);
  g_array_set_size (leads, kept);
  self->keys = g_steal_pointer (&candidates->keys);
  candidates->keys = g_array_new (FALSE, FALSE, sizeof (AssayMatchArrivalKey));
  return g_steal_pointer (&candidates);
}

static void
add_pair (GArray *pairs, const AssayMatchRecords *records, guint32 a, guint32 b)
{
  guint64 pair = (guint64) MIN (a, b) << 32 | MAX (a, b);

  if (a != b && a != ASSAY_MATCH_NO_RECORD && b != ASSAY_MATCH_NO_RECORD &&
      assay_match_records_may (records, a, b))
    g_array_append_val (pairs, pair);
}

static GArray *
list_pairs (const Search *search, const AssayMatchRecords *records, const AssayMatchCandidates *candidates)
{
  const GArray *fresh = search->self->fresh;
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; candidates != NULL && i < candidates->pairs->len; i++)
    {
      const AssayMatchCandidate *one = &g_array_index (candidates->pairs, AssayMatchCandidate, i);

      add_pair (pairs,
                records,
                assay_match_records_find (records, g_array_index (fresh, gint64, one->fresh)),
                assay_match_records_find (records, one->lead));
    }
  for (guint i = 0; candidates == NULL && i < fresh->len; i++)
    for (guint32 other = 0; other < records->n; other++)
      add_pair (pairs, records, assay_match_records_find (records, g_array_index (fresh, gint64, i)), other);
  return pairs;
}

/* Compares; what may be one is in the finding, as leads in @seeds, two and two. */
static gboolean
compare (Search *search, GArray *seeds, GError **error)
{
  AssayMatchArrivals *self = search->self;
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AssayMatchCandidates) candidates = NULL;
  g_autoptr (AssayMatchRecords) records = NULL;
  g_autoptr (GArray) pairs = NULL;
  g_autofree guint64 *room = NULL;
  gsize n;

  if (compares_all (self->recipe))
    {
      if (!query_leads (search->connection,
                        "SELECT id FROM lead WHERE ?1 >= 0 AND ?2 >= 0 ORDER BY id",
                        &self->mark,
                        leads,
                        error))
        return FALSE;
    }
  else
    {
      candidates = find_candidates (search, leads, error);
      if (candidates == NULL || !search->fits)
        return candidates != NULL || !search->fits;
    }
  records = load (search, leads, error);
  if (records == NULL || !search->fits)
    return records != NULL;
  pairs = list_pairs (search, records, candidates);
  room = g_new (guint64, (gsize) pairs->len + 1);
  n = assay_radix_sort_unique ((guint64 *) (gpointer) pairs->data, room, pairs->len);
  for (gsize i = 0; i < n; i++)
    {
      guint64 pair = g_array_index (pairs, guint64, i);
      assay_match_finding_take (self->finding, records, (guint32) (pair >> 32), (guint32) pair);
    }
  for (guint i = 0; i < self->finding->pairs->len; i++)
    {
      const AssayMatchPair *pair = &g_array_index (self->finding->pairs, AssayMatchPair, i);

      g_array_append_val (seeds, records->leads[pair->a]);
      g_array_append_val (seeds, records->leads[pair->b]);
    }
  g_array_set_size (self->finding->pairs, 0);
  return TRUE;
}

static void
add_found (AssayMatchArrivals *self, gint64 a, gint64 b, const AssayMatchRow *row)
{
  AssayMatchPair pair = { .a = assay_match_records_find (self->records, a),
                          .b = assay_match_records_find (self->records, b) };

  if (pair.a == ASSAY_MATCH_NO_RECORD || pair.b == ASSAY_MATCH_NO_RECORD)
    return;
  pair.bits = row != NULL ? (float) row->bits
                          : (float) assay_match_model_pair_bits (
                                &self->finding->model, self->records, pair.a, pair.b, NULL, NULL);
  pair.probability = (float) assay_match_bits_to_probability (pair.bits);
  g_array_append_val (self->finding->pairs, pair);
}

/* The new pairs, and those between other leads that were found before; not those that only their cluster
 * vouched for: it will again, if it is still there. */
static void
gather_pairs (AssayMatchArrivals *self, const GArray *seeds)
{
  for (guint i = 0; i + 1 < seeds->len; i += 2)
    add_found (self, g_array_index (seeds, gint64, i), g_array_index (seeds, gint64, i + 1), NULL);
  for (guint i = 0; i < self->touched->rows->len; i++)
    {
      const AssayMatchRow *row = &g_array_index (self->touched->rows, AssayMatchRow, i);

      if (!row->vouched && !assay_match_has_lead (self->changed, row->a) &&
          !assay_match_has_lead (self->changed, row->b))
        add_found (self, row->a, row->b, row);
    }
}

static gboolean
search_all (Search *search, gboolean across, const char *const *compare_as, GError **error)
{
  AssayMatchArrivals *self = search->self;
  g_autoptr (GArray) seeds = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) labels = NULL;
  AssayMatchMark seen;

  if (!read_recipe (search, error) || !check_recipe (search, across, compare_as, error) ||
      !assay_match_store_read_mark (search->connection, &seen, &self->mark, error))
    return FALSE;
  if (!search->fits || !read_changed (search, error) || !search->fits)
    return !search->fits;
  search->index = assay_match_index_open (search->connection, self->recipe->base, error);
  if (search->index == NULL)
    return FALSE;
  search->frequencies = assay_match_frequencies_new (self->recipe, search->index);
  self->finding = assay_match_finding_new ();
  if (self->fresh->len > 0 && !compare (search, seeds, error))
    return FALSE;
  if (!search->fits)
    return TRUE;
  self->touched = assay_match_touched_new (search->connection,
                                           self->before.generation,
                                           self->changed,
                                           seeds,
                                           MOST_TOUCHED + MOST_TOUCHED_EACH * self->changed->len,
                                           error);
  if (self->touched == NULL)
    return FALSE;
  search->fits = !self->touched->too_many;
  self->records = search->fits ? load (search, self->touched->leads, error) : NULL;
  if (self->records == NULL || !search->fits)
    return !search->fits;
  gather_pairs (self, seeds);
  labels = assay_match_store_read_labels (search->connection, self->records, error);
  if (labels == NULL)
    return FALSE;
  assay_match_finding_conclude (self->finding, self->records, labels);
  return TRUE;
}

/**
 * assay_match_arrivals_find:
 * @connection: with a read transaction
 * @across: whether only pairs of two imports were asked for; else it is as in the run over all leads
 * @compare: (nullable) (array zero-terminated=1): as assay_match_plan_new() takes it; else as in that run
 * @out: (out) (transfer full) (nullable): %NULL where all leads have to be compared: there is no index of
 * the present finding, it no longer fits, or too much has changed since
 *
 * Compares the leads that came or changed since the present finding with those that they may be one with,
 * by the model and the frequencies of the last run over all leads. Reads these leads and no others. Worker
 * thread.
 */
gboolean
assay_match_arrivals_find (AssayConnection *connection,
                           AssayFieldRegistry *fields,
                           gboolean across,
                           const char *const *compare,
                           AssayMatchArrivals **out,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (AssayMatchArrivals) self = g_new0 (AssayMatchArrivals, 1);
  Search search = { connection, fields, self, NULL, NULL, NULL, cancellable, FALSE };
  gboolean ok;

  *out = NULL;
  self->fresh = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  ok = search_all (&search, across, compare, error);
  g_clear_pointer (&search.index, assay_match_index_free);
  g_clear_pointer (&search.frequencies, assay_match_frequencies_free);
  g_clear_pointer (&search.model, json_node_unref);
  if (ok && search.fits)
    *out = g_steal_pointer (&self);
  return ok;
}

void
assay_match_arrivals_free (AssayMatchArrivals *self)
{
  if (self == NULL)
    return;
  assay_match_present_clear (&self->before);
  g_clear_pointer (&self->recipe, assay_match_recipe_free);
  g_clear_pointer (&self->fresh, g_array_unref);
  g_clear_pointer (&self->changed, g_array_unref);
  g_clear_pointer (&self->records, assay_match_records_free);
  g_clear_pointer (&self->finding, assay_match_finding_free);
  g_clear_pointer (&self->touched, assay_match_touched_free);
  g_clear_pointer (&self->keys, g_array_unref);
  g_free (self);
}
