/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "job/assay-scorer.h"

/* Factors that a summary names. */
#define MAX_REASONS 3

typedef struct
{
  double points;
  char *text;
} Reason;

static void
reason_clear (gpointer data)
{
  g_free (((Reason *) data)->text);
}

static int
compare_reasons (gconstpointer a,
                 gconstpointer b)
{
  double first = fabs (((const Reason *) a)->points), second = fabs (((const Reason *) b)->points);

  return (first < second) - (first > second);
}

static void
collect_reasons (JsonObject *breakdown,
                 GArray     *reasons)
{
  JsonArray *groups = json_object_get_array_member (breakdown, "groups");

  for (guint g = 0; g < json_array_get_length (groups); g++)
    {
      JsonArray *factors
        = json_object_get_array_member (json_array_get_object_element (groups, g), "factors");
      for (guint f = 0; f < json_array_get_length (factors); f++)
        {
          JsonObject *factor = json_array_get_object_element (factors, f);
          const char *label = json_object_get_string_member_with_default (factor, "label", "");
          Reason reason = { .points = json_object_get_double_member_with_default (factor, "points", 0) };

          label = json_object_get_string_member_with_default (factor, "evidence", label);
          if (reason.points == 0 || *label == '\0')
            continue;
          reason.text = g_strdup_printf ("%s (%+g)", label, reason.points);
          g_array_append_val (reasons, reason);
        }
    }
}

/**
 * assay_scorer_summarise:
 * @breakdown: from assay_scorer_explain()
 *
 * Returns: (transfer full): why the score is what it is, in a line: the profile's own sentence where it
 *   has one, else the factors that weigh most
 */
char *
assay_scorer_summarise (JsonObject *breakdown)
{
  g_autoptr (GArray) reasons = g_array_new (FALSE, FALSE, sizeof (Reason));
  g_autoptr (GString) text = g_string_new (NULL);

  if (json_object_has_member (breakdown, "reasoning"))
    return g_strdup (json_object_get_string_member_with_default (breakdown, "reasoning", ""));
  g_array_set_clear_func (reasons, reason_clear);
  collect_reasons (breakdown, reasons);
  g_array_sort (reasons, compare_reasons);
  for (guint i = 0; i < MIN (reasons->len, MAX_REASONS); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", g_array_index (reasons, Reason, i).text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
