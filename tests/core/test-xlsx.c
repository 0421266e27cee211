/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-row-writer.h"
#include "import/assay-xlsx-reader.h"

#include <glib/gstdio.h>
#include <string.h>

/* A ZIP archive in memory. Source: PKWARE, APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. */
typedef struct
{
  GByteArray *bytes;
  GByteArray *directory;
  guint16 n_entries;
} Zip;

static void
put (GByteArray *bytes,
     guint64     number,
     guint       size)
{
  for (guint i = 0; i < size; i++)
    {
      guint8 byte = (guint8) (number >> (8 * i));
      g_byte_array_append (bytes, &byte, 1);
    }
}

static guint32
checksum (const char *data,
          gsize       length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= (guint8) data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static GBytes *
deflate_text (const char *data,
              gsize       length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 6);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_assert_true (g_output_stream_write_all (stream, data, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
put_common (GByteArray *bytes,
            guint32     crc,
            gsize       packed,
            gsize       length,
            const char *path)
{
  put (bytes, 20, 2);
  put (bytes, 0, 2);
  put (bytes, 8, 2);
  put (bytes, 0, 4);
  put (bytes, crc, 4);
  put (bytes, packed, 4);
  put (bytes, length, 4);
  put (bytes, strlen (path), 2);
  put (bytes, 0, 2);
}

static void
zip_add (Zip        *zip,
         const char *path,
         const char *data,
         gsize       length)
{
  g_autoptr (GBytes) packed = deflate_text (data, length);
  guint32 crc = checksum (data, length), offset = zip->bytes->len;

  put (zip->bytes, 0x04034b50, 4);
  put_common (zip->bytes, crc, g_bytes_get_size (packed), length, path);
  g_byte_array_append (zip->bytes, (const guint8 *) path, (guint) strlen (path));
  g_byte_array_append (zip->bytes, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));

  put (zip->directory, 0x02014b50, 4);
  put (zip->directory, 20, 2);
  put_common (zip->directory, crc, g_bytes_get_size (packed), length, path);
  put (zip->directory, 0, 2);
  put (zip->directory, 0, 2);
  put (zip->directory, 0, 2);
  put (zip->directory, 0, 4);
  put (zip->directory, offset, 4);
  g_byte_array_append (zip->directory, (const guint8 *) path, (guint) strlen (path));
  zip->n_entries++;
}

static char *
zip_save (Zip *zip)
{
  g_autofree char *folder = g_dir_make_tmp ("assay-test-XXXXXX", NULL);
  char *path = g_build_filename (folder, "book.xlsx", NULL);
  guint32 offset = zip->bytes->len;

  g_byte_array_append (zip->bytes, zip->directory->data, zip->directory->len);
  put (zip->bytes, 0x06054b50, 4);
  put (zip->bytes, 0, 4);
  put (zip->bytes, zip->n_entries, 2);
  put (zip->bytes, zip->n_entries, 2);
  put (zip->bytes, zip->directory->len, 4);
  put (zip->bytes, offset, 4);
  put (zip->bytes, 0, 2);
  g_assert_true (g_file_set_contents (path, (const char *) zip->bytes->data, zip->bytes->len, NULL));
  g_byte_array_unref (zip->bytes);
  g_byte_array_unref (zip->directory);
  return path;
}

static void
remove_book (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (folder);
  g_free (path);
}

/* A workbook of an empty sheet and one with this XML; @extra goes ahead of the workbook's root. */
static char *
make_book (const char *sheet,
           const char *strings,
           const char *workbook_settings,
           const char *extra)
{
  Zip zip = { g_byte_array_new (), g_byte_array_new (), 0 };
  g_autofree char *workbook = g_strdup_printf (
    "<?xml version=\"1.0\"?>%s<workbook xmlns:r=\"r\">%s<sheets>"
    "<sheet name=\"Empty\" sheetId=\"7\" r:id=\"rId7\"/><sheet name=\"Leads\" sheetId=\"1\" r:id=\"rId1\"/>"
    "</sheets></workbook>", extra, workbook_settings);
  const char *relations =
    "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId7\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>";
  const char *styles =
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd hh:mm\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"&quot;day&quot; 0.00 [Red]\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"mm:ss\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
    "<xf numFmtId=\"20\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>";
  const char *empty = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"/></row></sheetData></worksheet>";

  zip_add (&zip, "xl/worksheets/sheet1.xml", sheet, strlen (sheet));
  zip_add (&zip, "xl/worksheets/sheet2.xml", empty, strlen (empty));
  zip_add (&zip, "xl/workbook.xml", workbook, strlen (workbook));
  zip_add (&zip, "xl/_rels/workbook.xml.rels", relations, strlen (relations));
  zip_add (&zip, "xl/styles.xml", styles, strlen (styles));
  if (strings != NULL)
    zip_add (&zip, "xl/sharedStrings.xml", strings, strlen (strings));
  return zip_save (&zip);
}

static char *
read_book (const char                  *path,
           const AssayRowReaderOptions *options,
           int                          code)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayRowReader) reader = assay_row_reader_open (file, options, &error);
  GString *all = g_string_new (NULL);
  AssayRow row;

  if (reader != NULL && assay_row_reader_get_header (reader) != NULL)
    for (const char *const *name = assay_row_reader_get_header (reader); *name != NULL; name++)
      g_string_append_printf (all, "[%s]", *name);
  while (reader != NULL && assay_row_reader_next (reader, &row, &error))
    {
      g_string_append_printf (all, "\n%d:", (int) row.line);
      for (guint i = 0; i < row.n_cells; i++)
        {
          if (row.cells[i].kind == ASSAY_VALUE_TEXT)
            g_string_append_len (all, row.cells[i].text, row.cells[i].length);
          g_string_append_c (all, '|');
        }
    }
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, ASSAY_IMPORT_ERROR, code);
  return g_string_free (all, FALSE);
}

