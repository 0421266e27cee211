/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/assay-agent-sink.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/assay-text.h"
#include "route/assay-agent-store.h"

/* Rows of agents. A row is about the agent of its id, else of its email, else of its name. A blank
 * cell leaves what is known. */

enum
{
  TARGET_ID,
  TARGET_NAME,
  TARGET_EMAIL,
  TARGET_TIME_ZONE,
  TARGET_WORKING_HOURS,
  TARGET_ACTIVE,
  TARGET_CAPACITY,
  TARGET_DAILY_CAPACITY,
  TARGET_MONTHLY_CAPACITY,
  FIRST_TRAIT,
  N_TARGETS = FIRST_TRAIT + ASSAY_N_AGENT_TRAITS
};

static const AssayRowTarget targets[N_TARGETS] = {
  { "agent_id", N_ ("Agent id"), ASSAY_FIELD_TYPE_TEXT },
  { "name", N_ ("Name"), ASSAY_FIELD_TYPE_TEXT },
  { "email", N_ ("Email"), ASSAY_FIELD_TYPE_EMAIL },
  { "time_zone", N_ ("Time zone"), ASSAY_FIELD_TYPE_TEXT },
  { "working_hours", N_ ("Working hours"), ASSAY_FIELD_TYPE_TEXT },
  { "active", N_ ("Active"), ASSAY_FIELD_TYPE_BOOLEAN },
  { "capacity", N_ ("Open leads at most"), ASSAY_FIELD_TYPE_NUMBER },
  { "daily_capacity", N_ ("New leads a day at most"), ASSAY_FIELD_TYPE_NUMBER },
  { "monthly_capacity", N_ ("New leads in 30 days at most"), ASSAY_FIELD_TYPE_NUMBER },
  { "countries", N_ ("Countries"), ASSAY_FIELD_TYPE_TEXT },
  { "regions", N_ ("Regions"), ASSAY_FIELD_TYPE_TEXT },
  { "postal_codes", N_ ("Postal codes"), ASSAY_FIELD_TYPE_TEXT },
  { "languages", N_ ("Languages"), ASSAY_FIELD_TYPE_TEXT },
  { "industries", N_ ("Industries"), ASSAY_FIELD_TYPE_TEXT },
  { "skills", N_ ("Skills"), ASSAY_FIELD_TYPE_TEXT },
};

typedef struct
{
  AssayRowIntake *intake; /* (not owned) */
  int columns[N_TARGETS];
  GPtrArray *agents;      /* (element-type AssayAgent) (owned): as they will be */
  GHashTable *by_key;     /* (element-type utf8 AssayAgent) (owned) */
} AgentSink;

static void
agent_sink_close (gpointer sink)
{
  AgentSink *self = sink;

  g_clear_pointer (&self->agents, g_ptr_array_unref);
  g_hash_table_unref (self->by_key);
  g_free (self);
}

static char *
make_key (char        kind,
          const char *text)
{
  g_autofree char *folded = text != NULL ? assay_text_fold (text, -1) : NULL;

  return folded != NULL && *folded != '\0' ? g_strdup_printf ("%c%s", kind, folded) : NULL;
}

/* By id, email and name, in this order. */
static void
make_keys (const AssayAgent *agent,
           char             *keys[3])
{
  keys[0] = make_key ('i', agent->external_id);
  keys[1] = make_key ('e', agent->email);
  keys[2] = make_key ('n', agent->name);
}

/* Of several agents with one key, the first is the one. */
static void
index_agent (AgentSink  *self,
             AssayAgent *agent)
{
  char *keys[3];

  make_keys (agent, keys);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i] == NULL || g_hash_table_contains (self->by_key, keys[i]))
      g_free (keys[i]);
    else
      g_hash_table_insert (self->by_key, keys[i], agent);
}

/* Names are not unique: only where neither has an id or email of its own are two of one name one. */
static AssayAgent *
find_agent (AgentSink        *self,
            const AssayAgent *row)
{
  AssayAgent *found = NULL;
  char *keys[3];

  make_keys (row, keys);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      AssayAgent *other = keys[i] != NULL ? g_hash_table_lookup (self->by_key, keys[i]) : NULL;

      if (other != NULL && i > 0 && row->external_id != NULL && other->external_id != NULL)
        other = NULL;
      if (other != NULL && i == 2 && row->email != NULL && other->email != NULL)
        other = NULL;
      if (found == NULL)
        found = other;
      g_free (keys[i]);
    }
  return found;
}

static gpointer
agent_sink_open (AssayRowIntake *intake,
                 const int      *columns,
                 GError        **error)
{
  AgentSink *self;

  if (columns[TARGET_NAME] < 0 && columns[TARGET_EMAIL] < 0)
    {
      g_set_error_literal (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED,
                           "A file of agents needs a column for the name or the email; say which with "
                           "--map 'Column=name'");
      return NULL;
    }
  self = g_new0 (AgentSink, 1);
  self->intake = intake;
  memcpy (self->columns, columns, sizeof self->columns);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->agents = assay_agent_store_list (assay_row_intake_get_connection (intake), error);
  if (self->agents == NULL)
    {
      agent_sink_close (self);
      return NULL;
    }
  for (guint i = 0; i < self->agents->len; i++)
    index_agent (self, g_ptr_array_index (self->agents, i));
  return self;
}

