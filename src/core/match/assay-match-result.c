/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-result.h"

#include <math.h>

#include "base/assay-json.h"
#include "match/assay-match-result-private.h"
#include "match/assay-match-threshold.h"

G_DEFINE_ENUM_TYPE (AssayMatchBand,
                    assay_match_band,
                    G_DEFINE_ENUM_VALUE (ASSAY_MATCH_BAND_ALL, "all"),
                    G_DEFINE_ENUM_VALUE (ASSAY_MATCH_BAND_SURE, "sure"),
                    G_DEFINE_ENUM_VALUE (ASSAY_MATCH_BAND_REVIEW, "review"),
                    G_DEFINE_ENUM_VALUE (ASSAY_MATCH_BAND_DIFFERENT, "different"))

G_DEFINE_ENUM_TYPE (AssayMatchOrder,
                    assay_match_order,
                    G_DEFINE_ENUM_VALUE (ASSAY_MATCH_ORDER_CERTAIN, "certain"),
                    G_DEFINE_ENUM_VALUE (ASSAY_MATCH_ORDER_UNCERTAIN, "uncertain"))

#define PAIR_COLUMNS "SELECT a, b, cluster, weakest, bits, detail, verdict, probability FROM "
#define BAND_FILTER " WHERE probability >= ?1 AND probability < ?2"
#define CERTAIN " ORDER BY probability DESC, ifnull(cluster, a), a, b LIMIT ?3"
#define UNCERTAIN " AND verdict IS NULL ORDER BY abs(probability - 0.5), a, b LIMIT ?3"
#define LEAD_FILTER " AND (a = ?4 OR b = ?4)"
#define CLUSTER_FILTER " AND cluster = ?5"

/* Of one lead, of one cluster, of both and of all: each its own statement, so that an index serves it. */
#define STATEMENTS(order)                                                                          \
  {                                                                                                \
    PAIR_COLUMNS ASSAY_MATCH_PAIR_SOURCE BAND_FILTER order,                                        \
        PAIR_COLUMNS ASSAY_MATCH_PAIR_SOURCE BAND_FILTER LEAD_FILTER order,                        \
        PAIR_COLUMNS ASSAY_MATCH_PAIR_SOURCE BAND_FILTER CLUSTER_FILTER order,                     \
        PAIR_COLUMNS ASSAY_MATCH_PAIR_SOURCE BAND_FILTER LEAD_FILTER CLUSTER_FILTER order          \
  }

const char *
assay_match_band_to_nick (AssayMatchBand band)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (ASSAY_TYPE_MATCH_BAND);

  return g_enum_get_value (klass, (int) band)->value_nick;
}

static void
band_limits (AssayMatchBand band, const AssayMatchThresholds *thresholds, double *from, double *to)
{
  *from = band == ASSAY_MATCH_BAND_SURE     ? thresholds->sure
          : band == ASSAY_MATCH_BAND_REVIEW ? thresholds->review
                                            : 0;
  *to = band == ASSAY_MATCH_BAND_REVIEW      ? thresholds->sure
        : band == ASSAY_MATCH_BAND_DIFFERENT ? thresholds->review
                                             : 2;
}

static void
step_free (AssayMatchStep *step)
{
  g_free (step->key);
  g_free (step);
}

/* The comparisons' keys in their order, and the prior, as the run's model has them. */
static gboolean
read_model (AssayConnection *connection,
            GPtrArray *keys,
            double *out_prior_bits,
            AssayMatchThresholds *out_thresholds,
            GError **error)
{
  g_autoptr (AssayStatement) statement =
      assay_connection_prepare (connection, "SELECT model FROM match_state", error);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *comparisons;
  gboolean row;
  double prior;

  *out_prior_bits = 0;
  assay_match_thresholds_init (out_thresholds);
  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  node = row ? assay_json_parse (assay_statement_get_text (statement, 0), -1, NULL) : NULL;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) ||
      !json_object_has_member (json_node_get_object (node), "comparisons"))
    return TRUE;
  assay_match_thresholds_from_json (out_thresholds, json_node_get_object (node));
  prior = json_object_get_double_member_with_default (json_node_get_object (node), "prior", 0.5);
  *out_prior_bits = log2 (prior / (1 - prior));
  comparisons = json_object_get_array_member (json_node_get_object (node), "comparisons");
  for (guint i = 0; comparisons != NULL && i < json_array_get_length (comparisons); i++)
    g_ptr_array_add (keys,
                     g_strdup (json_object_get_string_member_with_default (
                         json_array_get_object_element (comparisons, i), "key", "")));
  return TRUE;
}

static void
read_steps (AssayStatement *statement, GPtrArray *keys, AssayMatchResult *result)
{
  gsize size;
  const guint8 *p = assay_statement_get_blob (statement, 5, &size);
  const guint8 *end = p + size;

  g_ptr_array_set_size (result->steps, 0);
  for (guint i = 0; i < keys->len && p < end; i++)
    {
      AssayMatchLevel level = (AssayMatchLevel) (*p++ & 7);
      AssayMatchStep *step;
      AssayValue bits;

      if (!assay_value_unpack (&bits, &p, end))
        return;
      if (level == ASSAY_MATCH_MISSING)
        continue;
      step = g_new0 (AssayMatchStep, 1);
      step->key = g_strdup (g_ptr_array_index (keys, i));
      step->level = level;
      step->bits = bits.kind == ASSAY_VALUE_INTEGER ? (double) bits.integer : bits.real;
      g_ptr_array_add (result->steps, step);
    }
}

