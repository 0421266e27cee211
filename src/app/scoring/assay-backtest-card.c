/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-backtest-card.h"

#include "widgets/assay-column-chart.h"
#include "widgets/assay-interval-chart.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

/**
 * AssayBacktestCard:
 *
 * How well the draft, and the version in use, tell converted leads from lost ones; or the question
 * which leads converted.
 */
struct _AssayBacktestCard
{
  GtkBox parent_instance;

  GtkWidget *title;
  GtkWidget *tag;
  GtkWidget *ask;
  GtkWidget *figures;
  GtkWidget *ask_text;
  GtkWidget *entry;
  GtkWidget *figure;
  GtkWidget *intervals;
  GtkWidget *lift;
  GtkWidget *reading;
  GtkWidget *outcome;
};

G_DEFINE_FINAL_TYPE (AssayBacktestCard, assay_backtest_card, GTK_TYPE_BOX)

static void
show_page (AssayBacktestCard *self,
           gboolean           ask)
{
  gtk_widget_set_visible (self->ask, ask);
  gtk_widget_set_visible (self->figures, !ask);
}

static void
ask_activated_cb (AssayBacktestCard *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (*text != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "scoring.outcome", "s", text);
}

static void
change_clicked_cb (AssayBacktestCard *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry),
                         gtk_label_get_label (GTK_LABEL (self->outcome)));
  show_page (self, TRUE);
  gtk_widget_grab_focus (self->entry);
}

static GtkWidget *
make_ask (AssayBacktestCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *button = gtk_button_new_with_label (_("Test"));

  self->ask_text = assay_label_new (NULL, "caption", ASSAY_LABEL_WRAP);
  gtk_box_append (GTK_BOX (box), self->ask_text);
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), "outcome is yes");
  gtk_widget_set_hexpand (self->entry, TRUE);
  assay_set_accessible_name (self->entry, _("What holds of leads that converted"));
  g_signal_connect_object (
    self->entry, "activate", G_CALLBACK (ask_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    button, "clicked", G_CALLBACK (ask_activated_cb), self, G_CONNECT_SWAPPED);
  assay_append (line, self->entry, button, NULL);
  gtk_box_append (GTK_BOX (box), line);
  return box;
}

static GtkWidget *
make_figures (AssayBacktestCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *charts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *change = gtk_button_new_with_label (_("Change"));

  gtk_box_append (GTK_BOX (left), assay_label_new (_("AUC, 95 % interval"), "caption dim-label", ASSAY_LABEL_WRAP));
  self->figure = assay_label_new (NULL, NULL, ASSAY_LABEL_PLAIN);
  gtk_box_append (GTK_BOX (left), self->figure);
  self->intervals = assay_interval_chart_new ();
  assay_set_accessible_name (self->intervals, _("AUC with its interval"));
  gtk_box_append (GTK_BOX (left), self->intervals);
  gtk_box_append (GTK_BOX (right), assay_label_new (_("Lift by tenth of leads, best first"), "caption dim-label",
                                                    ASSAY_LABEL_WRAP));
  self->lift = assay_column_chart_new ();
  assay_plot_chart_set_compact (ASSAY_PLOT_CHART (self->lift), TRUE);
  assay_column_chart_set_labels (ASSAY_COLUMN_CHART (self->lift), _("tenth of leads, best first"), NULL,
                                 ASSAY_PLOT_TIMES);
  assay_column_chart_set_has_before (ASSAY_COLUMN_CHART (self->lift), TRUE);
  assay_column_chart_set_reference (ASSAY_COLUMN_CHART (self->lift), 1);
  assay_set_accessible_name (self->lift, _("Lift by tenth of leads"));
  gtk_widget_set_hexpand (right, TRUE);
  gtk_box_append (GTK_BOX (right), self->lift);
  assay_append (charts, left, right, NULL);
  gtk_box_append (GTK_BOX (box), charts);
  self->reading = assay_label_new (NULL, "caption", ASSAY_LABEL_WRAP);
  gtk_box_append (GTK_BOX (box), self->reading);
  self->outcome = assay_label_new (NULL, "caption dim-label", ASSAY_LABEL_ELLIPSIZE | ASSAY_LABEL_EXPAND);
  gtk_box_append (GTK_BOX (foot), self->outcome);
  assay_add_css_classes (change, "flat assay-small");
  assay_set_accessible_name (change, _("Change the outcome"));
  g_signal_connect_object (
    change, "clicked", G_CALLBACK (change_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (foot), change);
  gtk_box_append (GTK_BOX (box), foot);
  return box;
}

static void
assay_backtest_card_class_init (AssayBacktestCardClass *klass)
{
}

static void
assay_backtest_card_init (AssayBacktestCard *self)
{
  GtkWidget *head = assay_card_init (GTK_WIDGET (self), NULL, &self->title);

  self->tag = assay_label_new (NULL, "assay-tag", ASSAY_LABEL_PLAIN);
  gtk_widget_set_valign (self->tag, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), self->tag);
  self->ask = make_ask (self);
  self->figures = make_figures (self);
  assay_append (GTK_WIDGET (self), self->ask, self->figures, NULL);
  show_page (self, TRUE);
}

