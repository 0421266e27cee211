/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-enrich-explain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-enrich-settings.h"
#include "store/assay-lead-find.h"

struct _AssayEnrichExplainer
{
  AssayConnection *connection; /* (not owned) */
  AssayEnricher *enricher;
  AssayArena *arena;
  char *sql;
  AssayValue *fields;
  AssayValue *stored;  /* what the workspace holds, one for each signal */
  AssayValue *derived; /* what the checks say now */
  JsonObject *decisions; /* (element-type utf8): what people said, by signal */
};

/**
 * assay_enrich_explainer_new:
 * @connection: stays with the caller, who keeps it as long as the explainer
 *
 * Returns: (transfer full) (nullable): an explainer of all checks
 */
AssayEnrichExplainer *
assay_enrich_explainer_new (AssayConnection    *connection,
                            AssayFieldRegistry *fields,
                            GError            **error)
{
  g_autoptr (AssayEnrichExplainer) self = g_new0 (AssayEnrichExplainer, 1);
  g_autoptr (GString) sql = g_string_new ("SELECT lead.id");
  g_autofree char *settings = assay_enrich_settings_get (connection);
  g_autoptr (GHashTable) failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const AssaySignal *const *signals;
  guint n_signals;

  self->connection = connection;
  self->arena = assay_arena_new ();
  self->enricher = assay_enricher_new (NULL, settings, failures, error);
  if (self->enricher == NULL)
    return NULL;
  assay_enricher_set_explain (self->enricher, TRUE);
  signals = assay_enricher_get_signals (self->enricher, &n_signals);
  for (const char *const *key = assay_enricher_get_fields (self->enricher); *key != NULL; key++)
    g_string_append_printf (sql, ", lead.\"%s\"", assay_field_registry_find (fields, *key)->column);
  for (guint i = 0; i < n_signals; i++)
    g_string_append_printf (sql, ", signal.\"%s\"", signals[i]->key);
  g_string_append (sql, " FROM lead LEFT JOIN signal ON signal.lead = lead.id WHERE lead.id = ?1");
  self->sql = g_string_free (g_steal_pointer (&sql), FALSE);
  self->fields = g_new0 (AssayValue, assay_enricher_get_n_fields (self->enricher) + 1);
  self->stored = g_new0 (AssayValue, n_signals + 1);
  self->derived = g_new0 (AssayValue, n_signals + 1);
  return g_steal_pointer (&self);
}

void
assay_enrich_explainer_free (AssayEnrichExplainer *self)
{
  g_clear_pointer (&self->enricher, assay_enricher_free);
  g_clear_pointer (&self->arena, assay_arena_free);
  g_clear_pointer (&self->decisions, json_object_unref);
  g_free (self->sql);
  g_free (self->fields);
  g_free (self->stored);
  g_free (self->derived);
  g_free (self);
}

AssayEnricher *
assay_enrich_explainer_get_enricher (AssayEnrichExplainer *self)
{
  return self->enricher;
}

static void
copy_value (AssayEnrichExplainer *self,
            AssayStatement       *statement,
            int                   column,
            AssayValue           *value)
{
  assay_statement_get_value (statement, column, value);
  if (value->kind == ASSAY_VALUE_TEXT)
    value->text = assay_arena_strndup (self->arena, value->text, value->length);
}

static gboolean
read_decisions (AssayEnrichExplainer *self,
                gint64                lead,
                GError              **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    self->connection, "SELECT signal, decision FROM signal_decision WHERE lead = ?1", error);
  gboolean row;

  g_clear_pointer (&self->decisions, json_object_unref);
  self->decisions = json_object_new ();
  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, lead);
  while (assay_statement_step (select, &row, error))
    {
      if (!row)
        return TRUE;
      json_object_set_string_member (self->decisions, assay_statement_get_text (select, 0),
                                     assay_statement_get_text (select, 1));
    }
  return FALSE;
}

/**
 * assay_enrich_explainer_look:
 *
 * Looks at another lead.
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND.
 */
