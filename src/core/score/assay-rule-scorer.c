/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-rule-scorer.h"

#include <math.h>

#include "base/assay-clock.h"
#include "score/assay-breakdown.h"
#include "score/assay-factor-query.h"
#include "score/assay-profile-store.h"
#include "score/assay-profile-sum.h"
#include "score/assay-score-error.h"

/**
 * AssayRuleScorer:
 *
 * Scores leads by the rules of a profile.
 */
struct _AssayRuleScorer
{
  GObject parent_instance;

  AssayProfile *profile; /* (owned) */
};

static void scorer_init (AssayScorerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayRuleScorer,
                               assay_rule_scorer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_SCORER, scorer_init))

static const char *
get_key (AssayScorer *scorer)
{
  return ASSAY_RULE_SCORER (scorer)->profile->key;
}

static gboolean
score (AssayScorer     *scorer,
       AssayConnection *connection,
       AssayScores     *scores,
       gint64           as_of,
       GCancellable    *cancellable,
       GError         **error)
{
  AssayProfile *profile = ASSAY_RULE_SCORER (scorer)->profile;
  g_autoptr (AssayFieldRegistry) fields = assay_field_registry_load (connection, error);
  g_autoptr (AssayFactorQuery) query = NULL;
  g_autoptr (AssayFactorMatrix) matrix = assay_factor_matrix_new (profile->factors->len);
  g_autofree double *values = g_new0 (double, profile->factors->len + 1);
  g_autofree double *points = g_new0 (double, profile->factors->len + 1);
  g_autofree double *groups = g_new0 (double, profile->groups->len + 1);
  AssayProfileResult result = { .factor_points = points, .group_points = groups };

  if (fields == NULL)
    return FALSE;
  query = assay_factor_query_new (connection, fields, profile, as_of, error);
  if (query == NULL)
    return FALSE;
  for (gsize i = 0; i < scores->n; i++)
    {
      scores->values[i] = NAN;
      assay_factor_matrix_clear (matrix);
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !assay_factor_query_fetch (query, scores->leads[i], scores->leads[i], matrix, error))
        return FALSE;
      if (matrix->n == 0)
        continue;
      assay_factor_matrix_get_row (matrix, 0, values);
      assay_profile_sum (profile, values, &matrix->judged[0], &result);
      scores->values[i] = result.score;
    }
  return TRUE;
}

static JsonNode *
explain (AssayScorer     *scorer,
         AssayConnection *connection,
         gint64           lead,
         gint64           as_of,
         GError         **error)
{
  return assay_breakdown_make (ASSAY_RULE_SCORER (scorer)->profile, connection, lead, as_of, error);
}

static void
scorer_init (AssayScorerInterface *iface)
{
  iface->get_key = get_key;
  iface->score = score;
  iface->explain = explain;
}

static void
assay_rule_scorer_finalize (GObject *object)
{
  g_clear_pointer (&ASSAY_RULE_SCORER (object)->profile, assay_profile_unref);
  G_OBJECT_CLASS (assay_rule_scorer_parent_class)->finalize (object);
}

static void
assay_rule_scorer_class_init (AssayRuleScorerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_rule_scorer_finalize;
}

static void
assay_rule_scorer_init (AssayRuleScorer *self)
{
}

/**
 * assay_rule_scorer_new:
 * @profile: its rules
 *
 * Returns: (transfer full): a scorer
 */
AssayRuleScorer *
assay_rule_scorer_new (AssayProfile *profile)
{
  AssayRuleScorer *self = g_object_new (ASSAY_TYPE_RULE_SCORER, NULL);

  self->profile = assay_profile_ref (profile);
  return self;
}

/**
 * assay_rule_scorer_list_active:
 * @scorers: (element-type AssayScorer): gets the workspace's active rule profiles, the primary one
 *   first
 *
 * The #AssayScorerFactory of rules.
 */
gboolean
assay_rule_scorer_list_active (AssayConnection *connection,
                               GPtrArray       *scorers,
                               GError         **error)
{
  g_autoptr (GPtrArray) entries = assay_profile_store_list_entries (connection, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const AssayProfileEntry *entry = entries->pdata[i];
      g_autoptr (AssayProfile) profile = NULL;
      GError *local = NULL;

      if (!entry->active)
        continue;
      profile = assay_profile_store_load (connection, entry->key, ASSAY_DOCUMENT_LATEST, &local);
      if (g_error_matches (local, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_NO_PROFILE))
        {
          /* Undone since it came into use. */
          g_clear_error (&local);
          continue;
        }
      if (profile == NULL)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      g_ptr_array_add (scorers, assay_rule_scorer_new (profile));
    }
  return TRUE;
}
