/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-gunzip-private.h"

#include <string.h>

#define PACKED_SIZE ((gsize) 64 * 1024)

/*
 * assay_gunzip_sniff:
 *
 * Whether a file that starts so is gzip.
 */
gboolean
assay_gunzip_sniff (const char *start,
                    gsize       length)
{
  return length >= 3 && memcmp (start, "\x1f\x8b\x08", 3) == 0;
}

/*
 * assay_gunzip_init:
 * @start: what was read of the file already
 * @complete: whether that is all of it
 *
 * The caller sets how to read on, and the name.
 */
void
assay_gunzip_init (AssayGunzip *self,
                   const char  *start,
                   gsize        length,
                   gboolean     complete)
{
  *self = (AssayGunzip) { .packed_n = length, .packed_end = complete };
  self->inflater = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  self->packed = g_malloc (MAX (PACKED_SIZE, length));
  memcpy (self->packed, start, length);
}

void
assay_gunzip_clear (AssayGunzip *self)
{
  g_clear_object (&self->inflater);
  g_clear_pointer (&self->packed, g_free);
}

static gboolean
fill_packed (AssayGunzip   *self,
             GCancellable  *cancellable,
             GError       **error)
{
  gssize n;

  memmove (self->packed, self->packed + self->packed_at, self->packed_n - self->packed_at);
  self->packed_n -= self->packed_at;
  self->packed_at = 0;
  n = self->read (self->data, self->packed + self->packed_n, PACKED_SIZE - self->packed_n,
                  cancellable, error);
  if (n < 0)
    return FALSE;
  self->packed_n += (gsize) n;
  self->packed_end = n == 0;
  return TRUE;
}

/* A gzip file is one or more members; padding may follow the last. Source: RFC 1952, section 2.2. */
static gboolean
starts_member (AssayGunzip *self)
{
  return self->packed_n - self->packed_at >= 2 && self->packed[self->packed_at] == 0x1f
         && self->packed[self->packed_at + 1] == 0x8b;
}

/*
 * assay_gunzip_read:
 *
 * Returns: bytes unpacked; 0 at the end, -1 on error
 */
gssize
assay_gunzip_read (AssayGunzip   *self,
                   char          *into,
                   gsize          size,
                   GCancellable  *cancellable,
                   GError       **error)
{
  while (TRUE)
    {
      g_autoptr (GError) cause = NULL;
      gsize n_in = 0, n_out = 0;
      GConverterResult result;

      if (!self->packed_end && self->packed_n - self->packed_at < 2
          && !fill_packed (self, cancellable, error))
        return -1;
      if (self->inflater == NULL)
        return 0;
      result = g_converter_convert (G_CONVERTER (self->inflater),
                                    self->packed + self->packed_at,
                                    self->packed_n - self->packed_at, into, size,
                                    self->packed_end ? G_CONVERTER_INPUT_AT_END
                                                     : G_CONVERTER_NO_FLAGS,
                                    &n_in, &n_out, &cause);
      if (result == G_CONVERTER_ERROR
          && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) && !self->packed_end)
        {
          if (!fill_packed (self, cancellable, error))
            return -1;
          continue;
        }
      if (result == G_CONVERTER_ERROR)
        {
          g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_DAMAGED,
                       "The compressed file “%s” is damaged or cut short after %" G_GUINT64_FORMAT
                       " bytes of text", self->name, self->n_out);
          return -1;
        }
      self->packed_at += n_in;
      self->n_out += n_out;
      if (result == G_CONVERTER_FINISHED)
        {
          while (!self->packed_end && self->packed_n - self->packed_at < 2)
            if (!fill_packed (self, cancellable, error))
              return -1;
          if (starts_member (self))
            g_converter_reset (G_CONVERTER (self->inflater));
          else
            g_clear_object (&self->inflater);
        }
      if (n_out > 0)
        return (gssize) n_out;
    }
}
