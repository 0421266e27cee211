/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-store.h"

#include <string.h>

#include "base/assay-json.h"
#include "match/assay-match-present.h"

/* One transaction: well under the 250 ms that others may wait. */
#define BATCH_ROWS 5000
#define BATCH_MS 150

/* Pairs are written as a new generation beside the old one, and one update makes it the present
 * one: whoever reads sees all of one run. What people have said is nobody's generation. */
static const char *const migrations[] = {
  "CREATE TABLE match_state ("
  "  one INTEGER PRIMARY KEY CHECK (one = 1),"
  "  generation INTEGER NOT NULL,"
  "  job INTEGER NOT NULL,"
  "  lead INTEGER NOT NULL,"
  "  change INTEGER NOT NULL,"
  "  model TEXT NOT NULL"
  ") STRICT;"
  "INSERT INTO match_state VALUES (1, 0, 0, 0, 0, '');"
  "CREATE TABLE match_pair ("
  "  generation INTEGER NOT NULL,"
  "  a INTEGER NOT NULL,"
  "  b INTEGER NOT NULL,"
  "  cluster INTEGER,"
  "  weakest REAL,"
  "  probability REAL NOT NULL,"
  "  bits REAL NOT NULL,"
  "  detail BLOB NOT NULL,"
  "  PRIMARY KEY (generation, a, b)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX match_pair_b ON match_pair (b);"
  "CREATE INDEX match_pair_cluster ON match_pair (cluster) WHERE cluster IS NOT NULL;"
  "CREATE TABLE match_label ("
  "  a INTEGER NOT NULL,"
  "  b INTEGER NOT NULL,"
  "  verdict INTEGER NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  PRIMARY KEY (a, b)"
  ") STRICT, WITHOUT ROWID;",
  NULL,
};

const AssaySchemaModule assay_match_schema = {
  .name = "match",
  .migrations = migrations,
};

static gboolean
read_mark (AssayConnection *connection, const char *sql, AssayMatchMark *mark, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);
  gboolean row;

  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  mark->lead = assay_statement_get_int64 (statement, 0);
  mark->change = assay_statement_get_int64 (statement, 1);
  return TRUE;
}

/**
 * assay_match_store_read_mark:
 * @out_seen: (out): up to where matching has seen the workspace
 * @out_now: (out): where the workspace is now
 */
gboolean
assay_match_store_read_mark (AssayConnection *connection,
                             AssayMatchMark *out_seen,
                             AssayMatchMark *out_now,
                             GError **error)
{
  return read_mark (connection, "SELECT lead, change FROM match_state", out_seen, error) &&
         read_mark (connection,
                    "SELECT (SELECT ifnull(max(id), 0) FROM lead), "
                    "(SELECT ifnull(max(id), 0) FROM change)",
                    out_now,
                    error);
}

/**
 * assay_match_store_read_model:
 * @out_model: (out) (transfer full): the last run's model as JSON; empty before the first
 */
gboolean
assay_match_store_read_model (AssayConnection *connection, char **out_model, GError **error)
{
  g_autoptr (AssayStatement) statement =
      assay_connection_prepare (connection, "SELECT model FROM match_state", error);
  gboolean row;

  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  *out_model = g_strdup (row ? assay_statement_get_text (statement, 0) : "");
  return TRUE;
}

/**
 * assay_match_store_read_labels:
 *
 * Returns: (transfer full) (element-type AssayMatchLabelled): pairs called same or different, of
 * leads that exist
 */
GArray *
assay_match_store_read_labels (AssayConnection *connection,
                               const AssayMatchRecords *records,
                               GError **error)
{
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (AssayMatchLabelled));
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection, "SELECT a, b, verdict FROM match_label WHERE verdict <> 0 ORDER BY a, b", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (assay_statement_step (statement, &row, error))
    {
      AssayMatchLabelled label;

      if (!row)
        return g_steal_pointer (&labels);
      label.a = assay_match_records_find (records, assay_statement_get_int64 (statement, 0));
      label.b = assay_match_records_find (records, assay_statement_get_int64 (statement, 1));
      label.same = assay_statement_get_int64 (statement, 2) > 0;
      if (label.a != ASSAY_MATCH_NO_RECORD && label.b != ASSAY_MATCH_NO_RECORD && label.a < label.b)
        g_array_append_val (labels, label);
    }
  return NULL;
}

