/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-edit.h"

#include "base/assay-json-copy.h"

#include <math.h>
#include <string.h>

/**
 * assay_profile_edit_copy:
 *
 * Returns: (transfer full): the document's content, to be changed
 */
JsonNode *
assay_profile_edit_copy (AssayDocument *document)
{
  return assay_json_copy (assay_document_get_root (document));
}

static JsonObject *
find_in (JsonObject *object,
         const char *list,
         const char *key)
{
  JsonArray *array;

  if (!json_object_has_member (object, list)
      || !JSON_NODE_HOLDS_ARRAY (json_object_get_member (object, list)))
    return NULL;
  array = json_object_get_array_member (object, list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element)
          && g_strcmp0 (json_object_get_string_member_with_default (json_node_get_object (element),
                                                                    "key", NULL),
                        key)
               == 0)
        return json_node_get_object (element);
    }
  return NULL;
}

/**
 * assay_profile_edit_find_group:
 *
 * Returns: (nullable): the group of that key
 */
JsonObject *
assay_profile_edit_find_group (JsonNode   *root,
                               const char *group)
{
  return find_in (json_node_get_object (root), "groups", group);
}

/**
 * assay_profile_edit_find_factor:
 *
 * Returns: (nullable): a factor of the group, or the tier of its phrase table
 */
JsonObject *
assay_profile_edit_find_factor (JsonNode   *root,
                                const char *group,
                                const char *factor)
{
  JsonObject *object = assay_profile_edit_find_group (root, group);

  if (object == NULL)
    return NULL;
  if (json_object_has_member (object, "table"))
    return find_in (json_object_get_object_member (object, "table"), "tiers", factor);
  return find_in (object, "factors", factor);
}

/**
 * assay_profile_edit_set_number:
 *
 * Sets a member; a whole number without a decimal point.
 */
void
assay_profile_edit_set_number (JsonObject *object,
                               const char *name,
                               double      number)
{
  if (number == floor (number) && fabs (number) < 1e15)
    json_object_set_int_member (object, name, (gint64) number);
  else
    json_object_set_double_member (object, name, number);
}

static JsonArray *
list_factors (JsonObject *group)
{
  JsonObject *from = json_object_has_member (group, "table")
                       ? json_object_get_object_member (group, "table")
                       : group;
  const char *name = from == group ? "factors" : "tiers";

  return json_object_has_member (from, name) ? json_object_get_array_member (from, name) : NULL;
}

/* The least or most that a group's factors add up to, before its limits. */
static double
add_up (JsonObject *group,
        double      sign)
{
  JsonArray *factors = list_factors (group);
  const char *pick = json_object_get_string_member_with_default (group, "pick", "sum");
  gboolean one = json_object_has_member (group, "table") || strcmp (pick, "sum") != 0;
  double sum = 0;

  for (guint i = 0; factors != NULL && i < json_array_get_length (factors); i++)
    {
      JsonObject *factor = json_array_get_object_element (factors, i);
      double points = json_object_get_double_member_with_default (factor, "points", 0);
      gboolean counted = strcmp (json_object_get_string_member_with_default (factor, "per", "lead"),
                                 "event")
                         == 0;

      if (counted)
        points *= json_object_get_double_member_with_default (factor, "cap", 1);
      if (points * sign > 0)
        sum = one ? MAX (sum * sign, points * sign) * sign : sum + points;
    }
  return sum;
}

/**
 * assay_profile_edit_get_most:
 *
 * Returns: the most points that a group's factors can add up to, before its limits
 */
double
assay_profile_edit_get_most (JsonNode   *root,
                             const char *group)
{
  JsonObject *object = assay_profile_edit_find_group (root, group);

  return object != NULL ? add_up (object, 1) : 0;
}

/* A limit that is where the factors' own sum ends limits nothing; it says what that sum is, and goes
 * on saying so. */
static void
follow_limit (JsonObject *group,
              const char *name,
              double      before,
              double      after)
{
  if (json_object_has_member (group, name)
      && fabs (json_object_get_double_member (group, name) - before) < 1e-9)
    assay_profile_edit_set_number (group, name, after);
}

/**
 * assay_profile_edit_set_points:
 *
 * Gives a factor or a tier other points. A limit of the group that was the sum of its factors stays
 * that.
 *
 * Returns: whether there is such a factor that has points
 */
gboolean
assay_profile_edit_set_points (JsonNode   *root,
                               const char *group,
                               const char *factor,
                               double      points)
{
  JsonObject *owner = assay_profile_edit_find_group (root, group);
  JsonObject *object = assay_profile_edit_find_factor (root, group, factor);
  double most, least;

  if (object == NULL || json_object_has_member (object, "value"))
    return FALSE;
  most = add_up (owner, 1);
  least = add_up (owner, -1);
  assay_profile_edit_set_number (object, "points", points);
  follow_limit (owner, "max", most, add_up (owner, 1));
  follow_limit (owner, "min", least, add_up (owner, -1));
  return TRUE;
}

/**
 * assay_profile_edit_set_weight:
 *
 * Gives a group of a weighted profile another weight.
 *
 * Returns: whether there is such a group that has one
 */
gboolean
assay_profile_edit_set_weight (JsonNode   *root,
                               const char *group,
                               double      weight)
{
  JsonObject *object = assay_profile_edit_find_group (root, group);

  if (object == NULL || !json_object_has_member (object, "weight"))
    return FALSE;
  assay_profile_edit_set_number (object, "weight", weight);
  return TRUE;
}
