/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-model-charts.h"

#include "models/assay-model-json.h"
#include "models/assay-model-words.h"
#include "widgets/assay-column-chart.h"
#include "widgets/assay-line-chart.h"
#include "widgets/assay-point-chart.h"
#include "widgets/assay-rank-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_RANKS   6
#define MAX_BINS  10
#define MAX_SPOTS 256

/* The pictures of models, filled from their documents. */

GtkWidget *
assay_model_charts_new_roc (void)
{
  GtkWidget *chart = assay_line_chart_new ();

  assay_plot_chart_set_x (ASSAY_PLOT_CHART (chart), _("lost leads called in vain"), ASSAY_PLOT_PERCENT, 0, 1);
  assay_plot_chart_set_y (ASSAY_PLOT_CHART (chart), _("converted leads found"), ASSAY_PLOT_PERCENT, 0, 1);
  assay_line_chart_set_diagonal (ASSAY_LINE_CHART (chart), TRUE);
  return assay_chart_card_new (_("ROC"), chart);
}

GtkWidget *
assay_model_charts_new_precision (void)
{
  GtkWidget *chart = assay_line_chart_new ();

  assay_plot_chart_set_x (ASSAY_PLOT_CHART (chart), _("converted leads found"), ASSAY_PLOT_PERCENT, 0, 1);
  assay_plot_chart_set_y (ASSAY_PLOT_CHART (chart), _("calls that count"), ASSAY_PLOT_PERCENT, 0, 1);
  return assay_chart_card_new (_("Precision–recall"), chart);
}

GtkWidget *
assay_model_charts_new_calibration (void)
{
  GtkWidget *chart = assay_point_chart_new ();

  assay_point_chart_set_labels (ASSAY_POINT_CHART (chart), _("predicted probability"), _("converted"));
  return assay_chart_card_new (_("Calibration"), chart);
}

GtkWidget *
assay_model_charts_new_lift (void)
{
  GtkWidget *chart = assay_column_chart_new ();

  assay_column_chart_set_labels (ASSAY_COLUMN_CHART (chart), _("tenth of leads, best first"),
                                 _("times the average"), ASSAY_PLOT_TIMES);
  assay_column_chart_set_reference (ASSAY_COLUMN_CHART (chart), 1);
  return assay_chart_card_new (_("Lift"), chart);
}

GtkWidget *
assay_model_charts_new_learning (void)
{
  return assay_chart_card_new (_("Learning curve"), assay_line_chart_new ());
}

GtkWidget *
assay_model_charts_new_ranks (const char *title)
{
  GtkWidget *chart = assay_rank_chart_new ();

  gtk_widget_set_valign (chart, GTK_ALIGN_START);
  return assay_chart_card_new (title, chart);
}

typedef struct
{
  guint n;
  double threshold[MAX_SPOTS];
  double found[MAX_SPOTS];     /* of those who convert */
  double in_vain[MAX_SPOTS];   /* of those who do not */
  double precision[MAX_SPOTS]; /* of those called */
} Curve;

static void
read_curve (JsonObject *metrics,
            Curve      *curve)
{
  JsonObject *cutoffs = assay_model_json_get_object (metrics, "cutoffs");
  double positives = (double) assay_model_json_get_int (metrics, "positives");
  double negatives = (double) assay_model_json_get_int (metrics, "rows") - positives;
  JsonArray *thresholds = assay_model_json_get_list (cutoffs, "threshold");

  curve->n = MIN (assay_model_json_get_length (thresholds), MAX_SPOTS);
  for (guint i = 0; i < curve->n; i++)
    {
      double hits = json_array_get_double_element (json_object_get_array_member (cutoffs, "true_positives"), i);
      double misses
        = json_array_get_double_element (json_object_get_array_member (cutoffs, "false_positives"), i);

      curve->threshold[i] = json_array_get_double_element (thresholds, i);
      curve->found[i] = hits / MAX (positives, 1);
      curve->in_vain[i] = misses / MAX (negatives, 1);
      curve->precision[i] = hits + misses > 0 ? hits / (hits + misses) : NAN;
    }
}

void
assay_model_charts_show_roc (AssayChartCard      *card,
                             const AssayCompared *compared)
{
  AssayLineChart *chart = ASSAY_LINE_CHART (assay_chart_card_get_content (card));
  g_autofree char *reading
    = assay_model_words_roc (compared->metrics[compared->leading], compared->the[compared->leading]);
  g_autofree Curve *curve = g_new (Curve, 1);

  assay_line_chart_clear (chart);
  for (guint i = 0; i < compared->n; i++)
    {
      read_curve (compared->metrics[i], curve);
      assay_line_chart_add (chart, compared->names[i], curve->in_vain, curve->found, curve->n);
    }
  assay_line_chart_end (chart);
  assay_chart_card_set_legend (card, compared->names);
  assay_chart_card_set_reading (card, reading);
}

