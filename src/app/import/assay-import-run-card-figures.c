/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-run-card-private.h"

#include "import/assay-import-bar.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <glib/gstdio.h>

/* What an import does, in figures and words. */

gboolean
assay_import_run_card_is_events (AssayImportRunCard *self)
{
  return self->draft != NULL
         && assay_import_draft_get_choices (self->draft)->kind == ASSAY_IMPORT_KIND_EVENTS;
}

static void
set_number (GtkWidget *label,
            gint64     number)
{
  g_autofree char *text = g_strdup_printf ("%'" PRId64, number);

  gtk_label_set_text (GTK_LABEL (label), text);
}

char *
assay_import_run_card_count_things (AssayImportRunCard *self,
                                    gint64              n)
{
  if (assay_import_run_card_is_events (self))
    return g_strdup_printf (ngettext ("%'" PRId64 " event", "%'" PRId64 " events",
                                      (gulong) n),
                            n);
  return g_strdup_printf (ngettext ("%'" PRId64 " lead", "%'" PRId64 " leads",
                                    (gulong) n),
                          n);
}

static void
show_sentence (AssayImportRunCard *self,
               gboolean            done)
{
  gint64 n = self->figures.added + self->figures.updated;
  g_autofree char *things = assay_import_run_card_count_things (self, n);
  GString *text = g_string_new (NULL);

  if (done)
    g_string_append_printf (text, _("Of %'" PRId64 " rows, %'" PRId64
                                    " were added and %'" PRId64 " updated."),
                            self->figures.rows, self->figures.added, self->figures.updated);
  else if (assay_import_run_card_is_events (self))
    g_string_append_printf (text,
                            _("Of %'" PRId64 " rows, %'" PRId64
                              " are new events of leads."),
                            self->figures.rows, n);
  else
    g_string_append_printf (text,
                            _("Of %'" PRId64 " rows, %'" PRId64
                              " add or update a lead."),
                            self->figures.rows, n);
  if (self->figures.rejected > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              ngettext ("%'" PRId64
                                        " row goes to the rejects file, with line and reason.",
                                        "%'" PRId64
                                        " rows go to the rejects file, with line and reason.",
                                        (gulong) self->figures.rejected),
                              self->figures.rejected);
    }
  gtk_label_set_text (GTK_LABEL (self->sentence), text->str);
  g_string_free (text, TRUE);
}

void
assay_import_run_card_show_figures (AssayImportRunCard *self)
{
  set_number (self->added, self->figures.added);
  set_number (self->updated, self->figures.updated);
  set_number (self->unchanged, self->figures.unchanged);
  set_number (self->rejected, self->figures.rejected);
  assay_import_bar_set_figures (ASSAY_IMPORT_BAR (self->bar), &self->figures);
  show_sentence (self, self->step == ASSAY_IMPORT_STEP_DONE);
}

gboolean
assay_import_run_card_take_figures (AssayImportRunCard *self,
                                    AssayJob           *job)
{
  JsonNode *node = assay_job_get_result (job);
  JsonObject *result;
  const char *rejects;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  result = json_node_get_object (node);
  self->figures.rows = json_object_get_int_member_with_default (result, "rows_read", 0);
  self->figures.added = json_object_get_int_member_with_default (result, "added", 0);
  self->figures.updated = json_object_get_int_member_with_default (result, "updated", 0);
  self->figures.unchanged = json_object_get_int_member_with_default (result, "unchanged", 0);
  self->figures.rejected = json_object_get_int_member_with_default (result, "rejected", 0);
  rejects = json_object_get_string_member_with_default (result, "rejects", NULL);
  g_clear_object (&self->rejects);
  if (rejects != NULL)
    self->rejects = g_file_new_for_path (rejects);
  return TRUE;
}
