/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-update-rule-private.h"

#include <string.h>

/* A file may be older than what is known since: a second import of it must change nothing. */
AssayUpdateRule
assay_update_rule_resolve (const AssayLeadTarget *target,
                           const char            *key_field)
{
  if (target->rule != ASSAY_UPDATE_RULE_DEFAULT)
    return target->rule;
  if (strcmp (target->key, "created_at") == 0)
    return ASSAY_UPDATE_RULE_EARLIEST;
  if (strcmp (target->key, "last_activity_at") == 0)
    return ASSAY_UPDATE_RULE_LATEST;
  if (strcmp (target->key, "external_id") == 0 && g_strcmp0 (key_field, "external_id") != 0)
    return ASSAY_UPDATE_RULE_ONLY_IF_EMPTY;
  return ASSAY_UPDATE_RULE_NEWEST;
}

/* Of two numbers or instants; a text is neither early nor late and gives way. */
static gboolean
is_before (const AssayValue *a,
           const AssayValue *b)
{
  double first, second;

  if (a->kind == ASSAY_VALUE_INTEGER && b->kind == ASSAY_VALUE_INTEGER)
    return a->integer < b->integer;
  if (a->kind == ASSAY_VALUE_TEXT || b->kind == ASSAY_VALUE_TEXT)
    return b->kind == ASSAY_VALUE_TEXT;
  first = a->kind == ASSAY_VALUE_REAL ? a->real : (double) a->integer;
  second = b->kind == ASSAY_VALUE_REAL ? b->real : (double) b->integer;
  return first < second;
}

/* Whether a value of the file replaces the one there is, which differs. */
gboolean
assay_update_rule_takes (AssayUpdateRule   rule,
                         const AssayValue *current,
                         const AssayValue *value)
{
  switch (rule)
    {
    case ASSAY_UPDATE_RULE_KEEP:
      return FALSE;
    case ASSAY_UPDATE_RULE_ONLY_IF_EMPTY:
      return current->kind == ASSAY_VALUE_NULL;
    case ASSAY_UPDATE_RULE_LONGEST:
      return current->kind != ASSAY_VALUE_TEXT || value->kind != ASSAY_VALUE_TEXT
             || value->length > current->length;
    case ASSAY_UPDATE_RULE_EARLIEST:
      return current->kind == ASSAY_VALUE_NULL || is_before (value, current);
    case ASSAY_UPDATE_RULE_LATEST:
      return current->kind == ASSAY_VALUE_NULL
             || (value->kind != ASSAY_VALUE_TEXT
                 && (current->kind == ASSAY_VALUE_TEXT || is_before (current, value)));
    case ASSAY_UPDATE_RULE_DEFAULT:
    case ASSAY_UPDATE_RULE_NEWEST:
    default:
      return TRUE;
    }
}
