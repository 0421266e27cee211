/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-csv-buffer-private.h"

#include <string.h>

/* The text is read in blocks into one buffer, in which a row is always whole; a scanner marks the
 * bytes that matter, 64 at a time; the row is put together from one mark to the next. Cells are
 * slices of the buffer, except those with an escape inside, which are written out afterwards. */

#define FIRST_CAPACITY (2 * (gsize) ASSAY_TEXT_SOURCE_BLOCK)
#define MAX_CELLS      65536

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
    .suspect = ASSAY_CSV_NONE,
    .give_up_at = ASSAY_CSV_NONE,
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
void
assay_csv_seek (AssayCsvParser *self,
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
gboolean
assay_csv_refill (AssayCsvParser *self,
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
  assay_csv_seek (self, resume);
  return n > 0;
}

/* A cell that does not go the plain way. */
void
assay_csv_push_odd (AssayCsvParser *self,
                    gsize           from,
                    gsize           to)
{
  const char *text = self->buffer + from;
  gsize length = to - from;

  if (self->n_cells == MAX_CELLS)
    {
      assay_csv_note_problem (self, ASSAY_ROW_PROBLEM_ROW_TOO_LONG);
      return;
    }
  if (self->n_cells == self->cells_capacity)
    {
      self->cells_capacity = MAX (64, self->cells_capacity * 2);
      self->cells = g_renew (AssayValue, self->cells, self->cells_capacity);
    }
  if (length > ASSAY_ROW_MAX_CELL)
    {
      assay_csv_note_problem (self, ASSAY_ROW_PROBLEM_CELL_TOO_LONG);
      length = ASSAY_ROW_MAX_CELL;
      while ((text[length] & 0xc0) == 0x80)
        length--;
    }
  self->cells[self->n_cells++] = assay_value_from_text (text, length);
}

/* Line breaks in a piece of text: CRLF, LF or CR. */
guint64
assay_csv_count_breaks (const char *p,
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
