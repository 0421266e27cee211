/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <stdlib.h>

#include "check-fixture.h"

typedef struct
{
  const char *industry;
  const char *sector;
  const char *naics; /* NULL where the sector is enough */
} Case;

static guint
count_wrong (const Case *cases,
             gsize       n_cases)
{
  g_auto (CheckFixture) fixture;
  guint n_wrong = 0;

  check_fixture_init (&fixture, "industry", "");
  for (gsize i = 0; i < n_cases; i++)
    {
      check_fixture_run (&fixture, "industry", cases[i].industry, NULL);
      if (g_strcmp0 (check_fixture_get (&fixture, "industry.sector"), cases[i].sector) == 0
          && (cases[i].naics == NULL
              || g_strcmp0 (check_fixture_get (&fixture, "industry.naics"), cases[i].naics) == 0))
        continue;
      n_wrong++;
      g_test_message ("“%s” is %s/%s, expected %s/%s", cases[i].industry,
                      check_fixture_get (&fixture, "industry.sector"),
                      check_fixture_get (&fixture, "industry.naics"), cases[i].sector, cases[i].naics);
    }
  return n_wrong;
}

static void
test_codes (void)
{
  static const Case cases[] = {
    { "541511", "54", "541511" }, { "NAICS 54", "54", "54" }, { "NAICS: 541511", "54", "541511" },
    { "31-33", "31-33", "31-33" }, { "32", "31-33", "31-33" }, { "4451", "44-45", "4451" },
    { "722511 Full-Service Restaurants", "72", "722511" }, { "511210", "51", "51" }, { "454111", "44-45", "44-45" },
    { "SIC 7372", NULL }, { "NACE 62.01", NULL }, { "62.01", NULL }, { "99", NULL }, { "5", NULL }, { "1234567", NULL },
    { "10-50", NULL },
  };

  g_assert_cmpuint (count_wrong (cases, G_N_ELEMENTS (cases)), ==, 0);
}

static void
test_words (void)
{
  static const Case cases[] = {
    { "SaaS", "51", "513210" }, { "COMPUTER_SOFTWARE", "51", "513210" }, { "computer  software", "51", "513210" },
    { "INFORMATION_TECHNOLOGY_AND_SERVICES", "54", "5415" }, { "Information Technology & Services", "54", "5415" },
    { "FinTech", "52" }, { "Maschinenbau", "31-33", "333" }, { "Maschinenbauunternehmen", "31-33", "333" },
    { "Gesundheitswesen", "62", "62" }, { "Immobilier", "53", "531" }, { "Construcción", "23", "23" },
    { "Settore alimentare", "31-33" }, { "Educação", "61" }, { "Bouwnijverheid", "23" },
    { "Spielwareneinzelhandel", "44-45" }, { "Großhandel mit Baustoffen", "42" }, { "Comércio de vestuário", "44-45" },
    { "STAFFING_AND_RECRUITING", "56", "5613" }, { "Hospital & Health Care", "62" }, { "Breweries", "31-33", "3121" },
    { "Technology > SaaS", "51", "513210" }, { "Oil & Energy", "21", "211" }, { "Manufacture of wooden pallets", "31-33" },
    { "bicycle repair shop", "81" }, { "solar panel installation", "23" },
  };

  g_assert_cmpuint (count_wrong (cases, G_N_ELEMENTS (cases)), ==, 0);
}

/* Texts as files have them, each with the sector that a person would give it. */
static void
test_accuracy (void)
{
  static const Case cases[] = {
    { "B2B software / cloud", "51" }, { "Custom software dev shop", "54" }, { "dentist's office", "62" },
    { "Sheet metal fabrication", "31-33" }, { "Wholesale flowers", "42" }, { "Grocery chain", "44-45" },
    { "freight & customs brokerage", "48-49" }, { "community bank", "52" }, { "Property mgmt & rentals", "53" },
    { "architects + interior designers", "54" }, { "call centre outsourcing", "56" }, { "private tutoring", "61" },
    { "Pflegedienst", "62" }, { "Fitnessstudios", "71" }, { "pizza delivery restaurant", "72" },
    { "nail & hair salon", "81" }, { "city council", "92" }, { "gravel quarry", "21" }, { "natural gas distribution", "22" },
    { "roofing contractors", "23" }, { "corn and soybean farming", "11" }, { "Elektrogroßhandel", "42" },
    { "Kfz-Werkstatt", "81" }, { "Möbelhersteller", "31-33" }, { "Unternehmensberatung für KMU", "54" },
    { "Zeitarbeitsfirma", "56" }, { "Hoch- und Tiefbau", "23" }, { "Steuerberatungskanzlei", "54" },
    { "Druckereibetrieb", "31-33" }, { "Versicherungsagentur", "52" }, { "Verlagshaus", "51" },
    { "Pharmazeutische Produktion", "31-33" }, { "Catering und Events", "72" }, { "Kommunalverwaltung", "92" },
    { "Transport routier de marchandises", "48-49" }, { "Agence de communication digitale", "54" },
    { "Commerce de détail alimentaire", "44-45" }, { "Fabrication de meubles", "31-33" }, { "Plomberie chauffage", "23" },
    { "Hôtellerie de luxe", "72" }, { "Services à la personne", "62" }, { "Édition de logiciels de gestion", "51" },
    { "Formation professionnelle continue", "61" }, { "Cabinet de recrutement IT", "56" },
    { "Fabricación de productos químicos", "31-33" }, { "Tienda de ropa online", "44-45" },
    { "Clínica dental", "62" }, { "Agencia de viajes online", "56" }, { "Servicios de consultoría informática", "54" },
    { "Distribución de alimentos", "42" }, { "Empresa constructora", "23" }, { "Cooperativa agrícola", "11" },
    { "Energía solar", "22" }, { "Produzione di vino", "31-33" }, { "Studio di architettura", "54" },
    { "Autotrasporti conto terzi", "48-49" }, { "Commercio all'ingrosso di ferramenta", "42" }, { "Ristorante pizzeria", "72" },
    { "Impresa di pulizie", "56" }, { "Officina meccanica", "81" }, { "Sviluppo software su misura", "51" },
    { "Indústria têxtil", "31-33" }, { "Loja de móveis", "44-45" }, { "Escritório de contabilidade", "54" },
    { "Transportadora rodoviária", "48-49" }, { "Escola de idiomas", "61" }, { "Clínica veterinária", "54" },
    { "Installatiebedrijf", "23" }, { "Accountantskantoor", "54" }, { "Groothandel voedingsmiddelen", "42" },
    { "Transport & opslag", "48-49" }, { "Makelaardij", "53" }, { "Schoonmaakbedrijf", "56" },
    { "Metaalbewerking", "31-33" }, { "Hoger onderwijs", "61" }, { "Verzekeringsadvies", "52" },
    { "non-profit / charity", "81" }, { "Venture capital", "52" }, { "video game studio", "51" },
    { "semiconductor equipment", "31-33" },
  };
  guint n_wrong = count_wrong (cases, G_N_ELEMENTS (cases));

  g_test_message ("accuracy of the sector: %.1f %% of %zu", 100.0 * (G_N_ELEMENTS (cases) - n_wrong) / G_N_ELEMENTS (cases),
                  G_N_ELEMENTS (cases));
  g_assert_cmpuint (n_wrong * 100, <=, 15 * G_N_ELEMENTS (cases));
}

