/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-waterfall.h"

#include <glib/gi18n.h>
#include <math.h>

#define GROUP_HEIGHT 25
#define FACTOR_HEIGHT 21
#define EVIDENCE_HEIGHT 15
#define FACTOR_GAP 1
#define LABEL_X 18
#define VALUE_WIDTH 68

typedef enum
{
  ROW_GROUP,
  ROW_FACTOR,
  ROW_BONUS,
} RowKind;

typedef struct
{
  RowKind kind;
  AssayTone tone;
  gboolean unfolded; /* of a group */
  guint group;       /* index of the group a factor belongs to */
  char *key;
  char *label;
  char *evidence; /* (nullable) */
  double points;
  double maximum; /* NaN without one */
  double from, to; /* place on the axis */
} Row;

/**
 * AssayWaterfall:
 *
 * How a score came to be: one row a group, each bar starting where the last one ended, on one axis
 * that is the profile's scale. A group unfolds to its factors with their evidence.
 */
struct _AssayWaterfall
{
  AssayChart parent_instance;

  GArray *rows; /* (owned) (element-type Row) */
  GHashTable *unfolded; /* (owned): keys of groups, kept from lead to lead */
  double minimum;
  double maximum;
  double end;
};

G_DEFINE_FINAL_TYPE (AssayWaterfall, assay_waterfall, ASSAY_TYPE_CHART)

static void
clear_row (gpointer data)
{
  Row *row = data;

  g_free (row->key);
  g_free (row->label);
  g_free (row->evidence);
}

static Row *
get_row (AssayWaterfall *self,
         guint           i)
{
  return &g_array_index (self->rows, Row, i);
}

static int
row_height (AssayWaterfall *self,
            const Row      *row)
{
  if (row->kind != ROW_FACTOR)
    return GROUP_HEIGHT;
  if (!get_row (self, row->group)->unfolded)
    return 0;
  return FACTOR_HEIGHT + (row->evidence != NULL ? EVIDENCE_HEIGHT : 0) + FACTOR_GAP;
}

/* Points as people read them: a sign, and a decimal only where there is one. */
static char *
format_points (double   points,
               gboolean sign)
{
  double rounded = round (points * 10) / 10;
  const char *prefix = rounded < 0 ? "−" : sign && rounded > 0 ? "+" : "";

  if (rounded == floor (rounded))
    return g_strdup_printf ("%s%.0f", prefix, fabs (rounded));
  return g_strdup_printf ("%s%.1f", prefix, fabs (rounded));
}

static guint
assay_waterfall_get_n_marks (AssayChart *chart)
{
  return ASSAY_WATERFALL (chart)->rows->len;
}

static gboolean
assay_waterfall_get_mark_area (AssayChart      *chart,
                               guint            mark,
                               graphene_rect_t *out_area)
{
  AssayWaterfall *self = ASSAY_WATERFALL (chart);
  int y = 0, height;

  for (guint i = 0; i < mark; i++)
    y += row_height (self, get_row (self, i));
  height = row_height (self, get_row (self, mark));
  if (height == 0)
    return FALSE;
  *out_area = GRAPHENE_RECT_INIT (0, (float) y, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                  (float) height);
  return TRUE;
}

static char *
assay_waterfall_describe_mark (AssayChart *chart,
                               guint       mark)
{
  Row *row = get_row (ASSAY_WATERFALL (chart), mark);
  g_autofree char *points = format_points (row->points, TRUE);

  if (row->evidence != NULL)
    return g_strdup_printf ("%s: %s, %s", row->label, points, row->evidence);
  if (!isnan (row->maximum))
    {
      g_autofree char *maximum = format_points (row->maximum, FALSE);
      /* Translators: a group, its points and its most, e.g. “Demographic: +23 of 28” */
      return g_strdup_printf (_("%s: %s of %s"), row->label, points, maximum);
    }
  return g_strdup_printf ("%s: %s", row->label, points);
}

