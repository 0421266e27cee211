/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"
#include "match-sets.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/assay-runner.h"
#include "engine/assay-runner.h"
#include "job/assay-undo-job.h"
#include "lead/assay-set-job.h"
#include "match/assay-label-job.h"
#include "match/assay-match-error.h"
#include "match/assay-match-estimate.h"
#include "match/assay-match-groups.h"
#include "match/assay-match-job.h"
#include "match/assay-match-label.h"

#define SAME_LEADS 100000
#define KILLS 12

static void
import_rows (AssayWorkspace *workspace, const char *text)
{
  g_autofree char *path = write_file (text, -1);
  g_autoptr (AssayJob) job = import_job (workspace, path);

  g_object_set (job, "key", "external_id", NULL);
  run_job (job);
  g_remove (path);
}

static AssayWorkspace *
persons_workspace (guint n)
{
  g_autoptr (MatchSet) set = match_set_persons (7, n);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (set->files[0]->str, "\n", -1);
  AssayWorkspace *workspace = open_workspace ();

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (i == 0)
      g_string_append_printf (text, "external_id,%s\n", lines[i]);
    else
      g_string_append_printf (text, "r%u,%s\n", i, lines[i]);
  import_rows (workspace, text->str);
  return workspace;
}

static JsonObject *
match (AssayWorkspace *workspace, AssayJob **out_job, const char *property, ...)
{
  va_list arguments;

  va_start (arguments, property);
  *out_job = ASSAY_JOB (g_object_new_valist (ASSAY_TYPE_MATCH_JOB, property, arguments));
  va_end (arguments);
  return run_job (*out_job);
}

static gboolean
dump_result (const AssayMatchResult *result, gpointer user_data)
{
  g_string_append_printf (user_data,
                          "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                          " %.9g %.9g\n",
                          result->a,
                          result->b,
                          result->cluster,
                          result->probability,
                          result->bits);
  return TRUE;
}

static char *
dump_results (AssayWorkspace *workspace)
{
  const AssayMatchQuery query = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  GString *out = g_string_new (NULL);

  g_assert_true (assay_match_foreach_result (reader, &query, dump_result, out, &error));
  return g_string_free (out, FALSE);
}

/* The same leads and the same seed: the same result, on one thread or on three. */
static void
test_threads (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (2600);
  g_autofree char *one = NULL, *three = NULL;
  g_autoptr (AssayJob) first = NULL, second = NULL;

  match (workspace, &first, "workspace", workspace, "threads", (gint64) 1, NULL);
  one = dump_results (workspace);
  match (workspace, &second, "workspace", workspace, "threads", (gint64) 3, NULL);
  three = dump_results (workspace);
  g_assert_cmpuint (strlen (one), >, 1000);
  assert_same_dump (one, three);
}

/* A waterfall is what it says: its steps and the prior are the pair's log odds. */
static gboolean
check_sum (const AssayMatchResult *result, gpointer user_data)
{
  double sum = result->prior_bits;

  for (guint i = 0; i < result->steps->len; i++)
    sum += ((AssayMatchStep *) g_ptr_array_index (result->steps, i))->bits;
  g_assert_cmpfloat_with_epsilon (sum, result->bits, 1e-3);
  (*(guint *) user_data)++;
  return TRUE;
}

static void
test_waterfall (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (600);
  const AssayMatchQuery query = { .band = ASSAY_MATCH_BAND_SURE };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = NULL;
  guint n = 0;

  match (workspace, &job, "workspace", workspace, NULL);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_assert_true (assay_match_foreach_result (reader, &query, check_sum, &n, &error));
  g_assert_cmpuint (n, >, 100);
  g_autoptr (GArray) clusters = assay_match_list_clusters (reader, 3, &error);
  g_assert_cmpuint (clusters->len, ==, 3);
  g_assert_cmpfloat (g_array_index (clusters, AssayMatchClusterInfo, 0).weakest,
                     >=,
                     g_array_index (clusters, AssayMatchClusterInfo, 2).weakest);
}

