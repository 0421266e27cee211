/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-value-table-private.h"

#include "base/assay-hash.h"

#include <string.h>

#define FIRST_SLOTS 64
/* Longer texts are not worth keeping: a column of them is no category. */
#define MAX_LENGTH 256

struct _AssayValueTable
{
  guint limit;
  guint n_entries;
  guint n_slots;
  guint16 *slots; /* (owned): place in entries plus one, 0 is free */
  AssayValueTableEntry *entries; /* (owned) */
  GStringChunk *texts;           /* (owned) */
};

AssayValueTable *
assay_value_table_new (guint limit)
{
  AssayValueTable *self = g_new0 (AssayValueTable, 1);

  g_return_val_if_fail (limit < G_MAXUINT16, NULL);
  self->limit = limit;
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (guint16, self->n_slots);
  self->entries = g_new (AssayValueTableEntry, self->n_slots / 2);
  self->texts = g_string_chunk_new (1024);
  return self;
}

void
assay_value_table_free (AssayValueTable *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_free (self->entries);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static void
grow (AssayValueTable *self)
{
  self->n_slots *= 2;
  g_free (self->slots);
  self->slots = g_new0 (guint16, self->n_slots);
  self->entries = g_renew (AssayValueTableEntry, self->entries, self->n_slots / 2);
  for (guint i = 0; i < self->n_entries; i++)
    {
      guint slot = (guint) self->entries[i].hash & (self->n_slots - 1);
      while (self->slots[slot] != 0)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = (guint16) (i + 1);
    }
}

/**
 * assay_value_table_count:
 * @is_new: (out): whether it was seen for the first time
 *
 * Returns: %FALSE where it would be one too many, or is too long to be kept; nothing was counted then
 */
gboolean
assay_value_table_count (AssayValueTable *self,
                         const char      *text,
                         gsize            length,
                         guint64          line,
                         gboolean        *is_new)
{
  guint64 hash = assay_hash_bytes (text, length, 0);
  guint slot = (guint) hash & (self->n_slots - 1);

  *is_new = FALSE;
  for (; self->slots[slot] != 0; slot = (slot + 1) & (self->n_slots - 1))
    {
      AssayValueTableEntry *entry = &self->entries[self->slots[slot] - 1];
      if (entry->hash == hash && entry->length == length && memcmp (entry->text, text, length) == 0)
        {
          entry->count++;
          return TRUE;
        }
    }
  if (self->n_entries == self->limit || length > MAX_LENGTH)
    return FALSE;

  *is_new = TRUE;
  self->entries[self->n_entries++] = (AssayValueTableEntry) {
    .hash = hash,
    .text = g_string_chunk_insert_len (self->texts, text, (gssize) length),
    .length = length,
    .count = 1,
    .line = line,
  };
  self->slots[slot] = (guint16) self->n_entries;
  if (self->n_entries == self->n_slots / 2)
    grow (self);
  return TRUE;
}

guint
assay_value_table_get_size (AssayValueTable *self)
{
  return self->n_entries;
}

/* In the order in which they were first seen. */
void
assay_value_table_foreach (AssayValueTable     *self,
                           AssayValueTableFunc  func,
                           gpointer             user_data)
{
  for (guint i = 0; i < self->n_entries; i++)
    func (&self->entries[i], user_data);
}
