/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"
#include "store/assay-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_FILTER_BAR (assay_filter_bar_get_type ())

G_DECLARE_FINAL_TYPE (AssayFilterBar, assay_filter_bar, ASSAY, FILTER_BAR, AdwBin)

AssayCondition *assay_filter_bar_get_condition (AssayFilterBar     *self);
void            assay_filter_bar_set_condition (AssayFilterBar     *self,
                                                AssayCondition     *condition);
gboolean        assay_filter_bar_set_text      (AssayFilterBar     *self,
                                                const char         *text);
void            assay_filter_bar_set_workspace (AssayFilterBar     *self,
                                                AssayWorkspace     *workspace);
void            assay_filter_bar_set_phone     (AssayFilterBar     *self,
                                                gboolean            phone);
void            assay_filter_bar_edit_text     (AssayFilterBar     *self);
void            assay_filter_bar_add_filter    (AssayFilterBar     *self);
void            assay_filter_bar_open_part     (AssayFilterBar     *self,
                                                guint               part);

G_END_DECLS
