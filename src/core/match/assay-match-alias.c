/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-alias.h"

#include "base/assay-hash.h"

#define HASH_SEED 17

struct _AssayMatchAliases
{
  guint8 *known; /* (owned): by value, whether it has any */
  GArray *pairs; /* (element-type guint64): the smaller value above the larger one, rising */
};

/**
 * assay_match_aliases_new:
 * @n_values: of the column
 */
AssayMatchAliases *
assay_match_aliases_new (guint32 n_values)
{
  AssayMatchAliases *self = g_new0 (AssayMatchAliases, 1);

  self->known = g_new0 (guint8, (gsize) n_values + 1);
  self->pairs = g_array_new (FALSE, FALSE, sizeof (guint64));
  return self;
}

void
assay_match_aliases_free (AssayMatchAliases *self)
{
  if (self == NULL)
    return;
  g_free (self->known);
  g_array_unref (self->pairs);
  g_free (self);
}

static guint64
pair_of (guint32 a, guint32 b)
{
  return (guint64) MIN (a, b) << 32 | MAX (a, b);
}

void
assay_match_aliases_add (AssayMatchAliases *self, guint32 a, guint32 b)
{
  guint64 pair = pair_of (a, b);

  self->known[a] = self->known[b] = 1;
  g_array_append_val (self->pairs, pair);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a, second = *(const guint64 *) b;

  return first < second ? -1 : first > second;
}

void
assay_match_aliases_seal (AssayMatchAliases *self)
{
  g_array_sort (self->pairs, compare_pairs);
}

gboolean
assay_match_aliases_has (const AssayMatchAliases *self, guint32 a, guint32 b)
{
  guint64 pair = pair_of (a, b);

  return self->known[a] && self->known[b] && g_array_binary_search (self->pairs, &pair, compare_pairs, NULL);
}

/* What a value is known by outside its column. */
static gint64
hash_of (const AssayMatchColumn *column, guint32 value)
{
  AssayMatchText text = assay_match_column_get_text (column, value);

  return (gint64) assay_hash_bytes (text.text, text.length, HASH_SEED);
}

/**
 * assay_match_aliases_to_json:
 *
 * The values' hashes, never their texts: what is learned from leads must not outlive them, and a hash says
 * nothing once no lead has the value.
 *
 * Returns: (transfer full): the hashes, two and two
 */
JsonArray *
assay_match_aliases_to_json (const AssayMatchAliases *self, const AssayMatchColumn *column)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->pairs->len; i++)
    {
      guint64 pair = g_array_index (self->pairs, guint64, i);

      json_array_add_int_element (array, hash_of (column, (guint32) (pair >> 32)));
      json_array_add_int_element (array, hash_of (column, (guint32) pair));
    }
  return array;
}

static guint32
find_value (GHashTable *values, JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);
  gint64 hash = json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;

  return GPOINTER_TO_UINT (g_hash_table_lookup (values, &hash));
}

/**
 * assay_match_aliases_from_json:
 *
 * Returns: (transfer full): those of whose values the column has both
 */
AssayMatchAliases *
assay_match_aliases_from_json (JsonArray *array, const AssayMatchColumn *column)
{
  guint32 n_values = assay_match_column_get_values (column);
  AssayMatchAliases *self = assay_match_aliases_new (n_values);
  g_autofree gint64 *hashes = g_new (gint64, (gsize) n_values + 1);
  g_autoptr (GHashTable) values = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint32 value = 1; value <= n_values; value++)
    {
      hashes[value] = hash_of (column, value);
      g_hash_table_insert (values, &hashes[value], GUINT_TO_POINTER (value));
    }
  for (guint i = 0; i + 1 < json_array_get_length (array); i += 2)
    {
      guint32 a = find_value (values, array, i), b = find_value (values, array, i + 1);

      if (a != 0 && b != 0)
        assay_match_aliases_add (self, a, b);
    }
  assay_match_aliases_seal (self);
  return self;
}
