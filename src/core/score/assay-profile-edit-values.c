/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/assay-json-copy.h"
#include "model/assay-condition-json.h"
#include "model/assay-condition-text.h"
#include "score/assay-profile-edit-private.h"

/* The numbers of a factor's value: what a case, a tier, a text or a point of a table is worth. */

static void
value_free (gpointer data)
{
  AssayProfileValue *value = data;

  g_free (value->path);
  g_free (value->label);
  g_free (value);
}

static void
add (GPtrArray            *list,
     AssayProfileValueKind kind,
     char                 *path,
     char                 *label,
     double                number)
{
  AssayProfileValue *value = g_new0 (AssayProfileValue, 1);

  value->kind = kind;
  value->path = path;
  value->label = label;
  value->number = number;
  g_ptr_array_add (list, value);
}

/* What stands for the offer is named, or has the list that it falls back on in its place. */
static JsonNode *
resolve_offers (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node), *copy;
      JsonNode *result = json_node_new (JSON_NODE_OBJECT);
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      if (json_object_has_member (object, "offer"))
        {
          g_autofree char *offer = g_strconcat ("offer.", json_object_get_string_member (object, "offer"), NULL);

          json_node_unref (result);
          if (json_object_has_member (object, "default"))
            return resolve_offers (json_object_get_member (object, "default"));
          if (json_object_has_member (object, "then"))
            return resolve_offers (json_object_get_member (object, "then"));
          return json_node_init_string (json_node_alloc (), offer);
        }
      copy = json_object_new ();
      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &name, &member))
        json_object_set_member (copy, name, resolve_offers (member));
      json_node_take_object (result, copy);
      return result;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node), *copy = json_array_new ();
      JsonNode *result = json_node_new (JSON_NODE_ARRAY);

      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (copy, resolve_offers (json_array_get_element (array, i)));
      json_node_take_array (result, copy);
      return result;
    }
  return assay_json_copy (node);
}

static char *
say_phrases (JsonNode *node)
{
  g_autoptr (JsonNode) plain = resolve_offers (node);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!JSON_NODE_HOLDS_ARRAY (plain))
    return json_node_dup_string (plain);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (plain)); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            json_array_get_string_element (json_node_get_array (plain), i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void append_condition (GString  *text,
                              JsonNode *node);

static void
append_list (GString    *text,
             JsonNode   *node,
             const char *between)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      g_string_append (text, i > 0 ? between : "(");
      append_condition (text, json_array_get_element (list, i));
    }
  g_string_append (text, list != NULL && json_array_get_length (list) > 0 ? ")" : "()");
}

