/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/assay-text.h"
#include "model/assay-condition-json.h"
#include "score/assay-profile-edit-private.h"

/* Lines of a factor's value that come and go. Points stay in order, the best phrases stay first, and what a
 * value cannot do without stays. */

static gboolean
has_any (JsonObject        *value,
         const char *const *members)
{
  for (; *members != NULL; members++)
    if (json_object_has_member (value, *members))
      return TRUE;
  return FALSE;
}

static JsonObject *
map_of (JsonObject *value)
{
  JsonNode *node = json_object_get_member (value, "map");

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
takes_first (JsonObject *value)
{
  return assay_profile_edit_list_of (value, "cases") != NULL
         && strcmp (json_object_get_string_member_with_default (value, "pick", "first"), "first") == 0;
}

/**
 * assay_profile_edit_takes_first:
 *
 * Returns: whether the first case of the factor's value that holds counts alone, so that their order matters
 */
gboolean
assay_profile_edit_takes_first (JsonNode   *root,
                                const char *group,
                                const char *factor)
{
  JsonObject *value = assay_profile_edit_find_value (root, group, factor);

  return value != NULL && takes_first (value);
}

/**
 * assay_profile_edit_can_add_line:
 *
 * Returns: whether the factor's value is of a kind that has such lines, and there is room for one
 */
gboolean
assay_profile_edit_can_add_line (JsonNode             *root,
                                 const char           *group,
                                 const char           *factor,
                                 AssayProfileValueKind kind)
{
  static const char *const any[]
    = { "table", "saturation", "map", "tiers", "present", "cases", "mean", NULL };
  static const char *const texts[] = { "map", "tiers", NULL };
  static const char *const fields[] = { "table", "saturation", "map", "tiers", NULL };
  JsonObject *value = assay_profile_edit_find_value (root, group, factor);
  JsonArray *tiers;

  if (value == NULL)
    return FALSE;
  switch (kind)
    {
    case ASSAY_PROFILE_VALUE_CASE:
      return assay_profile_edit_list_of (value, "cases") != NULL;
    case ASSAY_PROFILE_VALUE_PHRASES:
      tiers = assay_profile_edit_list_of (value, "tiers");
      return tiers != NULL && json_array_get_length (tiers) < ASSAY_PROFILE_MAX_TIERS;
    case ASSAY_PROFILE_VALUE_TEXT:
      return map_of (value) != NULL;
    case ASSAY_PROFILE_VALUE_POINT:
      return assay_profile_edit_list_of (value, "table") != NULL;
    case ASSAY_PROFILE_VALUE_ADD:
      return has_any (value, any)
             && (!json_object_has_member (value, "adjust")
                 || assay_profile_edit_list_of (value, "adjust") != NULL);
    case ASSAY_PROFILE_VALUE_OTHER:
      return !json_object_has_member (value, "other") && (has_any (value, texts) || takes_first (value));
    case ASSAY_PROFILE_VALUE_MISSING:
      return !json_object_has_member (value, "missing") && has_any (value, fields);
    case ASSAY_PROFILE_VALUE_PLAIN:
    case ASSAY_PROFILE_VALUE_HALF:
    default:
      return FALSE;
    }
}

/* What a line is for */

static AssayLineProblem
check_point (JsonArray *points,
             double     at)
{
  if (!isfinite (at))
    return ASSAY_LINE_UNNAMED;
  for (guint i = 0; i < json_array_get_length (points); i++)
    if (json_array_get_double_element (json_array_get_array_element (points, i), 0) == at)
      return ASSAY_LINE_TAKEN;
  return ASSAY_LINE_FITS;
}

/* Texts compare folded, so that two that differ in case alone are the same. */
static AssayLineProblem
check_text (JsonObject *map,
            const char *text)
{
  g_autofree char *folded = assay_text_fold (text != NULL ? text : "", -1);
  JsonObjectIter iter;
  const char *other;

  if (*folded == '\0')
    return ASSAY_LINE_UNNAMED;
  json_object_iter_init (&iter, map);
  while (json_object_iter_next (&iter, &other, NULL))
    {
      g_autofree char *other_folded = assay_text_fold (other, -1);

      if (strcmp (folded, other_folded) == 0)
        return ASSAY_LINE_TAKEN;
    }
  return ASSAY_LINE_FITS;
}

/* Whether all of them are new to @seen, as phrases are compared: by their words. */
static gboolean
are_new (GHashTable *seen,
         JsonNode   *phrases)
{
  JsonArray *list = phrases != NULL && JSON_NODE_HOLDS_ARRAY (phrases) ? json_node_get_array (phrases) : NULL;
  gboolean new = TRUE;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *phrase = json_array_get_string_element (list, i);
      g_autofree char *words = assay_text_words (phrase != NULL ? phrase : "", -1);

      if (*words != '\0')
        new = g_hash_table_add (seen, g_steal_pointer (&words)) && new;
    }
  return new;
}

