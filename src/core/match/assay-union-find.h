/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayUnionFind:
 *
 * Numbers from 0 on in sets that can be joined and listed.
 */
typedef struct _AssayUnionFind AssayUnionFind;

AssayUnionFind *assay_union_find_new (guint32 n);
void assay_union_find_free (AssayUnionFind *self);
guint32 assay_union_find_root (AssayUnionFind *self, guint32 number);
guint32 assay_union_find_size (AssayUnionFind *self, guint32 number);
gboolean assay_union_find_join (AssayUnionFind *self, guint32 a, guint32 b);
guint32 assay_union_find_next (const AssayUnionFind *self, guint32 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayUnionFind, assay_union_find_free)

G_END_DECLS
