/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"

/* Random sound conditions for property tests: any operator, any nesting, hostile texts. */

static inline AssayValue
random_condition_value (GRand   *rand,
                        gboolean text_only)
{
  static const char *const texts[] = {
    "ceo", "VP Sales", "and", "NOT", "present", "true", "5", "-1.5", "1e3", "", " ", "a\"b", "c:\\d", "l\nn", "日本",
    "2026-01-02", "inf", "days", "(", "é\xcc\x81", "it's", "a,b", "\t", "+", "@x", "within", "x.y-z", "\x01",
  };
  int pick = g_rand_int_range (rand, 0, text_only ? 2 : 5);

  if (pick < 2)
    {
      const char *text = texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))];
      return assay_value_from_text (text, strlen (text));
    }
  if (pick == 2)
    return assay_value_from_integer (g_rand_int_range (rand, -100, 100));
  if (pick == 3)
    return assay_value_from_integer (G_MAXINT64 - g_rand_int_range (rand, 0, 3));
  return assay_value_from_real (g_rand_double_range (rand, -1e6, 1e6));
}

static inline AssayValue
random_condition_ordered (GRand *rand)
{
  if (g_rand_boolean (rand))
    return assay_value_from_text ("2026-02-28T12:30Z", strlen ("2026-02-28T12:30Z"));
  return assay_value_from_real ((double) g_rand_int_range (rand, -100, 100));
}

static inline AssayCondition *
random_condition_leaf (GRand *rand)
{
  static const char *const keys[] = {
    "role", "email.status", "score", "score.lead-intent", "my field", "and", "all", "größe", "x_1", "a\"b", "present",
    "events.email_open.count", "events.any.decayed", "events.a.b.last_days", "名前", "last-activity",
  };
  AssayReference reference = { (char *) keys[g_rand_int_range (rand, 0, G_N_ELEMENTS (keys))] };
  AssayOperator op = (AssayOperator) g_rand_int_range (rand, 0, ASSAY_N_OPERATORS);
  AssayMeasure measure = assay_reference_parse_event (&reference, NULL);
  AssayValue values[4];
  guint n = 0;

  if (measure != ASSAY_MEASURE_NONE && g_rand_boolean (rand))
    reference.within = g_rand_int_range (rand, 0, 90) / 2.0;
  if (measure != ASSAY_MEASURE_NONE && g_rand_boolean (rand))
    reference.older = g_rand_int_range (rand, 0, 90);
  if (measure == ASSAY_MEASURE_DECAYED && g_rand_boolean (rand))
    reference.half_life = g_rand_double_range (rand, 0.1, 99);
  switch ((int) op)
    {
    case ASSAY_OPERATOR_PRESENT:
    case ASSAY_OPERATOR_ABSENT:
    case ASSAY_OPERATOR_IS_TRUE:
      break;
    case ASSAY_OPERATOR_IS:
    case ASSAY_OPERATOR_IS_NOT:
      values[n++] = random_condition_value (rand, FALSE);
      break;
    case ASSAY_OPERATOR_MATCHES:
      values[n++] = assay_value_from_text ("^a.*\\d \"(x|y)$", strlen ("^a.*\\d \"(x|y)$"));
      break;
    case ASSAY_OPERATOR_WITHIN_DAYS:
      values[n++] = assay_value_from_integer (g_rand_int_range (rand, 0, 400));
      break;
    case ASSAY_OPERATOR_BETWEEN:
      values[n++] = random_condition_ordered (rand);
      values[n++] = random_condition_ordered (rand);
      break;
    default:
      if (!assay_operator_takes_list (op))
        values[n++] = random_condition_ordered (rand);
      else
        for (guint count = (guint) g_rand_int_range (rand, 1, 5); n < count;)
          values[n++] = random_condition_value (rand, op != ASSAY_OPERATOR_IN);
    }
  return assay_condition_new_leaf (&reference, op, values, n, NULL);
}

static inline AssayCondition *
random_condition (GRand *rand,
                  int    levels)
{
  int pick = g_rand_int_range (rand, 0, 5);
  AssayCondition *children[4];
  AssayCondition *condition;
  guint n = 0;

  if (levels <= 1 || pick < 2)
    return random_condition_leaf (rand);
  if (pick == 2)
    {
      g_autoptr (AssayCondition) child = random_condition (rand, levels - 1);
      return assay_condition_new_not (child);
    }
  for (guint count = (guint) g_rand_int_range (rand, 0, 5); n < count; n++)
    children[n] = random_condition (rand, levels - 1);
  condition = pick == 3 ? assay_condition_new_all (children, n) : assay_condition_new_any (children, n);
  for (guint i = 0; i < n; i++)
    assay_condition_unref (children[i]);
  return condition;
}
