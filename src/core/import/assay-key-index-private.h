/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-value.h"

G_BEGIN_DECLS

/**
 * AssayKeyState:
 * @ASSAY_KEY_NONE: the cell is blank
 * @ASSAY_KEY_INVALID: what is in it is no key (an address without @…)
 * @ASSAY_KEY_OK: a key
 */
typedef enum
{
  ASSAY_KEY_NONE,
  ASSAY_KEY_INVALID,
  ASSAY_KEY_OK,
} AssayKeyState;

/**
 * AssayKeyIndex:
 *
 * Finds leads by the hash of a folded key: 16 bytes a slot and at most four slots for three keys.
 * Two different keys fall together once in 2⁶⁴ / n² cases.
 */
typedef struct _AssayKeyIndex AssayKeyIndex;

AssayKeyIndex *assay_key_index_new    (guint64           expected);
void           assay_key_index_free   (AssayKeyIndex    *self);
gboolean       assay_key_index_find   (AssayKeyIndex    *self,
                                       guint64           hash,
                                       gint64           *out_target);
void           assay_key_index_set    (AssayKeyIndex    *self,
                                       guint64           hash,
                                       gint64            target);
AssayKeyState  assay_key_hash_made    (const AssayValue *key,
                                       guint64          *out_hash);
AssayKeyState  assay_key_hash         (const char       *field,
                                       const AssayValue *value,
                                       GString          *scratch,
                                       guint64          *out_hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayKeyIndex, assay_key_index_free)

G_END_DECLS
