/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-row-pump-private.h"

#include "import/assay-import-plan-private.h"

#include <string.h>

/* Enough that neither thread waits long for the other, few enough to stay in the cache. */
#define N_BATCHES 4
#define BATCH_ROWS 512
#define CHUNK_BYTES (256 * 1024)

struct _AssayRowPump
{
  AssayRowReader *reader;    /* (owned) */
  AssayLeadBuilder *builder; /* (owned) */
  int key_target;
  AssayImportPlan *counted;  /* (nullable) (not owned) */
  AssayRowPumpFlags flags;
  int email_target, phone_target;
  guint n_values;
  AssayRowBatch *batches;    /* (owned) (array length=N_BATCHES) */
  GAsyncQueue *empty;        /* (owned) (element-type AssayRowBatch) */
  GAsyncQueue *full;         /* (owned) (element-type AssayRowBatch) */
  AssayRowBatch *current;    /* the one the consumer has */
  gboolean ended;
  int stop;                  /* atomic */
  int progress;              /* atomic, in thousandths */
  GThread *thread;
  GString *email_key, *phone_key, *scratch; /* (owned): the thread's */
};

/* Copies text into the batch. */
static const char *
keep (AssayRowBatch *batch,
      const char    *text,
      gsize          length)
{
  if (length > CHUNK_BYTES)
    {
      /* Beyond a chunk: one of its own, ahead of the current one, freed with the batch's next use. */
      char *own = g_memdup2 (text, length);
      g_ptr_array_add (batch->chunks, own);
      return own;
    }
  if (batch->used + length > CHUNK_BYTES)
    {
      batch->chunk = batch->chunks->len;
      g_ptr_array_add (batch->chunks, g_malloc (CHUNK_BYTES));
      batch->used = 0;
    }
  char *place = (char *) g_ptr_array_index (batch->chunks, batch->chunk) + batch->used;
  memcpy (place, text, length);
  batch->used += length;
  return place;
}

static void
keep_value (AssayRowBatch *batch,
            AssayValue    *value)
{
  if (value->kind == ASSAY_VALUE_TEXT)
    value->text = keep (batch, value->text, value->length);
}

static const AssayValue *
value_of (const AssayValue *values,
          int               target)
{
  return target >= 0 ? &values[target] : NULL;
}

static void
make_keys (AssayRowPump   *self,
           AssayRowBatch  *batch,
           AssayPumpedRow *pumped)
{
  const AssayValue *values = pumped->lead.values;

  if ((self->flags & ASSAY_ROW_PUMP_KEYS) != 0)
    assay_lead_row_set_keys (&pumped->lead, value_of (values, self->email_target),
                             value_of (values, self->phone_target), self->email_key,
                             self->phone_key);
  if (self->key_target >= 0)
    {
      const char *field
        = assay_lead_builder_get_target (self->builder, (guint) self->key_target)->key;
      const AssayValue *known = self->key_target == self->email_target   ? &pumped->lead.email_key
                                : self->key_target == self->phone_target ? &pumped->lead.phone_key
                                                                         : NULL;
      if (known != NULL && known->kind == ASSAY_VALUE_TEXT)
        pumped->key_state = assay_key_hash_made (known, &pumped->key);
      else
        pumped->key_state
          = assay_key_hash (field, &values[self->key_target], self->scratch, &pumped->key);
    }
  keep_value (batch, &pumped->lead.email_key);
  keep_value (batch, &pumped->lead.phone_key);
}

static void
fill_row (AssayRowPump   *self,
          AssayRowBatch  *batch,
          const AssayRow *row)
{
  AssayPumpedRow *pumped = &batch->rows[batch->n_rows];
  AssayValue *values = &batch->values[(gsize) batch->n_rows * self->n_values];

  if (self->counted != NULL)
    assay_import_plan_count (self->counted, row);
  *pumped = (AssayPumpedRow) { .line = row->line, .lead.values = values };
  gboolean ok = assay_lead_builder_build (self->builder, row, values, &pumped->reason);
  if (!ok || (self->flags & ASSAY_ROW_PUMP_TEXT) != 0)
    {
      const char *text = assay_row_reader_get_text (self->reader, &pumped->text_length);
      pumped->text = keep (batch, text, pumped->text_length);
    }
  if (ok)
    make_keys (self, batch, pumped);
  for (guint i = 0; ok && i < self->n_values; i++)
    keep_value (batch, &values[i]);
  batch->n_rows++;
}

static void
empty_batch (AssayRowBatch *batch)
{
  /* The first chunk stays. */
  if (batch->chunks->len > 1)
    g_ptr_array_set_size (batch->chunks, 1);
  batch->used = 0;
  batch->chunk = 0;
  batch->n_rows = 0;
}

