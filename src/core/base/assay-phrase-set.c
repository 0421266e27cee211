/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-phrase-set.h"

#include "base/assay-text-private.h"
#include "base/assay-text.h"

#include <string.h>

typedef struct
{
  char *phrase;     /* (owned) as given */
  char *joined;     /* (owned) its words with one space between */
  guint32 *lengths; /* (owned) of its words */
  guint n_words;
  gsize length; /* characters of joined */
  int tier;
  guint32 hash; /* of the first word */
} Phrase;

struct _AssayPhraseSet
{
  gatomicrefcount refs;
  GArray *phrases;    /* of Phrase, longest first */
  gint32 *buckets;    /* first phrase of a chain, or -1 */
  gint32 *next;       /* next phrase of the same chain */
  guint32 mask;       /* buckets - 1 */
  guint64 first_seen; /* bit hash % 64 for each first word: most words of a text stop here */
};

G_DEFINE_BOXED_TYPE (AssayPhraseSet, assay_phrase_set, assay_phrase_set_ref, assay_phrase_set_unref)

static void
phrase_clear (Phrase *phrase)
{
  g_free (phrase->phrase);
  g_free (phrase->joined);
  g_free (phrase->lengths);
}

static void
add_phrase (GArray     *phrases,
            const char *text,
            int         tier)
{
  g_auto (AssayWords) words;
  Phrase phrase = { .tier = tier };

  assay_words_init (&words, text, strlen (text));
  if (words.n_words == 0)
    return;
  phrase.phrase = g_strdup (text);
  phrase.joined = assay_text_words (text, -1);
  phrase.n_words = (guint) words.n_words;
  phrase.length = (gsize) g_utf8_strlen (phrase.joined, -1);
  phrase.hash = words.words[0].hash;
  phrase.lengths = g_new (guint32, words.n_words);
  for (gsize i = 0; i < words.n_words; i++)
    phrase.lengths[i] = words.words[i].length;
  g_array_append_val (phrases, phrase);
}

/* Longest in words, then in characters; a phrase of two tiers counts for the better one. */
static int
compare_phrases (gconstpointer a,
                 gconstpointer b)
{
  const Phrase *one = a, *other = b;

  if (one->n_words != other->n_words)
    return one->n_words > other->n_words ? -1 : 1;
  if (one->length != other->length)
    return one->length > other->length ? -1 : 1;
  return (one->tier > other->tier) - (one->tier < other->tier);
}

static AssayPhraseSet *
seal (GArray *phrases)
{
  AssayPhraseSet *set = g_new0 (AssayPhraseSet, 1);
  guint size = 16;

  g_atomic_ref_count_init (&set->refs);
  g_array_sort (phrases, compare_phrases);
  set->phrases = phrases;
  while (size < phrases->len * 2)
    size *= 2;
  set->mask = size - 1;
  set->buckets = g_new (gint32, size);
  set->next = g_new (gint32, phrases->len);
  for (guint i = 0; i < size; i++)
    set->buckets[i] = -1;
  for (guint i = phrases->len; i-- > 0;)
    {
      guint32 hash = g_array_index (phrases, Phrase, i).hash;
      set->next[i] = set->buckets[hash & set->mask];
      set->buckets[hash & set->mask] = (gint32) i;
      set->first_seen |= G_GUINT64_CONSTANT (1) << (hash >> 26);
    }
  return set;
}

static GArray *
new_phrases (void)
{
  GArray *phrases = g_array_new (FALSE, FALSE, sizeof (Phrase));

  g_array_set_clear_func (phrases, (GDestroyNotify) phrase_clear);
  return phrases;
}

/**
 * assay_phrase_set_new:
 * @phrases: (array length=n_phrases): words or phrases, in any case and spelling
 * @n_phrases: their number, or -1 where @phrases ends with %NULL
 *
 * Compiles one tier of phrases. Those without a letter or digit match nothing.
 *
 * Returns: (transfer full): a set
 */
AssayPhraseSet *
assay_phrase_set_new (const char *const *phrases,
                      gssize             n_phrases)
{
  GArray *compiled = new_phrases ();

  for (gssize i = 0; n_phrases < 0 ? phrases[i] != NULL : i < n_phrases; i++)
    add_phrase (compiled, phrases[i], 0);
  return seal (compiled);
}

/**
 * assay_phrase_set_new_tiers:
 * @tiers: (array length=n_tiers): lists of phrases that end with %NULL, the best tier first
 * @n_tiers: their number
 *
 * Compiles a phrase table.
 *
 * Returns: (transfer full): a set
 */
AssayPhraseSet *
assay_phrase_set_new_tiers (const char *const *const *tiers,
                            gsize                     n_tiers)
{
  GArray *compiled = new_phrases ();

  for (gsize tier = 0; tier < n_tiers; tier++)
    for (gsize i = 0; tiers[tier][i] != NULL; i++)
      add_phrase (compiled, tiers[tier][i], (int) tier);
  return seal (compiled);
}

