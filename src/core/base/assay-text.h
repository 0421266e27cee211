/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How Assay compares text: folded (NFC, case folded, trimmed, white space collapsed), and for whole
 * words split into runs of letters, digits and marks. */

/**
 * AssayFoldBuffer:
 *
 * Room for one folded text, so that short ASCII texts fold without allocating. Starts zeroed in
 * @heap; assay_fold_buffer_clear() afterwards.
 */
typedef struct
{
  char *heap;
  char room[256];
} AssayFoldBuffer;

char       *assay_text_fold           (const char        *text,
                                       gssize             length);
const char *assay_text_fold_in        (AssayFoldBuffer   *buffer,
                                       const char        *text,
                                       gsize              length,
                                       gsize             *out_length);
char       *assay_text_words          (const char        *text,
                                       gssize             length);

static inline void
assay_fold_buffer_clear (AssayFoldBuffer *buffer)
{
  g_clear_pointer (&buffer->heap, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssayFoldBuffer, assay_fold_buffer_clear)

G_END_DECLS
