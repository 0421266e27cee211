/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-what-if.h"

#include <math.h>
#include <string.h>

#include "score/assay-factor-query.h"
#include "score/assay-factor-signature-private.h"
#include "score/assay-outcome-matrix.h"
#include "score/assay-profile-store.h"
#include "score/assay-what-if-private.h"

/* Leads of one read; every so many blocks of them where not all are looked at. */
#define BLOCK 500
/* A moved slider is tested on so many outcomes at the most, which it can do while it moves; the same
 * ones for both sides. */
#define MAX_OUTCOMES 40000
#define SEED         1

static void
side_clear (AssayWhatIfSide *side)
{
  g_clear_pointer (&side->profile, assay_profile_unref);
  g_clear_pointer (&side->matrix, assay_factor_matrix_free);
  g_clear_pointer (&side->known, assay_factor_matrix_free);
  g_clear_pointer (&side->places, g_free);
  g_clear_pointer (&side->leads, assay_scored_leads_free);
  g_clear_pointer (&side->tested, assay_scored_leads_free);
}

void
assay_what_if_free (AssayWhatIf *self)
{
  if (self == NULL)
    return;
  side_clear (&self->published);
  side_clear (&self->draft);
  g_clear_pointer (&self->read, assay_profile_unref);
  g_clear_pointer (&self->signatures, g_hash_table_unref);
  g_clear_pointer (&self->offer, assay_document_unref);
  g_clear_pointer (&self->outcomes, assay_known_outcomes_free);
  g_clear_pointer (&self->test_before, assay_backtest_unref);
  g_strfreev (self->warnings);
  g_free (self);
}

/* All leads, or evenly spread blocks of them. */
static AssayFactorMatrix *
read_matrix (AssayWhatIf      *self,
             AssayConnection  *connection,
             AssayFactorQuery *query,
             AssayProfile     *profile,
             GCancellable     *cancellable,
             GError          **error)
{
  g_autoptr (AssayFactorMatrix) matrix = assay_factor_matrix_new (profile->factors->len);
  gint64 first = 1, last = 0, stride;

  if (!assay_connection_query_int64 (
        connection, "SELECT coalesce(min(id), 1) FROM lead", &first, error)
      || !assay_connection_query_int64 (
        connection, "SELECT coalesce(max(id), 0) FROM lead", &last, error))
    return NULL;
  stride = self->limit > 0 && self->n_all > self->limit
             ? (gint64) ((self->n_all + self->limit - 1) / self->limit)
             : 1;
  for (gint64 at = first, block = 0; at <= last; at += BLOCK, block++)
    {
      if (block % stride != 0)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !assay_factor_query_fetch (query, at, MIN (at + BLOCK - 1, last), matrix, error))
        return NULL;
    }
  return g_steal_pointer (&matrix);
}

static gboolean
read_side (AssayWhatIf        *self,
           AssayWhatIfSide    *side,
           AssayConnection    *connection,
           AssayFieldRegistry *fields,
           AssayDocument      *document,
           GCancellable       *cancellable,
           GError            **error)
{
  g_autoptr (AssayFactorQuery) query = NULL;

  side->profile = assay_profile_new (document, self->offer, error);
  if (side->profile == NULL)
    return FALSE;
  query = assay_factor_query_new (connection, fields, side->profile, ASSAY_AS_OF_NOW, error);
  if (query == NULL)
    return FALSE;
  g_strfreev (self->warnings);
  self->warnings = g_strdupv ((char **) assay_factor_query_get_warnings (query));
  side->matrix = read_matrix (self, connection, query, side->profile, cancellable, error);
  if (side->matrix == NULL)
    return FALSE;
  side->n_factors = side->profile->factors->len;
  side->places = g_new (guint, side->n_factors + 1);
  for (guint i = 0; i < side->n_factors; i++)
    side->places[i] = i;
  if (self->outcomes == NULL)
    return TRUE;
  side->known = assay_outcome_matrix_read (
    connection, fields, side->profile, self->outcomes, cancellable, error);
  return side->known != NULL;
}

