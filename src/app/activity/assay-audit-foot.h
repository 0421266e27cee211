/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_AUDIT_FOOT (assay_audit_foot_get_type ())

G_DECLARE_FINAL_TYPE (AssayAuditFoot, assay_audit_foot, ASSAY, AUDIT_FOOT, AdwBin)

void        assay_audit_foot_set_workspace (AssayAuditFoot *self,
                                            AssayWorkspace *workspace);
const char *assay_audit_foot_get_text      (AssayAuditFoot *self);

G_END_DECLS
