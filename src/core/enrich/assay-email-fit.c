/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-email-fit.h"

#include <string.h>

#include "enrich/assay-typing-distance.h"

#define MAX_WORDS 10
#define MAX_LETTERS 120 /* of all words; more are not looked at */

/* Words in the alphabet of mail addresses: small letters and digits. */
typedef struct
{
  char letters[MAX_LETTERS + 1]; /* end to end */
  gsize length;
  guint8 starts[MAX_WORDS + 1]; /* and where the last one ends */
  guint n_words;
  gboolean foreign; /* whether a letter could not be written so */
} Words;

/* Russian letters from а on, as passports and people write them. */
static const char *const cyrillic[32] = {
  "a", "b", "v", "g", "d", "e", "zh", "z",  "i",  "y",   "k", "l", "m", "n", "o",  "p",
  "r", "s", "t", "u", "f", "h", "ts", "ch", "sh", "sch", "",  "y", "",  "e", "yu", "ya",
};

/* Words of company names that say nothing of whose domain it is. */
static const char *const generic[] = {
  "a",      "ab",      "ag",       "and",     "aps",          "as",
  "asa",    "bv",      "co",       "company", "corp",         "corporation",
  "cv",     "d",       "da",       "de",      "do",           "doo",
  "e",      "ee",      "et",       "eu",      "ev",           "for",
  "gbr",    "global",  "gmbh",     "group",   "groupe",       "grupo",
  "gruppe", "holding", "holdings", "inc",     "incorporated", "international",
  "kft",    "kg",      "kgaa",     "kk",      "limited",      "limitada",
  "llc",    "llp",     "lp",       "ltd",     "ltda",         "mbh",
  "me",     "nv",      "o",        "of",      "ohg",          "oy",
  "oyj",    "plc",     "private",  "pte",     "pty",          "pvt",
  "s",      "sa",      "sarl",     "sas",     "se",           "sl",
  "slu",    "snc",     "sp",       "spa",     "srl",          "sro",
  "the",    "u",       "ug",       "und",     "vof",          "y",
  "z",      "zoo",     "zrt",
};

static const char *
latin_of (gunichar c)
{
  switch (c)
    {
    case 0xdf: /* ß */
      return "ss";
    case 0xe6: /* æ */
    case 0xe5: /* å */
      return "a";
    case 0xf8:  /* ø */
    case 0x153: /* œ */
      return "o";
    case 0x131: /* ı */
      return "i";
    case 0x142: /* ł */
      return "l";
    case 0x111: /* đ */
    case 0xf0:  /* ð */
      return "d";
    case 0xfe: /* þ */
      return "th";
    case 0x451: /* ё */
      return "e";
    case 0x456: /* і */
    case 0x457: /* ї */
      return "i";
    case 0x454: /* є */
      return "e";
    default:
      return c >= 0x430 && c < 0x450 ? cyrillic[c - 0x430] : NULL;
    }
}

static void
add_letter (Words *words, char c)
{
  /* Umlauts are written with an e or without: "mueller" and "muller" become the same. */
  if (words->length > words->starts[words->n_words])
    {
      char last = words->letters[words->length - 1];

      if ((c == 'e' && (last == 'a' || last == 'o' || last == 'u')) || (c == 'a' && last == 'a'))
        return;
    }
  if (words->length < MAX_LETTERS)
    words->letters[words->length++] = c;
}

static void
end_word (Words *words)
{
  if (words->length > words->starts[words->n_words] && words->n_words < MAX_WORDS)
    words->starts[++words->n_words] = (guint8) words->length;
}

static void
add_character (Words *words, gunichar c)
{
  gunichar decomposed[4];
  const char *latin;

  c = g_unichar_tolower (c);
  latin = latin_of (c);
  if (latin == NULL && g_unichar_fully_decompose (c, FALSE, decomposed, 4) > 1)
    {
      c = decomposed[0];
      latin = latin_of (c);
    }
  if (latin != NULL)
    for (; *latin != '\0'; latin++)
      add_letter (words, *latin);
  else if (c < 0x80 && g_ascii_isalnum ((char) c))
    add_letter (words, (char) c);
  else if (g_unichar_isalpha (c))
    words->foreign = TRUE;
  else if (!g_unichar_ismark (c) && c != '\'' && c != 0x2019)
    end_word (words);
}

/* Splits @text into words; dots in "A.B.C." and apostrophes in "O'Neil" do not split unless @dots.
 */
