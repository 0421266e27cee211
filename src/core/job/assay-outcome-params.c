/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-outcome-params.h"

#include <glib/gi18n-lib.h>

/**
 * assay_outcome_params_install:
 * @first: id of `outcome`; `lost` has the next one
 *
 * Gives a job class the parameters that say what became of leads.
 */
void
assay_outcome_params_install (AssayJobClass *klass,
                              guint          first)
{
  assay_job_class_install (klass, first,
                           g_param_spec_boxed ("outcome", NULL,
                                               N_ ("What holds of leads that converted; the one "
                                                   "named last without"),
                                               ASSAY_TYPE_CONDITION,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .metavar = "CONDITION", .flags = ASSAY_PARAM_PERSONAL });
  assay_job_class_install (
    klass, first + 1,
    g_param_spec_boxed ("lost", NULL,
                        N_ ("What holds of leads that did not; all others are open then"),
                        ASSAY_TYPE_CONDITION, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "CONDITION", .flags = ASSAY_PARAM_PERSONAL });
}

/**
 * assay_outcome_params_read:
 *
 * Returns: (transfer full) (nullable): the rule that the parameters say, else the one that the
 *   workspace remembers; %NULL with %ASSAY_JOB_ERROR_MISSING_PARAMETER where there is neither
 */
AssayOutcomeRule *
assay_outcome_params_read (AssayJob        *job,
                           guint            first,
                           AssayConnection *connection,
                           GError         **error)
{
  AssayCondition *converted = assay_job_get_boxed (job, first);
  g_autoptr (GError) local = NULL;
  AssayOutcomeRule *rule;

  if (converted != NULL)
    return assay_outcome_rule_new (converted, assay_job_get_boxed (job, first + 1));
  rule = assay_outcome_rule_recall (connection, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (rule == NULL)
    g_set_error_literal (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_MISSING_PARAMETER,
                         _ ("“outcome” is needed: what holds of leads that converted, such as "
                            "“stage is won”"));
  return rule;
}
