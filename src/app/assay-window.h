/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_WINDOW (assay_window_get_type ())

G_DECLARE_FINAL_TYPE (AssayWindow, assay_window, ASSAY, WINDOW, AdwApplicationWindow)

AssayWindow  *assay_window_new              (GtkApplication *application,
                                             AssaySession   *session);
AssaySession *assay_window_get_session      (AssayWindow    *self);
void          assay_window_open_file        (AssayWindow    *self,
                                             GFile          *file);
void          assay_window_open_remembered  (AssayWindow    *self);
gboolean      assay_window_show_view        (AssayWindow    *self,
                                             const char     *key);
AssayView    *assay_window_get_view         (AssayWindow    *self);

G_END_DECLS
