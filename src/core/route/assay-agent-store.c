/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/assay-agent-store.h"

static const char *const migrations[] = {
  /* AUTOINCREMENT: the journal refers to agents by id, so an id is never used again. */
  "CREATE TABLE agent ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  external_id TEXT,"
  "  name TEXT NOT NULL,"
  "  email TEXT,"
  "  active INTEGER NOT NULL,"
  "  capacity INTEGER NOT NULL,"
  "  daily_capacity INTEGER NOT NULL,"
  "  monthly_capacity INTEGER NOT NULL,"
  "  time_zone TEXT,"
  "  working_hours TEXT"
  ") STRICT;"
  "CREATE TABLE agent_trait ("
  "  agent INTEGER NOT NULL REFERENCES agent (id) ON DELETE CASCADE,"
  "  trait TEXT NOT NULL,"
  "  value TEXT NOT NULL,"
  "  PRIMARY KEY (agent, trait, value)"
  ") STRICT, WITHOUT ROWID;",
  NULL,
};

const AssaySchemaModule assay_route_schema = {
  .name = "route",
  .migrations = migrations,
};

#define AGENT_COLUMNS                                                                              \
  "id, external_id, name, email, active, capacity, daily_capacity, monthly_capacity, time_zone, "  \
  "working_hours"

static gboolean
read_traits (AssayConnection *connection,
             AssayAgent      *agent,
             AssayAgentTrait  trait,
             GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection, "SELECT value FROM agent_trait WHERE agent = ?1 AND trait = ?2 ORDER BY value", error);
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, agent->id);
  assay_statement_bind_text (select, 2, assay_agent_trait_key (trait));
  while (assay_statement_step (select, &row, error))
    {
      if (!row)
        {
          g_strfreev (agent->traits[trait]);
          agent->traits[trait] = g_strv_builder_end (values);
          return TRUE;
        }
      g_strv_builder_add (values, assay_statement_get_text (select, 0));
    }
  return FALSE;
}

static AssayAgent *
read_agent (AssayConnection *connection,
            AssayStatement  *select,
            GError         **error)
{
  g_autoptr (AssayAgent) agent = assay_agent_new ();

  agent->id = assay_statement_get_int64 (select, 0);
  agent->external_id = g_strdup (assay_statement_get_text (select, 1));
  agent->name = g_strdup (assay_statement_get_text (select, 2));
  agent->email = g_strdup (assay_statement_get_text (select, 3));
  agent->active = assay_statement_get_int64 (select, 4) != 0;
  agent->capacity = assay_statement_get_int64 (select, 5);
  agent->daily_capacity = assay_statement_get_int64 (select, 6);
  agent->monthly_capacity = assay_statement_get_int64 (select, 7);
  agent->time_zone = g_strdup (assay_statement_get_text (select, 8));
  agent->working_hours = g_strdup (assay_statement_get_text (select, 9));
  for (guint trait = 0; trait < ASSAY_N_AGENT_TRAITS; trait++)
    if (!read_traits (connection, agent, (AssayAgentTrait) trait, error))
      return NULL;
  return g_steal_pointer (&agent);
}

/* All agents, or the one of that number. */
static GPtrArray *
read_agents (AssayConnection *connection,
             gint64           id,
             GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "SELECT " AGENT_COLUMNS " FROM agent WHERE ?1 = 0 OR id = ?1 ORDER BY name, id", error);
  g_autoptr (GPtrArray) agents = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_agent_free);
  gboolean row;

  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, id);
  while (assay_statement_step (select, &row, error))
    {
      AssayAgent *agent;

      if (!row)
        return g_steal_pointer (&agents);
      agent = read_agent (connection, select, error);
      if (agent == NULL)
        return NULL;
      g_ptr_array_add (agents, agent);
    }
  return NULL;
}

/**
 * assay_agent_store_list:
 *
 * Returns: (transfer full) (nullable) (element-type AssayAgent): all agents, in order of name
 */
GPtrArray *
assay_agent_store_list (AssayConnection *connection,
                        GError         **error)
{
  return read_agents (connection, 0, error);
}

static gboolean
delete_agent (AssayConnection *connection,
              gint64           id,
              GError         **error)
{
  g_autoptr (AssayStatement) delete
    = assay_connection_prepare (connection, "DELETE FROM agent WHERE id = ?1", error);

  if (delete == NULL)
    return FALSE;
  assay_statement_bind_int64 (delete, 1, id);
  return assay_statement_run (delete, error);
}

