/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-merge-rule-private.h"

#include <string.h>

#include "match/assay-match-error.h"

static const char *const rule_nicks[] = { "newest", "complete", "trusted", "both",
                                          "first",  "earliest", "latest" };

/* Where another rule than the newest value is what people expect. */
static const struct
{
  const char *key;
  AssayMergeRule rule;
} default_rules[] = {
  { "tags", ASSAY_MERGE_RULE_BOTH },
  { "notes", ASSAY_MERGE_RULE_BOTH },
  { "external_id", ASSAY_MERGE_RULE_FIRST },
  { "created_at", ASSAY_MERGE_RULE_EARLIEST },
  { "last_activity_at", ASSAY_MERGE_RULE_LATEST },
};

static gboolean
find_rule (const char *nick, AssayMergeRule *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (rule_nicks); i++)
    if (strcmp (rule_nicks[i], nick) == 0)
      {
        *out = (AssayMergeRule) i;
        return TRUE;
      }
  return FALSE;
}

/* The lead of a `field=lead`; 0 where it is none. */
gint64
assay_merge_taken_lead (const char *text)
{
  const char *sign = strchr (text, '=');
  gint64 lead;

  return sign != NULL && g_ascii_string_to_signed (sign + 1, 10, 1, G_MAXINT64, &lead, NULL) ? lead : 0;
}

static gboolean
check_take (const AssayMergeRules *rules, AssayFieldRegistry *fields, GError **error)
{
  for (const char *const *take = rules->take; take != NULL && *take != NULL; take++)
    {
      g_autofree char *key = g_strndup (*take, strcspn (*take, "="));

      if (assay_merge_taken_lead (*take) != 0 && assay_field_registry_find (fields, key) != NULL)
        continue;
      g_set_error (error,
                   ASSAY_MATCH_ERROR,
                   ASSAY_MATCH_ERROR_PARAMETER,
                   "“take”: expected FIELD=LEAD with a field of this workspace and one of the leads");
      return FALSE;
    }
  return TRUE;
}

/**
 * assay_merge_rules_check:
 *
 * Errors: %ASSAY_MATCH_ERROR_PARAMETER where a rule or its field does not exist.
 */
gboolean
assay_merge_rules_check (const AssayMergeRules *rules, AssayFieldRegistry *fields, GError **error)
{
  for (const char *const *rule = rules->rules; rule != NULL && *rule != NULL; rule++)
    {
      const char *sign = strchr (*rule, '=');
      g_autofree char *key =
          g_strndup (*rule, sign != NULL ? (gsize) (sign - *rule) : strlen (*rule));
      AssayMergeRule found;

      if (sign != NULL && find_rule (sign + 1, &found) &&
          assay_field_registry_find (fields, key) != NULL)
        continue;
      g_set_error (error,
                   ASSAY_MATCH_ERROR,
                   ASSAY_MATCH_ERROR_PARAMETER,
                   "“rule”: expected FIELD=RULE with a field of this workspace and newest, "
                   "complete, trusted, both, "
                   "first, earliest or latest");
      return FALSE;
    }
  return check_take (rules, fields, error);
}

AssayMergeRule
assay_merge_rule_of (const AssayMergeRules *rules, const AssayField *field)
{
  gsize length = strlen (field->key);
  AssayMergeRule rule = ASSAY_MERGE_RULE_NEWEST;

  for (gsize i = 0; i < G_N_ELEMENTS (default_rules); i++)
    if (strcmp (default_rules[i].key, field->key) == 0)
      rule = default_rules[i].rule;
  for (const char *const *text = rules->rules; text != NULL && *text != NULL; text++)
    if (strncmp (*text, field->key, length) == 0 && (*text)[length] == '=')
      find_rule (*text + length + 1, &rule);
  return rule;
}

const char *
assay_merge_rule_to_nick (AssayMergeRule rule)
{
  return rule_nicks[rule];
}
