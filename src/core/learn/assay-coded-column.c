/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-coded-column-private.h"

#include <math.h>
#include <stdlib.h>

#include "learn/assay-dictionary-private.h"
#include "stats/assay-distribution.h"

#define MAX_LEVELS 250
#define NUMBER_BINS 20
/* Numbers of which there are few stand for themselves. */
#define MAX_PLAIN_NUMBERS 40
#define SAMPLE 20000
#define FOLDS 5
/* Leads of average outcome that are added to each level, so that rare ones say little. */
#define PRIOR 2.0

static void
count (AssayCodedColumn *self, const AssayRawTable *table)
{
  self->counts = g_new0 (gsize, self->n_codes);
  self->positives = g_new0 (gsize, self->n_codes);
  for (gsize row = 0; row < table->n_rows; row++)
    {
      self->counts[self->codes[row]]++;
      self->positives[self->codes[row]] += table->outcomes[row] == ASSAY_OUTCOME_CONVERTED;
    }
}

typedef struct
{
  gsize count;
  guint32 code;
} Level;

static int
compare_levels (const void *a, const void *b)
{
  const Level *x = a;
  const Level *y = b;

  if (x->count != y->count)
    return x->count < y->count ? 1 : -1;
  return (x->code > y->code) - (x->code < y->code);
}

static void
code_texts (AssayCodedColumn *self, const AssayRawTable *table, const AssayRawColumn *column)
{
  guint32 n = assay_dictionary_get_size (column->dictionary);
  g_autofree Level *levels = g_new0 (Level, n + 1);
  g_autofree guint16 *place = g_new0 (guint16, n + 1);

  for (guint32 i = 0; i < n; i++)
    levels[i].code = i + 1;
  for (gsize row = 0; row < table->n_rows; row++)
    if (column->codes[row] > 0)
      levels[column->codes[row] - 1].count++;
  qsort (levels, n, sizeof *levels, compare_levels);
  for (guint32 i = 0; i < n; i++)
    {
      place[levels[i].code] = (guint16) MIN (i + 1, MAX_LEVELS + 1);
      self->n_distinct += levels[i].count > 0;
    }
  self->n_codes = MIN (n, MAX_LEVELS + 1) + 1;
  for (gsize row = 0; row < table->n_rows; row++)
    self->codes[row] = place[column->codes[row]];
}

static guint
find_edges (const double *numbers, gsize n_rows, double *edges, gsize *n_distinct)
{
  gsize step = MAX (1, n_rows / SAMPLE);
  g_autofree double *sorted = g_new (double, n_rows / step + 1);
  gsize n = 0;
  guint n_edges = 0;

  for (gsize row = 0; row < n_rows; row += step)
    if (!isnan (numbers[row]))
      sorted[n++] = numbers[row];
  assay_sort_doubles (sorted, n);
  *n_distinct = n > 0;
  for (gsize i = 1; i < n; i++)
    *n_distinct += sorted[i] > sorted[i - 1];
  if (*n_distinct <= MAX_PLAIN_NUMBERS)
    {
      for (gsize i = 1; i < n; i++)
        if (sorted[i] > sorted[i - 1])
          edges[n_edges++] = sorted[i - 1];
      return n_edges;
    }
  for (guint b = 1; b < NUMBER_BINS; b++)
    {
      double edge = sorted[n * b / NUMBER_BINS];

      if (n_edges == 0 || edge > edges[n_edges - 1])
        edges[n_edges++] = edge;
    }
  return n_edges;
}

static void
code_numbers (AssayCodedColumn *self, const AssayRawTable *table, const double *numbers)
{
  double edges[MAX_PLAIN_NUMBERS];
  guint n_edges = find_edges (numbers, table->n_rows, edges, &self->n_distinct);

  self->n_codes = n_edges + 2;
  for (gsize row = 0; row < table->n_rows; row++)
    {
      guint low = 0, high = n_edges;

      if (isnan (numbers[row]))
        {
          self->codes[row] = 0;
          continue;
        }
      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (numbers[row] <= edges[middle])
            high = middle;
          else
            low = middle + 1;
        }
      self->codes[row] = (guint16) (low + 1);
    }
}

/**
 * assay_coded_column_new:
 * @column: a place in the table
 *
 * Returns: (transfer full): the source as few codes
 */
AssayCodedColumn *
assay_coded_column_new (const AssayRawTable *table, guint column)
{
  const AssayRawColumn *raw = &table->columns[column];
  AssayCodedColumn *self = g_new0 (AssayCodedColumn, 1);

  self->codes = g_new (guint16, table->n_rows + 1);
  if (raw->width == 0)
    code_texts (self, table, raw);
  else
    code_numbers (
        self, table, raw->numbers + (raw->width > 1 ? ASSAY_EVENT_COUNT_90 * table->capacity : 0));
  count (self, table);
  return self;
}

void
assay_coded_column_free (AssayCodedColumn *self)
{
  if (self == NULL)
    return;
  g_free (self->codes);
  g_free (self->counts);
  g_free (self->positives);
  g_free (self);
}

/* Leads that get the same score: those of one level in one fold. */
typedef struct
{
  double score;
  double positives;
  double negatives;
} Group;

static int
compare_groups (const void *a, const void *b)
{
  double x = ((const Group *) a)->score;
  double y = ((const Group *) b)->score;

  return (x > y) - (x < y);
}

static double
grouped_auc (Group *groups, guint n)
{
  double below = 0, positives = 0, area = 0;

  qsort (groups, n, sizeof *groups, compare_groups);
  for (guint i = 0, end; i < n; i = end)
    {
      double p = 0, q = 0;

      for (end = i; end < n && groups[end].score == groups[i].score; end++)
        {
          p += groups[end].positives;
          q += groups[end].negatives;
        }
      area += p * (below + q / 2);
      positives += p;
      below += q;
    }
  return positives > 0 && below > 0 ? area / (positives * below) : 0.5;
}

/**
 * assay_coded_column_auc:
 * @filled_only: whether to look only at leads that have a value
 *
 * Returns: how well this source alone ranks leads by outcome: the area under the ROC curve of its
 *   levels' conversion rates, each learned from the other four fifths of the leads
 */
double
assay_coded_column_auc (const AssayCodedColumn *self,
                        const AssayRawTable *table,
                        gboolean filled_only)
{
  g_autofree Group *groups = g_new0 (Group, self->n_codes * FOLDS);
  gsize n_groups = (gsize) self->n_codes * FOLDS;
  double positives = 0, n = 0;

  for (gsize row = 0; row < table->n_rows; row++)
    {
      Group *group = &groups[(gsize) self->codes[row] * FOLDS + row % FOLDS];
      gboolean converted = table->outcomes[row] == ASSAY_OUTCOME_CONVERTED;

      if (filled_only && self->codes[row] == 0)
        continue;
      n += 1;
      positives += converted;
      if (converted)
        group->positives += 1;
      else
        group->negatives += 1;
    }
  for (guint code = 0; code < self->n_codes; code++)
    {
      Group *level = &groups[(gsize) code * FOLDS];
      double all_positives = 0, all = 0;

      for (guint f = 0; f < FOLDS; f++)
        {
          all_positives += level[f].positives;
          all += level[f].positives + level[f].negatives;
        }
      for (guint f = 0; f < FOLDS; f++)
        level[f].score = (all_positives - level[f].positives + PRIOR * positives / MAX (n, 1)) /
                         (all - level[f].positives - level[f].negatives + PRIOR);
    }
  return grouped_auc (groups, (guint) n_groups);
}
