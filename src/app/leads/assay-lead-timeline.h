/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LEAD_TIMELINE (assay_lead_timeline_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadTimeline, assay_lead_timeline, ASSAY, LEAD_TIMELINE, GtkBox)

void assay_lead_timeline_set (AssayLeadTimeline *self,
                              GPtrArray         *events,
                              GHashTable        *labels);
void assay_lead_timeline_point_to (AssayLeadTimeline *self,
                                   gint64             event);

G_END_DECLS
