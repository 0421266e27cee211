/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-condition-sql.h"

#include "model/assay-condition-text.h"
#include "store/assay-event-store.h"
#include "store/assay-workspace.h"

#include "naive-condition.h"

#define NOW G_GINT64_CONSTANT (1795251600000) /* 2026-11-21T09:00Z */

typedef struct
{
  AssayWorkspace *workspace;
  NaiveLead *leads;
  guint n_leads;
} Fixture;

static gint64
random_instant (GRand *rand)
{
  /* Often exactly on the edge of a day or a window. */
  gint64 days = g_rand_int_range (rand, 0, 60);
  gint64 at = NOW - days * ASSAY_MS_PER_DAY;

  return g_rand_boolean (rand) ? at : at - g_rand_int_range (rand, 0, 86400000);
}

static AssayValue
random_cell (GRand     *rand,
             NaiveKind  kind)
{
  static const char *const texts[] = {
    "CEO", "V.P. Sales", "Director", "vice-president", " yes ", "Acme  Ltd", "ACME", "5", "12.5", "Ünï", "x", "  ",
    "2026-11-20", "2026-11-21T08:00Z", "unknown", "-3", "1e2", "\xc2\xa0",
  };
  int pick = g_rand_int_range (rand, 0, 8);

  if (pick == 0)
    return ASSAY_VALUE_INIT_NULL;
  if (kind == NAIVE_TEXT || pick == 1)
    {
      const char *text = texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))];
      return assay_value_from_text (text, strlen (text));
    }
  if (kind == NAIVE_DATE)
    return assay_value_from_integer (pick == 2 ? NOW + 5 * ASSAY_MS_PER_DAY : random_instant (rand));
  return assay_value_from_integer (g_rand_int_range (rand, -3, 13));
}

static void
write_lead (AssayConnection *connection,
            gint64           id,
            const NaiveLead *lead)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStatement) insert
    = assay_connection_prepare (connection,
                                "INSERT INTO lead (id, job, role, company, company_size, deal_value, created_at, "
                                "outcome_at) VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6, ?7)",
                                &error);

  g_assert_no_error (error);
  assay_statement_bind_int64 (insert, 1, id);
  for (int i = 0; i < NAIVE_N_FIELDS; i++)
    assay_statement_bind_value (insert, i + 2, &lead->fields[i]);
  assay_statement_run (insert, &error);
  g_assert_no_error (error);
}

static void
write_events (AssayEventWriter *writer,
              gint64            id,
              NaiveLead        *lead,
              GRand            *rand)
{
  g_autoptr (GError) error = NULL;
  guint wanted = (guint) g_rand_int_range (rand, 0, 8);

  if (g_rand_int_range (rand, 0, 3) == 0)
    return;
  for (guint i = 0; i < wanted; i++)
    {
      NaiveEvent event = { g_rand_int_range (rand, 0, G_N_ELEMENTS (naive_types)), random_instant (rand) };
      AssayEvent stored = { .lead = id, .type = (char *) naive_types[event.type].key, .at = event.at, .value = NAN };
      gboolean added;

      assay_event_writer_add (writer, &stored, &added, &error);
      g_assert_no_error (error);
      if (added)
        lead->events[lead->n_events++] = event;
    }
}

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction = NULL;
  g_autoptr (AssayEventWriter) writer = assay_event_writer_new (0);

  assay_clock_set_fixed (NOW);
  fixture->workspace = assay_workspace_open_temporary (&error);
  g_assert_no_error (error);
  fixture->n_leads = 80;
  fixture->leads = g_new0 (NaiveLead, fixture->n_leads);
  transaction = assay_workspace_begin (fixture->workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  g_assert_no_error (error);
  assay_event_writer_set_transaction (writer, transaction);
  for (guint i = 0; i < fixture->n_leads; i++)
    {
      for (guint field = 0; field < NAIVE_N_FIELDS; field++)
        fixture->leads[i].fields[field] = random_cell (rand, naive_fields[field].kind);
      write_lead (assay_transaction_get_connection (transaction), i + 1, &fixture->leads[i]);
      write_events (writer, i + 1, &fixture->leads[i], rand);
    }
  assay_transaction_commit (transaction, &error);
  g_assert_no_error (error);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_free (fixture->leads);
  g_assert_finalize_object (fixture->workspace);
}

