/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_BAR (assay_import_bar_get_type ())

G_DECLARE_FINAL_TYPE (AssayImportBar, assay_import_bar, ASSAY, IMPORT_BAR, AssayChart)

/**
 * AssayImportFigures:
 *
 * What becomes of the rows of a file.
 */
typedef struct
{
  gint64 rows;
  gint64 added;
  gint64 updated;
  gint64 unchanged;
  gint64 rejected;
} AssayImportFigures;

void assay_import_bar_set_figures (AssayImportBar           *self,
                                   const AssayImportFigures *figures);

G_END_DECLS
