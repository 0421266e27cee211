/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-text.h"
#include "model/assay-condition.h"

/* A second, slow and obvious evaluator of conditions, to hold the compiled SQL against. It knows
 * text, number and date fields and the events of one lead. */

typedef enum
{
  NAIVE_TEXT,
  NAIVE_NUMBER,
  NAIVE_DATE,
} NaiveKind;

typedef struct
{
  const char *key;
  NaiveKind kind;
} NaiveField;

static const NaiveField naive_fields[] = {
  { "role", NAIVE_TEXT },
  { "company", NAIVE_TEXT },
  { "company_size", NAIVE_NUMBER },
  { "deal_value", NAIVE_NUMBER },
  { "created_at", NAIVE_DATE },
  { "outcome_at", NAIVE_DATE },
};

#define NAIVE_N_FIELDS 6

typedef struct
{
  const char *key;
  double weight;
  double half_life;
  gboolean interaction;
  gboolean inbound;
} NaiveType;

static const NaiveType naive_types[] = {
  { "email_opened", 1, 14, TRUE, FALSE },
  { "form_submitted", 8, 30, TRUE, TRUE },
  { "email_bounced", -5, 90, FALSE, FALSE },
};

typedef struct
{
  int type;
  gint64 at;
} NaiveEvent;

typedef struct
{
  AssayValue fields[NAIVE_N_FIELDS];
  NaiveEvent events[8];
  guint n_events;
} NaiveLead;

typedef struct
{
  gboolean there;
  gboolean is_text;
  NaiveKind kind;
  char *text;
  double number;
  gboolean zero;
} NaiveValue;

static inline gboolean
naive_type_in (const NaiveType *type,
               const char      *name)
{
  return strcmp (name, "any") == 0 || strcmp (name, type->key) == 0
         || (strcmp (name, "interaction") == 0 && type->interaction)
         || (strcmp (name, "inbound") == 0 && type->inbound);
}

static inline NaiveValue
naive_measure (const NaiveLead      *lead,
               const AssayReference *reference,
               gint64                as_of)
{
  g_autofree char *name = NULL;
  AssayMeasure measure = assay_reference_parse_event (reference, &name);
  NaiveValue value = { .kind = NAIVE_NUMBER };
  double day = (double) ASSAY_MS_PER_DAY;

  for (guint i = 0; i < lead->n_events; i++)
    {
      const NaiveEvent *event = &lead->events[i];
      const NaiveType *type = &naive_types[event->type];
      double age = (double) (as_of - event->at) / day;
      double half_life = reference->half_life > 0 ? reference->half_life : type->half_life;

      if (!naive_type_in (type, name) || age < reference->older
          || (reference->within > 0 && age >= reference->within))
        continue;
      if (measure == ASSAY_MEASURE_COUNT)
        value.number += 1;
      else if (measure == ASSAY_MEASURE_WEIGHT)
        value.number += type->weight;
      else if (measure == ASSAY_MEASURE_DECAYED)
        value.number += type->weight * pow (0.5, age / half_life);
      else if (measure == ASSAY_MEASURE_DECAYED_COUNT)
        value.number += pow (0.5, age / half_life);
      else if (!value.there || (measure == ASSAY_MEASURE_LAST_DAYS) == (age < value.number))
        value.number = age;
      value.there = TRUE;
    }
  value.zero = measure == ASSAY_MEASURE_COUNT || measure == ASSAY_MEASURE_WEIGHT
               || measure == ASSAY_MEASURE_DECAYED || measure == ASSAY_MEASURE_DECAYED_COUNT;
  return value;
}

static inline NaiveValue
naive_read (const NaiveLead      *lead,
            const AssayReference *reference,
            gint64                as_of)
{
  NaiveValue value = { FALSE };

  if (assay_reference_parse_event (reference, NULL) != ASSAY_MEASURE_NONE)
    return naive_measure (lead, reference, as_of);
  for (guint i = 0; i < NAIVE_N_FIELDS; i++)
    if (strcmp (naive_fields[i].key, reference->key) == 0)
      {
        const AssayValue *cell = &lead->fields[i];
        value.kind = naive_fields[i].kind;
        value.there = cell->kind != ASSAY_VALUE_NULL;
        value.is_text = cell->kind == ASSAY_VALUE_TEXT;
        if (value.is_text)
          value.text = g_strndup (cell->text, cell->length);
        else if (value.there)
          value.number = cell->kind == ASSAY_VALUE_INTEGER ? (double) cell->integer : cell->real;
      }
  return value;
}

