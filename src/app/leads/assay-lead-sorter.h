/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LEAD_SORTER (assay_lead_sorter_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadSorter, assay_lead_sorter, ASSAY, LEAD_SORTER, GtkSorter)

GtkSorter  *assay_lead_sorter_new (const char *key);
const char *assay_lead_sorter_ask (GtkSorter  *view_sorter,
                                   gboolean   *out_descending);

G_END_DECLS