static gpointer
pump (gpointer data)
{
  AssayRowPump *self = data;
  gboolean last = FALSE;

  while (!last)
    {
      AssayRowBatch *batch = g_async_queue_pop (self->empty);
      AssayRow row;
      empty_batch (batch);
      while (!last && batch->n_rows < BATCH_ROWS)
        {
          if (g_atomic_int_get (&self->stop)
              || !assay_row_reader_next (self->reader, &row, &batch->error))
            last = TRUE;
          else
            fill_row (self, batch, &row);
        }
      batch->last = last;
      g_atomic_int_set (&self->progress,
                        (int) (assay_row_reader_get_progress (self->reader) * 1000));
      g_async_queue_push (self->full, batch);
    }
  return NULL;
}

/**
 * assay_row_pump_new:
 * @reader: (transfer full): before its first row
 * @builder: (transfer full): makes rows into values
 * @key_target: the target that is the key; -1 for none
 * @counted: (nullable): the plan that counts the rows; not to be touched before the last one is taken
 * @flags: what is wanted beside values
 *
 * Starts reading.
 */
AssayRowPump *
assay_row_pump_new (AssayRowReader   *reader,
                    AssayLeadBuilder *builder,
                    int               key_target,
                    AssayImportPlan  *counted,
                    AssayRowPumpFlags flags)
{
  AssayRowPump *self = g_new0 (AssayRowPump, 1);

  self->reader = reader;
  self->builder = builder;
  self->key_target = key_target;
  self->counted = counted;
  self->flags = flags;
  self->email_target = assay_lead_builder_find_target (builder, "email");
  self->phone_target = assay_lead_builder_find_target (builder, "phone");
  self->n_values = assay_lead_builder_get_n_targets (builder);
  self->email_key = g_string_new (NULL);
  self->phone_key = g_string_new (NULL);
  self->scratch = g_string_new (NULL);
  self->empty = g_async_queue_new ();
  self->full = g_async_queue_new ();
  self->batches = g_new0 (AssayRowBatch, N_BATCHES);
  for (guint i = 0; i < N_BATCHES; i++)
    {
      AssayRowBatch *batch = &self->batches[i];
      batch->rows = g_new0 (AssayPumpedRow, BATCH_ROWS);
      batch->values = g_new0 (AssayValue, (gsize) BATCH_ROWS * self->n_values + 1);
      batch->chunks = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (batch->chunks, g_malloc (CHUNK_BYTES));
      g_async_queue_push (self->empty, batch);
    }
  self->thread = g_thread_new ("assay-import", pump, self);
  return self;
}

/**
 * assay_row_pump_free:
 *
 * Stops reading.
 */
void
assay_row_pump_free (AssayRowPump *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->stop, TRUE);
  if (self->current != NULL)
    g_async_queue_push (self->empty, self->current);
  /* It may be waiting for room. */
  for (AssayRowBatch *batch; (batch = g_async_queue_try_pop (self->full)) != NULL;)
    g_async_queue_push (self->empty, batch);
  g_thread_join (self->thread);
  for (guint i = 0; i < N_BATCHES; i++)
    {
      g_free (self->batches[i].rows);
      g_free (self->batches[i].values);
      g_ptr_array_unref (self->batches[i].chunks);
      g_clear_error (&self->batches[i].error);
    }
  g_free (self->batches);
  g_async_queue_unref (self->empty);
  g_async_queue_unref (self->full);
  g_object_unref (self->reader);
  assay_lead_builder_free (self->builder);
  g_string_free (self->email_key, TRUE);
  g_string_free (self->phone_key, TRUE);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}

/**
 * assay_row_pump_next:
 *
 * Returns: (transfer none) (nullable): the next rows, until the next call; %NULL at the end or on
 *   error
 */
AssayRowBatch *
assay_row_pump_next (AssayRowPump *self,
                     GError      **error)
{
  if (self->current != NULL && !self->current->last)
    {
      g_async_queue_push (self->empty, self->current);
      self->current = NULL;
    }
  if (self->current != NULL)
    {
      if (self->current->error != NULL)
        g_propagate_error (error, g_steal_pointer (&self->current->error));
      return NULL;
    }
  self->current = g_async_queue_pop (self->full);
  if (self->current->n_rows > 0)
    return self->current;
  if (self->current->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->current->error));
  return NULL;
}

/**
 * assay_row_pump_get_progress:
 *
 * Returns: how much of the file was read, 0 to 1; negative while unknown
 */
double
assay_row_pump_get_progress (AssayRowPump *self)
{
  return g_atomic_int_get (&self->progress) / 1000.0;
}
