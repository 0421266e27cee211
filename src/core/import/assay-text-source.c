/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-text-source.h"

#include "import/assay-encoding-private.h"
#include "import/assay-gunzip-private.h"

#include <errno.h>
#include <string.h>

/* Encoding and kind of file are judged by this much. */
#define SAMPLE_SIZE   ((gsize) 1024 * 1024)
#define REPLACEMENT   "\xef\xbf\xbd"
#define SMALLEST_READ 16

struct _AssayTextSource
{
  GObject parent_instance;

  GInputStream *stream;   /* (owned) */
  char *name;             /* (owned) */
  char *encoding;         /* (owned) */
  GIConv converter;       /* (owned); -1 for UTF-8, which is only checked */
  gsize unit;             /* bytes of the smallest thing that can be wrong */
  gboolean forced;        /* the caller named the encoding */
  gboolean seen_multibyte;

  gboolean compressed;
  AssayGunzip gunzip;     /* used where @compressed */

  char *raw;              /* (owned): not decoded yet; first the sample, then block by block */
  gsize raw_at, raw_n;
  gboolean raw_end;
  guint64 raw_offset;     /* place of raw[0] in the (unpacked) file */

  char *peeked;           /* (owned) (nullable): decoded ahead of reading */
  gsize peeked_at, peeked_n;

  guint64 replaced, first_replaced;
  guint64 n_read, size;
};

G_DEFINE_FINAL_TYPE (AssayTextSource, assay_text_source, G_TYPE_OBJECT)

static void
assay_text_source_finalize (GObject *object)
{
  AssayTextSource *self = ASSAY_TEXT_SOURCE (object);

  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  g_clear_object (&self->stream);
  assay_gunzip_clear (&self->gunzip);
  g_free (self->name);
  g_free (self->encoding);
  g_free (self->raw);
  g_free (self->peeked);
  G_OBJECT_CLASS (assay_text_source_parent_class)->finalize (object);
}

static void
assay_text_source_class_init (AssayTextSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_text_source_finalize;
}

static void
assay_text_source_init (AssayTextSource *self)
{
  self->converter = (GIConv) -1;
  self->unit = 1;
}

static gssize
read_stream (gpointer       data,
             void          *into,
             gsize          size,
             GCancellable  *cancellable,
             GError       **error)
{
  AssayTextSource *self = data;
  GError *cause = NULL;
  gssize n = g_input_stream_read (self->stream, into, size, cancellable, &cause);

  if (n < 0)
    assay_import_error_take_read (error, cause, self->name);
  else
    self->n_read += (guint64) n;
  return n;
}

static gboolean
fill_raw (AssayTextSource *self,
          gsize            limit,
          GCancellable    *cancellable,
          GError         **error)
{
  gssize n;

  if (self->raw_at > 0)
    {
      memmove (self->raw, self->raw + self->raw_at, self->raw_n - self->raw_at);
      self->raw_offset += self->raw_at;
      self->raw_n -= self->raw_at;
      self->raw_at = 0;
    }
  if (self->compressed)
    n = assay_gunzip_read (&self->gunzip, self->raw + self->raw_n, limit - self->raw_n, cancellable,
                           error);
  else
    n = read_stream (self, self->raw + self->raw_n, limit - self->raw_n, cancellable, error);
  if (n < 0)
    return FALSE;
  self->raw_n += (gsize) n;
  self->raw_end = n == 0;
  return TRUE;
}

static gboolean
fill_sample (AssayTextSource *self,
             GCancellable    *cancellable,
             GError         **error)
{
  while (!self->raw_end && self->raw_n < SAMPLE_SIZE)
    if (!fill_raw (self, SAMPLE_SIZE, cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
set_encoding (AssayTextSource *self,
              const char      *encoding,
              GError         **error)
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
note_replaced (AssayTextSource *self)
{
  if (self->replaced++ == 0)
    self->first_replaced = self->raw_offset + self->raw_at;
}

/* Puts U+FFFD for what does not decode at the front. */
static gsize
replace_one (AssayTextSource *self,
             char            *into)
{
  note_replaced (self);
  self->raw_at += MIN (self->unit, self->raw_n - self->raw_at);
  memcpy (into, REPLACEMENT, 3);
  return 3;
}

static gsize
decode_converted (AssayTextSource *self,
                  char            *into,
                  gsize            size)
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

static gsize
decode (AssayTextSource *self,
        char            *into,
        gsize            size)
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
          set_encoding (self, assay_encoding_detect_8bit (in + n, n_in - n, self->raw_end), NULL);
          if (self->converter != (GIConv) -1)
            return done + decode_converted (self, into + done, size - done);
        }
      self->seen_multibyte = TRUE;
      done += replace_one (self, into + done);
    }
  return done;
}

