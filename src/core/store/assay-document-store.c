/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-document-store.h"

#include "base/assay-clock.h"
#include "store/assay-journal-private.h"

/* What the journal keeps of a change: kind, key, version, and the row's JSON and `removed` before it
 * (no JSON: there was no row). */
#define CHANGE_FORMAT "(ssxmsb)"

static AssayDocument *
read_document (AssayStatement *statement,
               GError        **error)
{
  AssayDocument *document = assay_document_parse (assay_statement_get_text (statement, 0),
                                                  assay_statement_get_text (statement, 1),
                                                  assay_statement_get_int64 (statement, 2),
                                                  assay_statement_get_text (statement, 3), error);

  if (document != NULL)
    assay_document_set_time (document, assay_statement_get_int64 (statement, 4));
  return document;
}

/**
 * assay_document_store_get:
 * @version: a version; 0 for the draft; %ASSAY_DOCUMENT_LATEST for the newest published one
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full): the document
 */
AssayDocument *
assay_document_store_get (AssayConnection *connection,
                          const char      *kind,
                          const char      *key,
                          gint64           version,
                          GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT kind, key, version, json, at FROM document "
                                "WHERE kind = ?1 AND key = ?2 AND removed = 0 "
                                "AND (version = ?3 OR (?3 < 0 AND version > 0)) "
                                "ORDER BY version DESC LIMIT 1",
                                error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  assay_statement_bind_text (statement, 1, kind);
  assay_statement_bind_text (statement, 2, key);
  assay_statement_bind_int64 (statement, 3, version);
  if (!assay_statement_step (statement, &row, error))
    return NULL;
  if (row)
    return read_document (statement, error);
  g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND, "There is no %s “%s”%s", kind,
               key, version == 0 ? " in draft" : "");
  return NULL;
}

static GPtrArray *
read_all (AssayStatement *statement,
          GError        **error)
{
  g_autoptr (GPtrArray) documents
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_document_unref);
  gboolean row;

  while (assay_statement_step (statement, &row, error))
    {
      AssayDocument *document;

      if (!row)
        return g_steal_pointer (&documents);
      document = read_document (statement, error);
      if (document == NULL)
        return NULL;
      g_ptr_array_add (documents, document);
    }
  return NULL;
}

/**
 * assay_document_store_list:
 *
 * Returns: (transfer full) (element-type AssayDocument): of each key of @kind the newest published
 *   version, or the draft where nothing is published; in order of key
 */
GPtrArray *
assay_document_store_list (AssayConnection *connection,
                           const char      *kind,
                           GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT kind, key, max(version), json, at FROM document "
                                "WHERE kind = ?1 AND removed = 0 GROUP BY key ORDER BY key",
                                error);

  if (statement == NULL)
    return NULL;
  assay_statement_bind_text (statement, 1, kind);
  return read_all (statement, error);
}

/**
 * assay_document_store_versions:
 *
 * Returns: (transfer full) (element-type AssayDocument): all published versions, newest first, then
 *   the draft if there is one
 */
GPtrArray *
assay_document_store_versions (AssayConnection *connection,
                               const char      *kind,
                               const char      *key,
                               GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT kind, key, version, json, at FROM document "
                                "WHERE kind = ?1 AND key = ?2 AND removed = 0 "
                                "ORDER BY version DESC",
                                error);

  if (statement == NULL)
    return NULL;
  assay_statement_bind_text (statement, 1, kind);
  assay_statement_bind_text (statement, 2, key);
  return read_all (statement, error);
}

static gboolean
record_row (AssayTransaction *transaction,
            gint64            job,
            const char       *kind,
            const char       *key,
            gint64            version,
            GError          **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GBytes) data = NULL;
  gboolean row;

  if (job == 0)
    return TRUE;
  statement = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                        "SELECT json, removed FROM document "
                                        "WHERE kind = ?1 AND key = ?2 AND version = ?3",
                                        error);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_text (statement, 1, kind);
  assay_statement_bind_text (statement, 2, key);
  assay_statement_bind_int64 (statement, 3, version);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  variant = g_variant_ref_sink (
    g_variant_new (CHANGE_FORMAT, kind, key, version,
                   row ? assay_statement_get_text (statement, 0) : NULL,
                   row && assay_statement_get_int64 (statement, 1) != 0));
  data = g_variant_get_data_as_bytes (variant);
  return assay_journal_record (transaction, job, assay_document_journal_part.name, 0, data, error);
}

static gboolean
write_row (AssayTransaction *transaction,
           gint64            job,
           AssayDocument    *document,
           gint64            version,
           const char       *json,
           GError          **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  const char *kind = assay_document_get_kind (document), *key = assay_document_get_key (document);

  if (!record_row (transaction, job, kind, key, version, error))
    return FALSE;
  statement = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                        "INSERT INTO document "
                                        "(kind, key, version, json, author, at, job) "
                                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
                                        "ON CONFLICT (kind, key, version) DO UPDATE SET "
                                        "json = ?4, author = ?5, at = ?6, job = ?7, removed = 0",
                                        error);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_text (statement, 1, kind);
  assay_statement_bind_text (statement, 2, key);
  assay_statement_bind_int64 (statement, 3, version);
  assay_statement_bind_text (statement, 4, json);
  assay_statement_bind_text (statement, 5, g_get_user_name ());
  assay_statement_bind_int64 (statement, 6, assay_clock_now ());
  assay_statement_bind_int64 (statement, 7, job);
  assay_transaction_touch (transaction, ASSAY_TOPIC_DOCUMENTS);
  return assay_statement_run (statement, error);
}

