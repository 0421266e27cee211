/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-csv-buffer-private.h"

#include <string.h>

#define MAX_ROW        ((gsize) 32 * 1024 * 1024)

/* The line break at @offset ends the row; CR and LF are one. */
static void
end_line (AssayCsvParser *self,
          gsize           offset)
{
  gsize moved;

  self->stop = offset;
  if (self->buffer[offset] == '\r')
    {
      if (offset + 1 == self->end)
        {
          assay_csv_refill (self, &moved);
          self->stop -= moved;
          offset -= moved;
          assay_csv_seek (self, offset + 1);
        }
      if (offset + 1 < self->end && self->buffer[offset + 1] == '\n')
        {
          assay_csv_next_special (&self->cursor);
          offset++;
        }
    }
  self->next = offset + 1;
  self->next_line++;
}

static void
end_at (AssayCsvParser *self,
        gsize           offset)
{
  assay_csv_seek (self, offset);
  if (offset < self->end)
    {
      assay_csv_next_special (&self->cursor);
      end_line (self, offset);
      return;
    }
  self->stop = self->next = offset;
  self->next_line++;
}

static void
cut_row (AssayCsvParser *self,
         gsize           offset)
{
  assay_csv_note_problem (self, ASSAY_ROW_PROBLEM_ROW_TOO_LONG);
  self->skip_rest = TRUE;
  self->stop = self->next = offset;
  assay_csv_seek (self, offset);
}

/* Reads plain cells from @cell on, until the row ends or a quoted cell opens. This is where the
 * time goes: what changes per cell is in local variables.
 * Returns: whether the row goes on, with what is at @cell */
static gboolean
take_plain (AssayCsvParser *self,
            gsize          *cell)
{
  const char delimiter = self->dialect->delimiter, quote = self->dialect->quote;
  AssayCsvCursor cursor = self->cursor;
  const char *buffer = self->buffer;
  AssayValue *cells = self->cells;
  guint n_cells = self->n_cells, capacity = self->cells_capacity;
  gsize from = *cell, mark;
  char c = '\0';

  while ((mark = assay_csv_next_special (&cursor)) != ASSAY_CSV_NONE)
    {
      c = buffer[mark];
      if (c == quote)
        {
          if (mark == from)
            {
              cursor.bits |= (guint64) 1 << (mark % ASSAY_CSV_SCAN_BLOCK);
              break;
            }
          self->n_cells = n_cells;
          assay_csv_note_problem (self, ASSAY_ROW_PROBLEM_STRAY_QUOTE);
          continue;
        }
      if (c != delimiter && c != '\n' && c != '\r')
        continue;
      if (G_UNLIKELY (n_cells == capacity || mark - from > ASSAY_ROW_MAX_CELL))
        {
          self->n_cells = n_cells;
          assay_csv_push_odd (self, from, mark);
          cells = self->cells;
          n_cells = self->n_cells;
          capacity = self->cells_capacity;
        }
      else
        cells[n_cells++] = assay_value_from_text (buffer + from, mark - from);
      from = mark + 1;
      if (c != delimiter)
        break;
    }
  self->cursor = cursor;
  self->n_cells = n_cells;
  *cell = from;
  if (mark == ASSAY_CSV_NONE || c == quote || c == delimiter)
    return TRUE;
  end_line (self, mark);
  return FALSE;
}

/* Behind a quoted cell. Returns: whether the row goes on at @cell */
static gboolean
take_separator (AssayCsvParser *self,
                gsize          *cell)
{
  gsize mark = assay_csv_next_special (&self->cursor);

  if (mark == ASSAY_CSV_NONE)
    {
      self->stop = self->next = self->end;
      return FALSE;
    }
  if (self->buffer[mark] == '\n' || self->buffer[mark] == '\r')
    {
      end_line (self, mark);
      return FALSE;
    }
  *cell = mark + 1;
  return TRUE;
}

