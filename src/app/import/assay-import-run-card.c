/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-run-card-private.h"

#include "assay-theme.h"
#include "import/assay-import-bar.h"
#include "import/assay-import-rejects.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

#define WORKING_DELAY_MS 300
#define PROGRESS_INTERVAL_MS 100

G_DEFINE_FINAL_TYPE (AssayImportRunCard, assay_import_run_card, ADW_TYPE_BIN)

enum
{
  STEP_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_button (AssayImportRunCard *self)
{
  gint64 n = self->figures.added + self->figures.updated;
  g_autofree char *things = assay_import_run_card_count_things (self, n);
  /* Translators: what the button does, e.g. “Import 2,351 leads” */
  g_autofree char *label = n > 0 ? g_strdup_printf (_("Import %s"), things)
                                 : g_strdup (_("Nothing to import"));

  gtk_button_set_label (GTK_BUTTON (self->import_button), label);
  gtk_widget_set_sensitive (self->import_button, n > 0 && self->step == ASSAY_IMPORT_STEP_READY);
}

void
assay_import_run_card_update (AssayImportRunCard *self)
{
  AssayImportStep step = self->step;
  gboolean before = step <= ASSAY_IMPORT_STEP_FAILED;
  gboolean figures = step == ASSAY_IMPORT_STEP_READY || step == ASSAY_IMPORT_STEP_DONE
                     || (step == ASSAY_IMPORT_STEP_TRYING && self->figures.rows > 0);
  AssayImportSheet *sheet
    = self->draft != NULL ? assay_import_draft_get_sheet (self->draft) : NULL;

  gtk_label_set_text (GTK_LABEL (self->title), step == ASSAY_IMPORT_STEP_RUNNING ? _("Importing")
                                               : step == ASSAY_IMPORT_STEP_DONE  ? _("Imported")
                                                                                 : _("Dry run"));
  gtk_widget_set_visible (self->time, step == ASSAY_IMPORT_STEP_READY);
  gtk_widget_set_visible (self->figures_box, figures);
  gtk_widget_set_opacity (self->figures_box, step == ASSAY_IMPORT_STEP_TRYING ? 0.5 : 1);
  gtk_widget_set_visible (self->error_box, step == ASSAY_IMPORT_STEP_FAILED);
  gtk_widget_set_visible (self->progress, step == ASSAY_IMPORT_STEP_RUNNING);
  gtk_widget_set_visible (self->phrase, step == ASSAY_IMPORT_STEP_RUNNING);
  gtk_widget_set_visible (self->score_check, before && !assay_import_run_card_is_events (self));
  gtk_widget_set_visible (self->again_check, before && sheet != NULL && sheet->earlier != 0);
  gtk_widget_set_visible (self->rejects_button,
                          figures && self->figures.rejected > 0
                            && (step == ASSAY_IMPORT_STEP_DONE ? self->rejects != NULL
                                                               : self->trial_rejects != NULL));
  gtk_widget_set_visible (self->cancel_button, step == ASSAY_IMPORT_STEP_RUNNING);
  gtk_widget_set_visible (self->import_button, before);
  gtk_widget_set_visible (self->undo_button, step == ASSAY_IMPORT_STEP_DONE);
  gtk_widget_set_visible (self->see_button, step == ASSAY_IMPORT_STEP_DONE);
  if (figures)
    assay_import_run_card_show_figures (self);
  show_button (self);
}

static void
set_step (AssayImportRunCard *self,
          AssayImportStep     step)
{
  gboolean locked = self->step >= ASSAY_IMPORT_STEP_RUNNING;

  self->step = step;
  assay_import_run_card_update (self);
  if (locked != (step >= ASSAY_IMPORT_STEP_RUNNING))
    g_signal_emit (self, signals[STEP_CHANGED], 0);
}

/* The dry run */

static gboolean
show_working_cb (gpointer user_data)
{
  AssayImportRunCard *self = user_data;

  self->working_source = 0;
  gtk_widget_set_visible (self->progress, TRUE);
  gtk_widget_set_visible (self->phrase, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
copy_progress_cb (gpointer user_data)
{
  AssayImportRunCard *self = user_data;
  g_autofree char *phrase = NULL;

  if (self->trial == NULL)
    return G_SOURCE_CONTINUE;
  phrase = assay_job_dup_phrase (self->trial);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 CLAMP (assay_job_get_progress (self->trial), 0, 1));
  gtk_label_set_text (GTK_LABEL (self->phrase), phrase != NULL ? phrase : "");
  return G_SOURCE_CONTINUE;
}

static void
stop_trial (AssayImportRunCard *self)
{
  if (self->trying != NULL)
    g_cancellable_cancel (self->trying);
  g_clear_object (&self->trying);
  g_clear_object (&self->trial);
  g_clear_handle_id (&self->working_source, g_source_remove);
  g_clear_handle_id (&self->progress_source, g_source_remove);
}

static void
drop_trial_rejects (AssayImportRunCard *self)
{
  if (self->trial_rejects != NULL)
    g_unlink (g_file_peek_path (self->trial_rejects));
  g_clear_object (&self->trial_rejects);
}

static void
show_error (AssayImportRunCard *self,
            const GError       *error)
{
  gtk_label_set_text (GTK_LABEL (self->error_label), error->message);
  self->figures = (AssayImportFigures) { 0 };
  set_step (self, ASSAY_IMPORT_STEP_FAILED);
}

static void
trial_done_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (AssayImportRunCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *time = NULL;
  gboolean ok = assay_job_run_finish (ASSAY_JOB (source), result, &error);

  if (ASSAY_JOB (source) != self->trial)
    return;
  time = g_strdup_printf (_("%.1f s"),
                          MAX (0.1, (double) (g_get_monotonic_time () - self->trial_started)
                                      / G_USEC_PER_SEC));
  stop_trial (self);
  if (!ok)
    {
      show_error (self, error);
      return;
    }
  assay_import_run_card_take_figures (self, ASSAY_JOB (source));
  gtk_label_set_text (GTK_LABEL (self->time), time);
  set_step (self, ASSAY_IMPORT_STEP_READY);
}

static void
start_trial (AssayImportRunCard *self)
{
  g_autoptr (GFileIOStream) stream = NULL;

  stop_trial (self);
  drop_trial_rejects (self);
  self->trial_rejects = g_file_new_tmp ("assay-rejects-XXXXXX.csv", &stream, NULL);
  self->trial = assay_import_draft_create_job (self->draft, TRUE, self->trial_rejects);
  self->trying = g_cancellable_new ();
  self->trial_started = g_get_monotonic_time ();
  self->working_source = g_timeout_add (WORKING_DELAY_MS, show_working_cb, self);
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL_MS, copy_progress_cb, self);
  set_step (self, ASSAY_IMPORT_STEP_TRYING);
  assay_job_run_async (self->trial, self->trying, trial_done_cb, g_object_ref (self));
}

/* The import */

static void
item_changed_cb (AssayImportRunCard *self)
{
  double fraction = assay_job_item_get_fraction (self->item);

  if (self->step == ASSAY_IMPORT_STEP_DONE
      && assay_job_item_get_state (self->item) == ASSAY_JOB_STATE_UNDONE)
    {
      start_trial (self);
      return;
    }
  if (self->step != ASSAY_IMPORT_STEP_RUNNING)
    return;
  gtk_label_set_text (GTK_LABEL (self->phrase), assay_job_item_get_phrase (self->item));
  if (!isnan (fraction))
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), fraction);
}