/**
 * assay_document_store_save_draft:
 * @document: its version does not matter
 *
 * Sets the draft of the document's kind and key.
 */
gboolean
assay_document_store_save_draft (AssayTransaction *transaction,
                                 gint64            job,
                                 AssayDocument    *document,
                                 GError          **error)
{
  g_autofree char *json = assay_document_to_json (document, FALSE);

  return write_row (transaction, job, document, 0, json, error);
}

static gboolean
highest_version (AssayConnection *connection,
                 AssayDocument   *document,
                 gint64          *out_version,
                 GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT max(version) FROM document WHERE kind = ?1 AND key = ?2",
                                error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_text (statement, 1, assay_document_get_kind (document));
  assay_statement_bind_text (statement, 2, assay_document_get_key (document));
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  *out_version = assay_statement_get_int64 (statement, 0);
  return TRUE;
}

static gboolean
set_removed (AssayTransaction *transaction,
             const char       *kind,
             const char       *key,
             gint64            version,
             gboolean          removed,
             GError          **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                "UPDATE document SET removed = ?4 "
                                "WHERE kind = ?1 AND key = ?2 AND version = ?3",
                                error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_text (statement, 1, kind);
  assay_statement_bind_text (statement, 2, key);
  assay_statement_bind_int64 (statement, 3, version);
  assay_statement_bind_int64 (statement, 4, removed);
  assay_transaction_touch (transaction, ASSAY_TOPIC_DOCUMENTS);
  return assay_statement_run (statement, error);
}

/**
 * assay_document_store_publish:
 * @document: the content to publish; its version does not matter
 *
 * Makes the next version, which never changes, and drops the draft. Versions taken back by undo are
 * not used again.
 *
 * Returns: (transfer full): the document with its version
 */
AssayDocument *
assay_document_store_publish (AssayTransaction *transaction,
                              gint64            job,
                              AssayDocument    *document,
                              GError          **error)
{
  g_autofree char *json = assay_document_to_json (document, FALSE);
  const char *kind = assay_document_get_kind (document), *key = assay_document_get_key (document);
  gint64 version;

  if (!highest_version (assay_transaction_get_connection (transaction), document, &version, error)
      || !write_row (transaction, job, document, version + 1, json, error)
      || !record_row (transaction, job, kind, key, 0, error)
      || !set_removed (transaction, kind, key, 0, TRUE, error))
    return NULL;
  return assay_document_new (kind, key, version + 1, assay_document_get_root (document));
}

/**
 * assay_document_store_drop_draft:
 *
 * Takes the draft out of use, if there is one; undo brings it back.
 */
gboolean
assay_document_store_drop_draft (AssayTransaction *transaction,
                                 gint64            job,
                                 const char       *kind,
                                 const char       *key,
                                 GError          **error)
{
  return record_row (transaction, job, kind, key, 0, error)
         && set_removed (transaction, kind, key, 0, TRUE, error);
}

/**
 * assay_document_store_remove:
 *
 * Takes all versions and the draft out of use; undo brings them back.
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND.
 */
gboolean
assay_document_store_remove (AssayTransaction *transaction,
                             gint64            job,
                             const char       *kind,
                             const char       *key,
                             GError          **error)
{
  g_autoptr (GPtrArray) versions = assay_document_store_versions (
    assay_transaction_get_connection (transaction), kind, key, error);

  if (versions == NULL)
    return FALSE;
  if (versions->len == 0)
    {
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND, "There is no %s “%s”",
                   kind, key);
      return FALSE;
    }
  for (guint i = 0; i < versions->len; i++)
    {
      gint64 version = assay_document_get_version (g_ptr_array_index (versions, i));
      if (!record_row (transaction, job, kind, key, version, error)
          || !set_removed (transaction, kind, key, version, TRUE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
undo_document (AssayTransaction *transaction,
               gint64            undo_job,
               gint64            lead,
               GBytes           *data,
               GError          **error)
{
  g_autoptr (GVariant) variant
    = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (CHANGE_FORMAT), data, FALSE));
  const char *kind, *key, *json;
  gint64 version;
  gboolean removed;

  g_variant_get (variant, "(&s&sxm&sb)", &kind, &key, &version, &json, &removed);
  /* A published version's content never changes: only whether it is in use. */
  if (json == NULL || version > 0)
    return record_row (transaction, undo_job, kind, key, version, error)
           && set_removed (transaction, kind, key, version, json == NULL || removed, error);

  g_autoptr (AssayDocument) document = assay_document_parse (kind, key, 0, json, error);
  return document != NULL && write_row (transaction, undo_job, document, 0, json, error)
         && set_removed (transaction, kind, key, 0, removed, error);
}

const AssayJournalPart assay_document_journal_part = {
  .name = "document",
  .undo = undo_document,
};