/* What was called different is not offered again, and what was called same stays one; undo takes
 * that back. */
static void
test_labels (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (600);
  const AssayMatchQuery query = { .band = ASSAY_MATCH_BAND_SURE, .limit = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) first = NULL, again = NULL;
  g_autoptr (GString) best = g_string_new (NULL);

  match (workspace, &first, "workspace", workspace, NULL);
  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
    g_assert_true (assay_match_foreach_result (reader, &query, dump_result, best, &error));
  }
  g_auto (GStrv) parts = g_strsplit (best->str, " ", -1);
  g_autoptr (AssayJob) label = g_object_new (ASSAY_TYPE_LABEL_JOB,
                                             "workspace",
                                             workspace,
                                             "a",
                                             parts[1],
                                             "b",
                                             parts[0],
                                             "verdict",
                                             ASSAY_MATCH_VERDICT_DIFFERENT,
                                             NULL);
  run_job (label);
  match (workspace, &again, "workspace", workspace, NULL);
  {
    const AssayMatchQuery different = { .band = ASSAY_MATCH_BAND_DIFFERENT };
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
    g_autoptr (GString) found = g_string_new (NULL);
    g_autofree char *expected = g_strdup_printf ("%s %s 0 0 ", parts[0], parts[1]);

    g_assert_true (assay_match_foreach_result (reader, &different, dump_result, found, &error));
    g_assert_nonnull (strstr (found->str, expected));
  }
}

static GPtrArray *
list_groups (AssayWorkspace *workspace, AssayMatchBand band, AssayMatchTally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  GPtrArray *groups = assay_match_list_groups (reader, band, 0, tally, &error);

  g_assert_no_error (error);
  return groups;
}

/* Judgements of people who see odds of @intercept + @slope × bits. */
static void
judge (AssayMatchJudged *judged, guint n, double intercept, double slope)
{
  for (guint i = 0; i < n; i++)
    {
      judged[i].bits = g_test_rand_double_range (-10, 14);
      judged[i].same = g_test_rand_double () <
                       assay_match_bits_to_probability (intercept + slope * judged[i].bits);
    }
}

/* Many judgements put the bands where people say that they belong; few move them little, and none not at all. Whatever
 * is said, in whatever order, the bands stay in order. */
static void
test_thresholds (void)
{
  g_autofree AssayMatchJudged *judged = g_new (AssayMatchJudged, 4000);
  AssayMatchSuggestion one, two;
  double sure_bits;

  assay_match_suggest_from (judged, 0, &one);
  g_assert_false (one.enough);
  g_assert_cmpfloat (one.thresholds.sure, ==, 0.99);

  judge (judged, 4000, -2, 0.8);
  assay_match_suggest_from (judged, 4000, &one);
  g_assert_true (one.enough);
  sure_bits = assay_match_probability_to_bits (one.thresholds.sure);
  g_assert_cmpfloat_with_epsilon (sure_bits, (assay_match_probability_to_bits (0.99) + 2) / 0.8, 1);
  for (guint i = 0; i < 2000; i++)
    {
      AssayMatchJudged swap = judged[i];
      judged[i] = judged[3999 - i];
      judged[3999 - i] = swap;
    }
  assay_match_suggest_from (judged, 4000, &two);
  g_assert_cmpfloat_with_epsilon (one.thresholds.sure, two.thresholds.sure, 1e-9);

  for (guint round = 0; round < 200; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, 60);

      judge (judged, n, g_test_rand_double_range (-20, 20), g_test_rand_double_range (-2, 4));
      for (guint i = 0; i < n && round % 4 == 0; i++)
        judged[i].bits *= 1e6;
      assay_match_suggest_from (judged, n, &one);
      g_assert_cmpuint (one.same + one.different, ==, n);
      g_assert_cmpfloat (one.thresholds.review, <=, one.thresholds.sure);
      g_assert_cmpfloat (one.thresholds.review, >=, 0.1);
      g_assert_cmpfloat (one.thresholds.sure, >=, 0.5);
      g_assert_cmpfloat (one.thresholds.sure, <, 1);
    }
}

