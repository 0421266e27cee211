/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-phone-number-private.h"
#include "import/assay-csv-reader.h"
#include "test-data.h"

#include <string.h>

enum
{
  COLUMN_REGION,
  COLUMN_RAW,
  COLUMN_KIND,
  COLUMN_STATUS,
  COLUMN_E164,
  COLUMN_INTERNATIONAL,
  COLUMN_NATIONAL,
  COLUMN_EXTENSION,
  COLUMN_VALID,
  COLUMN_POSSIBLE,
  COLUMN_TYPE,
  COLUMN_REGION_OF_NUMBER,
  N_COLUMNS,
};

static const char *const types[] = {
  [ASSAY_PHONE_TYPE_FIXED] = "FIXED_LINE",
  [ASSAY_PHONE_TYPE_MOBILE] = "MOBILE",
  [ASSAY_PHONE_TYPE_FIXED_OR_MOBILE] = "FIXED_LINE_OR_MOBILE",
  [ASSAY_PHONE_TYPE_TOLL_FREE] = "TOLL_FREE",
  [ASSAY_PHONE_TYPE_PREMIUM] = "PREMIUM_RATE",
  [ASSAY_PHONE_TYPE_SHARED_COST] = "SHARED_COST",
  [ASSAY_PHONE_TYPE_VOIP] = "VOIP",
  [ASSAY_PHONE_TYPE_PERSONAL] = "PERSONAL_NUMBER",
  [ASSAY_PHONE_TYPE_PAGER] = "PAGER",
  [ASSAY_PHONE_TYPE_UAN] = "UAN",
  [ASSAY_PHONE_TYPE_VOICEMAIL] = "VOICEMAIL",
  [ASSAY_PHONE_TYPE_UNKNOWN] = "UNKNOWN",
};

static void
check_case (AssayPhoneParser *parser,
            char            **cells)
{
  AssayPhoneNumber number;
  char international[ASSAY_PHONE_TEXT_SIZE], national[ASSAY_PHONE_TEXT_SIZE];

  assay_phone_parser_parse (
    parser, cells[COLUMN_RAW], strlen (cells[COLUMN_RAW]), cells[COLUMN_REGION], &number);
  g_test_message ("%s: %s", cells[COLUMN_REGION], cells[COLUMN_RAW]);
  g_assert_cmpint (number.parsed, ==, strcmp (cells[COLUMN_STATUS], "PARSED") == 0);
  g_assert_cmpint (number.valid, ==, *cells[COLUMN_VALID] == '1');
  g_assert_cmpint (number.possible, ==, *cells[COLUMN_POSSIBLE] == '1');
  g_assert_cmpstr (number.e164, ==, cells[COLUMN_E164]);
  g_assert_cmpuint (number.e164_length, ==, strlen (number.e164));
  g_assert_cmpstr (number.extension, ==, cells[COLUMN_EXTENSION]);
  g_assert_cmpstr (number.region, ==, cells[COLUMN_REGION_OF_NUMBER]);
  if (number.parsed)
    g_assert_cmpstr (types[number.type], ==, cells[COLUMN_TYPE]);
  assay_phone_parser_format (parser, &number, FALSE, international);
  assay_phone_parser_format (parser, &number, TRUE, national);
  g_assert_cmpstr (international, ==, cells[COLUMN_INTERNATIONAL]);
  g_assert_cmpstr (national, ==, cells[COLUMN_NATIONAL]);
}

/* All that libphonenumber says of 4,232 numbers of 245 regions. */
static void
test_equals_library (void)
{
  const AssayCsvDialect dialect = { .delimiter = ',', .quote = '"' };
  g_autofree char *path = find_test_data ("phone/phone-cases.csv");
  g_autoptr (AssayPhoneParser) parser = assay_phone_parser_new ();
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTextSource) source = NULL;
  g_autoptr (AssayRowReader) reader = NULL;
  AssayRow row;
  guint n = 0;

  if (path == NULL)
    return;
  file = g_file_new_for_path (path);
  source = assay_text_source_new (file, NULL, NULL, &error);
  g_assert_no_error (error);
  reader = (AssayRowReader *) assay_csv_reader_new (source, &dialect, FALSE, NULL, &error);
  g_assert_no_error (error);
  while (assay_row_reader_next (reader, &row, &error))
    {
      char *cells[N_COLUMNS + 1] = { NULL };

      g_assert_cmpuint (row.n_cells, ==, N_COLUMNS);
      for (guint i = 0; i < N_COLUMNS; i++)
        cells[i] = g_strndup (row.cells[i].text, row.cells[i].length);
      if (n++ > 0) /* after the header */
        check_case (parser, cells);
      for (guint i = 0; i < N_COLUMNS; i++)
        g_free (cells[i]);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 4234);
  g_print ("# %u numbers as libphonenumber has them\n", n - 1);
}

typedef struct
{
  const char *text;
  const char *region;
  AssayPhoneReason reason;
  gboolean possible;
} ReasonCase;

