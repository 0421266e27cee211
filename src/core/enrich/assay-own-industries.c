/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-own-industries.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-term-table.h"
#include "job/assay-job-error.h"

#define MAX_LINE 1000 /* bytes */

/* How sure: what the lead says is the name or one of the words; they stand in a longer text; codes that agree in so
 * many digits, given with the industry or found for its name. */
#define SAME_TEXT 97
#define WITHIN_TEXT 85
#define SAME_CODE 82
#define SAME_SECTOR 55
#define FOUND_CODE 10 /* less, where nobody gave the code */

/* A code of NAICS, as far as its sector: `31-33` is one. */
typedef struct
{
  guint industry;
  const char *sector;
  char digits[8];
  gboolean found;
} Code;

struct _AssayOwnIndustries
{
  GPtrArray *names;      /* (element-type utf8) */
  AssayTermTable *words; /* names and words → place of the name */
  GArray *codes;         /* (element-type Code) */
};

static void
add_code (AssayOwnIndustries  *self,
          const AssayIndustry *industry,
          gboolean             found)
{
  Code code = { .industry = self->names->len - 1, .sector = industry->sector, .found = found };

  g_strlcpy (code.digits, industry->code, sizeof code.digits);
  g_array_append_val (self->codes, code);
}

static void
add_line (AssayOwnIndustries    *self,
          AssayIndustrySearch   *search,
          const AssayIndustries *industries,
          const char            *line)
{
  g_auto (GStrv) parts = g_strsplit (line, ":", 2);
  g_auto (GStrv) words = NULL;
  guint n_codes = self->codes->len;
  AssayIndustry industry;

  if (parts[0] == NULL || *g_strstrip (parts[0]) == '\0')
    return;
  g_ptr_array_add (self->names, g_strdup (parts[0]));
  assay_term_table_add (self->words, parts[0], self->names->len - 1);
  words = g_strsplit (parts[1] != NULL ? parts[1] : "", ";", -1);
  for (char **word = words; *word != NULL; word++)
    {
      if (*g_strstrip (*word) == '\0')
        continue;
      if (assay_industries_find_code (industries, *word, strlen (*word), &industry))
        add_code (self, &industry, FALSE);
      else
        assay_term_table_add (self->words, *word, self->names->len - 1);
    }
  if (self->codes->len == n_codes
      && (assay_industries_find_words (search, parts[0], strlen (parts[0]), &industry)
          || assay_industries_search (search, parts[0], strlen (parts[0]), &industry)))
    add_code (self, &industry, TRUE);
}

/**
 * assay_own_industries_new:
 * @search: to look up what has no codes; not kept
 * @lines: the list, a line each
 *
 * Returns: (transfer full): the list
 */
AssayOwnIndustries *
assay_own_industries_new (AssayIndustrySearch   *search,
                          const AssayIndustries *industries,
                          const char            *lines)
{
  AssayOwnIndustries *self = g_new0 (AssayOwnIndustries, 1);
  g_auto (GStrv) list = g_strsplit (lines, "\n", -1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->words = assay_term_table_new ();
  self->codes = g_array_new (FALSE, FALSE, sizeof (Code));
  for (char **line = list; *line != NULL; line++)
    add_line (self, search, industries, *line);
  return self;
}

void
assay_own_industries_free (AssayOwnIndustries *own)
{
  g_ptr_array_unref (own->names);
  assay_term_table_free (own->words);
  g_array_unref (own->codes);
  g_free (own);
}

/* The longest of the names and words that stand in the text. */
static gboolean
match_words (const AssayOwnIndustries *self,
             const char               *text,
             gsize                     length,
             guint                    *out_industry,
             int                      *out_confidence)
{
  AssayTermWords words;
  guint most = 0;

  assay_term_words_init (&words, text, length);
  for (guint i = 0; i < words.n; i++)
    {
      guint32 value;
      guint n = assay_term_table_match (self->words, &words.words[i], words.n - i, &value);

      if (n <= most)
        continue;
      most = n;
      *out_industry = value;
    }
  *out_confidence = most == words.n ? SAME_TEXT : WITHIN_TEXT;
  return most > 0;
}

static guint
same_digits (const char *a,
             const char *b)
{
  guint n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  return n;
}

/* The industry whose code goes along with the lead's the longest way; two that do so equally tell nothing. */
static gboolean
match_code (const AssayOwnIndustries *self,
            const AssayIndustry      *industry,
            guint                    *out_industry,
            int                      *out_confidence)
{
  const Code *best = NULL;
  guint most = 0;
  gboolean tie = FALSE;

  for (guint i = 0; i < self->codes->len; i++)
    {
      const Code *code = &g_array_index (self->codes, Code, i);
      guint n = same_digits (code->digits, industry->code);
      gboolean sector = strcmp (code->digits, code->sector) == 0 || strlen (code->digits) == 2;
      guint depth;

      if (strcmp (code->sector, industry->sector) != 0)
        continue;
      /* "5415" is no part of "5412"; it is of "54". */
      if (!sector && n < strlen (code->digits) && n < strlen (industry->code))
        continue;
      depth = sector ? 2 : MAX (n, 2);
      if (depth > most)
        {
          most = depth;
          best = code;
          tie = FALSE;
        }
      else if (depth == most && code->industry != best->industry)
        tie = TRUE;
    }
  if (best == NULL || tie)
    return FALSE;
  *out_industry = best->industry;
  *out_confidence = MIN (most > 2 ? SAME_CODE : SAME_SECTOR, industry->confidence)
                    - (best->found ? FOUND_CODE : 0);
  return TRUE;
}

/**
 * assay_own_industries_match:
 * @text: (nullable): what the lead says of its industry; bytes, not terminated
 * @industry: (nullable): what was found for it
 * @out_confidence: (out): 0–100
 *
 * Returns: (transfer none) (nullable): the name of the workspace's industry; %NULL where none fits
 */
const char *
assay_own_industries_match (const AssayOwnIndustries *own,
                            const char               *text,
                            gsize                     length,
                            const AssayIndustry      *industry,
                            int                      *out_confidence)
{
  guint place;

  if (text != NULL && match_words (own, text, length, &place, out_confidence))
    return own->names->pdata[place];
  if (industry != NULL && match_code (own, industry, &place, out_confidence))
    return own->names->pdata[place];
  return NULL;
}

/**
 * assay_own_industries_check:
 * @lines: (array zero-terminated=1): the list
 *
 * Returns: whether each line names an industry; else %ASSAY_JOB_ERROR_INVALID_PARAMETER
 */
gboolean
assay_own_industries_check (const char *const *lines,
                            GError           **error)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize name = strcspn (lines[i], ":");
      gboolean named = FALSE;

      for (gsize k = 0; k < name; k++)
        named = named || !g_ascii_isspace (lines[i][k]);
      if (named && strpbrk (lines[i], "\r\n") == NULL && strlen (lines[i]) <= MAX_LINE)
        continue;
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                   _("“industry”, number %u: a name was expected, or a name, a colon and words or NAICS codes "
                     "with semicolons in between, in one line of at most %d bytes"),
                   i + 1, MAX_LINE);
      return FALSE;
    }
  return TRUE;
}
