/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-column.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "match/assay-match-intern-private.h"

/* Longer texts are no names of anything; the words beyond tell nothing new. */
#define MAX_WORDS 48

struct _AssayMatchColumn
{
  gboolean has_words;
  AssayMatchIntern values;
  AssayMatchIntern words;
  GArray *ids; /* (element-type guint32): by record */
  guint32 filled;
  guint32 *counts;      /* (owned): records by value */
  GArray *word_lists;   /* (element-type guint32): the values' words, sorted, each once */
  GArray *word_ends;    /* (element-type guint32): by value */
  guint32 *word_counts; /* (owned): records by word */
  float *rarities;      /* (owned): by word */
};

/**
 * assay_match_column_new:
 * @words: whether values are compared word by word
 */
AssayMatchColumn *
assay_match_column_new (gboolean words)
{
  AssayMatchColumn *self = g_new0 (AssayMatchColumn, 1);
  guint32 zero = 0;

  self->has_words = words;
  assay_match_intern_init (&self->values);
  assay_match_intern_init (&self->words);
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->word_lists = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->word_ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->word_ends, zero);
  return self;
}

void
assay_match_column_free (AssayMatchColumn *self)
{
  if (self == NULL)
    return;
  assay_match_intern_clear (&self->values);
  assay_match_intern_clear (&self->words);
  g_array_unref (self->ids);
  g_array_unref (self->word_lists);
  g_array_unref (self->word_ends);
  g_free (self->counts);
  g_free (self->word_counts);
  g_free (self->rarities);
  g_free (self);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

static void
split_words (AssayMatchColumn *self, const char *text, gsize length)
{
  guint32 words[MAX_WORDS], end;
  guint n = 0;

  for (gsize start = 0; start < length && n < MAX_WORDS;)
    {
      const char *blank = memchr (text + start, ' ', length - start);
      gsize stop = blank != NULL ? (gsize) (blank - text) : length;

      if (stop > start)
        words[n++] = assay_match_intern_add (&self->words, text + start, stop - start);
      start = stop + 1;
    }
  qsort (words, n, sizeof *words, compare_numbers);
  for (guint i = 0; i < n; i++)
    if (i == 0 || words[i] != words[i - 1])
      g_array_append_val (self->word_lists, words[i]);
  end = self->word_lists->len;
  g_array_append_val (self->word_ends, end);
}

/**
 * assay_match_column_append:
 * @folded: the next record's value; nothing where it has none
 *
 * Returns: the value's number
 */
guint32
assay_match_column_append (AssayMatchColumn *self, const char *folded, gsize length)
{
  guint32 before = self->values.n;
  guint32 value = assay_match_intern_add (&self->values, folded, length);

  if (self->has_words && self->values.n > before)
    split_words (self, folded, length);
  self->filled += value != 0;
  g_array_append_val (self->ids, value);
  return value;
}

static void
count_words (AssayMatchColumn *self)
{
  self->word_counts = g_new0 (guint32, self->words.n + 1);
  self->rarities = g_new0 (float, self->words.n + 1);
  for (guint32 value = 1; value <= self->values.n; value++)
    {
      guint n;
      const guint32 *words = assay_match_column_get_words (self, value, &n);

      for (guint i = 0; i < n; i++)
        self->word_counts[words[i]] += self->counts[value];
    }
  for (guint32 word = 1; word <= self->words.n; word++)
    self->rarities[word] = log2f (1.0f + (float) self->filled / (float) self->word_counts[word]);
}

/**
 * assay_match_column_seal:
 *
 * After the last record.
 */
void
assay_match_column_seal (AssayMatchColumn *self)
{
  const guint32 *ids = assay_match_column_get_ids (self);

  assay_match_intern_seal (&self->values);
  assay_match_intern_seal (&self->words);
  self->counts = g_new0 (guint32, self->values.n + 1);
  for (guint i = 0; i < self->ids->len; i++)
    self->counts[ids[i]]++;
  if (self->has_words)
    count_words (self);
}

guint32
assay_match_column_get_records (const AssayMatchColumn *self)
{
  return self->ids->len;
}

guint32
assay_match_column_get_values (const AssayMatchColumn *self)
{
  return self->values.n;
}

guint32
assay_match_column_get_filled (const AssayMatchColumn *self)
{
  return self->filled;
}

const guint32 *
assay_match_column_get_ids (const AssayMatchColumn *self)
{
  return (const guint32 *) (gpointer) self->ids->data;
}

AssayMatchText
assay_match_column_get_text (const AssayMatchColumn *self, guint32 value)
{
  AssayMatchText text;

  text.text = assay_match_intern_get (&self->values, value, &text.length);
  return text;
}

guint32
assay_match_column_get_count (const AssayMatchColumn *self, guint32 value)
{
  return self->counts[value];
}

/**
 * assay_match_column_get_words:
 *
 * Returns: (array length=n_words) (transfer none): the numbers of a value's words, rising, each
 * once
 */
const guint32 *
assay_match_column_get_words (const AssayMatchColumn *self, guint32 value, guint *n_words)
{
  const guint32 *ends = (const guint32 *) (gpointer) self->word_ends->data;

  *n_words = value != 0 ? ends[value] - ends[value - 1] : 0;
  return (const guint32 *) (gpointer) self->word_lists->data + (value != 0 ? ends[value - 1] : 0);
}

guint32
assay_match_column_get_n_words (const AssayMatchColumn *self)
{
  return self->words.n;
}

AssayMatchText
assay_match_column_get_word (const AssayMatchColumn *self, guint32 word)
{
  AssayMatchText text;

  text.text = assay_match_intern_get (&self->words, word, &text.length);
  return text;
}

guint32
assay_match_column_get_word_count (const AssayMatchColumn *self, guint32 word)
{
  return self->word_counts[word];
}

/**
 * assay_match_column_set_filled:
 *
 * How many records of the workspace have a value. Before counts are set.
 */
void
assay_match_column_set_filled (AssayMatchColumn *self, guint32 filled)
{
  self->filled = MAX (1, filled);
}

void
assay_match_column_set_count (AssayMatchColumn *self, guint32 value, guint32 count)
{
  self->counts[value] = count;
}

void
assay_match_column_set_word_count (AssayMatchColumn *self, guint32 word, guint32 count)
{
  self->word_counts[word] = count;
  self->rarities[word] = log2f (1.0f + (float) self->filled / (float) count);
}

/**
 * assay_match_column_get_rarity:
 *
 * Returns: bits that a word tells: log2 (1 + records / records that have it)
 */
float
assay_match_column_get_rarity (const AssayMatchColumn *self, guint32 word)
{
  return self->rarities[word];
}
