/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "email-cases.h"
#include "test-data.h"

#define L10 "abcdefghij"
#define L60 L10 L10 L10 L10 L10 L10

/* RFC 5321, 5322 and 6531, beyond what the public cases have. */
static void
test_syntax (void)
{
  static const Case cases[] = {
    { "a@acme.com", "valid", "ok", "acme.com" },
    { "o'neil+x/y=z@acme.com", "valid", "ok", "acme.com" },
    { "\"\"@acme.com", "valid", "ok", "acme.com" },
    { "\"a b\"@acme.com", "valid", "ok", "acme.com" },
    { "(note)jane(more)@(x)acme.com(y (z))", "valid", "ok", "acme.com" },
    { "jane@acme.com \r\n (work)", "valid", "ok", "acme.com" },
    { "дядя@пример.рф", "valid", "ok", "пример.рф" },
    { "jane@XN--MLLER-KVA.DE", "valid", "ok", "müller.de" },
    { "jane@faß.de", "valid", "ok", "faß.de" },
    { "jane@a-b.co.uk", "valid", "ok", "a-b.co.uk" },
    { "jane@3m.com", "valid", "ok", "3m.com" },
    { "jane@mail.eu.acme.co.jp", "valid", "ok", "acme.co.jp" },
    { L60 "abcd@acme.com", "valid", "ok", "acme.com" },
    { L60 "abcde@acme.com", "invalid", "too_long", NULL },
    { "jane@" L60 "abc.com", "valid", "ok", L60 "abc.com" },
    { "jane@" L60 "abcd.com", "invalid", "too_long", NULL },
    { "", "none", "empty", NULL },
    { " \t\r\n", "none", "empty", NULL },
    { "\xc2\xa0\xe2\x80\x8b", "none", "empty", NULL },
    { "jane", "invalid", "no_at", NULL },
    { "@", "invalid", "bad_local", NULL },
    { "@acme.com", "invalid", "bad_local", NULL },
    { "jane@", "invalid", "bad_domain", NULL },
    { ".jane@acme.com", "invalid", "bad_local", NULL },
    { "jane.@acme.com", "invalid", "bad_local", NULL },
    { "ja..ne@acme.com", "invalid", "bad_local", NULL },
    { "ja ne@acme.com", "invalid", "bad_local", NULL },
    { "ja\"ne@acme.com", "invalid", "bad_local", NULL },
    { "\"jane@acme.com", "invalid", "bad_local", NULL },
    { "(jane@acme.com", "invalid", "bad_local", NULL },
    { "jane@acme", "invalid", "bad_domain", NULL },
    { "jane@acme_x.com", "invalid", "bad_domain", NULL },
    { "jane@acme.123", "invalid", "bad_domain", NULL },
    { "jane@127.0.0.1", "invalid", "bad_domain", NULL },
    { "jane@acme.c0m", "invalid", "bad_domain", NULL },
    { "jane@-acme.com", "invalid", "bad_domain", NULL },
    { "jane@ac--me.com", "invalid", "bad_domain", NULL },
    { "jane@xn--a.de", "invalid", "bad_domain", NULL },
    { "jane@doe@acme.com", "invalid", "bad_domain", NULL },
    { "jane\xff@acme.com", "invalid", "bad_character", NULL },
    { "jane@ac\xe2\x80\xae" "me.com", "invalid", "bad_character", NULL },
    { "ja\xe2\x80\x8bne@acme.com", "invalid", "bad_character", NULL },
    { "ja\x01ne@acme.com", "invalid", "bad_local", NULL },
    { "jane@[192.0.2.1]", "risky", "domain_literal", NULL },
    { "jane@[IPv6:2001:db8::1]", "risky", "domain_literal", NULL },
    { "jane@[ipv6:::1]", "risky", "domain_literal", NULL },
    { "jane@[192.0.2.256]", "invalid", "bad_domain", NULL },
    { "jane@[IPv6:1:2:3:4:5:6:7::]", "invalid", "bad_domain", NULL },
    { "jane@[2001:db8::1]", "invalid", "bad_domain", NULL },
    { "jane@[]", "invalid", "bad_domain", NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases), "email.domain");
}

