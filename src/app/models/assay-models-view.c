/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-models-view.h"

#include "assay-theme.h"
#include "learn/assay-model-promote-job.h"
#include "learn/assay-model-rollback-job.h"
#include "models/assay-model-board.h"
#include "models/assay-model-card-window.h"
#include "models/assay-model-json.h"
#include "models/assay-models-load.h"
#include "models/assay-train-assistant.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/**
 * AssayModelsView:
 *
 * Models: training them, comparing them, putting one to use, and how it fares since.
 */
struct _AssayModelsView
{
  AdwBin parent_instance;

  AssaySession *session;   /* (owned) (nullable) */
  GCancellable *loading;   /* (owned) (nullable) */
  AssayModelsState *state; /* (owned) (nullable) */
  gboolean stale;          /* the workspace changed while it was read */
  gboolean phone;          /* no room for more than one button */
  gboolean assisting;      /* the assistant is on top of models that there are */

  GtkWidget *states;
  GtkWidget *error_page;
  GtkWidget *assistant;
  GtkWidget *board;
  GtkWidget *header;
  GtkWidget *history_button;
  GtkWidget *train_button;
};

static void assay_models_view_iface_init (AssayViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayModelsView, assay_models_view, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_VIEW, assay_models_view_iface_init))

enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_CAN_GO_BACK,
};

static JsonObject *
get_leading (AssayModelsView *self)
{
  if (self->state == NULL)
    return NULL;
  if (self->state->challenger != NULL)
    return json_node_get_object (self->state->challenger);
  return self->state->champion != NULL ? json_node_get_object (self->state->champion) : NULL;
}

/* Drift of the model in use, and a better model that waits, want somebody to look. */
static gint64
count_alerts (AssayModelsView *self)
{
  JsonObject *champion = self->state->champion != NULL ? json_node_get_object (self->state->champion) : NULL;
  JsonArray *drift
    = assay_model_json_get_list (assay_model_json_get_object (champion, "monitoring"), "drift");

  return assay_model_json_get_length (drift) > 0 ? 1 : 0;
}

/* The box itself stays: the window's stack does not turn to what is hidden. */
static void
show_header (AssayModelsView *self,
             gboolean         visible)
{
  gtk_widget_set_visible (self->history_button, visible && !self->phone);
  gtk_widget_set_visible (self->train_button, visible);
}

static void
show (AssayModelsView *self)
{
  gint64 alerts = count_alerts (self);
  gboolean has_model = get_leading (self) != NULL;
  const char *page = self->state->leads == 0           ? "empty"
                     : !has_model || self->assisting ? "assistant"
                                                       : "board";

  gtk_stack_set_visible_child_name (GTK_STACK (self->states), page);
  show_header (self, g_strcmp0 (page, "board") == 0);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-alert", "(sx)", "models", alerts > 0 ? alerts : -1);
  g_object_notify (G_OBJECT (self), "title");
  g_object_notify (G_OBJECT (self), "subtitle");
  g_object_notify (G_OBJECT (self), "can-go-back");
}

static void
open_assistant (AssayModelsView   *self,
                const char *const *allowed)
{
  self->assisting = TRUE;
  assay_train_assistant_start (ASSAY_TRAIN_ASSISTANT (self->assistant),
                               assay_model_json_get_text (get_leading (self), "outcome"), allowed);
  show (self);
}

/* Actions of the page */

static void
train_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (widget);
  g_auto (GStrv) allowed = assay_model_board_list_allowed (ASSAY_MODEL_BOARD (self->board));

  if (self->state != NULL)
    open_assistant (self, (const char *const *) allowed);
}

static void
promote_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (widget);
  gint64 model = g_variant_get_int64 (parameter);
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_MODEL_PROMOTE_JOB, "workspace", assay_session_get_workspace (self->session), "model",
                    model, NULL);
  g_autofree char *done = g_strdup_printf (_("Model %" PRId64 " predicts now"), model);

  assay_session_run (self->session, job, done, NULL, NULL);
}

static void
rollback_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (widget);
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_MODEL_ROLLBACK_JOB, "workspace",
                                           assay_session_get_workspace (self->session), NULL);

  assay_session_run (self->session, job, _("The model before predicts again"), NULL, NULL);
}

static void
card_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  assay_model_card_window_present (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->session,
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

/* Loading */

static void load (AssayModelsView *self);

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AssayModelsView) self = user_data;
  g_autoptr (GError) error = NULL;
  AssayModelsState *state = assay_models_load_finish (ASSAY_WORKSPACE (source), result, &error);
  gboolean first = self->state == NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (state == NULL)
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page), error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->states), "error");
      show_header (self, FALSE);
      return;
    }
  g_clear_pointer (&self->state, assay_models_state_free);
  self->state = state;
  if (get_leading (self) != NULL)
    assay_model_board_show (ASSAY_MODEL_BOARD (self->board), state);
  else if (first)
    assay_train_assistant_start (ASSAY_TRAIN_ASSISTANT (self->assistant), NULL, NULL);
  else
    assay_train_assistant_refresh (ASSAY_TRAIN_ASSISTANT (self->assistant));
  show (self);
  if (self->stale)
    load (self);
}

