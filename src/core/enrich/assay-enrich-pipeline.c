/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-enrich-pipeline-private.h"

#define MAX_WORKERS 4

/* Leads of a batch this close together are read in one go, passing over those in between. */
#define MAX_GAPS 4

struct _AssayEnrichPipeline
{
  AssayWorkspace *workspace;
  GArray *leads; /* (element-type gint64) */
  char *select_sql;
  char *range_sql;
  AssayValue *fields[MAX_WORKERS];
  AssayEnricher *enrichers[MAX_WORKERS]; /* (owned): one a worker */
  GThread *threads[MAX_WORKERS];
  guint n_workers;
  guint n_signals;

  int next;    /* atomic: place of the first lead that no worker has taken */
  int stopped; /* atomic */
  guint n_running;
  GAsyncQueue *free; /* (element-type AssayEnrichBatch) */
  GAsyncQueue *done; /* (element-type AssayEnrichBatch): one with no leads ends a worker */
};

typedef struct
{
  AssayEnrichPipeline *pipeline;
  guint number;
} Worker;

static void
batch_free (gpointer data)
{
  AssayEnrichBatch *batch = data;

  g_clear_error (&batch->error);
  g_free (batch->old_signals);
  g_free (batch->signals);
  assay_arena_free (batch->arena);
  g_free (batch);
}

static AssayEnrichBatch *
batch_new (guint n_signals)
{
  AssayEnrichBatch *batch = g_new0 (AssayEnrichBatch, 1);

  batch->old_signals = g_new (AssayValue, ASSAY_ENRICH_BATCH_LEADS * (gsize) n_signals + 1);
  batch->signals = g_new (AssayValue, ASSAY_ENRICH_BATCH_LEADS * (gsize) n_signals + 1);
  batch->arena = assay_arena_new ();
  return batch;
}

/* What a row holds is gone with the next one. */
static void
read_value (AssayStatement *statement,
            int             column,
            AssayArena     *arena,
            AssayValue     *value)
{
  assay_statement_get_value (statement, column, value);
  if (value->kind == ASSAY_VALUE_TEXT)
    value->text = assay_arena_strndup (arena, value->text, value->length);
}

static void
take_row (Worker           *worker,
          AssayEnrichBatch *batch,
          AssayStatement   *statement)
{
  AssayEnrichPipeline *self = worker->pipeline;
  AssayEnricher *enricher = self->enrichers[worker->number];
  AssayValue *fields = self->fields[worker->number];
  guint n_fields = assay_enricher_get_n_fields (enricher);
  AssayValue *old = batch->old_signals + (gsize) batch->n * self->n_signals;
  AssayValue *now = batch->signals + (gsize) batch->n * self->n_signals;

  batch->leads[batch->n] = assay_statement_get_int64 (statement, 0);
  batch->had[batch->n] = !assay_statement_is_null (statement, 1);
  for (guint i = 0; i < n_fields; i++)
    read_value (statement, (int) i + 2, batch->arena, &fields[i]);
  for (guint i = 0; i < self->n_signals; i++)
    if (batch->had[batch->n])
      read_value (statement, (int) (i + n_fields) + 2, batch->arena, &old[i]);
    else
      old[i] = ASSAY_VALUE_INIT_NULL;
  assay_enricher_run (enricher, batch->arena, fields, now);
  batch->n++;
}

static gboolean
take_range (Worker           *worker,
            AssayEnrichBatch *batch,
            AssayStatement   *range,
            guint             first,
            guint             n,
            GError          **error)
{
  const gint64 *leads = &g_array_index (worker->pipeline->leads, gint64, first);
  guint i = 0;
  gboolean row;

  assay_statement_bind_int64 (range, 1, leads[0]);
  assay_statement_bind_int64 (range, 2, leads[n - 1]);
  while (assay_statement_step (range, &row, error))
    {
      gint64 lead;

      if (!row)
        {
          assay_statement_reset (range);
          return TRUE;
        }
      lead = assay_statement_get_int64 (range, 0);
      while (i < n && leads[i] < lead)
        i++;
      if (i < n && leads[i] == lead)
        take_row (worker, batch, range);
    }
  return FALSE;
}

