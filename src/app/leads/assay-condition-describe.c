/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-condition-describe.h"

#include "assay-format.h"

#include "model/assay-condition-text.h"
#include "store/assay-condition-sql.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *key;
  const char *label;
} special[] = {
  { "score", N_("Score") },
  { "temperature", N_("Temperature") },
  { "grade", N_("Grade") },
  { "intent", N_("Intent") },
  { "role.seniority", N_("Seniority") },
  { ASSAY_CHANGED_BY_JOB, N_("Job") },
};

/* What follows the field's name on a chip, e.g. “Last activity: ≤ 14 days”. */
static const char *const operator_formats[ASSAY_N_OPERATORS] = {
  [ASSAY_OPERATOR_IS] = "%s",
  [ASSAY_OPERATOR_IS_NOT] = N_("not %s"),
  [ASSAY_OPERATOR_IN] = "%s",
  [ASSAY_OPERATOR_HAS_WORD] = N_("has %s"),
  [ASSAY_OPERATOR_CONTAINS] = N_("contains %s"),
  [ASSAY_OPERATOR_STARTS_WITH] = N_("starts with %s"),
  [ASSAY_OPERATOR_ENDS_WITH] = N_("ends with %s"),
  [ASSAY_OPERATOR_MATCHES] = N_("matches %s"),
  [ASSAY_OPERATOR_PRESENT] = N_("present"),
  [ASSAY_OPERATOR_ABSENT] = N_("missing"),
  [ASSAY_OPERATOR_EQUAL] = "= %s",
  [ASSAY_OPERATOR_NOT_EQUAL] = "≠ %s",
  [ASSAY_OPERATOR_LESS] = "< %s",
  [ASSAY_OPERATOR_LESS_EQUAL] = "≤ %s",
  [ASSAY_OPERATOR_GREATER] = "> %s",
  [ASSAY_OPERATOR_GREATER_EQUAL] = "≥ %s",
  [ASSAY_OPERATOR_WITHIN_DAYS] = N_("≤ %s days"),
  [ASSAY_OPERATOR_BETWEEN] = "%s",
  [ASSAY_OPERATOR_IS_TRUE] = N_("yes"),
};

/**
 * assay_reference_dup_label:
 * @key: what a condition reads
 * @fields: (nullable): of the workspace
 *
 * Returns: (transfer full): what people call it
 */
char *
assay_reference_dup_label (const char         *key,
                           AssayFieldRegistry *fields)
{
  const AssayField *field;
  char *label;

  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    if (strcmp (special[i].key, key) == 0)
      return g_strdup (_(special[i].label));
  field = fields != NULL ? assay_field_registry_find (fields, key) : assay_standard_field_find (key);
  if (field != NULL)
    return g_strdup (field->label);
  label = g_strdup (g_str_has_prefix (key, "events.") ? key + strlen ("events.") : key);
  g_strdelimit (label, "._-", ' ');
  *label = g_ascii_toupper (*label);
  return label;
}

static char *
join_values (const AssayConditionLeaf *leaf)
{
  GString *text = g_string_new (NULL);
  const char *separator = leaf->op == ASSAY_OPERATOR_BETWEEN ? " – " : ", ";

  for (guint i = 0; i < leaf->n_values; i++)
    {
      g_autofree char *value = assay_value_dup_text (&leaf->values[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? separator : "", value);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_leaf (const AssayConditionLeaf *leaf)
{
  g_autofree char *values = join_values (leaf);
  const char *format = operator_formats[leaf->op];
  const char *hole;

  if (*format != '%' && strstr (format, "%s") == NULL)
    return g_strdup (_(format));
  format = g_str_equal (format, "%s") ? format : _(format);
  hole = strstr (format, "%s");
  if (hole == NULL)
    return g_steal_pointer (&values);
  return g_strdup_printf ("%.*s%s%s", (int) (hole - format), format, values, hole + 2);
}

static char *
describe_group (const AssayCondition *condition,
                AssayFieldRegistry   *fields)
{
  GString *text = g_string_new (NULL);
  guint n = assay_condition_get_n_children (condition);
  gboolean any = assay_condition_get_kind (condition) == ASSAY_CONDITION_ANY;

  for (guint i = 0; i < n && i < 3; i++)
    {
      g_autofree char *subject = NULL;
      g_autofree char *rest
        = assay_condition_describe (assay_condition_get_child (condition, i), fields, &subject);

      if (i > 0)
        g_string_append (text, any ? _(" or ") : _(" and "));
      g_string_append (text, subject);
    }
  if (n > 3)
    g_string_append (text, "…");
  return g_string_free (text, FALSE);
}

/**
 * assay_condition_describe:
 * @fields: (nullable): of the workspace
 * @out_subject: (out): what it is about, e.g. `Temperature`
 *
 * Returns: (transfer full): what is asked of it, e.g. `hot, warm`; empty for a group
 */
char *
assay_condition_describe (const AssayCondition *condition,
                          AssayFieldRegistry   *fields,
                          char                **out_subject)
{
  const AssayConditionLeaf *leaf;
  g_autofree char *inner = NULL;

  switch (assay_condition_get_kind (condition))
    {
    case ASSAY_CONDITION_LEAF:
      leaf = assay_condition_get_leaf (condition);
      *out_subject = assay_reference_dup_label (leaf->reference.key, fields);
      return describe_leaf (leaf);
    case ASSAY_CONDITION_NOT:
      inner
        = assay_condition_describe (assay_condition_get_child (condition, 0), fields, out_subject);
      return g_strdup_printf (_("not %s"), inner);
    case ASSAY_CONDITION_ALL:
    case ASSAY_CONDITION_ANY:
    default:
      *out_subject = describe_group (condition, fields);
      return g_strdup ("");
    }
}
