/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-breakdown-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static int
judged_group (const AssayProfile *profile)
{
  for (guint g = 0; g < profile->groups->len; g++)
    if (assay_profile_group (profile, g)->judge != NULL)
      return (int) g;
  return -1;
}

/* What a judge said, if one was asked. */
static char *
read_judgement (const AssayBreakdown *breakdown,
                char                **out_label)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    breakdown->evidence.connection,
    "SELECT label, reason FROM judgement WHERE lead = ?1 AND profile = ?2",
    NULL);
  gboolean row;

  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, breakdown->evidence.lead);
  assay_statement_bind_text (select, 2, breakdown->profile->key);
  if (!assay_statement_step (select, &row, NULL) || !row)
    return NULL;
  *out_label = g_strdup (assay_statement_get_text (select, 0));
  return g_strdup (assay_statement_get_text (select, 1));
}

/* "role “CEO” is decision maker", or that nothing was recognised. */
static void
append_table_finding (const AssayBreakdown *breakdown,
                      const AssayGroup     *group,
                      GString              *to)
{
  g_autofree char *text = assay_evidence_get_text (&breakdown->evidence, &group->table);
  g_autofree char *label = g_utf8_strdown (group->label, -1);

  if (to->len > 0)
    g_string_append (to, ", ");
  if (text == NULL)
    {
      /* Translators: %s is a field such as “role” */
      g_string_append_printf (to, _ ("%s not known"), label);
      return;
    }
  for (guint i = 0; i < group->n_factors; i++)
    if (breakdown->values[group->first_factor + i] == 1)
      {
        g_autofree char *tier = g_utf8_strdown (
          assay_profile_factor (breakdown->profile, group->first_factor + i)->label, -1);
        /* Translators: a field, its value and what that counts as: role “CEO” (decision maker) */
        g_string_append_printf (to, _ ("%s “%s” (%s)"), label, text, tier);
        return;
      }
  /* Translators: a field and its value that is on no list */
  g_string_append_printf (to, _ ("%s “%s” (not on the lists)"), label, text);
}

static void
append_missing (const AssayBreakdown *breakdown,
                GString              *to)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < breakdown->profile->factors->len; i++)
    {
      const AssayFactor *factor = assay_profile_factor (breakdown->profile, i);
      if (strcmp (assay_profile_group (breakdown->profile, factor->group)->key, "completeness") != 0
          || breakdown->values[i] != 0)
        continue;
      g_autofree char *label = g_utf8_strdown (factor->label, -1);
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", label);
    }
  if (names->len > 0)
    /* Translators: %s is a list of fields */
    g_string_append_printf (to, _ (" Missing: %s."), names->str);
}

/* One or two sentences, in the judge's words where there are any. */
static char *
make_reasoning (const AssayBreakdown *breakdown)
{
  g_autoptr (GString) findings = g_string_new (NULL);
  const AssayBand *band
    = breakdown->profile->band_sets->len > 0 ? assay_breakdown_band (breakdown, 0) : NULL;
  GString *text = g_string_new (NULL);

  for (guint g = 0; g < breakdown->profile->groups->len; g++)
    {
      const AssayGroup *group = assay_profile_group (breakdown->profile, g);
      if (group->table.key != NULL)
        append_table_finding (breakdown, group, findings);
    }
  /* Translators: a band of intent and what speaks for it */
  g_string_append_printf (
    text, _ ("%s intent: %s."), band != NULL ? band->label : "—", findings->str);
  append_missing (breakdown, text);
  return g_string_free (text, FALSE);
}

void
assay_breakdown_add_judgement (const AssayBreakdown *breakdown,
                               JsonObject           *to)
{
  int group = judged_group (breakdown->profile);
  g_autofree char *label = NULL;
  g_autofree char *reason = NULL;
  const char *total = NULL, *own = NULL;
  JsonObject *object;

  if (group < 0)
    return;
  for (guint i = 0; i < breakdown->profile->band_sets->len; i++)
    {
      const AssayBandSet *set = assay_profile_band_set (breakdown->profile, i);
      const AssayBand *band = assay_breakdown_band (breakdown, i);
      if (set->of == ASSAY_BAND_OF_GROUP && set->group == (guint) group)
        own = band != NULL ? band->key : NULL;
      else if (set->of == ASSAY_BAND_OF_SCORE && total == NULL)
        total = band != NULL ? band->key : NULL;
    }
  reason = read_judgement (breakdown, &label);
  object = json_object_new ();
  json_object_set_object_member (to, "judgement", object);
  json_object_set_string_member (object, "by", label != NULL ? "model" : "heuristics");
  json_object_set_string_member (object, "label", label != NULL ? label : own != NULL ? own : "");
  json_object_set_boolean_member (object, "agrees", g_strcmp0 (own, total) == 0);
  if (reason == NULL || reason[0] == '\0')
    {
      g_free (reason);
      reason = make_reasoning (breakdown);
    }
  json_object_set_string_member (to, "reasoning", reason);
}
