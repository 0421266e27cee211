/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-breakdown.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/assay-clock.h"
#include "base/assay-json.h"
#include "score/assay-band-entries.h"
#include "score/assay-breakdown-private.h"
#include "score/assay-score-calibration.h"
#include "score/assay-score-error.h"

/* Points in hundredths; whole ones without a point. */
static void
set_number (JsonObject *object,
            const char *name,
            double      number)
{
  double rounded = round (number * 100) / 100;

  if (isnan (number) || isinf (number))
    json_object_set_null_member (object, name);
  else if (rounded == floor (rounded) && fabs (rounded) < 1e15)
    json_object_set_int_member (object, name, (gint64) rounded);
  else
    json_object_set_double_member (object, name, rounded);
}

static void
add_factor (const AssayBreakdown *breakdown,
            guint                 index,
            JsonArray            *to)
{
  const AssayFactor *factor = assay_profile_factor (breakdown->profile, index);
  JsonObject *object = json_object_new ();
  g_autoptr (JsonArray) sources = json_array_new ();
  AssayBreakdown noting = *breakdown;
  g_autofree char *evidence = NULL;

  noting.evidence.sources = sources;
  evidence = assay_breakdown_evidence (&noting, index);
  json_array_add_object_element (to, object);
  json_object_set_string_member (object, "key", factor->key);
  json_object_set_string_member (object, "label", factor->label);
  set_number (object, "points", breakdown->result.factor_points[index]);
  if (factor->value.kind == ASSAY_FACTOR_VALUE_NONE && factor->points != 0)
    set_number (
      object, "max", factor->points * (factor->per_event && factor->cap > 0 ? factor->cap : 1));
  if (factor->value.kind != ASSAY_FACTOR_VALUE_NONE)
    set_number (object, "value", breakdown->values[index]);
  if (evidence != NULL)
    json_object_set_string_member (object, "evidence", evidence);
  if (json_array_get_length (sources) > 0)
    json_object_set_array_member (object, "sources", g_steal_pointer (&sources));
}

static void
add_groups (const AssayBreakdown *breakdown,
            JsonObject           *to)
{
  JsonArray *groups = json_array_new ();

  json_object_set_array_member (to, "groups", groups);
  for (guint g = 0; g < breakdown->profile->groups->len; g++)
    {
      const AssayGroup *group = assay_profile_group (breakdown->profile, g);
      JsonObject *object = json_object_new ();
      JsonArray *factors = json_array_new ();

      json_array_add_object_element (groups, object);
      json_object_set_string_member (object, "key", group->key);
      json_object_set_string_member (object, "label", group->label);
      set_number (object, "points", breakdown->result.group_points[g]);
      set_number (object, "max", breakdown->profile->weighted ? group->weight : group->max);
      json_object_set_array_member (object, "factors", factors);
      for (guint i = 0; i < group->n_factors; i++)
        add_factor (breakdown, group->first_factor + i, factors);
    }
}

/* The band of a set that the lead is in. */
const AssayBand *
assay_breakdown_band (const AssayBreakdown *breakdown,
                      guint                 set)
{
  int band = breakdown->result.bands[set];

  return band >= 0 ? &g_array_index (
           assay_profile_band_set (breakdown->profile, set)->bands, AssayBand, band)
                   : NULL;
}

static void
add_bands (const AssayBreakdown *breakdown,
           JsonObject           *to)
{
  JsonObject *bands = json_object_new ();
  JsonArray *points = json_array_new ();

  json_object_set_object_member (to, "bands", bands);
  json_object_set_array_member (to, "band_points", points);
  for (guint i = 0; i < breakdown->profile->band_sets->len; i++)
    {
      const AssayBand *band = assay_breakdown_band (breakdown, i);
      JsonObject *object;

      if (band == NULL)
        continue;
      json_object_set_string_member (
        bands, assay_profile_band_set (breakdown->profile, i)->key, band->key);
      if (band->points == 0)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "band", band->key);
      json_object_set_string_member (object, "label", band->label);
      set_number (object, "points", band->points);
      json_array_add_object_element (points, object);
    }
}

/* Since when the lead is in the bands that it is in. */
static void
add_entries (const AssayBreakdown *breakdown,
             JsonObject           *to)
{
  JsonObject *entered = json_object_new ();

  json_object_set_object_member (to, "entered_at", entered);
  for (guint i = 0; i < breakdown->profile->band_sets->len; i++)
    {
      const AssayBandSet *set = assay_profile_band_set (breakdown->profile, i);
      const AssayBand *band = assay_breakdown_band (breakdown, i);
      g_autofree char *iso = NULL;
      gint64 at;

      if (band == NULL
          || !assay_band_entries_find (breakdown->evidence.connection, breakdown->profile->key,
                                       breakdown->evidence.lead, set->key, band->key, &at, NULL)
          || at == 0)
        continue;
      iso = assay_instant_to_iso (at, FALSE);
      json_object_set_string_member (entered, set->key, iso);
    }
}

static void
add_warnings (const AssayBreakdown *breakdown,
              JsonObject           *to)
{
  const char *const *warnings = assay_factor_query_get_warnings (breakdown->query);
  JsonArray *array = json_array_new ();

  for (guint i = 0; warnings[i] != NULL; i++)
    json_array_add_string_element (array, warnings[i]);
  json_object_set_array_member (to, "warnings", array);
}

