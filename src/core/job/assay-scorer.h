/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/assay-workspace.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SCORER (assay_scorer_get_type ())

G_DECLARE_INTERFACE (AssayScorer, assay_scorer, ASSAY, SCORER, GObject)

/**
 * AssayScores:
 * @n: leads
 * @leads: (array length=n): their ids
 * @values: (array length=n): unrounded scores; NaN where there is none
 *
 * Scores of a batch of leads, in plain arrays.
 */
typedef struct
{
  gsize n;
  gint64 *leads;
  double *values;
} AssayScores;

/**
 * AssayScorerInterface:
 * @get_key: the profile's or model's key
 * @score: scores a batch; worker thread
 * @find_learned: (nullable): sets @learned of each lead that it learned from; rules learn from none
 * @explain: one lead's breakdown as the JSON of `show`: groups, factors, points, evidence
 *
 * What rules and models have in common: they turn leads into numbers and say why.
 */
struct _AssayScorerInterface
{
  GTypeInterface parent_iface;

  const char *(*get_key) (AssayScorer *self);
  gboolean (*score) (AssayScorer     *self,
                     AssayConnection *connection,
                     AssayScores     *scores,
                     gint64           as_of,
                     GCancellable    *cancellable,
                     GError         **error);
  JsonNode *(*explain) (AssayScorer     *self,
                        AssayConnection *connection,
                        gint64           lead,
                        gint64           as_of,
                        GError         **error);
  void (*find_learned) (AssayScorer  *self,
                        const gint64 *leads,
                        gsize         n,
                        guint8       *learned);
};

/**
 * AssayScorerFactory:
 *
 * Makes the active scorers of one kind, e.g. all active rule profiles. Appends to @scorers
 * (element-type AssayScorer).
 */
typedef gboolean (*AssayScorerFactory) (AssayConnection *connection,
                                        GPtrArray       *scorers,
                                        GError         **error);

void        assay_scorer_register_factory (AssayScorerFactory factory);
GPtrArray  *assay_scorer_list_active (AssayConnection *connection,
                                  GError         **error);
const char *assay_scorer_get_key (AssayScorer     *self);
gboolean    assay_scorer_score   (AssayScorer     *self,
                                  AssayConnection *connection,
                                  AssayScores     *scores,
                                  gint64           as_of,
                                  GCancellable    *cancellable,
                                  GError         **error);
char       *assay_scorer_summarise (JsonObject    *breakdown);
void        assay_scorer_find_learned (AssayScorer  *self,
                                       const gint64 *leads,
                                       gsize         n,
                                       guint8       *learned);
JsonNode   *assay_scorer_explain (AssayScorer     *self,
                                  AssayConnection *connection,
                                  gint64           lead,
                                  gint64           as_of,
                                  GError         **error);

G_END_DECLS
