/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-column-profile.h"

#include "base/assay-clock.h"

#include <math.h>
#include <string.h>

static AssayColumnProfile *
profile_of (const char *const *cells,
            guint              repeats)
{
  AssayColumnProfile *profile = assay_column_profile_new ();
  guint64 line = 2;

  for (guint r = 0; r < repeats; r++)
    for (gsize i = 0; cells[i] != NULL; i++)
      assay_column_profile_add (profile, cells[i], strlen (cells[i]), line++);
  assay_column_profile_finish (profile);
  return profile;
}

static const struct
{
  const char *name;
  AssayColumnHints hints;
  const char *expected;
  const char *cells[24];
} cases[] = {
  { "integers", {}, "number", { "1", "22", "333", NULL } },
  { "decimal comma", {}, "number/comma", { "1,5", "22,75", "1.333,10", NULL } },
  { "thousands comma", {}, "number/point", { "1,500", "22.75", "1,333,000", NULL } },
  { "open: hint decides", { .decimal = ASSAY_DECIMAL_COMMA }, "number/comma!", { "1.234", "5.678", NULL } },
  { "open: point without hint", {}, "number/point!", { "1.234", "5.678", NULL } },
  { "currency", {}, "number/point", { "€ 12,450", "€ 8,900.50", "€ 7", NULL } },
  { "leading zeros", {}, "text", { "00731", "00745", "01208", "12345", NULL } },
  { "postal codes", {}, "text", { "80331", "10115", "01067", "20095", NULL } },
  { "international phones", {}, "phone", { "+49 555 0142", "0555 0199", "+4415112345678", NULL } },
  { "long ids", {}, "phone", { "123456789012", "+44 1234567", "+44 7654321", NULL } },
  { "too many digits", {}, "text", { "12345678901234567", "22345678901234567", NULL } },
  { "day first", {}, "date/dmy", { "03/09/2026", "14/10/2026", NULL } },
  { "month first", {}, "date/mdy", { "03/09/2026", "10/14/2026", NULL } },
  { "open order", { .date_order = ASSAY_DATE_ORDER_MDY }, "date/mdy!", { "03/09/2026", NULL } },
  { "open order without hint", {}, "date/dmy!", { "03/09/2026", NULL } },
  { "points are day first", { .date_order = ASSAY_DATE_ORDER_MDY }, "date/dmy", { "03.09.2026", NULL } },
  { "iso", {}, "date/dmy", { "2026-09-03", "2026-10-14", NULL } },
  { "times", {}, "datetime/dmy", { "2026-09-03T10:00:00Z", "2026-10-14", NULL } },
  { "compact, no header", {}, "number", { "20260903", "20261014", NULL } },
  { "compact, header", { .header_type = ASSAY_FIELD_TYPE_DATE }, "date/dmy",
    { "20260903", "20261014", NULL } },
  { "booleans", {}, "boolean", { "Yes", "no", "YES", "", NULL } },
  { "German booleans", {}, "boolean", { "ja", "nein", "Ja", NULL } },
  { "cross", {}, "boolean", { "x", "", "X", NULL } },
  { "ones and zeros", {}, "number", { "1", "0", "1", NULL } },
  { "ones and zeros, header", { .header_type = ASSAY_FIELD_TYPE_BOOLEAN }, "boolean",
    { "1", "0", "1", NULL } },
  { "emails", {}, "email", { "a@b.co", "x.y+z@sub.example.org", NULL } },
  { "email lists", {}, "email", { "a@b.co; c@d.org", "x@example.org", NULL } },
  { "URLs", {}, "url", { "https://example.org/a?b", "www.example.com", "example.net", NULL } },
  { "category", {}, "category",
    { "Hot", "Cold", "Hot", "Cold", "Hot", "Cold", NULL } },
  { "names", {}, "text", { "Hannelise", "Jorin", "Svea", NULL } },
  { "nothing", {}, "text", { "", " ", "\t", NULL } },
  { "mostly numbers", {}, "text", { "1", "2", "3", "four", NULL } },
};

