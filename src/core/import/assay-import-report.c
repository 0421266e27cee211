/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-run-private.h"

#include <string.h>

/* So many rejected rows are told of in the report; all are in the file of rejected rows. */
#define MAX_FIRST_REJECTS 20

static void
note_first_reject (AssayImportRun       *run,
                   const AssayPumpedRow *row,
                   const char           *reason)
{
  if (json_array_get_length (run->first_rejects) == MAX_FIRST_REJECTS)
    return;
  JsonObject *object = json_object_new ();
  json_object_set_int_member (object, "line", (gint64) row->line);
  json_object_set_string_member (object, "reason", reason);
  json_array_add_object_element (run->first_rejects, object);
}

/**
 * assay_import_run_reject:
 * @reason: why, for people
 *
 * Keeps a rejected row: its line, the reason, and the row as the file has it.
 */
gboolean
assay_import_run_reject (AssayImportRun       *run,
                         const AssayPumpedRow *row,
                         const char           *reason,
                         GError              **error)
{
  static const char *const names[] = { "line", "reason", "row", NULL };
  const AssayRowWriterOptions options = { .format = ASSAY_ROW_FORMAT_CSV, .no_guard = TRUE };

  note_first_reject (run, row, reason);
  if (run->rejects_path == NULL)
    return TRUE;
  if (run->rejects == NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (run->rejects_path);
      run->rejects = assay_row_writer_new (file, &options, error);
      if (run->rejects == NULL || !assay_row_writer_write_header (run->rejects, names, error))
        return FALSE;
    }
  const AssayValue cells[] = {
    assay_value_from_integer ((gint64) row->line),
    assay_value_from_text (reason, strlen (reason)),
    row->text != NULL ? assay_value_from_text (row->text, row->text_length)
                      : ASSAY_VALUE_INIT_NULL,
  };
  return assay_row_writer_write (run->rejects, cells, G_N_ELEMENTS (cells), error);
}

/**
 * assay_import_run_finish:
 *
 * Ends the rejects file.
 */
gboolean
assay_import_run_finish (AssayImportRun *run,
                         GError        **error)
{
  return run->rejects == NULL || assay_row_writer_finish (run->rejects, error);
}

static void
add_byte (JsonObject *object,
          const char *name,
          char        byte)
{
  const char text[2] = { byte, '\0' };

  if (byte == '\0')
    json_object_set_null_member (object, name);
  else
    json_object_set_string_member (object, name, text);
}

static JsonNode *
dialect_to_json (const AssayCsvDialect *dialect)
{
  if (dialect == NULL)
    return json_node_new (JSON_NODE_NULL);
  JsonObject *object = json_object_new ();
  add_byte (object, "delimiter", dialect->delimiter);
  add_byte (object, "quote", dialect->quote);
  json_object_set_int_member (object, "header_line", (gint64) dialect->header_line);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static JsonArray *
columns_to_json (AssayImportPlan *plan)
{
  JsonArray *columns = json_array_new ();
  const AssayMapping *mapping = assay_import_plan_get_mapping (plan);

  for (guint i = 0; i < mapping->columns->len; i++)
    {
      const AssayMappingColumn *column = assay_mapping_get_column (mapping, i);
      const AssayColumnProfile *profile = assay_import_plan_get_profile (plan, i);
      JsonObject *object = json_object_new ();
      json_object_set_string_member (object, "header", column->header);
      if (column->field != NULL)
        json_object_set_string_member (object, "field", column->field);
      else
        json_object_set_null_member (object, "field");
      json_object_set_string_member (object, "kind", assay_field_type_to_nick (column->format.type));
      json_object_set_int_member (object, "non_empty",
                                  (gint64) assay_column_profile_get_filled (profile));
      json_object_set_int_member (object, "problems",
                                  (gint64) assay_import_plan_count_problems (plan, i));
      json_array_add_object_element (columns, object);
    }
  return columns;
}

/**
 * assay_import_run_to_json:
 *
 * The report, the same for the dry run and the real one but for the job's number.
 */
JsonNode *
assay_import_run_to_json (AssayImportRun *run)
{
  JsonObject *object = json_object_new ();
  g_autofree char *content = assay_import_plan_dup_content (run->plan);
  const char *encoding = assay_import_plan_get_encoding (run->plan);

  if (run->dry)
    json_object_set_null_member (object, "job");
  else
    json_object_set_int_member (object, "job", assay_job_get_id (run->job));
  json_object_set_int_member (object, "rows_read", (gint64) run->counts.read);
  json_object_set_int_member (object, "added", (gint64) run->counts.added);
  json_object_set_int_member (object, "updated", (gint64) run->counts.updated);
  json_object_set_int_member (object, "unchanged", (gint64) run->counts.unchanged);
  json_object_set_int_member (object, "rejected", (gint64) run->counts.rejected);
  json_object_set_array_member (object, "first_rejects", json_array_ref (run->first_rejects));
  json_object_set_array_member (object, "columns", columns_to_json (run->plan));
  if (encoding != NULL)
    json_object_set_string_member (object, "encoding", encoding);
  else
    json_object_set_null_member (object, "encoding");
  json_object_set_member (object, "dialect",
                          dialect_to_json (assay_import_plan_get_dialect (run->plan)));
  json_object_set_string_member (object, "content", content);
  if (run->rejects != NULL)
    json_object_set_string_member (object, "rejects", run->rejects_path);
  else
    json_object_set_null_member (object, "rejects");
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}
