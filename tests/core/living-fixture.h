/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score-fixture.h"

#include "engine/assay-runner.h"
#include "job/assay-undo-job.h"

/* A made-up world of leads with outcomes, and short ways to run the jobs of models in it. */

#define PREDICTIVE "scorer = (SELECT id FROM scorer WHERE key = 'predictive')"
#define DAY G_GINT64_CONSTANT (86400000)

/* Leads whose stage depends on where they come from; `stage` is SQL of i (the number) and a (0–100). */
static inline void
add_leads (ScoreFixture *fixture,
           int           first,
           int           n,
           const char   *stage)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE r (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM r WHERE i < %d), "
    "v AS (SELECT i, (i * 7919) %% 101 AS a, (i * 104729) %% 97 AS b FROM r) "
    "INSERT INTO lead (id, job, name, source, company_size, industry, stage, notes, created_at) "
    "SELECT i, 1, 'Person ' || i, CASE WHEN a < 40 THEN 'Referral' ELSE 'Ads' END, b * 10, "
    "CASE i %% 3 WHEN 0 THEN 'SaaS' WHEN 1 THEN 'Retail' ELSE NULL END, %s, "
    "CASE WHEN %s = 'won' THEN 'Contract sent' ELSE NULL END, "
    "%" G_GINT64_FORMAT " - (400 - i %% 300) * %" G_GINT64_FORMAT " FROM v",
    first, first + n - 1, stage, stage, SCORE_NOW, DAY);

  score_execute (fixture, sql);
}

/* The outcome that the made-up world has, with some luck in it. */
#define STAGE \
  "CASE WHEN (i * 31) % 100 < CASE WHEN a < 40 THEN 70 ELSE 15 END THEN 'won' ELSE 'lost' END"
#define OUTCOME "\"outcome\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"won\"}"
#define TRAIN "{" OUTCOME ",\"model\":\"logistic\"}"

static inline AssayJob *
make_job (ScoreFixture *fixture,
          const char   *key,
          const char   *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = assay_json_parse (parameters, -1, NULL);
  AssayJob *job = assay_codec_job_from_json (assay_engine_find_job (key), fixture->workspace,
                                             json_node_get_object (node), &error);

  g_assert_no_error (error);
  return job;
}

static inline JsonObject *
run_good (ScoreFixture *fixture,
          const char   *key,
          const char   *parameters,
          JsonNode    **out_node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = make_job (fixture, key, parameters);

  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
  *out_node = json_node_ref (assay_job_get_result (job));
  return json_node_get_object (*out_node);
}

/* Through the runner, with all that follows. */
static inline gint64
run_chain (ScoreFixture *fixture,
           AssayJob     *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayRunner) runner = assay_runner_new (job);

  assay_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  return assay_job_get_id (job);
}

static inline gint64
champion (ScoreFixture *fixture)
{
  return score_query (fixture, "SELECT coalesce(max(id), 0) FROM model WHERE state = 'champion'");
}

static inline void
undo (ScoreFixture *fixture,
      gint64        job)
{
  g_autoptr (AssayJob) undo
    = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", fixture->workspace, "job", job, NULL);

  run_chain (fixture, undo);
}

static inline void
chain (ScoreFixture *fixture,
       const char   *key,
       const char   *parameters)
{
  g_autoptr (AssayJob) job = make_job (fixture, key, parameters);

  run_chain (fixture, job);
}

/* Two models of one outcome: the second has not seen where leads come from. */
static inline void
train_two (ScoreFixture *fixture)
{
  g_autoptr (AssayJob) first = NULL;
  g_autoptr (AssayJob) second = NULL;

  add_leads (fixture, 1, 400, STAGE);
  first = make_job (fixture, "train", TRAIN);
  run_chain (fixture, first);
  second = make_job (fixture, "train", "{" OUTCOME ",\"exclude\":[\"source\"],\"promote\":\"ask\"}");
  run_chain (fixture, second);
  score_execute (fixture, "UPDATE model SET verdict = 'weak' WHERE id = 2");
}
