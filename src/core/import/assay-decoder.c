/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-decoder-private.h"

#include "import/assay-encoding-private.h"

#include <errno.h>
#include <string.h>

#define REPLACEMENT   "\xef\xbf\xbd"

void
assay_decoder_init (AssayDecoder *self)
{
  *self = (AssayDecoder) { .converter = (GIConv) -1, .unit = 1 };
}

void
assay_decoder_clear (AssayDecoder *self)
{
  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  g_free (self->encoding);
  g_free (self->raw);
}

/* Makes room for more bytes. */
void
assay_decoder_drop_decoded (AssayDecoder *self)
{
  if (self->raw_at == 0)
    return;
  memmove (self->raw, self->raw + self->raw_at, self->raw_n - self->raw_at);
  self->raw_offset += self->raw_at;
  self->raw_n -= self->raw_at;
  self->raw_at = 0;
}

gboolean
assay_decoder_is_done (const AssayDecoder *self)
{
  return self->raw_end && self->raw_at == self->raw_n;
}

gboolean
assay_decoder_set_encoding (AssayDecoder *self,
                            const char   *encoding,
                            GError      **error)
{
  g_free (self->encoding);
  self->encoding = g_strdup (encoding);
  self->unit = assay_encoding_unit (encoding);
  if (g_ascii_strcasecmp (encoding, "UTF-8") == 0 || g_ascii_strcasecmp (encoding, "UTF8") == 0)
    return TRUE;
  self->converter = g_iconv_open ("UTF-8", encoding);
  if (self->converter != (GIConv) -1)
    return TRUE;
  g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_ENCODING,
               "There is no character encoding “%s”; try UTF-8, windows-1252 or UTF-16", encoding);
  return FALSE;
}

static void
note_replaced (AssayDecoder *self)
{
  if (self->replaced++ == 0)
    self->first_replaced = self->raw_offset + self->raw_at;
}

/* Puts U+FFFD for what does not decode at the front. */
static gsize
replace_one (AssayDecoder *self,
             char         *into)
{
  note_replaced (self);
  self->raw_at += MIN (self->unit, self->raw_n - self->raw_at);
  memcpy (into, REPLACEMENT, 3);
  return 3;
}

static gsize
decode_converted (AssayDecoder *self,
                  char         *into,
                  gsize         size)
{
  char *out = into;
  gsize out_left = size;

  while (self->raw_at < self->raw_n && out_left >= 4)
    {
      char *in = self->raw + self->raw_at;
      gsize in_left = self->raw_n - self->raw_at;
      char *before = out;
      gsize result = g_iconv (self->converter, &in, &in_left, &out, &out_left);
      int reason = errno;

      /* A NUL is legal in the encoding and nothing a cell can hold. */
      while ((before = memchr (before, '\0', (gsize) (out - before))) != NULL)
        {
          note_replaced (self);
          *before++ = '\x1a';
        }
      self->raw_at = self->raw_n - in_left;
      if (result != (gsize) -1)
        break;
      if (reason == E2BIG || (reason == EINVAL && !self->raw_end))
        break;
      if (out_left < 4)
        break;
      replace_one (self, out);
      out += 3;
      out_left -= 3;
      g_iconv (self->converter, NULL, NULL, NULL, NULL);
    }
  return size - out_left;
}

gsize
assay_decoder_decode (AssayDecoder *self,
                      char         *into,
                      gsize         size)
{
  gsize done = 0;

  if (self->converter != (GIConv) -1)
    return decode_converted (self, into, size);

  while (self->raw_at < self->raw_n && size - done >= 4)
    {
      const char *in = self->raw + self->raw_at;
      gsize n_in = self->raw_n - self->raw_at;
      gsize n = assay_utf8_valid_prefix (in, MIN (n_in, size - done), &self->seen_multibyte);

      memcpy (into + done, in, n);
      done += n;
      self->raw_at += n;
      if (n == n_in || size - done < 4)
        break;
      if (!self->raw_end && assay_utf8_cut (in + n, n_in - n) == n_in - n)
        break;
      /* All was ASCII so far, which every 8-bit encoding contains: only here it shows. */
      if (in[n] != '\0' && !self->seen_multibyte && !self->forced)
        {
          assay_decoder_set_encoding (
            self, assay_encoding_detect_8bit (in + n, n_in - n, self->raw_end), NULL);
          if (self->converter != (GIConv) -1)
            return done + decode_converted (self, into + done, size - done);
        }
      self->seen_multibyte = TRUE;
      done += replace_one (self, into + done);
    }
  return done;
}
