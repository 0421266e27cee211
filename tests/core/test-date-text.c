/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-date-text.h"

#include "base/assay-clock.h"

#include <string.h>

/* The instant in each order, as ISO 8601; NULL where it is no date in that order. */
static const struct
{
  const char *text;
  const char *ymd;
  const char *dmy;
  const char *mdy;
} cases[] = {
  { "2026-11-21", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z" },
  { "2026/11/21", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z" },
  { "2026-11-21T09:30:15Z", "2026-11-21T09:30:15Z", "2026-11-21T09:30:15Z", "2026-11-21T09:30:15Z" },
  { "2026-11-21 09:30:15.250+02:00", "2026-11-21T07:30:15.250Z", "2026-11-21T07:30:15.250Z",
    "2026-11-21T07:30:15.250Z" },
  { "21.11.2026", NULL, "2026-11-21T00:00:00Z", NULL },
  { "3.9.2026", NULL, "2026-09-03T00:00:00Z", "2026-03-09T00:00:00Z" },
  { "21. 11. 2026", NULL, "2026-11-21T00:00:00Z", NULL },
  { "11/21/2026", NULL, NULL, "2026-11-21T00:00:00Z" },
  { "03/04/2026", NULL, "2026-04-03T00:00:00Z", "2026-03-04T00:00:00Z" },
  { "11/21/2026 2:05 PM", NULL, NULL, "2026-11-21T14:05:00Z" },
  { "11/21/2026 12:05 a.m.", NULL, NULL, "2026-11-21T00:05:00Z" },
  { "31/12/99", NULL, "1999-12-31T00:00:00Z", NULL },
  { "05/06/07", "2005-06-07T00:00:00Z", "2007-06-05T00:00:00Z", "2007-05-06T00:00:00Z" },
  { "26-11-21", "2026-11-21T00:00:00Z", "2021-11-26T00:00:00Z", NULL },
  { "20261121", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z" },
  { "21 November 2026", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z" },
  { "Nov 21, 2026", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z" },
  { "November 21st, 2026 9:30 am", "2026-11-21T09:30:00Z", "2026-11-21T09:30:00Z",
    "2026-11-21T09:30:00Z" },
  { "21-Nov-26", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z" },
  { "3. März 2026", "2026-03-03T00:00:00Z", "2026-03-03T00:00:00Z", "2026-03-03T00:00:00Z" },
  { "1er août 2026", "2026-08-01T00:00:00Z", "2026-08-01T00:00:00Z", "2026-08-01T00:00:00Z" },
  { "12 de marzo de 2026", "2026-03-12T00:00:00Z", "2026-03-12T00:00:00Z", "2026-03-12T00:00:00Z" },
  { "12 luglio 2026", "2026-07-12T00:00:00Z", "2026-07-12T00:00:00Z", "2026-07-12T00:00:00Z" },
  { "4 de março de 2026", "2026-03-04T00:00:00Z", "2026-03-04T00:00:00Z", "2026-03-04T00:00:00Z" },
  { "7 mei 2026", "2026-05-07T00:00:00Z", "2026-05-07T00:00:00Z", "2026-05-07T00:00:00Z" },
  { "7 juin 2026", "2026-06-07T00:00:00Z", "2026-06-07T00:00:00Z", "2026-06-07T00:00:00Z" },
  { "7 juil. 2026", "2026-07-07T00:00:00Z", "2026-07-07T00:00:00Z", "2026-07-07T00:00:00Z" },
  { "Sat, 21 Nov 2026 10:00:00 +0100", "2026-11-21T09:00:00Z", "2026-11-21T09:00:00Z",
    "2026-11-21T09:00:00Z" },
  { "Sa., 21.11.2026", NULL, "2026-11-21T00:00:00Z", NULL },
  { "2026年11月21日", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z" },
  { "21.11.2026 14h30", NULL, "2026-11-21T14:30:00Z", NULL },
  { "2026-11-21 10:00 UTC", "2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z" },
  { "29.02.2024", NULL, "2024-02-29T00:00:00Z", NULL },
  { "29.02.2023", NULL, NULL, NULL },
  { "32.01.2024", NULL, NULL, NULL },
  { "2024-13-01", NULL, NULL, NULL },
  { "2024-1", NULL, NULL, NULL },
  { "45260", NULL, NULL, NULL },
  { "12.50", NULL, NULL, NULL },
  { "1.2.3", NULL, NULL, NULL },
  { "KW 39", NULL, NULL, NULL },
  { "Q3 2026", NULL, NULL, NULL },
  { "21.11.2026 25:00", NULL, NULL, NULL },
  { "21.11-2026", NULL, NULL, NULL },
  { "2026-11-21x", NULL, NULL, NULL },
  { "+49 151 1234567", NULL, NULL, NULL },
  { "Mary 21, 2026", NULL, NULL, NULL },
  { "12345678", NULL, NULL, NULL },
  { "", NULL, NULL, NULL },
};

static void
check_order (const AssayDateText *date,
             AssayDateOrder       order,
             const char          *expected)
{
  gboolean fits = (date->fits & (1u << order)) != 0;

  g_assert_cmpint (fits, ==, expected != NULL);
  if (fits)
    {
      g_autofree char *iso = assay_instant_to_iso (date->instants[order], FALSE);
      g_assert_cmpstr (iso, ==, expected);
    }
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AssayDateText date;

      g_test_message ("“%s”", cases[i].text);
      assay_date_text_scan (cases[i].text, strlen (cases[i].text), &date);
      check_order (&date, ASSAY_DATE_ORDER_YMD, cases[i].ymd);
      check_order (&date, ASSAY_DATE_ORDER_DMY, cases[i].dmy);
      check_order (&date, ASSAY_DATE_ORDER_MDY, cases[i].mdy);
    }
}

static void
test_exports_come_back (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (int i = 0; i < 20000; i++)
    {
      gint64 instant = (gint64) (g_rand_double (random) * 4e12) - (gint64) 2e12;
      gboolean date_only = i % 2 == 0;
      if (date_only)
        instant -= ((instant % ASSAY_MS_PER_DAY) + ASSAY_MS_PER_DAY) % ASSAY_MS_PER_DAY;
      g_autofree char *iso = assay_instant_to_iso (instant, date_only);
      AssayDateText date;

      g_test_message ("%s", iso);
      g_assert_true (assay_date_text_scan (iso, strlen (iso), &date));
      for (AssayDateOrder order = ASSAY_DATE_ORDER_YMD; order <= ASSAY_DATE_ORDER_MDY; order++)
        g_assert_cmpint (date.instants[order], ==, instant);
    }
}

static void
test_noise (void)
{
  static const char alphabet[] = "0123456789./-: ,TZpamJunMar\xc3\xa4\xe5\xb9\xb4";
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (int i = 0; i < 200000; i++)
    {
      gsize length = (gsize) g_rand_int_range (random, 0, 30);
      g_autofree char *text = g_malloc (length + 1);
      AssayDateText date;

      for (gsize n = 0; n < length; n++)
        text[n] = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
      assay_date_text_scan (text, length, &date);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date-text/cases", test_cases);
  g_test_add_func ("/date-text/exports", test_exports_come_back);
  g_test_add_func ("/date-text/noise", test_noise);
  return g_test_run ();
}
