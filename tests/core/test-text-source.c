/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-text-source.h"
#include "test-data.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
read_whole (AssayTextSource *source,
            gsize            block)
{
  GString *text = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (block);
  g_autoptr (GError) error = NULL;
  gssize n;

  while ((n = assay_text_source_read (source, buffer, block, NULL, &error)) > 0)
    {
      g_assert_true (g_utf8_validate_len (buffer, (gsize) n, NULL));
      g_string_append_len (text, buffer, n);
    }
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static AssayTextSource *
open_bytes (gconstpointer data,
            gsize         length,
            const char   *encoding)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;
  AssayTextSource *source = assay_text_source_new_for_bytes (bytes, encoding, &error);

  g_assert_no_error (error);
  return source;
}

static void
assert_open_fails (gconstpointer data,
                   gsize         length,
                   int           code,
                   const char   *word)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (assay_text_source_new_for_bytes (bytes, NULL, &error));
  g_assert_error (error, ASSAY_IMPORT_ERROR, code);
  g_assert_nonnull (strstr (error->message, word));
}

/* Every encoding in which people's lists come, in a few lines each: what is written must come back. */
static void
test_detect (void)
{
  static const struct
  {
    const char *encoding;
    const char *text;
  } cases[] = {
    { "windows-1252", "Name;Ort\nJürgen Groß;Düsseldorf\nFrançois Lefèvre;Besançon\n" },
    { "windows-1252", "nom,ville\nHélène Dupré,Nîmes\nBenoît Lefèvre,Orléans\nJoël Garçon,Sète\n" },
    { "windows-1252", "nombre;ciudad\nÍñigo Núñez;A Coruña\nMaría Peña;Cádiz\n" },
    { "windows-1252", "navn;by\nSøren Ærø;Århus\nBjørn Åsen;Tromsø\n" },
    { "windows-1252", "namn;ort\nÅsa Öberg;Malmö\nGöran Åkerlund;Växjö\n" },
    { "windows-1252", "nome;cidade\nJoão Gonçalves;São Paulo\nConceição Simões;Évora\n" },
    { "windows-1252", "company;note\nCafé Müller;“quoted” – 12 €\n" },
    { "windows-1252", "Téléphone;Montant\n+33 1;12,00 €\n+33 2;7,50 €\n+33 3;9 €\n+33 4;8 €\n+33 5;1 €\n" },
    { "windows-1252", "Preis;Größe\n€ 5;1\n€ 7;2\n£ 9;2\n€ 8;4\n€ 3;1\n€ 12;9\n" },
    { "windows-1251", "Имя;Что\nИван;и в и с\nОльга;я и к в\nПётр;о с у а\n" },
    { "windows-1252", "Firma\nMüller GmbH\n" },
    { "windows-1252", "name\nZoë\n" },
    { "windows-1250", "id;nazwa\n1;Żółć Sp. z o.o.;Łódź\n2;Grzegorz Brzęczyszczykiewicz;Kraków\n" },
    { "windows-1250", "jméno;město\nJiří Šťastný;Plzeň\nLukáš Dvořák;Ústí nad Labem\n" },
    { "windows-1250", "név;város\nSzűcs Ágnes;Győr\nKovács Ernő;Székesfehérvár\nTóth Dezső;Pécs\n" },
    { "ISO-8859-2", "imię;miasto\nMałgorzata Śliwińska;Świdnica\nJan Ząbkowski;Łomża\n" },
    { "windows-1251", "имя;город\nИван Ёлкин;Санкт-Петербург\nОльга Щукина;Москва\n" },
    { "windows-1251", "id;company\n1;ООО «Пример»\n" },
    { "KOI8-R", "имя;город\nИван Петров;Санкт-Петербург\nОльга Щукина;Москва\n" },
    { "IBM866", "имя;город\nИван Петров;Санкт-Петербург\nОльга Щукина;Москва\n" },
    { "windows-1253", "όνομα;πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\nΕλένη Νικολάου;Θεσσαλονίκη\n" },
    { "windows-1254", "ad;şehir\nIşıl Yıldız;İstanbul\nÇağla Gümüş;Şanlıurfa\nOğuz Şahin;İzmir\n" },
    { "windows-1257", "vardas;miestas\nŽydrūnas Šėža;Klaipėda\nRūta Čiurlionytė;Panevėžys\n" },
    { "CP932", "名前,会社\n山田 太郎,株式会社サンプル\n能登 表,有限会社ソニーテスト\n佐藤 花子,東京都\n" },
    { "EUC-JP", "名前,会社\n山田 太郎,株式会社サンプル\n佐藤 花子,東京都 カタカナ\n" },
    { "GB18030", "姓名,公司\n王伟,北京示例科技有限公司\n李娜,上海贸易股份有限公司\n张敏,广州\n" },
    { "BIG5", "姓名,公司\n陳大文,台灣科技股份有限公司\n林美玲,台北市\n王小明,高雄市\n" },
    { "CP949", "이름,회사\n김철수,서울전자 주식회사\n이영희,부산광역시\n박민준,대한민국\n" },
    { "MACINTOSH", "Name;Ort\nJürgen Groß;Düsseldorf\nBjörn Müller;Köln\n" },
    { "IBM850", "Name;Ort\nJürgen Groß;Düsseldorf\nBjörn Müller;Köln\n" },
    { "UTF-16LE", "name,city\nJürgen,Köln\n" },
    { "UTF-16BE", "name,city\nJürgen,Köln\n" },
    { "UTF-16LE", "姓名,公司\n王伟,北京示例科技有限公司\n李娜,上海贸易\n" },
    { "UTF-8", "name,city\nJürgen,Köln\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length;
      g_autofree char *bytes = g_convert (cases[i].text, -1, cases[i].encoding, "UTF-8", NULL,
                                          &length, NULL);
      g_autoptr (AssayTextSource) source = open_bytes (bytes, length, NULL);
      g_autofree char *text = read_whole (source, 4096);

      g_test_message ("%s read as %s", cases[i].encoding, assay_text_source_get_encoding (source));
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (assay_text_source_get_replaced (source, NULL), ==, 0);
    }
}

/* One NUL in a text is damage, not a binary file. */
static void
test_nul (void)
{
  GString *text = g_string_new ("id,name\n1,A");
  g_autoptr (AssayTextSource) source = NULL;
  g_autofree char *all = NULL;
  guint64 first;

  g_string_append_len (text, "\0", 1);
  for (guint i = 0; i < 50; i++)
    g_string_append (text, "nn\n2,Bob");
  source = open_bytes (text->str, text->len, NULL);
  all = read_whole (source, 4096);
  g_assert_true (g_str_has_prefix (all, "id,name\n1,A\xef\xbf\xbdnn\n2,Bob"));
  g_assert_cmpuint (assay_text_source_get_replaced (source, &first), ==, 1);
  g_assert_cmpuint (first, ==, 11);
  g_string_free (text, TRUE);
}

static void
test_corpus (void)
{
  static const char *const pairs[][2] = {
    { "all_utf16be_bom.csv", "expected_all.csv" },
    { "all_utf16le_bom.csv", "expected_all.csv" },
    { "all_utf8.csv", "expected_all.csv" },
    { "all_utf8_bom.csv", "expected_all.csv" },
    { "cyrillic_cp1251.csv", "expected_cyrillic.csv" },
    { "excel_unicode_text_utf16le.txt", "expected_all.tsv" },
    { "polish_cp1250.csv", "expected_polish.csv" },
    { "western_cp1252_semicolon.csv", "expected_western.csv" },
    { "western_latin1_semicolon.csv", "expected_western_latin1.csv" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *a = g_build_filename ("encodings", pairs[i][0], NULL);
      g_autofree char *b = g_build_filename ("encodings", pairs[i][1], NULL);
      g_autofree char *path = find_test_data (a);
      g_autofree char *expected_path = find_test_data (b);
      g_autofree char *expected = NULL;
      g_autofree char *text = NULL;
      g_autoptr (GFile) file = NULL;
      g_autoptr (AssayTextSource) source = NULL;
      g_autoptr (GError) error = NULL;

      if (path == NULL || expected_path == NULL)
        continue;
      g_file_get_contents (expected_path, &expected, NULL, &error);
      g_assert_no_error (error);
      file = g_file_new_for_path (path);
      source = assay_text_source_new (file, NULL, NULL, &error);
      g_assert_no_error (error);
      text = read_whole (source, 64);
      g_test_message ("%s read as %s", pairs[i][0], assay_text_source_get_encoding (source));
      g_assert_cmpstr (text, ==, expected);
    }
}

/* Multi-byte text cut anywhere by block and sample borders comes back whole. */
static void
test_borders (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; text->len < 3 * 1024 * 1024; i++)
    g_string_append_printf (text, "%u,Jürgen,€uro,😎,plain ascii text that goes on for a while\n", i);
  for (gsize block = 16; block < 300000; block = block * 3 + 1)
    {
      g_autoptr (AssayTextSource) source = open_bytes (text->str, text->len, NULL);
      g_autofree char *all = NULL;
      const char *peeked;
      gsize length;
      gboolean complete;

      peeked = assay_text_source_peek (source, &length, &complete);
      g_assert_false (complete);
      g_assert_cmpint (memcmp (peeked, text->str, length), ==, 0);
      all = read_whole (source, block);
      g_assert_true (strcmp (all, text->str) == 0);
      g_assert_cmpstr (assay_text_source_get_encoding (source), ==, "UTF-8");
      g_assert_cmpfloat (assay_text_source_get_progress (source), ==, 1.0);
    }
  g_string_free (text, TRUE);
}

static void
test_replaced (void)
{
  const char broken[] = "a,b\nJürgen,K\xf6ln\nÄÖÜäöü €€€€ ßßß,x\nz\xe2\x82,\xff\n";
  g_autoptr (AssayTextSource) source = open_bytes (broken, sizeof broken - 1, NULL);
  g_autofree char *text = read_whole (source, 64);
  g_autoptr (AssayTextSource) forced = open_bytes ("a\x81" "b", 3, "windows-1252");
  g_autofree char *western = read_whole (forced, 64);
  g_autoptr (AssayTextSource) cut = open_bytes ("a\0b\0c", 5, "UTF-16LE");
  g_autofree char *wide = read_whole (cut, 64);
  guint64 first;

  g_assert_cmpstr (text, ==, "a,b\nJürgen,K�ln\nÄÖÜäöü €€€€ ßßß,x\nz��,�\n");
  g_assert_cmpuint (assay_text_source_get_replaced (source, &first), ==, 4);
  g_assert_cmpuint (first, ==, 13);
  g_assert_cmpstr (western, ==, "a�b");
  g_assert_cmpuint (assay_text_source_get_replaced (forced, &first), ==, 1);
  g_assert_cmpuint (first, ==, 1);
  g_assert_cmpstr (wide, ==, "ab�");
}

/* The first umlaut comes long behind the sample. */
static void
test_late_legacy (void)
{
  GString *text = g_string_new (NULL);

  while (text->len < 2 * 1024 * 1024)
    g_string_append (text, "plain,ascii,row\n");
  g_string_append (text, "M\xfcller,D\xfcsseldorf,Gro\xdf\n");
  {
    g_autoptr (AssayTextSource) source = open_bytes (text->str, text->len, NULL);
    g_autofree char *all = read_whole (source, 65536);
    g_assert_true (g_str_has_suffix (all, "Müller,Düsseldorf,Groß\n"));
    g_assert_cmpstr (assay_text_source_get_encoding (source), ==, "windows-1252");
  }
  g_string_free (text, TRUE);
}

static GBytes *
pack (const char *text,
      gsize       length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_assert_true (g_output_stream_write_all (stream, text, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
test_gzip (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GByteArray) both = g_byte_array_new ();
  g_autoptr (GBytes) packed = NULL;

  for (guint i = 0; text->len < 2 * 1024 * 1024; i++)
    g_string_append_printf (text, "%u,%u,Jürgen\n", i, i * 2654435761u);
  packed = pack (text->str, text->len);
  g_byte_array_append (both, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
  {
    g_autoptr (AssayTextSource) source = open_bytes (both->data, both->len, NULL);
    g_autofree char *all = read_whole (source, 65536);
    g_assert_true (assay_text_source_get_compressed (source));
    g_assert_true (strcmp (all, text->str) == 0);
  }
  /* Two members are one text. */
  g_byte_array_append (both, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
  {
    g_autoptr (AssayTextSource) source = open_bytes (both->data, both->len, NULL);
    g_autofree char *all = read_whole (source, 65536);
    g_assert_cmpuint (strlen (all), ==, 2 * text->len);
  }
  /* Cut short. */
  {
    g_autoptr (AssayTextSource) source = open_bytes (both->data, both->len / 2 - 1000, NULL);
    g_autofree char *buffer = g_malloc (65536);
    g_autoptr (GError) error = NULL;
    gssize n;
    while ((n = assay_text_source_read (source, buffer, 65536, NULL, &error)) > 0)
      ;
    g_assert_cmpint (n, ==, -1);
    g_assert_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_DAMAGED);
  }
  g_string_free (text, TRUE);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *word;
  } cases[] = {
    { "PK\3\4\x14\0\0\0", 8, "ZIP" },
    { "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, "PNG" },
    { "\x7f" "ELF\2\1\1\0", 8, "ELF" },
    { "SQLite format 3\0\x10\0", 18, "SQLite" },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", 10, ".xls" },
    { "%PDF-1.7\n%\xe2\xe3", 11, "PDF" },
    { "a,b\n1,\0\0\0\0\n", 11, "control characters" },
    { "\xef\xbb\xbf \n<HTML><table><tr><td>name", 28, "web page" },
    { "<!DOCTYPE html>\n<title>a,b</title>", 34, "web page" },
  };
  g_autoptr (GFile) missing = g_file_new_for_path ("/nonexistent/leads.csv");
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ());
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a,b", 3);
  GError *error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_open_fails (cases[i].bytes, cases[i].length, ASSAY_IMPORT_ERROR_NOT_TEXT, cases[i].word);
  assert_open_fails ("", 0, ASSAY_IMPORT_ERROR_EMPTY, "empty");
  assert_open_fails ("\xef\xbb\xbf", 3, ASSAY_IMPORT_ERROR_EMPTY, "empty");
  assert_open_fails ("\xff\xfe", 2, ASSAY_IMPORT_ERROR_EMPTY, "empty");

  g_assert_null (assay_text_source_new (missing, NULL, NULL, &error));
  g_assert_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (assay_text_source_new (folder, NULL, NULL, &error));
  g_assert_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_IS_DIRECTORY);
  g_clear_error (&error);
  g_assert_null (assay_text_source_new_for_bytes (bytes, "no-such-set", &error));
  g_assert_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_ENCODING);
  g_clear_error (&error);
  assay_import_error_take_read (&error, g_error_new (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "x"),
                                "leads.csv");
  g_assert_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NO_PERMISSION);
  g_clear_error (&error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-source/detect", test_detect);
  g_test_add_func ("/text-source/corpus", test_corpus);
  g_test_add_func ("/text-source/nul", test_nul);
  g_test_add_func ("/text-source/borders", test_borders);
  g_test_add_func ("/text-source/replaced", test_replaced);
  g_test_add_func ("/text-source/late-legacy", test_late_legacy);
  g_test_add_func ("/text-source/gzip", test_gzip);
  g_test_add_func ("/text-source/refused", test_refused);
  return g_test_run ();
}
