/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include "engine/assay-job-resume-job.h"
#include "engine/assay-runner.h"
#include "job/assay-job-record.h"

static void
add_record (ScoreFixture *fixture,
            gint64        id,
            const char   *key,
            const char   *state,
            const char   *parameters)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO job (id, key, title, state, undoable, started_at, parameters) VALUES "
    "(%" G_GINT64_FORMAT ", '%s', '%s', '%s', 0, 1, '%s')",
    id, key, key, state, parameters);

  score_execute (fixture, sql);
}

static JsonObject *
resume (ScoreFixture *fixture,
        gint64        id,
        AssayJob    **out_job,
        GError      **error)
{
  AssayJob *job = g_object_new (ASSAY_TYPE_JOB_RESUME_JOB, "workspace", fixture->workspace, "job", id, NULL);

  *out_job = job;
  return assay_job_run (job, NULL, error) ? json_node_get_object (assay_job_get_result (job)) : NULL;
}

static void
test_resumed (ScoreFixture *fixture,
              gconstpointer data)
{
  static const char *const keys[] = { "score", "enrich", "index" };
  static const char *const states[] = { "cancelled", "failed", "interrupted" };

  score_execute (fixture, "INSERT INTO lead (id, job, company) VALUES (1, 1, 'Glanzwerk')");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (AssayJob) job = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *sql = NULL;

      add_record (fixture, 100 * (i + 1), keys[i], states[i], i == 0 ? "{\"profile\":[\"saas\"]}" : "{}");
      JsonObject *result = resume (fixture, 100 * (i + 1), &job, &error);
      g_assert_no_error (error);
      g_assert_cmpint (json_object_get_int_member (result, "resumed"), ==, 100 * (i + 1));
      g_assert_cmpstr (json_object_get_string_member (result, "kind"), ==, keys[i]);
      sql = g_strdup_printf ("SELECT count(*) FROM job WHERE id = %" G_GINT64_FORMAT
                             " AND key = '%s' AND state = 'done'",
                             json_object_get_int_member (result, "job"), keys[i]);
      g_assert_cmpint (score_query (fixture, sql), ==, 1);
    }
  /* With the parameters of the first one. */
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE lead = 1 AND scorer = "
                                         "(SELECT id FROM scorer WHERE key = 'saas')"),
                   ==, 1);
}

static void
test_refused (ScoreFixture *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *key;
    const char *state;
    const char *parameters;
    const char *says;
  } cases[] = {
    { "score", "done", "{}", "nothing to resume" },
    { "score", "running", "{}", "assay job cancel 201" },
    { "import", "undone", "{}", "undo that undo" },
    { "conjure", "failed", "{}", "does not know jobs of the kind “conjure”" },
    { "import", "failed", "{\"file\":\"/data/my leads.csv\",\"kind\":\"events\",\"map\":{\"A\":\"email\"},\"again\":true}",
      "Start it anew: assay import '/data/my leads.csv' --kind=events --map=A=email --again" },
    { "set", "cancelled", "{\"lead\":null,\"values\":null}",
      "filling in what is not recorded for privacy: assay set LEAD " },
    { "score", "interrupted", "{\"where\":null,\"profile\":[\"saas\"]}",
      "“where” was not recorded for privacy. Run it by hand: assay score --profile=saas --where=CONDITION" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayJob) job = NULL;
      g_autoptr (GError) error = NULL;

      add_record (fixture, 200 + (gint64) i, cases[i].key, cases[i].state, cases[i].parameters);
      g_assert_null (resume (fixture, 200 + (gint64) i, &job, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_NOT_RESUMABLE);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
  g_autoptr (AssayJob) job = NULL;
  g_autoptr (GError) error = NULL;
  g_assert_null (resume (fixture, 999, &job, &error));
  g_assert_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_UNKNOWN_JOB);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/job-resume/resumed", ScoreFixture, NULL, score_fixture_set_up, test_resumed,
              score_fixture_tear_down);
  g_test_add ("/job-resume/refused", ScoreFixture, NULL, score_fixture_set_up, test_refused,
              score_fixture_tear_down);
  return g_test_run ();
}