static void
import_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (AssayImportRunCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *things = NULL;
  g_autofree char *text = NULL;
  gboolean ok = assay_session_run_finish (ASSAY_SESSION (source), result, &error);

  if (self->step != ASSAY_IMPORT_STEP_RUNNING)
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      start_trial (self);
      return;
    }
  if (!ok)
    {
      show_error (self, error);
      return;
    }
  assay_import_run_card_take_figures (self, self->job);
  set_step (self, ASSAY_IMPORT_STEP_DONE);
  things = assay_import_run_card_count_things (self, self->figures.added + self->figures.updated);
  /* Translators: e.g. “2,351 leads imported” */
  text = g_strdup_printf (_("%s imported"), things);
  assay_session_toast (self->session, text, assay_job_get_id (self->job));
}

/**
 * assay_import_run_card_start:
 *
 * Imports what the dry run showed.
 */
void
assay_import_run_card_start (AssayImportRunCard *self)
{
  g_return_if_fail (ASSAY_IS_IMPORT_RUN_CARD (self));
  g_return_if_fail (self->step == ASSAY_IMPORT_STEP_READY);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, item_changed_cb, self);
  g_clear_object (&self->item);
  g_clear_object (&self->job);
  self->job = assay_import_draft_create_job (self->draft, FALSE, NULL);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
  gtk_label_set_text (GTK_LABEL (self->phrase), "");
  set_step (self, ASSAY_IMPORT_STEP_RUNNING);
  self->item = g_object_ref (
    assay_session_run (self->session, self->job, NULL, import_done_cb, g_object_ref (self)));
  g_signal_connect_object (self->item, "notify", G_CALLBACK (item_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (self->cancel_button);
}

static void
cancel_clicked_cb (AssayImportRunCard *self)
{
  assay_job_item_cancel (self->item);
}

static void
undo_clicked_cb (AssayImportRunCard *self)
{
  gtk_widget_set_sensitive (self->undo_button, FALSE);
  assay_session_undo (self->session, assay_job_get_id (self->job));
  gtk_widget_set_sensitive (self->undo_button, TRUE);
}

static void
rejects_clicked_cb (AssayImportRunCard *self)
{
  GFile *file = self->step == ASSAY_IMPORT_STEP_DONE ? self->rejects : self->trial_rejects;

  gtk_window_present (GTK_WINDOW (
    assay_import_rejects_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), file)));
}

