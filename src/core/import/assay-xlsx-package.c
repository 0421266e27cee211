/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-xlsx-package-private.h"

#include <string.h>

#define MAX_STRINGS ((gsize) 512 * 1024 * 1024)
#define MAX_SHEETS  10000

/* The part comes first: it is the user data of its parser. */
typedef struct
{
  AssayXlsxPart part;
  AssayXlsxPackage *package;
  GHashTable *targets;      /* (owned): relation id to path; of the relations */
  GPtrArray *relations;     /* (owned): relation id of each sheet; of the workbook */
  GHashTable *formats;      /* (owned): number format to style; of the styles */
  gboolean in_cell_formats;
  gboolean in_text;
  gboolean in_phonetic;
} Load;

static void
sheet_ref_free (gpointer data)
{
  AssayXlsxSheetRef *ref = data;

  g_free (ref->name);
  g_free (ref->path);
  g_free (ref);
}

void
assay_xlsx_package_free (AssayXlsxPackage *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->name);
  g_ptr_array_unref (self->sheets);
  g_array_unref (self->styles);
  g_array_unref (self->string_ends);
  g_string_free (self->strings, TRUE);
  g_free (self);
}

static gboolean
is_true (const char *text)
{
  return text != NULL && (strcmp (text, "1") == 0 || strcmp (text, "true") == 0);
}

static void XMLCALL
workbook_start (void        *data,
                const char  *element,
                const char **attributes)
{
  Load *load = data;

  if (assay_xlsx_is (element, "workbookPr"))
    load->package->from_1904 = is_true (assay_xlsx_attribute (attributes, "date1904"));
  else if (assay_xlsx_is (element, "sheet") && load->package->sheets->len < MAX_SHEETS)
    {
      const char *name = assay_xlsx_attribute (attributes, "name");
      const char *id = NULL;

      /* "r:id", not "sheetId" and not another prefix's. */
      for (const char **a = attributes; a[0] != NULL; a += 2)
        if (strchr (a[0], ':') != NULL && assay_xlsx_is (a[0], "id"))
          id = a[1];
      if (name != NULL && id != NULL)
        {
          AssayXlsxSheetRef *ref = g_new0 (AssayXlsxSheetRef, 1);
          ref->name = g_strdup (name);
          g_ptr_array_add (load->package->sheets, ref);
          g_ptr_array_add (load->relations, g_strdup (id));
        }
    }
}

static void XMLCALL
relations_start (void        *data,
                 const char  *element,
                 const char **attributes)
{
  Load *load = data;
  const char *id = assay_xlsx_attribute (attributes, "Id");
  const char *target = assay_xlsx_attribute (attributes, "Target");

  if (!assay_xlsx_is (element, "Relationship") || id == NULL || target == NULL)
    return;
  g_hash_table_replace (load->targets, g_strdup (id),
                        *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL));
}

/* What a number format shows. Text in quotes and brackets is none of it, except elapsed hours.
 * Source: ECMA-376-1, section 18.8.31, "numFmts". */
static AssayXlsxStyle
judge_format (const char *code)
{
  gboolean date = FALSE, time = FALSE;

  for (; *code != '\0' && *code != ';'; code++)
    {
      if (*code == '\\' || *code == '_' || *code == '*')
        {
          if (code[1] != '\0')
            code++;
        }
      else if (*code == '"' || *code == '[')
        {
          const char *close = strchr (code + 1, *code == '"' ? '"' : ']');
          if (*code == '[' && code[1] != '\0' && strchr ("hHmMsS", code[1]) != NULL
              && (code[2] == ']' || code[2] == code[1]))
            time = TRUE;
          if (close == NULL)
            break;
          code = close;
        }
      else if (*code == 'y' || *code == 'Y' || *code == 'd' || *code == 'D')
        date = TRUE;
      else if (*code == 'h' || *code == 'H' || *code == 's' || *code == 'S')
        time = TRUE;
      else if (g_ascii_strncasecmp (code, "General", 7) == 0)
        code += 6;
      else if (*code == 'm' || *code == 'M')
        {
          /* Minutes stand beside hours or seconds, months do not. */
          while (code[1] == 'm' || code[1] == 'M')
            code++;
          if (code[1] == ':')
            time = TRUE;
          else if (!time)
            date = TRUE;
        }
    }
  if (date)
    return time ? ASSAY_XLSX_STYLE_DATETIME : ASSAY_XLSX_STYLE_DATE;
  return time ? ASSAY_XLSX_STYLE_TIME : ASSAY_XLSX_STYLE_PLAIN;
}

/* Source: ECMA-376-1, section 18.8.30, "numFmt", the formats that need no code. */
static AssayXlsxStyle
judge_format_id (Load   *load,
                 gint64  id)
{
  gpointer style;

  if (g_hash_table_lookup_extended (load->formats, GINT_TO_POINTER ((gint) id), NULL, &style))
    return (AssayXlsxStyle) GPOINTER_TO_INT (style);
  if (id == 22)
    return ASSAY_XLSX_STYLE_DATETIME;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35))
    return ASSAY_XLSX_STYLE_TIME;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
    return ASSAY_XLSX_STYLE_DATE;
  return ASSAY_XLSX_STYLE_PLAIN;
}

static gint64
number_attribute (const char **attributes,
                  const char  *name)
{
  const char *text = assay_xlsx_attribute (attributes, name);

  return text != NULL ? CLAMP (g_ascii_strtoll (text, NULL, 10), 0, G_MAXINT32) : 0;
}

