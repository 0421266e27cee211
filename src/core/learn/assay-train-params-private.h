/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job-private.h"
#include "learn/assay-train-plan.h"

G_BEGIN_DECLS

/* What training and the look before it are asked alike. */
enum
{
  ASSAY_TRAIN_PARAM_OUTCOME = 1,
  ASSAY_TRAIN_PARAM_LOST,
  ASSAY_TRAIN_PARAM_EXCLUDE,
  ASSAY_TRAIN_PARAM_INCLUDE,
  ASSAY_TRAIN_PARAM_TIME,
  ASSAY_TRAIN_PARAM_TIME_ORDER,
  ASSAY_N_TRAIN_PARAMS,
};

void            assay_train_params_install (AssayJobClass  *job_class);
AssayTrainPlan *assay_train_params_read    (AssayJob       *job,
                                            GError        **error);

G_END_DECLS
