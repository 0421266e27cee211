/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-csv-dialect.h"
#include "import/assay-row-reader.h"
#include "test-data.h"

#include <string.h>

static gboolean
is_known (const char *name,
          gsize       length,
          gpointer    user_data)
{
  static const char *const names[] = { "email", "e-mail", "name", "company", "firma", "vorname" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (name, names[i], length) == 0)
      return TRUE;
  return FALSE;
}

static const struct
{
  const char *what;
  const char *text;
  char delimiter;
  char quote;
  guint64 header_line;
  guint64 first_line;
} cases[] = {
  { "comma", "a,b,c\n1,2,3\n4,5,6\n", ',', '"', 1, 2 },
  { "semicolon with decimal commas", "Firma;Umsatz;Anteil\nA;12,50;0,3\nB;7,25;0,5\nC;1.234,00;0,1\n",
    ';', '"', 1, 2 },
  { "more commas than semicolons", "name;address\nA;1, Road, Town, UK\nB;2, Street, City, US\nC;x, y, z, w\n",
    ';', '"', 1, 2 },
  { "tab", "a\tb\nx, y\t1\nz, w\t2\n", '\t', '"', 1, 2 },
  { "pipe", "id|name|note\n1|Smith, John|a;b\n2|Doe, Jane|c\n", '|', '"', 1, 2 },
  { "colon", "id:name:city\n1:Ann:Rome\n2:Bob:Oslo\n", ':', '"', 1, 2 },
  { "caret", "id^name\n1^Ann, x\n2^Bob\n", '^', '"', 1, 2 },
  { "tilde", "id~name\n1~Ann\n2~Bob\n", '~', '"', 1, 2 },
  { "unit separator", "id\x1fname\n1\x1f" "Ann\n2\x1f" "Bob\n", '\x1f', '"', 1, 2 },
  { "blanks", "id age size\n1 30 5\n2 40 6\n3 50 7\n", ' ', '"', 1, 2 },
  { "single quotes", "'id','note'\n'1','a, b'\n'2','it''s, so'\n", ',', '\'', 1, 2 },
  { "apostrophes are no quotes", "id,name\n1,O'Brien\n2,'t Hooft\n3,D'Arcy\n", ',', '"', 1, 2 },
  { "quotes within names", "name,company,email\nTed \"The Man\" X,\"He said \"\"hi\"\"\",t@x.com\nBad,5\" disk,b@x.com\n",
    ',', '"', 1, 2 },
  { "quoted newlines", "id,note\n1,\"a\nb, c\n;d\"\n2,\"e;\nf\"\n", ',', '"', 1, 2 },
  { "quoted delimiters of another kind", "\"a;b\",\"c;d\"\n\"1;2\",\"3;4\"\n\"5;6\",\"7;8\"\n", ',', '"',
    1, 2 },
  { "list with header", "email\na@b.com\nc@d.org\n", '\0', '"', 1, 2 },
  { "list without header", "a@b.com\nc@d.org\ne@f.net\n", '\0', '"', 0, 1 },
  { "list of names with titles", "name\nSmith, John\nDoe, Jane\nMadonna\n", '\0', '"', 1, 2 },
  { "list of decimal commas", "amount\n1,5\n2,75\n3,25\n", '\0', '"', 1, 2 },
  { "list of dates", "2026-01-05\n2026-02-07\n2025-12-31\n", '\0', '"', 0, 1 },
  { "list of times", "10:30\n11:45\n12:00\n", '\0', '"', 0, 1 },
  { "list of addresses of pages", "url\nhttps://a.example/x\nhttps://b.example/y\n", '\0', '"', 1, 2 },
  { "sep line", "sep=;\na;b\n1;2\n", ';', '"', 2, 3 },
  { "sep line of tab", "sep=\t\r\na\tb\r\n1\t2\r\n", '\t', '"', 2, 3 },
  { "two title lines", "Export of 2026-11-01\nAll leads\nname,email,score\nAnn,a@b.com,3\nBob,b@c.com,4\n",
    ',', '"', 3, 4 },
  { "title and blank line", "Export of 2026-11-01\n\nname,email,score\nAnn,a@b.com,3\nBob,b@c.com,4\n",
    ',', '"', 3, 4 },
  { "titles padded as Excel does", "Report,,,\n,,,\nname,email,city,score\nAnn,a@b.com,X,3\nBob,b@c.com,Y,4\n",
    ',', '"', 3, 4 },
  { "comments above", "# made by x, y, z\n# on monday\nname,age\nAnn,30\nBob,40\n", ',', '"', 3, 4 },
  { "header that starts with a hash", "#,name\n1,Ann\n2,Bob\n", ',', '"', 1, 2 },
  { "list with hashes", "tag\n#sales\nlead\n#hot\n", '\0', '"', 1, 2 },
  { "only a header", "name,email,company\n", ',', '"', 1, 2 },
  { "only a header, no line break", "foo,bar,baz", ',', '"', 1, 2 },
  { "one row of data", "Ann,ann@example.com,+49 30 1234567\n", ',', '"', 0, 1 },
  { "no header", "Ann,30,a@b.com\nBob,40,c@d.com\nCid,50,e@f.com\n", ',', '"', 0, 1 },
  { "no header, numbers", "1,2,3\n4,5,6\n", ',', '"', 0, 1 },
  { "trailing delimiters", "a,b,c,\n1,2,3,\n4,5,6,\n", ',', '"', 1, 2 },
  { "years as columns", "name,2021,2022\nAnn,x,y\nBob,z,w\n", ',', '"', 1, 2 },
  { "header shorter than rows", "foo,bar,baz\n1,2,3,4\n5,6,7,8\n", ',', '"', 1, 2 },
  { "header longer than rows", "foo,bar,baz\n1,2\n3,4\n", ',', '"', 1, 2 },
  { "one bad row", "a;b;c\n1;2;3\n4;5\n6;7;8\n9;10;11\n", ';', '"', 1, 2 },
  { "known names decide", "Firma,Vorname\nAcme,Ann\nBeta,Bob\n", ',', '"', 1, 2 },
  { "CR alone", "a;b\r1;2\r3;4\r", ';', '"', 1, 2 },
  { "header over two lines", "\"long\nname\",age\nAnn,3\nBob,4\n", ',', '"', 1, 3 },
  { "times with colons in a table", "name,at\nAnn,10:30\nBob,11:45\n", ',', '"', 1, 2 },
  { "addresses in a table", "id;url\n1;https://a.example/x?y=1,2\n2;https://b.example/z,w\n", ';', '"', 1, 2 },
  { "all empty", "\n\n", '\0', '"', 0, 1 },
  { "one cell", "foo", '\0', '"', 1, 2 },
};

