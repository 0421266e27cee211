/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "job/assay-codec.h"
#include "model/assay-condition-text.h"
#include "model/assay-condition.h"
#include "model/assay-document.h"
#include "model/assay-model-error.h"

typedef enum
{
  TEST_MODE_ADD,
  TEST_MODE_UPSERT
} TestMode;

static GType
test_mode_get_type (void)
{
  static GType type;
  static const GEnumValue values[] = { { TEST_MODE_ADD, "TEST_MODE_ADD", "add" },
                                       { TEST_MODE_UPSERT, "TEST_MODE_UPSERT", "upsert" },
                                       { 0 } };

  if (type == 0)
    type = g_enum_register_static ("TestMode", values);
  return type;
}

/* A job with one parameter of each type. */
#define TEST_TYPE_ALL_JOB (test_all_job_get_type ())
G_DECLARE_FINAL_TYPE (TestAllJob, test_all_job, TEST, ALL_JOB, AssayJob)

struct _TestAllJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (TestAllJob, test_all_job, ASSAY_TYPE_JOB)

#define RW (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS)

static gboolean
test_all_job_run (AssayJob     *job,
                  GCancellable *cancellable,
                  GError      **error)
{
  return TRUE;
}

static void
test_all_job_class_init (TestAllJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);
  const AssayParam positional
    = { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "FILE" };
  const AssayParam map = { .flags = ASSAY_PARAM_MAP };
  const AssayParam with_letter = { .short_option = 'n' };
  const AssayParam secret = { .flags = ASSAY_PARAM_SECRET };
  guint id = 1;

  job_class->key = "test-all";
  job_class->summary = "All";
  job_class->run = test_all_job_run;
  assay_job_class_install (job_class, id++,
                           g_param_spec_object ("file", NULL, "Input", G_TYPE_FILE, RW), &positional);
  assay_job_class_install (job_class, id++,
                           g_param_spec_boolean ("dry-run", NULL, "Dry", FALSE, RW), NULL);
  assay_job_class_install (job_class, id++,
                           g_param_spec_int64 ("limit", NULL, "Limit", 0, 100, 7, RW), &with_letter);
  assay_job_class_install (job_class, id++,
                           g_param_spec_double ("share", NULL, "Share", 0, 1, 0.5, RW), NULL);
  assay_job_class_install (job_class, id++, g_param_spec_string ("key", NULL, "Key", NULL, RW),
                           NULL);
  assay_job_class_install (
    job_class, id++,
    g_param_spec_enum ("mode", NULL, "Mode", test_mode_get_type (), TEST_MODE_ADD, RW), NULL);
  assay_job_class_install (job_class, id++,
                           g_param_spec_boxed ("columns", NULL, "Columns", G_TYPE_STRV, RW), NULL);
  assay_job_class_install (job_class, id++,
                           g_param_spec_boxed ("map", NULL, "Map", G_TYPE_STRV, RW), &map);
  assay_job_class_install (job_class, id++,
                           g_param_spec_boxed ("at", NULL, "When", G_TYPE_DATE_TIME, RW), NULL);
  assay_job_class_install (job_class, id++,
                           g_param_spec_boxed ("where", NULL, "Filter", ASSAY_TYPE_CONDITION, RW),
                           NULL);
  assay_job_class_install (job_class, id++,
                           g_param_spec_boxed ("profile", NULL, "Doc", ASSAY_TYPE_DOCUMENT, RW),
                           NULL);
  assay_job_class_install (job_class, id++, g_param_spec_string ("token", NULL, "Key", NULL, RW),
                           &secret);
}

static void
test_all_job_init (TestAllJob *self)
{
}

static AssayJob *
parse (const char *line,
       GError    **error)
{
  g_auto (GStrv) words = NULL;

  if (*line == '\0')
    words = g_new0 (char *, 1);
  else
    g_assert_true (g_shell_parse_argv (line, NULL, &words, NULL));
  return assay_codec_job_from_arguments (TEST_TYPE_ALL_JOB, NULL, (const char *const *) words,
                                         error);
}

