/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-theme.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_LOADING_ROWS (assay_loading_rows_get_type ())

G_DECLARE_FINAL_TYPE (AssayLoadingRows, assay_loading_rows, ASSAY, LOADING_ROWS, GtkWidget)

G_END_DECLS