static void
test_types (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayColumnProfile) profile = profile_of (cases[i].cells, 1);
      AssayColumnVerdict verdict;
      g_autoptr (GString) got = g_string_new (NULL);

      assay_column_profile_decide (profile, &cases[i].hints, &verdict);
      g_string_append (got, assay_field_type_to_nick (verdict.format.type));
      if (verdict.format.type == ASSAY_FIELD_TYPE_NUMBER && strchr (cases[i].expected, '/') != NULL)
        g_string_append_printf (got, "/%s", assay_decimal_sign_to_nick (verdict.format.decimal));
      if (verdict.format.type == ASSAY_FIELD_TYPE_DATE || verdict.format.type == ASSAY_FIELD_TYPE_DATETIME)
        g_string_append_printf (got, "/%s", assay_date_order_to_nick (verdict.format.date_order));
      if (verdict.decimal_open || verdict.date_order_open)
        g_string_append_c (got, '!');
      g_test_message ("%s: %s", cases[i].name, verdict.reason);
      g_assert_cmpstr (got->str, ==, cases[i].expected);
      assay_column_verdict_clear (&verdict);
    }
}

/* The same cells give the same counts whether they go through the table or not. */
static void
test_many_distinct (void)
{
  g_autoptr (AssayColumnProfile) profile = assay_column_profile_new ();
  AssayColumnVerdict verdict;
  AssayValue min, max;
  gboolean capped;
  guint n;

  for (int i = 0; i < 5000; i++)
    {
      char text[32];
      g_snprintf (text, sizeof text, i == 700 || i == 4000 ? "n/a %d" : "%d,50", i + 1);
      assay_column_profile_add (profile, text, strlen (text), (guint64) i + 2);
    }
  assay_column_profile_add_blanks (profile, 7);
  assay_column_profile_finish (profile);
  assay_column_profile_decide (profile, NULL, &verdict);
  g_assert_cmpint (verdict.format.type, ==, ASSAY_FIELD_TYPE_NUMBER);
  g_assert_cmpint (verdict.format.decimal, ==, ASSAY_DECIMAL_COMMA);
  g_assert_cmpuint (verdict.fits, ==, 4998);
  g_assert_cmpuint (assay_column_profile_get_rows (profile), ==, 5007);
  g_assert_cmpuint (assay_column_profile_get_blanks (profile), ==, 7);
  g_assert_cmpuint (assay_column_profile_get_distinct (profile, &capped), ==, 1024);
  g_assert_true (capped);

  const AssayColumnExample *misfits = assay_column_profile_get_misfits (profile, &verdict.format, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (misfits[0].text, ==, "n/a 701");
  g_assert_cmpuint (misfits[0].line, ==, 702);
  g_assert_cmpuint (misfits[1].line, ==, 4002);
  g_assert_true (assay_column_profile_get_range (profile, &verdict.format, &min, &max));
  g_assert_cmpfloat (min.real, ==, 1.5);
  g_assert_cmpfloat (max.real, ==, 5000.5);
  assay_column_verdict_clear (&verdict);
}

static void
test_long_text (void)
{
  g_autoptr (AssayColumnProfile) profile = assay_column_profile_new ();
  g_autofree char *ugly = g_strnfill (300, 'x');
  const AssayColumnFormat as_number = { .type = ASSAY_FIELD_TYPE_NUMBER };
  guint n;

  memcpy (ugly + 79, "ä", 2);
  assay_column_profile_add (profile, ugly, 300, 9);
  assay_column_profile_finish (profile);
  const AssayColumnExample *misfits = assay_column_profile_get_misfits (profile, &as_number, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (g_utf8_validate (misfits[0].text, -1, NULL));
  g_assert_true (g_str_has_suffix (misfits[0].text, "x…"));
}

static void
test_extras (void)
{
  static const char *const amounts[] = { "€ 12,450", "€ 8,900", "7", NULL };
  static const char *const mixed[] = { "€ 12,450", "$ 8,900", NULL };
  static const char *const emails[] = { "a@b.co; c@d.org", "x@example.org", NULL };
  static const char *const phones[] = { "+49 89 123456; +49 89 654321", "+49 89 777777", NULL };
  static const char *const spaced[] = { " a", " b", " ", " c", NULL };
  g_autoptr (AssayColumnProfile) a = profile_of (amounts, 1);
  g_autoptr (AssayColumnProfile) m = profile_of (mixed, 1);
  g_autoptr (AssayColumnProfile) e = profile_of (emails, 3);
  g_autoptr (AssayColumnProfile) p = profile_of (phones, 2);
  g_autoptr (AssayColumnProfile) s = profile_of (spaced, 1);

  g_assert_cmpstr (assay_column_profile_get_currency (a), ==, "EUR");
  g_assert_null (assay_column_profile_get_currency (m));
  g_assert_cmpuint (assay_column_profile_count_lists (e, ASSAY_FIELD_TYPE_EMAIL), ==, 3);
  g_assert_cmpuint (assay_column_profile_count_lists (p, ASSAY_FIELD_TYPE_PHONE), ==, 2);
  g_assert_true (assay_column_profile_starts_with_space (s));
  g_assert_false (assay_column_profile_starts_with_space (e));
}

static void
test_convert (void)
{
  static const struct
  {
    AssayColumnFormat format;
    const char *text;
    gboolean fits;
    AssayValueKind kind;
    double number;
    const char *out;
  } conversions[] = {
    { { ASSAY_FIELD_TYPE_NUMBER, ASSAY_DECIMAL_COMMA, 0, TRUE }, "1.234,5", TRUE, ASSAY_VALUE_REAL, 1234.5, NULL },
    { { ASSAY_FIELD_TYPE_NUMBER, ASSAY_DECIMAL_AUTO, 0, TRUE }, "1,234", TRUE, ASSAY_VALUE_INTEGER, 1234, NULL },
    { { ASSAY_FIELD_TYPE_NUMBER, ASSAY_DECIMAL_POINT, 0, TRUE }, "007", FALSE, ASSAY_VALUE_TEXT, 0, "007" },
    { { ASSAY_FIELD_TYPE_NUMBER, ASSAY_DECIMAL_POINT, 0, TRUE }, "+4989123456", FALSE, ASSAY_VALUE_TEXT, 0,
      "+4989123456" },
    { { ASSAY_FIELD_TYPE_NUMBER, ASSAY_DECIMAL_POINT, 0, TRUE }, " n/a ", FALSE, ASSAY_VALUE_TEXT, 0, "n/a" },
    { { ASSAY_FIELD_TYPE_NUMBER, ASSAY_DECIMAL_POINT, 0, TRUE }, "  ", TRUE, ASSAY_VALUE_NULL, 0, NULL },
    { { ASSAY_FIELD_TYPE_DATE, 0, ASSAY_DATE_ORDER_DMY, TRUE }, "02.01.1970", TRUE, ASSAY_VALUE_INTEGER, 86400000,
      NULL },
    { { ASSAY_FIELD_TYPE_DATE, 0, ASSAY_DATE_ORDER_MDY, TRUE }, "02/01/1970", TRUE, ASSAY_VALUE_INTEGER,
      31 * 86400000.0, NULL },
    { { ASSAY_FIELD_TYPE_DATE, 0, ASSAY_DATE_ORDER_MDY, TRUE }, "13/01/1970", FALSE, ASSAY_VALUE_TEXT, 0,
      "13/01/1970" },
    { { ASSAY_FIELD_TYPE_BOOLEAN, 0, 0, TRUE }, "Oui", TRUE, ASSAY_VALUE_INTEGER, 1, NULL },
    { { ASSAY_FIELD_TYPE_BOOLEAN, 0, 0, TRUE }, "maybe", FALSE, ASSAY_VALUE_TEXT, 0, "maybe" },
    { { ASSAY_FIELD_TYPE_EMAIL, 0, 0, TRUE }, " a@b.co ", TRUE, ASSAY_VALUE_TEXT, 0, "a@b.co" },
    { { ASSAY_FIELD_TYPE_EMAIL, 0, 0, FALSE }, "a@b", FALSE, ASSAY_VALUE_TEXT, 0, "a@b" },
    { { ASSAY_FIELD_TYPE_TEXT, 0, 0, FALSE }, " a ", TRUE, ASSAY_VALUE_TEXT, 0, " a " },
    { { ASSAY_FIELD_TYPE_TEXT, 0, 0, TRUE }, " a ", TRUE, ASSAY_VALUE_TEXT, 0, "a" },
    { { ASSAY_FIELD_TYPE_CATEGORY, 0, 0, TRUE }, "1", TRUE, ASSAY_VALUE_TEXT, 0, "1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (conversions); i++)
    {
      AssayValue value;
      gboolean fits = assay_column_convert (&conversions[i].format, conversions[i].text,
                                            strlen (conversions[i].text), &value);

      g_test_message ("“%s”", conversions[i].text);
      g_assert_cmpint (fits, ==, conversions[i].fits);
      g_assert_cmpint (value.kind, ==, conversions[i].kind);
      if (value.kind == ASSAY_VALUE_INTEGER)
        g_assert_cmpfloat ((double) value.integer, ==, conversions[i].number);
      else if (value.kind == ASSAY_VALUE_REAL)
        g_assert_cmpfloat (value.real, ==, conversions[i].number);
      else if (value.kind == ASSAY_VALUE_TEXT)
        g_assert_cmpmem (value.text, value.length, conversions[i].out, strlen (conversions[i].out));
    }
}

static void
test_addresses (void)
{
  const char *rest = "a@b.co; ,c@d.org";
  gsize length = strlen (rest), n;
  guint pieces = 0;

  for (const char *piece; (piece = assay_text_next_email (&rest, &length, &n)) != NULL;)
    if (n > 0)
      {
        pieces++;
        g_assert_true (assay_text_is_email (piece, n));
      }
  g_assert_cmpuint (pieces, ==, 2);
  g_assert_true (assay_text_is_phone ("+49 (0)89 / 12 34-56", strlen ("+49 (0)89 / 12 34-56")));
  g_assert_true (assay_text_is_phone ("555-0142 ext. 12", strlen ("555-0142 ext. 12")));
  g_assert_false (assay_text_is_phone ("call me", 7));
  g_assert_false (assay_text_is_phone ("555-0142 call me", strlen ("555-0142 call me")));
  g_assert_false (assay_text_is_url ("a.b", 3));
  g_assert_false (assay_text_is_url ("no url at all.de", strlen ("no url at all.de")));
  g_assert_false (assay_text_is_email ("@b.co", 5));
  g_assert_false (assay_text_is_email ("a b@c.de", 8));
}

static void
test_nicks (void)
{
  AssayDecimalSign sign;
  AssayDateOrder order;

  g_assert_true (assay_decimal_sign_from_nick ("comma", &sign));
  g_assert_cmpint (sign, ==, ASSAY_DECIMAL_COMMA);
  g_assert_false (assay_decimal_sign_from_nick ("colon", &sign));
  g_assert_true (assay_date_order_from_nick ("mdy", &order));
  g_assert_cmpint (order, ==, ASSAY_DATE_ORDER_MDY);
  g_assert_false (assay_date_order_from_nick ("", &order));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/column-profile/types", test_types);
  g_test_add_func ("/column-profile/many-distinct", test_many_distinct);
  g_test_add_func ("/column-profile/long-text", test_long_text);
  g_test_add_func ("/column-profile/extras", test_extras);
  g_test_add_func ("/column-profile/convert", test_convert);
  g_test_add_func ("/column-profile/addresses", test_addresses);
  g_test_add_func ("/column-profile/nicks", test_nicks);
  return g_test_run ();
}
