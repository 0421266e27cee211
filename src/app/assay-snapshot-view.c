/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-snapshot-view.h"

/**
 * AssaySnapshotView:
 *
 * A view of what a worker read in one go. It reads again when the workspace changes; what is being read is shown
 * first, so that a workspace that changes all the time shows something. Its template gives it pages as children
 * with their name as type, `<child type="empty">`; pages to wait and to say what failed it has by itself.
 */
typedef struct
{
  AssayLoader *loader; /* (owned) (nullable) */
  GtkWidget *states;
  gpointer snapshot; /* (owned) (nullable) */
} AssaySnapshotViewPrivate;

static void assay_snapshot_view_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (AssaySnapshotView, assay_snapshot_view, ASSAY_TYPE_VIEW,
                                  G_ADD_PRIVATE (AssaySnapshotView)
                                    G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                           assay_snapshot_view_buildable_init))

enum
{
  PROP_ERROR_TITLE = 1,
};

static GtkBuildableIface *parent_buildable;

static AssaySnapshotViewPrivate *
get_private (AssaySnapshotView *self)
{
  return assay_snapshot_view_get_instance_private (self);
}

static void
loaded_cb (gpointer      owner,
           gpointer      answer,
           const GError *error)
{
  AssaySnapshotView *self = owner;
  AssaySnapshotViewClass *klass = ASSAY_SNAPSHOT_VIEW_GET_CLASS (self);
  AssaySnapshotViewPrivate *private = get_private (self);
  gpointer old = private->snapshot;

  if (error != NULL)
    {
      assay_states_fail (ASSAY_STATES (private->states), error);
      if (klass->failed != NULL)
        klass->failed (self);
      return;
    }
  private->snapshot = answer;
  klass->show (self);
  /* What was shown may have pointed into the one before. */
  if (old != NULL)
    klass->reading->free_answer (old);
}

static void
refresh (AssayView *view)
{
  assay_snapshot_view_load (ASSAY_SNAPSHOT_VIEW (view));
}

static void
assay_snapshot_view_add_child (GtkBuildable *buildable,
                               GtkBuilder   *builder,
                               GObject      *child,
                               const char   *type)
{
  if (type != NULL && GTK_IS_WIDGET (child))
    assay_states_add (ASSAY_STATES (get_private (ASSAY_SNAPSHOT_VIEW (buildable))->states), type,
                      GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
assay_snapshot_view_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = assay_snapshot_view_add_child;
}

static void
assay_snapshot_view_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (id == PROP_ERROR_TITLE)
    g_object_get_property (G_OBJECT (get_private (ASSAY_SNAPSHOT_VIEW (object))->states), "error-title", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
assay_snapshot_view_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (id == PROP_ERROR_TITLE)
    g_object_set_property (G_OBJECT (get_private (ASSAY_SNAPSHOT_VIEW (object))->states), "error-title", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
assay_snapshot_view_dispose (GObject *object)
{
  AssaySnapshotView *self = ASSAY_SNAPSHOT_VIEW (object);
  AssaySnapshotViewPrivate *private = get_private (self);

  g_clear_pointer (&private->loader, assay_loader_free);
  g_clear_pointer (&private->snapshot, ASSAY_SNAPSHOT_VIEW_GET_CLASS (self)->reading->free_answer);
  G_OBJECT_CLASS (assay_snapshot_view_parent_class)->dispose (object);
}

static void
assay_snapshot_view_class_init (AssaySnapshotViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = assay_snapshot_view_get_property;
  object_class->set_property = assay_snapshot_view_set_property;
  object_class->dispose = assay_snapshot_view_dispose;
  ASSAY_VIEW_CLASS (klass)->refresh = refresh;
  /**
   * AssaySnapshotView:error-title:
   *
   * What failed, above why.
   */
  g_object_class_install_property (object_class, PROP_ERROR_TITLE,
                                   g_param_spec_string ("error-title", NULL, NULL, NULL,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
assay_snapshot_view_init (AssaySnapshotView *self)
{
  AssaySnapshotViewPrivate *private = get_private (self);

  private->states = assay_states_new ();
  g_signal_connect_swapped (private->states, "retry", G_CALLBACK (assay_snapshot_view_load), self);
  adw_bin_set_child (ADW_BIN (self), private->states);
}

/**
 * assay_snapshot_view_load:
 *
 * Reads the snapshot anew.
 */
void
assay_snapshot_view_load (AssaySnapshotView *self)
{
  AssaySnapshotViewClass *klass = ASSAY_SNAPSHOT_VIEW_GET_CLASS (self);
  AssaySnapshotViewPrivate *private = get_private (self);
  AssayWorkspace *workspace = assay_view_get_workspace (ASSAY_VIEW (self));

  if (workspace == NULL)
    return;
  if (private->loader == NULL)
    private->loader = assay_loader_new (klass->reading, loaded_cb, self);
  if (private->snapshot == NULL)
    assay_states_wait (ASSAY_STATES (private->states));
  assay_loader_queue (private->loader, workspace, klass->dup_query != NULL ? klass->dup_query (self) : NULL);
}

/**
 * assay_snapshot_view_get_snapshot:
 *
 * Returns: (transfer none) (nullable): what was read last; once it is there, until the view is gone
 */
gpointer
assay_snapshot_view_get_snapshot (AssaySnapshotView *self)
{
  g_return_val_if_fail (ASSAY_IS_SNAPSHOT_VIEW (self), NULL);
  return get_private (self)->snapshot;
}

/**
 * assay_snapshot_view_is_queued:
 *
 * Returns: whether the snapshot that is shown is to be read once more, for it was asked for meanwhile
 */
gboolean
assay_snapshot_view_is_queued (AssaySnapshotView *self)
{
  g_return_val_if_fail (ASSAY_IS_SNAPSHOT_VIEW (self), FALSE);
  return get_private (self)->loader != NULL && assay_loader_is_queued (get_private (self)->loader);
}

void
assay_snapshot_view_show_page (AssaySnapshotView *self,
                               const char        *page)
{
  g_return_if_fail (ASSAY_IS_SNAPSHOT_VIEW (self));
  assay_states_show (ASSAY_STATES (get_private (self)->states), page);
}

const char *
assay_snapshot_view_get_page (AssaySnapshotView *self)
{
  g_return_val_if_fail (ASSAY_IS_SNAPSHOT_VIEW (self), NULL);
  return assay_states_get (ASSAY_STATES (get_private (self)->states));
}
