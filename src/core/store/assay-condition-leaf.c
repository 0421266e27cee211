/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/assay-boolean-text.h"
#include "base/assay-clock.h"
#include "store/assay-condition-source-private.h"

#define I64 G_GINT64_FORMAT

static void
append_place (AssayConditionSql *self,
              GString           *to)
{
  g_string_append_printf (to, "?%d", self->n_reserved + (int) self->scalars->len);
}

/* Puts a parameter into the text. Takes @constant. */
void
assay_condition_sql_append_constant (AssayConditionSql *self,
                                     GString           *to,
                                     AssaySqlConstant  *constant)
{
  AssayValue nothing = ASSAY_VALUE_INIT_NULL;

  g_ptr_array_add (self->constants, constant);
  g_array_append_val (self->scalars, nothing);
  append_place (self, to);
}

static void
append_scalar (AssayConditionSql *self,
               GString           *to,
               const AssayValue  *scalar)
{
  g_ptr_array_add (self->constants, NULL);
  g_array_append_vals (self->scalars, scalar, 1);
  append_place (self, to);
}

static void
append_list (AssayConditionSql *self,
             GString           *to,
             const AssayValue  *values,
             guint              n_values)
{
  assay_condition_sql_append_constant (self, to, assay_sql_constant_new_list (values, n_values));
}

void
assay_condition_sql_note_change (AssayConditionSql *self,
                                 char              *sql)
{
  if (self->context.scope == ASSAY_SQL_SCOPE_BULK)
    g_hash_table_add (self->changes, sql);
  else
    g_free (sql);
}

static gboolean
is_date (AssayFieldType type)
{
  return type == ASSAY_FIELD_TYPE_DATE || type == ASSAY_FIELD_TYPE_DATETIME;
}

static gboolean
holds_text (const AssaySqlSource *source)
{
  return source->type != ASSAY_FIELD_TYPE_NUMBER && source->type != ASSAY_FIELD_TYPE_BOOLEAN
         && !is_date (source->type);
}

/* One bound of a comparison: a number, or a date as the instants where it begins and ends. */
typedef struct
{
  gboolean date;
  AssayValue low;
  AssayValue high; /* of a day: the first instant after it */
  gboolean day;
} Bound;

static void
read_bound (const AssayValue *value,
            Bound            *bound)
{
  gint64 instant;

  *bound = (Bound) { .low = *value, .high = *value };
  if (value->kind != ASSAY_VALUE_TEXT)
    return;
  if (!assay_instant_from_iso (value->text, value->length, &instant, &bound->day))
    instant = 0;
  bound->date = TRUE;
  bound->low = assay_value_from_integer (instant);
  bound->high = assay_value_from_integer (bound->day ? instant + ASSAY_MS_PER_DAY : instant);
}

/* The value as a number that compares with @bound, as SQL. */
static char *
ordered_value (const AssaySqlSource *source,
               const Bound          *bound)
{
  if (source->zero)
    return g_strdup_printf ("ifnull(%s, 0)", source->sql);
  if (holds_text (source))
    return g_strdup_printf (bound->date ? "assay_instant(%s)" : "assay_number(%s)", source->sql);
  return g_strdup (source->sql);
}

static void
append_comparison (AssayConditionSql *self,
                   GString           *to,
                   const char        *value,
                   const char        *op,
                   const AssayValue  *with)
{
  g_string_append_printf (to, "%s %s ", value, op);
  append_scalar (self, to, with);
}

/* A day, such as 2026-11-21, is all of its instants: "<=" takes in the whole of it, ">" none. */
static void
append_ordered_test (AssayConditionSql *self,
                     GString           *to,
                     const char        *value,
                     AssayOperator      op,
                     const Bound       *bound)
{
  const AssayValue *high = &bound->high, *low = &bound->low;

  switch ((int) op)
    {
    case ASSAY_OPERATOR_LESS:
      append_comparison (self, to, value, "<", low);
      break;
    case ASSAY_OPERATOR_LESS_EQUAL:
      append_comparison (self, to, value, bound->day ? "<" : "<=", high);
      break;
    case ASSAY_OPERATOR_GREATER:
      append_comparison (self, to, value, bound->day ? ">=" : ">", high);
      break;
    case ASSAY_OPERATOR_GREATER_EQUAL:
      append_comparison (self, to, value, ">=", low);
      break;
    case ASSAY_OPERATOR_EQUAL:
    case ASSAY_OPERATOR_NOT_EQUAL:
    default:
      if (op == ASSAY_OPERATOR_NOT_EQUAL)
        g_string_append (to, "NOT ");
      g_string_append_c (to, '(');
      append_comparison (self, to, value, bound->day ? ">=" : "=", low);
      if (bound->day)
        {
          g_string_append (to, " AND ");
          append_comparison (self, to, value, "<", high);
        }
      g_string_append_c (to, ')');
    }
}

