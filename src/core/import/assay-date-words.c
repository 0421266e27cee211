/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-date-words-private.h"

#include <string.h>

/* Months in English, German, French, Spanish, Italian, Portuguese and Dutch, without accents and in
 * lower case, each with the shortest form that tells it apart; what follows must continue one of the
 * long forms. */
static const struct
{
  const char *name;
  guint8 month;
} months[] = {
  { "january", 1 },   { "januar", 1 },   { "janner", 1 },   { "janvier", 1 },   { "enero", 1 },
  { "gennaio", 1 },   { "janeiro", 1 },  { "januari", 1 },  { "february", 2 },  { "februar", 2 },
  { "fevrier", 2 },   { "febrero", 2 },  { "febbraio", 2 }, { "fevereiro", 2 }, { "februari", 2 },
  { "march", 3 },     { "marz", 3 },     { "maerz", 3 },    { "mars", 3 },      { "marzo", 3 },
  { "marco", 3 },     { "maart", 3 },    { "mrz", 3 },      { "mrt", 3 },       { "april", 4 },
  { "avril", 4 },     { "abril", 4 },    { "aprile", 4 },   { "may", 5 },       { "mai", 5 },
  { "mayo", 5 },      { "maggio", 5 },   { "maio", 5 },     { "mei", 5 },       { "june", 6 },
  { "juni", 6 },      { "juin", 6 },     { "junio", 6 },    { "giugno", 6 },    { "junho", 6 },
  { "july", 7 },      { "juli", 7 },     { "juillet", 7 },  { "julio", 7 },     { "luglio", 7 },
  { "julho", 7 },     { "august", 8 },   { "aout", 8 },     { "agosto", 8 },    { "augustus", 8 },
  { "september", 9 }, { "septembre", 9 }, { "septiembre", 9 }, { "setiembre", 9 }, { "settembre", 9 },
  { "setembro", 9 },  { "october", 10 }, { "oktober", 10 }, { "octobre", 10 },  { "octubre", 10 },
  { "ottobre", 10 },  { "outubro", 10 }, { "november", 11 }, { "novembre", 11 }, { "noviembre", 11 },
  { "novembro", 11 }, { "december", 12 }, { "dezember", 12 }, { "decembre", 12 }, { "diciembre", 12 },
  { "dicembre", 12 }, { "dezembro", 12 },
};

/* What the names above start with. */
#define MONTH_LETTERS "adefgjlmnos"

static const char weekday_starts[] =
  "mon tue wed thu fri sat sun mo di mi do fr sa so die mit don fre sam son lun mar mer jeu ven dim "
  "mie jue vie dom gio sab seg ter qua qui sex maa din woe vri zat zon ";

int
assay_date_month_from_word (const char *word,
                            gsize       length)
{
  if (length < 3 || strchr (MONTH_LETTERS, word[0]) == NULL)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    if (months[i].name[0] == word[0] && strncmp (months[i].name, word, length) == 0)
      {
        /* "ma", "ju" and the like never get here; "mar" is March in all seven languages, "jui" and
         * "juil" tell June from July only when long enough. */
        if (strcmp (word, "jui") == 0)
          return 0;
        return months[i].month;
      }
  if (strcmp (word, "sept") == 0)
    return 9;
  return 0;
}

gboolean
assay_date_is_weekday (const char *word,
                       gsize       length)
{
  char start[5];

  if (length < 2)
    return FALSE;
  gsize n = MIN (length, 3);
  memcpy (start, word, n);
  start[n] = ' ';
  start[n + 1] = '\0';
  for (const char *hit = weekday_starts; (hit = strstr (hit, start)) != NULL; hit++)
    if (hit == weekday_starts || hit[-1] == ' ')
      return TRUE;
  return FALSE;
}