static void
read_result (AssayStatement *statement, GPtrArray *keys, AssayMatchResult *result)
{
  result->a = assay_statement_get_int64 (statement, 0);
  result->b = assay_statement_get_int64 (statement, 1);
  result->cluster = assay_statement_get_int64 (statement, 2);
  result->weakest = assay_statement_get_double (statement, 3);
  result->bits = assay_statement_get_double (statement, 4);
  result->verdict = (int) assay_statement_get_int64 (statement, 6);
  result->probability = assay_statement_get_double (statement, 7);
  read_steps (statement, keys, result);
}

static AssayStatement *
prepare_query (AssayConnection *connection,
               const AssayMatchQuery *query,
               const AssayMatchThresholds *thresholds,
               GError **error)
{
  static const char *const statements[2][4] = { STATEMENTS (CERTAIN), STATEMENTS (UNCERTAIN) };
  guint which = (query->lead != 0 ? 1 : 0) + (query->cluster != 0 ? 2 : 0);
  AssayStatement *statement = assay_connection_prepare (
      connection, statements[query->order == ASSAY_MATCH_ORDER_UNCERTAIN][which], error);
  double from, to;

  if (statement == NULL)
    return NULL;
  band_limits (query->band, thresholds, &from, &to);
  assay_statement_bind_double (statement, 1, from);
  assay_statement_bind_double (statement, 2, to);
  assay_statement_bind_int64 (statement, 3, query->limit > 0 ? query->limit : -1);
  if (query->lead != 0)
    assay_statement_bind_int64 (statement, 4, query->lead);
  if (query->cluster != 0)
    assay_statement_bind_int64 (statement, 5, query->cluster);
  return statement;
}

/**
 * assay_match_foreach_result:
 * @func: (scope call): called for each pair; returns %FALSE to stop
 *
 * The pairs that the last run found, of leads that still exist.
 */
gboolean
assay_match_foreach_result (AssayConnection *connection,
                            const AssayMatchQuery *query,
                            AssayMatchResultFunc func,
                            gpointer user_data,
                            GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  g_autoptr (AssayStatement) statement = NULL;
  AssayMatchResult result = { .steps = steps };
  AssayMatchThresholds thresholds;
  gboolean row;

  if (!read_model (connection, keys, &result.prior_bits, &thresholds, error))
    return FALSE;
  result.sure = thresholds.sure;
  statement = prepare_query (connection, query, &thresholds, error);
  if (statement == NULL)
    return FALSE;
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      read_result (statement, keys, &result);
      result.band = assay_match_thresholds_get_band (&thresholds, result.probability);
      if (!func (&result, user_data))
        return TRUE;
    }
  return FALSE;
}

/**
 * assay_match_list_clusters:
 * @limit: at most so many; 0 for all
 *
 * Returns: (transfer full) (element-type AssayMatchClusterInfo): the clusters, the surest ones
 * first
 */
GArray *
assay_match_list_clusters (AssayConnection *connection, gint64 limit, GError **error)
{
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (AssayMatchClusterInfo));
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection,
      "SELECT cluster, count(*), min(weakest), max(probability) FROM " ASSAY_MATCH_PAIR_SOURCE
      " WHERE cluster IS NOT NULL AND verdict IS NOT -1 "
      "GROUP BY cluster ORDER BY min(weakest) DESC, cluster LIMIT ?1",
      error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  assay_statement_bind_int64 (statement, 1, limit > 0 ? limit : -1);
  while (assay_statement_step (statement, &row, error))
    {
      AssayMatchClusterInfo info;
      g_autoptr (GArray) members = NULL;

      if (!row)
        return g_steal_pointer (&clusters);
      info.cluster = assay_statement_get_int64 (statement, 0);
      info.pairs = assay_statement_get_int64 (statement, 1);
      info.weakest = assay_statement_get_double (statement, 2);
      info.probability = assay_statement_get_double (statement, 3);
      members = assay_match_list_members (connection, info.cluster, error);
      if (members == NULL)
        return NULL;
      info.leads = members->len;
      g_array_append_val (clusters, info);
    }
  return NULL;
}

/**
 * assay_match_list_members:
 *
 * Returns: (transfer full) (element-type gint64): the leads of a cluster, in the order of their ids
 */
GArray *
assay_match_list_members (AssayConnection *connection, gint64 cluster, GError **error)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection,
      "SELECT a FROM " ASSAY_MATCH_PAIR_SOURCE " WHERE cluster = ?1 UNION SELECT b FROM " ASSAY_MATCH_PAIR_SOURCE
      " WHERE cluster = ?1 ORDER BY 1",
      error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  assay_statement_bind_int64 (statement, 1, cluster);
  while (assay_statement_step (statement, &row, error))
    {
      gint64 lead;

      if (!row)
        return g_steal_pointer (&members);
      lead = assay_statement_get_int64 (statement, 0);
      g_array_append_val (members, lead);
    }
  return NULL;
}