/* Evaluates in SQL for all leads; the answer of lead i is at i - 1. */
static GArray *
evaluate (Fixture              *fixture,
          const AssayCondition *condition,
          AssaySqlScope         scope,
          gint64                as_of,
          GError              **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (fixture->workspace);
  g_autoptr (AssayConnection) connection = assay_workspace_borrow_reader (fixture->workspace, NULL);
  g_autoptr (AssayConditionSql) compiler = assay_condition_sql_new (connection, fields, scope, as_of, error);
  g_autoptr (GString) sql = g_string_new ("SELECT lead.id, ");
  g_autoptr (AssayStatement) statement = NULL;
  GArray *answers = g_array_sized_new (FALSE, TRUE, sizeof (int), fixture->n_leads);
  gboolean row;

  g_array_set_size (answers, fixture->n_leads);
  assay_condition_sql_reserve (compiler, 1);
  if (!assay_condition_sql_append (compiler, condition, sql, error))
    {
      g_array_unref (answers);
      return NULL;
    }
  g_string_append (sql, ", ");
  assay_condition_sql_append_next_change (compiler, sql);
  assay_condition_sql_append_from (compiler, sql);
  g_string_append (sql, " WHERE lead.id >= ?1");
  assay_condition_sql_append_group (compiler, sql);
  statement = assay_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    g_error ("%s\n%s", sql->str, (*error)->message);
  assay_statement_bind_int64 (statement, 1, 1);
  assay_condition_sql_bind (compiler, statement);
  while (assay_statement_step (statement, &row, error) && row)
    {
      g_assert_false (assay_statement_is_null (statement, 1));
      g_array_index (answers, int, assay_statement_get_int64 (statement, 0) - 1)
        = (int) assay_statement_get_int64 (statement, 1);
      if (!assay_statement_is_null (statement, 2))
        g_assert_cmpint (assay_statement_get_int64 (statement, 2), >, as_of == ASSAY_AS_OF_NOW ? NOW : as_of);
    }
  g_assert_no_error (*error);
  assay_statement_reset (statement);
  return answers;
}

static AssayCondition *
random_leaf (GRand *rand)
{
  static const char *const words[] = { "ceo", "vp", "Vice President", "acme", "ACME ltd", "e", "5", "12.5", "x", "cto",
                                       "ünï", "", "2026-11-20", "-3", " unknown" };
  static const char *const types[] = { "email_opened", "form_submitted", "any", "interaction", "inbound" };
  AssayOperator op = (AssayOperator) g_rand_int_range (rand, 0, ASSAY_N_OPERATORS);
  AssayReference reference = { (char *) naive_fields[g_rand_int_range (rand, 0, NAIVE_N_FIELDS)].key };
  g_autofree char *key = NULL;
  AssayValue values[4];
  guint n = 0;
  const char *expected;

  if (g_rand_int_range (rand, 0, 3) == 0)
    {
      AssayMeasure measure = (AssayMeasure) g_rand_int_range (rand, ASSAY_MEASURE_COUNT, ASSAY_MEASURE_DECAYED_COUNT + 1);
      key = g_strdup_printf ("events.%s.%s", types[g_rand_int_range (rand, 0, G_N_ELEMENTS (types))],
                             assay_measure_to_nick (measure));
      reference.key = key;
      if (g_rand_boolean (rand))
        reference.within = g_rand_int_range (rand, 1, 50);
      if (g_rand_int_range (rand, 0, 3) == 0)
        reference.older = g_rand_int_range (rand, 1, 30);
      if ((measure == ASSAY_MEASURE_DECAYED || measure == ASSAY_MEASURE_DECAYED_COUNT) && g_rand_boolean (rand))
        reference.half_life = 10;
      /* Floating sums are compared away from equality. */
      if (op < ASSAY_OPERATOR_PRESENT || op == ASSAY_OPERATOR_EQUAL || op == ASSAY_OPERATOR_NOT_EQUAL)
        op = ASSAY_OPERATOR_GREATER;
    }
  for (guint wanted = 0; wanted < 3; wanted++)
    {
      n = 0;
      for (guint i = 0; i < wanted; i++)
        {
          int pick = g_rand_int_range (rand, 0, 5);
          const char *word = words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
          values[n++] = pick < 2 ? assay_value_from_text (word, strlen (word))
                        : pick == 2 && key == NULL
                          ? assay_value_from_text ("2026-11-20", 10)
                          : assay_value_from_integer (g_rand_int_range (rand, -3, 13));
        }
      if (key != NULL)
        for (guint i = 0; i < n; i++)
          values[i] = op == ASSAY_OPERATOR_WITHIN_DAYS ? assay_value_from_integer (g_rand_int_range (rand, 0, 20))
                                                       : assay_value_from_real (g_rand_double_range (rand, -2, 20));
      if (assay_operator_accepts (op, values, n, &expected))
        return assay_condition_new_leaf (&reference, op, values, n, NULL);
    }
  return assay_condition_new_leaf (&reference, ASSAY_OPERATOR_PRESENT, NULL, 0, NULL);
}

