/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match-fixture.h"

#include <math.h>
#include <stdlib.h>

#include "match/assay-label-job.h"
#include "match/assay-match-error.h"
#include "match/assay-match-estimate.h"
#include "match/assay-match-label.h"

#define SAME_LEADS 100000

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/match/estimate", test_estimate);
  g_test_add_func ("/match/threads", test_threads);
  g_test_add_func ("/match/waterfall", test_waterfall);
  g_test_add_func ("/match/labels", test_labels);
  g_test_add_func ("/match/thresholds", test_thresholds);
  g_test_add_func ("/match/bands", test_bands);
  g_test_add_func ("/match/groups", test_groups);
  g_test_add_func ("/match/same-value", test_same_value);
  g_test_add_func ("/match/nothing-to-compare", test_nothing_to_compare);
  g_test_add_func ("/match/cancel", test_cancel);
  return g_test_run ();
}
