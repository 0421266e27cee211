/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "engine/assay-engine.h"
#include "engine/assay-index-job.h"
#include "model/assay-condition-text.h"
#include "store/assay-lead-query.h"
#include "store/assay-lead-writer.h"
#include "store/assay-search.h"

static const struct
{
  const char *name;
  const char *email;
  const char *company;
  const char *value; /* a number, or what did not fit */
} leads[] = {
  { "Ada Lovelace", "ada@engine.example", "Analytical Engines", "10" },
  { "Émile Zola", "zola@naturalisme.example", "J’accuse SARL", "2.5" },
  { "Max O’Neil", "max@neil.example", "McDonald & Sons", "unknown" },
  { "Ünal Çelik", NULL, "Çelik A.Ş.", NULL },
  { "anna schmidt", "anna@schmidt.example", "Straße GmbH", "100" },
};

static AssayWorkspace *
make_workspace (gboolean bulk)
{
  g_autoptr (GError) error = NULL;
  AssayWorkspace *workspace = assay_workspace_open_temporary (&error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  g_autoptr (AssayLeadWriter) writer = assay_lead_writer_new (fields, 1, 0);
  const AssayField *shape[] = { assay_field_registry_find (fields, "name"),
                                assay_field_registry_find (fields, "email"),
                                assay_field_registry_find (fields, "company"),
                                assay_field_registry_find (fields, "deal_value") };

  /* Twice, as where an import was undone before its leads were indexed. */
  for (int i = 0; bulk && i < 2; i++)
    {
      assay_search_begin_bulk (transaction, &error);
      g_assert_no_error (error);
    }
  assay_lead_writer_set_transaction (writer, transaction);
  for (gsize i = 0; i < G_N_ELEMENTS (leads); i++)
    {
      const char *texts[] = { leads[i].name, leads[i].email, leads[i].company, leads[i].value };
      AssayValue values[4];

      for (gsize v = 0; v < 4; v++)
        values[v] = texts[v] != NULL ? assay_value_from_text (texts[v], strlen (texts[v]))
                                     : ASSAY_VALUE_INIT_NULL;
      if (leads[i].value != NULL && g_ascii_isdigit (leads[i].value[0]))
        values[3] = assay_value_from_real (g_ascii_strtod (leads[i].value, NULL));
      g_assert_cmpint (assay_lead_writer_insert (writer, shape, values, 4, &error), >, 0);
    }
  assay_lead_writer_set_transaction (writer, NULL);
  g_assert_true (assay_transaction_commit (transaction, &error));
  return workspace;
}

static char *
ask (AssayWorkspace *workspace,
     const char     *where,
     const char     *search,
     const char     *sort)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition
    = where != NULL ? assay_condition_from_text (where, NULL, &error) : NULL;
  AssayLeadQuery query = { .scope = { .where = condition, .search = (char *) search }, .sort = sort };
  g_autoptr (GArray) ids = NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  ids = assay_lead_query_ids (workspace, &query, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (ids, gint64, i));
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *where;
  const char *search;
  const char *sort;
  const char *ids;
} questions[] = {
  { NULL, NULL, "id", "1 2 3 4 5" },
  { NULL, NULL, "-id", "5 4 3 2 1" },
  { NULL, NULL, "name", "1 5 3 2 4" },
  /* Numbers first, what did not fit behind them, nothing last, in both directions. */
  { NULL, NULL, "deal_value", "2 1 5 3 4" },
  { "deal_value >= 10", NULL, "id", "1 5" },
  { "deal_value < 1000", NULL, "id", "1 2 5" },
  { "deal_value absent", NULL, "id", "4" },
  { "company contains \"STRASSE\"", NULL, "id", "5" },
  { NULL, "ada", "id", "1" },
  { NULL, "emile", "id", "2" },
  { NULL, "zol", "id", "2" },
  { NULL, "ann schm", "id", "" },
  { NULL, "anna schm", "id", "5" },
  { NULL, "engine.example", "id", "1" },
  { NULL, "\"; DROP TABLE lead; --", "id", "" },
  { NULL, "* ( NEAR", "id", "" },
  { NULL, "   ", "id", "1 2 3 4 5" },
  { "deal_value >= 10", "schmidt", "id", "5" },
};

static void
test_questions (void)
{
  g_autoptr (AssayWorkspace) workspace = make_workspace (FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autofree char *ids
        = ask (workspace, questions[i].where, questions[i].search, questions[i].sort);
      if (strcmp (ids, questions[i].ids) != 0)
        g_error ("question %zu: got “%s”, expected “%s”", i, ids, questions[i].ids);
    }
}

/* While a bulk load is not indexed, search reads the leads instead; then the index has them. */
static void
test_search_before_the_index (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = make_workspace (TRUE);
  g_autofree char *before = ask (workspace, NULL, "schmidt", "id");
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_INDEX_JOB, "workspace", workspace, NULL);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "5");
  g_assert_true (assay_job_run (job, NULL, &error));
  after = ask (workspace, NULL, "schmidt", "id");
  g_assert_cmpstr (after, ==, "5");
}

static void
test_unknown_fields (void)
{
  g_autoptr (AssayWorkspace) workspace = make_workspace (FALSE);
  g_autoptr (AssayCondition) condition
    = assay_condition_from_text ("no_such_field is 1", NULL, NULL);
  AssayLeadQuery queries[] = { { .scope = { .where = condition } }, { .sort = "no_such_field" } };
  static const char *const keys[] = { "no_such_field", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (assay_lead_query_ids (workspace, &queries[i], NULL, &error));
      g_assert_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_UNKNOWN_FIELD);
    }
  g_autoptr (GError) error = NULL;
  g_assert_null (assay_lead_query_columns (workspace, keys, &error));
  g_assert_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_UNKNOWN_FIELD);
}

static void
test_cancel (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  AssayLeadQuery query = { .sort = "name" };

  g_assert_true (assay_connection_execute (
    assay_transaction_get_connection (transaction),
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
    "INSERT INTO lead (job, name) SELECT 1, 'n' || i FROM n",
    &error));
  g_assert_true (assay_transaction_commit (transaction, &error));
  g_cancellable_cancel (cancellable);
  g_assert_null (assay_lead_query_ids (workspace, &query, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/lead-query/questions", test_questions);
  g_test_add_func ("/lead-query/before-the-index", test_search_before_the_index);
  g_test_add_func ("/lead-query/unknown-fields", test_unknown_fields);
  g_test_add_func ("/lead-query/cancel", test_cancel);
  return g_test_run ();
}
