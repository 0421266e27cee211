/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-job-progress.h"

#define PULSE_INTERVAL_MS 120

/* How far a job is, in a bar; a bar that only moves while nobody knows. */

typedef struct
{
  GtkProgressBar *bar;
  GtkLabel *phrase;   /* (nullable): lives in the same template as the bar */
  AssayJobItem *item; /* (owned) */
  guint pulse_source;
} Follower;

static void
follower_free (gpointer data)
{
  Follower *self = data;

  g_clear_handle_id (&self->pulse_source, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->item, self);
  g_object_unref (self->item);
  g_free (self);
}

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (((Follower *) user_data)->bar);
  return G_SOURCE_CONTINUE;
}

static void
update (Follower *self)
{
  double fraction = assay_job_item_get_fraction (self->item);
  gboolean running = assay_job_item_get_state (self->item) == ASSAY_JOB_STATE_RUNNING;

  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->bar, fraction);
  if (running && !(fraction >= 0) && self->pulse_source == 0)
    self->pulse_source = g_timeout_add (PULSE_INTERVAL_MS, pulse_cb, self);
  else if (!running || fraction >= 0)
    g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (self->phrase != NULL)
    gtk_label_set_text (self->phrase, assay_job_item_get_phrase (self->item));
}

/**
 * assay_job_progress_follow:
 * @phrase: (nullable): a label that says what the job does
 * @item: (nullable): the job to follow, in place of the one before
 */
void
assay_job_progress_follow (GtkProgressBar *bar,
                           GtkLabel       *phrase,
                           AssayJobItem   *item)
{
  Follower *self;

  g_return_if_fail (GTK_IS_PROGRESS_BAR (bar));

  g_object_set_data (G_OBJECT (bar), "assay-job", NULL);
  if (item == NULL)
    return;
  self = g_new0 (Follower, 1);
  self->bar = bar;
  self->phrase = phrase;
  self->item = g_object_ref (item);
  gtk_progress_bar_set_fraction (bar, 0);
  g_signal_connect_swapped (item, "notify", G_CALLBACK (update), self);
  g_object_set_data_full (G_OBJECT (bar), "assay-job", self, follower_free);
  update (self);
}
