/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/assay-json-cursor.h"
#include "score/assay-profile-private.h"

void
assay_factor_clear (AssayFactor *factor)
{
  AssayFactorValue *value = &factor->value;

  g_free (factor->key);
  g_free (factor->label);
  g_clear_pointer (&factor->when, assay_condition_unref);
  g_clear_pointer (&factor->needs, assay_condition_unref);
  g_strfreev (factor->phrases);
  g_clear_pointer (&factor->tier_tests, g_array_unref);
  assay_reference_clear (&factor->decay);
  assay_reference_clear (&value->reference);
  g_clear_pointer (&value->points, g_array_unref);
  g_clear_pointer (&value->cases, g_array_unref);
  g_strfreev (value->fields);
  g_clear_pointer (&value->factors, g_array_unref);
  g_clear_pointer (&value->adjust, g_array_unref);
}

static void
range_clear (AssayJudgeRange *range)
{
  g_free (range->label);
}

void
assay_group_clear (AssayGroup *group)
{
  g_free (group->key);
  g_free (group->label);
  assay_reference_clear (&group->table);
  g_clear_pointer (&group->judge, g_array_unref);
}

static AssayFactor *
add_factor (AssayProfile *self,
            guint         group)
{
  AssayFactor *factor;

  g_array_set_size (self->factors, self->factors->len + 1);
  factor = &g_array_index (self->factors, AssayFactor, self->factors->len - 1);
  factor->group = group;
  factor->tier = -1;
  factor->weight = 1;
  factor->value.other = factor->value.missing = NAN;
  return factor;
}

static gboolean
check_new_key (const AssayProfile    *self,
               const AssayJsonCursor *cursor,
               const char            *key,
               guint                  group,
               GError               **error)
{
  for (guint i = 0; i + 1 < self->factors->len; i++)
    {
      const AssayFactor *other = assay_profile_factor (self, i);
      if (other->group == group && strcmp (other->key, key) == 0)
        {
          assay_json_cursor_fail (cursor, error, "the group has another factor “%s”", key);
          return FALSE;
        }
    }
  if (self->factors->len <= ASSAY_PROFILE_MAX_FACTORS)
    return TRUE;
  assay_json_cursor_fail (cursor, error, "more than %d factors", ASSAY_PROFILE_MAX_FACTORS);
  return FALSE;
}

/* The tiers named by key, as bits. */
static gboolean
read_tier_bits (const AssayProfile    *self,
                const AssayJsonCursor *tests,
                const AssayGroup      *group,
                AssayTierTest         *test,
                GError               **error)
{
  g_auto (GStrv) keys = NULL;

  if (!assay_json_cursor_read_strv (tests, group->key, TRUE, &keys, error))
    return FALSE;
  for (guint i = 0; keys[i] != NULL; i++)
    {
      guint tier = 0;
      while (tier < group->n_factors
             && strcmp (assay_profile_factor (self, group->first_factor + tier)->key, keys[i]) != 0)
        tier++;
      if (tier == group->n_factors)
        {
          assay_json_cursor_fail (
            tests, error, "the group “%s” has no tier “%s”", group->key, keys[i]);
          return FALSE;
        }
      test->tiers |= 1u << tier;
    }
  return TRUE;
}

/* `"tiers": {"role": ["decision_maker"], "industry": ["target"]}`: what phrase tables further up
 * have to have found. */
static gboolean
read_tier_tests (const AssayProfile    *self,
                 const AssayJsonCursor *cursor,
                 AssayFactor           *factor,
                 GError               **error)
{
  AssayJsonCursor tests;
  JsonObjectIter iter;
  const char *name;

  if (!assay_json_cursor_member (cursor, "tiers", &tests))
    return TRUE;
  if (!assay_json_cursor_is_object (&tests))
    {
      assay_json_cursor_fail (&tests, error, "expected an object of groups and their tiers");
      return FALSE;
    }
  factor->tier_tests = g_array_new (FALSE, FALSE, sizeof (AssayTierTest));
  json_object_iter_init_ordered (&iter, json_node_get_object (tests.node));
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      int found = assay_profile_find_group (self, name);
      AssayTierTest test = { (guint) found, 0 };

      if (found < 0 || assay_profile_group (self, (guint) found)->table.key == NULL)
        {
          assay_json_cursor_fail (&tests, error, "there is no phrase table “%s” further up", name);
          return FALSE;
        }
      if (!read_tier_bits (self, &tests, assay_profile_group (self, test.group), &test, error))
        return FALSE;
      g_array_append_val (factor->tier_tests, test);
    }
  return TRUE;
}

