/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include "job/assay-undo-job.h"
#include "match/assay-match-error.h"
#include "match/assay-merge-job.h"
#include "match/assay-unmerge-job.h"
#include "store/assay-event-store.h"
#include "store/assay-lead-error.h"

#include <math.h>

#define N_LEADS 12
#define N_STEPS 60
#define N_EVENTS 60

static void
import_rows (AssayWorkspace *workspace, const char *text)
{
  g_autofree char *path = write_file (text, -1);
  g_autoptr (AssayJob) job = import_job (workspace, path);

  run_job (job);
  g_remove (path);
}

static AssayWorkspace *
make_workspace (void)
{
  AssayWorkspace *workspace = open_workspace ();
  g_autoptr (GString) text = g_string_new ("email,name,company,tags,source,Shoe size\n");

  for (guint i = 0; i < N_LEADS; i++)
    g_string_append_printf (text,
                            "p%u@x.example,Person %u,%s,tag%u,%s,%u\n",
                            i,
                            i,
                            i % 3 == 0 ? "" : "Company",
                            i,
                            i % 2 == 0 ? "CRM" : "List",
                            36 + i);
  import_rows (workspace, text->str);
  return workspace;
}

static void
add_events (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction =
      assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  g_autoptr (AssayEventWriter) writer = assay_event_writer_new (1);
  static const char *const types[] = { "call", "page_view", "form_submitted" };

  assay_event_writer_set_transaction (writer, transaction);
  for (guint i = 0; i < N_EVENTS; i++)
    {
      gboolean added;
      /* Few instants, so that some events of two leads are the same one. */
      AssayEvent event = { .lead = 1 + g_test_rand_int_range (0, N_LEADS),
                           .type = (char *) types[g_test_rand_int_range (0, 3)],
                           .at = G_GINT64_CONSTANT (1700000000000) +
                                 g_test_rand_int_range (0, 8) * 1000,
                           .value = NAN };
      g_assert_true (assay_event_writer_add (writer, &event, &added, &error));
    }
  g_assert_true (assay_event_writer_flush (writer, &error));
  assay_event_writer_set_transaction (writer, NULL);
  g_assert_true (assay_transaction_commit (transaction, &error));
}

/* What people said of signals; two leads may have the same signal decided. */
static void
add_decisions (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction =
      assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);

  for (gint64 lead = 1; lead <= N_LEADS; lead++)
    {
      g_autoptr (AssayStatement) insert = assay_connection_prepare (
          assay_transaction_get_connection (transaction),
          "INSERT INTO signal_decision VALUES (?1, 'email.status', 'right', NULL, ?1, 1), "
          "(?1, 'signal.' || (?1 % 3), 'other', ?1, ?1, 1)",
          &error);
      assay_statement_bind_int64 (insert, 1, lead);
      g_assert_true (assay_statement_run (insert, &error));
    }
  g_assert_true (assay_transaction_commit (transaction, &error));
}

static void
append_rows (AssayConnection *reader, const char *sql, GString *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStatement) statement = assay_connection_prepare (reader, sql, &error);
  gboolean row;

  g_assert_no_error (error);
  while (assay_statement_step (statement, &row, &error) && row)
    {
      for (int i = 0; i < assay_statement_column_count (statement); i++)
        {
          const char *text = assay_statement_get_text (statement, i);
          g_string_append_printf (out, "%s|", text != NULL ? text : "-");
        }
      g_string_append_c (out, '\n');
    }
  g_assert_no_error (error);
}

/* Leads under their numbers with their times, events and their sums: nothing may be otherwise. */
static char *
dump_all (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  GString *out = g_string_new (NULL);

  append_rows (reader, "SELECT * FROM lead ORDER BY id", out);
  append_rows (reader, "SELECT * FROM event ORDER BY id", out);
  append_rows (reader, "SELECT * FROM signal_decision ORDER BY lead, signal", out);
  append_rows (reader,
               "SELECT lead, type, count, first, last, printf('%.9f', decayed) FROM event_stat "
               "ORDER BY lead, type",
               out);
  return g_string_free (out, FALSE);
}

static gint64
merge_taking (AssayWorkspace *workspace, gint64 a, gint64 b, const char *const *take)
{
  g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, a);
  g_autofree char *second = g_strdup_printf ("%" G_GINT64_FORMAT, b);
  const char *leads[] = { first, second, NULL };
  g_autoptr (AssayJob) job = g_object_new (
      ASSAY_TYPE_MERGE_JOB, "workspace", workspace, "leads", leads, "take", take, NULL);

  run_job (job);
  return assay_job_get_id (job);
}

static gint64
merge (AssayWorkspace *workspace, gint64 a, gint64 b)
{
  return merge_taking (workspace, a, b, NULL);
}

