/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-lead-writer.h"

G_BEGIN_DECLS

/**
 * AssayLeadRows:
 * @name: stable name: what the journal refers to
 * @table: a table with a column `lead`
 * @key: its column that tells rows of one lead apart: an integer or a text; `rowid` where it has one
 * @moved: (nullable): called for each of the two leads when rows have moved between them
 *
 * Rows that belong to a lead and follow it when it is merged into another.
 */
typedef struct
{
  const char *name;
  const char *table;
  const char *key;
  gboolean (*moved) (AssayTransaction *transaction, gint64 lead, GError **error);
} AssayLeadRows;

void assay_lead_merge_register_rows (const AssayLeadRows *rows);
gboolean assay_lead_merge_into (AssayTransaction *transaction,
                                AssayLeadWriter *writer,
                                gint64 job,
                                gint64 survivor,
                                gint64 lead,
                                GError **error);

G_END_DECLS
