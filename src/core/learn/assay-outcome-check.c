/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-outcome-check-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "job/assay-outcome-rule.h"
#include "learn/assay-learn-error.h"

/**
 * assay_outcome_reads:
 *
 * Returns: whether the condition asks for this source
 */
gboolean
assay_outcome_reads (AssayFieldRegistry *fields,
                     const AssayCondition *condition,
                     const AssaySource *source)
{
  const AssayConditionLeaf *leaf = assay_condition_get_leaf (condition);

  if (leaf != NULL)
    {
      const AssayField *field = assay_field_registry_resolve (fields, leaf->reference.key);

      if (field != NULL)
        return source->field_number == field->number;
      return strcmp (leaf->reference.key, source->key) == 0 ||
             (source->kind == ASSAY_SOURCE_EVENTS &&
              g_str_has_prefix (leaf->reference.key, source->key));
    }
  for (guint i = 0; i < assay_condition_get_n_children (condition); i++)
    if (assay_outcome_reads (fields, assay_condition_get_child (condition, i), source))
      return TRUE;
  return FALSE;
}

/**
 * assay_outcome_check:
 * @converted: leads that converted
 * @lost: leads that did not
 *
 * Whether there is enough to learn from.
 *
 * Returns: %FALSE with %ASSAY_JOB_ERROR_INVALID_PARAMETER where the outcome names nothing that
 * occurs, or %ASSAY_LEARN_ERROR_TOO_LITTLE
 */
gboolean
assay_outcome_check (AssayConnection *connection,
                     AssayFieldRegistry *fields,
                     const AssayTrainPlan *plan,
                     gsize converted,
                     gsize lost,
                     GError **error)
{
  if (converted == 0)
    {
      assay_outcome_rule_complain (connection, fields, plan->outcome, lost, error);
      return FALSE;
    }
  if (lost == 0)
    {
      g_set_error (error,
                   ASSAY_LEARN_ERROR,
                   ASSAY_LEARN_ERROR_TOO_LITTLE,
                   _ ("All %zu leads whose outcome is known converted: without lost "
                      "ones there is nothing to compare them with"),
                   converted);
      return FALSE;
    }
  if (MIN (converted, lost) >= ASSAY_MIN_OUTCOMES)
    return TRUE;
  if (converted < ASSAY_MIN_OUTCOMES && lost < ASSAY_MIN_OUTCOMES)
    g_set_error (error,
                 ASSAY_LEARN_ERROR,
                 ASSAY_LEARN_ERROR_TOO_LITTLE,
                 _ ("%zu leads converted and %zu were lost; a model "
                    "needs at least %d of each: %d more converted and %d more lost ones"),
                 converted,
                 lost,
                 ASSAY_MIN_OUTCOMES,
                 ASSAY_MIN_OUTCOMES - (int) converted,
                 ASSAY_MIN_OUTCOMES - (int) lost);
  else if (converted < ASSAY_MIN_OUTCOMES)
    g_set_error (error,
                 ASSAY_LEARN_ERROR,
                 ASSAY_LEARN_ERROR_TOO_LITTLE,
                 _ ("%zu leads converted and %zu were lost; a model "
                    "needs at least %d of each: %d more converted"),
                 converted,
                 lost,
                 ASSAY_MIN_OUTCOMES,
                 ASSAY_MIN_OUTCOMES - (int) converted);
  else
    g_set_error (error,
                 ASSAY_LEARN_ERROR,
                 ASSAY_LEARN_ERROR_TOO_LITTLE,
                 _ ("%zu leads converted and %zu were lost; a model "
                    "needs at least %d of each: %d more lost"),
                 converted,
                 lost,
                 ASSAY_MIN_OUTCOMES,
                 ASSAY_MIN_OUTCOMES - (int) lost);
  return FALSE;
}
