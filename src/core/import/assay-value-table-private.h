/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayValueTableEntry:
 * @text: not terminated
 * @count: how often it was counted
 * @line: where it was first seen
 */
typedef struct
{
  guint64 hash;
  const char *text;
  gsize length;
  guint64 count;
  guint64 line;
} AssayValueTableEntry;

/**
 * AssayValueTable:
 *
 * Counts distinct texts up to a limit.
 */
typedef struct _AssayValueTable AssayValueTable;

typedef void (*AssayValueTableFunc) (const AssayValueTableEntry *entry,
                                     gpointer                    user_data);

AssayValueTable *assay_value_table_new      (guint                limit);
void             assay_value_table_free     (AssayValueTable     *self);
gboolean         assay_value_table_count    (AssayValueTable     *self,
                                             const char          *text,
                                             gsize                length,
                                             guint64              line,
                                             gboolean            *is_new);
guint            assay_value_table_get_size (AssayValueTable     *self);
void             assay_value_table_foreach  (AssayValueTable     *self,
                                             AssayValueTableFunc  func,
                                             gpointer             user_data);

G_END_DECLS
