/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-schema-private.h"

#include <string.h>

static GPtrArray *modules; /* (element-type AssaySchemaModule) (not owned) */

static GPtrArray *
get_modules (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      modules = g_ptr_array_new ();
      g_ptr_array_add (modules, (gpointer) &assay_store_schema);
      g_once_init_leave (&once, 1);
    }
  return modules;
}

/**
 * assay_schema_register:
 * @module: (transfer none): static data
 *
 * Adds a module's tables to every workspace opened from now on. Called by the engine at start-up,
 * from the main thread; a second time does nothing.
 */
void
assay_schema_register (const AssaySchemaModule *module)
{
  if (!g_ptr_array_find (get_modules (), module, NULL))
    g_ptr_array_add (modules, (gpointer) module);
}

static const AssaySchemaModule *
find_module (const char *name)
{
  for (guint i = 0; i < get_modules ()->len; i++)
    {
      const AssaySchemaModule *module = g_ptr_array_index (modules, i);
      if (strcmp (module->name, name) == 0)
        return module;
    }
  return NULL;
}

static gint64
module_target (const AssaySchemaModule *module)
{
  return module->migrations != NULL ? (gint64) g_strv_length ((char **) module->migrations) : 0;
}

static gboolean
load_versions (AssayConnection *connection,
               GHashTable      *versions,
               GError         **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  gint64 has_table;
  gboolean row;

  if (!assay_connection_query_int64 (connection,
                                     "SELECT count(*) FROM sqlite_schema WHERE name = 'module'",
                                     &has_table, error))
    return FALSE;
  if (has_table == 0)
    return TRUE;
  statement = assay_connection_prepare (connection, "SELECT name, version FROM module", error);
  if (statement == NULL)
    return FALSE;
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      g_hash_table_insert (versions, g_strdup (assay_statement_get_text (statement, 0)),
                           GSIZE_TO_POINTER (assay_statement_get_int64 (statement, 1)));
    }
  return FALSE;
}

static gboolean
refuse_newer (GHashTable *versions,
              GError    **error)
{
  GHashTableIter iter;
  gpointer name, version;

  g_hash_table_iter_init (&iter, versions);
  while (g_hash_table_iter_next (&iter, &name, &version))
    {
      const AssaySchemaModule *module = find_module (name);
      if (module == NULL || (gint64) GPOINTER_TO_SIZE (version) > module_target (module))
        {
          g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NEWER,
                       "A newer Assay made this workspace (part “%s”, version %" G_GSIZE_FORMAT
                       "). Update Assay to open it",
                       (const char *) name, GPOINTER_TO_SIZE (version));
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * assay_schema_check:
 * @out_complete: (out): whether no migration is to be done
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_WORKSPACE for another program's database,
 * %ASSAY_STORE_ERROR_NEWER.
 */
gboolean
assay_schema_check (AssayConnection *connection,
                    gboolean        *out_complete,
                    GError         **error)
{
  g_autoptr (GHashTable) versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 application_id, tables;

  *out_complete = FALSE;
  if (!assay_connection_query_int64 (connection, "PRAGMA application_id", &application_id, error)
      || !assay_connection_query_int64 (connection, "SELECT count(*) FROM sqlite_schema", &tables,
                                        error))
    return FALSE;
  if (tables > 0 && application_id != ASSAY_APPLICATION_ID)
    {
      g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_WORKSPACE,
                           "The file is a database of another program, not an Assay workspace");
      return FALSE;
    }
  if (!load_versions (connection, versions, error) || !refuse_newer (versions, error))
    return FALSE;

  *out_complete = TRUE;
  for (guint i = 0; i < get_modules ()->len; i++)
    {
      const AssaySchemaModule *module = g_ptr_array_index (modules, i);
      gint64 have = (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (versions, module->name));
      if (have < module_target (module))
        *out_complete = FALSE;
    }
  return TRUE;
}

static gboolean
migrate_module (AssayConnection         *connection,
                const AssaySchemaModule *module,
                gint64                   have,
                GError                 **error)
{
  gint64 target = module_target (module);

  for (gint64 version = have; version < target; version++)
    if (!assay_connection_execute (connection, module->migrations[version], error))
      {
        g_prefix_error (error, "Updating the workspace (part “%s”, step %" G_GINT64_FORMAT "): ",
                        module->name, version + 1);
        return FALSE;
      }
  if (have == target)
    return TRUE;

  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "INSERT INTO module (name, version) VALUES (?1, ?2) "
                                "ON CONFLICT (name) DO UPDATE SET version = ?2",
                                error);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_text (statement, 1, module->name);
  assay_statement_bind_int64 (statement, 2, target);
  return assay_statement_run (statement, error);
}

/**
 * assay_schema_migrate:
 *
 * Brings all modules' tables to the versions this program knows. Call inside a transaction.
 */
gboolean
assay_schema_migrate (AssayConnection *connection,
                      GError         **error)
{
  g_autoptr (GHashTable) versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!load_versions (connection, versions, error))
    return FALSE;
  for (guint i = 0; i < get_modules ()->len; i++)
    {
      const AssaySchemaModule *module = g_ptr_array_index (modules, i);
      gint64 have = (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (versions, module->name));
      if (!migrate_module (connection, module, have, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
assay_schema_run_opened (AssayWorkspace *workspace,
                         GError        **error)
{
  for (guint i = 0; i < get_modules ()->len; i++)
    {
      const AssaySchemaModule *module = g_ptr_array_index (modules, i);
      if (module->opened != NULL && !module->opened (workspace, error))
        return FALSE;
    }
  return TRUE;
}
