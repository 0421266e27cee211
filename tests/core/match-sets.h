/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

/* Sets of records with known duplicates, of other kinds than leads: what finds duplicates has to do
 * without knowing what it looks at. The same seed gives the same set. */

typedef struct
{
  GString *files[2]; /* CSV with a header; the second one is empty unless two files are linked */
  GArray *truth;     /* (element-type guint): by record, the thing it stands for */
  guint first;       /* records of the first file */
  GRand *random;
} MatchSet;

static inline MatchSet *
match_set_new (guint32 seed, const char *header, guint n_files)
{
  MatchSet *set = g_new0 (MatchSet, 1);

  set->random = g_rand_new_with_seed (seed);
  set->truth = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < 2; i++)
    set->files[i] = g_string_new (i < n_files ? header : "");
  return set;
}

static inline void
match_set_free (MatchSet *set)
{
  g_rand_free (set->random);
  g_array_unref (set->truth);
  for (guint i = 0; i < 2; i++)
    g_string_free (set->files[i], TRUE);
  g_free (set);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MatchSet, match_set_free)

static inline gboolean
match_chance (MatchSet *set, double probability)
{
  return g_rand_double (set->random) < probability;
}

static inline guint
match_below (MatchSet *set, guint n)
{
  return (guint) g_rand_int_range (set->random, 0, (gint32) n);
}

/* Small numbers are much more frequent than large ones, as names and words are. */
static inline guint
match_skewed (MatchSet *set, guint n)
{
  double share = g_rand_double (set->random);

  return MIN (n - 1, (guint) (share * share * share * n));
}

/* The n-th of a made-up vocabulary: pronounceable, always the same. */
static inline char *
match_word (guint n, guint salt)
{
  static const char *const starts[] = { "b", "br", "c", "d", "f",  "g", "h",  "k", "l", "m",
                                        "n", "p",  "r", "s", "st", "t", "th", "v", "w" };
  static const char *const vowels[] = { "a", "e", "i", "o", "u", "ea", "ou" };
  static const char *const ends[] = { "", "n", "r", "l", "s", "ck", "nd", "rt", "m" };
  g_autoptr (GRand) random = g_rand_new_with_seed (n * 7919 + salt * 104729 + 1);
  GString *word = g_string_new (NULL);
  guint syllables = 1 + (guint) g_rand_int_range (random, 1, 3);

  for (guint i = 0; i < syllables; i++)
    g_string_append_printf (word,
                            "%s%s%s",
                            starts[g_rand_int_range (random, 0, G_N_ELEMENTS (starts))],
                            vowels[g_rand_int_range (random, 0, G_N_ELEMENTS (vowels))],
                            ends[g_rand_int_range (random, 0, G_N_ELEMENTS (ends))]);
  return g_string_free (word, FALSE);
}

/* One letter too many, too few, another one, or two in the wrong order. */
static inline char *
match_typo (MatchSet *set, const char *text)
{
  GString *typo = g_string_new (text);
  guint at;

  if (typo->len < 3)
    return g_string_free (typo, FALSE);
  at = 1 + match_below (set, (guint) typo->len - 2);
  switch (match_below (set, 4))
    {
    case 0:
      g_string_erase (typo, at, 1);
      break;
    case 1:
      g_string_insert_c (typo, at, (char) ('a' + match_below (set, 26)));
      break;
    case 2:
      typo->str[at] = g_ascii_isdigit (typo->str[at]) ? (char) ('0' + match_below (set, 10))
                                                      : (char) ('a' + match_below (set, 26));
      break;
    default:
      {
        char c = typo->str[at];
        typo->str[at] = typo->str[at + 1];
        typo->str[at + 1] = c;
      }
    }
  return g_string_free (typo, FALSE);
}

static inline void
match_cell (GString *row, const char *text)
{
  g_string_append_printf (
      row, "%s\"%s\"", row->len > 0 && row->str[row->len - 1] != '\n' ? "," : "", text);
}

static inline void
match_row_end (MatchSet *set, guint file, guint thing)
{
  g_string_append_c (set->files[file], '\n');
  g_array_append_val (set->truth, thing);
  set->first += file == 0;
}