static gboolean
refuse_binary (AssayTextSource *self,
               GError         **error)
{
  const char *kind = assay_binary_kind (self->raw, self->raw_n);

  if (kind == NULL)
    return TRUE;
  g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NOT_TEXT,
               "“%s” is no table of text: it looks like %s", self->name, kind);
  return FALSE;
}

static gboolean
begin_unpacking (AssayTextSource *self,
                 GCancellable    *cancellable,
                 GError         **error)
{
  if (!assay_gunzip_sniff (self->raw, self->raw_n))
    return TRUE;
  assay_gunzip_init (&self->gunzip, self->raw, self->raw_n, self->raw_end);
  self->gunzip.read = read_stream;
  self->gunzip.data = self;
  self->gunzip.name = self->name;
  self->compressed = TRUE;
  self->raw_n = 0;
  self->raw_end = FALSE;
  return fill_sample (self, cancellable, error);
}

/* A NUL or two in a cell is replaced and reported; control characters in every hundred bytes, or no
 * end to them, are no text. */
/* A few stray bytes make no binary file of a short one; they are replaced. */
#define FEW 3

static gboolean
is_binary (const char *data,
           gsize       length)
{
  gsize n_nuls = 0, n_controls = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) data[i];
      n_nuls += c == '\0';
      n_controls += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b;
    }
  return (n_nuls > FEW && n_nuls * 100 > length) || (n_controls > FEW && n_controls * 20 > length);
}

/* "UTF-16" alone leaves the byte order to the mark. */
static gboolean
names_family (const char *named,
              const char *detected)
{
  gsize length = strlen (named);

  return g_ascii_strncasecmp (named, detected, length) == 0
         && (detected[length] == '\0' || g_str_equal (detected + length, "LE")
             || g_str_equal (detected + length, "BE"));
}

static gboolean
open_source (AssayTextSource *self,
             const char      *encoding,
             GCancellable    *cancellable,
             GError         **error)
{
  gsize bom_length = 0;
  const char *detected;

  self->raw = g_malloc (SAMPLE_SIZE);
  if (!fill_sample (self, cancellable, error) || !begin_unpacking (self, cancellable, error)
      || !refuse_binary (self, error))
    return FALSE;

  detected = assay_encoding_detect (self->raw, self->raw_n, self->raw_end, &bom_length);
  self->forced = encoding != NULL && *encoding != '\0';
  if (self->raw_n == bom_length)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_EMPTY, "“%s” is empty",
                   self->name);
      return FALSE;
    }
  if (!self->forced || (bom_length > 0 && names_family (encoding, detected)))
    encoding = detected;
  else if (assay_encoding_unit (encoding) != assay_encoding_unit (detected))
    bom_length = 0;
  if (!set_encoding (self, encoding, error))
    return FALSE;
  if (self->unit == 1 && is_binary (self->raw, self->raw_n))
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NOT_TEXT,
                   "“%s” is not a text file: it is full of NUL bytes and control characters", self->name);
      return FALSE;
    }
  self->raw_at = bom_length;
  return TRUE;
}

/**
 * assay_text_source_new_for_stream:
 * @stream: bytes, plain or gzip
 * @name: what messages call it
 * @encoding: (nullable): its character encoding, as iconv names it; %NULL to find out
 *
 * Reads the first megabyte of @stream and finds out what it is. Errors: %ASSAY_IMPORT_ERROR. Any
 * thread, one at a time.
 *
 * Returns: (transfer full): a source
 */
