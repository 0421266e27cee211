/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "email-cases.h"

static void
test_typos (void)
{
  static const Case cases[] = {
    { "jane@gmial.com", "risky", "typo", "jane@gmail.com" },
    { "jane@gmail.con", "risky", "typo", "jane@gmail.com" },
    { "jane@gmail.co", "risky", "typo", "jane@gmail.com" },
    { "jane@gmail.cm", "risky", "typo", "jane@gmail.com" },
    { "jane@gnail.com", "risky", "typo", "jane@gmail.com" },
    { "jane@gmaill.com", "risky", "typo", "jane@gmail.com" },
    { "jane@gmai.com", "risky", "typo", "jane@gmail.com" },
    { "jane@gmail.de", "risky", "typo", "jane@gmail.com" },
    { "jane@hotmial.com", "risky", "typo", "jane@hotmail.com" },
    { "jane@hotmai.fr", "risky", "typo", "jane@hotmail.fr" },
    { "jane@yaho.co.uk", "risky", "typo", "jane@yahoo.co.uk" },
    { "jane@yahoo.couk", "risky", "typo", "jane@yahoo.co.uk" },
    { "Jane.D@yhaoo.com", "risky", "typo", "Jane.D@yahoo.com" },
    { "jane@outlok.com", "risky", "typo", "jane@outlook.com" },
    { "jane@otulook.com", "risky", "typo", "jane@outlook.com" },
    { "jane@iclod.com", "risky", "typo", "jane@icloud.com" },
    { "jane@t-onlin.de", "risky", "typo", "jane@t-online.de" },
    { "jane@acme.con", "risky", "typo", "jane@acme.com" },
    { "jane@acme.ocm", "risky", "typo", "jane@acme.com" },
    { "jane@acme.cpm", "risky", "typo", "jane@acme.com" },
    { "jane@acme.co.ku", "risky", "typo", "jane@acme.co.uk" },
    { "jane@acme.ogr", "risky", "typo", "jane@acme.org" },
    { "jane@acme.xq", "risky", "unknown_tld", NULL },
  };
  /* All of these are somebody's. */
  static const char *const legitimate[]
    = { "mail.com",      "email.com",  "ymail.com", "aon.com",     "cloud.com",    "bol.com",
        "orange.com",    "orange.fr",  "lookout.com", "hotmart.com", "hotels.com", "libera.it",
        "msc.com",       "man.eu",     "web.com",   "gmx.net",     "gmx.ch",       "live.fr",
        "line.me",       "me.com",     "outbrain.com", "verizon.com", "horizon.net", "comcast.com",
        "telenet.de",    "skynet.com", "acme.co",   "acme.cm",     "yahoo.in",     "googlemail.com",
        "google.com",    "proton.com", "photon.com", "botmail.com", "atinternet.com", "rambler.com",
        "o2.pl",         "op.pl",      "wp.com",    "free.com",    "hotel.com",    "protonvpn.com" };
  g_auto (CheckFixture) fixture = { NULL };

  check_cases (cases, G_N_ELEMENTS (cases), "email.suggestion");
  check_fixture_init (&fixture, "email", "");
  for (gsize i = 0; i < G_N_ELEMENTS (legitimate); i++)
    {
      g_autofree char *address = g_strconcat ("jane.doe@", legitimate[i], NULL);

      check_fixture_run (&fixture, "email", address, NULL);
      g_test_message ("%s", address);
      g_assert_cmpstr (check_fixture_get (&fixture, "email.status"), ==, "valid");
      g_assert_cmpstr (check_fixture_get (&fixture, "email.suggestion"), ==, NULL);
    }
}