static char *
assay_waterfall_describe (AssayChart *chart)
{
  AssayWaterfall *self = ASSAY_WATERFALL (chart);
  GString *text = g_string_new (NULL);
  g_autofree char *total = format_points (self->end, FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *mark = assay_waterfall_describe_mark (chart, i);
      g_string_append_printf (text, "%s. ", mark);
    }
  /* Translators: the end of a reading of all points of a score */
  g_string_append_printf (text, _("Together %s."), total);
  return g_string_free (text, FALSE);
}

static void
append_csv_number (GString  *csv,
                   double    number,
                   gboolean  last)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (csv, isnan (number) ? "" : g_ascii_formatd (buffer, sizeof buffer, "%.10g", number));
  g_string_append (csv, last ? "\r\n" : ",");
}

static void
assay_waterfall_append_csv (AssayChart *chart,
                            GString    *csv)
{
  AssayWaterfall *self = ASSAY_WATERFALL (chart);

  g_string_append (csv, "group,factor,points,maximum,from,to,evidence\r\n");
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = get_row (self, i);
      Row *group = row->kind == ROW_FACTOR ? get_row (self, row->group) : row;

      assay_chart_append_csv_cell (csv, group->label, FALSE);
      assay_chart_append_csv_cell (csv, row->kind == ROW_FACTOR ? row->label : "", FALSE);
      append_csv_number (csv, row->points, FALSE);
      append_csv_number (csv, row->maximum, FALSE);
      append_csv_number (csv, row->from, FALSE);
      append_csv_number (csv, row->to, FALSE);
      assay_chart_append_csv_cell (csv, row->evidence != NULL ? row->evidence : "", TRUE);
    }
}

static gboolean
assay_waterfall_activate_mark (AssayChart *chart,
                               guint       mark)
{
  AssayWaterfall *self = ASSAY_WATERFALL (chart);
  Row *row = get_row (self, mark);

  if (row->kind != ROW_GROUP)
    return FALSE;
  assay_waterfall_set_unfolded (self, row->key, !row->unfolded);
  return TRUE;
}

static void
assay_waterfall_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  AssayWaterfall *self = ASSAY_WATERFALL (widget);
  int height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 260;
      *natural = 354;
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    height += row_height (self, get_row (self, i));
  *minimum = *natural = height;
}

static void
draw_text (AssayWaterfall *self,
           GtkSnapshot    *snapshot,
           const char     *text,
           const char     *attributes,
           float           x,
           float           y,
           float           width,
           gboolean        right)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *markup = g_strdup_printf ("<span %s>%s</span>", attributes, escaped);

  pango_layout_set_markup (layout, right ? text : markup, -1);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  assay_chart_append_text (ASSAY_CHART (self), snapshot, layout, x, y, 1);
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
          const Row      *row,
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
value_markup (const Row *row)
{
  g_autofree char *points = format_points (row->points, TRUE);

  if (row->kind == ROW_FACTOR)
    return g_strdup (points);
  if (isnan (row->maximum))
    return g_strdup_printf ("<b>%s</b>", points);

  g_autofree char *maximum = format_points (row->maximum, FALSE);
  g_autofree char *of = g_strdup_printf (_("of %s"), maximum);
  return g_strdup_printf ("<b>%s</b> <span alpha='58%%' size='90%%'>%s</span>", points, of);
}

static void
draw_row (AssayWaterfall *self,
          GtkSnapshot    *snapshot,
          const Row      *row,
          float           y,
          float           width)
{
  float axis_width = CLAMP (width * 0.333f, 84, 260);
  float axis_x = width - VALUE_WIDTH - axis_width - 4;
  gboolean factor = row->kind == ROW_FACTOR;
  float middle = y + (factor ? FACTOR_HEIGHT : GROUP_HEIGHT) / 2.0f;
  g_autofree char *value = value_markup (row);
  const char *weight = row->kind == ROW_GROUP && row->unfolded ? "weight='bold'" : "";

  if (row->kind == ROW_GROUP && g_strcmp0 (row->key, "") != 0)
    draw_expander (self, snapshot, row->unfolded, middle);
  draw_text (self, snapshot, row->label, weight, LABEL_X, middle - 9, axis_x - LABEL_X - 6, FALSE);
  draw_bar (self, snapshot, row, axis_x, axis_width, middle);
  draw_text (self, snapshot, value, "", width - VALUE_WIDTH, middle - 9, VALUE_WIDTH, TRUE);
  if (factor && row->evidence != NULL)
    draw_text (self, snapshot, row->evidence, "alpha='60%' size='90%'", LABEL_X,
               y + FACTOR_HEIGHT - 3, width - LABEL_X - 4, FALSE);
}