static void
test_domains (void)
{
  static const Case cases[] = {
    { "jane@localhost", "invalid", "special_use", "localhost" },
    { "jane@acme.test", "invalid", "special_use", "acme.test" },
    { "jane@printer.local", "invalid", "special_use", "printer.local" },
    { "jane@a.example", "invalid", "special_use", "a.example" },
    { "jane@example.com", "invalid", "special_use", "example.com" },
    { "jane@mail.example.org", "invalid", "special_use", "example.org" },
    { "jane@x.invalid", "invalid", "special_use", "x.invalid" },
    { "jane@abcdefghijklmnop.onion", "invalid", "special_use", "abcdefghijklmnop.onion" },
    { "jane@host.home.arpa", "invalid", "special_use", "home.arpa" },
    { "jane@notexample.com", "valid", "ok", "notexample.com" },
    { "jane@example.co", "valid", "ok", "example.co" },
    { "jane@co.uk", "invalid", "public_suffix", "co.uk" },
    { "jane@acme.zzzz", "risky", "unknown_tld", "acme.zzzz" },
    { "jane@acme.github.io", "valid", "ok", "acme.github.io" },
    { "jane@github.io", "valid", "ok", "github.io" },
    { "jane@city.kawasaki.jp", "valid", "ok", "city.kawasaki.jp" },
    { "jane@www.ck", "valid", "ok", "www.ck" },
    { "jane@\xd0\xb0" "cme.com", "risky", "mixed_script", "xn--cme-5cd.com" },
    { "jane@mailinator.com", "risky", "disposable", "mailinator.com" },
    { "jane@sub.mailinator.com", "risky", "disposable", "mailinator.com" },
  };

  check_cases (cases, G_N_ELEMENTS (cases), "email.domain");
}

static void
test_kinds (void)
{
  static const Case cases[] = {
    { "jane.doe@acme.com", "valid", "ok", "personal" },
    { "jane.doe@gmail.com", "valid", "ok", "free" },
    { "jane@web.de", "valid", "ok", "free" },
    { "jane@yahoo.co.jp", "valid", "ok", "free" },
    { "info@acme.com", "risky", "role_account", "role" },
    { "INFO@ACME.COM", "risky", "role_account", "role" },
    { "info2@acme.com", "risky", "role_account", "role" },
    { "sales-emea@acme.com", "risky", "role_account", "role" },
    { "customer.service@acme.com", "risky", "role_account", "role" },
    { "no-reply@acme.com", "risky", "role_account", "role" },
    { "kontakt@acme.de", "risky", "role_account", "role" },
    { "vertrieb@acme.de", "risky", "role_account", "role" },
    { "ventas@acme.es", "risky", "role_account", "role" },
    { "comptabilite@acme.fr", "risky", "role_account", "role" },
    { "amministrazione@acme.it", "risky", "role_account", "role" },
    { "atendimento@acme.com.br", "risky", "role_account", "role" },
    { "verkoop@acme.nl", "risky", "role_account", "role" },
    { "info@gmail.com", "risky", "role_account", "free" },
    { "hr.smith@acme.com", "valid", "ok", "personal" },
    { "salesh@acme.com", "valid", "ok", "personal" },
    { "test@test.com", "risky", "placeholder", "role" },
    { "asdf@asdf.com", "risky", "placeholder", "personal" },
    { "noemail@noemail.com", "risky", "placeholder", "personal" },
    { "bob@mailinator.com", "risky", "disposable", "disposable" },
    { "jane@acme.example", "invalid", "special_use", "personal" },
    { "n/a", "none", "placeholder", NULL },
    { " N/A ", "none", "placeholder", NULL },
    { "keine", "none", "placeholder", NULL },
    { "-", "none", "placeholder", NULL },
    { "Unknown", "none", "placeholder", NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases), "email.kind");
}

