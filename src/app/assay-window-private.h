/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
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

struct _AssayWindow
{
  AdwApplicationWindow parent_instance;

  AssaySession *session;     /* (owned) */
  GSettings *settings;       /* (owned) */
  GHashTable *views;         /* (owned): key to AssayView, owned by the stack */
  GCancellable *cancellable; /* (owned) */
  AssayLoader *counts;       /* (owned) (nullable): of what waits in the views */
  AssayView *view;           /* (nullable): the one shown */
  GFile *pending_file;       /* (owned) (nullable): to import once a workspace is open */
  gboolean sidebar_wanted;   /* where there is room */
  gboolean sidebar_page;     /* in place of the view, where there is none */

  GtkWidget *toasts;
  GtkWidget *pages;
  GtkWidget *first_run; /* (nullable): built when there is no workspace */
  GtkWidget *bin;
  GtkWidget *sidebar;
  GtkWidget *separator;
  GtkWidget *content;
  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *back_button;
  GtkWidget *sidebar_button;
  GtkWidget *header_start;
  GtkWidget *header_end;
  GtkWidget *job_button;
  GtkWidget *view_stack;
  GtkWidget *drop_outline;
};

void assay_window_toast_cb (AssayWindow *self,
                            const char  *text,
                            gint64       undo_job);
void assay_window_show_first_run (AssayWindow *self);
void assay_window_add_drop_target (AssayWindow *self);

G_END_DECLS
