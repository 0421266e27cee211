/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-json.h"
#include "engine/assay-engine.h"
#include "job/assay-codec.h"
#include "score/assay-breakdown.h"
#include "score/assay-profile-store.h"
#include "score/assay-score-run.h"
#include "store/assay-condition-sql.h"
#include "store/assay-document-store.h"
#include "store/assay-event-store.h"
#include "store/assay-lead-writer.h"

/* A workspace with a stopped clock and short ways to put leads and events into it. */

#define SCORE_NOW G_GINT64_CONSTANT (1795251600000) /* 2026-11-21T09:00Z */

typedef struct
{
  AssayWorkspace *workspace;
} ScoreFixture;

static inline void
score_fixture_set_up (ScoreFixture *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assay_engine_init ();
  assay_clock_set_fixed (SCORE_NOW);
  fixture->workspace = assay_workspace_open_temporary (&error);
  g_assert_no_error (error);
}

static inline void
score_fixture_tear_down (ScoreFixture *fixture,
                         gconstpointer data)
{
  /* Progress that is still on its way to the main loop holds its job. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->workspace);
}

static inline AssayTransaction *
score_begin (ScoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  AssayTransaction *transaction = assay_workspace_begin (fixture->workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);

  g_assert_no_error (error);
  return transaction;
}

static inline void
score_commit (AssayTransaction *transaction)
{
  g_autoptr (GError) error = NULL;

  assay_transaction_commit (transaction, &error);
  g_assert_no_error (error);
}

static inline void
score_execute (ScoreFixture *fixture,
               const char   *sql)
{
  g_autoptr (AssayTransaction) transaction = score_begin (fixture);
  g_autoptr (GError) error = NULL;

  assay_connection_execute (assay_transaction_get_connection (transaction), sql, &error);
  g_assert_no_error (error);
  score_commit (transaction);
}

static inline gint64
score_query (ScoreFixture *fixture,
             const char   *sql)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  assay_connection_query_int64 (reader, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

/* Publishes a profile. */
static inline void
score_publish (ScoreFixture *fixture,
               const char   *key,
               const char   *json)
{
  g_autoptr (AssayTransaction) transaction = score_begin (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayDocument) draft
    = assay_document_parse (ASSAY_PROFILE_KIND, key, 0, json, &error);
  g_autoptr (AssayDocument) document = NULL;

  g_assert_no_error (error);
  document = assay_document_store_publish (transaction, 0, draft, &error);
  g_assert_no_error (error);
  score_commit (transaction);
}

/* Runs the job that @key names and returns what it found out. */
static inline JsonNode *
score_run_job (ScoreFixture *fixture,
               const char   *key,
               const char   *parameters,
               AssayJob    **out_job,
               GError      **error)
{
  g_autoptr (JsonNode) node = assay_json_parse (parameters, -1, NULL);
  g_autoptr (AssayJob) job = assay_codec_job_from_json (
    assay_engine_find_job (key), fixture->workspace, json_node_get_object (node), error);

  if (job == NULL || !assay_job_run (job, NULL, error))
    return NULL;
  if (out_job != NULL)
    *out_job = g_object_ref (job);
  return assay_job_get_result (job) != NULL ? json_node_ref (assay_job_get_result (job))
                                            : json_node_new (JSON_NODE_NULL);
}

/* Adds a lead out of `{"field": value, …}`. */
static inline gint64
score_add_lead (ScoreFixture *fixture,
                JsonObject   *values)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (fixture->workspace);
  g_autoptr (AssayTransaction) transaction = score_begin (fixture);
  g_autoptr (AssayLeadWriter) writer = assay_lead_writer_new (fields, 1, ASSAY_LEAD_WRITER_DEFAULT);
  g_autoptr (GError) error = NULL;
  const AssayField *columns[64];
  AssayValue cells[64];
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  guint n = 0;
  gint64 lead;

  json_object_iter_init_ordered (&iter, values);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      columns[n] = assay_field_registry_find (fields, name);
      if (columns[n] == NULL)
        g_error ("no field %s", name);
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        {
          const char *text = json_node_get_string (node);
          gint64 instant;
          if ((columns[n]->type == ASSAY_FIELD_TYPE_DATETIME || columns[n]->type == ASSAY_FIELD_TYPE_DATE)
              && assay_instant_from_iso (text, -1, &instant, NULL))
            cells[n++] = assay_value_from_integer (instant);
          else
            cells[n++] = assay_value_from_text (text, strlen (text));
        }
      else if (json_node_get_value_type (node) == G_TYPE_INT64)
        cells[n++] = assay_value_from_integer (json_node_get_int (node));
      else
        cells[n++] = assay_value_from_real (json_node_get_double (node));
    }
  assay_lead_writer_set_transaction (writer, transaction);
  lead = assay_lead_writer_insert (writer, columns, cells, n, &error);
  g_assert_no_error (error);
  assay_lead_writer_set_transaction (writer, NULL);
  score_commit (transaction);
  return lead;
}

