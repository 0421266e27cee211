/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"
#include "leads/assay-lead-summary.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LEAD_PANE (assay_lead_pane_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadPane, assay_lead_pane, ASSAY, LEAD_PANE, AdwBin)

void assay_lead_pane_set_session    (AssayLeadPane *self,
                                     AssaySession  *session);
void assay_lead_pane_show_lead      (AssayLeadPane *self,
                                     gint64         lead);
void assay_lead_pane_show_selection (AssayLeadPane *self,
                                     guint          n_leads,
                                     AssayLeadSummary *summary);
void assay_lead_pane_refresh        (AssayLeadPane *self);
void assay_lead_pane_set_phone      (AssayLeadPane *self,
                                     gboolean       phone);

G_END_DECLS
