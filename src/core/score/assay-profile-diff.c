/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-diff.h"

#include <string.h>

#include "base/assay-json-copy.h"
#include "model/assay-condition-json.h"
#include "model/assay-condition-text.h"
#include "score/assay-profile-edit-private.h"

void
assay_profile_change_free (AssayProfileChange *change)
{
  if (change == NULL)
    return;
  g_free (change->group);
  g_free (change->factor);
  g_free (change->label);
  g_free (change->member);
  g_free (change->line);
  g_free (change->from);
  g_free (change->to);
  g_free (change);
}

/* A condition as it is typed, a number or a text as it is, the rest as JSON. */
static char *
to_text (JsonNode   *node,
         const char *member)
{
  g_autofree char *json = NULL;
  g_autoptr (AssayCondition) condition = NULL;

  if (node == NULL)
    return NULL;
  json = assay_json_write (node);
  if (strcmp (member, "when") == 0 || strcmp (member, "needs") == 0)
    condition = assay_condition_from_json (json, -1, NULL);
  if (condition != NULL)
    return assay_condition_to_text (condition);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return g_steal_pointer (&json);
}

static AssayProfileChange *
add (GPtrArray  *changes,
     const char *group,
     const char *factor,
     JsonObject *labelled,
     const char *member,
     JsonNode   *from,
     JsonNode   *to)
{
  AssayProfileChange *change = g_new0 (AssayProfileChange, 1);
  const char *key = json_object_get_string_member_with_default (labelled, "key", "");

  change->group = g_strdup (group);
  change->factor = g_strdup (factor);
  change->label
    = g_strdup (json_object_get_string_member_with_default (labelled, "label", key));
  change->member = g_strdup (member);
  change->from = to_text (from, member);
  change->to = to_text (to, member);
  g_ptr_array_add (changes, change);
  return change;
}

static gboolean
are_equal (JsonNode *a,
           JsonNode *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (JSON_NODE_HOLDS_VALUE (a) && JSON_NODE_HOLDS_VALUE (b)
      && json_node_get_value_type (a) != G_TYPE_STRING
      && json_node_get_value_type (b) != G_TYPE_STRING)
    return json_node_get_double (a) == json_node_get_double (b)
           && json_node_get_int (a) == json_node_get_int (b);
  return json_node_equal (a, b);
}

static JsonArray *
list_of (JsonObject *object,
         const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Lines of values */

static char *
say_number (double number)
{
  return g_strdup_printf ("%.10g", number);
}

static void
add_line (GPtrArray               *changes,
          const char              *group,
          JsonObject              *factor,
          const AssayProfileValue *from,
          const AssayProfileValue *to)
{
  const AssayProfileValue *line = to != NULL ? to : from;
  AssayProfileChange *change = add (changes, group, json_object_get_string_member_with_default (factor, "key", ""),
                                    factor, "value", NULL, NULL);

  change->is_line = TRUE;
  change->kind = line->kind;
  change->line = g_strdup (line->label);
  change->from = from != NULL ? say_number (from->number) : NULL;
  change->to = to != NULL ? say_number (to->number) : NULL;
}

/* What of a value is no line of it, such as the field that a table is about. */
static JsonNode *
copy_frame (JsonObject *factor)
{
  static const char *const lines[] = { "table", "map", "tiers", "cases", "saturation", "adjust", "other", "missing" };
  JsonNode *node = json_object_get_member (factor, "value"), *copy = assay_json_copy (node);

  for (gsize i = 0; JSON_NODE_HOLDS_OBJECT (copy) && i < G_N_ELEMENTS (lines); i++)
    json_object_remove_member (json_node_get_object (copy), lines[i]);
  if (JSON_NODE_HOLDS_VALUE (copy))
    json_node_set_int (copy, 0);
  return copy;
}

/* The place of the line in @list from @from on, or its length. */
static guint
find_line (GPtrArray               *list,
           guint                    from,
           const AssayProfileValue *line)
{
  for (; from < list->len; from++)
    {
      const AssayProfileValue *one = list->pdata[from];

      if (one->kind == line->kind && g_strcmp0 (one->label, line->label) == 0)
        break;
    }
  return from;
}

/* The case, phrases or addition of a line; NULL where its label says all of it. */
static JsonObject *
find_case (JsonObject              *factor,
           const AssayProfileValue *line)
{
  const char *dot = strchr (line->path, '.');
  g_autofree char *name = dot != NULL ? g_strndup (line->path, (gsize) (dot - line->path)) : NULL;
  JsonArray *list = dot != NULL ? list_of (json_object_get_object_member (factor, "value"), name) : NULL;
  JsonNode *node
    = list != NULL ? json_array_get_element (list, (guint) g_ascii_strtoull (dot + 1, NULL, 10)) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Whether two lines of one label differ in their numbers alone: labels leave out what the offer stands for, and
 * where a phrase ends. */
static gboolean
are_same_case (JsonObject *before,
               JsonObject *after)
{
  static const char *const members[] = { "when", "phrases", NULL };

  for (const char *const *name = members; before != NULL && after != NULL && *name != NULL; name++)
    if (!are_equal (json_object_get_member (before, *name), json_object_get_member (after, *name)))
      return FALSE;
  return (before == NULL) == (after == NULL);
}

/* Says line by line how two values differ, where they differ in nothing else: lines are in the same order,
 * and what they are about is the same. */
static gboolean
compare_lines (GPtrArray  *changes,
               const char *group,
               JsonObject *before,
               JsonObject *after)
{
  g_autoptr (JsonNode) frame = copy_frame (before), other_frame = copy_frame (after);
  g_autoptr (GPtrArray) old = assay_profile_edit_list_factor_values (before);
  g_autoptr (GPtrArray) new = assay_profile_edit_list_factor_values (after);
  guint n_said = changes->len, at = 0;

  if (!json_node_equal (frame, other_frame) || old->len == 0 || new->len == 0)
    return FALSE;
  for (guint i = 0; i < new->len; i++)
    {
      const AssayProfileValue *line = new->pdata[i], *same;
      guint found = find_line (old, at, line);

      if (found == old->len)
        {
          add_line (changes, group, after, NULL, line);
          continue;
        }
      for (; at < found; at++)
        add_line (changes, group, after, old->pdata[at], NULL);
      same = old->pdata[at++];
      if (!are_same_case (find_case (before, same), find_case (after, line)))
        {
          g_ptr_array_set_size (changes, (int) n_said);
          return FALSE;
        }
      if (same->number != line->number)
        add_line (changes, group, after, same, line);
    }
  for (; at < old->len; at++)
    add_line (changes, group, after, old->pdata[at], NULL);
  return changes->len > n_said;
}

/* Members of two objects of the same key; those in `apart` are compared piece by piece elsewhere. */
static void
compare_members (GPtrArray         *changes,
                 const char        *group,
                 const char        *factor,
                 JsonObject        *before,
                 JsonObject        *after,
                 const char *const *apart)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, after);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!g_strv_contains (apart, name)
        && !are_equal (json_object_get_member (before, name), node)
        && !(strcmp (name, "value") == 0 && json_object_has_member (before, name)
             && compare_lines (changes, group, before, after)))
      add (changes, group, factor, after, name, json_object_get_member (before, name), node);
  json_object_iter_init_ordered (&iter, before);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!g_strv_contains (apart, name) && !json_object_has_member (after, name))
      add (changes, group, factor, after, name, node, NULL);
}

