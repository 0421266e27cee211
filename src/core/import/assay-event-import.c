/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-run-private.h"

#include "base/assay-hash.h"
#include "store/assay-event-store.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define READ_SHARE 0.3
#define TRANSACTION_ROWS 5000
#define TRANSACTION_MS 150

/* The fields that say whose event it is, in the order they are asked. */
static const char *const lead_keys[] = { "external_id", "email", "phone" };

typedef struct
{
  AssayImportRun *run;
  guint n_values;
  int lead[G_N_ELEMENTS (lead_keys)]; /* targets, -1 for none */
  int id, type, at, value, channel, source, medium, campaign, label;
  AssayKeyIndex *leads[G_N_ELEMENTS (lead_keys)]; /* (owned) (nullable) */
  AssayKeyIndex *in_file;                         /* (owned): events of this file */
  AssayConnection *connection;                    /* reads */
  GString *scratch;
  AssayEventWriter *writer;      /* (owned) (nullable) */
  AssayTransaction *transaction; /* (owned) (nullable) */
  guint in_transaction;
} Importer;

static gboolean
load_leads (Importer *self,
            guint     which,
            GError  **error)
{
  static const char *const queries[] = {
    "SELECT id, external_id FROM lead WHERE external_id IS NOT NULL",
    "SELECT id, email FROM lead WHERE email IS NOT NULL",
    "SELECT id, phone FROM lead WHERE phone IS NOT NULL",
  };
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (self->connection, queries[which], error);
  gboolean row;

  self->leads[which] = assay_key_index_new (0);
  while (statement != NULL && assay_statement_step (statement, &row, error))
    {
      AssayValue value;
      guint64 hash;
      gint64 known;
      if (!row)
        return TRUE;
      assay_statement_get_value (statement, 1, &value);
      if (assay_key_hash (lead_keys[which], &value, self->scratch, &hash) == ASSAY_KEY_OK
          && !assay_key_index_find (self->leads[which], hash, &known))
        assay_key_index_set (self->leads[which], hash, assay_statement_get_int64 (statement, 0));
    }
  return FALSE;
}

/* Text of a target, terminated, or NULL. */
static char *
dup_text (const AssayValue *values,
          int               target)
{
  if (target < 0 || values[target].kind != ASSAY_VALUE_TEXT)
    return NULL;
  return g_strndup (values[target].text, values[target].length);
}

static gboolean
find_lead (Importer         *self,
           const AssayValue *values,
           gint64           *out_lead)
{
  guint64 hash;

  for (guint i = 0; i < G_N_ELEMENTS (lead_keys); i++)
    if (self->lead[i] >= 0
        && assay_key_hash (lead_keys[i], &values[self->lead[i]], self->scratch, &hash) == ASSAY_KEY_OK
        && assay_key_index_find (self->leads[i], hash, out_lead))
      return TRUE;
  return FALSE;
}

/* "Email opened" is the type `email_opened`. */
static const char *
fill_event (Importer         *self,
            const AssayValue *values,
            AssayEvent       *event)
{
  g_autofree char *type = dup_text (values, self->type);

  if (!find_lead (self, values, &event->lead))
    return "no lead has this id, email or phone";
  if (type == NULL)
    return "the type of event is missing";
  if (self->at < 0 || values[self->at].kind != ASSAY_VALUE_INTEGER)
    return "the time is missing or not a date";
  event->type = assay_field_key_from_label (type);
  event->at = values[self->at].integer;
  event->value = NAN;
  if (self->value >= 0 && values[self->value].kind == ASSAY_VALUE_INTEGER)
    event->value = (double) values[self->value].integer;
  else if (self->value >= 0 && values[self->value].kind == ASSAY_VALUE_REAL)
    event->value = values[self->value].real;
  event->channel = dup_text (values, self->channel);
  event->source = dup_text (values, self->source);
  event->medium = dup_text (values, self->medium);
  event->campaign = dup_text (values, self->campaign);
  event->external_id = dup_text (values, self->id);
  event->label = dup_text (values, self->label);
  return NULL;
}