/* Command line → job → JSON → job → JSON gives the same JSON. */
static void
test_round_trip (void)
{
  static const struct
  {
    const char *line;
    const char *json;
  } cases[] = {
    { "a.csv --dry-run", "\"dry_run\":true" },
    { "a.csv --no-dry-run --limit=3", "\"limit\":3" },
    { "a.csv -n 9", "\"limit\":9" },
    { "a.csv --share 0.25", "\"share\":0.25" },
    { "--mode upsert a.csv", "\"mode\":\"upsert\"" },
    { "a.csv --columns name --columns email", "\"columns\":[\"name\",\"email\"]" },
    { "a.csv --map 'First=first_name' --map 'A=B=C'", "\"map\":{\"First\":\"first_name\",\"A\":\"B=C\"}" },
    { "a.csv --at 2026-11-21T08:00:00.250Z", "\"at\":\"2026-11-21T08:00:00.250Z\"" },
    { "a.csv --where 'score >= 80 and not email absent'", "score >= 80" },
    { "a.csv --profile '{\"x\":[1,2]}'", "\"profile\":{\"x\":[1,2]}" },
    { "--key -- -strange-name.csv", "\"key\":\"--\"" },
    { "--key k -- -strange-name.csv", "-strange-name.csv" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayJob) job = parse (cases[i].line, &error), again = NULL;
      g_autoptr (JsonNode) node = NULL, node_again = NULL;
      g_autofree char *json = NULL, *json_again = NULL;

      if (i == 10)
        {
          g_assert_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_UNKNOWN_PARAMETER);
          continue;
        }
      g_assert_no_error (error);
      node = assay_codec_job_to_json (job, FALSE);
      json = json_to_string (node, FALSE);
      if (strstr (json, cases[i].json) == NULL)
        g_error ("%s: %s", cases[i].line, json);
      again = assay_codec_job_from_json (TEST_TYPE_ALL_JOB, NULL, json_node_get_object (node),
                                         &error);
      g_assert_no_error (error);
      node_again = assay_codec_job_to_json (again, FALSE);
      json_again = json_to_string (node_again, FALSE);
      g_assert_cmpstr (json, ==, json_again);
    }
}