/* "X days after the event" is when a comparison with last_days or first_days may turn. */
static void
note_instant_change (AssayConditionSql    *self,
                     const AssaySqlSource *source,
                     const AssayValue     *days)
{
  double number = days->kind == ASSAY_VALUE_INTEGER ? (double) days->integer : days->real;

  if (source->instant == NULL || days->kind == ASSAY_VALUE_TEXT || number < 0
      || number > ASSAY_REFERENCE_MAX_DAYS)
    return;
  assay_condition_sql_note_change (self, g_strdup_printf ("%s + %" I64, source->instant,
                                      (gint64) (number * (double) ASSAY_MS_PER_DAY) + 1));
}

static void
append_ordered (AssayConditionSql        *self,
                GString                  *to,
                const AssaySqlSource     *source,
                const AssayConditionLeaf *leaf)
{
  static const AssayOperator range[] = { ASSAY_OPERATOR_GREATER_EQUAL, ASSAY_OPERATOR_LESS_EQUAL };
  g_autofree char *value = NULL;
  Bound bound;

  g_string_append (to, "ifnull(");
  for (guint i = 0; i < leaf->n_values; i++)
    {
      AssayOperator op = leaf->op == ASSAY_OPERATOR_BETWEEN ? range[i] : leaf->op;

      read_bound (&leaf->values[i], &bound);
      g_free (value);
      value = ordered_value (source, &bound);
      if (i > 0)
        g_string_append (to, " AND ");
      append_ordered_test (self, to, value, op, &bound);
      note_instant_change (self, source, &leaf->values[i]);
    }
  /* A text among numbers sorts after all of them; it is neither more nor different. */
  if (source->maybe_text)
    g_string_append_printf (to, " AND %s < ''", source->sql);
  g_string_append (to, ", 0)");
}

static void
append_within_days (AssayConditionSql        *self,
                    GString                  *to,
                    const AssaySqlSource     *source,
                    const AssayConditionLeaf *leaf)
{
  const AssayValue *days = &leaf->values[0];
  double number = days->kind == ASSAY_VALUE_INTEGER ? (double) days->integer : days->real;
  gint64 window = (gint64) (number * (double) ASSAY_MS_PER_DAY);
  gint64 now = self->context.as_of;
  g_autofree char *value = NULL;

  if (!is_date (source->type) && !holds_text (source))
    {
      g_string_append_c (to, '0');
      return;
    }
  value = holds_text (source) ? g_strdup_printf ("assay_instant(%s)", source->sql)
                              : g_strdup (source->sql);
  g_string_append_printf (
    to, "ifnull(%s BETWEEN %" I64 " AND %" I64 ", 0)", value, now - window, now);
  assay_condition_sql_note_change (self,
                                   g_strdup_printf ("CASE WHEN %s < '' THEN CASE WHEN %s > %" I64
                                                    " THEN %s WHEN %s >= %" I64 " THEN %s + %" I64
                                                    " END END",
                                                    value,
                                                    value,
                                                    now,
                                                    value,
                                                    value,
                                                    now - window,
                                                    value,
                                                    window + 1));
}

/* A date given as text equals every instant of its day, and the same text where that stayed one. */
static gboolean
append_dates (AssayConditionSql    *self,
              GString              *to,
              const AssaySqlSource *source,
              const AssayValue     *values,
              guint                 n_values)
{
  gint64 instant;

  if (!is_date (source->type))
    return FALSE;
  for (guint i = 0; i < n_values; i++)
    if (values[i].kind != ASSAY_VALUE_TEXT
        || !assay_instant_from_iso (values[i].text, values[i].length, &instant, NULL))
      return FALSE;
  g_string_append (to, "(ifnull(");
  for (guint i = 0; i < n_values; i++)
    {
      Bound bound;
      read_bound (&values[i], &bound);
      g_string_append (to, i > 0 ? " OR " : "");
      append_ordered_test (self, to, source->sql, ASSAY_OPERATOR_EQUAL, &bound);
    }
  g_string_append_printf (to, ", 0) OR assay_in(%s, ", source->sql);
  append_list (self, to, values, n_values);
  g_string_append (to, "))");
  return TRUE;
}

/* "yes" and "no" given as text equal what a boolean column keeps of them: 1 and 0. */
static GArray *
with_booleans (const AssayValue *values,
               guint             n_values)
{
  GArray *more = g_array_new (FALSE, FALSE, sizeof (AssayValue));

  g_array_append_vals (more, values, n_values);
  for (guint i = 0; i < n_values; i++)
    {
      gboolean yes;
      if (values[i].kind != ASSAY_VALUE_TEXT
          || !assay_text_to_boolean (values[i].text, values[i].length, &yes))
        continue;
      AssayValue kept = assay_value_from_integer (yes ? 1 : 0);
      g_array_append_val (more, kept);
    }
  return more;
}

/* A lead that a job added, whose values it changed, or that got events by it. */
static void
append_jobs (AssayConditionSql *self,
             GString           *to,
             const AssayValue  *values,
             guint              n_values)
{
  g_autoptr (GString) list = g_string_new ("(");

  for (guint i = 0; i < n_values; i++)
    {
      g_string_append (list, i > 0 ? ", " : "");
      append_scalar (self, list, &values[i]);
    }
  g_string_append_c (list, ')');
  g_string_append_printf (to,
                          "(lead.job IN %s OR lead.id IN (SELECT lead FROM change WHERE job IN %s "
                          "UNION SELECT lead FROM event WHERE job IN %s))",
                          list->str, list->str, list->str);
}

