/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "enrich/assay-term-table.h"

#define SHORTEST_START 2
#define SHORTEST_END 3
#define SLIP_SHORTEST 7
#define SLIP_LONGEST 24
#define SLIP_SURE 9 /* shorter words that differ by a letter are too often words both: "landing", "lending" */
#define SLIP_END 2

/* Words of a term are joined by one space. The beginnings of longer terms stand in the table as
 * well, so that a look-up knows when to stop. */
typedef struct
{
  guint32 hash;
  guint32 offset; /* into the text */
  guint32 value;
  guint16 length;
  guint16 kind;
} Entry;

enum
{
  EMPTY,
  BEGINNING = 1,
  TERM = 2,
};

struct _AssayTermTable
{
  GString *text;
  Entry *entries;
  guint mask;
  guint n;
  gsize longest;
};

#define HASH_START 2166136261u
/* Source: FNV-1a, draft-eastlake-fnv. */
#define HASH_STEP(hash, byte) (((hash) ^ (guint8) (byte)) * 16777619u)

static inline guint32
hash_bytes (guint32 hash, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    hash = HASH_STEP (hash, text[i]);
  return hash;
}

AssayTermTable *
assay_term_table_new (void)
{
  AssayTermTable *self = g_new0 (AssayTermTable, 1);

  self->text = g_string_new (NULL);
  self->mask = 255;
  self->entries = g_new0 (Entry, self->mask + 1);
  return self;
}

void
assay_term_table_free (AssayTermTable *table)
{
  g_string_free (table->text, TRUE);
  g_free (table->entries);
  g_free (table);
}

static inline guint
slot_of (const AssayTermTable *self, guint32 hash)
{
  return (hash ^ (hash >> 15)) & self->mask;
}

/* The entry of a text, or the empty one where it would stand. */
static Entry *
probe (const AssayTermTable *self, guint32 hash, const char *text, gsize length)
{
  for (guint slot = slot_of (self, hash);; slot = (slot + 1) & self->mask)
    {
      Entry *entry = &self->entries[slot];

      if (entry->kind == EMPTY || (entry->hash == hash && entry->length == length &&
                                   memcmp (self->text->str + entry->offset, text, length) == 0))
        return entry;
    }
}

static void
grow (AssayTermTable *self)
{
  g_autofree Entry *old = self->entries;
  guint n = self->mask + 1;

  self->mask = n * 2 - 1;
  self->entries = g_new0 (Entry, n * 2);
  for (guint i = 0; i < n; i++)
    {
      guint slot = slot_of (self, old[i].hash);

      if (old[i].kind == EMPTY)
        continue;
      while (self->entries[slot].kind != EMPTY)
        slot = (slot + 1) & self->mask;
      self->entries[slot] = old[i];
    }
}

/* The first to say what a term is has the word. */
static void
put (AssayTermTable *self, const char *text, gsize length, guint kind, guint32 value)
{
  guint32 hash = hash_bytes (HASH_START, text, length);
  Entry *entry;

  if (self->n * 2 > self->mask)
    grow (self);
  entry = probe (self, hash, text, length);
  if (entry->kind == EMPTY)
    {
      entry->hash = hash;
      entry->offset = (guint32) self->text->len;
      entry->length = (guint16) length;
      g_string_append_len (self->text, text, (gssize) length);
      self->longest = MAX (self->longest, length);
      self->n++;
    }
  if (kind == TERM && (entry->kind & TERM) == 0)
    entry->value = value;
  entry->kind |= (guint16) kind;
}

static void
add_words (AssayTermTable *self, const char *term, guint32 value)
{
  AssayTermWords words;
  char joined[ASSAY_TERM_TEXT_MAX + 8 + ASSAY_TERM_WORDS_MAX];
  gsize length = 0;

  assay_term_words_init (&words, term, strlen (term));
  for (guint i = 0; i < words.n; i++)
    {
      if (i > 0)
        joined[length++] = ' ';
      memcpy (joined + length, words.words[i].text, words.words[i].length);
      length += words.words[i].length;
      put (self, joined, length, i + 1 < words.n ? BEGINNING : TERM, value);
    }
}

