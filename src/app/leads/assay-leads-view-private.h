/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "leads/assay-leads-view.h"

G_BEGIN_DECLS

/* What the actions of the view call. */
GActionGroup *assay_leads_view_new_actions (AssayLeadsView *self);

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
void assay_leads_view_retry           (AssayLeadsView *self);
void assay_leads_view_sort_menu       (AssayLeadsView *self,
                                       const char     *sort);

G_END_DECLS
