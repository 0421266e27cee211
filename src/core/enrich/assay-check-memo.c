/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-check-memo-private.h"

#include <string.h>

#include "base/assay-hash.h"

#define N_SLOTS 16384 /* a power of two */
#define MAX_BYTES 512 /* of what is remembered of one lead; longer ones are worked out each time   \
                       */

typedef struct
{
  guint64 hash;
  guint32 key_length;
  guint32 length;
  guint32 room;
  guint8 *bytes; /* (owned) (nullable): the key, then the packed signals */
} Slot;

struct _AssayCheckMemo
{
  const AssayCheck *check;
  guint n_inputs;
  GByteArray *key; /* of the lead looked at */
  Slot *slots;
};

AssayCheckMemo *
assay_check_memo_new (const AssayCheck *check)
{
  AssayCheckMemo *self = g_new0 (AssayCheckMemo, 1);

  self->check = check;
  self->n_inputs = check->inputs != NULL ? g_strv_length ((char **) check->inputs) : 0;
  self->key = g_byte_array_new ();
  self->slots = g_new0 (Slot, N_SLOTS);
  return self;
}

void
assay_check_memo_free (AssayCheckMemo *self)
{
  for (guint i = 0; i < N_SLOTS; i++)
    g_free (self->slots[i].bytes);
  g_free (self->slots);
  g_byte_array_unref (self->key);
  g_free (self);
}

static Slot *
find_slot (AssayCheckMemo *self,
           guint64         hash)
{
  return &self->slots[hash & (N_SLOTS - 1)];
}

static gboolean
append_key (AssayCheckMemo   *self,
            const AssayValue *value)
{
  if (value->kind == ASSAY_VALUE_TEXT && value->length > MAX_BYTES)
    return FALSE;
  assay_value_pack (value, self->key);
  return TRUE;
}

/* Returns whether the values are short enough to be remembered; the key is empty otherwise. */
static gboolean
make_key (AssayCheckMemo      *self,
          const AssayCheckRun *run)
{
  gboolean ok = TRUE;

  g_byte_array_set_size (self->key, 0);
  for (guint i = 0; ok && self->check->fields[i] != NULL; i++)
    ok = append_key (self, &run->fields[i]);
  for (guint i = 0; ok && i < self->n_inputs; i++)
    ok = append_key (self, &run->inputs[i]);
  if (!ok)
    g_byte_array_set_size (self->key, 0);
  return ok;
}

/* Fills the signals from an earlier lead with the same values; their text is copied to the arena.
 */
gboolean
assay_check_memo_recall (AssayCheckMemo *self,
                         AssayCheckRun  *run)
{
  const guint8 *p, *end;
  guint64 hash;
  Slot *slot;

  if (!make_key (self, run))
    return FALSE;
  hash = assay_hash_bytes (self->key->data, self->key->len, 0);
  slot = find_slot (self, hash);
  if (slot->bytes == NULL || slot->hash != hash || slot->key_length != self->key->len
      || memcmp (slot->bytes, self->key->data, self->key->len) != 0)
    return FALSE;
  p = slot->bytes + slot->key_length;
  end = slot->bytes + slot->length;
  for (guint i = 0; i < self->check->n_signals; i++)
    {
      AssayValue *value = &run->signals[i];

      if (!assay_value_unpack (value, &p, end))
        g_assert_not_reached ();
      if (value->kind == ASSAY_VALUE_TEXT)
        value->text = assay_arena_strndup (run->arena, value->text, value->length);
    }
  return TRUE;
}

/* Remembers the signals of the lead that assay_check_memo_recall() just did not find. */
void
assay_check_memo_store (AssayCheckMemo *self,
                        AssayCheckRun  *run)
{
  guint32 key_length = self->key->len;
  guint64 hash;
  Slot *slot;

  if (key_length == 0)
    return;
  hash = assay_hash_bytes (self->key->data, key_length, 0);
  for (guint i = 0; i < self->check->n_signals; i++)
    assay_value_pack (&run->signals[i], self->key);
  if (self->key->len > MAX_BYTES)
    return;
  slot = find_slot (self, hash);
  if (slot->room < self->key->len)
    {
      slot->bytes = g_realloc (slot->bytes, self->key->len);
      slot->room = self->key->len;
    }
  memcpy (slot->bytes, self->key->data, self->key->len);
  slot->hash = hash;
  slot->key_length = key_length;
  slot->length = self->key->len;
}
