/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-job-record.h"

#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-json-copy.h"
#include "job/assay-codec.h"
#include "job/assay-job-private.h"
#include "job/assay-job-recovery.h"
#include "store/assay-audit.h"
#include "store/assay-journal.h"

static const char *const migrations[] = {
  "CREATE TABLE job ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  key TEXT NOT NULL,"
  "  title TEXT NOT NULL,"
  "  state TEXT NOT NULL,"
  "  undoable INTEGER NOT NULL,"
  "  cancel INTEGER NOT NULL DEFAULT 0,"
  "  person TEXT,"
  "  parent INTEGER NOT NULL DEFAULT 0,"
  "  undoes INTEGER NOT NULL DEFAULT 0,"
  "  started_at INTEGER NOT NULL,"
  "  finished_at INTEGER,"
  "  parameters TEXT,"
  "  result TEXT,"
  "  error TEXT"
  ") STRICT;"
  "CREATE INDEX job_running ON job (id) WHERE state = 'running';"
  "CREATE INDEX job_parent ON job (parent) WHERE parent <> 0;",

  /* What has to follow a job; empty once it has. A chain that its process did not live to end is found
   * by it. */
  "ALTER TABLE job ADD COLUMN pending TEXT;"
  "CREATE INDEX job_pending ON job (id) WHERE pending IS NOT NULL;",
  NULL,
};

const AssaySchemaModule assay_job_schema = {
  .name = "job",
  .migrations = migrations,
  .opened = assay_job_recover,
};

G_DEFINE_BOXED_TYPE (AssayJobRecord,
                     assay_job_record,
                     assay_job_record_copy,
                     assay_job_record_free)

AssayJobRecord *
assay_job_record_copy (const AssayJobRecord *record)
{
  AssayJobRecord *copy = g_memdup2 (record, sizeof *record);

  copy->key = g_strdup (record->key);
  copy->title = g_strdup (record->title);
  copy->person = g_strdup (record->person);
  copy->error = g_strdup (record->error);
  copy->parameters = record->parameters != NULL ? json_node_ref (record->parameters) : NULL;
  copy->result = record->result != NULL ? json_node_ref (record->result) : NULL;
  return copy;
}

void
assay_job_record_free (AssayJobRecord *record)
{
  g_free (record->key);
  g_free (record->title);
  g_free (record->person);
  g_free (record->error);
  g_clear_pointer (&record->parameters, json_node_unref);
  g_clear_pointer (&record->result, json_node_unref);
  g_free (record);
}

static gint64
undoes_of (AssayJob *self)
{
  gint64 job = 0;

  if (strcmp (ASSAY_JOB_GET_CLASS (self)->key, "undo") == 0
      || strcmp (ASSAY_JOB_GET_CLASS (self)->key, "unmerge") == 0)
    g_object_get (self, "job", &job, NULL);
  return job;
}

static AssayJobUndoKind
undo_kind (AssayJobClass *klass)
{
  if ((klass->flags & ASSAY_JOB_FINAL) != 0)
    return ASSAY_JOB_UNDO_NEVER;
  return (klass->flags & ASSAY_JOB_DERIVES) != 0 ? ASSAY_JOB_UNDO_ALONE : ASSAY_JOB_UNDO_WITH_CHAIN;
}

