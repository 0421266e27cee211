/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-phrase-set.h"

#include "base/assay-text.h"

#include <string.h>

static gboolean
has (const char *phrases,
     const char *text)
{
  g_auto (GStrv) list = g_strsplit (phrases, "|", -1);
  g_autoptr (AssayPhraseSet) set = assay_phrase_set_new ((const char *const *) list, -1);

  return assay_phrase_set_matches (set, text, strlen (text));
}

static void
test_matches (void)
{
  g_assert_true (has ("vp", "VP of Sales"));
  g_assert_true (has ("vp", "V.P. of Sales"));
  g_assert_true (has ("V.P.", "vp of Sales"));
  g_assert_true (has ("vice president", "Senior Vice-President, EMEA"));
  g_assert_true (has ("vice-president", "vice   president"));
  g_assert_true (has ("ceo|founder", "Co-Founder & CEO"));
  g_assert_true (has ("Geschäftsführer", "GESCHÄFTSFÜHRER"));
  g_assert_true (has ("strasse", "Hauptstr. / Straße"));
  g_assert_false (has ("cto", "Director"));
  g_assert_false (has ("coo", "Coordinator"));
  g_assert_false (has ("tech", "fintech"));
  g_assert_false (has ("vice president", "Vice and President"));
  g_assert_false (has ("vice president", "vice"));
  g_assert_false (has ("", "vice"));
  g_assert_false (has ("...|--", "... --"));
  g_assert_false (has ("a", ""));
}

static int
tier_of (const char  *text,
         const char **out_phrase)
{
  static const char *const target[] = { "saas", "software", "technology", "tech", NULL };
  static const char *const adjacent[] = { "consulting", "services", "fintech", "healthcare tech", "edtech", NULL };
  static const char *const neutral[] = { "finance", "healthcare", "education", "manufacturing", NULL };
  static const char *const *const tiers[] = { target, adjacent, neutral };
  g_autoptr (AssayPhraseSet) set = assay_phrase_set_new_tiers (tiers, G_N_ELEMENTS (tiers));
  const char *phrase = NULL;
  int tier = assay_phrase_set_best_tier (set, text, strlen (text), &phrase);

  if (out_phrase != NULL)
    *out_phrase = g_intern_string (phrase);
  return tier;
}

static void
test_best_tier (void)
{
  const char *phrase;

  g_assert_cmpint (tier_of ("Healthcare tech", &phrase), ==, 1);
  g_assert_cmpstr (phrase, ==, "healthcare tech");
  g_assert_cmpint (tier_of ("Healthcare tech, SaaS", &phrase), ==, 0);
  g_assert_cmpstr (phrase, ==, "saas");
  g_assert_cmpint (tier_of ("Healthcare", NULL), ==, 2);
  g_assert_cmpint (tier_of ("Tech healthcare", NULL), ==, 0);
  g_assert_cmpint (tier_of ("fintech", NULL), ==, 1);
  g_assert_cmpint (tier_of ("FinTech and tech", NULL), ==, 0);
  g_assert_cmpint (tier_of ("Healthcare-Tech / healthcare", NULL), ==, 1);
  g_assert_cmpint (tier_of ("retail", NULL), ==, -1);
  g_assert_cmpint (tier_of ("", NULL), ==, -1);
}

static void
test_overlap (void)
{
  static const char *const first[] = { "b c", NULL };
  static const char *const second[] = { "a b", "c", "long word", "b", NULL };
  static const char *const *const tiers[] = { first, second };
  g_autoptr (AssayPhraseSet) set = assay_phrase_set_new_tiers (tiers, 2);

  /* Phrases of the same length: the better tier takes the words. */
  g_assert_cmpint (assay_phrase_set_best_tier (set, "a b c", 5, NULL), ==, 0);
  g_assert_cmpint (assay_phrase_set_best_tier (set, "a b", 3, NULL), ==, 1);
  /* A phrase in two tiers counts for the better one. */
  static const char *const again[] = { "c", NULL };
  static const char *const *const both[] = { again, second };
  g_autoptr (AssayPhraseSet) twice = assay_phrase_set_new_tiers (both, 2);
  g_assert_cmpint (assay_phrase_set_best_tier (twice, "C", 1, NULL), ==, 0);
}

/* The plain way: join the words with spaces and search " phrase ". */
static gboolean
naive_has (char **phrases,
           const char *text)
{
  g_autofree char *words = assay_text_words (text, -1);
  g_autofree char *padded = g_strdup_printf (" %s ", words);

  for (char **p = phrases; *p != NULL; p++)
    {
      g_autofree char *phrase = assay_text_words (*p, -1);
      g_autofree char *needle = g_strdup_printf (" %s ", phrase);
      if (phrase[0] != '\0' && strstr (padded, needle) != NULL)
        return TRUE;
    }
  return FALSE;
}

static char *
random_words (GRand *rand,
              int    n)
{
  static const char *const words[] = { "a", "b", "ab", "v.p.", "vice", "President", "é", "-", "ceo", "C.E.O.", "社長" };
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    {
      g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      if (g_rand_int_range (rand, 0, 3) > 0)
        g_string_append_c (text, " ,."[g_rand_int_range (rand, 0, 3)]);
    }
  return g_string_free (text, FALSE);
}

static void
test_against_naive (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint hits = 0;

  for (int i = 0; i < 20000; i++)
    {
      int n = g_rand_int_range (rand, 1, 5);
      g_auto (GStrv) phrases = g_new0 (char *, n + 1);
      g_autofree char *text = random_words (rand, g_rand_int_range (rand, 0, 8));

      for (int k = 0; k < n; k++)
        phrases[k] = random_words (rand, g_rand_int_range (rand, 0, 4));
      g_autoptr (AssayPhraseSet) set = assay_phrase_set_new ((const char *const *) phrases, -1);
      gboolean expected = naive_has (phrases, text);
      g_assert_cmpint (assay_phrase_set_matches (set, text, strlen (text)), ==, expected);
      g_assert_cmpint (assay_phrase_set_best_tier (set, text, strlen (text), NULL) == 0, ==, expected);
      hits += expected;
    }
  g_assert_cmpuint (hits, >, 1000);
}

static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  static const char *const phrases[] = { "needle in hay", "hay", NULL };
  static const char *const *const tiers[] = { phrases };
  g_autoptr (AssayPhraseSet) set = assay_phrase_set_new_tiers (tiers, 1);

  for (int i = 0; i < 250000; i++)
    g_string_append (text, "hay ");
  g_string_append (text, "needle-in-hay");
  g_assert_true (assay_phrase_set_matches (set, text->str, text->len));
  g_assert_cmpint (assay_phrase_set_best_tier (set, text->str, text->len, NULL), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phrase-set/matches", test_matches);
  g_test_add_func ("/phrase-set/best-tier", test_best_tier);
  g_test_add_func ("/phrase-set/overlap", test_overlap);
  g_test_add_func ("/phrase-set/against-naive", test_against_naive);
  g_test_add_func ("/phrase-set/large", test_large);
  return g_test_run ();
}
