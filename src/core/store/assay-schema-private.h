/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-schema.h"

G_BEGIN_DECLS

#define ASSAY_APPLICATION_ID 0x41535359 /* “ASSY” */

extern const AssaySchemaModule assay_store_schema;

gboolean assay_schema_check      (AssayConnection *connection,
                                  gboolean        *out_complete,
                                  GError         **error);
gboolean assay_schema_migrate    (AssayConnection *connection,
                                  GError         **error);
gboolean assay_schema_run_opened (AssayWorkspace  *workspace,
                                  GError         **error);

G_END_DECLS
