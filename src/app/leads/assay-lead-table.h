/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "leads/assay-lead-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LEAD_TABLE (assay_lead_table_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadTable, assay_lead_table, ASSAY, LEAD_TABLE, AdwBin)

GtkWidget     *assay_lead_table_new         (GSettings          *settings);
AssayLeadList *assay_lead_table_get_list    (AssayLeadTable     *self);
void           assay_lead_table_set_fields  (AssayLeadTable     *self,
                                             AssayFieldRegistry *fields);
void           assay_lead_table_set_phone   (AssayLeadTable     *self,
                                             gboolean            phone);
const char    *assay_lead_table_get_sort    (AssayLeadTable     *self);
void           assay_lead_table_set_sort    (AssayLeadTable     *self,
                                             const char         *sort);
gboolean       assay_lead_table_has_column  (AssayLeadTable     *self,
                                             const char         *key);
void           assay_lead_table_show_column (AssayLeadTable     *self,
                                             const char         *key,
                                             gboolean            show);
char          *assay_lead_table_dup_label   (AssayLeadTable     *self,
                                             const char         *key);
void           assay_lead_table_scroll_to   (AssayLeadTable     *self,
                                             guint               position);
void           assay_lead_table_save        (AssayLeadTable     *self);

G_END_DECLS
