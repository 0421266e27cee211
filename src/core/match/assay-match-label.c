/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-label.h"

#include <glib-object.h>

#include "base/assay-clock.h"

G_DEFINE_ENUM_TYPE (AssayMatchVerdict,
                    assay_match_verdict,
                    G_DEFINE_ENUM_VALUE (ASSAY_MATCH_VERDICT_SAME, "same"),
                    G_DEFINE_ENUM_VALUE (ASSAY_MATCH_VERDICT_DIFFERENT, "different"),
                    G_DEFINE_ENUM_VALUE (ASSAY_MATCH_VERDICT_UNSURE, "unsure"))

/* As the table has it; none is no row. */
#define NO_LABEL 2

static const int numbers[] = { 1, -1, 0 };

static gboolean
read_label (AssayConnection *connection, gint64 a, gint64 b, gint64 *out_number, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection, "SELECT verdict FROM match_label WHERE a = ?1 AND b = ?2", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, a);
  assay_statement_bind_int64 (statement, 2, b);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  *out_number = row ? assay_statement_get_int64 (statement, 0) : NO_LABEL;
  return TRUE;
}

static gboolean
write_label (AssayTransaction *transaction, gint64 a, gint64 b, gint64 number, GError **error)
{
  const char *sql = number == NO_LABEL
                        ? "DELETE FROM match_label WHERE a = ?1 AND b = ?2"
                        : "INSERT OR REPLACE INTO match_label VALUES (?1, ?2, ?3, ?4)";
  g_autoptr (AssayStatement) statement =
      assay_connection_prepare (assay_transaction_get_connection (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, a);
  assay_statement_bind_int64 (statement, 2, b);
  if (number != NO_LABEL)
    {
      assay_statement_bind_int64 (statement, 3, number);
      assay_statement_bind_int64 (statement, 4, assay_clock_now ());
    }
  assay_transaction_touch (transaction, ASSAY_TOPIC_MATCHES);
  return assay_statement_run (statement, error);
}

/* Sets a label; the journal keeps the one before. */
static gboolean
replace_label (
    AssayTransaction *transaction, gint64 job, gint64 a, gint64 b, gint64 number, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  gint64 before;

  if (!read_label (assay_transaction_get_connection (transaction), a, b, &before, error) ||
      !write_label (transaction, a, b, number, error))
    return FALSE;
  if (job == 0)
    return TRUE;
  assay_varint_append ((guint64) b, data);
  assay_varint_append ((guint64) (before + 1), data);
  bytes = g_bytes_new (data->data, data->len);
  return assay_journal_record (
      transaction, job, assay_match_label_journal_part.name, a, bytes, error);
}

static gboolean
undo_label (
    AssayTransaction *transaction, gint64 undo_job, gint64 lead, GBytes *data, GError **error)
{
  gsize size;
  const guint8 *p = g_bytes_get_data (data, &size);
  const guint8 *end = p + size;
  guint64 b, number;

  return !assay_varint_read (&b, &p, end) || !assay_varint_read (&number, &p, end) ||
         replace_label (transaction, undo_job, lead, (gint64) b, (gint64) number - 1, error);
}

const AssayJournalPart assay_match_label_journal_part = {
  .name = "match-label",
  .undo = undo_label,
};

/**
 * assay_match_label_set:
 *
 * Remembers what a person says of a pair: the next run heeds it, and reading results does at once.
 */
gboolean
assay_match_label_set (AssayTransaction *transaction,
                       gint64 job,
                       gint64 a,
                       gint64 b,
                       AssayMatchVerdict verdict,
                       GError **error)
{
  return replace_label (transaction, job, MIN (a, b), MAX (a, b), numbers[verdict], error);
}
