/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-field.h"
#include "store/assay-connection.h"
#include "store/assay-statement.h"

G_BEGIN_DECLS

/* How many leads one statement adds at most. */
#define ASSAY_LEAD_INSERT_ROWS 32

/**
 * AssayLeadInsert:
 *
 * The statement that adds leads of one shape, a fixed number of them at a time. The lead table counts
 * its ids in a table of its own, and each statement reads and writes that count: a statement of many
 * leads costs a fourth less for each.
 */
typedef struct _AssayLeadInsert AssayLeadInsert;

guint            assay_lead_insert_fit  (guint                     n_fields);
AssayLeadInsert *assay_lead_insert_new  (AssayConnection          *connection,
                                         const AssayField *const  *fields,
                                         guint                     n_fields,
                                         guint                     n_rows,
                                         GError                  **error);
void             assay_lead_insert_free (AssayLeadInsert          *self);
gboolean         assay_lead_insert_fits (AssayLeadInsert          *self,
                                         const AssayField *const  *fields,
                                         guint                     n_fields);
gboolean         assay_lead_insert_run  (AssayLeadInsert          *self,
                                         gint64                    job,
                                         const AssayValue *const  *rows,
                                         GError                  **error);

G_END_DECLS
