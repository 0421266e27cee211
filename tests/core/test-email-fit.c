/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-fixture.h"

static void
test_fits_name (void)
{
  static const struct
  {
    const char *email;
    const char *name;
    const char *fits;
  } cases[] = {
    { "jane.doe@acme.com", "Jane Doe", "1" },       { "jdoe@acme.com", "Jane Doe", "1" },
    { "doej@acme.com", "Jane Doe", "1" },           { "jd@acme.com", "Jane Doe", "1" },
    { "dj@acme.com", "Jane Doe", "1" },             { "jsmi@acme.com", "Joe Smith", "1" },
    { "rob@acme.com", "Robert Jones", "1" },        { "j.mueller@acme.de", "Jürgen Müller", "1" },
    { "muller@acme.de", "Jürgen Müller", "1" },     { "francois@acme.fr", "François Lefèvre", "1" },
    { "soren@acme.dk", "Søren Ægir", "1" },         { "lukasz@acme.pl", "Łukasz Żak", "1" },
    { "ivanov@acme.ru", "Иван Иванов", "1" },       { "oneil@acme.com", "Sean O'Neil", "1" },
    { "kim1980@acme.com", "Kim Lee", "1" },         { "smith@acme.com", "Smith, John", "1" },
    { "bill@acme.com", "Jane Doe", "0" },           { "info@acme.com", "Jane Doe", NULL },
    { "12345@acme.com", "Jane Doe", NULL },         { "bill@acme.com", NULL, NULL },
    { "bill@acme.com", "王小明", NULL },              { "jkr@acme.com", "Joanne Kathleen Rowling", "1" },
    { "sales@acme.com", "Tom Sales", "1" },         { "xq@acme.com", "Jane Doe", "0" },
  };
  g_auto (CheckFixture) fixture = { NULL };

  check_fixture_init (&fixture, "email", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check_fixture_run (&fixture, "email", cases[i].email, "name", cases[i].name, NULL);
      g_test_message ("%s %s", cases[i].email, cases[i].name);
      g_assert_cmpstr (check_fixture_get (&fixture, "email.fits_name"), ==, cases[i].fits);
    }
  check_fixture_run (&fixture, "email", "jdoe@acme.com", "first_name", "Jane", "last_name", "Doe", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "email.fits_name"), ==, "1");
}

static void
test_fits_company (void)
{
  static const struct
  {
    const char *email;
    const char *company;
    const char *fits;
  } cases[] = {
    { "j@acme.com", "Acme GmbH", "1" },
    { "j@acme-group.com", "ACME Ltd.", "1" },
    { "j@mueller-soehne.de", "Müller & Söhne GmbH", "1" },
    { "j@ibm.com", "International Business Machines Corp.", "1" },
    { "j@db.com", "Deutsche Bank AG", "1" },
    { "j@jpmorgan.com", "J.P. Morgan", "1" },
    { "j@siemens-energy.com", "Siemens Energy AG", "1" },
    { "j@3m.com", "3M", "1" },
    { "j@getacme.io", "Acme", "1" },
    { "j@lufthansa.com", "Deutsche Lufthansa AG", "1" },
    { "j@contoso.com", "Acme", "0" },
    { "j@gmail.com", "Acme", NULL },
    { "j@acme.com", NULL, NULL },
    { "j@acme.com", "株式会社アクメ", NULL },
  };
  g_auto (CheckFixture) fixture = { NULL };

  check_fixture_init (&fixture, "email", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check_fixture_run (&fixture, "email", cases[i].email, "company", cases[i].company, NULL);
      g_test_message ("%s %s", cases[i].email, cases[i].company);
      g_assert_cmpstr (check_fixture_get (&fixture, "email.fits_company"), ==, cases[i].fits);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/email-fit/fits-name", test_fits_name);
  g_test_add_func ("/email-fit/fits-company", test_fits_company);
  return g_test_run ();
}
