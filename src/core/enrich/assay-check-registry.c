/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-check.h"

#include <string.h>

#include "store/assay-signal-store.h"
#include "store/assay-workspace.h"

static const AssayCheck *const checks[] = {
  &assay_completeness_check,
};

/**
 * assay_check_list:
 * @n_checks: (out): their number
 *
 * Returns: (array length=n_checks) (transfer none): all checks, in the order they run
 */
const AssayCheck *const *
assay_check_list (guint *n_checks)
{
  *n_checks = G_N_ELEMENTS (checks);
  return checks;
}

/**
 * assay_check_find:
 *
 * Returns: (nullable) (transfer none): the check of that key
 */
const AssayCheck *
assay_check_find (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    if (strcmp (checks[i]->key, key) == 0)
      return checks[i];
  return NULL;
}

/**
 * assay_check_version:
 *
 * Returns: one number for the rules of all checks; it grows when any of theirs does
 */
gint64
assay_check_version (void)
{
  gint64 version = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    version += checks[i]->version;
  return version;
}

/* Up to where enrichment has seen the workspace. */
static const char *const migrations[] = {
  "CREATE TABLE enrich_progress ("
  "  one INTEGER PRIMARY KEY CHECK (one = 1),"
  "  version INTEGER NOT NULL,"
  "  lead INTEGER NOT NULL,"
  "  change INTEGER NOT NULL"
  ") STRICT;"
  "INSERT INTO enrich_progress VALUES (1, 0, 0, 0);",
  NULL,
};

static gboolean
columns_exist (AssayWorkspace *workspace, gboolean *out_exist, GError **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  gint64 have, want = 0;

  if (reader == NULL ||
      !assay_connection_query_int64 (
          reader, "SELECT count(*) FROM pragma_table_info('signal')", &have, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    want += checks[i]->n_signals;
  *out_exist = have >= want + 2; /* lead and version */
  return TRUE;
}

/* A new check brings its columns by itself. */
static gboolean
opened (AssayWorkspace *workspace, GError **error)
{
  g_autoptr (AssayTransaction) transaction = NULL;
  gboolean exist;

  if (!columns_exist (workspace, &exist, error))
    return FALSE;
  if (exist)
    return TRUE;
  transaction = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, error);
  if (transaction == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    for (guint s = 0; s < checks[i]->n_signals; s++)
      if (!assay_signal_store_add_column (
              assay_transaction_get_connection (transaction), &checks[i]->signals[s], error))
        return FALSE;
  return assay_transaction_commit (transaction, error);
}

const AssaySchemaModule assay_enrich_schema = {
  .name = "enrich",
  .migrations = migrations,
  .opened = opened,
};
