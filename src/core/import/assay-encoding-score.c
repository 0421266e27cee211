/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-encoding-private.h"

#include <errno.h>
#include <string.h>

/* An 8-bit encoding accepts nearly any bytes, so the question is which reading looks like language:
 * letters that occur together in a language, capitals only where words have them, one script in a
 * word, no symbols inside words. uchardet's models need more text than a short list of names. */

typedef enum
{
  GROUP_WESTERN,
  GROUP_CENTRAL,
  GROUP_TURKISH,
  GROUP_BALTIC,
  GROUP_GREEK,
  GROUP_CYRILLIC,
  GROUP_JAPANESE,
  GROUP_CHINESE,
  GROUP_KOREAN,
  GROUP_OTHER,
} Group;

static const struct
{
  const char *charset;
  Group group;
  double prior;
} charsets[] = {
  { "windows-1252", GROUP_WESTERN, 0 },
  { "windows-1250", GROUP_CENTRAL, 0 },
  { "windows-1251", GROUP_CYRILLIC, 0 },
  { "windows-1253", GROUP_GREEK, 0 },
  { "windows-1254", GROUP_TURKISH, -0.05 },
  { "windows-1257", GROUP_BALTIC, -0.1 },
  { "ISO-8859-15", GROUP_WESTERN, -0.1 },
  { "ISO-8859-2", GROUP_CENTRAL, -0.1 },
  { "ISO-8859-5", GROUP_CYRILLIC, -0.3 },
  { "KOI8-R", GROUP_CYRILLIC, -0.1 },
  { "KOI8-U", GROUP_CYRILLIC, -0.15 },
  { "IBM866", GROUP_CYRILLIC, -0.2 },
  { "MAC-CYRILLIC", GROUP_CYRILLIC, -0.3 },
  { "IBM850", GROUP_WESTERN, -0.3 },
  { "IBM852", GROUP_CENTRAL, -0.3 },
  { "MACINTOSH", GROUP_WESTERN, -0.3 },
  { "CP932", GROUP_JAPANESE, 0 },
  { "EUC-JP-MS", GROUP_JAPANESE, 0 },
  { "GB18030", GROUP_CHINESE, 0 },
  { "BIG5-HKSCS", GROUP_CHINESE, 0 },
  { "CP949", GROUP_KOREAN, 0 },
};

/* Letters beyond ASCII, the usual ones and the rare ones. */
static const struct
{
  Group group;
  const char *usual;
  const char *rare;
} languages[] = {
  { GROUP_WESTERN, "äöüß", "" },
  { GROUP_WESTERN, "éèêàçîôûâëï", "ùœÿæü" },
  { GROUP_WESTERN, "áéíóúñ", "ü" },
  { GROUP_WESTERN, "ãõçáéíóúâêô", "à" },
  { GROUP_WESTERN, "àèéìòù", "" },
  { GROUP_WESTERN, "ëïé", "öüè" },
  { GROUP_WESTERN, "åäö", "éšž" },
  { GROUP_WESTERN, "æøå", "é" },
  { GROUP_WESTERN, "áéíóúæö", "ðþý" },
  { GROUP_WESTERN, "àèéíòóúç", "ïü" },
  { GROUP_CENTRAL, "ąćęłńóśźż", "" },
  { GROUP_CENTRAL, "áčéěířšúůýž", "ďňóť" },
  { GROUP_CENTRAL, "áčéíľšťúýž", "äďĺňóôŕ" },
  { GROUP_CENTRAL, "áéíóöőüű", "ú" },
  { GROUP_CENTRAL, "ăâîşţșț", "" },
  { GROUP_CENTRAL, "čćđšž", "" },
  { GROUP_CENTRAL, "äöüß", "" },
  { GROUP_TURKISH, "çğıöşü", "âîû" },
  { GROUP_BALTIC, "ąčęėįšųūž", "" },
  { GROUP_BALTIC, "āčēģīķļņšūž", "" },
  { GROUP_BALTIC, "äõöü", "šž" },
  { GROUP_GREEK, "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ", "ϊϋΐΰ" },
  { GROUP_CYRILLIC, "абвгдежзийклмнопрстуфхцчшщыьэюяёіїє", "ъґў" },
};