/* The two models in question; a third set of points would hide them. */
static guint
count_shown (const AssayCompared *compared)
{
  return MAX (compared->leading + 1, 1);
}

void
assay_model_charts_show_precision (AssayChartCard      *card,
                                   const AssayCompared *compared)
{
  AssayLineChart *chart = ASSAY_LINE_CHART (assay_chart_card_get_content (card));
  g_autofree char *reading
    = assay_model_words_precision (compared->metrics[compared->leading], compared->the[compared->leading]);
  const char *names[ASSAY_MAX_COMPARED + 1] = { NULL };
  g_autofree Curve *curve = g_new (Curve, 1);

  assay_line_chart_clear (chart);
  for (guint i = 0; i < count_shown (compared); i++)
    {
      guint first = 0;

      names[i] = compared->names[i];
      read_curve (compared->metrics[i], curve);
      /* Where nobody is called there is no precision, and where few are it is luck. */
      while (first < curve->n && (isnan (curve->precision[first]) || curve->found[first] < 0.02))
        first++;
      assay_line_chart_add (chart, compared->names[i], curve->found + first, curve->precision + first,
                            curve->n - first);
    }
  assay_line_chart_end (chart);
  assay_chart_card_set_legend (card, names);
  assay_chart_card_set_reading (card, reading);
}

static guint
read_points (JsonObject *metrics,
             AssayPoint *points)
{
  JsonArray *bins = assay_model_json_get_list (metrics, "calibration");
  guint n = 0;

  for (guint i = 0; i < MIN (assay_model_json_get_length (bins), MAX_BINS); i++)
    {
      JsonObject *bin = json_array_get_object_element (bins, i);
      JsonArray *interval = assay_model_json_get_list (bin, "interval");
      gboolean known = assay_model_json_get_length (interval) == 2;

      if (assay_model_json_get_int (bin, "leads") == 0)
        continue;
      points[n++] = (AssayPoint) { assay_model_json_get_number (bin, "predicted"),
                                   assay_model_json_get_number (bin, "observed"),
                                   known ? json_array_get_double_element (interval, 0) : NAN,
                                   known ? json_array_get_double_element (interval, 1) : NAN,
                                   assay_model_json_get_int (bin, "leads") };
    }
  return n;
}

void
assay_model_charts_show_calibration (AssayChartCard      *card,
                                     const AssayCompared *compared)
{
  AssayPointChart *chart = ASSAY_POINT_CHART (assay_chart_card_get_content (card));
  guint n = count_shown (compared), leading = compared->leading;
  const char *names[ASSAY_MAX_COMPARED + 1] = { NULL };
  g_autofree char *reading = assay_model_words_calibration (
    compared->metrics[leading], compared->the[leading], leading > 0 ? compared->metrics[0] : NULL,
    compared->the[0]);

  assay_point_chart_clear (chart);
  for (guint i = 0; i < n; i++)
    {
      AssayPoint points[MAX_BINS];
      guint n_points = read_points (compared->metrics[i], points);

      names[i] = compared->names[i];
      assay_point_chart_add (chart, compared->names[i], points, n_points);
    }
  assay_point_chart_end (chart);
  assay_chart_card_set_legend (card, names);
  assay_chart_card_set_reading (card, reading);
}

void
assay_model_charts_show_lift (AssayChartCard      *card,
                              const AssayCompared *compared)
{
  AssayColumnChart *chart = ASSAY_COLUMN_CHART (assay_chart_card_get_content (card));
  guint n = count_shown (compared), leading = compared->leading;
  const char *names[ASSAY_MAX_COMPARED + 1] = { NULL };
  g_autofree char *reading = assay_model_words_lift (
    compared->metrics[leading], leading > 0 ? compared->metrics[0] : NULL, compared->the[0]);

  assay_column_chart_clear (chart);
  for (guint i = 0; i < n; i++)
    {
      JsonArray *lift = assay_model_json_get_list (compared->metrics[i], "lift");
      double values[MAX_BINS] = { 0 };

      for (guint d = 0; d < MIN (assay_model_json_get_length (lift), MAX_BINS); d++)
        values[d] = assay_model_json_get_number (json_array_get_object_element (lift, d), "lift");
      names[i] = compared->names[i];
      assay_column_chart_add (chart, compared->names[i], values, MAX_BINS);
    }
  assay_column_chart_end (chart);
  assay_chart_card_set_legend (card, names);
  assay_chart_card_set_reading (card, reading);
}