/* A value as somebody copied it: left out, with a typo, or as it was. */
static inline void
match_copied_cell (MatchSet *set, GString *row, const char *text, double missing, double typo)
{
  g_autofree char *wrong = NULL;

  if (match_chance (set, missing))
    text = "";
  else if (match_chance (set, typo))
    text = wrong = match_typo (set, text);
  match_cell (row, text);
}

/* People of past centuries: few given names, many records of each, days that are only known by
 * their year, places and occupations that change. */
static inline MatchSet *
match_set_persons (guint32 seed, guint n_records)
{
  static const char *const given[] = { "john",   "william",   "mary",   "thomas",    "george",
                                       "james",  "elizabeth", "henry",  "charles",   "robert",
                                       "edward", "sarah",     "joseph", "richard",   "anne",
                                       "samuel", "jane",      "david",  "alexander", "frederick",
                                       "walter", "margaret",  "alfred", "francis",   "arthur",
                                       "peter",  "benjamin",  "philip", "daniel",    "hugh",
                                       "andrew", "edmund",    "ernest", "caroline" };
  static const char *const short_forms[] = {
    "jack", "bill", "polly",  "tom",   "georgie", "jim",   "betty", "harry", "charlie",
    "bob",  "ned",  "sally",  "joe",   "dick",    "annie", "sam",   "jenny", "dave",
    "alec", "fred", "wally",  "peggy", "alf",     "frank", "art",   "pete",  "ben",
    "phil", "dan",  "hughie", "andy",  "ed",      "ernie", "carrie"
  };
  MatchSet *set =
      match_set_new (seed, "first_name,surname,dob,birth_place,postcode,gender,occupation\n", 1);
  guint person = 0;

  for (guint done = 0; done < n_records; person++)
    {
      guint g = match_skewed (set, G_N_ELEMENTS (given)), n = 1 + match_skewed (set, 24);
      g_autofree char *surname = match_word (match_skewed (set, 1500), 1);
      g_autofree char *place = match_word (match_skewed (set, 400), 2);
      g_autofree char *occupation = match_word (match_skewed (set, 60), 3);
      g_autofree char *postcode = g_strdup_printf ("%c%u %u%c%c",
                                                   'a' + match_below (set, 20),
                                                   match_below (set, 30),
                                                   match_below (set, 10),
                                                   'a' + match_below (set, 20),
                                                   'a' + match_below (set, 20));
      guint year = 1600 + match_below (set, 300), month = 1 + match_below (set, 12),
            day = 1 + match_below (set, 28);

      for (guint i = 0; i < n && done < n_records; i++, done++)
        {
          GString *row = set->files[0];
          gboolean only_year = match_chance (set, 0.15);
          g_autofree char *dob =
              g_strdup_printf ("%04u-%02u-%02u",
                               year + (match_chance (set, 0.04) ? match_below (set, 3) : 0),
                               only_year ? 1 : month,
                               only_year                  ? 1
                               : match_chance (set, 0.05) ? 1 + match_below (set, 28)
                                                          : day);
          g_autofree char *elsewhere = match_word (match_skewed (set, 400), 2);
          g_autofree char *other = match_word (match_skewed (set, 60), 3);

          match_copied_cell (
              set, row, match_chance (set, 0.08) ? short_forms[g] : given[g], 0.02, 0.06);
          match_copied_cell (set, row, surname, 0.02, 0.1);
          match_copied_cell (set, row, dob, 0.1, 0.03);
          match_copied_cell (set, row, match_chance (set, 0.1) ? elsewhere : place, 0.2, 0.05);
          match_copied_cell (set, row, postcode, 0.25, 0.1);
          match_cell (row, match_chance (set, 0.1) ? "" : g % 5 == 2 ? "female" : "male");
          match_copied_cell (set, row, match_chance (set, 0.25) ? other : occupation, 0.2, 0.03);
          match_row_end (set, 0, person);
        }
    }
  return set;
}

