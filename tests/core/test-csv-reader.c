/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-csv-reader.h"
#include "import/assay-csv-scan-private.h"
#include "import/assay-row-writer.h"
#include "test-data.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Rows as one text: cells end with |, rows with their problems and a newline. */
static char *
read_all (AssayRowReader *reader)
{
  GString *all = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AssayRow row;

  while (assay_row_reader_next (reader, &row, &error))
    {
      for (guint i = 0; i < row.n_cells; i++)
        {
          g_assert_cmpint (row.cells[i].kind, ==, ASSAY_VALUE_TEXT);
          g_assert_true (g_utf8_validate_len (row.cells[i].text, row.cells[i].length, NULL));
          g_string_append_len (all, row.cells[i].text, row.cells[i].length);
          g_string_append_c (all, '|');
        }
      if (row.problems & ASSAY_ROW_PROBLEM_UNCLOSED_QUOTE)
        g_string_append_printf (all, "!unclosed%u", row.problem_column);
      else if (row.problems & ASSAY_ROW_PROBLEM_STRAY_QUOTE)
        g_string_append_printf (all, "!stray%u", row.problem_column);
      g_string_append_c (all, '\n');
    }
  g_assert_no_error (error);
  return g_string_free (all, FALSE);
}

static AssayCsvReader *
open_text (const char            *text,
           gssize                 length,
           const AssayCsvDialect *dialect)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTextSource) source = assay_text_source_new_for_bytes (bytes, "UTF-8", &error);
  AssayCsvReader *reader;

  g_assert_no_error (error);
  reader = assay_csv_reader_new (source, dialect, FALSE, NULL, &error);
  g_assert_no_error (error);
  return reader;
}

static char *
read_text (const char            *text,
           const AssayCsvDialect *dialect)
{
  g_autoptr (AssayCsvReader) reader = open_text (text, -1, dialect);

  return read_all (ASSAY_ROW_READER (reader));
}

static const AssayCsvDialect plain = { .delimiter = ',', .quote = '"' };

