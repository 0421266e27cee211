/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/assay-models-load.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_MODEL_BOARD (assay_model_board_get_type ())

G_DECLARE_FINAL_TYPE (AssayModelBoard, assay_model_board, ASSAY, MODEL_BOARD, AdwBin)

GtkWidget *assay_model_board_new           (void);
void       assay_model_board_show          (AssayModelBoard        *self,
                                            const AssayModelsState *state);
void       assay_model_board_set_columns   (AssayModelBoard        *self,
                                            guint                   columns);
char     **assay_model_board_list_allowed  (AssayModelBoard        *self);
void       assay_model_board_show_history  (AssayModelBoard        *self);

G_END_DECLS
