/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-csv-parser-private.h"

G_BEGIN_DECLS

/* What the two halves of the parser, plain rows and quoted cells, share. */

#define ASSAY_CSV_NONE G_MAXSIZE

void     assay_csv_seek         (AssayCsvParser  *self,
                                 gsize            offset);
gboolean assay_csv_refill       (AssayCsvParser  *self,
                                 gsize           *moved);
void     assay_csv_push_odd     (AssayCsvParser  *self,
                                 gsize            from,
                                 gsize            to);
guint64  assay_csv_count_breaks (const char      *p,
                                 const char      *end);

typedef enum
{
  ASSAY_CSV_CELL_CLOSED,   /* a delimiter, a line break or the end of the text follows */
  ASSAY_CSV_CELL_UNCLOSED, /* no closing quote within reach */
} AssayCsvCellEnd;

AssayCsvCellEnd assay_csv_take_quoted  (AssayCsvParser  *self,
                                        gsize           *cell);
void            assay_csv_end_unclosed (AssayCsvParser  *self,
                                        gsize            cell);

static inline __attribute__ ((always_inline)) gsize
assay_csv_next_special (AssayCsvCursor *cursor)
{
  guint bit;

  while (G_UNLIKELY (cursor->bits == 0))
    {
      if (cursor->block + 1 >= cursor->n_blocks)
        return ASSAY_CSV_NONE;
      cursor->block++;
      cursor->bits = cursor->masks[cursor->block].special;
    }
  bit = (guint) __builtin_ctzll (cursor->bits);
  cursor->bits &= cursor->bits - 1;
  return cursor->block * ASSAY_CSV_SCAN_BLOCK + bit;
}

/* Passes over delimiters and line breaks, as they are inside quotes. */
static inline __attribute__ ((always_inline)) gsize
assay_csv_next_quote (AssayCsvCursor *cursor)
{
  guint64 quotes;
  guint bit;

  if (cursor->block >= cursor->n_blocks)
    return ASSAY_CSV_NONE;
  while ((quotes = cursor->bits & cursor->masks[cursor->block].quote) == 0)
    {
      cursor->bits = 0;
      if (cursor->block + 1 >= cursor->n_blocks)
        return ASSAY_CSV_NONE;
      cursor->block++;
      cursor->bits = cursor->masks[cursor->block].special;
    }
  bit = (guint) __builtin_ctzll (quotes);
  cursor->bits &= G_MAXUINT64 << bit << 1;
  return cursor->block * ASSAY_CSV_SCAN_BLOCK + bit;
}

static inline void
assay_csv_note_problem (AssayCsvParser   *self,
                        AssayRowProblems  problem)
{
  if (self->problems == ASSAY_ROW_PROBLEM_NONE)
    self->problem_column = self->n_cells + 1;
  self->problems |= problem;
}

static inline __attribute__ ((always_inline)) void
assay_csv_push_cell (AssayCsvParser *self,
                     gsize           from,
                     gsize           to)
{
  gsize length = to - from;

  if (G_UNLIKELY (self->n_cells == self->cells_capacity || length > ASSAY_ROW_MAX_CELL))
    assay_csv_push_odd (self, from, to);
  else
    self->cells[self->n_cells++] = assay_value_from_text (self->buffer + from, length);
}

G_END_DECLS