static gboolean
read_decay (const AssayJsonCursor *cursor,
            AssayFactor           *factor,
            GError               **error)
{
  static const char *const members[] = { "half_life", "window", "field", NULL };
  AssayJsonCursor decay;

  if (!assay_json_cursor_member (cursor, "decay", &decay))
    return TRUE;
  if (!assay_json_cursor_check_object (&decay, members, error)
      || !assay_json_cursor_read_number (&decay, "half_life", FALSE, &factor->half_life, error)
      || !assay_json_cursor_read_number (&decay, "window", FALSE, &factor->window, error))
    return FALSE;
  if (factor->half_life < 0 || factor->window < 0 || factor->half_life > ASSAY_REFERENCE_MAX_DAYS
      || factor->window > ASSAY_REFERENCE_MAX_DAYS
      || (factor->half_life == 0) == (factor->window == 0))
    {
      assay_json_cursor_fail (
        &decay, error, "expected half_life or window, a number of days above 0");
      return FALSE;
    }
  if (factor->decay.key == NULL)
    return assay_json_cursor_read_string (&decay, "field", TRUE, &factor->decay.key, error);
  return TRUE;
}

/* `per`, `event`, `cap` and `decay`. */
static gboolean
read_repetition (const AssayJsonCursor *cursor,
                 AssayFactor           *factor,
                 GError               **error)
{
  g_autofree char *per = NULL;
  AssayJsonCursor member;

  if (!assay_json_cursor_read_string (cursor, "per", FALSE, &per, error)
      || !assay_json_cursor_read_string (cursor, "event", FALSE, &factor->decay.key, error)
      || !assay_json_cursor_read_number (cursor, "cap", FALSE, &factor->cap, error))
    return FALSE;
  factor->per_event = g_strcmp0 (per, "event") == 0;
  if (per != NULL && !factor->per_event && strcmp (per, "lead") != 0)
    {
      assay_json_cursor_member (cursor, "per", &member);
      assay_json_cursor_fail (&member, error, "expected lead or event");
      return FALSE;
    }
  if (factor->per_event && factor->decay.key == NULL)
    {
      assay_json_cursor_fail (cursor, error, "the member “event” is missing");
      return FALSE;
    }
  if (factor->cap < 0)
    {
      assay_json_cursor_member (cursor, "cap", &member);
      assay_json_cursor_fail (&member, error, "expected a number of events");
      return FALSE;
    }
  if (factor->decay.key != NULL)
    {
      /* Of a factor that counts once, the last event's age matters. */
      g_autofree char *type = g_steal_pointer (&factor->decay.key);
      factor->decay.key
        = g_strdup_printf ("events.%s.%s", type, factor->per_event ? "count" : "last_days");
    }
  return read_decay (cursor, factor, error);
}

/*
 * assay_profile_read_factor:
 *
 * Reads one factor of the group that is being read.
 */
