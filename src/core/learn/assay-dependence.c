/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-dependence-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "learn/assay-drift.h"
#include "stats/assay-probability.h"

/* Fewer leads than this say nothing of a value. */
#define MIN_LEADS 10

/* What counts of a date is its distance: bins end at so many days before the leads are looked at. */
static const double ages[] = { 0, 7, 30, 90, 365 };
#define N_AGES (G_N_ELEMENTS (ages) + 2)

static guint
count_bins (const AssayRecipeEntry *entry)
{
  return entry->kind == ASSAY_SOURCE_DATE ? N_AGES : entry->n_counts;
}

static guint
find_bin (const AssayDependence  *self,
          const AssayRecipeEntry *entry,
          gsize                   row)
{
  double days = NAN;
  guint bin = 1;

  if (entry->kind != ASSAY_SOURCE_DATE)
    return assay_drift_find_bin (entry, self->table, row);
  for (guint c = 0; c < self->table->n_columns; c++)
    if (strcmp (self->table->columns[c].source->key, entry->key) == 0)
      days = ((double) self->table->as_of[row] - self->table->columns[c].numbers[row])
             / (double) ASSAY_MS_PER_DAY;
  if (isnan (days))
    return 0;
  while (bin <= G_N_ELEMENTS (ages) && days > ages[bin - 1])
    bin++;
  return bin;
}

static char *
name_bin (const AssayRecipeEntry *entry,
          guint                   bin)
{
  if (entry->kind != ASSAY_SOURCE_DATE || bin == 0)
    return assay_drift_name_bin (entry, bin);
  if (bin == 1)
    return g_strdup (_ ("still to come"));
  if (bin == 2)
    return g_strdup_printf (_ ("up to %.0f days ago"), ages[1]);
  if (bin == N_AGES - 1)
    return g_strdup_printf (_ ("over %.0f days ago"), ages[N_AGES - 3]);
  return g_strdup_printf (_ ("%.0f to %.0f days ago"), ages[bin - 2], ages[bin - 1]);
}

/**
 * assay_dependence_make:
 * @entry: a field
 * @position: its place among the contributions
 *
 * Returns: (transfer full): `[{"value", "leads", "points"}]`: for each range or value of the field, what it adds
 *   on average to the probability of a lead that is average otherwise, in points; of dates, for their distance
 *   from when the leads are looked at
 */
JsonArray *
assay_dependence_make (const AssayDependence  *self,
                       const AssayRecipeEntry *entry,
                       guint                   position)
{
  guint n_bins = count_bins (entry);
  JsonArray *list = json_array_new ();
  g_autofree double *sums = g_new0 (double, n_bins + 1);
  g_autofree guint *counts = g_new0 (guint, n_bins + 1);
  double base, start;

  if (self->n_rows == 0)
    return list;
  for (gsize i = 0; i < self->n_rows; i++)
    {
      guint bin = find_bin (self, entry, self->rows[i]);

      sums[bin] += self->contributions[i * self->stride + position];
      counts[bin]++;
    }
  start = assay_calibration_apply (self->calibration, self->contributions[self->stride - 1]);
  /* From there on by log odds: the steps of a calibration would hide how much a field adds. */
  base = assay_probability_logit (start);
  for (guint bin = 0; bin < n_bins; bin++)
    {
      g_autofree char *name = NULL;
      JsonObject *object;

      if (counts[bin] < MIN_LEADS)
        continue;
      name = name_bin (entry, bin);
      object = json_object_new ();
      json_object_set_string_member (object, "value", name);
      json_object_set_int_member (object, "leads", counts[bin]);
      json_object_set_double_member (
        object, "points",
        100 * (assay_probability_from_logit (base + sums[bin] / counts[bin]) - start));
      json_array_add_object_element (list, object);
    }
  return list;
}
