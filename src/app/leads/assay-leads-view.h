/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-view.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_LEADS_VIEW (assay_leads_view_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadsView, assay_leads_view, ASSAY, LEADS_VIEW, AssayView)

void assay_leads_view_show_lead  (AssayLeadsView *self,
                                  gint64          lead);
void assay_leads_view_set_filter (AssayLeadsView *self,
                                  const char     *text);
void assay_leads_view_set_search (AssayLeadsView *self,
                                  const char     *words);

G_END_DECLS
