/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-profile-crew-private.h"

#include <string.h>
#include <time.h>

#define N_BATCHES 3
#define BATCH_ROWS 256
#define BATCH_BYTES (128 * 1024)
/* Who has which column is first guessed, and settled by what the first batches took. */
#define READER_SHARE 3
#define MEASURED_BATCHES 16

typedef struct
{
  guint n_rows;
  gboolean measured;
  AssayValue *cells; /* (owned): by row, then column */
  guint64 lines[BATCH_ROWS];
  char *text; /* (owned) */
  gsize size, used;
} Batch;

struct _AssayProfileCrew
{
  AssayProfileTarget *targets; /* (owned) */
  guint n_columns;
  guint8 *helped;      /* (owned) (array length=n_columns): whether the helper counts the column */
  gint64 *spent;       /* (owned) (array length=n_columns): nanoseconds, while they are measured */
  gint64 reading, since; /* nanoseconds between batches; when the last one was handed over */
  guint n_measured;
  Batch batches[N_BATCHES];
  Batch *current;      /* the one being filled */
  GAsyncQueue *idle;   /* (owned) (element-type Batch) */
  GAsyncQueue *work;   /* (owned) (element-type Batch), or the crew itself to end */
  GThread *thread;
};

static void
count_column (const AssayProfileTarget *target,
              const Batch              *batch,
              guint                     column,
              guint                     n_columns)
{
  const AssayValue *cell = &batch->cells[column];
  guint64 blanks = 0;

  for (guint i = 0; i < batch->n_rows; i++, cell += n_columns)
    {
      if (cell->kind != ASSAY_VALUE_TEXT)
        {
          blanks++;
          continue;
        }
      assay_column_profile_add (target->profile, cell->text, cell->length, batch->lines[i]);
      if (target->keys != NULL)
        assay_key_list_add_cell (target->keys, cell->text, cell->length);
    }
  assay_column_profile_add_blanks (target->profile, blanks);
}

static gint64
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

static void
count_share (AssayProfileCrew *self,
             const Batch      *batch,
             gboolean          helper)
{
  gboolean measure = batch->measured;

  for (guint column = 0; column < self->n_columns; column++)
    {
      if (self->helped[column] != helper)
        continue;
      gint64 start = measure ? processor_time () : 0;
      count_column (&self->targets[column], batch, column, self->n_columns);
      if (measure)
        self->spent[column] += processor_time () - start;
    }
}

static gpointer
help (gpointer data)
{
  AssayProfileCrew *self = data;

  for (;;)
    {
      gpointer item = g_async_queue_pop (self->work);
      if (item == self)
        return NULL;
      count_share (self, item, TRUE);
      g_async_queue_push (self->idle, item);
    }
}

/**
 * assay_profile_crew_new:
 * @targets: (array length=n_columns): what the cells of each column go to
 */
AssayProfileCrew *
assay_profile_crew_new (const AssayProfileTarget *targets,
                        guint                     n_columns)
{
  AssayProfileCrew *self = g_new0 (AssayProfileCrew, 1);

  self->targets = g_memdup2 (targets, n_columns * sizeof *targets);
  self->n_columns = n_columns;
  self->helped = g_new (guint8, n_columns + 1);
  self->spent = g_new0 (gint64, n_columns + 1);
  for (guint column = 0; column < n_columns; column++)
    self->helped[column] = column % READER_SHARE != 0;
  self->idle = g_async_queue_new ();
  self->work = g_async_queue_new ();
  for (guint i = 0; i < N_BATCHES; i++)
    {
      Batch *batch = &self->batches[i];
      batch->cells = g_new0 (AssayValue, (gsize) BATCH_ROWS * n_columns + 1);
      batch->size = BATCH_BYTES;
      batch->text = g_malloc (batch->size);
      g_async_queue_push (self->idle, batch);
    }
  self->current = g_async_queue_pop (self->idle);
  self->since = processor_time ();
  self->thread = g_thread_new ("assay-profile", help, self);
  return self;
}

