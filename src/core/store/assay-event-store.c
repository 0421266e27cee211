/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-event-store-private.h"

#include <math.h>

#include "base/assay-clock.h"
#include "store/assay-change-private.h"

#define EVENT_COLUMNS \
  "event.id, event.lead, event_type.key, event.at, event.value, event.channel, event.source, " \
  "event.medium, event.campaign, event.external_id, event.label"

/* Values of one event in the journal, its id first. */
#define EVENT_VALUES 11

void
assay_event_free (AssayEvent *event)
{
  g_free (event->type);
  g_free (event->channel);
  g_free (event->source);
  g_free (event->medium);
  g_free (event->campaign);
  g_free (event->external_id);
  g_free (event->label);
  g_free (event);
}

void
assay_event_type_free (AssayEventType *type)
{
  g_free (type->key);
  g_free (type->label);
  g_free (type);
}

/**
 * assay_event_decay:
 * @sum: a decayed sum as it was at @since
 * @half_life: days
 *
 * Returns: the sum at @until: sum × 2^(−Δ / half-life). Source: exponential decay, track.md
 */
double
assay_event_decay (double sum,
                   gint64 since,
                   gint64 until,
                   double half_life)
{
  return sum * exp2 (-(double) (until - since) / (double) ASSAY_MS_PER_DAY / half_life);
}

static AssayEvent *
read_event (AssayStatement *statement)
{
  AssayEvent *event = g_new0 (AssayEvent, 1);

  event->id = assay_statement_get_int64 (statement, 0);
  event->lead = assay_statement_get_int64 (statement, 1);
  event->type = g_strdup (assay_statement_get_text (statement, 2));
  event->at = assay_statement_get_int64 (statement, 3);
  event->value = assay_statement_is_null (statement, 4) ? NAN
                                                        : assay_statement_get_double (statement, 4);
  event->channel = g_strdup (assay_statement_get_text (statement, 5));
  event->source = g_strdup (assay_statement_get_text (statement, 6));
  event->medium = g_strdup (assay_statement_get_text (statement, 7));
  event->campaign = g_strdup (assay_statement_get_text (statement, 8));
  event->external_id = g_strdup (assay_statement_get_text (statement, 9));
  event->label = g_strdup (assay_statement_get_text (statement, 10));
  return event;
}

/**
 * assay_event_store_list:
 * @limit: at most so many; 0 for all
 *
 * Returns: (transfer full) (element-type AssayEvent): a lead's events, newest first
 */
GPtrArray *
assay_event_store_list (AssayConnection *connection,
                        gint64           lead,
                        guint            limit,
                        GError         **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_event_free);
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT " EVENT_COLUMNS
                                " FROM event JOIN event_type ON event_type.id = event.type "
                                "WHERE lead = ?1 ORDER BY at DESC, event.id DESC LIMIT ?2",
                                error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  assay_statement_bind_int64 (statement, 1, lead);
  assay_statement_bind_int64 (statement, 2, limit == 0 ? -1 : (gint64) limit);
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&events);
      g_ptr_array_add (events, read_event (statement));
    }
  return NULL;
}

/**
 * assay_event_store_list_types:
 *
 * Returns: (transfer full) (element-type AssayEventType): all event types, shipped ones first
 */
GPtrArray *
assay_event_store_list_types (AssayConnection *connection,
                              GError         **error)
{
  g_autoptr (GPtrArray) types
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_event_type_free);
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT id, key, label, weight, half_life, interaction, inbound "
                                "FROM event_type ORDER BY id",
                                error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (assay_statement_step (statement, &row, error))
    {
      AssayEventType *type;

      if (!row)
        return g_steal_pointer (&types);
      type = g_new0 (AssayEventType, 1);
      type->id = assay_statement_get_int64 (statement, 0);
      type->key = g_strdup (assay_statement_get_text (statement, 1));
      type->label = g_strdup (assay_statement_get_text (statement, 2));
      type->weight = assay_statement_get_double (statement, 3);
      type->half_life = assay_statement_get_double (statement, 4);
      type->interaction = assay_statement_get_int64 (statement, 5) != 0;
      type->inbound = assay_statement_get_int64 (statement, 6) != 0;
      g_ptr_array_add (types, type);
    }
  return NULL;
}

