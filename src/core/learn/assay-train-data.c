/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-train-data.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "job/assay-job-error.h"
#include "job/assay-outcome-rule.h"
#include "job/assay-past-signals.h"
#include "learn/assay-outcome-check-private.h"
#include "learn/assay-source-reader.h"

/* Instants that lie closer together were set by an import, not by when leads came. */
#define SAME_IMPORT ((double) ASSAY_MS_PER_DAY)
/* Leads that came over so many days can be split into older and newer ones. */
#define MIN_PERIOD (30.0 * (double) ASSAY_MS_PER_DAY)

void
assay_train_data_free (AssayTrainData *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->table, assay_raw_table_free);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->leaks, g_ptr_array_unref);
  g_free (self->outcomes);
  g_free (self->use);
  g_free (self->order);
  g_free (self->order_name);
  g_free (self);
}

/* All leads, with what became of them and what is known of them from the sources. */
static AssayRawTable *
read_table (AssayConnection *connection,
            AssayFieldRegistry *fields,
            const AssayTrainPlan *plan,
            GPtrArray *sources,
            GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AssayCondition) derived =
      plan->lost != NULL ? NULL
                         : assay_outcome_rule_derive_lost (connection, fields, plan->outcome, &local);
  AssayPast past = { .converted = plan->outcome,
                     .lost = plan->lost != NULL ? plan->lost : derived,
                     .order_field = plan->time_field,
                     .match_times = TRUE,
                     .seed = (guint64) plan->seed };
  g_autoptr (AssaySourceReader) reader = NULL;
  g_autoptr (AssayRawTable) table = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  reader = assay_source_reader_new (connection, fields, sources, &past, assay_clock_now (), error);
  table = assay_raw_table_new (sources);
  if (reader == NULL || !assay_source_reader_read (reader, 1, G_MAXINT64, table, error))
    return NULL;
  return g_steal_pointer (&table);
}

static AssayOutcomeCounts
count_outcomes (const AssayRawTable *table)
{
  AssayOutcomeCounts counts = { 0 };

  for (gsize row = 0; row < table->n_rows; row++)
    {
      counts.converted += table->outcomes[row] == ASSAY_OUTCOME_CONVERTED;
      counts.lost += table->outcomes[row] == ASSAY_OUTCOME_LOST;
      counts.open += table->outcomes[row] == ASSAY_OUTCOME_OPEN;
    }
  return counts;
}

static gboolean
read_leads (AssayTrainData *self,
            AssayConnection *connection,
            AssayFieldRegistry *fields,
            const AssayTrainPlan *plan,
            GError **error)
{
  g_autofree guint8 *drop = NULL;
  AssayOutcomeCounts counts;

  self->table = read_table (connection, fields, plan, self->sources, error);
  if (self->table == NULL)
    return FALSE;
  counts = count_outcomes (self->table);
  if (!assay_outcome_check (connection, fields, plan, counts.converted, counts.lost, error))
    return FALSE;
  drop = g_new0 (guint8, self->table->n_rows + 1);
  for (gsize row = 0; row < self->table->n_rows; row++)
    drop[row] = self->table->outcomes[row] == ASSAY_OUTCOME_OPEN;
  assay_raw_table_drop (self->table, drop);
  self->positives = counts.converted;
  self->outcomes = g_new (guint8, self->table->n_rows + 1);
  for (gsize row = 0; row < self->table->n_rows; row++)
    self->outcomes[row] = self->table->outcomes[row] == ASSAY_OUTCOME_CONVERTED;
  self->dated = self->table->dated;
  return TRUE;
}

static double
span_of (const double *numbers, gsize n)
{
  double least = INFINITY, most = -INFINITY;

  for (gsize i = 0; i < n; i++)
    if (!isnan (numbers[i]))
      {
        least = MIN (least, numbers[i]);
        most = MAX (most, numbers[i]);
      }
  return most > least ? most - least : 0;
}

static void
find_order (AssayTrainData *self, const AssayTrainPlan *plan)
{
  const AssayRawTable *table = self->table;

  if (plan->time_field != NULL || plan->order_by_rows)
    {
      self->order = g_memdup2 (table->order, table->n_rows * sizeof (double));
      self->order_name = g_strdup (plan->time_field != NULL ? plan->time_field : "rows");
    }
  else if (span_of (table->created, table->n_rows) >= MIN_PERIOD)
    {
      self->order = g_memdup2 (table->created, table->n_rows * sizeof (double));
      self->order_name = g_strdup ("created_at");
    }
}

