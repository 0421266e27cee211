/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "enrich/assay-job-title-private.h"

/* German, Dutch and Nordic titles write in one word what others write in several: "Ersatzteilverkaufsleiterin". */

#define SHORTEST_PART 4
#define SHORTEST_STEM 5
#define SHORTEST_LAST_WORD 5
#define SURE_LAST_WORD 7

/* What a part of a compound is about: the start of one, or a word, perhaps with the letters that join it to the
 * next. The whole of the text has to be it. */
static gboolean
find_part (const AssayJobTitles *titles,
           const char           *text,
           gsize                 length,
           Term                 *out_term)
{
  static const char *const joints[] = { "", "s", "n", "en", "e" };

  for (gsize i = 0; i < G_N_ELEMENTS (joints); i++)
    {
      gsize joint = strlen (joints[i]);
      guint32 value;

      if (length < joint + SHORTEST_PART || memcmp (text + length - joint, joints[i], joint) != 0)
        continue;
      if (!assay_term_table_find (titles->tables[MATCH_START], text, length - joint, &value)
          && (length - joint <= SHORTEST_PART
              || !assay_term_table_find (titles->tables[MATCH_WORD], text, length - joint, &value)))
        continue;
      *out_term = unpack (value);
      if (out_term->function >= 0)
        return TRUE;
    }
  return FALSE;
}

/* "Ersatzteilverkauf", "Haustexter": the end is a word of its own. A short one may be a part of another word by
 * chance: the "lector" of "recolector"; there the start has to be known as well. */
static gboolean
find_last_word (const AssayJobTitles *titles,
                const char           *text,
                gsize                 length,
                Term                 *out_term)
{
  for (gsize start = 3; start + SHORTEST_LAST_WORD <= length; start++)
    {
      guint32 value;
      Term part;

      if (!assay_term_table_find (titles->tables[MATCH_WORD], text + start, length - start, &value)
          || (length - start < SURE_LAST_WORD && !find_part (titles, text, start, &part)))
        continue;
      *out_term = unpack (value);
      if ((out_term->mark == MARK_NONE || out_term->mark == MARK_HEAD) && out_term->function >= 0)
        return TRUE;
    }
  return FALSE;
}

/* What a compound is about, before its end: of "Ersatzteil-verkaufs-leiter" the last part before it, else the
 * first one. */
static gboolean
find_subject (const AssayJobTitles *titles,
              const char           *text,
              gsize                 length,
              Term                 *out_term)
{
  guint32 value;

  for (gsize at = 0; at + SHORTEST_PART <= length; at++)
    if (((guint8) text[at] & 0xc0) != 0x80 && find_part (titles, text + at, length - at, out_term))
      return TRUE;
  if (assay_term_table_find_start (titles->tables[MATCH_START], text, length, &value) == 0)
    return FALSE;
  *out_term = unpack (value);
  return TRUE;
}

/**
 * assay_job_titles_take_apart:
 * @text: one plain word
 * @out_term: (out): what it says
 * @out_has_subject: (out): whether what stands before the end is known
 *
 * Reads a compound: its end tells the seniority, what stands before it the function.
 *
 * Returns: what was found
 */
AssayCompound
assay_job_titles_take_apart (const AssayJobTitles *titles,
                             const char           *text,
                             gsize                 length,
                             Term                 *out_term,
                             gboolean             *out_has_subject)
{
  guint32 value;
  gsize end = assay_term_table_find_end (titles->tables[MATCH_END], text, length, &value);
  Term subject;

  *out_has_subject = TRUE;
  if (end > 0 && end < length)
    {
      *out_term = unpack (value);
      *out_has_subject = find_subject (titles, text, length - end, &subject);
      if (*out_has_subject && (subject.weight > out_term->weight || out_term->function < 0))
        {
          out_term->function = subject.function;
          out_term->weight = subject.weight;
        }
      return ASSAY_COMPOUND_TITLE;
    }
  if (find_last_word (titles, text, length, out_term))
    return ASSAY_COMPOUND_TITLE;
  if (assay_term_table_find_start (titles->tables[MATCH_START], text, length, &value) < SHORTEST_STEM)
    {
      *out_has_subject = FALSE;
      return ASSAY_COMPOUND_NONE;
    }
  *out_term = unpack (value);
  return ASSAY_COMPOUND_STEM;
}
