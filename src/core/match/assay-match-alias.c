/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-alias.h"

#include <string.h>

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

static void
add_text (JsonArray *array, const AssayMatchColumn *column, guint32 value)
{
  AssayMatchText text = assay_match_column_get_text (column, value);
  /* Folded letters of other scripts are no UTF-8. */
  g_autofree char *escaped = g_uri_escape_bytes ((const guint8 *) text.text, text.length, " ");

  json_array_add_string_element (array, escaped);
}

/**
 * assay_match_aliases_to_json:
 *
 * Returns: (transfer full): the values, two and two
 */
JsonArray *
assay_match_aliases_to_json (const AssayMatchAliases *self, const AssayMatchColumn *column)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->pairs->len; i++)
    {
      guint64 pair = g_array_index (self->pairs, guint64, i);

      add_text (array, column, (guint32) (pair >> 32));
      add_text (array, column, (guint32) pair);
    }
  return array;
}

static guint32
find_text (GHashTable *values, JsonArray *array, guint i)
{
  const char *escaped = json_array_get_string_element (array, i);
  g_autoptr (GBytes) text = escaped != NULL ? g_uri_unescape_bytes (escaped, -1, NULL, NULL) : NULL;

  return text != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (values, text)) : 0;
}

/**
 * assay_match_aliases_from_json:
 *
 * Returns: (transfer full): those of whose values the column still has both
 */
AssayMatchAliases *
assay_match_aliases_from_json (JsonArray *array, const AssayMatchColumn *column)
{
  guint32 n_values = assay_match_column_get_values (column);
  AssayMatchAliases *self = assay_match_aliases_new (n_values);
  g_autoptr (GHashTable) values =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (guint32 value = 1; value <= n_values; value++)
    {
      AssayMatchText text = assay_match_column_get_text (column, value);
      g_hash_table_insert (values, g_bytes_new_static (text.text, text.length), GUINT_TO_POINTER (value));
    }
  for (guint i = 0; i + 1 < json_array_get_length (array); i += 2)
    {
      guint32 a = find_text (values, array, i), b = find_text (values, array, i + 1);

      if (a != 0 && b != 0)
        assay_match_aliases_add (self, a, b);
    }
  assay_match_aliases_seal (self);
  return self;
}