static gboolean
is_filled (const AssayRawColumn *column, gsize row)
{
  return column->width == 0 ? column->codes[row] != 0 : !isnan (column->numbers[row]);
}

static double
count_filled (const AssayRawTable *table, guint column)
{
  const AssayRawColumn *raw = &table->columns[column];
  double n = 0;

  for (gsize row = 0; row < table->n_rows; row++)
    n += !isnan (table->decided[row]) && is_filled (raw, row);
  return n;
}

typedef struct
{
  AssayRawTable *table;
  GHashTable *columns;       /* field number → column + 1 */
  GHashTable *signals;       /* key of a signal → column + 1 */
  AssayPastSignals *changed; /* what signals are derived from */
  double *after;
} Past;

/* What was filled in after the outcome tells about the source; what it was before is what counts. */
static void
put_back (Past *past, guint column, gsize row, const AssayValue *value, gboolean filled, gint64 at)
{
  if (value->kind == ASSAY_VALUE_NULL && filled && (double) at > past->table->decided[row])
    past->after[column] += 1;
  assay_source_reader_put (&past->table->columns[column], row, value);
}

static void
put_past_value (const AssayPastValue *value, gpointer data)
{
  Past *past = data;
  guint column =
      GPOINTER_TO_UINT (g_hash_table_lookup (past->columns, GINT_TO_POINTER (value->field->number)));

  assay_past_signals_add (past->changed, value);
  if (column > 0)
    put_back (past,
              column - 1,
              value->row,
              &value->old_value,
              value->new_value.kind != ASSAY_VALUE_NULL,
              value->at);
}

static void
put_past_signal (const AssayPastSignal *signal, gpointer data)
{
  Past *past = data;
  guint column = GPOINTER_TO_UINT (g_hash_table_lookup (past->signals, signal->key));

  if (column > 0)
    put_back (past,
              column - 1,
              signal->row,
              &signal->value,
              is_filled (&past->table->columns[column - 1], signal->row),
              signal->at);
}

/* Puts fields, and signals that are derived from them, back to what they were when leads are looked at.
 * Returns, per column, the share of its values that the journal says came after the outcome. */
static double *
go_back (AssayTrainData *self, AssayConnection *connection, AssayFieldRegistry *fields, GError **error)
{
  AssayRawTable *table = self->table;
  g_autoptr (GHashTable) columns = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) signals = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AssayPastSignals) changed = assay_past_signals_new ();
  g_autofree double *after = g_new0 (double, table->n_columns + 1);
  g_autofree double *filled = g_new0 (double, table->n_columns + 1);
  Past past = {
    .table = table, .columns = columns, .signals = signals, .changed = changed, .after = after
  };

  for (guint c = 0; c < table->n_columns; c++)
    {
      const AssaySource *source = table->columns[c].source;

      filled[c] = count_filled (table, c);
      if (source->field_number >= 0)
        g_hash_table_insert (columns, GINT_TO_POINTER (source->field_number), GUINT_TO_POINTER (c + 1));
      else if (source->kind != ASSAY_SOURCE_EVENTS)
        g_hash_table_insert (signals, source->key, GUINT_TO_POINTER (c + 1));
    }
  if (!assay_past_values_foreach (connection,
                                  fields,
                                  table->leads,
                                  table->as_of,
                                  table->n_rows,
                                  put_past_value,
                                  &past,
                                  error) ||
      !assay_past_signals_foreach (changed,
                                   connection,
                                   fields,
                                   table->leads,
                                   table->as_of,
                                   table->n_rows,
                                   put_past_signal,
                                   &past,
                                   error))
    return NULL;
  for (guint c = 0; c < table->n_columns; c++)
    if (after[c] > 0)
      after[c] /= MAX (filled[c], 1);
  return g_steal_pointer (&after);
}

