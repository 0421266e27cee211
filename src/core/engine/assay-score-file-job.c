/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-score-file-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-json-copy.h"
#include "engine/assay-engine.h"
#include "import/assay-import-job.h"
#include "job/assay-scorer.h"
#include "score/assay-score-job.h"
#include "store/assay-lead-query.h"

/**
 * AssayScoreFileJob:
 *
 * The whole way in one step: reads a file into a workspace of its own, scores it, and tells the
 * ranking with reasons. Nothing stays.
 */
struct _AssayScoreFileJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayScoreFileJob, assay_score_file_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_FILE = 1,
  PARAM_PROFILE,
  PARAM_OUTPUT,
  PARAM_LIMIT,
  PARAM_MAP,
  PARAM_ENCODING,
  PARAM_DELIMITER,
  PARAM_HEADER_LINE,
  PARAM_SHEET,
  PARAM_REJECTS,
};

/* Passes on the inner job's progress as a part of our own. */
typedef struct
{
  AssayJob *outer;
  double from;
  double to;
} Span;

static void
progress_cb (AssayJob   *inner,
             GParamSpec *pspec,
             Span       *span)
{
  g_autofree char *phrase = assay_job_dup_phrase (inner);
  double progress = CLAMP (assay_job_get_progress (inner), 0, 1);

  assay_job_report (span->outer, span->from + progress * (span->to - span->from), phrase);
}

static gboolean
run_inner (AssayJob     *inner,
           Span         *span,
           GCancellable *cancellable,
           GError      **error)
{
  gulong handler = g_signal_connect (inner, "notify::progress", G_CALLBACK (progress_cb), span);
  gboolean ok = assay_job_run (inner, cancellable, error);

  g_signal_handler_disconnect (inner, handler);
  for (const char *const *warning = assay_job_get_warnings (inner); *warning != NULL; warning++)
    assay_job_warn (span->outer, "%s", *warning);
  return ok;
}

static AssayJob *
make_import (AssayJob       *job,
             AssayWorkspace *workspace)
{
  return g_object_new (ASSAY_TYPE_IMPORT_JOB,
                       "workspace", workspace,
                       "file", assay_job_get_object (job, PARAM_FILE),
                       "map", assay_job_get_strv (job, PARAM_MAP),
                       "encoding", assay_job_get_string (job, PARAM_ENCODING),
                       "delimiter", assay_job_get_string (job, PARAM_DELIMITER),
                       "header-line", assay_job_get_int64 (job, PARAM_HEADER_LINE),
                       "sheet", assay_job_get_string (job, PARAM_SHEET),
                       "rejects", assay_job_get_object (job, PARAM_REJECTS),
                       NULL);
}

static AssayScorer *
find_scorer (AssayConnection *connection,
             const char      *key,
             GError         **error)
{
  g_autoptr (GPtrArray) scorers = assay_scorer_list_active (connection, error);

  for (guint i = 0; scorers != NULL && i < scorers->len; i++)
    if (strcmp (assay_scorer_get_key (g_ptr_array_index (scorers, i)), key) == 0)
      return g_object_ref (g_ptr_array_index (scorers, i));
  if (scorers != NULL)
    g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                 _("There is no profile “%s”; “assay profiles” lists them"), key);
  return NULL;
}

static const char *
first_band (JsonObject *breakdown)
{
  JsonObject *bands = json_object_get_object_member (breakdown, "bands");
  g_autoptr (GList) names = bands != NULL ? json_object_get_members (bands) : NULL;

  return names != NULL ? json_object_get_string_member_with_default (bands, names->data, "") : "";
}

typedef struct
{
  AssayConnection *connection;
  AssayScorer *scorer;
  JsonArray *leads;
} Ranking;

static const char *const ranking_columns[] = { "name", "role", "company", "email", NULL };

