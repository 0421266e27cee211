/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>

#include "base/assay-clock.h"
#include "engine/assay-engine.h"
#include "store/assay-event-store.h"
#include "store/assay-lead-writer.h"
#include "store/assay-workspace.h"

#define N_LEADS  5
#define N_EVENTS 400
#define START    G_GINT64_CONSTANT (1700000000000)

static void
add_leads (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  g_autoptr (AssayLeadWriter) writer = assay_lead_writer_new (fields, 1, 0);
  const AssayField *name = assay_field_registry_find (fields, "name");
  AssayValue value = assay_value_from_text ("x", 1);

  assay_lead_writer_set_transaction (writer, transaction);
  for (int i = 0; i < N_LEADS; i++)
    g_assert_cmpint (assay_lead_writer_insert (writer, &name, &value, 1, &error), ==, i + 1);
  assay_lead_writer_set_transaction (writer, NULL);
  g_assert_true (assay_transaction_commit (transaction, &error));
}

/* The decayed sum, newest and oldest as the definition has them, from the events alone. */
static void
check_lead (AssayConnection *connection,
            gint64           lead,
            GPtrArray       *types)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = assay_event_store_list (connection, lead, 0, &error);
  gint64 latest = G_MININT64;

  g_assert_no_error (error);
  for (guint t = 0; t < types->len; t++)
    {
      const AssayEventType *type = g_ptr_array_index (types, t);
      g_autoptr (AssayStatement) statement
        = assay_connection_prepare (connection,
                                    "SELECT count, first, last, decayed FROM event_stat "
                                    "WHERE lead = ?1 AND type = ?2",
                                    &error);
      gint64 count = 0, first = G_MAXINT64, last = G_MININT64;
      double decayed = 0;
      gboolean row;

      for (guint i = 0; i < events->len; i++)
        {
          const AssayEvent *event = g_ptr_array_index (events, i);
          if (g_strcmp0 (event->type, type->key) != 0)
            continue;
          count++;
          first = MIN (first, event->at);
          last = MAX (last, event->at);
          if (type->interaction)
            latest = MAX (latest, event->at);
        }
      for (guint i = 0; i < events->len; i++)
        {
          const AssayEvent *event = g_ptr_array_index (events, i);
          if (g_strcmp0 (event->type, type->key) == 0)
            decayed += pow (2, -(double) (last - event->at) / (double) ASSAY_MS_PER_DAY
                                 / type->half_life);
        }
      assay_statement_bind_int64 (statement, 1, lead);
      assay_statement_bind_int64 (statement, 2, type->id);
      g_assert_true (assay_statement_step (statement, &row, &error));
      g_assert_cmpint (row, ==, count > 0);
      if (!row)
        continue;
      g_assert_cmpint (assay_statement_get_int64 (statement, 0), ==, count);
      g_assert_cmpint (assay_statement_get_int64 (statement, 1), ==, first);
      g_assert_cmpint (assay_statement_get_int64 (statement, 2), ==, last);
      g_assert_cmpfloat_with_epsilon (assay_statement_get_double (statement, 3), decayed,
                                      1e-9 * decayed);
    }
  if (latest != G_MININT64)
    {
      g_autoptr (AssayStatement) statement = assay_connection_prepare (
        connection, "SELECT last_activity_at FROM lead WHERE id = ?1", &error);
      gboolean row;

      assay_statement_bind_int64 (statement, 1, lead);
      g_assert_true (assay_statement_step (statement, &row, &error));
      g_assert_cmpint (assay_statement_get_int64 (statement, 0), ==, latest);
    }
}

/* Late, early and repeated events in any order: what is kept incrementally equals the definition. */
static void
test_kept_equals_recomputed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  g_autoptr (AssayEventWriter) writer = assay_event_writer_new (2);
  g_autoptr (GPtrArray) types = NULL;
  guint n_added = 0, n_batch = 0;

  add_leads (workspace);
  while (n_batch++ < 4)
    {
      g_autoptr (AssayTransaction) transaction
        = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
      AssayConnection *connection = assay_transaction_get_connection (transaction);

      if (types == NULL)
        types = assay_event_store_list_types (connection, &error);
      assay_event_writer_set_transaction (writer, transaction);
      for (int i = 0; i < N_EVENTS / 4; i++)
        {
          const AssayEventType *type
            = g_ptr_array_index (types, (guint) g_test_rand_int_range (0, (gint32) types->len));
          AssayEvent event = { .lead = g_test_rand_int_range (1, N_LEADS + 1),
                               .type = type->key,
                               .at = START + g_test_rand_int_range (0, 200) * ASSAY_MS_PER_DAY,
                               .value = NAN };
          gboolean added;

          g_assert_true (assay_event_writer_add (writer, &event, &added, &error));
          n_added += added;
        }
      g_assert_true (assay_event_writer_flush (writer, &error));
      assay_event_writer_set_transaction (writer, NULL);
      g_assert_true (assay_transaction_commit (transaction, &error));
    }
  g_assert_cmpint (n_added, >, N_EVENTS / 2);

  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  for (gint64 lead = 1; lead <= N_LEADS; lead++)
    check_lead (reader, lead, types);
}

static void
test_external_id_is_taken_once (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  g_autoptr (AssayEventWriter) writer = assay_event_writer_new (2);
  AssayEvent event = { .lead = 1, .type = (char *) "call", .at = START, .value = 3,
                       .external_id = (char *) "crm-7" };
  gboolean added;

  add_leads (workspace);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  assay_event_writer_set_transaction (writer, transaction);
  g_assert_true (assay_event_writer_add (writer, &event, &added, &error));
  g_assert_true (added);
  /* The same id at another time and of another lead is the same event, corrected elsewhere. */
  event.at += 1000;
  event.lead = 2;
  g_assert_true (assay_event_writer_add (writer, &event, &added, &error));
  g_assert_false (added);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/event-store/kept-equals-recomputed", test_kept_equals_recomputed);
  g_test_add_func ("/event-store/external-id", test_external_id_is_taken_once);
  return g_test_run ();
}