GtkWidget *
assay_backtest_card_new (void)
{
  return g_object_new (ASSAY_TYPE_BACKTEST_CARD, NULL);
}

static gboolean
is_same (const AssayWhatIfResult *what_if)
{
  return what_if->comparison.difference == 0 && what_if->comparison.p == 1;
}

static void
show_tag (AssayBacktestCard       *self,
          const AssayWhatIfResult *what_if)
{
  const AssayAucComparison *comparison = &what_if->comparison;
  gboolean better = comparison->low > 0, worse = comparison->high < 0;

  gtk_label_set_text (GTK_LABEL (self->tag), better  ? _("better")
                                             : worse ? _("worse")
                                                     : _("no sure difference"));
  gtk_widget_set_visible (self->tag, !is_same (what_if));
  gtk_widget_remove_css_class (self->tag, "ok");
  gtk_widget_remove_css_class (self->tag, "error");
  if (better || worse)
    gtk_widget_add_css_class (self->tag, better ? "ok" : "error");
}

/* Bands in the wrong order by more than chance are named; otherwise that the order holds. */
static char *
say_order (const AssayBacktest *test)
{
  for (guint i = 0; i < test->violations->len; i++)
    {
      const AssayBacktestViolation *violation
        = &g_array_index (test->violations, AssayBacktestViolation, i);
      const AssayBacktestLadder *ladder
        = &g_array_index (test->ladders, AssayBacktestLadder, violation->ladder);

      if (violation->ladder == 0)
        continue;
      /* Translators: two bands, such as Hot and Warm */
      return g_strdup_printf (
        _("%s converts less than %s below it."),
        g_array_index (ladder->cells, AssayBacktestCell, violation->higher).name,
        g_array_index (ladder->cells, AssayBacktestCell, violation->lower).name);
    }
  return g_strdup (_("Each band converts better than the one below."));
}

static void
show_reading (AssayBacktestCard     *self,
              const AssayLiveResult *result)
{
  const AssayBacktest *before = result->what_if->test_before, *after = result->what_if->test_after;
  g_autofree char *order = say_order (after);
  g_autofree char *text = NULL;

  if (is_same (result->what_if))
    text = g_strdup_printf (_("The best tenth holds %.0f %% of all conversions. %s"),
                            100 * after->lift[0].gain, order);
  else
    text = g_strdup_printf (
      _("The best tenth now holds %.0f %% of all conversions; it held %.0f %%. %s"),
      100 * after->lift[0].gain, 100 * before->lift[0].gain, order);
  gtk_label_set_text (GTK_LABEL (self->reading), text);
  gtk_label_set_text (GTK_LABEL (self->outcome), result->outcome);
  gtk_widget_set_tooltip_text (
    self->outcome, result->dated
                     ? _("Leads are looked at from before their outcome")
                     : _("The outcomes are not dated: leads are looked at from now, and what "
                         "happened after the outcome counts too"));
}