gboolean
assay_event_store_write_stat (AssayConnection      *connection,
                              gint64                lead,
                              gint64                type,
                              const AssayEventStat *stat,
                              GError              **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "INSERT OR REPLACE INTO event_stat "
                                "(lead, type, count, first, last, decayed) "
                                "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  assay_statement_bind_int64 (statement, 2, type);
  assay_statement_bind_int64 (statement, 3, stat->count);
  assay_statement_bind_int64 (statement, 4, stat->first);
  assay_statement_bind_int64 (statement, 5, stat->last);
  assay_statement_bind_double (statement, 6, stat->decayed);
  return assay_statement_run (statement, error);
}

static gboolean
clear_stats (AssayConnection *connection,
             gint64           lead,
             GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection, "DELETE FROM event_stat WHERE lead = ?1", error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  return assay_statement_run (statement, error);
}

/**
 * assay_event_store_recount:
 *
 * Makes a lead's `event_stat` rows anew from its events.
 */
gboolean
assay_event_store_recount (AssayConnection *connection,
                           gint64           lead,
                           GError         **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  AssayEventStat stat = { 0 };
  gint64 type = 0;
  gboolean row = TRUE;

  if (!clear_stats (connection, lead, error))
    return FALSE;
  statement = assay_connection_prepare (connection,
                                        "SELECT type, at, half_life FROM event "
                                        "JOIN event_type ON event_type.id = event.type "
                                        "WHERE lead = ?1 ORDER BY type, at",
                                        error);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  while (row)
    {
      if (!assay_statement_step (statement, &row, error))
        return FALSE;
      gint64 next_type = row ? assay_statement_get_int64 (statement, 0) : 0;
      if (stat.count > 0 && next_type != type)
        {
          if (!assay_event_store_write_stat (connection, lead, type, &stat, error))
            return FALSE;
          stat = (AssayEventStat) { 0 };
        }
      if (!row)
        break;
      gint64 at = assay_statement_get_int64 (statement, 1);
      if (stat.count == 0)
        stat.first = stat.last = at;
      type = next_type;
      stat.decayed
        = assay_event_decay (stat.decayed, stat.last, at, assay_statement_get_double (statement, 2))
          + 1;
      stat.last = at;
      stat.count++;
    }
  return TRUE;
}

static gboolean
pack_events (AssayConnection *connection,
             gint64           lead,
             gint64           only_job,
             GByteArray      *packed,
             guint           *out_n,
             GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT id, type, at, value, channel, source, medium, campaign, "
                                "external_id, label, job FROM event "
                                "WHERE lead = ?1 AND (?2 = 0 OR job = ?2)",
                                error);
  gboolean row;

  *out_n = 0;
  g_byte_array_set_size (packed, 0);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  assay_statement_bind_int64 (statement, 2, only_job);
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      for (int column = 0; column < EVENT_VALUES; column++)
        {
          AssayValue value;
          assay_statement_get_value (statement, column, &value);
          assay_value_pack (&value, packed);
        }
      (*out_n)++;
    }
  return FALSE;
}

