/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-fixture.h"
#include "enrich/assay-place-fold.h"
#include "enrich/assay-reference-table.h"

#include <glib/gstdio.h>

/* A whole table row: what the lead says, and what follows. */
typedef struct
{
  const char *field;
  const char *text;
  const char *country;
  const char *region; /* NULL for none */
  const char *zone;   /* NULL for none */
} Case;

static const Case cases[] = {
  /* Names of countries, and codes. */
  { "country", "Germany", "DE", NULL, "Europe/Berlin" },
  { "country", "Deutschland", "DE", NULL, "Europe/Berlin" },
  { "country", "ALLEMAGNE", "DE", NULL, "Europe/Berlin" },
  { "country", "Duitsland", "DE", NULL, "Europe/Berlin" },
  { "country", " deutschland ", "DE", NULL, "Europe/Berlin" },
  { "country", "Oesterreich", "AT", NULL, "Europe/Vienna" },
  { "country", "Österreich", "AT", NULL, "Europe/Vienna" },
  { "country", "Schweiz", "CH", NULL, "Europe/Zurich" },
  { "country", "Suisse", "CH", NULL, "Europe/Zurich" },
  { "country", "Brasil", "BR", NULL, "America/Sao_Paulo" },
  { "country", "España", "ES", NULL, "Europe/Madrid" },
  { "country", "Polska", "PL", NULL, "Europe/Warsaw" },
  { "country", "Россия", "RU", NULL, NULL },
  { "country", "日本", "JP", NULL, "Asia/Tokyo" },
  { "country", "中国", "CN", NULL, "Asia/Shanghai" },
  { "country", "대한민국", "KR", NULL, "Asia/Seoul" },
  { "country", "مصر", "EG", NULL, "Africa/Cairo" },
  { "country", "USA", "US", NULL, NULL },
  { "country", "U.S.A.", "US", NULL, NULL },
  { "country", "U.S.", "US", NULL, NULL },
  { "country", "us", "US", NULL, NULL },
  { "country", "United States of America", "US", NULL, NULL },
  { "country", "Etats-Unis", "US", NULL, NULL },
  { "country", "UK", "GB", NULL, "Europe/London" },
  { "country", "U.K.", "GB", NULL, "Europe/London" },
  { "country", "Great Britain", "GB", NULL, "Europe/London" },
  { "country", "Vereinigtes Königreich", "GB", NULL, "Europe/London" },
  { "country", "Korea, Republic of", "KR", NULL, "Asia/Seoul" },
  { "country", "South Korea", "KR", NULL, "Asia/Seoul" },
  { "country", "Republic of Korea", "KR", NULL, "Asia/Seoul" },
  { "country", "Korea (Democratic People's Republic of)", "KP", NULL, "Asia/Pyongyang" },
  { "country", "The Netherlands", "NL", NULL, "Europe/Amsterdam" },
  { "country", "Holland", "NL", NULL, "Europe/Amsterdam" },
  { "country", "Czech Republic", "CZ", NULL, "Europe/Prague" },
  { "country", "Česko", "CZ", NULL, "Europe/Prague" },
  { "country", "Viet Nam", "VN", NULL, "Asia/Ho_Chi_Minh" },
  { "country", "Türkiye", "TR", NULL, "Europe/Istanbul" },
  { "country", "Turkey", "TR", NULL, "Europe/Istanbul" },
  { "country", "Côte d’Ivoire", "CI", NULL, "Africa/Abidjan" },
  { "country", "Ivory Coast", "CI", NULL, "Africa/Abidjan" },
  { "country", "Hong Kong SAR", "HK", NULL, "Asia/Hong_Kong" },
  { "country", "UAE", "AE", NULL, "Asia/Dubai" },
  { "country", "Russian Federation", "RU", NULL, NULL },
  { "country", "Iran, Islamic Republic of", "IR", NULL, "Asia/Tehran" },
  { "country", "Kosovo", "XK", NULL, "Europe/Belgrade" },
  { "country", "Georgia", "GE", NULL, "Asia/Tbilisi" },
  { "country", "Niger", "NE", NULL, "Africa/Niamey" },
  { "country", "Nigeria", "NG", NULL, "Africa/Lagos" },
  { "country", "Austria", "AT", NULL, "Europe/Vienna" },
  { "country", "Australia", "AU", NULL, NULL },
  { "country", "DE", "DE", NULL, "Europe/Berlin" },
  { "country", "DEU", "DE", NULL, "Europe/Berlin" },
  { "country", "CA", "CA", NULL, NULL },
  { "country", "MT", "MT", NULL, "Europe/Malta" },
  { "country", "Germany (DE)", "DE", NULL, "Europe/Berlin" },
  { "country", "England", "GB", "GB-ENG", "Europe/London" },
  { "country", "Scotland", "GB", "GB-SCT", "Europe/London" },
  { "country", "Northern Ireland", "GB", "GB-NIR", "Europe/London" },
  { "country", "California", "US", "US-CA", "America/Los_Angeles" },
  /* Regions. */
  { "region", "Bavaria", "DE", "DE-BY", "Europe/Berlin" },
  { "region", "Bayern", "DE", "DE-BY", "Europe/Berlin" },
  { "region", "NRW", "DE", "DE-NW", "Europe/Berlin" },
  { "region", "Baden-Württemberg", "DE", "DE-BW", "Europe/Berlin" },
  { "region", "Texas", "US", "US-TX", "America/Chicago" },
  { "region", "TX", "US", "US-TX", "America/Chicago" },
  { "region", "Ontario", "CA", "CA-ON", "America/Toronto" },
  { "region", "Québec", "CA", "CA-QC", "America/Toronto" },
  { "region", "NSW", "AU", "AU-NSW", "Australia/Sydney" },
  { "region", "Maharashtra", "IN", "IN-MH", "Asia/Kolkata" },
  { "region", "Jalisco", "MX", "MX-JAL", "America/Mexico_City" },
  { "region", "Minas Gerais", "BR", "BR-MG", "America/Sao_Paulo" },
  { "region", "Île-de-France", "FR", "FR-IDF", "Europe/Paris" },
  { "region", "Catalunya", "ES", "ES-CT", "Europe/Madrid" },
  { "region", "Lombardia", "IT", "IT-25", "Europe/Rome" },
  { "region", "Kent", "GB", "GB-ENG", "Europe/London" },
  /* Cities. */
  { "city", "Berlin", "DE", "DE-BE", "Europe/Berlin" },
  { "city", "MÜNCHEN", "DE", "DE-BY", "Europe/Berlin" },
  { "city", "Muenchen", "DE", "DE-BY", "Europe/Berlin" },
  { "city", "Köln", "DE", "DE-NW", "Europe/Berlin" },
  { "city", "Cologne", "DE", "DE-NW", "Europe/Berlin" },
  { "city", "Paris", "FR", "FR-IDF", "Europe/Paris" },
  { "city", "Milano", "IT", "IT-25", "Europe/Rome" },
  { "city", "Bombay", "IN", "IN-MH", "Asia/Kolkata" },
  { "city", "Москва", "RU", "RU-MOW", "Europe/Moscow" },
  { "city", "東京", "JP", "JP-13", "Asia/Tokyo" },
  { "city", "10115 Berlin", "DE", "DE-BE", "Europe/Berlin" },
  { "city", "St. Louis", "US", "US-MO", "America/Chicago" },
  { "city", "Saint Louis", "US", "US-MO", "America/Chicago" },
  { "city", "Washington", "US", "US-DC", "America/New_York" },
  { "city", "Sydney", "AU", "AU-NSW", "Australia/Sydney" },
  /* Whole lines. */
  { "location", "Greater Berlin Area", "DE", "DE-BE", "Europe/Berlin" },
  { "location", "San Francisco Bay Area", "US", "US-CA", "America/Los_Angeles" },
  { "location", "Paris, Île-de-France, France", "FR", "FR-IDF", "Europe/Paris" },
  { "location", "Munich / Remote", "DE", "DE-BY", "Europe/Berlin" },
  { "location", "Remote - Germany", "DE", NULL, "Europe/Berlin" },
  { "location", "NYC", "US", "US-NY", "America/New_York" },
  { "location", "New York, NY", "US", "US-NY", "America/New_York" },
  { "location", "New York City Metropolitan Area", "US", "US-NY", "America/New_York" },
  { "location", "Washington, D.C.", "US", "US-DC", "America/New_York" },
  { "location", "Seattle, Washington", "US", "US-WA", "America/Los_Angeles" },
  { "location", "Atlanta, Georgia", "US", "US-GA", "America/New_York" },
  { "location", "Tbilisi, Georgia", "GE", "GE-TB", "Asia/Tbilisi" },
  { "location", "San Jose, CA", "US", "US-CA", "America/Los_Angeles" },
  { "location", "San José, Costa Rica", "CR", "CR-SJ", "America/Costa_Rica" },
  { "location", "Berlin, DE", "DE", "DE-BE", "Europe/Berlin" },
  { "location", "Mumbai, IN", "IN", "IN-MH", "Asia/Kolkata" },
  { "location", "Indianapolis, IN", "US", "US-IN", "America/Indiana/Indianapolis" },
  { "location", "Toronto, CA", "CA", "CA-ON", "America/Toronto" },
  { "location", "London, ON", "CA", "CA-ON", "America/Toronto" },
  { "location", "London, UK", "GB", "GB-ENG", "Europe/London" },
  { "location", "Portland, ME", "US", "US-ME", "America/New_York" },
  { "location", "Portland, OR", "US", "US-OR", "America/Los_Angeles" },
  { "location", "Paris, TX", "US", "US-TX", "America/Chicago" },
  { "location", "Cambridge, MA", "US", "US-MA", "America/New_York" },
  { "location", "Nairobi, Kenya", "KE", "KE-30", "Africa/Nairobi" },
  { "location", "Milano (MI)", "IT", "IT-25", "Europe/Rome" },
  { "location", "Sydney NSW", "AU", "AU-NSW", "Australia/Sydney" },
  { "location", "Austin TX", "US", "US-TX", "America/Chicago" },
  { "location", "São Paulo, SP, Brasil", "BR", "BR-SP", "America/Sao_Paulo" },
  { "location", "Bengaluru, Karnataka, India", "IN", "IN-KA", "Asia/Kolkata" },
  { "location", "Dallas-Fort Worth Metroplex", "US", "US-TX", "America/Chicago" },
  { "location", "Dubai, United Arab Emirates", "AE", "AE-DU", "Asia/Dubai" },
  { "location", "北京市, 中国", "CN", "CN-BJ", "Asia/Shanghai" },
  { "location", "Springfield", "US", NULL, NULL },
  { "location", "Springfield, IL", "US", "US-IL", "America/Chicago" },
  { "location", "United States (Remote)", "US", NULL, NULL },
  { "street", "Hauptstraße 5, 80331 München", "DE", "DE-BY", "Europe/Berlin" },
  { "street", "10 Downing St, London SW1A 2AA, United Kingdom", "GB", "GB-ENG", "Europe/London" },
  /* Where no text says it. */
  { "postal_code", "SW1A 1AA", "GB", NULL, "Europe/London" },
  { "postal_code", "M5V 3L9", "CA", NULL, NULL },
  { "postal_code", "D-10115", "DE", NULL, "Europe/Berlin" },
  { "phone", "+49 30 1234567", "DE", NULL, "Europe/Berlin" },
  { "phone", "0049 30 1234567", "DE", NULL, "Europe/Berlin" },
  { "phone", "+1 212 555 0123", "US", NULL, NULL },
  { "phone", "+1 (416) 555-0123", "CA", NULL, NULL },
  { "phone", "+1 876 555 0123", "JM", NULL, "America/Jamaica" },
  { "phone", "+7 727 250 1234", "KZ", NULL, "Asia/Almaty" },
  { "website", "https://www.example.de/kontakt", "DE", NULL, "Europe/Berlin" },
  { "website", "www.example.co.uk", "GB", NULL, "Europe/London" },
};

