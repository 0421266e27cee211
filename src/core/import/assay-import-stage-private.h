/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-value.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AssayImportStage:
 *
 * What an import will write, worked out before it writes: packed records in a flat file beside the
 * workspace that has no name, so nothing is left behind whatever happens. In memory it takes twenty
 * bytes a record. A record is a lead (0 for a new one) and the values it gets.
 */
typedef struct _AssayImportStage AssayImportStage;

AssayImportStage *assay_import_stage_new     (const char        *beside,
                                              GError           **error);
void              assay_import_stage_free    (AssayImportStage  *self);
guint64           assay_import_stage_get_size (AssayImportStage *self);
gint64            assay_import_stage_append  (AssayImportStage  *self,
                                              gint64             lead,
                                              const AssayValue  *values,
                                              const guint8      *given,
                                              guint              n_values,
                                              GError           **error);
gboolean          assay_import_stage_replace (AssayImportStage  *self,
                                              gint64             record,
                                              gint64             lead,
                                              const AssayValue  *values,
                                              const guint8      *given,
                                              guint              n_values,
                                              GError           **error);
gboolean          assay_import_stage_read    (AssayImportStage  *self,
                                              gint64             record,
                                              gint64            *out_lead,
                                              AssayValue        *values,
                                              guint8            *given,
                                              guint              n_values,
                                              GError           **error);
void              assay_import_stage_end     (AssayImportStage  *self);
gboolean          assay_import_stage_read_next (AssayImportStage *self,
                                              guint64            position,
                                              gint64            *out_lead,
                                              AssayValue        *values,
                                              guint8            *given,
                                              guint              n_values,
                                              GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayImportStage, assay_import_stage_free)

G_END_DECLS
