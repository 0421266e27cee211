/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-row-reader.h"
#include "import/assay-row-writer.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static AssayValue
text (const char *t)
{
  return assay_value_from_text (t, strlen (t));
}

static char *
write_rows (const AssayRowWriterOptions *options,
            const AssayValue            *cells,
            guint                        n_cells)
{
  static const char *const names[] = { "name", "note \"x\"", "n", NULL };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AssayRowWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  writer = assay_row_writer_new_for_stream (stream, options, &error);
  g_assert_no_error (error);
  g_assert_true (assay_row_writer_write_header (writer, names, &error));
  g_assert_true (assay_row_writer_write (writer, cells, n_cells, &error));
  g_assert_cmpuint (assay_row_writer_get_n_rows (writer), ==, 1);
  g_assert_true (assay_row_writer_finish (writer, &error));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_csv (void)
{
  const AssayValue cells[] = { text ("a,\"b\"\nc"), text (""), assay_value_from_integer (-5) };
  const AssayValue others[] = { text (" x"), ASSAY_VALUE_INIT_NULL, assay_value_from_real (0.1) };
  const AssayRowWriterOptions tsv = { .delimiter = '\t', .bom = TRUE };
  g_autofree char *a = write_rows (NULL, cells, 3);
  g_autofree char *b = write_rows (&tsv, others, 3);

  g_assert_cmpstr (a, ==, "name,\"note \"\"x\"\"\",n\r\n\"a,\"\"b\"\"\nc\",,-5\r\n");
  g_assert_cmpstr (b, ==, "\xef\xbb\xbfname\t\"note \"\"x\"\"\"\tn\r\n\" x\"\t\t0.1\r\n");
}

static void
test_jsonl (void)
{
  const AssayRowWriterOptions options = { .format = ASSAY_ROW_FORMAT_JSONL };
  const AssayValue cells[] = { text ("a\"\\\n\t=é"), ASSAY_VALUE_INIT_NULL,
                               assay_value_from_real (1e300) };
  const AssayValue odd[] = { text (""), assay_value_from_real (NAN),
                             assay_value_from_integer (G_MININT64) };
  g_autofree char *a = write_rows (&options, cells, 3);
  g_autofree char *b = write_rows (&options, odd, 3);

  g_assert_cmpstr (a, ==, "{\"name\":\"a\\\"\\\\\\n\\t=é\",\"note \\\"x\\\"\":null,\"n\":1e+300}\n");
  g_assert_cmpstr (b, ==, "{\"name\":\"\",\"note \\\"x\\\"\":null,\"n\":-9223372036854775808}\n");
}

static const char *const dangerous[] = {
  "=1+1", "+49 30 123", "-5", "@SUM(A1)", "\tx", "\rx", "'=1", "''=1", "'quoted'", "'", "''", "plain",
  "a=b", "", "'tis", "=cmd|' /C calc'!A0", "+", "'+", "-\"x\",y", "' =x", " =x",
};

static void
test_guard (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dangerous); i++)
    {
      const AssayCsvDialect dialect = { .delimiter = ',', .quote = '"', .header_line = 1 };
      const AssayRowReaderOptions open = { .dialect = &dialect, .unguard = TRUE, .encoding = "UTF-8" };
      const AssayValue cells[] = { text (dangerous[i]), text ("x") };
      g_autofree char *csv = write_rows (NULL, cells, 2);
      g_autoptr (GBytes) bytes = g_bytes_new (csv, strlen (csv));
      g_autoptr (AssayTextSource) source = assay_text_source_new_for_bytes (bytes, NULL, NULL);
      g_autoptr (AssayRowReader) reader = assay_row_reader_open_source (source, &open, NULL);
      const char *cell = strchr (csv, '\n') + 1;
      AssayRow row;

      cell += *cell == '"';
      g_assert_null (memchr ("=+-@\t\r", *cell, 6));
      g_assert_true (assay_row_reader_next (reader, &row, NULL));
      g_assert_true (assay_value_equal (&row.cells[0], &cells[0]));
    }
  {
    const AssayRowWriterOptions off = { .no_guard = TRUE };
    const AssayValue cells[] = { text ("=1") };
    g_autofree char *csv = write_rows (&off, cells, 1);
    g_assert_true (g_str_has_suffix (csv, "\r\n=1\r\n"));
  }
}

