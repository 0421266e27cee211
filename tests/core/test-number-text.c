/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-number-text.h"

#include <math.h>
#include <string.h>

#define NOT NAN

static const struct
{
  const char *text;
  double point;
  double comma;
} cases[] = {
  { "0", 0, 0 },
  { "42", 42, 42 },
  { "-42", -42, -42 },
  { "+5", 5, 5 },
  { " 42 ", 42, 42 },
  { "\xe2\x88\x92" "3", -3, -3 },
  { "3.5", 3.5, NOT },
  { "3,5", NOT, 3.5 },
  { "1,234", 1234, 1.234 },
  { "1.234", 1.234, 1234 },
  { "1,234.5", 1234.5, NOT },
  { "1.234,5", NOT, 1234.5 },
  { "1.234.567", NOT, 1234567 },
  { "1,234,567", 1234567, NOT },
  { "1 234 567,89", NOT, 1234567.89 },
  { "1\xc2\xa0" "234,5", NOT, 1234.5 },
  { "1\xe2\x80\xaf" "234.5", 1234.5, NOT },
  { "1'234.50", 1234.5, NOT },
  { "1\xe2\x80\x99" "234.50", 1234.5, NOT },
  { "12,34,567.5", 1234567.5, NOT },
  { "0.5", 0.5, NOT },
  { "0,125", NOT, 0.125 },
  { ".5", 0.5, NOT },
  { "$1,234.50", 1234.5, NOT },
  { "€ 12,450", 12450, 12.45 },
  { "12.450,00 €", NOT, 12450 },
  { "EUR 8.900,50", NOT, 8900.5 },
  { "8 900 zł", 8900, 8900 },
  { "-$5", -5, -5 },
  { "$-5", -5, -5 },
  { "(1,200)", -1200, -1.2 },
  { "45%", 45, 45 },
  { "45,5 %", NOT, 45.5 },
  { "123456789012345", 123456789012345.0, 123456789012345.0 },
  { "0.30000000000000004", 0.30000000000000004, NOT },
  { "1e+20", 1e20, NOT },
  { "007", NOT, NOT },
  { "00", NOT, NOT },
  { "01.5", NOT, NOT },
  { "0.1.2", NOT, NOT },
  { "+4915112345678", NOT, NOT },
  { "+44 20 7946 0000", NOT, NOT },
  { "1234567890123456", NOT, NOT },
  { "1.23E+11", NOT, NOT },
  { "5.", NOT, NOT },
  { "1,,2", NOT, NOT },
  { "12.34.56", NOT, NOT },
  { "1234,567,890", NOT, NOT },
  { "12-5", NOT, NOT },
  { "five", NOT, NOT },
  { "", NOT, NOT },
  { "-", NOT, NOT },
  { "$", NOT, NOT },
  { "%", NOT, NOT },
  { "1 2 3", NOT, NOT },
  { "2024-01-05", NOT, NOT },
  { "12abc", NOT, NOT },
  { "1.5M", NOT, NOT },
  { "nan", NOT, NOT },
  { "inf", NOT, NOT },
  { "0x10", NOT, NOT },
};

static double
number_of (const AssayValue *value)
{
  return value->kind == ASSAY_VALUE_INTEGER ? (double) value->integer : value->real;
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AssayNumberText number;
      gboolean is_number = assay_number_text_scan (cases[i].text, strlen (cases[i].text), &number);
      gboolean point = (number.flags & ASSAY_NUMBER_POINT) != 0;
      gboolean comma = (number.flags & ASSAY_NUMBER_COMMA) != 0;

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (is_number, ==, point || comma);
      g_assert_cmpint (point, ==, !isnan (cases[i].point));
      g_assert_cmpint (comma, ==, !isnan (cases[i].comma));
      if (point)
        g_assert_cmpfloat (number_of (&number.point), ==, cases[i].point);
      if (comma)
        g_assert_cmpfloat (number_of (&number.comma), ==, cases[i].comma);
    }
}

static void
test_whole_numbers_are_integers (void)
{
  AssayNumberText number;

  g_assert_true (assay_number_text_scan ("12.00", 5, &number));
  g_assert_cmpint (number.point.kind, ==, ASSAY_VALUE_INTEGER);
  g_assert_cmpint (number.point.integer, ==, 12);
}

static void
test_flags (void)
{
  AssayNumberText number;
  char code[4];

  assay_number_text_scan ("007", 3, &number);
  g_assert_cmpint (number.flags, ==, ASSAY_NUMBER_LEADING_ZEROS);
  assay_number_text_scan ("12345678901234567", 17, &number);
  g_assert_cmpint (number.flags, ==, ASSAY_NUMBER_TOO_LONG);
  assay_number_text_scan ("5 %", 3, &number);
  g_assert_true ((number.flags & ASSAY_NUMBER_PERCENT) != 0);
  g_assert_true (assay_currency_from_text ("€ 12,450", strlen ("€ 12,450"), code));
  g_assert_cmpstr (code, ==, "EUR");
  g_assert_true (assay_currency_from_text ("chf", 3, code));
  g_assert_cmpstr (code, ==, "CHF");
  g_assert_false (assay_currency_from_text ("12", 2, code));
  g_assert_false (assay_currency_from_text ("", 0, code));
}

/* Any double that is written and read again is the same double. */
static void
test_written_doubles_come_back (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int i = 0; i < 20000; i++)
    {
      double value = ldexp (g_rand_double (random) - 0.5, g_rand_int_range (random, -40, 80));
      AssayNumberText number;

      for (int digits = 15; digits <= 17; digits++)
        {
          char format[8];
          g_snprintf (format, sizeof format, "%%.%dg", digits);
          g_ascii_formatd (text, sizeof text, format, value);
          if (g_ascii_strtod (text, NULL) == value)
            break;
        }
      /* Whole numbers beyond 15 digits are kept as text, which comes back as well. */
      if (strpbrk (text, ".e") == NULL && strlen (text) > 15)
        continue;
      g_test_message ("%s", text);
      g_assert_true (assay_number_text_scan (text, strlen (text), &number));
      g_assert_true ((number.flags & ASSAY_NUMBER_POINT) != 0);
      g_assert_cmpfloat (number_of (&number.point), ==, value);
    }
}

static void
test_noise (void)
{
  static const char alphabet[] = "0123456789.,'-+%$() eE\xc2\xa0\xe2\x80\xaf\x99";
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (int i = 0; i < 200000; i++)
    {
      gsize length = (gsize) g_rand_int_range (random, 0, 24);
      g_autofree char *text = g_malloc (length + 1);
      AssayNumberText number;
      char code[4];

      for (gsize n = 0; n < length; n++)
        text[n] = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
      text[length] = '\0';
      assay_number_text_scan (text, length, &number);
      assay_currency_from_text (text, length, code);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number-text/cases", test_cases);
  g_test_add_func ("/number-text/integers", test_whole_numbers_are_integers);
  g_test_add_func ("/number-text/flags", test_flags);
  g_test_add_func ("/number-text/written-doubles", test_written_doubles_come_back);
  g_test_add_func ("/number-text/noise", test_noise);
  return g_test_run ();
}
