/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-enrich-past.h"

#include <string.h>

#include "enrich/assay-enrich-settings.h"
#include "enrich/assay-enricher.h"
#include "enrich/assay-signal-decision-private.h"

/* Checks that have to run together. */
typedef struct
{
  AssayEnricher *enricher;
  char *sql; /* what they read of a lead */
  AssayValue *fields;
  AssayValue *signals;
} Crew;

/* Signals as they were: the checks are pure, so they run again on what the fields were then. */
typedef struct
{
  AssayConnection *connection; /* (not owned) */
  AssayFieldRegistry *registry;
  GHashTable *decided; /* lead → when a person last said something of its signals */
  GHashTable *crews;   /* bits of checks → Crew: made when a lead needs it */
  char *settings;
  AssayArena *arena;
} Past;

/* Whether the check reads the field, or a signal that is derived from it. */
static gboolean
check_reads (const AssayCheck *check,
             const char       *field)
{
  guint n_checks;
  const AssayCheck *const *checks = assay_check_list (&n_checks);

  if (g_strv_contains (check->fields, field))
    return TRUE;
  for (const char *const *input = check->inputs; input != NULL && *input != NULL; input++)
    for (guint i = 0; i < n_checks; i++)
      if (assay_check_derives (checks[i], *input) && check_reads (checks[i], field))
        return TRUE;
  return FALSE;
}

static gboolean
past_reads (const char *field)
{
  guint n_checks;
  const AssayCheck *const *checks = assay_check_list (&n_checks);

  for (guint i = 0; i < n_checks; i++)
    if (g_strv_contains (checks[i]->fields, field))
      return TRUE;
  return FALSE;
}

static void
crew_free (gpointer data)
{
  Crew *crew = data;

  g_clear_pointer (&crew->enricher, assay_enricher_free);
  g_free (crew->sql);
  g_free (crew->fields);
  g_free (crew->signals);
  g_free (crew);
}

static void
past_end (gpointer data)
{
  Past *past = data;

  g_clear_pointer (&past->crews, g_hash_table_unref);
  g_clear_pointer (&past->arena, assay_arena_free);
  g_clear_pointer (&past->decided, g_hash_table_unref);
  g_free (past->settings);
  g_free (past);
}

static gboolean
read_decided (Past    *past,
              GError **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    past->connection, "SELECT lead, max(at) FROM signal_decision GROUP BY lead", error);
  gboolean row;

  past->decided = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  while (select != NULL && assay_statement_step (select, &row, error))
    {
      gint64 numbers[2];

      if (!row)
        return TRUE;
      numbers[0] = assay_statement_get_int64 (select, 0);
      numbers[1] = assay_statement_get_int64 (select, 1);
      g_hash_table_insert (past->decided, g_memdup2 (&numbers[0], sizeof (gint64)),
                           g_memdup2 (&numbers[1], sizeof (gint64)));
    }
  return FALSE;
}

static gpointer
past_begin (AssayConnection    *connection,
            AssayFieldRegistry *registry,
            GError            **error)
{
  Past *past = g_new0 (Past, 1);

  past->connection = connection;
  past->registry = registry;
  past->arena = assay_arena_new ();
  past->settings = assay_enrich_settings_get (connection);
  past->crews = g_hash_table_new_full (NULL, NULL, NULL, crew_free);
  if (read_decided (past, error))
    return past;
  past_end (past);
  return NULL;
}

static gint64
past_decided (gpointer data,
              gint64   lead)
{
  Past *past = data;
  const gint64 *at = g_hash_table_lookup (past->decided, &lead);

  return at != NULL ? *at : 0;
}

/* The tables that checks read take a while to load, and phones a while to check: only what has to runs. A
 * check that cannot run derives nothing. */
static Crew *
crew_of (Past    *past,
         guint    wanted,
         GError **error)
{
  Crew *crew = g_hash_table_lookup (past->crews, GUINT_TO_POINTER (wanted));
  g_autoptr (GHashTable) failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_null_terminated (9, NULL, TRUE);
  g_autoptr (GString) sql = g_string_new ("SELECT 1");
  guint n_checks, n_signals;
  const AssayCheck *const *checks = assay_check_list (&n_checks);
  AssayEnricher *enricher;

  if (crew != NULL)
    return crew;
  for (guint i = 0; i < n_checks; i++)
    if (wanted & 1u << i)
      g_ptr_array_add (keys, (gpointer) checks[i]->key);
  enricher = assay_enricher_new ((const char *const *) keys->pdata, past->settings, failures, error);
  if (enricher == NULL)
    return NULL;
  for (const char *const *key = assay_enricher_get_fields (enricher); *key != NULL; key++)
    g_string_append_printf (sql, ", lead.\"%s\"",
                            assay_field_registry_find (past->registry, *key)->column);
  g_string_append (sql, " FROM lead JOIN signal ON signal.lead = lead.id WHERE lead.id = ?1");
  assay_enricher_get_signals (enricher, &n_signals);
  crew = g_new0 (Crew, 1);
  crew->enricher = enricher;
  crew->sql = g_string_free (g_steal_pointer (&sql), FALSE);
  crew->fields = g_new0 (AssayValue, assay_enricher_get_n_fields (enricher) + 1);
  crew->signals = g_new0 (AssayValue, n_signals + 1);
  g_hash_table_insert (past->crews, GUINT_TO_POINTER (wanted), crew);
  return crew;
}

