/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lead/assay-history.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_HISTORY_CHIPS (assay_history_chips_get_type ())

G_DECLARE_FINAL_TYPE (AssayHistoryChips, assay_history_chips, ASSAY, HISTORY_CHIPS, AdwBin)

void     assay_history_chips_set_fields (AssayHistoryChips  *self,
                                         AssayFieldRegistry *fields);
void     assay_history_chips_fill_query (AssayHistoryChips  *self,
                                         AssayHistoryQuery  *query);
gboolean assay_history_chips_are_set    (AssayHistoryChips  *self);
void     assay_history_chips_clear      (AssayHistoryChips  *self);

G_END_DECLS
