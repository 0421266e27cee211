/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-scope.h"

G_BEGIN_DECLS

/**
 * AssayLeadQuery:
 * @scope: which leads; its members stay the caller's
 * @sort: (nullable): a field key, signal, event measure, `score`, `temperature`, `grade`, `intent` or
 *   `id`; a leading `-` sorts downwards. Without: by score downwards, then id
 * @limit: at most so many leads; 0 for all
 *
 * Which leads, in which order: one description for the list in the window, `assay leads`, exports
 * and the API.
 */
typedef struct
{
  AssayScope scope;
  const char *sort;
  guint limit;
} AssayLeadQuery;

/**
 * AssayLeadColumn:
 * @field: (nullable): a lead's own field
 * @key: what was asked for: a field key, `score`, `temperature`, `events.call.count`…
 */
typedef struct
{
  const AssayField *field;
  char *key;
  char *label;
  AssayFieldType type;
} AssayLeadColumn;

typedef gboolean (*AssayLeadRowFunc) (gint64            lead,
                                      const AssayValue *values,
                                      guint             n_values,
                                      gpointer          user_data,
                                      GError          **error);

GArray    *assay_lead_query_ids     (AssayWorkspace         *workspace,
                                     const AssayLeadQuery   *query,
                                     GCancellable           *cancellable,
                                     GError                **error);
GPtrArray *assay_lead_query_columns (AssayWorkspace         *workspace,
                                     const char *const      *keys,
                                     GError                **error);
gboolean   assay_lead_query_rows    (AssayWorkspace         *workspace,
                                     const gint64           *ids,
                                     gsize                   n_ids,
                                     GPtrArray              *columns,
                                     AssayLeadRowFunc        func,
                                     gpointer                user_data,
                                     GCancellable           *cancellable,
                                     GError                **error);
gboolean   assay_lead_query_mean_score (AssayWorkspace      *workspace,
                                     const gint64           *ids,
                                     gsize                   n_ids,
                                     double                 *out_mean,
                                     GCancellable           *cancellable,
                                     GError                **error);

G_END_DECLS
