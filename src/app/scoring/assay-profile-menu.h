/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_MENU (assay_profile_menu_get_type ())

G_DECLARE_FINAL_TYPE (AssayProfileMenu, assay_profile_menu, ASSAY, PROFILE_MENU, GtkPopover)

GtkWidget *assay_profile_menu_new  (void);
void       assay_profile_menu_show (AssayProfileMenu *self,
                                    JsonArray        *profiles,
                                    const char       *shown);

G_END_DECLS
