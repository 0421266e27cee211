/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_INDUSTRY_WINDOW (assay_industry_window_get_type ())

G_DECLARE_FINAL_TYPE (AssayIndustryWindow, assay_industry_window, ASSAY, INDUSTRY_WINDOW, AdwWindow)

GtkWidget *assay_industry_window_new       (GtkWindow           *parent,
                                            AssayWorkspace      *workspace,
                                            const char *const   *lines);
char     **assay_industry_window_dup_lines (AssayIndustryWindow *self);

G_END_DECLS
