/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/assay-agents-job.h"

#include <glib/gi18n-lib.h>

#include "route/assay-agent-store.h"

/**
 * AssayAgentsJob:
 *
 * Lists the people whom leads are routed to.
 */
struct _AssayAgentsJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayAgentsJob, assay_agents_job, ASSAY_TYPE_JOB)

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
set_capacity (JsonObject *object,
              const char *name,
              gint64      capacity)
{
  if (capacity != ASSAY_AGENT_UNLIMITED)
    json_object_set_int_member (object, name, capacity);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
agent_to_json (const AssayAgent *agent)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", agent->id);
  set_text (object, "agent_id", agent->external_id);
  json_object_set_string_member (object, "name", agent->name);
  set_text (object, "email", agent->email);
  json_object_set_boolean_member (object, "active", agent->active);
  set_capacity (object, "capacity", agent->capacity);
  set_capacity (object, "daily_capacity", agent->daily_capacity);
  set_capacity (object, "monthly_capacity", agent->monthly_capacity);
  set_text (object, "time_zone", agent->time_zone);
  set_text (object, "working_hours", agent->working_hours);
  for (guint trait = 0; trait < ASSAY_N_AGENT_TRAITS; trait++)
    {
      JsonArray *values = json_array_new ();
      for (char **value = agent->traits[trait]; *value != NULL; value++)
        json_array_add_string_element (values, *value);
      json_object_set_array_member (object, assay_agent_trait_key ((AssayAgentTrait) trait), values);
    }
  return object;
}

static gboolean
assay_agents_job_run (AssayJob     *job,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (GPtrArray) agents = reader != NULL ? assay_agent_store_list (reader, error) : NULL;
  g_autoptr (JsonArray) list = json_array_new ();

  if (agents == NULL)
    return FALSE;
  for (guint i = 0; i < agents->len; i++)
    json_array_add_object_element (list, agent_to_json (g_ptr_array_index (agents, i)));
  assay_job_set_result (job, json_node_init_array (json_node_alloc (), list));
  return TRUE;
}

static void
assay_agents_job_class_init (AssayAgentsJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "agents";
  job_class->summary = N_ ("List the people whom leads are routed to");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_agents_job_run;
}

static void
assay_agents_job_init (AssayAgentsJob *self)
{
}
