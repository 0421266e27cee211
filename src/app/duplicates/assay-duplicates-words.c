/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-duplicates-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

/* Below this, a comparison says next to nothing. */
#define LEAST_BITS 0.5
#define MAX_NAMES  3

/* What matching found, for people. */

const char *
assay_duplicates_say_level (AssayMatchLevel level)
{
  switch (level)
    {
    case ASSAY_MATCH_EXACT:
      return _("Same");
    case ASSAY_MATCH_VARIANT:
      return _("The same in other words");
    case ASSAY_MATCH_CLOSE:
      return _("A typo apart");
    case ASSAY_MATCH_SIMILAR:
      return _("Alike");
    case ASSAY_MATCH_REMOTE:
      return _("Something in common");
    case ASSAY_MATCH_CROSSED:
      return _("One contains the other");
    case ASSAY_MATCH_DIFFERENT:
      return _("Different");
    case ASSAY_MATCH_MISSING:
    default:
      return _("Missing on one side");
    }
}

/**
 * assay_duplicates_say_rule:
 * @rule: of an #AssayMergeChoice
 *
 * Returns: (transfer none): why that value is kept, in a word or two
 */
const char *
assay_duplicates_say_rule (const char *rule)
{
  static const struct
  {
    const char *rule;
    const char *words;
  } rules[] = {
    { "newest", N_("the newer") },        { "complete", N_("the longer") },
    { "trusted", N_("trusted source") },  { "both", N_("both kept") },
    { "first", N_("the first lead’s") },  { "earliest", N_("the earlier") },
    { "latest", N_("the later") },        { "take", N_("your choice") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].rule, rule))
      return _(rules[i].words);
  return rule;
}

/**
 * assay_duplicates_format_bits:
 *
 * Returns: (transfer full): `+3.4`, `−1.4`, `0.0`
 */
char *
assay_duplicates_format_bits (double bits)
{
  double rounded = round (bits * 10) / 10;

  return g_strdup_printf ("%s%.1f", rounded < 0 ? "−" : rounded > 0 ? "+" : "", fabs (rounded));
}

/**
 * assay_duplicates_format_share:
 *
 * Returns: (transfer full): a probability in per cent; never rounded up to certainty
 */
char *
assay_duplicates_format_share (double probability)
{
  double percent = floor (probability * 1000) / 10;

  if (probability >= 1)
    return g_strdup_printf (_("%d %%"), 100);
  return g_strdup_printf (_("%.1f %%"), percent);
}

char *
assay_duplicates_say_prior (double bits)
{
  gint64 pairs = (gint64) round (exp2 (MIN (-bits, 60)) + 1);

  if (bits >= 0)
    return g_strdup (_("Most pairs are a match"));
  return g_strdup_printf (_("1 pair in %'" PRId64 " is a match"), pairs);
}

char *
assay_duplicates_say_probability (const AssayMatchResult *result)
{
  g_autofree char *share = assay_duplicates_format_share (result->probability);

  if (result->verdict > 0)
    return g_strdup (_("You said that they are the same"));
  if (result->verdict < 0)
    return g_strdup (_("You said that they are not the same"));
  return g_strdup_printf (_("%s the same person"), share);
}

/* The names of the comparisons that say most for it, or against it. */
static char *
list_labels (GPtrArray    *labels,
             const double *bits,
             double        sign,
             guint        *out_n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree gboolean *used = g_new0 (gboolean, labels->len + 1);
  guint places[MAX_NAMES];

  for (*out_n = 0; *out_n < MAX_NAMES; (*out_n)++)
    {
      guint best = G_MAXUINT;

      for (guint i = 0; i < labels->len; i++)
        if (!used[i] && sign * bits[i] >= LEAST_BITS && (best == G_MAXUINT || sign * bits[i] > sign * bits[best]))
          best = i;
      if (best == G_MAXUINT)
        break;
      used[best] = TRUE;
      places[*out_n] = best;
    }
  for (guint i = 0; i < *out_n; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : i + 1 == *out_n ? _(" and ") : ", ",
                            (const char *) g_ptr_array_index (labels, places[i]));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * assay_duplicates_say_evidence:
 * @labels: (element-type utf8): what was compared
 * @bits: what each of them adds
 * @missing: bits that are missing until it is sure; negative where there are more than enough
 *
 * Returns: (transfer full): what speaks for the same person, and what against
 */
char *
assay_duplicates_say_evidence (GPtrArray    *labels,
                               const double *bits,
                               double        missing)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_for, n_against;
  g_autofree char *pro = list_labels (labels, bits, 1, &n_for);
  g_autofree char *contra = list_labels (labels, bits, -1, &n_against);

  if (n_for > 0)
    g_string_append_printf (
      text, ngettext ("%s speaks for the same person", "%s speak for the same person", n_for), pro);
  else
    g_string_append (text, _("Nothing speaks for the same person"));
  if (n_against > 0)
    g_string_append_printf (text, ngettext ("; %s speaks against.", "; %s speak against.", n_against), contra);
  else
    g_string_append (text, _("; nothing speaks against."));
  g_string_append_c (text, ' ');
  if (missing <= 0)
    g_string_append (text, _("That is enough to be sure."));
  else
    {
      guint whole = (guint) ceil (missing);

      g_string_append_printf (
        text, ngettext ("About %u bit more would make it sure.", "About %u bits more would make it sure.", whole),
        whole);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
