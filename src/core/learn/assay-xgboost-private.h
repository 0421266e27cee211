/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <xgboost/c_api.h>

G_BEGIN_DECLS

/**
 * AssayXgboost:
 *
 * The functions of XGBoost's C interface that Assay uses.
 */
typedef struct
{
  __typeof__ (&XGBGetLastError) get_last_error;
  __typeof__ (&XGBoostVersion) version;
  __typeof__ (&XGBSetGlobalConfig) set_global_config;
  __typeof__ (&XGDMatrixCreateFromDense) matrix_create;
  __typeof__ (&XGDMatrixSetFloatInfo) matrix_set_float;
  __typeof__ (&XGDMatrixFree) matrix_free;
  __typeof__ (&XGBoosterCreate) booster_create;
  __typeof__ (&XGBoosterFree) booster_free;
  __typeof__ (&XGBoosterSetParam) booster_set_param;
  __typeof__ (&XGBoosterUpdateOneIter) booster_update;
  __typeof__ (&XGBoosterPredictFromDMatrix) booster_predict;
  __typeof__ (&XGBoosterPredictFromDense) booster_predict_dense;
  __typeof__ (&XGBoosterLoadModelFromBuffer) booster_load;
  __typeof__ (&XGBoosterSaveModelToBuffer) booster_save;
  __typeof__ (&XGBoosterGetNumFeature) booster_n_features;
} AssayXgboost;

const AssayXgboost *assay_xgboost_get   (GError             **error);
gboolean            assay_xgboost_check (const AssayXgboost  *xgboost,
                                         int                  result,
                                         GError             **error);

G_END_DECLS