void
assay_profile_crew_free (AssayProfileCrew *self)
{
  if (self == NULL)
    return;
  g_async_queue_push (self->work, self);
  g_thread_join (self->thread);
  for (guint i = 0; i < N_BATCHES; i++)
    {
      g_free (self->batches[i].cells);
      g_free (self->batches[i].text);
    }
  g_async_queue_unref (self->idle);
  g_async_queue_unref (self->work);
  g_free (self->targets);
  g_free (self->helped);
  g_free (self->spent);
  g_free (self);
}

/* Until the helper has done everything. */
static void
wait_for_helper (AssayProfileCrew *self)
{
  Batch *back[N_BATCHES - 1];

  for (guint i = 0; i < N_BATCHES - 1; i++)
    back[i] = g_async_queue_pop (self->idle);
  for (guint i = 0; i < N_BATCHES - 1; i++)
    g_async_queue_push (self->idle, back[i]);
}

static int
compare_spent (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const gint64 *spent = data;
  gint64 first = spent[*(const guint *) a], second = spent[*(const guint *) b];

  return (first < second) - (first > second);
}

/* Gives each column, the dearest first, to whoever has less to do. The helper rests meanwhile. */
static void
share_out (AssayProfileCrew *self)
{
  g_autofree guint *columns = g_new (guint, self->n_columns + 1);
  gint64 own = self->reading, helper = 0;

  for (guint i = 0; i < self->n_columns; i++)
    columns[i] = i;
  g_qsort_with_data (columns, (int) self->n_columns, sizeof *columns, compare_spent, self->spent);
  for (guint i = 0; i < self->n_columns; i++)
    {
      guint column = columns[i];
      self->helped[column] = helper <= own;
      *(helper <= own ? &helper : &own) += self->spent[column];
    }
}

/* Hands the batch over, does the own share, and goes on with an empty one. */
static void
submit (AssayProfileCrew *self)
{
  if (self->current->n_rows == 0)
    return;
  gboolean measure = self->n_measured < MEASURED_BATCHES;
  if (measure)
    self->reading += processor_time () - self->since;
  self->current->measured = measure;
  g_async_queue_push (self->work, self->current);
  count_share (self, self->current, FALSE);
  self->current = g_async_queue_pop (self->idle);
  self->current->n_rows = 0;
  self->current->used = 0;
  if (!measure)
    return;
  if (++self->n_measured == MEASURED_BATCHES)
    {
      wait_for_helper (self);
      share_out (self);
    }
  self->since = processor_time ();
}

/**
 * assay_profile_crew_add:
 * @row: the next row; cells beyond the columns do not count
 */
void
assay_profile_crew_add (AssayProfileCrew *self,
                        const AssayRow   *row)
{
  guint n = MIN (row->n_cells, self->n_columns);
  gsize bytes = 0;

  for (guint i = 0; i < n; i++)
    if (row->cells[i].kind == ASSAY_VALUE_TEXT)
      bytes += row->cells[i].length;
  if (self->current->n_rows == BATCH_ROWS || self->current->used + bytes > self->current->size)
    submit (self);
  if (bytes > self->current->size)
    {
      g_free (self->current->text);
      self->current->size = bytes;
      self->current->text = g_malloc (bytes);
    }

  Batch *batch = self->current;
  AssayValue *cells = &batch->cells[(gsize) batch->n_rows * self->n_columns];
  for (guint i = 0; i < self->n_columns; i++)
    {
      cells[i] = i < n ? row->cells[i] : ASSAY_VALUE_INIT_NULL;
      if (cells[i].kind != ASSAY_VALUE_TEXT)
        continue;
      memcpy (batch->text + batch->used, cells[i].text, cells[i].length);
      cells[i].text = batch->text + batch->used;
      batch->used += cells[i].length;
    }
  batch->lines[batch->n_rows++] = row->line;
}

/**
 * assay_profile_crew_wait:
 *
 * Returns when all rows are counted.
 */
void
assay_profile_crew_wait (AssayProfileCrew *self)
{
  submit (self);
  wait_for_helper (self);
}
