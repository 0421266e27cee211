/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-csv-parser-private.h"

#include <string.h>

/* The text is read in blocks into one buffer, in which a row is always whole; a scanner marks the
 * bytes that matter, 64 at a time; the row is put together from one mark to the next. Cells are
 * slices of the buffer, except those with an escape inside, which are written out afterwards. */

#define FIRST_CAPACITY (2 * (gsize) ASSAY_TEXT_SOURCE_BLOCK)
#define MAX_ROW        ((gsize) 32 * 1024 * 1024)
#define MAX_CELLS      65536
#define NONE           G_MAXSIZE

/* Each so many bytes that were read in vain for a closing quote halve how far we look for one, so
 * that a file full of them costs no more than reading it a few times. */
#define WASTE_STEP     ((gsize) 32 * 1024 * 1024)

/*
 * assay_csv_parser_init:
 * @source: what to read; the caller keeps it, as @dialect and @cancellable
 */
void
assay_csv_parser_init (AssayCsvParser        *self,
                       AssayTextSource       *source,
                       const AssayCsvDialect *dialect,
                       GCancellable          *cancellable)
{
  *self = (AssayCsvParser) {
    .source = source,
    .dialect = dialect,
    .cancellable = cancellable,
    .scan = assay_csv_scan_best (),
    .scanned_from = G_MAXSIZE,
    .block_size = ASSAY_TEXT_SOURCE_BLOCK,
    .escaped = g_array_new (FALSE, FALSE, sizeof (guint)),
    .line = 1,
    .next_line = 1,
    .suspect = NONE,
    .give_up_at = NONE,
  };
  self->marks.delimiter = dialect->delimiter != '\0' ? dialect->delimiter : '\n';
  self->marks.quote = dialect->quote != '\0' ? dialect->quote : '\n';
  self->marks.escape = dialect->escape != '\0' ? dialect->escape : self->marks.quote;
}

void
assay_csv_parser_clear (AssayCsvParser *self)
{
  g_clear_error (&self->failure);
  g_free (self->masks);
  g_free (self->buffer);
  g_free (self->cells);
  g_array_unref (self->escaped);
}

/* Puts the cursor ahead of the mark at or behind @offset. */
static void
seek (AssayCsvParser *self,
      gsize           offset)
{
  gsize block = offset / ASSAY_CSV_SCAN_BLOCK;
  gsize n_blocks = (self->end + ASSAY_CSV_SCAN_BLOCK - 1) / ASSAY_CSV_SCAN_BLOCK;

  if (block < self->scanned_from)
    {
      self->scan (self->buffer + block * ASSAY_CSV_SCAN_BLOCK, n_blocks - block, &self->marks,
                  self->masks + block);
      self->scanned_from = block;
    }
  self->cursor.masks = self->masks;
  self->cursor.block = block;
  self->cursor.n_blocks = n_blocks;
  self->cursor.bits = 0;
  if (block < n_blocks)
    self->cursor.bits = self->masks[block].special
                        & (G_MAXUINT64 << (offset % ASSAY_CSV_SCAN_BLOCK));
}

static void
grow (AssayCsvParser *self)
{
  self->capacity = MAX (FIRST_CAPACITY, self->capacity * 2);
  self->buffer = g_realloc (self->buffer, self->capacity + ASSAY_CSV_SCAN_BLOCK);
  self->masks = g_renew (AssayCsvMask, self->masks, self->capacity / ASSAY_CSV_SCAN_BLOCK + 1);
}

/* Reads more text behind what is there of the row. Its cells move along; what the caller keeps as
 * offsets moves by @moved. */
static gboolean
refill (AssayCsvParser *self,
        gsize          *moved)
{
  gsize resume = self->end - self->start;
  guintptr shift = (guintptr) self->buffer + self->start;
  gssize n;

  *moved = self->start;
  if (self->at_end)
    {
      *moved = 0;
      return FALSE;
    }
  if (resume > 0) /* there is no buffer yet the first time */
    memmove (self->buffer, self->buffer + self->start, resume);
  self->start = 0;
  if (self->capacity - resume < ASSAY_TEXT_SOURCE_BLOCK)
    grow (self);
  for (guint i = 0; i < self->n_cells; i++)
    self->cells[i].text = self->buffer + ((guintptr) self->cells[i].text - shift);

  n = assay_text_source_read (self->source, self->buffer + resume, self->block_size,
                              self->cancellable, &self->failure);
  self->at_end = n <= 0;
  self->end = resume + (gsize) MAX (n, 0);
  memset (self->buffer + self->end, 0, ASSAY_CSV_SCAN_BLOCK);
  self->scanned_from = G_MAXSIZE;
  seek (self, resume);
  return n > 0;
}

static inline __attribute__ ((always_inline)) gsize
next_special (AssayCsvCursor *cursor)
{
  guint bit;

  while (G_UNLIKELY (cursor->bits == 0))
    {
      if (cursor->block + 1 >= cursor->n_blocks)
        return NONE;
      cursor->block++;
      cursor->bits = cursor->masks[cursor->block].special;
    }
  bit = (guint) __builtin_ctzll (cursor->bits);
  cursor->bits &= cursor->bits - 1;
  return cursor->block * ASSAY_CSV_SCAN_BLOCK + bit;
}