/* Choices of one lead or the other for some fields, blank values among them. */
static GStrv
random_choices (gint64 a, gint64 b)
{
  static const char *const keys[] = { "name",   "email",     "company",    "tags",
                                      "source", "shoe_size", "created_at", "external_id" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_test_rand_int_range (0, 2) == 0)
      {
        g_autofree char *choice = g_strdup_printf (
            "%s=%" G_GINT64_FORMAT, keys[i], g_test_rand_int_range (0, 2) == 0 ? a : b);
        g_strv_builder_add (builder, choice);
      }
  return g_strv_builder_end (builder);
}

/* Whether it was split; a merge that a later one builds on is refused. */
static gboolean
unmerge (AssayWorkspace *workspace, gint64 target)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job =
      g_object_new (ASSAY_TYPE_UNMERGE_JOB, "workspace", workspace, "job", target, NULL);

  if (assay_job_run (job, NULL, &error))
    return TRUE;
  g_assert_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_UNDOABLE);
  return FALSE;
}

static gint64
random_lead (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  const AssayLeadQuery query = { .sort = "id" };
  g_autoptr (GArray) ids = assay_lead_query_ids (workspace, &query, NULL, &error);

  return g_array_index (ids, gint64, (guint) g_test_rand_int_range (0, (gint32) ids->len));
}

static guint
count_leads (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  const AssayLeadQuery query = { .sort = "id" };
  g_autoptr (GArray) ids = assay_lead_query_ids (workspace, &query, NULL, &error);

  return ids->len;
}

/* Any sequence of merging and splitting, all split in the end, gives back what was there. */
static void
test_random_sequences (void)
{
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  g_autoptr (GArray) merges = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *before = NULL, *after = NULL;
  guint refused = 0;

  add_events (workspace);
  add_decisions (workspace);
  before = dump_all (workspace);
  for (guint step = 0; step < N_STEPS; step++)
    {
      if (merges->len == 0 || (count_leads (workspace) > 2 && g_test_rand_int_range (0, 2) == 0))
        {
          gint64 a = random_lead (workspace), b = random_lead (workspace);
          if (a != b)
            {
              g_auto (GStrv) take = random_choices (a, b);
              gint64 job = merge_taking (workspace, a, b, (const char *const *) take);
              g_array_append_val (merges, job);
            }
          continue;
        }
      guint at = (guint) g_test_rand_int_range (0, (gint32) merges->len);
      if (unmerge (workspace, g_array_index (merges, gint64, at)))
        g_array_remove_index (merges, at);
      else
        refused++;
    }
  g_test_message ("%u times refused, %u left to split", refused, merges->len);
  for (guint i = merges->len; i > 0; i--)
    g_assert_true (unmerge (workspace, g_array_index (merges, gint64, i - 1)));
  after = dump_all (workspace);
  assert_same_dump (before, after);
}

static char *
field_of (AssayWorkspace *workspace, const char *column)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM lead WHERE id = 1", column);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (reader, sql, &error);
  gboolean row;

  g_assert_true (assay_statement_step (statement, &row, &error) && row);
  return g_strdup (assay_statement_get_text (statement, 0));
}

static void
test_rules (void)
{
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  const char *leads[] = { "1", "2", "3", NULL };
  const char *rules[] = { "name=trusted", "email=first", "company=complete", NULL };
  const char *trust[] = { "list", NULL };
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_MERGE_JOB,
                                           "workspace",
                                           workspace,
                                           "leads",
                                           leads,
                                           "rule",
                                           rules,
                                           "trust",
                                           trust,
                                           NULL);
  g_autofree char *name = NULL, *email = NULL, *company = NULL, *tags = NULL;

  run_job (job);
  g_assert_cmpuint (count_leads (workspace), ==, N_LEADS - 2);
  name = field_of (workspace, "name");
  g_assert_cmpstr (name, ==, "Person 1");
  email = field_of (workspace, "email");
  g_assert_cmpstr (email, ==, "p0@x.example");
  /* A blank never wins over a value. */
  company = field_of (workspace, "company");
  g_assert_cmpstr (company, ==, "Company");
  tags = field_of (workspace, "tags");
  g_assert_cmpstr (tags, ==, "tag0; tag1; tag2");
}

