/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-blocks-private.h"

/* What is told of blocks. */

/* Whether some keys of a record make a block that is looked at. */
gboolean
assay_match_blocks_is_compared (const AssayMatchBlocks *self, guint32 record)
{
  for (guint i = 0; i < self->passes->len; i++)
    {
      const AssayMatchPass *pass = &g_array_index (self->passes, AssayMatchPass, i);

      if (pass->kind == ASSAY_MATCH_PASS_KEYS && !assay_match_pass_is_oversize (pass, record) &&
          assay_match_keys_hash (self->keys, pass->keys, record) != 0)
        return TRUE;
    }
  for (guint list = 0; list < self->keys->n_word_lists; list++)
    for (guint i = 0; i < self->keys->word_widths[list]; i++)
      if (self->keys->word_lists[list][(gsize) record * self->keys->word_widths[list] + i] != 0)
        return TRUE;
  return FALSE;
}

/* Records that have something, all of it in common with too many. */
void
assay_match_blocks_count_left (AssayMatchBlocks *self)
{
  for (guint32 record = 0; record < self->records->n; record++)
    {
      gboolean crowded = FALSE;

      for (guint i = 0; i < self->passes->len && !crowded; i++)
        crowded = assay_match_pass_is_oversize (&g_array_index (self->passes, AssayMatchPass, i), record);
      self->left += crowded && !assay_match_blocks_is_compared (self, record);
    }
}

static char *
pass_name (const AssayMatchBlocks *self, const AssayMatchPass *pass)
{
  g_autoptr (GString) name = g_string_new (NULL);

  if (pass->kind == ASSAY_MATCH_PASS_ALL)
    return g_strdup ("all");
  if (pass->kind == ASSAY_MATCH_PASS_SAME)
    return g_strdup ("everything");
  if (pass->kind == ASSAY_MATCH_PASS_WORDS)
    return g_strdup_printf (
        "%s rare word",
        assay_match_records_get (self->records, self->keys->word_comparisons[pass->word_list])
            ->key);
  for (guint32 left = pass->keys; left != 0; left &= left - 1)
    {
      g_autofree char *part =
          assay_match_key_name (self->records, &self->keys->keys[__builtin_ctz (left)]);
      g_string_append_printf (name, "%s%s", name->len > 0 ? " + " : "", part);
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/**
 * assay_match_blocks_to_json:
 *
 * Returns: (transfer full): `[{"key", "blocks", "largest", "refined", "pairs"}]`: for each set of
 * keys how many blocks it makes, the largest one, how many leads are in blocks that further keys
 * have to make smaller, and the pairs of the others
 */
JsonNode *
assay_match_blocks_to_json (const AssayMatchBlocks *self)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < self->passes->len; i++)
    {
      const AssayMatchPass *pass = &g_array_index (self->passes, AssayMatchPass, i);
      g_autofree char *name = pass_name (self, pass);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "key", name);
      json_object_set_int_member (object, "blocks", pass->n_blocks);
      json_object_set_int_member (object, "largest", pass->largest);
      json_object_set_int_member (object, "refined", pass->n_oversize);
      json_object_set_int_member (object, "pairs", (gint64) pass->pairs);
      json_array_add_object_element (array, object);
    }
  return json_node_init_array (json_node_alloc (), array);
}
