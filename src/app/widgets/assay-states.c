/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-states.h"

#include "widgets/assay-loading-rows.h"

#include <glib/gi18n.h>

#define LOADING_DELAY_MS 300

/**
 * AssayStates:
 *
 * The states of something that is read: blank at first, rows that move when it takes long, what went wrong with
 * a button to try again, and the pages that whoever uses it adds, in a template as children with their name as
 * type: `<child type="empty">`. A page of its own named “error” is a status page and replaces ours.
 */
struct _AssayStates
{
  GtkWidget parent_instance;

  GtkWidget *stack;
  GtkWidget *error_page;
  guint loading_source;
};

static void assay_states_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayStates, assay_states, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, assay_states_buildable_init))

enum
{
  PROP_ERROR_TITLE = 1,
  PROP_COMPACT,
  N_PROPS
};

enum
{
  RETRY,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];
static GtkBuildableIface *parent_buildable;

static void
assay_states_add_child (GtkBuildable *buildable,
                        GtkBuilder   *builder,
                        GObject      *child,
                        const char   *type)
{
  if (type != NULL && GTK_IS_WIDGET (child))
    assay_states_add (ASSAY_STATES (buildable), type, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
assay_states_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = assay_states_add_child;
}

static void
retry_cb (AssayStates *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static GtkWidget *
make_error_page (AssayStates *self)
{
  GtkWidget *page = adw_status_page_new (), *button = gtk_button_new_with_label (_("Try Again"));

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (retry_cb), self);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  gtk_widget_add_css_class (page, "assay-state");
  return page;
}

static void
assay_states_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  AssayStates *self = ASSAY_STATES (object);

  switch (id)
    {
    case PROP_ERROR_TITLE:
      g_value_set_string (value, adw_status_page_get_title (ADW_STATUS_PAGE (self->error_page)));
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, gtk_widget_has_css_class (self->error_page, "compact"));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
assay_states_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  AssayStates *self = ASSAY_STATES (object);

  switch (id)
    {
    case PROP_ERROR_TITLE:
      adw_status_page_set_title (ADW_STATUS_PAGE (self->error_page), g_value_get_string (value));
      break;
    case PROP_COMPACT:
      gtk_widget_set_css_classes (self->error_page,
                                  (const char *[]) { g_value_get_boolean (value) ? "compact" : "assay-state", NULL });
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
assay_states_dispose (GObject *object)
{
  AssayStates *self = ASSAY_STATES (object);

  g_clear_handle_id (&self->loading_source, g_source_remove);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (assay_states_parent_class)->dispose (object);
}

static void
assay_states_class_init (AssayStatesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = assay_states_get_property;
  object_class->set_property = assay_states_set_property;
  object_class->dispose = assay_states_dispose;
  /**
   * AssayStates:error-title:
   *
   * What failed, above why.
   */
  props[PROP_ERROR_TITLE] = g_param_spec_string ("error-title", NULL, NULL, NULL, flags);
  /**
   * AssayStates:compact:
   *
   * Whether there is little room, as in a pane.
   */
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  /**
   * AssayStates::retry:
   *
   * A person wants it to be read again.
   */
  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
assay_states_init (AssayStates *self)
{
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  self->error_page = make_error_page (self);
  assay_states_add (self, "start", adw_bin_new ());
  assay_states_add (self, "loading", g_object_new (ASSAY_TYPE_LOADING_ROWS, NULL));
  gtk_stack_add_named (GTK_STACK (self->stack), self->error_page, "error");
}

GtkWidget *
assay_states_new (void)
{
  return g_object_new (ASSAY_TYPE_STATES, NULL);
}

/**
 * assay_states_add:
 * @page: its name; a page that has it goes
 */
void
assay_states_add (AssayStates *self,
                  const char  *page,
                  GtkWidget   *child)
{
  GtkWidget *old;

  g_return_if_fail (ASSAY_IS_STATES (self));

  old = gtk_stack_get_child_by_name (GTK_STACK (self->stack), page);
  if (old != NULL)
    gtk_stack_remove (GTK_STACK (self->stack), old);
  if (old != NULL && old == self->error_page)
    self->error_page = child;
  gtk_stack_add_named (GTK_STACK (self->stack), child, page);
}

void
assay_states_show (AssayStates *self,
                   const char  *page)
{
  g_return_if_fail (ASSAY_IS_STATES (self));

  g_clear_handle_id (&self->loading_source, g_source_remove);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
}

/**
 * assay_states_get:
 *
 * Returns: (transfer none): the name of the page that is shown
 */
const char *
assay_states_get (AssayStates *self)
{
  g_return_val_if_fail (ASSAY_IS_STATES (self), NULL);
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

static gboolean
show_loading_cb (gpointer user_data)
{
  AssayStates *self = user_data;

  self->loading_source = 0;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  return G_SOURCE_REMOVE;
}

/**
 * assay_states_wait:
 *
 * Reading began: unless a page is shown soon, shows that it goes on.
 */
void
assay_states_wait (AssayStates *self)
{
  g_return_if_fail (ASSAY_IS_STATES (self));

  if (self->loading_source == 0)
    self->loading_source = g_timeout_add (LOADING_DELAY_MS, show_loading_cb, self);
}

/**
 * assay_states_fail:
 *
 * Shows why it cannot be read.
 */
void
assay_states_fail (AssayStates  *self,
                   const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  g_return_if_fail (ASSAY_IS_STATES (self));

  adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page), text);
  assay_states_show (self, "error");
}