static void
assay_waterfall_draw (AssayChart  *chart,
                      GtkSnapshot *snapshot)
{
  AssayWaterfall *self = ASSAY_WATERFALL (chart);
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float y = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = get_row (self, i);
      int height = row_height (self, row);

      if (height > 0)
        draw_row (self, snapshot, row, y, width);
      y += (float) height;
    }
}

static gboolean
fold_key_cb (GtkEventControllerKey *controller,
             guint                  keyval,
             guint                  keycode,
             GdkModifierType        state,
             AssayWaterfall        *self)
{
  guint mark = assay_chart_get_current (ASSAY_CHART (self));
  Row *row;

  if ((keyval != GDK_KEY_Left && keyval != GDK_KEY_Right) || mark >= self->rows->len)
    return FALSE;
  row = get_row (self, mark);
  if (row->kind == ROW_FACTOR && keyval == GDK_KEY_Left)
    {
      assay_chart_set_current (ASSAY_CHART (self), row->group);
      return TRUE;
    }
  if (row->kind != ROW_GROUP)
    return FALSE;
  assay_waterfall_set_unfolded (self, row->key, keyval == GDK_KEY_Right);
  return TRUE;
}

static void
assay_waterfall_finalize (GObject *object)
{
  AssayWaterfall *self = ASSAY_WATERFALL (object);

  g_array_unref (self->rows);
  g_hash_table_unref (self->unfolded);
  G_OBJECT_CLASS (assay_waterfall_parent_class)->finalize (object);
}

static void
assay_waterfall_class_init (AssayWaterfallClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_waterfall_finalize;
  GTK_WIDGET_CLASS (klass)->measure = assay_waterfall_measure;
  chart_class->get_n_marks = assay_waterfall_get_n_marks;
  chart_class->get_mark_area = assay_waterfall_get_mark_area;
  chart_class->describe_mark = assay_waterfall_describe_mark;
  chart_class->describe = assay_waterfall_describe;
  chart_class->append_csv = assay_waterfall_append_csv;
  chart_class->activate_mark = assay_waterfall_activate_mark;
  chart_class->draw = assay_waterfall_draw;
  chart_class->shows_values = TRUE;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "waterfall");
}

static void
assay_waterfall_init (AssayWaterfall *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, clear_row);
  self->unfolded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->maximum = 100;
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (fold_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How the score came to be"), -1);
}

GtkWidget *
assay_waterfall_new (void)
{
  return g_object_new (ASSAY_TYPE_WATERFALL, NULL);
}

/**
 * assay_waterfall_begin:
 * @minimum: lower end of the axis, in points
 * @maximum: upper end; more than @minimum
 *
 * Starts a new breakdown; what is unfolded stays so, by key. Finish with assay_waterfall_end().
 */
void
assay_waterfall_begin (AssayWaterfall *self,
                       double          minimum,
                       double          maximum)
{
  g_return_if_fail (ASSAY_IS_WATERFALL (self));
  g_return_if_fail (maximum > minimum);

  g_array_set_size (self->rows, 0);
  self->minimum = minimum;
  self->maximum = maximum;
  self->end = 0;
}

static Row *
append_row (AssayWaterfall *self,
            RowKind         kind,
            const char     *key,
            const char     *label,
            double          points)
{
  Row row = {
    .kind = kind,
    .key = g_strdup (key != NULL ? key : ""),
    .label = g_strdup (label != NULL ? label : ""),
    .points = points,
    .maximum = NAN,
  };

  g_array_append_val (self->rows, row);
  return get_row (self, self->rows->len - 1);
}

