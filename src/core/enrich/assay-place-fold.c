/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-place-fold.h"

#include <string.h>

/* The tables of places are folded by data/reference/make/place_names.py, which has to do the same.
 */

#define ROOM (ASSAY_PLACE_NAME_SIZE - 8) /* and the longest piece that is written at once */

typedef struct
{
  char *out;
  gsize length;
  gsize word; /* where the present word starts */
  guint n_words;
  const char *spelt; /* (nullable): what the last word that was spelt out was before */
} Folder;

static const struct
{
  gunichar c;
  const char *spelt;
} letters[] = {
  { 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf0, "d" },  { 0xf8, "o" },   { 0xfe, "th" }, { 0x111, "d" },
  { 0x127, "h" }, { 0x131, "i" }, { 0x142, "l" }, { 0x153, "oe" }, { 0x259, "e" },
};

static const char *const spelt_words[][2] = {
  { "st", "saint" },
  { "ste", "sainte" },
  { "ft", "fort" },
  { "mt", "mount" },
};

static gboolean
is_word (const char *word, const char *text, gsize length)
{
  return strlen (word) == length && memcmp (word, text, length) == 0;
}

static void
end_word (Folder *folder)
{
  gsize length = folder->length - folder->word;

  if (length == 0)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (spelt_words); i++)
    if (is_word (spelt_words[i][0], folder->out + folder->word, length))
      {
        length = strlen (spelt_words[i][1]);
        memcpy (folder->out + folder->word, spelt_words[i][1], length);
        folder->length = folder->word + length;
        folder->spelt = spelt_words[i][0];
        break;
      }
  folder->out[folder->length++] = ' ';
  folder->word = folder->length;
  folder->n_words++;
}

static void
put (Folder *folder, const char *text, gsize length)
{
  memcpy (folder->out + folder->length, text, length);
  folder->length += length;
}

static gboolean
is_dropped (gunichar c)
{
  return c == '\'' || c == '`' || c == '.' || c == 0xad || c == 0xb4 || c == 0xb7 || c == 0x2b9 ||
         c == 0x2ba || c == 0x2bb || c == 0x2bc || c == 0x2018 || c == 0x2019;
}

/* A character that has been taken apart: the base letter, or an accent. */
static void
put_part (Folder *folder, gunichar c)
{
  char utf8[6];

  c = g_unichar_tolower (c);
  if (is_dropped (c))
    return;
  if (c == '&')
    {
      end_word (folder);
      put (folder, "and", 3);
      end_word (folder);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].c == c)
      {
        put (folder, letters[i].spelt, strlen (letters[i].spelt));
        return;
      }
  if (g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK)
    return;
  if (g_unichar_isalnum (c) || g_unichar_type (c) == G_UNICODE_SPACING_MARK)
    put (folder, utf8, (gsize) g_unichar_to_utf8 (c, utf8));
  else
    end_word (folder);
}

static void
put_character (Folder *folder, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  if (c >= 0xac00 && c <= 0xd7a3) /* Hangul stays in one piece. */
    {
      put_part (folder, c);
      return;
    }
  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n && folder->length < ROOM; i++)
    put_part (folder, parts[i]);
}

/**
 * assay_place_fold:
 * @text: (array length=length): a name, not terminated
 * @out: (array fixed-size=128) (out): takes the folded name, not terminated
 *
 * Folds the name of a place as the reference tables have them: lower case without accents, words
 * separated by one space, marks within words gone, St, Ste, Ft and Mt spelt out beside other words.
 *
 * Returns: bytes of the folded name; long ones are cut
 */
gsize
assay_place_fold (const char *text, gsize length, char *out)
{
  Folder folder = { .out = out };
  const char *p = text, *end = text + length;

  while (p < end && folder.length < ROOM)
    {
      guchar c = (guchar) *p;

      if (c >= 0x80)
        {
          gunichar wide = g_utf8_get_char_validated (p, end - p);

          if (wide >= (gunichar) -2)
            {
              end_word (&folder);
              p++;
              continue;
            }
          put_character (&folder, wide);
          p = g_utf8_next_char (p);
          continue;
        }
      if (g_ascii_isalnum (c))
        folder.out[folder.length++] = g_ascii_tolower ((char) c);
      else if (c == '&')
        put_part (&folder, c);
      else if (!is_dropped (c))
        end_word (&folder);
      p++;
    }
  end_word (&folder);
  /* A word alone is a code: MT is Malta. */
  if (folder.n_words == 1 && folder.spelt != NULL)
    {
      memcpy (out, folder.spelt, strlen (folder.spelt));
      return strlen (folder.spelt);
    }
  return folder.length > 0 ? folder.length - 1 : 0;
}