/* What the company's own site says of its mail domain. */
static void
test_own_domain (void)
{
  static const struct
  {
    const char *email;
    const char *website;
    const char *suggestion;
    const char *fits;
  } cases[] = {
    { "j@acme-tols.com", "https://www.acme-tools.com/", "j@acme-tools.com", "1" },
    { "j@acme-tools.cm", "acme-tools.com", "j@acme-tools.com", "1" },
    { "j@acme-tools.con", "acme-tools.com", "j@acme-tools.com", "1" },
    { "j@acme-tools.de", "acme-tools.com", NULL, "1" },
    { "j@acme-tools.com", "acme-tools.com", NULL, "1" },
    { "j@mail.acme-tools.com", "acme-tools.com", NULL, "1" },
    { "j@acne.com", "acme.com", NULL, "0" },
    { "j@unit12.com", "unit13.com", NULL, "0" },
    { "j@somewhere-else.com", "acme-tools.com", NULL, "0" },
  };
  g_auto (CheckFixture) fixture = { NULL };

  check_fixture_init (&fixture, "email", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check_fixture_run (&fixture, "email", cases[i].email, "website", cases[i].website, "company",
                         g_str_has_prefix (cases[i].email, "j@acme-t") ? "Acme Tools Ltd" : NULL, NULL);
      g_test_message ("%s %s", cases[i].email, cases[i].website);
      g_assert_cmpstr (check_fixture_get (&fixture, "email.suggestion"), ==, cases[i].suggestion);
      g_assert_cmpstr (check_fixture_get (&fixture, "email.fits_company"), ==, cases[i].fits);
    }
}

/* An address that is none is mended where only one thing can be meant. */
static void
test_repairs (void)
{
  static const Case cases[] = {
    { "jane @acme.com", "invalid", "bad_local", "jane@acme.com" },
    { "jane@ acme.com", "invalid", "bad_domain", "jane@acme.com" },
    { "jane@acme,com", "invalid", "bad_domain", "jane@acme.com" },
    { "jane@acme..com", "invalid", "bad_domain", "jane@acme.com" },
    { "jane@acme.com.", "invalid", "bad_domain", "jane@acme.com" },
    { "jane@@acme.com", "invalid", "bad_domain", "jane@acme.com" },
    { "jane.@acme.com", "invalid", "bad_local", "jane@acme.com" },
    { "<jane@acme.com", "invalid", "bad_local", "jane@acme.com" },
    { "jane@acme.com/", "invalid", "bad_domain", "jane@acme.com" },
    { "jane(at)acme.com", "invalid", "no_at", "jane@acme.com" },
    { "Jane [at] acme [dot] com", "invalid", "no_at", "jane@acme.com" },
    { "jane at acme dot com", "invalid", "no_at", "jane@acme.com" },
    { "jane＠acme.com", "invalid", "no_at", "jane@acme.com" },
    { "jane.doegmail.com", "invalid", "no_at", "jane.doe@gmail.com" },
    { "jane@gmailcom", "invalid", "bad_domain", "jane@gmail.com" },
    { "jane@gmail", "invalid", "bad_domain", "jane@gmail.com" },
    { "jane@gmial..com", "invalid", "bad_domain", "jane@gmail.com" },
    { "ja\xe2\x80\x8bne@acme.com", "invalid", "bad_character", "jane@acme.com" },
    { "jane doe@acme.com", "invalid", "bad_local", NULL },
    { "jane@doe@acme.com", "invalid", "bad_domain", NULL },
    { "www.gmail.com", "invalid", "no_at", NULL },
    { "https://acme.com", "invalid", "no_at", NULL },
    { "+49 170 1234567", "invalid", "no_at", NULL },
    { "jane@acme", "invalid", "bad_domain", NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases), "email.suggestion");
}

