/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-sidebar.h"
#include "assay-window.h"

G_BEGIN_DECLS

void      assay_window_install_actions (GtkWidgetClass *widget_class);
void      assay_window_toggle_sidebar  (AssayWindow    *self);
void      assay_window_open_main_menu  (AssayWindow    *self);
void      assay_window_popup_jobs      (AssayWindow    *self);
void      assay_window_set_alert       (AssayWindow    *self,
                                        const char     *view,
                                        gint64          count);
void      assay_window_set_count       (AssayWindow    *self,
                                        const char     *view,
                                        gint64          count);
void      assay_window_open_workspace  (AssayWindow    *self,
                                        const char     *path,
                                        gboolean        create);

G_END_DECLS
