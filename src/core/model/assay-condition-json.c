/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-condition-json.h"

#include "model/assay-model-error.h"

#include <string.h>

typedef struct
{
  guint n_leaves;
} Reading;

static AssayCondition *read_condition (Reading               *reading,
                                       const AssayJsonCursor *cursor,
                                       guint                  level,
                                       GError               **error);

/**
 * assay_value_read_json:
 * @out_value: (out caller-allocates): its text belongs to the document
 *
 * Returns: whether @cursor is a text or a number
 */
gboolean
assay_value_read_json (const AssayJsonCursor *cursor,
                       AssayValue            *out_value,
                       GError               **error)
{
  if (assay_json_cursor_is_string (cursor))
    {
      const char *text = json_node_get_string (cursor->node);
      *out_value = assay_value_from_text (text, strlen (text));
      return TRUE;
    }
  if (!assay_json_cursor_is_number (cursor))
    {
      assay_json_cursor_fail (cursor, error, "expected a text or a number");
      return FALSE;
    }
  if (json_node_get_value_type (cursor->node) == G_TYPE_INT64)
    *out_value = assay_value_from_integer (json_node_get_int (cursor->node));
  else
    *out_value = assay_value_from_real (json_node_get_double (cursor->node));
  return TRUE;
}

static gboolean
read_values (const AssayJsonCursor *leaf,
             AssayJsonCursor       *value,
             GArray                *values,
             GError               **error)
{
  guint n = 1;

  if (!assay_json_cursor_member (leaf, "value", value))
    return TRUE;
  if (!assay_json_cursor_is_array (value))
    {
      g_array_set_size (values, 1);
      return assay_value_read_json (value, &g_array_index (values, AssayValue, 0), error);
    }
  if (!assay_json_cursor_get_array (value, &n, error))
    return FALSE;
  g_array_set_size (values, n);
  for (guint i = 0; i < n; i++)
    {
      AssayJsonCursor element;
      assay_json_cursor_element (value, i, &element);
      if (!assay_value_read_json (&element, &g_array_index (values, AssayValue, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_operator (const AssayJsonCursor *leaf,
               AssayOperator         *out_op,
               GError               **error)
{
  AssayJsonCursor member;
  const char *nick;

  if (!assay_json_cursor_need_member (leaf, "op", &member, error)
      || !assay_json_cursor_get_string (&member, &nick, error))
    return FALSE;
  if (assay_operator_from_nick (nick, out_op))
    return TRUE;
  assay_json_cursor_fail (&member, error, "there is no operator “%s”", nick);
  return FALSE;
}

static AssayCondition *
read_leaf (Reading               *reading,
           const AssayJsonCursor *cursor,
           GError               **error)
{
  static const char *const members[]
    = { "field", "op", "value", "within", "older", "half_life", NULL };
  g_auto (AssayReference) reference = { NULL };
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  AssayJsonCursor value;
  AssayOperator op;
  const char *expected;

  if (++reading->n_leaves > ASSAY_CONDITION_MAX_LEAVES)
    {
      assay_json_cursor_fail (cursor, error, "more than %d leaves", ASSAY_CONDITION_MAX_LEAVES);
      return NULL;
    }
  if (!assay_json_cursor_check_object (cursor, members, error)
      || !assay_reference_read_json (&reference, cursor, error)
      || !read_operator (cursor, &op, error)
      || !read_values (cursor, &value, values, error))
    return NULL;
  if (!assay_operator_accepts (op, (AssayValue *) (gpointer) values->data, values->len, &expected))
    {
      assay_json_cursor_fail (
        &value, error, "“%s” takes %s", assay_operator_to_nick (op), expected);
      return NULL;
    }
  return assay_condition_new_leaf (
    &reference, op, (AssayValue *) (gpointer) values->data, values->len, error);
}

static AssayCondition *
read_list (Reading               *reading,
           const AssayJsonCursor *list,
           gboolean               all,
           guint                  level,
           GError               **error)
{
  g_autoptr (GPtrArray) children
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_condition_unref);
  AssayCondition **array;
  guint n;

  if (!assay_json_cursor_get_array (list, &n, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      AssayJsonCursor element;
      AssayCondition *child;

      assay_json_cursor_element (list, i, &element);
      child = read_condition (reading, &element, level + 1, error);
      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);
    }
  array = (AssayCondition **) children->pdata;
  return all ? assay_condition_new_all (array, n) : assay_condition_new_any (array, n);
}

static AssayCondition *
read_condition (Reading               *reading,
                const AssayJsonCursor *cursor,
                guint                  level,
                GError               **error)
{
  static const char *const branches[] = { "all", "any", "not" };

  if (level > ASSAY_CONDITION_MAX_DEPTH)
    {
      assay_json_cursor_fail (cursor, error, "more than %d levels", ASSAY_CONDITION_MAX_DEPTH);
      return NULL;
    }
  if (!assay_json_cursor_is_object (cursor))
    {
      assay_json_cursor_fail (cursor, error, "expected a condition");
      return NULL;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (branches); i++)
    {
      const char *const members[] = { branches[i], NULL };
      AssayJsonCursor member;

      if (!assay_json_cursor_member (cursor, branches[i], &member))
        continue;
      if (!assay_json_cursor_check_object (cursor, members, error))
        return NULL;
      if (i < 2)
        return read_list (reading, &member, i == 0, level, error);
      g_autoptr (AssayCondition) child = read_condition (reading, &member, level + 1, error);
      return child != NULL ? assay_condition_new_not (child) : NULL;
    }
  return read_leaf (reading, cursor, error);
}

/**
 * assay_condition_from_json_node:
 * @cursor: where the condition stands in its document
 *
 * Returns: (transfer full) (nullable): the condition, or %NULL with %ASSAY_JSON_ERROR_SHAPE
 */
AssayCondition *
assay_condition_from_json_node (const AssayJsonCursor *cursor,
                                GError               **error)
{
  Reading reading = { 0 };

  return read_condition (&reading, cursor, 1, error);
}

/**
 * assay_condition_from_json:
 * @text: a condition's JSON
 * @length: its bytes, or -1
 *
 * Returns: (transfer full) (nullable): the condition, or %NULL with an error of %ASSAY_JSON_ERROR
 */
AssayCondition *
assay_condition_from_json (const char *text,
                           gssize      length,
                           GError    **error)
{
  g_autoptr (JsonNode) node = assay_json_parse (text, length, error);
  AssayJsonCursor cursor;

  if (node == NULL)
    return NULL;
  assay_json_cursor_init_root (&cursor, node);
  return assay_condition_from_json_node (&cursor, error);
}

void
assay_value_append_json (const AssayValue *value,
                         GString          *to)
{
  g_autofree char *number = NULL;

  switch (value->kind)
    {
    case ASSAY_VALUE_TEXT:
      assay_json_append_string (to, value->text, value->length);
      break;
    case ASSAY_VALUE_INTEGER:
      g_string_append_printf (to, "%" G_GINT64_FORMAT, value->integer);
      break;
    case ASSAY_VALUE_REAL:
      number = assay_json_format_number (value->real);
      g_string_append (to, number);
      break;
    case ASSAY_VALUE_NULL:
    default:
      g_string_append (to, "null");
    }
}

static void
append_leaf (const AssayConditionLeaf *leaf,
             GString                  *to)
{
  gboolean list = leaf->n_values > 1 || leaf->op == ASSAY_OPERATOR_IN;

  g_string_append_c (to, '{');
  assay_reference_append_json (&leaf->reference, to);
  g_string_append_printf (to, ",\"op\":\"%s\"", assay_operator_to_nick (leaf->op));
  if (leaf->n_values > 0)
    {
      g_string_append (to, list ? ",\"value\":[" : ",\"value\":");
      for (guint i = 0; i < leaf->n_values; i++)
        {
          if (i > 0)
            g_string_append_c (to, ',');
          assay_value_append_json (&leaf->values[i], to);
        }
      if (list)
        g_string_append_c (to, ']');
    }
  g_string_append_c (to, '}');
}

/**
 * assay_condition_append_json:
 *
 * Appends the JSON of @condition to @to, as assay_condition_to_json() writes it.
 */
void
assay_condition_append_json (const AssayCondition *condition,
                             GString              *to)
{
  AssayConditionKind kind = assay_condition_get_kind (condition);

  if (kind == ASSAY_CONDITION_LEAF)
    {
      append_leaf (assay_condition_get_leaf (condition), to);
      return;
    }
  if (kind == ASSAY_CONDITION_NOT)
    {
      g_string_append (to, "{\"not\":");
      assay_condition_append_json (assay_condition_get_child (condition, 0), to);
      g_string_append_c (to, '}');
      return;
    }
  g_string_append (to, kind == ASSAY_CONDITION_ALL ? "{\"all\":[" : "{\"any\":[");
  for (guint i = 0; i < assay_condition_get_n_children (condition); i++)
    {
      if (i > 0)
        g_string_append_c (to, ',');
      assay_condition_append_json (assay_condition_get_child (condition, i), to);
    }
  g_string_append (to, "]}");
}

/**
 * assay_condition_to_json:
 *
 * Returns: (transfer full): the condition as compact JSON; reading it back gives the same tree
 */
char *
assay_condition_to_json (const AssayCondition *condition)
{
  GString *text = g_string_new (NULL);

  assay_condition_append_json (condition, text);
  return g_string_free (text, FALSE);
}
