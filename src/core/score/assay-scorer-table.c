/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-scorer-table.h"

/* Table `scorer`: which profiles leads are scored with, and in which order. */

/* Key, and the row before and after (nothing: there was none): position, active, bands. */
#define ROW_TYPE "m(xbs)"
#define CHANGE_TYPE G_VARIANT_TYPE ("(s" ROW_TYPE ROW_TYPE ")")

static gboolean
read_row (AssayConnection *connection,
          const char      *key,
          GVariant       **out_row,
          GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection, "SELECT position, active, bands FROM scorer WHERE key = ?1", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_text (select, 1, key);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  *out_row = g_variant_ref_sink (g_variant_new_maybe (
    G_VARIANT_TYPE ("(xbs)"),
    row ? g_variant_new ("(xbs)", assay_statement_get_int64 (select, 0),
                         assay_statement_get_int64 (select, 1) != 0,
                         assay_statement_get_text (select, 2))
        : NULL));
  return TRUE;
}

static gboolean
record (AssayTransaction *transaction,
        gint64            job,
        const char       *key,
        GVariant         *before,
        GError          **error)
{
  g_autoptr (GVariant) after = NULL;
  g_autoptr (GVariant) change = NULL;
  g_autoptr (GBytes) data = NULL;

  if (job == 0)
    return TRUE;
  if (!read_row (assay_transaction_get_connection (transaction), key, &after, error))
    return FALSE;
  change = g_variant_ref_sink (g_variant_new ("(s@" ROW_TYPE "@" ROW_TYPE ")", key, before, after));
  data = g_variant_get_data_as_bytes (change);
  return assay_journal_record (transaction, job, assay_scorer_journal_part.name, 0, data, error);
}

/**
 * assay_scorer_table_set:
 * @job: whose undo takes it back; 0 for none
 * @key: a profile's key
 * @bands: the keys of its band sets, as a JSON array
 * @active: whether leads are scored with it
 * @primary: put it before all others
 */
gboolean
assay_scorer_table_set (AssayTransaction *transaction,
                        gint64            job,
                        const char       *key,
                        const char       *bands,
                        gboolean          active,
                        gboolean          primary,
                        GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (GVariant) before = NULL;
  g_autoptr (AssayStatement) upsert = NULL;

  if (!read_row (connection, key, &before, error))
    return FALSE;
  upsert
    = assay_connection_prepare (connection,
                                "INSERT INTO scorer (key, position, active, bands) VALUES (?1, "
                                "(SELECT CASE WHEN ?4 THEN coalesce(min(position), 0) - 1 "
                                "ELSE coalesce(max(position), 0) + 1 END FROM scorer), ?2, ?3) "
                                "ON CONFLICT (key) DO UPDATE SET active = ?2, bands = ?3, "
                                "position = CASE WHEN ?4 THEN excluded.position ELSE position END",
                                error);
  if (upsert == NULL)
    return FALSE;
  assay_statement_bind_text (upsert, 1, key);
  assay_statement_bind_int64 (upsert, 2, active);
  assay_statement_bind_text (upsert, 3, bands);
  assay_statement_bind_int64 (upsert, 4, primary);
  assay_transaction_touch (transaction, ASSAY_TOPIC_SCORES | ASSAY_TOPIC_DOCUMENTS);
  return assay_statement_run (upsert, error) && record (transaction, job, key, before, error);
}

/* The row stays, because scores refer to it; a profile that was not there is out of use again. */
static gboolean
put_back (AssayConnection *connection,
          const char      *key,
          GVariant        *before,
          GError         **error)
{
  g_autoptr (GVariant) row = g_variant_get_maybe (before);
  g_autoptr (AssayStatement) update = assay_connection_prepare (
    connection,
    row != NULL ? "UPDATE scorer SET position = ?2, active = ?3, bands = ?4 WHERE key = ?1"
                : "UPDATE scorer SET active = 0 WHERE key = ?1",
    error);
  const char *bands;
  gint64 position;
  gboolean active;

  if (update == NULL)
    return FALSE;
  assay_statement_bind_text (update, 1, key);
  if (row != NULL)
    {
      g_variant_get (row, "(xb&s)", &position, &active, &bands);
      assay_statement_bind_int64 (update, 2, position);
      assay_statement_bind_int64 (update, 3, active);
      assay_statement_bind_text (update, 4, bands);
    }
  return assay_statement_run (update, error);
}

/* What was set since stays. */
static gboolean
undo_scorer (AssayTransaction *transaction,
             gint64            undo_job,
             gint64            lead,
             GBytes           *data,
             GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (GVariant) change
    = g_variant_ref_sink (g_variant_new_from_bytes (CHANGE_TYPE, data, FALSE));
  g_autoptr (GVariant) before = NULL;
  g_autoptr (GVariant) after = NULL;
  g_autoptr (GVariant) now = NULL;
  const char *key;

  g_variant_get (change, "(&s@" ROW_TYPE "@" ROW_TYPE ")", &key, &before, &after);
  if (!read_row (connection, key, &now, error))
    return FALSE;
  if (!g_variant_equal (now, after))
    return TRUE;
  assay_transaction_touch (transaction, ASSAY_TOPIC_SCORES | ASSAY_TOPIC_DOCUMENTS);
  return put_back (connection, key, before, error)
         && record (transaction, undo_job, key, now, error);
}

const AssayJournalPart assay_scorer_journal_part = {
  .name = "scorer",
  .undo = undo_scorer,
};
