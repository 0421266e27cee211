/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-step.h"

#include <string.h>

#include "base/assay-json.h"

/* So many rows of a finding are replaced where they are, in one transaction of some ten milliseconds; with
 * more, the finding is written anew beside the old one. */
#define MOST_ROWS 2500

#define BATCH_ROWS 2500
#define BATCH_MS 100

/* What changes of a finding. */
typedef struct
{
  AssayWorkspace *workspace;
  gint64 job;
  const AssayMatchArrivals *arrivals;
  GArray *removed; /* (element-type AssayMatchRow) */
  GArray *added;   /* (element-type AssayMatchRow) */
  AssayMatchPresent present;
  GCancellable *cancellable;
} Step;

/* What leads to come find the new ones by. A key too many costs a comparison, so these need no undoing. */
static gboolean
write_keys (const Step *step, GError **error)
{
  const GArray *keys = step->arrivals->keys;

  for (guint i = 0; keys != NULL && i < keys->len;)
    {
      g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
          step->workspace, ASSAY_DURABILITY_NORMAL, step->cancellable, error);
      g_autoptr (AssayStatement) insert = NULL;

      if (transaction == NULL)
        return FALSE;
      insert = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                         "INSERT OR IGNORE INTO match_arrival VALUES (?1, ?2, ?3)",
                                         error);
      if (insert == NULL)
        return FALSE;
      assay_statement_bind_int64 (insert, 1, step->arrivals->recipe->base);
      for (guint n = 0; i < keys->len && (n % 100 != 0 || assay_transaction_get_age (transaction) < BATCH_MS);
           i++, n++)
        {
          const AssayMatchArrivalKey *key = &g_array_index (keys, AssayMatchArrivalKey, i);

          assay_statement_bind_int64 (insert, 2, key->key);
          assay_statement_bind_int64 (insert, 3, key->lead);
          if (!assay_statement_run (insert, error))
            return FALSE;
        }
      g_clear_pointer (&insert, assay_statement_release);
      if (!assay_transaction_commit (transaction, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_same (const AssayMatchRow *a, const AssayMatchRow *b)
{
  return a->cluster == b->cluster && a->weakest == b->weakest && a->probability == b->probability &&
         a->bits == b->bits && a->vouched == b->vouched && g_bytes_equal (a->detail, b->detail);
}

/* What two leads that did not change say of each other stays as it was written. */
static GBytes *
known_detail (const AssayMatchArrivals *arrivals, const AssayMatchRow *old, const AssayMatchPair *pair)
{
  return old != NULL && old->bits == pair->bits && !assay_match_has_lead (arrivals->changed, old->a) &&
                 !assay_match_has_lead (arrivals->changed, old->b)
             ? old->detail
             : NULL;
}

static void
compare_rows (Step *step)
{
  const AssayMatchArrivals *arrivals = step->arrivals;
  const GArray *rows = arrivals->touched->rows;
  const AssayMatchRecords *records = arrivals->records;
  g_autofree guint8 *kept = g_new0 (guint8, (gsize) rows->len + 1);

  for (guint i = 0; i < arrivals->finding->pairs->len; i++)
    {
      const AssayMatchPair *pair = &g_array_index (arrivals->finding->pairs, AssayMatchPair, i);
      const AssayMatchRow *old =
          assay_match_touched_find (arrivals->touched, records->leads[pair->a], records->leads[pair->b]);
      AssayMatchRow row;

      assay_match_row_init (&row, records, arrivals->finding, pair, known_detail (arrivals, old, pair));
      if (old != NULL && is_same (old, &row))
        {
          kept[old - (const AssayMatchRow *) (gpointer) rows->data] = TRUE;
          assay_match_row_clear (&row);
        }
      else
        g_array_append_val (step->added, row);
    }
  for (guint i = 0; i < rows->len; i++)
    if (!kept[i])
      {
        AssayMatchRow row = g_array_index (rows, AssayMatchRow, i);

        g_bytes_ref (row.detail);
        g_array_append_val (step->removed, row);
      }
}

/* The journal's row: what the finding was, whose it is now, and the pairs that make the difference. */
static gboolean
record (AssayTransaction *transaction,
        gint64 job,
        const AssayMatchPresent *before,
        const AssayMatchPresent *now,
        const GArray *removed,
        const GArray *added,
        GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  gboolean other = strcmp (before->model, now->model) != 0;
  AssayValue model = assay_value_from_text (before->model, other ? strlen (before->model) : 0);

  if (job == 0)
    return TRUE;
  assay_varint_append ((guint64) now->generation, data);
  assay_varint_append ((guint64) now->job, data);
  assay_varint_append ((guint64) before->job, data);
  assay_varint_append ((guint64) before->mark.lead, data);
  assay_varint_append ((guint64) before->mark.change, data);
  assay_value_pack (&model, data);
  assay_match_rows_pack (removed, data);
  assay_varint_append (added->len, data);
  for (guint i = 0; i < added->len; i++)
    {
      assay_varint_append ((guint64) g_array_index (added, AssayMatchRow, i).a, data);
      assay_varint_append ((guint64) g_array_index (added, AssayMatchRow, i).b, data);
    }
  bytes = g_bytes_new (data->data, data->len);
  return assay_journal_record (transaction, job, assay_match_step_journal_part.name, 0, bytes, error);
}

static gboolean
replace_rows (AssayTransaction *transaction,
              gint64 generation,
              const GArray *removed,
              const GArray *added,
              GError **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);

  return assay_match_rows_delete (connection, generation, removed, 0, removed->len, error) &&
         assay_match_rows_insert (connection, generation, added, 0, added->len, error);
}

static gboolean
write_in_place (const Step *step, gboolean *out_outdated, GError **error)
{
  const AssayMatchPresent *before = &step->arrivals->before;
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      step->workspace, ASSAY_DURABILITY_NORMAL, step->cancellable, error);

  if (transaction == NULL ||
      !assay_match_present_is_outdated (
          assay_transaction_get_connection (transaction), before, out_outdated, error))
    return FALSE;
  return *out_outdated ||
         (replace_rows (transaction, before->generation, step->removed, step->added, error) &&
          record (transaction, step->job, before, &step->present, step->removed, step->added, error) &&
          assay_match_present_set (transaction, &step->present, error) &&
          assay_transaction_commit (transaction, error));
}

