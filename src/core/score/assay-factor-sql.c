/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-factor-sql-private.h"

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-json.h"

static void
append_number (GString *sql,
               double   number)
{
  g_autofree char *text = isnan (number) ? g_strdup ("NULL") : assay_json_format_number (number);

  g_string_append (sql, text);
}

/* Compiles a condition; where it names something unknown, takes back what was written, reports it
 * and writes 0. */
static gboolean
append_or_leave_out (AssayConditionSql    *compiler,
                     const AssayFactor    *factor,
                     const AssayCondition *condition,
                     GString              *sql,
                     GStrvBuilder         *warnings,
                     GError              **error)
{
  g_autoptr (GError) local = NULL;
  gsize length = sql->len;

  if (condition == NULL)
    {
      g_string_append_c (sql, '1');
      return TRUE;
    }
  if (assay_condition_sql_append (compiler, condition, sql, &local))
    return TRUE;
  if (!g_error_matches (local, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_UNKNOWN_FIELD))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_string_truncate (sql, length);
  g_string_append_c (sql, '0');
  g_autofree char *warning
    = g_strdup_printf ("%s: a case is left out: %s", factor->label, local->message);
  g_strv_builder_add (warnings, warning);
  return TRUE;
}

/* How worn a factor with `decay` is that counts once: by the age of its date or last event. */
static gboolean
append_wear (AssayConditionSql *compiler,
             const AssayFactor *factor,
             gint64             as_of,
             GString           *sql,
             GError           **error)
{
  g_autoptr (GString) value = g_string_new (NULL);
  g_autofree char *age = NULL;
  AssayFieldType type;

  if (factor->half_life == 0 && factor->window == 0)
    return TRUE;
  if (!assay_condition_sql_append_reference (compiler, &factor->decay, value, &type, error))
    return FALSE;
  if (assay_reference_parse_event (&factor->decay, NULL) != ASSAY_MEASURE_NONE)
    age = g_strdup_printf ("(%s) * 86400000.0", value->str);
  else
    age = g_strdup_printf ("(%" G_GINT64_FORMAT " - assay_instant(%s))", as_of, value->str);
  if (factor->half_life > 0)
    {
      g_string_append_printf (sql, " * ifnull(assay_decay(%s, ", age);
      append_number (sql, factor->half_life);
      g_string_append (sql, "), 0)");
    }
  else
    {
      g_string_append_printf (sql, " * ifnull(%s <= ", age);
      append_number (sql, factor->window * (double) ASSAY_MS_PER_DAY);
      g_string_append (sql, ", 0)");
    }
  return TRUE;
}

static gboolean
append_event_count (AssayConditionSql *compiler,
                    const AssayFactor *factor,
                    GString           *sql,
                    GError           **error)
{
  AssayReference reference = factor->decay;
  g_autofree char *key = NULL;
  gboolean done;

  if (factor->half_life > 0)
    {
      key = g_strndup (factor->decay.key, strlen (factor->decay.key) - strlen ("count"));
      reference.key = g_strconcat (key, "decayed_count", NULL);
      reference.half_life = factor->half_life;
    }
  reference.within = factor->window;
  if (factor->cap > 0)
    g_string_append (sql, "min(");
  g_string_append (sql, "ifnull(");
  done = assay_condition_sql_append_reference (compiler, &reference, sql, NULL, error);
  if (factor->half_life > 0)
    g_free (reference.key);
  g_string_append (sql, ", 0)");
  if (factor->cap > 0)
    {
      g_string_append (sql, ", ");
      append_number (sql, factor->cap);
      g_string_append_c (sql, ')');
    }
  return done;
}

static gboolean
append_holds (AssayConditionSql *compiler,
              const AssayFactor *factor,
              gint64             as_of,
              GString           *sql,
              GError           **error)
{
  g_string_append_c (sql, '(');
  if (factor->when == NULL)
    g_string_append_c (sql, '1');
  else if (!assay_condition_sql_append (compiler, factor->when, sql, error))
    return FALSE;
  g_string_append_c (sql, ')');
  if (!factor->per_event)
    return append_wear (compiler, factor, as_of, sql, error);
  g_string_append (sql, " * ");
  return append_event_count (compiler, factor, sql, error);
}

static gboolean
append_field_value (AssayConditionSql      *compiler,
                    const AssayFactor      *factor,
                    GString                *sql,
                    GError                **error)
{
  const AssayFactorValue *value = &factor->value;
  g_autoptr (GString) field = g_string_new (NULL);
  AssayReference reference = value->reference;

  if (!assay_condition_sql_append_reference (compiler, &reference, field, NULL, error))
    return FALSE;
  g_string_append_printf (sql, "CASE WHEN NOT assay_present(%s) THEN ", field->str);
  append_number (sql, value->missing);
  if (value->kind == ASSAY_FACTOR_VALUE_TIERS)
    {
      g_autofree const char *const **tiers = g_new (const char *const *, value->cases->len);
      static const char *const none[] = { NULL };

      for (guint i = 0; i < value->cases->len; i++)
        {
          const AssayProfileCase *one = &g_array_index (value->cases, AssayProfileCase, i);
          tiers[i] = one->texts != NULL ? (const char *const *) one->texts : none;
        }
      g_string_append (sql, " ELSE CASE ");
      if (!assay_condition_sql_append_tier (
            compiler, &reference, tiers, value->cases->len, sql, error))
        return FALSE;
    }
  else
    g_string_append (sql, " ELSE CASE");
  for (guint i = 0; i < value->cases->len; i++)
    {
      const AssayProfileCase *one = &g_array_index (value->cases, AssayProfileCase, i);

      if (value->kind == ASSAY_FACTOR_VALUE_TIERS)
        g_string_append_printf (sql, " WHEN %u THEN ", i);
      else
        {
          AssayValue text = assay_value_from_text (one->texts[0], strlen (one->texts[0]));
          g_autoptr (AssayCondition) is
            = assay_condition_new_leaf (&reference, ASSAY_OPERATOR_IS, &text, 1, error);
          g_string_append (sql, " WHEN ");
          if (is == NULL || !assay_condition_sql_append (compiler, is, sql, error))
            return FALSE;
          g_string_append (sql, " THEN ");
        }
      append_number (sql, one->value);
    }
  g_string_append (sql, " ELSE ");
  append_number (sql, value->other);
  g_string_append (sql, " END END");
  return TRUE;
}