#define LATEST_CHANGES 10

/* The last changes of the stored score, newest first. */
static void
add_history (const AssayBreakdown *breakdown,
             JsonObject           *to)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    breakdown->evidence.connection,
    "SELECT at, old_value, new_value, old_bands, new_bands, reason, job, new_version "
    "FROM score_history WHERE lead = ?1 AND profile = ?2 ORDER BY at DESC, id DESC LIMIT ?3",
    NULL);
  JsonArray *history = json_array_new ();
  gboolean row;

  json_object_set_array_member (to, "history", history);
  if (select == NULL)
    return;
  assay_statement_bind_int64 (select, 1, breakdown->evidence.lead);
  assay_statement_bind_text (select, 2, breakdown->profile->key);
  assay_statement_bind_int64 (select, 3, LATEST_CHANGES);
  while (assay_statement_step (select, &row, NULL) && row)
    {
      JsonObject *change = json_object_new ();
      g_autofree char *at = assay_instant_to_iso (assay_statement_get_int64 (select, 0), FALSE);

      json_array_add_object_element (history, change);
      json_object_set_string_member (change, "at", at);
      for (int i = 1; i <= 2; i++)
        set_number (change,
                    i == 1 ? "old" : "new",
                    assay_statement_is_null (select, i)
                      ? NAN
                      : assay_profile_round (assay_statement_get_double (select, i)));
      for (int i = 3; i <= 4; i++)
        json_object_set_member (change, i == 3 ? "old_bands" : "new_bands",
                                assay_json_parse (assay_statement_get_text (select, i), -1, NULL));
      json_object_set_string_member (change, "reason", assay_statement_get_text (select, 5));
      json_object_set_int_member (change, "job", assay_statement_get_int64 (select, 6));
      json_object_set_int_member (change, "version", assay_statement_get_int64 (select, 7));
    }
}

static JsonNode *
to_json (const AssayBreakdown *breakdown)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  json_object_set_string_member (object, "profile", breakdown->profile->key);
  json_object_set_string_member (object, "name", breakdown->profile->name);
  json_object_set_int_member (object, "version", breakdown->profile->version);
  set_number (object,
              "score",
              isnan (breakdown->result.score) ? NAN
                                              : assay_profile_round (breakdown->result.score));
  set_number (object, "base", breakdown->result.base);
  if (breakdown->profile->weighted)
    set_number (object, "known_percent", breakdown->result.known * 100);
  add_bands (breakdown, object);
  add_entries (breakdown, object);
  add_groups (breakdown, object);
  assay_breakdown_add_judgement (breakdown, object);
  if (breakdown->profile->weighted && breakdown->result.known < 0.5)
    json_object_set_string_member (
      object, "note", _ ("Less than half of the weight is known: no grade."));
  add_history (breakdown, object);
  add_warnings (breakdown, object);
  return node;
}

/**
 * assay_breakdown_make:
 * @as_of: the instant to look from, or %ASSAY_AS_OF_NOW
 *
 * Scores one lead now and says where each point comes from, with the evidence.
 *
 * Returns: (transfer full) (nullable): `{"profile", "version", "score", "base", "bands",
 * "band_points", "entered_at", "groups": [{"key", "points", "max", "factors": [{"key", "points", "evidence",
 * "sources"}]}],
 * "reasoning", …}`, or %NULL with %ASSAY_SCORE_ERROR_NOT_SCORED where there is no such lead
 */
JsonNode *
assay_breakdown_make (AssayProfile    *profile,
                      AssayConnection *connection,
                      gint64           lead,
                      gint64           as_of,
                      GError         **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_field_registry_load (connection, error);
  g_autoptr (AssayFactorQuery) query = NULL;
  g_autoptr (AssayFactorMatrix) matrix = assay_factor_matrix_new (profile->factors->len);
  g_autofree double *values = g_new0 (double, profile->factors->len + 1);
  g_autofree double *points = g_new0 (double, profile->factors->len + 1);
  g_autofree double *groups = g_new0 (double, profile->groups->len + 1);
  AssayBreakdown breakdown = { .profile = profile, .matrix = matrix, .values = values };
  g_autoptr (JsonNode) node = NULL;

  if (fields == NULL)
    return NULL;
  query = assay_factor_query_new (connection, fields, profile, as_of, error);
  if (query == NULL || !assay_factor_query_fetch (query, lead, lead, matrix, error))
    return NULL;
  if (matrix->n == 0)
    {
      g_set_error (error,
                   ASSAY_SCORE_ERROR,
                   ASSAY_SCORE_ERROR_NOT_SCORED,
                   "There is no lead %" PRId64,
                   lead);
      return NULL;
    }
  assay_factor_matrix_get_row (matrix, 0, values);
  breakdown.evidence = (AssayEvidence) { connection, fields, lead, as_of };
  breakdown.query = query;
  breakdown.result.factor_points = points;
  breakdown.result.group_points = groups;
  assay_profile_sum (profile, values, &matrix->judged[0], &breakdown.result);
  node = to_json (&breakdown);
  if (!assay_score_calibration_describe (connection, profile->key, profile->version,
                                         breakdown.result.score, json_node_get_object (node), error))
    return NULL;
  return g_steal_pointer (&node);
}
