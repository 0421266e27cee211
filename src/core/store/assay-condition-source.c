/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-signal-store.h"
#include "store/assay-condition-source-private.h"

#include <string.h>

#include "base/assay-json.h"
#include "store/assay-event-store.h"

static void
signal_free (AssaySqlSignal *signal)
{
  g_free (signal->column);
  g_free (signal);
}

static void
scorer_free (AssaySqlScorer *scorer)
{
  g_free (scorer->key);
  g_strfreev (scorer->bands);
  g_free (scorer);
}

/* What the signal is known to hold; a column that nobody here knows may hold anything. */
static AssayFieldType
type_of_column (const char *name,
                const char *declared)
{
  const AssaySignal *signal = assay_signal_find (name);

  if (signal != NULL)
    return signal->type;
  if (g_ascii_strcasecmp (declared, "TEXT") == 0)
    return ASSAY_FIELD_TYPE_TEXT;
  return ASSAY_FIELD_TYPE_NUMBER;
}

/* A signal `email.status` is the column of that name. Before enrichment has run it is absent, which is no
 * error. */
static gboolean
load_signals (AssaySqlContext *self,
              AssayConnection *connection,
              GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection, "SELECT name, type FROM pragma_table_info('signal')", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  self->signals
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) signal_free);
  while (assay_statement_step (select, &row, error))
    {
      const char *name;
      AssaySqlSignal *signal;

      if (!row)
        return TRUE;
      name = assay_statement_get_text (select, 0);
      if (strcmp (name, "lead") == 0 || strcmp (name, "job") == 0
          || !assay_signal_key_is_plain (name))
        continue;
      signal = g_new0 (AssaySqlSignal, 1);
      signal->column = g_strdup (name);
      signal->type = type_of_column (name, assay_statement_get_text (select, 1));
      g_hash_table_insert (self->signals, g_strdelimit (g_strdup (name), ".", '_'), signal);
    }
  return FALSE;
}

static char **
parse_bands (const char *json)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (JsonNode) node = json != NULL ? assay_json_parse (json, -1, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *element = json_array_get_element (array, i);
          if (json_node_get_value_type (element) == G_TYPE_STRING)
            g_strv_builder_add (builder, json_node_get_string (element));
        }
    }
  return g_strv_builder_end (builder);
}

static gboolean
load_scorers (AssaySqlContext *self,
              AssayConnection *connection,
              GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection, "SELECT id, key, bands FROM scorer WHERE active ORDER BY position, id", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  self->scorers = g_ptr_array_new_with_free_func ((GDestroyNotify) scorer_free);
  while (assay_statement_step (select, &row, error))
    {
      AssaySqlScorer *scorer;

      if (!row)
        return TRUE;
      scorer = g_new0 (AssaySqlScorer, 1);
      scorer->id = assay_statement_get_int64 (select, 0);
      scorer->key = g_strdup (assay_statement_get_text (select, 1));
      scorer->bands = parse_bands (assay_statement_get_text (select, 2));
      g_ptr_array_add (self->scorers, scorer);
    }
  return FALSE;
}

gboolean
assay_sql_context_load (AssaySqlContext *self,
                        AssayConnection *connection,
                        GError         **error)
{
  self->types = assay_event_store_list_types (connection, error);
  return self->types != NULL && load_signals (self, connection, error)
         && load_scorers (self, connection, error);
}

void
assay_sql_context_clear (AssaySqlContext *self)
{
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->signals, g_hash_table_unref);
  g_clear_pointer (&self->scorers, g_ptr_array_unref);
}

void
assay_sql_source_clear (AssaySqlSource *source)
{
  g_clear_pointer (&source->sql, g_free);
  g_clear_pointer (&source->instant, g_free);
  g_clear_pointer (&source->change, g_free);
}

/* Of such a type a value that did not fit is kept as text. */
static gboolean
holds_numbers (AssayFieldType type)
{
  return type == ASSAY_FIELD_TYPE_NUMBER || type == ASSAY_FIELD_TYPE_BOOLEAN
         || type == ASSAY_FIELD_TYPE_DATE || type == ASSAY_FIELD_TYPE_DATETIME;
}

