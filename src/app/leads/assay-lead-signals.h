/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LEAD_SIGNALS (assay_lead_signals_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadSignals, assay_lead_signals, ASSAY, LEAD_SIGNALS, AdwBin)

void assay_lead_signals_set (AssayLeadSignals *self,
                             AssaySession     *session,
                             gint64            lead);

G_END_DECLS