static void
test_shapes (void)
{
  guint n_wrong = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayCsvDialect) found = assay_csv_dialect_detect (cases[i].text,
                                                                    strlen (cases[i].text), TRUE,
                                                                    is_known, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (assay_csv_dialect_check (found, &error));
      g_assert_true (found->comment == NULL || strstr (cases[i].what, "comments") != NULL);
      if (found->delimiter != cases[i].delimiter || found->quote != cases[i].quote
          || found->header_line != cases[i].header_line || found->first_line != cases[i].first_line)
        {
          n_wrong++;
          g_printerr ("# %s: %d %c %d %d\n", cases[i].what, found->delimiter, found->quote,
                      (int) found->header_line, (int) found->first_line);
        }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

static void
test_escape (void)
{
  const char *text = "id,note\n1,\"say \\\"hi\\\", he said\"\n2,\"a \\\"b\\\"\"\n";
  g_autoptr (AssayCsvDialect) found = assay_csv_dialect_detect (text, strlen (text), TRUE, NULL, NULL);
  const char *doubled = "id,note\n1,\"say \"\"hi\"\", \\ he\"\n2,\"C:\\\"\n";
  g_autoptr (AssayCsvDialect) other = assay_csv_dialect_detect (doubled, strlen (doubled), TRUE, NULL, NULL);

  g_assert_cmpint (found->escape, ==, '\\');
  g_assert_cmpint (other->escape, ==, '\0');
  g_assert_cmpint (other->delimiter, ==, ',');
}

static void
test_check (void)
{
  static const AssayCsvDialect bad[] = {
    { .delimiter = ',', .quote = ',' },
    { .delimiter = '\n', .quote = '"' },
    { .delimiter = (char) 0xa7, .quote = '"' },
    { .delimiter = '\\', .quote = '"', .escape = '\\' },
    { .delimiter = ',', .quote = '"', .comment = (char *) "a\nb" },
  };
  g_autoptr (AssayCsvDialect) good = assay_csv_dialect_new (';');
  g_autoptr (AssayCsvDialect) copy = assay_csv_dialect_copy (good);

  g_assert_true (assay_csv_dialect_equal (good, copy));
  copy->comment = g_strdup ("#");
  g_assert_false (assay_csv_dialect_equal (good, copy));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (assay_csv_dialect_check (&bad[i], &error));
      g_assert_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_DIALECT);
    }
}

