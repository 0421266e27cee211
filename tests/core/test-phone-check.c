/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-fixture.h"
#include "import/assay-csv-reader.h"
#include "test-data.h"

typedef struct
{
  const char *phone;
  const char *country; /* what the lead says */
  const char *e164;    /* NULL for none */
  const char *status;
  const char *reason;
  const char *extension;
} Case;

/* One number a cell, in a workspace whose home is Germany. */
static const Case cases[] = {
  { "030 12345678", NULL, "+493012345678", "valid", "ok", NULL },
  { "+49 (0)30 12345678", NULL, "+493012345678", "valid", "ok", NULL },
  { " +49.30.1234567 ", NULL, "+49301234567", "valid", "ok", NULL },
  { "030/1234567", NULL, "+49301234567", "valid", "ok", NULL },
  { "030 / 12345678", NULL, "+493012345678", "valid", "ok", NULL },
  { "0043 1 5123456", NULL, "+4315123456", "valid", "ok", NULL },
  { "01 5123456", "Austria", "+4315123456", "valid", "ok", NULL },
  { "06 12 34 56 78", "France", "+33612345678", "valid", "ok", NULL },
  { "(11) 98765-4321", "Brasil", "+5511987654321", "valid", "ok", NULL },
  { "09876543210", "India", "+919876543210", "valid", "ok", NULL },
  { "(212) 555-0123", "USA", "+12125550123", "valid", "ok", NULL },
  { "+41 44 668 18 00", "Germany", "+41446681800", "valid", "ok", NULL },
  { "'+442079460958", NULL, "+442079460958", "valid", "ok", NULL },
  /* Words beside the number. */
  { "Mob.: 0171 1234567", NULL, "+491711234567", "valid", "ok", NULL },
  { "0171 1234567 (mobil)", NULL, "+491711234567", "valid", "ok", NULL },
  { "Tel. +49 30 1234567", NULL, "+49301234567", "valid", "ok", NULL },
  { "+49 (Büro) 30 1234567", NULL, "+49301234567", "valid", "ok", NULL },
  { "Telefon privat 030 1234567 (Büro)", NULL, "+49301234567", "valid", "ok", NULL },
  { "212-555-0123 call after 5pm", "US", "+12125550123", "valid", "ok", NULL },
  { "WhatsApp +55 11 98765-4321", NULL, "+5511987654321", "valid", "ok", NULL },
  /* Extensions. */
  { "+1 (650) 253-0000 x4567", NULL, "+16502530000", "valid", "ok", "4567" },
  { "(212) 555-0123 ext. 12", "US", "+12125550123", "valid", "ok", "12" },
  { "(212) 555-0123, ext 12", "US", "+12125550123", "valid", "ok", "12" },
  { "212 555 0123 extension 12", "US", "+12125550123", "valid", "ok", "12" },
  { "030 1234567 DW 12", NULL, "+49301234567", "valid", "ok", "12" },
  { "030 1234567 Durchwahl 12", NULL, "+49301234567", "valid", "ok", "12" },
  { "01 42 68 53 00 poste 12", "France", "+33142685300", "valid", "ok", "12" },
  { "tel:+1-201-555-0123;ext=12", NULL, "+12015550123", "valid", "ok", "12" },
  { "tel:030-1234567", NULL, "+49301234567", "valid", "ok", NULL },
  { "tel:7042;phone-context=+49-30-12", NULL, "+4930127042", "valid", "ok", NULL },
  /* Letters that are dialled. */
  { "1-800-FLOWERS", "US", "+18003569377", "valid", "ok", NULL },
  { "1-800-flowers", "US", "+18003569377", "valid", "ok", NULL },
  { "1 800 FLOWERS", "US", "+18003569377", "valid", "ok", NULL },
  /* Digits of other scripts, and marks that nobody sees. */
  { "٠٣٠ ١٢٣٤٥٦٧", NULL, "+49301234567", "valid", "ok", NULL },
  { "＋４９ ３０ １２３４５６７", NULL, "+49301234567", "valid", "ok", NULL },
  { "\u202a+49 30 1234567\u202c", NULL, "+49301234567", "valid", "ok", NULL },
  { "+49\u00a030\u200b1234567", NULL, "+49301234567", "valid", "ok", NULL },
  { "+49 30 12\u202e34567", NULL, "+49301234567", "valid", "ok", NULL },
  { "+49 30\x01 1234567", NULL, "+49301234567", "valid", "ok", NULL },
  { "+49 30 1234567\xff", NULL, "+49301234567", "valid", "ok", NULL },
  /* A plus that got lost. */
  { "491711234567", NULL, "+491711234567", "valid", "ok", NULL },
  { "4915112345678", "US", "+4915112345678", "valid", "ok", NULL },
  { "011 44 20 7946 0958", NULL, "+442079460958", "valid", "ok", NULL },
  /* Not valid. */
  { "555-0100", "US", NULL, "possible", "local_only", NULL },
  { "0212345678", "US", "+10212345678", "possible", "unassigned", NULL },
  { "212 555", "US", NULL, "invalid", "too_short", NULL },
  { "212 555 0123 456 789", "US", NULL, "invalid", "too_long", NULL },
  { "+999 123456789", NULL, NULL, "invalid", "bad_country_code", NULL },
  { "abc", NULL, NULL, "invalid", "not_a_number", NULL },
  { "call me", NULL, NULL, "invalid", "not_a_number", NULL },
  { "4.41234567890E+11", NULL, NULL, "invalid", "not_a_number", NULL },
  /* Nothing. */
  { "n/a", NULL, NULL, "none", "empty", NULL },
  { "N.A.", NULL, NULL, "none", "empty", NULL },
  { "-", NULL, NULL, "none", "empty", NULL },
  { "0", NULL, NULL, "none", "empty", NULL },
  { "0000000000", NULL, NULL, "none", "empty", NULL },
  { "9999999", "US", NULL, "none", "empty", NULL },
  { "keine", NULL, NULL, "none", "empty", NULL },
  { "", NULL, NULL, "none", "empty", NULL },
  { " \t ", NULL, NULL, "none", "empty", NULL },
};

