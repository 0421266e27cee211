/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-key-list-private.h"

#include "import/assay-lead-builder.h"

#include <string.h>

#define RADIX_BITS 11
#define RADIX_PASSES 6

struct _AssayKeyList
{
  char *field;
  GArray *hashes; /* (owned) (element-type guint64) */
  GString *scratch;
  GString *rest;
};

AssayKeyList *
assay_key_list_new (const char *field)
{
  AssayKeyList *self = g_new0 (AssayKeyList, 1);

  self->field = g_strdup (field);
  self->hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->scratch = g_string_new (NULL);
  self->rest = g_string_new (NULL);
  return self;
}

void
assay_key_list_free (AssayKeyList *self)
{
  if (self == NULL)
    return;
  g_free (self->field);
  g_array_unref (self->hashes);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->rest, TRUE);
  g_free (self);
}

const char *
assay_key_list_get_field (AssayKeyList *self)
{
  return self->field;
}

/**
 * assay_key_list_add_value:
 * @value: what a row has in the field's column
 *
 * Adds the key that the row will have.
 */
void
assay_key_list_add_value (AssayKeyList *self,
                          AssayValue    value)
{
  AssayValue others = ASSAY_VALUE_INIT_NULL;
  guint64 hash;

  if (strcmp (self->field, "email") == 0 || strcmp (self->field, "phone") == 0)
    assay_lead_builder_split_list (&value, &others, self->rest, self->field[0] == 'e');
  if (assay_key_hash (self->field, &value, self->scratch, &hash) == ASSAY_KEY_OK)
    g_array_append_val (self->hashes, hash);
}

/**
 * assay_key_list_add_cell:
 *
 * Adds the key that a cell of the field's column will have, where it is text.
 */
void
assay_key_list_add_cell (AssayKeyList *self,
                         const char   *text,
                         gsize         length)
{
  assay_text_trim (&text, &length);
  if (length > 0)
    assay_key_list_add_value (self, assay_value_from_text (text, length));
}

/* Source: Knuth, The Art of Computer Programming 3, 5.2.5, radix list sort, least digit first. */
static void
sort (guint64 *hashes,
      guint64 *room,
      gsize    n)
{
  const guint64 mask = (1u << RADIX_BITS) - 1;
  g_autofree gsize *places = g_new (gsize, mask + 1);

  for (guint pass = 0; pass < RADIX_PASSES; pass++)
    {
      guint shift = pass * RADIX_BITS;
      gsize sum = 0;
      memset (places, 0, (mask + 1) * sizeof *places);
      for (gsize i = 0; i < n; i++)
        places[(hashes[i] >> shift) & mask]++;
      for (guint64 digit = 0; digit <= mask; digit++)
        {
          gsize count = places[digit];
          places[digit] = sum;
          sum += count;
        }
      for (gsize i = 0; i < n; i++)
        room[places[(hashes[i] >> shift) & mask]++] = hashes[i];
      guint64 *swap = hashes;
      hashes = room;
      room = swap;
    }
}

/**
 * assay_key_list_find_repeated:
 *
 * Returns: (transfer full): the keys that occur more than once, with how often as their targets
 */
AssayKeyIndex *
assay_key_list_find_repeated (AssayKeyList *self)
{
  AssayKeyIndex *repeated = assay_key_index_new (self->hashes->len / 16);
  guint64 *hashes = (guint64 *) (gpointer) self->hashes->data;
  g_autofree guint64 *room = g_new (guint64, self->hashes->len + 1);
  gsize n = self->hashes->len;

  /* An even number of passes leaves the result where it began. */
  sort (hashes, room, n);
  for (gsize i = 0; i < n;)
    {
      gsize end = i + 1;
      while (end < n && hashes[end] == hashes[i])
        end++;
      if (end - i > 1)
        assay_key_index_set (repeated, hashes[i], (gint64) (end - i));
      i = end;
    }
  return repeated;
}
