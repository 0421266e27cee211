/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-signals-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/assay-clock.h"
#include "enrich/assay-enrich-explain.h"
#include "enrich/assay-enrich-scope.h"
#include "enrich/assay-enrich-settings.h"
#include "store/assay-lead-find.h"

/**
 * AssaySignalsJob:
 *
 * All signals of one lead, each with where it comes from and why; and how fresh each check's are.
 */
struct _AssaySignalsJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssaySignalsJob, assay_signals_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_LEAD = 1,
};

static gboolean
changed_since (AssayConnection *connection,
               gint64           lead,
               gint64           change,
               gboolean        *out_changed,
               GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "SELECT 1 FROM change WHERE lead = ?1 AND id > ?2 AND part IN ('', 'restore') LIMIT 1", error);

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, lead);
  assay_statement_bind_int64 (select, 2, change);
  return assay_statement_step (select, out_changed, error);
}

/* never: the check has not seen the lead; stale: the lead or the rules changed since; failed: the check
 * could not run the last time. */
static gboolean
add_check (AssayConnection  *connection,
           gint64            lead,
           const AssayCheck *check,
           const char       *settings,
           JsonArray        *list,
           GError          **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection, "SELECT rules, lead, change, at, failure FROM enrich_check WHERE key = ?1", error);
  g_autofree char *rules = assay_enrich_rules (check, settings);
  JsonObject *object = json_object_new ();
  const char *status = "never";
  gboolean row, changed = FALSE;

  json_array_add_object_element (list, object);
  json_object_set_string_member (object, "check", check->key);
  json_object_set_string_member (object, "label", _(check->label));
  if (select == NULL)
    return FALSE;
  assay_statement_bind_text (select, 1, check->key);
  if (!assay_statement_step (select, &row, error)
      || (row
          && !changed_since (connection, lead, assay_statement_get_int64 (select, 2), &changed, error)))
    return FALSE;
  if (row && !assay_statement_is_null (select, 4))
    {
      status = "failed";
      json_object_set_string_member (object, "failure", assay_statement_get_text (select, 4));
    }
  else if (row && lead <= assay_statement_get_int64 (select, 1))
    {
      g_autofree char *at = assay_instant_to_iso (assay_statement_get_int64 (select, 3), FALSE);

      status = changed || strcmp (rules, assay_statement_get_text (select, 0)) != 0 ? "stale"
                                                                                    : "fresh";
      json_object_set_string_member (object, "at", at);
    }
  json_object_set_string_member (object, "status", status);
  return TRUE;
}

static gboolean
add_checks (AssayConnection *connection,
            gint64           lead,
            JsonObject      *result,
            GError         **error)
{
  g_autofree char *settings = assay_enrich_settings_get (connection);
  JsonArray *list = json_array_new ();
  guint n;
  const AssayCheck *const *checks = assay_check_list (&n);

  json_object_set_array_member (result, "checks", list);
  for (guint i = 0; i < n; i++)
    if (!add_check (connection, lead, checks[i], settings, list, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_signals (AssayConnection    *connection,
             AssayFieldRegistry *fields,
             gint64              lead,
             JsonObject         *result,
             GError            **error)
{
  g_autoptr (AssayEnrichExplainer) explainer
    = assay_enrich_explainer_new (connection, fields, error);
  JsonArray *list = json_array_new ();
  const AssaySignal *const *signals;
  guint n;

  json_object_set_array_member (result, "signals", list);
  if (explainer == NULL || !assay_enrich_explainer_look (explainer, lead, error))
    return FALSE;
  signals = assay_enricher_get_signals (assay_enrich_explainer_get_enricher (explainer), &n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (JsonObject) object = NULL;

      if (assay_signal_is_confidence (signals[i]))
        continue;
      object = assay_enrich_explainer_to_json (explainer, i);
      /* What was rejected is absent, and worth telling. */
      if (assay_enrich_explainer_get_value (explainer, i)->kind != ASSAY_VALUE_NULL
          || json_object_has_member (object, "decision"))
        json_array_add_object_element (list, g_steal_pointer (&object));
    }
  return TRUE;
}

static gboolean
assay_signals_job_run (AssayJob     *job,
                       GCancellable *cancellable,
                       GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (JsonObject) result = json_object_new ();
  gint64 lead;

  if (reader == NULL
      || (lead = assay_lead_find (reader, assay_job_get_string (job, PARAM_LEAD), error)) == 0)
    return FALSE;
  json_object_set_int_member (result, "id", lead);
  if (!add_checks (reader, lead, result, error)
      || !add_signals (reader, fields, lead, result, error))
    return FALSE;
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
assay_signals_job_class_init (AssaySignalsJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "signals";
  job_class->summary = N_ ("Show what was derived of a lead, and why");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_signals_job_run;

  assay_job_class_install (
    job_class, PARAM_LEAD,
    g_param_spec_string ("lead", NULL, N_ ("The lead’s number, email or external id"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED | ASSAY_PARAM_PERSONAL,
                    .position = 1,
                    .metavar = "LEAD" });
}

static void
assay_signals_job_init (AssaySignalsJob *self)
{
}