/* All pairs of a generation once more, in short transactions. */
static gboolean
copy_generation (const Step *step, GError **error)
{
  gint64 a = 0, b = 0, copied = 1;

  while (copied > 0)
    {
      g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
          step->workspace, ASSAY_DURABILITY_NORMAL, step->cancellable, error);
      g_autoptr (AssayStatement) copy = NULL, last = NULL;
      gboolean row;

      if (transaction == NULL)
        return FALSE;
      copy = assay_connection_prepare (
          assay_transaction_get_connection (transaction),
          "INSERT OR REPLACE INTO match_pair SELECT ?1, " ASSAY_MATCH_ROW_COLUMNS " FROM match_pair "
          "WHERE generation = ?2 AND (a, b) > (?3, ?4) ORDER BY a, b LIMIT ?5",
          error);
      last = assay_connection_prepare (
          assay_transaction_get_connection (transaction),
          "SELECT a, b FROM match_pair WHERE generation = ?1 ORDER BY a DESC, b DESC LIMIT 1",
          error);
      if (copy == NULL || last == NULL)
        return FALSE;
      assay_statement_bind_int64 (copy, 1, step->present.generation);
      assay_statement_bind_int64 (copy, 2, step->arrivals->before.generation);
      assay_statement_bind_int64 (copy, 3, a);
      assay_statement_bind_int64 (copy, 4, b);
      assay_statement_bind_int64 (copy, 5, BATCH_ROWS);
      if (!assay_statement_run (copy, error))
        return FALSE;
      copied = assay_connection_changes (assay_transaction_get_connection (transaction));
      assay_statement_bind_int64 (last, 1, step->present.generation);
      if (!assay_statement_step (last, &row, error))
        return FALSE;
      a = row ? assay_statement_get_int64 (last, 0) : 0;
      b = row ? assay_statement_get_int64 (last, 1) : 0;
      g_clear_pointer (&copy, assay_statement_release);
      g_clear_pointer (&last, assay_statement_release);
      if (!assay_transaction_commit (transaction, error))
        return FALSE;
    }
  return TRUE;
}