static gboolean
insert_record (AssayJob        *self,
               AssayConnection *connection,
               GError         **error)
{
  AssayJobClass *klass = ASSAY_JOB_GET_CLASS (self);
  g_autoptr (JsonNode) parameters = assay_codec_job_to_json (self, TRUE);
  g_autofree char *json = json_to_string (parameters, FALSE);
  g_autofree char *title = assay_job_describe (self);
  g_autoptr (AssayStatement) insert
    = assay_connection_prepare (connection,
                                "INSERT INTO job (key, title, state, undoable, person, parent, "
                                "undoes, started_at, parameters, pending) "
                                "VALUES (?1, ?2, 'running', ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                error);

  if (insert == NULL)
    return FALSE;
  assay_statement_bind_text (insert, 1, klass->key);
  assay_statement_bind_text (insert, 2, title);
  assay_statement_bind_int64 (insert, 3, undo_kind (klass));
  assay_statement_bind_text (insert, 4, g_get_user_name ());
  assay_statement_bind_int64 (insert, 5, assay_job_get_parent (self));
  assay_statement_bind_int64 (insert, 6, undoes_of (self));
  assay_statement_bind_int64 (insert, 7, assay_clock_now ());
  assay_statement_bind_text (insert, 8, json);
  assay_statement_bind_text (insert, 9, assay_job_get_followers (self));
  return assay_statement_run (insert, error);
}

/* The job's lock is taken before the record is committed: nobody may see it running and unlocked. */
gboolean
assay_job_record_start (AssayJob     *self,
                        GCancellable *cancellable,
                        gint64       *out_id,
                        GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (self);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
  AssayConnection *connection;

  if (transaction == NULL)
    return FALSE;
  connection = assay_transaction_get_connection (transaction);
  if (!insert_record (self, connection, error))
    return FALSE;
  *out_id = assay_connection_last_insert_id (connection);
  if (!assay_workspace_lock_job (workspace, *out_id, error))
    return FALSE;
  assay_transaction_touch (transaction, ASSAY_TOPIC_JOBS);
  if (assay_transaction_commit (transaction, error))
    return TRUE;
  assay_workspace_unlock_job (workspace, *out_id);
  return FALSE;
}

static char *
audit_detail (AssayJob *self)
{
  JsonNode *result = assay_job_get_result (self);
  g_autofree char *json = result != NULL ? json_to_string (result, FALSE) : g_strdup ("");
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);

  return g_strdup_printf ("{\"result_sha256\":\"%s\"}", digest);
}

gboolean
assay_job_record_finish (AssayJob      *self,
                         AssayJobState  state,
                         const GError  *failure,
                         gboolean       settled,
                         GError       **error)
{
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (assay_job_get_workspace (self), ASSAY_DURABILITY_FULL, NULL, error);
  g_autoptr (AssayStatement) update = NULL;
  g_autofree char *json = NULL, *detail = NULL, *action = NULL;
  JsonNode *result = assay_job_get_result (self);

  if (transaction == NULL)
    return FALSE;
  update = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                     "UPDATE job SET state = ?2, finished_at = ?3, result = ?4, "
                                     "error = ?5, pending = iif(?6, NULL, pending) WHERE id = ?1",
                                     error);
  if (update == NULL)
    return FALSE;
  json = result != NULL && failure == NULL ? json_to_string (result, FALSE) : NULL;
  assay_statement_bind_int64 (update, 1, assay_job_get_id (self));
  assay_statement_bind_text (update, 2, assay_job_state_to_nick (state));
  assay_statement_bind_int64 (update, 3, assay_clock_now ());
  assay_statement_bind_text (update, 4, json);
  assay_statement_bind_text (update, 5, failure != NULL ? failure->message : NULL);
  assay_statement_bind_int64 (update, 6, settled);
  detail = audit_detail (self);
  action = g_strconcat (ASSAY_JOB_GET_CLASS (self)->key, ".", assay_job_state_to_nick (state), NULL);
  assay_transaction_touch (transaction, ASSAY_TOPIC_JOBS);
  return assay_statement_run (update, error)
         && assay_audit_append (transaction, action, assay_job_get_id (self), detail, error)
         && assay_transaction_commit (transaction, error);
}

/**
 * assay_job_record_set_state:
 *
 * For jobs that change what other jobs did.
 */
gboolean
assay_job_record_set_state (AssayTransaction *transaction,
                            gint64            job,
                            AssayJobState     state,
                            GError          **error)
{
  g_autoptr (AssayStatement) update
    = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                "UPDATE job SET state = ?2, finished_at = coalesce(finished_at, ?3) "
                                "WHERE id = ?1",
                                error);

  if (update == NULL)
    return FALSE;
  assay_statement_bind_int64 (update, 1, job);
  assay_statement_bind_text (update, 2, assay_job_state_to_nick (state));
  assay_statement_bind_int64 (update, 3, assay_clock_now ());
  assay_transaction_touch (transaction, ASSAY_TOPIC_JOBS);
  return assay_statement_run (update, error);
}

