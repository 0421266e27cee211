/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/assay-json-cursor.h"
#include "score/assay-profile-private.h"

static void
band_clear (AssayBand *band)
{
  g_free (band->key);
  g_free (band->label);
  g_free (band->colour);
}

void
assay_band_set_clear (AssayBandSet *set)
{
  g_free (set->key);
  g_free (set->label);
  g_clear_pointer (&set->bands, g_array_unref);
}

/**
 * assay_band_set_find:
 *
 * Returns: the place of the band of that key, or −1
 */
int
assay_band_set_find (const AssayBandSet *set,
                     const char         *key)
{
  for (guint i = 0; i < set->bands->len; i++)
    if (strcmp (g_array_index (set->bands, AssayBand, i).key, key) == 0)
      return (int) i;
  return -1;
}

/* `"of": "score"`, `"base"`, or the key of a group. */
static gboolean
read_of (const AssayProfile    *self,
         const AssayJsonCursor *cursor,
         AssayBandSet          *set,
         GError               **error)
{
  g_autofree char *of = NULL;
  AssayJsonCursor member;
  int group;

  if (!assay_json_cursor_read_string (cursor, "of", FALSE, &of, error))
    return FALSE;
  if (of == NULL || strcmp (of, "score") == 0)
    return TRUE;
  if (strcmp (of, "base") == 0)
    {
      set->of = ASSAY_BAND_OF_BASE;
      return TRUE;
    }
  group = assay_profile_find_group (self, of);
  if (group >= 0)
    {
      set->of = ASSAY_BAND_OF_GROUP;
      set->group = (guint) group;
      return TRUE;
    }
  assay_json_cursor_member (cursor, "of", &member);
  assay_json_cursor_fail (&member, error, "expected score, base or the key of a group");
  return FALSE;
}

static gboolean
is_colour (const char *text)
{
  if (text[0] != '#' || strlen (text) != 7)
    return FALSE;
  for (int i = 1; i < 7; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_band (const AssayJsonCursor *cursor,
           AssayBandSet          *set,
           GError               **error)
{
  static const char *const members[] = { "key", "label", "colour", "min", "points", NULL };
  AssayBand *band;
  AssayJsonCursor member;

  g_array_set_size (set->bands, set->bands->len + 1);
  band = &g_array_index (set->bands, AssayBand, set->bands->len - 1);
  band->min = -INFINITY;
  if (!assay_json_cursor_check_object (cursor, members, error)
      || !assay_json_cursor_read_string (cursor, "key", TRUE, &band->key, error)
      || !assay_json_cursor_read_string (cursor, "label", FALSE, &band->label, error)
      || !assay_json_cursor_read_string (cursor, "colour", FALSE, &band->colour, error)
      || !assay_json_cursor_read_number (cursor, "min", FALSE, &band->min, error)
      || !assay_json_cursor_read_number (cursor, "points", FALSE, &band->points, error))
    return FALSE;
  if (band->label == NULL)
    band->label = g_strdup (band->key);
  if (band->key[0] == '\0')
    assay_json_cursor_fail (cursor, error, "expected a key that is not empty");
  else if (band->colour != NULL && !is_colour (band->colour))
    {
      assay_json_cursor_member (cursor, "colour", &member);
      assay_json_cursor_fail (&member, error, "expected a colour such as #c64600");
    }
  else if (band->points != 0 && set->of == ASSAY_BAND_OF_SCORE)
    {
      assay_json_cursor_member (cursor, "points", &member);
      assay_json_cursor_fail (
        &member, error, "a band of the score cannot add points to it; use a band of the base");
    }
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_order (const AssayJsonCursor *list,
             const AssayBandSet    *set,
             GError               **error)
{
  AssayJsonCursor element;

  for (guint i = 1; i < set->bands->len; i++)
    if (!(g_array_index (set->bands, AssayBand, i).min
          < g_array_index (set->bands, AssayBand, i - 1).min))
      {
        assay_json_cursor_element (list, i, &element);
        assay_json_cursor_fail (&element, error, "expected a min below the band before");
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_band_set (AssayProfile          *self,
               const AssayJsonCursor *cursor,
               GError               **error)
{
  static const char *const members[] = { "key", "label", "of", "hysteresis", "bands", NULL };
  AssayJsonCursor list, element;
  AssayBandSet *set;
  guint n;

  g_array_set_size (self->band_sets, self->band_sets->len + 1);
  set = &g_array_index (self->band_sets, AssayBandSet, self->band_sets->len - 1);
  set->bands = g_array_new (FALSE, TRUE, sizeof (AssayBand));
  g_array_set_clear_func (set->bands, (GDestroyNotify) band_clear);
  if (!assay_json_cursor_check_object (cursor, members, error)
      || !assay_profile_read_key (cursor, &set->key, &set->label, error)
      || !read_of (self, cursor, set, error)
      || !assay_json_cursor_read_number (cursor, "hysteresis", FALSE, &set->hysteresis, error)
      || !assay_json_cursor_need_member (cursor, "bands", &list, error)
      || !assay_json_cursor_get_array (&list, &n, error))
    return FALSE;
  if (!(set->hysteresis >= 0))
    {
      assay_json_cursor_member (cursor, "hysteresis", &element);
      assay_json_cursor_fail (&element, error, "expected a number that is not negative");
      return FALSE;
    }
  if (n == 0 || n > 100)
    {
      assay_json_cursor_fail (&list, error, "expected 1 to 100 bands");
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      assay_json_cursor_element (&list, i, &element);
      if (!read_band (&element, set, error))
        return FALSE;
    }
  return check_order (&list, set, error);
}

/*
 * assay_profile_read_bands:
 *
 * Reads `bands`: a list of classifications.
 */
gboolean
assay_profile_read_bands (AssayProfile          *self,
                          const AssayJsonCursor *root,
                          GError               **error)
{
  AssayJsonCursor sets, element;
  guint n = 0;

  if (!assay_json_cursor_member (root, "bands", &sets))
    return TRUE;
  if (!assay_json_cursor_get_array (&sets, &n, error))
    return FALSE;
  if (n > ASSAY_PROFILE_MAX_BANDS)
    {
      assay_json_cursor_fail (
        &sets, error, "expected at most %d classifications", ASSAY_PROFILE_MAX_BANDS);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      assay_json_cursor_element (&sets, i, &element);
      if (!read_band_set (self, &element, error))
        return FALSE;
    }
  return TRUE;
}
