/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-flow-bin.h"

/**
 * AssayFlowBin:
 *
 * Holds a flow box of cards. Tab goes from control to control through them: by itself, the flow box of GTK 4.8 keeps
 * the focus in front of a card that has none.
 */
struct _AssayFlowBin
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayFlowBin, assay_flow_bin, ADW_TYPE_BIN)

static GtkWidget *
get_neighbour (GtkWidget *flow,
               GtkWidget *child,
               gboolean   forward)
{
  if (child == NULL)
    return forward ? gtk_widget_get_first_child (flow) : gtk_widget_get_last_child (flow);
  return forward ? gtk_widget_get_next_sibling (child) : gtk_widget_get_prev_sibling (child);
}

static gboolean
enter (GtkWidget        *child,
       GtkDirectionType  direction)
{
  GtkWidget *card = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));

  return gtk_widget_get_visible (child) && card != NULL && gtk_widget_child_focus (card, direction);
}

static gboolean
assay_flow_bin_focus (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  GtkWidget *flow = adw_bin_get_child (ADW_BIN (widget)), *child;
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;

  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (assay_flow_bin_parent_class)->focus (widget, direction);
  child = gtk_widget_get_focus_child (flow);
  if (child != NULL && enter (child, direction))
    return TRUE;
  while ((child = get_neighbour (flow, child, forward)) != NULL)
    if (enter (child, direction))
      return TRUE;
  return FALSE;
}

static void
assay_flow_bin_class_init (AssayFlowBinClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = assay_flow_bin_focus;
}

static void
assay_flow_bin_init (AssayFlowBin *self)
{
}

/**
 * assay_flow_bin_new:
 * @flow: a #GtkFlowBox
 */
GtkWidget *
assay_flow_bin_new (GtkWidget *flow)
{
  return g_object_new (ASSAY_TYPE_FLOW_BIN, "child", flow, NULL);
}