static void
resolve_field (const AssayField *field,
               AssaySqlSource   *out_source)
{
  *out_source = (AssaySqlSource) { .type = field->type,
                                   .maybe_text = holds_numbers (field->type) };
  out_source->sql = g_strdup_printf ("lead.\"%s\"", field->column);
}

static gboolean
resolve_signal (AssaySqlContext *context,
                const char      *key,
                AssaySqlSource  *out_source)
{
  g_autofree char *name = g_strdelimit (g_strdup (key), ".-", '_');
  const AssaySqlSignal *signal = g_hash_table_lookup (context->signals, name);

  if (signal == NULL)
    {
      *out_source = (AssaySqlSource) { .type = ASSAY_FIELD_TYPE_TEXT, .sql = g_strdup ("NULL") };
      if (assay_signal_find (key) != NULL)
        return TRUE;
      assay_sql_source_clear (out_source);
      return FALSE;
    }
  *out_source = (AssaySqlSource) { .type = signal->type,
                                   .maybe_text = holds_numbers (signal->type) };
  if (context->scope == ASSAY_SQL_SCOPE_BULK)
    {
      context->uses_signal = TRUE;
      out_source->sql = g_strdup_printf ("s.\"%s\"", signal->column);
    }
  else
    out_source->sql = g_strdup_printf ("(SELECT s.\"%s\" FROM signal AS s WHERE s.lead = lead.id)",
                                       signal->column);
  return TRUE;
}

/* `location.hours_away`: how far the lead's clock is ahead of ours, out of its time zone. */
static gboolean
resolve_hours_away (AssaySqlContext *context,
                    const char      *key,
                    AssaySqlSource  *out_source)
{
  g_auto (AssaySqlSource) zone = { NULL };

  if (strcmp (key, "location.hours_away") != 0
      || !resolve_signal (context, "location.time_zone", &zone))
    return FALSE;
  *out_source = (AssaySqlSource) { .type = ASSAY_FIELD_TYPE_NUMBER };
  out_source->sql
    = g_strdup_printf ("assay_hours_away(%s, %" G_GINT64_FORMAT ")", zone.sql, context->as_of);
  return TRUE;
}

/* The scorer of the model in use; what it shows is a probability. */
#define PREDICTIVE "predictive"

/* The scorer of that key, or the primary one that has such bands; either name may be absent. */
static const AssaySqlScorer *
find_scorer (AssaySqlContext *context,
             const char      *key,
             const char      *bands)
{
  for (guint i = 0; i < context->scorers->len; i++)
    {
      const AssaySqlScorer *scorer = context->scorers->pdata[i];
      if (key != NULL && strcmp (scorer->key, key) != 0)
        continue;
      if (bands == NULL || g_strv_contains ((const char *const *) scorer->bands, bands))
        return scorer;
    }
  return NULL;
}

static void
resolve_score_column (const AssaySqlScorer *scorer,
                      const char           *column,
                      AssayFieldType        type,
                      AssaySqlSource       *out_source)
{
  *out_source = (AssaySqlSource) { .type = type };
  if (scorer == NULL)
    out_source->sql = g_strdup ("NULL");
  else
    out_source->sql = g_strdup_printf (
      "(SELECT c.%s FROM score AS c WHERE c.scorer = %" G_GINT64_FORMAT " AND c.lead = lead.id)",
      column,
      scorer->id);
}

static const char *
column_of_bands (const char *bands)
{
  static const char *const columns[] = { "temperature", "grade", "intent" };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (strcmp (bands, columns[i]) == 0)
      return columns[i];
  return NULL;
}

