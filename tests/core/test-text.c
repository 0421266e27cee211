/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-text.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *expected;
} Case;

static void
test_fold (void)
{
  static const Case cases[] = {
    { "", "" },
    { "  \t\r\n ", "" },
    { " Acme   Ltd. ", "acme ltd." },
    { "STRASSE", "strasse" },
    { "Straße", "strasse" },
    { "E\xcc\x81" "cole", "école" },
    { "ÉCOLE", "école" },
    { "ΣΊΣΥΦΟΣ", "σίσυφοσ" },
    { "Σίσυφος", "σίσυφοσ" },
    { "\xef\xbc\xa1", "ａ" },
    { "a\xc2\xa0\xe2\x80\x83z", "a z" },
    { "日本 株式会社", "日本 株式会社" },
    { "bad\xff" "byte", "bad\xef\xbf\xbd" "byte" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = assay_text_fold (cases[i].text, -1);
      g_assert_cmpstr (folded, ==, cases[i].expected);
    }
}

static void
test_fold_nul (void)
{
  g_autofree char *folded = assay_text_fold ("A\0B", 3);

  g_assert_cmpstr (folded, ==, "a\xef\xbf\xbd" "b");
}

static void
test_fold_room (void)
{
  /* Around the size of the room on the stack, the result has to be the same text. */
  for (gsize n = 250; n < 262; n++)
    {
      g_autofree char *text = g_strnfill (n, 'X');
      g_autofree char *expected = g_strnfill (n, 'x');
      g_autofree char *folded = assay_text_fold (text, -1);
      g_assert_cmpstr (folded, ==, expected);
    }
}

static void
append_random_text (GString *to,
                    GRand   *rand,
                    int      length)
{
  static const char *const pieces[] = {
    "a", "B", "V.P.", ".", "..", " ", "\t", "-", "é", "E\xcc\x81", "ß", "ẞ", "İ", "ı", "Ǆ", "ΐ", "ς",
    "\xcc\x81", "\xcd\x85", "ﬁ", "日", "\xff", "\xc3", "1", "٣", "\xe2\x80\x8b", "\xc2\xa0", "ᾳ", "Å",
  };

  for (int i = 0; i < length; i++)
    if (g_rand_int_range (rand, 0, 4) == 0)
      g_string_append_unichar (to, (gunichar) g_rand_int_range (rand, 1, 0xd000));
    else
      g_string_append (to, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
}

static void
test_fold_properties (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      append_random_text (text, rand, g_rand_int_range (rand, 0, 12));
      g_autofree char *once = assay_text_fold (text->str, -1);
      g_autofree char *twice = assay_text_fold (once, -1);
      g_autofree char *words = assay_text_words (text->str, -1);
      g_autofree char *words_again = assay_text_words (words, -1);
      g_autofree char *words_of_folded = assay_text_words (once, -1);

      g_assert_cmpstr (twice, ==, once);
      g_assert_true (g_utf8_validate (words, -1, NULL));
      g_assert_cmpstr (words_again, ==, words);
      g_assert_cmpstr (words_of_folded, ==, words);
    }
}

static void
test_words (void)
{
  static const Case cases[] = {
    { "V.P. Sales", "vp sales" },
    { "V.P.", "vp" },
    { "V.P", "vp" },
    { "C.E.O", "ceo" },
    { "c.e.o., founder", "ceo founder" },
    { "Vice-President", "vice president" },
    { "Director", "director" },
    { "a.smith@example.com", "a smith example com" },
    { "Node.js v2.0", "node js v2 0" },
    { "V.P.Sales", "vp sales" },
    { "U.S.A.F", "usaf" },
    { "A..B", "a b" },
    { ".A.B", "ab" },
    { "3.5", "3 5" },
    { "3.a.b", "3 ab" },
    { "x. y.", "x y" },
    { "", "" },
    { "!!! ...", "" },
    { "É.D.F. Énergie", "édf énergie" },
    { "G\xc3\xa9rant/Gesch\xc3\xa4" "ftsf\xc3\xbchrer", "gérant geschäftsführer" },
    { "Geschäftsführer (CEO)", "geschäftsführer ceo" },
    { "社長・CEO", "社長 ceo" },
    { "Ф.И.О.", "фио" },
    { "under_score", "under score" },
    { "don't", "don t" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = assay_text_words (cases[i].text, -1);
      g_assert_cmpstr (words, ==, cases[i].expected);
    }
}

static void
test_words_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 300000; i++)
    g_string_append (text, i % 1000 == 999 ? "é " : "A. ");
  g_autofree char *words = assay_text_words (text->str, -1);
  g_assert_true (g_str_has_prefix (words, "a a a a"));
  g_assert_cmpuint (g_utf8_strlen (words, -1), ==, 300000 * 2 - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-nul", test_fold_nul);
  g_test_add_func ("/text/fold-room", test_fold_room);
  g_test_add_func ("/text/fold-properties", test_fold_properties);
  g_test_add_func ("/text/words", test_words);
  g_test_add_func ("/text/words-long", test_words_long);
  return g_test_run ();
}
