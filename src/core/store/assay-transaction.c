/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-transaction.h"

#include "store/assay-workspace-private.h"

struct _AssayTransaction
{
  AssayWorkspace *workspace; /* (owned) */
  AssayConnection *connection;
  gint64 started; /* monotonic, microseconds */
  guint topics;
  gboolean open;
};

static gboolean
start (AssayTransaction *self,
       AssayDurability   durability,
       GError          **error)
{
  const char *synchronous = durability == ASSAY_DURABILITY_FULL ? "PRAGMA synchronous = FULL"
                                                                : "PRAGMA synchronous = NORMAL";

  if (!assay_connection_execute (self->connection, synchronous, error)
      || !assay_connection_execute (self->connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->open = TRUE;
  return TRUE;
}

/**
 * assay_workspace_begin:
 * @durability: what a commit promises
 * @cancellable: (nullable): stops the wait
 *
 * Waits for the right to write and begins a transaction. Blocks; worker thread. A bulk job commits
 * at least every 250 ms and begins again, so that edits of people go between.
 *
 * Errors: %G_IO_ERROR_CANCELLED, %ASSAY_STORE_ERROR_BUSY after two minutes.
 *
 * Returns: (transfer full): the transaction; freed without commit it rolls back
 */
AssayTransaction *
assay_workspace_begin (AssayWorkspace  *workspace,
                       AssayDurability  durability,
                       GCancellable    *cancellable,
                       GError         **error)
{
  AssayTransaction *self;

  g_return_val_if_fail (ASSAY_IS_WORKSPACE (workspace), NULL);

  if (!assay_write_lock_acquire (assay_workspace_get_lock (workspace), cancellable, error))
    return NULL;
  self = g_new0 (AssayTransaction, 1);
  self->workspace = g_object_ref (workspace);
  self->connection = assay_workspace_get_writer (workspace);
  self->started = g_get_monotonic_time ();
  if (start (self, durability, error))
    return self;
  assay_transaction_free (self);
  return NULL;
}

AssayConnection *
assay_transaction_get_connection (AssayTransaction *self)
{
  return self->connection;
}

/**
 * assay_transaction_touch:
 *
 * Notes what the transaction changes; after commit all processes hear of it.
 */
void
assay_transaction_touch (AssayTransaction *self,
                         AssayTopics       topics)
{
  self->topics |= topics;
}

/**
 * assay_transaction_get_age:
 *
 * Returns: milliseconds since others began to wait
 */
gint64
assay_transaction_get_age (AssayTransaction *self)
{
  return (g_get_monotonic_time () - self->started) / 1000;
}

/* What a transaction that does a lot may take: alone, and while somebody waits. */
#define LONG_MS 100
#define AWAITED_MS 20

/**
 * assay_transaction_should_end:
 *
 * For whoever writes a lot in many transactions, to be asked about every millisecond.
 *
 * Returns: whether it is time to commit and let others between
 */
gboolean
assay_transaction_should_end (AssayTransaction *self)
{
  gint64 age = assay_transaction_get_age (self);

  return age >= LONG_MS
         || (age >= AWAITED_MS
             && assay_write_lock_is_awaited (assay_workspace_get_lock (self->workspace)));
}

static gboolean
count_revisions (AssayTransaction *self,
                 GError          **error)
{
  for (int topic = 0; topic < ASSAY_N_TOPICS; topic++)
    {
      g_autoptr (AssayStatement) statement = NULL;

      if ((self->topics & (1u << topic)) == 0)
        continue;
      statement = assay_connection_prepare (self->connection,
                                            "INSERT INTO revision VALUES (?1, 1) "
                                            "ON CONFLICT (topic) DO UPDATE SET count = count + 1",
                                            error);
      if (statement == NULL)
        return FALSE;
      assay_statement_bind_int64 (statement, 1, topic);
      if (!assay_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * assay_transaction_commit:
 *
 * Errors: %ASSAY_STORE_ERROR_FULL and others of the store; then nothing of the transaction stays.
 */
gboolean
assay_transaction_commit (AssayTransaction *self,
                          GError          **error)
{
  g_return_val_if_fail (self->open, FALSE);

  if (!count_revisions (self, error)
      || !assay_connection_execute (self->connection, "COMMIT", error))
    return FALSE;
  self->open = FALSE;
  return assay_workspace_committed (self->workspace, self->topics, error);
}

/**
 * assay_transaction_free:
 * @self: (transfer full): a transaction
 *
 * Rolls back what was not committed and lets the next writer in.
 */
void
assay_transaction_free (AssayTransaction *self)
{
  if (self->open)
    assay_connection_execute (self->connection, "ROLLBACK", NULL);
  assay_write_lock_release (assay_workspace_get_lock (self->workspace));
  g_object_unref (self->workspace);
  g_free (self);
}
