/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-lead-writer.h"
#include "store/assay-statement.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * AssayRowSet:
 * @rows: (array length=n_rows) (not owned)
 * @n_values: values of each row
 *
 * Rows in memory that a statement reads as the table `assay_rows (?)`, its columns `c0`, `c1`… the
 * values of a row, then its two keys. One statement then writes all of them: binding each value
 * of each row to a parameter costs as much again as writing it.
 */
typedef struct
{
  const AssayLeadRow *rows;
  guint n_rows;
  guint n_values;
} AssayRowSet;

gboolean assay_row_table_register    (sqlite3         *db,
                                      GError         **error);
void     assay_statement_bind_rows   (AssayStatement  *self,
                                      int              index,
                                      AssayRowSet     *rows);

G_END_DECLS
