/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-source-reader.h"

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "job/assay-outcome-rule.h"
#include "job/assay-prediction-time.h"
#include "learn/assay-dictionary-private.h"
#include "store/assay-condition-sql.h"

struct _AssaySourceReader
{
  AssayConnection *connection; /* (not owned) */
  GPtrArray *sources;          /* (owned) */
  AssayConditionSql *compiler; /* (owned) (nullable) */
  char *sql;
  int *columns; /* (owned): of each source, its column of the statement, or −1 */
  gboolean has_past;
  int past_column; /* from here on: created, decided, value, order, converted, lost */
  gboolean has_events;
  gboolean match_times;
  guint64 seed;
  gint64 as_of;
  GHashTable *column_of_type; /* (owned): event type → column of the table + 1 */
};

static void
append_sources (AssaySourceReader *self, GString *sql)
{
  int n = 1;

  for (guint i = 0; i < self->sources->len; i++)
    {
      const AssaySource *source = self->sources->pdata[i];

      self->columns[i] = -1;
      if (source->kind == ASSAY_SOURCE_EVENTS)
        {
          self->has_events = TRUE;
          g_hash_table_insert (self->column_of_type,
                               g_memdup2 (&source->event_type, sizeof source->event_type),
                               GUINT_TO_POINTER (i + 1));
        }
      if (source->column == NULL)
        continue;
      g_string_append_printf (sql, ", %s", source->column);
      self->columns[i] = n++;
    }
  self->past_column = n;
}

static gboolean
append_past (AssaySourceReader *self,
             AssayFieldRegistry *fields,
             const AssayPast *past,
             GString *sql,
             GError **error)
{
  const AssayField *order =
      past->order_field != NULL ? assay_field_registry_find (fields, past->order_field) : NULL;

  self->has_past = TRUE;
  self->match_times = past->match_times;
  self->seed = past->seed;
  g_string_append (sql, ", lead.created_at, lead.outcome_at, lead.deal_value, ");
  if (order != NULL)
    g_string_append_printf (sql, "lead.\"%s\", ", order->column);
  else
    g_string_append (sql, "lead.id, ");
  return assay_outcome_rule_append_sql (self->compiler, past->converted, past->lost, sql, error);
}

/**
 * assay_source_reader_new:
 * @connection: outlives the reader
 * @sources: (element-type AssaySource): what to read
 * @past: (nullable): how to tell outcomes; without it all leads count as open
 * @as_of: the instant leads are looked at from, milliseconds since 1970-01-01T00:00:00Z; leads
 * whose outcome is dated, a day before it
 *
 * Returns: (transfer full) (nullable): a reader
 */
AssaySourceReader *
assay_source_reader_new (AssayConnection *connection,
                         AssayFieldRegistry *fields,
                         GPtrArray *sources,
                         const AssayPast *past,
                         gint64 as_of,
                         GError **error)
{
  g_autoptr (AssaySourceReader) self = g_new0 (AssaySourceReader, 1);
  g_autoptr (GString) sql = g_string_new ("SELECT lead.id");

  self->connection = connection;
  self->sources = g_ptr_array_ref (sources);
  self->columns = g_new (int, sources->len + 1);
  self->as_of = as_of;
  self->column_of_type = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->compiler =
      assay_condition_sql_new (connection, fields, ASSAY_SQL_SCOPE_LEAD, ASSAY_AS_OF_NOW, error);
  if (self->compiler == NULL)
    return NULL;
  assay_condition_sql_reserve (self->compiler, 2);
  append_sources (self, sql);
  if (past != NULL && !append_past (self, fields, past, sql, error))
    return NULL;
  g_string_append (sql,
                   " FROM lead LEFT JOIN signal ON signal.lead = lead.id"
                   " WHERE lead.id BETWEEN ?1 AND ?2 ORDER BY lead.id");
  self->sql = g_strdup (sql->str);
  return g_steal_pointer (&self);
}

void
assay_source_reader_free (AssaySourceReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->compiler, assay_condition_sql_free);
  g_ptr_array_unref (self->sources);
  g_free (self->columns);
  g_free (self->sql);
  g_hash_table_unref (self->column_of_type);
  g_free (self);
}

static double
number_of (const AssayValue *value)
{
  switch (value->kind)
    {
    case ASSAY_VALUE_INTEGER:
      return (double) value->integer;
    case ASSAY_VALUE_REAL:
      return isfinite (value->real) ? value->real : NAN;
    case ASSAY_VALUE_NULL:
    case ASSAY_VALUE_TEXT:
    default:
      return NAN;
    }
}

static guint32
code_of (AssayDictionary *dictionary, const AssayValue *value)
{
  char room[64];

  switch (value->kind)
    {
    case ASSAY_VALUE_TEXT:
      return assay_dictionary_intern (dictionary, value->text, value->length);
    case ASSAY_VALUE_INTEGER:
      g_snprintf (room, sizeof room, "%" G_GINT64_FORMAT, value->integer);
      return assay_dictionary_intern (dictionary, room, strlen (room));
    case ASSAY_VALUE_REAL:
      g_ascii_dtostr (room, sizeof room, value->real);
      return assay_dictionary_intern (dictionary, room, strlen (room));
    case ASSAY_VALUE_NULL:
    default:
      return 0;
    }
}

