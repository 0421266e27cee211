/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-field-registry.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_BULK_BAR (assay_bulk_bar_get_type ())

G_DECLARE_FINAL_TYPE (AssayBulkBar, assay_bulk_bar, ASSAY, BULK_BAR, AdwBin)

void assay_bulk_bar_set_fields (AssayBulkBar       *self,
                                AssayFieldRegistry *fields);
void assay_bulk_bar_set_count  (AssayBulkBar       *self,
                                guint               n_leads);
void assay_bulk_bar_set_mean   (AssayBulkBar       *self,
                                double              mean);
void assay_bulk_bar_set_phone  (AssayBulkBar       *self,
                                gboolean            phone);
void assay_bulk_bar_open_set   (AssayBulkBar       *self);
void assay_bulk_bar_open_tag   (AssayBulkBar       *self);

G_END_DECLS
