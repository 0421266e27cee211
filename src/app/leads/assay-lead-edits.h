/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"
#include "model/assay-condition.h"

G_BEGIN_DECLS

/* The core's jobs as the leads view starts them. */

void            assay_lead_edits_set    (AssaySession      *session,
                                         gint64             lead,
                                         const AssayField  *field,
                                         const char        *text);
AssayCondition *assay_lead_edits_ids    (GArray            *leads);
void            assay_lead_edits_export (AssaySession      *session,
                                         GFile             *file,
                                         AssayCondition    *where,
                                         const char        *words,
                                         const char        *sort);

G_END_DECLS