static void
test_hints (void)
{
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "industry", "");
  check_fixture_run (&fixture, "company", "Müller Maschinenbau GmbH", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "industry.sector"), ==, "31-33");
  g_assert_cmpint (atoi (check_fixture_get (&fixture, "industry.confidence")), <=, 70);
  check_fixture_run (&fixture, "company", "Müller Maschinenbau GmbH", "industry", "Banking", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "industry.sector"), ==, "52");
  check_fixture_run (&fixture, "company", "Xyzzy", "role", "CEO", NULL);
  g_assert_null (check_fixture_get (&fixture, "industry.sector"));
  check_fixture_run (&fixture, "industry", "Technology", NULL);
  g_assert_cmpint (atoi (check_fixture_get (&fixture, "industry.confidence")), <=, 50);
}

static void
test_nothing (void)
{
  static const char *const texts[] = { "", " ", "-", "n/a", "???", "\xff", "zzzzqqq", NULL };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "industry", "");
  for (const char *const *text = texts; *text != NULL; text++)
    {
      check_fixture_run (&fixture, "industry", *text, NULL);
      g_assert_null (check_fixture_get (&fixture, "industry.sector"));
      g_assert_null (check_fixture_get (&fixture, "industry.confidence"));
    }
}

static void
test_hostile (void)
{
  static const char *const units[] = { "a", "software ", "manufacturing of ", "5", "54 ", "\xff", "maschinenbau", "31-", "\xe2\x80\xae", NULL };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "industry", "");
  for (const char *const *unit = units; *unit != NULL; unit++)
    {
      g_autoptr (GString) huge = g_string_new (NULL);

      while (huge->len < 1024 * 1024)
        g_string_append (huge, *unit);
      check_fixture_run (&fixture, "industry", huge->str, "company", huge->str, "bio", huge->str, "role", huge->str, NULL);
    }
  /* What one lead left behind does not touch the next. */
  check_fixture_run (&fixture, "industry", "wind turbines", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "industry.sector"), ==, "31-33");
}

/* The workspace's own list: names, other words, and codes for the rest. */
static void
test_own (void)
{
  static const struct
  {
    const char *industry;
    const char *own;
    int at_least;
    int at_most;
  } leads[] = {
    { "software", "Software", 97, 97 },
    { "Apps", "Software", 97, 97 },
    { "We make apps for nurses", "Software", 80, 90 },
    { "541511", "IT", 70, 90 },
    { "5413", NULL },
    { "Maschinenbau", "Industrie", 40, 60 },
    { "Möbelhersteller", "Industrie", 40, 60 },
    { "Rechtsanwälte", NULL },
    { "Krankenhaus", "Kliniken", 30, 80 },
    { "", NULL },
    { "???", NULL },
  };
  static const char settings[] = "DE\nSoftware: apps; saas; 5132\nIT: 5415\nIndustrie: 31-33\nKliniken\n: x\n  ";
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "industry", settings);
  for (gsize i = 0; i < G_N_ELEMENTS (leads); i++)
    {
      const char *confidence;

      check_fixture_run (&fixture, "industry", leads[i].industry, NULL);
      g_assert_cmpstr (check_fixture_get (&fixture, "industry.own"), ==, leads[i].own);
      confidence = check_fixture_get (&fixture, "industry.own_confidence");
      g_assert_cmpint (confidence != NULL, ==, leads[i].own != NULL);
      if (confidence == NULL)
        continue;
      g_assert_cmpint (atoi (confidence), >=, leads[i].at_least);
      g_assert_cmpint (atoi (confidence), <=, leads[i].at_most);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/industry-check/codes", test_codes);
  g_test_add_func ("/industry-check/words", test_words);
  g_test_add_func ("/industry-check/accuracy", test_accuracy);
  g_test_add_func ("/industry-check/hints", test_hints);
  g_test_add_func ("/industry-check/nothing", test_nothing);
  g_test_add_func ("/industry-check/hostile", test_hostile);
  g_test_add_func ("/industry-check/own", test_own);
  return g_test_run ();
}
