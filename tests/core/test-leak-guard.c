/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn-fixture.h"

#define N 3000

enum
{
  HONEST,      /* tells something, as a field should */
  HONEST_PART, /* partly filled for converted leads rather than lost ones, tells nothing else */
  NUMBER,      /* counts leads */
  TEXT,        /* names leads */
  ONE_SIDED,   /* a third of the leads have values that only lost ones have */
  FILLING,     /* filled while leads were worked on */
  PERFECT,     /* knows the answer, with some noise */
  ACTIVITY,    /* what a lead did last */
  NOTABLE,     /* the same, written over for some */
  RATING,      /* grades of some leads */
  UNSTEADY,    /* filled early and late, not between */
  NEWCOMER,    /* filled from the middle on */
  AGE,         /* protected by name */
  SEX,         /* protected by its values */
  REVENUE,     /* whole numbers, nearly all different, but no count */
  N_COLUMNS,
};

static void
make_leads (LearnTable *table)
{
  static const char *const keys[N_COLUMNS] = { "honest",    "honest_part", "number",   "text",
                                               "one_sided", "filling",     "perfect",  "last",
                                               "last2",     "rating",      "unsteady", "newcomer",
                                               "age",       "x17",         "turnover" };
  static const char *const activities[] = { "opened", "clicked", "called", "visited" };
  static const char *const grades[] = { "01.High", "02.Medium", "03.Low" };
  GPtrArray *sources = learn_sources_new ();
  AssayRandom random;

  for (guint c = 0; c < N_COLUMNS; c++)
    learn_add_source (sources,
                      keys[c],
                      c == HONEST || c == NUMBER || c == PERFECT || c == AGE || c == REVENUE
                          ? ASSAY_SOURCE_NUMBER
                          : ASSAY_SOURCE_CATEGORY);
  learn_table_init (table, sources, N);
  assay_random_init (&random, 11);
  for (gsize i = 0; i < N; i++)
    {
      double u = assay_random_uniform (&random);
      gboolean won = assay_random_uniform (&random) < 0.2 + 0.4 * u;
      double v = assay_random_uniform (&random);
      const char *activity = activities[assay_random_below (&random, 4)];
      g_autofree char *name = g_strdup_printf ("%08x", (guint) assay_random_next (&random));

      learn_set_outcome (table, i, won);
      learn_set_number (table, HONEST, i, floor (u * 30));
      learn_set_text (table,
                      HONEST_PART,
                      i,
                      v < (won ? 0.8 : 0.5) ? activities[assay_random_below (&random, 3)] : NULL);
      learn_set_number (table, NUMBER, i, 500000 + 11 * (double) i);
      learn_set_text (table, TEXT, i, name);
      learn_set_text (table, ONE_SIDED, i, !won && v < 0.5 ? "wrong number" : "other");
      learn_set_text (table,
                      FILLING,
                      i,
                      v > (won ? 0.6 : 0.2)                                ? NULL
                      : assay_random_uniform (&random) < (won ? 0.9 : 0.3) ? "promising"
                                                                           : "doubtful");
      learn_set_number (table, PERFECT, i, (won ? 2 : 0) + assay_random_normal (&random));
      learn_set_text (table, ACTIVITY, i, activity);
      learn_set_text (table, NOTABLE, i, v < 0.3 ? "Edited" : activity);
      learn_set_text (table, RATING, i, v < 0.4 ? grades[assay_random_below (&random, 3)] : NULL);
      learn_set_text (table, UNSTEADY, i, i < N / 3 || i > 2 * N / 3 ? activity : NULL);
      learn_set_text (
          table, NEWCOMER, i, i > N / 2 ? activities[assay_random_below (&random, 2)] : NULL);
      learn_set_number (table, AGE, i, 20 + floor (assay_random_uniform (&random) * 40));
      learn_set_text (table, SEX, i, v < 0.5 ? "female" : "male");
      learn_set_number (table, REVENUE, i, floor (exp (10 + 3 * assay_random_normal (&random))));
    }
}

static const AssayLeak *
find_leak (GPtrArray *leaks, guint column)
{
  for (guint i = 0; i < leaks->len; i++)
    if (((AssayLeak *) leaks->pdata[i])->column == column)
      return leaks->pdata[i];
  return NULL;
}

static void
assert_kind (GPtrArray *leaks, guint column, AssayLeakKind kind)
{
  const AssayLeak *leak = find_leak (leaks, column);

  g_assert_nonnull (leak);
  g_assert_cmpstr (assay_leak_kind_to_nick (leak->kind), ==, assay_leak_kind_to_nick (kind));
  g_assert_cmpstr (leak->why, !=, "");
}

static void
test_kinds (void)
{
  LearnTable table;
  g_autoptr (GPtrArray) leaks = NULL;
  guint8 skip[N_COLUMNS + 1] = { 0 };

  make_leads (&table);
  leaks = assay_leak_guard_check (table.table, NULL, skip);
  assert_kind (leaks, NUMBER, ASSAY_LEAK_IDENTIFIER);
  assert_kind (leaks, TEXT, ASSAY_LEAK_IDENTIFIER);
  assert_kind (leaks, ONE_SIDED, ASSAY_LEAK_ONE_SIDED);
  assert_kind (leaks, FILLING, ASSAY_LEAK_FILLING);
  assert_kind (leaks, PERFECT, ASSAY_LEAK_SEPARATES);
  assert_kind (leaks, NOTABLE, ASSAY_LEAK_OVERWRITTEN);
  assert_kind (leaks, RATING, ASSAY_LEAK_RATING);
  assert_kind (leaks, UNSTEADY, ASSAY_LEAK_UNSTEADY);
  assert_kind (leaks, AGE, ASSAY_LEAK_PROTECTED);
  assert_kind (leaks, SEX, ASSAY_LEAK_PROTECTED);
  g_assert_null (find_leak (leaks, HONEST));
  g_assert_null (find_leak (leaks, HONEST_PART));
  g_assert_null (find_leak (leaks, ACTIVITY));
  g_assert_null (find_leak (leaks, NEWCOMER));
  g_assert_null (find_leak (leaks, REVENUE));
  learn_table_clear (&table);
}

static void
test_journal (void)
{
  LearnTable table;
  g_autoptr (GPtrArray) leaks = NULL;
  guint8 skip[N_COLUMNS + 1] = { 0 };
  double after[N_COLUMNS + 1] = { 0 };

  make_leads (&table);
  after[HONEST] = 0.9;
  after[ACTIVITY] = 0.1;
  leaks = assay_leak_guard_check (table.table, after, skip);
  assert_kind (leaks, HONEST, ASSAY_LEAK_AFTERWARDS);
  g_assert_null (find_leak (leaks, ACTIVITY));
  learn_table_clear (&table);
}

/* Where outcomes are drawn by lot, nothing looks like it knows them. */
static void
test_no_signal (void)
{
  for (guint64 seed = 0; seed < 20; seed++)
    {
      LearnTable table;
      g_autoptr (GPtrArray) leaks = NULL;
      guint8 skip[4] = { 0 };

      learn_make_leads (&table, 500, 0, seed);
      leaks = assay_leak_guard_check (table.table, NULL, skip);
      g_assert_cmpuint (leaks->len, ==, 0);
      learn_table_clear (&table);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/leak-guard/kinds", test_kinds);
  g_test_add_func ("/leak-guard/journal", test_journal);
  g_test_add_func ("/leak-guard/no-signal", test_no_signal);
  return g_test_run ();
}