static AssayCondition *
random_tree (GRand *rand,
             int    levels)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_condition_unref);
  int pick = g_rand_int_range (rand, 0, 4);
  guint n;

  if (levels <= 1 || pick == 0)
    return random_leaf (rand);
  n = pick == 1 ? 1 : (guint) g_rand_int_range (rand, 0, 5);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (children, random_tree (rand, levels - 1));
  if (pick == 1)
    return assay_condition_new_not (children->pdata[0]);
  return pick == 2 ? assay_condition_new_all ((AssayCondition **) children->pdata, n)
                   : assay_condition_new_any ((AssayCondition **) children->pdata, n);
}

static void
test_against_naive (Fixture      *fixture,
                    gconstpointer data)
{
  static const struct
  {
    AssaySqlScope scope;
    gint64 as_of;
  } ways[] = {
    { ASSAY_SQL_SCOPE_LEAD, ASSAY_AS_OF_NOW }, { ASSAY_SQL_SCOPE_LEAD, NOW },
    { ASSAY_SQL_SCOPE_BULK, ASSAY_AS_OF_NOW }, { ASSAY_SQL_SCOPE_BULK, NOW },
    { ASSAY_SQL_SCOPE_BULK, NOW - 20 * ASSAY_MS_PER_DAY },
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  guint n_true = 0, n_false = 0;

  for (int round = 0; round < 200; round++)
    {
      g_autoptr (AssayCondition) condition = random_tree (rand, g_rand_int_range (rand, 1, 4));

      for (gsize way = 0; way < G_N_ELEMENTS (ways); way++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GArray) answers = evaluate (fixture, condition, ways[way].scope, ways[way].as_of, &error);
          gint64 as_of = ways[way].as_of == ASSAY_AS_OF_NOW ? NOW : ways[way].as_of;

          g_assert_no_error (error);
          for (guint i = 0; i < fixture->n_leads; i++)
            {
              gboolean expected = naive_holds (condition, &fixture->leads[i], as_of);
              if (g_array_index (answers, int, i) != expected)
                {
                  g_autofree char *text = assay_condition_to_text (condition);
                  g_error ("lead %u, way %zu: expected %d of %s", i + 1, way, expected, text);
                }
              *(expected ? &n_true : &n_false) += 1;
            }
        }
    }
  g_assert_cmpuint (n_true, >, 8000);
  g_assert_cmpuint (n_false, >, 8000);
}