static void
test_replace (void)
{
  g_autofree char *folder = g_dir_make_tmp ("assay-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  const AssayValue cells[] = { text ("new") };
  GStatBuf status;
  g_autoptr (GDir) dir = NULL;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  {
    g_autoptr (AssayRowWriter) writer = assay_row_writer_new (file, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (assay_row_writer_write (writer, cells, 1, &error));
    /* Not finished: the old file stays and nothing else is left. */
  }
  g_file_get_contents (path, &content, NULL, NULL);
  g_assert_cmpstr (content, ==, "old");
  g_clear_pointer (&content, g_free);
  {
    g_autoptr (AssayRowWriter) writer = assay_row_writer_new (file, NULL, &error);
    g_assert_true (assay_row_writer_write (writer, cells, 1, &error));
    g_assert_true (assay_row_writer_finish (writer, &error));
    g_assert_no_error (error);
  }
  g_file_get_contents (path, &content, NULL, NULL);
  g_assert_cmpstr (content, ==, "new\r\n");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_unlink (path);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  g_rmdir (folder);
}

static void
assert_write_fails (const char    *path,
                    AssayRowFormat format,
                    int            code)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const AssayRowWriterOptions options = { .format = format };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayRowWriter) writer = assay_row_writer_new (file, &options, &error);
  const AssayValue cells[] = { text ("some text that fills the disk") };
  gboolean ok = writer != NULL;

  for (guint i = 0; i < 20000 && ok; i++)
    ok = assay_row_writer_write (writer, cells, 1, &error);
  if (ok)
    ok = assay_row_writer_finish (writer, &error);
  g_assert_false (ok);
  g_assert_error (error, ASSAY_IMPORT_ERROR, code);
}

static void
test_failures (void)
{
  assert_write_fails ("/dev/full", ASSAY_ROW_FORMAT_CSV, ASSAY_IMPORT_ERROR_NO_SPACE);
  assert_write_fails ("/dev/full", ASSAY_ROW_FORMAT_JSONL, ASSAY_IMPORT_ERROR_NO_SPACE);
  assert_write_fails ("/dev/full", ASSAY_ROW_FORMAT_XLSX, ASSAY_IMPORT_ERROR_NO_SPACE);
  assert_write_fails ("/nonexistent/folder/x.csv", ASSAY_ROW_FORMAT_CSV, ASSAY_IMPORT_ERROR_NOT_FOUND);
  assert_write_fails (g_get_tmp_dir (), ASSAY_ROW_FORMAT_CSV, ASSAY_IMPORT_ERROR_IS_DIRECTORY);
}

static void
test_format_names (void)
{
  AssayRowFormat format;

  g_assert_true (assay_row_format_from_name ("a/b.CSV", &format));
  g_assert_cmpint (format, ==, ASSAY_ROW_FORMAT_CSV);
  g_assert_true (assay_row_format_from_name ("jsonl", &format));
  g_assert_cmpint (format, ==, ASSAY_ROW_FORMAT_JSONL);
  g_assert_true (assay_row_format_from_name ("x.xlsx", &format));
  g_assert_cmpint (format, ==, ASSAY_ROW_FORMAT_XLSX);
  g_assert_false (assay_row_format_from_name ("x.doc", &format));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-writer/csv", test_csv);
  g_test_add_func ("/row-writer/jsonl", test_jsonl);
  g_test_add_func ("/row-writer/guard", test_guard);
  g_test_add_func ("/row-writer/replace", test_replace);
  g_test_add_func ("/row-writer/failures", test_failures);
  g_test_add_func ("/row-writer/format-names", test_format_names);
  return g_test_run ();
}
