/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead/assay-fields-job.h"

#include <glib/gi18n-lib.h>

/**
 * AssayFieldsJob:
 *
 * Lists the fields of leads with how many leads have each.
 */
struct _AssayFieldsJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayFieldsJob, assay_fields_job, ASSAY_TYPE_JOB)

static gboolean
count_values (AssayConnection    *connection,
              AssayFieldRegistry *fields,
              JsonArray          *list,
              GError            **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count(*)");
  g_autoptr (AssayStatement) statement = NULL;
  guint n = assay_field_registry_get_size (fields);
  gboolean row;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, ", count(%s)", assay_field_registry_get (fields, i)->column);
  g_string_append (sql, " FROM lead");
  statement = assay_connection_prepare (connection, sql->str, error);
  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const AssayField *field = assay_field_registry_get (fields, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "key", field->key);
      json_object_set_string_member (object, "label", field->label);
      json_object_set_string_member (object, "type", assay_field_type_to_nick (field->type));
      json_object_set_boolean_member (object, "custom", field->number >= ASSAY_FIELD_FIRST_CUSTOM);
      json_object_set_int_member (object, "leads", assay_statement_get_int64 (statement, (int) i + 1));
      json_array_add_object_element (list, object);
    }
  return TRUE;
}

static gboolean
assay_fields_job_run (AssayJob     *job,
                      GCancellable *cancellable,
                      GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (JsonArray) list = json_array_new ();

  if (reader == NULL)
    return FALSE;
  assay_connection_set_cancellable (reader, cancellable);
  if (!count_values (reader, fields, list, error))
    return FALSE;
  assay_job_set_result (job, json_node_init_array (json_node_alloc (), list));
  return TRUE;
}

static void
assay_fields_job_class_init (AssayFieldsJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "fields";
  job_class->summary = N_ ("List the fields of leads");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_fields_job_run;
}

static void
assay_fields_job_init (AssayFieldsJob *self)
{
}
