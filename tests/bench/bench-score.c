/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bulk scoring against its floor: a bare scan of the same columns with one score row inserted per
 * lead. Usage: bench-score [LEADS] */

#include <stdio.h>
#include <stdlib.h>

#include "base/assay-clock.h"
#include "engine/assay-engine.h"
#include "model/assay-condition-text.h"
#include "score/assay-profile-edit.h"
#include "score/assay-profile-store.h"
#include "score/assay-score-run.h"
#include "score/assay-what-if.h"
#include "store/assay-document-store.h"

#define LEADS_PER_TRANSACTION 5000

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
execute (AssayWorkspace *workspace,
         const char     *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);

  check (error);
  assay_connection_execute (assay_transaction_get_connection (transaction), sql, &error);
  check (error);
  assay_transaction_commit (transaction, &error);
  check (error);
}

/* Leads with ordinary texts, and events for a fifth of them. */
static void
make_leads (AssayWorkspace *workspace,
            int             n)
{
  g_autofree char *leads = g_strdup_printf (
    "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < %d), "
    "role (k, t) AS (VALUES (0, 'CEO'), (1, 'VP of Sales'), (2, 'Senior Software Engineer'), (3, 'HR Manager'), "
    " (4, 'Director of Operations'), (5, 'Account Coordinator'), (6, 'Co-Founder & Managing Partner'), (7, NULL)), "
    "industry (k, t) AS (VALUES (0, 'SaaS'), (1, 'Healthcare tech'), (2, 'Retail'), (3, 'Manufacturing'), (4, 'FinTech'), "
    " (5, 'Education'), (6, 'Technology, consulting'), (7, NULL)) "
    "INSERT INTO lead (id, job, name, role, industry, company, email, phone, source, company_size, created_at, bio) "
    "SELECT i, 1, 'Person ' || i, (SELECT t FROM role WHERE k = i %% 8), (SELECT t FROM industry WHERE k = (i / 8) %% 8), "
    "'Company ' || (i / 3) || ' Ltd', 'person' || i || '@example' || (i %% 100) || '.com', "
    "CASE WHEN i %% 3 THEN '+4420794' || i END, CASE i %% 4 WHEN 0 THEN 'LinkedIn Ads' WHEN 1 THEN 'Referral' "
    "WHEN 2 THEN 'Webinar' END, i %% 2000, 1780000000000 + i, CASE WHEN i %% 5 THEN 'About person ' || i END FROM r",
    n);
  g_autofree char *stats = g_strdup_printf (
    "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < %d) "
    "INSERT INTO event_stat (lead, type, count, first, last, decayed) "
    "SELECT i, t, 1 + i %% 4, 1790000000000, 1795000000000, 1 + i %% 3 FROM r, (SELECT 2 AS t UNION SELECT 3 UNION SELECT 7) "
    "WHERE i %% 5 = 0 ORDER BY i, t",
    n);

  execute (workspace, leads);
  execute (workspace, stats);
}