#define RECORD_COLUMNS \
  "id, key, title, state, undoable, person, parent, undoes, started_at, finished_at, parameters, " \
  "result, error"

static JsonNode *
read_json (AssayStatement *statement,
           int             column)
{
  const char *json = assay_statement_get_text (statement, column);

  return json != NULL ? json_from_string (json, NULL) : NULL;
}

static AssayJobRecord *
read_record (AssayStatement *statement)
{
  AssayJobRecord *record = g_new0 (AssayJobRecord, 1);
  const char *state = assay_statement_get_text (statement, 3);

  record->id = assay_statement_get_int64 (statement, 0);
  record->key = g_strdup (assay_statement_get_text (statement, 1));
  record->title = g_strdup (assay_statement_get_text (statement, 2));
  for (int i = 0; i <= ASSAY_JOB_STATE_UNDONE; i++)
    if (strcmp (state, assay_job_state_to_nick ((AssayJobState) i)) == 0)
      record->state = (AssayJobState) i;
  record->can_undo
    = assay_statement_get_int64 (statement, 4) != 0 && record->state == ASSAY_JOB_STATE_DONE;
  record->person = g_strdup (assay_statement_get_text (statement, 5));
  record->parent = assay_statement_get_int64 (statement, 6);
  record->undoes = assay_statement_get_int64 (statement, 7);
  record->started = assay_statement_get_int64 (statement, 8);
  record->finished = assay_statement_get_int64 (statement, 9);
  record->parameters = read_json (statement, 10);
  record->result = read_json (statement, 11);
  record->error = g_strdup (assay_statement_get_text (statement, 12));
  return record;
}

/**
 * assay_job_record_list:
 * @before: only jobs with a smaller number; 0 for the newest
 * @limit: at most so many; 0 for all
 *
 * Returns: (transfer full) (element-type AssayJobRecord): jobs, newest first
 */
GPtrArray *
assay_job_record_list (AssayConnection *connection,
                       gint64           before,
                       guint            limit,
                       GError         **error)
{
  return assay_job_record_list_kind (connection, NULL, before, limit, error);
}

/**
 * assay_job_record_list_kind:
 * @key: (nullable): the key of a job class; %NULL for all
 * @before: only jobs with a smaller number; 0 for the newest
 * @limit: at most so many; 0 for all
 *
 * Returns: (transfer full) (element-type AssayJobRecord): jobs of one kind, newest first
 */
GPtrArray *
assay_job_record_list_kind (AssayConnection *connection,
                            const char      *key,
                            gint64           before,
                            guint            limit,
                            GError         **error)
{
  g_autoptr (GPtrArray) records
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_job_record_free);
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT " RECORD_COLUMNS " FROM job WHERE id < ?1 "
                                "AND (?3 IS NULL OR key = ?3) ORDER BY id DESC LIMIT ?2",
                                error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  assay_statement_bind_int64 (statement, 1, before > 0 ? before : G_MAXINT64);
  assay_statement_bind_int64 (statement, 2, limit > 0 ? (gint64) limit : -1);
  assay_statement_bind_text (statement, 3, key);
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&records);
      g_ptr_array_add (records, read_record (statement));
    }
  return NULL;
}

/**
 * assay_job_record_list_keys:
 *
 * Returns: (transfer full) (array zero-terminated=1): the kinds of jobs there were, sorted by key
 */
char **
assay_job_record_list_keys (AssayConnection *connection,
                            GError         **error)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection, "SELECT DISTINCT key FROM job ORDER BY key", error);
  gboolean row;

  while (statement != NULL && assay_statement_step (statement, &row, error))
    {
      if (!row)
        return g_strv_builder_end (keys);
      g_strv_builder_add (keys, assay_statement_get_text (statement, 0));
    }
  return NULL;
}

/**
 * assay_job_record_get:
 *
 * Errors: %ASSAY_JOB_ERROR_UNKNOWN_JOB.
 *
 * Returns: (transfer full): the record of a job
 */
