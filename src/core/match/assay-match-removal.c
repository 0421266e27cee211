/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-removal.h"

/* One transaction: well under the 250 ms that others may wait. */
#define BATCH_ROWS 2000

/**
 * assay_match_remove_rows:
 * @sql: a DELETE; ?1 and ?2 are @first and @second, ?3 is how many rows it may remove at once
 *
 * Runs a deletion again until it removes nothing more, in short transactions.
 */
gboolean
assay_match_remove_rows (AssayWorkspace *workspace,
                         const char *sql,
                         gint64 first,
                         gint64 second,
                         GCancellable *cancellable,
                         GError **error)
{
  gint64 removed = 1;

  while (removed > 0)
    {
      g_autoptr (AssayTransaction) transaction =
          assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
      g_autoptr (AssayStatement) statement = NULL;

      if (transaction == NULL)
        return FALSE;
      statement = assay_connection_prepare (assay_transaction_get_connection (transaction), sql, error);
      if (statement == NULL)
        return FALSE;
      assay_statement_bind_int64 (statement, 1, first);
      assay_statement_bind_int64 (statement, 2, second);
      assay_statement_bind_int64 (statement, 3, BATCH_ROWS);
      if (!assay_statement_run (statement, error))
        return FALSE;
      removed = assay_connection_changes (assay_transaction_get_connection (transaction));
      g_clear_pointer (&statement, assay_statement_release);
      if (!assay_transaction_commit (transaction, error))
        return FALSE;
    }
  return TRUE;
}