/* 24 factors: has-word, text, number and event measures. */
static void
publish_profile (AssayWorkspace *workspace)
{
  static const char *const words[] = { "ceo\",\"founder\",\"owner", "vp\",\"vice president", "director\",\"head",
                                       "manager\",\"lead", "engineer\",\"developer", "coordinator\",\"assistant" };
  g_autoptr (GString) json = g_string_new ("{\"key\":\"bench\",\"groups\":[{\"key\":\"g\",\"factors\":[");
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  g_autoptr (AssayDocument) draft = NULL, published = NULL;

  for (int i = 0; i < 6; i++)
    g_string_append_printf (json,
                            "{\"key\":\"role%d\",\"points\":5,\"when\":{\"field\":\"role\",\"op\":\"has-word\",\"value\":[\"%s\"]}},"
                            "{\"key\":\"industry%d\",\"points\":5,\"when\":{\"field\":\"industry\",\"op\":\"has-word\","
                            "\"value\":[\"%s\",\"saas\",\"technology\",\"fintech\"]}},",
                            i, words[i], i, words[i]);
  g_string_append (json,
                   "{\"key\":\"a\",\"points\":2,\"when\":{\"field\":\"phone\",\"op\":\"present\"}},"
                   "{\"key\":\"b\",\"points\":2,\"when\":{\"field\":\"bio\",\"op\":\"present\"}},"
                   "{\"key\":\"c\",\"points\":2,\"when\":{\"field\":\"company\",\"op\":\"contains\",\"value\":\"ltd\"}},"
                   "{\"key\":\"d\",\"points\":2,\"when\":{\"field\":\"source\",\"op\":\"has-word\",\"value\":[\"ads\",\"cpc\"]}},"
                   "{\"key\":\"e\",\"points\":2,\"when\":{\"field\":\"source\",\"op\":\"in\",\"value\":[\"referral\",\"partner\"]}},"
                   "{\"key\":\"f\",\"points\":2,\"when\":{\"field\":\"email\",\"op\":\"ends-with\",\"value\":[\"@example1.com\"]}},"
                   "{\"key\":\"h\",\"points\":2,\"when\":{\"field\":\"company_size\",\"op\":\"between\",\"value\":[50,500]}},"
                   "{\"key\":\"i\",\"points\":2,\"when\":{\"field\":\"created_at\",\"op\":\">=\",\"value\":\"2026-06-01\"}},"
                   "{\"key\":\"j\",\"points\":2,\"when\":{\"field\":\"events.email_opened.count\",\"op\":\">=\",\"value\":1}},"
                   "{\"key\":\"k\",\"points\":5,\"when\":{\"field\":\"events.email_clicked.count\",\"op\":\">=\",\"value\":2}},"
                   "{\"key\":\"l\",\"points\":8,\"when\":{\"field\":\"events.interaction.count\",\"op\":\">=\",\"value\":3}},"
                   "{\"key\":\"m\",\"points\":8,\"when\":{\"field\":\"events.interaction.last_days\",\"op\":\"<=\",\"value\":14}}"
                   "]}],\"bands\":[{\"key\":\"temperature\",\"of\":\"base\",\"bands\":[{\"key\":\"hot\",\"min\":40,\"points\":10},"
                   "{\"key\":\"warm\",\"min\":20,\"points\":5},{\"key\":\"cold\"}]}]}");
  check (error);
  draft = assay_document_parse (ASSAY_PROFILE_KIND, "bench", 0, json->str, &error);
  check (error);
  published = assay_document_store_publish (transaction, 1, draft, &error);
  check (error);
  assay_transaction_commit (transaction, &error);
  check (error);
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* The floor: read the same columns of leads and of their event counts, insert a row for each lead, in
 * transactions of the same size. */
static double
bare_scan (AssayWorkspace *workspace,
           int             n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_autoptr (AssayStatement) select = NULL, events = NULL;
  gint64 start;
  gboolean row;

  check (error);
  execute (workspace,
           "CREATE TABLE bare (scorer INTEGER NOT NULL, lead INTEGER NOT NULL, value REAL, shown INTEGER, base REAL, "
           "temperature TEXT, version INTEGER, as_of INTEGER, points BLOB, PRIMARY KEY (scorer, lead)) STRICT, "
           "WITHOUT ROWID");
  start = g_get_monotonic_time ();
  select = assay_connection_prepare (reader,
                                     "SELECT id, role, industry, phone, bio, company, source, email, company_size, "
                                     "created_at FROM lead WHERE id BETWEEN ?1 AND ?2",
                                     &error);
  check (error);
  events = assay_connection_prepare (reader, "SELECT lead, type, count, last FROM event_stat WHERE lead BETWEEN ?1 AND ?2",
                                     &error);
  check (error);
  for (int at = 1; at <= n; at += LEADS_PER_TRANSACTION)
    {
      g_autoptr (AssayTransaction) transaction = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
      g_autoptr (AssayStatement) insert
        = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                    "INSERT INTO bare VALUES (1, ?1, 50.0, 50, 40.0, 'warm', 1, 1795251600000, ?2)", &error);

      check (error);
      assay_statement_bind_int64 (select, 1, at);
      assay_statement_bind_int64 (select, 2, at + LEADS_PER_TRANSACTION - 1);
      while (assay_statement_step (select, &row, &error) && row)
        {
          AssayValue value;
          for (int i = 1; i < 10; i++)
            assay_statement_get_value (select, i, &value);
          assay_statement_bind_int64 (insert, 1, assay_statement_get_int64 (select, 0));
          assay_statement_bind_blob (insert, 2, "0123456789abcdef0123456789abcdef", 32);
          assay_statement_run (insert, &error);
        }
      check (error);
      assay_statement_reset (select);
      assay_statement_bind_int64 (events, 1, at);
      assay_statement_bind_int64 (events, 2, at + LEADS_PER_TRANSACTION - 1);
      while (assay_statement_step (events, &row, &error) && row)
        for (int i = 0; i < 4; i++)
          assay_statement_get_int64 (events, i);
      assay_statement_reset (events);
      assay_transaction_commit (transaction, &error);
      check (error);
    }
  double seconds = since (start);
  g_clear_pointer (&select, assay_statement_release);
  g_clear_pointer (&events, assay_statement_release);
  execute (workspace, "DROP TABLE bare");
  return seconds;
}

