/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_MODEL_HEAD (assay_model_head_get_type ())

G_DECLARE_FINAL_TYPE (AssayModelHead, assay_model_head, ASSAY, MODEL_HEAD, AdwBin)

/**
 * AssayModelRole:
 *
 * What a model is on the page.
 */
typedef enum
{
  ASSAY_MODEL_ROLE_CHAMPION,
  ASSAY_MODEL_ROLE_CHALLENGER,
  ASSAY_MODEL_ROLE_BASELINE,
} AssayModelRole;

GtkWidget *assay_model_head_new  (void);
void       assay_model_head_show (AssayModelHead *self,
                                  AssayModelRole  role,
                                  guint           series,
                                  JsonObject     *model,
                                  JsonObject     *metrics);

G_END_DECLS