static const char plain_sheet[] =
  "<worksheet><sheetData>"
  "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Export of leads</t></is></c></row>"
  "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"s\"><v>1</v></c>"
  "<c r=\"D3\" t=\"inlineStr\"><is><r><t>wh</t></r><rPh><t>no</t></rPh><r><t>en</t></r></is></c></row>"
  "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>2</v></c><c r=\"B4\"><v>0.29999999999999999</v></c>"
  "<c r=\"C4\" t=\"b\"><v>1</v></c><c r=\"D4\" s=\"1\"><v>46347</v></c></row>"
  "<row r=\"5\"><c r=\"A5\" t=\"str\"><f>1+1</f><v>a_x000A_b</v></c><c r=\"B5\" t=\"e\"><v>#N/A</v></c>"
  "<c r=\"D5\" s=\"2\"><v>46347.5</v></c><c r=\"Z5\" s=\"1\"/></row>"
  "<row r=\"6\"/>"
  "<row><c><v>12</v></c><c s=\"3\"><v>1.1000000000000001</v></c><c s=\"4\"><v>0.75</v></c>"
  "<c s=\"5\"><v>0.5</v></c></row>"
  "</sheetData></worksheet>";

static const char plain_strings[] =
  "<sst><si><t>name</t></si><si><r><t>sco</t></r><r><t>re</t></r></si>"
  "<si><t xml:space=\"preserve\"> J\xc3\xbcrgen &amp; Co </t></si></sst>";

static void
test_cells (void)
{
  char *path = make_book (plain_sheet, plain_strings, "", "");
  g_autofree char *all = read_book (path, NULL, -1);
  const AssayRowReaderOptions by_name = { .sheet = "Leads" }, missing = { .sheet = "No" };
  g_autofree char *same = read_book (path, &by_name, -1);
  g_autofree char *none = read_book (path, &missing, ASSAY_IMPORT_ERROR_NO_SHEET);
  const AssayRowReaderOptions empty = { .sheet = "Empty" };
  g_autofree char *nothing = read_book (path, &empty, ASSAY_IMPORT_ERROR_EMPTY);

  g_assert_cmpstr (all, ==,
                   "[name][score][][when]"
                   "\n4: Jürgen & Co |0.3|true|2026-11-21|"
                   "\n5:a\nb|#N/A||2026-11-21T12:00:00|"
                   "\n7:12|1.1|18:00:00|12:00:00|");
  g_assert_cmpstr (same, ==, all);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (nothing, ==, "");
  remove_book (path);
}

