/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-store.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/assay-clock.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-likelihood.h"
#include "learn/assay-model-states.h"
#include "learn/assay-predictive-scorer.h"
#include "model/assay-value.h"

#define COLUMNS                                                                                    \
  "id, job, at, state, coalesce(promoted_at, 0), plan, algorithm, verdict, recipe, calibration, "  \
  "payload, card, seen"

void
assay_model_record_free (AssayModelRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->state);
  g_free (self->plan);
  g_free (self->algorithm);
  g_free (self->verdict);
  g_free (self->recipe);
  g_free (self->calibration);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_free (self->card);
  g_clear_pointer (&self->seen, g_bytes_unref);
  g_clear_pointer (&self->neighbours, g_bytes_unref);
  g_free (self);
}

/**
 * assay_model_record_digest:
 *
 * Returns: (transfer full): SHA-256 over recipe, calibration and model: what predictions follow
 * from
 */
char *
assay_model_record_digest (const AssayModelRecord *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) self->recipe, -1);
  g_checksum_update (checksum, (const guchar *) self->calibration, -1);
  g_checksum_update (
      checksum, g_bytes_get_data (self->payload, NULL), (gssize) g_bytes_get_size (self->payload));
  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * assay_model_pack_leads:
 * @leads: (array length=n): ascending ids
 *
 * Returns: (transfer full): the ids as varints of their differences
 */
GBytes *
assay_model_pack_leads (const gint64 *leads, gsize n)
{
  GByteArray *bytes = g_byte_array_new ();
  gint64 before = 0;

  for (gsize i = 0; i < n; i++)
    {
      assay_varint_append ((guint64) (leads[i] - before), bytes);
      before = leads[i];
    }
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * assay_model_unpack_leads:
 * @packed: what assay_model_pack_leads() gave
 *
 * Returns: (transfer full): the set of ids, as pointers to gint64
 */
GHashTable *
assay_model_unpack_leads (GBytes *packed)
{
  GHashTable *set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gsize length;
  const guint8 *p = g_bytes_get_data (packed, &length);
  const guint8 *end = p + length;
  gint64 id = 0;
  guint64 step;

  while (p < end && assay_varint_read (&step, &p, end))
    {
      id += (gint64) step;
      g_hash_table_add (set, g_memdup2 (&id, sizeof id));
    }
  return set;
}

static gboolean
add_neighbours (AssayConnection *connection, const AssayModelRecord *record, GError **error)
{
  g_autoptr (AssayStatement) insert = assay_connection_prepare (
      connection, "INSERT INTO model_neighbour (model, leads) VALUES (?1, ?2)", error);

  if (insert == NULL)
    return FALSE;
  assay_statement_bind_int64 (insert, 1, record->id);
  assay_statement_bind_blob (insert,
                             2,
                             g_bytes_get_data (record->neighbours, NULL),
                             g_bytes_get_size (record->neighbours));
  return assay_statement_run (insert, error);
}

/**
 * assay_model_store_add:
 * @record: (inout): gets its number
 *
 * Stores a model.
 */
gboolean
assay_model_store_add (AssayTransaction *transaction, AssayModelRecord *record, GError **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayStatement) insert = assay_connection_prepare (
      connection,
      "INSERT INTO model (job, at, state, plan, algorithm, verdict, recipe, calibration, payload, "
      "card, seen) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
      error);

  if (insert == NULL)
    return FALSE;
  assay_statement_bind_int64 (insert, 1, record->job);
  assay_statement_bind_int64 (insert, 2, record->at);
  assay_statement_bind_text (insert, 3, record->state);
  assay_statement_bind_text (insert, 4, record->plan);
  assay_statement_bind_text (insert, 5, record->algorithm);
  assay_statement_bind_text (insert, 6, record->verdict);
  assay_statement_bind_text (insert, 7, record->recipe);
  assay_statement_bind_text (insert, 8, record->calibration);
  assay_statement_bind_blob (
      insert, 9, g_bytes_get_data (record->payload, NULL), g_bytes_get_size (record->payload));
  assay_statement_bind_text (insert, 10, record->card);
  assay_statement_bind_blob (
      insert, 11, g_bytes_get_data (record->seen, NULL), g_bytes_get_size (record->seen));
  if (!assay_statement_run (insert, error))
    return FALSE;
  record->id = assay_connection_last_insert_id (connection);
  assay_transaction_touch (transaction, ASSAY_TOPIC_SCORES);
  return record->neighbours == NULL || add_neighbours (connection, record, error);
}

