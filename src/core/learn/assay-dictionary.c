/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-dictionary-private.h"

#include <string.h>

#include "base/assay-hash.h"
#include "base/assay-text.h"

#define FIRST_SLOTS 64

/* A spelling as it came, and the number of the text that it is a spelling of. */
typedef struct
{
  const char *text;
  gsize length;
  guint64 hash;
  guint32 code;
} Spelling;

struct _AssayDictionary
{
  GStringChunk *chunk;
  Spelling *slots; /* (owned): open addressing, a power of two of them */
  gsize n_slots;
  gsize n_spellings;
  guint generation;
  GPtrArray *texts;      /* by code − 1: the first spelling met */
  GPtrArray *folded;     /* likewise, folded */
  GHashTable *by_folded; /* folded → code */
};

static const char *const no_answers[] = {
  "",        "select",        "please select", "choose",       "n/a", "na", "null", "nan",
  "unknown", "not specified", "not available", "not provided", "-",   "--", "?",    NULL
};

AssayDictionary *
assay_dictionary_new (void)
{
  AssayDictionary *self = g_new0 (AssayDictionary, 1);

  self->chunk = g_string_chunk_new (4096);
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (Spelling, self->n_slots);
  self->texts = g_ptr_array_new ();
  self->folded = g_ptr_array_new ();
  self->by_folded = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
assay_dictionary_free (AssayDictionary *self)
{
  if (self == NULL)
    return;
  g_string_chunk_free (self->chunk);
  g_free (self->slots);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->folded);
  g_hash_table_unref (self->by_folded);
  g_free (self);
}

/**
 * assay_dictionary_clear:
 *
 * Forgets all texts; their numbers mean nothing any more.
 */
void
assay_dictionary_clear (AssayDictionary *self)
{
  g_hash_table_remove_all (self->by_folded);
  g_ptr_array_set_size (self->texts, 0);
  g_ptr_array_set_size (self->folded, 0);
  memset (self->slots, 0, self->n_slots * sizeof *self->slots);
  self->n_spellings = 0;
  self->generation++;
  g_string_chunk_clear (self->chunk);
}

/**
 * assay_dictionary_get_generation:
 *
 * Returns: how often all texts were forgotten
 */
guint
assay_dictionary_get_generation (AssayDictionary *self)
{
  return self->generation;
}

static Spelling *
find_slot (Spelling *slots, gsize n_slots, const char *text, gsize length, guint64 hash)
{
  gsize at = hash & (n_slots - 1);

  while (slots[at].text != NULL && (slots[at].hash != hash || slots[at].length != length ||
                                    memcmp (slots[at].text, text, length) != 0))
    at = (at + 1) & (n_slots - 1);
  return &slots[at];
}

static void
grow (AssayDictionary *self)
{
  gsize n_slots = self->n_slots * 2;
  Spelling *slots = g_new0 (Spelling, n_slots);

  for (gsize i = 0; i < self->n_slots; i++)
    if (self->slots[i].text != NULL)
      *find_slot (slots, n_slots, self->slots[i].text, self->slots[i].length, self->slots[i].hash) =
          self->slots[i];
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
}

static guint32
code_of_folded (AssayDictionary *self, const char *text, gsize length)
{
  g_auto (AssayFoldBuffer) buffer = { NULL };
  gsize n_folded;
  const char *folded = assay_text_fold_in (&buffer, text, length, &n_folded);
  g_autofree char *key = g_strndup (folded, n_folded);
  guint32 code;

  if (g_strv_contains (no_answers, key))
    return 0;
  code = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_folded, key));
  if (code == 0)
    {
      char *kept = g_string_chunk_insert (self->chunk, key);

      g_ptr_array_add (self->folded, kept);
      g_ptr_array_add (self->texts, g_string_chunk_insert_len (self->chunk, text, (gssize) length));
      code = self->texts->len;
      g_hash_table_insert (self->by_folded, kept, GUINT_TO_POINTER (code));
    }
  return code;
}

/**
 * assay_dictionary_intern:
 * @text: of @length bytes
 *
 * Returns: the text's number; a new one if it was not met before
 */
guint32
assay_dictionary_intern (AssayDictionary *self, const char *text, gsize length)
{
  guint64 hash = assay_hash_bytes (text, length, 0);
  Spelling *slot = find_slot (self->slots, self->n_slots, text, length, hash);

  if (slot->text != NULL)
    return slot->code;
  slot->code = code_of_folded (self, text, length);
  slot->text = g_string_chunk_insert_len (self->chunk, text, (gssize) length);
  slot->length = length;
  slot->hash = hash;
  if (++self->n_spellings * 2 > self->n_slots)
    {
      guint32 code = slot->code;

      grow (self);
      return code;
    }
  return slot->code;
}

/**
 * assay_dictionary_get_size:
 *
 * Returns: how many distinct texts there are; the highest number
 */
guint32
assay_dictionary_get_size (AssayDictionary *self)
{
  return self->texts->len;
}

/**
 * assay_dictionary_get_text:
 * @code: from 1 on
 *
 * Returns: (transfer none): the text as it was first met
 */
const char *
assay_dictionary_get_text (AssayDictionary *self, guint32 code)
{
  return self->texts->pdata[code - 1];
}

/**
 * assay_dictionary_get_folded:
 * @code: from 1 on
 *
 * Returns: (transfer none): the text as it is compared
 */
const char *
assay_dictionary_get_folded (AssayDictionary *self, guint32 code)
{
  return self->folded->pdata[code - 1];
}
