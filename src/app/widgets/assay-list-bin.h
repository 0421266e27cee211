/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LIST_BIN (assay_list_bin_get_type ())

G_DECLARE_FINAL_TYPE (AssayListBin, assay_list_bin, ASSAY, LIST_BIN, AdwBin)

GtkWidget *assay_list_bin_new (GtkWidget *child);

G_END_DECLS