static gboolean
append_present (AssayConditionSql      *compiler,
                const AssayFactorValue *value,
                GString                *sql,
                GError                **error)
{
  g_string_append_printf (sql, "100.0 / %u * (0", g_strv_length (value->fields));
  for (char **key = value->fields; *key != NULL; key++)
    {
      AssayReference reference = { *key };
      g_string_append (sql, " + assay_present(");
      if (!assay_condition_sql_append_reference (compiler, &reference, sql, NULL, error))
        return FALSE;
      g_string_append_c (sql, ')');
    }
  g_string_append_c (sql, ')');
  return TRUE;
}

static gboolean
append_cases (AssayConditionSql *compiler,
              const AssayFactor *factor,
              GArray            *cases,
              gboolean           sum,
              GString           *sql,
              GStrvBuilder      *warnings,
              GError           **error)
{
  g_string_append (sql, sum ? "(0.0" : "CASE");
  for (guint i = 0; i < cases->len; i++)
    {
      const AssayProfileCase *one = &g_array_index (cases, AssayProfileCase, i);
      g_string_append (sql, sum ? " + (" : " WHEN ");
      if (!append_or_leave_out (compiler, factor, one->when, sql, warnings, error))
        return FALSE;
      g_string_append (sql, sum ? ") * " : " THEN ");
      append_number (sql, one->value);
    }
  if (sum)
    g_string_append_c (sql, ')');
  return TRUE;
}

static gboolean
append_value (AssayConditionSql *compiler,
              const AssayFactor *factor,
              GString           *sql,
              GStrvBuilder      *warnings,
              GError           **error)
{
  const AssayFactorValue *value = &factor->value;

  switch (value->kind)
    {
    case ASSAY_FACTOR_VALUE_TABLE:
    case ASSAY_FACTOR_VALUE_SATURATION:
      g_string_append (sql, "assay_number(");
      if (!assay_condition_sql_append_reference (compiler, &value->reference, sql, NULL, error))
        return FALSE;
      g_string_append_c (sql, ')');
      return TRUE;
    case ASSAY_FACTOR_VALUE_MAP:
    case ASSAY_FACTOR_VALUE_TIERS:
      return append_field_value (compiler, factor, sql, error);
    case ASSAY_FACTOR_VALUE_PRESENT:
      return append_present (compiler, value, sql, error);
    case ASSAY_FACTOR_VALUE_CASES:
      if (!append_cases (compiler, factor, value->cases, value->sum, sql, warnings, error))
        return FALSE;
      if (!value->sum)
        {
          g_string_append (sql, value->cases->len == 0 ? " WHEN 0 THEN 0 ELSE " : " ELSE ");
          append_number (sql, value->other);
          g_string_append (sql, " END");
        }
      return TRUE;
    case ASSAY_FACTOR_VALUE_NONE:
    case ASSAY_FACTOR_VALUE_NUMBER:
    case ASSAY_FACTOR_VALUE_MEAN:
    default:
      append_number (sql, value->kind == ASSAY_FACTOR_VALUE_NUMBER ? value->number : 0);
      return TRUE;
    }
}

gboolean
assay_factor_sql_append (AssayConditionSql  *compiler,
                         const AssayProfile *profile,
                         const AssayFactor  *factor,
                         gint64              as_of,
                         GString            *sql,
                         GStrvBuilder       *warnings,
                         GError            **error)
{
  if (factor->value.kind == ASSAY_FACTOR_VALUE_NONE)
    return append_holds (compiler, factor, as_of, sql, error);
  return append_value (compiler, factor, sql, warnings, error);
}

gboolean
assay_factor_sql_append_adjust (AssayConditionSql *compiler,
                                const AssayFactor *factor,
                                GString           *sql,
                                GStrvBuilder      *warnings,
                                GError           **error)
{
  return append_cases (compiler, factor, factor->value.adjust, TRUE, sql, warnings, error);
}

gboolean
assay_factor_sql_append_table (AssayConditionSql  *compiler,
                               const AssayProfile *profile,
                               const AssayGroup   *group,
                               GString            *sql,
                               GError            **error)
{
  g_autofree const char *const **tiers = g_new (const char *const *, group->n_factors);

  for (guint i = 0; i < group->n_factors; i++)
    tiers[i]
      = (const char *const *) assay_profile_factor (profile, group->first_factor + i)->phrases;
  return assay_condition_sql_append_tier (
    compiler, &group->table, tiers, group->n_factors, sql, error);
}