static GBytes *
dup_blob (AssayStatement *statement, int column)
{
  gsize length;
  gconstpointer data = assay_statement_get_blob (statement, column, &length);

  return g_bytes_new (data, length);
}

static AssayModelRecord *
read_record (AssayStatement *statement)
{
  AssayModelRecord *record = g_new0 (AssayModelRecord, 1);

  record->id = assay_statement_get_int64 (statement, 0);
  record->job = assay_statement_get_int64 (statement, 1);
  record->at = assay_statement_get_int64 (statement, 2);
  record->state = g_strdup (assay_statement_get_text (statement, 3));
  record->promoted_at = assay_statement_get_int64 (statement, 4);
  record->plan = g_strdup (assay_statement_get_text (statement, 5));
  record->algorithm = g_strdup (assay_statement_get_text (statement, 6));
  record->verdict = g_strdup (assay_statement_get_text (statement, 7));
  record->recipe = g_strdup (assay_statement_get_text (statement, 8));
  record->calibration = g_strdup (assay_statement_get_text (statement, 9));
  record->payload = dup_blob (statement, 10);
  record->card = g_strdup (assay_statement_get_text (statement, 11));
  record->seen = dup_blob (statement, 12);
  return record;
}

/**
 * assay_model_store_get:
 * @id: a model's number
 *
 * Returns: (transfer full) (nullable): the model; %NULL with %ASSAY_LEARN_ERROR_NO_MODEL
 */
AssayModelRecord *
assay_model_store_get (AssayConnection *connection, gint64 id, GError **error)
{
  g_autoptr (AssayStatement) select =
      assay_connection_prepare (connection, "SELECT " COLUMNS " FROM model WHERE id = ?1", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, id);
  if (!assay_statement_step (select, &row, error))
    return NULL;
  if (row)
    return read_record (select);
  g_set_error (error,
               ASSAY_LEARN_ERROR,
               ASSAY_LEARN_ERROR_NO_MODEL,
               _ ("There is no model %" PRId64 "; “assay models” lists them"),
               id);
  return NULL;
}

/**
 * assay_model_store_find_champion:
 * @out_id: (out): the model that predicts, or 0
 */
gboolean
assay_model_store_find_champion (AssayConnection *connection, gint64 *out_id, GError **error)
{
  return assay_connection_query_int64 (
      connection, "SELECT coalesce(max(id), 0) FROM model WHERE state = 'champion'", out_id, error);
}

/**
 * assay_model_store_get_or_champion:
 * @id: a model's number, or 0 for the one in use
 *
 * Returns: (transfer full) (nullable): the model; %NULL with %ASSAY_LEARN_ERROR_NO_MODEL
 */
AssayModelRecord *
assay_model_store_get_or_champion (AssayConnection *connection, gint64 id, GError **error)
{
  if (id == 0 && !assay_model_store_find_champion (connection, &id, error))
    return NULL;
  if (id != 0)
    return assay_model_store_get (connection, id, error);
  g_set_error_literal (
      error,
      ASSAY_LEARN_ERROR,
      ASSAY_LEARN_ERROR_NO_MODEL,
      _ ("No model is in use: either none was trained, or none was better than the "
         "base rate. “assay models” lists them."));
  return NULL;
}

/**
 * assay_model_store_list:
 *
 * Returns: (transfer full) (element-type AssayModelRecord) (nullable): all models, newest first
 */
GPtrArray *
assay_model_store_list (AssayConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) assay_model_record_free);
  g_autoptr (AssayStatement) select = assay_connection_prepare (
      connection, "SELECT " COLUMNS " FROM model ORDER BY id DESC", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  while (assay_statement_step (select, &row, error))
    {
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_record (select));
    }
  return NULL;
}