static void
load (AssayModelsView *self)
{
  AssayWorkspace *workspace = assay_session_get_workspace (self->session);

  /* What is being read is shown first, so that a workspace that changes all the time shows something. */
  self->stale = self->loading != NULL;
  if (workspace == NULL || self->stale)
    return;
  self->loading = g_cancellable_new ();
  assay_models_load_async (workspace, self->loading, loaded_cb, g_object_ref (self));
}

static void
retry_cb (AssayModelsView *self)
{
  load (self);
}

static void
trained_cb (AssayModelsView *self)
{
  self->assisting = FALSE;
  load (self);
}

/* The view */

static void
refresh (AssayView *view)
{
  load (ASSAY_MODELS_VIEW (view));
}

static void
attach (AssayView    *view,
        AssaySession *session)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (view);

  self->session = g_object_ref (session);
  assay_train_assistant_set_session (ASSAY_TRAIN_ASSISTANT (self->assistant), session);
  load (self);
}

static void
set_width (AssayView  *view,
           AssayWidth  width)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (view);

  assay_model_board_set_columns (ASSAY_MODEL_BOARD (self->board), width == ASSAY_WIDTH_WIDE     ? 3
                                                                  : width >= ASSAY_WIDTH_NARROW ? 2
                                                                                                : 1);
  self->phone = width == ASSAY_WIDTH_PHONE;
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
  show (self);
}

static void
assay_models_view_iface_init (AssayViewInterface *iface)
{
  iface->attach = attach;
  iface->refresh = refresh;
  iface->set_width = set_width;
  iface->get_header_end = get_header_end;
  iface->go_back = go_back;
}

static char *
make_subtitle (AssayModelsView *self)
{
  JsonObject *leading = get_leading (self);
  gint64 rows = assay_model_json_get_int (leading, "rows");

  if (leading == NULL || self->assisting)
    return g_strdup ("");
  return g_strdup_printf (ngettext ("%s · %'" PRId64 " outcome, %'" PRId64 " converted",
                                    "%s · %'" PRId64 " outcomes, %'" PRId64 " converted", (gulong) rows),
                          assay_model_json_get_text (leading, "outcome"), rows,
                          assay_model_json_get_int (leading, "positives"));
}

static void
assay_models_view_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->assisting ? _("Train a Model") : _("Models"));
      break;
    case PROP_SUBTITLE:
      g_value_take_string (value, make_subtitle (self));
      break;
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, self->assisting && get_leading (self) != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
assay_models_view_dispose (GObject *object)
{
  AssayModelsView *self = ASSAY_MODELS_VIEW (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->session);
  g_clear_object (&self->header);
  g_clear_pointer (&self->state, assay_models_state_free);
  G_OBJECT_CLASS (assay_models_view_parent_class)->dispose (object);
}

static void
assay_models_view_class_init (AssayModelsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_MODEL_BOARD);
  g_type_ensure (ASSAY_TYPE_TRAIN_ASSISTANT);
  object_class->get_property = assay_models_view_get_property;
  object_class->dispose = assay_models_view_dispose;
  g_object_class_override_property (object_class, PROP_TITLE, "title");
  g_object_class_override_property (object_class, PROP_SUBTITLE, "subtitle");
  g_object_class_override_property (object_class, PROP_CAN_GO_BACK, "can-go-back");
  gtk_widget_class_install_action (widget_class, "models.train", NULL, train_action);
  gtk_widget_class_install_action (widget_class, "models.promote", "x", promote_action);
  gtk_widget_class_install_action (widget_class, "models.rollback", NULL, rollback_action);
  gtk_widget_class_install_action (widget_class, "models.card", "x", card_action);
  gtk_widget_class_set_template_from_resource (widget_class, ASSAY_RESOURCE_PATH "/ui/assay-models-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayModelsView, states);
  gtk_widget_class_bind_template_child (widget_class, AssayModelsView, error_page);
  gtk_widget_class_bind_template_child (widget_class, AssayModelsView, assistant);
  gtk_widget_class_bind_template_child (widget_class, AssayModelsView, board);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
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
  gtk_box_append (GTK_BOX (self->header), self->history_button);
  gtk_box_append (GTK_BOX (self->header), self->train_button);
  show_header (self, FALSE);
}

static void
assay_models_view_init (AssayModelsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_header (self);
}
