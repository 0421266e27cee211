/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-scorer.h"

#include <string.h>

G_DEFINE_INTERFACE (AssayScorer, assay_scorer, G_TYPE_OBJECT)

static void
assay_scorer_default_init (AssayScorerInterface *iface)
{
}

const char *
assay_scorer_get_key (AssayScorer *self)
{
  g_return_val_if_fail (ASSAY_IS_SCORER (self), NULL);
  return ASSAY_SCORER_GET_IFACE (self)->get_key (self);
}

/**
 * assay_scorer_score:
 * @scores: (inout): its ids are given, its values are filled in
 * @as_of: the instant to score as of, milliseconds since 1970-01-01T00:00:00Z
 *
 * Scores a batch of leads. Worker thread.
 */
gboolean
assay_scorer_score (AssayScorer     *self,
                    AssayConnection *connection,
                    AssayScores     *scores,
                    gint64           as_of,
                    GCancellable    *cancellable,
                    GError         **error)
{
  g_return_val_if_fail (ASSAY_IS_SCORER (self), FALSE);
  return ASSAY_SCORER_GET_IFACE (self)->score (self, connection, scores, as_of, cancellable, error);
}

/**
 * assay_scorer_explain:
 *
 * Returns: (transfer full): one element of `scores` as `assay show --json` prints it
 */
JsonNode *
assay_scorer_explain (AssayScorer     *self,
                      AssayConnection *connection,
                      gint64           lead,
                      gint64           as_of,
                      GError         **error)
{
  g_return_val_if_fail (ASSAY_IS_SCORER (self), NULL);
  return ASSAY_SCORER_GET_IFACE (self)->explain (self, connection, lead, as_of, error);
}

/**
 * assay_scorer_find_learned:
 * @leads: (array length=n): ids
 * @learned: (out caller-allocates) (array length=n): 1 of those that the scorer learned from, whose
 *   outcome it therefore knew
 */
void
assay_scorer_find_learned (AssayScorer  *self,
                           const gint64 *leads,
                           gsize         n,
                           guint8       *learned)
{
  g_return_if_fail (ASSAY_IS_SCORER (self));
  memset (learned, 0, n);
  if (ASSAY_SCORER_GET_IFACE (self)->find_learned != NULL)
    ASSAY_SCORER_GET_IFACE (self)->find_learned (self, leads, n, learned);
}

static GPtrArray *factories; /* (element-type AssayScorerFactory) */

/**
 * assay_scorer_register_factory:
 *
 * Called by the engine at start-up; twice does nothing.
 */
void
assay_scorer_register_factory (AssayScorerFactory factory)
{
  if (factories == NULL)
    factories = g_ptr_array_new ();
  if (!g_ptr_array_find (factories, (gconstpointer) factory, NULL))
    g_ptr_array_add (factories, (gpointer) factory);
}

/**
 * assay_scorer_list_active:
 *
 * Returns: (transfer full) (element-type AssayScorer): the workspace's active scorers, the primary one
 *   first
 */
GPtrArray *
assay_scorer_list_active (AssayConnection *connection,
                          GError         **error)
{
  g_autoptr (GPtrArray) scorers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; factories != NULL && i < factories->len; i++)
    {
      AssayScorerFactory factory = (AssayScorerFactory) g_ptr_array_index (factories, i);
      if (!factory (connection, scorers, error))
        return NULL;
    }
  return g_steal_pointer (&scorers);
}
