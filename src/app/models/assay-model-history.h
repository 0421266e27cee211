/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_MODEL_HISTORY (assay_model_history_get_type ())

G_DECLARE_FINAL_TYPE (AssayModelHistory, assay_model_history, ASSAY, MODEL_HISTORY, AdwBin)

GtkWidget *assay_model_history_new  (void);
void       assay_model_history_show (AssayModelHistory *self,
                                     JsonArray         *models);

G_END_DECLS
