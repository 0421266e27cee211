/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a record is blocked by: the low 44 bits of a hash, so that four rounds sort it. */
#define ASSAY_MATCH_KEY_BITS 44

typedef struct
{
  guint64 key;
  guint32 record;
} AssayMatchEntry;

void assay_radix_sort_entries (AssayMatchEntry *entries, AssayMatchEntry *room, gsize n);
gsize assay_radix_sort_unique (guint64 *numbers, guint64 *room, gsize n);

G_END_DECLS