static inline void
match_restaurant_row (MatchSet *set, guint thing, gboolean again)
{
  static const char *const cuisines[] = { "italian",     "french",        "american",
                                          "seafood",     "delicatessens", "asian",
                                          "steakhouses", "californian",   "mexican",
                                          "continental" };
  static const char *const kinds[] = { "cafe",  "grill",   "restaurant",  "bistro",
                                       "house", "on main", "bar & grill", "'s" };
  static const char *const cities[][2] = {
    { "los angeles", "la" },  { "new york", "new york city" }, { "san francisco", "san francisco" },
    { "atlanta", "atlanta" }, { "las vegas", "las vegas" },    { "west hollywood", "los angeles" }
  };
  static const char *const ways[][2] = { { "st.", "street" },
                                         { "blvd.", "boulevard" },
                                         { "ave.", "avenue" },
                                         { "dr.", "drive" },
                                         { "rd.", "road" } };
  g_autoptr (GRand) own = g_rand_new_with_seed (thing * 31 + 17);
  guint kind = (guint) g_rand_int_range (own, 0, G_N_ELEMENTS (kinds)),
        city = (guint) g_rand_int_range (own, 0, 6);
  g_autofree char *owner = match_word ((guint) g_rand_int_range (own, 0, 900), 4);
  g_autofree char *street = match_word ((guint) g_rand_int_range (own, 0, 80), 5);
  guint number = (guint) g_rand_int_range (own, 1, 9999),
        way = (guint) g_rand_int_range (own, 0, 5);
  guint phone = (guint) g_rand_int_range (own, 0, 10000000),
        cuisine = (guint) g_rand_int_range (own, 0, 10);
  gboolean shortened = again && match_chance (set, 0.3);
  g_autofree char *name = g_strdup_printf ("%s %s", owner, shortened ? "" : kinds[kind]);
  g_autofree char *address = g_strdup_printf ("%u %s%s %s",
                                              number,
                                              again && match_chance (set, 0.1) ? "s. " : "",
                                              street,
                                              ways[way][again && match_chance (set, 0.6)]);
  g_autofree char *call =
      g_strdup_printf (again ? "310-%03u-%04u" : "310/%03u-%04u", phone / 10000, phone % 10000);
  /* A key of its own, or the import would join what has one phone number. */
  g_autofree char *id = g_strdup_printf ("%u", set->truth->len);
  GString *row = set->files[0];

  match_cell (row, id);
  match_copied_cell (set, row, name, 0, again ? 0.08 : 0);
  match_copied_cell (set, row, address, 0, again ? 0.05 : 0);
  match_cell (row, cities[city][again && match_chance (set, 0.4)]);
  match_copied_cell (set, row, call, 0, again ? 0.06 : 0);
  match_cell (row, cuisines[again && match_chance (set, 0.5) ? match_below (set, 10) : cuisine]);
  match_row_end (set, 0, thing);
}

/* Restaurants of two guides in one file: abbreviations, other names of towns, other cuisines. */
static inline MatchSet *
match_set_restaurants (guint32 seed)
{
  MatchSet *set = match_set_new (seed, "external_id,name,addr,city,phone,type\n", 1);

  for (guint i = 0; i < 750; i++)
    {
      match_restaurant_row (set, i, FALSE);
      if (i % 7 == 0)
        match_restaurant_row (set, i, TRUE);
    }
  return set;
}

typedef struct
{
  char *title;
  char *surnames[4];
  char *given[4];
  guint n_authors;
  guint venue;
  guint year;
} MatchPaper;

static inline void
match_paper_init (MatchSet *set, MatchPaper *paper, guint n_authors)
{
  static const char *const small[] = {
    "of", "for", "in", "the", "with", "and", "using", "on", "a"
  };
  GString *title = g_string_new (NULL);
  guint n = 4 + match_below (set, 6);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *word = match_word (match_skewed (set, 700), 6);
      g_string_append_printf (title, "%s%s", i > 0 ? " " : "", word);
      if (i + 1 < n && match_chance (set, 0.3))
        g_string_append_printf (title, " %s", small[match_below (set, G_N_ELEMENTS (small))]);
    }
  paper->title = g_string_free (title, FALSE);
  paper->n_authors = 1 + match_below (set, 4);
  for (guint i = 0; i < 4; i++)
    {
      guint author = match_skewed (set, n_authors);
      paper->surnames[i] = match_word (author, 7);
      paper->given[i] = match_word (author % 90, 8);
    }
  paper->venue = match_skewed (set, 12);
  paper->year = 1985 + match_below (set, 20);
}

static inline void
match_paper_clear (MatchPaper *paper)
{
  g_free (paper->title);
  for (guint i = 0; i < 4; i++)
    {
      g_free (paper->surnames[i]);
      g_free (paper->given[i]);
    }
}

