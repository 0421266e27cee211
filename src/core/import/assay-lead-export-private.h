/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-scope-params.h"
#include "store/assay-lead-query.h"

G_BEGIN_DECLS

/* Which leads, which order, which columns: parameters that lists and exports share. */
#define ASSAY_LEAD_EXPORT_N_PARAMS (ASSAY_SCOPE_N_PARAMS + 3)

/**
 * AssayLeadExportFunc:
 * @cells: (array): by column; dates and booleans are text
 */
typedef gboolean (*AssayLeadExportFunc) (const AssayValue *cells,
                                         guint             n_cells,
                                         gpointer          user_data,
                                         GError          **error);

/**
 * AssayLeadExport:
 *
 * Leads as rows of text and numbers: what exports and the list on the command line have in common.
 */
typedef struct _AssayLeadExport AssayLeadExport;

AssayLeadExport   *assay_lead_export_new       (AssayWorkspace        *workspace,
                                                const AssayLeadQuery  *query,
                                                const char *const     *keys,
                                                const char            *profile,
                                                GCancellable          *cancellable,
                                                GError               **error);
void               assay_lead_export_free      (AssayLeadExport       *self);
const char *const *assay_lead_export_get_names (AssayLeadExport       *self);
AssayFieldType     assay_lead_export_get_type  (AssayLeadExport       *self,
                                                guint                  column);
guint64            assay_lead_export_get_size  (AssayLeadExport       *self);
gboolean           assay_lead_export_run       (AssayLeadExport       *self,
                                                AssayJob              *job,
                                                AssayLeadExportFunc    func,
                                                gpointer               user_data,
                                                GCancellable          *cancellable,
                                                GError               **error);
GStrv              assay_lead_export_split_keys (const char *const    *keys);

void               assay_lead_export_install_params (AssayJobClass    *klass,
                                                guint                  first);
gboolean           assay_lead_export_read_params (AssayJob            *job,
                                                guint                  first,
                                                AssayLeadQuery        *query,
                                                GStrv                 *out_keys,
                                                GError               **error);
gboolean           assay_lead_export_write_row (const AssayValue      *cells,
                                                guint                  n_cells,
                                                gpointer               user_data,
                                                GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLeadExport, assay_lead_export_free)

G_END_DECLS