static void
test_texts (void)
{
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "location", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];

      check_fixture_run (&fixture, c->field, c->text, NULL);
      g_test_message ("%s: %s", c->field, c->text);
      g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, c->country);
      g_assert_cmpstr (check_fixture_get (&fixture, "location.region"), ==, c->region);
      g_assert_cmpstr (check_fixture_get (&fixture, "location.time_zone"), ==, c->zone);
      g_assert_cmpstr (check_fixture_get (&fixture, "location.source"), ==, c->field);
      g_assert_nonnull (check_fixture_get (&fixture, "location.confidence"));
      g_assert_nonnull (check_fixture_reason (&fixture, "location.country"));
    }
}

static void
test_nothing (void)
{
  static const char *const texts[] = { "", " ", "n/a", "-", "Remote", "EMEA", "Worldwide", "XX", "12345", "in", "?" };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "location", "DE");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      check_fixture_run (&fixture, "location", texts[i], "phone", "030 1234567", "website", "www.example.io", NULL);
      g_test_message ("%s", texts[i]);
      g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, NULL);
      g_assert_cmpstr (check_fixture_get (&fixture, "location.confidence"), ==, NULL);
      g_assert_cmpstr (check_fixture_get (&fixture, "location.source"), ==, NULL);
    }
}

static int
confidence (CheckFixture *fixture)
{
  return atoi (check_fixture_get (fixture, "location.confidence"));
}

