/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/assay-text.h"
#include "model/assay-condition-json.h"
#include "score/assay-profile-edit.h"

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
  g_autofree char *json = NULL;
  JsonNode *node;

  if (object == NULL || json_object_has_member (object, "value")
      || json_object_has_member (object, "phrases"))
    return FALSE;
  json = assay_condition_to_json (when);
  node = assay_json_parse (json, -1, NULL);
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

static JsonObject *
find_by_key (JsonArray  *array,
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

static JsonArray *
list_of (JsonObject *object,
         const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;
}

/**
 * assay_profile_edit_set_band:
 * @set: a classification
 * @band: one of its bands that has a least value
 * @least: the least value that is in it
 */
gboolean
assay_profile_edit_set_band (JsonNode   *root,
                             const char *set,
                             const char *band,
                             double      least)
{
  JsonObject *owner = find_by_key (list_of (json_node_get_object (root), "bands"), set);
  JsonObject *object = owner != NULL ? find_by_key (list_of (owner, "bands"), band) : NULL;

  if (object == NULL || !json_object_has_member (object, "min"))
    return FALSE;
  assay_profile_edit_set_number (object, "min", least);
  return TRUE;
}

/**
 * assay_profile_edit_set_decay:
 * @kind: `half_life` or `window`
 * @days: days; 0 takes the decay away
 *
 * Changes how a factor that has a decay wears down.
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

  if (object == NULL || !json_object_has_member (object, "decay"))
    return FALSE;
  if (days <= 0)
    {
      json_object_remove_member (object, "decay");
      return TRUE;
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
static char *
make_key (JsonArray  *neighbours,
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
  for (int n = 2; find_by_key (neighbours, key) != NULL; n++)
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
  JsonArray *groups = list_of (json_node_get_object (root), "groups");
  char *key = make_key (groups, label, "group");
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
  JsonArray *factors = owner != NULL ? list_of (owner, "factors") : NULL;
  JsonObject *factor;
  char *key;

  if (factors == NULL)
    return NULL;
  key = make_key (factors, label, "factor");
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

static gboolean
remove_from (JsonArray  *array,
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
    return remove_from (list_of (json_node_get_object (root), "groups"), owner);
  object = assay_profile_edit_find_factor (root, group, factor);
  if (object == NULL || json_object_has_member (owner, "table"))
    return FALSE;
  assay_profile_edit_set_points (root, group, factor, 0);
  return remove_from (list_of (owner, "factors"), object);
}