/**
 * assay_term_table_add:
 * @term: one or more words, in any spelling; ä, ö, ü may also be written ae, oe, ue
 *
 * Adds a term; the first to be added counts.
 */
void
assay_term_table_add (AssayTermTable *table, const char *term, guint32 value)
{
  g_autoptr (GString) spelled = NULL;

  add_words (table, term, value);
  /* Those letters start with this byte, and few terms have any. */
  if (strchr (term, '\xc3') == NULL)
    return;
  spelled = g_string_new (term);
  g_string_replace (spelled, "ä", "ae", 0);
  g_string_replace (spelled, "ö", "oe", 0);
  g_string_replace (spelled, "ü", "ue", 0);
  g_string_replace (spelled, "Ä", "ae", 0);
  g_string_replace (spelled, "Ö", "oe", 0);
  g_string_replace (spelled, "Ü", "ue", 0);
  if (strcmp (spelled->str, term) != 0)
    add_words (table, spelled->str, value);
}

/* Writes out the choices of the words from @word on. */
static void
add_choices (AssayTermTable *self, char **word, const char *before, guint32 value)
{
  g_auto (GStrv) choices = NULL;

  if (*word == NULL)
    {
      assay_term_table_add (self, before, value);
      return;
    }
  choices = g_strsplit (*word, "|", -1);
  for (char **choice = choices; *choice != NULL; choice++)
    {
      g_autofree char *longer = g_strconcat (before, *before != '\0' ? " " : "", *choice, NULL);
      add_choices (self, word + 1, longer, value);
    }
}

/**
 * assay_term_table_add_list:
 * @terms: terms separated by `;`; a word may have choices: `directeur|directrice
 * commercial|commerciale`
 *
 * Adds all of them.
 */
void
assay_term_table_add_list (AssayTermTable *table, const char *terms, guint32 value)
{
  g_auto (GStrv) list = g_strsplit (terms, ";", -1);

  for (char **term = list; *term != NULL; term++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (*term), " ", -1);

      if (**term != '\0')
        add_choices (table, words, "", value);
    }
}

/**
 * assay_term_table_match:
 * @words: (array length=n_words): where to look
 * @out_value: (out): the term's number
 *
 * Finds the longest term that the words start with.
 *
 * Returns: of how many words it is; 0 where there is none
 */
guint
assay_term_table_match (const AssayTermTable *table,
                        const AssayTermWord *words,
                        guint n_words,
                        guint32 *out_value)
{
  char joined[256];
  gsize length = 0;
  guint32 hash = HASH_START;
  guint found = 0;

  for (guint i = 0; i < n_words; i++)
    {
      const Entry *entry;

      if (length + words[i].length + 1 > MIN (sizeof joined, table->longest + 1))
        break;
      if (i > 0)
        {
          joined[length++] = ' ';
          hash = HASH_STEP (hash, ' ');
        }
      memcpy (joined + length, words[i].text, words[i].length);
      hash = hash_bytes (hash, words[i].text, words[i].length);
      length += words[i].length;
      entry = probe (table, hash, joined, length);
      if (entry->kind & TERM)
        {
          *out_value = entry->value;
          found = i + 1;
        }
      if ((entry->kind & BEGINNING) == 0)
        break;
    }
  return found;
}

/**
 * assay_term_table_find:
 * @text: a term as its plain words, joined by one space
 *
 * Returns: whether it is in the table
 */
gboolean
assay_term_table_find (const AssayTermTable *table,
                       const char *text,
                       gsize length,
                       guint32 *out_value)
{
  const Entry *entry;

  if (length == 0 || length > table->longest)
    return FALSE;
  entry = probe (table, hash_bytes (HASH_START, text, length), text, length);
  if ((entry->kind & TERM) == 0)
    return FALSE;
  *out_value = entry->value;
  return TRUE;
}

