/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-trainer.h"

G_BEGIN_DECLS

AssayTrained *
assay_candidate_choose (const AssayTraining *training, GCancellable *cancellable, GError **error);
gboolean assay_candidate_fit (const AssayTraining *training,
                              AssayTrained *trained,
                              GCancellable *cancellable,
                              GError **error);
double *assay_candidate_predict_later (const AssayTraining *older,
                                       const AssayFeatureMatrix *newest,
                                       const AssayTrained *trained,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
