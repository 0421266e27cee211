/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/assay-condition-json.h"
#include "score/assay-profile-private.h"

static void
case_clear (AssayProfileCase *one)
{
  g_clear_pointer (&one->when, assay_condition_unref);
  g_clear_pointer (&one->texts, g_strfreev);
}

GArray *
assay_profile_new_cases (void)
{
  GArray *cases = g_array_new (FALSE, TRUE, sizeof (AssayProfileCase));

  g_array_set_clear_func (cases, (GDestroyNotify) case_clear);
  return cases;
}

gboolean
assay_profile_read_condition (const AssayJsonCursor *object,
                              const char            *name,
                              AssayCondition       **out_condition,
                              GError               **error)
{
  AssayJsonCursor member;

  if (!assay_json_cursor_member (object, name, &member))
    return TRUE;
  *out_condition = assay_condition_from_json_node (&member, error);
  return *out_condition != NULL;
}

static gboolean
read_points (const AssayJsonCursor *value,
             AssayFactorValue      *out,
             GError               **error)
{
  AssayJsonCursor table, pair, cell;
  guint n, two;

  if (!assay_json_cursor_need_member (value, "table", &table, error)
      || !assay_json_cursor_get_array (&table, &n, error))
    return FALSE;
  out->points = g_array_new (FALSE, TRUE, sizeof (AssayProfilePoint));
  for (guint i = 0; i < n; i++)
    {
      AssayProfilePoint point;

      assay_json_cursor_element (&table, i, &pair);
      if (!assay_json_cursor_get_array (&pair, &two, error))
        return FALSE;
      if (two != 2)
        {
          assay_json_cursor_fail (&pair, error, "expected a pair such as [50, 70]");
          return FALSE;
        }
      assay_json_cursor_element (&pair, 0, &cell);
      if (!assay_json_cursor_get_number (&cell, &point.x, error))
        return FALSE;
      if (i > 0 && point.x <= g_array_index (out->points, AssayProfilePoint, i - 1).x)
        {
          assay_json_cursor_fail (&cell, error, "expected a number above the one before");
          return FALSE;
        }
      assay_json_cursor_element (&pair, 1, &cell);
      if (!assay_json_cursor_get_number (&cell, &point.y, error))
        return FALSE;
      g_array_append_val (out->points, point);
    }
  if (n > 0)
    return TRUE;
  assay_json_cursor_fail (&table, error, "expected at least one pair");
  return FALSE;
}

/* One case of a list: `when` or, for tiers, `phrases`; and its `value`. */
static gboolean
read_case (const AssayJsonCursor *cursor,
           const char            *value_name,
           gboolean               phrases,
           GArray                *cases,
           GError               **error)
{
  const char *const when_members[] = { "when", value_name, NULL };
  const char *const phrase_members[] = { "phrases", value_name, NULL };
  AssayProfileCase *one;

  g_array_set_size (cases, cases->len + 1);
  one = &g_array_index (cases, AssayProfileCase, cases->len - 1);
  return assay_json_cursor_check_object (cursor, phrases ? phrase_members : when_members, error)
         && (phrases ? assay_json_cursor_read_strv (cursor, "phrases", FALSE, &one->texts, error)
                     : assay_profile_read_condition (cursor, "when", &one->when, error))
         && assay_json_cursor_read_number (cursor, value_name, TRUE, &one->value, error);
}

/* Additions may be none; other lists are what the value is. */
static gboolean
read_cases (const AssayJsonCursor *value,
            const char            *name,
            const char            *value_name,
            gboolean               phrases,
            GArray               **out_cases,
            GError               **error)
{
  AssayJsonCursor list;
  guint n;

  if (!assay_json_cursor_need_member (value, name, &list, error)
      || !assay_json_cursor_get_array (&list, &n, error))
    return FALSE;
  if (phrases && (n == 0 || n > ASSAY_PROFILE_MAX_TIERS))
    {
      assay_json_cursor_fail (&list, error, "expected 1 to %d tiers", ASSAY_PROFILE_MAX_TIERS);
      return FALSE;
    }
  if (n == 0 && strcmp (name, "cases") == 0)
    {
      assay_json_cursor_fail (&list, error, "expected at least one case");
      return FALSE;
    }
  *out_cases = assay_profile_new_cases ();
  for (guint i = 0; i < n; i++)
    {
      AssayJsonCursor element;
      assay_json_cursor_element (&list, i, &element);
      if (!read_case (&element, value_name, phrases, *out_cases, error))
        return FALSE;
    }
  return TRUE;
}

/* `"map": {"valid": 100, "risky": 50}` */
static gboolean
read_map (const AssayJsonCursor *value,
          AssayFactorValue      *out,
          GError               **error)
{
  AssayJsonCursor map;
  JsonObjectIter iter;
  const char *name;

  if (!assay_json_cursor_need_member (value, "map", &map, error))
    return FALSE;
  if (!assay_json_cursor_is_object (&map))
    {
      assay_json_cursor_fail (&map, error, "expected an object of texts and their values");
      return FALSE;
    }
  if (json_object_get_size (json_node_get_object (map.node)) == 0)
    {
      assay_json_cursor_fail (&map, error, "expected at least one text");
      return FALSE;
    }
  out->cases = assay_profile_new_cases ();
  json_object_iter_init_ordered (&iter, json_node_get_object (map.node));
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      const char *texts[] = { name, NULL };
      AssayProfileCase one = { NULL };

      if (!assay_json_cursor_read_number (&map, name, TRUE, &one.value, error))
        return FALSE;
      one.texts = g_strdupv ((char **) texts);
      g_array_append_val (out->cases, one);
    }
  return TRUE;
}

