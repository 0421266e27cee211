/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duplicates/assay-compare-load.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_COMPARE_TABLE (assay_compare_table_get_type ())

G_DECLARE_FINAL_TYPE (AssayCompareTable, assay_compare_table, ASSAY, COMPARE_TABLE, AdwBin)

void  assay_compare_table_show      (AssayCompareTable  *self,
                                     const AssayCompare *compare,
                                     gboolean            choosable);
void  assay_compare_table_set_phone (AssayCompareTable  *self,
                                     gboolean            phone);
GStrv assay_compare_table_dup_take  (AssayCompareTable  *self);

G_END_DECLS