/* As a condition is written, with names of the offer where it asks for it. */
static void
append_condition (GString  *text,
                  JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *json = NULL;

  if (object != NULL && json_object_has_member (object, "all"))
    append_list (text, json_object_get_member (object, "all"), " and ");
  else if (object != NULL && json_object_has_member (object, "any"))
    append_list (text, json_object_get_member (object, "any"), " or ");
  else if (object != NULL && json_object_has_member (object, "not"))
    {
      g_string_append (text, "not ");
      append_condition (text, json_object_get_member (object, "not"));
    }
  else if (object != NULL && json_object_has_member (object, "field") && json_object_has_member (object, "op"))
    {
      g_string_append_printf (text, "%s %s", json_object_get_string_member (object, "field"),
                              json_object_get_string_member (object, "op"));
      if (json_object_has_member (object, "value"))
        {
          g_string_append_c (text, ' ');
          append_condition (text, json_object_get_member (object, "value"));
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_list (text, node, ", ");
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    g_string_append (text, json_node_get_string (node));
  else
    {
      json = json_to_string (node, FALSE);
      g_string_append (text, json);
    }
}

/* A case as its condition is written, or as its phrases are. */
static char *
say_case (JsonObject *one)
{
  g_autoptr (JsonNode) plain = NULL;
  g_autoptr (AssayCondition) when = NULL;
  g_autoptr (GString) text = NULL;
  g_autofree char *json = NULL;

  if (json_object_has_member (one, "phrases"))
    return say_phrases (json_object_get_member (one, "phrases"));
  if (!json_object_has_member (one, "when"))
    return NULL;
  plain = resolve_offers (json_object_get_member (one, "when"));
  json = json_to_string (plain, FALSE);
  when = assay_condition_from_json (json, -1, NULL);
  if (when != NULL)
    return assay_condition_to_text (when);
  /* Such as a range that the offer is to give. */
  text = g_string_new (NULL);
  append_condition (text, plain);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
list_cases (GPtrArray            *list,
            JsonObject           *value,
            const char           *name,
            const char           *member,
            AssayProfileValueKind kind)
{
  JsonArray *cases = assay_profile_edit_list_of (value, name);

  for (guint i = 0; cases != NULL && i < json_array_get_length (cases); i++)
    {
      JsonObject *one = json_array_get_object_element (cases, i);

      add (list, kind, g_strdup_printf ("%s.%u", name, i), say_case (one),
           json_object_get_double_member_with_default (one, member, NAN));
    }
}

static void
list_table (GPtrArray  *list,
            JsonObject *value)
{
  JsonArray *points = assay_profile_edit_list_of (value, "table");

  for (guint i = 0; points != NULL && i < json_array_get_length (points); i++)
    {
      JsonArray *pair = json_array_get_array_element (points, i);

      add (list, ASSAY_PROFILE_VALUE_POINT, g_strdup_printf ("table.%u", i),
           g_strdup_printf ("%.10g", json_array_get_double_element (pair, 0)),
           json_array_get_double_element (pair, 1));
    }
}

static void
list_map (GPtrArray  *list,
          JsonObject *value)
{
  JsonObjectIter iter;
  const char *text;
  JsonNode *number;

  if (!json_object_has_member (value, "map"))
    return;
  json_object_iter_init_ordered (&iter, json_object_get_object_member (value, "map"));
  while (json_object_iter_next_ordered (&iter, &text, &number))
    add (list, ASSAY_PROFILE_VALUE_TEXT, g_strconcat ("map.", text, NULL), g_strdup (text),
         json_node_get_double (number));
}

/* A factor's value where it is more than a number, or none. */
JsonObject *
assay_profile_edit_find_value (JsonNode   *root,
                               const char *group,
                               const char *factor)
{
  JsonObject *object = assay_profile_edit_find_factor (root, group, factor);
  JsonNode *value = object != NULL ? json_object_get_member (object, "value") : NULL;

  return value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;
}

/* The line of that path, or none, and its place in the list that it is in. */
const AssayProfileValue *
assay_profile_edit_find_line (GPtrArray  *values,
                              const char *path,
                              guint      *out_place)
{
  const char *dot = strchr (path, '.');

  *out_place = dot != NULL ? (guint) g_ascii_strtoull (dot + 1, NULL, 10) : 0;
  for (guint i = 0; i < values->len; i++)
    if (strcmp (((AssayProfileValue *) values->pdata[i])->path, path) == 0)
      return values->pdata[i];
  return NULL;
}

/* A whole number without a decimal point. */
void
assay_profile_edit_add_number (JsonArray *array,
                               double     number)
{
  if (number == floor (number) && fabs (number) < 1e15)
    json_array_add_int_element (array, (gint64) number);
  else
    json_array_add_double_element (array, number);
}

/* The same of a factor that is at hand. */
GPtrArray *
assay_profile_edit_list_factor_values (JsonObject *factor)
{
  static const struct
  {
    const char *member;
    AssayProfileValueKind kind;
  } rest[] = { { "other", ASSAY_PROFILE_VALUE_OTHER }, { "missing", ASSAY_PROFILE_VALUE_MISSING } };
  GPtrArray *list = g_ptr_array_new_with_free_func (value_free);
  JsonObject *value;

  if (factor == NULL || !json_object_has_member (factor, "value"))
    return list;
  if (!JSON_NODE_HOLDS_OBJECT (json_object_get_member (factor, "value")))
    {
      add (list, ASSAY_PROFILE_VALUE_PLAIN, g_strdup (""), NULL, json_object_get_double_member (factor, "value"));
      return list;
    }
  value = json_object_get_object_member (factor, "value");
  list_table (list, value);
  list_map (list, value);
  list_cases (list, value, "tiers", "value", ASSAY_PROFILE_VALUE_PHRASES);
  list_cases (list, value, "cases", "value", ASSAY_PROFILE_VALUE_CASE);
  if (json_object_has_member (value, "saturation"))
    add (list, ASSAY_PROFILE_VALUE_HALF, g_strdup ("saturation"), NULL,
         json_object_get_double_member (value, "saturation"));
  list_cases (list, value, "adjust", "add", ASSAY_PROFILE_VALUE_ADD);
  for (gsize i = 0; i < G_N_ELEMENTS (rest); i++)
    if (json_object_has_member (value, rest[i].member))
      add (list, rest[i].kind, g_strdup (rest[i].member), NULL,
           json_object_get_double_member (value, rest[i].member));
  return list;
}

/**
 * assay_profile_edit_list_values:
 * @factor: a factor with a `value`
 *
 * Returns: (transfer full) (element-type AssayProfileValue): the numbers of its value, in the order of the
 *   profile; none where it has points, or takes its value from others
 */
GPtrArray *
assay_profile_edit_list_values (JsonNode   *root,
                                const char *group,
                                const char *factor)
{
  return assay_profile_edit_list_factor_values (assay_profile_edit_find_factor (root, group, factor));
}

/**
 * assay_profile_edit_can_be_value:
 *
 * Returns: whether a number of that kind may be so: values of a weighted profile lie between 0 and 100
 */
gboolean
assay_profile_edit_can_be_value (JsonNode             *root,
                                 AssayProfileValueKind kind,
                                 double                number)
{
  JsonArray *groups = assay_profile_edit_list_of (json_node_get_object (root), "groups");
  gboolean weighted = groups != NULL && json_array_get_length (groups) > 0
                      && json_object_has_member (json_array_get_object_element (groups, 0), "weight");

  if (!isfinite (number))
    return FALSE;
  if (kind == ASSAY_PROFILE_VALUE_HALF)
    return number > 0;
  if (!weighted)
    return TRUE;
  return number <= 100 && number >= (kind == ASSAY_PROFILE_VALUE_ADD ? -100 : 0);
}

/**
 * assay_profile_edit_set_value:
 * @path: see #AssayProfileValue
 *
 * Returns: whether there is such a number, and it may be @number
 */
gboolean
assay_profile_edit_set_value (JsonNode   *root,
                              const char *group,
                              const char *factor,
                              const char *path,
                              double      number)
{
  g_autoptr (GPtrArray) list = assay_profile_edit_list_values (root, group, factor);
  JsonObject *value = assay_profile_edit_find_value (root, group, factor);
  const char *dot = strchr (path, '.');
  guint place;
  const AssayProfileValue *found = assay_profile_edit_find_line (list, path, &place);

  if (found == NULL || !assay_profile_edit_can_be_value (root, found->kind, number))
    return FALSE;
  if (value == NULL)
    assay_profile_edit_set_number (assay_profile_edit_find_factor (root, group, factor), "value", number);
  else if (found->kind == ASSAY_PROFILE_VALUE_POINT)
    {
      JsonArray *pair = json_array_get_array_element (json_object_get_array_member (value, "table"), place);

      json_array_remove_element (pair, 1);
      assay_profile_edit_add_number (pair, number);
    }
  else if (found->kind == ASSAY_PROFILE_VALUE_TEXT)
    assay_profile_edit_set_number (json_object_get_object_member (value, "map"), found->label, number);
  else if (dot == NULL)
    assay_profile_edit_set_number (value, path, number);
  else
    {
      g_autofree char *name = g_strndup (path, (gsize) (dot - path));
      JsonArray *cases = json_object_get_array_member (value, name);

      assay_profile_edit_set_number (json_array_get_object_element (cases, place),
                                     found->kind == ASSAY_PROFILE_VALUE_ADD ? "add" : "value", number);
    }
  return TRUE;
}
