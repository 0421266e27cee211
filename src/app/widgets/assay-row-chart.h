/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ROW_CHART (assay_row_chart_get_type ())

G_DECLARE_DERIVABLE_TYPE (AssayRowChart, assay_row_chart, ASSAY, ROW_CHART, AssayChart)

/**
 * AssayRowChartClass:
 * @row_size: bytes of what a row is drawn from
 * @clear_row: (nullable): frees what is in it
 * @get_row_height: (nullable): how high row @i is, in place of @row_height; 0 where it is not shown
 * @draw_row: draws a row
 * @draw_foot: (nullable): draws what stands below the rows, from @y on
 * @describe_row: (transfer full): a row in words with its numbers
 * @append_row: appends a row to a CSV
 * @csv_header: names of the columns of that
 * @row_height: how high all rows are
 * @foot_height: room below them
 *
 * The base of charts with a row for each value.
 */
struct _AssayRowChartClass
{
  AssayChartClass parent_class;

  gsize row_size;
  GDestroyNotify clear_row;

  int (*get_row_height) (AssayRowChart *self,
                         guint          i,
                         int            width);
  void (*draw_row) (AssayRowChart         *self,
                    GtkSnapshot           *snapshot,
                    guint                  i,
                    const graphene_rect_t *area);
  void (*draw_foot) (AssayRowChart *self,
                     GtkSnapshot   *snapshot,
                     float          y);
  char *(*describe_row) (AssayRowChart *self,
                         gconstpointer  row);
  void (*append_row) (AssayRowChart *self,
                      GString       *csv,
                      gconstpointer  row);

  const char *csv_header;
  int row_height;
  int foot_height;
};

void          assay_row_chart_clear  (AssayRowChart *self);
gpointer      assay_row_chart_add    (AssayRowChart *self,
                                      gconstpointer  row);
guint         assay_row_chart_get_n  (AssayRowChart *self);
gconstpointer assay_row_chart_get    (AssayRowChart *self,
                                      guint          i);

G_END_DECLS
