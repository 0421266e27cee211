/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/assay-hash.h"
#include "match/assay-match-fold.h"

#define SOUND_LENGTH 8

static void
add_key (AssayMatchKeys *self, guint comparison, AssayMatchKeyPart part)
{
  if (self->n < ASSAY_MATCH_MAX_KEYS)
    self->keys[self->n++] = (AssayMatchKey){ comparison, part };
}

/* Each kind's keys are such that a typo leaves one of them alone, where that is possible. */
static void
choose_keys (AssayMatchKeys *self, const AssayMatchRecords *records)
{
  for (guint i = 0; i < records->comparisons->len; i++)
    add_key (self, i, ASSAY_MATCH_KEY_WHOLE);
  for (guint i = 0; i < records->comparisons->len; i++)
    switch (assay_match_records_get (records, i)->kind)
      {
      case ASSAY_MATCH_GIVEN:
      case ASSAY_MATCH_FAMILY:
      case ASSAY_MATCH_SHORT:
        add_key (self, i, ASSAY_MATCH_KEY_SOUND);
        break;
      case ASSAY_MATCH_NAME:
        add_key (self, i, ASSAY_MATCH_KEY_SORTED);
        add_key (self, i, ASSAY_MATCH_KEY_SOUND);
        break;
      case ASSAY_MATCH_COMPANY:
      case ASSAY_MATCH_TEXT:
        add_key (self, i, ASSAY_MATCH_KEY_SORTED);
        break;
      case ASSAY_MATCH_EMAIL:
        add_key (self, i, ASSAY_MATCH_KEY_USER);
        break;
      case ASSAY_MATCH_DATE:
        add_key (self, i, ASSAY_MATCH_KEY_MONTH);
        add_key (self, i, ASSAY_MATCH_KEY_YEARDAY);
        break;
      case ASSAY_MATCH_POSTAL:
        add_key (self, i, ASSAY_MATCH_KEY_START);
        break;
      case ASSAY_MATCH_PHONE:
      case ASSAY_MATCH_IDENTIFIER:
      case ASSAY_MATCH_NUMBER:
      case ASSAY_MATCH_URL:
      case ASSAY_MATCH_IGNORE:
      default:
        break;
      }
}

static guint32
hash_bytes (const char *text, gsize length, guint32 salt)
{
  guint32 hash;

  if (length == 0)
    return 0;
  hash = (guint32) assay_hash_bytes (text, length, salt);
  return hash != 0 ? hash : 1;
}

/**
 * assay_match_keys_hash_word:
 *
 * Returns: a word's hash, the same in every workspace and run
 */
guint32
assay_match_keys_hash_word (const AssayMatchColumn *column, guint32 word)
{
  AssayMatchText text = assay_match_column_get_word (column, word);

  return hash_bytes (text.text, text.length, 1);
}

/* A sum, as words have no order. */
static guint32
hash_words (const AssayMatchColumn *column, guint32 value, guint32 salt)
{
  guint n;
  const guint32 *words = assay_match_column_get_words (column, value, &n);
  guint64 sum = 0;

  for (guint i = 0; i < n; i++)
    {
      AssayMatchText text = assay_match_column_get_word (column, words[i]);
      sum += assay_hash_bytes (text.text, text.length, salt);
    }
  return n > 0 ? MAX (1, (guint32) assay_hash_mix (sum, G_GUINT64_CONSTANT (0x9e3779b97f4a7c15))) : 0;
}

/* Given names and surnames are hashed alike, so that two records with both in each other's place
 * have the same pair of keys. */