static gboolean
read_mean (AssayProfile          *self,
           const AssayJsonCursor *value,
           AssayFactorValue      *out,
           GError               **error)
{
  g_auto (GStrv) keys = NULL;

  if (!assay_json_cursor_read_strv (value, "mean", TRUE, &keys, error))
    return FALSE;
  out->factors = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; keys[i] != NULL; i++)
    {
      int found = assay_profile_find_factor (self, keys[i]);
      guint index = (guint) found;

      if (found < 0 || assay_profile_factor (self, index)->value.kind == ASSAY_FACTOR_VALUE_MEAN)
        {
          AssayJsonCursor list, element;
          assay_json_cursor_member (value, "mean", &list);
          assay_json_cursor_element (&list, i, &element);
          assay_json_cursor_fail (
            &element, error, "expected the key of a factor further up that is no mean itself");
          return FALSE;
        }
      g_array_append_val (out->factors, index);
    }
  return TRUE;
}

static gboolean
read_pick (const AssayJsonCursor *value,
           gboolean              *out_sum,
           GError               **error)
{
  g_autofree char *pick = NULL;
  AssayJsonCursor member;

  if (!assay_json_cursor_read_string (value, "pick", FALSE, &pick, error))
    return FALSE;
  *out_sum = g_strcmp0 (pick, "sum") == 0;
  if (pick == NULL || *out_sum || strcmp (pick, "first") == 0)
    return TRUE;
  assay_json_cursor_member (value, "pick", &member);
  assay_json_cursor_fail (&member, error, "expected first or sum");
  return FALSE;
}

static const struct
{
  const char *member;
  AssayFactorValueKind kind;
  gboolean reads_field;
} kinds[] = {
  { "table", ASSAY_FACTOR_VALUE_TABLE, TRUE },
  { "saturation", ASSAY_FACTOR_VALUE_SATURATION, TRUE },
  { "map", ASSAY_FACTOR_VALUE_MAP, TRUE },
  { "tiers", ASSAY_FACTOR_VALUE_TIERS, TRUE },
  { "present", ASSAY_FACTOR_VALUE_PRESENT, FALSE },
  { "cases", ASSAY_FACTOR_VALUE_CASES, FALSE },
  { "mean", ASSAY_FACTOR_VALUE_MEAN, FALSE },
};

static gboolean
read_kind (AssayProfile          *self,
           const AssayJsonCursor *value,
           AssayFactorValue      *out,
           GError               **error)
{
  AssayJsonCursor member;

  switch ((int) out->kind)
    {
    case ASSAY_FACTOR_VALUE_TABLE:
      return read_points (value, out, error);
    case ASSAY_FACTOR_VALUE_SATURATION:
      if (!assay_json_cursor_read_number (value, "saturation", TRUE, &out->number, error))
        return FALSE;
      if (out->number > 0)
        return TRUE;
      assay_json_cursor_member (value, "saturation", &member);
      assay_json_cursor_fail (&member, error, "expected a number above 0");
      return FALSE;
    case ASSAY_FACTOR_VALUE_MAP:
      return read_map (value, out, error);
    case ASSAY_FACTOR_VALUE_TIERS:
      return read_cases (value, "tiers", "value", TRUE, &out->cases, error);
    case ASSAY_FACTOR_VALUE_PRESENT:
      if (!assay_json_cursor_read_strv (value, "present", TRUE, &out->fields, error))
        return FALSE;
      if (out->fields[0] != NULL)
        return TRUE;
      assay_json_cursor_member (value, "present", &member);
      assay_json_cursor_fail (&member, error, "expected at least one field");
      return FALSE;
    case ASSAY_FACTOR_VALUE_CASES:
      return read_cases (value, "cases", "value", FALSE, &out->cases, error)
             && read_pick (value, &out->sum, error);
    case ASSAY_FACTOR_VALUE_MEAN:
    default:
      return read_mean (self, value, out, error);
    }
}

/*
 * assay_profile_read_value:
 *
 * Reads a factor's `value`: a number, or an object with the member of one kind.
 */
gboolean
assay_profile_read_value (AssayProfile          *self,
                          const AssayJsonCursor *cursor,
                          AssayFactorValue      *value,
                          GError               **error)
{
  static const char *const members[]
    = { "field",   "within", "older", "half_life", "table",   "saturation", "map",    "tiers",
        "present", "cases",  "mean",  "other",     "missing", "pick",       "adjust", NULL };
  AssayJsonCursor adjust;
  guint found = 0, kind = 0;

  value->other = value->missing = NAN;
  if (assay_json_cursor_is_number (cursor))
    {
      value->kind = ASSAY_FACTOR_VALUE_NUMBER;
      return assay_json_cursor_get_number (cursor, &value->number, error);
    }
  if (!assay_json_cursor_check_object (cursor, members, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (json_object_has_member (json_node_get_object (cursor->node), kinds[i].member))
      {
        kind = i;
        found++;
      }
  if (found != 1)
    {
      assay_json_cursor_fail (
        cursor, error, "expected one of table, saturation, map, tiers, present, cases or mean");
      return FALSE;
    }
  value->kind = kinds[kind].kind;
  if (kinds[kind].reads_field && !assay_reference_read_json (&value->reference, cursor, error))
    return FALSE;
  return read_kind (self, cursor, value, error)
         && assay_json_cursor_read_number (cursor, "other", FALSE, &value->other, error)
         && assay_json_cursor_read_number (cursor, "missing", FALSE, &value->missing, error)
         && (!assay_json_cursor_member (cursor, "adjust", &adjust)
             || read_cases (cursor, "adjust", "add", FALSE, &value->adjust, error));
}
