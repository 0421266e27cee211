/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-job.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/assay-json-copy.h"
#include "base/assay-json.h"
#include "match/assay-match-error.h"
#include "match/assay-match-merge.h"
#include "match/assay-match-store.h"

/* So many of the leads new or changed, and it is time to estimate anew. */
#define FRESH_SHARE 5

#define READ_SHARE 0.2
#define FIND_SHARE 0.75

/**
 * AssayMatchJob:
 *
 * Finds leads that are the same person, and how sure that is. What it finds can always be found
 * again; merging is a job of its own, unless it is asked to merge what it is sure of.
 */
struct _AssayMatchJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayMatchJob, assay_match_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_ACROSS = 1,
  PARAM_COMPARE,
  PARAM_CHANGED_ONLY,
  PARAM_MERGE_SURE,
  PARAM_ATTACH,
  PARAM_SEED,
  PARAM_THREADS,
  PARAM_DRY_RUN,
  PARAM_SURE,
  PARAM_REVIEW,
};

/* One run. */
typedef struct
{
  AssayJob *job;
  AssayMatchRecords *records;
  AssayMatchMark mark;
  AssayMatchModel *model; /* (nullable): of the last run, while it will do */
  GArray *labels;
  GArray *kept;
  AssayMatchThresholds thresholds;
  guint32 n_fresh;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->records, assay_match_records_free);
  g_clear_pointer (&run->model, g_free);
  g_clear_pointer (&run->labels, g_array_unref);
  g_clear_pointer (&run->kept, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
read_model (Run *run, AssayConnection *reader, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!assay_match_store_read_model (reader, &text, error))
    return FALSE;
  node = *text != '\0' ? assay_json_parse (text, -1, NULL) : NULL;
  if (node == NULL)
    return TRUE;
  run->model = g_new0 (AssayMatchModel, 1);
  if (!assay_match_model_from_json (run->model, node, run->records))
    g_clear_pointer (&run->model, g_free);
  return TRUE;
}

/* Only what is new or changed is compared while the last model still fits. */
static gboolean
narrow (Run *run, AssayConnection *reader, AssayMatchMark *seen, GError **error)
{
  if (!assay_job_get_boolean (run->job, PARAM_CHANGED_ONLY) || run->records->groups != NULL)
    return TRUE;
  if (!read_model (run, reader, error) ||
      (run->model != NULL &&
       !assay_match_store_mark_fresh (reader, seen, run->records, &run->n_fresh, error)))
    return FALSE;
  if (run->model != NULL && (guint64) run->n_fresh * FRESH_SHARE <= run->records->n)
    {
      run->kept = assay_match_store_read_kept (reader, run->records, error);
      return run->kept != NULL;
    }
  g_clear_pointer (&run->model, g_free);
  g_clear_pointer (&run->records->fresh, g_free);
  return TRUE;
}

/* Where the bands begin: as is asked for, else as before. */
static gboolean
set_thresholds (Run *run, AssayConnection *reader, GError **error)
{
  double sure = assay_job_get_double (run->job, PARAM_SURE);
  double review = assay_job_get_double (run->job, PARAM_REVIEW);

  if (!assay_match_thresholds_read (reader, &run->thresholds, error))
    return FALSE;
  if (sure > 0)
    run->thresholds.sure = sure;
  if (review > 0)
    run->thresholds.review = review;
  if (run->thresholds.review <= run->thresholds.sure)
    return TRUE;
  g_set_error (error,
               ASSAY_JOB_ERROR,
               ASSAY_JOB_ERROR_INVALID_PARAMETER,
               _ ("“review”: expected at most %g, from which on pairs are sure"),
               run->thresholds.sure);
  return FALSE;
}