/* `temperature`, or `band.<scorer>.<bands>`. */
static gboolean
resolve_band (AssaySqlContext *context,
              const char      *key,
              AssaySqlSource  *out_source)
{
  const AssaySqlScorer *scorer;
  g_autofree char *scorer_key = NULL;
  g_autofree char *json_column = NULL;
  const char *bands = key, *column;

  if (g_str_has_prefix (key, "band."))
    {
      const char *dot = strrchr (key, '.');
      if (dot < key + strlen ("band."))
        return FALSE;
      scorer_key = g_strndup (key + strlen ("band."), (gsize) (dot - key) - strlen ("band."));
      bands = dot + 1;
    }
  scorer = find_scorer (context, scorer_key, bands);
  column = column_of_bands (bands);
  if (scorer == NULL && (column == NULL || scorer_key != NULL))
    return FALSE;
  if (column == NULL)
    {
      /* The name is one of the scorer's, checked when it was published: letters, digits, - and _.
       */
      for (const char *p = bands; *p != '\0'; p++)
        if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
          return FALSE;
      column = json_column = g_strdup_printf ("bands ->> '$.\"%s\"'", bands);
    }
  resolve_score_column (scorer, column, ASSAY_FIELD_TYPE_CATEGORY, out_source);
  return TRUE;
}

static gboolean
resolve_score (AssaySqlContext *context,
               const char      *key,
               AssaySqlSource  *out_source)
{
  const AssaySqlScorer *scorer;

  if (strcmp (key, "score") == 0)
    {
      resolve_score_column (
        find_scorer (context, NULL, NULL), "shown", ASSAY_FIELD_TYPE_NUMBER, out_source);
      return TRUE;
    }
  if (strcmp (key, "probability") == 0)
    {
      scorer = find_scorer (context, PREDICTIVE, NULL);
      if (scorer != NULL)
        resolve_score_column (scorer, "value / 100", ASSAY_FIELD_TYPE_NUMBER, out_source);
      return scorer != NULL;
    }
  if (!g_str_has_prefix (key, "score."))
    return FALSE;
  scorer = find_scorer (context, key + strlen ("score."), NULL);
  if (scorer == NULL)
    return FALSE;
  resolve_score_column (scorer, "shown", ASSAY_FIELD_TYPE_NUMBER, out_source);
  return TRUE;
}

/*
 * assay_sql_source_resolve:
 *
 * Finds what a reference names. Scores and bands come before fields, so that a file's own column
 * "score" does not hide them; that column is `field.score`.
 *
 * Returns: %FALSE with %ASSAY_STORE_ERROR_UNKNOWN_FIELD
 */
gboolean
assay_sql_source_resolve (AssaySqlContext      *context,
                          const AssayReference *reference,
                          AssaySqlSource       *out_source,
                          GError              **error)
{
  const char *key = reference->key;
  gboolean own = g_str_has_prefix (key, "field.");
  const AssayField *field;

  *out_source = (AssaySqlSource) { NULL };
  if (assay_reference_parse_event (reference, NULL) != ASSAY_MEASURE_NONE)
    return assay_sql_source_measure (context, reference, out_source, error);
  if (!own && (resolve_score (context, key, out_source) || find_scorer (context, NULL, key) != NULL)
      && (out_source->sql != NULL || resolve_band (context, key, out_source)))
    return TRUE;
  field = assay_field_registry_resolve (context->fields, own ? key + strlen ("field.") : key);
  if (field != NULL)
    {
      resolve_field (field, out_source);
      return TRUE;
    }
  if (strcmp (key, "id") == 0)
    {
      *out_source
        = (AssaySqlSource){ .sql = g_strdup ("lead.id"), .type = ASSAY_FIELD_TYPE_NUMBER };
      return TRUE;
    }
  if (strcmp (key, ASSAY_CHANGED_BY_JOB) == 0)
    {
      *out_source = (AssaySqlSource) { .sql = g_strdup ("lead.job"),
                                       .type = ASSAY_FIELD_TYPE_NUMBER,
                                       .jobs = TRUE };
      return TRUE;
    }
  /* Without a model in use, nobody has one. */
  if (strcmp (key, "probability") == 0)
    {
      resolve_score_column (NULL, NULL, ASSAY_FIELD_TYPE_NUMBER, out_source);
      return TRUE;
    }
  if (resolve_signal (context, key, out_source) || resolve_hours_away (context, key, out_source)
      || resolve_band (context, key, out_source))
    return TRUE;
  g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_UNKNOWN_FIELD,
               "There is no field, signal, score or band “%s”", key);
  return FALSE;
}