typedef gboolean (*RowsFunc) (
    AssayConnection *connection, gint64 generation, const GArray *rows, guint from, guint to, GError **error);

static gboolean
write_batches (const Step *step, RowsFunc func, const GArray *rows, GError **error)
{
  for (guint from = 0; from < rows->len; from += BATCH_ROWS)
    {
      g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
          step->workspace, ASSAY_DURABILITY_NORMAL, step->cancellable, error);

      if (transaction == NULL ||
          !func (assay_transaction_get_connection (transaction),
                 step->present.generation,
                 rows,
                 from,
                 MIN (from + BATCH_ROWS, rows->len),
                 error) ||
          !assay_transaction_commit (transaction, error))
        return FALSE;
    }
  return TRUE;
}

/* Another generation: as a run over all leads writes one, and undone as that is. */
static gboolean
write_beside (Step *step, gboolean *out_outdated, GError **error)
{
  const AssayMatchPresent *before = &step->arrivals->before;

  step->present.generation = step->job;
  if (!assay_match_store_remove_others (
          step->workspace, before->generation, before->generation, step->cancellable, error) ||
      !copy_generation (step, error) ||
      !write_batches (step, assay_match_rows_delete, step->removed, error) ||
      !write_batches (step, assay_match_rows_insert, step->added, error))
    return FALSE;
  {
    g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
        step->workspace, ASSAY_DURABILITY_NORMAL, step->cancellable, error);

    if (transaction == NULL ||
        !assay_match_present_is_outdated (
            assay_transaction_get_connection (transaction), before, out_outdated, error))
      return FALSE;
    if (*out_outdated)
      return TRUE;
    if (!assay_match_present_replace (transaction, step->job, &step->present, error) ||
        !assay_transaction_commit (transaction, error))
      return FALSE;
  }
  return assay_match_store_remove_others (
      step->workspace, step->job, before->generation, step->cancellable, error);
}

/* The model stays; where the bands begin may be another place. */
static char *
model_with (const AssayMatchArrivals *arrivals)
{
  g_autoptr (JsonNode) node = assay_json_parse (arrivals->before.model, -1, NULL);
  AssayMatchThresholds old;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return g_strdup (arrivals->before.model);
  assay_match_thresholds_from_json (&old, json_node_get_object (node));
  if (old.sure == arrivals->finding->thresholds.sure && old.review == arrivals->finding->thresholds.review)
    return g_strdup (arrivals->before.model);
  assay_match_thresholds_to_json (&arrivals->finding->thresholds, json_node_get_object (node));
  return assay_json_write (node);
}

/**
 * assay_match_step_write:
 * @out_outdated: (out): whether another process found something in the meantime: then nothing is written,
 * and the search has to begin again
 *
 * Makes a finding that of a workspace with the leads that arrived: only what is another one is written.
 * Killed in between, the finding before stays.
 */
gboolean
assay_match_step_write (AssayWorkspace *workspace,
                        gint64 job,
                        const AssayMatchArrivals *arrivals,
                        gboolean *out_outdated,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GArray) removed = assay_match_rows_new (), added = assay_match_rows_new ();
  g_autofree char *model = model_with (arrivals);
  Step step = { workspace, job, arrivals, removed, added,
                { arrivals->before.generation, job, arrivals->mark, model }, cancellable };

  compare_rows (&step);
  return write_keys (&step, error) && (removed->len + added->len <= MOST_ROWS
                                           ? write_in_place (&step, out_outdated, error)
                                           : write_beside (&step, out_outdated, error));
}