/* Bands begin where they are told to, for every reader, until they are told otherwise. */
static void
test_bands (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (600);
  g_autoptr (AssayJob) first = NULL, second = NULL, third = NULL, bad = NULL;
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  AssayMatchTally tally;
  gint64 sure, review;
  JsonObject *result;

  result = match (workspace, &first, "workspace", workspace, NULL);
  sure = count_of (result, "sure");
  review = count_of (result, "review");
  before = list_groups (workspace, ASSAY_MATCH_BAND_SURE, &tally);
  result = match (workspace, &second, "workspace", workspace, "sure", 0.999999, "review", 0.5, NULL);
  g_assert_cmpint (count_of (result, "sure"), <, sure);
  g_assert_cmpint (count_of (result, "sure") + count_of (result, "review"), <=, sure + review);
  after = list_groups (workspace, ASSAY_MATCH_BAND_SURE, &tally);
  g_assert_cmpuint (after->len, <, before->len);
  g_assert_cmpfloat (tally.thresholds.review, ==, 0.5);
  sure = count_of (result, "sure");
  result = match (workspace, &third, "workspace", workspace, "changed-only", TRUE, NULL);
  g_assert_cmpint (count_of (result, "sure"), ==, sure);
  bad = g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, "sure", 0.3, "review", 0.4, NULL);
  g_assert_false (assay_job_run (bad, NULL, &error));
  g_assert_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER);
}

static void
undo (AssayWorkspace *workspace, gint64 target, gint64 *out_job)
{
  g_autoptr (AssayJob) job =
      g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", target, NULL);

  run_job (job);
  if (out_job != NULL)
    *out_job = assay_job_get_id (job);
}

/* Taking a run back gives back what was found before it, and doing it again what it found; what a later
 * run has replaced is left alone. */
static void
test_undo (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (600);
  g_autoptr (AssayJob) first = NULL, second = NULL, third = NULL;
  g_autofree char *before = dump_results (workspace), *one = NULL, *two = NULL, *now = NULL;
  gint64 undone;

  g_assert_cmpstr (before, ==, "");
  match (workspace, &first, "workspace", workspace, NULL);
  one = dump_results (workspace);
  import_rows (workspace,
               "external_id,first_name,surname,dob,birth_place,postcode\n"
               "n1,zebedee,quillfeather,1777-03-09,uppington,z9 9zz\n"
               "n2,zebedee,quilfeather,1777-03-09,uppington,z9 9zz\n");
  match (workspace, &second, "workspace", workspace, NULL);
  two = dump_results (workspace);
  g_assert_cmpstr (one, !=, two);
  undo (workspace, assay_job_get_id (second), &undone);
  now = dump_results (workspace);
  assert_same_dump (one, now);
  undo (workspace, undone, NULL);
  g_free (now);
  now = dump_results (workspace);
  assert_same_dump (two, now);
  /* Another run stands in between: what the first one found is nobody's present. */
  undo (workspace, assay_job_get_id (first), NULL);
  g_free (now);
  now = dump_results (workspace);
  assert_same_dump (two, now);
  /* And the pairs of two runs ago are gone: as if matching had never run, not half of it. */
  match (workspace, &third, "workspace", workspace, NULL);
  undo (workspace, assay_job_get_id (third), NULL);
  undo (workspace, assay_job_get_id (second), NULL);
  g_free (now);
  now = dump_results (workspace);
  g_assert_cmpstr (now, ==, "");
}

static gint64
count_runs (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  gint64 n = 0;

  assay_connection_query_int64 (
      reader, "SELECT count(*) FROM job WHERE key = 'match' AND state = 'done'", &n, &error);
  g_assert_no_error (error);
  return n;
}

/* As any door does it: the job and what follows. */
static gint64
run_with_followers (AssayJob *job)
{
  g_autoptr (AssayRunner) runner = assay_runner_new (job);
  g_autoptr (GError) error = NULL;

  assay_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  return assay_job_get_id (job);
}

