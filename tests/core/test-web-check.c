/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-fixture.h"

static void
test_websites (void)
{
  static const struct
  {
    const char *cell;
    const char *status;
    const char *url;
    const char *domain;
  } cases[] = {
    { "www.Acme.com", "valid", "https://www.acme.com", "acme.com" },
    { "HTTP://WWW.ACME.COM:80/", "valid", "http://www.acme.com", "acme.com" },
    { "https://acme.com:443/about/?utm_source=x&id=3&gclid=1#top", "valid", "https://acme.com/about?id=3", "acme.com" },
    { "https://acme.com/?fbclid=1", "valid", "https://acme.com", "acme.com" },
    { "https://acme.com:8443", "valid", "https://acme.com:8443", "acme.com" },
    { "acme.co.uk/a//", "valid", "https://acme.co.uk/a", "acme.co.uk" },
    { "http:/acme.com", "valid", "http://acme.com", "acme.com" },
    { "https//acme.com", "valid", "https://acme.com", "acme.com" },
    { "htp://acme.com", "valid", "http://acme.com", "acme.com" },
    { "//acme.com", "valid", "https://acme.com", "acme.com" },
    { "https://jane:secret@acme.com/", "valid", "https://acme.com", "acme.com" },
    { "https://www.acme.com./", "valid", "https://www.acme.com", "acme.com" },
    { "https://müller.de/straße", "valid", "https://xn--mller-kva.de/stra%C3%9Fe", "müller.de" },
    { "Acme Ltd (www.acme.com).", "valid", "https://www.acme.com", "acme.com" },
    { "acme.com, acme.de", "valid", "https://acme.com", "acme.com" },
    { "acme.com,acme.de", "valid", "https://acme.com", "acme.com" },
    { "https://acme.com/a,b", "valid", "https://acme.com/a,b", "acme.com" },
    { "acme.com/a b", "valid", "https://acme.com/a", "acme.com" },
    { "http://192.0.2.1/x", "valid", "http://192.0.2.1/x", NULL },
    { "https://twitter.com/acme", "valid", "https://twitter.com/acme", NULL },
    { "https://www.facebook.com/acme/", "valid", "https://www.facebook.com/acme", NULL },
    { "https://acme.github.io", "valid", "https://acme.github.io", "acme.github.io" },
    { "", "none", NULL, NULL },
    { " - ", "none", NULL, NULL },
    { "n/a", "none", NULL, NULL },
    { "acme", "invalid", NULL, NULL },
    { "acme.con", "invalid", NULL, NULL },
    { "co.uk", "invalid", NULL, NULL },
    { "jane@acme.com", "invalid", NULL, NULL },
    { "mailto:jane@acme.com", "invalid", NULL, NULL },
    { "ftp://acme.com", "invalid", NULL, NULL },
    { "javascript:alert(1)", "invalid", NULL, NULL },
    { "http://localhost:3000", "invalid", NULL, NULL },
    { "www.acme.example", "invalid", NULL, NULL },
    { "https://acme.com:99999", "invalid", NULL, NULL },
    { "https://", "invalid", NULL, NULL },
    { "https://a\xe2\x80\xae" ".com", "invalid", NULL, NULL },
  };
  g_auto (CheckFixture) fixture = { NULL };

  check_fixture_init (&fixture, "web", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check_fixture_run (&fixture, "website", cases[i].cell, NULL);
      g_test_message ("%s", cases[i].cell);
      g_assert_cmpstr (check_fixture_get (&fixture, "website.status"), ==, cases[i].status);
      g_assert_cmpstr (check_fixture_get (&fixture, "website.url"), ==, cases[i].url);
      g_assert_cmpstr (check_fixture_get (&fixture, "website.domain"), ==, cases[i].domain);
      if (strcmp (cases[i].status, "invalid") == 0)
        g_assert_nonnull (check_fixture_reason (&fixture, "website.status"));
    }
}

