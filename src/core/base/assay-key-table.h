/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayKeyTable:
 *
 * A map from short texts to numbers that is filled once and then asked by the million: keys are bytes with
 * a length, so a piece of a cell is looked up where it lies. Once filled, any thread may read it.
 */
typedef struct _AssayKeyTable AssayKeyTable;

AssayKeyTable *assay_key_table_new    (void);
void           assay_key_table_free   (AssayKeyTable       *self);
void           assay_key_table_insert (AssayKeyTable       *self,
                                       const char          *key,
                                       gsize                length,
                                       guint32              value);
gboolean       assay_key_table_lookup (const AssayKeyTable *self,
                                       const char          *key,
                                       gsize                length,
                                       guint32             *out_value);
guint          assay_key_table_get_size (const AssayKeyTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayKeyTable, assay_key_table_free)

G_END_DECLS
