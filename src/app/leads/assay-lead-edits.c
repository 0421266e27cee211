/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-edits.h"

#include "engine/assay-engine.h"
#include "job/assay-scope-params.h"

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

static AssayJob *
new_job (AssaySession *session,
         const char   *key)
{
  return g_object_new (assay_engine_find_job (key), "workspace",
                       assay_session_get_workspace (session), NULL);
}

/**
 * assay_lead_edits_set_many:
 * @scope: which leads
 * @n_leads: how many they are, for the toast
 * @field: what to set
 * @text: the value as typed; empty clears it
 *
 * Sets a field of many leads as one job.
 */
void
assay_lead_edits_set_many (AssaySession     *session,
                           const AssayScope *scope,
                           guint             n_leads,
                           const AssayField *field,
                           const char       *text)
{
  g_autoptr (AssayJob) job = new_job (session, "set");
  g_autofree char *assignment = g_strdup_printf ("%s=%s", field->key, text);
  const char *const assignments[] = { assignment, NULL };
  g_autofree char *done = NULL;

  /* Translators: toast; a field and a number, e.g. “Stage set for 6 leads” */
  done = g_strdup_printf (ngettext ("%s set for %'u lead", "%s set for %'u leads", n_leads),
                          field->label, n_leads);
  assay_scope_params_set (job, scope);
  g_object_set (job, "values", assignments, NULL);
  assay_session_run (session, job, done, NULL, NULL);
}

/**
 * assay_lead_edits_tag:
 * @scope: which leads
 * @n_leads: how many they are, for the toast
 * @tag: one tag
 * @add: whether it is to be there, or gone
 *
 * Tags many leads as one job.
 */
void
assay_lead_edits_tag (AssaySession     *session,
                      const AssayScope *scope,
                      guint             n_leads,
                      const char       *tag,
                      gboolean          add)
{
  g_autoptr (AssayJob) job = new_job (session, "set");
  const char *const tags[] = { tag, NULL };
  g_autofree char *done = NULL;

  if (add)
    done = g_strdup_printf (ngettext ("“%s” added to %'u lead", "“%s” added to %'u leads", n_leads),
                            tag, n_leads);
  else
    done = g_strdup_printf (
      ngettext ("“%s” removed from %'u lead", "“%s” removed from %'u leads", n_leads), tag, n_leads);
  assay_scope_params_set (job, scope);
  g_object_set (job, add ? "add-tag" : "remove-tag", tags, NULL);
  assay_session_run (session, job, done, NULL, NULL);
}

/**
 * assay_lead_edits_export:
 * @file: what to write; its suffix tells the format
 * @scope: which leads
 * @sort: (nullable): in which order
 */
void
assay_lead_edits_export (AssaySession     *session,
                         GFile            *file,
                         const AssayScope *scope,
                         const char       *sort)
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
  job = new_job (session, "export");
  g_object_set (job, "file", path, NULL);
  assay_scope_params_set (job, scope);
  if (sort != NULL)
    g_object_set (job, "sort", sort, NULL);
  assay_session_run (session, job, done, NULL, NULL);
}

/**
 * assay_lead_edits_enrich:
 * @scope: which leads
 *
 * Derives the signals of these leads anew, changed or not.
 */
void
assay_lead_edits_enrich (AssaySession     *session,
                         const AssayScope *scope)
{
  g_autoptr (AssayJob) job = new_job (session, "enrich");

  assay_scope_params_set (job, scope);
  g_object_set (job, "again", TRUE, NULL);
  assay_session_run (session, job, _("Leads enriched"), NULL, NULL);
}

/**
 * assay_lead_edits_save_segment:
 * @name: what to call it
 * @where: which leads belong to it
 */
void
assay_lead_edits_save_segment (AssaySession   *session,
                               const char     *name,
                               AssayCondition *where)
{
  g_autoptr (AssayJob) job = new_job (session, "segment-save");
  /* Translators: toast; %s is the name of a segment of leads */
  g_autofree char *done = g_strdup_printf (_("Segment “%s” saved"), name);

  g_object_set (job, "name", name, "where", where, NULL);
  assay_session_run (session, job, done, NULL, NULL);
}

void
assay_lead_edits_rename_segment (AssaySession *session,
                                 const char   *key,
                                 const char   *name)
{
  g_autoptr (AssayJob) job = new_job (session, "segment-rename");
  g_autofree char *done = g_strdup_printf (_("Segment renamed to “%s”"), name);

  g_object_set (job, "segment", key, "name", name, NULL);
  assay_session_run (session, job, done, NULL, NULL);
}

void
assay_lead_edits_remove_segment (AssaySession *session,
                                 const char   *key,
                                 const char   *name)
{
  g_autoptr (AssayJob) job = new_job (session, "segment-remove");
  g_autofree char *done = g_strdup_printf (_("Segment “%s” removed"), name);

  g_object_set (job, "segment", key, NULL);
  assay_session_run (session, job, done, NULL, NULL);
}
