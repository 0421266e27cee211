/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_FLOW_BIN (assay_flow_bin_get_type ())

G_DECLARE_FINAL_TYPE (AssayFlowBin, assay_flow_bin, ASSAY, FLOW_BIN, AdwBin)

GtkWidget *assay_flow_bin_new (GtkWidget *flow);

G_END_DECLS