/* A letter that is no part of a word says little of a language: it may be a sign behind a number. */
#define LONE_LETTER 0.2

typedef struct
{
  Group group;
  const char *charset;
  GIConv back;              /* to the charset; -1 where it is not asked */
  double by_language[G_N_ELEMENTS (languages)];
  double letters, marks;
  guint n_letters, n_beyond;
} Tally;

static Group
find_group (const char *charset,
            double     *prior)
{
  *prior = -0.3;
  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    if (g_ascii_strcasecmp (charset, charsets[i].charset) == 0)
      {
        *prior = charsets[i].prior;
        return charsets[i].group;
      }
  return GROUP_OTHER;
}

static gboolean
is_ideograph (gunichar c)
{
  return (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x2ffff);
}

/* The common characters come first in the national standards: JIS X 0208 level 1, GB 2312 level 1,
 * Big5 level 1, KS X 1001 syllables. Source: those standards' tables, by lead byte. */
static gboolean
is_first_level (const Tally *tally,
                gunichar     c)
{
  char utf8[6], bytes[8];
  char *in = utf8, *out = bytes;
  gsize in_left = (gsize) g_unichar_to_utf8 (c, utf8), out_left = sizeof bytes;
  guint lead, trail;

  g_iconv (tally->back, NULL, NULL, NULL, NULL);
  if (g_iconv (tally->back, &in, &in_left, &out, &out_left) == (gsize) -1 || out - bytes != 2)
    return FALSE;
  lead = (guint8) bytes[0];
  trail = (guint8) bytes[1];
  if (g_str_equal (tally->charset, "CP932"))
    return lead >= 0x88 && lead <= 0x98;
  if (g_str_equal (tally->charset, "EUC-JP-MS"))
    return lead >= 0xb0 && lead <= 0xcf;
  if (g_str_equal (tally->charset, "GB18030"))
    return lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1;
  if (g_str_equal (tally->charset, "BIG5-HKSCS"))
    return lead >= 0xa4 && lead <= 0xc6;
  return lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1;
}

static double
weigh_east_asian (const Tally *tally,
                  gunichar     c)
{
  gboolean kana = (c >= 0x3041 && c <= 0x30ff);

  if (c == 0xfffd)
    return -10;
  if (kana)
    return tally->group == GROUP_JAPANESE ? 2.0 : -1.0;
  if (c >= 0xff61 && c <= 0xff9f)
    return tally->group == GROUP_JAPANESE ? 0.2 : -1.0;
  if (c >= 0xac00 && c <= 0xd7a3)
    return tally->group == GROUP_KOREAN ? (is_first_level (tally, c) ? 2.0 : -1.0) : -1.0;
  if (is_ideograph (c))
    {
      if (tally->group == GROUP_KOREAN)
        return -1.5;
      return is_first_level (tally, c) ? 1.6 : -0.7;
    }
  if (c >= 0x3000 && c <= 0x303f)
    return 0.5;
  return -0.5;
}

static double
weigh_letter (Tally    *tally,
              gunichar  c)
{
  double best = -0.7;

  c = g_unichar_tolower (c);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      double weight;

      if (languages[i].group != tally->group)
        continue;
      if (g_utf8_strchr (languages[i].usual, -1, c) != NULL)
        weight = 1.0;
      else if (g_utf8_strchr (languages[i].rare, -1, c) != NULL)
        weight = 0.3;
      else
        continue;
      tally->by_language[i] += weight;
      best = MAX (best, weight);
    }
  return best;
}

