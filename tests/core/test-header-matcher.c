/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-header-matcher.h"

#include "base/assay-data.h"
#include "import/assay-event-sink.h"
#include "import/assay-outcome-sink.h"
#include "route/assay-agent-sink.h"

#include <json-glib/json-glib.h>
#include <glib/gstdio.h>
#include <string.h>

static AssayHeaderMatcher *
matcher (void)
{
  g_autoptr (GError) error = NULL;
  AssayHeaderMatcher *self = assay_header_matcher_get_default (&error);

  g_assert_no_error (error);
  return self;
}

static const struct
{
  const char *header;
  const char *field;
} cases[] = {
  { "Name", "name" },
  { "E-Mail", "email" },
  { "e_mail", "email" },
  { "EMAIL ADDRESS", "email" },
  { "emailAddress", "email" },
  { "Email (work)", "email" },
  { "Primary Email", "email" },
  { "Email 2", "email" },
  { "Courriel", "email" },
  { "Correo electrónico", "email" },
  { "メールアドレス", "email" },
  { "电子邮箱", "email" },
  { "Электронная почта", "email" },
  { "Vorname", "first_name" },
  { "Prénom", "first_name" },
  { "FirstName", "first_name" },
  { "Nachname", "last_name" },
  { "Przedsiębiorstwo", "company" },
  { "PARTNER_NAME", "company" },
  { "Telefonnummer", "phone" },
  { "Téléphone", "phone" },
  { "Person - Phone - Mobile", "mobile" },
  { "job_title", "role" },
  { "Stellenbezeichnung", "role" },
  { "linkedin_bio", "bio" },
  { "Person Linkedin Url", "linkedin_url" },
  { "PLZ", "postal_code" },
  { "Straße", "street" },
  { "STRASSE", "street" },
  { "# Employees", "company_size" },
  { "Lead Source", "source" },
  { "utm_source", "source" },
  { "KdNr", "external_id" },
  { "Letzter Kontakt", "last_activity_at" },
  { "Umsatz", "deal_value" },
  { "Adress line 1", "street" },
  { "Contry region", "country" },
  { "Messestand", NULL },
  { "Favourite colour", NULL },
  { "Deal name", NULL },
  { "Converted", NULL },
  { "contract", NULL },
  { "", NULL },
  { "---", NULL },
};

static void
test_headers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *field = assay_header_matcher_find (matcher (), cases[i].header, NULL);
      g_test_message ("“%s” → %s", cases[i].header, field);
      g_assert_cmpstr (field, ==, cases[i].field);
    }
}

/* What the specification promises: at least twelve languages. */
static void
test_languages (void)
{
  static const char *const promised[]
    = { "name",    "first_name", "last_name",   "email",  "company", "phone",  "mobile",
        "role",    "industry",   "source",      "city",   "country", "street", "postal_code",
        "website", "notes",      "owner",       "stage",  "status",  "tags",   "external_id",
        "deal_value", "outcome", "outcome_at", "created_at" };
  g_autofree char *path = assay_data_file ("reference/header-synonyms.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  JsonObject *root = json_node_get_object (json_parser_get_root (parser));
  g_assert_true (json_object_has_member (root, "_source"));
  g_assert_true (json_object_has_member (root, "_licence"));
  g_assert_true (json_object_has_member (root, "_date"));
  JsonObject *fields = json_object_get_object_member (root, "fields");
  for (gsize i = 0; i < G_N_ELEMENTS (promised); i++)
    {
      JsonObject *languages = json_object_get_object_member (fields, promised[i]);
      g_test_message ("%s", promised[i]);
      g_assert_cmpuint (json_object_get_size (languages), >=, 12);
      g_autoptr (GList) names = json_object_get_members (languages);
      for (GList *l = names; l != NULL; l = l->next)
        g_assert_cmpuint (json_array_get_length (json_object_get_array_member (languages, l->data)), >, 0);
    }
}

typedef struct
{
  const char *header;
  const char *field;
  const char *values[4];
} Column;

static void
check_file (const Column            *expected,
            const AssayRowSinkClass *sink)
{
  AssayHeaderColumn columns[16];
  AssayHeaderMatch matches[16];
  guint n = 0;

  for (; expected[n].header != NULL; n++)
    {
      columns[n].header = expected[n].header;
      columns[n].profile = assay_column_profile_new ();
      for (guint i = 0; i < 4 && expected[n].values[i] != NULL; i++)
        assay_column_profile_add (columns[n].profile, expected[n].values[i],
                                  strlen (expected[n].values[i]), i + 2);
      assay_column_profile_finish (columns[n].profile);
    }
  if (sink != NULL)
    assay_header_matcher_match_rows (matcher (), sink, columns, n, matches);
  else
    assay_header_matcher_match (matcher (), columns, n, matches);
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", expected[i].header);
      g_assert_cmpstr (matches[i].field, ==, expected[i].field);
      assay_column_profile_free (columns[i].profile);
    }
}

