/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-leads-job.h"

#include "base/assay-json.h"
#include "import/assay-import-error.h"
#include "import/assay-lead-export-private.h"
#include "import/assay-row-writer.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/**
 * AssayLeadsJob:
 *
 * Lists leads on standard output, as many as there are, without keeping them in memory.
 */
struct _AssayLeadsJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayLeadsJob, assay_leads_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_QUERY = 1,
  PARAM_FORMAT = PARAM_QUERY + ASSAY_LEAD_EXPORT_N_PARAMS,
};

#define FLUSH_BYTES (64 * 1024)
#define NARROW_WIDTH 10
#define WIDE_WIDTH 24

GType
assay_list_format_get_type (void)
{
  static const GEnumValue values[] = {
    { ASSAY_LIST_FORMAT_TABLE, "ASSAY_LIST_FORMAT_TABLE", "table" },
    { ASSAY_LIST_FORMAT_CSV, "ASSAY_LIST_FORMAT_CSV", "csv" },
    { ASSAY_LIST_FORMAT_JSON, "ASSAY_LIST_FORMAT_JSON", "json" },
    { ASSAY_LIST_FORMAT_JSONL, "ASSAY_LIST_FORMAT_JSONL", "jsonl" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("AssayListFormat", values));
  return type;
}

typedef struct
{
  AssayLeadExport *export;
  GOutputStream *stream;
  GString *text;
  guint64 rows;
} Printer;

static gboolean
flush (Printer *printer,
       GError **error)
{
  GError *cause = NULL;

  if (!g_output_stream_write_all (printer->stream, printer->text->str, printer->text->len, NULL,
                                  NULL, &cause))
    {
      assay_import_error_take_write (error, cause, _ ("standard output"));
      return FALSE;
    }
  g_string_truncate (printer->text, 0);
  return TRUE;
}

static void
append_json_value (GString          *text,
                   const AssayValue *value,
                   AssayFieldType    type)
{
  switch (value->kind)
    {
    case ASSAY_VALUE_INTEGER:
      g_string_append_printf (text, "%" G_GINT64_FORMAT, value->integer);
      break;
    case ASSAY_VALUE_REAL:
      if (isfinite (value->real))
        assay_json_append_number (text, value->real);
      else
        g_string_append (text, "null");
      break;
    case ASSAY_VALUE_TEXT:
      if (type == ASSAY_FIELD_TYPE_BOOLEAN
          && (strncmp (value->text, "true", value->length) == 0 || strncmp (value->text, "false", value->length) == 0))
        g_string_append_len (text, value->text, value->length);
      else
        assay_json_append_string (text, value->text, value->length);
      break;
    case ASSAY_VALUE_NULL:
    default:
      g_string_append (text, "null");
    }
}

static gboolean
json_cb (const AssayValue *cells,
         guint             n_cells,
         gpointer          user_data,
         GError          **error)
{
  Printer *printer = user_data;
  const char *const *names = assay_lead_export_get_names (printer->export);

  g_string_append (printer->text, printer->rows++ == 0 ? "\n  {" : ",\n  {");
  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append (printer->text, ", ");
      assay_json_append_string (printer->text, names[i], -1);
      g_string_append (printer->text, ": ");
      append_json_value (printer->text, &cells[i], assay_lead_export_get_type (printer->export, i));
    }
  g_string_append_c (printer->text, '}');
  return printer->text->len < FLUSH_BYTES || flush (printer, error);
}

static guint
column_width (AssayFieldType type)
{
  return type == ASSAY_FIELD_TYPE_NUMBER || type == ASSAY_FIELD_TYPE_BOOLEAN
             || type == ASSAY_FIELD_TYPE_DATE
           ? NARROW_WIDTH
           : WIDE_WIDTH;
}

/* A cell of a fixed width on the terminal; control characters would steer it. */
static void
append_cell (GString    *text,
             const char *cell,
             gsize       length,
             guint       width)
{
  g_autofree char *valid = g_utf8_make_valid (cell, (gssize) length);
  guint used = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      guint columns = g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
      gboolean steers = g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e)
                        || (c >= 0x2066 && c <= 0x2069);
      if (used + columns > width - 1 && *g_utf8_next_char (p) != '\0')
        {
          g_string_append (text, "…");
          used++;
          break;
        }
      g_string_append_unichar (text, steers ? ' ' : c);
      used += steers ? 1 : columns;
    }
  for (; used < width; used++)
    g_string_append_c (text, ' ');
  g_string_append_c (text, ' ');
}

static void
end_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

static gboolean
table_cb (const AssayValue *cells,
          guint             n_cells,
          gpointer          user_data,
          GError          **error)
{
  Printer *printer = user_data;

  for (guint i = 0; i < n_cells; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE] = "";
      guint width = column_width (assay_lead_export_get_type (printer->export, i));
      if (cells[i].kind == ASSAY_VALUE_INTEGER)
        g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, cells[i].integer);
      else if (cells[i].kind == ASSAY_VALUE_REAL)
        g_ascii_formatd (number, sizeof number, "%.6g", cells[i].real);
      if (cells[i].kind == ASSAY_VALUE_TEXT)
        append_cell (printer->text, cells[i].text, cells[i].length, width);
      else
        append_cell (printer->text, number, strlen (number), width);
    }
  end_line (printer->text);
  printer->rows++;
  return printer->text->len < FLUSH_BYTES || flush (printer, error);
}

