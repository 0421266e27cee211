/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-edits.h"

#include "engine/assay-engine.h"

#include <inttypes.h>
#include <glib/gi18n.h>

/**
 * assay_lead_edits_set:
 * @field: what to set
 * @text: the value as typed; empty clears it
 *
 * Sets a field of a lead as a job that can be undone.
 */
void
assay_lead_edits_set (AssaySession     *session,
                      gint64            lead,
                      const AssayField *field,
                      const char       *text)
{
  g_autoptr (AssayJob) job = NULL;
  g_autofree char *number = g_strdup_printf ("%" PRId64, lead);
  g_autofree char *assignment = g_strdup_printf ("%s=%s", field->key, text);
  const char *assignments[] = { assignment, NULL };
  g_autofree char *done = NULL;

  /* Translators: toast; %s is a field, e.g. “Phone changed” */
  done = g_strdup_printf (_("%s changed"), field->label);
  job = g_object_new (assay_engine_find_job ("set"), "workspace",
                      assay_session_get_workspace (session), "lead", number, "values", assignments,
                      NULL);
  assay_session_run (session, job, done, NULL, NULL);
}

/**
 * assay_lead_edits_ids:
 * @leads: (element-type gint64): which
 *
 * Returns: (transfer full) (nullable): the condition that holds for these leads alone
 */
AssayCondition *
assay_lead_edits_ids (GArray *leads)
{
  AssayReference reference = { .key = (char *) "id" };
  g_autofree AssayValue *values = g_new (AssayValue, leads->len + 1);

  for (guint i = 0; i < leads->len; i++)
    values[i] = assay_value_from_integer (g_array_index (leads, gint64, i));
  return assay_condition_new_leaf (&reference, ASSAY_OPERATOR_IN, values, leads->len, NULL);
}

/**
 * assay_lead_edits_export:
 * @file: what to write; its suffix tells the format
 * @where: (nullable): which leads
 * @words: (nullable): which leads, by words
 * @sort: (nullable): in which order
 */
void
assay_lead_edits_export (AssaySession   *session,
                         GFile          *file,
                         AssayCondition *where,
                         const char     *words,
                         const char     *sort)
{
  g_autoptr (AssayJob) job = NULL;
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *done = NULL;

  if (path == NULL)
    {
      assay_session_toast (session, _("Only files on this computer can be written"), 0);
      return;
    }
  /* Translators: toast; %s is a file */
  done = g_strdup_printf (_("%s is written"), name);
  job = g_object_new (assay_engine_find_job ("export"), "workspace",
                      assay_session_get_workspace (session), "file", path, NULL);
  if (where != NULL)
    g_object_set (job, "where", where, NULL);
  if (words != NULL && *words != '\0')
    g_object_set (job, "search", words, NULL);
  if (sort != NULL)
    g_object_set (job, "sort", sort, NULL);
  assay_session_run (session, job, done, NULL, NULL);
}