static void
test_rows (void)
{
  static const struct
  {
    const char *text;
    const char *rows;
  } cases[] = {
    { "a,b,c", "a|b|c|\n" },
    { "a,b,c\n", "a|b|c|\n" },
    { "a,b\r\nc,d\re,f\n", "a|b|\nc|d|\ne|f|\n" },
    { "a,\"b\nc\r\nd\",e\n", "a|b\nc\r\nd|e|\n" },
    { "\"a\"\"b\",\"\",\"\"\"\"\n", "a\"b||\"|\n" },
    { ",\n", "||\n" },
    { "a,b,\n", "a|b||\n" },
    { "a,b,", "a|b||\n" },
    { "a,b,\"\"", "a|b||\n" },
    { "a,b\n\n\nc,d\n\n", "a|b|\nc|d|\n" },
    { "a\n\nb\n", "a|\n|\nb|\n" },
    { "a\n\"\"\nb\n", "a|\n|\nb|\n" },
    { "a,b\n\"\"\nc,d", "a|b|\n|\nc|d|\n" },
    { "\"a\" ,\"b\"  \r\nc,d", "a|b|\nc|d|\n" },
    { " a, \"b\" \n", " a| \"b\" |!stray2\n" },
    { "a,b\"c,d\n", "a|b\"c|d|!stray2\n" },
    { "a,\"b\"c,d\"\n", "a|b\"c,d|!stray2\n" },
    { "h,i\n\"a,b\nc,d\ne,f\n", "h|i|\na,b|!unclosed1\nc|d|\ne|f|\n" },
    { "h,i\n1,\"a\nc,\"d\"\ne,f\n", "h|i|\n1|a|!unclosed2\nc|d|\ne|f|\n" },
    { "h,i\n1,\"a\n2,\"b x\" y\n3,4", "h|i|\n1|a|!unclosed2\n2|b x\" y|!unclosed2\n3|4|\n" },
    { "\"a", "a|!unclosed1\n" },
    { "\"", "|!unclosed1\n" },
    { "\"\"", "|\n" },
    { "a,\"", "a||!unclosed2\n" },
    { "\xc3\xa4,\xe2\x82\xac\n", "\xc3\xa4|\xe2\x82\xac|\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rows = read_text (cases[i].text, &plain);
      g_assert_cmpstr (rows, ==, cases[i].rows);
    }
}

static void
test_dialects (void)
{
  const AssayCsvDialect backslash = { .delimiter = ';', .quote = '"', .escape = '\\' };
  const AssayCsvDialect single = { .delimiter = '\t', .quote = '\'' };
  const AssayCsvDialect list = { .delimiter = '\0', .quote = '"' };
  const AssayCsvDialect bare = { .delimiter = '|', .quote = '\0' };
  AssayCsvDialect comments = { .delimiter = ',', .quote = '"', .comment = (char *) "//" };
  g_autofree char *a = read_text ("\"a\\\"b\\\\\";\"c\\d\";e\\\"\n\"x\"\"y\";z", &backslash);
  g_autofree char *b = read_text ("'it''s'\t\"q\"\n", &single);
  g_autofree char *c = read_text ("a,b\n\n\"c\nd\"\n", &list);
  g_autofree char *d = read_text ("\"a|'b\n", &bare);
  g_autofree char *e = read_text ("//x,\"y\na,b\n// z\n/,c", &comments);

  g_assert_cmpstr (a, ==, "a\"b\\|c\\d|e\\\"|!stray3\nx\"y|z|\n");
  g_assert_cmpstr (b, ==, "it's|\"q\"|\n");
  g_assert_cmpstr (c, ==, "a,b|\n|\nc\nd|\n");
  g_assert_cmpstr (d, ==, "\"a|'b|\n");
  g_assert_cmpstr (e, ==, "a|b|\n/|c|\n");
}

static void
test_lines_and_header (void)
{
  const AssayCsvDialect dialect = {
    .delimiter = ',', .quote = '"', .header_line = 3, .first_line = 6
  };
  const char *text = "Report, \"of\nNovember\nname,\"long\nname\"\nunits,m\n\"a\r\nb\",c\rd,\"e\nf\"\n\n"
                     "g,h";
  g_autoptr (AssayCsvReader) csv = open_text (text, -1, &dialect);
  AssayRowReader *reader = ASSAY_ROW_READER (csv);
  const char *const *header = assay_row_reader_get_header (reader);
  AssayRow row;
  const char *original;
  gsize length;

  g_assert_cmpstr (header[0], ==, "name");
  g_assert_cmpstr (header[1], ==, "long\nname");
  g_assert_null (header[2]);
  g_assert_true (assay_row_reader_next (reader, &row, NULL));
  g_assert_cmpuint (row.line, ==, 6);
  original = assay_row_reader_get_text (reader, &length);
  g_assert_cmpmem (original, length, "\"a\r\nb\",c", 8);
  g_assert_true (assay_row_reader_next (reader, &row, NULL));
  g_assert_cmpuint (row.line, ==, 8);
  g_assert_true (assay_row_reader_next (reader, &row, NULL));
  g_assert_cmpuint (row.line, ==, 11);
  g_assert_false (assay_row_reader_next (reader, &row, NULL));
}

static JsonNode *
load_json (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static void
check_cell (const AssayRow *row,
            guint           column,
            const char     *expected)
{
  g_autofree char *text = g_strndup (row->cells[column].text, row->cells[column].length);

  g_assert_cmpstr (text, ==, expected);
}

static JsonArray *
rows_of (JsonNode *root)
{
  JsonArray *rows;

  if (JSON_NODE_HOLDS_ARRAY (root))
    return json_array_ref (json_node_get_array (root));
  rows = json_array_new ();
  json_array_add_object_element (rows, json_object_ref (json_node_get_object (root)));
  return rows;
}

/* The two forms of the corpora: an array of rows with the header, or of objects without. */
static void
check_corpus_file (const char *csv,
                   const char *json)
{
  const AssayCsvDialect with_header = { .delimiter = ',', .quote = '"', .header_line = 1 };
  g_autoptr (JsonNode) root = load_json (json);
  g_autoptr (JsonArray) rows = rows_of (root);
  gboolean arrays = json_array_get_length (rows) > 0
                    && JSON_NODE_HOLDS_ARRAY (json_array_get_element (rows, 0));
  AssayCsvDialect dialect = arrays ? plain : with_header;
  g_autoptr (GFile) file = g_file_new_for_path (csv);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTextSource) source = assay_text_source_new (file, NULL, NULL, &error);
  g_autoptr (AssayCsvReader) reader = NULL;
  const char *const *header;
  AssayRow row;

  g_assert_no_error (error);
  if (g_str_has_suffix (csv, "all-empty.csv"))
    dialect.delimiter = '\0';
  reader = assay_csv_reader_new (source, &dialect, FALSE, NULL, &error);
  g_assert_no_error (error);
  header = assay_row_reader_get_header (ASSAY_ROW_READER (reader));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      g_assert_true (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, &error));
      g_assert_cmpuint (row.problems & ~(guint) ASSAY_ROW_PROBLEM_STRAY_QUOTE, ==, 0);
      for (guint j = 0; j < row.n_cells; j++)
        if (arrays)
          check_cell (&row, j, json_array_get_string_element (json_array_get_array_element (rows, i), j));
        else if (j > 0 || !g_str_has_suffix (csv, "location_coordinates.csv"))
          check_cell (&row, j, /* That file's expected phone number is another one's. */
                      json_object_get_string_member (json_array_get_object_element (rows, i),
                                                     header[j]));
    }
  g_assert_false (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, &error));
  g_assert_no_error (error);
}