static JsonObject *
find (JsonArray  *list,
      const char *key)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (object, "key", NULL), key) == 0)
        return object;
    }
  return NULL;
}

/* What is common to a list of factors, tiers or bands and to the list of groups. */
typedef void (*CompareFunc) (GPtrArray  *changes,
                             const char *group,
                             JsonObject *before,
                             JsonObject *after);

static void
compare_lists (GPtrArray  *changes,
               const char *group,
               JsonArray  *before,
               JsonArray  *after,
               CompareFunc compare)
{
  for (guint i = 0; after != NULL && i < json_array_get_length (after); i++)
    {
      JsonObject *object = json_array_get_object_element (after, i);
      const char *key = json_object_get_string_member_with_default (object, "key", "");
      JsonObject *old = find (before, key);

      if (old != NULL)
        compare (changes, group != NULL ? group : key, old, object);
      else
        add (changes, group != NULL ? group : key, group != NULL ? key : NULL, object, "added", NULL,
             json_object_get_member (object, "points"));
    }
  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      JsonObject *object = json_array_get_object_element (before, i);
      const char *key = json_object_get_string_member_with_default (object, "key", "");

      if (find (after, key) == NULL)
        add (changes, group != NULL ? group : key, group != NULL ? key : NULL, object, "removed",
             json_object_get_member (object, "points"), NULL);
    }
}

static void
compare_items (GPtrArray  *changes,
               const char *group,
               JsonObject *before,
               JsonObject *after)
{
  static const char *const apart[] = { "key", NULL };

  compare_members (changes, group,
                   json_object_get_string_member_with_default (after, "key", ""), before, after,
                   apart);
}

static JsonArray *
tiers_of (JsonObject *group)
{
  return json_object_has_member (group, "table")
           ? list_of (json_object_get_object_member (group, "table"), "tiers")
           : NULL;
}

static void
compare_groups (GPtrArray  *changes,
                const char *group,
                JsonObject *before,
                JsonObject *after)
{
  static const char *const apart[] = { "key", "factors", "table", "bands", NULL };

  compare_members (changes, group, NULL, before, after, apart);
  compare_lists (
    changes, group, list_of (before, "factors"), list_of (after, "factors"), compare_items);
  compare_lists (changes, group, tiers_of (before), tiers_of (after), compare_items);
  compare_lists (changes, group, list_of (before, "bands"), list_of (after, "bands"), compare_items);
}

/**
 * assay_profile_diff:
 * @before: a profile's JSON
 * @after: another version of it
 *
 * Returns: (transfer full) (element-type AssayProfileChange): what differs, in the order of @after
 */
GPtrArray *
assay_profile_diff (JsonNode *before,
                    JsonNode *after)
{
  static const char *const apart[] = { "key", "version", "groups", "bands", NULL };
  GPtrArray *changes
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_profile_change_free);
  JsonObject *first = json_node_get_object (before), *second = json_node_get_object (after);

  compare_members (changes, "", NULL, first, second, apart);
  compare_lists (changes, NULL, list_of (first, "groups"), list_of (second, "groups"), compare_groups);
  compare_lists (changes, NULL, list_of (first, "bands"), list_of (second, "bands"), compare_groups);
  return changes;
}
