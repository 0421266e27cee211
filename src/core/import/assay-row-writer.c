/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-row-writer.h"

#include "base/assay-json.h"
#include "import/assay-row-text-private.h"
#include "import/assay-xlsx-writer-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_SIZE ((gsize) 256 * 1024)

struct _AssayRowWriter
{
  GObject parent_instance;

  AssayRowFormat format;
  AssayRowCsv csv;
  char *name;               /* (owned): what messages call the file */

  GFile *file;              /* (owned) (nullable): what is replaced in the end */
  char *temporary;          /* (owned) (nullable): written beside it */
  GOutputStream *stream;    /* (owned) */
  AssayXlsxWriter *xlsx;    /* (owned) (nullable) */
  GString *buffer;          /* (owned) */
  GPtrArray *names;         /* (owned) (element-type utf8): for JSON, with quotes and colon */
  guint64 n_rows;
};

G_DEFINE_FINAL_TYPE (AssayRowWriter, assay_row_writer, G_TYPE_OBJECT)

static void
assay_row_writer_finalize (GObject *object)
{
  AssayRowWriter *self = ASSAY_ROW_WRITER (object);

  g_clear_pointer (&self->xlsx, assay_xlsx_writer_free);
  g_clear_object (&self->stream);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_clear_object (&self->file);
  g_free (self->name);
  g_string_free (self->buffer, TRUE);
  g_ptr_array_unref (self->names);
  G_OBJECT_CLASS (assay_row_writer_parent_class)->finalize (object);
}

static void
assay_row_writer_class_init (AssayRowWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_row_writer_finalize;
}

static void
assay_row_writer_init (AssayRowWriter *self)
{
  self->buffer = g_string_sized_new (BUFFER_SIZE);
  self->names = g_ptr_array_new_with_free_func (g_free);
}

static AssayRowWriter *
new_writer (const AssayRowWriterOptions *options)
{
  static const AssayRowWriterOptions defaults;
  AssayRowWriter *self = g_object_new (ASSAY_TYPE_ROW_WRITER, NULL);

  if (options == NULL)
    options = &defaults;
  self->format = options->format;
  self->csv.guard = !options->no_guard;
  self->csv.delimiter = options->delimiter != '\0' ? options->delimiter : ',';
  if (options->bom && options->format == ASSAY_ROW_FORMAT_CSV)
    g_string_append (self->buffer, "\xef\xbb\xbf");
  return self;
}

/* A file of our own beside the target, which nobody else may read, since it holds people's data. */
static gboolean
open_temporary (AssayRowWriter  *self,
                GError         **error)
{
  g_autofree char *path = g_file_get_path (self->file);
  GError *cause = NULL;
  int fd;

  if (path == NULL)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_WRITE,
                   "“%s” is not on this machine; export to a local file", self->name);
      return FALSE;
    }
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error_literal (&cause, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "");
      assay_import_error_take_write (error, cause, self->name);
      return FALSE;
    }
  /* What is no plain file, as a pipe or /dev/full, is written in place. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);
    }
  else
    {
      self->temporary = g_strdup_printf ("%s.XXXXXX", path);
      fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
      if (fd < 0)
        g_clear_pointer (&self->temporary, g_free);
    }
  if (fd < 0)
    {
      int reason = errno;
      g_set_error_literal (&cause, G_IO_ERROR, g_io_error_from_errno (reason), g_strerror (reason));
      assay_import_error_take_write (error, cause, self->name);
      return FALSE;
    }
  self->stream = g_unix_output_stream_new (fd, TRUE);
  return TRUE;
}

static gboolean
begin_xlsx (AssayRowWriter               *self,
            const AssayRowWriterOptions  *options,
            GError                      **error)
{
  if (self->format != ASSAY_ROW_FORMAT_XLSX)
    return TRUE;
  self->xlsx = assay_xlsx_writer_new (options->sheet, self->name, error);
  return self->xlsx != NULL;
}

/**
 * assay_row_writer_new:
 * @file: a local file; one that exists is replaced when all is written, not before
 * @options: (nullable): how
 *
 * Starts an export. Rows go to a file beside @file, readable by its owner alone, that takes its
 * place in assay_row_writer_finish(); without that nothing changes. Errors: %ASSAY_IMPORT_ERROR.
 * One thread at a time.
 *
 * Returns: (transfer full): a writer
 */
