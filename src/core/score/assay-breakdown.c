/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-breakdown.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-json.h"
#include "score/assay-band-entries.h"
#include "score/assay-evidence.h"
#include "score/assay-factor-query.h"
#include "score/assay-profile-sum.h"
#include "score/assay-score-calibration.h"
#include "score/assay-score-error.h"

typedef struct
{
  AssayProfile *profile;
  AssayEvidence evidence;
  AssayFactorQuery *query;
  AssayFactorMatrix *matrix;
  double *values;
  AssayProfileResult result;
} Breakdown;

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

static char *
evidence_of_cases (const Breakdown *breakdown,
                   GArray          *cases,
                   gboolean         all)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cases->len && (all || found->len == 0); i++)
    {
      const AssayProfileCase *one = &g_array_index (cases, AssayProfileCase, i);
      char *text = one->when != NULL ? assay_evidence_of_condition (&breakdown->evidence, one->when)
                                     : NULL;
      if (text != NULL)
        g_ptr_array_add (found, text);
    }
  if (found->len == 0)
    return NULL;
  g_ptr_array_add (found, NULL);
  return g_strjoinv ("; ", (char **) found->pdata);
}

static char *
evidence_of_value (const Breakdown   *breakdown,
                   const AssayFactor *factor)
{
  const AssayFactorValue *value = &factor->value;

  switch (value->kind)
    {
    case ASSAY_FACTOR_VALUE_TABLE:
    case ASSAY_FACTOR_VALUE_SATURATION:
    case ASSAY_FACTOR_VALUE_MAP:
    case ASSAY_FACTOR_VALUE_TIERS:
      return assay_evidence_of_reference (&breakdown->evidence, &value->reference);
    case ASSAY_FACTOR_VALUE_CASES:
      return evidence_of_cases (breakdown, value->cases, value->sum);
    case ASSAY_FACTOR_VALUE_MEAN:
      {
        g_autoptr (GString) names = g_string_new (NULL);
        for (guint i = 0; i < value->factors->len; i++)
          g_string_append_printf (
            names,
            "%s%s",
            i > 0 ? ", " : "",
            assay_profile_factor (breakdown->profile, g_array_index (value->factors, guint, i))
              ->label);
        /* Translators: %s is a list of factors */
        return g_strdup_printf (_ ("mean of: %s"), names->str);
      }
    case ASSAY_FACTOR_VALUE_PRESENT:
    case ASSAY_FACTOR_VALUE_NONE:
    case ASSAY_FACTOR_VALUE_NUMBER:
    default:
      return NULL;
    }
}

/* What the phrase tables that a factor looks at found. */
static char *
evidence_of_tiers (const Breakdown   *breakdown,
                   const AssayFactor *factor)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < factor->tier_tests->len; i++)
    {
      const AssayTierTest *test = &g_array_index (factor->tier_tests, AssayTierTest, i);
      char *text = assay_evidence_of_reference (
        &breakdown->evidence, &assay_profile_group (breakdown->profile, test->group)->table);
      if (text != NULL)
        g_ptr_array_add (found, text);
    }
  g_ptr_array_add (found, NULL);
  return g_strjoinv ("; ", (char **) found->pdata);
}

static char *
evidence_of_factor (const Breakdown *breakdown,
                    guint            index)
{
  const AssayFactor *factor = assay_profile_factor (breakdown->profile, index);
  const AssayGroup *group = assay_profile_group (breakdown->profile, factor->group);

  if (assay_factor_query_is_inactive (breakdown->query, index))
    return g_strdup (_ ("inactive: the workspace lacks what it reads"));
  if (isnan (breakdown->values[index]))
    return g_strdup (_ ("not known, left out"));
  if (factor->value.kind != ASSAY_FACTOR_VALUE_NONE)
    return evidence_of_value (breakdown, factor);
  if (breakdown->values[index] == 0)
    return NULL;
  if (factor->tier >= 0)
    return assay_evidence_of_reference (&breakdown->evidence, &group->table);
  if (factor->tier_tests != NULL)
    return evidence_of_tiers (breakdown, factor);
  if (factor->per_event)
    return assay_evidence_of_reference (&breakdown->evidence, &factor->decay);
  return factor->when != NULL ? assay_evidence_of_condition (&breakdown->evidence, factor->when)
                              : NULL;
}

