/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-waterfall-private.h"

#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (AssayWaterfall, assay_waterfall, ASSAY_TYPE_ROW_CHART)

static void
clear_row (gpointer data)
{
  AssayWaterfallRow *row = data;

  g_free (row->key);
  g_free (row->label);
  g_free (row->evidence);
  g_free (row->field);
}

static char *
describe_row (AssayRowChart *chart,
              gconstpointer  data)
{
  const AssayWaterfallRow *row = data;
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
describe (AssayChart *chart)
{
  g_autofree char *rows = assay_chart_join_marks (chart, ". ");
  g_autofree char *total = assay_waterfall_format_points (ASSAY_WATERFALL (chart)->end, FALSE);
  /* Translators: the end of a reading of all points of a score */
  g_autofree char *sum = g_strdup_printf (_("Together %s."), total);

  return *rows == '\0' ? g_steal_pointer (&sum) : g_strdup_printf ("%s. %s", rows, sum);
}

static void
append_row (AssayRowChart *chart,
            GString       *csv,
            gconstpointer  data)
{
  const AssayWaterfallRow *row = data;
  gboolean factor = row->kind == ROW_FACTOR;
  const AssayWaterfallRow *group
    = factor ? assay_waterfall_get_row (ASSAY_WATERFALL (chart), row->group) : row;

  assay_chart_append_csv_cell (csv, group->label, FALSE);
  assay_chart_append_csv_cell (csv, factor ? row->label : "", FALSE);
  assay_chart_append_csv_number (csv, row->points, FALSE);
  assay_chart_append_csv_number (csv, row->maximum, FALSE);
  assay_chart_append_csv_number (csv, row->from, FALSE);
  assay_chart_append_csv_number (csv, row->to, FALSE);
  assay_chart_append_csv_cell (csv, row->evidence != NULL ? row->evidence : "", TRUE);
}

static gboolean
activate_mark (AssayChart *chart,
               guint       mark)
{
  AssayWaterfall *self = ASSAY_WATERFALL (chart);
  const AssayWaterfallRow *row = assay_waterfall_get_row (self, mark);

  if (row->kind != ROW_GROUP)
    return FALSE;
  assay_waterfall_set_unfolded (self, row->key, !assay_waterfall_get_unfolded (self, row->key));
  return TRUE;
}

static gboolean
fold_key_cb (GtkEventControllerKey *controller,
             guint                  keyval,
             guint                  keycode,
             GdkModifierType        state,
             AssayWaterfall        *self)
{
  guint mark = assay_chart_get_current (ASSAY_CHART (self));
  const AssayWaterfallRow *row;

  if ((keyval != GDK_KEY_Left && keyval != GDK_KEY_Right)
      || mark >= assay_row_chart_get_n (ASSAY_ROW_CHART (self)))
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
  g_hash_table_unref (ASSAY_WATERFALL (object)->unfolded);
  G_OBJECT_CLASS (assay_waterfall_parent_class)->finalize (object);
}

static void
assay_waterfall_class_init (AssayWaterfallClass *klass)
{
  AssayRowChartClass *row_class = ASSAY_ROW_CHART_CLASS (klass);
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_waterfall_finalize;
  chart_class->describe = describe;
  chart_class->activate_mark = activate_mark;
  chart_class->shows_values = TRUE;
  chart_class->min_width = 260;
  chart_class->natural_width = 354;
  row_class->row_size = sizeof (AssayWaterfallRow);
  row_class->clear_row = clear_row;
  row_class->get_row_height = assay_waterfall_get_row_height;
  row_class->draw_row = assay_waterfall_draw_row;
  row_class->describe_row = describe_row;
  row_class->append_row = append_row;
  row_class->csv_header = "group,factor,points,maximum,from,to,evidence";
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "waterfall");
}

static void
assay_waterfall_init (AssayWaterfall *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->unfolded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->maximum = 100;
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (fold_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  assay_set_accessible_name (GTK_WIDGET (self), _("How the score came to be"));
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

  assay_row_chart_clear (ASSAY_ROW_CHART (self));
  self->last = NULL;
  self->minimum = minimum;
  self->maximum = maximum;
  self->end = 0;
}

static AssayWaterfallRow *
add (AssayWaterfall    *self,
     AssayWaterfallKind kind,
     const char        *key,
     const char        *label,
     double             from,
     double             points)
{
  AssayWaterfallRow row = {
    .kind = kind,
    .key = g_strdup (key != NULL ? key : ""),
    .label = g_strdup (label != NULL ? label : ""),
    .points = points,
    .maximum = NAN,
    .from = from,
    .to = from + points,
  };

  return self->last = assay_row_chart_add (ASSAY_ROW_CHART (self), &row);
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
  g_return_if_fail (ASSAY_IS_WATERFALL (self));

  add (self, ROW_GROUP, key, label, self->end, points)->maximum = maximum;
  self->end += points;
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
  const AssayWaterfallRow *last = self->last;
  guint group;

  g_return_if_fail (ASSAY_IS_WATERFALL (self));
  g_return_if_fail (last != NULL && last->kind != ROW_BONUS);

  group = last->kind == ROW_GROUP ? assay_row_chart_get_n (ASSAY_ROW_CHART (self)) - 1 : last->group;
  add (self, ROW_FACTOR, key, label, last->kind == ROW_GROUP ? last->from : last->to, points);
  self->last->group = group;
  self->last->evidence = evidence != NULL && *evidence != '\0' ? g_strdup (evidence) : NULL;
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
  g_return_if_fail (ASSAY_IS_WATERFALL (self));
  g_return_if_fail (self->last != NULL);

  g_free (self->last->field);
  self->last->field = g_strdup (field);
  self->last->event = event;
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
  const AssayWaterfallRow *row;

  g_return_val_if_fail (ASSAY_IS_WATERFALL (self), FALSE);

  if (mark >= assay_row_chart_get_n (ASSAY_ROW_CHART (self)))
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
  g_return_if_fail (ASSAY_IS_WATERFALL (self));

  add (self, ROW_BONUS, NULL, label, self->end, points)->tone = tone;
  self->end += points;
}

void
assay_waterfall_end (AssayWaterfall *self)
{
  g_return_if_fail (ASSAY_IS_WATERFALL (self));

  self->last = NULL;
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

  if (mark >= assay_row_chart_get_n (ASSAY_ROW_CHART (self)))
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
  return mark < assay_row_chart_get_n (ASSAY_ROW_CHART (self)) ? assay_waterfall_get_row (self, mark)->key : NULL;
}