/* What a person chose survives against the rule, a blank as well; and what was foretold comes true. */
static void
test_choices (void)
{
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  const char *leads[] = { "1", "2", "3", NULL };
  const char *take[] = { "name=p1@x.example", "company=1", "tags=3", "shoe_size=1", NULL };
  g_autoptr (AssayJob) dry = g_object_new (ASSAY_TYPE_MERGE_JOB,
                                           "workspace",
                                           workspace,
                                           "leads",
                                           leads,
                                           "take",
                                           take,
                                           "dry-run",
                                           TRUE,
                                           NULL);
  g_autoptr (AssayJob) job = g_object_new (
      ASSAY_TYPE_MERGE_JOB, "workspace", workspace, "leads", leads, "take", take, NULL);
  g_autofree char *before = dump_all (workspace), *after = NULL;
  g_autofree char *name = NULL, *company = NULL, *tags = NULL, *email = NULL;
  JsonArray *fields;
  guint seen = 0;

  run_job (dry);
  after = dump_all (workspace);
  assert_same_dump (before, after);
  fields = json_object_get_array_member (json_node_get_object (assay_job_get_result (dry)), "fields");
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      const char *key = json_object_get_string_member (field, "field");

      if (g_strcmp0 (json_object_get_string_member (field, "rule"), "take") != 0)
        continue;
      seen++;
      g_assert_cmpint (json_object_get_int_member (field, "lead"),
                       ==,
                       strcmp (key, "name") == 0   ? 2
                       : strcmp (key, "tags") == 0 ? 3
                                                   : 1);
    }
  g_assert_cmpuint (seen, ==, 4);
  run_job (job);
  name = field_of (workspace, "name");
  g_assert_cmpstr (name, ==, "Person 1");
  company = field_of (workspace, "company");
  g_assert_cmpstr (company, ==, NULL);
  tags = field_of (workspace, "tags");
  g_assert_cmpstr (tags, ==, "tag2");
  email = field_of (workspace, "email");
  g_assert_cmpstr (email, ==, "p2@x.example");
  g_assert_true (unmerge (workspace, assay_job_get_id (job)));
  g_free (after);
  after = dump_all (workspace);
  assert_same_dump (before, after);
}

static void
refuse_take (AssayWorkspace *workspace, const char *choice, GQuark domain, int code)
{
  const char *leads[] = { "1", "2", NULL };
  const char *take[] = { choice, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = g_object_new (
      ASSAY_TYPE_MERGE_JOB, "workspace", workspace, "leads", leads, "take", take, NULL);

  g_assert_false (assay_job_run (job, NULL, &error));
  g_assert_error (error, domain, code);
}

static void
fail_with (AssayWorkspace *workspace,
           const char *first,
           const char *second,
           const char *rule,
           GQuark domain,
           int code)
{
  const char *leads[] = { first, second, NULL };
  const char *rules[] = { rule, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = g_object_new (
      ASSAY_TYPE_MERGE_JOB, "workspace", workspace, "leads", leads, "rule", rules, NULL);

  g_assert_false (assay_job_run (job, NULL, &error));
  g_assert_error (error, domain, code);
}

static void
test_refusals (void)
{
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  g_autofree char *before = dump_all (workspace), *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job =
      g_object_new (ASSAY_TYPE_UNMERGE_JOB, "workspace", workspace, "job", (gint64) 1, NULL);

  fail_with (workspace, "1", "1", NULL, ASSAY_MATCH_ERROR, ASSAY_MATCH_ERROR_PARAMETER);
  fail_with (workspace, "1", "two", NULL, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_NOT_FOUND);
  fail_with (workspace, "1", "2", "name=loudest", ASSAY_MATCH_ERROR, ASSAY_MATCH_ERROR_PARAMETER);
  fail_with (workspace, "1", "99", NULL, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_NOT_FOUND);
  refuse_take (workspace, "name=3", ASSAY_MATCH_ERROR, ASSAY_MATCH_ERROR_PARAMETER);
  refuse_take (workspace, "name=99", ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_NOT_FOUND);
  refuse_take (workspace, "shoes=1", ASSAY_MATCH_ERROR, ASSAY_MATCH_ERROR_PARAMETER);
  refuse_take (workspace, "name", ASSAY_MATCH_ERROR, ASSAY_MATCH_ERROR_PARAMETER);
  g_assert_false (assay_job_run (job, NULL, &error));
  g_assert_error (error, ASSAY_MATCH_ERROR, ASSAY_MATCH_ERROR_NOT_MERGE);
  after = dump_all (workspace);
  assert_same_dump (before, after);
}

/* Undone and done again: the same as merged once. */
static void
test_redo (void)
{
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  g_autofree char *before = NULL, *merged = NULL, *split = NULL, *again = NULL;
  gint64 first;

  add_events (workspace);
  add_decisions (workspace);
  before = dump_all (workspace);
  first = merge (workspace, 1, 2);
  merged = dump_all (workspace);
  g_autoptr (AssayJob) undo =
      g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", first, NULL);
  run_job (undo);
  split = dump_all (workspace);
  assert_same_dump (before, split);
  g_autoptr (AssayJob) redo = g_object_new (
      ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", assay_job_get_id (undo), NULL);
  run_job (redo);
  again = dump_all (workspace);
  assert_same_dump (merged, again);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/merge/random-sequences", test_random_sequences);
  g_test_add_func ("/merge/rules", test_rules);
  g_test_add_func ("/merge/choices", test_choices);
  g_test_add_func ("/merge/refusals", test_refusals);
  g_test_add_func ("/merge/redo", test_redo);
  return g_test_run ();
}
