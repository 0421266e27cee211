/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-check.h"

#include <string.h>

#include "enrich/assay-enrich-journal-private.h"
#include "store/assay-signal-store.h"
#include "store/assay-workspace.h"

static const AssayCheck *const checks[] = {
  &assay_web_check,
  &assay_email_check,
  &assay_location_check,
  &assay_phone_check,
  &assay_name_check,
  &assay_company_check, /* reads domains of the first two */
  &assay_role_check,
  &assay_industry_check,
  &assay_contact_check, /* reads what the others found */
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
 * assay_check_derives:
 *
 * Returns: whether the signal of that key is one of the check's
 */
gboolean
assay_check_derives (const AssayCheck *check,
                     const char       *signal)
{
  for (guint i = 0; i < check->n_signals; i++)
    if (strcmp (check->signals[i].key, signal) == 0)
      return TRUE;
  return FALSE;
}

/**
 * assay_enrich_register:
 *
 * Makes the signals of all checks known by name, and what enrichment writes undoable; at start-up.
 */
void
assay_enrich_register (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (assay_enrich_journal_parts); i++)
    assay_journal_register_part (&assay_enrich_journal_parts[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    assay_signal_register (checks[i]->signals, checks[i]->n_signals);
}

static const char *const migrations[] = {
  "CREATE TABLE enrich_progress ("
  "  one INTEGER PRIMARY KEY CHECK (one = 1),"
  "  version INTEGER NOT NULL,"
  "  lead INTEGER NOT NULL,"
  "  change INTEGER NOT NULL"
  ") STRICT;"
  "INSERT INTO enrich_progress VALUES (1, 0, 0, 0);",

  /* Up to where each check has seen the workspace, by which rules; and why it could not, the last time. */
  "DROP TABLE enrich_progress;"
  "CREATE TABLE enrich_check ("
  "  key TEXT PRIMARY KEY,"
  "  rules TEXT NOT NULL,"
  "  lead INTEGER NOT NULL,"
  "  change INTEGER NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  failure TEXT"
  ") STRICT, WITHOUT ROWID;"
  /* What a person said of a signal. It holds when the signal is derived again. */
  "CREATE TABLE signal_decision ("
  "  lead INTEGER NOT NULL REFERENCES lead (id) ON DELETE CASCADE,"
  "  signal TEXT NOT NULL,"
  "  decision TEXT NOT NULL,"
  "  value ANY,"
  "  at INTEGER NOT NULL,"
  "  job INTEGER NOT NULL,"
  "  PRIMARY KEY (lead, signal)"
  ") STRICT, WITHOUT ROWID;",
  NULL,
};

/* Returns: (transfer full) (nullable): names of the columns of table `signal` */
static GHashTable *
list_columns (AssayWorkspace *workspace,
              GError        **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayStatement) select
    = reader != NULL ? assay_connection_prepare (reader, "SELECT name FROM pragma_table_info('signal')",
                                                 error)
                     : NULL;
  gboolean row;

  while (select != NULL && assay_statement_step (select, &row, error))
    {
      if (!row)
        return g_steal_pointer (&names);
      g_hash_table_add (names, g_strdup (assay_statement_get_text (select, 0)));
    }
  return NULL;
}

/* A new check brings its columns by itself. */
static gboolean
opened (AssayWorkspace *workspace,
        GError        **error)
{
  g_autoptr (GHashTable) names = list_columns (workspace, error);
  g_autoptr (AssayTransaction) transaction = NULL;

  if (names == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    for (guint s = 0; s < checks[i]->n_signals; s++)
      {
        const AssaySignal *signal = &checks[i]->signals[s];

        if (g_hash_table_contains (names, signal->key))
          continue;
        if (transaction == NULL)
          transaction
            = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, error);
        if (transaction == NULL
            || !assay_signal_store_add_column (assay_transaction_get_connection (transaction), signal,
                                               error))
          return FALSE;
      }
  return transaction == NULL || assay_transaction_commit (transaction, error);
}

const AssaySchemaModule assay_enrich_schema = {
  .name = "enrich",
  .migrations = migrations,
  .opened = opened,
};