static gint64
arrive (AssayWorkspace *workspace, const char *text)
{
  g_autofree char *path = write_file (text, -1);
  g_autoptr (AssayJob) job = import_job (workspace, path);
  gint64 id = run_with_followers (job);

  g_remove (path);
  return id;
}

/* Leads are matched as they come once matching is in use: not before, not after an edit, and undone with them. */
static void
test_arrival (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (600);
  g_autoptr (AssayJob) first = NULL;
  const char *change[] = { "first_name=zebedee", NULL };
  g_autoptr (AssayJob) set =
      g_object_new (ASSAY_TYPE_SET_JOB, "workspace", workspace, "lead", "1", "values", change, NULL);
  g_autoptr (GPtrArray) before = NULL, after = NULL, undone = NULL;
  AssayMatchTally tally;
  gint64 import;

  arrive (workspace,
          "external_id,first_name,surname,dob,birth_place,postcode\n"
          "n1,zebedee,quillfeather,1777-03-09,uppington,z9 9zz\n");
  g_assert_cmpint (count_runs (workspace), ==, 0);
  match (workspace, &first, "workspace", workspace, NULL);
  before = list_groups (workspace, ASSAY_MATCH_BAND_ALL, &tally);
  import = arrive (workspace,
                   "external_id,first_name,surname,dob,birth_place,postcode\n"
                   "n2,zebedee,quilfeather,1777-03-09,uppington,z9 9zz\n");
  g_assert_cmpint (count_runs (workspace), ==, 2);
  after = list_groups (workspace, ASSAY_MATCH_BAND_ALL, &tally);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  run_with_followers (set);
  g_assert_cmpint (count_runs (workspace), ==, 2);
  undo (workspace, import, NULL);
  g_assert_cmpint (count_runs (workspace), ==, 1);
  undone = list_groups (workspace, ASSAY_MATCH_BAND_ALL, &tally);
  g_assert_cmpuint (undone->len, ==, before->len);
}

static guint
count_leads_of (GPtrArray *groups)
{
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    n += ((AssayMatchGroup *) g_ptr_array_index (groups, i))->leads->len;
  return n;
}

/* What is offered to decide about is what was found: each cluster whole, in one list only, the surest
 * first; and a word of a person moves a group at once. */
static void
test_groups (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (600);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = NULL, label = NULL;
  g_autoptr (GPtrArray) sure = NULL, review = NULL, all = NULL, after = NULL;
  AssayMatchTally tally;
  const AssayMatchGroup *first;
  double last = 1;
  gint64 clustered = 0;

  all = list_groups (workspace, ASSAY_MATCH_BAND_ALL, &tally);
  g_assert_false (tally.found);
  g_assert_cmpuint (all->len, ==, 0);
  g_clear_pointer (&all, g_ptr_array_unref);
  clustered = count_of (match (workspace, &job, "workspace", workspace, NULL), "clustered_leads");
  all = list_groups (workspace, ASSAY_MATCH_BAND_ALL, &tally);
  sure = list_groups (workspace, ASSAY_MATCH_BAND_SURE, &tally);
  review = list_groups (workspace, ASSAY_MATCH_BAND_REVIEW, &tally);
  g_assert_true (tally.found);
  g_assert_cmpint (tally.sure, ==, sure->len);
  g_assert_cmpint (tally.review, ==, review->len);
  g_assert_cmpuint (all->len, ==, sure->len + review->len);
  for (guint i = 0; i < all->len; i++)
    {
      const AssayMatchGroup *group = g_ptr_array_index (all, i);

      g_assert_cmpfloat (group->probability, <=, last);
      last = group->probability;
      if (group->together)
        clustered -= group->leads->len;
    }
  g_assert_cmpint (clustered, ==, 0);
  g_assert_cmpuint (count_leads_of (sure), >, 100);

  first = g_ptr_array_index (sure, 0);
  label = g_object_new (ASSAY_TYPE_LABEL_JOB, "workspace", workspace, NULL);
  {
    g_autofree char *a =
        g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (first->leads, gint64, 0));
    g_autofree char *b =
        g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (first->leads, gint64, 1));
    g_autoptr (GPtrArray) also = g_ptr_array_new_with_free_func (g_free);

    for (guint i = 2; i < first->leads->len; i++)
      g_ptr_array_add (
          also, g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (first->leads, gint64, i)));
    g_ptr_array_add (also, NULL);
    g_object_set (label,
                  "a",
                  a,
                  "b",
                  b,
                  "also",
                  also->pdata,
                  "verdict",
                  ASSAY_MATCH_VERDICT_DIFFERENT,
                  NULL);
  }
  run_job (label);
  after = list_groups (workspace, ASSAY_MATCH_BAND_ALL, &tally);
  g_assert_cmpuint (after->len, ==, all->len - 1);
  g_assert_cmpint (tally.different,
                   ==,
                   first->leads->len * (first->leads->len - 1) / 2);
}