static gboolean
load (Run *run, AssayConnection *reader, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayFieldRegistry) fields =
      assay_workspace_get_fields (assay_job_get_workspace (run->job));
  const char *across = assay_job_get_string (run->job, PARAM_ACROSS);
  g_autoptr (AssayMatchPlan) plan =
      assay_match_plan_new (reader, fields, assay_job_get_strv (run->job, PARAM_COMPARE), error);
  AssayMatchMark seen;

  if (plan == NULL || !set_thresholds (run, reader, error) ||
      !assay_match_store_read_mark (reader, &seen, &run->mark, error))
    return FALSE;
  run->records = assay_match_records_load (
      reader, plan, across != NULL && *across != '\0', cancellable, error);
  if (run->records == NULL)
    return FALSE;
  run->labels = assay_match_store_read_labels (reader, run->records, error);
  return run->labels != NULL && narrow (run, reader, &seen, error);
}

static gboolean
load_in_one_view (Run *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayConnection) reader =
      assay_workspace_borrow_reader (assay_job_get_workspace (run->job), error);
  gboolean ok;

  if (reader == NULL || !assay_connection_begin_read (reader, error))
    return FALSE;
  ok = load (run, reader, cancellable, error);
  assay_connection_end_read (reader);
  return ok;
}

static void
progress_cb (double fraction, gpointer user_data)
{
  assay_job_report (
      user_data, READ_SHARE + fraction * (FIND_SHARE - READ_SHARE), _ ("Comparing leads"));
}

