/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-sidebar.h"

#include "assay-theme.h"
#include "assay-view-registry.h"
#include "widgets/assay-parts.h"

#include <inttypes.h>
#include <glib/gi18n.h>

/**
 * AssaySidebar:
 *
 * The views in their groups, each with its size or what waits in it.
 */
struct _AssaySidebar
{
  AdwBin parent_instance;

  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *menu_button;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (AssaySidebar, assay_sidebar, ADW_TYPE_BIN)

static const AssayViewInfo *
row_info (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "view-info");
}

static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       user_data)
{
  const AssayViewInfo *info = row_info (row);
  const AssayViewInfo *last = before != NULL ? row_info (before) : NULL;
  GtkWidget *label;

  if (last != NULL && g_strcmp0 (info->group, last->group) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = assay_label_new (info->group != NULL ? _(info->group) : "",
                           "caption-heading dim-label assay-sidebar-heading", ASSAY_LABEL_PLAIN);
  gtk_list_box_row_set_header (row, label);
}

static void
row_activated_cb (AssaySidebar  *self,
                  GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-view", "s", row_info (row)->key);
}

static GtkWidget *
build_row (const AssayViewInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = assay_label_new (_(info->label), NULL, ASSAY_LABEL_EXPAND);
  GtkWidget *count = gtk_label_new (NULL);

  assay_append (box, gtk_image_new_from_icon_name (info->icon), label, NULL);
  gtk_widget_set_visible (count, FALSE);
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "view-info", (gpointer) info);
  g_object_set_data (G_OBJECT (row), "count", count);
  assay_set_accessible_name (row, _(info->label));
  return row;
}

static GtkListBoxRow *
find_row (AssaySidebar *self,
          const char   *view)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (g_strcmp0 (row_info (row)->key, view) == 0)
      return row;
  return NULL;
}

static void
assay_sidebar_class_init (AssaySidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, AssaySidebar, header);
  gtk_widget_class_bind_template_child (widget_class, AssaySidebar, title);
  gtk_widget_class_bind_template_child (widget_class, AssaySidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AssaySidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
assay_sidebar_init (AssaySidebar *self)
{
  gsize n;
  const AssayViewInfo *views = assay_view_registry_get (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), update_header, NULL, NULL);
  for (gsize i = 0; i < n; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), build_row (&views[i]));
}

/**
 * assay_sidebar_select:
 * @view: (nullable): key of the view that is shown
 */
void
assay_sidebar_select (AssaySidebar *self,
                      const char   *view)
{
  g_return_if_fail (ASSAY_IS_SIDEBAR (self));
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), find_row (self, view));
}

void
assay_sidebar_set_subtitle (AssaySidebar *self,
                            const char   *workspace)
{
  g_return_if_fail (ASSAY_IS_SIDEBAR (self));
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), workspace);
}

/**
 * assay_sidebar_set_count:
 * @view: key of a view
 * @count: shown at the end of its row; negative for nothing
 * @kind: (nullable): `waiting` for a grey pill, `alert` for an amber one, %NULL for a plain size
 */
void
assay_sidebar_set_count (AssaySidebar *self,
                         const char   *view,
                         gint64        count,
                         const char   *kind)
{
  GtkListBoxRow *row;
  GtkWidget *label;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (ASSAY_IS_SIDEBAR (self));

  row = find_row (self, view);
  if (row == NULL)
    return;
  label = g_object_get_data (G_OBJECT (row), "count");
  gtk_widget_set_visible (label, count >= 0);
  text = g_strdup_printf ("%'" PRId64, count);
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_css_classes (
    label, kind == NULL ? (const char *[]) { "numeric", "dim-label", "assay-count", NULL }
                        : (const char *[]) { "numeric", "assay-badge", kind, NULL });
  name = count >= 0 ? g_strdup_printf ("%s, %s", _(row_info (row)->label), text)
                    : g_strdup (_(row_info (row)->label));
  assay_set_accessible_name (GTK_WIDGET (row), name);
}

/**
 * assay_sidebar_set_alone:
 * @alone: whether the sidebar fills the window, so that it carries the window's buttons
 */
void
assay_sidebar_set_alone (AssaySidebar *self,
                         gboolean      alone)
{
  g_return_if_fail (ASSAY_IS_SIDEBAR (self));
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (self->header), alone);
  gtk_widget_set_size_request (GTK_WIDGET (self), alone ? -1 : 220, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), alone);
}

void
assay_sidebar_open_menu (AssaySidebar *self)
{
  g_return_if_fail (ASSAY_IS_SIDEBAR (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu_button));
}
