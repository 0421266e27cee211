/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-text-source.h"

#include "import/assay-decoder-private.h"
#include "import/assay-encoding-private.h"
#include "import/assay-gunzip-private.h"

#include <string.h>

/* Encoding and kind of file are judged by this much. */
#define SAMPLE_SIZE   ((gsize) 1024 * 1024)
#define SMALLEST_READ 16

struct _AssayTextSource
{
  GObject parent_instance;

  GInputStream *stream;   /* (owned) */
  char *name;             /* (owned) */

  gboolean compressed;
  AssayGunzip gunzip;     /* used where @compressed */
  AssayDecoder decoder;   /* its bytes are first the sample, then block by block */

  char *peeked;           /* (owned) (nullable): decoded ahead of reading */
  gsize peeked_at, peeked_n;

  guint64 n_read, size;
};

G_DEFINE_FINAL_TYPE (AssayTextSource, assay_text_source, G_TYPE_OBJECT)

static void
assay_text_source_finalize (GObject *object)
{
  AssayTextSource *self = ASSAY_TEXT_SOURCE (object);

  g_clear_object (&self->stream);
  assay_gunzip_clear (&self->gunzip);
  assay_decoder_clear (&self->decoder);
  g_free (self->name);
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
  assay_decoder_init (&self->decoder);
}

static gssize
read_stream (gpointer      data,
             void         *into,
             gsize         size,
             GCancellable *cancellable,
             GError      **error)
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
  AssayDecoder *decoder = &self->decoder;
  gssize n;

  assay_decoder_drop_decoded (decoder);
  if (self->compressed)
    n = assay_gunzip_read (&self->gunzip, decoder->raw + decoder->raw_n, limit - decoder->raw_n,
                           cancellable, error);
  else
    n = read_stream (self, decoder->raw + decoder->raw_n, limit - decoder->raw_n, cancellable,
                     error);
  if (n < 0)
    return FALSE;
  decoder->raw_n += (gsize) n;
  decoder->raw_end = n == 0;
  return TRUE;
}

static gboolean
fill_sample (AssayTextSource *self,
             GCancellable    *cancellable,
             GError         **error)
{
  while (!self->decoder.raw_end && self->decoder.raw_n < SAMPLE_SIZE)
    if (!fill_raw (self, SAMPLE_SIZE, cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
refuse_binary (AssayTextSource *self,
               GError         **error)
{
  const char *kind = assay_binary_kind (self->decoder.raw, self->decoder.raw_n);

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
  AssayDecoder *decoder = &self->decoder;

  if (!assay_gunzip_sniff (decoder->raw, decoder->raw_n))
    return TRUE;
  assay_gunzip_init (&self->gunzip, decoder->raw, decoder->raw_n, decoder->raw_end);
  self->gunzip.read = read_stream;
  self->gunzip.data = self;
  self->gunzip.name = self->name;
  self->compressed = TRUE;
  decoder->raw_n = 0;
  decoder->raw_end = FALSE;
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
  AssayDecoder *decoder = &self->decoder;
  gsize bom_length = 0;
  const char *detected;

  decoder->raw = g_malloc (SAMPLE_SIZE);
  if (!fill_sample (self, cancellable, error) || !begin_unpacking (self, cancellable, error)
      || !refuse_binary (self, error))
    return FALSE;

  detected = assay_encoding_detect (decoder->raw, decoder->raw_n, decoder->raw_end, &bom_length);
  decoder->forced = encoding != NULL && *encoding != '\0';
  if (decoder->raw_n == bom_length)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_EMPTY, "“%s” is empty",
                   self->name);
      return FALSE;
    }
  if (!decoder->forced || (bom_length > 0 && names_family (encoding, detected)))
    encoding = detected;
  else if (assay_encoding_unit (encoding) != assay_encoding_unit (detected))
    bom_length = 0;
  if (!assay_decoder_set_encoding (decoder, encoding, error))
    return FALSE;
  if (decoder->unit == 1 && is_binary (decoder->raw, decoder->raw_n))
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NOT_TEXT,
                   "“%s” is not a text file: it is full of NUL bytes and control characters", self->name);
      return FALSE;
    }
  decoder->raw_at = bom_length;
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
assay_text_source_new_for_stream (GInputStream *stream,
                                  const char   *name,
                                  const char   *encoding,
                                  GCancellable *cancellable,
                                  GError      **error)
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
assay_text_source_new (GFile        *file,
                       const char   *encoding,
                       GCancellable *cancellable,
                       GError      **error)
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
assay_text_source_new_for_bytes (GBytes     *bytes,
                                 const char *encoding,
                                 GError    **error)
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
assay_text_source_read (AssayTextSource *self,
                        char            *into,
                        gsize            size,
                        GCancellable    *cancellable,
                        GError         **error)
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
      gsize n = assay_decoder_decode (&self->decoder, into, size);
      if (n > 0)
        return (gssize) n;
      if (assay_decoder_is_done (&self->decoder))
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
      self->peeked_n = assay_decoder_decode (&self->decoder, self->peeked, ASSAY_TEXT_SOURCE_BLOCK);
      self->peeked_at = 0;
    }
  *length = self->peeked_n;
  if (complete != NULL)
    *complete = assay_decoder_is_done (&self->decoder);
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
  return self->decoder.encoding;
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
    *first_offset = self->decoder.first_replaced;
  return self->decoder.replaced;
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
