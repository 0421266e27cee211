/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-raw-table.h"

#include <math.h>
#include <string.h>

#include "learn/assay-dictionary-private.h"

#define FIRST_CAPACITY 1024
/* More texts than this are forgotten between batches, so that memory stays small. */
#define MAX_KEPT_TEXTS 20000

static guint
width_of (const AssaySource *source)
{
  switch (source->kind)
    {
    case ASSAY_SOURCE_CATEGORY:
    case ASSAY_SOURCE_TEXT:
      return 0;
    case ASSAY_SOURCE_EVENTS:
      return ASSAY_EVENT_NUMBERS;
    case ASSAY_SOURCE_NUMBER:
    case ASSAY_SOURCE_DATE:
    default:
      return 1;
    }
}

/**
 * assay_raw_table_new:
 * @sources: (element-type AssaySource): outlive the table
 *
 * Returns: (transfer full): an empty table
 */
AssayRawTable *
assay_raw_table_new (GPtrArray *sources)
{
  AssayRawTable *self = g_new0 (AssayRawTable, 1);

  self->n_columns = sources->len;
  self->columns = g_new0 (AssayRawColumn, sources->len);
  for (guint c = 0; c < sources->len; c++)
    {
      self->columns[c].source = sources->pdata[c];
      self->columns[c].width = width_of (sources->pdata[c]);
      if (self->columns[c].width == 0)
        self->columns[c].dictionary = assay_dictionary_new ();
    }
  return self;
}

void
assay_raw_table_free (AssayRawTable *self)
{
  if (self == NULL)
    return;
  for (guint c = 0; c < self->n_columns; c++)
    {
      g_free (self->columns[c].numbers);
      g_free (self->columns[c].codes);
      assay_dictionary_free (self->columns[c].dictionary);
    }
  g_free (self->columns);
  g_free (self->leads);
  g_free (self->as_of);
  g_free (self->outcomes);
  g_free (self->order);
  g_free (self->created);
  g_free (self->decided);
  g_free (self->values);
  g_free (self);
}

/**
 * assay_raw_table_clear:
 *
 * Empties the table for the next batch.
 */
void
assay_raw_table_clear (AssayRawTable *self)
{
  self->n_rows = 0;
  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].dictionary != NULL &&
        assay_dictionary_get_size (self->columns[c].dictionary) > MAX_KEPT_TEXTS)
      assay_dictionary_clear (self->columns[c].dictionary);
}

static void
grow_numbers (AssayRawColumn *column, gsize before, gsize capacity)
{
  double *numbers = g_new (double, column->width *capacity);

  for (guint k = 0; before > 0 && k < column->width; k++)
    memcpy (numbers + k * capacity, column->numbers + k * before, before * sizeof (double));
  g_free (column->numbers);
  column->numbers = numbers;
}

static void
grow (AssayRawTable *self)
{
  gsize before = self->capacity;
  gsize capacity = before > 0 ? before * 2 : FIRST_CAPACITY;

  self->leads = g_renew (gint64, self->leads, capacity);
  self->as_of = g_renew (gint64, self->as_of, capacity);
  self->outcomes = g_renew (guint8, self->outcomes, capacity);
  self->order = g_renew (double, self->order, capacity);
  self->created = g_renew (double, self->created, capacity);
  self->decided = g_renew (double, self->decided, capacity);
  self->values = g_renew (double, self->values, capacity);
  for (guint c = 0; c < self->n_columns; c++)
    {
      if (self->columns[c].width > 0)
        grow_numbers (&self->columns[c], before, capacity);
      else
        self->columns[c].codes = g_renew (guint32, self->columns[c].codes, capacity);
    }
  self->capacity = capacity;
}

/**
 * assay_raw_table_add_row:
 * @lead: its id
 * @as_of: the instant it is looked at from
 *
 * Returns: the place of a new row without any values; sources of events start with none
 */
gsize
assay_raw_table_add_row (AssayRawTable *self, gint64 lead, gint64 as_of)
{
  gsize row = self->n_rows;

  if (row == self->capacity)
    grow (self);
  self->leads[row] = lead;
  self->as_of[row] = as_of;
  self->outcomes[row] = ASSAY_OUTCOME_OPEN;
  self->order[row] = self->created[row] = self->decided[row] = self->values[row] = NAN;
  for (guint c = 0; c < self->n_columns; c++)
    {
      AssayRawColumn *column = &self->columns[c];

      if (column->width == 0)
        column->codes[row] = 0;
      else if (column->source->kind != ASSAY_SOURCE_EVENTS)
        column->numbers[row] = NAN;
      else
        for (guint k = 0; k < ASSAY_EVENT_NUMBERS; k++)
          column->numbers[k * self->capacity + row] = k == ASSAY_EVENT_LAST ? NAN : 0;
    }
  self->n_rows++;
  return row;
}

static void
move_row (AssayRawTable *self, gsize from, gsize to)
{
  self->leads[to] = self->leads[from];
  self->as_of[to] = self->as_of[from];
  self->outcomes[to] = self->outcomes[from];
  self->order[to] = self->order[from];
  self->created[to] = self->created[from];
  self->decided[to] = self->decided[from];
  self->values[to] = self->values[from];
  for (guint c = 0; c < self->n_columns; c++)
    {
      AssayRawColumn *column = &self->columns[c];

      if (column->width == 0)
        column->codes[to] = column->codes[from];
      for (guint k = 0; k < column->width; k++)
        column->numbers[k * self->capacity + to] = column->numbers[k * self->capacity + from];
    }
}

/**
 * assay_raw_table_drop:
 * @drop: (array): per row, whether it goes
 *
 * Takes rows out; the others keep their order.
 */
void
assay_raw_table_drop (AssayRawTable *self, const guint8 *drop)
{
  gsize kept = 0;

  for (gsize row = 0; row < self->n_rows; row++)
    if (!drop[row])
      {
        if (kept != row)
          move_row (self, row, kept);
        kept++;
      }
  self->n_rows = kept;
}
