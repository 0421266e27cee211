/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-enrich-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/assay-clock.h"
#include "enrich/assay-enrich-pipeline-private.h"
#include "enrich/assay-enrich-settings.h"
#include "enrich/assay-enrich-writer-private.h"
#include "enrich/assay-own-industries.h"
#include "job/assay-scope-params.h"

/**
 * AssayEnrichJob:
 *
 * Derives signals from the fields of leads, without any network: for leads that are new or changed since
 * each check saw them, and for all of them where a check's rules are new. Undoing it brings back the
 * signals that were there before, and the country and industries that it remembered; undoing what changed the
 * fields derives them anew.
 */
struct _AssayEnrichJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayEnrichJob, assay_enrich_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_CHECK = 1,
  PARAM_AGAIN,
  PARAM_COUNTRY,
  PARAM_INDUSTRY,
  PARAM_DRY_RUN,
  PARAM_SCOPE,
};

/* One run over all passes. */
typedef struct
{
  AssayJob *job;
  AssayEnrichScope scope;
  AssayEnrichMark now;
  GPtrArray *passes;    /* (element-type AssayEnrichPass) */
  GHashTable *failures; /* (element-type utf8 utf8) */
  gint64 n_leads;       /* of all passes */
  gint64 checked;
  gint64 changed;
  JsonArray *signals; /* what became of each signal */
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->passes, g_ptr_array_unref);
  g_clear_pointer (&run->failures, g_hash_table_unref);
  g_clear_pointer (&run->signals, json_array_unref);
  g_clear_pointer (&run->scope.leads, g_array_unref);
  g_free ((char *) run->scope.settings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
check_names (const char *const *checks,
             GError           **error)
{
  for (; checks != NULL && *checks != NULL; checks++)
    if (assay_check_find (*checks) == NULL)
      {
        g_autoptr (GString) known = g_string_new (NULL);
        guint n;
        const AssayCheck *const *list = assay_check_list (&n);

        for (guint i = 0; i < n; i++)
          g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", list[i]->key);
        g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                     _("“check”: there is no check “%s”; there are %s"), *checks, known->str);
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_country_code (const char *text)
{
  return strlen (text) == 2 && g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1]);
}

/* The settings as they are with what is given: a country, own industries; one that is empty ends the list. */
static char *
join_settings (const char        *known,
               const char        *country,
               const char *const *industries)
{
  gsize length = strcspn (known, "\n");
  g_autoptr (GString) text = g_string_new (NULL);

  if (country != NULL)
    g_string_append (text, country);
  else
    g_string_append_len (text, known, (gssize) length);
  if (industries == NULL || *industries == NULL)
    g_string_append (text, known + length);
  else
    for (; *industries != NULL && **industries != '\0'; industries++)
      g_string_append_printf (text, "\n%s", *industries);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What is given is remembered: runs that follow an import have to know it too. */
static gboolean
find_settings (Run             *run,
               AssayConnection *reader,
               GError         **error)
{
  const char *given = assay_job_get_string (run->job, PARAM_COUNTRY);
  const char *const *industries = assay_job_get_strv (run->job, PARAM_INDUSTRY);
  g_autofree char *known = assay_enrich_settings_get (reader);
  g_autofree char *country = given != NULL ? g_ascii_strup (given, -1) : NULL;
  g_autoptr (AssayTransaction) transaction = NULL;

  if (given != NULL && *given != '\0' && !is_country_code (given))
    {
      g_set_error_literal (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                           _("“country”: a code of two letters was expected, such as DE"));
      return FALSE;
    }
  if (industries != NULL && *industries != NULL && **industries != '\0'
      && !assay_own_industries_check (industries, error))
    return FALSE;
  run->scope.settings = join_settings (known, country, industries);
  if (strcmp (known, run->scope.settings) == 0 || assay_job_get_boolean (run->job, PARAM_DRY_RUN))
    return TRUE;
  transaction = assay_workspace_begin (assay_job_get_workspace (run->job), ASSAY_DURABILITY_NORMAL,
                                       NULL, error);
  return transaction != NULL
         && assay_enrich_settings_set (transaction, assay_job_get_id (run->job), run->scope.settings,
                                       error)
         && assay_transaction_commit (transaction, error);
}

static gboolean
find_leads (Run          *run,
            GCancellable *cancellable,
            GError      **error)
{
  g_auto (AssayScope) scope = { 0 };

  if (!assay_scope_params_read (run->job, PARAM_SCOPE, &scope, error))
    return FALSE;
  if (assay_scope_is_all (&scope))
    return TRUE;
  run->scope.leads = assay_scope_leads (&scope, assay_job_get_workspace (run->job), assay_clock_now (),
                                        cancellable, error);
  return run->scope.leads != NULL;
}

static gboolean
find_scope (Run     *run,
            GError **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (run->job), error);

  if (reader == NULL || !find_settings (run, reader, error)
      || !assay_connection_begin_read (reader, error))
    return FALSE;
  run->passes = assay_enrich_scope_passes (&run->scope, reader, &run->now, error);
  assay_connection_end_read (reader);
  for (guint i = 0; run->passes != NULL && i < run->passes->len; i++)
    run->n_leads += ((const AssayEnrichPass *) run->passes->pdata[i])->leads->len;
  return run->passes != NULL;
}