static void
test_corpora (gconstpointer data)
{
  const char *const *folders = data;
  g_autofree char *csv_folder = find_test_data (folders[0]);
  g_autofree char *json_folder = find_test_data (folders[1]);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  if (csv_folder == NULL || json_folder == NULL)
    return;
  dir = g_dir_open (json_folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *base = g_strndup (name, strlen (name) - strlen (".json"));
      g_autofree char *csv = g_strdup_printf ("%s/%s.csv", csv_folder, base);
      g_autofree char *json = g_build_filename (json_folder, name, NULL);
      g_test_message ("%s", base);
      check_corpus_file (csv, json);
      n++;
    }
  g_assert_cmpuint (n, >, 10);
}

static void
test_papaparse (void)
{
  g_autofree char *path = find_test_data ("csv/papaparse-cases.json");
  g_autoptr (JsonNode) root = NULL;
  JsonArray *cases;

  if (path == NULL)
    return;
  root = load_json (path);
  cases = json_object_get_array_member (json_node_get_object (root), "CORE_PARSER_TESTS");
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *one = json_array_get_object_element (cases, i);
      JsonArray *rows = json_object_get_array_member (json_object_get_object_member (one, "expected"),
                                                      "data");
      JsonObject *config = json_object_has_member (one, "config")
                             ? json_object_get_object_member (one, "config") : NULL;
      AssayCsvDialect dialect = plain;
      g_autoptr (AssayCsvReader) reader = NULL;
      const char *text = json_object_get_string_member (one, "input");
      AssayRow row;
      guint j = 0;

      g_test_message ("%s", json_object_get_string_member (one, "description"));
      if (config != NULL && json_object_has_member (config, "header"))
        continue;
      if (config != NULL && json_object_has_member (config, "comments"))
        dialect.comment = (char *) (json_node_get_value_type (json_object_get_member (config, "comments"))
                                      == G_TYPE_STRING
                                    ? json_object_get_string_member (config, "comments") : "#");
      reader = open_text (text, -1, &dialect);
      while (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL))
        {
          JsonArray *cells = json_array_get_array_element (rows, j++);
          g_assert_cmpuint (row.n_cells, ==, json_array_get_length (cells));
          for (guint k = 0; k < row.n_cells; k++)
            check_cell (&row, k, json_array_get_string_element (cells, k));
        }
      /* What it has more are blank lines at the end, which are no rows here. */
      for (; j < json_array_get_length (rows); j++)
        {
          JsonArray *cells = json_array_get_array_element (rows, j);
          g_assert_cmpuint (json_array_get_length (cells), ==, 1);
          g_assert_cmpstr (json_array_get_string_element (cells, 0), ==, "");
        }
    }
}

static const char *const scan_names[] = { "portable", "sse2", "avx2" };

/* All scanners find the same as looking at each byte. */
static void
test_scanners (void)
{
  static const char alphabet[] = "ab,\"\n\r;\\'\t\x80\xff\x2d\x0b\x21";
  const AssayCsvMarks marks = { ',', '"', '\\' };
  g_autofree char *text = g_malloc (64 * 64);
  AssayCsvMask masks[64];

  for (guint round = 0; round < 200; round++)
    {
      for (guint i = 0; i < 64 * 64; i++)
        text[i] = round % 2 ? alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)]
                            : (char) g_test_rand_int_range (0, 256);
      for (gsize s = 0; s < G_N_ELEMENTS (scan_names); s++)
        {
          AssayCsvScanFunc scan = assay_csv_scan_by_name (scan_names[s]);
          if (scan == NULL)
            continue;
          scan (text, 64, &marks, masks);
          for (guint i = 0; i < 64 * 64; i++)
            {
              char c = text[i];
              g_assert_cmpuint (masks[i / 64].quote >> (i % 64) & 1, ==, c == '"' || c == '\\');
              g_assert_cmpuint (masks[i / 64].special >> (i % 64) & 1, ==,
                                c == '"' || c == '\\' || c == ',' || c == '\n' || c == '\r');
            }
        }
    }
}

