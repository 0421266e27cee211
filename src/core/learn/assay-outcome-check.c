/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-outcome-check-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/assay-text.h"
#include "job/assay-job-error.h"
#include "learn/assay-learn-error.h"

/* A column of more values than this tells no outcomes, and may tell of people. */
#define MAX_VALUES 30

/**
 * assay_outcome_reads:
 *
 * Returns: whether the condition asks for this source
 */
gboolean
assay_outcome_reads (AssayFieldRegistry *fields,
                     const AssayCondition *condition,
                     const AssaySource *source)
{
  const AssayConditionLeaf *leaf = assay_condition_get_leaf (condition);

  if (leaf != NULL)
    {
      const AssayField *field = assay_field_registry_resolve (fields, leaf->reference.key);

      if (field != NULL)
        return source->field_number == field->number;
      return strcmp (leaf->reference.key, source->key) == 0 ||
             (source->kind == ASSAY_SOURCE_EVENTS &&
              g_str_has_prefix (leaf->reference.key, source->key));
    }
  for (guint i = 0; i < assay_condition_get_n_children (condition); i++)
    if (assay_outcome_reads (fields, assay_condition_get_child (condition, i), source))
      return TRUE;
  return FALSE;
}

/* The field of a condition that compares one field with values. */
static const AssayField *
compared_field (AssayFieldRegistry *fields, const AssayCondition *condition)
{
  const AssayConditionLeaf *leaf = assay_condition_get_leaf (condition);

  if (leaf == NULL || leaf->op == ASSAY_OPERATOR_PRESENT || leaf->op == ASSAY_OPERATOR_ABSENT)
    return NULL;
  return assay_field_registry_resolve (fields, leaf->reference.key);
}

static AssayStatement *
select_values (AssayConnection *connection, const AssayField *field, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT \"%s\", count(*) FROM lead WHERE \"%s\" IS NOT NULL "
                       "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %d",
                       field->column,
                       field->column,
                       MAX_VALUES + 1);

  return assay_connection_prepare (connection, sql, error);
}

static gboolean
says_lost (const char *text)
{
  static const char *const words[] = { "lost", "disqualified", "unqualified", "rejected",
                                       "dead", "junk",         "churned",     NULL };
  g_autofree char *folded = assay_text_words (text, strlen (text));
  g_auto (GStrv) split = g_strsplit (folded, " ", -1);

  for (char **word = split; *word != NULL; word++)
    if (g_strv_contains (words, *word))
      return TRUE;
  return FALSE;
}

/**
 * assay_outcome_derive_lost:
 * @outcome: what holds of leads that converted
 *
 * Where the outcome is one value of a column that has others for lost leads and for open ones, such
 * as a stage, only those that say lost are.
 *
 * Returns: (transfer full) (nullable): what holds of lost leads; %NULL without an error where all
 * others count as lost
 */
AssayCondition *
assay_outcome_derive_lost (AssayConnection *connection,
                           AssayFieldRegistry *fields,
                           const AssayCondition *outcome,
                           GError **error)
{
  const AssayField *field = compared_field (fields, outcome);
  g_autoptr (AssayStatement) select = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree AssayValue *values = NULL;
  AssayReference reference = { NULL };
  guint n = 0;
  gboolean row;

  if (field == NULL)
    return NULL;
  select = select_values (connection, field, error);
  if (select == NULL)
    return NULL;
  while (assay_statement_step (select, &row, error) && row)
    {
      AssayValue value;

      assay_statement_get_value (select, 0, &value);
      n++;
      if (value.kind == ASSAY_VALUE_TEXT && says_lost (assay_statement_get_text (select, 0)))
        g_ptr_array_add (texts, g_strdup (assay_statement_get_text (select, 0)));
    }
  if (n <= 2 || n > MAX_VALUES || texts->len == 0)
    return NULL;
  values = g_new (AssayValue, texts->len);
  for (guint i = 0; i < texts->len; i++)
    values[i] = assay_value_from_text (texts->pdata[i], strlen (texts->pdata[i]));
  reference.key = field->key;
  return assay_condition_new_leaf (&reference, ASSAY_OPERATOR_IN, values, texts->len, error);
}

