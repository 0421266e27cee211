/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-email-address.h"
#include "enrich/assay-email-tables.h"

G_BEGIN_DECLS

gboolean assay_email_repair (const AssayEmailTables *tables,
                             const char             *text,
                             gsize                   length,
                             AssayEmailAddress      *out_address);

G_END_DECLS