/**
 * assay_match_store_read_kept:
 *
 * Returns: (transfer full) (element-type AssayMatchPair): what the last run found of leads that are
 * not fresh
 */
GArray *
assay_match_store_read_kept (AssayConnection *connection,
                             const AssayMatchRecords *records,
                             GError **error)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (AssayMatchPair));
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection,
      "SELECT a, b, bits FROM match_pair "
      "WHERE generation = (SELECT generation FROM match_state) ORDER BY a, b",
      error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (assay_statement_step (statement, &row, error))
    {
      AssayMatchPair pair = { 0 };

      if (!row)
        return g_steal_pointer (&pairs);
      pair.a = assay_match_records_find (records, assay_statement_get_int64 (statement, 0));
      pair.b = assay_match_records_find (records, assay_statement_get_int64 (statement, 1));
      pair.bits = (float) assay_statement_get_double (statement, 2);
      pair.probability = (float) assay_match_bits_to_probability (pair.bits);
      if (pair.a != ASSAY_MATCH_NO_RECORD && pair.b != ASSAY_MATCH_NO_RECORD &&
          !assay_match_records_may (records, pair.a, pair.b))
        g_array_append_val (pairs, pair);
    }
  return NULL;
}

/**
 * assay_match_store_mark_fresh:
 * @out_n: (out): how many leads are new or changed
 *
 * Marks the leads that came or changed since the last run.
 */
gboolean
assay_match_store_mark_fresh (AssayConnection *connection,
                              const AssayMatchMark *seen,
                              AssayMatchRecords *records,
                              guint32 *out_n,
                              GError **error)
{
  g_autoptr (AssayStatement) statement =
      assay_connection_prepare (connection,
                                "SELECT id FROM lead WHERE id > ?1 UNION "
                                "SELECT lead.id FROM change JOIN lead ON lead.id = change.lead "
                                "WHERE change.id > ?2 AND lead.id <= ?1",
                                error);
  gboolean row;

  *out_n = 0;
  if (statement == NULL)
    return FALSE;
  records->fresh = g_new0 (guint8, (gsize) records->n + 1);
  assay_statement_bind_int64 (statement, 1, seen->lead);
  assay_statement_bind_int64 (statement, 2, seen->change);
  while (assay_statement_step (statement, &row, error))
    {
      guint32 record;

      if (!row)
        return TRUE;
      record = assay_match_records_find (records, assay_statement_get_int64 (statement, 0));
      if (record == ASSAY_MATCH_NO_RECORD)
        continue;
      records->fresh[record] = 1;
      (*out_n)++;
    }
  return FALSE;
}

typedef struct
{
  AssayWorkspace *workspace;
  const AssayMatchRecords *records;
  const AssayMatchFinding *finding;
  gint64 generation;
  GByteArray *detail;
  GCancellable *cancellable;
} Writer;

/* Level and bits of each comparison, as a waterfall shows them. */
static void
pack_detail (const Writer *writer, const AssayMatchPair *pair)
{
  float bits[ASSAY_MATCH_MAX_COMPARISONS];
  AssayMatchVector vector;

  assay_match_model_pair_bits (
      &writer->finding->model, writer->records, pair->a, pair->b, &vector, bits);
  g_byte_array_set_size (writer->detail, 0);
  for (guint i = 0; i < writer->records->comparisons->len; i++)
    {
      guint8 level = (guint8) assay_match_vector_level (vector, i);
      AssayValue value = { .kind = ASSAY_VALUE_REAL, .real = bits[i] };

      g_byte_array_append (writer->detail, &level, 1);
      assay_value_pack (&value, writer->detail);
    }
}

static gboolean
write_pair (const Writer *writer,
            AssayStatement *insert,
            const AssayMatchPair *pair,
            GError **error)
{
  const AssayMatchClusters *clusters = writer->finding->clusters;
  guint32 cluster = clusters->cluster[pair->a];

  pack_detail (writer, pair);
  assay_statement_bind_int64 (insert, 1, writer->generation);
  assay_statement_bind_int64 (insert, 2, writer->records->leads[pair->a]);
  assay_statement_bind_int64 (insert, 3, writer->records->leads[pair->b]);
  if (cluster == clusters->cluster[pair->b])
    {
      assay_statement_bind_int64 (insert, 4, writer->records->leads[cluster]);
      assay_statement_bind_double (insert, 5, clusters->weakest[cluster]);
    }
  else
    {
      assay_statement_bind_null (insert, 4);
      assay_statement_bind_null (insert, 5);
    }
  assay_statement_bind_double (insert, 6, pair->probability);
  assay_statement_bind_double (insert, 7, pair->bits);
  assay_statement_bind_blob (insert, 8, writer->detail->data, writer->detail->len);
  return assay_statement_run (insert, error);
}

