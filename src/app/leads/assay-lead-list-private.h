/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "leads/assay-lead-set.h"
#include "leads/assay-lead-set.h"
#include "leads/assay-lead-list.h"

G_BEGIN_DECLS

/**
 * AssayLeadList:
 *
 * The leads of a query as a virtual list: eight bytes a lead, and objects only for the rows that
 * someone looks at. Row objects are slots that are kept and refilled when the order changes, so
 * that only the tail of the list ever appears or vanishes. The selection is a set of leads, or all
 * but a set of leads, and so survives sorting. Main thread; rows are read by workers.
 */
struct _AssayLeadList
{
  GObject parent_instance;

  AssayWorkspace *workspace; /* (owned) (nullable) */
  GArray *ids;               /* (owned) (element-type gint64) */
  GHashTable *live;          /* (owned): position to AssayLeadRow, not owned */
  AssayLeadSet chosen;       /* (owned) */
  GStrv keys;                /* (owned) (nullable): columns to read */
  AssayLoader *loader;       /* (owned) (nullable) */
  GArray *asked;             /* (owned) (element-type gint64): the leads being read */
  guint read_source;
};

gint64 assay_lead_list_id_at (AssayLeadList *self,
                              guint          position);
void assay_lead_list_emit_selection (AssayLeadList *self);
void assay_lead_list_selection_init (GtkSelectionModelInterface *iface);

G_END_DECLS
