/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayLeadSet:
 * @leads: (element-type gint64): the leads in it, or those left out
 * @all_but: it holds all but @leads
 *
 * A selection that survives sorting and costs nothing for "all".
 */
typedef struct
{
  GHashTable *leads;
  gboolean all_but;
} AssayLeadSet;

void     assay_lead_set_init     (AssayLeadSet       *self);
void     assay_lead_set_finish   (AssayLeadSet       *self);
void     assay_lead_set_fill     (AssayLeadSet       *self,
                                  gboolean            all);
void     assay_lead_set_change   (AssayLeadSet       *self,
                                  gint64              lead,
                                  gboolean            in);
void     assay_lead_set_keep     (AssayLeadSet       *self,
                                  const gint64       *leads,
                                  guint               n_leads);
gboolean assay_lead_set_contains (const AssayLeadSet *self,
                                  gint64              lead);
guint    assay_lead_set_count    (const AssayLeadSet *self,
                                  guint               n_leads);
void     assay_lead_set_get      (const AssayLeadSet *self,
                                  GArray            **out_ids,
                                  GArray            **out_except);

G_END_DECLS
