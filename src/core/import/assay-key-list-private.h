/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-key-index-private.h"

G_BEGIN_DECLS

/**
 * AssayKeyList:
 *
 * The key hashes of all rows of a file, gathered in a pass before, so that the import
 * knows beforehand which leads come more than once: those are put together before they are written,
 * and all others need no looking up. Eight bytes a row.
 */
typedef struct _AssayKeyList AssayKeyList;

AssayKeyList  *assay_key_list_new          (const char     *field);
void           assay_key_list_free         (AssayKeyList   *self);
const char    *assay_key_list_get_field    (AssayKeyList   *self);
void           assay_key_list_add_cell     (AssayKeyList   *self,
                                            const char     *text,
                                            gsize           length);
void           assay_key_list_add_value    (AssayKeyList   *self,
                                            AssayValue      value);
AssayKeyIndex *assay_key_list_find_repeated (AssayKeyList  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayKeyList, assay_key_list_free)

G_END_DECLS