typedef struct
{
  AssayMatchPresent now;
  AssayMatchPresent before;
  GArray *removed;
  GArray *added;
} Recorded;

static void
recorded_clear (Recorded *recorded)
{
  assay_match_present_clear (&recorded->before);
  g_clear_pointer (&recorded->removed, g_array_unref);
  g_clear_pointer (&recorded->added, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recorded, recorded_clear)

static gboolean
unpack (const guint8 *p, const guint8 *end, Recorded *out)
{
  guint64 numbers[5], n;
  AssayValue model;

  out->removed = assay_match_rows_new ();
  out->added = assay_match_rows_new ();
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!assay_varint_read (&numbers[i], &p, end))
      return FALSE;
  out->now = (AssayMatchPresent){ .generation = (gint64) numbers[0], .job = (gint64) numbers[1] };
  out->before = (AssayMatchPresent){ (gint64) numbers[0],
                                     (gint64) numbers[2],
                                     { (gint64) numbers[3], (gint64) numbers[4] },
                                     NULL };
  if (!assay_value_unpack (&model, &p, end) || model.kind != ASSAY_VALUE_TEXT)
    return FALSE;
  if (model.length > 0)
    out->before.model = g_strndup (model.text, model.length);
  if (!assay_match_rows_unpack (out->removed, &p, end) || !assay_varint_read (&n, &p, end))
    return FALSE;
  for (; n > 0; n--)
    {
      AssayMatchRow row = { 0 };
      guint64 a, b;

      if (!assay_varint_read (&a, &p, end) || !assay_varint_read (&b, &p, end))
        return FALSE;
      row.a = (gint64) a;
      row.b = (gint64) b;
      g_array_append_val (out->added, row);
    }
  return TRUE;
}

/* What the added pairs are, so that they can come back. */
static gboolean
fill_rows (AssayConnection *connection, gint64 generation, GArray *rows, GError **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
      connection,
      "SELECT " ASSAY_MATCH_ROW_COLUMNS " FROM match_pair WHERE generation = ?1 AND a = ?2 AND b = ?3",
      error);

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, generation);
  for (guint i = 0; i < rows->len; i++)
    {
      AssayMatchRow *wanted = &g_array_index (rows, AssayMatchRow, i);
      gboolean row;

      assay_statement_bind_int64 (select, 2, wanted->a);
      assay_statement_bind_int64 (select, 3, wanted->b);
      if (!assay_statement_step (select, &row, error))
        return FALSE;
      if (row)
        assay_match_row_read (wanted, select);
      else
        wanted->detail = g_bytes_new (NULL, 0);
      assay_statement_reset (select);
    }
  return TRUE;
}

/* A later run has gone on from what this one found: then there is nothing to take back. */
static gboolean
undo_step (AssayTransaction *transaction, gint64 undo_job, gint64 lead, GBytes *data, GError **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_auto (AssayMatchPresent) now = { 0 };
  g_auto (Recorded) recorded = { 0 };
  gsize size;
  const guint8 *start = g_bytes_get_data (data, &size);

  if (!unpack (start, start + size, &recorded))
    return TRUE;
  if (!assay_match_present_read (connection, &now, error))
    return FALSE;
  if (now.generation != recorded.now.generation || now.job != recorded.now.job)
    return TRUE;
  if (recorded.before.model == NULL)
    recorded.before.model = g_strdup (now.model);
  return fill_rows (connection, now.generation, recorded.added, error) &&
         replace_rows (transaction, now.generation, recorded.added, recorded.removed, error) &&
         record (transaction, undo_job, &now, &recorded.before, recorded.added, recorded.removed, error) &&
         assay_match_present_set (transaction, &recorded.before, error);
}

const AssayJournalPart assay_match_step_journal_part = {
  .name = "match-step",
  .undo = undo_step,
};
