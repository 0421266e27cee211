/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include "engine/assay-runner.h"
#include "job/assay-undo-job.h"
#include "lead/assay-segment-remove-job.h"
#include "lead/assay-segment-rename-job.h"
#include "lead/assay-segment-save-job.h"
#include "lead/assay-segments-job.h"
#include "lead/assay-set-job.h"
#include "model/assay-condition-text.h"
#include "store/assay-lead-error.h"
#include "store/assay-lead-query.h"

/* Changes to many leads, each one job, and the segments they are chosen by. */

static void
add_leads (ScoreFixture *fixture,
           guint         n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (fixture->workspace);
  g_autoptr (AssayTransaction) transaction = score_begin (fixture);
  g_autoptr (AssayLeadWriter) writer = assay_lead_writer_new (fields, 1000, 0);
  const AssayField *shape[] = { assay_field_registry_find (fields, "name"),
                                assay_field_registry_find (fields, "tags"),
                                assay_field_registry_find (fields, "stage") };

  assay_lead_writer_set_transaction (writer, transaction);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Lead %u", i);
      const char *tags = i % 2 == 0 ? "Blue; round" : NULL;
      AssayValue values[] = { assay_value_from_text (name, strlen (name)),
                              tags != NULL ? assay_value_from_text (tags, strlen (tags))
                                           : ASSAY_VALUE_INIT_NULL,
                              assay_value_from_text (i % 3 == 0 ? "won" : "new", 3) };
      g_assert_cmpint (assay_lead_writer_insert (writer, shape, values, 3, &error), >, 0);
    }
  assay_lead_writer_set_transaction (writer, NULL);
  score_commit (transaction);
}

static gboolean
append_row (gint64            lead,
            const AssayValue *values,
            guint             n_values,
            gpointer          user_data,
            GError          **error)
{
  for (guint i = 0; i < n_values; i++)
    {
      g_string_append_printf (user_data, "|%d:%" G_GINT64_FORMAT, (int) values[i].kind,
                              values[i].kind == ASSAY_VALUE_INTEGER ? values[i].integer : 0);
      if (values[i].kind == ASSAY_VALUE_TEXT)
        g_string_append_len (user_data, values[i].text, (gssize) values[i].length);
    }
  g_string_append_c (user_data, '\n');
  return TRUE;
}