/* New leads are compared with all, the others not again; what is found of them is what a whole run
 * finds. */
static void
test_changed_only (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (2600);
  g_autoptr (AssayJob) whole = NULL, part = NULL, nothing = NULL;
  g_autofree char *before = NULL, *after = NULL;
  JsonObject *result;
  gint64 all;

  all = count_of (match (workspace, &whole, "workspace", workspace, NULL), "compared");
  before = dump_results (workspace);
  result = match (workspace, &nothing, "workspace", workspace, "changed-only", TRUE, NULL);
  g_assert_cmpint (count_of (result, "compared"), ==, 0);
  after = dump_results (workspace);
  assert_same_dump (before, after);

  import_rows (workspace,
               "external_id,first_name,surname,dob,birth_place,postcode\n"
               "n1,zebedee,quillfeather,1777-03-09,uppington,z9 9zz\n"
               "n2,zebedee,quilfeather,1777-03-09,uppington,z9 9zz\n");
  result = match (workspace, &part, "workspace", workspace, "changed-only", TRUE, NULL);
  g_assert_cmpint (count_of (result, "changed"), ==, 2);
  g_assert_cmpint (count_of (result, "compared"), <, all / 20);
  g_autofree char *found = dump_results (workspace);
  g_assert_nonnull (strstr (found, "2601 2602 2601 "));
}

/* A lead that comes again under another key becomes part of the one that is there; undo takes both
 * back. */
static void
test_attach (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (GString) text = g_string_new ("external_id,first_name,last_name,email,phone,city\n");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *before = NULL, *after = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *given = match_word (i % 90, 1), *family = match_word (i, 2),
                      *city = match_word (i % 30, 3);
      g_string_append_printf (text,
                              "a%u,%s,%s,%s.%s@x.example,+49 30 %07u,%s\n",
                              i,
                              given,
                              family,
                              given,
                              family,
                              i * 7919,
                              city);
      if (i % 10 == 0)
        g_string_append_printf (text,
                                "b%u,%s,%s,%s.%s@x.example,+49 30 %07u,%s\n",
                                i,
                                given,
                                family,
                                given,
                                family,
                                i * 7919,
                                city);
    }
  import_rows (workspace, text->str);
  before = dump_leads (workspace);
  g_autofree char *given = match_word (5, 1), *family = match_word (5, 2);
  g_autofree char *row = g_strdup_printf (
      "external_id,first_name,last_name,email,phone\nnew,%s,%s,%s.%s@x.example,+49 30 %07u\n",
      given,
      family,
      given,
      family,
      5 * 7919);
  path = write_file (row, -1);
  g_autoptr (AssayJob) job = import_job (workspace, path);
  g_object_set (job, "key", "external_id", "attach", TRUE, NULL);
  g_autoptr (AssayRunner) runner = assay_runner_new (job);
  assay_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
    gint64 n;
    g_assert_true (assay_connection_query_int64 (reader, "SELECT count(*) FROM lead", &n, &error));
    g_assert_cmpint (n, ==, 330);
  }
  g_autoptr (AssayJob) undo = g_object_new (g_type_from_name ("AssayUndoJob"),
                                            "workspace",
                                            workspace,
                                            "job",
                                            assay_job_get_id (job),
                                            NULL);
  run_job (undo);
  after = dump_leads (workspace);
  assert_same_dump (before, after);
  g_remove (path);
}

