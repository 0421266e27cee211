/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "leads/assay-lead-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LEAD_CELL (assay_lead_cell_get_type ())
#define ASSAY_LEAD_CELL_PHONE "phone-row"

G_DECLARE_FINAL_TYPE (AssayLeadCell, assay_lead_cell, ASSAY, LEAD_CELL, AdwBin)

GtkListItemFactory *assay_lead_cell_factory_new (const char    *key);
GtkWidget          *assay_lead_cell_new         (const char    *key);
void                assay_lead_cell_set_row     (AssayLeadCell *self,
                                                 AssayLeadRow  *row);
GtkWidget          *assay_owner_avatar_new      (int            size);
void                assay_owner_avatar_set      (GtkWidget     *avatar,
                                                 const char    *name);

G_END_DECLS