/* Passes over delimiters and line breaks, as they are inside quotes. */
static inline __attribute__ ((always_inline)) gsize
next_quote (AssayCsvCursor *cursor)
{
  guint64 quotes;
  guint bit;

  if (cursor->block >= cursor->n_blocks)
    return NONE;
  while ((quotes = cursor->bits & cursor->masks[cursor->block].quote) == 0)
    {
      cursor->bits = 0;
      if (cursor->block + 1 >= cursor->n_blocks)
        return NONE;
      cursor->block++;
      cursor->bits = cursor->masks[cursor->block].special;
    }
  bit = (guint) __builtin_ctzll (quotes);
  cursor->bits &= G_MAXUINT64 << bit << 1;
  return cursor->block * ASSAY_CSV_SCAN_BLOCK + bit;
}

static void
note_problem (AssayCsvParser   *self,
              AssayRowProblems  problem)
{
  if (self->problems == ASSAY_ROW_PROBLEM_NONE)
    self->problem_column = self->n_cells + 1;
  self->problems |= problem;
}

/* A cell that does not go the plain way. */
static void
push_odd_cell (AssayCsvParser *self,
               gsize           from,
               gsize           to)
{
  const char *text = self->buffer + from;
  gsize length = to - from;

  if (self->n_cells == MAX_CELLS)
    {
      note_problem (self, ASSAY_ROW_PROBLEM_ROW_TOO_LONG);
      return;
    }
  if (self->n_cells == self->cells_capacity)
    {
      self->cells_capacity = MAX (64, self->cells_capacity * 2);
      self->cells = g_renew (AssayValue, self->cells, self->cells_capacity);
    }
  if (length > ASSAY_ROW_MAX_CELL)
    {
      note_problem (self, ASSAY_ROW_PROBLEM_CELL_TOO_LONG);
      length = ASSAY_ROW_MAX_CELL;
      while ((text[length] & 0xc0) == 0x80)
        length--;
    }
  self->cells[self->n_cells++] = assay_value_from_text (text, length);
}

static inline __attribute__ ((always_inline)) void
push_cell (AssayCsvParser *self,
           gsize           from,
           gsize           to)
{
  gsize length = to - from;

  if (G_UNLIKELY (self->n_cells == self->cells_capacity || length > ASSAY_ROW_MAX_CELL))
    push_odd_cell (self, from, to);
  else
    self->cells[self->n_cells++] = assay_value_from_text (self->buffer + from, length);
}

/* Line breaks in a piece of text: CRLF, LF or CR. */
static guint64
count_breaks (const char *p,
              const char *end)
{
  guint64 n = 0;

  if (memchr (p, '\r', (gsize) (end - p)) == NULL)
    {
      while ((p = memchr (p, '\n', (gsize) (end - p))) != NULL)
        {
          n++;
          p++;
        }
      return n;
    }
  for (; p < end; p++)
    n += *p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'));
  return n;
}

static gboolean
is_blank (char c,
          char delimiter)
{
  return (c == ' ' || c == '\t') && c != delimiter;
}

typedef enum
{
  CELL_CLOSED,   /* a delimiter, a line break or the end of the text follows */
  CELL_UNCLOSED, /* no closing quote within reach */
} CellEnd;

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

      while (p < self->end && p > *quote + 1 && is_blank (self->buffer[p], self->dialect->delimiter))
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
      if (!refill (self, &moved))
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

/* Whether looking further for the closing quote has no point any more. */
static gboolean
looked_enough (AssayCsvParser *self,
               gsize           cell)
{
  gsize steps = self->wasted / WASTE_STEP;
  gsize reach = steps < 32 ? (2 * ASSAY_ROW_MAX_CELL) >> steps : 0;

  return self->end - cell > reach;
}

/* A stray quote on a later line than the cell's own: perhaps the cell was never closed, and this quote
 * belongs to another row. It surely does where it opens a cell; else the number of cells will show. */
static void
note_stray (AssayCsvParser *self,
            gsize           cell,
            gsize           quote)
{
  char before = self->buffer[quote - 1];

  note_problem (self, ASSAY_ROW_PROBLEM_STRAY_QUOTE);
  if (self->suspect != NONE || quote - 1 == cell
      || count_breaks (self->buffer + cell, self->buffer + quote) == 0)
    return;
  self->suspect = cell - self->start;
  self->suspect_is_sure = before == '\n' || before == '\r'
                          || (before == self->dialect->delimiter && before != '\0');
}

