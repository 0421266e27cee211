/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-likelihood.h"

#include "base/assay-json.h"

#define HIGH_SHARE   0.2
#define MEDIUM_SHARE 0.5

/* The highest threshold that calls at least a share of the leads. */
static double
find_threshold (JsonObject *cutoffs,
                double      leads)
{
  JsonArray *thresholds = json_object_get_array_member (cutoffs, "threshold");
  JsonArray *hits = json_object_get_array_member (cutoffs, "true_positives");
  JsonArray *misses = json_object_get_array_member (cutoffs, "false_positives");

  for (guint i = 0; i < json_array_get_length (thresholds); i++)
    if ((double) (json_array_get_int_element (hits, i) + json_array_get_int_element (misses, i)) >= leads)
      return json_array_get_double_element (thresholds, i);
  return 0;
}

/**
 * assay_likelihood_read:
 * @card: a model's card; older ones do not tell
 */
void
assay_likelihood_read (AssayLikelihood *self,
                       const char      *card)
{
  g_autoptr (JsonNode) node = assay_json_parse (card, -1, NULL);
  JsonObject *root = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *metrics = root != NULL && json_object_has_member (root, "metrics")
                          ? json_object_get_object_member (root, "metrics") : NULL;
  JsonObject *cutoffs;
  double rows;

  *self = (AssayLikelihood) { FALSE };
  if (metrics == NULL || !json_object_has_member (metrics, "cutoffs"))
    return;
  cutoffs = json_object_get_object_member (metrics, "cutoffs");
  rows = (double) json_object_get_int_member (metrics, "rows");
  self->known = TRUE;
  self->high = find_threshold (cutoffs, HIGH_SHARE * rows);
  self->medium = find_threshold (cutoffs, MEDIUM_SHARE * rows);
}

/**
 * assay_likelihood_get_band:
 *
 * Returns: (transfer none) (nullable): `high`, `medium` or `low`; %NULL where it is not known
 */
const char *
assay_likelihood_get_band (const AssayLikelihood *self,
                           double                 probability)
{
  if (!self->known)
    return NULL;
  return probability >= self->high ? "high" : probability >= self->medium ? "medium" : "low";
}
