/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-params.h"

#include <glib/gi18n-lib.h>

#include "learn/assay-model-store.h"

/**
 * assay_model_params_install:
 * @id: of `model`
 *
 * Gives a job class the parameter that names a model, its first argument.
 */
void
assay_model_params_install (AssayJobClass *klass,
                            guint          id)
{
  assay_job_class_install (klass, id,
                           g_param_spec_int64 ("model", NULL,
                                               N_ ("Number of the model; without it the one in use"),
                                               0, G_MAXINT64, 0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .position = 1, .metavar = "ID" });
}

/**
 * assay_model_params_report:
 * @champion: which model is in use now
 *
 * The result of a job that has put a model to use.
 */
void
assay_model_params_report (AssayJob *job,
                           gint64    champion)
{
  g_autoptr (JsonObject) result = json_object_new ();

  json_object_set_int_member (result, "model", champion);
  json_object_set_string_member (result, "state", ASSAY_MODEL_CHAMPION);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
}
