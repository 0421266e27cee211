/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"
#include "leads/assay-lead-details.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LEAD_FIELDS (assay_lead_fields_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadFields, assay_lead_fields, ASSAY, LEAD_FIELDS, AdwBin)

void assay_lead_fields_set (AssayLeadFields  *self,
                            AssaySession     *session,
                            AssayLeadDetails *details);
void assay_lead_fields_point_to (AssayLeadFields *self,
                                 const char      *key);

G_END_DECLS