/* Given names in full or as initials, before or after, with “and”, commas or “et al.”. */
static inline char *
match_paper_authors (MatchSet *set, const MatchPaper *paper, double mess)
{
  GString *text = g_string_new (NULL);
  gboolean initials = match_chance (set, mess), behind = match_chance (set, mess / 2);
  guint n = paper->n_authors > 2 && match_chance (set, mess / 4) ? 2 : paper->n_authors;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *given =
          initials ? g_strdup_printf ("%c.", paper->given[i][0]) : g_strdup (paper->given[i]);

      if (i > 0)
        g_string_append (text, i + 1 == n && match_chance (set, 0.5) ? " and " : ", ");
      g_string_append_printf (text, behind ? "%2$s %1$s" : "%1$s %2$s", given, paper->surnames[i]);
    }
  return g_string_free (text, FALSE);
}

static inline const char *
match_paper_venue (MatchSet *set, const MatchPaper *paper, double mess)
{
  static const char *const venues[12][2] = {
    { "very large data bases", "vldb" },
    { "sigmod conference", "international conference on management of data" },
    { "machine learning", "mach. learn." },
    { "acm trans. database syst.", "acm transactions on database systems (tods)" },
    { "sigmod record", "acm sigmod record" },
    { "proc. of the tenth national conference on artificial intelligence", "aaai" },
    { "in advances in neural information processing systems", "nips" },
    { "journal of artificial intelligence research", "jair" },
    { "international conference on data engineering", "icde" },
    { "technical report", "tech. rep." },
    { "colt", "computational learning theory" },
    { "ieee transactions on knowledge and data engineering", "tkde" },
  };

  return venues[paper->venue][match_chance (set, mess)];
}

static inline void
match_paper_row (
    MatchSet *set, const MatchPaper *paper, guint thing, guint file, double mess, double moved)
{
  g_autofree char *authors = match_paper_authors (set, paper, mess);
  g_autofree char *year = g_strdup_printf ("%u", paper->year);
  g_autoptr (GString) title = g_string_new (paper->title);
  const char *cells[] = { authors, match_paper_venue (set, paper, mess), year };
  GString *row = set->files[file];

  if (match_chance (set, mess / 4))
    {
      g_autofree char *typo = match_typo (set, title->str);
      g_string_assign (title, typo);
    }
  /* Values that slipped into the title: what makes a set dirty. */
  for (guint i = 0; i < 3; i++)
    if (match_chance (set, moved))
      {
        g_string_append_printf (title, " %s", cells[i]);
        cells[i] = "";
      }
    else if (match_chance (set, mess / 10))
      cells[i] = "";
  match_cell (row, title->str);
  for (guint i = 0; i < 3; i++)
    match_cell (row, cells[i]);
  match_row_end (set, file, thing);
}

/* Citations of few papers, some of them many times. */
static inline MatchSet *
match_set_citations (guint32 seed)
{
  MatchSet *set = match_set_new (seed, "title,authors,venue,year\n", 1);

  for (guint i = 0; i < 130; i++)
    {
      MatchPaper paper;
      guint n = 1 + match_skewed (set, 50);

      match_paper_init (set, &paper, 60);
      for (guint j = 0; j < n; j++)
        match_paper_row (set, &paper, i, 0, 0.4, 0);
      match_paper_clear (&paper);
    }
  return set;
}

/* Two libraries of mostly the same papers. */
static inline MatchSet *
match_set_libraries (guint32 seed, double moved)
{
  MatchSet *set = match_set_new (seed, "title,authors,venue,year\n", 2);
  g_autoptr (GArray) papers = g_array_new (FALSE, FALSE, sizeof (MatchPaper));

  for (guint i = 0; i < 2600; i++)
    {
      MatchPaper paper;

      match_paper_init (set, &paper, 1500);
      g_array_append_val (papers, paper);
      match_paper_row (set, &paper, i, 0, 0.1, moved);
    }
  for (guint i = 0; i < 2600; i++)
    {
      MatchPaper *paper = &g_array_index (papers, MatchPaper, i);

      if (match_chance (set, 0.85))
        match_paper_row (set, paper, i, 1, 0.3, moved);
      match_paper_clear (paper);
    }
  return set;
}
