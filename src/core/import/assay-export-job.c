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
  PARAM_WHERE,
  PARAM_SEARCH,
  PARAM_SORT,
  PARAM_LIMIT,
  PARAM_COLUMNS,
  PARAM_FORMAT,
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

static gboolean
write_cb (const AssayValue *cells,
          guint             n_cells,
          gpointer          user_data,
          GError          **error)
{
  return assay_row_writer_write (user_data, cells, n_cells, error);
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
  const AssayLeadQuery query = {
    .where = assay_job_get_boxed (job, PARAM_WHERE),
    .search = assay_job_get_string (job, PARAM_SEARCH),
    .sort = assay_job_get_string (job, PARAM_SORT),
    .limit = (guint) assay_job_get_int64 (job, PARAM_LIMIT),
  };
  g_auto (GStrv) keys = assay_lead_export_split_keys (assay_job_get_strv (job, PARAM_COLUMNS));
  gboolean intent = assay_job_get_enum (job, PARAM_FORMAT) == ASSAY_EXPORT_FORMAT_INTENT;
  g_autoptr (AssayLeadExport) export = assay_lead_export_new (
    assay_job_get_workspace (job), &query,
    keys != NULL ? (const char *const *) keys : intent ? intent_columns : NULL, cancellable, error);
  g_autoptr (AssayRowWriter) writer = NULL;

  if (export == NULL)
    return FALSE;
  writer = open_writer (job, error);
  if (writer == NULL
      || !assay_row_writer_write_header (writer, assay_lead_export_get_names (export), error)
      || !assay_lead_export_run (export, job, write_cb, writer, cancellable, error)
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

static GParamSpec *
text_param (const char *name,
            const char *blurb)
{
  return g_param_spec_string (name, NULL, blurb, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

static void
install_query_params (AssayJobClass *job_class)
{
  assay_job_class_install (job_class, PARAM_WHERE,
                           g_param_spec_boxed ("where", NULL, N_ ("Only leads that fit this condition"),
                                               ASSAY_TYPE_CONDITION,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .flags = ASSAY_PARAM_PERSONAL, .metavar = "CONDITION" });
  assay_job_class_install (job_class, PARAM_SEARCH,
                           text_param ("search", N_ ("Only leads with these words")),
                           &(AssayParam) { .flags = ASSAY_PARAM_PERSONAL, .metavar = "WORDS" });
  assay_job_class_install (
    job_class, PARAM_SORT,
    text_param ("sort", N_ ("By this field; “-” ahead for downwards; by default the best first")),
    &(AssayParam) { .metavar = "[-]FIELD" });
  assay_job_class_install (job_class, PARAM_LIMIT,
                           g_param_spec_int64 ("limit", NULL, N_ ("At most so many; 0 for all"), 0,
                                               G_MAXINT32, 0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .metavar = "N" });
  assay_job_class_install (
    job_class, PARAM_COLUMNS,
    g_param_spec_boxed ("columns", NULL, N_ ("Columns by key, with commas; by default all"), G_TYPE_STRV,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "KEY,…" });
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
                           text_param ("file", N_ ("Where to; “-” is standard output")),
                           &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1,
                                           .metavar = "FILE" });
  install_query_params (job_class);
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
