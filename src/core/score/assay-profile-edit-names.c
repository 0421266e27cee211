/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "score/assay-profile-edit-private.h"

/* Names, phrases and bands. */

static JsonArray *
list_bands (JsonNode   *root,
            const char *set)
{
  JsonObject *owner = assay_profile_edit_find_by_key (
    assay_profile_edit_list_of (json_node_get_object (root), "bands"), set);

  return owner != NULL ? assay_profile_edit_list_of (owner, "bands") : NULL;
}

static JsonObject *
find_band (JsonNode   *root,
           const char *set,
           const char *band)
{
  return assay_profile_edit_find_by_key (list_bands (root, set), band);
}

/**
 * assay_profile_edit_rename:
 * @factor: (nullable): a factor of the group, or a tier of its table; without one the group is renamed
 * @label: another name; the key stays, for the history refers to it
 */
gboolean
assay_profile_edit_rename (JsonNode   *root,
                           const char *group,
                           const char *factor,
                           const char *label)
{
  JsonObject *object = factor != NULL ? assay_profile_edit_find_factor (root, group, factor)
                                      : assay_profile_edit_find_group (root, group);

  if (object == NULL || *label == '\0')
    return FALSE;
  json_object_set_string_member (object, "label", label);
  return TRUE;
}

/* (transfer full): the phrases between commas, without blank ones */
JsonArray *
assay_profile_edit_split_phrases (const char *phrases)
{
  g_auto (GStrv) words = g_strsplit (phrases, ",", -1);
  JsonArray *list = json_array_new ();

  for (char **word = words; *word != NULL; word++)
    if (*g_strstrip (*word) != '\0')
      json_array_add_string_element (list, *word);
  return list;
}

/**
 * assay_profile_edit_set_phrases:
 * @tier: of a group that is a phrase table
 * @phrases: with commas between
 *
 * Returns: whether there is such a tier, and any phrase
 */
gboolean
assay_profile_edit_set_phrases (JsonNode   *root,
                                const char *group,
                                const char *tier,
                                const char *phrases)
{
  JsonObject *object = assay_profile_edit_find_factor (root, group, tier);
  g_autoptr (JsonArray) list = assay_profile_edit_split_phrases (phrases);

  if (object == NULL || !json_object_has_member (object, "phrases") || json_array_get_length (list) == 0)
    return FALSE;
  json_object_set_array_member (object, "phrases", g_steal_pointer (&list));
  return TRUE;
}

/**
 * assay_profile_edit_get_phrases:
 *
 * Returns: (transfer full) (nullable): the phrases of a tier, with commas between
 */
