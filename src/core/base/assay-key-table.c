/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-key-table.h"

#include <string.h>

#include "base/assay-hash.h"

#define FIRST_SLOTS 64 /* a power of two, like all that follow */

typedef struct
{
  guint64 hash;
  guint32 offset; /* into the text, plus one; 0 where the slot is free */
  guint32 length;
  guint32 value;
} Slot;

struct _AssayKeyTable
{
  Slot *slots; /* (owned): at most half of them taken */
  guint n_slots;
  guint n_keys;
  GByteArray *text; /* of all keys, end to end */
};

/**
 * assay_key_table_new:
 *
 * Returns: (transfer full): a table without keys
 */
AssayKeyTable *
assay_key_table_new (void)
{
  AssayKeyTable *self = g_new0 (AssayKeyTable, 1);

  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (Slot, self->n_slots);
  self->text = g_byte_array_new ();
  return self;
}

void
assay_key_table_free (AssayKeyTable *self)
{
  g_free (self->slots);
  g_byte_array_unref (self->text);
  g_free (self);
}

/* The slot that holds the key, or the free one where it would be. */
static Slot *
find (const AssayKeyTable *self, guint64 hash, const char *key, gsize length)
{
  for (guint64 i = hash;; i++)
    {
      Slot *slot = &self->slots[i & (self->n_slots - 1)];

      if (slot->offset == 0 || (slot->hash == hash && slot->length == length &&
                                memcmp (self->text->data + slot->offset - 1, key, length) == 0))
        return slot;
    }
}

static void
grow (AssayKeyTable *self)
{
  g_autofree Slot *old = self->slots;
  guint n_old = self->n_slots;

  self->n_slots *= 2;
  self->slots = g_new0 (Slot, self->n_slots);
  for (guint i = 0; i < n_old; i++)
    if (old[i].offset != 0)
      {
        const char *key = (const char *) self->text->data + old[i].offset - 1;
        *find (self, old[i].hash, key, old[i].length) = old[i];
      }
}

/**
 * assay_key_table_insert:
 *
 * Adds the key; one that is there already gets the new value.
 */
void
assay_key_table_insert (AssayKeyTable *self, const char *key, gsize length, guint32 value)
{
  guint64 hash = assay_hash_bytes (key, length, 0);
  Slot *slot;

  if (2 * (self->n_keys + 1) > self->n_slots)
    grow (self);
  slot = find (self, hash, key, length);
  if (slot->offset == 0)
    {
      slot->hash = hash;
      slot->offset = self->text->len + 1;
      slot->length = (guint32) length;
      g_byte_array_append (self->text, (const guint8 *) key, (guint) length);
      self->n_keys++;
    }
  slot->value = value;
}

/**
 * assay_key_table_lookup:
 * @out_value: (out) (optional): unchanged where the key is missing
 *
 * Returns: whether the table has the key
 */
gboolean
assay_key_table_lookup (const AssayKeyTable *self,
                        const char *key,
                        gsize length,
                        guint32 *out_value)
{
  const Slot *slot = find (self, assay_hash_bytes (key, length, 0), key, length);

  if (slot->offset == 0)
    return FALSE;
  if (out_value != NULL)
    *out_value = slot->value;
  return TRUE;
}

guint
assay_key_table_get_size (const AssayKeyTable *self)
{
  return self->n_keys;
}
