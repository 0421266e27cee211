/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-xlsx-writer-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

/* Rows go to a temporary file as they come, so memory stays flat; the workbook is made of it in the
 * end. Text is always written as text, so nothing in it runs. */
struct _AssayXlsxWriter
{
  char *name;              /* (owned): what messages call the file */
  char *folder;            /* (owned): for the temporary files, removed with them */
  char *path;              /* (owned) */
  lxw_workbook *workbook;  /* (owned) (nullable) */
  lxw_worksheet *sheet;
  lxw_row_t row;
};

static void
take_error (AssayXlsxWriter  *self,
            GError          **error,
            lxw_error         code)
{
  if (errno == ENOSPC)
    assay_import_error_take_write (error, g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full"),
                                   self->name);
  else
    g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_WRITE,
                 "“%s” could not be written: %s", self->name, lxw_strerror (code));
}

AssayXlsxWriter *
assay_xlsx_writer_new (const char  *sheet,
                       const char  *name,
                       GError     **error)
{
  AssayXlsxWriter *self = g_new0 (AssayXlsxWriter, 1);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  GError *cause = NULL;

  self->name = g_strdup (name);
  self->folder = g_dir_make_tmp ("assay-export-XXXXXX", &cause);
  if (self->folder == NULL)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_WRITE,
                   "“%s” could not be written: no temporary folder: %s", name, cause->message);
      g_error_free (cause);
      assay_xlsx_writer_free (self);
      return NULL;
    }
  self->path = g_build_filename (self->folder, "export.xlsx", NULL);
  options.tmpdir = self->folder;
  self->workbook = workbook_new_opt (self->path, &options);
  if (self->workbook != NULL)
    self->sheet = workbook_add_worksheet (self->workbook, sheet != NULL ? sheet : "Leads");
  if (self->sheet == NULL)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_WRITE,
                   "“%s” could not be written: a sheet cannot be called “%s”", name,
                   sheet != NULL ? sheet : "Leads");
      assay_xlsx_writer_free (self);
      return NULL;
    }
  return self;
}

void
assay_xlsx_writer_free (AssayXlsxWriter *self)
{
  if (self == NULL)
    return;
  if (self->workbook != NULL)
    lxw_workbook_free (self->workbook);
  if (self->path != NULL)
    g_unlink (self->path);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
  g_free (self->name);
  g_free (self);
}

static lxw_error
write_cell (AssayXlsxWriter  *self,
            lxw_col_t         column,
            const AssayValue *cell)
{
  g_autofree char *text = NULL;

  switch (cell->kind)
    {
    case ASSAY_VALUE_INTEGER:
      /* A spreadsheet's numbers have 53 bits; a longer one would come back as another. */
      if (ABS (cell->integer) <= G_GINT64_CONSTANT (9007199254740992))
        return worksheet_write_number (self->sheet, self->row, column, (double) cell->integer,
                                       NULL);
      text = g_strdup_printf ("%" G_GINT64_FORMAT, cell->integer);
      break;
    case ASSAY_VALUE_REAL:
      if (!isfinite (cell->real))
        return LXW_NO_ERROR;
      return worksheet_write_number (self->sheet, self->row, column, cell->real, NULL);
    case ASSAY_VALUE_TEXT:
      if (cell->length == 0)
        return LXW_NO_ERROR;
      text = g_strndup (cell->text, cell->length);
      break;
    case ASSAY_VALUE_NULL:
    default:
      return LXW_NO_ERROR;
    }
  return worksheet_write_string (self->sheet, self->row, column, text, NULL);
}

gboolean
assay_xlsx_writer_write (AssayXlsxWriter   *self,
                         const AssayValue  *cells,
                         guint              n_cells,
                         GError           **error)
{
  if (self->row == ASSAY_XLSX_MAX_ROWS)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_TOO_MANY_ROWS,
                   "An Excel sheet holds %d rows at most; export CSV, or fewer leads",
                   ASSAY_XLSX_MAX_ROWS);
      return FALSE;
    }
  if (n_cells > ASSAY_XLSX_MAX_COLUMNS)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_TOO_LARGE,
                   "An Excel sheet holds %d columns at most; export CSV, or fewer columns",
                   ASSAY_XLSX_MAX_COLUMNS);
      return FALSE;
    }
  for (guint i = 0; i < n_cells; i++)
    {
      lxw_error code;

      errno = 0;
      code = write_cell (self, (lxw_col_t) i, &cells[i]);
      if (code == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
        {
          g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_TOO_LARGE,
                       "Row %u, column %u: an Excel cell holds %d characters at most; export CSV",
                       self->row + 1, i + 1, ASSAY_XLSX_MAX_TEXT);
          return FALSE;
        }
      if (code != LXW_NO_ERROR)
        {
          take_error (self, error, code);
          return FALSE;
        }
    }
  self->row++;
  return TRUE;
}

gboolean
assay_xlsx_writer_finish (AssayXlsxWriter  *self,
                          GOutputStream    *stream,
                          GError          **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GInputStream) made = NULL;
  GError *cause = NULL;
  lxw_error code;

  errno = 0;
  code = workbook_close (self->workbook);
  self->workbook = NULL;
  if (code != LXW_NO_ERROR)
    {
      take_error (self, error, code);
      return FALSE;
    }
  made = (GInputStream *) g_file_read (file, NULL, &cause);
  if (made == NULL
      || g_output_stream_splice (stream, made, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, NULL,
                                 &cause) < 0)
    {
      assay_import_error_take_write (error, cause, self->name);
      return FALSE;
    }
  return TRUE;
}