static gboolean
add_lead (gint64            lead,
          const AssayValue *values,
          guint             n_values,
          gpointer          data,
          GError          **error)
{
  Ranking *ranking = data;
  g_autoptr (JsonNode) node = assay_scorer_explain (ranking->scorer, ranking->connection, lead,
                                                    assay_clock_now (), error);
  g_autofree char *reasons = NULL;
  JsonObject *breakdown, *object;

  if (node == NULL)
    return FALSE;
  breakdown = json_node_get_object (node);
  reasons = assay_scorer_summarise (breakdown);
  object = json_object_new ();
  json_object_set_int_member (object, "id", lead);
  json_object_set_member (object, "score",
                          assay_json_copy (json_object_get_member (breakdown, "score")));
  json_object_set_string_member (object, "band", first_band (breakdown));
  for (guint i = 0; i < n_values; i++)
    if (values[i].kind == ASSAY_VALUE_TEXT)
      {
        g_autofree char *text = g_strndup (values[i].text, values[i].length);
        json_object_set_string_member (object, ranking_columns[i], text);
      }
  json_object_set_string_member (object, "reasons", reasons);
  json_array_add_object_element (ranking->leads, object);
  return TRUE;
}

static JsonArray *
rank (AssayJob       *job,
      AssayWorkspace *workspace,
      GCancellable   *cancellable,
      GError        **error)
{
  const char *profile = assay_job_get_string (job, PARAM_PROFILE);
  g_autofree char *sort = g_strconcat ("-score.", profile, NULL);
  AssayLeadQuery query = { .sort = sort, .limit = (guint) assay_job_get_int64 (job, PARAM_LIMIT) };
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayScorer) scorer = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (JsonArray) leads = json_array_new ();
  Ranking ranking = { .connection = reader, .leads = leads };

  if (reader == NULL)
    return NULL;
  scorer = find_scorer (reader, profile, error);
  if (scorer == NULL)
    return NULL;
  ranking.scorer = scorer;
  ids = assay_lead_query_ids (workspace, &query, cancellable, error);
  columns = ids != NULL ? assay_lead_query_columns (workspace, ranking_columns, error) : NULL;
  if (columns == NULL
      || !assay_lead_query_rows (workspace, (const gint64 *) (gpointer) ids->data, ids->len, columns,
                                 add_lead, &ranking, cancellable, error))
    return NULL;
  return g_steal_pointer (&leads);
}

/* All leads with their scores, as the export job writes them. */
static gboolean
write_output (AssayJob       *job,
              AssayWorkspace *workspace,
              GCancellable   *cancellable,
              GError        **error)
{
  GFile *output = assay_job_get_object (job, PARAM_OUTPUT);
  g_autoptr (AssayJob) export = NULL;
  Span span = { job, 0.9, 1 };

  if (output == NULL)
    return TRUE;
  export = g_object_new (assay_engine_find_job ("export"), "workspace", workspace, "file", output,
                         NULL);
  return run_inner (export, &span, cancellable, error);
}

static void
set_result (AssayJob  *job,
            AssayJob  *import,
            JsonArray *leads,
            gint64     scored)
{
  JsonObject *imported = json_node_get_object (assay_job_get_result (import));
  g_autoptr (JsonObject) result = json_object_new ();

  json_object_set_string_member (result, "profile", assay_job_get_string (job, PARAM_PROFILE));
  json_object_set_int_member (result, "scored", scored);
  json_object_set_int_member (result, "rejected",
                              json_object_get_int_member_with_default (imported, "rejected", 0));
  json_object_set_member (result, "first_rejects",
                          assay_json_copy (json_object_get_member (imported, "first_rejects")));
  json_object_set_member (result, "encoding",
                          assay_json_copy (json_object_get_member (imported, "encoding")));
  json_object_set_member (result, "dialect",
                          assay_json_copy (json_object_get_member (imported, "dialect")));
  json_object_set_array_member (result, "leads", json_array_ref (leads));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
}

static gboolean
count_leads (AssayWorkspace *workspace,
             gint64         *out_count,
             GError        **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);

  return reader != NULL
         && assay_connection_query_int64 (reader, "SELECT count(*) FROM lead", out_count, error);
}