/* Checks whose signals may have been others then, as bits. */
static guint
find_affected (const AssayPastLead *lead)
{
  guint n_checks, affected = 0;
  const AssayCheck *const *checks = assay_check_list (&n_checks);

  g_return_val_if_fail (n_checks <= 32, 0);
  for (guint c = 0; c < n_checks; c++)
    for (guint i = 0; i < lead->n_fields; i++)
      if (check_reads (checks[c], lead->fields[i].field->key))
        affected |= 1u << c;
  return affected;
}

static void
run_checks (Past                *past,
            Crew                *crew,
            AssayStatement      *select,
            const AssayPastLead *lead)
{
  const char *const *keys = assay_enricher_get_fields (crew->enricher);

  for (guint f = 0; keys[f] != NULL; f++)
    {
      assay_statement_get_value (select, (int) f + 1, &crew->fields[f]);
      for (guint i = 0; i < lead->n_fields; i++)
        if (strcmp (lead->fields[i].field->key, keys[f]) == 0)
          crew->fields[f] = lead->fields[i].value;
    }
  assay_arena_reset (past->arena);
  assay_enricher_run (crew->enricher, past->arena, crew->fields, crew->signals);
}

/* What a person said of the signal by then. Returns whether they said something later. */
static gboolean
decide (Past                *past,
        const AssayPastLead *lead,
        const char          *key,
        AssayValue          *value,
        gboolean            *out_later,
        GError             **error)
{
  g_autoptr (AssayStatement) select = NULL;
  gboolean row;

  *out_later = FALSE;
  if (past_decided (past, lead->id) == 0)
    return TRUE;
  select = assay_connection_prepare (
    past->connection,
    "SELECT decision, value, at FROM signal_decision WHERE lead = ?1 AND signal = ?2", error);
  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, lead->id);
  assay_statement_bind_text (select, 2, key);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  *out_later = row && assay_statement_get_int64 (select, 2) > lead->as_of;
  if (row && !*out_later)
    {
      AssayValue said;

      assay_statement_get_value (select, 1, &said);
      assay_signal_decision_put (assay_statement_get_text (select, 0), &said, past->arena, value);
    }
  return TRUE;
}

/* A lead's turn. */
typedef struct
{
  Past *past;
  Crew *crew;
  const AssayPastLead *lead;
  AssaySignalFunc func;
  gpointer user_data;
} Turn;

static gboolean
tell_check (const Turn       *turn,
            const AssayCheck *check,
            gboolean          affected,
            GError          **error)
{
  guint n_signals;
  const AssaySignal *const *signals = assay_enricher_get_signals (turn->crew->enricher, &n_signals);

  for (guint s = 0; s < check->n_signals; s++)
    {
      const char *key = check->signals[s].key;
      AssayValue value = ASSAY_VALUE_INIT_NULL;
      gboolean later;

      for (guint i = 0; i < n_signals; i++)
        if (signals[i] == &check->signals[s])
          value = turn->crew->signals[i];
      if (!decide (turn->past, turn->lead, key, &value, &later, error))
        return FALSE;
      if (affected || later)
        turn->func (key, &value, turn->user_data);
    }
  return TRUE;
}

static gboolean
past_derive (gpointer             data,
             const AssayPastLead *lead,
             AssaySignalFunc      func,
             gpointer             user_data,
             GError             **error)
{
  Past *past = data;
  guint affected = find_affected (lead), n_checks;
  const AssayCheck *const *checks = assay_check_list (&n_checks);
  /* What people said may be of any signal. */
  guint all = (guint) ((1ull << n_checks) - 1);
  guint wanted = past_decided (past, lead->id) > lead->as_of ? all : affected;
  Turn turn = { past, crew_of (past, wanted, error), lead, func, user_data };
  g_autoptr (AssayStatement) select
    = turn.crew != NULL ? assay_connection_prepare (past->connection, turn.crew->sql, error) : NULL;
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, lead->id);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  /* A lead that was never enriched has no signals now either. */
  if (!row)
    return TRUE;
  run_checks (past, turn.crew, select, lead);
  for (guint i = 0; i < n_checks; i++)
    if ((wanted & 1u << i)
        && !tell_check (&turn, checks[i], (affected & 1u << i) != 0, error))
      return FALSE;
  return TRUE;
}

const AssaySignalDeriver assay_enrich_past = {
  .reads = past_reads,
  .begin = past_begin,
  .end = past_end,
  .decided = past_decided,
  .derive = past_derive,
};