/* The number or instant of a value for a comparison, NaN where there is none. */
static inline double
naive_ordered (const NaiveValue *value,
               gboolean          date)
{
  gint64 instant;
  char *end;

  if (!value->there)
    return value->zero ? 0 : NAN;
  if (!value->is_text)
    return value->number;
  if (value->kind != NAIVE_TEXT)
    return NAN;
  if (date)
    return assay_instant_from_iso (value->text, -1, &instant, NULL) ? (double) instant : NAN;
  if (value->text[0] == '\0' || strspn (value->text, "0123456789.eE+-") != strlen (value->text))
    return NAN;
  double number = g_ascii_strtod (value->text, &end);
  return *end == '\0' ? number : NAN;
}

static inline gboolean
naive_compare (const NaiveValue *value,
               AssayOperator     op,
               const AssayValue *with)
{
  gint64 instant = 0;
  gboolean day = FALSE;
  double low, high, x;

  if (with->kind == ASSAY_VALUE_TEXT)
    {
      assay_instant_from_iso (with->text, with->length, &instant, &day);
      low = (double) instant;
    }
  else
    low = with->kind == ASSAY_VALUE_INTEGER ? (double) with->integer : with->real;
  high = day ? low + (double) ASSAY_MS_PER_DAY - 1 : low;
  x = naive_ordered (value, with->kind == ASSAY_VALUE_TEXT);
  if (isnan (x))
    return FALSE;
  switch ((int) op)
    {
    case ASSAY_OPERATOR_EQUAL:
      return x >= low && x <= high;
    case ASSAY_OPERATOR_NOT_EQUAL:
      return !(x >= low && x <= high);
    case ASSAY_OPERATOR_LESS:
      return x < low;
    case ASSAY_OPERATOR_LESS_EQUAL:
      return x <= high;
    case ASSAY_OPERATOR_GREATER:
      return x > high;
    default:
      return x >= low;
    }
}

static inline gboolean
naive_equal (const NaiveValue *value,
             const AssayValue *with)
{
  g_autofree char *folded = NULL, *other = NULL;
  gint64 instant;
  char *end;

  if (!value->there && !value->zero)
    return FALSE;
  if (!value->is_text)
    {
      if (with->kind != ASSAY_VALUE_TEXT)
        return value->number == (with->kind == ASSAY_VALUE_INTEGER ? (double) with->integer : with->real);
      if (value->kind == NAIVE_DATE && assay_instant_from_iso (with->text, with->length, &instant, NULL))
        return naive_compare (value, ASSAY_OPERATOR_EQUAL, with);
      double number = g_ascii_strtod (with->text, &end);
      return end != with->text && *end == '\0' && g_ascii_strcasecmp (with->text, "inf") != 0
             && value->number == number;
    }
  folded = assay_text_fold (value->text, -1);
  other = with->kind == ASSAY_VALUE_TEXT
            ? assay_text_fold (with->text, with->length)
            : g_strdup_printf ("%.15g", with->kind == ASSAY_VALUE_INTEGER ? (double) with->integer : with->real);
  return strcmp (folded, other) == 0;
}

static inline gboolean
naive_text_test (const NaiveValue *value,
                 AssayOperator     op,
                 const AssayValue *with)
{
  g_autofree char *text = value->is_text ? g_strdup (value->text)
                                         : g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) value->number);
  g_autofree char *folded = assay_text_fold (text, -1);
  g_autofree char *part = assay_text_fold (with->text, with->length);

  if (!value->there)
    return FALSE;
  if (op == ASSAY_OPERATOR_HAS_WORD)
    {
      g_autofree char *words = assay_text_words (text, -1);
      g_autofree char *phrase = assay_text_words (with->text, with->length);
      g_autofree char *padded = g_strdup_printf (" %s ", words);
      g_autofree char *needle = g_strdup_printf (" %s ", phrase);
      return phrase[0] != '\0' && strstr (padded, needle) != NULL;
    }
  if (part[0] == '\0')
    return FALSE;
  if (op == ASSAY_OPERATOR_CONTAINS)
    return strstr (folded, part) != NULL;
  if (op == ASSAY_OPERATOR_STARTS_WITH)
    return g_str_has_prefix (folded, part);
  return g_str_has_suffix (folded, part);
}

