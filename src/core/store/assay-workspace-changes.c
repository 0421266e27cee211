/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-workspace-private.h"

/* Tells what changed since the last time it was called. */
gboolean
assay_workspace_load_revisions (AssayWorkspace  *self,
                                AssayConnection *connection,
                                guint           *out_topics,
                                GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection, "SELECT topic, count FROM revision", error);
  gboolean row;

  *out_topics = 0;
  if (statement == NULL)
    return FALSE;
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      gint64 topic = assay_statement_get_int64 (statement, 0);
      gint64 count = assay_statement_get_int64 (statement, 1);
      if (topic < 0 || topic >= ASSAY_N_TOPICS)
        continue;
      g_mutex_lock (&self->mutex);
      if (self->revisions[topic] != count)
        *out_topics |= 1u << topic;
      self->revisions[topic] = count;
      g_mutex_unlock (&self->mutex);
    }
  return FALSE;
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
emit_changed_cb (gpointer data)
{
  g_autoptr (AssayWorkspace) self = g_weak_ref_get (data);
  guint topics;

  if (self == NULL)
    return G_SOURCE_REMOVE;
  g_mutex_lock (&self->mutex);
  topics = self->pending_topics;
  self->pending_topics = 0;
  g_mutex_unlock (&self->mutex);
  g_signal_emit_by_name (self, "changed", topics);
  return G_SOURCE_REMOVE;
}

void
assay_workspace_announce (AssayWorkspace *self,
                          guint           topics)
{
  gboolean first;

  g_mutex_lock (&self->mutex);
  first = self->pending_topics == 0;
  self->pending_topics |= topics;
  g_mutex_unlock (&self->mutex);
  if (!first)
    return;

  /* Weak: a program without a main loop must not keep the workspace alive by this. */
  GWeakRef *weak = g_new0 (GWeakRef, 1);
  g_autoptr (GSource) source = g_idle_source_new ();
  g_weak_ref_init (weak, self);
  g_source_set_callback (source, emit_changed_cb, weak, free_weak_ref);
  g_source_attach (source, self->context);
}

/* Called by the transaction with the write lock held, after COMMIT. */
gboolean
assay_workspace_committed (AssayWorkspace *self,
                           guint           topics,
                           GError        **error)
{
  guint seen;

  if (topics == 0)
    return TRUE;
  /* What other processes committed in between is announced along with it. */
  if (!assay_workspace_load_revisions (self, self->writer, &seen, error))
    return FALSE;
  topics |= seen;
  if ((topics & ASSAY_TOPIC_FIELDS) != 0
      && !assay_workspace_reload_fields (self, self->writer, error))
    return FALSE;
  assay_workspace_announce (self, topics);
  return TRUE;
}

/**
 * assay_workspace_refresh:
 *
 * Looks whether another process changed something, and announces it. Any thread.
 */
void
assay_workspace_refresh (AssayWorkspace *self)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (self, NULL);
  guint topics = 0;

  if (reader == NULL || !assay_workspace_load_revisions (self, reader, &topics, NULL)
      || topics == 0)
    return;
  if ((topics & ASSAY_TOPIC_FIELDS) != 0)
    assay_workspace_reload_fields (self, reader, NULL);
  assay_workspace_announce (self, topics);
}

static void
wal_changed_cb (GFileMonitor     *monitor,
                GFile            *file,
                GFile            *other,
                GFileMonitorEvent event,
                gpointer          data)
{
  assay_workspace_refresh (data);
}

/**
 * assay_workspace_watch:
 *
 * From now on #AssayWorkspace::changed also tells of other processes' changes. Main thread.
 */
void
assay_workspace_watch (AssayWorkspace *self)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (wal);

  if (self->monitor != NULL)
    return;
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor == NULL)
    return;
  g_file_monitor_set_rate_limit (self->monitor, 250);
  g_signal_connect (self->monitor, "changed", G_CALLBACK (wal_changed_cb), self);
}
