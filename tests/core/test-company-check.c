/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "check-fixture.h"
#include "test-data.h"

typedef struct
{
  const char *company;
  const char *key;
  const char *form;
  const char *country;
} Case;

static const Case cases[] = {
  { "ACME GmbH & Co. KG", "acme", "GmbH & Co. KG", "DE" },
  { "Acme GmbH und Co KG", "acme", "GmbH & Co. KG", "DE" },
  { "Acme, Inc.", "acme", "Inc." },
  { "acme", "acme" },
  { "Acme Holdings", "acme holdings" },
  { "Acme Holdings Ltd", "acme holdings", "Ltd" },
  { "Acme (Holdings) Limited", "acme holdings", "Ltd" },
  { "The Acme Company", "acme", "Co." },
  { "Acme, The", "acme" },
  { "ACME CORPORATION", "acme", "Corp." },
  { "  \"Acme \t  Corp\" ", "acme", "Corp." },
  { "Acme S.p.A.", "acme", "S.p.A.", "IT" },
  { "Acme S. p. A.", "acme", "S.p.A.", "IT" },
  { "acme spa", "acme", "S.p.A.", "IT" },
  { "Acme Sp. z o.o.", "acme", "Sp. z o.o.", "PL" },
  { "Acme sp z oo", "acme", "Sp. z o.o.", "PL" },
  { "Acme, S. de R.L. de C.V.", "acme", "S. de R.L. de C.V.", "MX" },
  { "Acme Pty Ltd", "acme", "Pty Ltd", "AU" },
  { "Acme (Pty) Ltd", "acme", "Pty Ltd", "AU" },
  { "Acme Pvt. Ltd.", "acme", "Pvt Ltd", "IN" },
  { "Acme Co., Ltd.", "acme", "Co., Ltd." },
  { "Acme UG (haftungsbeschränkt)", "acme", "UG (haftungsbeschränkt)", "DE" },
  { "Acme AG & Co. KGaA", "acme", "AG & Co. KGaA", "DE" },
  { "Acme LTDA - ME", "acme", "Ltda.", "BR" },
  { "Acme OÜ", "acme", "OÜ", "EE" },
  { "nestlé sa", "nestle", "S.A." },
  { "AB Volvo", "volvo", "AB", "SE" },
  { "A/S Steamship Company Torm", "steamship company torm", "A/S", "DK" },
  { "PT Telkom Indonesia Tbk", "telkom indonesia", "Tbk", "ID" },
  { "SARL Dupont", "dupont", "SARL", "FR" },
  { "Dupont SARL", "dupont", "SARL", "FR" },
  { "Société Générale", "societe generale" },
  { "ООО «Ромашка»", "ромашка", "ООО", "RU" },
  { "株式会社トヨタ", "トヨタ", "株式会社", "JP" },
  { "トヨタ自動車株式会社", "トヨタ自動車", "株式会社", "JP" },
  { "华为技术有限公司", "华为技术", "有限公司" },
  { "Siemens (Deutschland) GmbH", "siemens", "GmbH", "DE" },
  { "Acme (Thailand) Co., Ltd.", "acme", "Co., Ltd." },
  { "Acme - Germany", "acme" },
  { "John Smith LLC d/b/a Acme Plumbing", "acme plumbing" },
  { "Acme GmbH c/o WeWork", "acme", "GmbH", "DE" },
  { "Acme Ltd (formerly Foo Ltd)", "acme", "Ltd" },
  { "Acme | Leading provider", "acme" },
  { "Petersen Stahlhandel GmbH, NL Bremen", "petersen stahlhandel", "GmbH", "DE" },
  { "Acme GmbH Zweigniederlassung Köln", "acme", "GmbH", "DE" },
  { "Acme GmbH Werk Bremen", "acme", "GmbH", "DE" },
  { "Acme Ltd, London Branch", "acme", "Ltd" },
  { "Acme S.A. Sucursal en España", "acme", "S.A." },
  { "Acme SARL - Agence de Lyon", "acme", "SARL", "FR" },
  { "Olive Branch Ltd", "olive branch", "Ltd" },
  { "Werk Bremen GmbH", "werk bremen", "GmbH", "DE" },
  { "Kanzlei Schulze & Partner mbB", "kanzlei schulze partner", "mbB", "DE" },
  { "Alpenmolkerei eGen", "alpenmolkerei", "eGen" },
  { "Marks & Spencer plc", "marks spencer", "PLC" },
  { "Marks and Spencer", "marks spencer" },
  { "Müller und Söhne OHG", "muller sohne", "OHG", "DE" },
  { "AT&T Inc.", "att", "Inc." },
  { "H&M", "hm" },
  { "McDonald’s Corp.", "mcdonalds", "Corp." },
  { "McDonalds", "mcdonalds" },
  { "L'Oréal S.A.", "loreal", "S.A." },
  { "J.P. Morgan & Co.", "jp morgan", "Co." },
  { "JP Morgan", "jp morgan" },
  { "Tiffany & Co.", "tiffany", "Co." },
  { "Bank of America", "bank of america" },
  { "As You Like It", "as you like it" },
  { "Casa", "casa" },
  { "The", "the" },
  { "Co", "co" },
  { "Ltd", "ltd" },
};