static const AssayValue *
value_of (AgentSink        *self,
          const AssayValue *values,
          int               target)
{
  return assay_row_value (values, self->columns[target]);
}

/* A whole number that is not negative; absent leaves *@out as it is. */
static gboolean
read_capacity (const AssayValue *value,
               gint64           *out)
{
  if (value->kind == ASSAY_VALUE_NULL)
    return TRUE;
  if (value->kind == ASSAY_VALUE_INTEGER)
    *out = value->integer;
  else if (value->kind == ASSAY_VALUE_REAL && value->real == (double) (gint64) CLAMP (value->real, -1, 1e9))
    *out = (gint64) value->real;
  else
    return FALSE;
  return *out >= 0 && *out <= 1000000000;
}

static void
read_text (AgentSink        *self,
           const AssayValue *values,
           int               target,
           char            **out)
{
  char *text = assay_row_dup_text (values, self->columns[target]);

  if (text == NULL)
    return;
  g_free (*out);
  *out = text;
}

static void
read_texts (AgentSink        *self,
            const AssayValue *values,
            AssayAgent       *agent)
{
  read_text (self, values, TARGET_ID, &agent->external_id);
  read_text (self, values, TARGET_NAME, &agent->name);
  read_text (self, values, TARGET_EMAIL, &agent->email);
  read_text (self, values, TARGET_TIME_ZONE, &agent->time_zone);
  read_text (self, values, TARGET_WORKING_HOURS, &agent->working_hours);
  for (guint trait = 0; trait < ASSAY_N_AGENT_TRAITS; trait++)
    {
      g_autofree char *text
        = assay_row_dup_text (values, self->columns[FIRST_TRAIT + (int) trait]);
      if (text == NULL)
        continue;
      g_strfreev (agent->traits[trait]);
      agent->traits[trait] = assay_agent_split_traits (text);
    }
}

static const char *
read_numbers (AgentSink        *self,
              const AssayValue *values,
              AssayAgent       *agent)
{
  const AssayValue *active = value_of (self, values, TARGET_ACTIVE);

  if (!read_capacity (value_of (self, values, TARGET_CAPACITY), &agent->capacity)
      || !read_capacity (value_of (self, values, TARGET_DAILY_CAPACITY), &agent->daily_capacity)
      || !read_capacity (value_of (self, values, TARGET_MONTHLY_CAPACITY), &agent->monthly_capacity))
    return "a capacity is not a whole number";
  if (active->kind == ASSAY_VALUE_TEXT || active->kind == ASSAY_VALUE_REAL)
    return "whether the agent is active is neither yes nor no";
  if (active->kind == ASSAY_VALUE_INTEGER)
    agent->active = active->integer != 0;
  return NULL;
}

static gboolean
write_agent (AgentSink  *self,
             AssayAgent *agent,
             GError    **error)
{
  AssayTransaction *transaction = assay_row_intake_begin (self->intake, error);

  return transaction != NULL
         && assay_agent_store_save (transaction, assay_row_intake_get_job (self->intake), agent, error)
         && assay_row_intake_wrote (self->intake, error);
}

/* What is known of the agent now is replaced by what is known with this row. */
static gboolean
keep (AgentSink   *self,
      AssayAgent  *known,
      AssayAgent  *agent,
      GError     **error)
{
  AssayRowEffect effect = known == NULL                       ? ASSAY_ROW_EFFECT_ADDED
                          : assay_agent_equal (known, agent) ? ASSAY_ROW_EFFECT_UNCHANGED
                                                              : ASSAY_ROW_EFFECT_UPDATED;

  assay_row_intake_count (self->intake, effect);
  if (effect == ASSAY_ROW_EFFECT_UNCHANGED)
    return TRUE;
  if (!assay_row_intake_is_dry (self->intake) && !write_agent (self, agent, error))
    return FALSE;
  if (known != NULL)
    {
      /* The index points at @known: its contents change places with the new ones. */
      AssayAgent old = *known;
      *known = *agent;
      *agent = old;
      agent = known;
    }
  else
    {
      agent = assay_agent_copy (agent);
      g_ptr_array_add (self->agents, agent);
    }
  index_agent (self, agent);
  return TRUE;
}

static gboolean
agent_sink_take (gpointer           sink,
                 const AssayValue  *values,
                 const char       **out_reason,
                 GError           **error)
{
  AgentSink *self = sink;
  g_autoptr (AssayAgent) row = assay_agent_new ();
  g_autoptr (AssayAgent) agent = NULL;
  AssayAgent *known;

  read_texts (self, values, row);
  if (row->name == NULL && row->email == NULL)
    {
      *out_reason = "the name and the email are missing";
      return TRUE;
    }
  known = find_agent (self, row);
  agent = known != NULL ? assay_agent_copy (known) : assay_agent_new ();
  read_texts (self, values, agent);
  if (agent->name == NULL)
    agent->name = g_strdup (agent->email);
  *out_reason = read_numbers (self, values, agent);
  return *out_reason != NULL || keep (self, known, agent, error);
}

const AssayRowSinkClass assay_agent_sink_class = {
  .kind = "agents",
  .phrase = N_ ("Importing agents"),
  .targets = targets,
  .n_targets = N_TARGETS,
  .open = agent_sink_open,
  .take = agent_sink_take,
  .close = agent_sink_close,
};