gboolean
assay_profile_read_factor (AssayProfile          *self,
                           const AssayJsonCursor *cursor,
                           guint                  group,
                           GError               **error)
{
  static const char *const members[] = { "key",   "label",  "when",  "needs", "points",
                                         "value", "weight", "tiers", "per",   "event",
                                         "cap",   "decay",  NULL };
  AssayFactor *factor = add_factor (self, group);
  AssayJsonCursor value, points;
  gboolean has_value, has_points;

  if (!assay_json_cursor_check_object (cursor, members, error)
      || !assay_profile_read_key (cursor, &factor->key, &factor->label, error)
      || !check_new_key (self, cursor, factor->key, group, error))
    return FALSE;
  has_value = assay_json_cursor_member (cursor, "value", &value);
  has_points = assay_json_cursor_member (cursor, "points", &points);
  if (has_value == has_points)
    {
      assay_json_cursor_fail (cursor, error, "expected either points or a value");
      return FALSE;
    }
  if (has_value && assay_json_cursor_member (cursor, "when", &points))
    {
      assay_json_cursor_fail (
        &points, error, "expected it only with points; a value has needs or cases");
      return FALSE;
    }
  if (!assay_profile_read_condition (cursor, "when", &factor->when, error)
      || !assay_profile_read_condition (cursor, "needs", &factor->needs, error)
      || (has_points && !assay_json_cursor_get_number (&points, &factor->points, error))
      || (has_value && !assay_profile_read_value (self, &value, &factor->value, error))
      || !assay_json_cursor_read_number (cursor, "weight", FALSE, &factor->weight, error)
      || !read_tier_tests (self, cursor, factor, error))
    return FALSE;
  if (factor->weight > 0)
    return read_repetition (cursor, factor, error);
  assay_json_cursor_fail (cursor, error, "expected a weight above 0");
  return FALSE;
}

static gboolean
read_tier (AssayProfile          *self,
           const AssayJsonCursor *cursor,
           guint                  group,
           int                    tier,
           GError               **error)
{
  static const char *const members[] = { "key", "label", "points", "phrases", NULL };
  AssayFactor *factor = add_factor (self, group);

  factor->tier = tier;
  if (!assay_json_cursor_check_object (cursor, members, error)
      || !assay_profile_read_key (cursor, &factor->key, &factor->label, error)
      || !check_new_key (self, cursor, factor->key, group, error)
      || !assay_json_cursor_read_number (cursor, "points", TRUE, &factor->points, error)
      || !assay_json_cursor_read_strv (cursor, "phrases", FALSE, &factor->phrases, error))
    return FALSE;
  if (factor->phrases == NULL)
    factor->phrases = g_new0 (char *, 1);
  return TRUE;
}