static guint32
hash_value (const AssayMatchComparison *comparison, const AssayMatchKey *key, guint32 value)
{
  AssayMatchText text = assay_match_column_get_text (comparison->column, value);
  gboolean part_of_name =
      comparison->kind == ASSAY_MATCH_GIVEN || comparison->kind == ASSAY_MATCH_FAMILY;
  guint32 salt = (guint32) key->part * 64 + (part_of_name ? 63 : key->comparison);
  char sound[SOUND_LENGTH];
  const char *at;

  switch (key->part)
    {
    case ASSAY_MATCH_KEY_SOUND:
      return hash_bytes (
          sound, assay_match_sound (text.text, text.length, sound, sizeof sound), salt);
    case ASSAY_MATCH_KEY_USER:
      at = memchr (text.text, '@', text.length);
      return at != NULL ? hash_bytes (text.text, (gsize) (at - text.text), salt) : 0;
    case ASSAY_MATCH_KEY_MONTH:
      return text.length == 8 ? hash_bytes (text.text, 6, salt) : 0;
    case ASSAY_MATCH_KEY_YEARDAY:
      return text.length == 8 ? hash_bytes (text.text + 4, 4, salt) : 0;
    case ASSAY_MATCH_KEY_START:
      return hash_bytes (text.text, (text.length + 1) / 2, salt);
    case ASSAY_MATCH_KEY_SORTED:
      return hash_words (comparison->column, value, salt);
    case ASSAY_MATCH_KEY_WHOLE:
    default:
      return hash_bytes (text.text, text.length, salt);
    }
}

static void
fill_key (AssayMatchKeys *self, const AssayMatchRecords *records, guint k)
{
  const AssayMatchKey *key = &self->keys[k];
  const AssayMatchComparison *comparison = assay_match_records_get (records, key->comparison);
  const guint32 *ids = assay_match_column_get_ids (comparison->column);
  guint32 n_values = assay_match_column_get_values (comparison->column);
  g_autofree guint32 *by_value = g_new (guint32, n_values + 1);

  by_value[0] = 0;
  for (guint32 value = 1; value <= n_values; value++)
    by_value[value] = hash_value (comparison, key, value);
  for (guint32 record = 0; record < records->n; record++)
    self->hashes[(gsize) record * self->n + k] = by_value[ids[record]];
}

