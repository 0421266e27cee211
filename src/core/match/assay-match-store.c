/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-store.h"

#include "base/assay-json.h"
#include "match/assay-match-index.h"
#include "match/assay-match-present.h"
#include "match/assay-match-removal.h"
#include "match/assay-match-row.h"

/* One transaction: well under the 250 ms that others may wait. */
#define BATCH_ROWS 4000

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

  /* What further leads are found by: pages of a run over all leads, and the leads that came after it.
   * Derived data, which no journal keeps. Which pairs only their clusters vouch for. And values that say the
   * same are kept as hashes only. */
  "CREATE TABLE match_index (base INTEGER PRIMARY KEY, recipe TEXT NOT NULL) STRICT;"
  "CREATE TABLE match_page (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;"
  "CREATE TABLE match_arrival ("
  "  base INTEGER NOT NULL,"
  "  key INTEGER NOT NULL,"
  "  lead INTEGER NOT NULL,"
  "  PRIMARY KEY (base, key, lead)"
  ") STRICT, WITHOUT ROWID;"
  "ALTER TABLE match_pair ADD COLUMN vouched INTEGER NOT NULL DEFAULT 0;"
  "UPDATE match_state SET model = json_remove (model,"
  "  '$.comparisons[0].aliases', '$.comparisons[1].aliases', '$.comparisons[2].aliases',"
  "  '$.comparisons[3].aliases', '$.comparisons[4].aliases', '$.comparisons[5].aliases',"
  "  '$.comparisons[6].aliases', '$.comparisons[7].aliases', '$.comparisons[8].aliases',"
  "  '$.comparisons[9].aliases', '$.comparisons[10].aliases', '$.comparisons[11].aliases',"
  "  '$.comparisons[12].aliases', '$.comparisons[13].aliases', '$.comparisons[14].aliases',"
  "  '$.comparisons[15].aliases') WHERE json_valid (model);",
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
 * assay_match_store_remove_others:
 * @kept: a generation that stays
 * @also_kept: another
 *
 * Removes what no generation in use has: of runs long before this one, and of interrupted ones.
 */
gboolean
assay_match_store_remove_others (AssayWorkspace *workspace,
                                 gint64 kept,
                                 gint64 also_kept,
                                 GCancellable *cancellable,
                                 GError **error)
{
  return assay_match_remove_rows (workspace,
                                  "DELETE FROM match_pair WHERE (generation, a, b) IN "
                                  "(SELECT generation, a, b FROM match_pair "
                                  "WHERE generation NOT IN (?1, ?2) LIMIT ?3)",
                                  kept,
                                  also_kept,
                                  cancellable,
                                  error);
}

static gboolean
read_present (AssayWorkspace *workspace, AssayMatchPresent *out, GError **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);

  return reader != NULL && assay_match_present_read (reader, out, error);
}

typedef struct
{
  AssayWorkspace *workspace;
  gint64 job;
  const AssayMatchRecords *records;
  const AssayMatchFinding *finding;
  const AssayMatchRecipe *recipe;
  GCancellable *cancellable;
} Writer;

/* A generation has its job's number, so that no two runs write the same one. */
static gboolean
write_batch (const Writer *writer, guint *from, GError **error)
{
  g_autoptr (GArray) rows = assay_match_rows_new ();
  g_autoptr (AssayTransaction) transaction = NULL;

  for (; rows->len < BATCH_ROWS && *from < writer->finding->pairs->len; (*from)++)
    {
      AssayMatchRow row;

      assay_match_row_init (&row,
                            writer->records,
                            writer->finding,
                            &g_array_index (writer->finding->pairs, AssayMatchPair, *from),
                            NULL);
      g_array_append_val (rows, row);
    }
  transaction =
      assay_workspace_begin (writer->workspace, ASSAY_DURABILITY_NORMAL, writer->cancellable, error);
  return transaction != NULL &&
         assay_match_rows_insert (
             assay_transaction_get_connection (transaction), writer->job, rows, 0, rows->len, error) &&
         assay_transaction_commit (transaction, error);
}

static gboolean
write_pairs (const Writer *writer, const AssayMatchPresent *before, GError **error)
{
  guint from = 0;

  if (!assay_match_store_remove_others (
          writer->workspace, before->generation, before->generation, writer->cancellable, error))
    return FALSE;
  while (from < writer->finding->pairs->len)
    if (!write_batch (writer, &from, error))
      return FALSE;
  return TRUE;
}

/* The model, and by which index further leads are found, if nobody took it away. */
static char *
make_model (const Writer *writer, AssayConnection *connection, GError **error)
{
  g_autoptr (JsonNode) model = assay_match_model_to_json (&writer->finding->model, writer->records);
  gboolean exists = FALSE;

  assay_match_thresholds_to_json (&writer->finding->thresholds, json_node_get_object (model));
  if (writer->recipe != NULL && !assay_match_index_exists (connection, writer->job, &exists, error))
    return NULL;
  if (exists)
    json_object_set_int_member (json_node_get_object (model), ASSAY_MATCH_MODEL_INDEX, writer->job);
  return assay_json_write (model);
}

static gboolean
make_present (const Writer *writer,
              const AssayMatchPresent *before,
              const AssayMatchMark *mark,
              gboolean *out_outdated,
              GError **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      writer->workspace, ASSAY_DURABILITY_NORMAL, writer->cancellable, error);
  AssayConnection *connection = transaction != NULL ? assay_transaction_get_connection (transaction) : NULL;
  g_auto (AssayMatchPresent) present = { writer->job, writer->job, *mark, NULL };

  if (connection == NULL || !assay_match_present_is_outdated (connection, before, out_outdated, error))
    return FALSE;
  if (*out_outdated)
    return TRUE;
  present.model = make_model (writer, connection, error);
  return present.model != NULL && assay_match_present_replace (transaction, writer->job, &present, error) &&
         assay_transaction_commit (transaction, error);
}

/**
 * assay_match_store_write:
 * @job: the run
 * @mark: up to where it has seen the workspace
 * @recipe: (nullable): how the leads were compared, so that further leads can be
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
                         const AssayMatchRecipe *recipe,
                         GCancellable *cancellable,
                         GError **error)
{
  Writer writer = { workspace, job, records, finding, recipe, cancellable };
  gboolean outdated = TRUE;

  if (recipe != NULL &&
      !assay_match_index_write (workspace, recipe, records, finding->blocks, cancellable, error))
    return FALSE;
  /* What another process found in the meantime is what there is to take back. */
  while (outdated)
    {
      g_auto (AssayMatchPresent) before = { 0 };

      if (!read_present (workspace, &before, error) || !write_pairs (&writer, &before, error) ||
          !make_present (&writer, &before, mark, &outdated, error))
        return FALSE;
      if (!outdated &&
          !assay_match_store_remove_others (workspace, job, before.generation, cancellable, error))
        return FALSE;
    }
  return assay_match_index_remove_others (workspace, job, cancellable, error);
}