static void
read_past (AssaySourceReader *self, AssayStatement *statement, AssayRawTable *table, gsize row)
{
  double numbers[4];
  gboolean converted = assay_statement_get_int64 (statement, self->past_column + 4) != 0;
  gboolean known = assay_statement_get_int64 (statement, self->past_column + 5) != 0;

  for (int i = 0; i < 4; i++)
    {
      AssayValue value;

      assay_statement_get_value (statement, self->past_column + i, &value);
      numbers[i] = number_of (&value);
    }
  table->created[row] = numbers[0];
  table->values[row] = numbers[2];
  table->order[row] = numbers[3];
  if (converted)
    table->outcomes[row] = ASSAY_OUTCOME_CONVERTED;
  else if (known)
    table->outcomes[row] = ASSAY_OUTCOME_LOST;
  if ((converted || known) && isfinite (numbers[1]) && numbers[1] <= (double) self->as_of)
    {
      table->decided[row] = numbers[1];
      table->as_of[row] = (gint64) numbers[1] - ASSAY_BEFORE_OUTCOME;
    }
}

/**
 * assay_source_reader_put:
 * @column: of a table
 * @value: what the lead of that row has
 */
void
assay_source_reader_put (AssayRawColumn *column, gsize row, const AssayValue *value)
{
  if (column->width > 0)
    column->numbers[row] = number_of (value);
  else
    column->codes[row] = code_of (column->dictionary, value);
}

static void
read_row (AssaySourceReader *self, AssayStatement *statement, AssayRawTable *table)
{
  gsize row =
      assay_raw_table_add_row (table, assay_statement_get_int64 (statement, 0), self->as_of);

  for (guint i = 0; i < self->sources->len; i++)
    {
      AssayRawColumn *column = &table->columns[i];
      AssayValue value;

      if (self->columns[i] < 0)
        continue;
      assay_statement_get_value (statement, self->columns[i], &value);
      assay_source_reader_put (column, row, &value);
    }
  if (self->has_past)
    read_past (self, statement, table, row);
}

static void
count_event (AssayRawTable *table, AssayRawColumn *column, gsize row, gint64 at)
{
  static const double windows[ASSAY_EVENT_WINDOWS] = { 7, 30, 90 };
  double days = (double) (table->as_of[row] - at) / (double) ASSAY_MS_PER_DAY;
  double *numbers = column->numbers + row;
  double half_life = column->source->half_life > 0 ? column->source->half_life : 30;
  double weight;

  if (days < 0)
    return;
  weight = exp2 (-days / half_life);
  for (guint w = 0; w < ASSAY_EVENT_WINDOWS; w++)
    if (days <= windows[w])
      {
        numbers[w * table->capacity] += 1;
        numbers[(ASSAY_EVENT_WINDOWS + w) * table->capacity] += weight;
      }
  /* They come in order of time. */
  numbers[ASSAY_EVENT_LAST * table->capacity] = days;
}

static gboolean
read_events (AssaySourceReader *self,
             gint64 first,
             gint64 last,
             AssayRawTable *table,
             gsize row,
             GError **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      self->connection,
      "SELECT lead, type, at FROM event WHERE lead BETWEEN ?1 AND ?2 ORDER BY lead, type, at",
      error);
  gboolean more;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, first);
  assay_statement_bind_int64 (statement, 2, last);
  while (assay_statement_step (statement, &more, error))
    {
      gint64 lead, type;
      guint column;

      if (!more)
        return TRUE;
      lead = assay_statement_get_int64 (statement, 0);
      type = assay_statement_get_int64 (statement, 1);
      while (row < table->n_rows && table->leads[row] < lead)
        row++;
      column = GPOINTER_TO_UINT (g_hash_table_lookup (self->column_of_type, &type));
      if (column > 0 && row < table->n_rows && table->leads[row] == lead)
        count_event (
            table, &table->columns[column - 1], row, assay_statement_get_int64 (statement, 2));
    }
  return FALSE;
}

/**
 * assay_source_reader_read:
 * @first: the first id
 * @last: the last one
 * @table: made of the same sources; the leads are added to it in order of their ids
 *
 * Reads the leads of a range of ids.
 */
gboolean
assay_source_reader_read (
    AssaySourceReader *self, gint64 first, gint64 last, AssayRawTable *table, GError **error)
{
  g_autoptr (AssayStatement) statement =
      assay_connection_prepare (self->connection, self->sql, error);
  gsize from = table->n_rows;
  gboolean ok = TRUE, row = TRUE;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, first);
  assay_statement_bind_int64 (statement, 2, last);
  assay_condition_sql_bind (self->compiler, statement);
  while (row && (ok = assay_statement_step (statement, &row, error)))
    if (row)
      read_row (self, statement, table);
  assay_statement_reset (statement);
  if (ok && self->match_times)
    {
      AssayPredictionTimes times = { .n = table->n_rows,
                                     .leads = table->leads,
                                     .outcomes = table->outcomes,
                                     .created = table->created,
                                     .decided = table->decided,
                                     .as_of = table->as_of };

      table->dated = assay_prediction_time_match (&times, self->seed, self->as_of);
    }
  return ok && (!self->has_events || read_events (self, first, last, table, from, error));
}