char *
assay_profile_edit_get_phrases (JsonNode   *root,
                                const char *group,
                                const char *tier)
{
  JsonObject *object = assay_profile_edit_find_factor (root, group, tier);
  JsonArray *list = object != NULL ? assay_profile_edit_list_of (object, "phrases") : NULL;
  GString *text;

  if (list == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (list); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", json_array_get_string_element (list, i));
  return g_string_free (text, FALSE);
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
  JsonObject *object = find_band (root, set, band);

  if (object == NULL || !json_object_has_member (object, "min"))
    return FALSE;
  assay_profile_edit_set_number (object, "min", least);
  return TRUE;
}

/**
 * assay_profile_edit_rename_band:
 * @label: another name; the key stays
 */
gboolean
assay_profile_edit_rename_band (JsonNode   *root,
                                const char *set,
                                const char *band,
                                const char *label)
{
  JsonObject *object = find_band (root, set, band);

  if (object == NULL || *label == '\0')
    return FALSE;
  json_object_set_string_member (object, "label", label);
  return TRUE;
}

static double
least_of (JsonArray *bands,
          guint      place)
{
  return json_object_get_double_member_with_default (
    json_array_get_object_element (bands, place), "min", -INFINITY);
}

/**
 * assay_profile_edit_check_band_name:
 * @band: (nullable): the band of @set that is to be called so; %NULL for a new one
 *
 * Returns: why it cannot be called @label
 */
AssayBandProblem
assay_profile_edit_check_band_name (JsonNode   *root,
                                    const char *set,
                                    const char *band,
                                    const char *label)
{
  JsonArray *bands = list_bands (root, set);

  if (*label == '\0')
    return ASSAY_BAND_UNNAMED;
  for (guint i = 0; bands != NULL && i < json_array_get_length (bands); i++)
    {
      JsonObject *other = json_array_get_object_element (bands, i);
      const char *key = json_object_get_string_member_with_default (other, "key", "");

      if (g_strcmp0 (key, band) != 0
          && g_utf8_collate (json_object_get_string_member_with_default (other, "label", key), label) == 0)
        return ASSAY_BAND_NAME_TAKEN;
    }
  return ASSAY_BAND_FITS;
}

/**
 * assay_profile_edit_check_band_start:
 * @band: (nullable): the band of @set that is to begin there; %NULL for a new one
 * @least: the least value that is in it; of no interest for the lowest band, which takes the rest
 *
 * Returns: why it cannot begin there
 */
AssayBandProblem
assay_profile_edit_check_band_start (JsonNode   *root,
                                     const char *set,
                                     const char *band,
                                     double      least)
{
  JsonObject *profile = json_node_get_object (root), *self = band != NULL ? find_band (root, set, band) : NULL;
  JsonObject *scale
    = json_object_has_member (profile, "scale") ? json_object_get_object_member (profile, "scale") : NULL;
  JsonArray *bands = list_bands (root, set);
  gboolean above = TRUE;

  if (self != NULL && !json_object_has_member (self, "min"))
    return ASSAY_BAND_FITS;
  if (!isfinite (least)
      || least < (scale != NULL ? json_object_get_double_member_with_default (scale, "min", 0) : 0)
      || least > (scale != NULL ? json_object_get_double_member_with_default (scale, "max", 100) : 100))
    return ASSAY_BAND_OUTSIDE;
  for (guint i = 0; bands != NULL && i < json_array_get_length (bands); i++)
    {
      if (json_array_get_object_element (bands, i) == self)
        above = FALSE;
      else if (least_of (bands, i) == least)
        return ASSAY_BAND_START_TAKEN;
      else if (self != NULL && above != (least_of (bands, i) > least))
        return ASSAY_BAND_CROSSES;
    }
  return ASSAY_BAND_FITS;
}

/**
 * assay_profile_edit_add_band:
 * @label: see assay_profile_edit_check_band_name()
 * @least: the least value that is in it; see assay_profile_edit_check_band_start()
 *
 * Adds a band to a classification, at its place from the highest down.
 *
 * Returns: (transfer full) (nullable): its key
 */
char *
assay_profile_edit_add_band (JsonNode   *root,
                             const char *set,
                             const char *label,
                             double      least)
{
  JsonArray *bands = list_bands (root, set);
  JsonObject *owner = assay_profile_edit_find_by_key (
    assay_profile_edit_list_of (json_node_get_object (root), "bands"), set);
  JsonArray *more;
  JsonObject *band;
  gboolean added = FALSE;
  char *key;

  if (bands == NULL || assay_profile_edit_check_band_name (root, set, NULL, label) != ASSAY_BAND_FITS
      || assay_profile_edit_check_band_start (root, set, NULL, least) != ASSAY_BAND_FITS)
    return NULL;
  key = assay_profile_edit_make_key (bands, label, "band");
  band = json_object_new ();
  json_object_set_string_member (band, "key", key);
  json_object_set_string_member (band, "label", label);
  assay_profile_edit_set_number (band, "min", least);
  more = json_array_new ();
  for (guint i = 0; i < json_array_get_length (bands); i++)
    {
      if (!added && least_of (bands, i) < least)
        {
          json_array_add_object_element (more, band);
          added = TRUE;
        }
      json_array_add_object_element (more, json_object_ref (json_array_get_object_element (bands, i)));
    }
  if (!added)
    json_array_add_object_element (more, band);
  json_object_set_array_member (owner, "bands", more);
  return key;
}

/**
 * assay_profile_edit_remove_band:
 *
 * Takes a band away; what was in it is in the one below. Of two bands at the bottom of a scale, the one that
 * remains takes all.
 *
 * Returns: whether there is such a band, and another one
 */
gboolean
assay_profile_edit_remove_band (JsonNode   *root,
                                const char *set,
                                const char *band)
{
  JsonArray *bands = list_bands (root, set);
  JsonObject *object = find_band (root, set, band), *last;

  if (object == NULL || json_array_get_length (bands) < 2 || !assay_profile_edit_remove_from (bands, object))
    return FALSE;
  last = json_array_get_object_element (bands, json_array_get_length (bands) - 1);
  if (json_object_has_member (last, "min"))
    json_object_remove_member (last, "min");
  return TRUE;
}