gboolean
assay_enrich_explainer_look (AssayEnrichExplainer *self,
                             gint64                lead,
                             GError              **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (self->connection, self->sql, error);
  guint n_fields = assay_enricher_get_n_fields (self->enricher), n_signals;
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, lead);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND,
                   "There is no lead %" G_GINT64_FORMAT, lead);
      return FALSE;
    }
  assay_enricher_get_signals (self->enricher, &n_signals);
  assay_arena_reset (self->arena);
  for (guint i = 0; i < n_fields; i++)
    copy_value (self, select, (int) i + 1, &self->fields[i]);
  for (guint i = 0; i < n_signals; i++)
    copy_value (self, select, (int) (i + n_fields) + 1, &self->stored[i]);
  assay_enricher_set_explain (self->enricher, TRUE);
  assay_enricher_run (self->enricher, self->arena, self->fields, self->derived);
  return read_decisions (self, lead, error);
}

/**
 * assay_enrich_explainer_get_value:
 * @signal: its place
 *
 * Returns: (transfer none): what the workspace holds
 */
const AssayValue *
assay_enrich_explainer_get_value (AssayEnrichExplainer *self,
                                  guint                 signal)
{
  return &self->stored[signal];
}

/**
 * assay_enrich_explainer_get_derived:
 * @signal: its place
 *
 * Returns: (transfer none): what the checks derive, whatever people said of it
 */
const AssayValue *
assay_enrich_explainer_get_derived (AssayEnrichExplainer *self,
                                    guint                 signal)
{
  return &self->derived[signal];
}

/**
 * assay_enrich_explainer_find:
 *
 * Returns: the place of the signal of that key, or %G_MAXUINT
 */
guint
assay_enrich_explainer_find (AssayEnrichExplainer *self,
                             const char           *key)
{
  guint n;
  const AssaySignal *const *signals = assay_enricher_get_signals (self->enricher, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (signals[i]->key, key) == 0)
      return i;
  return G_MAXUINT;
}

/* How sure the check of a signal is, or absent. */
static void
add_confidence (AssayEnrichExplainer *self,
                const AssayCheck     *check,
                JsonObject           *object)
{
  g_autofree char *key = g_strconcat (check->key, ASSAY_SIGNAL_CONFIDENCE, NULL);
  guint place = assay_enrich_explainer_find (self, key);

  if (place != G_MAXUINT && self->stored[place].kind == ASSAY_VALUE_INTEGER)
    json_object_set_int_member (object, "confidence", self->stored[place].integer);
}

/* The reason is that of what the checks say; a value of a person's has another. */
static void
add_reason (AssayEnrichExplainer *self,
            guint                 signal,
            JsonObject           *object)
{
  const AssayCheckNote *note = assay_enricher_explain (self->enricher, signal);

  if (!assay_value_equal (&self->stored[signal], &self->derived[signal]) || note == NULL)
    return;
  if (note->source != NULL)
    json_object_set_string_member (object, "source", note->source);
  if (note->reason != NULL)
    json_object_set_string_member (object, "reason", note->reason);
}

/**
 * assay_enrich_explainer_to_json:
 * @signal: its place
 *
 * Returns: (transfer full): the signal with its value and where that comes from: members `signal`, `label`,
 *   `check`, `value`, and where they are known `confidence`, `source`, `reason`, `decision`, `proposes`
 */
JsonObject *
assay_enrich_explainer_to_json (AssayEnrichExplainer *self,
                                guint                 signal)
{
  guint n;
  const AssaySignal *shape = assay_enricher_get_signals (self->enricher, &n)[signal];
  const AssayCheck *check = assay_enricher_get_check (self->enricher, signal);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "signal", shape->key);
  json_object_set_string_member (object, "label", _(shape->label));
  json_object_set_string_member (object, "check", check->key);
  json_object_set_member (object, "value",
                          assay_lead_value_to_json (shape->type, &self->stored[signal]));
  add_confidence (self, check, object);
  add_reason (self, signal, object);
  if (json_object_has_member (self->decisions, shape->key))
    json_object_set_string_member (object, "decision",
                                   json_object_get_string_member (self->decisions, shape->key));
  if (shape->proposes != NULL)
    json_object_set_string_member (object, "proposes", shape->proposes);
  return object;
}