static void
test_bad_arguments (void)
{
  static const struct
  {
    const char *line;
    int code;
    const char *says;
  } cases[] = {
    { "", ASSAY_JOB_ERROR_MISSING_PARAMETER, "FILE" },
    { "a.csv b.csv", ASSAY_JOB_ERROR_UNKNOWN_PARAMETER, "b.csv" },
    { "a.csv --colour", ASSAY_JOB_ERROR_UNKNOWN_PARAMETER, "--colour" },
    { "a.csv --limit", ASSAY_JOB_ERROR_MISSING_PARAMETER, "--limit" },
    { "a.csv --limit ten", ASSAY_JOB_ERROR_INVALID_PARAMETER, "whole number" },
    { "a.csv --limit 101", ASSAY_JOB_ERROR_INVALID_PARAMETER, "0 to 100" },
    { "a.csv --limit 99999999999999999999", ASSAY_JOB_ERROR_INVALID_PARAMETER, "whole number" },
    { "a.csv --limit 1 --limit 2", ASSAY_JOB_ERROR_INVALID_PARAMETER, "twice" },
    { "a.csv --share nan", ASSAY_JOB_ERROR_INVALID_PARAMETER, "number" },
    { "a.csv --share 1.5", ASSAY_JOB_ERROR_INVALID_PARAMETER, "0 to 1" },
    { "a.csv --mode replace", ASSAY_JOB_ERROR_INVALID_PARAMETER, "add, upsert" },
    { "a.csv --dry-run=maybe", ASSAY_JOB_ERROR_INVALID_PARAMETER, "yes or no" },
    { "a.csv --map First", ASSAY_JOB_ERROR_INVALID_PARAMETER, "NAME=VALUE" },
    { "a.csv --at yesterday", ASSAY_JOB_ERROR_INVALID_PARAMETER, "2026" },
    { "a.csv --at 2026-02-30", ASSAY_JOB_ERROR_INVALID_PARAMETER, "2026" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (parse (cases[i].line, &error));
      g_assert_error (error, ASSAY_JOB_ERROR, cases[i].code);
      if (strstr (error->message, cases[i].says) == NULL)
        g_error ("%s: %s", cases[i].line, error->message);
    }
  g_autoptr (GError) error = NULL;
  g_assert_null (parse ("a.csv --where 'score >='", &error));
  g_assert_cmpint (error->domain, ==, ASSAY_MODEL_ERROR);
}

static void
test_bad_json (void)
{
  static const struct
  {
    const char *json;
    int code;
  } cases[] = {
    { "{\"colour\":1}", ASSAY_JOB_ERROR_UNKNOWN_PARAMETER },
    { "{\"dry-run\":true}", ASSAY_JOB_ERROR_UNKNOWN_PARAMETER },
    { "{\"dry_run\":\"yes\"}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
    { "{\"dry_run\":1}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
    { "{\"limit\":\"3\"}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
    { "{\"limit\":3.5}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
    { "{\"limit\":-1}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
    { "{\"mode\":1}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
    { "{\"mode\":\"TEST_MODE_ADD\"}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
    { "{\"columns\":\"name\"}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
    { "{\"columns\":[1]}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
    { "{\"map\":[\"a=b\"]}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
    { "{\"key\":[]}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
    { "{\"profile\":\"x\"}", ASSAY_JOB_ERROR_INVALID_PARAMETER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = json_from_string (cases[i].json, NULL);
      g_autoptr (AssayJob) job = assay_codec_job_from_json (TEST_TYPE_ALL_JOB, NULL,
                                                            json_node_get_object (node), &error);
      g_assert_null (job);
      g_assert_error (error, ASSAY_JOB_ERROR, cases[i].code);
    }
}

static void
test_records_hold_no_secrets (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = parse ("a.csv --token sesame", &error);
  g_autoptr (JsonNode) record = assay_codec_job_to_json (job, TRUE);
  g_autofree char *json = json_to_string (record, FALSE);

  g_assert_null (strstr (json, "sesame"));
}

static void
test_parameters_freeze (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = parse ("a.csv", &error);
  gint64 limit;

  g_assert_true (assay_job_run (job, NULL, &error));
  g_test_expect_message ("Assay", G_LOG_LEVEL_CRITICAL, "*after the start*");
  g_object_set (job, "limit", (gint64) 1, NULL);
  g_test_assert_expected_messages ();
  g_object_get (job, "limit", &limit, NULL);
  g_assert_cmpint (limit, ==, 7);
}

static void
test_help_and_schema (void)
{
  g_autofree char *help = assay_codec_help (TEST_TYPE_ALL_JOB, "test all");
  g_autoptr (JsonNode) schema = assay_codec_schema (TEST_TYPE_ALL_JOB);
  JsonObject *properties
    = json_object_get_object_member (json_node_get_object (schema), "properties");
  JsonObject *limit = json_object_get_object_member (properties, "limit");

  g_assert_nonnull (strstr (help, "Usage: assay test all FILE [OPTION…]"));
  g_assert_nonnull (strstr (help, "-n, --limit=N"));
  g_assert_nonnull (strstr (help, "--mode=add|upsert"));
  g_assert_cmpint (json_object_get_int_member (limit, "maximum"), ==, 100);
  g_assert_true (json_object_has_member (properties, "dry_run"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codec/round-trip", test_round_trip);
  g_test_add_func ("/codec/bad-arguments", test_bad_arguments);
  g_test_add_func ("/codec/bad-json", test_bad_json);
  g_test_add_func ("/codec/no-secrets", test_records_hold_no_secrets);
  g_test_add_func ("/codec/freeze", test_parameters_freeze);
  g_test_add_func ("/codec/help-and-schema", test_help_and_schema);
  return g_test_run ();
}