static gboolean
assay_score_file_job_run (AssayJob     *job,
                          GCancellable *cancellable,
                          GError      **error)
{
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (error);
  const char *const profiles[] = { assay_job_get_string (job, PARAM_PROFILE), NULL };
  g_autoptr (AssayJob) import = NULL, score = NULL;
  g_autoptr (JsonArray) leads = NULL;
  Span import_span = { job, 0, 0.6 }, score_span = { job, 0.6, 0.9 };
  gint64 count;

  if (workspace == NULL)
    return FALSE;
  import = make_import (job, workspace);
  score = g_object_new (ASSAY_TYPE_SCORE_JOB, "workspace", workspace, "profile", profiles, NULL);
  if (!run_inner (import, &import_span, cancellable, error)
      || !run_inner (score, &score_span, cancellable, error)
      || !count_leads (workspace, &count, error))
    return FALSE;
  leads = rank (job, workspace, cancellable, error);
  if (leads == NULL || !write_output (job, workspace, cancellable, error))
    return FALSE;
  set_result (job, import, leads, count);
  return TRUE;
}

static void
install_text (AssayJobClass *job_class,
              guint          id,
              const char    *name,
              const char    *blurb,
              const char    *metavar)
{
  assay_job_class_install (job_class, id,
                           g_param_spec_string (name, NULL, blurb, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .metavar = metavar });
}

static void
assay_score_file_job_class_init (AssayScoreFileJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  job_class->key = "score-file";
  job_class->summary = N_ ("Rank the leads of a file, with reasons, leaving nothing behind");
  job_class->flags = ASSAY_JOB_READS | ASSAY_JOB_NO_WORKSPACE;
  job_class->run = assay_score_file_job_run;

  assay_job_class_install (
    job_class, PARAM_FILE,
    g_param_spec_object ("file", NULL, N_ ("CSV, JSON Lines or Excel file"), G_TYPE_FILE, flags),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "FILE" });
  assay_job_class_install (
    job_class, PARAM_PROFILE,
    g_param_spec_string ("profile", NULL, N_ ("Scoring profile"), "lead-intent", flags),
    &(AssayParam) { .metavar = "KEY" });
  assay_job_class_install (job_class, PARAM_OUTPUT,
                           g_param_spec_object ("output", NULL,
                                                N_ ("Write all leads with their scores to this file"),
                                                G_TYPE_FILE, flags),
                           &(AssayParam) { .short_option = 'o', .metavar = "OUT" });
  assay_job_class_install (
    job_class, PARAM_LIMIT,
    g_param_spec_int64 ("limit", NULL, N_ ("Tell at most so many leads; 0 for all"), 0, G_MAXINT32, 20,
                        flags),
    NULL);
  assay_job_class_install (
    job_class, PARAM_MAP,
    g_param_spec_boxed ("map", NULL, N_ ("What a column becomes; “-” leaves it out"), G_TYPE_STRV,
                        flags),
    &(AssayParam) { .flags = ASSAY_PARAM_MAP, .metavar = "COLUMN=FIELD" });
  install_text (job_class, PARAM_ENCODING, "encoding", N_ ("Character encoding, if the guess is wrong"),
                "ENCODING");
  install_text (job_class, PARAM_DELIMITER, "delimiter",
                N_ ("Character between cells, if the guess is wrong"), "CHARACTER");
  assay_job_class_install (
    job_class, PARAM_HEADER_LINE,
    g_param_spec_int64 ("header-line", NULL, N_ ("Line of the header; 0 for none, -1 to find out"), -1,
                        G_MAXINT32, -1, flags),
    &(AssayParam) { .metavar = "LINE" });
  install_text (job_class, PARAM_SHEET, "sheet", N_ ("Sheet of a workbook; by default the first"),
                "NAME");
  assay_job_class_install (
    job_class, PARAM_REJECTS,
    g_param_spec_object ("rejects", NULL, N_ ("Where rejected rows go, with line and reason"),
                         G_TYPE_FILE, flags),
    &(AssayParam) { .metavar = "FILE" });
}

static void
assay_score_file_job_init (AssayScoreFileJob *self)
{
}
