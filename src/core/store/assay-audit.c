/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-audit.h"

#include <string.h>

#include "base/assay-clock.h"

#define HASH_SIZE 32

/* SHA-256 over the hash before and the record, each text with its length ahead so that no two
 * records read the same. Source: hash chains as in Haber and Stornetta, "How to Time-Stamp a Digital
 * Document", 1991. */
static void
hash_record (const guint8 *previous,
             gint64        id,
             gint64        at,
             gint64        job,
             const char   *action,
             const char   *detail,
             guint8       *out_hash)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *head
    = g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%zu:%s:%zu:",
                       id, at, job, strlen (action), action, strlen (detail));
  gsize length = HASH_SIZE;

  g_checksum_update (checksum, previous, HASH_SIZE);
  g_checksum_update (checksum, (const guchar *) head, -1);
  g_checksum_update (checksum, (const guchar *) detail, -1);
  g_checksum_get_digest (checksum, out_hash, &length);
}

static gboolean
read_head (AssayConnection *connection,
           gint64          *out_id,
           guint8          *out_hash,
           GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection, "SELECT id, hash FROM audit_head", error);
  gconstpointer hash;
  gboolean row;
  gsize size;

  *out_id = 0;
  memset (out_hash, 0, HASH_SIZE);
  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *out_id = assay_statement_get_int64 (statement, 0);
  hash = assay_statement_get_blob (statement, 1, &size);
  if (size == HASH_SIZE)
    memcpy (out_hash, hash, HASH_SIZE);
  return TRUE;
}

static gboolean
write_head (AssayConnection *connection,
            gint64           id,
            const guint8    *hash,
            GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection, "INSERT OR REPLACE INTO audit_head VALUES (1, ?1, ?2)",
                                error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, id);
  assay_statement_bind_blob (statement, 2, hash, HASH_SIZE);
  return assay_statement_run (statement, error);
}

/**
 * assay_audit_append:
 * @action: what was done, e.g. `import.done`
 * @job: which job did it, or 0
 * @detail: counts and digests; never personal data, so that erasure need not break the chain
 *
 * Adds a record to the chain.
 */
gboolean
assay_audit_append (AssayTransaction *transaction,
                    const char       *action,
                    gint64            job,
                    const char       *detail,
                    GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayStatement) insert = NULL;
  guint8 previous[HASH_SIZE], hash[HASH_SIZE];
  gint64 id, at = assay_clock_now ();

  if (!read_head (connection, &id, previous, error))
    return FALSE;
  id++;
  hash_record (previous, id, at, job, action, detail, hash);
  insert = assay_connection_prepare (connection,
                                     "INSERT INTO audit (id, at, job, action, detail, hash) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                     error);
  if (insert == NULL)
    return FALSE;
  assay_statement_bind_int64 (insert, 1, id);
  assay_statement_bind_int64 (insert, 2, at);
  assay_statement_bind_int64 (insert, 3, job);
  assay_statement_bind_text (insert, 4, action);
  assay_statement_bind_text (insert, 5, detail);
  assay_statement_bind_blob (insert, 6, hash, HASH_SIZE);
  return assay_statement_run (insert, error) && write_head (connection, id, hash, error);
}

/**
 * assay_audit_verify:
 * @out_records: (out): how many records the chain has
 * @out_broken: (out): the first record that was altered, or the first one missing; 0 if the chain is
 *   whole
 *
 * Recomputes the chain. An edit, insertion or removal of any record is found.
 */
gboolean
assay_audit_verify (AssayConnection *connection,
                    gint64          *out_records,
                    gint64          *out_broken,
                    GError         **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  guint8 chain[HASH_SIZE] = { 0 }, head[HASH_SIZE];
  gint64 head_id;
  gboolean row = TRUE;

  *out_records = *out_broken = 0;
  if (!read_head (connection, &head_id, head, error))
    return FALSE;
  statement = assay_connection_prepare (connection,
                                        "SELECT id, at, job, action, detail, hash FROM audit "
                                        "ORDER BY id",
                                        error);
  if (statement == NULL)
    return FALSE;
  while (assay_statement_step (statement, &row, error) && row)
    {
      gint64 id = assay_statement_get_int64 (statement, 0);
      gconstpointer hash;
      gsize size;

      (*out_records)++;
      hash_record (chain, id, assay_statement_get_int64 (statement, 1),
                   assay_statement_get_int64 (statement, 2),
                   assay_statement_get_text (statement, 3),
                   assay_statement_get_text (statement, 4), chain);
      hash = assay_statement_get_blob (statement, 5, &size);
      if (*out_broken == 0
          && (id != *out_records || size != HASH_SIZE || memcmp (hash, chain, HASH_SIZE) != 0))
        *out_broken = *out_records;
    }
  if (row)
    return FALSE;
  if (*out_broken == 0 && (head_id != *out_records || memcmp (head, chain, HASH_SIZE) != 0))
    *out_broken = *out_records + 1;
  return TRUE;
}