/* Everything that is kept of all leads. */
static char *
dump (ScoreFixture *fixture)
{
  const AssayLeadQuery query = { .sort = "id" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = assay_lead_query_ids (fixture->workspace, &query, NULL, &error);
  g_autoptr (GPtrArray) columns = assay_lead_query_columns (fixture->workspace, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  assay_lead_query_rows (fixture->workspace, (gint64 *) (gpointer) ids->data, ids->len, columns,
                         append_row, text, NULL, &error);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static guint
count_where (ScoreFixture *fixture,
             const char   *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = assay_condition_from_text (where, NULL, &error);
  const AssayLeadQuery query = { .scope = { .where = condition }, .sort = "id" };
  g_autoptr (GArray) ids = NULL;

  g_assert_no_error (error);
  ids = assay_lead_query_ids (fixture->workspace, &query, NULL, &error);
  g_assert_no_error (error);
  return ids->len;
}

static JsonObject *
run (AssayJob *job)
{
  g_autoptr (GError) error = NULL;

  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
  return json_node_get_object (assay_job_get_result (job));
}

static AssayJob *
new_set (ScoreFixture *fixture,
         const char   *where,
         const char   *value,
         const char   *add,
         const char   *remove)
{
  g_autoptr (AssayCondition) condition
    = where != NULL ? assay_condition_from_text (where, NULL, NULL) : NULL;
  const char *const values[] = { value, NULL }, *const adds[] = { add, NULL },
                    *const removes[] = { remove, NULL };

  return g_object_new (ASSAY_TYPE_SET_JOB, "workspace", fixture->workspace, "where", condition,
                       "all", where == NULL, "values", values, "add-tag", adds, "remove-tag",
                       removes, NULL);
}

static void
undo (ScoreFixture *fixture,
      gint64        job)
{
  g_autoptr (AssayJob) undo_job
    = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", fixture->workspace, "job", job, NULL);

  run (undo_job);
}

static void
test_set_and_undo (ScoreFixture *fixture,
                   gconstpointer data)
{
  g_autoptr (AssayJob) job = NULL;
  g_autofree char *before = NULL, *after = NULL;
  JsonObject *result;

  add_leads (fixture, 30);
  before = dump (fixture);
  /* The condition reads the very field that changes. */
  job = new_set (fixture, "stage is won", "stage=lost", "hot", "round");
  result = run (job);
  g_assert_cmpint (json_object_get_int_member (result, "leads"), ==, 10);
  g_assert_cmpint (json_object_get_int_member (result, "changed"), ==, 10);
  g_assert_cmpuint (count_where (fixture, "stage is lost and tags is 'Blue, hot'"), ==, 5);
  g_assert_cmpuint (count_where (fixture, "stage is lost and tags is hot"), ==, 5);
  g_assert_cmpuint (count_where (fixture, "tags is 'Blue; round'"), ==, 10);
  undo (fixture, assay_job_get_id (job));
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_nothing_changes (ScoreFixture *fixture,
                      gconstpointer data)
{
  g_autoptr (AssayJob) first = NULL;
  g_autoptr (AssayJob) again = NULL;
  g_autoptr (AssayJob) nobody = NULL;
  JsonObject *result;

  add_leads (fixture, 6);
  first = new_set (fixture, NULL, NULL, "new tag", NULL);
  g_assert_cmpint (json_object_get_int_member (run (first), "changed"), ==, 6);
  again = new_set (fixture, NULL, NULL, "NEW TAG", NULL);
  result = run (again);
  g_assert_cmpint (json_object_get_int_member (result, "leads"), ==, 6);
  g_assert_cmpint (json_object_get_int_member (result, "changed"), ==, 0);
  nobody = new_set (fixture, "stage is never", "stage=x", NULL, NULL);
  g_assert_cmpint (json_object_get_int_member (run (nobody), "leads"), ==, 0);
}

/* Removing the last tag leaves no value, not an empty one. */
static void
test_last_tag (ScoreFixture *fixture,
               gconstpointer data)
{
  const char *const remove[] = { "blue", "ROUND", NULL };
  g_autoptr (AssayJob) job = NULL;

  add_leads (fixture, 4);
  job = g_object_new (ASSAY_TYPE_SET_JOB, "workspace", fixture->workspace, "all", TRUE,
                      "remove-tag", remove, NULL);
  g_assert_cmpint (json_object_get_int_member (run (job), "changed"), ==, 2);
  g_assert_cmpuint (count_where (fixture, "tags absent"), ==, 4);
}

static void
check_refused (ScoreFixture *fixture,
               AssayJob     *job,
               GQuark        domain,
               int           code)
{
  g_autoptr (AssayJob) owned = job;
  g_autofree char *before = dump (fixture), *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (assay_job_run (job, NULL, &error));
  g_assert_error (error, domain, code);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_refused (ScoreFixture *fixture,
              gconstpointer data)
{
  const char *const values[] = { "stage=x", NULL };

  add_leads (fixture, 3);
  check_refused (fixture, new_set (fixture, NULL, "nowhere=1", NULL, NULL), ASSAY_LEAD_ERROR,
                 ASSAY_LEAD_ERROR_UNKNOWN_FIELD);
  check_refused (fixture, new_set (fixture, NULL, "deal_value=much", NULL, NULL), ASSAY_LEAD_ERROR,
                 ASSAY_LEAD_ERROR_INVALID_VALUE);
  check_refused (fixture, new_set (fixture, NULL, NULL, "a,b", NULL), ASSAY_LEAD_ERROR,
                 ASSAY_LEAD_ERROR_INVALID_VALUE);
  check_refused (fixture, new_set (fixture, NULL, "tags=a", "b", NULL), ASSAY_LEAD_ERROR,
                 ASSAY_LEAD_ERROR_INVALID_VALUE);
  check_refused (fixture, new_set (fixture, NULL, NULL, NULL, NULL), ASSAY_JOB_ERROR,
                 ASSAY_JOB_ERROR_MISSING_PARAMETER);
  check_refused (fixture,
                 g_object_new (ASSAY_TYPE_SET_JOB, "workspace", fixture->workspace, "values",
                               values, NULL),
                 ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_MISSING_PARAMETER);
  check_refused (fixture,
                 g_object_new (ASSAY_TYPE_SET_JOB, "workspace", fixture->workspace, "values",
                               values, "lead", "1", "all", TRUE, NULL),
                 ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER);
}

static void
cancel_cb (AssayJob     *job,
           GParamSpec   *pspec,
           GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* Cancelled between its transactions, it leaves everything as it was. */
static void
test_cancelled (ScoreFixture *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AssayJob) job = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  add_leads (fixture, 12000);
  before = dump (fixture);
  job = new_set (fixture, NULL, "stage=gone", "tag", NULL);
  g_assert_false (g_cancellable_is_cancelled (cancellable));
  g_signal_connect (job, "notify::progress", G_CALLBACK (cancel_cb), cancellable);
  assay_job_run_async (job, cancellable, NULL, NULL);
  while (assay_job_get_state (job) == ASSAY_JOB_STATE_RUNNING
         || assay_job_get_state (job) == ASSAY_JOB_STATE_NEW)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (assay_job_get_state (job), ==, ASSAY_JOB_STATE_CANCELLED);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* Whom a job was about is nowhere in its record. */
static void
test_record_is_silent (ScoreFixture *fixture,
                       gconstpointer data)
{
  g_autoptr (AssayJob) job = NULL;
  g_autoptr (AssayConnection) reader = NULL;
  g_autoptr (AssayStatement) select = NULL;
  gboolean row;

  add_leads (fixture, 3);
  job = new_set (fixture, "name is 'Lead 1'", "notes=Secretive", "Verysecret", "Hidden");
  run (job);
  reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  select = assay_connection_prepare (reader, "SELECT coalesce(parameters, '') FROM job WHERE id = ?1",
                                     NULL);
  g_assert_nonnull (select);
  assay_statement_bind_int64 (select, 1, assay_job_get_id (job));
  g_assert_true (assay_statement_step (select, &row, NULL) && row);
  for (const char *const *secret = (const char *const[]) { "Lead", "Secretive", "Verysecret", "Hidden", NULL };
       *secret != NULL; secret++)
    g_assert_null (strstr (assay_statement_get_text (select, 0), *secret));
}

static JsonObject *
save_segment (ScoreFixture *fixture,
              const char   *name,
              const char   *where)
{
  g_autoptr (AssayCondition) condition = assay_condition_from_text (where, NULL, NULL);
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_SEGMENT_SAVE_JOB, "workspace",
                                           fixture->workspace, "name", name, "where", condition, NULL);

  return json_object_ref (run (job));
}

static char *
list_segments (ScoreFixture *fixture)
{
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_SEGMENTS_JOB, "workspace", fixture->workspace, NULL);
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);
  JsonArray *list;

  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
  list = json_node_get_array (assay_job_get_result (job));
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *segment = json_array_get_object_element (list, i);
      g_string_append_printf (text, "%s=%s:%s\n", json_object_get_string_member (segment, "segment"),
                              json_object_get_string_member (segment, "name"),
                              json_object_get_string_member (segment, "where"));
    }
  return g_string_free (text, FALSE);
}

static void
check_segments (ScoreFixture *fixture,
                const char   *expected)
{
  g_autofree char *text = list_segments (fixture);

  g_assert_cmpstr (text, ==, expected);
}

static void
rename_segment (ScoreFixture *fixture,
                const char   *segment,
                const char   *name,
                gboolean      works)
{
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_SEGMENT_RENAME_JOB, "workspace", fixture->workspace, "segment",
                    segment, "name", name, NULL);

  g_assert_cmpint (assay_job_run (job, NULL, NULL), ==, works);
}

static void
test_segments (ScoreFixture *fixture,
               gconstpointer data)
{
  g_autoptr (JsonObject) won = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonObject) other = NULL;
  g_autoptr (AssayJob) remove = NULL;

  check_segments (fixture, "");
  won = save_segment (fixture, " Won deals ", "stage is won");
  g_assert_cmpstr (json_object_get_string_member (won, "segment"), ==, "won-deals");
  again = save_segment (fixture, "WON DEALS", "stage in (won, new)");
  check_segments (fixture, "won-deals=Won deals:stage in (won, new)\n");
  undo (fixture, json_object_get_int_member (again, "job"));
  check_segments (fixture, "won-deals=Won deals:stage is won\n");
  rename_segment (fixture, "won deals", "Öl & Gas", TRUE);
  check_segments (fixture, "won-deals=Öl & Gas:stage is won\n");
  /* The old name is free again, its key is not. */
  other = save_segment (fixture, "Won deals", "stage is new");
  check_segments (fixture, "won-deals-2=Won deals:stage is new\nwon-deals=Öl & Gas:stage is won\n");
  rename_segment (fixture, "Won deals", "öl & gas", FALSE);
  rename_segment (fixture, "Won deals", "  ", FALSE);
  rename_segment (fixture, "Nobody", "Somebody", FALSE);
  remove = g_object_new (ASSAY_TYPE_SEGMENT_REMOVE_JOB, "workspace", fixture->workspace, "segment",
                         "won-deals", NULL);
  run (remove);
  check_segments (fixture, "won-deals-2=Won deals:stage is new\n");
  undo (fixture, assay_job_get_id (remove));
  check_segments (fixture, "won-deals-2=Won deals:stage is new\nwon-deals=Öl & Gas:stage is won\n");
}

