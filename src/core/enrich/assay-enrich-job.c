/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-enrich-job.h"

#include <glib/gi18n-lib.h>

#include "enrich/assay-check.h"
#include "enrich/assay-enricher.h"
#include "store/assay-signal-store.h"

/* One transaction: well under the 250 ms that others may wait. */
#define BATCH_LEADS 5000
#define BATCH_MS    150

/**
 * AssayEnrichJob:
 *
 * Derives signals from the fields of leads, without any network. What is derived can always be derived
 * again, so there is nothing to undo: undoing what changed the fields brings the old signals back.
 */
struct _AssayEnrichJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayEnrichJob, assay_enrich_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_CHANGED_ONLY = 1,
};

typedef struct
{
  gint64 version;
  gint64 lead;
  gint64 change;
} Mark;

/* The checks with room for the values of one lead. */
typedef struct
{
  AssayEnricher *enricher;
  const AssaySignal *const *signals;
  guint n_signals;
  char *select;
  AssayValue *inputs;
  AssayValue *outputs;
} Layout;

static gboolean
layout_init (Layout             *layout,
             AssayFieldRegistry *fields,
             GError            **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id");

  layout->enricher = assay_enricher_new (NULL, "", error);
  if (layout->enricher == NULL)
    return FALSE;
  layout->signals = assay_enricher_get_signals (layout->enricher, &layout->n_signals);
  for (const char *const *key = assay_enricher_get_fields (layout->enricher); *key != NULL; key++)
    g_string_append_printf (sql, ", %s", assay_field_registry_find (fields, *key)->column);
  g_string_append (sql, " FROM lead WHERE id = ?1");
  layout->select = g_string_free (g_steal_pointer (&sql), FALSE);
  layout->inputs = g_new0 (AssayValue, assay_enricher_get_n_fields (layout->enricher) + 1);
  layout->outputs = g_new0 (AssayValue, layout->n_signals + 1);
  return TRUE;
}

static void
layout_clear (Layout *layout)
{
  g_free (layout->select);
  g_clear_pointer (&layout->enricher, assay_enricher_free);
  g_free (layout->inputs);
  g_free (layout->outputs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layout, layout_clear)

static gboolean
read_mark (AssayConnection *connection,
           const char      *sql,
           Mark            *mark,
           GError         **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);
  gboolean row;

  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  mark->version = assay_statement_get_int64 (statement, 0);
  mark->lead = assay_statement_get_int64 (statement, 1);
  mark->change = assay_statement_get_int64 (statement, 2);
  return TRUE;
}

static gboolean
collect_leads (AssayConnection *connection,
               const Mark      *seen,
               GArray          *leads,
               GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT id FROM lead WHERE id > ?1 UNION "
                                "SELECT lead.id FROM change JOIN lead ON lead.id = change.lead "
                                "WHERE change.id > ?2 AND lead.id <= ?1",
                                error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, seen->lead);
  assay_statement_bind_int64 (statement, 2, seen->change);
  while (assay_statement_step (statement, &row, error))
    {
      gint64 lead;

      if (!row)
        return TRUE;
      lead = assay_statement_get_int64 (statement, 0);
      g_array_append_val (leads, lead);
    }
  return FALSE;
}

static gboolean
enrich_lead (AssayTransaction *transaction,
             Layout           *layout,
             AssayStatement   *select,
             gint64            lead,
             GError          **error)
{
  gboolean row, ok;

  assay_statement_bind_int64 (select, 1, lead);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  if (row)
    {
      for (guint i = 0; i < assay_enricher_get_n_fields (layout->enricher); i++)
        assay_statement_get_value (select, (int) i + 1, &layout->inputs[i]);
      assay_enricher_run (layout->enricher, layout->inputs, layout->outputs);
    }
  ok = !row
       || assay_signal_store_write (transaction, lead, assay_check_version (), layout->signals,
                                    layout->outputs, layout->n_signals, error);
  assay_enricher_reset (layout->enricher);
  assay_statement_reset (select);
  return ok;
}

static gboolean
write_mark (AssayTransaction *transaction,
            const Mark       *mark,
            GError          **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                "UPDATE enrich_progress SET version = ?1, lead = ?2, change = ?3",
                                error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, mark->version);
  assay_statement_bind_int64 (statement, 2, mark->lead);
  assay_statement_bind_int64 (statement, 3, mark->change);
  return assay_statement_run (statement, error);
}

/* Goes on from @from until the batch is full; the last batch notes how far it all got. */
static gboolean
enrich_batch (AssayJob     *job,
              Layout       *layout,
              GArray       *leads,
              guint        *from,
              const Mark   *now,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_NORMAL, cancellable, error);
  g_autoptr (AssayStatement) select = NULL;
  guint end;

  if (transaction == NULL)
    return FALSE;
  select = assay_connection_prepare (assay_transaction_get_connection (transaction), layout->select,
                                     error);
  if (select == NULL)
    return FALSE;
  end = MIN (*from + BATCH_LEADS, leads->len);
  for (; *from < end && assay_transaction_get_age (transaction) < BATCH_MS; (*from)++)
    if (!enrich_lead (transaction, layout, select, g_array_index (leads, gint64, *from), error))
      return FALSE;
  if (*from == leads->len && !write_mark (transaction, now, error))
    return FALSE;
  return assay_transaction_commit (transaction, error);
}

static gboolean
find_scope (AssayJob *job,
            Mark     *now,
            GArray   *leads,
            GError  **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  Mark seen = { 0 };
  gboolean ok;

  if (reader == NULL || !assay_connection_begin_read (reader, error))
    return FALSE;
  ok = read_mark (reader, "SELECT version, lead, change FROM enrich_progress", &seen, error)
       && read_mark (reader,
                     "SELECT 0, (SELECT ifnull(max(id), 0) FROM lead), "
                     "(SELECT ifnull(max(id), 0) FROM change)",
                     now, error);
  now->version = assay_check_version ();
  if (seen.version != now->version || !assay_job_get_boolean (job, PARAM_CHANGED_ONLY))
    seen = (Mark) { 0 };
  ok = ok && collect_leads (reader, &seen, leads, error);
  assay_connection_end_read (reader);
  return ok;
}

static gboolean
assay_enrich_job_run (AssayJob     *job,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_autoptr (AssayFieldRegistry) fields
    = assay_workspace_get_fields (assay_job_get_workspace (job));
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (JsonObject) result = json_object_new ();
  g_auto (Layout) layout = { 0 };
  guint from = 0;
  Mark now = { 0 };

  if (!find_scope (job, &now, leads, error))
    return FALSE;
  if (!layout_init (&layout, fields, error))
    return FALSE;
  do
    {
      if (!enrich_batch (job, &layout, leads, &from, &now, cancellable, error))
        return FALSE;
      assay_job_report (job, leads->len > 0 ? (double) from / leads->len : 1, _("Checking leads"));
    }
  while (from < leads->len);
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_int_member (result, "checked", leads->len);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
assay_enrich_job_class_init (AssayEnrichJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "enrich";
  job_class->summary = N_ ("Derive signals from the fields of leads");
  job_class->flags = ASSAY_JOB_FINAL;
  job_class->run = assay_enrich_job_run;

  assay_job_class_install (
    job_class, PARAM_CHANGED_ONLY,
    g_param_spec_boolean ("changed-only", NULL, N_ ("Only leads that changed since the last run"),
                          FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
}

static void
assay_enrich_job_init (AssayEnrichJob *self)
{
}