static gboolean
write_traits (AssayConnection  *connection,
              const AssayAgent *agent,
              AssayAgentTrait   trait,
              GError          **error)
{
  for (char **value = agent->traits[trait]; *value != NULL; value++)
    {
      g_autoptr (AssayStatement) insert = assay_connection_prepare (
        connection, "INSERT INTO agent_trait (agent, trait, value) VALUES (?1, ?2, ?3)", error);

      if (insert == NULL)
        return FALSE;
      assay_statement_bind_int64 (insert, 1, agent->id);
      assay_statement_bind_text (insert, 2, assay_agent_trait_key (trait));
      assay_statement_bind_text (insert, 3, *value);
      if (!assay_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
clear_traits (AssayConnection *connection,
              gint64           id,
              GError         **error)
{
  g_autoptr (AssayStatement) delete
    = assay_connection_prepare (connection, "DELETE FROM agent_trait WHERE agent = ?1", error);

  if (delete == NULL)
    return FALSE;
  assay_statement_bind_int64 (delete, 1, id);
  return assay_statement_run (delete, error);
}

/* The row keeps its number, whoever refers to it; a new one gets its own. */
static gboolean
write_agent (AssayConnection *connection,
             AssayAgent      *agent,
             GError         **error)
{
  g_autoptr (AssayStatement) upsert = assay_connection_prepare (
    connection,
    "INSERT INTO agent (" AGENT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
    "ON CONFLICT (id) DO UPDATE SET external_id = ?2, name = ?3, email = ?4, active = ?5, "
    "capacity = ?6, daily_capacity = ?7, monthly_capacity = ?8, time_zone = ?9, working_hours = ?10",
    error);

  if (upsert == NULL)
    return FALSE;
  if (agent->id > 0)
    assay_statement_bind_int64 (upsert, 1, agent->id);
  assay_statement_bind_text (upsert, 2, agent->external_id);
  assay_statement_bind_text (upsert, 3, agent->name);
  assay_statement_bind_text (upsert, 4, agent->email);
  assay_statement_bind_int64 (upsert, 5, agent->active);
  assay_statement_bind_int64 (upsert, 6, agent->capacity);
  assay_statement_bind_int64 (upsert, 7, agent->daily_capacity);
  assay_statement_bind_int64 (upsert, 8, agent->monthly_capacity);
  assay_statement_bind_text (upsert, 9, agent->time_zone);
  assay_statement_bind_text (upsert, 10, agent->working_hours);
  if (!assay_statement_run (upsert, error))
    return FALSE;
  if (agent->id == 0)
    agent->id = assay_connection_last_insert_id (connection);
  if (!clear_traits (connection, agent->id, error))
    return FALSE;
  for (guint trait = 0; trait < ASSAY_N_AGENT_TRAITS; trait++)
    if (!write_traits (connection, agent, (AssayAgentTrait) trait, error))
      return FALSE;
  return TRUE;
}

/* The journal keeps the agent before and after, or nothing where there was none. */
static gboolean
record (AssayTransaction *transaction,
        gint64            job,
        const AssayAgent *before,
        const AssayAgent *after,
        GError          **error)
{
  GVariant *pair[2];
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GBytes) data = NULL;
  const AssayAgent *agents[2] = { before, after };

  if (job == 0)
    return TRUE;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GVariant) agent = agents[i] != NULL ? assay_agent_to_variant (agents[i]) : NULL;
      pair[i] = g_variant_new_maybe (G_VARIANT_TYPE_VARIANT,
                                     agent != NULL ? g_variant_new_variant (agent) : NULL);
    }
  variant = g_variant_ref_sink (g_variant_new_tuple (pair, 2));
  data = g_variant_get_data_as_bytes (variant);
  return assay_journal_record (transaction, job, assay_agent_journal_part.name, 0, data, error);
}

static gboolean
find_stored (AssayConnection *connection,
             gint64           id,
             AssayAgent     **out_agent,
             GError         **error)
{
  g_autoptr (GPtrArray) agents = id > 0 ? read_agents (connection, id, error) : NULL;

  *out_agent = NULL;
  if (id > 0 && agents == NULL)
    return FALSE;
  if (agents != NULL && agents->len > 0)
    *out_agent = assay_agent_copy (g_ptr_array_index (agents, 0));
  return TRUE;
}

/**
 * assay_agent_store_save:
 * @job: whose undo takes it back; 0 for none
 * @agent: (inout): a new one gets its number
 *
 * Adds an agent or changes the one of the same number.
 */
gboolean
assay_agent_store_save (AssayTransaction *transaction,
                        gint64            job,
                        AssayAgent       *agent,
                        GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayAgent) before = NULL;

  assay_transaction_touch (transaction, ASSAY_TOPIC_AGENTS);
  return find_stored (connection, agent->id, &before, error)
         && write_agent (connection, agent, error)
         && record (transaction, job, before, agent, error);
}

static AssayAgent *
unpack (GVariant *pair,
        gsize     place)
{
  g_autoptr (GVariant) maybe = g_variant_get_child_value (pair, place);
  g_autoptr (GVariant) boxed = g_variant_get_maybe (maybe);
  g_autoptr (GVariant) agent = boxed != NULL ? g_variant_get_variant (boxed) : NULL;

  return agent != NULL ? assay_agent_from_variant (agent) : NULL;
}

static gboolean
same (const AssayAgent *a,
      const AssayAgent *b)
{
  return a == NULL || b == NULL ? a == b : assay_agent_equal (a, b);
}

/* An agent that was changed since stays as it is. */
static gboolean
undo_agent (AssayTransaction *transaction,
            gint64            undo_job,
            gint64            lead,
            GBytes           *data,
            GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (GVariant) pair
    = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("(mvmv)"), data, FALSE));
  g_autoptr (AssayAgent) before = unpack (pair, 0);
  g_autoptr (AssayAgent) after = unpack (pair, 1);
  g_autoptr (AssayAgent) now = NULL;

  if (before == NULL && after == NULL)
    return TRUE;
  if (!find_stored (connection, (after != NULL ? after : before)->id, &now, error))
    return FALSE;
  if (!same (now, after))
    return TRUE;
  assay_transaction_touch (transaction, ASSAY_TOPIC_AGENTS);
  return (before != NULL ? write_agent (connection, before, error)
                         : delete_agent (connection, after->id, error))
         && record (transaction, undo_job, now, before, error);
}

const AssayJournalPart assay_agent_journal_part = {
  .name = "agent",
  .undo = undo_agent,
};