static void
assert_count (Fixture    *fixture,
              const char *text,
              const char *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = assay_condition_from_text (text, NULL, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  g_autoptr (GArray) answers = evaluate (fixture, condition, ASSAY_SQL_SCOPE_LEAD, ASSAY_AS_OF_NOW, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < answers->len; i++)
    if (g_array_index (answers, int, i))
      g_string_append_printf (found, "%s%u", found->len > 0 ? " " : "", i + 1);
  g_assert_cmpstr (found->str, ==, ids);
}

static void
test_keys (Fixture      *fixture,
           gconstpointer data)
{
  /* Synonyms, hyphens, the date's suffix left out, and the lead's own number. */
  assert_count (fixture, "id in (3, 5) and (job_title present or not title present)", "3 5");
  assert_count (fixture, "id = 3 and (last-activity within-days 100000 or last-activity absent)", "3");
  assert_count (fixture, "id = 3 and events.email_open.count >= 0", "3");
  assert_count (fixture, "id = 3 and events.email-opened.count >= 0", "3");
  /* Nothing is scored yet: no score holds, and that is no error. */
  assert_count (fixture, "score >= 0 or temperature is hot or grade present", "");
  assert_count (fixture, "id between 2 and 4 and score absent", "2 3 4");
}

static void
assert_unknown (Fixture    *fixture,
                const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = assay_condition_from_text (text, NULL, &error);

  g_assert_no_error (error);
  g_assert_null (evaluate (fixture, condition, ASSAY_SQL_SCOPE_BULK, ASSAY_AS_OF_NOW, &error));
  g_assert_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_UNKNOWN_FIELD);
}

static void
test_unknown (Fixture      *fixture,
              gconstpointer data)
{
  assert_unknown (fixture, "shoe_size > 40");
  assert_unknown (fixture, "email.nothing is x");
  assert_unknown (fixture, "events.dance.count > 1");
  assert_unknown (fixture, "score.nobody > 1");
  assert_unknown (fixture, "band.nobody.temperature is hot");
  assert_unknown (fixture, "\"id FROM lead; DROP TABLE lead --\" present");
  assert_unknown (fixture, "email_key present");
  assert_unknown (fixture, "job present");
}

static void
test_wide (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_condition_unref);
  AssayReference role = { (char *) "role" }, company = { (char *) "company" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ASSAY_CONDITION_MAX_LEAVES; i++)
    {
      g_autofree char *text = g_strdup_printf ("no such %u", i);
      AssayValue value = assay_value_from_text (i == 4321 ? "acme" : text, strlen (i == 4321 ? "acme" : text));
      g_ptr_array_add (leaves, assay_condition_new_leaf (i % 2 ? &company : &role,
                                                         i % 3 ? ASSAY_OPERATOR_CONTAINS : ASSAY_OPERATOR_IS,
                                                         &value, 1, NULL));
    }
  g_autoptr (AssayCondition) any = assay_condition_new_any ((AssayCondition **) leaves->pdata, leaves->len);
  g_autoptr (AssayCondition) all = assay_condition_new_all ((AssayCondition **) leaves->pdata, leaves->len);
  g_autoptr (GArray) some = evaluate (fixture, any, ASSAY_SQL_SCOPE_BULK, ASSAY_AS_OF_NOW, &error);
  g_assert_no_error (error);
  g_autoptr (GArray) none = evaluate (fixture, all, ASSAY_SQL_SCOPE_BULK, ASSAY_AS_OF_NOW, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < fixture->n_leads; i++)
    {
      g_assert_cmpint (g_array_index (some, int, i), ==, naive_holds (any, &fixture->leads[i], NOW));
      g_assert_cmpint (g_array_index (none, int, i), ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/condition-sql/against-naive", Fixture, NULL, fixture_set_up, test_against_naive, fixture_tear_down);
  g_test_add ("/condition-sql/keys", Fixture, NULL, fixture_set_up, test_keys, fixture_tear_down);
  g_test_add ("/condition-sql/unknown", Fixture, NULL, fixture_set_up, test_unknown, fixture_tear_down);
  g_test_add ("/condition-sql/wide", Fixture, NULL, fixture_set_up, test_wide, fixture_tear_down);
  return g_test_run ();
}
