/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-view.h"

#include <glib/gi18n.h>

/**
 * AssayView:
 *
 * What all views have in common: their session, how much room there is, what the header bar says, and their
 * actions.
 */
typedef struct
{
  AssaySession *session;       /* (owned) (nullable) */
  GSimpleActionGroup *actions; /* (owned) (nullable) */
  AssayWidth width;
} AssayViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AssayView, assay_view, ADW_TYPE_BIN)

enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_CAN_GO_BACK,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static AssayViewPrivate *
get_private (AssayView *self)
{
  return assay_view_get_instance_private (self);
}

static char *
dup_title (AssayView *self)
{
  AssayViewClass *klass = ASSAY_VIEW_GET_CLASS (self);

  return klass->dup_title != NULL ? klass->dup_title (self) : g_strdup (_(klass->title));
}

static char *
dup_subtitle (AssayView *self)
{
  AssayViewClass *klass = ASSAY_VIEW_GET_CLASS (self);

  return klass->dup_subtitle != NULL ? klass->dup_subtitle (self) : g_strdup ("");
}

static gboolean
can_go_back (AssayView *self)
{
  AssayViewClass *klass = ASSAY_VIEW_GET_CLASS (self);

  return klass->can_go_back != NULL && klass->can_go_back (self);
}

static void
assay_view_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  AssayView *self = ASSAY_VIEW (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_take_string (value, dup_title (self));
      break;
    case PROP_SUBTITLE:
      g_value_take_string (value, dup_subtitle (self));
      break;
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, can_go_back (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
assay_view_dispose (GObject *object)
{
  g_clear_object (&get_private (ASSAY_VIEW (object))->session);
  G_OBJECT_CLASS (assay_view_parent_class)->dispose (object);
}

static void
assay_view_finalize (GObject *object)
{
  g_clear_object (&get_private (ASSAY_VIEW (object))->actions);
  G_OBJECT_CLASS (assay_view_parent_class)->finalize (object);
}

static void
assay_view_class_init (AssayViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = assay_view_get_property;
  object_class->dispose = assay_view_dispose;
  object_class->finalize = assay_view_finalize;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  props[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
assay_view_init (AssayView *self)
{
  get_private (self)->width = ASSAY_WIDTH_WIDE;
}

void
assay_view_attach (AssayView    *self,
                   AssaySession *session)
{
  g_return_if_fail (ASSAY_IS_VIEW (self));
  g_return_if_fail (get_private (self)->session == NULL);

  get_private (self)->session = g_object_ref (session);
  if (ASSAY_VIEW_GET_CLASS (self)->attach != NULL)
    ASSAY_VIEW_GET_CLASS (self)->attach (self, session);
  assay_view_refresh (self);
}

void
assay_view_refresh (AssayView *self)
{
  g_return_if_fail (ASSAY_IS_VIEW (self));
  ASSAY_VIEW_GET_CLASS (self)->refresh (self);
}

void
assay_view_set_width (AssayView  *self,
                      AssayWidth  width)
{
  g_return_if_fail (ASSAY_IS_VIEW (self));

  get_private (self)->width = width;
  if (ASSAY_VIEW_GET_CLASS (self)->set_width != NULL)
    ASSAY_VIEW_GET_CLASS (self)->set_width (self, width);
}

GtkWidget *
assay_view_get_header_start (AssayView *self)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), NULL);
  if (ASSAY_VIEW_GET_CLASS (self)->get_header_start == NULL)
    return NULL;
  return ASSAY_VIEW_GET_CLASS (self)->get_header_start (self);
}

GtkWidget *
assay_view_get_header_end (AssayView *self)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), NULL);
  if (ASSAY_VIEW_GET_CLASS (self)->get_header_end == NULL)
    return NULL;
  return ASSAY_VIEW_GET_CLASS (self)->get_header_end (self);
}

/**
 * assay_view_get_actions:
 * @out_prefix: (out) (transfer none): what their names begin with
 *
 * Returns: (transfer none) (nullable): actions that the whole window offers
 */
GActionGroup *
assay_view_get_actions (AssayView   *self,
                        const char **out_prefix)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), NULL);

  *out_prefix = ASSAY_VIEW_GET_CLASS (self)->action_prefix;
  return get_private (self)->actions != NULL ? G_ACTION_GROUP (get_private (self)->actions) : NULL;
}

gboolean
assay_view_start_search (AssayView *self)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), FALSE);
  return ASSAY_VIEW_GET_CLASS (self)->start_search != NULL
         && ASSAY_VIEW_GET_CLASS (self)->start_search (self);
}

gboolean
assay_view_open_file (AssayView *self,
                      GFile     *file)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), FALSE);
  return ASSAY_VIEW_GET_CLASS (self)->open_file != NULL
         && ASSAY_VIEW_GET_CLASS (self)->open_file (self, file);
}

void
assay_view_go_back (AssayView *self)
{
  g_return_if_fail (ASSAY_IS_VIEW (self));
  if (ASSAY_VIEW_GET_CLASS (self)->go_back != NULL)
    ASSAY_VIEW_GET_CLASS (self)->go_back (self);
}

/**
 * assay_view_get_session:
 *
 * Returns: (transfer none) (nullable): what the window has open; nothing once the view is gone
 */
AssaySession *
assay_view_get_session (AssayView *self)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), NULL);
  return get_private (self)->session;
}

/**
 * assay_view_get_workspace:
 *
 * Returns: (transfer none) (nullable): the open workspace
 */
AssayWorkspace *
assay_view_get_workspace (AssayView *self)
{
  AssaySession *session = assay_view_get_session (self);

  return session != NULL ? assay_session_get_workspace (session) : NULL;
}

/**
 * assay_view_get_window:
 *
 * Returns: (transfer none) (nullable): what a dialog of the view stands on
 */
GtkWindow *
assay_view_get_window (AssayView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

AssayWidth
assay_view_get_width (AssayView *self)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), ASSAY_WIDTH_WIDE);
  return get_private (self)->width;
}

/**
 * assay_view_is_paged:
 *
 * Returns: whether there is no room for two panes beside each other
 */
gboolean
assay_view_is_paged (AssayView *self)
{
  return assay_view_get_width (self) < ASSAY_WIDTH_WIDE;
}

/**
 * assay_view_update_header:
 *
 * What the header bar says has changed.
 */
void
assay_view_update_header (AssayView *self)
{
  g_return_if_fail (ASSAY_IS_VIEW (self));

  g_object_freeze_notify (G_OBJECT (self));
  for (int i = PROP_TITLE; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), props[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * assay_view_add_actions:
 *
 * Adds what the view can do, for buttons, keys and the palette; its functions are called with the view.
 */
void
assay_view_add_actions (AssayView          *self,
                        const GActionEntry *entries,
                        int                 n_entries)
{
  AssayViewPrivate *private = get_private (self);

  g_return_if_fail (ASSAY_VIEW_GET_CLASS (self)->action_prefix != NULL);

  if (private->actions == NULL)
    private->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (private->actions), entries, n_entries, self);
}

void
assay_view_enable (AssayView  *self,
                   const char *action,
                   gboolean    enabled)
{
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (get_private (self)->actions), action);

  g_return_if_fail (found != NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (found), enabled);
}

/**
 * assay_view_run:
 * @job: (transfer full): a job that has not started
 *
 * Like assay_session_run().
 */
AssayJobItem *
assay_view_run (AssayView           *self,
                AssayJob            *job,
                const char          *done_text,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  AssayJobItem *item
    = assay_session_run (assay_view_get_session (self), job, done_text, callback, user_data);

  g_object_unref (job);
  return item;
}