static void
test_together (void)
{
  g_auto (CheckFixture) fixture;
  int sure;

  check_fixture_init (&fixture, "location", "");
  /* The fields say the same. */
  check_fixture_run (&fixture, "country", "Germany", "region", "Bavaria", "city", "Munich", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.region"), ==, "DE-BY");
  g_assert_cmpstr (check_fixture_get (&fixture, "location.city"), ==, "Munich");
  sure = confidence (&fixture);
  g_assert_cmpint (sure, >=, 95);
  /* They contradict each other: the country wins, and one may be less sure. */
  check_fixture_run (&fixture, "country", "France", "city", "Berlin", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "FR");
  g_assert_cmpstr (check_fixture_get (&fixture, "location.time_zone"), ==, "Europe/Paris");
  g_assert_cmpint (confidence (&fixture), <, sure - 20);
  check_fixture_run (&fixture, "country", "Germany", "region", "Texas", "city", "Dallas", "phone", "+1 214 555 0123", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "DE");
  /* Georgia is a country, unless all else says that it is not. */
  check_fixture_run (&fixture, "country", "Georgia", "region", "GA", "city", "Atlanta", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "US");
  /* A code of both. */
  check_fixture_run (&fixture, "country", "CA", "city", "Vancouver", "region", "BC", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "CA");
  check_fixture_run (&fixture, "region", "CA", "city", "San Diego", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "US");
  check_fixture_run (&fixture, "region", "WA", "city", "Perth", "country", "AU", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.time_zone"), ==, "Australia/Perth");
  /* Which of the cities of a name: by region, then by phone or website. */
  check_fixture_run (&fixture, "city", "London", "region", "Ontario", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.region"), ==, "CA-ON");
  check_fixture_run (&fixture, "city", "Valencia", "website", "http://example.es", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "ES");
  check_fixture_run (&fixture, "city", "Valencia", "phone", "+34 96 123 45 67", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "ES");
  check_fixture_run (&fixture, "city", "Birmingham", "phone", "+1 205 555 0123", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "US");
  check_fixture_run (&fixture, "city", "Birmingham", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "GB");
  g_assert_cmpint (confidence (&fixture), <, 80);
  /* A village is taken as it is written. */
  check_fixture_run (&fixture, "city", " Oberammergau ", "country", "DE", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.city"), ==, "Oberammergau");
}

static void
test_home_breaks_ties (void)
{
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "location", "ES");
  check_fixture_run (&fixture, "city", "Valencia", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "ES");
  check_fixture_run (&fixture, "city", "Caracas", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "VE");
}

static void
check_folded (const char *table,
              guint       column)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayReferenceTable) reference = assay_reference_table_open (table, &error);
  const char *const *cells;
  guint n = 0;

  g_assert_no_error (error);
  while (assay_reference_table_next (reference, &cells, &error))
    {
      g_auto (GStrv) names = g_strsplit (cells[column], "|", -1);

      for (char **name = names; *name != NULL; name++, n++)
        {
          char folded[ASSAY_PLACE_NAME_SIZE];
          gsize length = assay_place_fold (*name, strlen (*name), folded);

          folded[length] = '\0';
          if (strlen (*name) < 100)
            g_assert_cmpstr (folded, ==, *name);
        }
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 1000);
}

/* The tables are folded when they are made; a name that folds to something else is never found. */
static void
test_tables_are_folded (void)
{
  check_folded ("countries.tsv", 4);
  check_folded ("regions.tsv", 4);
  check_folded ("cities.tsv", 5);
}

static void
check_zones (const char *table,
             guint       column)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayReferenceTable) reference = assay_reference_table_open (table, &error);
  const char *const *cells;

  g_assert_no_error (error);
  while (assay_reference_table_next (reference, &cells, &error))
    if (*cells[column] != '\0')
      {
        g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cells[column]);

        g_test_message ("%s", cells[column]);
        g_assert_nonnull (zone);
      }
  g_assert_no_error (error);
}

