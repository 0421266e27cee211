/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile.h"

#include <math.h>
#include <string.h>

#include "score/assay-profile-private.h"

G_DEFINE_BOXED_TYPE (AssayProfile, assay_profile, assay_profile_ref, assay_profile_unref)

static void
event_type_clear (AssayProfileEventType *type)
{
  g_free (type->key);
  g_free (type->label);
}

static GArray *
new_array (gsize          size,
           GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, (guint) size);

  g_array_set_clear_func (array, clear);
  return array;
}

static AssayProfile *
profile_new (void)
{
  AssayProfile *self = g_new0 (AssayProfile, 1);

  g_atomic_ref_count_init (&self->refs);
  self->scale_max = 100;
  self->groups = new_array (sizeof (AssayGroup), (GDestroyNotify) assay_group_clear);
  self->factors = new_array (sizeof (AssayFactor), (GDestroyNotify) assay_factor_clear);
  self->band_sets = new_array (sizeof (AssayBandSet), (GDestroyNotify) assay_band_set_clear);
  self->event_types = new_array (sizeof (AssayProfileEventType), (GDestroyNotify) event_type_clear);
  return self;
}

AssayProfile *
assay_profile_ref (AssayProfile *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
assay_profile_unref (AssayProfile *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->groups);
  g_array_unref (self->factors);
  g_array_unref (self->band_sets);
  g_array_unref (self->event_types);
  g_free (self->key);
  g_free (self->name);
  g_free (self->description);
  g_free (self->industry);
  g_free (self);
}

int
assay_profile_find_group (const AssayProfile *self,
                          const char         *key)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (strcmp (assay_profile_group (self, i)->key, key) == 0)
      return (int) i;
  return -1;
}

int
assay_profile_find_factor (const AssayProfile *self,
                           const char         *key)
{
  for (guint i = 0; i < self->factors->len; i++)
    if (strcmp (assay_profile_factor (self, i)->key, key) == 0)
      return (int) i;
  return -1;
}

/* Reads `key`, of letters, digits, hyphens and underscores, and `label`, which is the key without.
 */
gboolean
assay_profile_read_key (const AssayJsonCursor *object,
                        char                 **out_key,
                        char                 **out_label,
                        GError               **error)
{
  AssayJsonCursor member;

  if (!assay_json_cursor_read_string (object, "key", TRUE, out_key, error)
      || !assay_json_cursor_read_string (object, "label", FALSE, out_label, error))
    return FALSE;
  for (const char *p = *out_key; *p != '\0' || p == *out_key; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      {
        assay_json_cursor_member (object, "key", &member);
        assay_json_cursor_fail (&member, error, "expected a key of letters, digits, - and _");
        return FALSE;
      }
  if (*out_label == NULL)
    *out_label = g_strdup (*out_key);
  return TRUE;
}

static gboolean
read_scale (AssayProfile          *self,
            const AssayJsonCursor *root,
            GError               **error)
{
  static const char *const members[] = { "min", "max", NULL };
  AssayJsonCursor scale;

  if (!assay_json_cursor_member (root, "scale", &scale))
    return TRUE;
  if (!assay_json_cursor_check_object (&scale, members, error)
      || !assay_json_cursor_read_number (&scale, "min", FALSE, &self->scale_min, error)
      || !assay_json_cursor_read_number (&scale, "max", FALSE, &self->scale_max, error))
    return FALSE;
  if (self->scale_min < self->scale_max)
    return TRUE;
  assay_json_cursor_fail (&scale, error, "expected min below max");
  return FALSE;
}

static gboolean
read_groups (AssayProfile          *self,
             const AssayJsonCursor *root,
             GError               **error)
{
  AssayJsonCursor groups;
  guint n;

  if (!assay_json_cursor_need_member (root, "groups", &groups, error)
      || !assay_json_cursor_get_array (&groups, &n, error))
    return FALSE;
  if (n == 0 || n > ASSAY_PROFILE_MAX_GROUPS)
    {
      assay_json_cursor_fail (&groups, error, "expected 1 to %d groups", ASSAY_PROFILE_MAX_GROUPS);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      AssayJsonCursor group;
      assay_json_cursor_element (&groups, i, &group);
      if (!assay_profile_read_group (self, &group, error))
        return FALSE;
    }
  return TRUE;
}

/* Weights are shares: whatever they add up to becomes 100. */
static gboolean
normalise_weights (AssayProfile          *self,
                   const AssayJsonCursor *root,
                   GError               **error)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < self->groups->len; i++)
    {
      sum += assay_profile_group (self, i)->weight;
      n += assay_profile_group (self, i)->weight > 0;
    }
  if (n == 0)
    return TRUE;
  if (n < self->groups->len)
    {
      AssayJsonCursor groups;
      assay_json_cursor_member (root, "groups", &groups);
      assay_json_cursor_fail (
        &groups, error, "expected a weight above 0 in every group, or in none");
      return FALSE;
    }
  self->weighted = TRUE;
  for (guint i = 0; i < self->groups->len; i++)
    g_array_index (self->groups, AssayGroup, i).weight *= 100 / sum;
  return TRUE;
}

