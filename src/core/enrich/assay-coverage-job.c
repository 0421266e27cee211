/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-coverage-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/assay-clock.h"
#include "enrich/assay-enrich-scope.h"
#include "enrich/assay-enrich-settings.h"

/**
 * AssayCoverageJob:
 *
 * How much of the workspace each check covers: leads it has seen, not seen, and that changed since; of how
 * many each signal is known (see assay_signal_is_usable()), and with which values where they are few.
 */
struct _AssayCoverageJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayCoverageJob, assay_coverage_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_BELOW = 1,
};

static gboolean
query (AssayConnection *reader,
       const char      *sql,
       gint64           first,
       gint64           second,
       gint64          *out_n,
       GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (reader, sql, error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, first);
  assay_statement_bind_int64 (select, 2, second);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  *out_n = row ? assay_statement_get_int64 (select, 0) : 0;
  return TRUE;
}

/* Leads that a check has not seen, and those that changed since it did. */
static gboolean
add_freshness (AssayConnection  *reader,
               const AssayCheck *check,
               gint64            leads,
               const char       *settings,
               JsonObject       *object,
               GError          **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    reader, "SELECT rules, lead, change, at, failure FROM enrich_check WHERE key = ?1", error);
  g_autofree char *rules = assay_enrich_rules (check, settings);
  gint64 never = leads, stale = 0;
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_text (select, 1, check->key);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  if (row)
    {
      g_autofree char *at = assay_instant_to_iso (assay_statement_get_int64 (select, 3), FALSE);
      gint64 lead = assay_statement_get_int64 (select, 1);

      if (!query (reader, "SELECT count(*) FROM lead WHERE id > ?1 OR ?2 < 0", lead, 0, &never, error)
          || !query (reader,
                     "SELECT count(DISTINCT lead.id) FROM change JOIN lead ON lead.id = change.lead "
                     "WHERE change.id > ?2 AND part IN ('', 'restore') AND lead.id <= ?1",
                     lead, assay_statement_get_int64 (select, 2), &stale, error))
        return FALSE;
      if (strcmp (rules, assay_statement_get_text (select, 0)) != 0)
        stale = leads - never;
      json_object_set_string_member (object, "at", at);
      if (!assay_statement_is_null (select, 4))
        json_object_set_string_member (object, "failure", assay_statement_get_text (select, 4));
    }
  json_object_set_int_member (object, "fresh", leads - never - stale);
  json_object_set_int_member (object, "stale", stale);
  json_object_set_int_member (object, "never", never);
  return TRUE;
}

/* All counts come from one pass over the signals. */
static char *
make_sql (const AssayCheck *check)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count(*)");

  for (guint i = 0; i < check->n_signals; i++)
    {
      const AssaySignal *signal = &check->signals[i];

      if (assay_signal_is_confidence (signal))
        g_string_append_printf (sql, ", count(*) FILTER (WHERE \"%s\" < ?1)", signal->key);
      else
        g_string_append_printf (
          sql, ", count(*) FILTER (WHERE \"%s\" NOT IN ('none', 'invalid'))", signal->key);
      for (const char *const *choice = signal->choices; choice != NULL && *choice != NULL; choice++)
        g_string_append_printf (sql, ", count(*) FILTER (WHERE \"%s\" = '%s')", signal->key, *choice);
    }
  g_string_append (sql, " FROM signal WHERE ?2 = 0");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
add_signals (AssayConnection  *reader,
             const AssayCheck *check,
             gint64            below,
             JsonObject       *object,
             GError          **error)
{
  g_autofree char *sql = make_sql (check);
  g_autoptr (AssayStatement) select = assay_connection_prepare (reader, sql, error);
  JsonArray *list = json_array_new ();
  int column = 1;
  gboolean row;

  json_object_set_array_member (object, "signals", list);
  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, below);
  assay_statement_bind_int64 (select, 2, 0);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  for (guint i = 0; row && i < check->n_signals; i++)
    {
      const AssaySignal *signal = &check->signals[i];
      gint64 n = assay_statement_get_int64 (select, column++);
      JsonObject *entry, *values;

      if (assay_signal_is_confidence (signal))
        {
          json_object_set_int_member (object, "unsure", n);
          continue;
        }
      entry = json_object_new ();
      json_array_add_object_element (list, entry);
      json_object_set_string_member (entry, "signal", signal->key);
      json_object_set_string_member (entry, "label", _(signal->label));
      json_object_set_int_member (entry, "leads", n);
      if (signal->choices == NULL)
        continue;
      values = json_object_new ();
      for (const char *const *choice = signal->choices; *choice != NULL; choice++)
        json_object_set_int_member (values, *choice, assay_statement_get_int64 (select, column++));
      json_object_set_object_member (entry, "values", values);
    }
  return TRUE;
}

static gboolean
add_check (AssayConnection  *reader,
           const AssayCheck *check,
           gint64            leads,
           gint64            below,
           JsonArray        *list,
           GError          **error)
{
  g_autofree char *settings = assay_enrich_settings_get (reader);
  JsonObject *object = json_object_new ();

  json_array_add_object_element (list, object);
  json_object_set_string_member (object, "check", check->key);
  json_object_set_string_member (object, "label", _(check->label));
  json_object_set_string_member (object, "description", _(check->description));
  return add_freshness (reader, check, leads, settings, object, error)
         && add_signals (reader, check, below, object, error);
}

static gboolean
assay_coverage_job_run (AssayJob     *job,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (JsonObject) result = json_object_new ();
  JsonArray *list = json_array_new ();
  guint n;
  const AssayCheck *const *checks = assay_check_list (&n);
  gint64 leads = 0;
  gboolean ok;

  json_object_set_array_member (result, "checks", list);
  if (reader == NULL || !assay_connection_begin_read (reader, error))
    return FALSE;
  assay_connection_set_cancellable (reader, cancellable);
  ok = assay_connection_query_int64 (reader, "SELECT count(*) FROM lead", &leads, error);
  for (guint i = 0; ok && i < n; i++)
    ok = add_check (reader, checks[i], leads, assay_job_get_int64 (job, PARAM_BELOW), list, error);
  assay_connection_set_cancellable (reader, NULL);
  assay_connection_end_read (reader);
  if (!ok)
    return FALSE;
  json_object_set_int_member (result, "leads", leads);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
assay_coverage_job_class_init (AssayCoverageJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "coverage";
  job_class->summary = N_ ("Tell how many leads each check covers");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_coverage_job_run;

  assay_job_class_install (
    job_class, PARAM_BELOW,
    g_param_spec_int64 ("below", NULL, N_ ("Confidence under which a signal is not sure"), 0, 101, 60,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "PERCENT" });
}

static void
assay_coverage_job_init (AssayCoverageJob *self)
{
}
