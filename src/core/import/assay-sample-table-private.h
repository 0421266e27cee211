/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-cell-type-private.h"
#include "import/assay-csv-dialect.h"

G_BEGIN_DECLS

typedef struct
{
  const char *text;    /* without its quotes, escapes as they are */
  gsize length;
  gboolean quoted;
  AssayCellType type;
} AssaySampleCell;

typedef struct
{
  guint64 line;
  guint first, n_cells, n_filled;
} AssaySampleRow;

/* The first rows of a file, split one way, to judge how it is written. Borrows the text. */
typedef struct
{
  GArray *cells;       /* (owned): AssaySampleCell */
  GArray *rows;        /* (owned): AssaySampleRow */
  guint n_malformed;   /* quotes that are not as they should be */
} AssaySampleTable;

AssaySampleTable *assay_sample_table_new         (void);
AssaySampleTable *assay_sample_table_split       (const char             *text,
                                                  gsize                   length,
                                                  gboolean                complete,
                                                  const AssayCsvDialect  *dialect);
void              assay_sample_table_free        (AssaySampleTable       *self);
void              assay_sample_table_begin_row   (AssaySampleTable       *self,
                                                  guint64                 line);
void              assay_sample_table_add_cell    (AssaySampleTable       *self,
                                                  const char             *text,
                                                  gsize                   length,
                                                  gboolean                quoted);
AssaySampleTable *assay_sample_table_padded      (const AssaySampleTable *self);
guint             assay_sample_table_usual_width (const AssaySampleTable *self);
void              assay_sample_table_find_header (const AssaySampleTable *self,
                                                  AssayKnownHeaderFunc    known_header,
                                                  gpointer                user_data,
                                                  guint64                *header_line,
                                                  guint64                *first_line);

static inline const AssaySampleRow *
assay_sample_table_row (const AssaySampleTable *self,
                        guint                   row)
{
  return &g_array_index (self->rows, AssaySampleRow, row);
}

static inline const AssaySampleCell *
assay_sample_table_cell (const AssaySampleTable *self,
                         guint                   row,
                         guint                   column)
{
  const AssaySampleRow *r = assay_sample_table_row (self, row);

  return column < r->n_cells ? &g_array_index (self->cells, AssaySampleCell, r->first + column)
                             : NULL;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySampleTable, assay_sample_table_free)

G_END_DECLS