AssayTextSource *
assay_text_source_new_for_stream (GInputStream  *stream,
                                  const char    *name,
                                  const char    *encoding,
                                  GCancellable  *cancellable,
                                  GError       **error)
{
  g_autoptr (AssayTextSource) self = g_object_new (ASSAY_TYPE_TEXT_SOURCE, NULL);

  self->stream = g_object_ref (stream);
  self->name = g_strdup (name);
  if (!open_source (self, encoding, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * assay_text_source_new:
 * @file: a file
 * @encoding: (nullable): its character encoding, as iconv names it; %NULL to find out
 *
 * The same for a file. Errors: %ASSAY_IMPORT_ERROR.
 *
 * Returns: (transfer full): a source
 */
AssayTextSource *
assay_text_source_new (GFile         *file,
                       const char    *encoding,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (AssayTextSource) self = g_object_new (ASSAY_TYPE_TEXT_SOURCE, NULL);
  g_autoptr (GFileInfo) info = NULL;
  GError *cause = NULL;

  self->name = g_file_get_parse_name (file);
  self->stream = (GInputStream *) g_file_read (file, cancellable, &cause);
  if (self->stream == NULL)
    {
      assay_import_error_take_read (error, cause, self->name);
      return NULL;
    }
  info = g_file_input_stream_query_info (G_FILE_INPUT_STREAM (self->stream),
                                         G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  if (info != NULL)
    self->size = (guint64) g_file_info_get_size (info);
  if (!open_source (self, encoding, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * assay_text_source_new_for_bytes:
 * @bytes: the whole of a file
 * @encoding: (nullable): its character encoding
 *
 * The same for what is in memory already, as pasted text is. Errors: %ASSAY_IMPORT_ERROR.
 *
 * Returns: (transfer full): a source
 */
AssayTextSource *
assay_text_source_new_for_bytes (GBytes      *bytes,
                                 const char  *encoding,
                                 GError     **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  AssayTextSource *self = assay_text_source_new_for_stream (stream, "text", encoding, NULL, error);

  if (self != NULL)
    self->size = g_bytes_get_size (bytes);
  return self;
}

/**
 * assay_text_source_read:
 * @into: (out caller-allocates) (array length=size): UTF-8 without NUL and without byte order
 *   mark, whole characters
 * @size: room in @into, at least 16 bytes
 *
 * Delivers the next piece of text. What does not decode becomes U+FFFD and is counted, see
 * assay_text_source_get_replaced(). Errors: %ASSAY_IMPORT_ERROR, %G_IO_ERROR_CANCELLED.
 *
 * Returns: bytes delivered; 0 at the end, -1 on error
 */
gssize
assay_text_source_read (AssayTextSource  *self,
                        char             *into,
                        gsize             size,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_return_val_if_fail (size >= SMALLEST_READ, -1);

  if (self->peeked_at < self->peeked_n)
    {
      gsize n = MIN (size, self->peeked_n - self->peeked_at);
      if (n < self->peeked_n - self->peeked_at)
        n -= assay_utf8_cut (self->peeked + self->peeked_at, n);
      memcpy (into, self->peeked + self->peeked_at, n);
      self->peeked_at += n;
      if (self->peeked_at == self->peeked_n)
        g_clear_pointer (&self->peeked, g_free);
      return (gssize) n;
    }
  while (TRUE)
    {
      gsize n = decode (self, into, size);
      if (n > 0)
        return (gssize) n;
      if (self->raw_end && self->raw_at == self->raw_n)
        return 0;
      if (!fill_raw (self, ASSAY_TEXT_SOURCE_BLOCK, cancellable, error))
        return -1;
    }
}

/**
 * assay_text_source_peek:
 * @length: (out): its bytes
 * @complete: (out) (optional): whether that is all there is
 *
 * The first 256 KB, decoded. They are still read afterwards. Only before the first read.
 *
 * Returns: (transfer none) (array length=length): UTF-8, valid until the first read
 */
const char *
assay_text_source_peek (AssayTextSource *self,
                        gsize           *length,
                        gboolean        *complete)
{
  if (self->peeked == NULL)
    {
      self->peeked = g_malloc (ASSAY_TEXT_SOURCE_BLOCK);
      self->peeked_n = decode (self, self->peeked, ASSAY_TEXT_SOURCE_BLOCK);
      self->peeked_at = 0;
    }
  *length = self->peeked_n;
  if (complete != NULL)
    *complete = self->raw_end && self->raw_at == self->raw_n;
  return self->peeked;
}

const char *
assay_text_source_get_name (AssayTextSource *self)
{
  return self->name;
}

/**
 * assay_text_source_get_encoding:
 *
 * The character encoding in use. Of a file that is ASCII as far as it was read this is UTF-8, and
 * may still change when the first other byte comes.
 */
const char *
assay_text_source_get_encoding (AssayTextSource *self)
{
  return self->encoding;
}

/**
 * assay_text_source_get_compressed:
 *
 * Whether the file is gzip.
 */
gboolean
assay_text_source_get_compressed (AssayTextSource *self)
{
  return self->compressed;
}

/**
 * assay_text_source_get_replaced:
 * @first_offset: (out) (optional): byte of the unpacked file where the first was, from 0
 *
 * Returns: how often U+FFFD stands for bytes that did not decode, so far
 */
guint64
assay_text_source_get_replaced (AssayTextSource *self,
                                guint64         *first_offset)
{
  if (first_offset != NULL)
    *first_offset = self->first_replaced;
  return self->replaced;
}

/**
 * assay_text_source_get_progress:
 *
 * Returns: how much of the file was read, 0 to 1; -1 where its size is unknown
 */
double
assay_text_source_get_progress (AssayTextSource *self)
{
  if (self->size == 0)
    return -1;
  return MIN (1.0, (double) self->n_read / (double) self->size);
}