static gboolean
read_outcomes (AssayWhatIf            *self,
               AssayConnection        *connection,
               AssayFieldRegistry     *fields,
               const AssayOutcomeRule *rule,
               GError                **error)
{
  if (rule == NULL)
    return TRUE;
  self->outcomes = assay_known_outcomes_read (connection, fields, rule, error);
  if (self->outcomes == NULL)
    return FALSE;
  self->n_all_outcomes = self->outcomes->n;
  assay_known_outcomes_sample (self->outcomes, MAX_OUTCOMES, SEED);
  return TRUE;
}

static gboolean
read_all (AssayWhatIf            *self,
          AssayConnection        *connection,
          AssayFieldRegistry     *fields,
          AssayDocument          *published,
          AssayDocument          *draft,
          const AssayOutcomeRule *rule,
          GCancellable           *cancellable,
          GError                **error)
{
  g_autoptr (GError) local = NULL;
  gint64 n;

  self->offer = assay_profile_store_get_offer (connection, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!assay_connection_query_int64 (connection, "SELECT count(*) FROM lead", &n, error))
    return FALSE;
  self->n_all = (gsize) n;
  if (!read_outcomes (self, connection, fields, rule, error)
      || !read_side (self, &self->published, connection, fields, published, cancellable, error)
      || !read_side (self, &self->draft, connection, fields, draft, cancellable, error))
    return FALSE;
  self->read = assay_profile_ref (self->draft.profile);
  assay_what_if_side_score (&self->published);
  assay_what_if_side_score (&self->draft);
  self->signatures = assay_factor_signatures (draft);
  if (self->outcomes != NULL)
    self->test_before = assay_backtest_new (self->published.profile, self->published.tested,
                                            self->outcomes->outcomes, TRUE);
  return TRUE;
}

/**
 * assay_what_if_new:
 * @published: the version to compare with
 * @draft: what its factors ask is read once
 * @rule: (nullable): what became of leads, to test both by it, on a sample where they are many
 * @limit: look at so many leads, evenly spread, where there are more; 0 for all
 *
 * Reads the factor values of both. Worker thread.
 *
 * Returns: (transfer full) (nullable): the values, or %NULL with an error
 */
AssayWhatIf *
assay_what_if_new (AssayConnection        *connection,
                   AssayFieldRegistry     *fields,
                   AssayDocument          *published,
                   AssayDocument          *draft,
                   const AssayOutcomeRule *rule,
                   gsize                   limit,
                   GCancellable           *cancellable,
                   GError                **error)
{
  g_autoptr (AssayWhatIf) self = g_new0 (AssayWhatIf, 1);
  gboolean done;

  self->limit = limit;
  if (!assay_connection_begin_read (connection, error))
    return NULL;
  assay_connection_set_cancellable (connection, cancellable);
  done = read_all (self, connection, fields, published, draft, rule, cancellable, error);
  assay_connection_set_cancellable (connection, NULL);
  assay_connection_end_read (connection);
  return done ? g_steal_pointer (&self) : NULL;
}

/**
 * assay_what_if_covers:
 * @draft: a valid profile
 *
 * Returns: whether its factors ask nothing that was not read: then assay_what_if_evaluate() only adds
 *   up
 */
gboolean
assay_what_if_covers (AssayWhatIf   *self,
                      AssayDocument *draft)
{
  g_autoptr (GHashTable) wanted = assay_factor_signatures (draft);
  GHashTableIter iter;
  gpointer key, signature;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &key, &signature))
    if (g_strcmp0 (g_hash_table_lookup (self->signatures, key), signature) != 0)
      return FALSE;
  return TRUE;
}

