/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-condition-sql.h"

#include <string.h>

#include "base/assay-clock.h"
#include "model/assay-model-error.h"
#include "store/assay-condition-source-private.h"
#include "store/assay-sqlite-private.h"

#define I64 G_GINT64_FORMAT

/**
 * assay_condition_sql_new:
 * @connection: only read, for event types, signals and scorers
 * @as_of: the instant that conditions on time look from, or %ASSAY_AS_OF_NOW. Any other instant
 * reads the events themselves, those up to then
 *
 * Returns: (transfer full) (nullable): a compiler for one statement, or %NULL with an error
 */
AssayConditionSql *
assay_condition_sql_new (AssayConnection    *connection,
                         AssayFieldRegistry *fields,
                         AssaySqlScope       scope,
                         gint64              as_of,
                         GError            **error)
{
  g_autoptr (AssayConditionSql) self = g_new0 (AssayConditionSql, 1);

  self->constants = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_sql_constant_free);
  self->scalars = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  self->changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->context.fields = assay_field_registry_ref (fields);
  self->context.scope = scope;
  self->context.historic = as_of != ASSAY_AS_OF_NOW;
  self->context.as_of = as_of != ASSAY_AS_OF_NOW ? as_of : assay_clock_now ();
  if (!assay_sql_context_load (&self->context, connection, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
assay_condition_sql_free (AssayConditionSql *self)
{
  if (self == NULL)
    return;
  assay_sql_context_clear (&self->context);
  g_ptr_array_unref (self->constants);
  g_array_unref (self->scalars);
  g_hash_table_unref (self->changes);
  g_free (self);
}

/**
 * assay_condition_sql_reserve:
 * @n_parameters: how many parameters of the statement, from ?1 on, belong to the caller
 *
 * Call it before the first condition is compiled.
 */
void
assay_condition_sql_reserve (AssayConditionSql *self,
                             int                n_parameters)
{
  g_return_if_fail (self->scalars->len == 0);
  self->n_reserved = n_parameters;
}

/**
 * assay_condition_sql_bind:
 * @statement: made of what was compiled; reset it before the compiler is freed
 *
 * Binds the values of all that was compiled.
 */
void
assay_condition_sql_bind (AssayConditionSql *self,
                          AssayStatement    *statement)
{
  for (guint i = 0; i < self->scalars->len; i++)
    {
      int index = self->n_reserved + (int) i + 1;

      if (self->constants->pdata[i] != NULL)
        assay_statement_bind_pointer (statement, index, self->constants->pdata[i], ASSAY_SQL_CONSTANT);
      else
        assay_statement_bind_value (
          statement, index, &g_array_index (self->scalars, AssayValue, i));
    }
}

static void
note_source_changes (AssayConditionSql    *self,
                     const AssaySqlSource *source)
{
  g_auto (GStrv) lines = source->change != NULL ? g_strsplit (source->change, "\n", -1) : NULL;

  for (char **line = lines; line != NULL && *line != NULL; line++)
    assay_condition_sql_note_change (self, g_strdup (*line));
}

static gboolean
append_leaf (AssayConditionSql        *self,
             GString                  *to,
             const AssayConditionLeaf *leaf,
             GError                  **error)
{
  g_auto (AssaySqlSource) source = { NULL };

  if (!assay_sql_source_resolve (&self->context, &leaf->reference, &source, error))
    return FALSE;
  assay_condition_sql_append_test (self, to, &source, leaf);
  note_source_changes (self, &source);
  return TRUE;
}

static gboolean append_condition (AssayConditionSql    *self,
                                  GString              *to,
                                  const AssayCondition *condition,
                                  GError              **error);

/* Halves, so that 5,000 alternatives are 13 levels deep for SQLite and not 5,000. */
static gboolean
append_branch (AssayConditionSql           *self,
               GString                     *to,
               const AssayCondition *const *children,
               guint                        n_children,
               const char                  *word,
               GError                     **error)
{
  if (n_children == 1)
    return append_condition (self, to, children[0], error);
  g_string_append_c (to, '(');
  if (!append_branch (self, to, children, n_children / 2, word, error))
    return FALSE;
  g_string_append_printf (to, " %s ", word);
  if (!append_branch (
        self, to, children + n_children / 2, n_children - n_children / 2, word, error))
    return FALSE;
  g_string_append_c (to, ')');
  return TRUE;
}

/* Whether @condition asks what `in` can ask together with others of the same reference. */
static const AssayConditionLeaf *
equality_leaf (const AssayCondition *condition)
{
  const AssayConditionLeaf *leaf = assay_condition_get_leaf (condition);

  return leaf != NULL && (leaf->op == ASSAY_OPERATOR_IS || leaf->op == ASSAY_OPERATOR_IN) ? leaf
                                                                                          : NULL;
}

/* `any` of many equalities with one reference is one IN; the others stay as they are. */
static gboolean
append_any (AssayConditionSql    *self,
            GString              *to,
            const AssayCondition *condition,
            GError              **error)
{
  guint n = assay_condition_get_n_children (condition);
  const AssayConditionLeaf *first = n > 0 ? equality_leaf (assay_condition_get_child (condition, 0))
                                          : NULL;
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  g_auto (AssaySqlSource) source = { NULL };

  for (guint i = 0; i < n; i++)
    {
      AssayCondition *child = assay_condition_get_child (condition, i);
      const AssayConditionLeaf *leaf = first != NULL ? equality_leaf (child) : NULL;
      if (leaf != NULL && assay_reference_equal (&leaf->reference, &first->reference))
        g_array_append_vals (values, leaf->values, leaf->n_values);
      else
        g_ptr_array_add (rest, child);
    }
  if (values->len > 0)
    {
      if (!assay_sql_source_resolve (&self->context, &first->reference, &source, error))
        return FALSE;
      g_string_append_c (to, '(');
      assay_condition_sql_append_in (
        self, to, &source, (AssayValue *) (gpointer) values->data, values->len);
      note_source_changes (self, &source);
      g_string_append (to, rest->len > 0 ? " OR " : ")");
    }
  if (rest->len == 0)
    return TRUE;
  if (!append_branch (
        self, to, (const AssayCondition *const *) rest->pdata, rest->len, "OR", error))
    return FALSE;
  g_string_append (to, values->len > 0 ? ")" : "");
  return TRUE;
}

static gboolean
append_condition (AssayConditionSql    *self,
                  GString              *to,
                  const AssayCondition *condition,
                  GError              **error)
{
  guint n = assay_condition_get_n_children (condition);
  g_autofree const AssayCondition **children = g_new (const AssayCondition *, n);

  for (guint i = 0; i < n; i++)
    children[i] = assay_condition_get_child (condition, i);
  switch (assay_condition_get_kind (condition))
    {
    case ASSAY_CONDITION_LEAF:
      return append_leaf (self, to, assay_condition_get_leaf (condition), error);
    case ASSAY_CONDITION_NOT:
      g_string_append (to, "(NOT ");
      if (!append_condition (self, to, children[0], error))
        return FALSE;
      g_string_append_c (to, ')');
      return TRUE;
    case ASSAY_CONDITION_ALL:
      if (n > 0)
        return append_branch (self, to, children, n, "AND", error);
      g_string_append_c (to, '1');
      return TRUE;
    case ASSAY_CONDITION_ANY:
      if (n > 0)
        return append_any (self, to, condition, error);
      g_string_append_c (to, '0');
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * assay_condition_sql_append:
 * @to: gets an expression that is 0 or 1 for each lead, never NULL; on failure it is left half done
 *
 * Compiles @condition, which has to live as long as the compiler.
 *
 * Returns: %FALSE with %ASSAY_STORE_ERROR_UNKNOWN_FIELD where it names something the workspace does
 *   not have, or with %ASSAY_MODEL_ERROR_CONDITION_LIMIT
 */
gboolean
assay_condition_sql_append (AssayConditionSql    *self,
                            const AssayCondition *condition,
                            GString              *to,
                            GError              **error)
{
  if (assay_condition_get_depth (condition) > ASSAY_CONDITION_MAX_DEPTH
      || assay_condition_get_n_leaves (condition) > ASSAY_CONDITION_MAX_LEAVES)
    {
      g_set_error (error, ASSAY_MODEL_ERROR, ASSAY_MODEL_ERROR_CONDITION_LIMIT,
                   "A condition may have %d levels and %d leaves", ASSAY_CONDITION_MAX_DEPTH,
                   ASSAY_CONDITION_MAX_LEAVES);
      return FALSE;
    }
  return append_condition (self, to, condition, error);
}

/**
 * assay_condition_sql_append_reference:
 * @out_type: (out) (optional): what the value is
 *
 * Compiles the value of a field, signal, measure, score or band: to sort by it, show it or compute
 * with it. A column of numbers may yield a text that did not fit.
 *
 * Returns: %FALSE with %ASSAY_STORE_ERROR_UNKNOWN_FIELD
 */
gboolean
assay_condition_sql_append_reference (AssayConditionSql    *self,
                                      const AssayReference *reference,
                                      GString              *to,
                                      AssayFieldType       *out_type,
                                      GError              **error)
{
  g_auto (AssaySqlSource) source = { NULL };

  if (!assay_sql_source_resolve (&self->context, reference, &source, error))
    return FALSE;
  g_string_append (to, source.sql);
  if (out_type != NULL)
    *out_type = source.type;
  note_source_changes (self, &source);
  if (source.instant != NULL)
    assay_condition_sql_note_change (self,
                                     g_strdup_printf ("CASE WHEN %s < '' THEN %" I64 " END",
                                                      source.instant,
                                                      self->context.as_of + ASSAY_MS_PER_DAY));
  return TRUE;
}

/**
 * assay_condition_sql_append_tier:
 * @tiers: (array length=n_tiers): lists of phrases that end with %NULL, the best tier first
 *
 * Compiles a phrase table: the value is the best tier that the text has, 0 first, or −1.
 *
 * Returns: %FALSE with %ASSAY_STORE_ERROR_UNKNOWN_FIELD
 */
gboolean
assay_condition_sql_append_tier (AssayConditionSql        *self,
                                 const AssayReference     *reference,
                                 const char *const *const *tiers,
                                 guint                     n_tiers,
                                 GString                  *to,
                                 GError                  **error)
{
  g_auto (AssaySqlSource) source = { NULL };

  if (!assay_sql_source_resolve (&self->context, reference, &source, error))
    return FALSE;
  g_string_append_printf (to, "assay_phrase_tier(%s, ", source.sql);
  assay_condition_sql_append_constant (self, to, assay_sql_constant_new_tiers (tiers, n_tiers));
  g_string_append_c (to, ')');
  return TRUE;
}

/**
 * assay_condition_sql_append_from:
 *
 * Appends `FROM lead` and, in bulk scope, the joins that the compiled expressions need. Call it
 * after them; a WHERE on `lead.id` may follow, then assay_condition_sql_append_group().
 */
void
assay_condition_sql_append_from (AssayConditionSql *self,
                                 GString           *to)
{
  g_string_append (to, " FROM lead");
  if (self->context.uses_signal)
    g_string_append (to, " LEFT JOIN signal AS s ON s.lead = lead.id");
  if (self->context.uses_stat)
    g_string_append (to, " LEFT JOIN event_stat AS e ON e.lead = lead.id");
}

void
assay_condition_sql_append_group (AssayConditionSql *self,
                                  GString           *to)
{
  if (self->context.uses_stat)
    g_string_append (to, " GROUP BY lead.id");
}

/* SQLite takes 127 values at most; more nest. */
#define NEXT_VALUES 100

/**
 * assay_condition_sql_append_next_change:
 *
 * Appends, in bulk scope, the earliest instant after the compiler's at which one of the compiled
 * values can change without anything happening: a window ends, a sum has decayed for a day. NULL
 * where none does.
 */
void
assay_condition_sql_append_next_change (AssayConditionSql *self,
                                        GString           *to)
{
  g_autoptr (GList) all
    = g_list_sort (g_hash_table_get_keys (self->changes), (GCompareFunc) strcmp);
  guint n = 0, depth = 0;

  if (all == NULL)
    {
      g_string_append (to, "NULL");
      return;
    }
  for (GList *l = all; l != NULL; l = l->next)
    {
      if (n++ % NEXT_VALUES == 0)
        {
          g_string_append_printf (
            to, "%sassay_next(%" I64, depth > 0 ? ", " : "", self->context.as_of);
          depth++;
        }
      g_string_append_printf (to, ", %s", (char *) l->data);
    }
  while (depth-- > 0)
    g_string_append_c (to, ')');
}

/**
 * assay_condition_sql_has_scores:
 *
 * Returns: whether the workspace has an active scorer, so that `score` means something
 */
gboolean
assay_condition_sql_has_scores (AssayConditionSql *self)
{
  return self->context.scorers->len > 0;
}