static void
see_clicked_cb (AssayImportRunCard *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-job-leads", "x",
                              assay_job_get_id (self->job));
}

static void
checks_toggled_cb (AssayImportRunCard *self)
{
  AssayImportChoices *choices;
  gboolean again = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->again_check));

  if (self->filling || self->draft == NULL)
    return;
  choices = assay_import_draft_get_choices (self->draft);
  choices->score = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->score_check));
  if (choices->again == again)
    return;
  choices->again = again;
  start_trial (self);
}

static void
assay_import_run_card_dispose (GObject *object)
{
  AssayImportRunCard *self = ASSAY_IMPORT_RUN_CARD (object);

  /* What is still to end ends without us. */
  self->step = ASSAY_IMPORT_STEP_TRYING;
  stop_trial (self);
  drop_trial_rejects (self);
  g_clear_object (&self->rejects);
  g_clear_object (&self->item);
  g_clear_object (&self->job);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_IMPORT_RUN_CARD);
  G_OBJECT_CLASS (assay_import_run_card_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, title);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, time);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, figures_box);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, bar);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, added);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, updated);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, unchanged);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, rejected);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, error_box);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, error_label);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, progress);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, phrase);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, score_check);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, again_check);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, rejects_button);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, undo_button);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, import_button);
  gtk_widget_class_bind_template_child (widget_class, AssayImportRunCard, see_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, rejects_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, see_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, checks_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, assay_import_run_card_start);
}

static void
assay_import_run_card_class_init (AssayImportRunCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_IMPORT_BAR);
  G_OBJECT_CLASS (klass)->dispose = assay_import_run_card_dispose;

  /**
   * AssayImportRunCard::step-changed:
   *
   * The import began or ended: whether the choices may be changed is different now.
   */
  signals[STEP_CHANGED] = g_signal_new ("step-changed", ASSAY_TYPE_IMPORT_RUN_CARD,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-import-run-card.ui");
  bind_children (widget_class);
}

static void
assay_import_run_card_init (AssayImportRunCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  assay_import_run_card_update (self);
}

/**
 * assay_import_run_card_try:
 * @draft: with a sheet
 *
 * Finds out what the import would do. The newest question counts.
 */
void
assay_import_run_card_try (AssayImportRunCard *self,
                           AssaySession       *session,
                           AssayImportDraft   *draft)
{
  const AssayImportChoices *choices = assay_import_draft_get_choices (draft);

  g_return_if_fail (ASSAY_IS_IMPORT_RUN_CARD (self));

  g_set_object (&self->session, session);
  if (g_set_object (&self->draft, draft))
    self->figures = (AssayImportFigures) { 0 };
  self->filling = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->score_check), choices->score);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->again_check), choices->again);
  self->filling = FALSE;
  start_trial (self);
}

/**
 * assay_import_run_card_reset:
 *
 * Forgets the file. An import under way goes on.
 */
void
assay_import_run_card_reset (AssayImportRunCard *self)
{
  g_return_if_fail (ASSAY_IS_IMPORT_RUN_CARD (self));

  stop_trial (self);
  drop_trial_rejects (self);
  g_clear_object (&self->rejects);
  self->figures = (AssayImportFigures) { 0 };
  set_step (self, ASSAY_IMPORT_STEP_TRYING);
}

AssayImportStep
assay_import_run_card_get_step (AssayImportRunCard *self)
{
  g_return_val_if_fail (ASSAY_IS_IMPORT_RUN_CARD (self), ASSAY_IMPORT_STEP_TRYING);
  return self->step;
}