AssayPhraseSet *
assay_phrase_set_ref (AssayPhraseSet *set)
{
  g_atomic_ref_count_inc (&set->refs);
  return set;
}

void
assay_phrase_set_unref (AssayPhraseSet *set)
{
  if (set == NULL || !g_atomic_ref_count_dec (&set->refs))
    return;
  g_array_unref (set->phrases);
  g_free (set->buckets);
  g_free (set->next);
  g_free (set);
}

/* Whether the words of @phrase stand in @words from @at on. */
static gboolean
phrase_stands_at (const Phrase     *phrase,
                  const AssayWords *words,
                  gsize             at)
{
  const char *expected = phrase->joined;

  if (words->n_words - at < phrase->n_words || words->words[at].hash != phrase->hash)
    return FALSE;
  for (guint i = 0; i < phrase->n_words; i++)
    {
      const AssayWord *word = &words->words[at + i];
      if (word->length != phrase->lengths[i]
          || memcmp (words->text + word->start, expected, word->length) != 0)
        return FALSE;
      expected += word->length + 1;
    }
  return TRUE;
}

static inline gint32
first_candidate (const AssayPhraseSet *set,
                 guint32               hash)
{
  if ((set->first_seen >> (hash >> 26) & 1) == 0)
    return -1;
  return set->buckets[hash & set->mask];
}

/**
 * assay_phrase_set_matches:
 * @text: (array length=length): text, not necessarily terminated
 *
 * Whether any phrase of @set stands in @text as whole words. "Director" has no "cto"; "VP of Sales"
 * has "vp"; "Vice-President" has "vice president". Short ASCII texts allocate nothing. Any thread.
 *
 * Returns: whether one does
 */
gboolean
assay_phrase_set_matches (const AssayPhraseSet *set,
                          const char           *text,
                          gsize                 length)
{
  g_auto (AssayWords) words;

  assay_words_init (&words, text, length);
  for (gsize at = 0; at < words.n_words; at++)
    for (gint32 i = first_candidate (set, words.words[at].hash); i >= 0; i = set->next[i])
      if (phrase_stands_at (&g_array_index (set->phrases, Phrase, i), &words, at))
        return TRUE;
  return FALSE;
}

typedef struct
{
  gint32 phrase; /* its place in the set: longest first */
  guint32 at;
} Match;

static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const Match *one = a, *other = b;

  if (one->phrase != other->phrase)
    return one->phrase < other->phrase ? -1 : 1;
  return (one->at > other->at) - (one->at < other->at);
}

static GArray *
find_matches (const AssayPhraseSet *set,
              const AssayWords     *words)
{
  GArray *matches = NULL;

  for (gsize at = 0; at < words->n_words; at++)
    for (gint32 i = first_candidate (set, words->words[at].hash); i >= 0; i = set->next[i])
      if (phrase_stands_at (&g_array_index (set->phrases, Phrase, i), words, at))
        {
          Match match = { i, (guint32) at };
          if (matches == NULL)
            matches = g_array_new (FALSE, FALSE, sizeof (Match));
          g_array_append_val (matches, match);
        }
  return matches;
}

static gboolean
take_words (guint8      *taken,
            const Match *match,
            guint        n_words)
{
  if (memchr (taken + match->at, 1, n_words) != NULL)
    return FALSE;
  memset (taken + match->at, 1, n_words);
  return TRUE;
}

/**
 * assay_phrase_set_best_tier:
 * @text: (array length=length): text, not necessarily terminated
 * @out_phrase: (out) (optional) (transfer none): the phrase that counted, as it was given
 *
 * Reads @text by a phrase table: the longest phrase (in words, then characters) matches first and
 * consumes its words, then the best tier found counts. With "healthcare tech" in tier 1 and "saas",
 * "tech" in tier 0, "Healthcare tech" is tier 1 and "Healthcare tech, SaaS" tier 0. Any thread.
 *
 * Returns: the tier, 0 the best, or -1
 */
int
assay_phrase_set_best_tier (const AssayPhraseSet *set,
                            const char           *text,
                            gsize                 length,
                            const char          **out_phrase)
{
  g_auto (AssayWords) words;
  g_autoptr (GArray) matches = NULL;
  g_autofree guint8 *taken = NULL;
  int best = -1;

  assay_words_init (&words, text, length);
  matches = find_matches (set, &words);
  if (matches == NULL)
    return -1;
  g_array_sort (matches, compare_matches);
  taken = g_malloc0 (words.n_words);
  for (guint i = 0; i < matches->len; i++)
    {
      const Match *match = &g_array_index (matches, Match, i);
      const Phrase *phrase = &g_array_index (set->phrases, Phrase, match->phrase);

      if (!take_words (taken, match, phrase->n_words) || (best >= 0 && best <= phrase->tier))
        continue;
      best = phrase->tier;
      if (out_phrase != NULL)
        *out_phrase = phrase->phrase;
    }
  return best;
}