static void
test_zones_exist (void)
{
  check_zones ("countries.tsv", 3);
  check_zones ("regions.tsv", 3);
  check_zones ("cities.tsv", 3);
}

static void
test_hostile (void)
{
  static const char *const pieces[] = { "Paris", ",", "TX", "\u202e", "\xff", "\xe2\x80", "St. ", "CA", " ", "/", "(", "Georgia",
                                        "日本", "San José", "-", "é", "\n", "Springfield", "Santa Cruz", "ﷺ" };
  static const char *const fields[] = { "country", "region", "city", "location", "street", "postal_code", "phone", "website" };
  g_auto (CheckFixture) fixture;
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree char *large = g_strnfill (1 << 20, ',');
  g_autofree char *words = g_strnfill (1 << 20, 'a');

  check_fixture_init (&fixture, "location", "DE");
  for (gsize i = 0; i < 1 << 20; i += 7)
    words[i] = ' ';
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      check_fixture_run (&fixture, fields[i], large, NULL);
      g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, NULL);
      check_fixture_run (&fixture, fields[i], words, NULL);
    }
  memcpy (large, "Berlin, Germany", 15);
  check_fixture_run (&fixture, "location", large, NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "location.country"), ==, "DE");
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = g_rand_int_range (random, 0, 40); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      check_fixture_run (&fixture, fields[i % G_N_ELEMENTS (fields)], text->str,
                         fields[(i + 3) % G_N_ELEMENTS (fields)], text->str, NULL);
      /* Who names a country says how sure that is. */
      g_assert_cmpint (check_fixture_get (&fixture, "location.country") != NULL, ==,
                       check_fixture_get (&fixture, "location.confidence") != NULL);
    }
}