static gboolean
read_phrase_table (AssayProfile          *self,
                   const AssayJsonCursor *cursor,
                   guint                  group,
                   GError               **error)
{
  static const char *const members[] = { "field", "tiers", NULL };
  AssayJsonCursor tiers, tier;
  AssayReference reference;
  guint n;

  if (!assay_json_cursor_check_object (cursor, members, error)
      || !assay_reference_read_json (&reference, cursor, error))
    return FALSE;
  g_array_index (self->groups, AssayGroup, group).table = reference;
  if (!assay_json_cursor_need_member (cursor, "tiers", &tiers, error)
      || !assay_json_cursor_get_array (&tiers, &n, error))
    return FALSE;
  if (n == 0 || n > ASSAY_PROFILE_MAX_TIERS)
    {
      assay_json_cursor_fail (&tiers, error, "expected 1 to %d tiers", ASSAY_PROFILE_MAX_TIERS);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      assay_json_cursor_element (&tiers, i, &tier);
      if (!read_tier (self, &tier, group, (int) i, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_group_factors (AssayProfile          *self,
                    const AssayJsonCursor *cursor,
                    guint                  group,
                    GError               **error)
{
  AssayJsonCursor factors, table, factor;
  guint n;

  if (assay_json_cursor_member (cursor, "table", &table))
    {
      if (!assay_json_cursor_member (cursor, "factors", &factors))
        return read_phrase_table (self, &table, group, error);
      assay_json_cursor_fail (cursor, error, "expected either factors or a table");
      return FALSE;
    }
  if (!assay_json_cursor_need_member (cursor, "factors", &factors, error)
      || !assay_json_cursor_get_array (&factors, &n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      assay_json_cursor_element (&factors, i, &factor);
      if (!assay_profile_read_factor (self, &factor, group, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_group_pick (const AssayJsonCursor *cursor,
                 AssayGroup            *group,
                 GError               **error)
{
  static const char *const picks[] = { "sum", "first", "best" };
  g_autofree char *pick = NULL;
  AssayJsonCursor member;

  if (!assay_json_cursor_read_string (cursor, "pick", FALSE, &pick, error))
    return FALSE;
  if (pick == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (picks); i++)
    if (strcmp (pick, picks[i]) == 0)
      {
        group->pick = (AssayPick) i;
        return TRUE;
      }
  assay_json_cursor_member (cursor, "pick", &member);
  assay_json_cursor_fail (&member, error, "expected sum, first or best");
  return FALSE;
}

/* `"judge": [{"label": "high", "low": 45, "high": 50, "default": 45}, …]` */
static gboolean
read_judge (const AssayJsonCursor *cursor,
            AssayGroup            *group,
            GError               **error)
{
  static const char *const members[] = { "label", "low", "high", "default", NULL };
  AssayJsonCursor judge, element;
  guint n;

  if (!assay_json_cursor_member (cursor, "judge", &judge))
    return TRUE;
  if (!assay_json_cursor_get_array (&judge, &n, error))
    return FALSE;
  group->judge = g_array_new (FALSE, TRUE, sizeof (AssayJudgeRange));
  g_array_set_clear_func (group->judge, (GDestroyNotify) range_clear);
  for (guint i = 0; i < n; i++)
    {
      AssayJudgeRange *range;
      double low = 0, high = 0, standard = 0;

      assay_json_cursor_element (&judge, i, &element);
      g_array_set_size (group->judge, i + 1);
      range = &g_array_index (group->judge, AssayJudgeRange, i);
      if (!assay_json_cursor_check_object (&element, members, error)
          || !assay_json_cursor_read_string (&element, "label", TRUE, &range->label, error)
          || !assay_json_cursor_read_number (&element, "low", TRUE, &low, error)
          || !assay_json_cursor_read_number (&element, "high", TRUE, &high, error)
          || !assay_json_cursor_read_number (&element, "default", TRUE, &standard, error))
        return FALSE;
      if (!(low <= standard && standard <= high && fabs (low) < 1e6 && fabs (high) < 1e6))
        {
          assay_json_cursor_fail (
            &element, error, "expected low, default and high in rising order");
          return FALSE;
        }
      range->low = (int) low;
      range->high = (int) high;
      range->standard = (int) standard;
    }
  return TRUE;
}

static gboolean
read_group_head (AssayProfile          *self,
                 const AssayJsonCursor *cursor,
                 AssayGroup            *group,
                 GError               **error)
{
  static const char *const members[]
    = { "key", "label", "min", "max", "pick", "weight", "factors", "table", "judge", NULL };

  group->min = -INFINITY;
  group->max = INFINITY;
  group->first_factor = self->factors->len;
  if (!assay_json_cursor_check_object (cursor, members, error)
      || !assay_profile_read_key (cursor, &group->key, &group->label, error)
      || !assay_json_cursor_read_number (cursor, "min", FALSE, &group->min, error)
      || !assay_json_cursor_read_number (cursor, "max", FALSE, &group->max, error)
      || !assay_json_cursor_read_number (cursor, "weight", FALSE, &group->weight, error)
      || !read_group_pick (cursor, group, error) || !read_judge (cursor, group, error))
    return FALSE;
  if (assay_profile_find_group (self, group->key) != (int) self->groups->len - 1)
    {
      assay_json_cursor_fail (cursor, error, "there is another group “%s”", group->key);
      return FALSE;
    }
  if (group->min <= group->max && group->weight >= 0)
    return TRUE;
  assay_json_cursor_fail (cursor, error, "expected min at most max, and a weight of 0 or more");
  return FALSE;
}

/*
 * assay_profile_read_group:
 *
 * Reads one group with its factors or its phrase table.
 */
gboolean
assay_profile_read_group (AssayProfile          *self,
                          const AssayJsonCursor *cursor,
                          GError               **error)
{
  guint index = self->groups->len;
  AssayGroup *group;

  g_array_set_size (self->groups, index + 1);
  group = &g_array_index (self->groups, AssayGroup, index);
  if (!read_group_head (self, cursor, group, error)
      || !read_group_factors (self, cursor, index, error))
    return FALSE;
  group = &g_array_index (self->groups, AssayGroup, index);
  group->n_factors = self->factors->len - group->first_factor;
  if (group->table.key != NULL)
    group->pick = ASSAY_PICK_FIRST;
  return TRUE;
}