static void
clear_event (AssayEvent *event)
{
  g_free (event->type);
  g_free (event->channel);
  g_free (event->source);
  g_free (event->medium);
  g_free (event->campaign);
  g_free (event->external_id);
  g_free (event->label);
}

/* Two events are one if their id is, or, without id, lead, type, time, value and label. */
static guint64
identity (const AssayEvent *event)
{
  if (event->external_id != NULL)
    return assay_hash_bytes (event->external_id, strlen (event->external_id), 1);
  double value = isfinite (event->value) ? event->value : 0;
  guint64 hash = assay_hash_bytes (event->type, strlen (event->type), 2);
  hash = assay_hash_bytes (&event->lead, sizeof event->lead, hash);
  hash = assay_hash_bytes (&event->at, sizeof event->at, hash);
  hash = assay_hash_bytes (&value, sizeof value, hash);
  return event->label != NULL ? assay_hash_bytes (event->label, strlen (event->label), hash) : hash;
}

static gboolean
is_stored (Importer         *self,
           const AssayEvent *event,
           gboolean         *out_stored,
           GError          **error)
{
  AssayConnection *connection = self->transaction != NULL
                                  ? assay_transaction_get_connection (self->transaction)
                                  : self->connection;
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
    connection,
    event->external_id != NULL
      ? "SELECT 1 FROM event WHERE external_id = ?1"
      : "SELECT 1 FROM event WHERE lead = ?1 "
        "AND type = (SELECT id FROM event_type WHERE key = ?2) AND at = ?3 "
        "AND ifnull(external_id, '') = '' AND ifnull(value, 0) = ?4 AND ifnull(label, '') = ?5",
    error);

  if (statement == NULL)
    return FALSE;
  if (event->external_id != NULL)
    assay_statement_bind_text (statement, 1, event->external_id);
  else
    {
      assay_statement_bind_int64 (statement, 1, event->lead);
      assay_statement_bind_text (statement, 2, event->type);
      assay_statement_bind_int64 (statement, 3, event->at);
      assay_statement_bind_double (statement, 4, isfinite (event->value) ? event->value : 0);
      assay_statement_bind_text (statement, 5, event->label != NULL ? event->label : "");
    }
  return assay_statement_step (statement, out_stored, error);
}

static gboolean
commit (Importer *self,
        GError  **error)
{
  if (self->transaction == NULL)
    return TRUE;
  gboolean ok = assay_event_writer_flush (self->writer, error)
                && assay_transaction_commit (self->transaction, error);
  assay_event_writer_set_transaction (self->writer, NULL);
  g_clear_pointer (&self->transaction, assay_transaction_free);
  self->in_transaction = 0;
  return ok;
}

static gboolean
write_event (Importer         *self,
             const AssayEvent *event,
             GError          **error)
{
  gboolean added;

  if (self->transaction == NULL)
    {
      self->transaction = assay_workspace_begin (assay_job_get_workspace (self->run->job),
                                                 ASSAY_DURABILITY_NORMAL, self->run->cancellable,
                                                 error);
      if (self->transaction == NULL)
        return FALSE;
      assay_event_writer_set_transaction (self->writer, self->transaction);
    }
  if (!assay_event_writer_add (self->writer, event, &added, error))
    return FALSE;
  if (++self->in_transaction >= TRANSACTION_ROWS
      || (self->in_transaction % 64 == 0
          && assay_transaction_get_age (self->transaction) > TRANSACTION_MS))
    return commit (self, error);
  return TRUE;
}

static gboolean
take_event (Importer         *self,
            const AssayValue *values,
            const char      **out_reason,
            GError          **error)
{
  AssayEvent event = { 0 };
  gboolean stored = FALSE, ok = TRUE;
  gint64 known;

  *out_reason = fill_event (self, values, &event);
  if (*out_reason != NULL)
    self->run->counts.rejected++;
  else if (assay_key_index_find (self->in_file, identity (&event), &known))
    self->run->counts.unchanged++;
  else if ((ok = is_stored (self, &event, &stored, error)))
    {
      assay_key_index_set (self->in_file, identity (&event), 1);
      if (stored)
        self->run->counts.unchanged++;
      else
        {
          self->run->counts.added++;
          ok = self->run->dry || write_event (self, &event, error);
        }
    }
  clear_event (&event);
  return ok;
}

