/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead/assay-set-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/assay-lead-error.h"
#include "store/assay-lead-find.h"
#include "store/assay-lead-writer.h"

/**
 * AssaySetJob:
 *
 * Sets fields of a lead. Undoable; the lead is scored anew.
 */
struct _AssaySetJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssaySetJob, assay_set_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_LEAD = 1,
  PARAM_ASSIGNMENTS,
};

typedef struct
{
  GPtrArray *fields; /* (element-type AssayField) (not owned) */
  GArray *values;    /* (element-type AssayValue): text of the parameters */
} Assignments;

static gboolean
parse_assignments (AssayFieldRegistry *fields,
                   const char *const  *assignments,
                   Assignments        *out,
                   GError            **error)
{
  for (; assignments != NULL && *assignments != NULL; assignments++)
    {
      const char *equals = strchr (*assignments, '=');
      g_autofree char *key = g_strndup (*assignments, (gsize) (equals - *assignments));
      const AssayField *field = assay_field_registry_find (fields, key);
      AssayValue value;

      if (field == NULL)
        {
          g_set_error (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_UNKNOWN_FIELD,
                       "There is no field “%s”; “assay fields” lists them", key);
          return FALSE;
        }
      if (g_ptr_array_find (out->fields, field, NULL))
        {
          g_set_error (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_INVALID_VALUE,
                       "Field “%s” is set twice", field->key);
          return FALSE;
        }
      if (!assay_lead_parse_value (field, equals + 1, &value, error))
        return FALSE;
      g_ptr_array_add (out->fields, (gpointer) field);
      g_array_append_val (out->values, value);
    }
  return TRUE;
}

static gboolean
write_assignments (AssayJob           *job,
                   AssayFieldRegistry *fields,
                   Assignments        *assignments,
                   gint64             *out_lead,
                   gboolean           *out_changed,
                   GCancellable       *cancellable,
                   GError            **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  g_autoptr (AssayLeadWriter) writer
    = assay_lead_writer_new (fields, assay_job_get_id (job), ASSAY_LEAD_WRITER_DEFAULT);

  if (transaction == NULL)
    return FALSE;
  *out_lead = assay_lead_find (assay_transaction_get_connection (transaction),
                               assay_job_get_string (job, PARAM_LEAD), error);
  if (*out_lead == 0)
    return FALSE;
  assay_lead_writer_set_transaction (writer, transaction);
  if (!assay_lead_writer_update (writer, *out_lead,
                                 (const AssayField *const *) assignments->fields->pdata,
                                 (const AssayValue *) (gpointer) assignments->values->data,
                                 assignments->fields->len, out_changed, error))
    return FALSE;
  assay_lead_writer_set_transaction (writer, NULL);
  return assay_transaction_commit (transaction, error);
}

static gboolean
assay_set_job_run (AssayJob     *job,
                   GCancellable *cancellable,
                   GError      **error)
{
  g_autoptr (AssayFieldRegistry) fields
    = assay_workspace_get_fields (assay_job_get_workspace (job));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  Assignments assignments = { names, values };
  g_autoptr (JsonObject) result = json_object_new ();
  gboolean changed;
  gint64 lead;

  if (!parse_assignments (fields, assay_job_get_strv (job, PARAM_ASSIGNMENTS), &assignments, error)
      || !write_assignments (job, fields, &assignments, &lead, &changed, cancellable, error))
    return FALSE;
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_int_member (result, "lead", lead);
  json_object_set_boolean_member (result, "changed", changed);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static char *
assay_set_job_describe (AssayJob *job)
{
  const char *const *assignments = assay_job_get_strv (job, PARAM_ASSIGNMENTS);
  g_autoptr (GString) keys = g_string_new (NULL);

  for (; assignments != NULL && *assignments != NULL; assignments++)
    g_string_append_printf (keys, "%s%.*s", keys->len > 0 ? ", " : "",
                            (int) strcspn (*assignments, "="), *assignments);
  /* Translators: %s is a list of fields. */
  return g_strdup_printf (_("Set %s of a lead"), keys->str);
}

static void
assay_set_job_class_init (AssaySetJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "set";
  job_class->summary = N_ ("Set fields of a lead");
  job_class->run = assay_set_job_run;
  job_class->describe = assay_set_job_describe;

  assay_job_class_install (
    job_class, PARAM_LEAD,
    g_param_spec_string ("lead", NULL, N_ ("The lead’s number, email or external id"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED | ASSAY_PARAM_PERSONAL,
                    .position = 1,
                    .metavar = "LEAD" });
  assay_job_class_install (
    job_class, PARAM_ASSIGNMENTS,
    g_param_spec_boxed ("values", NULL, N_ ("What to set; nothing after the sign clears the field"),
                        G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED | ASSAY_PARAM_REPEATABLE | ASSAY_PARAM_MAP
                             | ASSAY_PARAM_PERSONAL,
                    .position = 2,
                    .metavar = "FIELD=VALUE" });
}

static void
assay_set_job_init (AssaySetJob *self)
{
}
