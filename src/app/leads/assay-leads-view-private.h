/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "leads/assay-bulk-bar.h"
#include "leads/assay-filter-bar.h"
#include "leads/assay-lead-pane.h"
#include "leads/assay-lead-table.h"
#include "leads/assay-leads-view.h"
#include "leads/assay-segment-menu.h"
#include "widgets/assay-states.h"

#include "store/assay-scope.h"

G_BEGIN_DECLS

/**
 * AssayLeadsView:
 *
 * The leads: search, filter, the virtual list, what is selected, and the pane beside it. Every
 * question goes to a worker; the newest one cancels the one before.
 */
struct _AssayLeadsView
{
  AssayView parent_instance;

  AssayWorkspace *workspace; /* (owned) (nullable): what is shown */
  GSettings *settings;       /* (owned) */
  AssayLoader *search;       /* (owned) (nullable): for the leads that are asked for */
  AssayLoader *summary;      /* (owned) (nullable): for what the selected ones have in common */
  AssayLeadTable *table;
  AssayLeadList *list;
  AssayScope asked; /* (owned): what the search under way is about */
  AssayScope shown; /* (owned): what the list shows */
  guint typing_source;
  guint total;
  gboolean counted;    /* total is right until the data changes */
  gboolean pane_page; /* the pane in place of the list, where there is no room for both */
  gboolean same_leads; /* the search under way only sorts */
  gboolean placed;     /* the divider is where it was left */
  gboolean selecting;  /* the selection changes by our doing */
  gboolean by_hand;    /* a person chose what is selected */
  gint64 current;      /* the lead in the pane, 0 for none */
  gint64 wanted;       /* a lead to show whether or not the list has it, 0 for none */
  char *subtitle;      /* (owned) */

  GtkWidget *header_end;
  GtkWidget *paned;
  GtkWidget *list_side;
  GtkWidget *tools;
  GtkWidget *search_entry;
  GtkWidget *menu_button;
  GtkWidget *filter_bar;
  GtkWidget *states;
  GtkWidget *table_bin;
  GtkWidget *nothing_page;
  GtkWidget *unfilter_button;
  GtkWidget *foot;
  GtkWidget *count_label;
  GtkWidget *mean_label;
  GtkWidget *selected_label;
  GtkWidget *sort_button;
  GtkWidget *bulk_bar;
  GtkWidget *segments;
  GtkWidget *pane;
};

/* What the actions of the view call. */
void assay_leads_view_add_actions (AssayLeadsView *self);

void assay_leads_view_step            (AssayLeadsView *self,
                                       int             by);
void assay_leads_view_add_filter      (AssayLeadsView *self);
void assay_leads_view_edit_text       (AssayLeadsView *self);
void assay_leads_view_clear           (AssayLeadsView *self,
                                       gboolean        search_too);
void assay_leads_view_choose_columns  (AssayLeadsView *self);
void assay_leads_view_select          (AssayLeadsView *self,
                                       gboolean        all);
void assay_leads_view_export          (AssayLeadsView *self);
void assay_leads_view_enrich          (AssayLeadsView *self);
void assay_leads_view_open_set        (AssayLeadsView *self);
void assay_leads_view_open_tag        (AssayLeadsView *self);
void assay_leads_view_open_segments   (AssayLeadsView *self);
void assay_leads_view_save_segment    (AssayLeadsView *self);
void assay_leads_view_retry           (AssayLeadsView *self);
void assay_leads_view_sort_menu       (AssayLeadsView *self,
                                       const char     *sort);

/* What the bulk bar asks for. */
void assay_leads_view_set_field (AssayLeadsView *self,
                                 const char     *key,
                                 const char     *text);
void assay_leads_view_tag       (AssayLeadsView *self,
                                 const char     *tag,
                                 gboolean        add);

/* What the parts of the view ask of each other. */
gboolean assay_leads_view_is_paged          (AssayLeadsView *self);
void     assay_leads_view_init_search       (AssayLeadsView *self);
void     assay_leads_view_init_selection    (AssayLeadsView *self);
void     assay_leads_view_update_subtitle   (AssayLeadsView *self);
void     assay_leads_view_update_steps      (AssayLeadsView *self);
void     assay_leads_view_start_search      (AssayLeadsView *self,
                                             gboolean        same_leads);
void     assay_leads_view_selection_changed (AssayLeadsView *self);

G_END_DECLS