static gboolean
write_batch (const Writer *writer, guint *from, GError **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      writer->workspace, ASSAY_DURABILITY_NORMAL, writer->cancellable, error);
  g_autoptr (AssayStatement) insert = NULL;
  guint end = MIN (*from + BATCH_ROWS, writer->finding->pairs->len);

  if (transaction == NULL)
    return FALSE;
  insert = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                     "INSERT OR REPLACE INTO match_pair VALUES "
                                     "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                                     error);
  if (insert == NULL)
    return FALSE;
  for (; *from < end && assay_transaction_get_age (transaction) < BATCH_MS; (*from)++)
    if (!write_pair (
            writer, insert, &g_array_index (writer->finding->pairs, AssayMatchPair, *from), error))
      return FALSE;
  g_clear_pointer (&insert, assay_statement_release);
  return assay_transaction_commit (transaction, error);
}

/* What no generation in use has: of runs long before this one, and of interrupted ones. */
static gboolean
remove_others (const Writer *writer, gint64 kept, gint64 also_kept, GError **error)
{
  gint64 removed = 1;

  while (removed > 0)
    {
      g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
          writer->workspace, ASSAY_DURABILITY_NORMAL, writer->cancellable, error);
      g_autoptr (AssayStatement) statement = NULL;

      if (transaction == NULL)
        return FALSE;
      statement = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                            "DELETE FROM match_pair WHERE (generation, a, b) IN "
                                            "(SELECT generation, a, b FROM match_pair "
                                            "WHERE generation NOT IN (?1, ?3) LIMIT ?2)",
                                            error);
      if (statement == NULL)
        return FALSE;
      assay_statement_bind_int64 (statement, 1, kept);
      assay_statement_bind_int64 (statement, 2, BATCH_ROWS);
      assay_statement_bind_int64 (statement, 3, also_kept);
      if (!assay_statement_run (statement, error))
        return FALSE;
      removed = assay_connection_changes (assay_transaction_get_connection (transaction));
      g_clear_pointer (&statement, assay_statement_release);
      if (!assay_transaction_commit (transaction, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_present (const Writer *writer, gint64 job, const AssayMatchMark *mark, GError **error)
{
  g_autoptr (JsonNode) model = assay_match_model_to_json (&writer->finding->model, writer->records);
  g_auto (AssayMatchPresent) present = { writer->generation, job, *mark, NULL };
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      writer->workspace, ASSAY_DURABILITY_NORMAL, writer->cancellable, error);

  assay_match_thresholds_to_json (&writer->finding->thresholds, json_node_get_object (model));
  present.model = assay_json_write (model);
  return transaction != NULL && assay_match_present_replace (transaction, job, &present, error) &&
         assay_transaction_commit (transaction, error);
}

static gboolean
read_generation (AssayWorkspace *workspace, gint64 *out, GError **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);

  return reader != NULL &&
         assay_connection_query_int64 (reader, "SELECT generation FROM match_state", out, error);
}

/**
 * assay_match_store_write:
 * @job: the run
 * @mark: up to where it has seen the workspace
 *
 * Makes a finding the workspace's present one, in short transactions. Killed in between, the last
 * finding stays. The pairs of the finding before are kept for undo.
 */
gboolean
assay_match_store_write (AssayWorkspace *workspace,
                         gint64 job,
                         const AssayMatchRecords *records,
                         const AssayMatchFinding *finding,
                         const AssayMatchMark *mark,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GByteArray) detail = g_byte_array_new ();
  Writer writer = { workspace, records, finding, 0, detail, cancellable };
  guint from = 0;
  gint64 before;

  if (!read_generation (workspace, &before, error) || !remove_others (&writer, before, before, error))
    return FALSE;
  writer.generation = before + 1;
  while (from < finding->pairs->len)
    if (!write_batch (&writer, &from, error))
      return FALSE;
  return make_present (&writer, job, mark, error) &&
         remove_others (&writer, writer.generation, before, error);
}