static void
add_counts (Run               *run,
            AssayEnricher     *enricher,
            AssayEnrichWriter *writer,
            GPtrArray         *keys)
{
  guint n;
  const AssaySignal *const *signals = assay_enricher_get_signals (enricher, &n);

  for (guint i = 0; i < n; i++)
    {
      const AssayEnrichCounts *counts = assay_enrich_writer_get_counts (writer, i);
      const AssayCheck *check = assay_enricher_get_check (enricher, i);
      JsonObject *object;

      if (!g_strv_contains ((const char *const *) keys->pdata, check->key)
          || assay_signal_is_confidence (signals[i]))
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "signal", signals[i]->key);
      json_object_set_string_member (object, "check", check->key);
      json_object_set_int_member (object, "before", counts->before);
      json_object_set_int_member (object, "after", counts->after);
      json_array_add_object_element (run->signals, object);
    }
}

static gboolean
write_batches (Run                 *run,
               AssayEnrichPipeline *pipeline,
               AssayEnrichWriter   *writer,
               GCancellable        *cancellable,
               GError             **error)
{
  AssayEnrichBatch *batch;
  g_autoptr (GError) failure = NULL;

  while ((batch = assay_enrich_pipeline_next (pipeline, &failure)) != NULL)
    {
      gboolean ok = assay_enrich_writer_take (writer, batch, cancellable, error);

      run->checked += batch->n;
      assay_enrich_pipeline_recycle (pipeline, batch);
      if (!ok || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      /* Others may write while it rests. */
      if (assay_job_is_paused (run->job)
          && (!assay_enrich_writer_commit (writer, error)
              || !assay_job_rest (run->job, cancellable, error)))
        return FALSE;
      assay_job_report (run->job, (double) run->checked / (double) run->n_leads,
                        _("Checking leads"));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Whether a check that the pass is for could be prepared; those it builds on do not count. */
static gboolean
has_signals (AssayEnricher *enricher,
             GPtrArray     *keys)
{
  guint n;

  assay_enricher_get_signals (enricher, &n);
  for (guint i = 0; i < n; i++)
    if (g_strv_contains ((const char *const *) keys->pdata, assay_enricher_get_check (enricher, i)->key))
      return TRUE;
  return FALSE;
}

static gboolean
run_pass (Run                   *run,
          const AssayEnrichPass *pass,
          GCancellable          *cancellable,
          GError               **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (run->job);
  g_autoptr (AssayEnrichPipeline) pipeline = assay_enrich_pipeline_new (
    workspace, pass, run->scope.settings, run->failures, error);
  g_autoptr (AssayEnrichWriter) writer = NULL;
  AssayEnricher *enricher;

  if (pipeline == NULL)
    return FALSE;
  enricher = assay_enrich_pipeline_get_enricher (pipeline);
  if (!has_signals (enricher, pass->keys))
    return TRUE;
  writer = assay_enrich_writer_new (workspace, assay_job_get_id (run->job), &run->now, enricher,
                                    (const char *const *) pass->keys->pdata);
  assay_enrich_writer_set_dry_run (writer, assay_job_get_boolean (run->job, PARAM_DRY_RUN));
  if (!write_batches (run, pipeline, writer, cancellable, error))
    {
      /* What is derived stays derived. */
      assay_enrich_writer_finish (writer, pass->renews, NULL);
      return FALSE;
    }
  if (!assay_enrich_writer_finish (writer, pass->renews, error))
    return FALSE;
  run->changed += assay_enrich_writer_get_changed (writer);
  add_counts (run, enricher, writer, pass->keys);
  return TRUE;
}

static gboolean
finish (Run     *run,
        GError **error)
{
  g_autoptr (AssayTransaction) transaction = NULL;

  if (assay_job_get_boolean (run->job, PARAM_DRY_RUN))
    return TRUE;
  transaction = assay_workspace_begin (assay_job_get_workspace (run->job), ASSAY_DURABILITY_NORMAL,
                                       NULL, error);
  return transaction != NULL
         && assay_enrich_scope_finish (&run->scope, transaction, &run->now, run->failures, error)
         && assay_transaction_commit (transaction, error);
}

static JsonNode *
make_result (Run *run)
{
  g_autoptr (JsonObject) result = json_object_new ();
  JsonArray *failures = json_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, run->failures);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      JsonObject *failure = json_object_new ();

      assay_job_warn (run->job, _("Check “%s” did not run: %s"), (const char *) key,
                      (const char *) value);
      json_object_set_string_member (failure, "check", key);
      json_object_set_string_member (failure, "reason", value);
      json_array_add_object_element (failures, failure);
    }
  json_object_set_int_member (result, "job", assay_job_get_id (run->job));
  json_object_set_int_member (result, "checked", run->checked);
  json_object_set_int_member (result, "changed", run->changed);
  json_object_set_array_member (result, "signals", json_array_ref (run->signals));
  json_object_set_array_member (result, "failures", failures);
  return json_node_init_object (json_node_alloc (), result);
}

static gboolean
assay_enrich_job_run (AssayJob     *job,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_auto (Run) run = {
    .job = job,
    .scope = { .checks = assay_job_get_strv (job, PARAM_CHECK),
               .again = assay_job_get_boolean (job, PARAM_AGAIN) },
    .failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .signals = json_array_new (),
  };

  if (run.scope.checks != NULL && *run.scope.checks == NULL)
    run.scope.checks = NULL;
  if (!check_names (run.scope.checks, error) || !find_leads (&run, cancellable, error)
      || !find_scope (&run, error))
    return FALSE;
  for (guint i = 0; i < run.passes->len; i++)
    if (!run_pass (&run, run.passes->pdata[i], cancellable, error))
      return FALSE;
  if (!finish (&run, error))
    return FALSE;
  assay_job_set_result (job, make_result (&run));
  return TRUE;
}

static void
assay_enrich_job_class_init (AssayEnrichJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "enrich";
  job_class->summary = N_ ("Derive signals from the fields of leads");
  job_class->flags = ASSAY_JOB_DERIVES | ASSAY_JOB_RESUMABLE | ASSAY_JOB_PAUSABLE;
  job_class->run = assay_enrich_job_run;

  assay_job_class_install (
    job_class, PARAM_CHECK,
    g_param_spec_boxed ("check", NULL, N_ ("Only this check, and what it builds on"), G_TYPE_STRV,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "KEY" });
  assay_job_class_install (
    job_class, PARAM_AGAIN,
    g_param_spec_boolean ("again", NULL, N_ ("Also leads that did not change since the last run"),
                          FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
  assay_job_class_install (
    job_class, PARAM_COUNTRY,
    g_param_spec_string ("country", NULL,
                         N_ ("Where leads are when they do not say, such as DE; remembered"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "CODE" });
  assay_job_class_install (
    job_class, PARAM_INDUSTRY,
    g_param_spec_boxed ("industry", NULL,
                        N_ ("An industry of your own list: a name, or a name, a colon and words or NAICS codes "
                            "with semicolons in between; all of them are remembered, an empty one forgets them"),
                        G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "NAME" });
  assay_job_class_install (
    job_class, PARAM_DRY_RUN,
    g_param_spec_boolean ("dry-run", NULL, N_ ("Tell what would change, change nothing"), FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
  assay_scope_params_install (job_class, PARAM_SCOPE);
}

static void
assay_enrich_job_init (AssayEnrichJob *self)
{
}