static void
test_files (void)
{
  static const Column german[] = {
    { "Name", "last_name", { "Meier", "Schulz" } },
    { "Vorname", "first_name", { "Hanna", "Jorin" } },
    { "Firma", "company", { "Glanzwerk" } },
    { "Kontakt", "email", { "a@b.example", "c@d.example" } },
    { "E-Mail privat", NULL, { "x@y.example" } },
    { NULL },
  };
  static const Column spanish[] = {
    { "Nombre", "name", { "Ana García", "Luis Pérez" } },
    { "Empresa", "company", { "Flores SA" } },
    { "Fecha", "created_at", { "01/02/2026" } },
    { NULL },
  };
  static const Column linkedin[] = {
    { "First Name", "first_name", { "Ana" } },
    { "Last Name", "last_name", { "García" } },
    { "URL", "linkedin_url", { "https://www.linkedin.com/in/ana" } },
    { "Email Address", "email", { "a@b.example" } },
    { "Company", "company", { "Flores" } },
    { "Position", "role", { "CEO" } },
    { "Connected On", "created_at", { "12 Mar 2026" } },
    { NULL },
  };
  static const Column apollo[] = {
    { "First Name", "first_name", { "Ana" } },
    { "Title", "role", { "CEO" } },
    { "Company", "company", { "Flores" } },
    { "Company Name for Emails", NULL, { "Flores" } },
    { "Seniority", NULL, { "C suite" } },
    { "Work Direct Phone", "phone", { "+34 600 000 000" } },
    { "Corporate Phone", NULL, { "+34 900 000 000" } },
    { "# Employees", "company_size", { "42" } },
    { "Company Linkedin Url", NULL, { "https://www.linkedin.com/company/flores" } },
    { "Person Linkedin Url", "linkedin_url", { "https://www.linkedin.com/in/ana" } },
    { NULL },
  };
  static const Column misleading[] = {
    { "Campaign", NULL, { "1", "2", "3" } },
    { "Last Activity", NULL, { "SMS Sent", "Email Opened" } },
    { "Phone", NULL, { "yes", "no" } },
    { "Title", NULL, { "Mr", "Mrs", "Dr" } },
    { "Column7", "linkedin_url", { "https://linkedin.com/in/x" } },
    { "Fax", NULL, { "+49 89 123456" } },
    { NULL },
  };

  check_file (german, NULL);
  check_file (spanish, NULL);
  check_file (linkedin, NULL);
  check_file (apollo, NULL);
  check_file (misleading, NULL);
}

static void
test_event_files (void)
{
  static const Column own[] = {
    { "Event ID", "event_id", { "E-1" } },
    { "Email", "email", { "a@b.example" } },
    { "Type", "type", { "call" } },
    { "Time", "at", { "2026-01-02T10:00:00Z" } },
    { "Value", "value", { "3" } },
    { "Channel", "channel", { "ads" } },
    { "Campaign", "campaign", { "autumn" } },
    { "Colour", NULL, { "red" } },
    { NULL },
  };

  check_file (own, &assay_event_sink_class);
}

