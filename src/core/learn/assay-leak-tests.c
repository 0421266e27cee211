/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-leak-tests-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "learn/assay-dictionary-private.h"
#include "stats/assay-distribution.h"

/* A column of texts where hardly any two leads share one. */
#define UNIQUE_SHARE 0.5
#define UNIQUE_NUMBERS 0.99
#define MIN_UNIQUE 50
/* Whole numbers that are all different count leads when they lie this close together. */
#define MAX_GAP 100.0
/* A pattern that chance makes this seldom is no chance. */
#define CHANCE 1e-6
/* Levels of one outcome alone have to be of so many leads before they look like hindsight. */
#define ONE_SIDED_SHARE 0.1
#define ONE_SIDED_RATE 0.02
#define PARTLY_FILLED 0.05
#define FILLING_GAP 0.1
/* Among leads that have a value, outcomes are told apart well. */
#define FILLED_AUC 0.7
#define TIME_SLICES 10
#define SLICE_GAP 0.5
#define COPY_SHARE 0.95
#define OVERWRITTEN_SHARE 0.05
#define COPIED_SHARE 0.25
#define ALMOST_PERFECT 0.9
#define VERY_GOOD 0.8
#define MUCH_BETTER 1.5

typedef struct
{
  double rows;
  double positives;
  double filled;
  double filled_positives;
} Totals;

static Totals
add_up (const AssayLeakSubject *subject)
{
  const AssayCodedColumn *coded = subject->coded;
  Totals totals = { .rows = (double) subject->table->n_rows };

  for (guint code = 0; code < coded->n_codes; code++)
    totals.positives += (double) coded->positives[code];
  totals.filled = totals.rows - (double) coded->counts[0];
  totals.filled_positives = totals.positives - (double) coded->positives[0];
  return totals;
}

static gboolean
counts_leads (const AssayRawTable *table, const double *numbers)
{
  double least = INFINITY, most = -INFINITY, n = 0;
  double before = NAN, rising = 0, falling = 0;

  for (gsize row = 0; row < table->n_rows; row++)
    {
      double number = numbers[row];

      if (isnan (number))
        continue;
      if (number != floor (number))
        return FALSE;
      least = MIN (least, number);
      most = MAX (most, number);
      rising += number > before;
      falling += number < before;
      before = number;
      n += 1;
    }
  return most - least <= MAX_GAP * n || rising >= UNIQUE_NUMBERS * (n - 1) ||
         falling >= UNIQUE_NUMBERS * (n - 1);
}

/**
 * assay_leak_test_identifier:
 *
 * Whether values are different for nearly all leads: texts that hardly repeat, or whole numbers
 * that count leads.
 */
char *
assay_leak_test_identifier (const AssayLeakSubject *subject)
{
  const AssayRawColumn *column = &subject->table->columns[subject->column];
  Totals totals = add_up (subject);
  double distinct = (double) subject->coded->n_distinct;
  double looked_at = MIN (totals.filled, 20000);

  if (distinct < MIN_UNIQUE || column->source->kind == ASSAY_SOURCE_TEXT ||
      column->source->kind == ASSAY_SOURCE_DATE)
    return NULL;
  if (column->width == 0 && distinct > UNIQUE_SHARE * totals.filled)
    return g_strdup_printf (
        _ ("%.0f different values for %.0f leads: it names leads"), distinct, totals.filled);
  if (column->width == 1 && distinct >= UNIQUE_NUMBERS * looked_at / 2 &&
      distinct >= MIN (UNIQUE_NUMBERS * totals.filled, 9900) &&
      counts_leads (subject->table, column->numbers))
    return g_strdup (_ ("a different whole number for each lead: it counts them"));
  return NULL;
}

/* The code's leads have one outcome alone, and that is no chance. */
static gboolean
is_one_sided (double n, double positives, double base)
{
  double rate = n > 0 ? positives / n : base;

  if (rate >= 1 - ONE_SIDED_RATE)
    return n * log (base) < log (CHANCE);
  return rate <= ONE_SIDED_RATE && n * log1p (-base) < log (CHANCE) && rate < base / 10;
}

/**
 * assay_leak_test_one_sided:
 *
 * Whether many leads have values that only one outcome has.
 */
