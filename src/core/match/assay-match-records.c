/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-records.h"

#include <math.h>
#include <string.h>

#include "match/assay-jaro.h"
#include "match/assay-match-compare-private.h"
#include "match/assay-match-error.h"
#include "match/assay-match-value.h"

#define CANCEL_ROWS 20000

/* A field of which every value is another one cannot tell who is the same: row numbers. */
#define UNIQUE_ROWS 50

/**
 * assay_match_records_new:
 * @comparisons: (transfer full) (element-type AssayMatchComparison): with empty columns
 */
AssayMatchRecords *
assay_match_records_new (GPtrArray *comparisons)
{
  AssayMatchRecords *self = g_new0 (AssayMatchRecords, 1);

  self->comparisons = comparisons;
  self->given = self->family = self->whole_name = -1;
  return self;
}

void
assay_match_records_free (AssayMatchRecords *self)
{
  if (self == NULL)
    return;
  g_free (self->leads);
  g_free (self->groups);
  g_ptr_array_unref (self->comparisons);
  g_free (self);
}

static GPtrArray *
make_comparisons (const AssayMatchPlan *plan)
{
  GPtrArray *comparisons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) assay_match_comparison_free);

  for (guint i = 0; i < plan->sources->len; i++)
    {
      const AssayMatchSource *source = g_ptr_array_index (plan->sources, i);
      AssayMatchComparison *comparison =
          assay_match_comparison_new (source->key, source->label, source->kind);

      if (source->evidence != 0)
        comparison->evidence = source->evidence;
      comparison->whole = source->joined && source->kind == ASSAY_MATCH_TEXT;
      comparison->column = assay_match_column_new (assay_match_kind_has_words (source->kind));
      g_ptr_array_add (comparisons, comparison);
    }
  return comparisons;
}

/* What is known to have slipped to the end of a text: the last and longest of its words that are such a
 * value are taken out of it. */
static void
take_slipped (GHashTable *slipped, GString *text, GString *folded)
{
  for (gsize end = text->len; end > 0;)
    {
      char *stop = text->str + end, kept = *stop;

      *stop = '\0';
      for (gsize start = 0; start < end;)
        {
          const char *value = g_hash_table_lookup (slipped, text->str + start);
          const char *blank = memchr (text->str + start, ' ', end - start);

          if (value != NULL)
            {
              *stop = kept;
              g_string_append (folded, value);
              g_string_erase (text, (gssize) start, (gssize) (end - start));
              return;
            }
          start = blank != NULL ? (gsize) (blank - text->str) + 1 : end;
        }
      *stop = kept;
      while (end > 0 && text->str[end - 1] != ' ')
        end--;
      end -= end > 0;
    }
}

/* Several columns as one text, or the first of them that says something. */
static void
read_source (const AssayMatchSource *source,
             AssayStatement *statement,
             int column,
             GString *raw,
             GString *folded)
{
  AssayValue value;

  g_string_truncate (folded, 0);
  if (!source->joined)
    {
      for (guint i = 0; i < source->n_columns; i++)
        {
          assay_statement_get_value (statement, column + (int) i, &value);
          if (assay_match_fold_value (source->kind, &value, folded))
            return;
        }
      return;
    }
  g_string_truncate (raw, 0);
  for (guint i = 0; i < source->n_columns; i++)
    {
      assay_statement_get_value (statement, column + (int) i, &value);
      if (raw->len > 0)
        g_string_append_c (raw, ' ');
      assay_match_append_value (raw, &value);
    }
  assay_match_fold_words (source->kind, raw->str, raw->len, folded);
}

