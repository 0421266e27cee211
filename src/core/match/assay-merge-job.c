/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-merge-job.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "match/assay-match-error.h"
#include "match/assay-merge.h"
#include "store/assay-lead-find.h"

/**
 * AssayMergeJob:
 *
 * Makes one lead of several. Undoing it splits them again, exactly.
 */
struct _AssayMergeJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayMergeJob, assay_merge_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_LEADS = 1,
  PARAM_RULE,
  PARAM_TRUST,
  PARAM_TAKE,
  PARAM_DRY_RUN,
};

static GArray *
read_leads (AssayJob *job, AssayConnection *connection, GError **error)
{
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *const *names = assay_job_get_strv (job, PARAM_LEADS);

  for (; names != NULL && *names != NULL; names++)
    {
      gint64 lead = assay_lead_find (connection, *names, error);
      gboolean known = FALSE;

      if (lead == 0)
        return NULL;
      for (guint i = 0; i < leads->len; i++)
        known |= g_array_index (leads, gint64, i) == lead;
      if (!known)
        g_array_append_val (leads, lead);
    }
  if (leads->len >= 2)
    return g_steal_pointer (&leads);
  g_set_error (error,
               ASSAY_MATCH_ERROR,
               ASSAY_MATCH_ERROR_PARAMETER,
               _ ("“leads”: expected at least two different leads"));
  return NULL;
}

/* Leads are named as for “leads”; the rules know them by number. */
static GStrv
read_take (AssayJob *job, AssayConnection *connection, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *take = assay_job_get_strv (job, PARAM_TAKE);

  for (; take != NULL && *take != NULL; take++)
    {
      const char *sign = strchr (*take, '=');
      g_autofree char *resolved = NULL;
      gint64 lead;

      if (sign == NULL)
        {
          g_strv_builder_add (builder, *take);
          continue;
        }
      lead = assay_lead_find (connection, sign + 1, error);
      if (lead == 0)
        return NULL;
      resolved = g_strdup_printf ("%.*s=%" PRId64, (int) (sign - *take), *take, lead);
      g_strv_builder_add (builder, resolved);
    }
  return g_strv_builder_end (builder);
}

static JsonArray *
plan_to_json (GArray *plan)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < plan->len; i++)
    {
      const AssayMergeChoice *choice = &g_array_index (plan, AssayMergeChoice, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "field", choice->field->key);
      json_object_set_string_member (object, "rule", choice->rule);
      if (choice->joined)
        json_object_set_boolean_member (object, "joined", TRUE);
      else
        json_object_set_int_member (object, "lead", choice->lead);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
set_result (AssayJob *job, GArray *leads, GArray *plan)
{
  g_autoptr (JsonObject) result = json_object_new ();
  JsonArray *merged = json_array_new ();

  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_int_member (result, "lead", g_array_index (leads, gint64, 0));
  for (guint i = 1; i < leads->len; i++)
    json_array_add_int_element (merged, g_array_index (leads, gint64, i));
  json_object_set_array_member (result, "merged", merged);
  if (assay_job_get_boolean (job, PARAM_DRY_RUN))
    json_object_set_boolean_member (result, "dry_run", TRUE);
  json_object_set_array_member (result, "fields", plan_to_json (plan));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
}

static gboolean
merge (AssayJob *job, AssayTransaction *transaction, AssayFieldRegistry *fields, GError **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (GArray) leads = read_leads (job, connection, error);
  g_auto (GStrv) take = leads != NULL ? read_take (job, connection, error) : NULL;
  const AssayMergeRules rules = { assay_job_get_strv (job, PARAM_RULE),
                                  assay_job_get_strv (job, PARAM_TRUST),
                                  (const char *const *) take };
  const gint64 *ids = leads != NULL ? (const gint64 *) (gpointer) leads->data : NULL;
  g_autoptr (GArray) plan = NULL;

  if (take == NULL || !assay_merge_rules_check (&rules, fields, error))
    return FALSE;
  plan = assay_merge_plan (connection, fields, ids, leads->len, &rules, error);
  if (plan == NULL)
    return FALSE;
  if (!assay_job_get_boolean (job, PARAM_DRY_RUN) &&
      !assay_merge_leads (
          transaction, fields, assay_job_get_id (job), ids, leads->len, &rules, error))
    return FALSE;
  set_result (job, leads, plan);
  return TRUE;
}

static gboolean
assay_merge_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayTransaction) transaction =
      assay_workspace_begin (workspace, ASSAY_DURABILITY_FULL, cancellable, error);

  return transaction != NULL && merge (job, transaction, fields, error) &&
         assay_transaction_commit (transaction, error);
}

static gboolean
assay_merge_job_needs_turn (AssayJob *job)
{
  return TRUE;
}

static char *
assay_merge_job_describe (AssayJob *job)
{
  const char *const *leads = assay_job_get_strv (job, PARAM_LEADS);
  guint n = leads != NULL ? g_strv_length ((char **) leads) : 0;

  return g_strdup_printf (ngettext ("Merge %u lead", "Merge %u leads", n), n);
}

static void
assay_merge_job_class_init (AssayMergeJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "merge";
  job_class->summary = N_ ("Make one lead of several");
  job_class->run = assay_merge_job_run;
  job_class->describe = assay_merge_job_describe;
  job_class->needs_turn = assay_merge_job_needs_turn;

  assay_job_class_install (
      job_class,
      PARAM_LEADS,
      g_param_spec_boxed ("leads",
                          NULL,
                          N_ ("Their numbers, emails or external ids; the first one stays"),
                          G_TYPE_STRV,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .flags = ASSAY_PARAM_REQUIRED | ASSAY_PARAM_REPEATABLE | ASSAY_PARAM_PERSONAL,
                     .position = 1,
                     .metavar = "LEAD" });
  assay_job_class_install (
      job_class,
      PARAM_RULE,
      g_param_spec_boxed ("rule",
                          NULL,
                          N_ ("Which value of a field survives: newest, complete, trusted, both, "
                              "first, earliest, latest"),
                          G_TYPE_STRV,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .flags = ASSAY_PARAM_MAP, .metavar = "FIELD=RULE" });
  assay_job_class_install (
      job_class,
      PARAM_TRUST,
      g_param_spec_boxed ("trust",
                          NULL,
                          N_ ("Sources for rule “trusted”, the most trusted first"),
                          G_TYPE_STRV,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "SOURCE" });
  assay_job_class_install (
      job_class,
      PARAM_TAKE,
      g_param_spec_boxed ("take",
                          NULL,
                          N_ ("Whose value of a field survives, whatever the rule says"),
                          G_TYPE_STRV,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .flags = ASSAY_PARAM_MAP | ASSAY_PARAM_PERSONAL, .metavar = "FIELD=LEAD" });
  assay_job_class_install (job_class,
                           PARAM_DRY_RUN,
                           g_param_spec_boolean ("dry-run",
                                                 NULL,
                                                 N_ ("Tell which values would survive, merge nothing"),
                                                 FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
}

static void
assay_merge_job_init (AssayMergeJob *self)
{
}
