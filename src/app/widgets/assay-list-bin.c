/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-list-bin.h"

/**
 * AssayListBin:
 *
 * Holds a list or a table that scrolls. Tab leaves its rows: by itself, GTK 4.8 goes from row to row with it, and what
 * stands behind a list of a million leads would never be reached. Arrow keys move within it.
 */
struct _AssayListBin
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayListBin, assay_list_bin, ADW_TYPE_BIN)

static gboolean
assay_list_bin_focus (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *rows = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) : NULL;

  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD) && rows != NULL
      && gtk_widget_is_ancestor (rows, widget))
    return FALSE;
  return GTK_WIDGET_CLASS (assay_list_bin_parent_class)->focus (widget, direction);
}

static void
assay_list_bin_class_init (AssayListBinClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = assay_list_bin_focus;
}

static void
assay_list_bin_init (AssayListBin *self)
{
}

/**
 * assay_list_bin_new:
 * @child: what scrolls the list
 */
GtkWidget *
assay_list_bin_new (GtkWidget *child)
{
  return g_object_new (ASSAY_TYPE_LIST_BIN, "child", child, NULL);
}
