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
 * @describe: (nullable) (transfer full): the whole chart in words with its numbers; its marks by default
 * @append_csv: appends the chart's numbers as CSV with a header line
 * @activate_mark: press, Enter or space on a mark; whether it did something itself
 * @get_height: (nullable): how high it is, when that depends on what it shows or on its width
 * @shows_values: the values are written beside the marks, so no bubble is needed
 * @min_width, @natural_width, @min_height and @natural_height: its size
 *
 * The base of all charts: focus, arrow keys, values on hover, an accessible description with the
 * numbers, and copying as picture or CSV. Subclasses draw and describe; #AssayPlotChart is the base of those with
 * two axes, #AssayRowChart of those with a row for each value.
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
  int (*get_height) (AssayChart *self,
                     int         width);

  gboolean shows_values;
  int min_width;
  int natural_width;
  int min_height;
  int natural_height;
};

void        assay_chart_changed          (AssayChart *self);
guint       assay_chart_get_current      (AssayChart *self);
void        assay_chart_set_current      (AssayChart *self,
                                          guint       mark);
char       *assay_chart_describe         (AssayChart *self);
char       *assay_chart_to_csv           (AssayChart *self);
GdkTexture *assay_chart_to_texture       (AssayChart *self);

/* For subclasses. */
void  assay_chart_append_bar        (GtkSnapshot           *snapshot,
                                     const graphene_rect_t *area,
                                     float                  radius,
                                     const GdkRGBA         *color);
void  assay_chart_append_dot        (GtkSnapshot           *snapshot,
                                     float                  x,
                                     float                  y,
                                     float                  radius,
                                     gboolean               hollow,
                                     const GdkRGBA         *color);
void  assay_chart_append_text       (AssayChart            *self,
                                     GtkSnapshot           *snapshot,
                                     PangoLayout           *layout,
                                     float                  x,
                                     float                  y,
                                     double                 opacity);
void  assay_chart_append_markup_in  (AssayChart            *self,
                                     GtkSnapshot           *snapshot,
                                     const char            *markup,
                                     const graphene_rect_t *area,
                                     PangoAlignment         alignment);
void  assay_chart_append_text_in    (AssayChart            *self,
                                     GtkSnapshot           *snapshot,
                                     const char            *text,
                                     const char            *attributes,
                                     const graphene_rect_t *area,
                                     PangoAlignment         alignment);
void  assay_chart_append_label      (AssayChart            *self,
                                     GtkSnapshot           *snapshot,
                                     const char            *text,
                                     float                  x,
                                     float                  y,
                                     float                  align);
void  assay_chart_append_csv_cell   (GString               *csv,
                                     const char            *text,
                                     gboolean               last);
void  assay_chart_append_csv_number (GString               *csv,
                                     double                 number,
                                     gboolean               last);
char *assay_chart_join_marks        (AssayChart            *self,
                                     const char            *separator);

G_END_DECLS
