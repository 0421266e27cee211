/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-intern-private.h"

#include <string.h>

#include "base/assay-hash.h"

#define FIRST_SLOTS 1024

void
assay_match_intern_init (AssayMatchIntern *intern)
{
  guint32 zero = 0;

  intern->n_slots = FIRST_SLOTS;
  intern->slots = g_new0 (guint32, FIRST_SLOTS);
  intern->n = 0;
  intern->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  intern->bytes = g_byte_array_new ();
  /* Number 0 is the missing text, with no bytes. */
  g_array_append_val (intern->starts, zero);
  g_array_append_val (intern->starts, zero);
}

void
assay_match_intern_clear (AssayMatchIntern *intern)
{
  g_clear_pointer (&intern->slots, g_free);
  g_clear_pointer (&intern->starts, g_array_unref);
  g_clear_pointer (&intern->bytes, g_byte_array_unref);
}

static guint32
find_slot (const AssayMatchIntern *intern, const char *text, gsize length)
{
  guint32 slot = (guint32) assay_hash_bytes (text, length, 0) & (intern->n_slots - 1);

  while (intern->slots[slot] != 0)
    {
      guint32 known_length;
      const char *known = assay_match_intern_get (intern, intern->slots[slot], &known_length);

      if (known_length == length && memcmp (known, text, length) == 0)
        break;
      slot = (slot + 1) & (intern->n_slots - 1);
    }
  return slot;
}

static void
grow (AssayMatchIntern *intern)
{
  g_free (intern->slots);
  intern->n_slots *= 2;
  intern->slots = g_new0 (guint32, intern->n_slots);
  for (guint32 number = 1; number <= intern->n; number++)
    {
      guint32 length;
      const char *text = assay_match_intern_get (intern, number, &length);

      intern->slots[find_slot (intern, text, length)] = number;
    }
}

guint32
assay_match_intern_add (AssayMatchIntern *intern, const char *text, gsize length)
{
  guint32 slot, end;

  if (length == 0)
    return 0;
  slot = find_slot (intern, text, length);
  if (intern->slots[slot] != 0)
    return intern->slots[slot];
  intern->slots[slot] = ++intern->n;
  g_byte_array_append (intern->bytes, (const guint8 *) text, (guint) length);
  end = intern->bytes->len;
  g_array_append_val (intern->starts, end);
  if (intern->n > intern->n_slots / 2)
    {
      grow (intern);
      return intern->n;
    }
  return intern->n;
}

void
assay_match_intern_seal (AssayMatchIntern *intern)
{
  g_clear_pointer (&intern->slots, g_free);
}
