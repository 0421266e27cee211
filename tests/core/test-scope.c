/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include "job/assay-scope-params.h"
#include "lead/assay-set-job.h"
#include "model/assay-condition-text.h"
#include "model/assay-tags.h"
#include "score/assay-score-job.h"
#include "store/assay-lead-count.h"
#include "store/assay-scope.h"

/* Which leads an operation is about, and how many a condition means. */

static void
add_leads (ScoreFixture *fixture,
           guint         n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (fixture->workspace);
  g_autoptr (AssayTransaction) transaction = score_begin (fixture);
  g_autoptr (AssayLeadWriter) writer = assay_lead_writer_new (fields, 1000, 0);
  const AssayField *shape[] = { assay_field_registry_find (fields, "name"),
                                assay_field_registry_find (fields, "deal_value") };

  assay_lead_writer_set_transaction (writer, transaction);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Lead %s", i % 3 == 0 ? "Fizz" : "Plain");
      AssayValue values[]
        = { assay_value_from_text (name, strlen (name)), assay_value_from_integer (i) };
      g_assert_cmpint (assay_lead_writer_insert (writer, shape, values, 2, &error), >, 0);
    }
  assay_lead_writer_set_transaction (writer, NULL);
  score_commit (transaction);
}

static GArray *
ids_of (gint64 first,
        ...)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  va_list arguments;

  va_start (arguments, first);
  for (gint64 id = first; id != 0; id = va_arg (arguments, int))
    g_array_append_val (ids, id);
  va_end (arguments);
  return ids;
}

static char *
ask (ScoreFixture     *fixture,
     const AssayScope *scope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) leads
    = assay_scope_leads (scope, fixture->workspace, ASSAY_AS_OF_NOW, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < leads->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (leads, gint64, i));
  return g_string_free (text, FALSE);
}

static void
check (ScoreFixture     *fixture,
       const AssayScope *scope,
       const char       *expected)
{
  g_autofree char *found = ask (fixture, scope);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_members (ScoreFixture *fixture,
              gconstpointer data)
{
  g_autoptr (AssayCondition) large = assay_condition_from_text ("deal_value >= 4", NULL, NULL);
  g_autoptr (GArray) some = ids_of (2, 7, 7, 99, 6, 0);
  g_autoptr (GArray) one = ids_of (7, 0);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));

  add_leads (fixture, 8);
  check (fixture, &(AssayScope) { 0 }, "1 2 3 4 5 6 7 8");
  check (fixture, &(AssayScope) { .where = large }, "5 6 7 8");
  check (fixture, &(AssayScope) { .search = (char *) "fizz" }, "1 4 7");
  check (fixture, &(AssayScope) { .search = (char *) "fizz", .where = large }, "7");
  check (fixture, &(AssayScope) { .ids = some }, "2 6 7");
  check (fixture, &(AssayScope) { .ids = none }, "");
  check (fixture, &(AssayScope) { .except = none }, "1 2 3 4 5 6 7 8");
  check (fixture, &(AssayScope) { .ids = some, .except = one }, "2 6");
  check (fixture, &(AssayScope) { .where = large, .except = one }, "5 6 8");
  check (fixture, &(AssayScope) { .search = (char *) "fizz", .except = one }, "1 4");
  g_assert_true (assay_scope_is_all (&(AssayScope) { .search = (char *) "", .except = none }));
  g_assert_false (assay_scope_is_all (&(AssayScope) { .ids = none }));
}

static void
test_unknown_field (ScoreFixture *fixture,
                    gconstpointer data)
{
  g_autoptr (AssayCondition) where = assay_condition_from_text ("nowhere = 4", NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (assay_scope_leads (&(AssayScope) { .where = where }, fixture->workspace,
                                    ASSAY_AS_OF_NOW, NULL, &error));
  g_assert_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_UNKNOWN_FIELD);
}

