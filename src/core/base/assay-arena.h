/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayArena:
 *
 * Room for many small texts that all go at once: taken by moving a pointer, emptied by moving it back.
 * Belongs to one thread.
 */
typedef struct _AssayArena AssayArena;

AssayArena *assay_arena_new    (void);
void        assay_arena_free   (AssayArena  *self);
void        assay_arena_reset  (AssayArena  *self);
gpointer    assay_arena_alloc  (AssayArena  *self,
                                gsize        size);
char       *assay_arena_strndup (AssayArena *self,
                                 const char *text,
                                 gsize       length);
char       *assay_arena_printf (AssayArena  *self,
                                const char  *format,
                                ...) G_GNUC_PRINTF (2, 3);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayArena, assay_arena_free)

G_END_DECLS