static void
show_figures (AssayBacktestCard     *self,
              const AssayLiveResult *result,
              gint64                 version)
{
  const AssayBacktest *before = result->what_if->test_before, *after = result->what_if->test_after;
  g_autofree char *old = version > 0 ? g_strdup_printf (_("version %" PRId64), version)
                                     : g_strdup (_("as it comes"));
  g_autofree char *markup = NULL;
  double lifts[2][ASSAY_BACKTEST_SLICES];

  if (is_same (result->what_if))
    markup = g_strdup_printf ("<span size='x-large' weight='heavy'>%.3f</span>", after->auc);
  else
    markup = g_strdup_printf (
      "<span alpha='70%%'>%.3f → </span><span size='x-large' weight='heavy'>%.3f</span>", before->auc,
      after->auc);
  gtk_label_set_markup (GTK_LABEL (self->figure), markup);
  assay_interval_chart_clear (ASSAY_INTERVAL_CHART (self->intervals));
  assay_interval_chart_add (ASSAY_INTERVAL_CHART (self->intervals), old, before->auc,
                            before->auc_low, before->auc_high, ASSAY_COLOR_BEFORE_LINE);
  assay_interval_chart_add (ASSAY_INTERVAL_CHART (self->intervals), _("draft"), after->auc,
                            after->auc_low, after->auc_high, ASSAY_COLOR_SERIES_1);
  for (guint i = 0; i < ASSAY_BACKTEST_SLICES; i++)
    {
      lifts[0][i] = before->lift[i].lift;
      lifts[1][i] = after->lift[i].lift;
    }
  assay_column_chart_clear (ASSAY_COLUMN_CHART (self->lift));
  assay_column_chart_add (ASSAY_COLUMN_CHART (self->lift), old, lifts[0], ASSAY_BACKTEST_SLICES);
  assay_column_chart_add (ASSAY_COLUMN_CHART (self->lift), _("draft"), lifts[1], ASSAY_BACKTEST_SLICES);
  assay_column_chart_end (ASSAY_COLUMN_CHART (self->lift));
}

/**
 * assay_backtest_card_show:
 * @version: of the profile in use
 */
void
assay_backtest_card_show (AssayBacktestCard     *self,
                          const AssayLiveResult *result,
                          gint64                 version)
{
  const AssayBacktest *after = result->what_if->test_after;
  g_autofree char *title = NULL;

  g_return_if_fail (ASSAY_IS_BACKTEST_CARD (self));

  if (after == NULL || isnan (after->auc) || isnan (result->what_if->test_before->auc))
    {
      gtk_label_set_text (GTK_LABEL (self->title), _("Backtest"));
      gtk_widget_set_visible (self->tag, FALSE);
      gtk_label_set_text (
        GTK_LABEL (self->ask_text),
        result->problem != NULL ? result->problem
        : result->has_rule
          ? _("All leads whose outcome is known came out the same: there is nothing to compare yet.")
          : _("Say what holds of leads that converted, and every change is measured by what became "
              "of them."));
      if (result->outcome != NULL
          && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
        gtk_editable_set_text (GTK_EDITABLE (self->entry), result->outcome);
      show_page (self, TRUE);
      return;
    }
  if (result->n_all_outcomes > after->n + after->n_unscored)
    /* Translators: numbers of leads; the first ones were drawn by lot */
    title = g_strdup_printf (_("Backtest on a sample of %'zu of %'zu known outcomes"), after->n,
                             result->n_all_outcomes);
  else
    title = g_strdup_printf (ngettext ("Backtest on %'zu known outcome",
                                       "Backtest on %'zu known outcomes", (gulong) after->n),
                             after->n);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  show_tag (self, result->what_if);
  show_figures (self, result, version);
  show_reading (self, result);
  show_page (self, FALSE);
}
