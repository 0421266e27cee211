/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-view.h"

G_DEFINE_INTERFACE (AssayView, assay_view, GTK_TYPE_WIDGET)

static void
assay_view_default_init (AssayViewInterface *iface)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_object_interface_install_property (
    iface, g_param_spec_string ("title", NULL, NULL, NULL, flags));
  g_object_interface_install_property (
    iface, g_param_spec_string ("subtitle", NULL, NULL, NULL, flags));
  g_object_interface_install_property (
    iface, g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, flags));
}

void
assay_view_attach (AssayView    *self,
                   AssaySession *session)
{
  g_return_if_fail (ASSAY_IS_VIEW (self));
  ASSAY_VIEW_GET_IFACE (self)->attach (self, session);
}

void
assay_view_refresh (AssayView *self)
{
  g_return_if_fail (ASSAY_IS_VIEW (self));
  if (ASSAY_VIEW_GET_IFACE (self)->refresh != NULL)
    ASSAY_VIEW_GET_IFACE (self)->refresh (self);
}

void
assay_view_set_width (AssayView  *self,
                      AssayWidth  width)
{
  g_return_if_fail (ASSAY_IS_VIEW (self));
  if (ASSAY_VIEW_GET_IFACE (self)->set_width != NULL)
    ASSAY_VIEW_GET_IFACE (self)->set_width (self, width);
}

GtkWidget *
assay_view_get_header_start (AssayView *self)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), NULL);
  if (ASSAY_VIEW_GET_IFACE (self)->get_header_start == NULL)
    return NULL;
  return ASSAY_VIEW_GET_IFACE (self)->get_header_start (self);
}

GtkWidget *
assay_view_get_header_end (AssayView *self)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), NULL);
  if (ASSAY_VIEW_GET_IFACE (self)->get_header_end == NULL)
    return NULL;
  return ASSAY_VIEW_GET_IFACE (self)->get_header_end (self);
}

GActionGroup *
assay_view_get_actions (AssayView   *self,
                        const char **out_prefix)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), NULL);
  if (ASSAY_VIEW_GET_IFACE (self)->get_actions == NULL)
    return NULL;
  return ASSAY_VIEW_GET_IFACE (self)->get_actions (self, out_prefix);
}

gboolean
assay_view_start_search (AssayView *self)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), FALSE);
  return ASSAY_VIEW_GET_IFACE (self)->start_search != NULL
         && ASSAY_VIEW_GET_IFACE (self)->start_search (self);
}

gboolean
assay_view_open_file (AssayView *self,
                      GFile     *file)
{
  g_return_val_if_fail (ASSAY_IS_VIEW (self), FALSE);
  return ASSAY_VIEW_GET_IFACE (self)->open_file != NULL
         && ASSAY_VIEW_GET_IFACE (self)->open_file (self, file);
}

void
assay_view_go_back (AssayView *self)
{
  g_return_if_fail (ASSAY_IS_VIEW (self));
  if (ASSAY_VIEW_GET_IFACE (self)->go_back != NULL)
    ASSAY_VIEW_GET_IFACE (self)->go_back (self);
}
