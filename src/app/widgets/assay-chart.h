/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-theme.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CHART (assay_chart_get_type ())
#define ASSAY_CHART_NO_MARK G_MAXUINT

G_DECLARE_DERIVABLE_TYPE (AssayChart, assay_chart, ASSAY, CHART, GtkWidget)

/**
 * AssayChartClass:
 * @get_n_marks: how many bars, points or rows can be looked at one by one
 * @get_mark_area: where mark @mark is drawn, in widget coordinates; %FALSE when it is not shown
 * @describe_mark: (transfer full): a mark in words with its numbers
 * @describe: (transfer full): the whole chart in words with its numbers
 * @append_csv: appends the chart's numbers as CSV with a header line
 * @activate_mark: press, Enter or space on a mark; whether it did something itself
 * @shows_values: the values are written beside the marks, so no bubble is needed
 *
 * The base of all charts: focus, arrow keys, values on hover, an accessible description with the
 * numbers, and copying as picture or CSV. Subclasses measure, draw and describe.
 */
struct _AssayChartClass
{
  GtkWidgetClass parent_class;

  guint (*get_n_marks) (AssayChart *self);
  gboolean (*get_mark_area) (AssayChart      *self,
                             guint            mark,
                             graphene_rect_t *out_area);
  char *(*describe_mark) (AssayChart *self,
                          guint       mark);
  char *(*describe) (AssayChart *self);
  void (*append_csv) (AssayChart *self,
                      GString    *csv);
  gboolean (*activate_mark) (AssayChart *self,
                             guint       mark);
  void (*draw) (AssayChart  *self,
                GtkSnapshot *snapshot);

  gboolean shows_values;
};

void        assay_chart_changed          (AssayChart *self);
guint       assay_chart_get_current      (AssayChart *self);
void        assay_chart_set_current      (AssayChart *self,
                                          guint       mark);
char       *assay_chart_describe         (AssayChart *self);
char       *assay_chart_to_csv           (AssayChart *self);
GdkTexture *assay_chart_to_texture       (AssayChart *self);

/* For subclasses. */
void        assay_chart_append_bar       (GtkSnapshot           *snapshot,
                                          const graphene_rect_t *area,
                                          float                  radius,
                                          const GdkRGBA         *color);
void        assay_chart_append_text      (AssayChart            *self,
                                          GtkSnapshot           *snapshot,
                                          PangoLayout           *layout,
                                          float                  x,
                                          float                  y,
                                          double                 opacity);
void        assay_chart_append_csv_cell  (GString               *csv,
                                          const char            *text,
                                          gboolean               last);

G_END_DECLS