static gboolean
take_each (Worker           *worker,
           AssayEnrichBatch *batch,
           AssayStatement   *select,
           guint             first,
           guint             n,
           GError          **error)
{
  for (guint i = first; i < first + n; i++)
    {
      gboolean row;

      assay_statement_bind_int64 (select, 1,
                                  g_array_index (worker->pipeline->leads, gint64, i));
      if (!assay_statement_step (select, &row, error))
        return FALSE;
      if (row)
        take_row (worker, batch, select);
      assay_statement_reset (select);
    }
  return TRUE;
}

static gboolean
fill (Worker           *worker,
      AssayEnrichBatch *batch,
      AssayConnection  *reader,
      guint             first,
      guint             n,
      GError          **error)
{
  AssayEnrichPipeline *self = worker->pipeline;
  gint64 span = g_array_index (self->leads, gint64, first + n - 1)
                - g_array_index (self->leads, gint64, first);
  gboolean dense = span < (gint64) n * MAX_GAPS;
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (reader, dense ? self->range_sql : self->select_sql, error);

  batch->n = 0;
  assay_arena_reset (batch->arena);
  if (statement == NULL)
    return FALSE;
  return dense ? take_range (worker, batch, statement, first, n, error)
               : take_each (worker, batch, statement, first, n, error);
}

static gpointer
work (gpointer data)
{
  g_autofree Worker *worker = data;
  AssayEnrichPipeline *self = worker->pipeline;
  AssayEnrichBatch *batch = g_async_queue_pop (self->free);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (self->workspace, &batch->error);

  while (reader != NULL && !g_atomic_int_get (&self->stopped))
    {
      guint first = (guint) g_atomic_int_add (&self->next, ASSAY_ENRICH_BATCH_LEADS);
      guint n = first < self->leads->len
                  ? MIN (self->leads->len - first, ASSAY_ENRICH_BATCH_LEADS)
                  : 0;

      if (n == 0 || !fill (worker, batch, reader, first, n, &batch->error))
        break;
      /* All of them may be gone. */
      if (batch->n == 0)
        continue;
      g_async_queue_push (self->done, batch);
      batch = g_async_queue_pop (self->free);
    }
  batch->n = 0;
  g_async_queue_push (self->done, batch);
  return NULL;
}

static void
make_sql (AssayEnrichPipeline *self,
          AssayFieldRegistry  *fields)
{
  g_autoptr (GString) sql = g_string_new ("SELECT lead.id, signal.lead");
  guint n_signals;
  const AssaySignal *const *signals = assay_enricher_get_signals (self->enrichers[0], &n_signals);

  for (const char *const *key = assay_enricher_get_fields (self->enrichers[0]); *key != NULL; key++)
    g_string_append_printf (sql, ", lead.\"%s\"", assay_field_registry_find (fields, *key)->column);
  for (guint i = 0; i < n_signals; i++)
    g_string_append_printf (sql, ", signal.\"%s\"", signals[i]->key);
  g_string_append (sql, " FROM lead LEFT JOIN signal ON signal.lead = lead.id WHERE ");
  self->select_sql = g_strconcat (sql->str, "lead.id = ?1", NULL);
  self->range_sql = g_strconcat (sql->str, "lead.id BETWEEN ?1 AND ?2 ORDER BY lead.id", NULL);
}

/**
 * assay_enrich_pipeline_new:
 * @pass: which checks and leads
 * @failures: (element-type utf8 utf8): gets checks that cannot run, and why
 *
 * Starts the workers.
 *
 * Returns: (transfer full) (nullable): the pipeline
 */