void
assay_condition_sql_append_in (AssayConditionSql    *self,
           GString              *to,
           const AssaySqlSource *source,
           const AssayValue     *values,
           guint                 n_values)
{
  g_autoptr (GArray) more = NULL;

  if (source->jobs)
    {
      append_jobs (self, to, values, n_values);
      return;
    }
  if (n_values <= 100 && append_dates (self, to, source, values, n_values))
    return;
  if (source->type == ASSAY_FIELD_TYPE_BOOLEAN)
    {
      more = with_booleans (values, n_values);
      values = (const AssayValue *) (gpointer) more->data;
      n_values = more->len;
    }
  if (source->zero)
    g_string_append_printf (to, "assay_in(ifnull(%s, 0), ", source->sql);
  else
    g_string_append_printf (to, "assay_in(%s, ", source->sql);
  append_list (self, to, values, n_values);
  g_string_append_c (to, ')');
}

/* Jobs are numbers that have no order worth asking for. */
static gboolean
append_jobs_test (AssayConditionSql        *self,
                  GString                  *to,
                  const AssaySqlSource     *source,
                  const AssayConditionLeaf *leaf)
{
  if (!source->jobs)
    return FALSE;
  if (leaf->op == ASSAY_OPERATOR_IS_NOT || leaf->op == ASSAY_OPERATOR_NOT_EQUAL)
    g_string_append (to, "NOT ");
  if (leaf->op == ASSAY_OPERATOR_IS || leaf->op == ASSAY_OPERATOR_IN
      || leaf->op == ASSAY_OPERATOR_EQUAL || leaf->op == ASSAY_OPERATOR_IS_NOT
      || leaf->op == ASSAY_OPERATOR_NOT_EQUAL)
    append_jobs (self, to, leaf->values, leaf->n_values);
  else
    g_string_append_c (to, '0');
  return TRUE;
}

static void
append_text_test (AssayConditionSql        *self,
                  GString                  *to,
                  const char               *function,
                  const AssaySqlSource     *source,
                  const AssayConditionLeaf *leaf)
{
  g_string_append_printf (to, "%s(%s, ", function, source->sql);
  append_list (self, to, leaf->values, leaf->n_values);
  g_string_append_c (to, ')');
}

void
assay_condition_sql_append_test (AssayConditionSql        *self,
                  GString                  *to,
                  const AssaySqlSource     *source,
                  const AssayConditionLeaf *leaf)
{
  if (append_jobs_test (self, to, source, leaf))
    return;
  switch (leaf->op)
    {
    case ASSAY_OPERATOR_IS_NOT:
      g_string_append (to, "NOT ");
      assay_condition_sql_append_in (self, to, source, leaf->values, leaf->n_values);
      break;
    case ASSAY_OPERATOR_IS:
    case ASSAY_OPERATOR_IN:
      assay_condition_sql_append_in (self, to, source, leaf->values, leaf->n_values);
      break;
    case ASSAY_OPERATOR_HAS_WORD:
      g_string_append_printf (to, "assay_has_word(%s, ", source->sql);
      assay_condition_sql_append_constant (
        self, to, assay_sql_constant_new_phrases (leaf->values, leaf->n_values));
      g_string_append_c (to, ')');
      break;
    case ASSAY_OPERATOR_CONTAINS:
      append_text_test (self, to, "assay_contains", source, leaf);
      break;
    case ASSAY_OPERATOR_STARTS_WITH:
      append_text_test (self, to, "assay_starts", source, leaf);
      break;
    case ASSAY_OPERATOR_ENDS_WITH:
      append_text_test (self, to, "assay_ends", source, leaf);
      break;
    case ASSAY_OPERATOR_MATCHES:
      g_string_append_printf (to, "assay_matches(%s, ", source->sql);
      assay_condition_sql_append_constant (self, to, assay_sql_constant_new_pattern (&leaf->values[0]));
      g_string_append_c (to, ')');
      break;
    case ASSAY_OPERATOR_PRESENT:
      g_string_append_printf (to, "assay_present(%s)", source->sql);
      break;
    case ASSAY_OPERATOR_ABSENT:
      g_string_append_printf (to, "NOT assay_present(%s)", source->sql);
      break;
    case ASSAY_OPERATOR_IS_TRUE:
      g_string_append_printf (to, "assay_is_true(%s)", source->sql);
      break;
    case ASSAY_OPERATOR_WITHIN_DAYS:
      append_within_days (self, to, source, leaf);
      break;
    case ASSAY_OPERATOR_EQUAL:
    case ASSAY_OPERATOR_NOT_EQUAL:
    case ASSAY_OPERATOR_LESS:
    case ASSAY_OPERATOR_LESS_EQUAL:
    case ASSAY_OPERATOR_GREATER:
    case ASSAY_OPERATOR_GREATER_EQUAL:
    case ASSAY_OPERATOR_BETWEEN:
      append_ordered (self, to, source, leaf);
      break;
    default:
      g_return_if_reached ();
    }
}
