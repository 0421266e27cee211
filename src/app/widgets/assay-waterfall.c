/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-waterfall-private.h"

#include <glib/gi18n.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (AssayWaterfall, assay_waterfall, ASSAY_TYPE_CHART)

static void
clear_row (gpointer data)
{
  AssayWaterfallRow *row = data;

  g_free (row->key);
  g_free (row->label);
  g_free (row->evidence);
  g_free (row->field);
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
    y += assay_waterfall_row_height (self, assay_waterfall_get_row (self, i));
  height = assay_waterfall_row_height (self, assay_waterfall_get_row (self, mark));
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
  AssayWaterfallRow *row = assay_waterfall_get_row (ASSAY_WATERFALL (chart), mark);
  g_autofree char *points = assay_waterfall_format_points (row->points, TRUE);

  if (row->evidence != NULL)
    return g_strdup_printf ("%s: %s, %s", row->label, points, row->evidence);
  if (!isnan (row->maximum))
    {
      g_autofree char *maximum = assay_waterfall_format_points (row->maximum, FALSE);
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
  g_autofree char *total = assay_waterfall_format_points (self->end, FALSE);

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
      AssayWaterfallRow *row = assay_waterfall_get_row (self, i);
      AssayWaterfallRow *group = row->kind == ROW_FACTOR ? assay_waterfall_get_row (self, row->group) : row;

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
  AssayWaterfallRow *row = assay_waterfall_get_row (self, mark);

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
    height += assay_waterfall_row_height (self, assay_waterfall_get_row (self, i));
  *minimum = *natural = height;
}

static gboolean
fold_key_cb (GtkEventControllerKey *controller,
             guint                  keyval,
             guint                  keycode,
             GdkModifierType        state,
             AssayWaterfall        *self)
{
  guint mark = assay_chart_get_current (ASSAY_CHART (self));
  AssayWaterfallRow *row;

  if ((keyval != GDK_KEY_Left && keyval != GDK_KEY_Right) || mark >= self->rows->len)
    return FALSE;
  row = assay_waterfall_get_row (self, mark);
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

  self->rows = g_array_new (FALSE, TRUE, sizeof (AssayWaterfallRow));
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

static AssayWaterfallRow *
append_row (AssayWaterfall    *self,
            AssayWaterfallKind kind,
            const char        *key,
            const char        *label,
            double             points)
{
  AssayWaterfallRow row = {
    .kind = kind,
    .key = g_strdup (key != NULL ? key : ""),
    .label = g_strdup (label != NULL ? label : ""),
    .points = points,
    .maximum = NAN,
  };

  g_array_append_val (self->rows, row);
  return assay_waterfall_get_row (self, self->rows->len - 1);
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
  AssayWaterfallRow *row;

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
  AssayWaterfallRow *row;

  g_return_if_fail (ASSAY_IS_WATERFALL (self));
  g_return_if_fail (self->rows->len > 0);

  const AssayWaterfallRow *last = assay_waterfall_get_row (self, self->rows->len - 1);
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
 * assay_waterfall_set_source:
 * @field: (nullable): key of the field that the evidence of the last factor stands in
 * @event: or the event that it is; 0 for none
 *
 * Such a factor can be activated to go there.
 */
void
assay_waterfall_set_source (AssayWaterfall *self,
                            const char     *field,
                            gint64          event)
{
  AssayWaterfallRow *row;

  g_return_if_fail (ASSAY_IS_WATERFALL (self));
  g_return_if_fail (self->rows->len > 0);

  row = assay_waterfall_get_row (self, self->rows->len - 1);
  g_free (row->field);
  row->field = g_strdup (field);
  row->event = event;
}

/**
 * assay_waterfall_get_source:
 * @out_field: (out) (nullable) (transfer none): a field's key
 * @out_event: (out): an event, or 0
 *
 * Returns: whether the evidence of a row can be gone to
 */
gboolean
assay_waterfall_get_source (AssayWaterfall *self,
                            guint           mark,
                            const char    **out_field,
                            gint64         *out_event)
{
  AssayWaterfallRow *row;

  g_return_val_if_fail (ASSAY_IS_WATERFALL (self), FALSE);

  if (mark >= self->rows->len)
    return FALSE;
  row = assay_waterfall_get_row (self, mark);
  *out_field = row->field;
  *out_event = row->event;
  return row->field != NULL || row->event != 0;
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
  AssayWaterfallRow *row;

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
      AssayWaterfallRow *row = assay_waterfall_get_row (self, i);

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
  *out_from = assay_waterfall_get_row (self, mark)->from;
  *out_to = assay_waterfall_get_row (self, mark)->to;
  return TRUE;
}

const char *
assay_waterfall_get_key (AssayWaterfall *self,
                         guint           mark)
{
  g_return_val_if_fail (ASSAY_IS_WATERFALL (self), NULL);
  return mark < self->rows->len ? assay_waterfall_get_row (self, mark)->key : NULL;
}
