/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-train-check-job.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/assay-json.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-outcome-check-private.h"
#include "learn/assay-outcome-suggest.h"
#include "learn/assay-train-data.h"
#include "learn/assay-train-params-private.h"
#include "model/assay-condition-text.h"

/**
 * AssayTrainCheckJob:
 *
 * Looks before training: which fields could say what became of leads, whether there is enough to
 * learn from, and which fields would be learned from or left out, with the evidence.
 */
struct _AssayTrainCheckJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayTrainCheckJob, assay_train_check_job, ASSAY_TYPE_JOB)

static gboolean
has_value (const AssayRawColumn *column,
           gsize                 row)
{
  return column->width == 0 ? column->codes[row] != 0 : !isnan (column->numbers[row]);
}

static double
measure_filled (const AssayRawTable  *table,
                const AssayRawColumn *column)
{
  gsize n = 0;

  for (gsize row = 0; row < table->n_rows; row++)
    n += has_value (column, row);
  return (double) n / (double) MAX (table->n_rows, 1);
}

static const AssayLeak *
find_leak (const AssayTrainData *data,
           guint                 column)
{
  for (guint i = 0; i < data->leaks->len; i++)
    {
      const AssayLeak *leak = data->leaks->pdata[i];
      if (leak->column == column)
        return leak;
    }
  return NULL;
}

static gboolean
is_outcome (AssayFieldRegistry   *fields,
            const AssayTrainPlan *plan,
            const AssaySource    *source)
{
  return assay_outcome_reads (fields, plan->outcome, source)
         || (plan->lost != NULL && assay_outcome_reads (fields, plan->lost, source));
}

static void
add_fields (AssayFieldRegistry   *registry,
            const AssayTrainPlan *plan,
            const AssayTrainData *data,
            JsonObject           *to)
{
  JsonArray *fields = json_array_new ();

  for (guint c = 0; c < data->table->n_columns; c++)
    {
      const AssayRawColumn *column = &data->table->columns[c];
      const AssayLeak *leak = find_leak (data, c);
      double filled = measure_filled (data->table, column);
      JsonObject *object;

      if (filled == 0 || is_outcome (registry, plan, column->source))
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "field", column->source->key);
      json_object_set_string_member (object, "label", column->source->label);
      json_object_set_double_member (object, "filled", filled);
      json_object_set_boolean_member (object, "used", data->use[c]);
      if (leak != NULL)
        {
          json_object_set_string_member (object, "kind", assay_leak_kind_to_nick (leak->kind));
          json_object_set_string_member (object, "why", leak->why);
          json_object_set_double_member (object, "auc", leak->auc);
        }
      json_array_add_object_element (fields, object);
    }
  json_object_set_array_member (to, "fields", fields);
}

static gboolean
check (AssayJob             *job,
       AssayConnection      *connection,
       const AssayTrainPlan *plan,
       JsonObject           *to,
       GError              **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (assay_job_get_workspace (job));
  g_autofree char *outcome = assay_condition_to_text (plan->outcome);
  g_autoptr (AssayTrainData) data = NULL;
  g_autoptr (GError) local = NULL;
  AssayOutcomeCounts counts;

  if (!assay_train_data_count (connection, fields, plan, &counts, error))
    return FALSE;
  json_object_set_string_member (to, "outcome", outcome);
  json_object_set_int_member (to, "converted", (gint64) counts.converted);
  json_object_set_int_member (to, "lost", (gint64) counts.lost);
  json_object_set_int_member (to, "open", (gint64) counts.open);
  json_object_set_int_member (to, "needed", ASSAY_MIN_OUTCOMES);
  assay_job_report (job, 0.3, _("Looking for fields that know the answer"));
  data = assay_train_data_read (connection, fields, plan, &local);
  json_object_set_boolean_member (to, "enough", data != NULL);
  if (g_error_matches (local, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_TOO_LITTLE))
    {
      json_object_set_string_member (to, "missing", local->message);
      return TRUE;
    }
  if (data == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (data->order_name != NULL)
    json_object_set_string_member (to, "time_order", data->order_name);
  json_object_set_boolean_member (to, "dated", data->dated);
  add_fields (fields, plan, data, to);
  return TRUE;
}

static gboolean
assay_train_check_job_run (AssayJob     *job,
                           GCancellable *cancellable,
                           GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayTrainPlan) plan = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *candidates;
  gint64 leads;

  json_node_take_object (node, object);
  if (reader == NULL
      || !assay_connection_query_int64 (reader, "SELECT count(*) FROM lead", &leads, error))
    return FALSE;
  assay_job_report (job, 0.05, _("Reading what became of leads"));
  candidates = assay_outcome_suggest (reader, fields, error);
  if (candidates == NULL)
    return FALSE;
  json_object_set_int_member (object, "leads", leads);
  json_object_set_array_member (object, "candidates", candidates);
  if (assay_job_get_boxed (job, ASSAY_TRAIN_PARAM_OUTCOME) != NULL)
    {
      plan = assay_train_params_read (job, error);
      if (plan == NULL || !check (job, reader, plan, object, error))
        return FALSE;
    }
  assay_job_set_result (job, g_steal_pointer (&node));
  return TRUE;
}

static void
assay_train_check_job_class_init (AssayTrainCheckJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "train-check";
  job_class->summary = N_("Look whether there is enough to learn from, and which fields know too much");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_train_check_job_run;
  assay_train_params_install (job_class);
}

static void
assay_train_check_job_init (AssayTrainCheckJob *self)
{
}
