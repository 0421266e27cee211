/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-score-pill.h"

#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

#define MARK_SIZE 9
#define MARK_GAP 4

struct _AssayScorePill
{
  GtkWidget parent_instance;

  PangoLayout *layout; /* (owned) */
  char *text;          /* (owned) */
  AssayTone tone;
};

G_DEFINE_FINAL_TYPE (AssayScorePill, assay_score_pill, GTK_TYPE_WIDGET)

static void
get_text_size (AssayScorePill *self,
               int            *width,
               int            *height)
{
  if (self->layout == NULL)
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  pango_layout_get_pixel_size (self->layout, width, height);
}

static void
assay_score_pill_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  AssayScorePill *self = ASSAY_SCORE_PILL (widget);
  int width, height;

  get_text_size (self, &width, &height);
  if (self->tone != ASSAY_TONE_NONE)
    width += MARK_SIZE + MARK_GAP;
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
}

/* The band's shape, so that colour is never the only sign: up, round, down. */
static void
draw_mark (cairo_t   *cr,
           AssayTone  tone,
           double     x,
           double     middle)
{
  if (tone == ASSAY_TONE_MIDDLE)
    cairo_arc (cr, x + MARK_SIZE / 2.0, middle, 3, 0, 2 * G_PI);
  else
    {
      double sign = tone == ASSAY_TONE_HIGH ? 1 : -1;

      cairo_move_to (cr, x, middle + sign * 3.5);
      cairo_line_to (cr, x + MARK_SIZE, middle + sign * 3.5);
      cairo_line_to (cr, x + MARK_SIZE / 2.0, middle - sign * 4);
      cairo_close_path (cr);
    }
  cairo_fill (cr);
}

static void
assay_score_pill_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  AssayScorePill *self = ASSAY_SCORE_PILL (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int text_width, text_height, mark;
  double x;
  GdkRGBA color;

  get_text_size (self, &text_width, &text_height);
  mark = self->tone != ASSAY_TONE_NONE ? MARK_SIZE + MARK_GAP : 0;
  x = (width - text_width - mark) / 2.0;
  assay_theme_get_text_color (widget, &color);
  if (mark > 0)
    {
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

      gdk_cairo_set_source_rgba (cr, &color);
      draw_mark (cr, self->tone, x, height / 2.0);
      cairo_destroy (cr);
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) x + mark, (height - text_height) / 2.0f));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
assay_score_pill_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (assay_score_pill_parent_class)->css_changed (widget, change);
  g_clear_object (&ASSAY_SCORE_PILL (widget)->layout);
  gtk_widget_queue_resize (widget);
}

static void
assay_score_pill_dispose (GObject *object)
{
  g_clear_object (&ASSAY_SCORE_PILL (object)->layout);
  G_OBJECT_CLASS (assay_score_pill_parent_class)->dispose (object);
}

static void
assay_score_pill_finalize (GObject *object)
{
  g_free (ASSAY_SCORE_PILL (object)->text);
  G_OBJECT_CLASS (assay_score_pill_parent_class)->finalize (object);
}

static void
assay_score_pill_class_init (AssayScorePillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_score_pill_dispose;
  object_class->finalize = assay_score_pill_finalize;
  widget_class->measure = assay_score_pill_measure;
  widget_class->snapshot = assay_score_pill_snapshot;
  widget_class->css_changed = assay_score_pill_css_changed;
  gtk_widget_class_set_css_name (widget_class, "scorepill");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
assay_score_pill_init (AssayScorePill *self)
{
  self->text = g_strdup ("");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), "unscored");
}

GtkWidget *
assay_score_pill_new (void)
{
  return g_object_new (ASSAY_TYPE_SCORE_PILL, NULL);
}

/**
 * assay_score_pill_set:
 * @text: the figure as people read it, e.g. `87` or `38 %`
 * @tone: how its band is drawn
 * @band: (nullable): the band's name, for those who do not see the colour
 */
void
assay_score_pill_set (AssayScorePill *self,
                      const char     *text,
                      AssayTone       tone,
                      const char     *band)
{
  g_autofree char *label = NULL;

  g_return_if_fail (ASSAY_IS_SCORE_PILL (self));

  if (tone != self->tone)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), assay_tone_to_css_class (self->tone));
      gtk_widget_add_css_class (GTK_WIDGET (self), assay_tone_to_css_class (tone));
      self->tone = tone;
    }
  if (g_strcmp0 (text, self->text) != 0)
    {
      g_free (self->text);
      self->text = g_strdup (text != NULL ? text : "");
      if (self->layout != NULL)
        pango_layout_set_text (self->layout, self->text, -1);
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  if (*self->text == '\0')
    label = g_strdup (_("No score"));
  else if (band != NULL)
    /* Translators: a score and its band, e.g. “Score 87, hot” */
    label = g_strdup_printf (_("Score %s, %s"), self->text, band);
  else
    label = g_strdup_printf (_("Score %s"), self->text);
  assay_set_accessible_name (GTK_WIDGET (self), label);
}

const char *
assay_score_pill_get_text (AssayScorePill *self)
{
  g_return_val_if_fail (ASSAY_IS_SCORE_PILL (self), NULL);
  return self->text;
}

AssayTone
assay_score_pill_get_tone (AssayScorePill *self)
{
  g_return_val_if_fail (ASSAY_IS_SCORE_PILL (self), ASSAY_TONE_NONE);
  return self->tone;
}
