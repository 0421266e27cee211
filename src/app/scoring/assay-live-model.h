/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-live-result.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_LIVE_MODEL (assay_live_model_get_type ())

G_DECLARE_FINAL_TYPE (AssayLiveModel, assay_live_model, ASSAY, LIVE_MODEL, GObject)

AssayLiveModel        *assay_live_model_new        (AssayWorkspace *workspace);
void                   assay_live_model_show       (AssayLiveModel *self,
                                                    AssayDocument  *published,
                                                    AssayDocument  *draft);
void                   assay_live_model_stop       (AssayLiveModel *self);
void                   assay_live_model_reload     (AssayLiveModel *self);
const AssayLiveResult *assay_live_model_get_result (AssayLiveModel *self);
gboolean               assay_live_model_is_busy    (AssayLiveModel *self);
const char            *assay_live_model_get_error  (AssayLiveModel *self);

G_END_DECLS