/**
 * assay_waterfall_add_group:
 * @key: the group's key
 * @points: what it brings
 * @maximum: the most it can bring, or NaN
 */
void
assay_waterfall_add_group (AssayWaterfall *self,
                           const char     *key,
                           const char     *label,
                           double          points,
                           double          maximum)
{
  Row *row;

  g_return_if_fail (ASSAY_IS_WATERFALL (self));

  row = append_row (self, ROW_GROUP, key, label, points);
  row->maximum = maximum;
  row->from = self->end;
  row->to = self->end += points;
  row->unfolded = g_hash_table_contains (self->unfolded, row->key);
}

/**
 * assay_waterfall_add_factor:
 * @evidence: (nullable): what it was seen in
 *
 * Adds a factor to the last group. Its bar starts where the factor before it ended.
 */
void
assay_waterfall_add_factor (AssayWaterfall *self,
                            const char     *key,
                            const char     *label,
                            double          points,
                            const char     *evidence)
{
  guint group;
  Row *row;

  g_return_if_fail (ASSAY_IS_WATERFALL (self));
  g_return_if_fail (self->rows->len > 0);

  const Row *last = get_row (self, self->rows->len - 1);
  g_return_if_fail (last->kind != ROW_BONUS);
  group = last->kind == ROW_GROUP ? self->rows->len - 1 : last->group;
  double from = last->kind == ROW_GROUP ? last->from : last->to;

  row = append_row (self, ROW_FACTOR, key, label, points);
  row->group = group;
  row->from = from;
  row->to = from + points;
  row->evidence = evidence != NULL && *evidence != '\0' ? g_strdup (evidence) : NULL;
}

/**
 * assay_waterfall_add_bonus:
 * @tone: the band that adds it
 *
 * Adds what a band adds to the base.
 */
void
assay_waterfall_add_bonus (AssayWaterfall *self,
                           const char     *label,
                           double          points,
                           AssayTone       tone)
{
  Row *row;

  g_return_if_fail (ASSAY_IS_WATERFALL (self));

  row = append_row (self, ROW_BONUS, "", label, points);
  row->tone = tone;
  row->from = self->end;
  row->to = self->end += points;
}

void
assay_waterfall_end (AssayWaterfall *self)
{
  g_return_if_fail (ASSAY_IS_WATERFALL (self));
  assay_chart_changed (ASSAY_CHART (self));
}

void
assay_waterfall_set_unfolded (AssayWaterfall *self,
                              const char     *group,
                              gboolean        unfolded)
{
  g_return_if_fail (ASSAY_IS_WATERFALL (self));

  if (unfolded)
    g_hash_table_add (self->unfolded, g_strdup (group));
  else
    g_hash_table_remove (self->unfolded, group);
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = get_row (self, i);

      if (row->kind == ROW_GROUP && g_strcmp0 (row->key, group) == 0)
        row->unfolded = unfolded;
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
assay_waterfall_get_unfolded (AssayWaterfall *self,
                              const char     *group)
{
  g_return_val_if_fail (ASSAY_IS_WATERFALL (self), FALSE);
  return g_hash_table_contains (self->unfolded, group);
}

/**
 * assay_waterfall_get_span:
 * @mark: a row: groups, factors and bonuses in the order they were added
 * @out_from: (out): where its bar starts, in points
 * @out_to: (out): where it ends
 */
gboolean
assay_waterfall_get_span (AssayWaterfall *self,
                          guint           mark,
                          double         *out_from,
                          double         *out_to)
{
  g_return_val_if_fail (ASSAY_IS_WATERFALL (self), FALSE);

  if (mark >= self->rows->len)
    return FALSE;
  *out_from = get_row (self, mark)->from;
  *out_to = get_row (self, mark)->to;
  return TRUE;
}

const char *
assay_waterfall_get_key (AssayWaterfall *self,
                         guint           mark)
{
  g_return_val_if_fail (ASSAY_IS_WATERFALL (self), NULL);
  return mark < self->rows->len ? get_row (self, mark)->key : NULL;
}