void
assay_model_charts_show_learning (AssayChartCard *card,
                                  JsonObject     *model)
{
  AssayLineChart *chart = ASSAY_LINE_CHART (assay_chart_card_get_content (card));
  JsonArray *curve = assay_model_json_get_list (model, "learning_curve");
  guint n = MIN (assay_model_json_get_length (curve), 4);
  double rows = (double) assay_model_json_get_int (model, "rows") * 0.8;
  double xs[4], ys[4], low = INFINITY, high = -INFINITY;
  g_autofree char *reading = assay_model_words_learning (model);

  for (guint i = 0; i < n; i++)
    {
      xs[i] = rows * (i + 1) / 4;
      ys[i] = json_array_get_double_element (curve, i);
      low = MIN (low, ys[i]);
      high = MAX (high, ys[i]);
    }
  assay_line_chart_clear (chart);
  if (n > 1)
    {
      double margin = MAX ((high - low) / 4, 0.005);

      assay_plot_chart_set_x (ASSAY_PLOT_CHART (chart), _("leads learned from"), ASSAY_PLOT_PLAIN, 0, rows);
      assay_plot_chart_set_y (ASSAY_PLOT_CHART (chart), _("log-loss of unseen leads, regression"), ASSAY_PLOT_PLAIN, low - margin,
                              high + margin);
      assay_line_chart_add (chart, _("regression"), xs, ys, n);
    }
  assay_line_chart_end (chart);
  assay_chart_card_set_reading (card, reading);
}

static const char *
get_label (JsonObject *object)
{
  const char *label = assay_model_json_get_text (object, "label");

  return label != NULL ? label : assay_model_json_get_text (object, "field");
}

void
assay_model_charts_show_importance (AssayChartCard *card,
                                    JsonObject     *model,
                                    guint           series)
{
  AssayRankChart *chart = ASSAY_RANK_CHART (assay_chart_card_get_content (card));
  JsonArray *features = assay_model_json_get_list (model, "features");
  g_autofree char *reading = assay_model_words_importance (model, N_RANKS);

  assay_rank_chart_clear (chart);
  for (guint i = 0; i < MIN (assay_model_json_get_length (features), N_RANKS); i++)
    {
      JsonObject *feature = json_array_get_object_element (features, i);
      double importance = assay_model_json_get_number (feature, "importance");
      g_autofree char *text = g_strdup_printf (_("%.0f %%"), importance * 100);

      assay_rank_chart_add (chart, assay_model_json_get_text (feature, "field"), get_label (feature), importance,
                            NAN, text);
    }
  assay_rank_chart_end (chart, series == 0 ? ASSAY_COLOR_SERIES_1 : ASSAY_COLOR_SERIES_2);
  assay_chart_card_set_reading (card, reading);
}

static int
compare_psi (gconstpointer a,
             gconstpointer b)
{
  double x = assay_model_json_get_number (*(JsonObject *const *) a, "psi");
  double y = assay_model_json_get_number (*(JsonObject *const *) b, "psi");

  return (x < y) - (x > y);
}

void
assay_model_charts_show_drift (AssayChartCard *card,
                               JsonObject     *model)
{
  AssayRankChart *chart = ASSAY_RANK_CHART (assay_chart_card_get_content (card));
  JsonArray *list
    = assay_model_json_get_list (assay_model_json_get_object (model, "monitoring"), "stability");
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  guint n_alerts;
  g_autofree char *reading = assay_model_words_drift (model, &n_alerts);
  g_autofree char *tag
    = g_strdup_printf (ngettext ("%u alert", "%u alerts", (gulong) n_alerts), n_alerts);

  for (guint i = 0; i < assay_model_json_get_length (list); i++)
    g_ptr_array_add (sorted, json_array_get_object_element (list, i));
  g_ptr_array_sort (sorted, compare_psi);
  assay_rank_chart_clear (chart);
  for (guint i = 0; i < MIN (sorted->len, N_RANKS); i++)
    {
      JsonObject *one = sorted->pdata[i];
      g_autofree char *text = g_strdup_printf ("%.2f", assay_model_json_get_number (one, "psi"));

      assay_rank_chart_add (chart, assay_model_json_get_text (one, "field"), get_label (one),
                            assay_model_json_get_number (one, "psi"), assay_model_json_get_number (one, "limit"),
                            text);
    }
  assay_rank_chart_end (chart, ASSAY_COLOR_SERIES_1);
  assay_chart_card_set_caption (card, sorted->len > 0 ? _("PSI; the line is the limit for this many leads") : NULL);
  assay_chart_card_set_tag (card, n_alerts > 0 ? tag : NULL, "warning");
  assay_chart_card_set_reading (card, reading);
}

