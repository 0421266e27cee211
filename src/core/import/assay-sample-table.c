/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-sample-table-private.h"

#include <string.h>

#define MAX_ROWS 1000

AssaySampleTable *
assay_sample_table_new (void)
{
  AssaySampleTable *self = g_new0 (AssaySampleTable, 1);

  self->cells = g_array_new (FALSE, FALSE, sizeof (AssaySampleCell));
  self->rows = g_array_new (FALSE, FALSE, sizeof (AssaySampleRow));
  return self;
}

void
assay_sample_table_free (AssaySampleTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_free (self);
}

void
assay_sample_table_begin_row (AssaySampleTable *self,
                              guint64           line)
{
  AssaySampleRow row = { .line = line, .first = self->cells->len };

  g_array_append_val (self->rows, row);
}

void
assay_sample_table_add_cell (AssaySampleTable *self,
                             const char       *text,
                             gsize             length,
                             gboolean          quoted)
{
  AssaySampleRow *row = &g_array_index (self->rows, AssaySampleRow, self->rows->len - 1);
  AssaySampleCell cell = {
    .text = text,
    .length = length,
    .quoted = quoted,
    .type = assay_cell_type_of (text, length),
  };

  if (quoted && cell.type == ASSAY_CELL_UNKNOWN)
    cell.type = ASSAY_CELL_WORDS;
  g_array_append_val (self->cells, cell);
  row->n_cells++;
  row->n_filled += cell.type != ASSAY_CELL_EMPTY;
}

static guint64
count_breaks (const char *p,
              const char *end)
{
  guint64 n = 0;

  for (; p < end; p++)
    n += *p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'));
  return n;
}

/* Behind the closing quote of the cell that opens at @p; the end of its line if there is none. */
static const char *
end_of_quoted (AssaySampleTable      *self,
               const AssayCsvDialect *dialect,
               const char            *p,
               const char            *end)
{
  const char *open = p;

  for (p++; p < end; p++)
    {
      const char *q;

      if (dialect->escape != '\0' && *p == dialect->escape && p + 1 < end)
        {
          p++;
          continue;
        }
      if (*p != dialect->quote)
        continue;
      if (p + 1 < end && p[1] == dialect->quote)
        {
          p++;
          continue;
        }
      for (q = p + 1; q < end && *q == ' '; q++)
        ;
      if (q == end || *q == '\n' || *q == '\r' || *q == dialect->delimiter)
        return p + 1;
      self->n_malformed++;
    }
  self->n_malformed++;
  for (p = open; p < end && *p != '\n' && *p != '\r' && *p != dialect->delimiter; p++)
    ;
  return p;
}

static const char *
split_row (AssaySampleTable      *self,
           const AssayCsvDialect *dialect,
           const char            *p,
           const char            *end)
{
  while (TRUE)
    {
      const char *from = p;
      gboolean quoted = dialect->quote != '\0' && p < end && *p == dialect->quote;

      if (quoted)
        {
          p = end_of_quoted (self, dialect, p, end);
          quoted = p - from >= 2 && p[-1] == dialect->quote;
          if (quoted)
            assay_sample_table_add_cell (self, from + 1, (gsize) (p - from - 2), TRUE);
        }
      /* A quote behind nothing but blanks was meant to open the cell; one further on is a letter. */
      gboolean blank = !quoted;
      while (p < end && *p != '\n' && *p != '\r'
             && (*p != dialect->delimiter || dialect->delimiter == '\0'))
        {
          self->n_malformed += blank && p > from && *p == dialect->quote;
          blank &= *p == ' ';
          p++;
        }
      if (!quoted)
        assay_sample_table_add_cell (self, from, (gsize) (p - from), FALSE);
      if (p == end || *p != dialect->delimiter || dialect->delimiter == '\0')
        return p;
      p++;
    }
}

/*
 * assay_sample_table_split:
 * @complete: whether the text is all there is; otherwise its last row is left out
 * @dialect: its lines do not count
 *
 * Splits a sample, without its blank lines and comments.
 *
 * Returns: (transfer full): the rows, at most a thousand
 */
AssaySampleTable *
assay_sample_table_split (const char            *text,
                          gsize                  length,
                          gboolean               complete,
                          const AssayCsvDialect *dialect)
{
  AssaySampleTable *self = assay_sample_table_new ();
  const char *p = text, *end = text + length;
  gsize comment_length = dialect->comment != NULL ? strlen (dialect->comment) : 0;
  guint64 line = 1;

  while (p < end && self->rows->len < MAX_ROWS)
    {
      const char *from = p;
      gboolean is_comment = comment_length > 0 && (gsize) (end - p) >= comment_length
                            && memcmp (p, dialect->comment, comment_length) == 0;

      if (is_comment || *p == '\n' || *p == '\r')
        while (p < end && *p != '\n' && *p != '\r')
          p++;
      else
        {
          assay_sample_table_begin_row (self, line);
          p = split_row (self, dialect, p, end);
        }
      if (p == end && !complete && !is_comment && self->rows->len > 1)
        g_array_set_size (self->rows, self->rows->len - 1);
      line += count_breaks (from, p) + 1;
      if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
        p++;
      p++;
    }
  return self;
}

/*
 * assay_sample_table_padded:
 *
 * The same rows, each as wide as the widest: of a workbook, a row ends at its last filled cell.
 *
 * Returns: (transfer full): a table
 */
AssaySampleTable *
assay_sample_table_padded (const AssaySampleTable *self)
{
  AssaySampleTable *padded = assay_sample_table_new ();
  guint width = 0;

  for (guint i = 0; i < self->rows->len; i++)
    width = MAX (width, assay_sample_table_row (self, i)->n_cells);
  for (guint i = 0; i < self->rows->len; i++)
    {
      assay_sample_table_begin_row (padded, assay_sample_table_row (self, i)->line);
      for (guint c = 0; c < width; c++)
        {
          const AssaySampleCell *cell = assay_sample_table_cell (self, i, c);
          assay_sample_table_add_cell (padded, cell != NULL ? cell->text : "",
                                       cell != NULL ? cell->length : 0, TRUE);
        }
    }
  return padded;
}

/*
 * assay_sample_table_usual_width:
 *
 * Returns: how many cells most rows have; of two equally frequent, what the first row has
 */
guint
assay_sample_table_usual_width (const AssaySampleTable *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint best = 0, best_count = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      gpointer key = GUINT_TO_POINTER (assay_sample_table_row (self, i)->n_cells);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;
      g_hash_table_insert (counts, key, GUINT_TO_POINTER (count));
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      guint width = assay_sample_table_row (self, i)->n_cells;
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (width)));
      if (count > best_count)
        {
          best = width;
          best_count = count;
        }
    }
  return best;
}