static gboolean
print_json (Printer      *printer,
            AssayJob     *job,
            GCancellable *cancellable,
            GError      **error)
{
  g_string_append_c (printer->text, '[');
  if (!assay_lead_export_run (printer->export, job, json_cb, printer, cancellable, error))
    return FALSE;
  g_string_append (printer->text, printer->rows > 0 ? "\n]\n" : "]\n");
  return flush (printer, error);
}

static gboolean
print_table (Printer      *printer,
             AssayJob     *job,
             GCancellable *cancellable,
             GError      **error)
{
  const char *const *names = assay_lead_export_get_names (printer->export);

  for (guint i = 0; names[i] != NULL; i++)
    append_cell (printer->text, names[i], strlen (names[i]),
                 column_width (assay_lead_export_get_type (printer->export, i)));
  end_line (printer->text);
  return assay_lead_export_run (printer->export, job, table_cb, printer, cancellable, error)
         && flush (printer, error);
}

static gboolean
print_rows (Printer        *printer,
            AssayJob       *job,
            AssayRowFormat  format,
            GCancellable   *cancellable,
            GError        **error)
{
  const AssayRowWriterOptions options = { .format = format };
  g_autoptr (AssayRowWriter) writer
    = assay_row_writer_new_for_stream (printer->stream, &options, error);

  return writer != NULL
         && assay_row_writer_write_header (writer, assay_lead_export_get_names (printer->export), error)
         && assay_lead_export_run (printer->export, job, assay_lead_export_write_row, writer, cancellable, error)
         && assay_row_writer_finish (writer, error);
}

/* What a table shows when nothing was asked for; scores only where something scores. */
static AssayLeadExport *
open_default_table (AssayJob             *job,
                    const AssayLeadQuery *query,
                    GCancellable         *cancellable,
                    GError              **error)
{
  static const char *const scored[]
    = { "id", "score", "temperature", "name", "role", "company", "email", NULL };
  static const char *const plain[] = { "id", "name", "role", "company", "email", NULL };
  AssayLeadExport *export
    = assay_lead_export_new (assay_job_get_workspace (job), query, scored, NULL, cancellable, NULL);

  return export != NULL ? export
                        : assay_lead_export_new (assay_job_get_workspace (job), query, plain, NULL,
                                                 cancellable, error);
}

static AssayLeadExport *
open_list (AssayJob        *job,
           AssayListFormat  format,
           GCancellable    *cancellable,
           GError         **error)
{
  AssayLeadQuery query = { 0 };
  g_auto (GStrv) keys = NULL;
  AssayLeadExport *export;

  if (!assay_lead_export_read_params (job, PARAM_QUERY, &query, &keys, error))
    return NULL;
  export = keys == NULL && format == ASSAY_LIST_FORMAT_TABLE
             ? open_default_table (job, &query, cancellable, error)
             : assay_lead_export_new (assay_job_get_workspace (job), &query,
                                      (const char *const *) keys, NULL, cancellable, error);
  assay_scope_clear (&query.scope);
  return export;
}

static gboolean
assay_leads_job_run (AssayJob     *job,
                     GCancellable *cancellable,
                     GError      **error)
{
  AssayListFormat format = (AssayListFormat) assay_job_get_enum (job, PARAM_FORMAT);
  g_autoptr (AssayLeadExport) export = open_list (job, format, cancellable, error);
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  Printer printer = { export, stream, NULL, 0 };
  gboolean ok = FALSE;

  if (export == NULL)
    return FALSE;
  printer.text = g_string_new (NULL);
  switch (format)
    {
    case ASSAY_LIST_FORMAT_CSV:
      ok = print_rows (&printer, job, ASSAY_ROW_FORMAT_CSV, cancellable, error);
      break;
    case ASSAY_LIST_FORMAT_JSONL:
      ok = print_rows (&printer, job, ASSAY_ROW_FORMAT_JSONL, cancellable, error);
      break;
    case ASSAY_LIST_FORMAT_JSON:
      ok = print_json (&printer, job, cancellable, error);
      break;
    case ASSAY_LIST_FORMAT_TABLE:
    default:
      ok = print_table (&printer, job, cancellable, error);
    }
  g_string_free (printer.text, TRUE);
  return ok;
}

static void
assay_leads_job_class_init (AssayLeadsJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "leads";
  job_class->summary = N_ ("List leads");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_leads_job_run;

  assay_lead_export_install_params (job_class, PARAM_QUERY);
  assay_job_class_install (job_class, PARAM_FORMAT,
                           g_param_spec_enum ("format", NULL, N_ ("How to write"),
                                              ASSAY_TYPE_LIST_FORMAT, ASSAY_LIST_FORMAT_TABLE,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
}

static void
assay_leads_job_init (AssayLeadsJob *self)
{
}
