/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "leads/assay-lead-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LEAD_LIST (assay_lead_list_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadList, assay_lead_list, ASSAY, LEAD_LIST, GObject)

AssayLeadList *assay_lead_list_new             (void);
void           assay_lead_list_set_workspace   (AssayLeadList     *self,
                                                AssayWorkspace    *workspace);
void           assay_lead_list_set_columns     (AssayLeadList     *self,
                                                const char *const *keys);
void           assay_lead_list_take_ids        (AssayLeadList     *self,
                                                GArray            *ids,
                                                gboolean           keep_selection);
const gint64  *assay_lead_list_get_ids         (AssayLeadList     *self,
                                                gsize             *n_ids);
gint64         assay_lead_list_get_lead        (AssayLeadList     *self,
                                                guint              position);
guint          assay_lead_list_find            (AssayLeadList     *self,
                                                gint64             lead);
void           assay_lead_list_reload          (AssayLeadList     *self);
guint          assay_lead_list_get_n_live      (AssayLeadList     *self);
guint          assay_lead_list_get_n_selected  (AssayLeadList     *self);
GArray        *assay_lead_list_dup_selected    (AssayLeadList     *self);

void           assay_lead_list_get_selection  (AssayLeadList  *self,
                                               GArray        **out_ids,
                                               GArray        **out_except);

G_END_DECLS
