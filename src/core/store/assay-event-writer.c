/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/assay-clock.h"
#include "store/assay-event-store-private.h"
#include "store/assay-lead-writer.h"

struct _AssayEventWriter
{
  gint64 job;
  AssayTransaction *transaction; /* (not owned) (nullable) */
  AssayConnection *connection;   /* (not owned) (nullable) */
  GHashTable *types;             /* (element-type utf8 AssayEventType) */
  GHashTable *latest;            /* (element-type gint64 gint64): lead → newest interaction */
};

AssayEventWriter *
assay_event_writer_new (gint64 job)
{
  AssayEventWriter *self = g_new0 (AssayEventWriter, 1);

  self->job = job;
  self->latest = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

void
assay_event_writer_free (AssayEventWriter *self)
{
  g_clear_pointer (&self->types, g_hash_table_unref);
  g_hash_table_unref (self->latest);
  g_free (self);
}

/**
 * assay_event_writer_set_transaction:
 * @transaction: (nullable): the transaction that the next calls write in
 */
void
assay_event_writer_set_transaction (AssayEventWriter *self,
                                    AssayTransaction *transaction)
{
  self->transaction = transaction;
  self->connection = transaction != NULL ? assay_transaction_get_connection (transaction) : NULL;
  if (transaction != NULL)
    assay_transaction_touch (transaction, ASSAY_TOPIC_EVENTS);
}

static gboolean
load_types (AssayEventWriter *self,
            GError          **error)
{
  g_autoptr (GPtrArray) types = assay_event_store_list_types (self->connection, error);

  if (types == NULL)
    return FALSE;
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) assay_event_type_free);
  g_ptr_array_set_free_func (types, NULL);
  for (guint i = 0; i < types->len; i++)
    {
      AssayEventType *type = g_ptr_array_index (types, i);
      g_hash_table_insert (self->types, type->key, type);
    }
  return TRUE;
}

/* An unknown behaviour is better kept with a modest weight than lost. */
static AssayEventType *
make_type (AssayEventWriter *self,
           const char       *key,
           GError          **error)
{
  g_autoptr (AssayStatement) insert
    = assay_connection_prepare (self->connection,
                                "INSERT INTO event_type "
                                "(key, label, weight, half_life, interaction, inbound) "
                                "VALUES (?1, ?1, 1, 14, 1, 0)",
                                error);
  AssayEventType *type;

  if (insert == NULL)
    return NULL;
  assay_statement_bind_text (insert, 1, key);
  if (!assay_statement_run (insert, error))
    return NULL;
  type = g_new0 (AssayEventType, 1);
  type->id = assay_connection_last_insert_id (self->connection);
  type->key = g_strdup (key);
  type->label = g_strdup (key);
  type->weight = 1;
  type->half_life = 14;
  type->interaction = TRUE;
  g_hash_table_insert (self->types, type->key, type);
  return type;
}

static gboolean
insert_event (AssayEventWriter     *self,
              const AssayEvent     *event,
              const AssayEventType *type,
              gboolean             *out_added,
              GError              **error)
{
  g_autoptr (AssayStatement) insert
    = assay_connection_prepare (self->connection,
                                "INSERT OR IGNORE INTO event (lead, type, at, value, channel, "
                                "source, medium, campaign, external_id, label, job) "
                                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                                error);

  if (insert == NULL)
    return FALSE;
  assay_statement_bind_int64 (insert, 1, event->lead);
  assay_statement_bind_int64 (insert, 2, type->id);
  assay_statement_bind_int64 (insert, 3, event->at);
  if (isfinite (event->value))
    assay_statement_bind_double (insert, 4, event->value);
  assay_statement_bind_static_text (insert, 5, event->channel, -1);
  assay_statement_bind_static_text (insert, 6, event->source, -1);
  assay_statement_bind_static_text (insert, 7, event->medium, -1);
  assay_statement_bind_static_text (insert, 8, event->campaign, -1);
  assay_statement_bind_static_text (insert, 9, event->external_id, -1);
  assay_statement_bind_static_text (insert, 10, event->label, -1);
  assay_statement_bind_int64 (insert, 11, self->job);
  if (!assay_statement_run (insert, error))
    return FALSE;
  *out_added = assay_connection_changes (self->connection) > 0;
  return TRUE;
}

