/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-drift.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "learn/assay-dictionary-private.h"
#include "stats/assay-distribution.h"
#include "stats/assay-stability.h"

/* What chance does once in a thousand comparisons is no drift, and neither is what hardly matters.
 */
#define CONFIDENCE 0.999
#define MATTERS 0.1
#define SEVERE 0.25
#define NEW_SHARE 0.01
#define MISSING_GAP 0.1

/**
 * assay_drift_counts_new:
 *
 * Returns: (transfer full): room for a count of each bin of each entry
 */
double **
assay_drift_counts_new (const AssayRecipe *recipe)
{
  double **counts = g_new0 (double *, recipe->entries->len + 1);

  for (guint e = 0; e < recipe->entries->len; e++)
    counts[e] = g_new0 (double, ((AssayRecipeEntry *) recipe->entries->pdata[e])->n_counts);
  return counts;
}

void
assay_drift_counts_free (const AssayRecipe *recipe, double **counts)
{
  for (guint e = 0; counts != NULL && e < recipe->entries->len; e++)
    g_free (counts[e]);
  g_free (counts);
}

static const AssayRawColumn *
find_column (const AssayRawTable *table, const AssayRecipeEntry *entry)
{
  for (guint c = 0; c < table->n_columns; c++)
    if (table->columns[c].source->kind == entry->kind &&
        strcmp (table->columns[c].source->key, entry->key) == 0)
      return &table->columns[c];
  return NULL;
}

/**
 * assay_drift_count:
 * @rows: (array length=n_rows) (nullable): which rows of the table; %NULL for the first @n_rows
 * @counts: (inout): from assay_drift_counts_new(); the rows are added
 *
 * Counts how many leads fall into each bin of each entry.
 */
void
assay_drift_count (const AssayRecipe *recipe,
                   const AssayRawTable *table,
                   const guint32 *rows,
                   gsize n_rows,
                   double **counts)
{
  for (guint e = 0; e < recipe->entries->len; e++)
    {
      const AssayRecipeEntry *entry = recipe->entries->pdata[e];
      const AssayRawColumn *column = find_column (table, entry);
      const double *numbers =
          column == NULL || column->width == 0
              ? NULL
              : column->numbers + (column->width > 1 ? ASSAY_EVENT_COUNT_90 * table->capacity : 0);

      for (gsize i = 0; i < n_rows; i++)
        {
          gsize row = rows != NULL ? rows[i] : i;
          guint bin = 0;

          if (numbers != NULL)
            bin = assay_recipe_bin (entry, numbers[row], NULL);
          else if (column != NULL && column->codes[row] != 0)
            bin = assay_recipe_bin (
                entry, NAN, assay_dictionary_get_folded (column->dictionary, column->codes[row]));
          counts[e][bin] += 1;
        }
    }
}

static double
add_up (const double *counts, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += counts[i];
  return sum;
}

/* The bin whose share changed most. */
static guint
most_changed (guint n_bins,
              const double *before,
              const double *after,
              double n_before,
              double n_after)
{
  guint most = 0;
  double largest = -1;

  for (guint i = 0; i < n_bins; i++)
    {
      double change = fabs (after[i] / n_after - before[i] / n_before);

      if (change > largest)
        {
          largest = change;
          most = i;
        }
    }
  return most;
}

static char *
name_bin (const AssayRecipeEntry *entry, guint bin)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (bin == 0)
    return g_strdup (_ ("no value"));
  if (entry->levels != NULL)
    return bin <= entry->n_levels ? g_strdup_printf ("“%s”", entry->levels[bin - 1])
                                  : g_strdup (_ ("other values"));
  if (entry->kind == ASSAY_SOURCE_DATE)
    return g_strdup (_ ("having a date"));
  low = bin >= 2 ? g_strdup_printf ("%.10g", entry->edges[bin - 2]) : NULL;
  high = bin <= entry->n_edges ? g_strdup_printf ("%.10g", entry->edges[bin - 1]) : NULL;
  if (low == NULL && high == NULL)
    return g_strdup (_ ("any value"));
  if (low == NULL)
    return g_strdup_printf (_ ("at most %s"), high);
  return high == NULL ? g_strdup_printf (_ ("above %s"), low)
                      : g_strdup_printf (_ ("%s to %s"), low, high);
}

static const char *
explain_change (const AssayRecipeEntry *entry,
                double missing_before,
                double missing_after,
                double new_share,
                const char **kind)
{
  if (missing_after - missing_before >= MISSING_GAP)
    {
      *kind = "missing";
      return _ ("it is filled in less often than before: has a form, an import or a connection "
                "changed?");
    }
  if (missing_before - missing_after >= MISSING_GAP)
    {
      *kind = "missing";
      return _ ("it is filled in more often than before");
    }
  if (new_share >= NEW_SHARE && entry->levels != NULL)
    {
      *kind = "new_levels";
      return _ ("it has values that were not there before");
    }
  *kind = "values";
  return _ ("other leads come in than before");
}

typedef struct
{
  double index;
  double limit;
} Stability;

/* By how much two distributions differ, and how much of that is no drift. */
static gboolean
measure (const double *before, const double *after, guint n_bins, Stability *stability)
{
  double n_before = add_up (before, n_bins), n_after = add_up (after, n_bins);
  guint used = 0;

  for (guint i = 0; i < n_bins; i++)
    used += before[i] + after[i] > 0;
  if (n_before < 1 || n_after < 1 || used < 2)
    return FALSE;
  stability->index = assay_stability_index (before, after, n_bins);
  stability->limit = MAX (assay_stability_limit (n_before, n_after, used, CONFIDENCE), MATTERS);
  return TRUE;
}

