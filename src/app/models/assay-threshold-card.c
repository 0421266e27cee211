/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-threshold-card.h"

#include "learn/assay-confusion.h"
#include "widgets/assay-chart-card.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#define START_PERCENT 50

/**
 * AssayThresholdCard:
 *
 * What would have come of calling leads from a probability on: a slider, and who is called rightly, called in
 * vain, and missed.
 */
struct _AssayThresholdCard
{
  AdwBin parent_instance;

  JsonObject *metrics; /* (owned) (nullable) */
  GtkWidget *card;
  GtkWidget *scale;
  GtkWidget *cells[4];
};

G_DEFINE_FINAL_TYPE (AssayThresholdCard, assay_threshold_card, ADW_TYPE_BIN)

enum
{
  THRESHOLD_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_cell (AssayThresholdCard *self,
          guint               cell,
          gint64              n)
{
  g_autofree char *text = g_strdup_printf ("%'" PRId64, n);

  gtk_label_set_text (GTK_LABEL (self->cells[cell]), text);
}

static char *
say (const AssayConfusion *confusion)
{
  gint64 called = confusion->true_positives + confusion->false_positives;
  double recall = assay_confusion_get_recall (confusion);

  if (called == 0)
    return g_strdup (_("No lead reaches that: nobody would be called."));
  return g_strdup_printf (ngettext ("%'" PRId64 " call of which %.0f %% count; %.0f %% of those who convert are "
                                    "called. Right for %.0f %% of the leads.",
                                    "%'" PRId64 " calls of which %.0f %% count; %.0f %% of those who convert are "
                                    "called. Right for %.0f %% of the leads.",
                                    (gulong) called),
                          called, 100 * assay_confusion_get_precision (confusion),
                          isnan (recall) ? 0 : 100 * recall, 100 * assay_confusion_get_accuracy (confusion));
}

static void
update (AssayThresholdCard *self)
{
  int percent = assay_threshold_card_get (self);
  g_autofree char *caption = g_strdup_printf (_("calling leads from %d %% on"), percent);
  g_autofree char *reading = NULL;
  AssayConfusion confusion;

  assay_chart_card_set_caption (ASSAY_CHART_CARD (self->card), caption);
  if (self->metrics == NULL)
    return;
  if (!assay_confusion_read (&confusion, self->metrics, percent / 100.0))
    {
      gtk_widget_set_sensitive (self->scale, FALSE);
      assay_chart_card_set_reading (ASSAY_CHART_CARD (self->card),
                                    _("This model is older than this picture: train again to see it."));
      return;
    }
  gtk_widget_set_sensitive (self->scale, TRUE);
  set_cell (self, 0, confusion.true_positives);
  set_cell (self, 1, confusion.false_positives);
  set_cell (self, 2, confusion.false_negatives);
  set_cell (self, 3, confusion.true_negatives);
  reading = say (&confusion);
  assay_chart_card_set_reading (ASSAY_CHART_CARD (self->card), reading);
}

static void
changed_cb (AssayThresholdCard *self)
{
  update (self);
  g_signal_emit (self, signals[THRESHOLD_CHANGED], 0);
}

static void
attach (GtkWidget  *grid,
        const char *text,
        int         column,
        int         row)
{
  GtkWidget *label
    = assay_label_new (text, "caption dim-label", column == 0 ? ASSAY_LABEL_PLAIN : ASSAY_LABEL_END);

  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
}

static GtkWidget *
make_grid (AssayThresholdCard *self)
{
  static const char *const classes[] = { "assay-hit", "assay-miss", "assay-miss", "assay-hit" };
  const char *names[] = { _("called, and converted"), _("called in vain"), _("missed: not called, and converted"),
                          _("rightly not called") };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  attach (grid, _("called"), 1, 0);
  attach (grid, _("not called"), 2, 0);
  attach (grid, _("converted"), 0, 1);
  attach (grid, _("lost"), 0, 2);
  for (guint i = 0; i < 4; i++)
    {
      GtkWidget *cell = assay_label_new ("–", "assay-confusion", ASSAY_LABEL_END | ASSAY_LABEL_EXPAND);

      self->cells[i] = cell;
      gtk_widget_set_tooltip_text (cell, names[i]);
      gtk_widget_add_css_class (cell, classes[i]);
      gtk_grid_attach (GTK_GRID (grid), cell, i < 2 ? 1 : 2, i % 2 + 1, 1, 1);
    }
  return grid;
}

static void
assay_threshold_card_dispose (GObject *object)
{
  g_clear_pointer (&ASSAY_THRESHOLD_CARD (object)->metrics, json_object_unref);
  G_OBJECT_CLASS (assay_threshold_card_parent_class)->dispose (object);
}

static void
assay_threshold_card_class_init (AssayThresholdCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_threshold_card_dispose;
  /**
   * AssayThresholdCard::threshold-changed:
   *
   * The slider was moved.
   */
  signals[THRESHOLD_CHANGED] = g_signal_new ("threshold-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_threshold_card_init (AssayThresholdCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 1, 99, 1);
  gtk_range_set_value (GTK_RANGE (self->scale), START_PERCENT);
  assay_set_accessible_name (self->scale, _("Probability from which leads are called, in percent"));
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  assay_append (box, self->scale, make_grid (self), NULL);
  self->card = assay_chart_card_new (_("Threshold"), box);
  adw_bin_set_child (ADW_BIN (self), self->card);
  update (self);
}

GtkWidget *
assay_threshold_card_new (void)
{
  return g_object_new (ASSAY_TYPE_THRESHOLD_CARD, NULL);
}

/**
 * assay_threshold_card_show:
 * @metrics: of the model to try thresholds with; the slider stays where it is
 */
void
assay_threshold_card_show (AssayThresholdCard *self,
                           JsonObject         *metrics)
{
  g_return_if_fail (ASSAY_IS_THRESHOLD_CARD (self));

  json_object_ref (metrics);
  g_clear_pointer (&self->metrics, json_object_unref);
  self->metrics = metrics;
  update (self);
}

/**
 * assay_threshold_card_get:
 *
 * Returns: the threshold, in percent
 */
int
assay_threshold_card_get (AssayThresholdCard *self)
{
  g_return_val_if_fail (ASSAY_IS_THRESHOLD_CARD (self), 0);
  return (int) round (gtk_range_get_value (GTK_RANGE (self->scale)));
}