/* The text has no more marks. Returns: whether there is more text now */
static gboolean
take_rest (AssayCsvParser *self,
           gsize          *cell)
{
  gsize moved;

  if (self->end - self->start > MAX_ROW)
    {
      assay_csv_push_cell (self, *cell, self->end);
      cut_row (self, self->end);
      return FALSE;
    }
  if (assay_csv_refill (self, &moved))
    {
      *cell -= moved;
      return TRUE;
    }
  *cell -= moved;
  if (self->n_cells > 0 || *cell < self->end)
    assay_csv_push_cell (self, *cell, self->end);
  self->stop = self->next = self->end;
  return FALSE;
}

static void
take_row (AssayCsvParser *self)
{
  const char quote = self->dialect->quote;
  gsize cell = self->start;

  self->n_cells = 0;
  self->problems = ASSAY_ROW_PROBLEM_NONE;
  self->problem_column = 0;
  self->suspect = ASSAY_CSV_NONE;
  self->next_line = self->line;
  g_array_set_size (self->escaped, 0);
  while (TRUE)
    {
      if (quote != '\0' && cell < self->end && self->buffer[cell] == quote)
        {
          if (assay_csv_take_quoted (self, &cell) == ASSAY_CSV_CELL_UNCLOSED)
            {
              assay_csv_end_unclosed (self, cell);
              end_at (self, self->stop);
              return;
            }
          if (!take_separator (self, &cell))
            return;
          if (cell < self->end)
            continue;
        }
      if (cell - self->start > MAX_ROW)
        {
          cut_row (self, cell);
          return;
        }
      if (!take_plain (self, &cell))
        return;
      if (quote != '\0' && cell < self->end && self->buffer[cell] == quote)
        continue;
      if (!take_rest (self, &cell))
        return;
    }
}

/* Goes behind the next line break. Returns: whether there was one */
static gboolean
skip_line (AssayCsvParser *self)
{
  gsize moved;

  self->n_cells = 0;
  self->next_line = self->line;
  while (TRUE)
    {
      gsize mark = assay_csv_next_special (&self->cursor);
      if (mark == ASSAY_CSV_NONE)
        {
          self->start = self->stop = self->next = self->end;
          if (assay_csv_refill (self, &moved))
            continue;
          self->next = self->end;
          return FALSE;
        }
      if (self->buffer[mark] == '\n' || self->buffer[mark] == '\r')
        {
          self->start = mark;
          end_line (self, mark);
          return TRUE;
        }
    }
}

static gboolean
is_comment (AssayCsvParser *self)
{
  gsize length = self->dialect->comment != NULL ? strlen (self->dialect->comment) : 0;
  gsize moved;

  if (length == 0)
    return FALSE;
  while (self->end - self->start < length && assay_csv_refill (self, &moved))
    assay_csv_seek (self, self->start);
  return self->end - self->start >= length
         && memcmp (self->buffer + self->start, self->dialect->comment, length) == 0;
}

/*
 * assay_csv_parser_skip_to:
 * @line: a line of the file, from 1
 *
 * Goes to the start of @line, if it is still ahead. Comments count as lines, quotes do not count.
 */
void
assay_csv_parser_skip_to (AssayCsvParser *self,
                          guint64         line)
{
  while (self->next_line < line)
    {
      self->start = self->next;
      self->line = self->next_line;
      self->n_cells = 0;
      if (!skip_line (self))
        return;
    }
}

/*
 * assay_csv_parser_next:
 *
 * Puts the next row together; a blank line is one with one empty cell. Its cells are raw: those
 * listed in @escaped still have their escapes.
 *
 * Returns: whether there was a row; otherwise the text is at its end, or @failure says why not
 */
gboolean
assay_csv_parser_next (AssayCsvParser *self)
{
  while (self->failure == NULL)
    {
      self->start = self->next;
      self->line = self->next_line;
      self->n_cells = 0;
      if (self->skip_rest || is_comment (self))
        {
          self->skip_rest = FALSE;
          if (!skip_line (self))
            return FALSE;
          continue;
        }
      take_row (self);
      if (self->suspect != ASSAY_CSV_NONE && self->width > 0
          && (self->suspect_is_sure || self->n_cells != self->width))
        {
          self->wasted += self->next - self->start;
          self->give_up_at = self->suspect;
          assay_csv_seek (self, self->start);
          take_row (self);
          self->give_up_at = ASSAY_CSV_NONE;
        }
      return self->n_cells > 0 && self->failure == NULL;
    }
  return FALSE;
}