static void
test_linkedin (void)
{
  static const struct
  {
    const char *cell;
    const char *kind;
    const char *handle;
    const char *url;
  } cases[] = {
    { "https://www.linkedin.com/in/jane-doe", "person", "jane-doe", "https://www.linkedin.com/in/jane-doe" },
    { "http://de.linkedin.com/in/Jane-Doe-123/en?trk=x", "person", "jane-doe-123", "https://www.linkedin.com/in/jane-doe-123" },
    { "linkedin.com/in/jane-doe/", "person", "jane-doe", "https://www.linkedin.com/in/jane-doe" },
    { "/in/jane-doe", "person", "jane-doe", "https://www.linkedin.com/in/jane-doe" },
    { "in/jane-doe", "person", "jane-doe", "https://www.linkedin.com/in/jane-doe" },
    { "https://www.linkedin.com/in/j%C3%BCrgen-m", "person", "jürgen-m", "https://www.linkedin.com/in/jürgen-m" },
    { "https://www.linkedin.com/pub/jane-doe/1/2/3", "person", "jane-doe", "https://www.linkedin.com/pub/jane-doe/1/2/3" },
    { "https://www.linkedin.com/sales/lead/ACwAAA,NAME_SEARCH,a1", "person", NULL, "https://www.linkedin.com/sales/lead/ACwAAA,NAME_SEARCH,a1" },
    { "https://www.linkedin.com/company/Acme-Inc/about/", "company", "acme-inc", "https://www.linkedin.com/company/acme-inc" },
    { "https://www.linkedin.com/company-beta/12345/", "company", "12345", "https://www.linkedin.com/company/12345" },
    { "https://www.linkedin.com/showcase/acme-cloud", "company", "acme-cloud", "https://www.linkedin.com/showcase/acme-cloud" },
    { "https://www.linkedin.com/sales/company/123", "company", NULL, "https://www.linkedin.com/sales/company/123" },
    { "https://www.linkedin.com/school/mit/", "school", "mit", "https://www.linkedin.com/school/mit" },
    { "https://www.linkedin.com/feed/", "other", NULL, "https://www.linkedin.com/feed" },
    { "https://lnkd.in/abc", "other", NULL, "https://lnkd.in/abc" },
    { "https://www.linkedin.com/in/", "invalid", NULL, NULL },
    { "https://twitter.com/jane", "invalid", NULL, NULL },
    { "https://notlinkedin.com/in/jane", "invalid", NULL, NULL },
    { "https://linkedin.com.evil.net/in/jane", "invalid", NULL, NULL },
    { "Jane Doe", "invalid", NULL, NULL },
    { "n/a", NULL, NULL, NULL },
    { "", NULL, NULL, NULL },
  };
  g_auto (CheckFixture) fixture = { NULL };

  check_fixture_init (&fixture, "web", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check_fixture_run (&fixture, "linkedin_url", cases[i].cell, NULL);
      g_test_message ("%s", cases[i].cell);
      g_assert_cmpstr (check_fixture_get (&fixture, "linkedin.kind"), ==, cases[i].kind);
      g_assert_cmpstr (check_fixture_get (&fixture, "linkedin.handle"), ==, cases[i].handle);
      g_assert_cmpstr (check_fixture_get (&fixture, "linkedin.url"), ==, cases[i].url);
    }
}

/* A profile that stands somewhere else is found, but does not override the one that was given. */
static void
test_elsewhere (void)
{
  g_auto (CheckFixture) fixture = { NULL };

  check_fixture_init (&fixture, "web", "");
  check_fixture_run (&fixture, "bio", "I write. More on https://www.linkedin.com/in/jane-doe.", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "linkedin.handle"), ==, "jane-doe");
  g_assert_cmpstr (check_fixture_get (&fixture, "web.confidence"), ==, "70");
  check_fixture_run (&fixture, "website", "https://www.linkedin.com/company/acme", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "linkedin.kind"), ==, "company");
  g_assert_cmpstr (check_fixture_get (&fixture, "website.domain"), ==, NULL);
  check_fixture_run (&fixture, "website", "https://www.linkedin.com/company/acme", "linkedin_url",
                     "linkedin.com/in/jane", "bio", "linkedin.com/in/joe", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "linkedin.handle"), ==, "jane");
  check_fixture_run (&fixture, "bio", "No pages here", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "linkedin.kind"), ==, NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "web.confidence"), ==, NULL);
}

static void
test_hostile (void)
{
  static const char *const pieces[] = { "a", "/", "%", "http://", "a.com ", "a.", "linkedin.com/", "\xff",
                                        "\xe2\x80\xae", "&utm_", "(", ",", "@", ":", "#?" };
  g_auto (CheckFixture) fixture = { NULL };

  check_fixture_init (&fixture, "web", "");
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (gsize size = 100; size <= 1 << 20; size *= 20)
      {
        g_autoptr (GString) cell = g_string_new ("linkedin.com/in/");

        while (cell->len < size)
          g_string_append (cell, pieces[i]);
        check_fixture_run (&fixture, "website", cell->str, "linkedin_url", cell->str, "bio", cell->str, NULL);
        g_assert_nonnull (check_fixture_get (&fixture, "website.status"));
        g_assert_nonnull (check_fixture_get (&fixture, "linkedin.kind"));
        check_fixture_run (&fixture, "website", cell->str + 16, "linkedin_url", cell->str + 13, NULL);
        g_assert_nonnull (check_fixture_get (&fixture, "website.status"));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/web-check/websites", test_websites);
  g_test_add_func ("/web-check/linkedin", test_linkedin);
  g_test_add_func ("/web-check/elsewhere", test_elsewhere);
  g_test_add_func ("/web-check/hostile", test_hostile);
  return g_test_run ();
}
