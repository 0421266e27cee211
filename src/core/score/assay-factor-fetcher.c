/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-factor-fetcher.h"

/* One batch is read, one waits, one is worked on. */
#define N_MATRICES 3

struct _AssayFactorFetcher
{
  AssayFactorQuery *query; /* (not owned): the thread's until it ends */
  gint64 first;
  gint64 last;
  gint64 batch;
  GAsyncQueue *empty; /* (element-type AssayFactorMatrix) */
  GAsyncQueue *ready; /* (element-type AssayFactorMatrix), and the end mark */
  gboolean ended;
  gint stop;     /* atomic */
  GError *error; /* the thread's; read after the end mark */
  GThread *thread;
};

/* Queues hold no NULL; this marks the end. */
static AssayFactorMatrix *
end_mark (AssayFactorFetcher *self)
{
  return (AssayFactorMatrix *) self;
}

static gpointer
fetch (gpointer data)
{
  AssayFactorFetcher *self = data;

  for (gint64 at = self->first; at <= self->last; at += self->batch)
    {
      AssayFactorMatrix *matrix = g_async_queue_pop (self->empty);
      gboolean done;

      assay_factor_matrix_clear (matrix);
      done
        = !g_atomic_int_get (&self->stop)
          && assay_factor_query_fetch (self->query, at, at + self->batch - 1, matrix, &self->error);
      if (!done)
        {
          g_async_queue_push (self->empty, matrix);
          break;
        }
      g_async_queue_push (self->ready, matrix);
    }
  g_async_queue_push (self->ready, end_mark (self));
  return NULL;
}

/**
 * assay_factor_fetcher_new:
 * @query: not used by anybody else, nor its connection, until the fetcher is freed
 * @batch: ids of one batch
 *
 * Starts reading.
 *
 * Returns: (transfer full): a fetcher
 */
AssayFactorFetcher *
assay_factor_fetcher_new (AssayFactorQuery *query,
                          guint             n_factors,
                          gint64            first_lead,
                          gint64            last_lead,
                          gint64            batch)
{
  AssayFactorFetcher *self = g_new0 (AssayFactorFetcher, 1);

  self->query = query;
  self->first = first_lead;
  self->last = last_lead;
  self->batch = batch;
  self->empty = g_async_queue_new_full ((GDestroyNotify) assay_factor_matrix_free);
  self->ready = g_async_queue_new ();
  for (int i = 0; i < N_MATRICES; i++)
    g_async_queue_push (self->empty, assay_factor_matrix_new (n_factors));
  self->thread = g_thread_new ("assay-factors", fetch, self);
  return self;
}

void
assay_factor_fetcher_free (AssayFactorFetcher *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->stop, TRUE);
  while (!self->ended)
    {
      AssayFactorMatrix *matrix = g_async_queue_pop (self->ready);
      self->ended = matrix == end_mark (self);
      if (!self->ended)
        g_async_queue_push (self->empty, matrix);
    }
  g_thread_join (self->thread);
  g_async_queue_unref (self->empty);
  g_async_queue_unref (self->ready);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * assay_factor_fetcher_next:
 *
 * Waits for the next batch, which may be empty where ids are missing. Give it back with
 * assay_factor_fetcher_recycle() before asking for more than a few.
 *
 * Returns: (transfer full) (nullable): a batch; %NULL at the end, or with @error set
 */
AssayFactorMatrix *
assay_factor_fetcher_next (AssayFactorFetcher *self,
                           GError            **error)
{
  AssayFactorMatrix *matrix;

  if (self->ended)
    return NULL;
  matrix = g_async_queue_pop (self->ready);
  if (matrix != end_mark (self))
    return matrix;
  self->ended = TRUE;
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return NULL;
}

void
assay_factor_fetcher_recycle (AssayFactorFetcher *self,
                              AssayFactorMatrix  *matrix)
{
  g_async_queue_push (self->empty, matrix);
}
