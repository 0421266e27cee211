/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "match/assay-match-comparison.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayMatchBand:
 * @ASSAY_MATCH_BAND_ALL: any
 * @ASSAY_MATCH_BAND_SURE: may be merged without a look
 * @ASSAY_MATCH_BAND_REVIEW: somebody has to look
 * @ASSAY_MATCH_BAND_DIFFERENT: two leads, as a person said or most likely
 *
 * What to do with a pair.
 */
typedef enum
{
  ASSAY_MATCH_BAND_ALL,
  ASSAY_MATCH_BAND_SURE,
  ASSAY_MATCH_BAND_REVIEW,
  ASSAY_MATCH_BAND_DIFFERENT,
} AssayMatchBand;

/**
 * AssayMatchOrder:
 * @ASSAY_MATCH_ORDER_CERTAIN: the surest first, cluster by cluster
 * @ASSAY_MATCH_ORDER_UNCERTAIN: what a person's judgement would teach most first; without those
 * judged
 */
typedef enum
{
  ASSAY_MATCH_ORDER_CERTAIN,
  ASSAY_MATCH_ORDER_UNCERTAIN,
} AssayMatchOrder;

#define ASSAY_TYPE_MATCH_BAND (assay_match_band_get_type ())
#define ASSAY_TYPE_MATCH_ORDER (assay_match_order_get_type ())

/**
 * AssayMatchStep:
 * @key: which comparison, see #AssayMatchComparison
 * @level: how well the two agree in it
 * @bits: what that adds
 *
 * One step of a pair's waterfall.
 */
typedef struct
{
  char *key;
  AssayMatchLevel level;
  double bits;
} AssayMatchStep;

/**
 * AssayMatchResult:
 * @a: a lead; below @b
 * @cluster: the first lead of their cluster; 0 where they are apart
 * @weakest: the least probability that holds the cluster together: below 0.9 it is worth a look
 * @probability: that they are one
 * @band: what to do with them
 * @sure: from which probability on pairs are sure
 * @bits: its log odds by their own comparison: the prior's and the steps' sum
 * @verdict: what a person said: 1 same, −1 different, 0 unsure or nothing
 * @steps: (element-type AssayMatchStep): the waterfall; missing values are left out
 *
 * A pair as it was found.
 */
typedef struct
{
  gint64 a;
  gint64 b;
  gint64 cluster;
  double weakest;
  double probability;
  AssayMatchBand band;
  double sure;
  double bits;
  double prior_bits;
  int verdict;
  GPtrArray *steps;
} AssayMatchResult;

/**
 * AssayMatchQuery:
 * @band: which pairs
 * @order: in which order
 * @lead: only pairs of this lead; 0 for all
 * @cluster: only pairs of this cluster; 0 for all
 * @limit: at most so many; 0 for all
 */
typedef struct
{
  AssayMatchBand band;
  AssayMatchOrder order;
  gint64 lead;
  gint64 cluster;
  gint64 limit;
} AssayMatchQuery;

typedef gboolean (*AssayMatchResultFunc) (const AssayMatchResult *result, gpointer user_data);

/**
 * AssayMatchClusterInfo:
 * @cluster: its first lead
 * @leads: how many leads are in it
 * @pairs: how many pairs of them are known
 * @weakest: see #AssayMatchResult
 * @probability: of its best pair
 */
typedef struct
{
  gint64 cluster;
  gint64 leads;
  gint64 pairs;
  double weakest;
  double probability;
} AssayMatchClusterInfo;

GType assay_match_band_get_type (void) G_GNUC_CONST;
GType assay_match_order_get_type (void) G_GNUC_CONST;
const char *assay_match_band_to_nick (AssayMatchBand band);
gboolean assay_match_foreach_result (AssayConnection *connection,
                                     const AssayMatchQuery *query,
                                     AssayMatchResultFunc func,
                                     gpointer user_data,
                                     GError **error);
GArray *assay_match_list_clusters (AssayConnection *connection, gint64 limit, GError **error);
GArray *assay_match_list_members (AssayConnection *connection, gint64 cluster, GError **error);

G_END_DECLS