/* Very many leads of one company, half of which have nothing else: it does not take for ever, nor
 * is it passed over in silence, and leads with almost nothing in them are nobody's duplicates. */
static void
test_same_value (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (GString) text = g_string_new ("external_id,name,company\n");
  g_autoptr (AssayJob) job = NULL;
  JsonObject *result;

  for (guint i = 0; i < SAME_LEADS; i++)
    {
      g_autofree char *given = match_word (i % 300, 1), *family = match_word (i / 300, 2);
      gboolean blank = i % 2 == 0;
      g_string_append_printf (text,
                              "r%u,%s %s,%s\n",
                              i,
                              blank ? "" : given,
                              blank ? "" : family,
                              i % 7 == 1 ? "Umbrella" : "Acme");
    }
  import_rows (workspace, text->str);
  result = match (workspace, &job, "workspace", workspace, NULL);
  g_assert_cmpint (count_of (result, "compared"), <, 50 * SAME_LEADS);
  g_assert_cmpint (count_of (result, "sure"), ==, 0);
  g_assert_cmpuint (g_strv_length ((char **) assay_job_get_warnings (job)), ==, 1);
}

static void
test_nothing_to_compare (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, NULL);
  g_autoptr (AssayJob) step =
      g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, "changed-only", TRUE, NULL);

  g_assert_false (assay_job_run (job, NULL, &error));
  g_assert_error (error, ASSAY_MATCH_ERROR, ASSAY_MATCH_ERROR_NO_FIELDS);
  run_job (step);
}

static void
test_cancel (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (600);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) first = NULL;
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, NULL);
  g_autofree char *before = NULL, *after = NULL;

  match (workspace, &first, "workspace", workspace, NULL);
  before = dump_results (workspace);
  g_cancellable_cancel (cancellable);
  g_assert_false (assay_job_run (job, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = dump_results (workspace);
  assert_same_dump (before, after);
}

/* Pairs of known m, u and prior: what is estimated from them is that. */
static void
test_estimate (void)
{
  static const double agree_m[3] = { 0.9, 0.8, 0.95 };
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  GPtrArray *comparisons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) assay_match_comparison_free);
  g_autoptr (AssayMatchRecords) records = assay_match_records_new (comparisons);
  g_autoptr (GError) error = NULL;
  AssayMatchModel model;
  const guint n = 1600;

  for (guint i = 0; i < 3; i++)
    {
      AssayMatchComparison *comparison =
          assay_match_comparison_new ("field", "Field", ASSAY_MATCH_IDENTIFIER);
      g_autofree guint *last = g_new (guint, n);

      comparison->column = assay_match_column_new (FALSE);
      for (guint r = 0; r < n; r++)
        {
          /* Every second record is the one before, where it agrees. Numbers far enough apart to be
           * no typos. */
          gboolean again = r % 2 == 1 && g_rand_double (random) < agree_m[i];
          g_autofree char *text = NULL;
          last[r] = again ? last[r - 1] : (guint) g_rand_int_range (random, 0, 600) * 1111111u;
          text = g_strdup_printf ("%09u", last[r]);
          assay_match_column_append (comparison->column, text, strlen (text));
        }
      g_ptr_array_add (comparisons, comparison);
    }
  records->n = n;
  assay_match_records_seal (records);
  g_autoptr (AssayMatchBlocks) blocks = assay_match_blocks_new (records, 2, NULL, &error);
  g_autoptr (AssayMatchSample) sample =
      assay_match_sample_new (records, blocks, NULL, 5, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assay_match_model_init (&model, records);
  assay_match_model_estimate (&model, records, sample);
  g_assert_cmpfloat_with_epsilon (model.prior * n * (n - 1) / 2, n / 2, n / 8);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpfloat_with_epsilon (
          model.weights[i].m[ASSAY_MATCH_STATE_ALONE][ASSAY_MATCH_EXACT], agree_m[i], 0.08);
      g_assert_cmpfloat_with_epsilon (
          model.weights[i].u[ASSAY_MATCH_STATE_ALONE][ASSAY_MATCH_EXACT], 1 / 600.0, 0.0005);
    }
}