static JsonArray *
comparisons_to_json (const Run *run, const AssayMatchModel *model)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < run->records->comparisons->len; i++)
    {
      const AssayMatchComparison *comparison = assay_match_records_get (run->records, i);
      const AssayMatchWeights *weights = &model->weights[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "field", comparison->key);
      json_object_set_string_member (object, "kind", assay_match_kind_to_nick (comparison->kind));
      json_object_set_int_member (
          object, "leads", assay_match_column_get_filled (comparison->column));
      json_object_set_int_member (
          object, "values", assay_match_column_get_values (comparison->column));
      json_object_set_double_member (
          object, "agreeing_bits", weights->bits[ASSAY_MATCH_STATE_ALONE][ASSAY_MATCH_EXACT]);
      json_object_set_double_member (
          object, "differing_bits", weights->bits[ASSAY_MATCH_STATE_ALONE][ASSAY_MATCH_DIFFERENT]);
      if (weights->parent >= 0)
        json_object_set_string_member (
            object,
            "follows",
            assay_match_records_get (run->records, (guint) weights->parent)->key);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
count_found (const AssayMatchFinding *finding, JsonObject *result)
{
  const AssayMatchThresholds *thresholds = &finding->thresholds;
  gint64 sure = 0, review = 0, clusters = 0, clustered = 0;
  g_autofree guint32 *sizes = g_new0 (guint32, (gsize) finding->clusters->n + 1);

  for (guint i = 0; i < finding->pairs->len; i++)
    {
      float p = g_array_index (finding->pairs, AssayMatchPair, i).probability;
      sure += p >= (float) thresholds->sure;
      review += p >= (float) thresholds->review && p < (float) thresholds->sure;
    }
  for (guint32 i = 0; i < finding->clusters->n; i++)
    sizes[finding->clusters->cluster[i]]++;
  for (guint32 i = 0; i < finding->clusters->n; i++)
    {
      clusters += sizes[i] > 1;
      clustered += sizes[i] > 1 ? sizes[i] : 0;
    }
  json_object_set_int_member (result, "sure", sure);
  json_object_set_int_member (result, "review", review);
  json_object_set_int_member (result, "clusters", clusters);
  json_object_set_int_member (result, "clustered_leads", clustered);
}

static JsonNode *
result_to_json (const Run *run, const AssayMatchFinding *finding)
{
  g_autoptr (JsonObject) result = json_object_new ();

  json_object_set_int_member (result, "job", assay_job_get_id (run->job));
  json_object_set_int_member (result, "leads", run->records->n);
  if (run->model != NULL)
    json_object_set_int_member (result, "changed", run->n_fresh);
  json_object_set_int_member (result, "compared", (gint64) finding->compared);
  count_found (finding, result);
  json_object_set_double_member (result, "prior", finding->model.prior);
  json_object_set_int_member (result, "rounds", finding->rounds);
  json_object_set_array_member (result, "comparisons", comparisons_to_json (run, &finding->model));
  json_object_set_member (result, "blocks", assay_json_copy (finding->blocks));
  return json_node_init_object (json_node_alloc (), result);
}

static gboolean
check_across (AssayJob *job, GError **error)
{
  const char *across = assay_job_get_string (job, PARAM_ACROSS);

  if (across == NULL || *across == '\0' || strcmp (across, "import") == 0)
    return TRUE;
  g_set_error (error,
               ASSAY_JOB_ERROR,
               ASSAY_JOB_ERROR_INVALID_PARAMETER,
               _ ("“across”: expected “import”: pairs of leads of two imports"));
  return FALSE;
}

static void
warn_of_left (AssayJob *job, guint64 left)
{
  if (left > 0)
    assay_job_warn (
        job,
        ngettext ("%" PRIu64
                  " lead shares all that it has with too many others to compare each with each",
                  "%" PRIu64
                  " leads share all that they have with too many others to compare each with each",
                  (gulong) left),
        left);
}

/* Keeps what was found, and merges what that is asked for. */
static gboolean
apply (Run *run,
       const AssayMatchFinding *finding,
       gint64 *out_merged,
       GCancellable *cancellable,
       GError **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (run->job);
  gint64 id = assay_job_get_id (run->job), import = assay_job_get_int64 (run->job, PARAM_ATTACH);

  *out_merged = 0;
  if (assay_job_get_boolean (run->job, PARAM_DRY_RUN))
    return TRUE;
  assay_job_report (run->job, FIND_SHARE, _ ("Keeping what was found"));
  if (!assay_match_store_write (
          workspace, id, run->records, finding, &run->mark, cancellable, error))
    return FALSE;
  return (import == 0 && !assay_job_get_boolean (run->job, PARAM_MERGE_SURE)) ||
         assay_match_merge_sure (
             workspace, id, import, run->records, finding, out_merged, cancellable, error);
}

/* What the judgements say by the weights that were estimated with them. */
static void
suggest (const AssayMatchFinding *finding, JsonObject *result)
{
  g_autoptr (GArray) judged = g_array_new (FALSE, FALSE, sizeof (AssayMatchJudged));
  AssayMatchSuggestion suggestion;

  for (guint i = 0; i < finding->pairs->len; i++)
    {
      const AssayMatchPair *pair = &g_array_index (finding->pairs, AssayMatchPair, i);
      AssayMatchJudged one = { (double) pair->bits, pair->verdict > 0 };

      if (pair->verdict != 0)
        g_array_append_val (judged, one);
    }
  json_object_set_double_member (result, "sure_from", finding->thresholds.sure);
  json_object_set_double_member (result, "review_from", finding->thresholds.review);
  if (judged->len == 0)
    return;
  assay_match_suggest_from (
      (const AssayMatchJudged *) (gpointer) judged->data, judged->len, &suggestion);
  json_object_set_object_member (result, "suggested", assay_match_suggestion_to_json (&suggestion));
}

static gboolean
find_and_apply (Run *run, GCancellable *cancellable, GError **error)
{
  AssayMatchOptions options = {
    .seed = (guint64) assay_job_get_int64 (run->job, PARAM_SEED),
    .n_threads = (guint) assay_job_get_int64 (run->job, PARAM_THREADS),
    .model = run->model,
    .labels = run->labels,
    .kept = run->kept,
    .progress = progress_cb,
    .progress_data = run->job,
    .cancellable = cancellable,
  };
  g_autoptr (AssayMatchFinding) finding = assay_match_find (run->records, &options, error);
  JsonNode *result;
  gint64 merged;

  if (finding == NULL)
    return FALSE;
  finding->thresholds = run->thresholds;
  if (!apply (run, finding, &merged, cancellable, error))
    return FALSE;
  warn_of_left (run->job, finding->left);
  result = result_to_json (run, finding);
  suggest (finding, json_node_get_object (result));
  json_object_set_int_member (json_node_get_object (result), "merged", merged);
  assay_job_set_result (run->job, result);
  return TRUE;
}

/* As a step after an import there may be nothing to compare: events, or leads that are mere
 * numbers. */
static gboolean
nothing_to_compare (AssayJob *job, GError **error)
{
  g_autoptr (JsonObject) result = json_object_new ();

  if (!assay_job_get_boolean (job, PARAM_CHANGED_ONLY) ||
      !g_error_matches (*error, ASSAY_MATCH_ERROR, ASSAY_MATCH_ERROR_NO_FIELDS))
    return FALSE;
  assay_job_warn (job, "%s", (*error)->message);
  g_clear_error (error);
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_int_member (result, "compared", 0);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static gboolean
assay_match_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  g_auto (Run) run = { .job = job };
  g_autoptr (GError) failure = NULL;

  assay_job_report (job, 0, _ ("Reading leads"));
  if (!check_across (job, error))
    return FALSE;
  if ((load_in_one_view (&run, cancellable, &failure) &&
       find_and_apply (&run, cancellable, &failure)) ||
      nothing_to_compare (job, &failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* What merges leads must not run beside an import that means to update them. */
static gboolean
assay_match_job_needs_turn (AssayJob *job)
{
  return assay_job_get_boolean (job, PARAM_MERGE_SURE) ||
         assay_job_get_int64 (job, PARAM_ATTACH) != 0;
}

static void
assay_match_job_class_init (AssayMatchJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "match";
  job_class->summary = N_ ("Find leads that are the same person");
  job_class->run = assay_match_job_run;
  job_class->needs_turn = assay_match_job_needs_turn;

  assay_job_class_install (
      job_class,
      PARAM_ACROSS,
      g_param_spec_string ("across",
                           NULL,
                           N_ ("“import”: only pairs of leads from two imports"),
                           NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "import" });
  assay_job_class_install (
      job_class,
      PARAM_COMPARE,
      g_param_spec_boxed (
          "compare",
          NULL,
          N_ ("How a field is compared: name, given, family, email, phone, company, text, short, "
              "postal, date, identifier, number, url, ignore"),
          G_TYPE_STRV,
          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .flags = ASSAY_PARAM_MAP, .metavar = "FIELD=KIND" });
  assay_job_class_install (job_class,
                           PARAM_CHANGED_ONLY,
                           g_param_spec_boolean ("changed-only",
                                                 NULL,
                                                 N_ ("Only leads that changed since the last run"),
                                                 FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (job_class,
                           PARAM_MERGE_SURE,
                           g_param_spec_boolean ("merge-sure",
                                                 NULL,
                                                 N_ ("Merge the leads that are surely one"),
                                                 FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (
      job_class,
      PARAM_ATTACH,
      g_param_spec_int64 (
          "attach",
          NULL,
          N_ ("Merge leads that this import added into the older ones they surely are"),
          0,
          G_MAXINT64,
          0,
          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "JOB" });
  assay_job_class_install (job_class,
                           PARAM_SEED,
                           g_param_spec_int64 ("seed",
                                               NULL,
                                               N_ ("Start of the random numbers"),
                                               0,
                                               G_MAXINT64,
                                               1,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (
      job_class,
      PARAM_THREADS,
      g_param_spec_int64 ("threads",
                          NULL,
                          N_ ("How many threads compare; 0 for one a processor"),
                          0,
                          64,
                          0,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      NULL);
  assay_job_class_install (
      job_class,
      PARAM_DRY_RUN,
      g_param_spec_boolean ("dry-run",
                            NULL,
                            N_ ("Tell block sizes and what would be found, keep nothing"),
                            FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      NULL);
  assay_job_class_install (
      job_class,
      PARAM_SURE,
      g_param_spec_double ("sure",
                           NULL,
                           N_ ("From which probability on pairs are sure; 0 for the last run’s, at first 0.99"),
                           0,
                           1,
                           0,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "P" });
  assay_job_class_install (
      job_class,
      PARAM_REVIEW,
      g_param_spec_double ("review",
                           NULL,
                           N_ ("From which one on somebody has to look; 0 for the last run’s, at first 0.1"),
                           0,
                           1,
                           0,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "P" });
}

static void
assay_match_job_init (AssayMatchJob *self)
{
}
