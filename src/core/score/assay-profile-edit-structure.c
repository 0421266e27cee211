/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/assay-text.h"
#include "model/assay-condition-json.h"
#include "score/assay-profile-edit-private.h"

/* (transfer full) (nullable): a condition as profiles have it */
JsonNode *
assay_profile_edit_write_condition (const AssayCondition *condition)
{
  g_autofree char *json = assay_condition_to_json (condition);

  return assay_json_parse (json, -1, NULL);
}

/**
 * assay_profile_edit_set_when:
 *
 * Gives a factor another condition.
 *
 * Returns: whether there is such a factor that has one
 */
gboolean
assay_profile_edit_set_when (JsonNode             *root,
                             const char           *group,
                             const char           *factor,
                             const AssayCondition *when)
{
  JsonObject *object = assay_profile_edit_find_factor (root, group, factor);
  JsonNode *node;

  if (object == NULL || json_object_has_member (object, "value")
      || json_object_has_member (object, "phrases"))
    return FALSE;
  node = assay_profile_edit_write_condition (when);
  if (node == NULL)
    return FALSE;
  json_object_set_member (object, "when", node);
  return TRUE;
}

/**
 * assay_profile_edit_set_limit:
 * @most: the most points that a group may have; infinity for no limit
 */
gboolean
assay_profile_edit_set_limit (JsonNode   *root,
                              const char *group,
                              double      most)
{
  JsonObject *object = assay_profile_edit_find_group (root, group);

  if (object == NULL)
    return FALSE;
  if (isfinite (most))
    assay_profile_edit_set_number (object, "max", most);
  else if (json_object_has_member (object, "max"))
    json_object_remove_member (object, "max");
  return TRUE;
}

/* The element of that key, or none. */
JsonObject *
assay_profile_edit_find_by_key (JsonArray  *array,
                                const char *key)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (object, "key", NULL), key) == 0)
        return object;
    }
  return NULL;
}

