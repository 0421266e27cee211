/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-csv-buffer-private.h"

/* Each so many bytes that were read in vain for a closing quote halve how far we look for one, so
 * that a file full of them costs no more than reading it a few times. */
#define WASTE_STEP     ((gsize) 32 * 1024 * 1024)

static gboolean
is_blank (char c,
          char delimiter)
{
  return (c == ' ' || c == '\t') && c != delimiter;
}

/* What stands behind a quote inside a quoted cell. */
typedef enum
{
  QUOTE_CLOSES,
  QUOTE_DOUBLED,
  QUOTE_STRAY,
} QuoteKind;

static QuoteKind
judge_quote (AssayCsvParser *self,
             gsize          *quote,
             gsize          *cell)
{
  gsize p = *quote + 1;

  while (TRUE)
    {
      gsize moved;

      while (p < self->end && p > *quote + 1
             && is_blank (self->buffer[p], self->dialect->delimiter))
        p++;
      if (p < self->end)
        {
          char c = self->buffer[p];
          if (p == *quote + 1 && c == self->dialect->quote)
            return QUOTE_DOUBLED;
          if (c == '\n' || c == '\r' || (c == self->dialect->delimiter && c != '\0'))
            return QUOTE_CLOSES;
          if (!is_blank (c, self->dialect->delimiter))
            return QUOTE_STRAY;
          p++;
          continue;
        }
      if (!assay_csv_refill (self, &moved))
        {
          *quote -= moved;
          *cell -= moved;
          return QUOTE_CLOSES;
        }
      *quote -= moved;
      *cell -= moved;
      p -= moved;
    }
}

/* Whether the quote is followed by what ends a cell, without reading on. */
static inline gboolean
ends_cell (AssayCsvParser *self,
           gsize           quote)
{
  char c = self->buffer[quote + 1];

  return quote + 1 < self->end
         && (c == '\n' || c == '\r' || (c == self->dialect->delimiter && c != '\0'));
}

/* Whether looking further than @offset for the closing quote has no point any more. */
static gboolean
looked_enough (AssayCsvParser *self,
               gsize           cell,
               gsize           offset)
{
  gsize steps = self->wasted / WASTE_STEP;
  gsize reach = steps < 32 ? (2 * ASSAY_ROW_MAX_CELL) >> steps : 0;

  return offset - cell > reach;
}

/* A stray quote on a later line than the cell's own: perhaps the cell was never closed, and this
 * quote belongs to another row. It surely does where it opens a cell; else the number of cells will
 * show. */
static void
note_stray (AssayCsvParser *self,
            gsize           cell,
            gsize           quote)
{
  char before = self->buffer[quote - 1];

  assay_csv_note_problem (self, ASSAY_ROW_PROBLEM_STRAY_QUOTE);
  if (self->suspect != ASSAY_CSV_NONE || quote - 1 == cell
      || assay_csv_count_breaks (self->buffer + cell, self->buffer + quote) == 0)
    return;
  self->suspect = cell - self->start;
  self->suspect_is_sure = before == '\n' || before == '\r'
                          || (before == self->dialect->delimiter && before != '\0');
}

/* Reads a quoted cell that opens at @cell and adds it. */
AssayCsvCellEnd
assay_csv_take_quoted (AssayCsvParser *self,
                       gsize          *cell)
{
  gboolean has_escape = FALSE;
  gsize quote, moved = 0;

  if (*cell - self->start == self->give_up_at)
    return ASSAY_CSV_CELL_UNCLOSED;
  assay_csv_next_special (&self->cursor);
  while (TRUE)
    {
      quote = assay_csv_next_quote (&self->cursor);
      if (quote == ASSAY_CSV_NONE)
        {
          gboolean more;
          moved = 0;
          more = !looked_enough (self, *cell, self->end) && assay_csv_refill (self, &moved);
          *cell -= moved;
          if (!more)
            return ASSAY_CSV_CELL_UNCLOSED;
          continue;
        }
      if (self->dialect->escape != '\0' && self->buffer[quote] == self->dialect->escape)
        {
          if (quote + 1 == self->end)
            {
              gboolean more = assay_csv_refill (self, &moved);
              *cell -= moved;
              quote -= moved;
              if (!more)
                return ASSAY_CSV_CELL_UNCLOSED;
            }
          has_escape = TRUE;
          assay_csv_seek (self, quote + 2);
          continue;
        }
      if (self->buffer[quote + 1] == self->dialect->quote && quote + 1 < self->end)
        {
          has_escape = TRUE;
          assay_csv_next_quote (&self->cursor);
          continue;
        }
      if (!ends_cell (self, quote))
        {
          /* Judging may read on, which puts the cursor behind what was there; bring it back. */
          QuoteKind kind = judge_quote (self, &quote, cell);
          if (kind == QUOTE_DOUBLED)
            has_escape = TRUE;
          else if (kind == QUOTE_STRAY)
            note_stray (self, *cell, quote);
          assay_csv_seek (self, quote + (kind == QUOTE_DOUBLED ? 2 : 1));
          if (kind == QUOTE_STRAY && self->suspect == *cell - self->start && self->width > 0
              && (self->suspect_is_sure || looked_enough (self, *cell, quote)))
            return ASSAY_CSV_CELL_UNCLOSED;
          if (kind != QUOTE_CLOSES)
            continue;
        }
      if (has_escape)
        g_array_append_val (self->escaped, self->n_cells);
      self->next_line += assay_csv_count_breaks (self->buffer + *cell + 1, self->buffer + quote);
      assay_csv_push_cell (self, *cell + 1, quote);
      return ASSAY_CSV_CELL_CLOSED;
    }
}

/* A quote that is never closed must not swallow the rest of the file: its cell ends with its line.
 * Only in the very first row there is nothing to compare with, and all of it is the cell. */
void
assay_csv_end_unclosed (AssayCsvParser *self,
                        gsize           cell)
{
  gsize stop = cell + 1;

  assay_csv_note_problem (self, ASSAY_ROW_PROBLEM_UNCLOSED_QUOTE);
  if (self->width == 0 && self->give_up_at == ASSAY_CSV_NONE && self->at_end
      && self->end - cell <= ASSAY_ROW_MAX_CELL)
    {
      stop = self->end;
      self->next_line += assay_csv_count_breaks (self->buffer + cell, self->buffer + stop);
    }
  else
    while (stop < self->end && self->buffer[stop] != '\n' && self->buffer[stop] != '\r')
      stop++;
  self->wasted += MAX (self->cursor.block * ASSAY_CSV_SCAN_BLOCK, stop) - stop;
  assay_csv_push_cell (self, cell + 1, stop);
  self->stop = stop;
}
