/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-profile-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_FACTOR_ROW (assay_factor_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayFactorRow, assay_factor_row, ASSAY, FACTOR_ROW, GtkBox)

GtkWidget  *assay_factor_row_new        (AssayProfileDraft *draft,
                                         AssayWorkspace    *workspace,
                                         guint              group,
                                         int                factor);
void        assay_factor_row_update     (AssayFactorRow    *self);
const char *assay_factor_row_get_factor (AssayFactorRow    *self);
GtkWidget  *assay_factor_row_get_scale  (AssayFactorRow    *self);

G_END_DECLS
