/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-groups.h"

#include "match/assay-match-result-private.h"
#include "match/assay-union-find.h"

typedef struct
{
  gint64 a;
  gint64 b;
  double probability;
  int verdict;
} Link;

/* The clusters are read one after the other; what people have said since may have taken one apart. */
typedef struct
{
  GArray *links;      /* (element-type Link): of the cluster that is read */
  gint64 cluster;
  double weakest;
  AssayMatchBand band; /* which groups are wanted */
  GPtrArray *groups;  /* (element-type AssayMatchGroup) */
  AssayMatchTally *tally;
} Collector;

void
assay_match_group_free (AssayMatchGroup *group)
{
  if (group == NULL)
    return;
  g_clear_pointer (&group->leads, g_array_unref);
  g_free (group);
}

static AssayMatchGroup *
group_new (double probability, gboolean together)
{
  AssayMatchGroup *group = g_new0 (AssayMatchGroup, 1);

  group->leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  group->probability = probability;
  group->together = together;
  return group;
}

static void
take_group (Collector *self, AssayMatchGroup *group)
{
  AssayMatchBand band = assay_match_thresholds_get_band (&self->tally->thresholds, group->probability);

  if (band == ASSAY_MATCH_BAND_SURE && group->disputed)
    band = ASSAY_MATCH_BAND_REVIEW;
  group->band = band;
  self->tally->sure += band == ASSAY_MATCH_BAND_SURE;
  self->tally->review += band == ASSAY_MATCH_BAND_REVIEW;
  if (band != ASSAY_MATCH_BAND_DIFFERENT && (self->band == ASSAY_MATCH_BAND_ALL || self->band == band))
    g_ptr_array_add (self->groups, group);
  else
    assay_match_group_free (group);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static GArray *
list_leads (GArray *links)
{
  GArray *leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = 0;

  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);

      g_array_append_val (leads, link->a);
      g_array_append_val (leads, link->b);
    }
  g_array_sort (leads, compare_ids);
  for (guint i = 0; i < leads->len; i++)
    if (n == 0 || g_array_index (leads, gint64, n - 1) != g_array_index (leads, gint64, i))
      g_array_index (leads, gint64, n++) = g_array_index (leads, gint64, i);
  g_array_set_size (leads, n);
  return leads;
}

static guint32
place_of (GArray *leads, gint64 lead)
{
  guint place = 0;

  g_array_binary_search (leads, &lead, compare_ids, &place);
  return place;
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const Link *first = a, *second = b;

  return (first->probability < second->probability) - (first->probability > second->probability);
}

/* A part of a cluster that is still held together. */
static AssayMatchGroup *
make_part (Collector *self, AssayUnionFind *sets, GArray *leads, guint32 root, const double *weakest)
{
  gboolean whole = assay_union_find_size (sets, root) == leads->len;
  AssayMatchGroup *group = group_new (weakest[root], TRUE);
  gboolean judged = FALSE;

  for (guint32 i = 0; i < leads->len; i++)
    if (assay_union_find_root (sets, i) == root)
      g_array_append_val (group->leads, g_array_index (leads, gint64, i));
  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);

      if (assay_union_find_root (sets, place_of (leads, link->a)) != root
          || assay_union_find_root (sets, place_of (leads, link->b)) != root)
        continue;
      group->disputed |= link->verdict < 0;
      judged |= link->verdict != 0;
    }
  /* What the guard made of a cluster holds until somebody says more. */
  if (whole && !judged)
    group->probability = self->weakest;
  return group;
}

static void
take_cluster (Collector *self)
{
  g_autoptr (GArray) leads = NULL;
  g_autoptr (AssayUnionFind) sets = NULL;
  g_autofree double *weakest = NULL;

  if (self->links->len == 0)
    return;
  leads = list_leads (self->links);
  sets = assay_union_find_new (leads->len);
  weakest = g_new (double, leads->len);
  for (guint i = 0; i < leads->len; i++)
    weakest[i] = 1;
  g_array_sort (self->links, compare_links);
  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);
      guint32 a = place_of (leads, link->a), b = place_of (leads, link->b);

      /* Taken from the surest down, the link that joins two parts is the weakest of the whole. */
      if (link->verdict >= 0 && assay_union_find_join (sets, a, b))
        weakest[assay_union_find_root (sets, a)] = link->probability;
    }
  for (guint32 i = 0; i < leads->len; i++)
    if (assay_union_find_root (sets, i) == i && assay_union_find_size (sets, i) > 1)
      take_group (self, make_part (self, sets, leads, i, weakest));
  g_array_set_size (self->links, 0);
}

