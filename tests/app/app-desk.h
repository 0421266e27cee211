/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-fixture.h"
#include "assay-window.h"

G_BEGIN_DECLS

/**
 * AppDesk:
 * @workspace: (owned): what is open
 * @view: the view that is looked at
 *
 * A window on a workspace.
 */
typedef struct
{
  AssayWorkspace *workspace;
  AssaySession *session; /* (owned) */
  AssayWindow *window;
  GtkWidget *view;
} AppDesk;

/**
 * AppScreen:
 * @suffix: of a picture's name: “800x600-dark”
 *
 * A size of the window, light or dark.
 */
typedef struct
{
  char *suffix;
  int width;
  int height;
} AppScreen;

typedef void (*AppScreenFunc) (const AppScreen *screen,
                               gpointer         data);

void            app_desk_init         (int             *argc,
                                       char          ***argv);
int             app_desk_run          (void);
GtkApplication *app_desk_application  (void);
void            app_desk_set_dark     (gboolean         dark);
void            app_desk_each_screen  (AppScreenFunc    shoot,
                                       gpointer         data);
void            app_desk_open         (AppDesk         *desk,
                                       AssayWorkspace  *workspace,
                                       const char      *view,
                                       int              width,
                                       int              height);
const char     *app_desk_page         (AppDesk         *desk);
void            app_desk_shoot        (AppDesk         *desk,
                                       const char      *name,
                                       const AppScreen *screen);
void            app_desk_hide         (AppDesk         *desk);
void            app_desk_close        (AppDesk         *desk);
gint64          app_desk_query        (AssayWorkspace  *workspace,
                                       const char      *sql);
void            app_desk_execute      (AssayWorkspace  *workspace,
                                       const char      *sql);
gint64          app_desk_run_job      (AssayJob        *job);
GtkWidget      *app_desk_find_button  (GtkWidget       *root,
                                       const char      *label);
GtkWidget      *app_desk_find_window  (GType            type);

G_END_DECLS