static void
test_cells (void)
{
  static const Case cases[] = {
    { " jane@acme.com\n", "valid", "ok", "jane@acme.com" },
    { "\xc2\xa0jane@acme.com\xe2\x80\x8b", "valid", "ok", "jane@acme.com" },
    { "Jane Doe <jane@acme.com>", "valid", "ok", "jane@acme.com" },
    { "\"Doe, Jane\" <jane@acme.com>", "valid", "ok", "jane@acme.com" },
    { "<jane@acme.com>", "valid", "ok", "jane@acme.com" },
    { "'jane@acme.com'", "valid", "ok", "jane@acme.com" },
    { "mailto:jane@acme.com", "valid", "ok", "jane@acme.com" },
    { "MAILTO:jane@acme.com?subject=Hello", "valid", "ok", "jane@acme.com" },
    { "Email: jane@acme.com", "valid", "ok", "jane@acme.com" },
    { "jane@acme.com (work)", "valid", "ok", "jane@acme.com" },
    { "jane@acme.com; joe@acme.com", "valid", "ok", "jane@acme.com" },
    { "jane@acme.com,joe@acme.com", "valid", "ok", "jane@acme.com" },
    { "jane@acme.com / joe@acme.com", "valid", "ok", "jane@acme.com" },
    { "jane@acme.com/joe@acme.com", "valid", "ok", "jane@acme.com" },
    { "jane@acme.com und joe@acme.com", "valid", "ok", "jane@acme.com" },
    { "jane@acme.com\njoe@acme.com", "valid", "ok", "jane@acme.com" },
    { "Doe, Jane <jane@acme.com>", "valid", "ok", "jane@acme.com" },
    { "Jane Doe\njane@acme.com", "valid", "ok", "jane@acme.com" },
    { "jane,doe@acme.com", "invalid", "bad_local", NULL },
    { "jane\ndoe@acme.com", "invalid", "bad_local", NULL },
    { "jane@acme\n.com", "invalid", "bad_domain", NULL },
    { "jane@acme.com, doe", "invalid", "bad_domain", NULL },
    { "jane@, joe@acme.com", "valid", "ok", "joe@acme.com" },
    { "\"Doe, Jane\" <jane@acme.com>, Joe <joe@acme.com>", "valid", "ok", "jane@acme.com" },
    { "JANE@ACME.COM", "valid", "ok", "JANE@acme.com" },
    { "\"jane.doe\"@acme.com", "valid", "ok", "jane.doe@acme.com" },
    { "\"ja\\ne\"@acme.com", "valid", "ok", "jane@acme.com" },
    { "\"ja\\\"ne\"@acme.com", "valid", "ok", "\"ja\\\"ne\"@acme.com" },
    { "jane@xn--mller-kva.de", "valid", "ok", "jane@müller.de" },
    { "jane@a, joe@b", "invalid", "bad_domain", NULL },
  };
  g_auto (CheckFixture) fixture = { NULL };

  check_cases (cases, G_N_ELEMENTS (cases), "email.normalised");
  check_fixture_init (&fixture, "email", "");
  check_fixture_run (&fixture, "email", "a@acme.com; b@acme.com, c@acme.com", NULL);
  g_assert_nonnull (strstr (check_fixture_reason (&fixture, "email.status"), "3 addresses"));
  /* Places are counted in characters, from the start of the cell. */
  check_fixture_run (&fixture, "email", " müller@@acme.com", NULL);
  g_assert_nonnull (strstr (check_fixture_reason (&fixture, "email.status"), "(character 9)"));
}

static void
test_canonical (void)
{
  static const Case cases[] = {
    { "J.Doe+news@GoogleMail.com", "valid", "ok", "jdoe@gmail.com" },
    { "jane.doe@Outlook.com", "valid", "ok", "jane.doe@outlook.com" },
    { "Jane+x@acme.com", "valid", "ok", "jane@acme.com" },
    { "jane-list@yahoo.com", "valid", "ok", "jane@yahoo.com" },
    { "jane-doe@acme.com", "valid", "ok", "jane-doe@acme.com" },
    { "+jane@acme.com", "valid", "ok", "+jane@acme.com" },
    { "jane@me.com", "valid", "ok", "jane@icloud.com" },
    { "jane@pm.me", "valid", "ok", "jane@proton.me" },
    { "JANE@müller.de", "valid", "ok", "jane@xn--mller-kva.de" },
    { "\"a+b\"@acme.com", "valid", "ok", "a@acme.com" },
    { "\"a +b\"@acme.com", "valid", "ok", "\"a +b\"@acme.com" },
    { "ÄÖ@acme.com", "valid", "ok", "äö@acme.com" },
  };

  check_cases (cases, G_N_ELEMENTS (cases), "email.canonical");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/email-cell/typos", test_typos);
  g_test_add_func ("/email-cell/own-domain", test_own_domain);
  g_test_add_func ("/email-cell/repairs", test_repairs);
  g_test_add_func ("/email-cell/cells", test_cells);
  g_test_add_func ("/email-cell/canonical", test_canonical);
  return g_test_run ();
}