char *
assay_leak_test_one_sided (const AssayLeakSubject *subject)
{
  const AssayCodedColumn *coded = subject->coded;
  Totals totals = add_up (subject);
  double base = totals.positives / totals.rows;
  double sided = 0;

  if (subject->table->columns[subject->column].width > 0 &&
      (totals.filled > totals.rows * (1 - PARTLY_FILLED) || totals.filled <= 0))
    return NULL;
  if (totals.filled < totals.rows && totals.filled > 0 &&
      is_one_sided (totals.filled, totals.filled_positives, base))
    return g_strdup_printf (
        _ ("filled for %.0f leads, %.1f %% of which converted: only one outcome "
           "has it"),
        totals.filled,
        100 * totals.filled_positives / totals.filled);
  if (subject->table->columns[subject->column].width > 0)
    return NULL;
  for (guint code = 1; code < coded->n_codes; code++)
    if (is_one_sided ((double) coded->counts[code], (double) coded->positives[code], base))
      sided += (double) coded->counts[code];
  if (sided < ONE_SIDED_SHARE * totals.rows || subject->auc < FILLED_AUC)
    return NULL;
  return g_strdup_printf (_ ("%.0f %% of the leads have values that go with one outcome alone"),
                          100 * sided / totals.rows);
}

/**
 * assay_leak_test_filling:
 *
 * Whether it is filled for one outcome rather than the other, and tells them apart where it is:
 * what people write down while a lead comes to its end.
 */
char *
assay_leak_test_filling (const AssayLeakSubject *subject)
{
  Totals totals = add_up (subject);
  double negatives = totals.rows - totals.positives;
  double converted = totals.filled_positives / totals.positives;
  double lost = (totals.filled - totals.filled_positives) / negatives;
  double share = totals.filled / totals.rows;
  double spread, auc;

  if (share < PARTLY_FILLED / 2 || share > 1 - PARTLY_FILLED ||
      fabs (converted - lost) < FILLING_GAP)
    return NULL;
  spread = sqrt (share * (1 - share) * (1 / totals.positives + 1 / negatives));
  if (assay_chi_square_tail (pow ((converted - lost) / spread, 2), 1) > CHANCE)
    return NULL;
  auc = assay_coded_column_auc (subject->coded, subject->table, TRUE);
  if (auc < FILLED_AUC)
    return NULL;
  return g_strdup_printf (_ ("filled for %.0f %% of converted and %.0f %% of lost leads, and where "
                             "filled it ranks them with AUC %.2f: it looks filled in afterwards"),
                          100 * converted,
                          100 * lost,
                          auc);
}

/**
 * assay_leak_test_unsteady:
 *
 * Whether, in the order in which leads came, it was filled for many and later for few: new leads
 * may not have it, and having it says when a lead came, not who it is. What came into use and
 * stayed is no such thing.
 */
char *
assay_leak_test_unsteady (const AssayLeakSubject *subject)
{
  const AssayRawTable *table = subject->table;
  gsize per_slice = table->n_rows / TIME_SLICES;
  double most = 0, high = 0, low = 1;

  if (per_slice < MIN_UNIQUE / 2)
    return NULL;
  for (gsize s = 0; s < TIME_SLICES; s++)
    {
      double share = 0;

      for (gsize row = s * per_slice; row < (s + 1) * per_slice; row++)
        share += subject->coded->codes[row] != 0;
      share /= (double) per_slice;
      most = MAX (most, share);
      if (most - share > high - low)
        {
          high = most;
          low = share;
        }
    }
  if (high - low < SLICE_GAP)
    return NULL;
  return g_strdup_printf (
      _ ("filled for %.0f %% of the leads at one time and for %.0f %% later: new "
         "leads cannot be relied on to have it"),
      100 * high,
      100 * low);
}

/**
 * assay_leak_test_rating:
 *
 * Whether its values are grades such as high, medium and low that only some leads have: a judgement
 * that was passed on them later.
 */