static void
test_cells (void)
{
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "phone", "DE");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];

      check_fixture_run (&fixture, "phone", c->phone, "country", c->country, NULL);
      g_test_message ("%s in %s", c->phone, c->country != NULL ? c->country : "no country");
      g_assert_cmpstr (check_fixture_get (&fixture, "phone.status"), ==, c->status);
      g_assert_cmpstr (check_fixture_get (&fixture, "phone.reason"), ==, c->reason);
      g_assert_cmpstr (check_fixture_get (&fixture, "phone.e164"), ==, c->e164);
      g_assert_cmpstr (check_fixture_get (&fixture, "phone.extension"), ==, c->extension);
      g_assert_nonnull (check_fixture_reason (&fixture, "phone.status"));
      g_assert_cmpint (check_fixture_get (&fixture, "phone.confidence") == NULL, ==,
                       strcmp (c->status, "none") == 0);
    }
}

static void
test_no_country (void)
{
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "phone", "");
  check_fixture_run (&fixture, "phone", "030 1234567", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.reason"), ==, "no_country");
  check_fixture_run (&fixture, "phone", "+49 30 1234567", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.e164"), ==, "+49301234567");
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.region"), ==, "DE");
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.place"), ==, "Berlin");
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.type"), ==, "fixed");
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.confidence"), ==, "98");
  g_assert_cmpstr (check_fixture_reason (&fixture, "phone.e164"), ==,
                   "+49 30 1234567, in its country 030 1234567");
  check_fixture_run (&fixture, "phone", "0049 30 1234567", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.e164"), ==, "+49301234567");
}

typedef struct
{
  const char *phone;
  const char *mobile;
  const char *e164;
  const char *mobile_e164;
  const char *mobile_status;
} SeveralCase;

static void
test_several (void)
{
  static const SeveralCase several[] = {
    { "+49 30 12345678 / 0171 1234567", NULL, "+493012345678", "+491711234567", "valid" },
    { "+49 30 12345678, +49 171 1234567", NULL, "+493012345678", "+491711234567", "valid" },
    { "+49 30 12345678 +49 171 1234567", NULL, "+493012345678", "+491711234567", "valid" },
    { "+49 30 12345678\n0171 1234567", NULL, "+493012345678", "+491711234567", "valid" },
    { "+33 1 42 68 53 00 / +33 6 12 34 56 78", NULL, "+33142685300", "+33612345678", "valid" },
    { "030 1234567; 030 1234568", NULL, "+49301234567", NULL, NULL },
    { "030 1234567 oder 0171 1234567", NULL, "+49301234567", "+491711234567", "valid" },
    { "Tel: 030 1234567 Fax: 030 1234568", NULL, "+49301234567", NULL, NULL },
    { "Fax: 030 1234568 Tel: 030 1234567", NULL, "+49301234567", NULL, NULL },
    { "030 1234567", "0171 1234567", "+49301234567", "+491711234567", "valid" },
    { "030 1234567", "+49 30 1234567", "+49301234567", NULL, NULL },
    { "030 1234567", "n/a", "+49301234567", NULL, NULL },
    { "030 1234567", "+999 12345", "+49301234567", NULL, "invalid" },
    { "abc", "0171 1234567", NULL, "+491711234567", "valid" },
    /* The mobile number stands in where there is no other. */
    { NULL, "0171 1234567", "+491711234567", NULL, NULL },
    { "", "0171 1234567", "+491711234567", NULL, NULL },
    { "n/a", "0171 1234567", "+491711234567", NULL, NULL },
    { NULL, NULL, NULL, NULL, NULL },
  };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "phone", "DE");
  for (gsize i = 0; i < G_N_ELEMENTS (several); i++)
    {
      const SeveralCase *c = &several[i];

      check_fixture_run (&fixture, "phone", c->phone, "mobile", c->mobile, NULL);
      g_test_message ("%s and %s", c->phone, c->mobile);
      g_assert_cmpstr (check_fixture_get (&fixture, "phone.e164"), ==, c->e164);
      g_assert_cmpstr (check_fixture_get (&fixture, "mobile.e164"), ==, c->mobile_e164);
      g_assert_cmpstr (check_fixture_get (&fixture, "mobile.status"), ==, c->mobile_status);
    }
  check_fixture_run (&fixture, "mobile", "0171 1234567", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.type"), ==, "mobile");
  g_assert_nonnull (strstr (check_fixture_reason (&fixture, "phone.status"), "home country"));
}

/* What the text of a case means where the check does more than libphonenumber. */
static const char *
status_wanted (const char *raw,
               gboolean    valid,
               gboolean    possible)
{
  static const char *const empty[] = { "", "+", "0", "N/A", "-", NULL };

  if (g_strv_contains (empty, raw))
    return "none";
  if (strchr (raw, '/') != NULL) /* two numbers in one cell */
    return "valid";
  return valid ? "valid" : possible ? "possible" : "invalid";
}

/* Through the country field, each number is what libphonenumber says. */
static void
test_equals_library (void)
{
  const AssayCsvDialect dialect = { .delimiter = ',', .quote = '"' };
  g_autofree char *path = find_test_data ("phone/phone-cases.csv");
  g_auto (CheckFixture) fixture;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTextSource) source = NULL;
  g_autoptr (AssayRowReader) reader = NULL;
  AssayRow row;
  guint n = 0;

  check_fixture_init (&fixture, "phone", "");
  if (path == NULL)
    return;
  file = g_file_new_for_path (path);
  source = assay_text_source_new (file, NULL, NULL, &error);
  reader = (AssayRowReader *) assay_csv_reader_new (source, &dialect, FALSE, NULL, &error);
  g_assert_no_error (error);
  while (assay_row_reader_next (reader, &row, &error))
    {
      g_autofree char *region = g_strndup (row.cells[0].text, row.cells[0].length);
      g_autofree char *raw = g_strndup (row.cells[1].text, row.cells[1].length);
      g_autofree char *e164 = g_strndup (row.cells[4].text, row.cells[4].length);
      gboolean valid = *row.cells[8].text == '1', possible = *row.cells[9].text == '1';

      if (n++ == 0)
        continue;
      check_fixture_run (&fixture, "phone", raw, "country", region, NULL);
      g_test_message ("%s: %s", region, raw);
      g_assert_cmpstr (check_fixture_get (&fixture, "phone.status"), ==,
                       status_wanted (raw, valid, possible));
      if (valid)
        g_assert_cmpstr (check_fixture_get (&fixture, "phone.e164"), ==, e164);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 4234);
}

/* Any bytes get a verdict, and long cells take no longer than short ones. */
static void
test_hostile (void)
{
  static const char *const pieces[] = { "+49 30 1234567", "/", ";", "ext", "\u202e", "\xff", "\xf0\x9f", "0171 1234567",
                                        "fax", "e", "+", "1-800-FLOWERS", "\n", "(", "\u0661", "DW", "#", "x", "tel:" };
  g_auto (CheckFixture) fixture;
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autofree char *digits = g_strnfill (200, '7');
  g_autofree char *large = g_strnfill (1 << 20, '(');
  g_autofree char *words = g_strnfill (1 << 20, 'x');
  const char nul[] = "+49 30\0 1234567";
  AssayValue none;

  check_fixture_init (&fixture, "phone", "DE");
  check_fixture_run (&fixture, "phone", digits, NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.status"), ==, "none");
  digits[0] = '1';
  check_fixture_run (&fixture, "phone", digits, NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.status"), ==, "invalid");
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.reason"), ==, "too_long");
  check_fixture_run (&fixture, "phone", large, "mobile", words, NULL);
  g_assert_nonnull (check_fixture_get (&fixture, "phone.status"));
  memcpy (large, "+49 30 1234567 ", 15);
  check_fixture_run (&fixture, "phone", large, NULL);
  g_assert_nonnull (check_fixture_get (&fixture, "phone.reason"));

  none = assay_value_from_text (nul, sizeof nul - 1);
  for (guint i = 0; assay_enricher_get_fields (fixture.enricher)[i] != NULL; i++)
    fixture.fields[i] = none;
  assay_enricher_run (fixture.enricher, fixture.arena, fixture.fields, fixture.signals);
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.e164"), ==, "+49301234567");

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = g_rand_int_range (random, 0, 12); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      check_fixture_run (&fixture, "phone", text->str, "mobile", text->str, NULL);
      g_assert_nonnull (check_fixture_get (&fixture, "phone.status"));
      g_assert_nonnull (check_fixture_get (&fixture, "phone.reason"));
    }
}

/* A number of digits alone may come as a number. */
static void
test_integer (void)
{
  g_auto (CheckFixture) fixture;
  const char *const *fields;

  check_fixture_init (&fixture, "phone", "DE");
  check_fixture_run (&fixture, "phone", NULL, NULL);
  fields = assay_enricher_get_fields (fixture.enricher);
  for (guint i = 0; fields[i] != NULL; i++)
    if (strcmp (fields[i], "phone") == 0)
      fixture.fields[i] = assay_value_from_integer (G_GINT64_CONSTANT (4915112345678));
  assay_enricher_run (fixture.enricher, fixture.arena, fixture.fields, fixture.signals);
  g_assert_cmpstr (check_fixture_get (&fixture, "phone.e164"), ==, "+4915112345678");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone-check/cells", test_cells);
  g_test_add_func ("/phone-check/no-country", test_no_country);
  g_test_add_func ("/phone-check/several", test_several);
  g_test_add_func ("/phone-check/equals-library", test_equals_library);
  g_test_add_func ("/phone-check/hostile", test_hostile);
  g_test_add_func ("/phone-check/integer", test_integer);
  return g_test_run ();
}
