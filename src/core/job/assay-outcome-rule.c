/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-outcome-rule.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/assay-text.h"
#include "job/assay-job-error.h"
#include "model/assay-condition-json.h"
#include "model/assay-condition-text.h"
#include "store/assay-document-store.h"

/* A column of more values than this tells no outcomes, and may tell of people. */
#define MAX_VALUES 30

/* The rule is named once and kept as a document of the workspace. */
#define OUTCOME_KIND "outcome"
#define OUTCOME_KEY  "outcome"

/**
 * assay_outcome_rule_new:
 * @converted: what holds of leads that converted
 * @lost: (nullable): what holds of leads that did not
 *
 * Returns: (transfer full): a rule
 */
AssayOutcomeRule *
assay_outcome_rule_new (AssayCondition *converted,
                        AssayCondition *lost)
{
  AssayOutcomeRule *self = g_new0 (AssayOutcomeRule, 1);

  self->converted = assay_condition_ref (converted);
  self->lost = lost != NULL ? assay_condition_ref (lost) : NULL;
  return self;
}

void
assay_outcome_rule_free (AssayOutcomeRule *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->converted, assay_condition_unref);
  g_clear_pointer (&self->lost, assay_condition_unref);
  g_free (self);
}

/**
 * assay_outcome_rule_to_text:
 *
 * Returns: (transfer full): what holds of leads that converted, as text
 */
char *
assay_outcome_rule_to_text (const AssayOutcomeRule *self)
{
  return assay_condition_to_text (self->converted);
}

