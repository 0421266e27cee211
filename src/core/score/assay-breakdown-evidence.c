/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-breakdown-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
evidence_of_cases (const AssayBreakdown *breakdown,
                   GArray               *cases,
                   gboolean              all)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cases->len && (all || found->len == 0); i++)
    {
      const AssayProfileCase *one = &g_array_index (cases, AssayProfileCase, i);
      char *text = one->when != NULL ? assay_evidence_of_condition (&breakdown->evidence, one->when)
                                     : NULL;
      if (text != NULL)
        g_ptr_array_add (found, text);
    }
  if (found->len == 0)
    return NULL;
  g_ptr_array_add (found, NULL);
  return g_strjoinv ("; ", (char **) found->pdata);
}

static char *
evidence_of_value (const AssayBreakdown *breakdown,
                   const AssayFactor    *factor)
{
  const AssayFactorValue *value = &factor->value;

  switch (value->kind)
    {
    case ASSAY_FACTOR_VALUE_TABLE:
    case ASSAY_FACTOR_VALUE_SATURATION:
    case ASSAY_FACTOR_VALUE_MAP:
    case ASSAY_FACTOR_VALUE_TIERS:
      return assay_evidence_of_reference (&breakdown->evidence, &value->reference);
    case ASSAY_FACTOR_VALUE_CASES:
      return evidence_of_cases (breakdown, value->cases, value->sum);
    case ASSAY_FACTOR_VALUE_MEAN:
      {
        g_autoptr (GString) names = g_string_new (NULL);
        for (guint i = 0; i < value->factors->len; i++)
          g_string_append_printf (
            names,
            "%s%s",
            i > 0 ? ", " : "",
            assay_profile_factor (breakdown->profile, g_array_index (value->factors, guint, i))
              ->label);
        /* Translators: %s is a list of factors */
        return g_strdup_printf (_ ("mean of: %s"), names->str);
      }
    case ASSAY_FACTOR_VALUE_PRESENT:
    case ASSAY_FACTOR_VALUE_NONE:
    case ASSAY_FACTOR_VALUE_NUMBER:
    default:
      return NULL;
    }
}

/* What the phrase tables that a factor looks at found. */
static char *
evidence_of_tiers (const AssayBreakdown *breakdown,
                   const AssayFactor    *factor)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < factor->tier_tests->len; i++)
    {
      const AssayTierTest *test = &g_array_index (factor->tier_tests, AssayTierTest, i);
      char *text = assay_evidence_of_reference (
        &breakdown->evidence, &assay_profile_group (breakdown->profile, test->group)->table);
      if (text != NULL)
        g_ptr_array_add (found, text);
    }
  g_ptr_array_add (found, NULL);
  return g_strjoinv ("; ", (char **) found->pdata);
}

char *
assay_breakdown_evidence (const AssayBreakdown *breakdown,
                          guint                 index)
{
  const AssayFactor *factor = assay_profile_factor (breakdown->profile, index);
  const AssayGroup *group = assay_profile_group (breakdown->profile, factor->group);

  if (assay_factor_query_is_inactive (breakdown->query, index))
    return g_strdup (_ ("inactive: the workspace lacks what it reads"));
  if (isnan (breakdown->values[index]))
    return g_strdup (_ ("not known, left out"));
  if (factor->value.kind != ASSAY_FACTOR_VALUE_NONE)
    return evidence_of_value (breakdown, factor);
  if (breakdown->values[index] == 0)
    return NULL;
  if (factor->tier >= 0)
    return assay_evidence_of_reference (&breakdown->evidence, &group->table);
  if (factor->tier_tests != NULL)
    return evidence_of_tiers (breakdown, factor);
  if (factor->per_event)
    return assay_evidence_of_reference (&breakdown->evidence, &factor->decay);
  return factor->when != NULL ? assay_evidence_of_condition (&breakdown->evidence, factor->when)
                              : NULL;
}
