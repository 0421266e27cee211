/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-xlsx-package-private.h"

#include <archive_entry.h>
#include <string.h>

#define PIECE          (64 * 1024)
#define MAX_TOKEN      ((guint64) 32 * 1024 * 1024)

/* A few kilobytes may unpack to any size. Sheets compress to a tenth or a fiftieth. */
#define MAX_RATIO      500
#define RATIO_FROM     ((guint64) 64 * 1024 * 1024)
#define MAX_UNPACKED   ((guint64) 8 * 1024 * 1024 * 1024)

static gboolean
fail_damaged (const AssayXlsxPackage  *package,
              const char              *reason,
              GError                 **error)
{
  g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_DAMAGED,
               "The workbook “%s” cannot be read: %s", package->name, reason);
  return FALSE;
}

/* Entities are how a small XML file becomes a large one, and no workbook has any. */
static void
doctype_cb (void           *data,
            const XML_Char *doctype,
            const XML_Char *sysid,
            const XML_Char *pubid,
            int             has_internal_subset)
{
  AssayXlsxPart *self = data;

  assay_xlsx_part_refuse (self, "it has a document type declaration");
}

/*
 * assay_xlsx_part_open:
 * @path: in the package
 *
 * Goes to the start of a part; the caller then sets handlers on @parser. The user data is the part.
 * Returns: %FALSE without an error where there is no such part
 */
gboolean
assay_xlsx_part_open (AssayXlsxPart           *self,
                      const AssayXlsxPackage  *package,
                      const char              *path,
                      GError                 **error)
{
  struct archive_entry *entry;
  int result;

  *self = (AssayXlsxPart) { .package = package };
  self->archive = archive_read_new ();
  archive_read_support_format_zip (self->archive);
  if (archive_read_open_filename (self->archive, package->path, PIECE) != ARCHIVE_OK)
    return fail_damaged (package, "it is no ZIP archive", error);
  while ((result = archive_read_next_header (self->archive, &entry)) == ARCHIVE_OK
         || result == ARCHIVE_WARN)
    {
      const char *name = archive_entry_pathname (entry);

      if (name == NULL || g_ascii_strcasecmp (name, path) != 0)
        continue;
      if (archive_entry_is_encrypted (entry) > 0)
        return fail_damaged (package, "it is encrypted; save it without a password first", error);
      self->parser = XML_ParserCreate (NULL);
      XML_SetUserData (self->parser, self);
      XML_SetStartDoctypeDeclHandler (self->parser, doctype_cb);
      self->packed_from = (guint64) MAX (archive_filter_bytes (self->archive, -1), 0);
      return TRUE;
    }
  if (result != ARCHIVE_EOF)
    return fail_damaged (package, "the archive is damaged or cut short", error);
  return FALSE;
}

void
assay_xlsx_part_clear (AssayXlsxPart *self)
{
  if (self->parser != NULL)
    XML_ParserFree (self->parser);
  if (self->archive != NULL)
    archive_read_free (self->archive);
  *self = (AssayXlsxPart) { 0 };
}

/*
 * assay_xlsx_part_refuse:
 * @reason: (not nullable): static text that goes on "cannot be read: "
 *
 * Stops reading from inside a handler.
 */
void
assay_xlsx_part_refuse (AssayXlsxPart *self,
                        const char    *reason)
{
  if (self->refused == NULL)
    self->refused = reason;
  XML_StopParser (self->parser, XML_FALSE);
}

/*
 * assay_xlsx_part_feed:
 *
 * Parses the next piece; the handlers are called. Returns: %FALSE on error. Sets @at_end.
 */
gboolean
assay_xlsx_part_feed (AssayXlsxPart  *self,
                      GError        **error)
{
  char *buffer = XML_GetBuffer (self->parser, PIECE);
  la_ssize_t n;

  if (buffer == NULL)
    return fail_damaged (self->package, "out of memory", error);
  n = archive_read_data (self->archive, buffer, PIECE);
  if (n < 0)
    return fail_damaged (self->package, "the archive is damaged or cut short", error);
  self->n_unpacked += (guint64) n;
  self->n_packed = (guint64) MAX (archive_filter_bytes (self->archive, -1), 0);
  if (self->n_unpacked > MAX_UNPACKED
      || (self->n_unpacked > RATIO_FROM
          && self->n_unpacked / MAX_RATIO
               > self->n_packed - MIN (self->n_packed, self->packed_from)))
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_TOO_LARGE,
                   "The workbook “%s” cannot be read: it unpacks to an unreasonable size",
                   self->package->name);
      return FALSE;
    }
  if (XML_GetCurrentByteIndex (self->parser) >= 0
      && self->n_unpacked - (guint64) XML_GetCurrentByteIndex (self->parser) > MAX_TOKEN)
    return fail_damaged (self->package, "its XML has a tag without end", error);
  self->at_end = n == 0;
  if (XML_ParseBuffer (self->parser, (int) n, n == 0) == XML_STATUS_OK)
    return TRUE;
  return fail_damaged (self->package,
                       self->refused != NULL ? self->refused
                                             : XML_ErrorString (XML_GetErrorCode (self->parser)),
                       error);
}

/*
 * assay_xlsx_attribute:
 *
 * Returns: (nullable): an attribute's value, whatever its prefix
 */
const char *
assay_xlsx_attribute (const char **attributes,
                      const char  *name)
{
  for (; attributes[0] != NULL; attributes += 2)
    if (assay_xlsx_is (attributes[0], name))
      return attributes[1];
  return NULL;
}

/* Whether an element has a name, whatever its prefix. */
gboolean
assay_xlsx_is (const char *element,
               const char *name)
{
  const char *colon = strchr (element, ':');

  return strcmp (colon != NULL ? colon + 1 : element, name) == 0;
}

/*
 * assay_xlsx_unescape:
 * @from: where in @text to start
 *
 * Characters that XML cannot hold are written as `_xHHHH_`. Source: ECMA-376-1, section 22.4.2.4,
 * "bstr".
 */
void
assay_xlsx_unescape (GString *text,
                     gsize    from)
{
  char *p = text->str + from, *end = text->str + text->len, *out;

  p = strstr (p, "_x");
  if (p == NULL)
    return;
  for (out = p; p < end;)
    {
      gunichar c = 0;
      int i = 0;

      if (end - p >= 7 && p[0] == '_' && p[1] == 'x' && p[6] == '_')
        for (; i < 4 && g_ascii_isxdigit (p[2 + i]); i++)
          c = c << 4 | (gunichar) g_ascii_xdigit_value (p[2 + i]);
      if (i == 4 && c != 0 && (c < 0xd800 || c >= 0xe000))
        {
          out += g_unichar_to_utf8 (c, out);
          p += 7;
        }
      else
        *out++ = *p++;
    }
  g_string_truncate (text, (gsize) (out - text->str));
}
