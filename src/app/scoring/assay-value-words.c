/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-value-words.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * assay_value_words_name:
 *
 * Returns: (transfer full): when a number of a factor's value counts
 */
char *
assay_value_words_name (const AssayProfileValue *value)
{
  switch (value->kind)
    {
    case ASSAY_PROFILE_VALUE_CASE:
    case ASSAY_PROFILE_VALUE_PHRASES:
    case ASSAY_PROFILE_VALUE_TEXT:
      return g_strdup (value->label != NULL ? value->label : _("always"));
    case ASSAY_PROFILE_VALUE_POINT:
      /* Translators: a number that is looked up in a table */
      return g_strdup_printf (_("at %s"), value->label);
    case ASSAY_PROFILE_VALUE_HALF:
      return g_strdup (_("so much is worth 50"));
    case ASSAY_PROFILE_VALUE_ADD:
      /* Translators: a condition, in which points are added */
      return g_strdup_printf (_("added where %s"), value->label != NULL ? value->label : _("always"));
    case ASSAY_PROFILE_VALUE_OTHER:
      return g_strdup (_("anything else"));
    case ASSAY_PROFILE_VALUE_MISSING:
      return g_strdup (_("not known"));
    case ASSAY_PROFILE_VALUE_PLAIN:
    default:
      return g_strdup (_("Value"));
    }
}

/**
 * assay_value_words_problem:
 *
 * Returns: (transfer full) (nullable): what a number of that kind has to be, where this one cannot be one
 */
char *
assay_value_words_problem (JsonNode             *root,
                           AssayProfileValueKind kind,
                           double                number)
{
  if (assay_profile_edit_can_be_value (root, kind, number))
    return NULL;
  if (isnan (number))
    return g_strdup (_("a number"));
  return g_strdup (kind == ASSAY_PROFILE_VALUE_HALF  ? _("above 0")
                   : kind == ASSAY_PROFILE_VALUE_ADD ? _("−100 to 100")
                                                     : _("0 to 100"));
}
