/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "match/assay-jaro.h"
#include "match/assay-radix.h"
#include "match/assay-union-find.h"

#define ROUNDS 20000

/* Jaro and Winkler as they wrote it down, place by place. */
static double
naive_jaro_winkler (const char *a, const char *b)
{
  gsize n = strlen (a), m = strlen (b), window = MAX (n, m) / 2 > 0 ? MAX (n, m) / 2 - 1 : 0;
  gboolean used_a[ASSAY_JARO_MAX] = { FALSE }, used_b[ASSAY_JARO_MAX] = { FALSE };
  double matches = 0, swapped = 0, jaro, prefix = 0;

  for (gsize j = 0; j < m; j++)
    for (gsize i = j > window ? j - window : 0; i < n && i <= j + window; i++)
      if (!used_a[i] && a[i] == b[j])
        {
          used_a[i] = used_b[j] = TRUE;
          matches++;
          break;
        }
  if (matches == 0)
    return 0;
  for (gsize i = 0, j = 0; i < n; i++)
    if (used_a[i])
      {
        while (!used_b[j])
          j++;
        swapped += a[i] != b[j++];
      }
  jaro = (matches / (double) n + matches / (double) m +
          (matches - (double) (guint) (swapped / 2)) / matches) /
         3;
  while (prefix < 4 && prefix < (double) MIN (n, m) && a[(gsize) prefix] == b[(gsize) prefix])
    prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

static guint
naive_distance (const char *a, const char *b)
{
  guint table[ASSAY_JARO_MAX + 1][ASSAY_JARO_MAX + 1];
  gsize n = strlen (a), m = strlen (b);

  for (gsize i = 0; i <= n; i++)
    for (gsize j = 0; j <= m; j++)
      {
        if (i == 0 || j == 0)
          {
            table[i][j] = (guint) (i + j);
            continue;
          }
        table[i][j] = MIN (MIN (table[i - 1][j], table[i][j - 1]) + 1,
                           table[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          table[i][j] = MIN (table[i][j], table[i - 2][j - 2] + 1);
      }
  return table[n][m];
}

static void
random_text (char *text)
{
  guint n = (guint) g_test_rand_int_range (0, g_test_rand_bit () ? 9 : ASSAY_JARO_MAX + 1);

  for (guint i = 0; i < n; i++)
    text[i] = (char) ('a' + g_test_rand_int_range (0, 5));
  text[n] = '\0';
}

static void
test_against_naive (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      char a[ASSAY_JARO_MAX + 1], b[ASSAY_JARO_MAX + 1];
      guint limit = (guint) g_test_rand_int_range (0, 5), distance;

      random_text (a);
      random_text (b);
      g_assert_cmpfloat_with_epsilon (
          assay_jaro_winkler (a, strlen (a), b, strlen (b)), naive_jaro_winkler (a, b), 1e-12);
      distance = naive_distance (a, b);
      g_assert_cmpuint (
          assay_edit_distance (a, strlen (a), b, strlen (b), limit), ==, MIN (distance, limit + 1));
    }
}

static void
test_known (void)
{
  g_assert_cmpfloat_with_epsilon (assay_jaro_winkler ("martha", 6, "marhta", 6), 0.9611, 1e-4);
  g_assert_cmpfloat_with_epsilon (assay_jaro_winkler ("dwayne", 6, "duane", 5), 0.84, 1e-4);
  g_assert_cmpfloat_with_epsilon (assay_jaro_winkler ("dixon", 5, "dicksonx", 8), 0.8133, 1e-4);
  g_assert_cmpuint (assay_edit_distance ("ca", 2, "ac", 2, 3), ==, 1);
  g_assert_cmpfloat (assay_jaro_winkler ("", 0, "a", 1), ==, 0);
}

static void
test_radix (void)
{
  const guint n = 5000;
  g_autofree AssayMatchEntry *entries = g_new (AssayMatchEntry, n),
                             *room = g_new (AssayMatchEntry, n);
  g_autofree guint64 *numbers = g_new (guint64, n), *other = g_new (guint64, n);
  gsize kept;

  for (guint i = 0; i < n; i++)
    {
      entries[i].key = ((guint64) g_test_rand_int () << 12 ^ (guint64) g_test_rand_int ()) &
                       ((G_GUINT64_CONSTANT (1) << ASSAY_MATCH_KEY_BITS) - 1);
      if (i % 3 == 0)
        entries[i].key %= 7;
      entries[i].record = i;
      numbers[i] = (guint64) g_test_rand_int_range (0, 900) << 40;
    }
  assay_radix_sort_entries (entries, room, n);
  for (guint i = 1; i < n; i++)
    g_assert_true (
        entries[i - 1].key < entries[i].key ||
        (entries[i - 1].key == entries[i].key && entries[i - 1].record < entries[i].record));
  kept = assay_radix_sort_unique (numbers, other, n);
  g_assert_cmpuint (kept, <=, 900);
  for (gsize i = 1; i < kept; i++)
    g_assert_cmpuint (numbers[i - 1], <, numbers[i]);
}

/* Against labels that are all rewritten at each join. */
static void
test_union_find (void)
{
  const guint32 n = 300;
  g_autoptr (AssayUnionFind) sets = assay_union_find_new (n);
  guint32 labels[300];

  for (guint32 i = 0; i < n; i++)
    labels[i] = i;
  for (guint step = 0; step < 200; step++)
    {
      guint32 a = (guint32) g_test_rand_int_range (0, (gint32) n),
              b = (guint32) g_test_rand_int_range (0, (gint32) n);
      guint32 from = labels[a], to = labels[b];

      g_assert_cmpint (assay_union_find_join (sets, a, b), ==, from != to);
      for (guint32 i = 0; i < n; i++)
        if (labels[i] == from)
          labels[i] = to;
    }
  for (guint32 i = 0; i < n; i++)
    {
      guint32 size = 0, at = i;

      do
        {
          g_assert_cmpuint (labels[at], ==, labels[i]);
          at = assay_union_find_next (sets, at);
          size++;
        }
      while (at != i);
      g_assert_cmpuint (size, ==, assay_union_find_size (sets, i));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jaro/against-naive", test_against_naive);
  g_test_add_func ("/jaro/known", test_known);
  g_test_add_func ("/jaro/radix", test_radix);
  g_test_add_func ("/jaro/union-find", test_union_find);
  return g_test_run ();
}
