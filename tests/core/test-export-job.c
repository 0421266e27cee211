/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include "base/assay-json.h"
#include "import/assay-export-job.h"
#include "store/assay-lead-writer.h"

#include <math.h>

static char *
export_to (AssayWorkspace *workspace,
           const char     *end,
           const char     *first_property,
           ...)
{
  g_autofree char *path = write_file ("", 0);
  char *name = g_strconcat (path, ".", end, NULL);
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_EXPORT_JOB, "workspace", workspace, "file", name, NULL);
  va_list arguments;

  g_remove (path);
  va_start (arguments, first_property);
  if (first_property != NULL)
    g_object_set_valist (G_OBJECT (job), first_property, arguments);
  va_end (arguments);
  run_job (job);
  return name;
}

static char *
contents_of (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* A workbook keeps 15 digits. */
static gboolean fewer_digits;

/* Values as no file would bring them: written past the import. */
static AssayValue
random_value (GRand          *random,
              AssayFieldType  type,
              GPtrArray      *texts)
{
  static const char *const hostile[]
    = { "=1+2",   "'=1+2", "''x",   "\"",       "a\"b,c", "line\r\nbreak", "tab\there", "@home",
        "-5",     "+49 1", "ß😀",    " padded ", "1.234",  "007",           "NULL",      "true",
        "1e+20",  "\\",    "2026-01-02", "{\"a\":1}", "\xc2\xa0x", ";", "#comment", "x\ny\n" };
  int dice = g_rand_int_range (random, 0, 10);

  if (dice == 0)
    return ASSAY_VALUE_INIT_NULL;
  if (type == ASSAY_FIELD_TYPE_NUMBER && dice < 4)
    return assay_value_from_integer (g_rand_int (random));
  if (type == ASSAY_FIELD_TYPE_NUMBER)
    {
      double real = g_rand_double (random) * 1e6 - 5e5;
      return assay_value_from_real (fewer_digits ? round (real * 1000) / 1000 : real);
    }
  if (type == ASSAY_FIELD_TYPE_DATETIME)
    return assay_value_from_integer ((gint64) (g_rand_double (random) * 4e12));
  const char *text = hostile[g_rand_int_range (random, 0, G_N_ELEMENTS (hostile))];
  g_ptr_array_add (texts, g_strdup (text));
  return assay_value_from_text (text, strlen (text));
}

static void
fill_workspace (AssayWorkspace *workspace,
                guint32         seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayLeadWriter) writer = assay_lead_writer_new (fields, 1, ASSAY_LEAD_WRITER_DEFAULT);
  guint n = assay_field_registry_get_size (fields);
  g_autofree const AssayField **which = g_new0 (const AssayField *, n);
  g_autofree AssayValue *values = g_new0 (AssayValue, n);

  g_assert_no_error (error);
  assay_lead_writer_set_transaction (writer, transaction);
  for (guint i = 0; i < 80; i++)
    {
      for (guint f = 0; f < n; f++)
        {
          which[f] = assay_field_registry_get (fields, f);
          values[f] = random_value (random, which[f]->type, texts);
          /* The key must tell leads apart, or they are one. */
          if (strcmp (which[f]->key, "external_id") == 0)
            {
              g_ptr_array_add (texts, g_strdup_printf ("L%u", i));
              values[f] = assay_value_from_text (texts->pdata[texts->len - 1],
                                                 strlen (texts->pdata[texts->len - 1]));
            }
        }
      assay_lead_writer_insert (writer, which, values, n, &error);
      g_assert_no_error (error);
    }
  assay_transaction_commit (transaction, &error);
  g_assert_no_error (error);
}

/* What is exported and imported is what there was, whatever there was. */
static void
test_round_trip (gconstpointer end)
{
  fewer_digits = strcmp (end, "xlsx") == 0;
  for (guint32 seed = 1; seed <= 10; seed++)
    {
      g_autoptr (AssayWorkspace) one = open_workspace ();
      g_autoptr (AssayWorkspace) two = open_workspace ();
      fill_workspace (one, seed);
      g_autofree char *path = export_to (one, end, NULL);
      g_autoptr (AssayJob) job = import_job (two, path);
      JsonObject *result = run_job (job);
      assert_counts (result, 80, 80, 0, 0, 0);
      g_autofree char *before = dump_leads (one);
      g_autofree char *after = dump_leads (two);
      assert_same_dump (before, after);
      g_autofree char *again = export_to (two, end, NULL);
      g_autofree char *first = contents_of (path);
      g_autofree char *second = contents_of (again);
      if (strcmp (end, "xlsx") != 0)
        g_assert_cmpstr (first, ==, second);
      g_remove (path);
      g_remove (again);
    }
}

static void
import_some (AssayWorkspace *workspace)
{
  g_autofree char *path
    = write_file ("name,email,role,company,industry,Member,Joined\n"
                  "Ann,a@x.example,CEO,X,SaaS,yes,2026-01-02\nBo,b@x.example,=cmd,Y,Retail,no,2025-12-31\n",
                  -1);
  g_autoptr (AssayJob) job = import_job (workspace, path);

  run_job (job);
  g_remove (path);
}

static void
test_columns (void)
{
  const char *const columns[] = { "name, role", "member", "joined", NULL };
  g_autoptr (AssayWorkspace) workspace = open_workspace ();

  import_some (workspace);
  g_autofree char *path = export_to (workspace, "csv", "columns", columns, "sort", "-name", NULL);
  g_autofree char *text = contents_of (path);
  g_assert_cmpstr (text, ==,
                   "name,role,member,joined\r\nBo,'=cmd,false,2025-12-31\r\nAnn,CEO,true,2026-01-02\r\n");
  g_autofree char *plain = export_to (workspace, "csv", "columns", columns, "sort", "-name", "limit",
                                      (gint64) 1, "no-guard", TRUE, NULL);
  g_autofree char *plain_text = contents_of (plain);
  g_assert_cmpstr (plain_text, ==, "name,role,member,joined\r\nBo,=cmd,false,2025-12-31\r\n");
  g_remove (path);
  g_remove (plain);
}

static void
test_intent (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();

  import_some (workspace);
  g_autofree char *path
    = export_to (workspace, "csv", "format", ASSAY_EXPORT_FORMAT_INTENT, "sort", "id", NULL);
  g_autofree char *text = contents_of (path);
  g_assert_true (g_str_has_prefix (text, "lead_id,name,company,role,industry,score,intent,reasoning\r\n"
                                         "1,Ann,X,CEO,SaaS,"));
  g_remove (path);
}

static void
test_failures (void)
{
  const char *const unknown[] = { "no_such_field", NULL };
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) nowhere = g_object_new (ASSAY_TYPE_EXPORT_JOB, "workspace", workspace, "file",
                                               "/no/such/folder/x.csv", NULL);
  g_autoptr (AssayJob) bad_column = g_object_new (ASSAY_TYPE_EXPORT_JOB, "workspace", workspace,
                                                  "file", "/dev/null", "columns", unknown, NULL);

  g_assert_false (assay_job_run (nowhere, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (assay_job_run (bad_column, NULL, &error));
  g_assert_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_UNKNOWN_FIELD);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_data_func ("/export-job/round-trip/csv", "csv", test_round_trip);
  g_test_add_data_func ("/export-job/round-trip/jsonl", "jsonl", test_round_trip);
  g_test_add_data_func ("/export-job/round-trip/xlsx", "xlsx", test_round_trip);
  g_test_add_func ("/export-job/columns", test_columns);
  g_test_add_func ("/export-job/intent", test_intent);
  g_test_add_func ("/export-job/failures", test_failures);
  return g_test_run ();
}