static void XMLCALL
styles_start (void        *data,
              const char  *element,
              const char **attributes)
{
  Load *load = data;
  const char *code;

  if (assay_xlsx_is (element, "cellXfs"))
    load->in_cell_formats = TRUE;
  else if (assay_xlsx_is (element, "numFmt")
           && (code = assay_xlsx_attribute (attributes, "formatCode")) != NULL)
    g_hash_table_replace (load->formats,
                          GINT_TO_POINTER ((gint) number_attribute (attributes, "numFmtId")),
                          GINT_TO_POINTER ((gint) judge_format (code)));
  else if (assay_xlsx_is (element, "xf") && load->in_cell_formats)
    {
      AssayXlsxStyle style = judge_format_id (load, number_attribute (attributes, "numFmtId"));
      g_array_append_val (load->package->styles, style);
    }
}

static void XMLCALL
styles_end (void       *data,
            const char *element)
{
  Load *load = data;

  if (assay_xlsx_is (element, "cellXfs"))
    load->in_cell_formats = FALSE;
}

static void XMLCALL
strings_start (void        *data,
               const char  *element,
               const char **attributes)
{
  Load *load = data;

  if (assay_xlsx_is (element, "t"))
    load->in_text = !load->in_phonetic;
  else if (assay_xlsx_is (element, "rPh"))
    load->in_phonetic = TRUE;
}

static void XMLCALL
strings_end (void       *data,
             const char *element)
{
  Load *load = data;
  AssayXlsxPackage *package = load->package;

  if (assay_xlsx_is (element, "t"))
    load->in_text = FALSE;
  else if (assay_xlsx_is (element, "rPh"))
    load->in_phonetic = FALSE;
  else if (assay_xlsx_is (element, "si"))
    {
      guint n = package->string_ends->len;
      gsize from = n > 0 ? g_array_index (package->string_ends, gsize, n - 1) : 0;
      gsize end;

      assay_xlsx_unescape (package->strings, from);
      end = package->strings->len;
      g_array_append_val (package->string_ends, end);
      if (package->string_ends->len * sizeof (gsize) + end > MAX_STRINGS)
        assay_xlsx_part_refuse (&load->part, "it has more text than fits into memory");
    }
}

static void XMLCALL
strings_text (void       *data,
              const char *text,
              int         length)
{
  Load *load = data;

  if (load->package->strings->len > MAX_STRINGS)
    assay_xlsx_part_refuse (&load->part, "it has more text than fits into memory");
  else if (load->in_text)
    g_string_append_len (load->package->strings, text, length);
}

static gboolean
load_part (Load                      *load,
           const char                *path,
           XML_StartElementHandler    start,
           XML_EndElementHandler      end,
           XML_CharacterDataHandler   text,
           GError                   **error)
{
  GError *cause = NULL;
  gboolean found = assay_xlsx_part_open (&load->part, load->package, path, &cause);

  if (found)
    {
      XML_SetElementHandler (load->part.parser, start, end);
      XML_SetCharacterDataHandler (load->part.parser, text);
      while (cause == NULL && !load->part.at_end)
        assay_xlsx_part_feed (&load->part, &cause);
    }
  assay_xlsx_part_clear (&load->part);
  if (cause != NULL)
    g_propagate_error (error, cause);
  return cause == NULL;
}

static gboolean
load_all (Load    *load,
          GError **error)
{
  AssayXlsxPackage *package = load->package;

  if (!load_part (load, "xl/workbook.xml", workbook_start, NULL, NULL, error)
      || !load_part (load, "xl/_rels/workbook.xml.rels", relations_start, NULL, NULL, error))
    return FALSE;
  for (guint i = 0; i < package->sheets->len; i++)
    {
      AssayXlsxSheetRef *ref = g_ptr_array_index (package->sheets, i);
      ref->path = g_strdup (g_hash_table_lookup (load->targets,
                                                 g_ptr_array_index (load->relations, i)));
    }
  if (package->sheets->len == 0)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NOT_TEXT,
                   "“%s” is neither a text file nor an Excel workbook: it looks like a ZIP archive "
                   "or another Office document", package->name);
      return FALSE;
    }
  return load_part (load, "xl/styles.xml", styles_start, styles_end, NULL, error)
         && load_part (load, "xl/sharedStrings.xml", strings_start, strings_end, strings_text,
                       error);
}

/*
 * assay_xlsx_package_open:
 * @path: a local file
 * @name: what messages call it
 *
 * Reads what a workbook says about its sheets. Errors: %ASSAY_IMPORT_ERROR_DAMAGED,
 * %ASSAY_IMPORT_ERROR_NOT_TEXT, %ASSAY_IMPORT_ERROR_TOO_LARGE.
 */
AssayXlsxPackage *
assay_xlsx_package_open (const char  *path,
                         const char  *name,
                         GError     **error)
{
  g_autoptr (AssayXlsxPackage) self = g_new0 (AssayXlsxPackage, 1);
  Load load = { .package = self };
  gboolean ok;

  self->path = g_strdup (path);
  self->name = g_strdup (name);
  self->sheets = g_ptr_array_new_with_free_func (sheet_ref_free);
  self->styles = g_array_new (FALSE, FALSE, sizeof (AssayXlsxStyle));
  self->strings = g_string_new (NULL);
  self->string_ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  load.targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  load.relations = g_ptr_array_new_with_free_func (g_free);
  load.formats = g_hash_table_new (NULL, NULL);
  ok = load_all (&load, error);
  g_hash_table_unref (load.targets);
  g_hash_table_unref (load.formats);
  g_ptr_array_unref (load.relations);
  return ok ? g_steal_pointer (&self) : NULL;
}
