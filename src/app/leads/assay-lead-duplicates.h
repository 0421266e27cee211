/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LEAD_DUPLICATES (assay_lead_duplicates_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadDuplicates, assay_lead_duplicates, ASSAY, LEAD_DUPLICATES, AdwBin)

void assay_lead_duplicates_set (AssayLeadDuplicates *self,
                                AssaySession        *session,
                                gint64               lead);

G_END_DECLS