static double
weigh_mark (gunichar previous,
            gunichar c,
            gunichar next)
{
  gboolean inside = g_unichar_isalpha (previous) && g_unichar_isalpha (next);
  gboolean by_number = g_unichar_isdigit (previous) || g_unichar_isdigit (next) || previous == ' ';

  if (c == 0x2019 || c == 0xb7)
    return 0.3;
  if (c == 0xfffd || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_PRIVATE_USE
      || !g_unichar_isdefined (c))
    return -10;
  if (inside && c != 0x2013 && c != 0x2014)
    return -3;
  if (by_number && g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL && c != 0xa4)
    return 1;
  if ((c >= 0x2013 && c <= 0x2026) || c == 0x20ac || c == 0xab || c == 0xbb || c == 0xa0)
    return 0.5;
  if (c == 0xbf || c == 0xa1)
    return g_unichar_isalpha (next) && !g_unichar_isalpha (previous) ? 0.5 : -1;
  if (c == 0x2116 || c == 0xb0 || c == 0xa7 || c == 0xae || c == 0xa9 || c == 0x2122)
    return 0.2;
  return -0.7;
}

static gboolean
is_latin (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_LATIN;
}

/* What two letters of a word say about each other: one script, and no capital after a small one. */
static double
weigh_pair (gunichar a,
            gunichar b)
{
  if ((a < 0x80 && b < 0x80) || !g_unichar_isalpha (a) || !g_unichar_isalpha (b))
    return 0;
  if (is_latin (a) != is_latin (b))
    return -2.5;
  if (g_unichar_islower (a) && g_unichar_isupper (b))
    return -2.5;
  return 0;
}

static void
weigh_text (Tally      *tally,
            const char *text)
{
  gunichar previous = ' ', c, next;
  guint run = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), previous = c)
    {
      c = g_utf8_get_char (p);
      next = g_utf8_get_char (g_utf8_next_char (p));
      tally->marks += weigh_pair (previous, c);
      if (c < 0x80)
        {
          run = 0;
          continue;
        }
      tally->n_beyond++;
      if (tally->group >= GROUP_JAPANESE && tally->group <= GROUP_KOREAN)
        tally->letters += weigh_east_asian (tally, c);
      else if (g_unichar_isalpha (c) && !g_unichar_isalpha (previous) && !g_unichar_isalpha (next))
        tally->letters += LONE_LETTER;
      else if (g_unichar_isalpha (c))
        {
          tally->n_letters++;
          tally->letters += weigh_letter (tally, c);
          /* Words of Latin letters are ASCII for the most part. */
          run++;
          if (run > 3 && is_latin (c))
            tally->marks -= 1;
          continue;
        }
      else
        tally->marks += weigh_mark (previous, c, next);
      run = 0;
    }
}

static char *
decode (const char *sample,
        gsize       length,
        const char *charset)
{
  GIConv converter = g_iconv_open ("UTF-8", charset);
  char *in = (char *) sample, *text, *out;
  gsize in_left = length, room = length * 4, out_left = room;

  if (converter == (GIConv) -1)
    return NULL;
  text = out = g_malloc (room + 1);
  while (in_left > 0 && out_left > 4
         && g_iconv (converter, &in, &in_left, &out, &out_left) == (gsize) -1
         && errno == EILSEQ && out_left > 4)
    {
      out += g_unichar_to_utf8 (0xfffd, out);
      out_left -= 3;
      in++;
      in_left--;
    }
  *out = '\0';
  g_iconv_close (converter);
  return text;
}

/*
 * assay_encoding_plausibility:
 * @sample: some lines
 * @charset: how iconv names an encoding
 *
 * Returns: how much @sample read in @charset looks like language, per character beyond ASCII: about
 *   2 for text that does, negative for what does not
 */
double
assay_encoding_plausibility (const char *sample,
                             gsize       length,
                             const char *charset)
{
  g_autofree char *text = decode (sample, length, charset);
  Tally tally = { .charset = charset, .back = (GIConv) -1 };
  double prior, coverage = 0;

  if (text == NULL)
    return -G_MAXDOUBLE;
  tally.group = find_group (charset, &prior);
  if (tally.group >= GROUP_JAPANESE && tally.group <= GROUP_KOREAN)
    tally.back = g_iconv_open (charset, "UTF-8");
  weigh_text (&tally, text);
  if (tally.back != (GIConv) -1)
    g_iconv_close (tally.back);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    coverage = MAX (coverage, tally.by_language[i]);
  if (tally.n_letters > 0)
    coverage /= tally.n_letters;
  return (tally.letters + tally.marks) / MAX (tally.n_beyond, 1) + coverage + prior;
}
