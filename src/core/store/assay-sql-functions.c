/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-sql-functions.h"

/**
 * assay_sql_functions_register:
 *
 * Makes our functions known to a connection. Called once for each connection, before any statement.
 */
gboolean
assay_sql_functions_register (sqlite3 *db,
                              GError **error)
{
  return TRUE;
}
