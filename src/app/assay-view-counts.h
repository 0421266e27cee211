/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "assay-sidebar.h"

G_BEGIN_DECLS

GArray *assay_view_counts_list (GHashTable   *built);
void    assay_view_counts_show (const GArray *counts,
                                AssaySidebar *sidebar,
                                GHashTable   *built);

extern const AssayReading assay_view_counts_reading;

G_END_DECLS
