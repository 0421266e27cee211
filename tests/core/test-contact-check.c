/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-fixture.h"

static void
test_channels (void)
{
  static const struct
  {
    const char *email;
    const char *linkedin;
    const char *website;
    const char *contactability;
    const char *channels;
  } cases[] = {
    { NULL, NULL, NULL, "0", NULL },
    { "jane@acme.com", NULL, NULL, "40", "email" },
    { "jane@acme.com", "linkedin.com/in/jane", "acme.com", "70", "email linkedin website" },
    { NULL, "linkedin.com/in/jane", NULL, "20", "linkedin" },
    { NULL, NULL, "acme.com", "10", "website" },
    /* An address that needs a look first, somebody else's page, and what is none. */
    { "jane@gmial.com", "linkedin.com/company/acme", "acme.con", "0", NULL },
    { "info@acme.com", NULL, NULL, "0", NULL },
    { "jane", "jane", "acme", "0", NULL },
  };
  g_auto (CheckFixture) fixture = { NULL };

  check_fixture_init (&fixture, "contact", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check_fixture_run (&fixture, "email", cases[i].email, "linkedin_url", cases[i].linkedin, "website",
                         cases[i].website, NULL);
      g_test_message ("%s %s %s", cases[i].email, cases[i].linkedin, cases[i].website);
      g_assert_cmpstr (check_fixture_get (&fixture, "lead.contactability"), ==, cases[i].contactability);
      g_assert_cmpstr (check_fixture_get (&fixture, "lead.channels"), ==, cases[i].channels);
    }
}

static void
test_consent (void)
{
  static const struct
  {
    const char *consent;
    const char *channels;
  } cases[] = {
    { "", "email linkedin website" },
    { "yes", "email linkedin website" },
    { "double opt-in", "email linkedin website" },
    { "n/a", "email linkedin website" },
    { "not asked", "email linkedin website" },
    { "keine Angabe", "email linkedin website" },
    { "no objection", "email linkedin website" },
    { "opt-out: no", "email linkedin website" },
    { "not unsubscribed", "email linkedin website" },
    { "legitimate interest", "email linkedin website" },
    { "no", NULL },
    { "No.", NULL },
    { "N", NULL },
    { "FALSE", NULL },
    { "0", NULL },
    { "nein", NULL },
    { "opt-out", NULL },
    { "Opted out 2024-03-01", NULL },
    { "opt in: no", NULL },
    { "unsubscribed", NULL },
    { "do not contact", NULL },
    { "DNC", NULL },
    { "withdrawn", NULL },
    { "désinscrit", NULL },
    { "widerrufen", NULL },
    { "no email", "linkedin website" },
    { "don’t e-mail", "linkedin website" },
    { "unsubscribed from newsletter", "linkedin website" },
    { "email: no; phone: yes", "linkedin website" },
    { "{\"email\":false,\"phone\":true}", "linkedin website" },
    { "no emails please, calls are fine", "linkedin website" },
    { "no calls", "email linkedin website" },
    { "email: yes, phone: no", "email linkedin website" },
    { "yes but no email", "linkedin website" },
    { "email only", "email" },
    { "nur E-Mail", "email" },
    { "phone only", NULL },
    { "no linkedin", "email website" },
  };
  g_auto (CheckFixture) fixture = { NULL };

  check_fixture_init (&fixture, "contact", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check_fixture_run (&fixture, "email", "jane@acme.com", "linkedin_url", "linkedin.com/in/jane", "website",
                         "acme.com", "consent", cases[i].consent, NULL);
      g_test_message ("%s", cases[i].consent);
      g_assert_cmpstr (check_fixture_get (&fixture, "lead.channels"), ==, cases[i].channels);
    }
  g_assert_nonnull (check_fixture_reason (&fixture, "lead.contactability"));
}

/* Every field counts the same, blanks do not count, and consent is none of them. */
static void
test_completeness (void)
{
  g_auto (CheckFixture) fixture = { NULL };

  check_fixture_init (&fixture, "contact", "");
  check_fixture_run (&fixture, "consent", "yes", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "lead.completeness"), ==, "0");
  check_fixture_run (&fixture, "name", "Jane", "role", " \t", "email", "x", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "lead.completeness"), ==, "20");
  check_fixture_run (&fixture, "name", "a", "role", "b", "company", "c", "industry", "d", "email", "e", "phone",
                     "f", "country", "g", "website", "h", "linkedin_url", "i", "source", "j", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "lead.completeness"), ==, "100");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact-check/channels", test_channels);
  g_test_add_func ("/contact-check/consent", test_consent);
  g_test_add_func ("/contact-check/completeness", test_completeness);
  return g_test_run ();
}
