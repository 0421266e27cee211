/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_INDUSTRY_ROW (assay_industry_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayIndustryRow, assay_industry_row, ASSAY, INDUSTRY_ROW, GtkListBoxRow)

GtkWidget *assay_industry_row_new       (const char       *line);
char      *assay_industry_row_dup_line  (AssayIndustryRow *self);
gboolean   assay_industry_row_is_valid  (AssayIndustryRow *self);
void       assay_industry_row_set_count (AssayIndustryRow *self,
                                         gint64            count,
                                         gboolean          about);

G_END_DECLS
