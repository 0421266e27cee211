/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-waterfall-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* How a waterfall's rows are laid out and drawn. */

const AssayWaterfallRow *
assay_waterfall_get_row (AssayWaterfall *self,
                         guint           i)
{
  return assay_row_chart_get (ASSAY_ROW_CHART (self), i);
}

/* Factors of a group that is folded are not shown. */
int
assay_waterfall_get_row_height (AssayRowChart *chart,
                                guint          i,
                                int            width)
{
  AssayWaterfall *self = ASSAY_WATERFALL (chart);
  const AssayWaterfallRow *row = assay_waterfall_get_row (self, i);

  if (row->kind != ROW_FACTOR)
    return GROUP_HEIGHT;
  if (!assay_waterfall_get_unfolded (self, assay_waterfall_get_row (self, row->group)->key))
    return 0;
  return FACTOR_HEIGHT + (row->evidence != NULL ? EVIDENCE_HEIGHT : 0) + FACTOR_GAP;
}

/* Points as people read them: a sign, and a decimal only where there is one. */
char *
assay_waterfall_format_points (double   points,
                               gboolean sign)
{
  double rounded = round (points * 10) / 10;
  const char *prefix = rounded < 0 ? "−" : sign && rounded > 0 ? "+" : "";

  if (rounded == floor (rounded))
    return g_strdup_printf ("%s%.0f", prefix, fabs (rounded));
  return g_strdup_printf ("%s%.1f", prefix, fabs (rounded));
}

static void
draw_expander (AssayWaterfall *self,
               GtkSnapshot    *snapshot,
               gboolean        unfolded,
               float           middle)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, middle - 8, 16, 16));
  GdkRGBA color;

  assay_theme_get_text_color (GTK_WIDGET (self), &color);
  color.alpha *= 0.7f;
  gdk_cairo_set_source_rgba (cr, &color);
  if (unfolded)
    {
      cairo_move_to (cr, 1, middle - 3);
      cairo_line_to (cr, 11, middle - 3);
      cairo_line_to (cr, 6, middle + 3);
    }
  else
    {
      cairo_move_to (cr, 4, middle - 5);
      cairo_line_to (cr, 4, middle + 5);
      cairo_line_to (cr, 10, middle);
    }
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
draw_bar (AssayWaterfall *self,
          GtkSnapshot    *snapshot,
          const AssayWaterfallRow *row,
          float           axis_x,
          float           axis_width,
          float           middle)
{
  double range = self->maximum - self->minimum;
  double from = CLAMP ((MIN (row->from, row->to) - self->minimum) / range, 0, 1);
  double to = CLAMP ((MAX (row->from, row->to) - self->minimum) / range, 0, 1);
  gboolean factor = row->kind == ROW_FACTOR;
  float height = factor ? 6 : 12;
  GdkRGBA color;

  if (!factor)
    {
      assay_theme_get_color (ASSAY_COLOR_TROUGH, &color);
      assay_chart_append_bar (
        snapshot, &GRAPHENE_RECT_INIT (axis_x, middle - height / 2, axis_width, height), 3, &color);
    }
  if (row->points == 0)
    return;
  if (row->points < 0)
    assay_theme_get_color (ASSAY_COLOR_SERIES_2, &color);
  else if (row->kind == ROW_BONUS && row->tone != ASSAY_TONE_NONE)
    assay_theme_get_color (row->tone == ASSAY_TONE_HIGH     ? ASSAY_COLOR_HOT
                           : row->tone == ASSAY_TONE_MIDDLE ? ASSAY_COLOR_WARM
                                                            : ASSAY_COLOR_COLD,
                           &color);
  else
    assay_theme_get_color (ASSAY_COLOR_SERIES_1, &color);
  if (factor)
    color.alpha *= 0.72f;
  float width = MAX (2, (float) (to - from) * axis_width);
  assay_chart_append_bar (snapshot,
                          &GRAPHENE_RECT_INIT (axis_x + (float) from * axis_width,
                                               middle - height / 2, width, height),
                          3, &color);
}

static char *
value_markup (const AssayWaterfallRow *row)
{
  g_autofree char *points = assay_waterfall_format_points (row->points, TRUE);

  if (row->kind == ROW_FACTOR)
    return g_strdup (points);
  if (isnan (row->maximum))
    return g_strdup_printf ("<b>%s</b>", points);

  g_autofree char *maximum = assay_waterfall_format_points (row->maximum, FALSE);
  g_autofree char *of = g_strdup_printf (_("of %s"), maximum);
  return g_strdup_printf ("<b>%s</b> <span alpha='58%%' size='90%%'>%s</span>", points, of);
}

void
assay_waterfall_draw_row (AssayRowChart         *chart,
                          GtkSnapshot           *snapshot,
                          guint                  i,
                          const graphene_rect_t *area)
{
  AssayWaterfall *self = ASSAY_WATERFALL (chart);
  const AssayWaterfallRow *row = assay_waterfall_get_row (self, i);
  float width = area->size.width, y = area->origin.y;
  float axis_width = CLAMP (width * 0.333f, 84, 260);
  float axis_x = width - VALUE_WIDTH - axis_width - 4;
  gboolean factor = row->kind == ROW_FACTOR;
  float height = factor ? FACTOR_HEIGHT : GROUP_HEIGHT;
  gboolean unfolded = row->kind == ROW_GROUP && assay_waterfall_get_unfolded (self, row->key);
  g_autofree char *value = value_markup (row);

  if (row->kind == ROW_GROUP && *row->key != '\0')
    draw_expander (self, snapshot, unfolded, y + height / 2);
  assay_chart_append_text_in (ASSAY_CHART (self), snapshot, row->label, unfolded ? "weight='bold'" : NULL,
                              &GRAPHENE_RECT_INIT (LABEL_X, y, axis_x - LABEL_X - 6, height), PANGO_ALIGN_LEFT);
  draw_bar (self, snapshot, row, axis_x, axis_width, y + height / 2);
  assay_chart_append_markup_in (ASSAY_CHART (self), snapshot, value,
                                &GRAPHENE_RECT_INIT (width - VALUE_WIDTH, y, VALUE_WIDTH, height),
                                PANGO_ALIGN_RIGHT);
  if (factor && row->evidence != NULL)
    assay_chart_append_text_in (
      ASSAY_CHART (self), snapshot, row->evidence, "alpha='60%' size='90%'",
      &GRAPHENE_RECT_INIT (LABEL_X, y + FACTOR_HEIGHT - 2, width - LABEL_X - 4, EVIDENCE_HEIGHT),
      PANGO_ALIGN_LEFT);
}