/* Megabytes of anything: a verdict, and no more time than it takes to read them. */
static void
test_hostile (void)
{
  static const char *const pieces[]
    = { "a", "@", "<", "(", "\"", "a@b,", "a@b.com/", "\\", " ", "\n", "\xcc\x81", "\xff", "a@", "(at)",
        "a@acme.com;", ".", "[", "xn--", "\xe2\x80\xae", "<a@", "\"<", "' @", "mailto:" };
  g_auto (CheckFixture) fixture = { NULL };
  gint64 start = g_get_monotonic_time ();

  check_fixture_init (&fixture, "email", "");
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) cell = g_string_sized_new (1 << 20);

      while (cell->len < 1 << 20)
        g_string_append (cell, pieces[i]);
      check_fixture_run (&fixture, "email", cell->str, "name", cell->str, "company", cell->str, NULL);
      g_assert_nonnull (check_fixture_get (&fixture, "email.status"));
      g_assert_nonnull (check_fixture_get (&fixture, "email.reason"));
      g_assert_nonnull (check_fixture_reason (&fixture, "email.status"));
      check_fixture_run (&fixture, "email", "jane@acme.com", "name", cell->str, "company", cell->str, NULL);
      g_assert_cmpstr (check_fixture_get (&fixture, "email.status"), ==, "valid");
    }
  /* Quadratic work would take minutes, also under the sanitizers. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

/* Values are bytes with a length: nothing is read beyond. */
static void
test_lengths (void)
{
  static const char text[] = "Jane <jane@acme.com>; joe@müller.de (x) \"a b\"@gmial.con";
  const char *keys[] = { "email", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayEnricher) enricher = assay_enricher_new (keys, "", NULL, &error);
  g_autoptr (AssayArena) arena = assay_arena_new ();
  AssayValue fields[16] = { 0 }, signals[64];

  g_assert_no_error (error);
  for (gsize start = 0; start < sizeof text; start++)
    for (gsize end = start; end < sizeof text; end++)
      {
        g_autofree char *copy = g_memdup2 (text + start, end - start);

        for (guint i = 0; i < assay_enricher_get_n_fields (enricher); i++)
          fields[i] = assay_value_from_text (copy != NULL ? copy : "", end - start);
        assay_enricher_run (enricher, arena, fields, signals);
        assay_arena_reset (arena);
      }
}

/* The next cell of a CSV file with quotes, which may hold NUL bytes; %NULL at the end. */
static GString *
next_cell (const char **p,
           const char  *end)
{
  GString *cell;
  gboolean quoted;

  if (*p >= end)
    return NULL;
  cell = g_string_new (NULL);
  quoted = **p == '"';
  for (*p += quoted; *p < end; (*p)++)
    {
      if (quoted && **p == '"')
        {
          if (*p + 1 == end || (*p)[1] != '"')
            {
              (*p)++;
              break;
            }
          (*p)++;
        }
      else if (!quoted && (**p == ',' || **p == '\r' || **p == '\n'))
        break;
      g_string_append_c (cell, **p);
    }
  while (*p < end && **p == '\r')
    (*p)++;
  (*p)++;
  return cell;
}

static void
run_bytes (CheckFixture *fixture,
           GString      *cell)
{
  const char *const *fields = assay_enricher_get_fields (fixture->enricher);

  check_fixture_run (fixture, "email", "", NULL);
  for (guint i = 0; fields[i] != NULL; i++)
    if (strcmp (fields[i], "email") == 0)
      fixture->fields[i] = assay_value_from_text (cell->str, cell->len);
  assay_enricher_run (fixture->enricher, fixture->arena, fixture->fields, fixture->signals);
}

/* What the RFCs say of a case: it is an address, it is none, it is one that is reserved. The second set is
 * that of is_email, whose diagnoses are finer than that. */
static const char *
expect (const char *test,
        const char *diagnosis)
{
  if (g_str_has_prefix (test, "test_email_valid"))
    return "address";
  if (strcmp (test, "test_email_invalid_reserved_domain") == 0)
    return "reserved";
  /* Where SMTPUTF8 is off; RFC 6531 is on here. */
  if (strcmp (test, "test_email_invalid_character_smtputf8_off") == 0)
    return "address";
  if (strcmp (test, "test_pyisemail_tests") != 0)
    return "none";
  if (strstr (diagnosis, "ISEMAIL_VALID") != NULL || strstr (diagnosis, "RFC5321_QUOTEDSTRING") != NULL
      || strstr (diagnosis, "RFC5321_ADDRESSLITERAL") != NULL || strstr (diagnosis, "ISEMAIL_CFWS") != NULL)
    return "address";
  return "none";
}

