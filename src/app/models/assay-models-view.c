/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-models-view.h"

#include "assay-theme.h"
#include "engine/assay-jobs-timer-job.h"
#include "learn/assay-model-promote-job.h"
#include "learn/assay-model-rollback-job.h"
#include "learn/assay-model-stop-job.h"
#include "learn/assay-model-try-job.h"
#include "models/assay-model-board.h"
#include "models/assay-model-card-window.h"
#include "models/assay-model-json.h"
#include "models/assay-models-load.h"
#include "models/assay-train-assistant.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/**
 * AssayModelsView:
 *
 * Models: training them, comparing them, putting one to use, and how it fares since.
 */
struct _AssayModelsView
{
  AssaySnapshotView parent_instance;

  gboolean assisted;  /* the assistant looked at the workspace before */
  gboolean assisting; /* the assistant is on top of models that there are */

  GtkWidget *assistant;
  GtkWidget *board;
  GtkWidget *header;
  GtkWidget *history_button;
  GtkWidget *train_button;
};

G_DEFINE_FINAL_TYPE (AssayModelsView, assay_models_view, ASSAY_TYPE_SNAPSHOT_VIEW)

static AssayModelsState *
get_state (AssayModelsView *self)
{
  return assay_snapshot_view_get_snapshot (ASSAY_SNAPSHOT_VIEW (self));
}

static JsonObject *
get_leading (AssayModelsView *self)
{
  AssayModelsState *state = get_state (self);
  JsonNode *node = NULL;

  if (state != NULL)
    node = state->challenger != NULL ? state->challenger : state->champion;
  return node != NULL ? json_node_get_object (node) : NULL;
}

/* Drift of the model in use, and a better model that waits, want somebody to look. */
static gint64
count_alerts (AssayModelsView *self)
{
  AssayModelsState *state = get_state (self);
  JsonObject *champion = state->champion != NULL ? json_node_get_object (state->champion) : NULL;
  JsonArray *drift
    = assay_model_json_get_list (assay_model_json_get_object (champion, "monitoring"), "drift");

  return assay_model_json_get_length (drift) > 0 ? 1 : 0;
}

/* The box itself stays: the window's stack does not turn to what is hidden. */
static void
show_header (AssayModelsView *self,
             gboolean         visible)
{
  gtk_widget_set_visible (self->history_button, visible && assay_view_get_width (ASSAY_VIEW (self)) > ASSAY_WIDTH_PHONE);
  gtk_widget_set_visible (self->train_button, visible);
}

static void
show_page (AssayModelsView *self)
{
  gint64 alerts = count_alerts (self);
  gboolean has_model = get_leading (self) != NULL;
  const char *page = get_state (self)->leads == 0    ? "empty"
                     : !has_model || self->assisting ? "assistant"
                                                     : "board";

  assay_snapshot_view_show_page (ASSAY_SNAPSHOT_VIEW (self), page);
  show_header (self, g_strcmp0 (page, "board") == 0);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-alert", "(sx)", "models", alerts > 0 ? alerts : -1);
  assay_view_update_header (ASSAY_VIEW (self));
}

static void
open_assistant (AssayModelsView   *self,
                const char *const *allowed)
{
  self->assisting = TRUE;
  assay_train_assistant_start (ASSAY_TRAIN_ASSISTANT (self->assistant),
                               assay_model_json_get_text (get_leading (self), "outcome"), allowed);
  show_page (self);
}

/* Actions of the page */

static void
train_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (widget);
  g_auto (GStrv) allowed = assay_model_board_list_allowed (ASSAY_MODEL_BOARD (self->board));

  if (get_state (self) != NULL)
    open_assistant (self, (const char *const *) allowed);
}

static void
promote_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  AssayView *view = ASSAY_VIEW (widget);
  gint64 model = g_variant_get_int64 (parameter);
  g_autofree char *done = g_strdup_printf (_("Model %" PRId64 " predicts now"), model);

  assay_view_run (view,
                  g_object_new (ASSAY_TYPE_MODEL_PROMOTE_JOB, "workspace", assay_view_get_workspace (view), "model",
                                model, NULL),
                  done, NULL, NULL);
}

static void
rollback_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AssayView *view = ASSAY_VIEW (widget);

  assay_view_run (
    view, g_object_new (ASSAY_TYPE_MODEL_ROLLBACK_JOB, "workspace", assay_view_get_workspace (view), NULL),
    _("The model before predicts again"), NULL, NULL);
}

static void
try_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  AssayView *view = ASSAY_VIEW (widget);
  gint64 model, share;

  g_variant_get (parameter, "(xx)", &model, &share);
  assay_view_run (view,
                  g_object_new (ASSAY_TYPE_MODEL_TRY_JOB, "workspace", assay_view_get_workspace (view), "model",
                                model, "share", share, NULL),
                  _("The challenger is tried now"), NULL, NULL);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AssayView *view = ASSAY_VIEW (widget);

  assay_view_run (view, g_object_new (ASSAY_TYPE_MODEL_STOP_JOB, "workspace", assay_view_get_workspace (view), NULL),
                  _("The trial has ended"), NULL, NULL);
}

/* The switch shows what is, whether or not systemd took the timer. */
static void
timer_done_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (AssayModelsView) self = user_data;

  assay_session_run_finish (ASSAY_SESSION (source), result, NULL);
  assay_snapshot_view_load (ASSAY_SNAPSHOT_VIEW (self));
}

static void
timer_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AssayView *view = ASSAY_VIEW (widget);
  gboolean on = g_variant_get_boolean (parameter);

  assay_view_run (view,
                  g_object_new (ASSAY_TYPE_JOBS_TIMER_JOB, "workspace", assay_view_get_workspace (view), "action",
                                on ? ASSAY_TIMER_INSTALL : ASSAY_TIMER_REMOVE, NULL),
                  on ? _("The timer runs daily") : _("The timer is gone"), timer_done_cb, g_object_ref (view));
}