/* "cold (120), warm (30)": what the column says instead. */
static char *
list_values (AssayConnection *connection, const AssayField *field)
{
  g_autoptr (AssayStatement) select = select_values (connection, field, NULL);
  GString *text = g_string_new (NULL);
  guint n = 0;
  gboolean row;

  while (select != NULL && assay_statement_step (select, &row, NULL) && row)
    {
      g_string_append (text, n > 0 ? ", " : "");
      if (++n > MAX_VALUES)
        {
          g_string_append (text, "…");
          break;
        }
      g_string_append_printf (text,
                              "%s (%" PRId64 ")",
                              assay_statement_get_text (select, 0),
                              assay_statement_get_int64 (select, 1));
    }
  return g_string_free (text, FALSE);
}

static void
fail_without_converted (AssayConnection *connection,
                        AssayFieldRegistry *fields,
                        const AssayTrainPlan *plan,
                        gsize lost,
                        GError **error)
{
  const AssayField *field = compared_field (fields, plan->outcome);
  g_autofree char *values = field != NULL ? list_values (connection, field) : NULL;
  /* Texts that may be about people are not repeated. */
  gboolean tell = field != NULL && *values != '\0' && g_strrstr (values, "…") == NULL;

  if (tell)
    g_set_error (error,
                 ASSAY_JOB_ERROR,
                 ASSAY_JOB_ERROR_INVALID_PARAMETER,
                 _ ("“outcome”: no lead has such a value; “%s” has %s"),
                 field->key,
                 values);
  else if (field != NULL && *values == '\0')
    g_set_error (error,
                 ASSAY_JOB_ERROR,
                 ASSAY_JOB_ERROR_INVALID_PARAMETER,
                 _ ("“outcome”: no lead has a value in “%s”"),
                 field->key);
  else
    g_set_error (error,
                 ASSAY_JOB_ERROR,
                 ASSAY_JOB_ERROR_INVALID_PARAMETER,
                 _ ("“outcome”: it holds for no lead (%zu are known not to have "
                    "converted)"),
                 lost);
}

/**
 * assay_outcome_check:
 * @converted: leads that converted
 * @lost: leads that did not
 *
 * Whether there is enough to learn from.
 *
 * Returns: %FALSE with %ASSAY_JOB_ERROR_INVALID_PARAMETER where the outcome names nothing that
 * occurs, or %ASSAY_LEARN_ERROR_TOO_LITTLE
 */
gboolean
assay_outcome_check (AssayConnection *connection,
                     AssayFieldRegistry *fields,
                     const AssayTrainPlan *plan,
                     gsize converted,
                     gsize lost,
                     GError **error)
{
  if (converted == 0)
    {
      fail_without_converted (connection, fields, plan, lost, error);
      return FALSE;
    }
  if (lost == 0)
    {
      g_set_error (error,
                   ASSAY_LEARN_ERROR,
                   ASSAY_LEARN_ERROR_TOO_LITTLE,
                   _ ("All %zu leads whose outcome is known converted: without lost "
                      "ones there is nothing to compare them with"),
                   converted);
      return FALSE;
    }
  if (MIN (converted, lost) >= ASSAY_MIN_OUTCOMES)
    return TRUE;
  if (converted < ASSAY_MIN_OUTCOMES && lost < ASSAY_MIN_OUTCOMES)
    g_set_error (error,
                 ASSAY_LEARN_ERROR,
                 ASSAY_LEARN_ERROR_TOO_LITTLE,
                 _ ("%zu leads converted and %zu were lost; a model "
                    "needs at least %d of each: %d more converted and %d more lost ones"),
                 converted,
                 lost,
                 ASSAY_MIN_OUTCOMES,
                 ASSAY_MIN_OUTCOMES - (int) converted,
                 ASSAY_MIN_OUTCOMES - (int) lost);
  else if (converted < ASSAY_MIN_OUTCOMES)
    g_set_error (error,
                 ASSAY_LEARN_ERROR,
                 ASSAY_LEARN_ERROR_TOO_LITTLE,
                 _ ("%zu leads converted and %zu were lost; a model "
                    "needs at least %d of each: %d more converted"),
                 converted,
                 lost,
                 ASSAY_MIN_OUTCOMES,
                 ASSAY_MIN_OUTCOMES - (int) converted);
  else
    g_set_error (error,
                 ASSAY_LEARN_ERROR,
                 ASSAY_LEARN_ERROR_TOO_LITTLE,
                 _ ("%zu leads converted and %zu were lost; a model "
                    "needs at least %d of each: %d more lost"),
                 converted,
                 lost,
                 ASSAY_MIN_OUTCOMES,
                 ASSAY_MIN_OUTCOMES - (int) lost);
  return FALSE;
}