static gboolean
read_event_type (AssayProfile          *self,
                 const AssayJsonCursor *cursor,
                 GError               **error)
{
  static const char *const members[]
    = { "key", "label", "weight", "half_life", "interaction", "inbound", NULL };
  AssayProfileEventType *type;

  g_array_set_size (self->event_types, self->event_types->len + 1);
  type = &g_array_index (self->event_types, AssayProfileEventType, self->event_types->len - 1);
  *type = (AssayProfileEventType) { .weight = 1, .half_life = 14, .interaction = TRUE };
  if (!assay_json_cursor_check_object (cursor, members, error)
      || !assay_profile_read_key (cursor, &type->key, &type->label, error)
      || !assay_json_cursor_read_number (cursor, "weight", FALSE, &type->weight, error)
      || !assay_json_cursor_read_number (cursor, "half_life", FALSE, &type->half_life, error)
      || !assay_json_cursor_read_boolean (cursor, "interaction", &type->interaction, error)
      || !assay_json_cursor_read_boolean (cursor, "inbound", &type->inbound, error))
    return FALSE;
  if (type->half_life > 0)
    return TRUE;
  assay_json_cursor_fail (cursor, error, "expected a half-life above 0");
  return FALSE;
}

static gboolean
read_event_types (AssayProfile          *self,
                  const AssayJsonCursor *root,
                  GError               **error)
{
  AssayJsonCursor types;
  guint n = 0;

  if (!assay_json_cursor_member (root, "event_types", &types))
    return TRUE;
  if (!assay_json_cursor_get_array (&types, &n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      AssayJsonCursor type;
      assay_json_cursor_element (&types, i, &type);
      if (!read_event_type (self, &type, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_profile (AssayProfile *self,
              JsonNode     *node,
              GError      **error)
{
  static const char *const members[] = { "key",   "name",   "description", "industry",    "version",
                                         "scale", "groups", "bands",       "event_types", NULL };
  AssayJsonCursor root;
  double version = 0;

  assay_json_cursor_init_root (&root, node);
  if (!assay_json_cursor_check_object (&root, members, error)
      || !assay_profile_read_key (&root, &self->key, &self->name, error)
      || !assay_json_cursor_read_string (&root, "name", FALSE, &self->name, error)
      || !assay_json_cursor_read_string (&root, "description", FALSE, &self->description, error)
      || !assay_json_cursor_read_string (&root, "industry", FALSE, &self->industry, error)
      || !assay_json_cursor_read_number (&root, "version", FALSE, &version, error)
      || !read_scale (self, &root, error) || !read_groups (self, &root, error)
      || !normalise_weights (self, &root, error) || !assay_profile_read_bands (self, &root, error)
      || !read_event_types (self, &root, error))
    return FALSE;
  self->version = (gint64) CLAMP (version, 0, 1e9);
  return TRUE;
}

static AssayProfile *
profile_from_node (JsonNode      *node,
                   AssayDocument *offer,
                   GError       **error)
{
  g_autoptr (AssayProfile) self = profile_new ();
  g_autoptr (JsonNode) filled = assay_profile_fill_template (node, offer);

  return read_profile (self, filled, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * assay_profile_from_json:
 * @json: a profile document, see help/profile-format.md
 * @length: its bytes, or -1
 * @offer: (nullable): the workspace's offer, which some profiles read
 *
 * Returns: (transfer full) (nullable): the profile, or %NULL with %ASSAY_JSON_ERROR, which names
 * the path and what was expected
 */
AssayProfile *
assay_profile_from_json (const char    *json,
                         gssize         length,
                         AssayDocument *offer,
                         GError       **error)
{
  g_autoptr (JsonNode) node = assay_json_parse (json, length, error);

  return node != NULL ? profile_from_node (node, offer, error) : NULL;
}

/**
 * assay_profile_new:
 * @document: a document of kind `profile`
 * @offer: (nullable): the workspace's offer
 *
 * As assay_profile_from_json(); the version is the document's.
 *
 * Returns: (transfer full) (nullable): the profile
 */
AssayProfile *
assay_profile_new (AssayDocument *document,
                   AssayDocument *offer,
                   GError       **error)
{
  AssayProfile *self = profile_from_node (assay_document_get_root (document), offer, error);

  if (self != NULL)
    self->version = assay_document_get_version (document);
  return self;
}