static JsonObject *
find_feature (JsonObject *model,
              const char *field)
{
  JsonArray *features = assay_model_json_get_list (model, "features");

  for (guint i = 0; i < assay_model_json_get_length (features); i++)
    {
      JsonObject *feature = json_array_get_object_element (features, i);

      if (field == NULL ? assay_model_json_get_length (assay_model_json_get_list (feature, "dependence")) > 0
                        : g_strcmp0 (assay_model_json_get_text (feature, "field"), field) == 0)
        return feature;
    }
  return NULL;
}

/**
 * assay_model_charts_show_dependence:
 * @field: (nullable): which; without it, the most important one
 */
void
assay_model_charts_show_dependence (AssayChartCard *card,
                                    JsonObject     *model,
                                    const char     *field)
{
  AssayRankChart *chart = ASSAY_RANK_CHART (assay_chart_card_get_content (card));
  JsonObject *feature = find_feature (model, field), *best = NULL, *worst = NULL;
  JsonArray *list = assay_model_json_get_list (feature, "dependence");
  guint n = assay_model_json_get_length (list);
  g_autofree char *title = NULL, *reading = NULL;

  assay_rank_chart_clear (chart);
  for (guint i = 0; i < MIN (n, MAX_BINS); i++)
    {
      JsonObject *one = json_array_get_object_element (list, i);
      double points = assay_model_json_get_number (one, "points");
      g_autofree char *text = g_strdup_printf (points < 0 ? "−%.0f" : "+%.0f", fabs (points));

      assay_rank_chart_add (chart, NULL, assay_model_json_get_text (one, "value"), points, NAN, text);
      if (best == NULL || points > assay_model_json_get_number (best, "points"))
        best = one;
      if (worst == NULL || points < assay_model_json_get_number (worst, "points"))
        worst = one;
    }
  assay_rank_chart_end (chart, ASSAY_COLOR_SERIES_1);
  /* Translators: %s is a field */
  title = feature != NULL ? g_strdup_printf (_("How “%s” counts"), get_label (feature)) : g_strdup (_("How it counts"));
  assay_chart_card_set_title (card, title);
  assay_chart_card_set_caption (card, n > 0 ? _("points of probability, all else being average") : NULL);
  reading = n > 1 ? g_strdup_printf (_("Most with %s, least with %s."), assay_model_json_get_text (best, "value"),
                                     assay_model_json_get_text (worst, "value"))
                  : g_strdup (_("Of this field there is no such picture."));
  assay_chart_card_set_reading (card, reading);
}

GtkWidget *
assay_model_charts_new_realised (void)
{
  GtkWidget *chart = assay_line_chart_new ();

  return assay_chart_card_new (_("What came true"), chart);
}

void
assay_model_charts_show_realised (AssayChartCard *card,
                                  JsonObject     *model)
{
  AssayLineChart *chart = ASSAY_LINE_CHART (assay_chart_card_get_content (card));
  JsonArray *realised
    = assay_model_json_get_list (assay_model_json_get_object (model, "monitoring"), "realised");
  guint n = assay_model_json_get_length (realised) > 1 ? json_array_get_length (realised) - 1 : 0;
  g_autofree double *months = g_new (double, n + 1), *predicted = g_new (double, n + 1);
  g_autofree double *observed = g_new (double, n + 1);
  g_autofree char *reading = assay_model_words_outlook (model);
  g_autofree char *period = NULL;
  double most = 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *month = json_array_get_object_element (realised, i + 1);

      months[i] = i + 1;
      predicted[i] = assay_model_json_get_number (month, "predicted");
      observed[i] = assay_model_json_get_number (month, "observed");
      most = MAX (most, MAX (predicted[i], observed[i]));
    }
  assay_line_chart_clear (chart);
  if (n > 0)
    /* Translators: the first and the last of some months: “2026-06 to 2026-11” */
    period = g_strdup_printf (
      _("months from %s to %s"),
      assay_model_json_get_text (json_array_get_object_element (realised, 1), "month"),
      assay_model_json_get_text (json_array_get_object_element (realised, n), "month"));
  assay_plot_chart_set_x (ASSAY_PLOT_CHART (chart), period, ASSAY_PLOT_ORDER, 1, MAX (n, 2));
  assay_plot_chart_set_y (ASSAY_PLOT_CHART (chart), _("converted"), ASSAY_PLOT_PERCENT, 0, assay_plot_round_up (most, ASSAY_PLOT_PERCENT));
  if (n > 0)
    {
      assay_line_chart_add (chart, _("predicted"), months, predicted, n);
      assay_line_chart_add (chart, _("came true"), months, observed, n);
    }
  assay_line_chart_end (chart);
  gtk_widget_set_visible (GTK_WIDGET (chart), n > 0);
  assay_chart_card_set_legend (card, n > 0 ? (const char *[]) { _("predicted"), _("came true"), NULL }
                                           : (const char *[]) { NULL });
  assay_chart_card_set_reading (card, reading);
}