static int
compare_hashes (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

/* The rarest words that another record has too; a word of one record finds nobody. Of equally rare ones
 * the hash decides, which does not care in what order records were read. */
static void
rarest_words (const AssayMatchColumn *column, const guint32 *hashes, guint32 value, guint width, guint32 *out)
{
  guint n, kept = 0;
  const guint32 *words = assay_match_column_get_words (column, value, &n);
  guint32 counts[ASSAY_MATCH_KEY_WORDS];

  memset (out, 0, width * sizeof *out);
  for (guint i = 0; i < n; i++)
    {
      guint32 count = assay_match_column_get_word_count (column, words[i]);
      guint place = kept;

      if (count < 2)
        continue;
      while (place > 0 && (counts[place - 1] > count ||
                           (counts[place - 1] == count && out[place - 1] > hashes[words[i]])))
        place--;
      if (place == width)
        continue;
      for (guint j = MIN (kept, width - 1); j > place; j--)
        {
          counts[j] = counts[j - 1];
          out[j] = out[j - 1];
        }
      counts[place] = count;
      out[place] = hashes[words[i]];
      kept = MIN (kept + 1, width);
    }
  qsort (out, kept, sizeof *out, compare_hashes);
}

static guint
mean_words (const AssayMatchColumn *column)
{
  guint32 n_values = assay_match_column_get_values (column);
  guint64 words = 0;

  for (guint32 value = 1; value <= n_values; value++)
    {
      guint n;
      assay_match_column_get_words (column, value, &n);
      words += n;
    }
  return (guint) ((words + n_values - 1) / MAX (1, n_values));
}

static void
fill_words (AssayMatchKeys *self, const AssayMatchRecords *records, guint comparison, guint width)
{
  const AssayMatchColumn *column = assay_match_records_get (records, comparison)->column;
  const guint32 *ids = assay_match_column_get_ids (column);
  guint32 n_words = assay_match_column_get_n_words (column);
  g_autofree guint32 *hashes = g_new (guint32, (gsize) n_words + 1);
  guint32 *list = g_new (guint32, (gsize) records->n * width + 1);

  for (guint32 word = 1; word <= n_words; word++)
    hashes[word] = assay_match_keys_hash_word (column, word);
  for (guint32 record = 0; record < records->n; record++)
    rarest_words (column, hashes, ids[record], width, list + (gsize) record * width);
  self->word_comparisons[self->n_word_lists] = comparison;
  self->word_widths[self->n_word_lists] = width;
  self->word_lists[self->n_word_lists++] = list;
}

/* The first keys are the whole values, one a comparison. */
static void
fill_everything (AssayMatchKeys *self, const AssayMatchRecords *records)
{
  self->everything = g_new0 (guint32, records->n + 1);
  for (guint32 record = 0; record < records->n; record++)
    {
      const guint32 *hashes = self->hashes + (gsize) record * self->n;
      guint64 hash = 0;

      for (guint i = 0; i < records->comparisons->len; i++)
        hash = assay_hash_mix (hash + hashes[i], G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + i);
      self->everything[record] = MAX (1, (guint32) hash);
    }
}

/**
 * assay_match_keys_new:
 * @widths: (nullable): for each comparison how many of its words count; as many as it has on average, if
 * not given
 *
 * Computes what the records are blocked by. The same values have the same keys in every run.
 */
AssayMatchKeys *
assay_match_keys_new (const AssayMatchRecords *records, const guint *widths)
{
  AssayMatchKeys *self = g_new0 (AssayMatchKeys, 1);

  choose_keys (self, records);
  self->hashes = g_new (guint32, (gsize) records->n * self->n + 1);
  for (guint k = 0; k < self->n; k++)
    fill_key (self, records, k);
  for (guint i = 0; i < records->comparisons->len; i++)
    if (assay_match_kind_has_words (assay_match_records_get (records, i)->kind))
      fill_words (self,
                  records,
                  i,
                  CLAMP (widths != NULL ? widths[i]
                                        : mean_words (assay_match_records_get (records, i)->column),
                         1,
                         ASSAY_MATCH_KEY_WORDS));
  fill_everything (self, records);
  return self;
}

/**
 * assay_match_keys_hash:
 * @set: bits of keys
 *
 * Returns: what records share that share all these keys, %ASSAY_MATCH_KEY_BITS wide; 0 where one is missing
 */
guint64
assay_match_keys_hash (const AssayMatchKeys *self, guint32 set, guint32 record)
{
  const guint32 *hashes = self->hashes + (gsize) record * self->n;
  guint64 sum = 0;

  /* A sum, so that given name and surname may have changed places. */
  for (guint32 left = set; left != 0; left &= left - 1)
    {
      guint32 hash = hashes[__builtin_ctz (left)];
      if (hash == 0)
        return 0;
      sum += assay_hash_mix (hash, G_GUINT64_CONSTANT (0xd1342543de82ef95));
    }
  return MAX (1,
              assay_hash_mix (sum, G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) &
                  ((G_GUINT64_CONSTANT (1) << ASSAY_MATCH_KEY_BITS) - 1));
}

void
assay_match_keys_free (AssayMatchKeys *self)
{
  if (self == NULL)
    return;
  g_free (self->hashes);
  g_free (self->everything);
  for (guint i = 0; i < self->n_word_lists; i++)
    g_free (self->word_lists[i]);
  g_free (self);
}

/**
 * assay_match_key_name:
 *
 * Returns: (transfer full): what a key is called in reports: `surname`, `surname sound`
 */
char *
assay_match_key_name (const AssayMatchRecords *records, const AssayMatchKey *key)
{
  static const char *const parts[] = {
    "", " sound", " user", " month", " day", " start", " words",
  };

  return g_strconcat (
      assay_match_records_get (records, key->comparison)->key, parts[key->part], NULL);
}
