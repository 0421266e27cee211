/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "leads/assay-lead-row.h"

G_BEGIN_DECLS

/**
 * AssayLeadColumnsQuery:
 * @leads: (owned) (element-type gint64): which
 * @keys: (owned) (array zero-terminated=1): what
 */
typedef struct
{
  GArray *leads;
  GStrv keys;
} AssayLeadColumnsQuery;

GPtrArray *assay_lead_values_read (AssayWorkspace    *workspace,
                                   const gint64      *leads,
                                   gsize              n_leads,
                                   const char *const *keys,
                                   GCancellable      *cancellable,
                                   GError           **error);

AssayLeadColumnsQuery *assay_lead_columns_query_new (GArray            *leads,
                                                     const char *const *keys);

/* Asks an #AssayLeadColumnsQuery; answers with a #GPtrArray of #AssayLeadValues, those of the leads that exist. */
extern const AssayReading assay_lead_columns_reading;

G_END_DECLS
