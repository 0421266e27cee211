/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-check.h"

G_BEGIN_DECLS

/**
 * AssayCheckTables:
 *
 * The reference tables of one check, loaded once per process and shared by all who run it; loaded anew
 * when a file was replaced since. Any thread.
 */
typedef struct _AssayCheckTables AssayCheckTables;

AssayCheckTables *assay_check_tables_get   (const AssayCheck *check,
                                            GError          **error);
gconstpointer     assay_check_tables_peek  (AssayCheckTables *tables);
void              assay_check_tables_unref (AssayCheckTables *tables);
char             *assay_check_rules        (const AssayCheck *check);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayCheckTables, assay_check_tables_unref)

G_END_DECLS