/* A folder of the user's own tables stands in for the shipped ones; broken ones are refused by name and line. */
static void
test_broken_tables (void)
{
  static const char *const tables[][3] = {
    { "countries.tsv", "# columns: country alpha3 name zone names\nde\tDEU\tGermany\n", "line 2" },
    { "countries.tsv", "# columns: country\nDE\n", "5 columns" },
    { "regions.tsv", "# columns: region parent name zone names\nDE-BY\t\tBavaria\nQQ-1\t\tNowhere\n", "line 3" },
    { "cities.tsv", "# columns: name country region zone population names\nNowhere\tQQ\n", "line 2" },
    { "cities.tsv", "# columns: name country region zone population names\nA\tDE\t\t\t5\ta\tb\tc\n", "6 cells" },
    { "calling-codes.tsv", "# columns: prefix country\n4x9\tDE\n", "line 2" },
  };
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "assay", "reference", NULL);
  const char *const keys[] = { "location", NULL };

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_build_filename (folder, tables[i][0], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, tables[i][1], -1, &error));
      g_assert_null (assay_enricher_new (keys, "", NULL, &error));
      g_assert_error (error, ASSAY_REFERENCE_ERROR, ASSAY_REFERENCE_ERROR_MALFORMED);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, tables[i][2]));
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
remove_folders (const char *folder)
{
  g_autofree char *own = g_build_filename (folder, "assay", NULL);
  g_autofree char *reference = g_build_filename (own, "reference", NULL);

  g_rmdir (reference);
  g_rmdir (own);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("assay-location-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/location-check/texts", test_texts);
  g_test_add_func ("/location-check/nothing", test_nothing);
  g_test_add_func ("/location-check/together", test_together);
  g_test_add_func ("/location-check/home-breaks-ties", test_home_breaks_ties);
  g_test_add_func ("/location-check/tables-are-folded", test_tables_are_folded);
  g_test_add_func ("/location-check/zones-exist", test_zones_exist);
  g_test_add_func ("/location-check/hostile", test_hostile);
  g_test_add_func ("/location-check/broken-tables", test_broken_tables);
  status = g_test_run ();
  remove_folders (folder);
  return status;
}
