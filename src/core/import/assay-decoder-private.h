/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-error.h"

G_BEGIN_DECLS

/**
 * AssayDecoder:
 *
 * Turns bytes of an encoding into UTF-8, piece by piece. Whoever reads the bytes puts them into
 * @raw and sets @raw_end behind the last ones.
 */
typedef struct
{
  char *encoding;     /* (owned) */
  GIConv converter;   /* (owned); -1 for UTF-8, which is only checked */
  gsize unit;         /* bytes of the smallest thing that can be wrong */
  gboolean forced;    /* the caller named the encoding */
  gboolean seen_multibyte;

  char *raw;          /* (owned): not decoded yet */
  gsize raw_at, raw_n;
  gboolean raw_end;
  guint64 raw_offset; /* place of raw[0] in the (unpacked) file */

  guint64 replaced, first_replaced;
} AssayDecoder;

void     assay_decoder_init         (AssayDecoder        *self);
void     assay_decoder_clear        (AssayDecoder        *self);
gboolean assay_decoder_set_encoding (AssayDecoder        *self,
                                     const char          *encoding,
                                     GError             **error);
void     assay_decoder_drop_decoded (AssayDecoder        *self);
gboolean assay_decoder_is_done      (const AssayDecoder  *self);
gsize    assay_decoder_decode       (AssayDecoder        *self,
                                     char                *into,
                                     gsize                size);

G_END_DECLS
