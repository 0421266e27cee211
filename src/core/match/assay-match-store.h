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

typedef struct _AssayMatchRecipe AssayMatchRecipe;

gboolean assay_match_store_read_mark (AssayConnection *connection,
                                      AssayMatchMark *out_seen,
                                      AssayMatchMark *out_now,
                                      GError **error);
GArray *assay_match_store_read_labels (AssayConnection *connection,
                                       const AssayMatchRecords *records,
                                       GError **error);
gboolean assay_match_store_remove_others (AssayWorkspace *workspace,
                                          gint64 kept,
                                          gint64 also_kept,
                                          GCancellable *cancellable,
                                          GError **error);
gboolean assay_match_store_write (AssayWorkspace *workspace,
                                  gint64 job,
                                  const AssayMatchRecords *records,
                                  const AssayMatchFinding *finding,
                                  const AssayMatchMark *mark,
                                  const AssayMatchRecipe *recipe,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