static gboolean
check_names (AssayTrainData *self, const AssayTrainPlan *plan, GError **error)
{
  char **lists[] = { plan->exclude, plan->include };
  const char *options[] = { "exclude", "include" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (char **name = lists[i]; name != NULL && *name != NULL; name++)
      if (assay_source_find (self->sources, *name) == NULL)
        {
          g_set_error (error,
                       ASSAY_JOB_ERROR,
                       ASSAY_JOB_ERROR_INVALID_PARAMETER,
                       _ ("“%s”: there is no field “%s”; “assay fields” lists them"),
                       options[i],
                       *name);
          return FALSE;
        }
  if (plan->time_field == NULL || assay_source_find (self->sources, plan->time_field) != NULL)
    return TRUE;
  g_set_error (error,
               ASSAY_JOB_ERROR,
               ASSAY_JOB_ERROR_INVALID_PARAMETER,
               _ ("“time”: there is no field “%s”; “assay fields” lists them"),
               plan->time_field);
  return FALSE;
}

static gboolean
is_set (char **list, const char *key)
{
  return list != NULL && g_strv_contains ((const char *const *) list, key);
}

/* What is not even looked at: the outcome itself, what the user named, and the time of an import.
 */
static guint8 *
find_skipped (AssayTrainData *self, AssayFieldRegistry *fields, const AssayTrainPlan *plan)
{
  const AssayRawTable *table = self->table;
  guint8 *skip = g_new0 (guint8, table->n_columns + 1);

  for (guint c = 0; c < table->n_columns; c++)
    {
      const AssaySource *source = table->columns[c].source;

      skip[c] = assay_outcome_reads (fields, plan->outcome, source) ||
                (plan->lost != NULL && assay_outcome_reads (fields, plan->lost, source)) ||
                is_set (plan->exclude, source->key) ||
                g_strcmp0 (plan->time_field, source->key) == 0 ||
                (strcmp (source->key, "created_at") == 0 &&
                 span_of (table->created, table->n_rows) < SAME_IMPORT) ||
                strcmp (source->key, "updated_at") == 0;
    }
  return skip;
}

static gboolean
guard (AssayTrainData *self,
       AssayConnection *connection,
       AssayFieldRegistry *fields,
       const AssayTrainPlan *plan,
       GError **error)
{
  g_autofree guint8 *skip = find_skipped (self, fields, plan);
  g_autofree double *after = go_back (self, connection, fields, error);

  if (after == NULL)
    return FALSE;
  self->leaks = assay_leak_guard_check (self->table, after, skip);
  self->use = g_new0 (guint8, self->table->n_columns + 1);
  for (guint c = 0; c < self->table->n_columns; c++)
    self->use[c] = !skip[c];
  for (guint i = 0; i < self->leaks->len; i++)
    {
      const AssayLeak *leak = self->leaks->pdata[i];

      self->use[leak->column] =
          is_set (plan->include, self->table->columns[leak->column].source->key);
    }
  return TRUE;
}

/**
 * assay_train_data_read:
 *
 * Reads the leads whose outcome is known and finds out what may be learned from.
 *
 * Returns: (transfer full) (nullable): the data; %NULL with %ASSAY_LEARN_ERROR_TOO_LITTLE or
 *   %ASSAY_JOB_ERROR_INVALID_PARAMETER
 */
AssayTrainData *
assay_train_data_read (AssayConnection *connection,
                       AssayFieldRegistry *fields,
                       const AssayTrainPlan *plan,
                       GError **error)
{
  g_autoptr (AssayTrainData) self = g_new0 (AssayTrainData, 1);

  self->sources = assay_source_list (connection, fields, error);
  if (self->sources == NULL || !check_names (self, plan, error) ||
      !read_leads (self, connection, fields, plan, error))
    return NULL;
  find_order (self, plan);
  return guard (self, connection, fields, plan, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * assay_train_data_count:
 * @counts: (out caller-allocates): what became of how many leads
 *
 * Counts outcomes, without looking at anything else.
 */
gboolean
assay_train_data_count (AssayConnection *connection,
                        AssayFieldRegistry *fields,
                        const AssayTrainPlan *plan,
                        AssayOutcomeCounts *counts,
                        GError **error)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (AssayRawTable) table = read_table (connection, fields, plan, nothing, error);

  if (table == NULL)
    return FALSE;
  *counts = count_outcomes (table);
  return TRUE;
}