AssayEnrichPipeline *
assay_enrich_pipeline_new (AssayWorkspace        *workspace,
                           const AssayEnrichPass *pass,
                           const char            *settings,
                           GHashTable            *failures,
                           GError               **error)
{
  g_autoptr (AssayEnrichPipeline) self = g_new0 (AssayEnrichPipeline, 1);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  guint wanted = CLAMP (g_get_num_processors (), 1, MAX_WORKERS);

  self->workspace = g_object_ref (workspace);
  self->leads = g_array_ref (pass->leads);
  self->free = g_async_queue_new_full (batch_free);
  self->done = g_async_queue_new_full (batch_free);
  /* A few leads are done before a second worker has its tables ready. */
  wanted = MIN (wanted, 1 + pass->leads->len / ASSAY_ENRICH_BATCH_LEADS);
  for (guint i = 0; i < wanted; i++)
    {
      self->enrichers[i] = assay_enricher_new ((const char *const *) pass->keys->pdata, settings,
                                               failures, error);
      if (self->enrichers[i] == NULL)
        return NULL;
      self->fields[i] = g_new0 (AssayValue, assay_enricher_get_n_fields (self->enrichers[i]) + 1);
    }
  assay_enricher_get_signals (self->enrichers[0], &self->n_signals);
  make_sql (self, fields);
  for (guint i = 0; i < 2 * wanted + 1; i++)
    g_async_queue_push (self->free, batch_new (self->n_signals));
  for (guint i = 0; i < wanted; i++)
    {
      Worker *worker = g_new (Worker, 1);

      *worker = (Worker) { self, i };
      self->threads[i] = g_thread_new ("assay-enrich", work, worker);
      self->n_workers++;
    }
  self->n_running = self->n_workers;
  return g_steal_pointer (&self);
}

void
assay_enrich_pipeline_free (AssayEnrichPipeline *self)
{
  g_atomic_int_set (&self->stopped, 1);
  /* A worker that waits for a free batch gets one back and sees that it is over. */
  while (self->n_running > 0)
    {
      AssayEnrichBatch *batch = g_async_queue_pop (self->done);

      if (batch->n == 0)
        self->n_running--;
      g_async_queue_push (self->free, batch);
    }
  for (guint i = 0; i < self->n_workers; i++)
    g_thread_join (self->threads[i]);
  for (guint i = 0; i < MAX_WORKERS; i++)
    {
      g_clear_pointer (&self->enrichers[i], assay_enricher_free);
      g_free (self->fields[i]);
    }
  g_clear_pointer (&self->free, g_async_queue_unref);
  g_clear_pointer (&self->done, g_async_queue_unref);
  g_clear_pointer (&self->leads, g_array_unref);
  g_clear_object (&self->workspace);
  g_free (self->select_sql);
  g_free (self->range_sql);
  g_free (self);
}

/**
 * assay_enrich_pipeline_get_enricher:
 *
 * Returns: (transfer none): checks like those that the workers run, for what they derive
 */
AssayEnricher *
assay_enrich_pipeline_get_enricher (AssayEnrichPipeline *self)
{
  return self->enrichers[0];
}

/**
 * assay_enrich_pipeline_next:
 *
 * Waits for leads that are ready. Every batch has to go back with assay_enrich_pipeline_recycle().
 *
 * Returns: (transfer full) (nullable): the next batch; %NULL at the end, or with the error of a worker
 */
AssayEnrichBatch *
assay_enrich_pipeline_next (AssayEnrichPipeline *self,
                            GError             **error)
{
  while (self->n_running > 0)
    {
      AssayEnrichBatch *batch = g_async_queue_pop (self->done);

      if (batch->n > 0)
        return batch;
      self->n_running--;
      if (batch->error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&batch->error));
          g_async_queue_push (self->free, batch);
          return NULL;
        }
      g_async_queue_push (self->free, batch);
    }
  return NULL;
}

/**
 * assay_enrich_pipeline_recycle:
 * @batch: (transfer full): a batch that was written
 */
void
assay_enrich_pipeline_recycle (AssayEnrichPipeline *self,
                               AssayEnrichBatch    *batch)
{
  g_async_queue_push (self->free, batch);
}