static void
add_factor (const Breakdown *breakdown,
            guint            index,
            JsonArray       *to)
{
  const AssayFactor *factor = assay_profile_factor (breakdown->profile, index);
  JsonObject *object = json_object_new ();
  g_autoptr (JsonArray) sources = json_array_new ();
  Breakdown noting = *breakdown;
  g_autofree char *evidence = NULL;

  noting.evidence.sources = sources;
  evidence = evidence_of_factor (&noting, index);
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
add_groups (const Breakdown *breakdown,
            JsonObject      *to)
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

static const AssayBand *
found_band (const Breakdown *breakdown,
            guint            set)
{
  int band = breakdown->result.bands[set];

  return band >= 0 ? &g_array_index (
           assay_profile_band_set (breakdown->profile, set)->bands, AssayBand, band)
                   : NULL;
}

static void
add_bands (const Breakdown *breakdown,
           JsonObject      *to)
{
  JsonObject *bands = json_object_new ();
  JsonArray *points = json_array_new ();

  json_object_set_object_member (to, "bands", bands);
  json_object_set_array_member (to, "band_points", points);
  for (guint i = 0; i < breakdown->profile->band_sets->len; i++)
    {
      const AssayBand *band = found_band (breakdown, i);
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
add_entries (const Breakdown *breakdown,
             JsonObject      *to)
{
  JsonObject *entered = json_object_new ();

  json_object_set_object_member (to, "entered_at", entered);
  for (guint i = 0; i < breakdown->profile->band_sets->len; i++)
    {
      const AssayBandSet *set = assay_profile_band_set (breakdown->profile, i);
      const AssayBand *band = found_band (breakdown, i);
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

static int
judged_group (const AssayProfile *profile)
{
  for (guint g = 0; g < profile->groups->len; g++)
    if (assay_profile_group (profile, g)->judge != NULL)
      return (int) g;
  return -1;
}

/* What a judge said, if one was asked. */
static char *
read_judgement (const Breakdown *breakdown,
                char           **out_label)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    breakdown->evidence.connection,
    "SELECT label, reason FROM judgement WHERE lead = ?1 AND profile = ?2",
    NULL);
  gboolean row;

  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, breakdown->evidence.lead);
  assay_statement_bind_text (select, 2, breakdown->profile->key);
  if (!assay_statement_step (select, &row, NULL) || !row)
    return NULL;
  *out_label = g_strdup (assay_statement_get_text (select, 0));
  return g_strdup (assay_statement_get_text (select, 1));
}

/* "role “CEO” is decision maker", or that nothing was recognised. */
static void
append_table_finding (const Breakdown  *breakdown,
                      const AssayGroup *group,
                      GString          *to)
{
  g_autofree char *text = assay_evidence_get_text (&breakdown->evidence, &group->table);
  g_autofree char *label = g_utf8_strdown (group->label, -1);

  if (to->len > 0)
    g_string_append (to, ", ");
  if (text == NULL)
    {
      /* Translators: %s is a field such as “role” */
      g_string_append_printf (to, _ ("%s not known"), label);
      return;
    }
  for (guint i = 0; i < group->n_factors; i++)
    if (breakdown->values[group->first_factor + i] == 1)
      {
        g_autofree char *tier = g_utf8_strdown (
          assay_profile_factor (breakdown->profile, group->first_factor + i)->label, -1);
        /* Translators: a field, its value and what that counts as: role “CEO” (decision maker) */
        g_string_append_printf (to, _ ("%s “%s” (%s)"), label, text, tier);
        return;
      }
  /* Translators: a field and its value that is on no list */
  g_string_append_printf (to, _ ("%s “%s” (not on the lists)"), label, text);
}

static void
append_missing (const Breakdown *breakdown,
                GString         *to)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < breakdown->profile->factors->len; i++)
    {
      const AssayFactor *factor = assay_profile_factor (breakdown->profile, i);
      if (strcmp (assay_profile_group (breakdown->profile, factor->group)->key, "completeness") != 0
          || breakdown->values[i] != 0)
        continue;
      g_autofree char *label = g_utf8_strdown (factor->label, -1);
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", label);
    }
  if (names->len > 0)
    /* Translators: %s is a list of fields */
    g_string_append_printf (to, _ (" Missing: %s."), names->str);
}

/* One or two sentences, in the judge's words where there are any. */
static char *
make_reasoning (const Breakdown *breakdown)
{
  g_autoptr (GString) findings = g_string_new (NULL);
  const AssayBand *band = breakdown->profile->band_sets->len > 0 ? found_band (breakdown, 0) : NULL;
  GString *text = g_string_new (NULL);

  for (guint g = 0; g < breakdown->profile->groups->len; g++)
    {
      const AssayGroup *group = assay_profile_group (breakdown->profile, g);
      if (group->table.key != NULL)
        append_table_finding (breakdown, group, findings);
    }
  /* Translators: a band of intent and what speaks for it */
  g_string_append_printf (
    text, _ ("%s intent: %s."), band != NULL ? band->label : "—", findings->str);
  append_missing (breakdown, text);
  return g_string_free (text, FALSE);
}

static void
add_judgement (const Breakdown *breakdown,
               JsonObject      *to)
{
  int group = judged_group (breakdown->profile);
  g_autofree char *label = NULL;
  g_autofree char *reason = NULL;
  const char *total = NULL, *own = NULL;
  JsonObject *object;

  if (group < 0)
    return;
  for (guint i = 0; i < breakdown->profile->band_sets->len; i++)
    {
      const AssayBandSet *set = assay_profile_band_set (breakdown->profile, i);
      const AssayBand *band = found_band (breakdown, i);
      if (set->of == ASSAY_BAND_OF_GROUP && set->group == (guint) group)
        own = band != NULL ? band->key : NULL;
      else if (set->of == ASSAY_BAND_OF_SCORE && total == NULL)
        total = band != NULL ? band->key : NULL;
    }
  reason = read_judgement (breakdown, &label);
  object = json_object_new ();
  json_object_set_object_member (to, "judgement", object);
  json_object_set_string_member (object, "by", label != NULL ? "model" : "heuristics");
  json_object_set_string_member (object, "label", label != NULL ? label : own != NULL ? own : "");
  json_object_set_boolean_member (object, "agrees", g_strcmp0 (own, total) == 0);
  if (reason == NULL || reason[0] == '\0')
    {
      g_free (reason);
      reason = make_reasoning (breakdown);
    }
  json_object_set_string_member (to, "reasoning", reason);
}

static void
add_warnings (const Breakdown *breakdown,
              JsonObject      *to)
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
add_history (const Breakdown *breakdown,
             JsonObject      *to)
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
to_json (const Breakdown *breakdown)
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
  add_judgement (breakdown, object);
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
  Breakdown breakdown = { .profile = profile, .matrix = matrix, .values = values };
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