static gboolean
take_rows (Importer     *self,
           AssayRowPump *pump,
           GError      **error)
{
  AssayImportRun *run = self->run;
  GError *failure = NULL;
  AssayRowBatch *batch;

  while ((batch = assay_row_pump_next (pump, &failure)) != NULL)
    {
      for (guint i = 0; i < batch->n_rows; i++)
        {
          const AssayPumpedRow *row = &batch->rows[i];
          const char *reason = row->reason;
          run->counts.read++;
          if (reason != NULL)
            run->counts.rejected++;
          else if (!take_event (self, &batch->values[(gsize) i * self->n_values], &reason, error))
            return FALSE;
          if (reason != NULL && !assay_import_run_reject (run, row, reason, error))
            return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      assay_job_report (run->job,
                        READ_SHARE + (1 - READ_SHARE) * assay_row_pump_get_progress (pump),
                        _("Importing events"));
    }
  if (failure == NULL)
    return commit (self, error);
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
prepare (Importer               *self,
         const AssayLeadBuilder *builder,
         GError                **error)
{
  gboolean any = FALSE;

  self->n_values = assay_lead_builder_get_n_targets (builder);
  self->id = assay_lead_builder_find_target (builder, "event_id");
  self->type = assay_lead_builder_find_target (builder, "type");
  self->at = assay_lead_builder_find_target (builder, "at");
  self->value = assay_lead_builder_find_target (builder, "value");
  self->channel = assay_lead_builder_find_target (builder, "channel");
  self->source = assay_lead_builder_find_target (builder, "source");
  self->medium = assay_lead_builder_find_target (builder, "medium");
  self->campaign = assay_lead_builder_find_target (builder, "campaign");
  self->label = assay_lead_builder_find_target (builder, "label");
  for (guint i = 0; i < G_N_ELEMENTS (lead_keys); i++)
    {
      self->lead[i] = assay_lead_builder_find_target (builder, lead_keys[i]);
      any |= self->lead[i] >= 0;
      if (self->lead[i] >= 0 && !load_leads (self, i, error))
        return FALSE;
    }
  if (any && self->type >= 0 && self->at >= 0)
    return TRUE;
  g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_FAILED,
               "A file of events needs a column for %s; say which with --map 'Column=%s'",
               !any ? "the lead (external_id, email or phone)" : self->type < 0 ? "the type" : "the time",
               !any ? "email" : self->type < 0 ? "type" : "at");
  return FALSE;
}

/**
 * assay_import_run_events:
 *
 * Imports events, or works out what that would do. The lead is found by external id, email or phone.
 */
gboolean
assay_import_run_events (AssayImportRun *run,
                         GError        **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (run->job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayLeadBuilder) shape = assay_import_plan_create_builder (run->plan);
  Importer self = { .run = run, .connection = reader };
  gboolean ok = FALSE;

  if (reader == NULL)
    return FALSE;
  self.scratch = g_string_new (NULL);
  self.in_file = assay_key_index_new (assay_import_plan_get_rows (run->plan));
  self.writer = assay_event_writer_new (assay_job_get_id (run->job));
  if (prepare (&self, shape, error))
    {
      AssayRowReader *rows = assay_import_plan_open (run->plan, run->cancellable, error);
      g_autoptr (AssayRowPump) pump
        = rows != NULL ? assay_row_pump_new (rows, assay_import_plan_create_builder (run->plan), -1,
                              ASSAY_ROW_PUMP_TEXT)
                       : NULL;
      ok = pump != NULL && take_rows (&self, pump, error);
    }
  assay_event_writer_free (self.writer);
  g_clear_pointer (&self.transaction, assay_transaction_free);
  for (guint i = 0; i < G_N_ELEMENTS (lead_keys); i++)
    g_clear_pointer (&self.leads[i], assay_key_index_free);
  assay_key_index_free (self.in_file);
  g_string_free (self.scratch, TRUE);
  return ok;
}
