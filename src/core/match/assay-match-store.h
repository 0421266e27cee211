/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "match/assay-match-find.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

extern const AssaySchemaModule assay_match_schema;

/**
 * AssayMatchMark:
 * @lead: the newest lead that matching has seen
 * @change: the newest row of the journal that it has seen
 */
typedef struct
{
  gint64 lead;
  gint64 change;
} AssayMatchMark;

gboolean assay_match_store_read_mark (AssayConnection *connection,
                                      AssayMatchMark *out_seen,
                                      AssayMatchMark *out_now,
                                      GError **error);
gboolean
assay_match_store_read_model (AssayConnection *connection, char **out_model, GError **error);
GArray *assay_match_store_read_labels (AssayConnection *connection,
                                       const AssayMatchRecords *records,
                                       GError **error);
GArray *assay_match_store_read_kept (AssayConnection *connection,
                                     const AssayMatchRecords *records,
                                     GError **error);
gboolean assay_match_store_mark_fresh (AssayConnection *connection,
                                       const AssayMatchMark *seen,
                                       AssayMatchRecords *records,
                                       guint32 *out_n,
                                       GError **error);
gboolean assay_match_store_write (AssayWorkspace *workspace,
                                  gint64 job,
                                  const AssayMatchRecords *records,
                                  const AssayMatchFinding *finding,
                                  const AssayMatchMark *mark,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
