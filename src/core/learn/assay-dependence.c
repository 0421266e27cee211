/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-dependence-private.h"

#include "learn/assay-drift.h"
#include "stats/assay-probability.h"

/* Fewer leads than this say nothing of a value. */
#define MIN_LEADS 10

/**
 * assay_dependence_make:
 * @entry: a field
 * @position: its place among the contributions
 *
 * Returns: (transfer full): `[{"value", "leads", "points"}]`: for each range or value of the field, what it adds
 *   on average to the probability of a lead that is average otherwise, in points. Empty for dates: what counts of
 *   them is their distance from now
 */
JsonArray *
assay_dependence_make (const AssayDependence  *self,
                       const AssayRecipeEntry *entry,
                       guint                   position)
{
  JsonArray *list = json_array_new ();
  g_autofree double *sums = g_new0 (double, entry->n_counts + 1);
  g_autofree guint *counts = g_new0 (guint, entry->n_counts + 1);
  double base, start;

  if (entry->kind == ASSAY_SOURCE_DATE || self->n_rows == 0)
    return list;
  for (gsize i = 0; i < self->n_rows; i++)
    {
      guint bin = assay_drift_find_bin (entry, self->table, self->rows[i]);

      sums[bin] += self->contributions[i * self->stride + position];
      counts[bin]++;
    }
  start = assay_calibration_apply (self->calibration, self->contributions[self->stride - 1]);
  /* From there on by log odds: the steps of a calibration would hide how much a field adds. */
  base = assay_probability_logit (start);
  for (guint bin = 0; bin < entry->n_counts; bin++)
    {
      g_autofree char *name = NULL;
      JsonObject *object;

      if (counts[bin] < MIN_LEADS)
        continue;
      name = assay_drift_name_bin (entry, bin);
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