static void
add_words (Words *words, const char *text, gsize length, gboolean dots)
{
  const char *end = text + length;

  for (const char *p = text; p < end && words->length < MAX_LETTERS && words->n_words < MAX_WORDS;)
    {
      guchar c = (guchar) *p;

      if (c < 0x80)
        {
          if (g_ascii_isalnum (c))
            add_letter (words, g_ascii_tolower (c));
          else if (c != '\'' && (dots || c != '.'))
            end_word (words);
          p++;
          continue;
        }
      gunichar wide = g_utf8_get_char_validated (p, end - p);
      if (wide >= (gunichar) -2)
        {
          p++;
          continue;
        }
      add_character (words, wide);
      p = g_utf8_next_char (p);
    }
  end_word (words);
}

static void
words_init (Words *words)
{
  words->length = 0;
  words->n_words = 0;
  words->starts[0] = 0;
  words->foreign = FALSE;
}

static const char *
word_at (const Words *words, guint i, gsize *out_length)
{
  *out_length = words->starts[i + 1] - words->starts[i];
  return words->letters + words->starts[i];
}

static gboolean
contains (const char *text, gsize length, const char *part, gsize part_length)
{
  return part_length > 0 && memmem (text, length, part, part_length) != NULL;
}

static gboolean
begins (const char *text, gsize length, const char *part, gsize part_length)
{
  return length >= part_length && memcmp (text, part, part_length) == 0;
}

/* One word of the name, in full or shortened. */
static gboolean
fits_word (const Words *local, const char *word, gsize length)
{
  if (length >= 4 && contains (local->letters, local->length, word, length))
    return TRUE;
  for (guint i = 0; i < local->n_words; i++)
    {
      gsize part_length;
      const char *part = word_at (local, i, &part_length);

      if (length == part_length && length >= 2 && memcmp (part, word, length) == 0)
        return TRUE;
      /* "rob" for Robert, "kim1980" for Kim */
      if (part_length >= 3 && length >= 3 &&
          (begins (word, length, part, part_length) || begins (part, part_length, word, length)))
        return TRUE;
    }
  return FALSE;
}

/* "jsmith", "smithj", "jsmi": the initial of one word and three letters or more of another. */
static gboolean
fits_initial (const Words *local, char initial, const char *word, gsize length)
{
  const char *text = local->letters;
  gsize rest = local->length - 1;

  if (rest < 3 && !(rest == length && rest >= 2))
    return FALSE;
  return (text[0] == initial && begins (word, length, text + 1, rest)) ||
         (text[rest] == initial && begins (word, length, text, rest));
}

/* The first letters of the words and nothing else, in order or the last first. */
static gboolean
fits_initials (const Words *local, const Words *name)
{
  gboolean all = local->length == name->n_words;
  char first = name->letters[0], last = name->letters[name->starts[name->n_words - 1]];

  if (name->n_words < 2 || local->length < 2)
    return FALSE;
  for (guint i = 0; all && i < name->n_words; i++)
    all = local->letters[i] == name->letters[name->starts[i]];
  return all || (local->length == 2 && ((local->letters[0] == first && local->letters[1] == last) ||
                                        (local->letters[0] == last && local->letters[1] == first)));
}

static void
drop_digits (Words *words)
{
  Words kept;

  words_init (&kept);
  for (guint i = 0; i < words->n_words; i++)
    {
      for (gsize j = words->starts[i]; j < words->starts[i + 1]; j++)
        if (!g_ascii_isdigit (words->letters[j]))
          kept.letters[kept.length++] = words->letters[j];
      end_word (&kept);
    }
  kept.foreign = words->foreign;
  *words = kept;
}

/**
 * assay_email_fits_name:
 * @local: a local part without its tag
 * @names: (array length=n_names): the person's names, whole or in parts
 *
 * Whether the mailbox is named after the person: by a name, the start of one, initials, or both.
 * Umlauts and accents count as the letters that addresses have for them, Cyrillic as its usual
 * transcription.
 *
 * Returns: unknown where there is no name, no letter in @local, or a script that can be written in
 * many ways
 */
AssayEmailFit
assay_email_fits_name (const char *local, gsize length, const AssayValue *names, guint n_names)
{
  Words mailbox, name;

  words_init (&mailbox);
  words_init (&name);
  for (guint i = 0; i < n_names; i++)
    if (names[i].kind == ASSAY_VALUE_TEXT)
      add_words (&name, names[i].text, names[i].length, TRUE);
  if (name.n_words == 0)
    return ASSAY_EMAIL_FIT_UNKNOWN;
  add_words (&mailbox, local, length, TRUE);
  drop_digits (&mailbox);
  if (mailbox.length == 0)
    return ASSAY_EMAIL_FIT_UNKNOWN;
  for (guint i = 0; i < name.n_words; i++)
    {
      gsize word_length;
      const char *word = word_at (&name, i, &word_length);

      if (fits_word (&mailbox, word, word_length))
        return ASSAY_EMAIL_FIT_YES;
      for (guint j = 0; j < name.n_words; j++)
        if (j != i && fits_initial (&mailbox, name.letters[name.starts[j]], word, word_length))
          return ASSAY_EMAIL_FIT_YES;
    }
  if (fits_initials (&mailbox, &name))
    return ASSAY_EMAIL_FIT_YES;
  return name.foreign || mailbox.foreign ? ASSAY_EMAIL_FIT_UNKNOWN : ASSAY_EMAIL_FIT_NO;
}