static gpointer
kill_at_point (gpointer data)
{
  AssayJob *job = data;
  double point = g_ascii_strtod (g_getenv ("MATCH_KILL_POINT"), NULL);

  while (assay_job_get_progress (job) < point)
    g_thread_yield ();
  kill (getpid (), SIGKILL);
  return NULL;
}

static int
run_child (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open (path, 0, NULL, &error);
  g_autoptr (AssayJob) job =
      g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, "merge-sure", TRUE, NULL);

  g_thread_unref (g_thread_new ("killer", kill_at_point, job));
  run_job (job);
  _exit (0);
}

/* Killed anywhere, while merging too: the leads are as they were, the file is sound, and the next
 * run works. */
static void
test_kill (gconstpointer program)
{
  g_autoptr (AssayWorkspace) source = persons_workspace (1500);
  g_autofree char *folder = g_dir_make_tmp ("match-kill-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "w.assay", NULL);
  g_autofree char *before = dump_leads (source);
  g_autoptr (GError) error = NULL;
  guint killed = 0;

  g_assert_true (assay_workspace_backup (source, path, NULL, &error));
  for (guint i = 0; i < KILLS; i++)
    {
      char point[G_ASCII_DTOSTR_BUF_SIZE];
      const char *const arguments[] = { program, "--child", path, NULL };
      int status;

      g_ascii_dtostr (point, sizeof point, (i + 1) * 0.749 / KILLS);
      g_setenv ("MATCH_KILL_POINT", point, TRUE);
      g_spawn_sync (NULL,
                    (char **) arguments,
                    NULL,
                    G_SPAWN_DEFAULT,
                    NULL,
                    NULL,
                    NULL,
                    NULL,
                    &status,
                    &error);
      g_assert_no_error (error);
      if (!WIFSIGNALED (status))
        break;
      killed++;
      g_autoptr (AssayWorkspace) workspace = assay_workspace_open (path, 0, NULL, &error);
      g_assert_no_error (error);
      g_autofree char *after = dump_leads (workspace);
      g_assert_cmpstr (before, ==, after);
      g_assert_true (assay_workspace_check (workspace, &error));
    }
  g_test_message ("killed %u times", killed);
  g_assert_cmpuint (killed, >, KILLS / 2);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *left = g_build_filename (folder, name, NULL);
      g_remove (left);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--child") == 0)
    {
      assay_engine_init ();
      return run_child (argv[2]);
    }
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/match/estimate", test_estimate);
  g_test_add_func ("/match/threads", test_threads);
  g_test_add_func ("/match/waterfall", test_waterfall);
  g_test_add_func ("/match/labels", test_labels);
  g_test_add_func ("/match/arrival", test_arrival);
  g_test_add_func ("/match/thresholds", test_thresholds);
  g_test_add_func ("/match/bands", test_bands);
  g_test_add_func ("/match/undo", test_undo);
  g_test_add_func ("/match/groups", test_groups);
  g_test_add_func ("/match/changed-only", test_changed_only);
  g_test_add_func ("/match/attach", test_attach);
  g_test_add_func ("/match/same-value", test_same_value);
  g_test_add_func ("/match/nothing-to-compare", test_nothing_to_compare);
  g_test_add_func ("/match/cancel", test_cancel);
  g_test_add_data_func ("/match/kill", argv[0], test_kill);
  return g_test_run ();
}