static AssayLineProblem
check_phrases (JsonArray  *tiers,
               const char *text)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonNode) phrases = json_node_new (JSON_NODE_ARRAY);
  guint before;
  gboolean new;

  for (guint i = 0; i < json_array_get_length (tiers); i++)
    are_new (seen, json_object_get_member (json_array_get_object_element (tiers, i), "phrases"));
  json_node_take_array (phrases, assay_profile_edit_split_phrases (text != NULL ? text : ""));
  before = g_hash_table_size (seen);
  new = are_new (seen, phrases);
  return !new ? ASSAY_LINE_TAKEN : g_hash_table_size (seen) == before ? ASSAY_LINE_UNNAMED : ASSAY_LINE_FITS;
}

/* A condition that asks the offer is like no other: it depends on what the offer says. */
static AssayLineProblem
check_condition (JsonArray            *cases,
                 const AssayCondition *when)
{
  if (when == NULL)
    return ASSAY_LINE_UNNAMED;
  for (guint i = 0; cases != NULL && i < json_array_get_length (cases); i++)
    {
      JsonNode *node = json_object_get_member (json_array_get_object_element (cases, i), "when");
      g_autofree char *json = node != NULL ? assay_json_write (node) : NULL;
      g_autoptr (AssayCondition) other = json != NULL ? assay_condition_from_json (json, -1, NULL) : NULL;

      if (other != NULL && assay_condition_equal (when, other))
        return ASSAY_LINE_TAKEN;
    }
  return ASSAY_LINE_FITS;
}

/**
 * assay_profile_edit_check_line:
 * @line: of a kind that the value has room for; its number is of no interest, see
 *   assay_profile_edit_can_be_value()
 *
 * Returns: why there cannot be a line for that
 */
AssayLineProblem
assay_profile_edit_check_line (JsonNode               *root,
                               const char             *group,
                               const char             *factor,
                               const AssayProfileLine *line)
{
  JsonObject *value = assay_profile_edit_find_value (root, group, factor);

  if (!assay_profile_edit_can_add_line (root, group, factor, line->kind))
    return ASSAY_LINE_TAKEN;
  switch (line->kind)
    {
    case ASSAY_PROFILE_VALUE_CASE:
      return check_condition (assay_profile_edit_list_of (value, "cases"), line->when);
    case ASSAY_PROFILE_VALUE_ADD:
      return check_condition (assay_profile_edit_list_of (value, "adjust"), line->when);
    case ASSAY_PROFILE_VALUE_PHRASES:
      return check_phrases (assay_profile_edit_list_of (value, "tiers"), line->text);
    case ASSAY_PROFILE_VALUE_TEXT:
      return check_text (map_of (value), line->text);
    case ASSAY_PROFILE_VALUE_POINT:
      return check_point (assay_profile_edit_list_of (value, "table"), line->point);
    case ASSAY_PROFILE_VALUE_OTHER:
    case ASSAY_PROFILE_VALUE_MISSING:
    case ASSAY_PROFILE_VALUE_PLAIN:
    case ASSAY_PROFILE_VALUE_HALF:
    default:
      return ASSAY_LINE_FITS;
    }
}