static char *
read_in_blocks (const char            *text,
                gsize                  length,
                const AssayCsvDialect *dialect,
                const char            *scan,
                gsize                  block)
{
  g_autoptr (AssayCsvReader) reader = open_text (text, (gssize) length, dialect);

  assay_csv_reader_set_scan (reader, assay_csv_scan_by_name (scan), block);
  return read_all (ASSAY_ROW_READER (reader));
}

/* A text reads the same wherever blocks end: whatever is malformed, too. */
static void
test_block_borders (void)
{
  static const char alphabet[] = "aaab,,\"\"\n\r; \\'#";
  AssayCsvDialect dialect = { .delimiter = ',', .quote = '"' };

  for (guint round = 0; round < 400; round++)
    {
      char text[400];
      gsize length = (gsize) g_test_rand_int_range (1, sizeof text);
      g_autofree char *whole = NULL;

      for (gsize i = 0; i < length; i++)
        text[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      dialect.escape = round % 3 == 0 ? '\\' : '\0';
      dialect.comment = round % 5 == 0 ? (char *) "#a" : NULL;
      whole = read_in_blocks (text, length, &dialect, "portable", ASSAY_TEXT_SOURCE_BLOCK);
      /* All sizes take their turn, a few in each round. */
      for (gsize block = 16 + round % 12; block < 100; block += 12)
        {
          g_autofree char *pieces = read_in_blocks (text, length, &dialect,
                                                    scan_names[block % 3], block);
          g_assert_cmpstr (pieces, ==, whole);
        }
    }
}

static char *
random_cell (char delimiter)
{
  static const char *const pieces[] = { "a", "Jürgen", "\"", "\"\"", "\n", "\r\n", "\r", ",", ";", "\t",
                                        " ", "'", "=", "+49", "😎", "longer text here", "|" };
  GString *cell = g_string_new (NULL);

  for (gint n = g_test_rand_int_range (0, 7); n > 0; n--)
    g_string_append (cell, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  if (g_test_rand_int_range (0, 500) == 0)
    while (cell->len < 100000)
      g_string_append (cell, "x,\"\n");
  return g_string_free (cell, FALSE);
}

/* What is written comes back: any cells, any delimiter, any blocks. */
static void
test_round_trip (void)
{
  static const char delimiters[] = ",;\t|^~:";

  for (guint round = 0; round < 60; round++)
    {
      const char delimiter = delimiters[round % (sizeof delimiters - 1)];
      const AssayRowWriterOptions options = { .delimiter = delimiter, .no_guard = round % 2 };
      const AssayCsvDialect dialect = { .delimiter = delimiter, .quote = '"' };
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (AssayRowWriter) writer = assay_row_writer_new_for_stream (stream, &options, NULL);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      guint n_columns = (guint) g_test_rand_int_range (1, 12);
      guint n_rows = (guint) g_test_rand_int_range (1, 200);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (AssayTextSource) source = NULL;
      g_autoptr (AssayCsvReader) reader = NULL;
      g_autoptr (GError) error = NULL;
      AssayRow row;

      for (guint i = 0; i < n_rows; i++)
        {
          AssayValue values[12];
          for (guint j = 0; j < n_columns; j++)
            {
              char *cell = random_cell (delimiter);
              g_ptr_array_add (cells, cell);
              values[j] = assay_value_from_text (cell, strlen (cell));
            }
          g_assert_true (assay_row_writer_write (writer, values, n_columns, NULL));
        }
      g_assert_true (assay_row_writer_finish (writer, NULL));
      g_output_stream_close (stream, NULL, NULL);
      bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
      source = assay_text_source_new_for_bytes (bytes, "UTF-8", &error);
      g_assert_no_error (error);
      reader = assay_csv_reader_new (source, &dialect, !options.no_guard, NULL, &error);
      assay_csv_reader_set_scan (reader, NULL, (gsize) g_test_rand_int_range (16, 5000));
      for (guint i = 0; i < n_rows; i++)
        {
          g_assert_true (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, &error));
          g_assert_cmpuint (row.n_cells, ==, n_columns);
          g_assert_cmpuint (row.problems, ==, 0);
          for (guint j = 0; j < n_columns; j++)
            check_cell (&row, j, g_ptr_array_index (cells, i * n_columns + j));
        }
      g_assert_false (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, &error));
      g_assert_no_error (error);
    }
}