JsonArray *
assay_profile_edit_list_of (JsonObject *object,
                            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* When the last event was that the factor's condition is about, or none. */
static char *
find_last_event (JsonObject *factor)
{
  JsonObject *when = json_object_has_member (factor, "when")
                         && JSON_NODE_HOLDS_OBJECT (json_object_get_member (factor, "when"))
                       ? json_object_get_object_member (factor, "when")
                       : NULL;
  const char *field
    = when != NULL ? json_object_get_string_member_with_default (when, "field", "") : "";
  g_auto (GStrv) parts = g_strsplit (field, ".", 3);

  if (g_strv_length (parts) != 3 || strcmp (parts[0], "events") != 0)
    return NULL;
  return g_strdup_printf ("events.%s.last_days", parts[1]);
}

/**
 * assay_profile_edit_can_decay:
 *
 * Returns: whether the factor is about events, which become older
 */
gboolean
assay_profile_edit_can_decay (JsonNode   *root,
                              const char *group,
                              const char *factor)
{
  JsonObject *object = assay_profile_edit_find_factor (root, group, factor);
  g_autofree char *last = object != NULL ? find_last_event (object) : NULL;

  return object != NULL
         && (json_object_has_member (object, "decay") || json_object_has_member (object, "event")
             || last != NULL);
}

/**
 * assay_profile_edit_set_decay:
 * @kind: `half_life` or `window`
 * @days: days; 0 takes the decay away
 *
 * Changes how a factor wears down. One that is about events gets a decay where it has none.
 *
 * Returns: whether it can wear down
 */
gboolean
assay_profile_edit_set_decay (JsonNode   *root,
                              const char *group,
                              const char *factor,
                              const char *kind,
                              double      days)
{
  JsonObject *object = assay_profile_edit_find_factor (root, group, factor);
  JsonObject *decay;

  if (!assay_profile_edit_can_decay (root, group, factor))
    return FALSE;
  if (!(days > 0))
    {
      if (json_object_has_member (object, "decay"))
        json_object_remove_member (object, "decay");
      return TRUE;
    }
  if (!json_object_has_member (object, "decay"))
    {
      g_autofree char *last = find_last_event (object);

      decay = json_object_new ();
      if (!json_object_has_member (object, "event"))
        json_object_set_string_member (decay, "field", last);
      json_object_set_object_member (object, "decay", decay);
    }
  decay = json_object_get_object_member (object, "decay");
  for (int i = 0; i < 2; i++)
    {
      const char *name = i == 0 ? "half_life" : "window";

      if (json_object_has_member (decay, name))
        json_object_remove_member (decay, name);
    }
  assay_profile_edit_set_number (decay, kind, days);
  return TRUE;
}

/* A key out of a label that no neighbour has. */
char *
assay_profile_edit_make_key (JsonArray  *neighbours,
                             const char *label,
                             const char *otherwise)
{
  g_autofree char *words = assay_text_words (label, strlen (label));
  g_autofree char *base = NULL;
  char *key;

  g_strdelimit (words, " ", '_');
  for (char *p = words; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      *p = '_';
  base = g_ascii_isalpha (*words) ? g_strdup (words) : g_strdup (otherwise);
  key = g_strdup (base);
  for (int n = 2; assay_profile_edit_find_by_key (neighbours, key) != NULL; n++)
    {
      g_free (key);
      key = g_strdup_printf ("%s_%d", base, n);
    }
  return key;
}

/**
 * assay_profile_edit_add_group:
 *
 * Adds a group without factors at the end. In a weighted profile it has the mean weight of the
 * others.
 *
 * Returns: (transfer full): its key
 */
char *
assay_profile_edit_add_group (JsonNode   *root,
                              const char *label)
{
  JsonArray *groups = assay_profile_edit_list_of (json_node_get_object (root), "groups");
  char *key = assay_profile_edit_make_key (groups, label, "group");
  JsonObject *group = json_object_new ();
  double weight = 0;

  for (guint i = 0; i < json_array_get_length (groups); i++)
    weight += json_object_get_double_member_with_default (
      json_array_get_object_element (groups, i), "weight", 0);
  json_object_set_string_member (group, "key", key);
  json_object_set_string_member (group, "label", label);
  if (weight > 0)
    assay_profile_edit_set_number (
      group, "weight", MAX (1, round (weight / json_array_get_length (groups))));
  json_object_set_array_member (group, "factors", json_array_new ());
  json_array_add_object_element (groups, group);
  return key;
}

/**
 * assay_profile_edit_add_factor:
 *
 * Adds a factor with 5 points at the end of a group that is no phrase table.
 *
 * Returns: (transfer full) (nullable): its key
 */
char *
assay_profile_edit_add_factor (JsonNode             *root,
                               const char           *group,
                               const char           *label,
                               const AssayCondition *when)
{
  JsonObject *owner = assay_profile_edit_find_group (root, group);
  JsonArray *factors = owner != NULL ? assay_profile_edit_list_of (owner, "factors") : NULL;
  JsonObject *factor;
  char *key;

  if (factors == NULL)
    return NULL;
  key = assay_profile_edit_make_key (factors, label, "factor");
  factor = json_object_new ();
  json_object_set_string_member (factor, "key", key);
  json_object_set_string_member (factor, "label", label);
  json_object_set_int_member (factor, "points", 0);
  json_array_add_object_element (factors, factor);
  assay_profile_edit_set_when (root, group, key, when);
  /* So that a limit that was the sum of the factors goes on being that. */
  assay_profile_edit_set_points (root, group, key, 5);
  return key;
}

gboolean
assay_profile_edit_remove_from (JsonArray  *array,
                                JsonObject *object)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (json_array_get_object_element (array, i) == object)
      {
        json_array_remove_element (array, i);
        return TRUE;
      }
  return FALSE;
}

/**
 * assay_profile_edit_remove:
 * @factor: (nullable): a factor of the group; without one the group goes
 */
gboolean
assay_profile_edit_remove (JsonNode   *root,
                           const char *group,
                           const char *factor)
{
  JsonObject *owner = assay_profile_edit_find_group (root, group);
  JsonObject *object;

  if (owner == NULL)
    return FALSE;
  if (factor == NULL)
    return assay_profile_edit_remove_from (assay_profile_edit_list_of (json_node_get_object (root), "groups"), owner);
  object = assay_profile_edit_find_factor (root, group, factor);
  if (object == NULL || json_object_has_member (owner, "table"))
    return FALSE;
  assay_profile_edit_set_points (root, group, factor, 0);
  return assay_profile_edit_remove_from (assay_profile_edit_list_of (owner, "factors"), object);
}
