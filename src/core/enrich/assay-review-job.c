/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-review-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-enrich-explain.h"
#include "store/assay-lead-find.h"

/**
 * AssayReviewJob:
 *
 * What a person should look at: proposals for fields, and signals that their check is not sure of. Leads
 * with the highest score come first. Nobody is asked twice about the same value.
 */
struct _AssayReviewJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayReviewJob, assay_review_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_CHECK = 1,
  PARAM_BELOW,
  PARAM_LIMIT,
};

/* One question: a lead and a signal. */
typedef struct
{
  gint64 lead;
  guint signal;
} Question;

/* Proposals that were not decided on, as `(lead, signal, confidence)` rows. */
static void
append_proposal (GString           *sql,
                 const AssaySignal *signal,
                 guint              place)
{
  g_string_append_printf (
    sql,
    "%sSELECT s.lead AS lead, %u AS signal FROM signal AS s WHERE s.\"%s\" IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM signal_decision AS d WHERE d.lead = s.lead AND d.signal = '%s' "
    "AND d.value IS s.\"%s\")",
    sql->len > 0 ? " UNION ALL " : "", place, signal->key, signal->key, signal->key);
}

/* A check's first signal stands for what it is not sure of. */
static void
append_unsure (GString          *sql,
               const AssayCheck *check,
               guint             place)
{
  const char *first = check->signals[0].key;

  g_string_append_printf (
    sql,
    "%sSELECT s.lead AS lead, %u AS signal FROM signal AS s WHERE s.\"%s" ASSAY_SIGNAL_CONFIDENCE "\" < ?1 "
    "AND s.\"%s\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM signal_decision AS d WHERE "
    "d.lead = s.lead AND d.signal = '%s')",
    sql->len > 0 ? " UNION ALL " : "", place, check->key, first, first);
}

static gboolean
has_confidence (const AssayCheck *check)
{
  g_autofree char *key = g_strconcat (check->key, ASSAY_SIGNAL_CONFIDENCE, NULL);

  return assay_check_derives (check, key);
}

static char *
make_sql (AssayEnricher     *enricher,
          const char *const *wanted)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  const AssayCheck *last = NULL;
  guint n;
  const AssaySignal *const *signals = assay_enricher_get_signals (enricher, &n);

  for (guint i = 0; i < n; i++)
    {
      const AssayCheck *check = assay_enricher_get_check (enricher, i);

      if (wanted != NULL && *wanted != NULL && !g_strv_contains (wanted, check->key))
        continue;
      if (signals[i]->proposes != NULL)
        append_proposal (sql, signals[i], i);
      if (check != last && has_confidence (check))
        append_unsure (sql, check, i);
      last = check;
    }
  if (sql->len == 0)
    return NULL;
  g_string_prepend (sql, "SELECT q.lead, q.signal FROM (");
  g_string_append (sql,
                   ") AS q LEFT JOIN score ON score.lead = q.lead AND score.scorer = (SELECT id FROM "
                   "scorer WHERE active ORDER BY position, id LIMIT 1) "
                   "ORDER BY score.value DESC, q.lead, q.signal LIMIT ?2");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
list_questions (AssayJob        *job,
                AssayConnection *reader,
                AssayEnricher   *enricher,
                GArray          *questions,
                GError         **error)
{
  g_autofree char *sql = make_sql (enricher, assay_job_get_strv (job, PARAM_CHECK));
  g_autoptr (AssayStatement) select = NULL;
  gboolean row;

  if (sql == NULL)
    return TRUE;
  select = assay_connection_prepare (reader, sql, error);
  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, assay_job_get_int64 (job, PARAM_BELOW));
  assay_statement_bind_int64 (select, 2, assay_job_get_int64 (job, PARAM_LIMIT));
  while (assay_statement_step (select, &row, error))
    {
      Question question;

      if (!row)
        return TRUE;
      question.lead = assay_statement_get_int64 (select, 0);
      question.signal = (guint) assay_statement_get_int64 (select, 1);
      g_array_append_val (questions, question);
    }
  return FALSE;
}

/* The lead's name, and what the field holds that a proposal is for. */
static gboolean
add_lead (AssayConnection    *reader,
          AssayFieldRegistry *fields,
          gint64              lead,
          const char         *field_key,
          JsonObject         *object,
          GError            **error)
{
  const AssayField *field
    = field_key != NULL ? assay_field_registry_find (fields, field_key) : NULL;
  g_autofree char *sql
    = g_strconcat ("SELECT coalesce(name, email, company), ", field != NULL ? field->column : "NULL",
                   " FROM lead WHERE id = ?1", NULL);
  g_autoptr (AssayStatement) select = assay_connection_prepare (reader, sql, error);
  AssayValue value;
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, lead);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  json_object_set_int_member (object, "lead", lead);
  if (!row)
    return TRUE;
  if (!assay_statement_is_null (select, 0))
    json_object_set_string_member (object, "name", assay_statement_get_text (select, 0));
  assay_statement_get_value (select, 1, &value);
  if (field != NULL)
    json_object_set_member (object, "current", assay_lead_value_to_json (field->type, &value));
  return TRUE;
}

static gboolean
add_question (AssayConnection      *reader,
              AssayFieldRegistry   *fields,
              AssayEnrichExplainer *explainer,
              const Question       *question,
              JsonArray            *list,
              GError              **error)
{
  guint n;
  const AssaySignal *signal = assay_enricher_get_signals (
    assay_enrich_explainer_get_enricher (explainer), &n)[question->signal];
  JsonObject *object;

  if (!assay_enrich_explainer_look (explainer, question->lead, error))
    return FALSE;
  object = assay_enrich_explainer_to_json (explainer, question->signal);
  json_array_add_object_element (list, object);
  return add_lead (reader, fields, question->lead, signal->proposes, object, error);
}

static gboolean
assay_review_job_run (AssayJob     *job,
                      GCancellable *cancellable,
                      GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayEnrichExplainer) explainer = NULL;
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (Question));
  g_autoptr (JsonArray) list = json_array_new ();
  gboolean ok;

  if (reader == NULL || !assay_connection_begin_read (reader, error))
    return FALSE;
  explainer = assay_enrich_explainer_new (reader, fields, error);
  ok = explainer != NULL
       && list_questions (job, reader, assay_enrich_explainer_get_enricher (explainer), questions,
                          error);
  for (guint i = 0; ok && i < questions->len; i++)
    ok = !g_cancellable_set_error_if_cancelled (cancellable, error)
         && add_question (reader, fields, explainer, &g_array_index (questions, Question, i), list,
                          error);
  assay_connection_end_read (reader);
  if (ok)
    assay_job_set_result (job, json_node_init_array (json_node_alloc (), list));
  return ok;
}

static void
assay_review_job_class_init (AssayReviewJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "review";
  job_class->summary = N_ ("List proposals, and signals that are not sure");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_review_job_run;

  assay_job_class_install (
    job_class, PARAM_CHECK,
    g_param_spec_boxed ("check", NULL, N_ ("Only signals of this check"), G_TYPE_STRV,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "KEY" });
  assay_job_class_install (
    job_class, PARAM_BELOW,
    g_param_spec_int64 ("below", NULL, N_ ("Confidence under which a signal is not sure"), 0, 101, 60,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "PERCENT" });
  assay_job_class_install (
    job_class, PARAM_LIMIT,
    g_param_spec_int64 ("limit", NULL, N_ ("At most so many"), 1, 10000, 50,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "N" });
}

static void
assay_review_job_init (AssayReviewJob *self)
{
}
