/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-job-private.h"

#include "import/assay-import-params-private.h"
#include "import/assay-import-past.h"
#include "import/assay-import-run-private.h"
#include "store/assay-document-store.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/**
 * AssayImportJob:
 *
 * Brings a file of leads, events, outcomes or agents into the workspace: CSV in any dialect and
 * encoding, JSON Lines, Excel. Reads all of it once to find out what it holds, then works out what changes, then writes.
 * The same file twice adds nothing.
 */
struct _AssayImportJob
{
  AssayJob parent_instance;
  guint64 start_rows;
};

G_DEFINE_FINAL_TYPE (AssayImportJob, assay_import_job, ASSAY_TYPE_JOB)

#define READ_SHARE 0.3
/* Enough to tell what nearly all files hold. */
#define START_ROWS 32768

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  assay_job_report (user_data, fraction < 0 ? -1 : fraction * READ_SHARE, _ ("Reading the file"));
}

/* Into a workspace without leads, rows are counted while they are written. */
static gboolean
counts_later (AssayJob                 *job,
              const AssayImportOptions *options,
              gboolean                 *out_later,
              GError                  **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  gint64 any;

  if (reader == NULL
      || !assay_connection_query_int64 (reader, "SELECT EXISTS (SELECT 1 FROM lead)", &any, error))
    return FALSE;
  *out_later = any == 0 && options->kind == ASSAY_IMPORT_KIND_LEADS
               && !assay_job_get_boolean (job, PARAM_DRY_RUN);
  return TRUE;
}

static AssayImportPlan *
make_plan (AssayJob      *job,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (AssayFieldRegistry) fields
    = assay_workspace_get_fields (assay_job_get_workspace (job));
  AssayImportOptions options;
  gboolean later;

  if (!assay_import_params_read (job, &options, error) || !counts_later (job, &options, &later, error))
    return NULL;
  options.start_rows = later ? ASSAY_IMPORT_JOB (job)->start_rows : 0;
  return assay_import_plan_new (assay_job_get_object (job, PARAM_FILE), &options, fields,
                                progress_cb, job, cancellable, error);
}

/* The mapping of that name; without a name the one saved for such headers. */
static gboolean
find_saved (AssayJob        *job,
            AssayImportPlan *plan,
            AssayMapping   **out,
            GError         **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);

  *out = NULL;
  return reader != NULL
         && assay_import_past_mapping (reader, plan, assay_job_get_string (job, PARAM_MAPPING), NULL,
                                       out, error);
}

static gboolean
apply_rules (AssayJob     *job,
             AssayMapping *mapping,
             GError      **error)
{
  const char *const *rules = assay_job_get_strv (job, PARAM_RULE);

  for (; rules != NULL && *rules != NULL; rules++)
    {
      const char *sign = strrchr (*rules, '=');
      g_autofree char *field = sign != NULL ? g_strndup (*rules, (gsize) (sign - *rules)) : NULL;
      AssayMappingColumn *column
        = field != NULL ? assay_mapping_find_field (mapping, field) : NULL;
      if (column == NULL || !assay_update_rule_from_nick (sign + 1, &column->rule))
        return assay_import_params_refuse (
          error, "rule",
          "field=newest, keep, longest, only-if-empty, earliest or latest, of a field in the file");
    }
  return TRUE;
}

static gboolean
prepare_mapping (AssayJob        *job,
                 AssayImportPlan *plan,
                 GError         **error)
{
  AssayMapping *mapping = assay_import_plan_get_mapping (plan);
  const char *const *rules = assay_job_get_strv (job, PARAM_MAP);
  const char *key = assay_job_get_string (job, PARAM_KEY);
  const char *blank = assay_job_get_string (job, PARAM_BLANK);
  g_autoptr (AssayMapping) saved = NULL;

  if (!find_saved (job, plan, &saved, error))
    return FALSE;
  if (saved != NULL)
    assay_import_plan_use_mapping (plan, saved);
  for (; rules != NULL && *rules != NULL; rules++)
    if (!assay_import_plan_map (plan, *rules, error))
      return FALSE;
  if (assay_job_get_enum (job, PARAM_MODE) != ASSAY_IMPORT_MODE_UPSERT)
    mapping->mode = (AssayImportMode) assay_job_get_enum (job, PARAM_MODE);
  if (blank != NULL && strcmp (blank, "keep") != 0 && strcmp (blank, "erase") != 0)
    return assay_import_params_refuse (error, "blank", "keep or erase");
  if (blank != NULL)
    mapping->blank_erases = strcmp (blank, "erase") == 0;
  if (key != NULL && *key != '\0')
    {
      const AssayField *field = assay_standard_field_find (key);
      g_free (mapping->key);
      mapping->key = g_strdup (field != NULL ? field->key : key);
    }
  if (mapping->key != NULL && mapping->kind == ASSAY_IMPORT_KIND_LEADS
      && assay_mapping_find_field (mapping, mapping->key) == NULL)
    {
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                   "“key”: no column of the file becomes “%s”", mapping->key);
      return FALSE;
    }
  return apply_rules (job, mapping, error);
}

/* Whether a job that was not undone imported the same bytes. */
static gboolean
find_earlier (AssayJob         *job,
              AssayImportPlan  *plan,
              gint64           *out_job,
              GError          **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);

  *out_job = 0;
  return reader != NULL && assay_import_past_job (reader, plan, out_job, NULL, error);
}

