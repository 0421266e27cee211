/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-score-scope.h"

#include "store/assay-signal-store.h"

/* Reads the present marks of the workspace; versions are the caller's. */
gboolean
assay_score_mark_read (AssayConnection *connection,
                       AssayScoreMark  *mark,
                       GError         **error)
{
  return assay_connection_query_int64 (
           connection, "SELECT coalesce(max(id), 0) FROM lead", &mark->lead, error)
         && assay_connection_query_int64 (
           connection, "SELECT coalesce(max(id), 0) FROM change", &mark->change, error)
         && assay_connection_query_int64 (
           connection, "SELECT coalesce(max(id), 0) FROM event", &mark->event, error)
         && assay_signal_store_get_generation (connection, &mark->generation, error);
}

gboolean
assay_score_mark_load (AssayConnection *connection,
                       gint64           scorer,
                       AssayScoreMark  *mark,
                       gboolean        *out_found,
                       GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "SELECT version, offer, lead, change, event, generation FROM score_progress WHERE scorer = ?1",
    error);

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, scorer);
  if (!assay_statement_step (select, out_found, error))
    return FALSE;
  if (*out_found)
    *mark = (AssayScoreMark) {
      .version = assay_statement_get_int64 (select, 0),
      .offer = assay_statement_get_int64 (select, 1),
      .lead = assay_statement_get_int64 (select, 2),
      .change = assay_statement_get_int64 (select, 3),
      .event = assay_statement_get_int64 (select, 4),
      .generation = assay_statement_get_int64 (select, 5),
    };
  return TRUE;
}

gboolean
assay_score_mark_store (AssayConnection      *connection,
                        gint64                scorer,
                        const AssayScoreMark *mark,
                        GError              **error)
{
  g_autoptr (AssayStatement) upsert = assay_connection_prepare (
    connection,
    "INSERT OR REPLACE INTO score_progress (scorer, version, offer, lead, change, event, generation) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    error);

  if (upsert == NULL)
    return FALSE;
  assay_statement_bind_int64 (upsert, 1, scorer);
  assay_statement_bind_int64 (upsert, 2, mark->version);
  assay_statement_bind_int64 (upsert, 3, mark->offer);
  assay_statement_bind_int64 (upsert, 4, mark->lead);
  assay_statement_bind_int64 (upsert, 5, mark->change);
  assay_statement_bind_int64 (upsert, 6, mark->event);
  assay_statement_bind_int64 (upsert, 7, mark->generation);
  return assay_statement_run (upsert, error);
}

static GArray *
read_ids (AssayStatement *statement,
          GError        **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  while (assay_statement_step (statement, &row, error))
    {
      gint64 id;
      if (!row)
        {
          assay_statement_reset (statement);
          return g_steal_pointer (&ids);
        }
      id = assay_statement_get_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return NULL;
}

/* The leads that changed since @mark: new ones, those with journal rows or events since, those that
 * the causing job (or the job it takes back) touched, those without a score and those whose window
 * has ended; in order of id. */
GArray *
assay_score_scope_changed (const AssayScoreRun  *run,
                           AssayConnection      *connection,
                           gint64                scorer,
                           const AssayScoreMark *mark,
                           gint64                as_of,
                           GError              **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "WITH cause (job) AS (SELECT ?1 UNION SELECT undoes FROM job "
    "  WHERE id = ?1 AND undoes <> 0) "
    "SELECT id FROM lead WHERE id IN ("
    "  SELECT id FROM lead WHERE id > ?2 "
    "  UNION SELECT lead FROM change WHERE id > ?3 "
    "  UNION SELECT lead FROM event WHERE id > ?4 "
    "  UNION SELECT lead FROM change WHERE job IN (SELECT job FROM cause) "
    "  UNION SELECT lead FROM event WHERE job IN (SELECT job FROM cause) "
    "  UNION SELECT lead FROM score WHERE scorer = ?5 AND next_change <= ?6) "
    "ORDER BY id",
    error);

  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, run->cause);
  assay_statement_bind_int64 (select, 2, mark->lead);
  assay_statement_bind_int64 (select, 3, mark->change);
  assay_statement_bind_int64 (select, 4, mark->event);
  assay_statement_bind_int64 (select, 5, scorer);
  assay_statement_bind_int64 (select, 6, as_of);
  return read_ids (select, error);
}