/* Two leads that matching left apart, and yet are too much alike to say nothing. */
static void
take_pair (Collector *self, const Link *link)
{
  AssayMatchGroup *group;

  if (link->verdict < 0)
    return;
  group = group_new (link->probability, FALSE);
  g_array_append_val (group->leads, link->a);
  g_array_append_val (group->leads, link->b);
  take_group (self, group);
}

static void
take_row (Collector *self, AssayStatement *statement)
{
  gint64 cluster = assay_statement_get_int64 (statement, 2);
  Link link = { assay_statement_get_int64 (statement, 0),
                assay_statement_get_int64 (statement, 1),
                assay_statement_get_double (statement, 4),
                (int) assay_statement_get_int64 (statement, 5) };

  if (cluster != self->cluster)
    take_cluster (self);
  self->cluster = cluster;
  self->weakest = assay_statement_get_double (statement, 3);
  if (cluster != 0)
    g_array_append_val (self->links, link);
  else
    take_pair (self, &link);
}

static gboolean
read_pairs (Collector *self, AssayConnection *connection, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection,
      "SELECT a, b, ifnull(cluster, 0) AS cluster, weakest, probability, verdict "
      "FROM " ASSAY_MATCH_PAIR_SOURCE " ORDER BY 3, a, b",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        {
          take_cluster (self);
          return TRUE;
        }
      take_row (self, statement);
    }
  return FALSE;
}

static gboolean
read_tally (AssayConnection *connection, AssayMatchTally *tally, GError **error)
{
  gint64 generation;

  if (!assay_connection_query_int64 (connection, "SELECT generation FROM match_state", &generation, error)
      || !assay_connection_query_int64 (
        connection, "SELECT count(*) FROM match_label WHERE verdict = -1 " ASSAY_MATCH_LABEL_FILTER,
        &tally->different, error)
      || !assay_connection_query_int64 (
        connection, "SELECT count(*) FROM match_label WHERE TRUE " ASSAY_MATCH_LABEL_FILTER,
        &tally->judged, error)
      || !assay_connection_query_int64 (connection, "SELECT count(*) FROM lead", &tally->leads, error))
    return FALSE;
  tally->found = generation != 0;
  return assay_match_thresholds_read (connection, &tally->thresholds, error)
         && assay_match_suggest (connection, &tally->suggestion, error);
}

/* The surest first. */
static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const AssayMatchGroup *first = *(AssayMatchGroup *const *) a, *second = *(AssayMatchGroup *const *) b;

  if (first->probability != second->probability)
    return first->probability > second->probability ? -1 : 1;
  return compare_ids (first->leads->data, second->leads->data);
}

/**
 * assay_match_list_groups:
 * @band: sure or review; all for both
 * @limit: at most so many; 0 for all
 * @out_tally: (out): how many there are of each
 *
 * What there is to decide about, the surest first: the clusters as far as people have not taken them apart
 * since, and the pairs apart that are alike.
 *
 * Returns: (transfer full) (element-type AssayMatchGroup): the groups
 */
GPtrArray *
assay_match_list_groups (AssayConnection *connection,
                         AssayMatchBand band,
                         guint limit,
                         AssayMatchTally *out_tally,
                         GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_match_group_free);
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (Link));
  Collector collector = { links, 0, 0, band, groups, out_tally };

  *out_tally = (AssayMatchTally){ 0 };
  if (!read_tally (connection, out_tally, error) || !read_pairs (&collector, connection, error))
    return NULL;
  g_ptr_array_sort (groups, compare_groups);
  if (limit > 0 && groups->len > limit)
    g_ptr_array_set_size (groups, (int) limit);
  return g_steal_pointer (&groups);
}

/**
 * assay_match_list_labelled:
 * @limit: at most so many; 0 for all
 *
 * Returns: (transfer full) (element-type AssayMatchGroup): the pairs that a person called different, the last
 * said first
 */
GPtrArray *
assay_match_list_labelled (AssayConnection *connection, guint limit, GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_match_group_free);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection,
      "SELECT a, b FROM match_label WHERE verdict = -1 " ASSAY_MATCH_LABEL_FILTER
      " ORDER BY at DESC, a, b LIMIT ?1",
      error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  assay_statement_bind_int64 (statement, 1, limit > 0 ? (gint64) limit : -1);
  while (assay_statement_step (statement, &row, error))
    {
      AssayMatchGroup *group;
      gint64 lead;

      if (!row)
        return g_steal_pointer (&groups);
      group = group_new (0, FALSE);
      lead = assay_statement_get_int64 (statement, 0);
      g_array_append_val (group->leads, lead);
      lead = assay_statement_get_int64 (statement, 1);
      g_array_append_val (group->leads, lead);
      group->disputed = TRUE;
      group->band = ASSAY_MATCH_BAND_DIFFERENT;
      g_ptr_array_add (groups, group);
    }
  return NULL;
}