/* Adding */

/* The path of the new line. */
static char *
insert (JsonObject *value,
        const char *name,
        guint       place,
        JsonNode   *line)
{
  JsonArray *list = assay_profile_edit_list_of (value, name);
  guint n = list != NULL ? json_array_get_length (list) : 0;
  JsonArray *more = json_array_sized_new (n + 1);

  for (guint i = 0; i < n; i++)
    {
      if (i == place)
        json_array_add_element (more, json_node_ref (line));
      json_array_add_element (more, json_node_ref (json_array_get_element (list, i)));
    }
  if (place >= n)
    json_array_add_element (more, json_node_ref (line));
  json_node_unref (line);
  json_object_set_array_member (value, name, more);
  return g_strdup_printf ("%s.%u", name, MIN (place, n));
}

static char *
add_point (JsonObject             *value,
           const AssayProfileLine *line)
{
  JsonArray *points = assay_profile_edit_list_of (value, "table"), *pair = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  guint place = 0;

  while (place < json_array_get_length (points)
         && json_array_get_double_element (json_array_get_array_element (points, place), 0) < line->point)
    place++;
  assay_profile_edit_add_number (pair, line->point);
  assay_profile_edit_add_number (pair, line->number);
  json_node_take_array (node, pair);
  return insert (value, "table", place, node);
}

/* Of phrases that are found, those further up count. */
static char *
add_phrases (JsonObject             *value,
             const AssayProfileLine *line)
{
  JsonArray *tiers = assay_profile_edit_list_of (value, "tiers");
  JsonObject *tier = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  guint place = 0;

  for (; place < json_array_get_length (tiers); place++)
    {
      JsonObject *other = json_array_get_object_element (tiers, place);

      if (json_object_get_double_member_with_default (other, "value", NAN) < line->number)
        break;
    }
  json_object_set_array_member (tier, "phrases", assay_profile_edit_split_phrases (line->text));
  assay_profile_edit_set_number (tier, "value", line->number);
  json_node_take_object (node, tier);
  return insert (value, "tiers", place, node);
}

/* Behind a case that always holds no other would be tried. */
static guint
find_case_place (JsonArray  *cases,
                 GPtrArray  *values,
                 const char *before)
{
  guint place;

  if (before != NULL && assay_profile_edit_find_line (values, before, &place) != NULL)
    return place;
  for (place = 0; cases != NULL && place < json_array_get_length (cases); place++)
    if (!json_object_has_member (json_array_get_object_element (cases, place), "when"))
      break;
  return place;
}

static char *
add_condition (JsonObject             *value,
               GPtrArray              *values,
               const AssayProfileLine *line)
{
  gboolean add = line->kind == ASSAY_PROFILE_VALUE_ADD;
  const char *name = add ? "adjust" : "cases";
  JsonArray *list = assay_profile_edit_list_of (value, name);
  JsonObject *one = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  guint place = add ? G_MAXUINT : find_case_place (list, values, line->before);

  json_object_set_member (one, "when", assay_profile_edit_write_condition (line->when));
  assay_profile_edit_set_number (one, add ? "add" : "value", line->number);
  json_node_take_object (node, one);
  return insert (value, name, place, node);
}

