/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_ASK_WINDOW (assay_ask_window_get_type ())

G_DECLARE_FINAL_TYPE (AssayAskWindow, assay_ask_window, ASSAY, ASK_WINDOW, AdwWindow)

GtkWidget  *assay_ask_window_new        (GtkWindow         *parent,
                                         const char        *title,
                                         const char        *label,
                                         const char        *text,
                                         const char        *button);
void        assay_ask_window_add_choice (AssayAskWindow    *self,
                                         const char        *label,
                                         const char *const *names,
                                         const char *const *keys);
const char *assay_ask_window_get_text   (AssayAskWindow    *self);
const char *assay_ask_window_get_choice (AssayAskWindow    *self);

G_END_DECLS
