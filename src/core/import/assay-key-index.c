/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-key-index-private.h"

#include "base/assay-hash.h"
#include "base/assay-text.h"
#include "store/assay-lead-key-private.h"

#include <string.h>

#define MIN_SLOTS 1024

typedef struct
{
  guint64 hash; /* 0 is free */
  gint64 target;
} Slot;

struct _AssayKeyIndex
{
  Slot *slots; /* (owned) */
  guint64 n_slots;
  guint64 n_keys;
};

static guint64
slots_for (guint64 keys)
{
  return MAX (MIN_SLOTS, keys + keys / 3 + 1);
}

/**
 * assay_key_index_new:
 * @expected: how many keys are to come; more are fine
 */
AssayKeyIndex *
assay_key_index_new (guint64 expected)
{
  AssayKeyIndex *self = g_new0 (AssayKeyIndex, 1);

  self->n_slots = slots_for (expected);
  self->slots = g_new0 (Slot, self->n_slots);
  return self;
}

void
assay_key_index_free (AssayKeyIndex *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_free (self);
}

/* The key's slot, or the free one where it belongs. The hash's high bits choose the place (Source:
 * D. Lemire, Fast Random Integer Generation in an Interval, 2019), so any number of slots will do. */
static Slot *
find_slot (AssayKeyIndex *self,
           guint64        hash)
{
  guint64 place = (guint64) (((unsigned __int128) hash * self->n_slots) >> 64);

  while (self->slots[place].hash != 0 && self->slots[place].hash != hash)
    place = place + 1 == self->n_slots ? 0 : place + 1;
  return &self->slots[place];
}

static void
grow (AssayKeyIndex *self)
{
  Slot *old = self->slots;
  guint64 n_old = self->n_slots;

  self->n_slots = slots_for (self->n_keys * 2);
  self->slots = g_new0 (Slot, self->n_slots);
  for (guint64 i = 0; i < n_old; i++)
    if (old[i].hash != 0)
      *find_slot (self, old[i].hash) = old[i];
  g_free (old);
}

gboolean
assay_key_index_find (AssayKeyIndex *self,
                      guint64        hash,
                      gint64        *out_target)
{
  Slot *slot = find_slot (self, MAX (hash, 1));

  if (slot->hash == 0)
    return FALSE;
  *out_target = slot->target;
  return TRUE;
}

void
assay_key_index_set (AssayKeyIndex *self,
                     guint64        hash,
                     gint64         target)
{
  Slot *slot = find_slot (self, MAX (hash, 1));

  if (slot->hash == 0)
    {
      if (self->n_keys + 1 > self->n_slots / 8 * 7)
        {
          grow (self);
          slot = find_slot (self, MAX (hash, 1));
        }
      self->n_keys++;
      slot->hash = MAX (hash, 1);
    }
  slot->target = target;
}

static gboolean
fold (const AssayValue *value,
      GString          *scratch)
{
  AssayFoldBuffer buffer = { 0 };
  gsize length;

  const char *folded = assay_text_fold_in (&buffer, value->text, value->length, &length);
  g_string_truncate (scratch, 0);
  g_string_append_len (scratch, folded, (gssize) length);
  assay_fold_buffer_clear (&buffer);
  return length > 0;
}

/**
 * assay_key_hash_made:
 * @key: a key as the store makes it of an address or a number
 *
 * The hash that assay_key_hash() makes of what @key was made of.
 */
AssayKeyState
assay_key_hash_made (const AssayValue *key,
                     guint64          *out_hash)
{
  *out_hash = assay_hash_bytes (key->text, key->length, 0);
  return ASSAY_KEY_OK;
}

/**
 * assay_key_hash:
 * @field: the field that is the key
 * @value: a lead's value of it
 * @scratch: room
 * @out_hash: (out): set where it is a key
 *
 * Keys match as the store's own do: addresses folded, phone numbers by their digits; other texts
 * folded, numbers by value.
 */
AssayKeyState
assay_key_hash (const char       *field,
                const AssayValue *value,
                GString          *scratch,
                guint64          *out_hash)
{
  gboolean valid;

  if (value->kind == ASSAY_VALUE_NULL)
    return ASSAY_KEY_NONE;
  if (value->kind == ASSAY_VALUE_TEXT && strcmp (field, "email") == 0)
    valid = assay_lead_email_key (value, scratch);
  else if (value->kind == ASSAY_VALUE_TEXT
           && (strcmp (field, "phone") == 0 || strcmp (field, "mobile") == 0))
    valid = assay_lead_phone_key (value, scratch);
  else if (value->kind == ASSAY_VALUE_TEXT)
    valid = fold (value, scratch);
  else
    {
      double number = value->kind == ASSAY_VALUE_REAL ? value->real : (double) value->integer;
      *out_hash = assay_hash_bytes (&number, sizeof number, 1);
      return ASSAY_KEY_OK;
    }
  *out_hash = assay_hash_bytes (scratch->str, scratch->len, 0);
  return valid ? ASSAY_KEY_OK : ASSAY_KEY_INVALID;
}