/* Under the name that was given, unless it is saved already. */
static gboolean
save_mapping (AssayJob        *job,
              AssayImportPlan *plan,
              GError         **error)
{
  const char *name = assay_job_get_string (job, PARAM_MAPPING);
  g_autoptr (AssayDocument) document = NULL;
  g_autoptr (AssayDocument) published = NULL;
  g_autoptr (AssayTransaction) transaction = NULL;
  g_autoptr (AssayMapping) saved = NULL;

  if (name == NULL || *name == '\0')
    return TRUE;
  if (!find_saved (job, plan, &saved, error))
    return FALSE;
  if (saved != NULL)
    return TRUE;
  document = assay_mapping_to_document (assay_import_plan_get_mapping (plan), name);
  transaction = assay_workspace_begin (assay_job_get_workspace (job), ASSAY_DURABILITY_NORMAL, NULL,
                                       error);
  if (transaction == NULL)
    return FALSE;
  published = assay_document_store_publish (transaction, assay_job_get_id (job), document, error);
  return published != NULL && assay_transaction_commit (transaction, error);
}

/* Where rejected rows go: where the person says; else, of a run that leaves something, beside the
 * workspace. */
static char *
rejects_path (AssayJob *job,
              gboolean  dry)
{
  GFile *file = assay_job_get_object (job, PARAM_REJECTS);

  if (file != NULL)
    return g_file_get_path (file);
  if (dry || assay_workspace_is_temporary (assay_job_get_workspace (job)))
    return NULL;
  return g_strdup_printf ("%s.rejects-%" PRId64 ".csv",
                          assay_workspace_get_path (assay_job_get_workspace (job)),
                          assay_job_get_id (job));
}

static gboolean
run_import (AssayImportRun *run,
            GError        **error)
{
  gboolean leads = assay_import_plan_get_mapping (run->plan)->kind == ASSAY_IMPORT_KIND_LEADS;

  return (leads ? assay_import_run_leads (run, error) : assay_import_run_rows (run, error))
         && assay_import_plan_wait_content (run->plan, error)
         && assay_import_run_finish (run, error)
         && (run->dry || save_mapping (run->job, run->plan, error));
}

static gboolean
assay_import_job_run (AssayJob     *job,
                      GCancellable *cancellable,
                      GError      **error)
{
  gboolean dry = assay_job_get_boolean (job, PARAM_DRY_RUN);
  g_autoptr (AssayImportPlan) plan = make_plan (job, cancellable, error);
  g_autofree char *path = NULL;
  gint64 earlier = 0;

  if (plan == NULL || !prepare_mapping (job, plan, error))
    return FALSE;
  if (!assay_job_get_boolean (job, PARAM_AGAIN) && !find_earlier (job, plan, &earlier, error))
    return FALSE;
  path = rejects_path (job, dry);
  AssayImportRun run = {
    .job = job,
    .prepare = prepare_mapping,
    .dry = dry,
    .strict_key = assay_import_plan_get_mapping (plan)->key != NULL,
    .seen = earlier != 0,
    .rejects_path = path,
    .first_rejects = json_array_new (),
    .cancellable = cancellable,
  };
  run.plan = g_steal_pointer (&plan);
  gboolean ok = run_import (&run, error);
  if (ok)
    {
      assay_job_set_result (job, assay_import_run_to_json (&run));
      if (run.counts.rejected > 0 && run.rejects != NULL)
        assay_job_warn (job,
                        ngettext ("%" PRIu64 " row was rejected; it is in “%s”",
                                  "%" PRIu64 " rows were rejected; they are in “%s”",
                                  (gulong) run.counts.rejected),
                        run.counts.rejected, path);
      if (run.counts.left_out > 0)
        assay_job_warn (job,
                        ngettext ("Job %" PRId64 " imported the same file; %" PRIu64
                                  " row without a key was left out (“--again” adds it)",
                                  "Job %" PRId64 " imported the same file; %" PRIu64
                                  " rows without a key were left out (“--again” adds them)",
                                  (gulong) run.counts.left_out),
                        earlier, run.counts.left_out);
    }
  g_clear_object (&run.rejects);
  g_clear_pointer (&run.first_rejects, json_array_unref);
  assay_import_plan_free (run.plan);
  return ok;
}

static gboolean
assay_import_job_needs_turn (AssayJob *job)
{
  return TRUE;
}

static char *
assay_import_job_describe (AssayJob *job)
{
  GFile *file = assay_job_get_object (job, PARAM_FILE);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;

  return g_strdup_printf (_ ("Import %s"), name != NULL ? name : "");
}

static void
assay_import_job_class_init (AssayImportJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "import";
  job_class->summary = N_ ("Bring a file of leads, events, outcomes or agents into the workspace");
  job_class->run = assay_import_job_run;
  job_class->describe = assay_import_job_describe;
  job_class->needs_turn = assay_import_job_needs_turn;
  assay_import_params_install (job_class);
}

static void
assay_import_job_init (AssayImportJob *self)
{
  self->start_rows = START_ROWS;
}

/* How much of a file is looked at before its rows are written into an empty workspace. */
void
assay_import_job_set_start_rows (AssayImportJob *self,
                                 guint64         rows)
{
  self->start_rows = rows;
}