static void
test_limits (void)
{
  GString *text = g_string_new ("h,i\n1,");
  g_autoptr (AssayCsvReader) reader = NULL;
  AssayRow row;

  while (text->len < ASSAY_ROW_MAX_CELL + 10)
    g_string_append (text, "ä");
  g_string_append (text, "\n2,b\n");
  for (guint i = 0; i < 70000; i++)
    g_string_append_c (text, ',');
  g_string_append (text, "\n3,c\n4,\"");
  while (text->len < 6 * 1024 * 1024)
    g_string_append (text, "never closed\n5,e\n");
  reader = open_text (text->str, (gssize) text->len, &plain);
  assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL);
  g_assert_true (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL));
  g_assert_cmpuint (row.problems, ==, ASSAY_ROW_PROBLEM_CELL_TOO_LONG);
  g_assert_cmpuint (row.problem_column, ==, 2);
  g_assert_cmpuint (row.cells[1].length, <=, ASSAY_ROW_MAX_CELL);
  g_assert_true (g_utf8_validate_len (row.cells[1].text, row.cells[1].length, NULL));
  g_assert_true (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL));
  check_cell (&row, 1, "b");
  g_assert_true (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL));
  g_assert_cmpuint (row.problems, ==, ASSAY_ROW_PROBLEM_ROW_TOO_LONG);
  g_assert_true (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL));
  check_cell (&row, 1, "c");
  g_assert_true (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL));
  g_assert_cmpuint (row.problems, ==, ASSAY_ROW_PROBLEM_UNCLOSED_QUOTE);
  check_cell (&row, 1, "never closed");
  g_assert_true (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL));
  check_cell (&row, 1, "e");
  g_assert_cmpuint (row.line, ==, 7);
  g_string_free (text, TRUE);
}

/* A file in which nothing is ever closed is read in about the time of another one: each line would
 * look through all that follow otherwise, and this would take hours. */
static void
test_nothing_closed (void)
{
  static const char *const lines[] = { "x,\"abc\n", "x,\"a b\" c\n", "x,\"a\nb\" c\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      GString *text = g_string_new ("h,i\n");
      g_autoptr (AssayCsvReader) reader = NULL;
      AssayRow row;
      guint n = 0;

      while (text->len < 4 * 1024 * 1024)
        g_string_append (text, lines[i]);
      reader = open_text (text->str, (gssize) text->len, &plain);
      while (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL))
        n += row.problems != 0;
      g_assert_cmpuint (n, >, 100000);
      g_string_free (text, TRUE);
    }
}

/* A line without end: what is kept is bounded, and the next row is read. */
static void
test_endless_line (void)
{
  GString *text = g_string_new ("h,i\n");
  g_autoptr (AssayCsvReader) reader = NULL;
  AssayRow row;

  while (text->len < 40 * 1024 * 1024)
    g_string_append (text, "some text without any end of the line and without any delimiter ");
  g_string_append (text, "\n2,b\n");
  reader = open_text (text->str, (gssize) text->len, &plain);
  assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL);
  g_assert_true (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL));
  g_assert_true (row.problems & ASSAY_ROW_PROBLEM_ROW_TOO_LONG);
  g_assert_true (assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL));
  check_cell (&row, 1, "b");
  g_assert_cmpuint (row.line, ==, 3);
  g_string_free (text, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const sineemore[] = { "csv/sineemore/csv", "csv/sineemore/json" };
  static const char *const spectrum[] = { "csv/spectrum/csvs", "csv/spectrum/json" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-reader/rows", test_rows);
  g_test_add_func ("/csv-reader/dialects", test_dialects);
  g_test_add_func ("/csv-reader/lines-and-header", test_lines_and_header);
  g_test_add_data_func ("/csv-reader/sineemore", sineemore, test_corpora);
  g_test_add_data_func ("/csv-reader/spectrum", spectrum, test_corpora);
  g_test_add_func ("/csv-reader/papaparse", test_papaparse);
  g_test_add_func ("/csv-reader/scanners", test_scanners);
  g_test_add_func ("/csv-reader/block-borders", test_block_borders);
  g_test_add_func ("/csv-reader/round-trip", test_round_trip);
  g_test_add_func ("/csv-reader/limits", test_limits);
  g_test_add_func ("/csv-reader/nothing-closed", test_nothing_closed);
  g_test_add_func ("/csv-reader/endless-line", test_endless_line);
  return g_test_run ();
}