static void
test_names (void)
{
  g_auto (CheckFixture) fixture;
  guint n_wrong = 0;

  check_fixture_init (&fixture, "company", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check_fixture_run (&fixture, "company", cases[i].company, NULL);
      if (g_strcmp0 (check_fixture_get (&fixture, "company.key"), cases[i].key) == 0
          && g_strcmp0 (check_fixture_get (&fixture, "company.legal_form"), cases[i].form) == 0
          && g_strcmp0 (check_fixture_get (&fixture, "company.jurisdiction"), cases[i].country) == 0)
        continue;
      n_wrong++;
      g_test_message ("“%s” is %s/%s/%s, expected %s/%s/%s", cases[i].company,
                      check_fixture_get (&fixture, "company.key"),
                      check_fixture_get (&fixture, "company.legal_form"),
                      check_fixture_get (&fixture, "company.jurisdiction"), cases[i].key, cases[i].form,
                      cases[i].country);
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* Ways to write one company. */
static const char *const same[][6] = {
  { "Müller GmbH", "Mueller GmbH", "MUELLER GMBH", "muller", "Muller Ges.m.b.H." },
  { "Weiß & Söhne KG", "Weiss und Soehne KG", "WEISS & SOEHNE" },
  { "Kjærgård ApS", "Kjaergaard ApS", "Kjærgaard" },
  { "Ålborg Skibsværft A/S", "Aalborg Skibsvaerft AS" },
  { "Bjørn Østby AS", "Bjoern Oestby AS" },
  { "Dubois DAC", "Dubois Designated Activity Company", "Dubois D.A.C." },
  { "Nile Cement S.A.E.", "Nile Cement SAE", "nile cement" },
  { "Tremblay Ltée", "Tremblay Limitée", "TREMBLAY LTEE" },
  { "Kita Sauer gUG (haftungsbeschränkt)", "Kita Sauer gUG" },
  { "SCEA Roux", "Roux SCEA", "Roux S.C.E.A." },
  { "Stichting Visser", "Visser" },
  { "CV Lestari Tour", "Lestari Tour CV", "C.V. Lestari Tour" },
  { "Santos Contabilidade ME", "Santos Contabilidade Ltda ME", "Santos Contabilidade - EPP" },
  { "Rossi Srl", "ROSSI S.R.L.", "Rossi S.r.l. a socio unico", "Rossi s.r.l. in liquidazione" },
  { "Montanari s.n.c. di Montanari Luca e C.", "Montanari snc" },
  { "ООД Петров", "Петров ООД" },
  { "주식회사 민지푸드", "민지푸드(주)", "(주)민지푸드" },
  { "Công ty TNHH Thủy sản Mekong", "CTY TNHH Thủy Sản Mekong" },
  { "Wohnbauges.m.b.H.", "Wohnbaugesellschaft m.b.H." },
};

static void
test_same (void)
{
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "company", "");
  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *key = NULL;

      for (gsize k = 0; k < G_N_ELEMENTS (same[i]) && same[i][k] != NULL; k++)
        {
          check_fixture_run (&fixture, "company", same[i][k], NULL);
          if (key == NULL)
            key = g_strdup (check_fixture_get (&fixture, "company.key"));
          g_assert_cmpstr (check_fixture_get (&fixture, "company.key"), ==, key);
        }
    }
}