/* Where the verdict is another one, and why. */
static const struct
{
  const char *cell;
  const char *why;
} differences[] = {
  { "me@[127.0.0.1]", "RFC 5321, 4.1.3: an address literal; the set allows them by an option" },
  { "me@[IPv6:::1]", "the same" },
  { "<me@example.com>", "RFC 5322, 3.4: angle-addr; the set allows it by an option" },
  { "DisplayName <me@example.com>", "RFC 5322, 3.4: name-addr; the set allows it by an option" },
  { "Display Name <me@example.com>", "the same" },
  { "\"Display Name\" <me@example.com>", "the same" },
  { "\"Display.Name\" <me@example.com>", "the same" },
  { "Display.Name <me@example.com>", "RFC 5322, 4.1: a dot in a phrase has to be understood" },
  { "test@(comment)iana.org", "RFC 5322, 3.4.1: a comment may be there, though it should not" },
  { "test@(comment)[255.255.255.255]", "the same" },
  { "test@(comment)abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghikl.com", "the same" },
};

static const char *
explain (GString *cell)
{
  for (gsize i = 0; i < G_N_ELEMENTS (differences); i++)
    if (strcmp (differences[i].cell, cell->str) == 0)
      return differences[i].why;
  if (g_ascii_isspace (cell->str[0]) || g_ascii_isspace (cell->str[cell->len - 1]))
    return "white space around a cell is no part of it";
  if (!g_str_is_ascii (cell->str))
    {
      g_autofree char *composed = g_utf8_normalize (cell->str, -1, G_NORMALIZE_NFC);
      if (composed != NULL && strlen (composed) < cell->len)
        return "RFC 6532, 3.1: the normalised form is what is sent, so its length counts";
    }
  return NULL;
}

/* Real cases: those of python-email-validator. */
static void
test_public_cases (void)
{
  g_autofree char *path = find_test_data ("email/python-email-validator-cases.csv");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CheckFixture) fixture = { NULL };
  const char *p, *end;
  GString *test;
  gsize length;
  guint n = 0, n_agree = 0, n_explained = 0, n_unexplained = 0;

  if (path == NULL)
    return;
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  check_fixture_init (&fixture, "email", "");
  p = strchr (text, '\n') + 1;
  end = text + length;
  for (; (test = next_cell (&p, end)) != NULL; g_string_free (test, TRUE))
    {
      g_autoptr (GString) cell = next_cell (&p, end), diagnosis = next_cell (&p, end);
      const char *verdict, *expected = expect (test->str, diagnosis->str), *status, *reason;

      run_bytes (&fixture, cell);
      status = check_fixture_get (&fixture, "email.status");
      reason = check_fixture_get (&fixture, "email.reason");
      verdict = strcmp (reason, "special_use") == 0                               ? "reserved"
                : strcmp (status, "valid") == 0 || strcmp (status, "risky") == 0 ? "address"
                                                                                  : "none";
      n++;
      /* Reserved names are examples of addresses all over the set, and in one case the fault. */
      if (strcmp (verdict, expected) == 0
          || (strcmp (verdict, "reserved") == 0
              && (strcmp (expected, "address") == 0 || strcmp (cell->str, "my@localhost") == 0)))
        n_agree++;
      else if (explain (cell) != NULL)
        {
          n_explained++;
          show (cell->str, explain (cell));
        }
      else
        {
          n_unexplained++;
          show (cell->str, test->str);
          g_test_message ("expected %s (%s), got %s %s", expected, diagnosis->str, status, reason);
        }
    }
  g_test_message ("%u cases of python-email-validator: %u agree, %u differ by an RFC, %u differ", n, n_agree, n_explained, n_unexplained);
  g_assert_cmpuint (n, ==, 286);
  g_assert_cmpuint (n_unexplained, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/email-check/syntax", test_syntax);
  g_test_add_func ("/email-check/domains", test_domains);
  g_test_add_func ("/email-check/kinds", test_kinds);
  g_test_add_func ("/email-check/hostile", test_hostile);
  g_test_add_func ("/email-check/lengths", test_lengths);
  g_test_add_func ("/email-check/public-cases", test_public_cases);
  return g_test_run ();
}
