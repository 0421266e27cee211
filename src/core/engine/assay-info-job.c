/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-info-job.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/assay-version.h"
#include "store/assay-search.h"

/**
 * AssayInfoJob:
 *
 * Versions, size and counts of the workspace, and whether it is sound.
 */
struct _AssayInfoJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayInfoJob, assay_info_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_CHECK = 1,
};

static gboolean
add_counts (AssayConnection *reader,
            JsonObject      *result,
            GError         **error)
{
  static const struct
  {
    const char *name;
    const char *sql;
  } counts[] = {
    { "leads", "SELECT count(*) FROM lead" },
    { "custom_fields", "SELECT count(*) FROM field WHERE retired = 0" },
    { "events", "SELECT count(*) FROM event" },
    { "scored_leads", "SELECT count(DISTINCT lead) FROM score" },
    { "jobs", "SELECT count(*) FROM job" },
    { "changes", "SELECT count(*) FROM change" },
    { "audit_records", "SELECT count(*) FROM audit" },
  };
  JsonObject *object = json_object_new ();
  gint64 count;

  json_object_set_object_member (result, "counts", object);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      if (!assay_connection_query_int64 (reader, counts[i].sql, &count, error))
        return FALSE;
      json_object_set_int_member (object, counts[i].name, count);
    }
  return TRUE;
}

static gint64
file_size (const char *path,
           const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  GStatBuf status;

  return g_stat (name, &status) == 0 ? (gint64) status.st_size : 0;
}

static gboolean
assay_info_job_run (AssayJob     *job,
                    GCancellable *cancellable,
                    GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (JsonObject) result = json_object_new ();
  const char *path = assay_workspace_get_path (workspace);
  gboolean ready;

  if (reader == NULL)
    return FALSE;
  assay_connection_set_cancellable (reader, cancellable);
  json_object_set_string_member (result, "version", ASSAY_VERSION);
  json_object_set_string_member (result, "workspace", path);
  json_object_set_int_member (result, "size", file_size (path, ""));
  json_object_set_int_member (result, "log_size", file_size (path, "-wal"));
  if (!add_counts (reader, result, error) || !assay_search_is_ready (reader, &ready, error))
    return FALSE;
  json_object_set_boolean_member (result, "search_ready", ready);
  if (assay_job_get_boolean (job, PARAM_CHECK))
    {
      if (!assay_workspace_check (workspace, error))
        return FALSE;
      json_object_set_boolean_member (result, "sound", TRUE);
    }
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
assay_info_job_class_init (AssayInfoJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "info";
  job_class->summary = N_ ("Tell versions, sizes and counts of the workspace");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_info_job_run;

  assay_job_class_install (
    job_class, PARAM_CHECK,
    g_param_spec_boolean ("check", NULL, N_ ("Read the whole file and check it"), FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
}

static void
assay_info_job_init (AssayInfoJob *self)
{
}
