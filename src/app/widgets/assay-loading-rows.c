/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-loading-rows.h"

#include "widgets/assay-chart.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

#define ROW_HEIGHT 45
#define BAR_HEIGHT 3

/**
 * AssayLoadingRows:
 *
 * Blank rows in the real heights under a moving bar, while a list is read for longer than one
 * should wait without a sign.
 */
struct _AssayLoadingRows
{
  GtkWidget parent_instance;

  guint tick;
  double phase; /* 0 to 1: where the bar is */
};

G_DEFINE_FINAL_TYPE (AssayLoadingRows, assay_loading_rows, GTK_TYPE_WIDGET)

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  ASSAY_LOADING_ROWS (widget)->phase
    = (double) (gdk_frame_clock_get_frame_time (clock) % 1600000) / 1600000.0;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
assay_loading_rows_map (GtkWidget *widget)
{
  AssayLoadingRows *self = ASSAY_LOADING_ROWS (widget);
  gboolean animate = TRUE;

  GTK_WIDGET_CLASS (assay_loading_rows_parent_class)->map (widget);
  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &animate, NULL);
  if (animate)
    self->tick = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
}

static void
assay_loading_rows_unmap (GtkWidget *widget)
{
  AssayLoadingRows *self = ASSAY_LOADING_ROWS (widget);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (widget, self->tick);
  self->tick = 0;
  GTK_WIDGET_CLASS (assay_loading_rows_parent_class)->unmap (widget);
}

static void
draw_row (GtkSnapshot   *snapshot,
          int            index,
          float          width,
          const GdkRGBA *color)
{
  static const float lengths[] = { 142, 118, 150, 126, 136 };
  float y = BAR_HEIGHT + (float) index * ROW_HEIGHT;
  float length = MIN (lengths[index % (int) G_N_ELEMENTS (lengths)], width - 90);
  GdkRGBA faint = *color;

  faint.alpha *= 0.7f;
  assay_chart_append_bar (snapshot, &GRAPHENE_RECT_INIT (12, y + 10, 50, 24), 12, color);
  if (length > 10)
    {
      assay_chart_append_bar (snapshot, &GRAPHENE_RECT_INIT (76, y + 11, length, 10), 4, color);
      assay_chart_append_bar (snapshot, &GRAPHENE_RECT_INIT (76, y + 26, length * 0.72f, 8), 4,
                              &faint);
    }
  if (width > 320)
    assay_chart_append_bar (snapshot, &GRAPHENE_RECT_INIT (width - 116, y + 17, 76, 10), 4, &faint);
}

static void
assay_loading_rows_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  AssayLoadingRows *self = ASSAY_LOADING_ROWS (widget);
  float width = (float) gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA trough, bar;

  assay_theme_get_color (ASSAY_COLOR_GRID, &trough);
  assay_theme_get_color (ASSAY_COLOR_SERIES_1, &bar);
  gtk_snapshot_append_color (snapshot, &trough, &GRAPHENE_RECT_INIT (0, 0, width, BAR_HEIGHT));
  gtk_snapshot_append_color (
    snapshot, &bar,
    &GRAPHENE_RECT_INIT ((float) self->phase * width * 1.3f - width * 0.3f, 0, width * 0.3f,
                         BAR_HEIGHT));
  for (int i = 0; i * ROW_HEIGHT < height; i++)
    {
      draw_row (snapshot, i, width, &trough);
      gtk_snapshot_append_color (
        snapshot, &trough,
        &GRAPHENE_RECT_INIT (0, BAR_HEIGHT + (float) ((i + 1) * ROW_HEIGHT) - 1, width, 1));
    }
}

static void
assay_loading_rows_class_init (AssayLoadingRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = assay_loading_rows_snapshot;
  widget_class->map = assay_loading_rows_map;
  widget_class->unmap = assay_loading_rows_unmap;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
}

static void
assay_loading_rows_init (AssayLoadingRows *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  assay_set_accessible_name (GTK_WIDGET (self), _("Reading leads"));
}
