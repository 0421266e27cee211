/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-key-index-private.h"
#include "import/assay-lead-builder.h"
#include "store/assay-field-registry.h"

G_BEGIN_DECLS

/**
 * AssayStoredLeads:
 *
 * The leads that are in the workspace when a file comes: what they are found by, and their values
 * in the order of the targets. Borrows its connection.
 */
typedef struct _AssayStoredLeads AssayStoredLeads;

AssayStoredLeads *assay_stored_leads_new       (AssayConnection         *reader,
                                                AssayFieldRegistry      *registry,
                                                const AssayLeadBuilder  *builder,
                                                GError                 **error);
void              assay_stored_leads_free      (AssayStoredLeads        *self);
gboolean          assay_stored_leads_load_keys (AssayStoredLeads        *self,
                                                AssayFieldRegistry      *registry,
                                                const char              *key_field,
                                                AssayKeyIndex           *keys,
                                                GError                 **error);
gboolean          assay_stored_leads_read      (AssayStoredLeads        *self,
                                                gint64                   lead,
                                                AssayValue              *values,
                                                GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayStoredLeads, assay_stored_leads_free)

G_END_DECLS
