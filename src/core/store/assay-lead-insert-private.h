/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-field.h"
#include "store/assay-connection.h"
#include "store/assay-lead-writer.h"

G_BEGIN_DECLS

/**
 * AssayLeadInsert:
 *
 * The statement that adds leads of one shape, any number of them at a time: it reads them from
 * memory as a table. The lead table counts its ids in a table of its own, and each statement reads
 * and writes that count, so many leads at once cost less each.
 */
typedef struct _AssayLeadInsert AssayLeadInsert;

AssayLeadInsert *assay_lead_insert_new  (AssayConnection          *connection,
                                         const AssayField *const  *fields,
                                         guint                     n_fields,
                                         GError                  **error);
void             assay_lead_insert_free (AssayLeadInsert          *self);
gboolean         assay_lead_insert_fits (AssayLeadInsert          *self,
                                         const AssayField *const  *fields,
                                         guint                     n_fields);
gboolean         assay_lead_insert_run  (AssayLeadInsert          *self,
                                         gint64                    job,
                                         const AssayLeadRow       *rows,
                                         guint                     n_rows,
                                         GError                  **error);

G_END_DECLS