AssayRowWriter *
assay_row_writer_new (GFile                        *file,
                      const AssayRowWriterOptions  *options,
                      GError                      **error)
{
  g_autoptr (AssayRowWriter) self = new_writer (options);

  self->file = g_object_ref (file);
  self->name = g_file_get_parse_name (file);
  if (!open_temporary (self, error) || !begin_xlsx (self, options, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * assay_row_writer_new_for_stream:
 * @stream: where to write; it stays open
 * @options: (nullable): how
 *
 * The same to a stream, standard output for example. Errors: %ASSAY_IMPORT_ERROR.
 *
 * Returns: (transfer full): a writer
 */
AssayRowWriter *
assay_row_writer_new_for_stream (GOutputStream                *stream,
                                 const AssayRowWriterOptions  *options,
                                 GError                      **error)
{
  g_autoptr (AssayRowWriter) self = new_writer (options);

  self->stream = g_object_ref (stream);
  self->name = g_strdup ("output");
  if (!begin_xlsx (self, options, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
flush (AssayRowWriter  *self,
       GError         **error)
{
  GError *cause = NULL;

  if (!g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, NULL,
                                  &cause))
    {
      assay_import_error_take_write (error, cause, self->name);
      return FALSE;
    }
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

/**
 * assay_row_writer_write_header:
 * @names: (array zero-terminated=1): the names of the columns
 *
 * Writes the header; once, first, and always for JSON Lines. Errors: %ASSAY_IMPORT_ERROR.
 */
gboolean
assay_row_writer_write_header (AssayRowWriter     *self,
                               const char *const  *names,
                               GError            **error)
{
  guint n = g_strv_length ((char **) names);
  g_autofree AssayValue *cells = g_new0 (AssayValue, n + 1);

  for (guint i = 0; i < n; i++)
    {
      GString *member = g_string_new (NULL);
      assay_json_append_string (member, names[i], -1);
      g_string_append_c (member, ':');
      g_ptr_array_add (self->names, g_string_free (member, FALSE));
      cells[i] = assay_value_from_text (names[i], strlen (names[i]));
    }
  if (self->format == ASSAY_ROW_FORMAT_JSONL)
    return TRUE;
  if (!assay_row_writer_write (self, cells, n, error))
    return FALSE;
  self->n_rows--;
  return TRUE;
}

/**
 * assay_row_writer_write:
 * @cells: (array length=n_cells): a row, in the order of the header
 *
 * Writes a row. Text that a spreadsheet would run as a formula gets an apostrophe ahead unless that
 * was turned off; numbers are never touched. *Source:* OWASP, "CSV Injection". Errors:
 * %ASSAY_IMPORT_ERROR_NO_SPACE, %ASSAY_IMPORT_ERROR_WRITE, %ASSAY_IMPORT_ERROR_TOO_MANY_ROWS.
 */
gboolean
assay_row_writer_write (AssayRowWriter    *self,
                        const AssayValue  *cells,
                        guint              n_cells,
                        GError           **error)
{
  switch (self->format)
    {
    case ASSAY_ROW_FORMAT_CSV:
      assay_row_append_csv (self->buffer, &self->csv, cells, n_cells);
      break;
    case ASSAY_ROW_FORMAT_JSONL:
      assay_row_append_json (self->buffer, self->names, cells, n_cells);
      break;
    case ASSAY_ROW_FORMAT_XLSX:
      if (!assay_xlsx_writer_write (self->xlsx, cells, n_cells, error))
        return FALSE;
      break;
    default:
      g_return_val_if_reached (FALSE);
    }
  self->n_rows++;
  return self->buffer->len < BUFFER_SIZE || flush (self, error);
}

static gboolean
replace_target (AssayRowWriter  *self,
                GError         **error)
{
  g_autofree char *path = g_file_get_path (self->file);
  GError *cause = NULL;
  int fd = g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (self->stream));

  /* A disk may turn out to be full only here. */
  if (self->temporary != NULL && fsync (fd) != 0)
    {
      int reason = errno;
      g_set_error_literal (&cause, G_IO_ERROR, g_io_error_from_errno (reason), g_strerror (reason));
    }
  else if (g_output_stream_close (self->stream, NULL, &cause) && self->temporary != NULL
           && g_rename (self->temporary, path) != 0)
    {
      int reason = errno;
      g_set_error_literal (&cause, G_IO_ERROR, g_io_error_from_errno (reason), g_strerror (reason));
    }
  if (cause != NULL)
    {
      assay_import_error_take_write (error, cause, self->name);
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

/**
 * assay_row_writer_finish:
 *
 * Completes the export and puts it in its place. Errors: %ASSAY_IMPORT_ERROR_NO_SPACE,
 * %ASSAY_IMPORT_ERROR_WRITE.
 */
gboolean
assay_row_writer_finish (AssayRowWriter  *self,
                         GError         **error)
{
  GError *cause = NULL;

  if (self->xlsx != NULL && !assay_xlsx_writer_finish (self->xlsx, self->stream, error))
    return FALSE;
  if (!flush (self, error))
    return FALSE;
  if (!g_output_stream_flush (self->stream, NULL, &cause))
    {
      assay_import_error_take_write (error, cause, self->name);
      return FALSE;
    }
  return self->file == NULL || replace_target (self, error);
}

/**
 * assay_row_writer_get_n_rows:
 *
 * Returns: rows written so far, without the header
 */
guint64
assay_row_writer_get_n_rows (AssayRowWriter *self)
{
  return self->n_rows;
}

/**
 * assay_row_format_from_name:
 * @name: a file name, or one of `csv`, `jsonl`, `xlsx`
 * @format: (out): the format its end names
 *
 * Returns: whether it names one
 */
gboolean
assay_row_format_from_name (const char     *name,
                            AssayRowFormat *format)
{
  static const struct
  {
    const char *ending;
    AssayRowFormat format;
  } endings[] = {
    { "csv", ASSAY_ROW_FORMAT_CSV },
    { "jsonl", ASSAY_ROW_FORMAT_JSONL },
    { "ndjson", ASSAY_ROW_FORMAT_JSONL },
    { "xlsx", ASSAY_ROW_FORMAT_XLSX },
  };
  const char *dot = strrchr (name, '.');
  const char *ending = dot != NULL ? dot + 1 : name;

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (ending, endings[i].ending) == 0)
      {
        *format = endings[i].format;
        return TRUE;
      }
  return FALSE;
}