static void
card_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AssayView *view = ASSAY_VIEW (widget);

  assay_model_card_window_present (assay_view_get_window (view), assay_view_get_session (view),
                                   g_variant_get_int64 (parameter));
}

static void
history_clicked_cb (AssayModelsView *self)
{
  assay_model_board_show_history (ASSAY_MODEL_BOARD (self->board));
}

static void
train_clicked_cb (AssayModelsView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "models.train", NULL);
}

static void
trained_cb (AssayModelsView *self)
{
  self->assisting = FALSE;
  assay_snapshot_view_load (ASSAY_SNAPSHOT_VIEW (self));
}

/* The view */

static void
show (AssaySnapshotView *view)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (view);

  if (get_leading (self) != NULL)
    assay_model_board_show (ASSAY_MODEL_BOARD (self->board), get_state (self));
  else if (!self->assisted)
    assay_train_assistant_start (ASSAY_TRAIN_ASSISTANT (self->assistant), NULL, NULL);
  else
    assay_train_assistant_refresh (ASSAY_TRAIN_ASSISTANT (self->assistant));
  self->assisted = TRUE;
  show_page (self);
}

static void
failed (AssaySnapshotView *view)
{
  show_header (ASSAY_MODELS_VIEW (view), FALSE);
}

static void
attach (AssayView    *view,
        AssaySession *session)
{
  assay_train_assistant_set_session (ASSAY_TRAIN_ASSISTANT (ASSAY_MODELS_VIEW (view)->assistant), session);
}

static void
set_width (AssayView  *view,
           AssayWidth  width)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (view);

  assay_model_board_set_columns (ASSAY_MODEL_BOARD (self->board), width == ASSAY_WIDTH_WIDE     ? 3
                                                                  : width >= ASSAY_WIDTH_NARROW ? 2
                                                                                                : 1);
  show_header (self, gtk_widget_get_visible (self->train_button));
}

static GtkWidget *
get_header_end (AssayView *view)
{
  return ASSAY_MODELS_VIEW (view)->header;
}

static void
go_back (AssayView *view)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (view);

  self->assisting = FALSE;
  show_page (self);
}

static char *
dup_title (AssayView *view)
{
  return g_strdup (ASSAY_MODELS_VIEW (view)->assisting ? _("Train a Model") : _("Models"));
}

static char *
dup_subtitle (AssayView *view)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (view);
  JsonObject *leading = get_leading (self);
  gint64 rows = assay_model_json_get_int (leading, "rows");

  if (leading == NULL || self->assisting)
    return g_strdup ("");
  return g_strdup_printf (ngettext ("%s · %'" PRId64 " outcome, %'" PRId64 " converted",
                                    "%s · %'" PRId64 " outcomes, %'" PRId64 " converted", (gulong) rows),
                          assay_model_json_get_text (leading, "outcome"), rows,
                          assay_model_json_get_int (leading, "positives"));
}

static gboolean
can_go_back (AssayView *view)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (view);

  return self->assisting && get_leading (self) != NULL;
}

static void
assay_models_view_dispose (GObject *object)
{
  g_clear_object (&ASSAY_MODELS_VIEW (object)->header);
  G_OBJECT_CLASS (assay_models_view_parent_class)->dispose (object);
}

static void
assay_models_view_class_init (AssayModelsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayViewClass *view_class = ASSAY_VIEW_CLASS (klass);
  AssaySnapshotViewClass *snapshot_class = ASSAY_SNAPSHOT_VIEW_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_MODEL_BOARD);
  g_type_ensure (ASSAY_TYPE_TRAIN_ASSISTANT);
  G_OBJECT_CLASS (klass)->dispose = assay_models_view_dispose;
  view_class->dup_title = dup_title;
  view_class->dup_subtitle = dup_subtitle;
  view_class->can_go_back = can_go_back;
  view_class->attach = attach;
  view_class->set_width = set_width;
  view_class->get_header_end = get_header_end;
  view_class->go_back = go_back;
  snapshot_class->reading = &assay_models_reading;
  snapshot_class->show = show;
  snapshot_class->failed = failed;
  gtk_widget_class_install_action (widget_class, "models.train", NULL, train_action);
  gtk_widget_class_install_action (widget_class, "models.promote", "x", promote_action);
  gtk_widget_class_install_action (widget_class, "models.rollback", NULL, rollback_action);
  gtk_widget_class_install_action (widget_class, "models.try", "(xx)", try_action);
  gtk_widget_class_install_action (widget_class, "models.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "models.timer", "b", timer_action);
  gtk_widget_class_install_action (widget_class, "models.card", "x", card_action);
  gtk_widget_class_set_template_from_resource (widget_class, ASSAY_RESOURCE_PATH "/ui/assay-models-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayModelsView, assistant);
  gtk_widget_class_bind_template_child (widget_class, AssayModelsView, board);
  gtk_widget_class_bind_template_callback (widget_class, trained_cb);
}

/* The header's buttons are shown by the window. */
static void
make_header (AssayModelsView *self)
{
  self->header = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  self->history_button = gtk_button_new_with_label (_("History"));
  self->train_button = gtk_button_new_with_label (_("Train…"));
  gtk_widget_add_css_class (self->history_button, "flat");
  g_signal_connect_object (self->history_button, "clicked", G_CALLBACK (history_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->train_button, "clicked", G_CALLBACK (train_clicked_cb), self, G_CONNECT_SWAPPED);
  assay_append (self->header, self->history_button, self->train_button, NULL);
  show_header (self, FALSE);
}

static void
assay_models_view_init (AssayModelsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_header (self);
}