/* What is told to a job comes back from it, at any size. */
static void
test_params (ScoreFixture *fixture,
             gconstpointer data)
{
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_SET_JOB, "workspace", fixture->workspace, NULL);
  g_autoptr (AssayCondition) where = assay_condition_from_text ("deal_value > 3", NULL, NULL);
  g_autoptr (GArray) ids = ids_of (9, 3, 4, 5, 1000000, 0);
  g_autoptr (GArray) except = ids_of (4, 0);
  g_auto (AssayScope) read = { 0 };
  g_autofree char *found = NULL;
  guint first = 0;
  g_autofree GParamSpec **pspecs = NULL;
  guint n;

  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (job), &n);
  for (guint i = 0; i < n; i++)
    if (strcmp (pspecs[i]->name, "where") == 0)
      first = pspecs[i]->param_id;
  g_assert_cmpuint (first, >, 0);
  g_assert_false (assay_scope_params_are_given (job, first));
  assay_scope_params_set (job, &(AssayScope) { where, (char *) "fizz buzz", ids, except });
  g_assert_true (assay_scope_params_are_given (job, first));
  g_assert_true (assay_scope_params_read (job, first, &read, NULL));
  g_assert_true (assay_condition_equal (read.where, where));
  g_assert_cmpstr (read.search, ==, "fizz buzz");
  g_assert_cmpuint (read.ids->len, ==, 5);
  g_assert_cmpint (g_array_index (read.ids, gint64, 0), ==, 3);
  g_assert_cmpint (g_array_index (read.ids, gint64, 4), ==, 1000000);
  g_assert_cmpuint (read.except->len, ==, 1);
}

static void
test_bad_ids (ScoreFixture *fixture,
              gconstpointer data)
{
  static const char *const bad[]
    = { "x", "0", "-3", "3-", "5-3", "1,two", "1-999999999999", "+4", "9223372036854775808x" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *const ids[] = { bad[i], NULL };
      const char *const values[] = { "stage=x", NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_SET_JOB, "workspace", fixture->workspace,
                                               "ids", ids, "values", values, NULL);
      g_assert_false (assay_job_run (job, NULL, &error));
      g_assert_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER);
    }
}

static void
test_changed_by_job (ScoreFixture *fixture,
                     gconstpointer data)
{
  static const struct
  {
    const char *where;
    const char *leads;
  } questions[] = {
    { "changed_by_job = 1000", "1 2 3 4" },
    { "changed_by_job = 1", "2 3" },
    { "changed_by_job in (1, 99)", "2 3" },
    { "changed_by_job is 99", "" },
    { "changed_by_job != 1", "1 4" },
    { "changed_by_job is-not 1", "1 4" },
    { "changed_by_job is 1 or changed_by_job is 1000", "1 2 3 4" },
    { "changed_by_job > 0", "" },
  };
  const char *const ids[] = { "2-3", NULL };
  const char *const values[] = { "stage=won", NULL };
  g_autoptr (AssayJob) job = NULL;
  g_autoptr (GError) error = NULL;

  add_leads (fixture, 4);
  job = g_object_new (ASSAY_TYPE_SET_JOB, "workspace", fixture->workspace, "ids", ids, "values",
                      values, NULL);
  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (assay_job_get_id (job), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (AssayCondition) where
        = assay_condition_from_text (questions[i].where, NULL, &error);
      g_assert_no_error (error);
      check (fixture, &(AssayScope) { .where = where }, questions[i].leads);
    }
}

static void
test_score_scope (ScoreFixture *fixture,
                  gconstpointer data)
{
  const char *const profiles[] = { "crm-classic", NULL };
  const char *const ids[] = { "2,4", NULL };
  g_autoptr (AssayJob) job = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *scored;

  add_leads (fixture, 5);
  job = g_object_new (ASSAY_TYPE_SCORE_JOB, "workspace", fixture->workspace, "profile", profiles,
                      "ids", ids, NULL);
  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
  scored = json_object_get_array_member (json_node_get_object (assay_job_get_result (job)),
                                         "profiles");
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (scored, 0), "scored"),
                   ==, 2);
}