static char *
to_json (const AssayOutcomeRule *self)
{
  GString *json = g_string_new ("{\"converted\":");

  assay_condition_append_json (self->converted, json);
  if (self->lost != NULL)
    {
      g_string_append (json, ",\"lost\":");
      assay_condition_append_json (self->lost, json);
    }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static AssayOutcomeRule *
from_document (AssayDocument *document,
               GError       **error)
{
  g_autoptr (AssayCondition) converted = NULL;
  g_autoptr (AssayCondition) lost = NULL;
  AssayJsonCursor root, member;

  assay_json_cursor_init_root (&root, assay_document_get_root (document));
  if (!assay_json_cursor_need_member (&root, "converted", &member, error)
      || (converted = assay_condition_from_json_node (&member, error)) == NULL
      || (assay_json_cursor_member (&root, "lost", &member)
          && (lost = assay_condition_from_json_node (&member, error)) == NULL))
    return NULL;
  return assay_outcome_rule_new (converted, lost);
}

static AssayDocument *
load (AssayConnection *connection,
      GError         **error)
{
  g_autoptr (GError) local = NULL;
  AssayDocument *document
    = assay_document_store_get (connection, OUTCOME_KIND, OUTCOME_KEY, ASSAY_DOCUMENT_LATEST, &local);

  if (document == NULL && !g_error_matches (local, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return document;
}

/**
 * assay_outcome_rule_recall:
 *
 * Returns: (transfer full) (nullable): the rule that was named last; %NULL without @error set where
 *   none was
 */
AssayOutcomeRule *
assay_outcome_rule_recall (AssayConnection *connection,
                           GError         **error)
{
  g_autoptr (AssayDocument) document = load (connection, error);

  return document != NULL ? from_document (document, error) : NULL;
}

/**
 * assay_outcome_rule_remember:
 *
 * Keeps the rule, so that it need not be named again. Keeping the same again does nothing.
 */
gboolean
assay_outcome_rule_remember (AssayTransaction       *transaction,
                             const AssayOutcomeRule *self,
                             GError                **error)
{
  g_autofree char *json = to_json (self);
  g_autoptr (GError) local = NULL;
  g_autoptr (AssayDocument) kept = load (assay_transaction_get_connection (transaction), &local);
  g_autoptr (AssayDocument) document = NULL;
  g_autoptr (AssayDocument) published = NULL;
  g_autofree char *before = kept != NULL ? assay_document_to_json (kept, FALSE) : NULL;
  g_autofree char *after = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  document = assay_document_parse (OUTCOME_KIND, OUTCOME_KEY, 0, json, error);
  if (document == NULL)
    return FALSE;
  after = assay_document_to_json (document, FALSE);
  if (g_strcmp0 (before, after) == 0)
    return TRUE;
  published = assay_document_store_publish (transaction, 0, document, error);
  return published != NULL;
}

/* The leads whose outcome is not known have no value in the fields that tell it. */
static gboolean
append_known (AssayConditionSql    *compiler,
              const AssayCondition *condition,
              GString              *sql,
              GError              **error)
{
  const AssayConditionLeaf *leaf = assay_condition_get_leaf (condition);
  g_autoptr (AssayCondition) present = NULL;

  if (leaf == NULL)
    {
      for (guint i = 0; i < assay_condition_get_n_children (condition); i++)
        {
          g_string_append (sql, i > 0 ? " AND " : "");
          if (!append_known (compiler, assay_condition_get_child (condition, i), sql, error))
            return FALSE;
        }
      return TRUE;
    }
  if (leaf->op == ASSAY_OPERATOR_ABSENT || leaf->op == ASSAY_OPERATOR_PRESENT)
    {
      g_string_append_c (sql, '1');
      return TRUE;
    }
  present = assay_condition_new_leaf (&leaf->reference, ASSAY_OPERATOR_PRESENT, NULL, 0, error);
  return present != NULL && assay_condition_sql_append (compiler, present, sql, error);
}

/**
 * assay_outcome_rule_append_sql:
 * @compiler: of a statement over leads
 * @converted: what holds of leads that converted
 * @lost: (nullable): what holds of leads that did not
 * @sql: (inout): gets two columns: whether a lead converted, and whether its outcome is known
 */
gboolean
assay_outcome_rule_append_sql (AssayConditionSql    *compiler,
                               const AssayCondition *converted,
                               const AssayCondition *lost,
                               GString              *sql,
                               GError              **error)
{
  g_string_append_c (sql, '(');
  if (!assay_condition_sql_append (compiler, converted, sql, error))
    return FALSE;
  g_string_append (sql, "), (");
  if (!(lost != NULL ? assay_condition_sql_append (compiler, lost, sql, error)
                     : append_known (compiler, converted, sql, error)))
    return FALSE;
  g_string_append_c (sql, ')');
  return TRUE;
}

/* The field of a condition that compares one field with values. */
static const AssayField *
compared_field (AssayFieldRegistry   *fields,
                const AssayCondition *condition)
{
  const AssayConditionLeaf *leaf = assay_condition_get_leaf (condition);

  if (leaf == NULL || leaf->op == ASSAY_OPERATOR_PRESENT || leaf->op == ASSAY_OPERATOR_ABSENT)
    return NULL;
  return assay_field_registry_resolve (fields, leaf->reference.key);
}

static AssayStatement *
select_values (AssayConnection  *connection,
               const AssayField *field,
               GError          **error)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT \"%s\", count(*) FROM lead WHERE \"%s\" IS NOT NULL "
                       "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %d",
                       field->column, field->column, MAX_VALUES + 1);

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
 * assay_outcome_rule_derive_lost:
 * @converted: what holds of leads that converted
 *
 * Where the outcome is one value of a column that has others for lost leads and for open ones, such
 * as a stage, only those that say lost are.
 *
 * Returns: (transfer full) (nullable): what holds of lost leads; %NULL without an error where all
 * others count as lost
 */
AssayCondition *
assay_outcome_rule_derive_lost (AssayConnection      *connection,
                                AssayFieldRegistry   *fields,
                                const AssayCondition *converted,
                                GError              **error)
{
  const AssayField *field = compared_field (fields, converted);
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
list_values (AssayConnection  *connection,
             const AssayField *field)
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
      g_string_append_printf (text, "%s (%" PRId64 ")", assay_statement_get_text (select, 0),
                              assay_statement_get_int64 (select, 1));
    }
  return g_string_free (text, FALSE);
}

/**
 * assay_outcome_rule_complain:
 * @n_lost: leads that are known not to have converted
 *
 * Says that no lead converted: %ASSAY_JOB_ERROR_INVALID_PARAMETER with the values that there are,
 * unless they may be about people.
 */
void
assay_outcome_rule_complain (AssayConnection      *connection,
                             AssayFieldRegistry   *fields,
                             const AssayCondition *converted,
                             gsize                 n_lost,
                             GError              **error)
{
  const AssayField *field = compared_field (fields, converted);
  g_autofree char *values = field != NULL ? list_values (connection, field) : NULL;
  gboolean tell = field != NULL && *values != '\0' && g_strrstr (values, "…") == NULL;

  if (tell)
    g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                 _ ("“outcome”: no lead has such a value; “%s” has %s"), field->key, values);
  else if (field != NULL && *values == '\0')
    g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                 _ ("“outcome”: no lead has a value in “%s”"), field->key);
  else
    g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                 _ ("“outcome”: it holds for no lead (%zu are known not to have "
                    "converted)"),
                 n_lost);
}