static void
test_real_files (void)
{
  static const struct
  {
    const char *path;
    char delimiter;
    guint n_columns; /* 0: no header */
  } files[] = {
    { "learn/xeducation.dev.csv", ',', 37 },
    { "learn/bank-full.dev.csv", ';', 17 },
    { "match/febrl1.csv", ',', 11 },
    { "match/febrl4a.csv", ',', 11 },
    { "match/fake_1000.csv", ',', 7 },
    { "encodings/western_cp1252_semicolon.csv", ';', 7 },
    { "encodings/polish_cp1250.csv", ';', 7 },
    { "encodings/cyrillic_cp1251.csv", ';', 7 },
    { "encodings/excel_unicode_text_utf16le.txt", '\t', 7 },
    { "encodings/all_utf8_bom.csv", ',', 7 },
    { "phone/phone-cases.csv", ',', 12 },
    { "company/ISO-20275-2026-02-19.csv", ',', 16 },
    { "company/cleanco-companies.csv", ';', 0 },
    { "industry/naics-2012-index.csv", ',', 3 },
    { "industry/naics-2022-codes.csv", ',', 2 },
    { "attribution/pathdata.csv", ',', 4 },
    { "email/python-email-validator-cases.csv", ',', 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = find_test_data (files[i].path);
      g_autoptr (GFile) file = NULL;
      g_autoptr (AssayTextSource) source = NULL;
      g_autoptr (AssayCsvDialect) found = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;
      gboolean complete;
      const char *sample;

      if (path == NULL)
        continue;
      file = g_file_new_for_path (path);
      source = assay_text_source_new (file, NULL, NULL, &error);
      g_assert_no_error (error);
      sample = assay_text_source_peek (source, &length, &complete);
      found = assay_csv_dialect_detect (sample, length, complete, NULL, NULL);
      g_test_message ("%s: %c header %d", files[i].path, found->delimiter, (int) found->header_line);
      g_assert_cmpint (found->delimiter, ==, files[i].delimiter);
      g_assert_cmpuint (found->header_line, ==, files[i].n_columns > 0);
      if (files[i].n_columns > 0)
        {
          AssayRowReaderOptions options = { .dialect = found };
          g_autoptr (AssayRowReader) reader = assay_row_reader_open_source (source, &options, &error);
          AssayRow row;

          g_assert_no_error (error);
          g_assert_cmpuint (g_strv_length ((char **) assay_row_reader_get_header (reader)), ==,
                            files[i].n_columns);
          while (assay_row_reader_next (reader, &row, &error))
            {
              g_assert_cmpuint (row.n_cells, ==, files[i].n_columns);
              g_assert_cmpuint (row.problems, ==, 0);
            }
          g_assert_no_error (error);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-dialect/shapes", test_shapes);
  g_test_add_func ("/csv-dialect/escape", test_escape);
  g_test_add_func ("/csv-dialect/check", test_check);
  g_test_add_func ("/csv-dialect/real-files", test_real_files);
  return g_test_run ();
}
