/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LEAD_REASONS (assay_lead_reasons_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadReasons, assay_lead_reasons, ASSAY, LEAD_REASONS, AdwBin)

void assay_lead_reasons_set (AssayLeadReasons *self,
                             AssaySession     *session,
                             gint64            lead,
                             JsonArray        *scores);

G_END_DECLS
