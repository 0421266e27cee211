/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_VIEW (assay_view_get_type ())

G_DECLARE_INTERFACE (AssayView, assay_view, ASSAY, VIEW, GtkWidget)

/**
 * AssayWidth:
 * @ASSAY_WIDTH_PHONE: below 560 px: one-column rows
 * @ASSAY_WIDTH_NARROW: below 800 px: the sidebar is a page of its own
 * @ASSAY_WIDTH_MEDIUM: below 1000 px: panes are pages of their own
 * @ASSAY_WIDTH_WIDE: room for everything
 *
 * How much room the window has.
 */
typedef enum
{
  ASSAY_WIDTH_PHONE,
  ASSAY_WIDTH_NARROW,
  ASSAY_WIDTH_MEDIUM,
  ASSAY_WIDTH_WIDE,
} AssayWidth;

/**
 * AssayViewInterface:
 * @attach: called once, before the view is first shown; it keeps the session and starts to load
 * @refresh: the workspace's data changed
 * @set_width: the window's room changed; also called once before the view is shown
 * @get_header_start: (nullable) (transfer none): widget for the header bar, after the sidebar button
 * @get_header_end: (nullable) (transfer none): widget for the header bar, before the job button
 * @get_actions: (nullable) (transfer none): actions that the whole window offers, and their prefix
 * @start_search: (nullable): Ctrl+F; whether the view has a search
 * @open_file: (nullable): a file was opened or dropped; whether the view takes it
 * @go_back: (nullable): the back button of a view whose `can-go-back` is set
 *
 * One entry of the sidebar. A view is a widget with these functions and a line in
 * assay-view-registry.c; the window builds it when it is first looked at. Properties `title`,
 * `subtitle` and `can-go-back` show in the header bar; a view overrides them.
 */
struct _AssayViewInterface
{
  GTypeInterface parent_iface;

  void (*attach) (AssayView    *self,
                  AssaySession *session);
  void (*refresh) (AssayView *self);
  void (*set_width) (AssayView  *self,
                     AssayWidth  width);
  GtkWidget *(*get_header_start) (AssayView *self);
  GtkWidget *(*get_header_end) (AssayView *self);
  GActionGroup *(*get_actions) (AssayView   *self,
                                const char **out_prefix);
  gboolean (*start_search) (AssayView *self);
  gboolean (*open_file) (AssayView *self,
                         GFile     *file);
  void (*go_back) (AssayView *self);
};

void       assay_view_attach           (AssayView    *self,
                                        AssaySession *session);
void       assay_view_refresh          (AssayView    *self);
void       assay_view_set_width        (AssayView    *self,
                                        AssayWidth    width);
GtkWidget *assay_view_get_header_start (AssayView    *self);
GtkWidget *assay_view_get_header_end   (AssayView    *self);
GActionGroup *assay_view_get_actions   (AssayView    *self,
                                        const char  **out_prefix);
gboolean   assay_view_start_search     (AssayView    *self);
gboolean   assay_view_open_file        (AssayView    *self,
                                        GFile        *file);
void       assay_view_go_back          (AssayView    *self);

G_END_DECLS