static gboolean
detach (AssayTransaction *transaction,
        gint64            lead,
        gint64            only_job,
        gint64            journal_job,
        GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  g_autoptr (AssayStatement) remove = NULL;
  guint n;

  if (!pack_events (connection, lead, only_job, packed, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  if (journal_job != 0)
    {
      g_autoptr (AssayStatement) record = assay_change_prepare (connection, error);
      if (record == NULL
          || !assay_change_write (record, journal_job, lead, assay_event_journal_part.name, packed,
                                  error))
        return FALSE;
    }
  remove = assay_connection_prepare (connection,
                                     "DELETE FROM event WHERE lead = ?1 AND (?2 = 0 OR job = ?2)",
                                     error);
  if (remove == NULL)
    return FALSE;
  assay_statement_bind_int64 (remove, 1, lead);
  assay_statement_bind_int64 (remove, 2, only_job);
  assay_transaction_touch (transaction, ASSAY_TOPIC_EVENTS);
  return assay_statement_run (remove, error)
         && assay_event_store_recount (connection, lead, error);
}

/**
 * assay_event_store_detach:
 * @job: whose journal keeps them; 0 for none
 *
 * Removes all events of a lead.
 */
gboolean
assay_event_store_detach (AssayTransaction *transaction,
                          gint64            lead,
                          gint64            job,
                          GError          **error)
{
  return detach (transaction, lead, 0, job, error);
}

/**
 * assay_event_store_detach_job:
 * @job: whose events go
 * @undo_job: whose journal keeps them; 0 for none
 * @limit: leads at most
 * @out_leads: (out): leads done; fewer than @limit when it was the last
 *
 * Removes the events that a job added.
 */
gboolean
assay_event_store_detach_job (AssayTransaction *transaction,
                              gint64            job,
                              gint64            undo_job,
                              guint             limit,
                              guint            *out_leads,
                              GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = TRUE;

  {
    g_autoptr (AssayStatement) statement
      = assay_connection_prepare (connection,
                                  "SELECT DISTINCT lead FROM event WHERE job = ?1 LIMIT ?2", error);
    if (statement == NULL)
      return FALSE;
    assay_statement_bind_int64 (statement, 1, job);
    assay_statement_bind_int64 (statement, 2, limit);
    while (assay_statement_step (statement, &row, error) && row)
      {
        gint64 lead = assay_statement_get_int64 (statement, 0);
        g_array_append_val (leads, lead);
      }
    if (row)
      return FALSE;
  }
  for (guint i = 0; i < leads->len; i++)
    if (!detach (transaction, g_array_index (leads, gint64, i), job, undo_job, error))
      return FALSE;
  *out_leads = leads->len;
  return TRUE;
}

static gboolean
record_events (AssayTransaction *transaction,
               gint64            job,
               const char       *part,
               gint64            lead,
               GBytes           *data,
               GError          **error)
{
  return job == 0 || assay_journal_record (transaction, job, part, lead, data, error);
}

static gboolean
restore_events (AssayTransaction *transaction,
                gint64            undo_job,
                gint64            lead,
                GBytes           *data,
                GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayStatement) insert
    = assay_connection_prepare (connection,
                                "INSERT OR IGNORE INTO event (lead, id, type, at, value, channel, "
                                "source, medium, campaign, external_id, label, job) "
                                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                                error);
  gsize size;
  const guint8 *p = g_bytes_get_data (data, &size);
  const guint8 *end = p + size;

  if (insert == NULL)
    return FALSE;
  while (p < end)
    {
      assay_statement_bind_int64 (insert, 1, lead);
      for (int column = 0; column < EVENT_VALUES; column++)
        {
          AssayValue value;
          if (!assay_value_unpack (&value, &p, end))
            break;
          assay_statement_bind_value (insert, column + 2, &value);
        }
      if (!assay_statement_run (insert, error))
        return FALSE;
    }
  assay_transaction_touch (transaction, ASSAY_TOPIC_EVENTS);
  return assay_event_store_recount (connection, lead, error)
         && record_events (transaction, undo_job, assay_event_back_journal_part.name, lead, data,
                           error);
}

/* Takes events away again that an undo had brought back. */
static gboolean
remove_events (AssayTransaction *transaction,
               gint64            undo_job,
               gint64            lead,
               GBytes           *data,
               GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayStatement) remove
    = assay_connection_prepare (connection, "DELETE FROM event WHERE id = ?1", error);
  gsize size;
  const guint8 *p = g_bytes_get_data (data, &size);
  const guint8 *end = p + size;

  if (remove == NULL)
    return FALSE;
  for (int column = 0; p < end; column = (column + 1) % EVENT_VALUES)
    {
      AssayValue value;
      if (!assay_value_unpack (&value, &p, end))
        break;
      assay_statement_bind_value (remove, 1, &value);
      if (column == 0 && !assay_statement_run (remove, error))
        return FALSE;
    }
  assay_transaction_touch (transaction, ASSAY_TOPIC_EVENTS);
  return assay_event_store_recount (connection, lead, error)
         && record_events (transaction, undo_job, assay_event_journal_part.name, lead, data, error);
}

const AssayJournalPart assay_event_back_journal_part = {
  .name = "events-back",
  .undo = remove_events,
};

const AssayJournalPart assay_event_journal_part = {
  .name = "events",
  .undo = restore_events,
};