/* Reads a quoted cell that opens at @cell and adds it. */
static CellEnd
take_quoted (AssayCsvParser *self,
             gsize          *cell)
{
  gboolean has_escape = FALSE;
  gsize quote, moved = 0;

  if (*cell - self->start == self->give_up_at)
    return CELL_UNCLOSED;
  next_special (&self->cursor);
  while (TRUE)
    {
      quote = next_quote (&self->cursor);
      if (quote == NONE)
        {
          gboolean more;
          moved = 0;
          more = !looked_enough (self, *cell) && refill (self, &moved);
          *cell -= moved;
          if (!more)
            return CELL_UNCLOSED;
          continue;
        }
      if (self->dialect->escape != '\0' && self->buffer[quote] == self->dialect->escape)
        {
          if (quote + 1 == self->end)
            {
              gboolean more = refill (self, &moved);
              *cell -= moved;
              quote -= moved;
              if (!more)
                return CELL_UNCLOSED;
            }
          has_escape = TRUE;
          seek (self, quote + 2);
          continue;
        }
      if (self->buffer[quote + 1] == self->dialect->quote && quote + 1 < self->end)
        {
          has_escape = TRUE;
          next_quote (&self->cursor);
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
          seek (self, quote + (kind == QUOTE_DOUBLED ? 2 : 1));
          if (kind != QUOTE_CLOSES)
            continue;
        }
      if (has_escape)
        g_array_append_val (self->escaped, self->n_cells);
      self->next_line += count_breaks (self->buffer + *cell + 1, self->buffer + quote);
      push_cell (self, *cell + 1, quote);
      return CELL_CLOSED;
    }
}

/* A quote that is never closed must not swallow the rest of the file: its cell ends with its line.
 * Only in the very first row there is nothing to compare with, and all of it is the cell. */
static void
end_unclosed (AssayCsvParser *self,
              gsize           cell)
{
  gsize stop = cell + 1;

  note_problem (self, ASSAY_ROW_PROBLEM_UNCLOSED_QUOTE);
  if (self->width == 0 && self->give_up_at == NONE && self->at_end && self->end - cell <= ASSAY_ROW_MAX_CELL)
    {
      stop = self->end;
      self->next_line += count_breaks (self->buffer + cell, self->buffer + stop);
    }
  else
    while (stop < self->end && self->buffer[stop] != '\n' && self->buffer[stop] != '\r')
      stop++;
  self->wasted += MAX (self->cursor.block * ASSAY_CSV_SCAN_BLOCK, stop) - stop;
  push_cell (self, cell + 1, stop);
  self->stop = stop;
}

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
          refill (self, &moved);
          self->stop -= moved;
          offset -= moved;
          seek (self, offset + 1);
        }
      if (offset + 1 < self->end && self->buffer[offset + 1] == '\n')
        {
          next_special (&self->cursor);
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
  seek (self, offset);
  if (offset < self->end)
    {
      next_special (&self->cursor);
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
  note_problem (self, ASSAY_ROW_PROBLEM_ROW_TOO_LONG);
  self->skip_rest = TRUE;
  self->stop = self->next = offset;
  seek (self, offset);
}

/* Reads plain cells from @cell on, until the row ends or a quoted cell opens. This is where the time
 * goes: what changes per cell is in local variables.
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

  while ((mark = next_special (&cursor)) != NONE)
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
          note_problem (self, ASSAY_ROW_PROBLEM_STRAY_QUOTE);
          continue;
        }
      if (c != delimiter && c != '\n' && c != '\r')
        continue;
      if (G_UNLIKELY (n_cells == capacity || mark - from > ASSAY_ROW_MAX_CELL))
        {
          self->n_cells = n_cells;
          push_odd_cell (self, from, mark);
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
  if (mark == NONE || c == quote || c == delimiter)
    return TRUE;
  end_line (self, mark);
  return FALSE;
}

/* Behind a quoted cell. Returns: whether the row goes on at @cell */
static gboolean
take_separator (AssayCsvParser *self,
                gsize          *cell)
{
  gsize mark = next_special (&self->cursor);

  if (mark == NONE)
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
      push_cell (self, *cell, self->end);
      cut_row (self, self->end);
      return FALSE;
    }
  if (refill (self, &moved))
    {
      *cell -= moved;
      return TRUE;
    }
  *cell -= moved;
  if (self->n_cells > 0 || *cell < self->end)
    push_cell (self, *cell, self->end);
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
  self->suspect = NONE;
  self->next_line = self->line;
  g_array_set_size (self->escaped, 0);
  while (TRUE)
    {
      if (quote != '\0' && cell < self->end && self->buffer[cell] == quote)
        {
          if (take_quoted (self, &cell) == CELL_UNCLOSED)
            {
              end_unclosed (self, cell);
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
      gsize mark = next_special (&self->cursor);
      if (mark == NONE)
        {
          self->start = self->stop = self->next = self->end;
          if (refill (self, &moved))
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
  while (self->end - self->start < length && refill (self, &moved))
    seek (self, self->start);
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
      if (self->suspect != NONE && self->width > 0
          && (self->suspect_is_sure || self->n_cells != self->width))
        {
          self->wasted += self->next - self->start;
          self->give_up_at = self->suspect;
          seek (self, self->start);
          take_row (self);
          self->give_up_at = NONE;
        }
      return self->n_cells > 0 && self->failure == NULL;
    }
  return FALSE;
}
