/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_VIEW (assay_view_get_type ())

G_DECLARE_DERIVABLE_TYPE (AssayView, assay_view, ASSAY, VIEW, AdwBin)

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
 * AssayViewClass:
 * @title: what the header bar says, untranslated
 * @action_prefix: (nullable): of the actions of the view, which the whole window offers
 * @dup_title: (nullable) (transfer full): a title that changes, in place of @title
 * @dup_subtitle: (nullable) (transfer full): what the header bar says below it
 * @can_go_back: (nullable): whether there is a page before this one
 * @attach: (nullable): called once, before the view is first shown: it has its session from here on
 * @refresh: the workspace's data changed, or another one was opened; also called once after @attach
 * @set_width: (nullable): the window's room changed; also called once before @attach
 * @get_header_start: (nullable) (transfer none): widget for the header bar, after the sidebar button
 * @get_header_end: (nullable) (transfer none): widget for the header bar, before the job button
 * @start_search: (nullable): Ctrl+F; whether the view has a search
 * @open_file: (nullable): a file was opened or dropped; whether the view takes it
 * @go_back: (nullable): the back button of a view that can go back
 *
 * One entry of the sidebar. A view is a widget with some of these functions and a line in
 * assay-view-registry.c; the window builds it when it is first looked at.
 */
struct _AssayViewClass
{
  AdwBinClass parent_class;

  const char *title;
  const char *action_prefix;

  char *(*dup_title) (AssayView *self);
  char *(*dup_subtitle) (AssayView *self);
  gboolean (*can_go_back) (AssayView *self);

  void (*attach) (AssayView    *self,
                  AssaySession *session);
  void (*refresh) (AssayView *self);
  void (*set_width) (AssayView  *self,
                     AssayWidth  width);
  GtkWidget *(*get_header_start) (AssayView *self);
  GtkWidget *(*get_header_end) (AssayView *self);
  gboolean (*start_search) (AssayView *self);
  gboolean (*open_file) (AssayView *self,
                         GFile     *file);
  void (*go_back) (AssayView *self);
};

/* What the window asks of a view. */
void          assay_view_attach           (AssayView           *self,
                                           AssaySession        *session);
void          assay_view_refresh          (AssayView           *self);
void          assay_view_set_width        (AssayView           *self,
                                           AssayWidth           width);
GtkWidget    *assay_view_get_header_start (AssayView           *self);
GtkWidget    *assay_view_get_header_end   (AssayView           *self);
GActionGroup *assay_view_get_actions      (AssayView           *self,
                                           const char         **out_prefix);
gboolean      assay_view_start_search     (AssayView           *self);
gboolean      assay_view_open_file        (AssayView           *self,
                                           GFile               *file);
void          assay_view_go_back          (AssayView           *self);

/* What a view asks of its base. */
AssaySession   *assay_view_get_session   (AssayView           *self);
AssayWorkspace *assay_view_get_workspace (AssayView           *self);
GtkWindow      *assay_view_get_window    (AssayView           *self);
AssayWidth      assay_view_get_width     (AssayView           *self);
gboolean        assay_view_is_paged      (AssayView           *self);
void            assay_view_update_header (AssayView           *self);
void            assay_view_add_actions   (AssayView           *self,
                                          const GActionEntry  *entries,
                                          int                  n_entries);
void            assay_view_enable        (AssayView           *self,
                                          const char          *action,
                                          gboolean             enabled);
AssayJobItem   *assay_view_run           (AssayView           *self,
                                          AssayJob            *job,
                                          const char          *done_text,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);

G_END_DECLS