static char *
select_sql (const AssayMatchPlan *plan, const char *which)
{
  g_autoptr (GString) sql = g_string_new ("SELECT lead.id, lead.job");
  gboolean signals = FALSE;

  for (guint i = 0; i < plan->sources->len; i++)
    {
      const AssayMatchSource *source = g_ptr_array_index (plan->sources, i);

      for (guint c = 0; c < source->n_columns; c++)
        {
          g_string_append_printf (sql, ", %s", source->columns[c]);
          signals |= g_str_has_prefix (source->columns[c], "signal.");
        }
    }
  g_string_append (sql, " FROM lead");
  if (signals)
    g_string_append (sql, " LEFT JOIN signal ON signal.lead = lead.id");
  g_string_append (sql, which);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static void
read_row (AssayMatchRecords *self, const AssayMatchPlan *plan, AssayStatement *statement, GString *raw, GString **folded)
{
  int column = 2;

  for (guint i = 0; i < plan->sources->len; i++)
    {
      const AssayMatchSource *source = g_ptr_array_index (plan->sources, i);

      read_source (source, statement, column, raw, folded[i]);
      column += (int) source->n_columns;
    }
  for (guint i = 0; i < plan->sources->len; i++)
    {
      const AssayMatchSource *source = g_ptr_array_index (plan->sources, i);

      for (guint k = 0; k < plan->sources->len && source->slipped != NULL && folded[i]->len == 0; k++)
        if (strcmp (((AssayMatchSource *) g_ptr_array_index (plan->sources, k))->key, source->slipped_into) == 0)
          take_slipped (source->slipped, folded[k], folded[i]);
    }
  for (guint i = 0; i < plan->sources->len; i++)
    {
      AssayMatchComparison *comparison = g_ptr_array_index (self->comparisons, i);
      assay_match_column_append (comparison->column, folded[i]->str, folded[i]->len);
    }
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

/* Where rows go while they are read. */
typedef struct
{
  AssayMatchRecords *records;
  const AssayMatchPlan *plan;
  AssayStatement *statement;
  GString *raw;
  GPtrArray *folded; /* (element-type GString) */
  GArray *leads;
  GArray *groups; /* (nullable) */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->statement, assay_statement_release);
  g_string_free (reading->raw, TRUE);
  g_ptr_array_unref (reading->folded);
  g_clear_pointer (&reading->leads, g_array_unref);
  g_clear_pointer (&reading->groups, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
reading_init (Reading *reading,
              AssayMatchRecords *records,
              const AssayMatchPlan *plan,
              AssayConnection *connection,
              const char *which,
              gboolean grouped,
              GError **error)
{
  g_autofree char *sql = select_sql (plan, which);

  *reading = (Reading){ .records = records,
                        .plan = plan,
                        .raw = g_string_new (NULL),
                        .folded = g_ptr_array_new_with_free_func (free_string),
                        .leads = g_array_new (FALSE, FALSE, sizeof (gint64)),
                        .groups = grouped ? g_array_new (FALSE, FALSE, sizeof (guint32)) : NULL };
  for (guint i = 0; i < plan->sources->len; i++)
    g_ptr_array_add (reading->folded, g_string_new (NULL));
  reading->statement = assay_connection_prepare (connection, sql, error);
  return reading->statement != NULL;
}

static gboolean
take_row (Reading *reading, GCancellable *cancellable, GError **error)
{
  gint64 lead = assay_statement_get_int64 (reading->statement, 0);
  guint32 group = (guint32) assay_statement_get_int64 (reading->statement, 1);

  g_array_append_val (reading->leads, lead);
  if (reading->groups != NULL)
    g_array_append_val (reading->groups, group);
  read_row (reading->records,
            reading->plan,
            reading->statement,
            reading->raw,
            (GString **) reading->folded->pdata);
  return reading->leads->len % CANCEL_ROWS != 0 || !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
reading_end (Reading *reading)
{
  reading->records->n = reading->leads->len;
  reading->records->leads = (gint64 *) (gpointer) g_array_free (g_steal_pointer (&reading->leads), FALSE);
  if (reading->groups != NULL)
    reading->records->groups =
        (guint32 *) (gpointer) g_array_free (g_steal_pointer (&reading->groups), FALSE);
}

static gboolean
fail_without_fields (GError **error)
{
  g_set_error (error,
               ASSAY_MATCH_ERROR,
               ASSAY_MATCH_ERROR_NO_FIELDS,
               "No field of the leads tells who is the same");
  return FALSE;
}

/**
 * assay_match_records_load:
 * @grouped: whether only pairs of two imports count
 *
 * Reads all leads. Worker thread.
 */
AssayMatchRecords *
assay_match_records_load (AssayConnection *connection,
                          const AssayMatchPlan *plan,
                          gboolean grouped,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (AssayMatchRecords) self = assay_match_records_new (make_comparisons (plan));
  g_auto (Reading) reading = { 0 };
  gboolean row = TRUE;

  if (!reading_init (&reading, self, plan, connection, " ORDER BY lead.id", grouped, error))
    return NULL;
  while (row)
    if (!assay_statement_step (reading.statement, &row, error) ||
        (row && !take_row (&reading, cancellable, error)))
      return NULL;
  reading_end (&reading);
  assay_match_records_seal (self);
  return self->comparisons->len > 0 || fail_without_fields (error) ? g_steal_pointer (&self) : NULL;
}

/**
 * assay_match_records_load_some:
 * @leads: (element-type gint64): which, rising; those that do not exist are left out
 *
 * Reads some leads, sealed by assay_match_records_seal_some(). Worker thread.
 */
AssayMatchRecords *
assay_match_records_load_some (AssayConnection *connection,
                               const AssayMatchPlan *plan,
                               const GArray *leads,
                               gboolean grouped,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (AssayMatchRecords) self = assay_match_records_new (make_comparisons (plan));
  g_auto (Reading) reading = { 0 };

  if (!reading_init (&reading, self, plan, connection, " WHERE lead.id = ?1", grouped, error))
    return NULL;
  for (guint i = 0; i < leads->len; i++)
    {
      gboolean row;

      assay_statement_bind_int64 (reading.statement, 1, g_array_index (leads, gint64, i));
      if (!assay_statement_step (reading.statement, &row, error) ||
          (row && !take_row (&reading, cancellable, error)))
        return NULL;
      assay_statement_reset (reading.statement);
    }
  reading_end (&reading);
  assay_match_records_seal_some (self);
  return g_steal_pointer (&self);
}

static gboolean
tells_something (const AssayMatchColumn *column)
{
  guint32 values = assay_match_column_get_values (column);

  return values > 0 && (values < assay_match_column_get_filled (column) ||
                        assay_match_column_get_filled (column) < UNIQUE_ROWS);
}

static void
find_roles (AssayMatchRecords *self)
{
  for (guint i = 0; i < self->comparisons->len; i++)
    {
      AssayMatchComparison *comparison = g_ptr_array_index (self->comparisons, i);

      if (comparison->kind == ASSAY_MATCH_GIVEN)
        self->given = (int) i;
      else if (comparison->kind == ASSAY_MATCH_FAMILY)
        self->family = (int) i;
      else if (comparison->kind == ASSAY_MATCH_NAME && self->whole_name < 0)
        self->whole_name = (int) i;
      if (comparison->evidence == 0)
        comparison->evidence = 8 + i;
    }
}

/**
 * assay_match_records_seal:
 *
 * After the last record was appended to all columns: drops the comparisons that cannot tell
 * anything.
 */
void
assay_match_records_seal (AssayMatchRecords *self)
{
  for (guint i = 0; i < self->comparisons->len;)
    {
      AssayMatchComparison *comparison = g_ptr_array_index (self->comparisons, i);

      assay_match_comparison_seal (comparison);
      if ((comparison->kind == ASSAY_MATCH_IDENTIFIER || comparison->kind == ASSAY_MATCH_URL ||
           comparison->kind == ASSAY_MATCH_NUMBER) &&
          !tells_something (comparison->column))
        g_ptr_array_remove_index (self->comparisons, i);
      else
        i++;
    }
  find_roles (self);
}

/**
 * assay_match_records_seal_some:
 *
 * After the last of some records: what cannot tell anything is for all of them together to say.
 */
void
assay_match_records_seal_some (AssayMatchRecords *self)
{
  for (guint i = 0; i < self->comparisons->len; i++)
    assay_match_comparison_seal (g_ptr_array_index (self->comparisons, i));
  find_roles (self);
}

static gboolean
alike (AssayMatchText a, AssayMatchText b)
{
  if (a.length == 0 || b.length == 0 || a.text[0] != b.text[0])
    return FALSE;
  return assay_jaro_winkler (a.text, a.length, b.text, b.length) >= ASSAY_MATCH_CLOSE_AT;
}

/* Given name and surname in each other's place: one agreement, not two, nor a third of the whole name. */
static AssayMatchVector
look_for_swap (const AssayMatchRecords *self, guint32 a, guint32 b, AssayMatchVector vector)
{
  const guint given_shift = (guint) self->given * ASSAY_MATCH_LEVEL_BITS;
  const guint family_shift = (guint) self->family * ASSAY_MATCH_LEVEL_BITS;
  AssayMatchLevel given = assay_match_vector_level (vector, (guint) self->given);
  AssayMatchLevel family = assay_match_vector_level (vector, (guint) self->family);
  const AssayMatchColumn *givens, *families;
  const guint32 *given_ids, *family_ids;

  if (given <= ASSAY_MATCH_CLOSE || family <= ASSAY_MATCH_CLOSE)
    return vector;
  givens = assay_match_records_get (self, (guint) self->given)->column;
  families = assay_match_records_get (self, (guint) self->family)->column;
  given_ids = assay_match_column_get_ids (givens);
  family_ids = assay_match_column_get_ids (families);
  if (!alike (assay_match_column_get_text (givens, given_ids[a]),
              assay_match_column_get_text (families, family_ids[b])) ||
      !alike (assay_match_column_get_text (families, family_ids[a]),
              assay_match_column_get_text (givens, given_ids[b])))
    return vector;
  if (self->whole_name >= 0)
    vector &= ~(G_GUINT64_CONSTANT (7) << ((guint) self->whole_name * ASSAY_MATCH_LEVEL_BITS));
  vector &= ~((G_GUINT64_CONSTANT (7) << given_shift) | (G_GUINT64_CONSTANT (7) << family_shift));
  return vector | (AssayMatchVector) ASSAY_MATCH_CROSSED << given_shift;
}

/**
 * assay_match_records_compare:
 * @used: bits of the comparisons to make; the others are as if missing
 *
 * Returns: how well two records agree, comparison by comparison. Any thread
 */
AssayMatchVector
assay_match_records_compare (const AssayMatchRecords *self, guint32 used, guint32 a, guint32 b)
{
  AssayMatchVector vector = 0;

  for (guint i = 0; i < self->comparisons->len; i++)
    {
      const AssayMatchComparison *comparison = assay_match_records_get (self, i);
      const guint32 *ids = assay_match_column_get_ids (comparison->column);

      if ((used >> i & 1) == 0)
        continue;
      AssayMatchLevel level = assay_match_comparison_run (comparison, ids[a], ids[b]);

      vector |= (AssayMatchVector) level << (i * ASSAY_MATCH_LEVEL_BITS);
    }
  return self->given >= 0 && self->family >= 0 ? look_for_swap (self, a, b, vector) : vector;
}

/**
 * assay_match_records_find:
 *
 * Returns: the place of a lead, or %ASSAY_MATCH_NO_RECORD
 */
guint32
assay_match_records_find (const AssayMatchRecords *self, gint64 lead)
{
  guint32 low = 0, high = self->n;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (self->leads[middle] < lead)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n && self->leads[low] == lead ? low : ASSAY_MATCH_NO_RECORD;
}