static void
test_reasons (void)
{
  static const ReasonCase cases[] = {
    { "030 1234567", "DE", ASSAY_PHONE_OK, TRUE },
    { "030 1234567", "", ASSAY_PHONE_NO_COUNTRY, FALSE },
    { "+999 123456", "DE", ASSAY_PHONE_BAD_COUNTRY_CODE, FALSE },
    { "+999 123456", "", ASSAY_PHONE_BAD_COUNTRY_CODE, FALSE },
    { "555-0100", "US", ASSAY_PHONE_LOCAL_ONLY, TRUE },
    { "212 555", "US", ASSAY_PHONE_TOO_SHORT, FALSE },
    { "212 555 0123 456", "US", ASSAY_PHONE_TOO_LONG, FALSE },
    { "0212345678", "US", ASSAY_PHONE_UNASSIGNED, TRUE },
    { "+49 80012345678901234", "DE", ASSAY_PHONE_TOO_LONG, FALSE },
    { "none", "DE", ASSAY_PHONE_NOT_A_NUMBER, FALSE },
    { "", "DE", ASSAY_PHONE_NOT_A_NUMBER, FALSE },
    { "+", "", ASSAY_PHONE_NOT_A_NUMBER, FALSE },
    { "+49 30 1234\xff", "DE", ASSAY_PHONE_NOT_A_NUMBER, FALSE },
  };
  g_autoptr (AssayPhoneParser) parser = assay_phone_parser_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AssayPhoneNumber number;
      gboolean valid = assay_phone_parser_parse (
        parser, cases[i].text, strlen (cases[i].text), cases[i].region, &number);

      g_test_message ("%s in %s", cases[i].text, cases[i].region);
      g_assert_cmpint (number.reason, ==, cases[i].reason);
      g_assert_cmpint (number.possible, ==, cases[i].possible);
      g_assert_cmpint (valid, ==, cases[i].reason == ASSAY_PHONE_OK);
    }
}

/* What is written with spaces and hyphens is read without them, and must come out the same. */
static void
test_punctuation_changes_nothing (void)
{
  static const char *const starts[] = { "+49 30 ", "030-", "(030) ", "+1.212.", "00 44 20 ", "+44 (0) 20 " };
  static const char *const regions[] = { "DE", "US", "GB", "IT", "AR", "MX", "" };
  g_autoptr (AssayPhoneParser) parser = assay_phone_parser_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 3000; i++)
    {
      const char *start = starts[g_rand_int_range (random, 0, G_N_ELEMENTS (starts))];
      const char *region = regions[g_rand_int_range (random, 0, G_N_ELEMENTS (regions))];
      g_autoptr (GString) text = g_string_new (start);
      AssayPhoneNumber plain, other;

      for (int n = g_rand_int_range (random, 1, 12); n > 0; n--)
        {
          g_string_append_c (text, (char) g_rand_int_range (random, '0', '9' + 1));
          if (g_rand_int_range (random, 0, 4) == 0)
            g_string_append_c (text, " -.)("[g_rand_int_range (random, 0, 5)]);
        }
      assay_phone_parser_parse (parser, text->str, text->len, region, &plain);
      /* A mark that the short cut does not know sends the text to libphonenumber as it is. */
      g_string_append (text, "\xe2\x80\x8b");
      assay_phone_parser_parse (parser, text->str, text->len, region, &other);
      g_test_message ("%s in %s", text->str, region);
      g_assert_cmpstr (plain.e164, ==, other.e164);
      g_assert_cmpint (plain.reason, ==, other.reason);
      g_assert_cmpint (plain.type, ==, other.type);
      g_assert_cmpstr (plain.region, ==, other.region);
    }
}

static void
test_places (void)
{
  static const char *const cases[][3] = {
    { "+49 30 1234567", "", "Berlin" },
    { "+49 171 1234567", "", "Germany" },
    { "+49 151 12345678", "", "Germany" }, /* from memory this time */
    { "+1 650 253 0000", "", "Mountain View, CA" },
    { "+1 604 555 0123", "", "British Columbia" },
    { "+41 44 668 18 00", "", "Zurich" },
    { "+44 20 7946 0958", "", "London" },
    { "+1 800 253 0000", "", "United States" },
    { "+800 1234 5678", "", "" },
    { "212 555", "US", "" },
  };
  g_autoptr (AssayPhoneParser) parser = assay_phone_parser_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char place[ASSAY_PHONE_TEXT_SIZE];
      AssayPhoneNumber number;
      gsize length;

      assay_phone_parser_parse (parser, cases[i][0], strlen (cases[i][0]), cases[i][1], &number);
      length = assay_phone_parser_place (parser, &number, place);
      g_assert_cmpstr (place, ==, cases[i][2]);
      g_assert_cmpuint (length, ==, strlen (place));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone-number/equals-library", test_equals_library);
  g_test_add_func ("/phone-number/reasons", test_reasons);
  g_test_add_func ("/phone-number/punctuation-changes-nothing", test_punctuation_changes_nothing);
  g_test_add_func ("/phone-number/places", test_places);
  return g_test_run ();
}