static void
run (AssayWorkspace *workspace,
     const char     *what,
     int             n,
     double          floor)
{
  static const char *const profiles[] = { "bench", NULL };
  g_autoptr (GError) error = NULL;
  AssayScoreRun options = { .workspace = workspace, .profiles = profiles, .as_of = -1 };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (JsonNode) result = assay_score_run (&options, NULL, &error);
  double seconds = since (start);

  check (error);
  printf ("%-34s %7.2f s  %9.0f leads/s  %5.2f× the bare scan and insert (%.2f s)\n", what, seconds, n / seconds,
          seconds / floor, floor);
}

static AssayDocument *
move_slider (AssayDocument *document,
             int            points)
{
  g_autoptr (JsonNode) root = assay_profile_edit_copy (document);

  assay_profile_edit_set_points (root, "g", "l", points);
  return assay_document_new (ASSAY_PROFILE_KIND, "bench", 0, root);
}

/* What a moved slider costs: new scores, who changes band, and a backtest on a fifth of the leads or on all,
 * beside reading the factors' values, which it is spared. */
static void
what_if (AssayWorkspace *workspace,
         gboolean        many)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayDocument) document
    = assay_document_store_get (reader, ASSAY_PROFILE_KIND, "bench", ASSAY_DOCUMENT_LATEST, &error);
  g_autoptr (AssayCondition) won = assay_condition_from_text ("company_size < 100", NULL, &error);
  g_autoptr (AssayCondition) lost = assay_condition_from_text (
    many ? "company_size >= 100" : "company_size >= 100 and company_size < 400", NULL, &error);
  g_autoptr (AssayOutcomeRule) rule = NULL;
  g_autoptr (AssayWhatIf) self = NULL;
  gint64 start = g_get_monotonic_time ();
  double read, worst = 0, sum = 0;
  gsize moved = 0;

  check (error);
  rule = assay_outcome_rule_new (won, lost);
  self = assay_what_if_new (reader, fields, document, document, rule, 100000, NULL, &error);
  check (error);
  read = since (start);
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (AssayDocument) draft = move_slider (document, i);
      g_autoptr (AssayWhatIfResult) result = NULL;
      double seconds;

      start = g_get_monotonic_time ();
      result = assay_what_if_evaluate (self, draft, &error);
      check (error);
      seconds = since (start);
      sum += seconds;
      worst = MAX (worst, seconds);
      moved = MAX (moved, result->n_moved);
    }
  printf ("%-34s %7.1f ms (worst %.1f) for %zu leads, %zu of %zu outcomes; reading the factors %.0f ms; up to %zu change band\n",
          "what-if of one weight", sum / 20 * 1000, worst * 1000, assay_what_if_get_n_leads (self),
          assay_what_if_get_outcomes (self)->n, assay_what_if_get_n_all_outcomes (self),
          read * 1000, moved);
}

int
main (int   argc,
      char *argv[])
{
  int n = argc > 1 ? atoi (argv[1]) : 200000;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = NULL;
  double floor;

  assay_engine_init ();
  assay_clock_set_fixed (G_GINT64_CONSTANT (1795251600000));
  workspace = assay_workspace_open_temporary (&error);
  check (error);
  make_leads (workspace, n);
  publish_profile (workspace);
  floor = bare_scan (workspace, n);
  run (workspace, "24 factors, no scores before", n, floor);
  run (workspace, "24 factors, nothing changed", n, floor);
  what_if (workspace, FALSE);
  what_if (workspace, TRUE);
  return 0;
}
