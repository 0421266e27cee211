/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayXgboost:
 *
 * The functions of XGBoost's C interface that Assay uses. It is opened at run time, and its
 * interface has been the same since version 1.7, so that building needs nothing of it; where its
 * header is installed, the compiler compares.
 */
typedef struct
{
  const char *(*get_last_error) (void);
  void (*version) (int *major, int *minor, int *patch);
  int (*set_global_config) (const char *config);
  int (*matrix_create) (const char *data, const char *config, void **out);
  int (*matrix_set_float) (void *matrix, const char *field, const float *values, guint64 n);
  int (*matrix_free) (void *matrix);
  int (*booster_create) (void *const matrices[], guint64 n, void **out);
  int (*booster_free) (void *booster);
  int (*booster_set_param) (void *booster, const char *name, const char *value);
  int (*booster_update) (void *booster, int round, void *matrix);
  int (*booster_predict) (void *booster,
                          void *matrix,
                          const char *config,
                          const guint64 **out_shape,
                          guint64 *out_dimensions,
                          const float **out_values);
  int (*booster_predict_dense) (void *booster,
                                const char *values,
                                const char *config,
                                void *proxy,
                                const guint64 **out_shape,
                                guint64 *out_dimensions,
                                const float **out_values);
  int (*booster_load) (void *booster, const void *data, guint64 length);
  int (*booster_save) (void *booster,
                       const char *config,
                       guint64 *out_length,
                       const char **out_data);
  int (*booster_n_features) (void *booster, guint64 *out_n);
} AssayXgboost;

const AssayXgboost *assay_xgboost_get (GError **error);
gboolean assay_xgboost_check (const AssayXgboost *xgboost, int result, GError **error);

G_END_DECLS
