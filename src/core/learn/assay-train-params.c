/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-train-params-private.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  TIME_ORDER_NONE,
  TIME_ORDER_ROWS,
} TimeOrder;

static GType
time_order_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = { { TIME_ORDER_NONE, "ASSAY_TIME_ORDER_NONE", "none" },
                                           { TIME_ORDER_ROWS, "ASSAY_TIME_ORDER_ROWS", "rows" },
                                           { 0, NULL, NULL } };

      g_once_init_leave (&type, g_enum_register_static ("AssayTimeOrder", values));
    }
  return type;
}

/* Names as people write them become keys; what is no field stays, to be complained about. */
static char **
resolve_names (AssayFieldRegistry *fields, const char *const *names)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (; names != NULL && *names != NULL; names++)
    {
      const AssayField *field = assay_field_registry_resolve (fields, *names);

      g_strv_builder_add (keys, field != NULL ? field->key : *names);
    }
  return g_strv_builder_end (keys);
}

/**
 * assay_train_params_read:
 * @job: whose class installed them
 *
 * Returns: (transfer full) (nullable): a plan of what was asked for; %NULL with
 *   %ASSAY_JOB_ERROR_MISSING_PARAMETER
 */
AssayTrainPlan *
assay_train_params_read (AssayJob *job, GError **error)
{
  AssayCondition *outcome = assay_job_get_boxed (job, ASSAY_TRAIN_PARAM_OUTCOME);
  AssayCondition *lost = assay_job_get_boxed (job, ASSAY_TRAIN_PARAM_LOST);
  const char *time = assay_job_get_string (job, ASSAY_TRAIN_PARAM_TIME);
  g_autoptr (AssayFieldRegistry) fields =
      assay_workspace_get_fields (assay_job_get_workspace (job));
  const AssayField *time_field = time != NULL ? assay_field_registry_resolve (fields, time) : NULL;
  AssayTrainPlan *plan;

  if (outcome == NULL)
    {
      g_set_error_literal (error,
                           ASSAY_JOB_ERROR,
                           ASSAY_JOB_ERROR_MISSING_PARAMETER,
                           _ ("“outcome” is needed: what holds of leads that converted, such as "
                              "“stage is won”"));
      return NULL;
    }
  plan = assay_train_plan_new (outcome);
  plan->lost = lost != NULL ? assay_condition_ref (lost) : NULL;
  plan->exclude = resolve_names (fields, assay_job_get_strv (job, ASSAY_TRAIN_PARAM_EXCLUDE));
  plan->include = resolve_names (fields, assay_job_get_strv (job, ASSAY_TRAIN_PARAM_INCLUDE));
  plan->time_field = g_strdup (time_field != NULL ? time_field->key : time);
  plan->order_by_rows = assay_job_get_enum (job, ASSAY_TRAIN_PARAM_TIME_ORDER) == TIME_ORDER_ROWS;
  return plan;
}

/**
 * assay_train_params_install:
 *
 * Installs the parameters that say what is to be learned, under the first numbers.
 */
void
assay_train_params_install (AssayJobClass *job_class)
{
  assay_job_class_install (job_class,
                           ASSAY_TRAIN_PARAM_OUTCOME,
                           g_param_spec_boxed ("outcome",
                                               NULL,
                                               N_ ("What holds of leads that converted"),
                                               ASSAY_TYPE_CONDITION,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam){ .metavar = "CONDITION", .flags = ASSAY_PARAM_PERSONAL });
  assay_job_class_install (
      job_class,
      ASSAY_TRAIN_PARAM_LOST,
      g_param_spec_boxed ("lost",
                          NULL,
                          N_ ("What holds of leads that did not; all others are open then"),
                          ASSAY_TYPE_CONDITION,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "CONDITION", .flags = ASSAY_PARAM_PERSONAL });
  assay_job_class_install (job_class,
                           ASSAY_TRAIN_PARAM_EXCLUDE,
                           g_param_spec_boxed ("exclude",
                                               NULL,
                                               N_ ("A field not to learn from; may be given again"),
                                               G_TYPE_STRV,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam){ .metavar = "FIELD" });
  assay_job_class_install (
      job_class,
      ASSAY_TRAIN_PARAM_INCLUDE,
      g_param_spec_boxed ("include",
                          NULL,
                          N_ ("A field to learn from although it was left out; may be given again"),
                          G_TYPE_STRV,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "FIELD" });
  assay_job_class_install (job_class,
                           ASSAY_TRAIN_PARAM_TIME,
                           g_param_spec_string ("time",
                                                NULL,
                                                N_ ("The field that tells when leads came"),
                                                NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam){ .metavar = "FIELD" });
  assay_job_class_install (job_class,
                           ASSAY_TRAIN_PARAM_TIME_ORDER,
                           g_param_spec_enum ("time-order",
                                              NULL,
                                              N_ ("“rows”: leads came in the order of their rows"),
                                              time_order_get_type (),
                                              TIME_ORDER_NONE,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
}