static gboolean
is_generic (const char *word, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (generic); i++)
    if (strlen (generic[i]) == length && memcmp (generic[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/* The first letters of a company's words: of all of them, and how many it takes to get to the last
 * that names it; and of those that name it alone. */
typedef struct
{
  char all[MAX_WORDS + 1];
  gsize n_needed;
  char names[MAX_WORDS + 1];
} Initials;

/* The words that name the company. */
static void
keep_names (const Words *company, Words *out_names, Initials *out_initials)
{
  guint n = 0;

  out_initials->n_needed = 0;
  words_init (out_names);
  for (guint i = 0; i < company->n_words; i++)
    {
      gsize length;
      const char *word = word_at (company, i, &length);

      out_initials->all[i] = word[0];
      if (is_generic (word, length))
        continue;
      out_initials->n_needed = i + 1;
      out_initials->names[n++] = word[0];
      memcpy (out_names->letters + out_names->length, word, length);
      out_names->length += length;
      end_word (out_names);
    }
  out_initials->all[company->n_words] = '\0';
  out_initials->names[n] = '\0';
}

/* "ibm" of International Business Machines Corp., "db-systel" of Deutsche Bahn. */
static gboolean
fits_acronym (const Words *label, const Initials *initials)
{
  for (guint i = 0; i < label->n_words; i++)
    {
      gsize length;
      const char *part = word_at (label, i, &length);

      if (length < 2)
        continue;
      if (strlen (initials->names) == length && memcmp (part, initials->names, length) == 0)
        return TRUE;
      if (length >= initials->n_needed &&
          begins (initials->all, strlen (initials->all), part, length))
        return TRUE;
    }
  return FALSE;
}

/* The name of the domain against that of the company. */
static gboolean
fits_names (const Words *label, const Words *all, const Words *names, const Initials *initials)
{
  const char *text = label->letters;
  gsize length = label->length;

  if ((length == all->length && memcmp (text, all->letters, length) == 0) ||
      (length == names->length && memcmp (text, names->letters, length) == 0))
    return TRUE;
  if ((names->length >= 3 && contains (text, length, names->letters, names->length)) ||
      (length >= 4 && contains (all->letters, all->length, text, length)) ||
      (length == 3 && begins (all->letters, all->length, text, length)))
    return TRUE;
  for (guint i = 0; i < names->n_words; i++)
    {
      gsize word_length;
      const char *word = word_at (names, i, &word_length);

      if ((word_length >= 4 && contains (text, length, word, word_length)) ||
          (word_length == 3 && begins (text, length, word, word_length)))
        return TRUE;
    }
  if (fits_acronym (label, initials))
    return TRUE;
  return names->length >= 6 &&
         assay_typing_distance (text, length, names->letters, names->length) <= 10;
}

/**
 * assay_email_fits_company:
 * @domain: registrable domain of the address, lower case, as people read it
 * @company: the company's name
 * @own_domain: (nullable): registrable domain of the company's site, lower case, as people read it
 *
 * Whether the address is the company's: the domain is that of its site, or named after it in full,
 * in part or by initials.
 *
 * Returns: unknown where neither is known, or the name is in a script that domains seldom have
 */
AssayEmailFit
assay_email_fits_company (const char *domain, const AssayValue *company, const char *own_domain)
{
  Initials initials;
  Words label, all, names;
  gsize length = strcspn (domain, ".");

  if (own_domain != NULL && strcmp (domain, own_domain) == 0)
    return ASSAY_EMAIL_FIT_YES;
  /* acme.de beside acme.com */
  if (own_domain != NULL && length >= 3 && strncmp (domain, own_domain, length + 1) == 0)
    return ASSAY_EMAIL_FIT_YES;
  words_init (&label);
  words_init (&all);
  if (company->kind == ASSAY_VALUE_TEXT)
    add_words (&all, company->text, company->length, FALSE);
  if (all.n_words == 0)
    return own_domain != NULL && !all.foreign ? ASSAY_EMAIL_FIT_NO : ASSAY_EMAIL_FIT_UNKNOWN;
  add_words (&label, domain, length, TRUE);
  keep_names (&all, &names, &initials);
  if (fits_names (&label, &all, &names, &initials))
    return ASSAY_EMAIL_FIT_YES;
  return all.foreign || label.foreign ? ASSAY_EMAIL_FIT_UNKNOWN : ASSAY_EMAIL_FIT_NO;
}