static inline gboolean
naive_within (const NaiveValue *value,
              double            days,
              gint64            as_of)
{
  double x = value->kind == NAIVE_NUMBER ? NAN : naive_ordered (value, TRUE);

  return x >= (double) as_of - days * (double) ASSAY_MS_PER_DAY && x <= (double) as_of;
}

static inline gboolean
naive_leaf (const AssayConditionLeaf *leaf,
            const NaiveLead          *lead,
            gint64                    as_of)
{
  NaiveValue value = naive_read (lead, &leaf->reference, as_of);
  g_autofree char *owned = value.text;
  g_autofree char *folded = value.is_text ? assay_text_fold (value.text, -1) : g_strdup ("x");
  gboolean present = value.there && folded[0] != '\0';
  gboolean found = FALSE;

  switch (leaf->op)
    {
    case ASSAY_OPERATOR_PRESENT:
      return present;
    case ASSAY_OPERATOR_ABSENT:
      return !present;
    case ASSAY_OPERATOR_IS_TRUE:
      return value.there && (value.is_text ? strcmp (folded, "yes") == 0 || strcmp (folded, "x") == 0
                                           : value.number != 0);
    case ASSAY_OPERATOR_MATCHES:
      return value.there && g_regex_match_simple (leaf->values[0].text, value.is_text ? value.text : "5",
                                                  G_REGEX_CASELESS, 0);
    case ASSAY_OPERATOR_IS_NOT:
      return !naive_equal (&value, &leaf->values[0]);
    case ASSAY_OPERATOR_IS:
    case ASSAY_OPERATOR_IN:
      for (guint i = 0; i < leaf->n_values; i++)
        found = found || naive_equal (&value, &leaf->values[i]);
      return found;
    case ASSAY_OPERATOR_HAS_WORD:
    case ASSAY_OPERATOR_CONTAINS:
    case ASSAY_OPERATOR_STARTS_WITH:
    case ASSAY_OPERATOR_ENDS_WITH:
      for (guint i = 0; i < leaf->n_values; i++)
        found = found || naive_text_test (&value, leaf->op, &leaf->values[i]);
      return found;
    case ASSAY_OPERATOR_WITHIN_DAYS:
      return naive_within (&value, (double) leaf->values[0].integer, as_of);
    case ASSAY_OPERATOR_BETWEEN:
      return naive_compare (&value, ASSAY_OPERATOR_GREATER_EQUAL, &leaf->values[0])
             && naive_compare (&value, ASSAY_OPERATOR_LESS_EQUAL, &leaf->values[1]);
    case ASSAY_OPERATOR_EQUAL:
    case ASSAY_OPERATOR_NOT_EQUAL:
    case ASSAY_OPERATOR_LESS:
    case ASSAY_OPERATOR_LESS_EQUAL:
    case ASSAY_OPERATOR_GREATER:
    case ASSAY_OPERATOR_GREATER_EQUAL:
    default:
      return naive_compare (&value, leaf->op, &leaf->values[0]);
    }
}

static inline gboolean
naive_holds (const AssayCondition *condition,
             const NaiveLead      *lead,
             gint64                as_of)
{
  AssayConditionKind kind = assay_condition_get_kind (condition);
  guint n = assay_condition_get_n_children (condition);

  if (kind == ASSAY_CONDITION_LEAF)
    return naive_leaf (assay_condition_get_leaf (condition), lead, as_of);
  if (kind == ASSAY_CONDITION_NOT)
    return !naive_holds (assay_condition_get_child (condition, 0), lead, as_of);
  for (guint i = 0; i < n; i++)
    if (naive_holds (assay_condition_get_child (condition, i), lead, as_of) != (kind == ASSAY_CONDITION_ALL))
      return kind == ASSAY_CONDITION_ANY;
  return kind == ASSAY_CONDITION_ALL;
}
