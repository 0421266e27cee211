/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-present.h"

#include <string.h>

/* Which finding counts is one row; the journal keeps the row before, whose pairs stay until the run after next.
 * So a run is taken back, and done again, without comparing anything. */

void
assay_match_present_clear (AssayMatchPresent *present)
{
  g_clear_pointer (&present->model, g_free);
}

gboolean
assay_match_present_read (AssayConnection *connection, AssayMatchPresent *out, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection, "SELECT generation, job, lead, change, model FROM match_state", error);
  gboolean row;

  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  out->generation = assay_statement_get_int64 (statement, 0);
  out->job = assay_statement_get_int64 (statement, 1);
  out->mark.lead = assay_statement_get_int64 (statement, 2);
  out->mark.change = assay_statement_get_int64 (statement, 3);
  out->model = g_strdup (row ? assay_statement_get_text (statement, 4) : "");
  return TRUE;
}

/**
 * assay_match_present_is_outdated:
 * @before: a finding that was the present one
 * @out_outdated: (out): whether it no longer is: another process found something in the meantime
 */
gboolean
assay_match_present_is_outdated (AssayConnection *connection,
                                 const AssayMatchPresent *before,
                                 gboolean *out_outdated,
                                 GError **error)
{
  g_auto (AssayMatchPresent) now = { 0 };

  if (!assay_match_present_read (connection, &now, error))
    return FALSE;
  *out_outdated = now.generation != before->generation || now.job != before->job ||
                  now.mark.lead != before->mark.lead || now.mark.change != before->mark.change;
  return TRUE;
}

/**
 * assay_match_present_is_behind:
 * @out_behind: (out): whether matching is in use here, and leads came since its last run
 */
gboolean
assay_match_present_is_behind (AssayConnection *connection, gboolean *out_behind, GError **error)
{
  gint64 behind;

  if (!assay_connection_query_int64 (connection,
                                     "SELECT generation > 0 AND lead < (SELECT ifnull(max(id), 0) FROM lead) "
                                     "FROM match_state",
                                     &behind,
                                     error))
    return FALSE;
  *out_behind = behind != 0;
  return TRUE;
}

/**
 * assay_match_present_set:
 *
 * Makes a finding the present one; how to take that back is for the caller to keep.
 */
gboolean
assay_match_present_set (AssayTransaction *transaction, const AssayMatchPresent *present, GError **error)
{
  g_autoptr (AssayStatement) update =
      assay_connection_prepare (assay_transaction_get_connection (transaction),
                                "UPDATE match_state SET generation = ?1, job = ?2, lead = ?3, "
                                "change = ?4, model = ?5",
                                error);

  if (update == NULL)
    return FALSE;
  assay_statement_bind_int64 (update, 1, present->generation);
  assay_statement_bind_int64 (update, 2, present->job);
  assay_statement_bind_int64 (update, 3, present->mark.lead);
  assay_statement_bind_int64 (update, 4, present->mark.change);
  assay_statement_bind_text (update, 5, present->model);
  assay_transaction_touch (transaction, ASSAY_TOPIC_MATCHES);
  return assay_statement_run (update, error);
}

static gboolean
count_pairs (AssayConnection *connection, gint64 generation, gint64 *out_n, GError **error)
{
  g_autoptr (AssayStatement) count = assay_connection_prepare (
      connection, "SELECT count(*) FROM match_pair WHERE generation = ?1", error);
  gboolean row;

  if (count == NULL)
    return FALSE;
  assay_statement_bind_int64 (count, 1, generation);
  if (!assay_statement_step (count, &row, error))
    return FALSE;
  *out_n = assay_statement_get_int64 (count, 0);
  return TRUE;
}

static gboolean
record (AssayTransaction *transaction,
        gint64 job,
        const AssayMatchPresent *before,
        const AssayMatchPresent *now,
        GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  AssayValue model = assay_value_from_text (before->model, strlen (before->model));
  gint64 n;

  if (job == 0)
    return TRUE;
  if (!count_pairs (assay_transaction_get_connection (transaction), before->generation, &n, error))
    return FALSE;
  assay_varint_append ((guint64) now->generation, data);
  assay_varint_append ((guint64) before->generation, data);
  assay_varint_append ((guint64) before->job, data);
  assay_varint_append ((guint64) before->mark.lead, data);
  assay_varint_append ((guint64) before->mark.change, data);
  assay_varint_append ((guint64) n, data);
  assay_value_pack (&model, data);
  assay_varint_append ((guint64) now->job, data);
  bytes = g_bytes_new (data->data, data->len);
  return assay_journal_record (transaction, job, assay_match_present_journal_part.name, 0, bytes, error);
}

/**
 * assay_match_present_replace:
 * @job: the job whose journal keeps the finding before
 *
 * Makes a finding the present one.
 */
gboolean
assay_match_present_replace (AssayTransaction *transaction,
                             gint64 job,
                             const AssayMatchPresent *present,
                             GError **error)
{
  g_auto (AssayMatchPresent) before = { 0 };

  return assay_match_present_read (assay_transaction_get_connection (transaction), &before, error) &&
         record (transaction, job, &before, present, error) &&
         assay_match_present_set (transaction, present, error);
}

/* Rows of older versions do not say whose finding they made the present one: then @out_job is 0. */
static gboolean
unpack (const guint8 *p,
        const guint8 *end,
        guint64 *out_generation,
        guint64 *out_job,
        AssayMatchPresent *out_before,
        guint64 *out_n)
{
  guint64 numbers[6];
  AssayValue model;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!assay_varint_read (&numbers[i], &p, end))
      return FALSE;
  if (!assay_value_unpack (&model, &p, end) || model.kind != ASSAY_VALUE_TEXT)
    return FALSE;
  *out_generation = numbers[0];
  out_before->generation = (gint64) numbers[1];
  out_before->job = (gint64) numbers[2];
  out_before->mark.lead = (gint64) numbers[3];
  out_before->mark.change = (gint64) numbers[4];
  *out_n = numbers[5];
  out_before->model = g_strndup (model.text, model.length);
  if (!assay_varint_read (out_job, &p, end))
    *out_job = 0;
  return TRUE;
}

/* A later run has replaced what this one found: then there is nothing to take back. Where the pairs before are no
 * longer kept, it is as if matching had never run: better than half of them. */
static gboolean
undo_present (
    AssayTransaction *transaction, gint64 undo_job, gint64 lead, GBytes *data, GError **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  static const AssayMatchPresent never = { .model = (char *) "" };
  g_auto (AssayMatchPresent) now = { 0 }, before = { 0 };
  gsize size;
  const guint8 *start = g_bytes_get_data (data, &size);
  guint64 generation, job, expected;
  gint64 n;

  if (!unpack (start, start + size, &generation, &job, &before, &expected))
    return TRUE;
  if (!assay_match_present_read (connection, &now, error) ||
      !count_pairs (connection, before.generation, &n, error))
    return FALSE;
  if (now.generation != (gint64) generation || (job != 0 && now.job != (gint64) job))
    return TRUE;
  return assay_match_present_replace (
      transaction, undo_job, n == (gint64) expected ? &before : &never, error);
}

const AssayJournalPart assay_match_present_journal_part = {
  .name = "match",
  .undo = undo_present,
};