static void
test_epochs (void)
{
  const char *sheet = "<worksheet><sheetData><row r=\"1\"><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c>"
                      "<c s=\"1\"><v>61</v></c><c s=\"1\"><v>0</v></c><c s=\"1\"><v>-3</v></c>"
                      "<c s=\"1\"><v>99999999</v></c><c s=\"4\"><v>1.5</v></c></row></sheetData></worksheet>";
  const AssayCsvDialect no_header = { .delimiter = ',' };
  const AssayRowReaderOptions options = { .dialect = &no_header };
  char *path = make_book (sheet, NULL, "", "");
  char *mac = make_book (sheet, NULL, "<workbookPr date1904=\"1\"/>", "");
  g_autofree char *a = read_book (path, &options, -1);
  g_autofree char *b = read_book (mac, &options, -1);

  g_assert_cmpstr (a, ==, "\n1:1900-01-01|1900-02-28|1900-03-01|1899-12-31|-3|99999999|1.5|");
  g_assert_cmpstr (b, ==, "\n1:1904-01-02|1904-02-29|1904-03-02|1904-01-01|-3|99999999|1.5|");
  remove_book (path);
  remove_book (mac);
}

static void
assert_book_fails (const char *sheet,
                   const char *strings,
                   const char *extra,
                   int         code)
{
  char *path = make_book (sheet, strings, "", extra);
  g_autofree char *all = read_book (path, NULL, code);

  remove_book (path);
}

static void
test_hostile (void)
{
  GString *bomb = g_string_new ("<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>x</t></is></c></row>");
  GString *tag = g_string_new ("<worksheet><sheetData><row a=\"");
  const char *laughs = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>";

  assert_book_fails (plain_sheet, plain_strings, laughs, ASSAY_IMPORT_ERROR_DAMAGED);
  assert_book_fails ("<worksheet><sheetData><row>", NULL, "", ASSAY_IMPORT_ERROR_DAMAGED);
  assert_book_fails ("<worksheet>&undefined;</worksheet>", NULL, "", ASSAY_IMPORT_ERROR_DAMAGED);
  assert_book_fails ("no XML", NULL, "", ASSAY_IMPORT_ERROR_DAMAGED);
  assert_book_fails ("<worksheet/>", "<sst", "", ASSAY_IMPORT_ERROR_DAMAGED);
  assert_book_fails ("<worksheet/>", NULL, "", ASSAY_IMPORT_ERROR_EMPTY);
  while (bomb->len < 150 * 1024 * 1024)
    g_string_append_len (bomb, "                                                                "
                               "                                                                ", 128);
  assert_book_fails (bomb->str, NULL, "", ASSAY_IMPORT_ERROR_TOO_LARGE);
  while (tag->len < 40 * 1024 * 1024)
    g_string_append_printf (tag, "%08x", g_test_rand_int ());
  assert_book_fails (tag->str, NULL, "", ASSAY_IMPORT_ERROR_DAMAGED);
  g_string_free (bomb, TRUE);
  g_string_free (tag, TRUE);
}

/* Neither cut nor changed anywhere does a workbook bring more than an error. */
static void
test_damaged (void)
{
  char *path = make_book (plain_sheet, plain_strings, "", "");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (guint round = 0; round < 300; round++)
    {
      g_autofree char *copy = g_memdup2 (bytes, length);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (AssayRowReader) reader = NULL;
      g_autoptr (GError) error = NULL;
      AssayRow row;
      gsize kept = round % 2 ? length : (gsize) g_test_rand_int_range (4, (gint) length);

      if (round % 2)
        copy[g_test_rand_int_range (0, (gint) length)] ^= (char) g_test_rand_int_range (1, 255);
      g_assert_true (g_file_set_contents (path, copy, (gssize) kept, NULL));
      reader = assay_row_reader_open (file, NULL, &error);
      while (reader != NULL && assay_row_reader_next (reader, &row, &error))
        ;
      g_assert_true (reader != NULL || error != NULL);
    }
  remove_book (path);
}