AssayJobRecord *
assay_job_record_get (AssayConnection *connection,
                      gint64           job,
                      GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection, "SELECT " RECORD_COLUMNS " FROM job WHERE id = ?1",
                                error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  assay_statement_bind_int64 (statement, 1, job);
  if (!assay_statement_step (statement, &row, error))
    return NULL;
  if (row)
    return read_record (statement);
  g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_UNKNOWN_JOB,
               "There is no job %" G_GINT64_FORMAT, job);
  return NULL;
}

/**
 * assay_job_record_last_undoable:
 *
 * Returns: the newest job that a person would mean by “undo”: done, undoable, no undo itself and no
 *   part of another job's chain; 0 where there is none
 */
gint64
assay_job_record_last_undoable (AssayConnection *connection,
                                GError         **error)
{
  gint64 job = 0;

  assay_connection_query_int64 (connection,
                                "SELECT id FROM job WHERE state = 'done' AND undoable = 1 "
                                "AND undoes = 0 AND parent = 0 ORDER BY id DESC LIMIT 1",
                                &job, error);
  return job;
}

static void
set_instant (JsonObject *object,
             const char *name,
             gint64      instant)
{
  g_autofree char *iso = instant > 0 ? assay_instant_to_iso (instant, FALSE) : NULL;

  if (iso != NULL)
    json_object_set_string_member (object, name, iso);
  else
    json_object_set_null_member (object, name);
}

/**
 * assay_job_record_to_json:
 *
 * Returns: (transfer full): as `assay job show --json` prints it
 */
JsonNode *
assay_job_record_to_json (const AssayJobRecord *record)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_set_int_member (object, "job", record->id);
  json_object_set_string_member (object, "kind", record->key);
  json_object_set_string_member (object, "title", record->title);
  json_object_set_string_member (object, "state", assay_job_state_to_nick (record->state));
  json_object_set_boolean_member (object, "can_undo", record->can_undo);
  if (record->person != NULL)
    json_object_set_string_member (object, "person", record->person);
  if (record->parent != 0)
    json_object_set_int_member (object, "parent", record->parent);
  if (record->undoes != 0)
    json_object_set_int_member (object, "undoes", record->undoes);
  set_instant (object, "started_at", record->started);
  set_instant (object, "finished_at", record->finished);
  if (record->parameters != NULL)
    json_object_set_member (object, "parameters", assay_json_copy (record->parameters));
  if (record->result != NULL)
    json_object_set_member (object, "result", assay_json_copy (record->result));
  if (record->error != NULL)
    json_object_set_string_member (object, "error", record->error);
  json_object_unref (object);
  return node;
}

/**
 * assay_job_record_ask_cancel:
 *
 * Asks the process that runs @job to cancel it. Errors: %ASSAY_JOB_ERROR_FAILED where it is not
 * running.
 */
gboolean
assay_job_record_ask_cancel (AssayTransaction *transaction,
                             gint64            job,
                             GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayStatement) update
    = assay_connection_prepare (connection,
                                "UPDATE job SET cancel = 1 WHERE id = ?1 AND state = 'running'",
                                error);

  if (update == NULL)
    return FALSE;
  assay_statement_bind_int64 (update, 1, job);
  if (!assay_statement_run (update, error))
    return FALSE;
  if (assay_connection_changes (connection) > 0)
    return TRUE;
  g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED,
               "Job %" G_GINT64_FORMAT " is not running", job);
  return FALSE;
}

/**
 * assay_job_record_is_cancelled:
 *
 * Returns: whether somebody asked for @job to be cancelled
 */
gboolean
assay_job_record_is_cancelled (AssayWorkspace *workspace,
                               gint64          job)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, NULL);
  g_autoptr (AssayStatement) statement = NULL;
  gboolean row;

  if (reader == NULL)
    return FALSE;
  statement = assay_connection_prepare (reader, "SELECT cancel FROM job WHERE id = ?1", NULL);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, job);
  return assay_statement_step (statement, &row, NULL) && row
         && assay_statement_get_int64 (statement, 0) != 0;
}