static gboolean
set_state (AssayConnection *connection, const char *sql, gint64 id, GError **error)
{
  g_autoptr (AssayStatement) update = assay_connection_prepare (connection, sql, error);

  if (update == NULL)
    return FALSE;
  assay_statement_bind_int64 (update, 1, id);
  assay_statement_bind_int64 (update, 2, assay_clock_now ());
  return assay_statement_run (update, error);
}

/* The scorer that shows predictions among scores; its place is after all others. */
static gboolean
activate_scorer (AssayConnection *connection, GError **error)
{
  return assay_connection_execute (
      connection,
      "INSERT INTO scorer (key, position, active, bands) VALUES ('" ASSAY_PREDICTIVE_KEY "', "
      "(SELECT coalesce(max(position), 0) + 1 FROM scorer), 1, "
      "'[\"" ASSAY_LIKELIHOOD_BANDS "\"]') "
      "ON CONFLICT (key) DO UPDATE SET active = 1, bands = excluded.bands",
      error);
}

/* What it has seen of leads is what they were when it was last in use: it predicts all of them. */
static gboolean
forget_mark (AssayConnection *connection, gint64 id, GError **error)
{
  return set_state (
      connection, "DELETE FROM prediction_mark WHERE model = ?1 AND ?2 IS NOT NULL", id, error);
}

/**
 * assay_model_store_promote:
 * @id: a model
 * @job: whose undo takes it back; 0 for none
 *
 * Makes it the champion; the one before is retired. A model without signal is refused.
 */
gboolean
assay_model_store_promote (AssayTransaction *transaction, gint64 id, gint64 job, GError **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayModelRecord) record = assay_model_store_get (connection, id, error);
  g_autoptr (GVariant) before =
      record != NULL ? assay_model_states_read (connection, error) : NULL;

  if (before == NULL)
    return FALSE;
  if (strcmp (record->verdict, "no_signal") == 0)
    {
      g_set_error (error,
                   ASSAY_LEARN_ERROR,
                   ASSAY_LEARN_ERROR_REFUSED,
                   _ ("Model %" PRId64 " is no better than the base rate and cannot be used"),
                   id);
      return FALSE;
    }
  assay_transaction_touch (transaction, ASSAY_TOPIC_SCORES);
  return set_state (connection,
                    "UPDATE model SET state = 'retired' WHERE state = 'champion' AND id <> ?1 "
                    "AND ?2 IS NOT NULL",
                    id,
                    error) &&
         set_state (connection,
                    "UPDATE model SET state = 'champion', promoted_at = ?2 WHERE id = ?1",
                    id,
                    error) &&
         activate_scorer (connection, error) && forget_mark (connection, id, error) &&
         (job == 0 || assay_model_states_record (transaction, job, before, error));
}

/**
 * assay_model_store_rollback:
 * @job: whose undo takes it back; 0 for none
 * @out_id: (out): the model that predicts again
 *
 * Brings the champion before this one back.
 */
gboolean
assay_model_store_rollback (AssayTransaction *transaction, gint64 job, gint64 *out_id, GError **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (GVariant) before = assay_model_states_read (connection, error);
  gint64 champion;

  if (before == NULL || !assay_model_store_find_champion (connection, &champion, error) ||
      !assay_connection_query_int64 (
          connection,
          "SELECT coalesce((SELECT id FROM model WHERE state = 'retired' "
          "ORDER BY promoted_at DESC, id DESC LIMIT 1), 0)",
          out_id,
          error))
    return FALSE;
  if (*out_id == 0)
    {
      g_set_error_literal (error,
                           ASSAY_LEARN_ERROR,
                           ASSAY_LEARN_ERROR_NO_MODEL,
                           _ ("No model was in use before this one"));
      return FALSE;
    }
  assay_transaction_touch (transaction, ASSAY_TOPIC_SCORES);
  /* It waits as a challenger, so that rolling back again goes further back and not forward. */
  return set_state (connection,
                    "UPDATE model SET state = 'challenger' WHERE id = ?1 AND ?2 IS NOT NULL",
                    champion,
                    error) &&
         set_state (connection,
                    "UPDATE model SET state = 'champion' WHERE id = ?1 AND ?2 IS NOT NULL",
                    *out_id,
                    error) &&
         forget_mark (connection, *out_id, error) &&
         (job == 0 || assay_model_states_record (transaction, job, before, error));
}
