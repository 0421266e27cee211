/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-connection.h"

G_BEGIN_DECLS

typedef struct _AssayWorkspace AssayWorkspace;

/**
 * AssaySchemaModule:
 * @name: the module's folder, e.g. `score`
 * @migrations: (array zero-terminated=1): SQL scripts; the n-th takes the module's tables from
 *   version n − 1 to n. Append only: what was released is never edited.
 * @opened: (nullable): called after each open for writing, when all migrations are in
 *
 * How a module owns its tables without the store knowing it.
 */
typedef struct
{
  const char *name;
  const char *const *migrations;
  gboolean (*opened) (AssayWorkspace *workspace,
                      GError        **error);
} AssaySchemaModule;

void     assay_schema_register (const AssaySchemaModule *module);

G_END_DECLS
