/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-value.h"

G_BEGIN_DECLS

typedef struct
{
  char delimiter;
  gboolean guard; /* a cell that a spreadsheet would run gets an apostrophe */
} AssayRowCsv;

void assay_row_append_csv  (GString           *out,
                            const AssayRowCsv *csv,
                            const AssayValue  *cells,
                            guint              n_cells);
void assay_row_append_json (GString           *out,
                            const GPtrArray   *names,
                            const AssayValue  *cells,
                            guint              n_cells);

G_END_DECLS
