/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "leads/assay-lead-table.h"

G_BEGIN_DECLS

void assay_column_chooser_popup (AssayLeadTable     *table,
                                 AssayFieldRegistry *fields,
                                 GtkWidget          *parent);

G_END_DECLS
