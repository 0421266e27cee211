/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-csv-scan-private.h"
#include "import/assay-row-reader.h"

G_BEGIN_DECLS

typedef struct
{
  const AssayCsvMask *masks;
  gsize block, n_blocks;
  guint64 bits;               /* marks of the block that are not used yet */
} AssayCsvCursor;

/* The part of #AssayCsvReader that turns text into rows. */
typedef struct
{
  AssayTextSource *source;
  const AssayCsvDialect *dialect;
  GCancellable *cancellable;  /* (nullable) */
  gsize block_size;           /* how much is read at once */
  guint width;                /* cells of a usual row; 0 while that is unknown */

  AssayCsvScanFunc scan;
  AssayCsvMarks marks;
  AssayCsvMask *masks;        /* (owned) */
  gsize scanned_from;         /* the first block whose mask is right */
  AssayCsvCursor cursor;

  char *buffer;               /* (owned): 64 bytes larger than its capacity, zero behind the text */
  gsize capacity, end;
  gboolean at_end;
  GError *failure;            /* (owned) (nullable): met while a row was put together */

  gsize start, stop;          /* the row's text */
  gsize next;                 /* where the next row starts */
  guint64 line, next_line;
  gboolean skip_rest;         /* what is left of the line belongs to a row that was cut */
  gsize wasted;               /* read in vain for closing quotes */
  gsize suspect;              /* of the row: a quote that may never be closed */
  gboolean suspect_is_sure;
  gsize give_up_at;           /* of the row: a quote that is taken for one that is never closed */

  AssayValue *cells;          /* (owned) */
  guint n_cells, cells_capacity;
  GArray *escaped;            /* (owned): guint: cells with an escape inside */
  AssayRowProblems problems;
  guint problem_column;
} AssayCsvParser;

void     assay_csv_parser_init    (AssayCsvParser         *self,
                                   AssayTextSource        *source,
                                   const AssayCsvDialect  *dialect,
                                   GCancellable           *cancellable);
void     assay_csv_parser_clear   (AssayCsvParser         *self);
void     assay_csv_parser_skip_to (AssayCsvParser         *self,
                                   guint64                 line);
gboolean assay_csv_parser_next    (AssayCsvParser         *self);

G_END_DECLS
