/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-chart.h"

#include <math.h>
#include <string.h>

/* What charts draw and write with. */

void
assay_chart_append_bar (GtkSnapshot           *snapshot,
                        const graphene_rect_t *area,
                        float                  radius,
                        const GdkRGBA         *color)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, area, MIN (radius, area->size.width / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, area);
  gtk_snapshot_pop (snapshot);
}

void
assay_chart_append_text (AssayChart  *self,
                         GtkSnapshot *snapshot,
                         PangoLayout *layout,
                         float        x,
                         float        y,
                         double       opacity)
{
  GdkRGBA color;

  assay_theme_get_text_color (GTK_WIDGET (self), &color);
  color.alpha *= (float) opacity;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/**
 * assay_chart_append_markup_in:
 *
 * Writes one line in the middle of the height of an area, and cuts it where it ends.
 */
void
assay_chart_append_markup_in (AssayChart            *self,
                              GtkSnapshot           *snapshot,
                              const char            *markup,
                              const graphene_rect_t *area,
                              PangoAlignment         alignment)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  int height;

  pango_layout_set_markup (layout, markup, -1);
  pango_layout_set_width (layout, (int) (area->size.width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_get_pixel_size (layout, NULL, &height);
  assay_chart_append_text (self, snapshot, layout, area->origin.x,
                           area->origin.y + (area->size.height - (float) height) / 2, 1);
}

/**
 * assay_chart_append_text_in:
 * @attributes: (nullable): of a Pango span, such as `weight='bold'`
 *
 * Like assay_chart_append_markup_in(), for what is no markup.
 */
void
assay_chart_append_text_in (AssayChart            *self,
                            GtkSnapshot           *snapshot,
                            const char            *text,
                            const char            *attributes,
                            const graphene_rect_t *area,
                            PangoAlignment         alignment)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *markup
    = g_strdup_printf ("<span %s>%s</span>", attributes != NULL ? attributes : "", escaped);

  assay_chart_append_markup_in (self, snapshot, markup, area, alignment);
}

/**
 * assay_chart_append_dot:
 * @x: its middle
 * @hollow: whether it is a ring
 */
void
assay_chart_append_dot (GtkSnapshot   *snapshot,
                        float          x,
                        float          y,
                        float          radius,
                        gboolean       hollow,
                        const GdkRGBA *color)
{
  float reach = radius + 1;
  cairo_t *cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (x - reach, y - reach, 2 * reach, 2 * reach));

  gdk_cairo_set_source_rgba (cr, color);
  cairo_arc (cr, x, y, hollow ? radius - 1 : radius, 0, 2 * G_PI);
  if (hollow)
    {
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
  else
    cairo_fill (cr);
  cairo_destroy (cr);
}

/**
 * assay_chart_append_label:
 * @y: its middle
 * @align: 0 to begin at @x, 0.5 to have its middle there, 1 to end there
 *
 * Writes what belongs to an axis, a little dimmed.
 */
void
assay_chart_append_label (AssayChart  *self,
                          GtkSnapshot *snapshot,
                          const char  *text,
                          float        x,
                          float        y,
                          float        align)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  assay_chart_append_text (self, snapshot, layout, x - align * (float) width, y - (float) height / 2, 0.7);
}

/**
 * assay_chart_append_csv_cell:
 * @text: one cell; quoted where RFC 4180 asks for it
 * @last: end the record
 */
void
assay_chart_append_csv_cell (GString    *csv,
                             const char *text,
                             gboolean    last)
{
  if (strpbrk (text, ",\"\r\n") == NULL)
    g_string_append (csv, text);
  else
    {
      g_string_append_c (csv, '"');
      for (const char *p = text; *p != '\0'; p++)
        {
          if (*p == '"')
            g_string_append_c (csv, '"');
          g_string_append_c (csv, *p);
        }
      g_string_append_c (csv, '"');
    }
  g_string_append (csv, last ? "\r\n" : ",");
}

/**
 * assay_chart_append_csv_number:
 * @number: one cell; empty for NaN
 */
void
assay_chart_append_csv_number (GString  *csv,
                               double    number,
                               gboolean  last)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  /* As many digits as are true: what was 0.1 must not come out as 0.10000000000000001. */
  assay_chart_append_csv_cell (csv, isnan (number) ? "" : g_ascii_formatd (text, sizeof text, "%.15g", number), last);
}

/**
 * assay_chart_join_marks:
 *
 * Returns: (transfer full): all marks in words
 */
char *
assay_chart_join_marks (AssayChart *self,
                        const char *separator)
{
  AssayChartClass *klass = ASSAY_CHART_GET_CLASS (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < klass->get_n_marks (self); i++)
    {
      g_autofree char *mark = klass->describe_mark (self, i);

      g_string_append_printf (text, "%s%s", i > 0 ? separator : "", mark);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