static AssayLeadCounts *
count_texts (ScoreFixture      *fixture,
             const char *const *texts)
{
  g_autoptr (GPtrArray) conditions
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_condition_unref);
  g_autoptr (GError) error = NULL;
  AssayLeadCounts *counts;

  for (; *texts != NULL; texts++)
    {
      g_ptr_array_add (conditions, assay_condition_from_text (*texts, NULL, &error));
      g_assert_no_error (error);
    }
  counts = assay_lead_counts_new (fixture->workspace, (AssayCondition *const *) conditions->pdata,
                                  conditions->len, NULL, &error);
  g_assert_no_error (error);
  return counts;
}

static void
test_counts (ScoreFixture *fixture,
             gconstpointer data)
{
  static const char *const texts[]
    = { "deal_value >= 10", "name contains fizz", "no_such_field = 1", "name absent", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (AssayLeadCounts) empty = count_texts (fixture, texts);
  g_autoptr (AssayLeadCounts) nothing = count_texts (fixture, none);
  g_autoptr (AssayLeadCounts) counts = NULL;

  g_assert_cmpint (empty->total, ==, 0);
  g_assert_cmpint (empty->counts[0], ==, 0);
  g_assert_cmpuint (nothing->n_counts, ==, 0);
  add_leads (fixture, 30);
  counts = count_texts (fixture, texts);
  g_assert_false (counts->estimated);
  g_assert_cmpint (counts->total, ==, 30);
  g_assert_cmpint (counts->counts[0], ==, 20);
  g_assert_cmpint (counts->counts[1], ==, 10);
  g_assert_cmpint (counts->counts[2], ==, ASSAY_LEAD_COUNT_UNKNOWN);
  g_assert_cmpint (counts->counts[3], ==, 0);
}

static void
test_estimated_counts (ScoreFixture *fixture,
                       gconstpointer data)
{
  static const char *const texts[] = { "deal_value >= 15000", "name contains fizz", NULL };
  guint n = ASSAY_LEAD_COUNT_EXACT + 10000;
  g_autoptr (AssayLeadCounts) counts = NULL;

  add_leads (fixture, n);
  counts = count_texts (fixture, texts);
  g_assert_true (counts->estimated);
  g_assert_cmpint (counts->total, ==, n);
  g_assert_cmpint (ABS (counts->counts[0] - 45000), <, 600);
  g_assert_cmpint (ABS (counts->counts[1] - 20000), <, 600);
}

static void
test_tags (void)
{
  static const struct
  {
    const char *tags;
    const char *add[3];
    const char *remove[3];
    const char *result;
  } cases[] = {
    { NULL, { "vip" }, { NULL }, "vip" },
    { "", { "vip", "VIP" }, { NULL }, "vip" },
    { "a, b", { " c " }, { NULL }, "a, b, c" },
    { "a;b", { "c" }, { NULL }, "a, b, c" },
    { "a, Vip", { "vip" }, { NULL }, NULL },
    { "a, Vip ,b", { NULL }, { "vip" }, "a, b" },
    { "vip", { NULL }, { "VIP" }, "" },
    { "a", { NULL }, { "b" }, NULL },
    { "a", { "b" }, { "a" }, "b" },
    { "STRASSE", { "straße" }, { NULL }, NULL },
    { ",, ;a", { NULL }, { "x" }, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *changed
        = assay_tags_change (cases[i].tags, -1, cases[i].add, cases[i].remove);
      g_assert_cmpstr (changed, ==, cases[i].result);
    }
  g_assert_true (assay_tag_is_valid ("two words"));
  g_assert_false (assay_tag_is_valid (" "));
  g_assert_false (assay_tag_is_valid ("a,b"));
  g_assert_false (assay_tag_is_valid ("a;b"));
}

#define ADD(path, func)                                                                            \
  g_test_add (path, ScoreFixture, NULL, score_fixture_set_up, func, score_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/scope/members", test_members);
  ADD ("/scope/unknown-field", test_unknown_field);
  ADD ("/scope/params", test_params);
  ADD ("/scope/bad-ids", test_bad_ids);
  ADD ("/scope/changed-by-job", test_changed_by_job);
  ADD ("/scope/score", test_score_scope);
  ADD ("/scope/counts", test_counts);
  ADD ("/scope/estimated-counts", test_estimated_counts);
  g_test_add_func ("/scope/tags", test_tags);
  return g_test_run ();
}
