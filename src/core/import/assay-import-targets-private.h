/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-run-private.h"

G_BEGIN_DECLS

/**
 * AssayImportTargets:
 * @registry: (owned): the workspace's fields, with those the import made
 * @fields: (owned) (array): by target of the builder
 *
 * The fields that rows become.
 */
typedef struct
{
  AssayFieldRegistry *registry;
  const AssayField **fields;
} AssayImportTargets;

gboolean assay_import_targets_make  (AssayImportTargets      *self,
                                     AssayImportRun          *run,
                                     const AssayLeadBuilder  *builder,
                                     AssayTransaction        *transaction,
                                     GError                 **error);
void     assay_import_targets_clear (AssayImportTargets      *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssayImportTargets, assay_import_targets_clear)

G_END_DECLS
