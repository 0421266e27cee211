/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-transaction.h"

G_BEGIN_DECLS

gboolean assay_audit_append (AssayTransaction *transaction,
                             const char       *action,
                             gint64            job,
                             const char       *detail,
                             GError          **error);
gboolean assay_audit_verify (AssayConnection  *connection,
                             gint64           *out_records,
                             gint64           *out_broken,
                             GError          **error);

G_END_DECLS
