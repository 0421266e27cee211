/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-text-difference.h"

/* Longer texts are compared by their beginnings and ends alone: the table of a longest common subsequence
 * grows with the square. */
#define MAX_LENGTH 400

/* With less in common, single letters that happen to be the same say nothing. */
#define LEAST_COMMON 0.5

/* Marks in @common the letters of @a that are in a longest common subsequence with @b. Source: Wagner and
 * Fischer, "The String-to-String Correction Problem" (1974). */
static void
mark_common (const gunichar *a,
             glong           n_a,
             const gunichar *b,
             glong           n_b,
             gboolean       *common)
{
  g_autofree guint16 *lengths = g_new0 (guint16, (gsize) (n_a + 1) * (gsize) (n_b + 1));
  glong width = n_b + 1;

  for (glong i = n_a - 1; i >= 0; i--)
    for (glong k = n_b - 1; k >= 0; k--)
      lengths[i * width + k] = a[i] == b[k]
                                 ? (guint16) (lengths[(i + 1) * width + k + 1] + 1)
                                 : MAX (lengths[(i + 1) * width + k], lengths[i * width + k + 1]);
  for (glong i = 0, k = 0; i < n_a && k < n_b;)
    {
      if (a[i] == b[k])
        {
          common[i] = TRUE;
          i++;
          k++;
        }
      else if (lengths[(i + 1) * width + k] >= lengths[i * width + k + 1])
        i++;
      else
        k++;
    }
}

/* A letter alone among others that differ is common by chance. */
static void
drop_lonely (gboolean *common,
             glong     n)
{
  for (glong i = 1; i + 1 < n; i++)
    if (common[i] && !common[i - 1] && !common[i + 1])
      common[i] = FALSE;
}

static void
add_span (GArray     *spans,
          const char *text,
          glong       from,
          glong       to)
{
  guint bytes[2] = { (guint) (g_utf8_offset_to_pointer (text, from) - text),
                     (guint) (g_utf8_offset_to_pointer (text, to) - text) };

  g_array_append_vals (spans, bytes, 2);
}

/**
 * assay_text_difference_find:
 * @text: a text
 * @other: what it is compared with
 *
 * Returns: (transfer full) (element-type guint): the parts of @text that @other does not have: from which byte
 * to before which, one pair after the other
 */
GArray *
assay_text_difference_find (const char *text,
                            const char *other)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (guint));
  glong n = 0, n_other = 0, start = 0, end = 0, shared;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast (text, -1, &n);
  g_autofree gunichar *others = g_utf8_to_ucs4_fast (other, -1, &n_other);
  g_autofree gboolean *common = g_new0 (gboolean, (gsize) n + 1);

  while (start < n && start < n_other && letters[start] == others[start])
    start++;
  while (end < n - start && end < n_other - start && letters[n - 1 - end] == others[n_other - 1 - end])
    end++;
  if (n - start - end <= MAX_LENGTH && n_other - start - end <= MAX_LENGTH)
    mark_common (letters + start, n - start - end, others + start, n_other - start - end, common + start);
  shared = start + end;
  for (glong i = 0; i < n; i++)
    {
      common[i] |= i < start || i >= n - end;
      shared += i >= start && i < n - end && common[i];
    }
  if ((double) shared < LEAST_COMMON * (double) MAX (n, n_other))
    {
      if (n > 0)
        add_span (spans, text, 0, n);
      return spans;
    }
  drop_lonely (common, n);
  for (glong i = 0; i < n; i++)
    {
      glong from = i;

      while (i < n && !common[i])
        i++;
      if (i > from)
        add_span (spans, text, from, i);
    }
  return spans;
}

/**
 * assay_text_difference_mark:
 * @spans: (element-type guint): of assay_text_difference_find()
 * @color: behind the letters
 *
 * Returns: (transfer full): attributes that mark them, by weight as well as by colour
 */
PangoAttrList *
assay_text_difference_mark (GArray           *spans,
                            const PangoColor *color)
{
  PangoAttrList *list = pango_attr_list_new ();

  for (guint i = 0; i + 1 < spans->len; i += 2)
    {
      PangoAttribute *back = pango_attr_background_new (color->red, color->green, color->blue);
      PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      back->start_index = weight->start_index = g_array_index (spans, guint, i);
      back->end_index = weight->end_index = g_array_index (spans, guint, i + 1);
      pango_attr_list_insert (list, back);
      pango_attr_list_insert (list, weight);
    }
  return list;
}
