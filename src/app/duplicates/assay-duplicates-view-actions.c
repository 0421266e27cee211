/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-duplicates-view-private.h"

#include "match/assay-match-job.h"
#include "widgets/assay-job-progress.h"

#include <glib/gi18n.h>

/* What can be done now */

void
assay_duplicates_view_update_actions (AssayDuplicatesView *self)
{
  AssayView *view = ASSAY_VIEW (self);
  AssayDuplicatesPage page = assay_duplicates_list_get_page (ASSAY_DUPLICATES_LIST (self->list));
  gboolean chosen = assay_duplicates_view_is_list_shown (self)
                    && assay_duplicates_list_get_chosen (ASSAY_DUPLICATES_LIST (self->list)) != NULL;
  gboolean deciding = chosen && page <= ASSAY_DUPLICATES_SURE, teaching = chosen && page == ASSAY_DUPLICATES_TEACH;

  assay_view_enable (view, "merge", deciding);
  assay_view_enable (view, "later", deciding);
  assay_view_enable (view, "different", deciding || teaching);
  assay_view_enable (view, "same", teaching);
  assay_view_enable (view, "unsure", teaching);
  assay_view_enable (view, "take-back", chosen && page == ASSAY_DUPLICATES_SETTLED);
  assay_view_enable (view, "previous", chosen);
  assay_view_enable (view, "next", chosen);
  assay_view_enable (view, "look", self->run_item == NULL);
  assay_view_enable (view, "merge-all", self->run_item == NULL);
  assay_view_enable (view, "use-suggestion", self->run_item == NULL && assay_duplicates_view_get_state (self) != NULL);
}

/* Deciding */

typedef struct
{
  AssayDuplicatesView *self; /* (owned) */
  char *decision;            /* (owned) */
} Decision;

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Decision *decision = user_data;
  gboolean open = assay_view_get_session (ASSAY_VIEW (decision->self)) != NULL;

  /* The toast tells what went wrong; the list is read again either way. */
  if (!assay_session_run_finish (ASSAY_SESSION (source), result, NULL) && open)
    assay_snapshot_view_load (ASSAY_SNAPSHOT_VIEW (decision->self));
  if (open)
    assay_duplicates_list_end (ASSAY_DUPLICATES_LIST (decision->self->list), decision->decision);
  g_object_unref (decision->self);
  g_free (decision->decision);
  g_free (decision);
}

static void
decide (AssayDuplicatesView *self,
        AssayDecision        what)
{
  AssayDuplicatesPane *pane = ASSAY_DUPLICATES_PANE (self->pane);
  AssayJob *job;
  g_autofree char *text = NULL;
  Decision *decision;

  /* Nobody decides about what is not on screen yet. */
  if (!assay_duplicates_pane_is_ready (pane))
    return;
  job = assay_duplicates_pane_make_job (pane, what, &text);
  decision = g_new0 (Decision, 1);
  decision->self = g_object_ref (self);
  decision->decision = assay_duplicates_list_begin (ASSAY_DUPLICATES_LIST (self->list));
  assay_view_run (ASSAY_VIEW (self), job, text, decided_cb, decision);
}

static void
merge_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       self)
{
  decide (self, ASSAY_DECISION_MERGE);
}

static void
different_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       self)
{
  decide (self, ASSAY_DECISION_DIFFERENT);
}

static void
same_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       self)
{
  decide (self, ASSAY_DECISION_SAME);
}

static void
unsure_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       self)
{
  decide (self, ASSAY_DECISION_UNSURE);
}

static void
later_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  assay_duplicates_list_postpone (ASSAY_DUPLICATES_LIST (ASSAY_DUPLICATES_VIEW (user_data)->list));
}

static void
take_back_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AssayDuplicatesView *self = user_data;
  const AssayDuplicatesEntry *entry
    = assay_duplicates_list_get_chosen (ASSAY_DUPLICATES_LIST (self->list));

  if (entry != NULL && entry->job != 0)
    assay_session_undo (assay_view_get_session (ASSAY_VIEW (self)), entry->job);
  else
    decide (self, ASSAY_DECISION_UNSURE);
}

static void
previous_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  assay_duplicates_list_step (ASSAY_DUPLICATES_LIST (ASSAY_DUPLICATES_VIEW (user_data)->list), -1);
}

static void
next_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  assay_duplicates_list_step (ASSAY_DUPLICATES_LIST (ASSAY_DUPLICATES_VIEW (user_data)->list), 1);
}

/* Running */

static void
run_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (AssayDuplicatesView) self = user_data;
  g_autoptr (GError) error = NULL;

  assay_session_run_finish (ASSAY_SESSION (source), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->failure = g_strdup (error->message);
  g_clear_object (&self->run_item);
  if (assay_view_get_session (ASSAY_VIEW (self)) == NULL)
    return;
  assay_job_progress_follow (GTK_PROGRESS_BAR (self->progress), NULL, NULL);
  if (assay_duplicates_view_get_state (self) != NULL)
    assay_duplicates_view_show_state (self);
}

static void
run (AssayDuplicatesView *self,
     AssayJob            *job,
     const char          *text)
{
  g_clear_pointer (&self->failure, g_free);
  self->run_item
    = g_object_ref (assay_view_run (ASSAY_VIEW (self), job, text, run_done_cb, g_object_ref (self)));
  assay_job_progress_follow (GTK_PROGRESS_BAR (self->progress), NULL, self->run_item);
  assay_duplicates_view_show_state (self);
}

static void
look_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  AssayDuplicatesView *self = user_data;
  AssayJob *job
    = g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", assay_view_get_workspace (ASSAY_VIEW (self)), NULL);

  run (self, job, _("Looked for duplicates"));
}

static void
merge_all_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AssayDuplicatesView *self = user_data;
  AssayJob *job
    = g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", assay_view_get_workspace (ASSAY_VIEW (self)),
                    "changed-only", TRUE, "merge-sure", TRUE, NULL);

  run (self, job, _("All that is sure is merged"));
}

/* Nothing is compared anew: the pairs are the same, the lists begin elsewhere. */
static void
use_suggestion_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  AssayDuplicatesView *self = user_data;
  const AssayMatchThresholds *thresholds = &assay_duplicates_view_get_state (self)->tally.suggestion.thresholds;
  AssayJob *job
    = g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", assay_view_get_workspace (ASSAY_VIEW (self)),
                    "changed-only", TRUE, "sure", thresholds->sure, "review", thresholds->review, NULL);

  run (self, job, _("The lists begin where you said"));
}

void
assay_duplicates_view_add_actions (AssayDuplicatesView *self)
{
  static const GActionEntry entries[] = {
    { .name = "merge", .activate = merge_action },
    { .name = "different", .activate = different_action },
    { .name = "same", .activate = same_action },
    { .name = "unsure", .activate = unsure_action },
    { .name = "later", .activate = later_action },
    { .name = "take-back", .activate = take_back_action },
    { .name = "previous", .activate = previous_action },
    { .name = "next", .activate = next_action },
    { .name = "look", .activate = look_action },
    { .name = "merge-all", .activate = merge_all_action },
    { .name = "use-suggestion", .activate = use_suggestion_action },
  };

  assay_view_add_actions (ASSAY_VIEW (self), entries, G_N_ELEMENTS (entries));
}