/**
 * assay_profile_edit_add_line:
 * @line: see assay_profile_edit_can_add_line(), assay_profile_edit_check_line() and
 *   assay_profile_edit_can_be_value()
 *
 * Adds a line to a factor's value, at the place that is its own.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
assay_profile_edit_add_line (JsonNode               *root,
                             const char             *group,
                             const char             *factor,
                             const AssayProfileLine *line)
{
  JsonObject *value = assay_profile_edit_find_value (root, group, factor);
  g_autoptr (GPtrArray) values = NULL;
  g_autofree char *text = NULL;

  if (assay_profile_edit_check_line (root, group, factor, line) != ASSAY_LINE_FITS
      || !assay_profile_edit_can_be_value (root, line->kind, line->number))
    return NULL;
  switch (line->kind)
    {
    case ASSAY_PROFILE_VALUE_POINT:
      return add_point (value, line);
    case ASSAY_PROFILE_VALUE_PHRASES:
      return add_phrases (value, line);
    case ASSAY_PROFILE_VALUE_TEXT:
      text = g_strstrip (g_strdup (line->text));
      assay_profile_edit_set_number (map_of (value), text, line->number);
      return g_strconcat ("map.", text, NULL);
    case ASSAY_PROFILE_VALUE_CASE:
    case ASSAY_PROFILE_VALUE_ADD:
      values = assay_profile_edit_list_values (root, group, factor);
      return add_condition (value, values, line);
    case ASSAY_PROFILE_VALUE_OTHER:
    case ASSAY_PROFILE_VALUE_MISSING:
    case ASSAY_PROFILE_VALUE_PLAIN:
    case ASSAY_PROFILE_VALUE_HALF:
    default:
      text = g_strdup (line->kind == ASSAY_PROFILE_VALUE_OTHER ? "other" : "missing");
      assay_profile_edit_set_number (value, text, line->number);
      return g_steal_pointer (&text);
    }
}

/* Removing */

static gboolean
may_go (GPtrArray               *values,
        const AssayProfileValue *line)
{
  guint n = 0;

  if (line == NULL || line->kind == ASSAY_PROFILE_VALUE_PLAIN || line->kind == ASSAY_PROFILE_VALUE_HALF)
    return FALSE;
  if (line->kind == ASSAY_PROFILE_VALUE_ADD || line->kind == ASSAY_PROFILE_VALUE_OTHER
      || line->kind == ASSAY_PROFILE_VALUE_MISSING)
    return TRUE;
  for (guint i = 0; i < values->len; i++)
    n += ((AssayProfileValue *) values->pdata[i])->kind == line->kind;
  return n > 1;
}

/**
 * assay_profile_edit_can_remove_line:
 * @path: see #AssayProfileValue
 *
 * Returns: whether there is such a line, and the value is still one without it: of its cases, phrases, texts
 *   or points one has to be left
 */
gboolean
assay_profile_edit_can_remove_line (JsonNode   *root,
                                    const char *group,
                                    const char *factor,
                                    const char *path)
{
  g_autoptr (GPtrArray) values = assay_profile_edit_list_values (root, group, factor);
  guint place;

  return may_go (values, assay_profile_edit_find_line (values, path, &place));
}

/**
 * assay_profile_edit_remove_line:
 * @path: see assay_profile_edit_can_remove_line()
 *
 * Takes a line of a factor's value away. With the last addition their list goes too.
 */
gboolean
assay_profile_edit_remove_line (JsonNode   *root,
                                const char *group,
                                const char *factor,
                                const char *path)
{
  g_autoptr (GPtrArray) values = assay_profile_edit_list_values (root, group, factor);
  JsonObject *value = assay_profile_edit_find_value (root, group, factor);
  g_autofree char *name = g_strndup (path, strcspn (path, "."));
  guint place;
  const AssayProfileValue *line = assay_profile_edit_find_line (values, path, &place);
  JsonArray *list;

  if (!may_go (values, line))
    return FALSE;
  if (line->kind == ASSAY_PROFILE_VALUE_TEXT)
    {
      json_object_remove_member (map_of (value), line->label);
      return TRUE;
    }
  list = assay_profile_edit_list_of (value, name);
  if (list != NULL)
    json_array_remove_element (list, place);
  if (list == NULL || (line->kind == ASSAY_PROFILE_VALUE_ADD && json_array_get_length (list) == 0))
    json_object_remove_member (value, name);
  return TRUE;
}
