/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-train-plan.h"

#include <string.h>

#include "model/assay-condition-json.h"

static const char *const algorithms[] = { "auto", "logistic", "trees" };

/**
 * assay_train_plan_new:
 * @outcome: what holds of leads that converted
 *
 * Returns: (transfer full): a plan that leaves everything else open
 */
AssayTrainPlan *
assay_train_plan_new (AssayCondition *outcome)
{
  AssayTrainPlan *self = g_new0 (AssayTrainPlan, 1);

  self->outcome = assay_condition_ref (outcome);
  self->seed = 1;
  return self;
}

void
assay_train_plan_free (AssayTrainPlan *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->outcome, assay_condition_unref);
  g_clear_pointer (&self->lost, assay_condition_unref);
  g_strfreev (self->exclude);
  g_strfreev (self->include);
  g_free (self->time_field);
  g_free (self);
}

static void
append_texts (GString *to, const char *name, char **texts)
{
  g_string_append_printf (to, ",\"%s\":[", name);
  for (char **text = texts; text != NULL && *text != NULL; text++)
    {
      g_string_append (to, text != texts ? "," : "");
      assay_json_append_string (to, *text, -1);
    }
  g_string_append_c (to, ']');
}

/**
 * assay_train_plan_to_json:
 *
 * Returns: (transfer full): the plan as a JSON object
 */
char *
assay_train_plan_to_json (const AssayTrainPlan *self)
{
  GString *to = g_string_new ("{\"outcome\":");

  assay_condition_append_json (self->outcome, to);
  if (self->lost != NULL)
    {
      g_string_append (to, ",\"lost\":");
      assay_condition_append_json (self->lost, to);
    }
  append_texts (to, "exclude", self->exclude);
  append_texts (to, "include", self->include);
  if (self->time_field != NULL)
    {
      g_string_append (to, ",\"time\":");
      assay_json_append_string (to, self->time_field, -1);
    }
  g_string_append_printf (to,
                          ",\"order_by_rows\":%s,\"algorithm\":\"%s\",\"seed\":%" G_GINT64_FORMAT
                          "}",
                          self->order_by_rows ? "true" : "false",
                          algorithms[self->algorithm],
                          self->seed);
  return g_string_free (to, FALSE);
}

static gboolean
read_options (const AssayJsonCursor *root, AssayTrainPlan *self, GError **error)
{
  g_autofree char *algorithm = NULL;
  double seed = 1;

  if (!assay_json_cursor_read_strv (root, "exclude", FALSE, &self->exclude, error) ||
      !assay_json_cursor_read_strv (root, "include", FALSE, &self->include, error) ||
      !assay_json_cursor_read_string (root, "time", FALSE, &self->time_field, error) ||
      !assay_json_cursor_read_boolean (root, "order_by_rows", &self->order_by_rows, error) ||
      !assay_json_cursor_read_string (root, "algorithm", TRUE, &algorithm, error) ||
      !assay_json_cursor_read_number (root, "seed", FALSE, &seed, error))
    return FALSE;
  self->seed = (gint64) seed;
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (strcmp (algorithm, algorithms[i]) == 0)
      self->algorithm = i;
  return TRUE;
}

/**
 * assay_train_plan_from_json:
 * @json: what assay_train_plan_to_json() gave
 *
 * Returns: (transfer full) (nullable): the plan; %NULL with the place that is wrong
 */
AssayTrainPlan *
assay_train_plan_from_json (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = assay_json_parse (json, -1, error);
  g_autoptr (AssayTrainPlan) self = g_new0 (AssayTrainPlan, 1);
  AssayJsonCursor root, member;

  if (node == NULL)
    return NULL;
  assay_json_cursor_init_root (&root, node);
  if (!assay_json_cursor_need_member (&root, "outcome", &member, error) ||
      (self->outcome = assay_condition_from_json_node (&member, error)) == NULL ||
      (assay_json_cursor_member (&root, "lost", &member) &&
       (self->lost = assay_condition_from_json_node (&member, error)) == NULL) ||
      !read_options (&root, self, error))
    return NULL;
  return g_steal_pointer (&self);
}