/* The decayed sum is kept as of the newest event, so that late and early ones cost the same. */
static gboolean
count_event (AssayEventWriter     *self,
             const AssayEvent     *event,
             const AssayEventType *type,
             GError              **error)
{
  g_autoptr (AssayStatement) select
    = assay_connection_prepare (self->connection,
                                "SELECT count, first, last, decayed FROM event_stat "
                                "WHERE lead = ?1 AND type = ?2",
                                error);
  AssayEventStat stat = { .count = 1, .first = event->at, .last = event->at, .decayed = 1 };
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, event->lead);
  assay_statement_bind_int64 (select, 2, type->id);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  if (row)
    {
      gint64 old_last = assay_statement_get_int64 (select, 2);
      stat.count += assay_statement_get_int64 (select, 0);
      stat.first = MIN (stat.first, assay_statement_get_int64 (select, 1));
      stat.last = MAX (stat.last, old_last);
      stat.decayed = assay_event_decay (assay_statement_get_double (select, 3), old_last, stat.last,
                                        type->half_life)
                     + assay_event_decay (1, event->at, stat.last, type->half_life);
    }
  assay_statement_reset (select);

  return assay_event_store_write_stat (self->connection, event->lead, type->id, &stat, error);
}

static void
note_latest (AssayEventWriter *self,
             const AssayEvent *event)
{
  gint64 *known = g_hash_table_lookup (self->latest, &event->lead);

  if (known == NULL)
    g_hash_table_insert (self->latest, g_memdup2 (&event->lead, sizeof event->lead),
                         g_memdup2 (&event->at, sizeof event->at));
  else if (*known < event->at)
    *known = event->at;
}

/**
 * assay_event_writer_add:
 * @event: its lead has to exist
 * @out_added: (out): %FALSE where the same event is there already
 *
 * Adds an event; late and out-of-order ones are fine. `last_activity_at` follows at
 * assay_event_writer_flush(), before commit.
 */
gboolean
assay_event_writer_add (AssayEventWriter *self,
                        const AssayEvent *event,
                        gboolean         *out_added,
                        GError          **error)
{
  AssayEventType *type;

  g_return_val_if_fail (self->transaction != NULL, FALSE);

  *out_added = FALSE;
  if (self->types == NULL && !load_types (self, error))
    return FALSE;
  type = g_hash_table_lookup (self->types, event->type);
  if (type == NULL)
    type = make_type (self, event->type, error);
  if (type == NULL || !insert_event (self, event, type, out_added, error))
    return FALSE;
  if (!*out_added)
    return TRUE;
  if (type->interaction)
    note_latest (self, event);
  return count_event (self, event, type, error);
}

static gboolean
raise_last_activity (AssayEventWriter *self,
                     AssayLeadWriter  *writer,
                     const AssayField *field,
                     gint64            lead,
                     gint64            at,
                     GError          **error)
{
  g_autoptr (AssayStatement) select
    = assay_connection_prepare (self->connection,
                                "SELECT 1 FROM lead WHERE id = ?1 AND "
                                "(last_activity_at IS NULL OR typeof(last_activity_at) = 'text' "
                                "OR last_activity_at < ?2)",
                                error);
  AssayValue value = assay_value_from_integer (at);
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, lead);
  assay_statement_bind_int64 (select, 2, at);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  return !row || assay_lead_writer_update (writer, lead, &field, &value, 1, NULL, error);
}

/**
 * assay_event_writer_flush:
 *
 * Raises `last_activity_at` of the leads whose events were added. Before each commit.
 */
gboolean
assay_event_writer_flush (AssayEventWriter *self,
                          GError          **error)
{
  g_autoptr (AssayFieldRegistry) fields = NULL;
  g_autoptr (AssayLeadWriter) writer = NULL;
  const AssayField *field;
  GHashTableIter iter;
  gpointer lead, at;

  if (g_hash_table_size (self->latest) == 0)
    return TRUE;
  fields = assay_field_registry_load (self->connection, error);
  if (fields == NULL)
    return FALSE;
  field = assay_field_registry_find (fields, "last_activity_at");
  writer = assay_lead_writer_new (fields, self->job, ASSAY_LEAD_WRITER_KEEP_TIMES);
  assay_lead_writer_set_transaction (writer, self->transaction);
  g_hash_table_iter_init (&iter, self->latest);
  while (g_hash_table_iter_next (&iter, &lead, &at))
    if (!raise_last_activity (self, writer, field, *(gint64 *) lead, *(gint64 *) at, error))
      return FALSE;
  g_hash_table_remove_all (self->latest);
  return TRUE;
}