/* What looks like a legal form, a former name or another spelling, and is none. */
static void
test_different (void)
{
  static const char *const pairs[][2] = {
    { "Acme", "Acme Holdings" }, { "Blue", "Blu" },           { "Bauer", "Baur" },
    { "About Me", "About" },     { "Too Good To Go", "Good To Go" }, { "SC Johnson", "Johnson" },
    { "AS Roma", "Roma" },       { "Ex Libris", "Libris" },   { "Et Cetera", "Cetera" },
    { "Shoe World", "Sho World" }, { "Studio di Rossi", "Studio" },
  };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "company", "");
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *key = NULL;

      check_fixture_run (&fixture, "company", pairs[i][0], NULL);
      key = g_strdup (check_fixture_get (&fixture, "company.key"));
      check_fixture_run (&fixture, "company", pairs[i][1], NULL);
      g_assert_cmpstr (key, !=, check_fixture_get (&fixture, "company.key"));
    }
}

static void
test_display (void)
{
  static const char *const names[][2] = {
    { "  Acme \t  GmbH ", "Acme GmbH" },
    { "Acme Ltd (formerly Foo Ltd)", "Acme Ltd" },
    { "\xe2\x80\xae" "Acme\xe2\x80\x8b, Inc.", "Acme, Inc." },
    { "Acme GmbH | Wir machen das", "Acme GmbH" },
    { "Acme (Deutschland)", "Acme (Deutschland)" },
  };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "company", "");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      check_fixture_run (&fixture, "company", names[i][0], NULL);
      g_assert_cmpstr (check_fixture_get (&fixture, "company.name"), ==, names[i][1]);
    }
}

static void
test_domain (void)
{
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "company", "");
  check_fixture_run (&fixture, "company", "Acme GmbH", "website", "https://www.acme.at/about", "email", "a@other.com", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "company.domain"), ==, "acme.at");
  g_assert_cmpstr (check_fixture_get (&fixture, "company.jurisdiction"), ==, "AT");
  check_fixture_run (&fixture, "company", "Acme", "email", "joe@acme.com", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "company.domain"), ==, "acme.com");
  check_fixture_run (&fixture, "company", "Acme", "email", "joe@gmail.com", NULL);
  g_assert_null (check_fixture_get (&fixture, "company.domain"));
}

static void
test_nothing (void)
{
  static const char *const names[] = { "", " ", "-", "n/a", "None", "Self-employed", "Various", "Verschiedene", "???", "\xff", NULL };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "company", "");
  for (const char *const *name = names; *name != NULL; name++)
    {
      check_fixture_run (&fixture, "company", *name, NULL);
      g_assert_null (check_fixture_get (&fixture, "company.key"));
      g_assert_null (check_fixture_get (&fixture, "company.confidence"));
    }
}

static void
test_hostile (void)
{
  static const char *const units[] = { "a", "& ", "(", "GmbH ", "\xff", "c/o ", "A.", "株式会社", ")", "the ", "\xe2\x80\xae", NULL };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "company", "");
  for (const char *const *unit = units; *unit != NULL; unit++)
    {
      g_autoptr (GString) huge = g_string_new (NULL);
      const char *confidence;

      while (huge->len < 1024 * 1024)
        g_string_append (huge, *unit);
      check_fixture_run (&fixture, "company", huge->str, "website", huge->str, "email", huge->str, NULL);
      confidence = check_fixture_get (&fixture, "company.confidence");
      g_assert_true (confidence == NULL || atoi (confidence) < 50);
    }
}

/* Names of companies and the country each is from. */
static void
test_public_names (void)
{
  g_autofree char *path = find_test_data ("company/cleanco-companies.csv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (CheckFixture) fixture;
  guint n = 0, n_forms = 0, n_empty = 0;

  check_fixture_init (&fixture, "company", "");
  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strstrip (*line), ";", 2);

      if (cells[0] == NULL || *cells[0] == '\0')
        continue;
      check_fixture_run (&fixture, "company", cells[0], NULL);
      n++;
      n_empty += check_fixture_get (&fixture, "company.key") == NULL;
      n_forms += check_fixture_get (&fixture, "company.legal_form") != NULL;
    }
  g_test_message ("%u names, %u with a legal form, %u without a key", n, n_forms, n_empty);
  g_assert_cmpuint (n_empty, ==, 0);
  g_assert_cmpuint (n_forms * 100, >=, n * 90);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/company-check/names", test_names);
  g_test_add_func ("/company-check/display", test_display);
  g_test_add_func ("/company-check/same", test_same);
  g_test_add_func ("/company-check/different", test_different);
  g_test_add_func ("/company-check/domain", test_domain);
  g_test_add_func ("/company-check/nothing", test_nothing);
  g_test_add_func ("/company-check/hostile", test_hostile);
  g_test_add_func ("/company-check/public-names", test_public_names);
  return g_test_run ();
}