/**
 * assay_term_table_find_start:
 *
 * Finds the longest term that a compound word starts with.
 *
 * Returns: its bytes; 0 where there is none
 */
gsize
assay_term_table_find_start (const AssayTermTable *table,
                             const char *text,
                             gsize length,
                             guint32 *out_value)
{
  guint32 hash = HASH_START;
  gsize found = 0;

  for (gsize i = 0; i < MIN (length, table->longest); i++)
    {
      const Entry *entry;

      hash = HASH_STEP (hash, text[i]);
      if (i + 1 < SHORTEST_START)
        continue;
      entry = probe (table, hash, text, i + 1);
      if (entry->kind & TERM)
        {
          *out_value = entry->value;
          found = i + 1;
        }
    }
  return found;
}

/**
 * assay_term_table_find_end:
 *
 * Finds the longest term that a compound word ends in.
 *
 * Returns: its bytes; 0 where there is none
 */
gsize
assay_term_table_find_end (const AssayTermTable *table,
                           const char *text,
                           gsize length,
                           guint32 *out_value)
{
  for (gsize n = MIN (length, table->longest); n >= SHORTEST_END; n--)
    if (assay_term_table_find (table, text + length - n, n, out_value))
      return n;
  return 0;
}

/* The term as it stands in the table; %NULL where it does not. */
static const char *
find_spelled (const AssayTermTable *self, const char *text, gsize length)
{
  const Entry *entry = probe (self, hash_bytes (HASH_START, text, length), text, length);

  return entry->kind & TERM ? self->text->str + entry->offset : NULL;
}

/* @length letters at @word, which are those of @text, but for one that another one may be put in place of. */
static const char *
find_replaced (const AssayTermTable *self, char *word, gsize length, gsize at)
{
  char was = word[at];
  const char *found = NULL;

  for (char c = 'a'; c <= 'z' && found == NULL; c++)
    {
      word[at] = c;
      found = find_spelled (self, word, length);
    }
  word[at] = was;
  return found;
}

/**
 * assay_term_table_find_near:
 * @text: one plain word
 * @out_length: (out): the bytes of what is returned
 *
 * Finds a term that the word would be but for one slip of the fingers: two letters swapped, one too many,
 * one wrong or one missing; never the first one, and none at the end, where another form of the word differs. Words that are short, or not of ASCII letters, are left alone.
 *
 * Returns: (nullable): the term, not terminated
 */
const char *
assay_term_table_find_near (const AssayTermTable *table,
                            const char *text,
                            gsize length,
                            gsize *out_length)
{
  char word[SLIP_LONGEST + 1];
  const char *found = NULL;

  if (length < SLIP_SHORTEST || length > SLIP_LONGEST)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (text[i]))
      return NULL;
  *out_length = length;
  memcpy (word, text, length);
  for (gsize i = 1; i + SLIP_END < length && found == NULL; i++)
    {
      word[i] = text[i + 1];
      word[i + 1] = text[i];
      found = find_spelled (table, word, length);
      word[i] = text[i];
      word[i + 1] = text[i + 1];
    }
  for (gsize i = 1; length >= SLIP_SURE && i + SLIP_END < length && found == NULL; i++)
    found = find_replaced (table, word, length, i);
  for (gsize i = 1; i + SLIP_END < length && found == NULL; i++)
    {
      memcpy (word, text, i);
      memcpy (word + i + 1, text + i, length - i);
      *out_length = length + 1;
      found = find_replaced (table, word, length + 1, i);
    }
  for (gsize i = 1; i + SLIP_END < length && found == NULL; i++)
    {
      memcpy (word, text, i);
      memcpy (word + i, text + i + 1, length - i - 1);
      *out_length = length - 1;
      found = find_spelled (table, word, length - 1);
    }
  return found;
}
