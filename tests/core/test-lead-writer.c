/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/assay-clock.h"
#include "engine/assay-engine.h"
#include "store/assay-lead-writer.h"
#include "store/assay-workspace.h"

/* Many leads in one call arrive as they do one by one. */

#define N_ROWS 101
#define MAX_FIELDS 4

static AssayValue
make_value (guint  row,
            guint  field,
            char **keep)
{
  switch ((row * 7 + field * 3) % 6)
    {
    case 0:
      return ASSAY_VALUE_INIT_NULL;
    case 1:
      *keep = g_strdup_printf ("+49 (0)30 %u-%u", row, row * 1000);
      break;
    case 2:
      *keep = g_strdup ("no address, no number");
      break;
    default:
      *keep = g_strdup_printf ("Émile.%u@Example.ORG", row);
    }
  return assay_value_from_text (*keep, strlen (*keep));
}

/* The leads, their keys, times and the journal as text. */
static char *
dump (AssayWorkspace *workspace)
{
  static const char *const questions[]
    = { "SELECT id, job, name, email, phone, email_key, phone_key, created_at, updated_at FROM lead "
        "ORDER BY id",
        "SELECT job, lead, part FROM change ORDER BY id", "SELECT seq FROM sqlite_sequence" };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (AssayStatement) statement
        = assay_connection_prepare (reader, questions[i], &error);
      gboolean row;
      g_assert_no_error (error);
      while (assay_statement_step (statement, &row, &error) && row)
        for (int c = 0; c < assay_statement_column_count (statement); c++)
          {
            const char *cell = assay_statement_get_text (statement, c);
            g_string_append_printf (text, "%s|", cell != NULL ? cell : "∅");
          }
      g_assert_no_error (error);
    }
  return g_string_free (text, FALSE);
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

/* As the import does it: on its own thread, ahead of the writer. */
static void
set_keys (AssayLeadRow            *row,
          const AssayField *const *fields,
          guint                    n_fields,
          GPtrArray               *made)
{
  const AssayValue *email = NULL, *phone = NULL;
  GString *email_key = g_string_new (NULL), *phone_key = g_string_new (NULL);

  g_ptr_array_add (made, email_key);
  g_ptr_array_add (made, phone_key);
  for (guint i = 0; i < n_fields; i++)
    if (strcmp (fields[i]->key, "email") == 0)
      email = &row->values[i];
    else if (strcmp (fields[i]->key, "phone") == 0)
      phone = &row->values[i];
  assay_lead_row_set_keys (row, email, phone, email_key, phone_key);
}

static char *
write_leads (const char *const *keys,
             guint              n_fields,
             gboolean           at_once)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  g_autoptr (AssayFieldRegistry) registry = assay_workspace_get_fields (workspace);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  g_autoptr (AssayLeadWriter) writer = assay_lead_writer_new (registry, 1, 0);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const AssayField *fields[MAX_FIELDS];
  AssayValue values[N_ROWS][MAX_FIELDS];
  AssayLeadRow rows[N_ROWS];
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (free_string);

  for (guint i = 0; i < n_fields; i++)
    fields[i] = assay_field_registry_find (registry, keys[i]);
  for (guint row = 0; row < N_ROWS; row++)
    {
      rows[row] = (AssayLeadRow) { .values = values[row] };
      for (guint i = 0; i < n_fields; i++)
        {
          char *keep = NULL;
          values[row][i] = make_value (row, i, &keep);
          g_ptr_array_add (texts, keep);
        }
      set_keys (&rows[row], fields, n_fields, made);
    }
  assay_lead_writer_set_transaction (writer, transaction);
  if (at_once)
    assay_lead_writer_insert_rows (writer, fields, rows, n_fields, N_ROWS, &error);
  for (guint row = 0; row < N_ROWS && !at_once; row++)
    assay_lead_writer_insert (writer, fields, rows[row].values, n_fields, &error);
  g_assert_no_error (error);
  assay_lead_writer_set_transaction (writer, NULL);
  g_assert_true (assay_transaction_commit (transaction, &error));
  return dump (workspace);
}

static void
test_many_as_one (void)
{
  static const struct
  {
    const char *keys[MAX_FIELDS];
    guint n;
  } shapes[] = {
    { { "name", "email", "phone" }, 3 },
    { { "phone", "created_at", "name", "updated_at" }, 4 },
    { { "email", "updated_at" }, 2 },
    { { "created_at" }, 1 },
    { { NULL }, 0 },
  };

  assay_clock_set_fixed (1700000000123);
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *single = write_leads (shapes[i].keys, shapes[i].n, FALSE);
      g_autofree char *many = write_leads (shapes[i].keys, shapes[i].n, TRUE);
      g_assert_cmpstr (single, ==, many);
      g_assert_nonnull (strstr (single, "101|"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/lead-writer/many-as-one", test_many_as_one);
  return g_test_run ();
}