static void
test_round_trip (void)
{
  static const char *const names[] = { "name", "formula", "n", "r", NULL };
  g_autofree char *folder = g_dir_make_tmp ("assay-test-XXXXXX", NULL);
  char *path = g_build_filename (folder, "out.xlsx", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const AssayRowWriterOptions options = { .format = ASSAY_ROW_FORMAT_XLSX };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayRowWriter) writer = assay_row_writer_new (file, &options, &error);
  g_autoptr (AssayRowReader) reader = NULL;
  AssayRow row;

  g_assert_no_error (error);
  g_assert_true (assay_row_writer_write_header (writer, names, &error));
  for (gint64 i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("  Jürgen <%d> & \"Co\"\n😎 ", (int) i);
      const AssayValue cells[] = {
        assay_value_from_text (name, strlen (name)),
        i % 3 == 0 ? ASSAY_VALUE_INIT_NULL : assay_value_from_text ("=HYPERLINK(\"x\")", 15),
        assay_value_from_integer (i * 1000003 - 5),
        assay_value_from_real ((double) i / 7),
      };
      g_assert_true (assay_row_writer_write (writer, cells, 4, &error));
    }
  g_assert_true (assay_row_writer_finish (writer, &error));
  g_assert_no_error (error);

  reader = assay_row_reader_open (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstrv ((char **) assay_row_reader_get_header (reader), (char **) names);
  for (gint64 i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("  Jürgen <%d> & \"Co\"\n😎 ", (int) i);
      g_autofree char *real = NULL;

      g_assert_true (assay_row_reader_next (reader, &row, &error));
      g_assert_cmpuint (row.n_cells, ==, 4);
      g_assert_cmpmem (row.cells[0].text, row.cells[0].length, name, strlen (name));
      g_assert_cmpint (row.cells[1].kind, ==, i % 3 == 0 ? ASSAY_VALUE_NULL : ASSAY_VALUE_TEXT);
      real = g_strndup (row.cells[2].text, row.cells[2].length);
      g_assert_cmpint (g_ascii_strtoll (real, NULL, 10), ==, i * 1000003 - 5);
      g_free (real);
      real = g_strndup (row.cells[3].text, row.cells[3].length);
      g_assert_cmpfloat_with_epsilon (g_ascii_strtod (real, NULL), (double) i / 7, 1e-9);
    }
  g_assert_false (assay_row_reader_next (reader, &row, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (assay_row_reader_get_progress (reader), ==, 1);
  remove_book (path);
}

static void
test_row_limit (void)
{
  const AssayRowWriterOptions options = { .format = ASSAY_ROW_FORMAT_XLSX };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AssayRowWriter) writer = assay_row_writer_new_for_stream (stream, &options, NULL);
  g_autofree char *text = g_strnfill (40000, 'x');
  const AssayValue empty[] = { ASSAY_VALUE_INIT_NULL };
  const AssayValue too_long[] = { assay_value_from_text (text, 40000) };
  g_autoptr (GError) error = NULL;

  g_assert_false (assay_row_writer_write (writer, too_long, 1, &error));
  g_assert_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_TOO_LARGE);
  g_clear_error (&error);
  for (guint i = 0; i < 1048576; i++)
    g_assert_true (assay_row_writer_write (writer, empty, 1, &error));
  g_assert_false (assay_row_writer_write (writer, empty, 1, &error));
  g_assert_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_TOO_MANY_ROWS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx/cells", test_cells);
  g_test_add_func ("/xlsx/epochs", test_epochs);
  g_test_add_func ("/xlsx/hostile", test_hostile);
  g_test_add_func ("/xlsx/damaged", test_damaged);
  g_test_add_func ("/xlsx/round-trip", test_round_trip);
  g_test_add_func ("/xlsx/row-limit", test_row_limit);
  return g_test_run ();
}