char *
assay_leak_test_rating (const AssayLeakSubject *subject)
{
  static const char *const grades[] = { "high", "medium", "low",     "hot",       "warm", "cold",
                                        "good", "bad",    "best",    "worst",     "poor", "fair",
                                        "weak", "strong", "average", "excellent", NULL };
  const AssayRawColumn *column = &subject->table->columns[subject->column];
  guint32 n = column->width == 0 ? assay_dictionary_get_size (column->dictionary) : 0;
  Totals totals = add_up (subject);
  guint32 found = 0;

  if (n < 2 || n > 12 || totals.filled > totals.rows * (1 - PARTLY_FILLED))
    return NULL;
  for (guint32 code = 1; code <= n; code++)
    {
      const char *text = assay_dictionary_get_folded (column->dictionary, code);

      while (*text != '\0' && !g_ascii_isalpha (*text))
        text++;
      found += g_strv_contains (grades, text);
    }
  if (found < 2 || found * 3 < n * 2)
    return NULL;
  return g_strdup_printf (_ ("grades such as “%s” for %.0f %% of the leads: a judgement passed on "
                             "them later"),
                          assay_dictionary_get_text (column->dictionary, 1),
                          100 * totals.filled / totals.rows);
}

/* Which level of this column the leads have whose two columns differ; G_MAXUINT32 = several. */
static guint32
level_where_different (const AssayRawTable *table,
                       const AssayRawColumn *column,
                       const AssayRawColumn *other,
                       gsize *n_different,
                       gsize *n_same)
{
  g_autoptr (GHashTable) same = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint32 *match = NULL;
  g_autofree gsize *counts = NULL;
  guint32 n = assay_dictionary_get_size (column->dictionary);
  guint32 n_other = assay_dictionary_get_size (other->dictionary);
  guint32 most = 0;

  for (guint32 code = 1; code <= n; code++)
    g_hash_table_insert (same,
                         (gpointer) assay_dictionary_get_folded (column->dictionary, code),
                         GUINT_TO_POINTER (code));
  match = g_new0 (guint32, n_other + 1);
  counts = g_new0 (gsize, n + 1);
  for (guint32 code = 1; code <= n_other; code++)
    match[code] = GPOINTER_TO_UINT (
        g_hash_table_lookup (same, assay_dictionary_get_folded (other->dictionary, code)));
  *n_different = *n_same = 0;
  for (gsize row = 0; row < table->n_rows; row++)
    if (column->codes[row] != match[other->codes[row]])
      {
        (*n_different)++;
        counts[column->codes[row]]++;
      }
    else
      *n_same += column->codes[row] != 0;
  for (guint32 code = 1; code <= n; code++)
    if (counts[code] > counts[most])
      most = code;
  return most > 0 && (double) counts[most] >= COPY_SHARE * (double) *n_different ? most
                                                                                 : G_MAXUINT32;
}

/**
 * assay_leak_test_overwritten:
 * @other: another column's place in the table
 *
 * Whether it repeats the other column except for leads where one mark stands instead: somebody
 * wrote over it while working on the lead.
 */
char *
assay_leak_test_overwritten (const AssayLeakSubject *subject, guint other)
{
  const AssayRawTable *table = subject->table;
  const AssayRawColumn *column = &table->columns[subject->column];
  gsize different, same;
  guint32 mark;

  if (column->width > 0 || table->columns[other].width > 0 ||
      column->source->kind != ASSAY_SOURCE_CATEGORY || subject->coded->n_distinct < 3 ||
      subject->coded->n_distinct > 1000)
    return NULL;
  mark = level_where_different (table, column, &table->columns[other], &different, &same);
  if (mark == G_MAXUINT32 || (double) different < OVERWRITTEN_SHARE * (double) table->n_rows ||
      (double) same < COPIED_SHARE * (double) table->n_rows)
    return NULL;
  return g_strdup_printf (_ ("repeats “%s”, except for %.0f %% of the leads, where it says “%s”: "
                             "written over while a lead is worked on"),
                          table->columns[other].source->label,
                          100 * (double) different / (double) table->n_rows,
                          assay_dictionary_get_text (column->dictionary, mark));
}

/**
 * assay_leak_is_too_good:
 * @auc: of a source alone
 * @next_best: of the best one among the others
 *
 * Returns: whether no honest source is that good: almost perfect, or very good and half again as
 * good as any other
 */
gboolean
assay_leak_is_too_good (double auc, double next_best)
{
  return auc >= ALMOST_PERFECT ||
         (auc >= VERY_GOOD && auc - 0.5 >= MUCH_BETTER * (next_best - 0.5));
}
