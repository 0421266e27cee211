/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-snapshot-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_FIXTURE_NOW G_GINT64_CONSTANT (1794566400000) /* 2026-11-13T10:40:00Z */

void            app_fixture_init       (int             *argc,
                                        char          ***argv);
AssayWorkspace *app_fixture_workspace  (guint            n_leads);
void            app_fixture_add_leads  (AssayWorkspace  *workspace,
                                        guint            n_leads);
void            app_fixture_remove     (AssayWorkspace  *workspace);
void            app_fixture_settle     (void);
void            app_fixture_wait       (gboolean       (*ready) (gpointer data),
                                        gpointer         data);
void            app_fixture_present    (GtkWindow       *window,
                                        int              width,
                                        int              height);
void            app_fixture_screenshot (GtkWindow       *window,
                                        const char      *name);
void            app_fixture_screenshot_popover (GtkWindow *window,
                                        const char      *name);
GtkWidget      *app_fixture_find       (GtkWidget       *root,
                                        GType            type);
GtkWidget      *app_fixture_find_class (GtkWidget       *root,
                                        const char      *css_class);
GtkWidget      *app_fixture_find_popover (GtkWindow      *window);
const char     *app_fixture_page       (GtkWidget       *view);
gboolean        app_fixture_has_text   (GtkWidget       *root,
                                        const char      *text);

G_END_DECLS