static void
test_set_by_segment (ScoreFixture *fixture,
                     gconstpointer data)
{
  const char *const values[] = { "owner=Nora", NULL };
  g_autoptr (AssayCondition) where = assay_condition_from_text ("tags present", NULL, NULL);
  g_autoptr (JsonObject) saved = NULL;
  g_autoptr (AssayJob) job = NULL;
  g_autoptr (AssayJob) unknown = NULL;

  add_leads (fixture, 12);
  saved = save_segment (fixture, "Won", "stage is won");
  job = g_object_new (ASSAY_TYPE_SET_JOB, "workspace", fixture->workspace, "segment", "won",
                      "where", where, "values", values, NULL);
  g_assert_cmpint (json_object_get_int_member (run (job), "leads"), ==, 2);
  g_assert_cmpuint (count_where (fixture, "owner is Nora"), ==, 2);
  unknown = g_object_new (ASSAY_TYPE_SET_JOB, "workspace", fixture->workspace, "segment", "lost",
                          "values", values, NULL);
  check_refused (fixture, g_steal_pointer (&unknown), ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, ScoreFixture, NULL, score_fixture_set_up, func, score_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/set/many-and-undo", test_set_and_undo);
  ADD ("/set/nothing-changes", test_nothing_changes);
  ADD ("/set/last-tag", test_last_tag);
  ADD ("/set/refused", test_refused);
  ADD ("/set/cancelled", test_cancelled);
  ADD ("/set/record-is-silent", test_record_is_silent);
  ADD ("/set/by-segment", test_set_by_segment);
  ADD ("/set/segments", test_segments);
  return g_test_run ();
}