/* Time goes on: that dates are later is no drift, only that they are missing. */
static guint
count_bins (const AssayRecipeEntry *entry, const double *counts, double present[2], const double **bins)
{
  *bins = counts;
  if (entry->kind != ASSAY_SOURCE_DATE)
    return entry->n_counts;
  present[0] = counts[0];
  present[1] = add_up (counts + 1, entry->n_counts - 1);
  *bins = present;
  return 2;
}

static void
compare_entry (const AssayRecipeEntry *entry,
               const double *counts_before,
               const double *counts_after,
               JsonArray *findings)
{
  double present[2][2];
  const double *before, *after;
  guint n_bins = count_bins (entry, counts_before, present[0], &before);
  double n_before = add_up (before, count_bins (entry, counts_after, present[1], &after));
  double n_after = add_up (after, n_bins);
  Stability stability;
  double new_share;
  guint most;
  g_autofree char *bin = NULL;
  g_autofree char *why = NULL;
  const char *kind, *cause;
  JsonObject *object;

  if (!measure (before, after, n_bins, &stability) || stability.index <= stability.limit)
    return;
  new_share = entry->levels != NULL
                  ? after[entry->n_counts - 1] / n_after - before[entry->n_counts - 1] / n_before
                  : 0;
  most = most_changed (n_bins, before, after, n_before, n_after);
  bin = name_bin (entry, most);
  cause = explain_change (entry, before[0] / n_before, after[0] / n_after, new_share, &kind);
  why = g_strdup_printf (_ ("%s went from %.0f %% to %.0f %% of the leads; %s"),
                         bin,
                         100 * before[most] / n_before,
                         100 * after[most] / n_after,
                         cause);
  object = json_object_new ();
  json_object_set_string_member (object, "field", entry->key);
  json_object_set_string_member (object, "label", entry->label);
  json_object_set_string_member (object, "kind", kind);
  json_object_set_string_member (object, "severity", stability.index >= SEVERE ? "severe" : "moderate");
  json_object_set_double_member (object, "psi", stability.index);
  json_object_set_double_member (object, "limit", stability.limit);
  json_object_set_string_member (object, "why", why);
  json_array_add_object_element (findings, object);
}

/**
 * assay_drift_compare:
 * @before: counts of the earlier leads
 * @after: counts of the later ones
 * @findings: gets an object for each field that changed: how, how much, and the likely cause
 *
 * Compares what fields look like. The limit grows as leads get fewer, so that chance is not called
 * drift.
 */
void
assay_drift_compare (const AssayRecipe *recipe,
                     double *const *before,
                     double *const *after,
                     JsonArray *findings)
{
  for (guint e = 0; e < recipe->entries->len; e++)
    compare_entry (recipe->entries->pdata[e], before[e], after[e], findings);
}

/**
 * assay_drift_measure_bins:
 * @key: what is counted
 * @label: the same for people
 * @before: (array length=n_bins): earlier leads
 * @after: (array length=n_bins): later ones
 * @to: gets `{"field", "label", "psi", "limit"}`, unless there is nothing to compare
 */
void
assay_drift_measure_bins (const char *key,
                          const char *label,
                          const double *before,
                          const double *after,
                          guint n_bins,
                          JsonArray *to)
{
  Stability stability;
  JsonObject *object;

  if (!measure (before, after, n_bins, &stability))
    return;
  object = json_object_new ();
  json_object_set_string_member (object, "field", key);
  json_object_set_string_member (object, "label", label);
  json_object_set_double_member (object, "psi", stability.index);
  json_object_set_double_member (object, "limit", stability.limit);
  json_array_add_object_element (to, object);
}

/**
 * assay_drift_measure:
 * @before: counts of the earlier leads
 * @after: counts of the later ones
 * @to: gets an object for each field, changed or not
 *
 * By how much each field differs.
 */
void
assay_drift_measure (const AssayRecipe *recipe,
                     double *const *before,
                     double *const *after,
                     JsonArray *to)
{
  for (guint e = 0; e < recipe->entries->len; e++)
    {
      const AssayRecipeEntry *entry = recipe->entries->pdata[e];

      double present[2][2];
      const double *earlier, *later;
      guint n_bins = count_bins (entry, before[e], present[0], &earlier);

      count_bins (entry, after[e], present[1], &later);
      assay_drift_measure_bins (entry->key, entry->label, earlier, later, n_bins, to);
    }
}

/**
 * assay_drift_compare_rates:
 * @before: share of earlier leads that converted
 * @after: of later ones
 * @findings: gets an object if that changed
 *
 * Compares conversion rates.
 */
void
assay_drift_compare_rates (
    double before, double n_before, double after, double n_after, JsonArray *findings)
{
  double pooled = (before * n_before + after * n_after) / (n_before + n_after);
  double variance = pooled * (1 - pooled) * (1 / n_before + 1 / n_after);
  g_autofree char *why = NULL;
  JsonObject *object;

  if (variance <= 0 ||
      assay_chi_square_tail ((after - before) * (after - before) / variance, 1) > 1 - CONFIDENCE)
    return;
  why = g_strdup_printf (_ ("conversion went from %.1f %% to %.1f %%: probabilities learned from "
                            "older leads are off for newer ones"),
                         100 * before,
                         100 * after);
  object = json_object_new ();
  json_object_set_string_member (object, "field", "outcome");
  json_object_set_string_member (object, "label", _ ("Outcome"));
  json_object_set_string_member (object, "kind", "outcome_rate");
  json_object_set_string_member (
      object,
      "severity",
      fabs (log (MAX (after, 1e-9) / MAX (before, 1e-9))) > 0.4 ? "severe" : "moderate");
  json_object_set_double_member (object, "before", before);
  json_object_set_double_member (object, "after", after);
  json_object_set_string_member (object, "why", why);
  json_array_add_object_element (findings, object);
}
