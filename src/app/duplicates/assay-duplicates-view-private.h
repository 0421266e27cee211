/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duplicates/assay-duplicates-list.h"
#include "duplicates/assay-duplicates-pane.h"
#include "duplicates/assay-duplicates-view.h"

G_BEGIN_DECLS

/**
 * AssayDuplicatesView:
 *
 * Leads that may be the same person: the groups on the left, on the right the one to decide about. Merging is
 * done at once and taken back from the toast; nothing asks.
 */
struct _AssayDuplicatesView
{
  AssaySnapshotView parent_instance;

  AssayJobItem *run_item; /* (owned) (nullable): of the run that goes on */
  char *failure;          /* (owned) (nullable): why the last run failed */
  gint64 wanted;          /* a lead to show once the list is there, or 0 */
  gboolean pane_page;     /* where there is no room for both */

  GtkWidget *start;
  GtkWidget *progress;
  GtkWidget *list;
  GtkWidget *separator;
  GtkWidget *pane;
  GtkWidget *header_end;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkWidget *look_button;
};

AssayDuplicatesState *assay_duplicates_view_get_state      (AssayDuplicatesView *self);
void                  assay_duplicates_view_show_state     (AssayDuplicatesView *self);
gboolean              assay_duplicates_view_is_list_shown  (AssayDuplicatesView *self);
void                  assay_duplicates_view_update_actions (AssayDuplicatesView *self);
void                  assay_duplicates_view_add_actions    (AssayDuplicatesView *self);

G_END_DECLS