static int
find_factor (const AssayProfile *profile,
             const char         *group,
             const char         *factor)
{
  for (guint g = 0; g < profile->groups->len; g++)
    {
      const AssayGroup *candidate = assay_profile_group (profile, g);

      if (strcmp (candidate->key, group) != 0)
        continue;
      for (guint i = candidate->first_factor; i < candidate->first_factor + candidate->n_factors; i++)
        if (strcmp (assay_profile_factor (profile, i)->key, factor) == 0)
          return (int) i;
    }
  return -1;
}

/* Where the values of another draft's factors stand among those that were read. */
static gboolean
place_factors (AssayWhatIf  *self,
               AssayProfile *profile)
{
  g_autofree guint *places = g_new (guint, profile->factors->len + 1);
  for (guint i = 0; i < profile->factors->len; i++)
    {
      const AssayFactor *factor = assay_profile_factor (profile, i);
      int place
        = find_factor (self->read, assay_profile_group (profile, factor->group)->key, factor->key);

      if (place < 0)
        return FALSE;
      places[i] = (guint) place;
    }
  g_free (self->draft.places);
  self->draft.places = g_steal_pointer (&places);
  return TRUE;
}

/**
 * assay_what_if_evaluate:
 * @draft: what assay_what_if_covers() holds of
 *
 * Adds up what leads would be worth. Any thread, one at a time.
 *
 * Returns: (transfer full) (nullable): what would change, or %NULL with the place that is wrong
 */
AssayWhatIfResult *
assay_what_if_evaluate (AssayWhatIf   *self,
                        AssayDocument *draft,
                        GError       **error)
{
  g_autoptr (AssayProfile) profile = assay_profile_new (draft, self->offer, error);

  if (profile == NULL)
    return NULL;
  g_return_val_if_fail (place_factors (self, profile), NULL);
  assay_profile_unref (self->draft.profile);
  self->draft.profile = g_steal_pointer (&profile);
  assay_what_if_side_score (&self->draft);
  return assay_what_if_compare (self);
}

gsize
assay_what_if_get_n_leads (AssayWhatIf *self)
{
  return self->published.matrix->n;
}

gsize
assay_what_if_get_n_all (AssayWhatIf *self)
{
  return self->n_all;
}

/**
 * assay_what_if_get_n_all_outcomes:
 *
 * Returns: leads whose outcome is known; more than both sides are tested on where they are many
 */
gsize
assay_what_if_get_n_all_outcomes (AssayWhatIf *self)
{
  return self->n_all_outcomes;
}

gint64
assay_what_if_get_lead (AssayWhatIf *self,
                        gsize        row)
{
  return self->published.matrix->leads[row];
}

AssayProfile *
assay_what_if_get_published (AssayWhatIf *self)
{
  return self->published.profile;
}

AssayProfile *
assay_what_if_get_draft (AssayWhatIf *self)
{
  return self->draft.profile;
}

const AssayKnownOutcomes *
assay_what_if_get_outcomes (AssayWhatIf *self)
{
  return self->outcomes;
}

/**
 * assay_what_if_get_warnings:
 *
 * Returns: (array zero-terminated=1): factors of the draft that are inactive, and why
 */
const char *const *
assay_what_if_get_warnings (AssayWhatIf *self)
{
  return (const char *const *) self->warnings;
}

/**
 * assay_what_if_sum:
 * @draft: the draft as it was evaluated last, else the published version
 * @result: (inout): its two arrays have room for all groups and factors of that profile
 *
 * One lead's points.
 */
void
assay_what_if_sum (AssayWhatIf        *self,
                   gboolean            draft,
                   gsize               row,
                   AssayProfileResult *result)
{
  AssayWhatIfSide *side = draft ? &self->draft : &self->published;
  guint n = side->profile->factors->len;
  g_autofree double *values = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    values[i] = side->matrix->columns[side->places[i]][row];
  assay_profile_sum (side->profile, values, &side->matrix->judged[row], result);
}
