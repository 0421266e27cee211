/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/assay-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_FIT_WINDOW (assay_fit_window_get_type ())

G_DECLARE_FINAL_TYPE (AssayFitWindow, assay_fit_window, ASSAY, FIT_WINDOW, AdwWindow)

GtkWidget *assay_fit_window_new   (GtkWindow      *parent,
                                   AssayWorkspace *workspace,
                                   const char     *profile,
                                   gboolean        published);
guint      assay_fit_window_apply (AssayFitWindow *self,
                                   JsonNode       *root);

G_END_DECLS
