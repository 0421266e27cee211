/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-export-job.h"

#include "import/assay-lead-export-private.h"
#include "import/assay-row-writer.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/**
 * AssayExportJob:
 *
 * Writes leads to a file: any filter, any columns. What it writes, the import reads back with nothing
 * lost.
 */
struct _AssayExportJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayExportJob, assay_export_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_FILE = 1,
  PARAM_QUERY,
  PARAM_FORMAT = PARAM_QUERY + ASSAY_LEAD_EXPORT_N_PARAMS,
  PARAM_BOM,
  PARAM_NO_GUARD,
};

GType
assay_export_format_get_type (void)
{
  static const GEnumValue values[] = {
    { ASSAY_EXPORT_FORMAT_AUTO, "ASSAY_EXPORT_FORMAT_AUTO", "auto" },
    { ASSAY_EXPORT_FORMAT_CSV, "ASSAY_EXPORT_FORMAT_CSV", "csv" },
    { ASSAY_EXPORT_FORMAT_JSONL, "ASSAY_EXPORT_FORMAT_JSONL", "jsonl" },
    { ASSAY_EXPORT_FORMAT_XLSX, "ASSAY_EXPORT_FORMAT_XLSX", "xlsx" },
    { ASSAY_EXPORT_FORMAT_INTENT, "ASSAY_EXPORT_FORMAT_INTENT", "intent" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("AssayExportFormat", values));
  return type;
}

#define INTENT_PROFILE "lead-intent"

/* Source: the lead intent service's export, whose columns these are. */
static const char *const intent_columns[]
  = { "lead_id", "name", "company", "role", "industry", "score", "intent", "reasoning", NULL };

static AssayRowFormat
row_format (AssayJob *job)
{
  AssayRowFormat format = ASSAY_ROW_FORMAT_CSV;

  switch (assay_job_get_enum (job, PARAM_FORMAT))
    {
    case ASSAY_EXPORT_FORMAT_JSONL:
      return ASSAY_ROW_FORMAT_JSONL;
    case ASSAY_EXPORT_FORMAT_XLSX:
      return ASSAY_ROW_FORMAT_XLSX;
    case ASSAY_EXPORT_FORMAT_AUTO:
      if (!assay_row_format_from_name (assay_job_get_string (job, PARAM_FILE), &format))
        return ASSAY_ROW_FORMAT_CSV;
      return format;
    default:
      return ASSAY_ROW_FORMAT_CSV;
    }
}

static gboolean
to_standard_output (AssayJob *job)
{
  return strcmp (assay_job_get_string (job, PARAM_FILE), "-") == 0;
}

static AssayRowWriter *
open_writer (AssayJob *job,
             GError  **error)
{
  const AssayRowWriterOptions options = {
    .format = row_format (job),
    .bom = assay_job_get_boolean (job, PARAM_BOM),
    .no_guard = assay_job_get_boolean (job, PARAM_NO_GUARD),
  };

  if (to_standard_output (job))
    {
      g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
      return assay_row_writer_new_for_stream (stream, &options, error);
    }
  g_autoptr (GFile) file
    = g_file_new_for_commandline_arg (assay_job_get_string (job, PARAM_FILE));
  return assay_row_writer_new (file, &options, error);
}

static void
set_result (AssayJob        *job,
            AssayLeadExport *export)
{
  JsonObject *object = json_object_new ();
  JsonArray *columns = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (const char *const *name = assay_lead_export_get_names (export); *name != NULL; name++)
    json_array_add_string_element (columns, *name);
  json_object_set_string_member (object, "file", assay_job_get_string (job, PARAM_FILE));
  json_object_set_int_member (object, "leads", (gint64) assay_lead_export_get_size (export));
  json_object_set_array_member (object, "columns", columns);
  json_node_take_object (node, object);
  assay_job_set_result (job, node);
}

static gboolean
assay_export_job_run (AssayJob     *job,
                      GCancellable *cancellable,
                      GError      **error)
{
  AssayLeadQuery query = { 0 };
  g_auto (GStrv) keys = NULL;
  gboolean intent = assay_job_get_enum (job, PARAM_FORMAT) == ASSAY_EXPORT_FORMAT_INTENT;
  g_autoptr (AssayLeadExport) export = NULL;
  g_autoptr (AssayRowWriter) writer = NULL;

  if (!assay_lead_export_read_params (job, PARAM_QUERY, &query, &keys, error))
    return FALSE;
  if (intent && query.sort == NULL)
    query.sort = "-score." INTENT_PROFILE;
  export = assay_lead_export_new (
    assay_job_get_workspace (job), &query,
    keys != NULL ? (const char *const *) keys : intent ? intent_columns : NULL,
    intent ? INTENT_PROFILE : NULL, cancellable, error);
  assay_scope_clear (&query.scope);
  if (export == NULL)
    return FALSE;
  writer = open_writer (job, error);
  if (writer == NULL
      || !assay_row_writer_write_header (writer, assay_lead_export_get_names (export), error)
      || !assay_lead_export_run (export, job, assay_lead_export_write_row, writer, cancellable, error)
      || !assay_row_writer_finish (writer, error))
    return FALSE;
  if (!to_standard_output (job))
    set_result (job, export);
  return TRUE;
}

static char *
assay_export_job_describe (AssayJob *job)
{
  g_autofree char *name = g_path_get_basename (assay_job_get_string (job, PARAM_FILE));

  return g_strdup_printf (_ ("Export to %s"), name);
}

static void
assay_export_job_class_init (AssayExportJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "export";
  job_class->summary = N_ ("Write leads to a file");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_export_job_run;
  job_class->describe = assay_export_job_describe;

  assay_job_class_install (job_class, PARAM_FILE,
                           g_param_spec_string ("file", NULL,
                                                N_ ("Where to; “-” is standard output"), NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1,
                                           .metavar = "FILE" });
  assay_lead_export_install_params (job_class, PARAM_QUERY);
  assay_job_class_install (job_class, PARAM_FORMAT,
                           g_param_spec_enum ("format", NULL, N_ ("How to write"),
                                              ASSAY_TYPE_EXPORT_FORMAT, ASSAY_EXPORT_FORMAT_AUTO,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (
    job_class, PARAM_BOM,
    g_param_spec_boolean ("bom", NULL, N_ ("Start CSV with a byte order mark, for Excel"), FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
  assay_job_class_install (
    job_class, PARAM_NO_GUARD,
    g_param_spec_boolean ("no-guard", NULL, N_ ("Write text that a spreadsheet would run as it is"),
                          FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
}

static void
assay_export_job_init (AssayExportJob *self)
{
}