static void
test_outcome_and_agent_files (void)
{
  static const Column outcomes[] = {
    { "id", "id", { "7" } },
    { "Lead ID", "external_id", { "L-7" } },
    { "E-Mail", "email", { "a@b.example" } },
    { "Ergebnis", "outcome", { "gewonnen" } },
    { "Abschlussdatum", "outcome_at", { "2026-01-02" } },
    { "Betrag", "deal_value", { "1200" } },
    { "Währung", "currency", { "EUR" } },
    { "Datum", NULL, { "2026-01-02" } },
    { NULL },
  };
  static const Column agents[] = {
    { "Sales Rep", "name", { "Kim Vale" } },
    { "Work Email", "email", { "kim@x.example" } },
    { "Territory", "countries", { "DE; AT" } },
    { "PLZ", "postal_codes", { "80;81" } },
    { "Languages", "languages", { "de, en" } },
    { "Skills", "skills", { "villas" } },
    { "Capacity", "capacity", { "20" } },
    { "Leads per day", "daily_capacity", { "5" } },
    { "Timezone", "time_zone", { "Europe/Berlin" } },
    { "Active", "active", { "yes" } },
    { "Max leads", NULL, { "20" } },
    { NULL },
  };

  check_file (outcomes, &assay_outcome_sink_class);
  check_file (agents, &assay_agent_sink_class);
}

static void
test_hints (void)
{
  g_assert_cmpint (assay_header_matcher_get_hint (matcher (), "is_customer"), ==, ASSAY_FIELD_TYPE_BOOLEAN);
  g_assert_cmpint (assay_header_matcher_get_hint (matcher (), "Do Not Email"), ==, ASSAY_FIELD_TYPE_BOOLEAN);
  g_assert_cmpint (assay_header_matcher_get_hint (matcher (), "date_of_birth"), ==, ASSAY_FIELD_TYPE_DATE);
  g_assert_cmpint (assay_header_matcher_get_hint (matcher (), "Fax"), ==, ASSAY_FIELD_TYPE_PHONE);
  g_assert_cmpint (assay_header_matcher_get_hint (matcher (), "Colour"), ==, ASSAY_FIELD_TYPE_TEXT);
  g_assert_true (assay_header_matcher_knows ("Firma;", 5, matcher ()));
  g_assert_false (assay_header_matcher_knows ("Glanzwerk", 9, matcher ()));
}

static void
expect_bad (const char *json)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("synonyms-XXXXXX.json", &path, NULL);

  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  g_assert_null (assay_header_matcher_new (path, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_bad_files (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (assay_header_matcher_new ("/nowhere/x.json", &error));
  g_assert_nonnull (error);
  expect_bad ("");
  expect_bad ("[]");
  expect_bad ("{}");
  expect_bad ("{\"fields\":{\"nofield\":{}}}");
  expect_bad ("{\"fields\":{\"email\":[]}}");
  expect_bad ("{\"fields\":{\"email\":{\"en\":[3]}}}");
  expect_bad ("{\"fields\":{},\"exports\":{\"x\":{\"y\":\"z\"}}}");
  expect_bad ("{\"fields\":{},\"exports\":{},\"events\":{},\"types\":{\"colour\":[]}}");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/header-matcher/headers", test_headers);
  g_test_add_func ("/header-matcher/languages", test_languages);
  g_test_add_func ("/header-matcher/files", test_files);
  g_test_add_func ("/header-matcher/event-files", test_event_files);
  g_test_add_func ("/header-matcher/outcome-and-agent-files", test_outcome_and_agent_files);
  g_test_add_func ("/header-matcher/hints", test_hints);
  g_test_add_func ("/header-matcher/bad-files", test_bad_files);
  return g_test_run ();
}
