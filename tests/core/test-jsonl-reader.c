/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-row-reader.h"
#include "import/assay-row-writer.h"

#include <string.h>

static AssayRowReader *
open_text (const char *text,
           gsize       length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTextSource) source = assay_text_source_new_for_bytes (bytes, "UTF-8", &error);
  AssayRowReader *reader;

  g_assert_no_error (error);
  reader = assay_row_reader_open_source (source, NULL, &error);
  g_assert_no_error (error);
  return reader;
}

static void
assert_cells (AssayRowReader *reader,
              const char     *expected)
{
  GString *cells = g_string_new (NULL);
  AssayRow row;

  g_assert_true (assay_row_reader_next (reader, &row, NULL));
  for (guint i = 0; i < row.n_cells; i++)
    {
      if (row.cells[i].kind == ASSAY_VALUE_NULL)
        g_string_append (cells, "NULL");
      else
        g_string_append_len (cells, row.cells[i].text, row.cells[i].length);
      g_string_append_c (cells, '|');
    }
  if (row.problems & ASSAY_ROW_PROBLEM_NOT_A_ROW)
    g_string_append (cells, "!");
  g_assert_cmpstr (cells->str, ==, expected);
  g_string_free (cells, TRUE);
}

static void
test_rows (void)
{
  const char *text = "{\"a\":\"x\",\"b\":1.50}\n\n"
                     "{\"b\":null, \"c\" : true, \"a\":\"\"}\r\n"
                     "{\"a\":\"q\\\"\\\\\\/\\n\\u00e9\\ud83d\\ude0e\\ud800\\u0000\"}\n"
                     "{\"a\":[1,\"]\",{\"x\":2}],\"b\":{\"y\":[]}}\n"
                     "{}\n{\"a\":1,}\n{\"a\":1} x\n[1]\n{\"a\":tru}\n{\"a\":\"open}\n{\"a\":\"b\\x\"}\n"
                     "{\"d\":-0.5e+3}";
  g_autoptr (AssayRowReader) reader = open_text (text, strlen (text));
  const char *const *header = assay_row_reader_get_header (reader);
  AssayRow row;

  g_assert_cmpuint (g_strv_length ((char **) header), ==, 4);
  g_assert_cmpstr (header[3], ==, "d");
  assert_cells (reader, "x|1.50|NULL|NULL|");
  assert_cells (reader, "|NULL|true|NULL|");
  assert_cells (reader, "q\"\\/\né😎\xef\xbf\xbd\xef\xbf\xbd|NULL|NULL|NULL|");
  assert_cells (reader, "[1,\"]\",{\"x\":2}]|{\"y\":[]}|NULL|NULL|");
  assert_cells (reader, "NULL|NULL|NULL|NULL|");
  for (guint i = 0; i < 6; i++)
    assert_cells (reader, "!");
  assert_cells (reader, "NULL|NULL|NULL|-0.5e+3|");
  g_assert_false (assay_row_reader_next (reader, &row, NULL));
}

static void
test_growing (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (AssayRowReader) reader = NULL;
  AssayRow row;
  guint n = 0;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "{\"id\":%u,\"name\":\"some name or other\"}\n", i);
  g_string_append (text, "{\"id\":1,\"late\":\"x\"}\n");
  reader = open_text (text->str, text->len);
  g_assert_cmpuint (g_strv_length ((char **) assay_row_reader_get_header (reader)), ==, 2);
  while (assay_row_reader_next (reader, &row, NULL))
    n += row.n_cells == (n < 20000 ? 2 : 3);
  g_assert_cmpuint (n, ==, 20001);
  g_assert_cmpuint (g_strv_length ((char **) assay_row_reader_get_header (reader)), ==, 3);
  g_string_free (text, TRUE);
}

static void
test_round_trip (void)
{
  static const char *const names[] = { "a", "b \"x\"", "c", NULL };
  const AssayRowWriterOptions options = { .format = ASSAY_ROW_FORMAT_JSONL };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AssayRowWriter) writer = assay_row_writer_new_for_stream (stream, &options, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayRowReader) reader = NULL;
  char cells[100][3][12];
  AssayRow row;

  assay_row_writer_write_header (writer, names, NULL);
  for (guint i = 0; i < 100; i++)
    {
      AssayValue values[3];
      for (guint j = 0; j < 3; j++)
        {
          gsize length = (gsize) g_test_rand_int_range (0, 12);
          for (gsize k = 0; k < length; k++)
            cells[i][j][k] = (char) g_test_rand_int_range (1, 128);
          values[j] = (AssayValue) { .kind = ASSAY_VALUE_TEXT, .length = (guint32) length,
                                     .text = cells[i][j] };
          if (length < 11)
            cells[i][j][length] = '\0';
          else
            cells[i][j][11] = '\0', values[j].length = (guint32) strlen (cells[i][j]);
        }
      assay_row_writer_write (writer, values, 3, NULL);
    }
  assay_row_writer_finish (writer, NULL);
  g_output_stream_close (stream, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  reader = open_text (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  for (guint i = 0; i < 100; i++)
    {
      g_assert_true (assay_row_reader_next (reader, &row, NULL));
      g_assert_cmpuint (row.problems, ==, 0);
      for (guint j = 0; j < 3; j++)
        g_assert_cmpmem (row.cells[j].text, row.cells[j].length, cells[i][j], strlen (cells[i][j]));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jsonl-reader/rows", test_rows);
  g_test_add_func ("/jsonl-reader/growing", test_growing);
  g_test_add_func ("/jsonl-reader/round-trip", test_round_trip);
  return g_test_run ();
}
