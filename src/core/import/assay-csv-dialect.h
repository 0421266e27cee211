/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-error.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CSV_DIALECT (assay_csv_dialect_get_type ())

/**
 * AssayCsvDialect:
 * @delimiter: the byte between cells, ASCII; 0 where every line is one cell
 * @quote: the byte around cells, ASCII; 0 where nothing quotes
 * @escape: the byte that makes a following quote (or itself) plain inside a quoted cell, usually a
 *   backslash; 0 where a quote is doubled, which is read in both cases
 * @comment: (nullable) (owned): lines that start with this are no rows
 * @header_line: line of the header, from 1; 0 where the file has none
 * @first_line: line where the data starts, from 1; what is above it is not data
 *
 * How a delimited file is written.
 */
typedef struct
{
  char delimiter;
  char quote;
  char escape;
  char *comment;
  guint64 header_line;
  guint64 first_line;
} AssayCsvDialect;

/**
 * AssayKnownHeaderFunc:
 * @name: a cell, trimmed, not empty
 * @length: its bytes
 * @user_data: what was given with the function
 *
 * Returns: whether the cell is the name of a column that is known from elsewhere ("Email", "Firma")
 */
typedef gboolean (*AssayKnownHeaderFunc) (const char *name,
                                          gsize       length,
                                          gpointer    user_data);

GType            assay_csv_dialect_get_type (void) G_GNUC_CONST;
AssayCsvDialect *assay_csv_dialect_new      (char                   delimiter);
AssayCsvDialect *assay_csv_dialect_copy     (const AssayCsvDialect *self);
void             assay_csv_dialect_free     (AssayCsvDialect       *self);
gboolean         assay_csv_dialect_equal    (const AssayCsvDialect *a,
                                             const AssayCsvDialect *b);
gboolean         assay_csv_dialect_check    (const AssayCsvDialect *self,
                                             GError               **error);
AssayCsvDialect *assay_csv_dialect_detect   (const char            *sample,
                                             gsize                  length,
                                             gboolean               complete,
                                             AssayKnownHeaderFunc   known_header,
                                             gpointer               user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayCsvDialect, assay_csv_dialect_free)

G_END_DECLS