static inline gint64
score_add_lead_json (ScoreFixture *fixture,
                     const char   *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = assay_json_parse (json, -1, &error);

  g_assert_no_error (error);
  return score_add_lead (fixture, json_node_get_object (node));
}

static inline void
score_add_event (ScoreFixture *fixture,
                 gint64        lead,
                 const char   *type,
                 double        days_ago,
                 const char   *label)
{
  g_autoptr (AssayTransaction) transaction = score_begin (fixture);
  g_autoptr (AssayEventWriter) writer = assay_event_writer_new (1);
  g_autoptr (GError) error = NULL;
  AssayEvent event = { .lead = lead, .type = (char *) type, .value = NAN, .label = (char *) label };
  gboolean added;

  event.at = SCORE_NOW - (gint64) (days_ago * (double) ASSAY_MS_PER_DAY);
  assay_event_writer_set_transaction (writer, transaction);
  assay_event_writer_add (writer, &event, &added, &error);
  g_assert_no_error (error);
  assay_event_writer_flush (writer, &error);
  g_assert_no_error (error);
  assay_event_writer_set_transaction (writer, NULL);
  score_commit (transaction);
}

static inline JsonNode *
score_explain (ScoreFixture *fixture,
               const char   *key,
               gint64        lead,
               gint64        as_of)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_store_load (reader, key, ASSAY_DOCUMENT_LATEST, &error);
  JsonNode *node;

  g_assert_no_error (error);
  node = assay_breakdown_make (profile, reader, lead, as_of, &error);
  g_assert_no_error (error);
  return node;
}

static inline JsonNode *
score_run (ScoreFixture *fixture,
           const char   *key,
           gboolean      changed_only)
{
  const char *keys[] = { key, NULL };
  g_autoptr (GError) error = NULL;
  AssayScoreRun run = { .workspace = fixture->workspace, .as_of = ASSAY_AS_OF_NOW, .changed_only = changed_only };
  JsonNode *result;

  run.profiles = key != NULL ? keys : NULL;
  result = assay_score_run (&run, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* Of a run's result, how many scores it wrote. */
static inline gint64
score_changed (JsonNode *result)
{
  JsonArray *profiles = json_object_get_array_member (json_node_get_object (result), "profiles");
  gint64 n = 0;

  for (guint i = 0; i < json_array_get_length (profiles); i++)
    n += json_object_get_int_member (json_array_get_object_element (profiles, i), "changed");
  json_node_unref (result);
  return n;
}

static inline double
score_number (JsonObject *object,
              const char *name)
{
  return json_object_get_null_member (object, name) ? NAN : json_object_get_double_member (object, name);
}

static inline double
score_group_points (JsonNode   *breakdown,
                    const char *key)
{
  JsonArray *groups = json_object_get_array_member (json_node_get_object (breakdown), "groups");

  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);
      if (strcmp (json_object_get_string_member (group, "key"), key) == 0)
        return score_number (group, "points");
    }
  g_error ("no group %s", key);
}

static inline JsonObject *
score_find_factor (JsonNode   *breakdown,
                   const char *key)
{
  JsonArray *groups = json_object_get_array_member (json_node_get_object (breakdown), "groups");

  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonArray *factors = json_object_get_array_member (json_array_get_object_element (groups, i), "factors");
      for (guint k = 0; k < json_array_get_length (factors); k++)
        {
          JsonObject *factor = json_array_get_object_element (factors, k);
          if (strcmp (json_object_get_string_member (factor, "key"), key) == 0)
            return factor;
        }
    }
  g_error ("no factor %s", key);
}

static inline const char *
score_band (JsonNode   *breakdown,
            const char *set)
{
  JsonObject *bands = json_object_get_object_member (json_node_get_object (breakdown), "bands");

  return json_object_has_member (bands, set) ? json_object_get_string_member (bands, set) : "none";
}
