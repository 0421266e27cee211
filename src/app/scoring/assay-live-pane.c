/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-live-pane.h"

#include "scoring/assay-backtest-card.h"
#include "scoring/assay-example-card.h"
#include "scoring/assay-moves-card.h"
#include "widgets/assay-histogram-chart.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#define MAX_WARNINGS 2

/**
 * AssayLivePane:
 *
 * The right half of the scoring view: what the draft would change.
 */
struct _AssayLivePane
{
  GtkBox parent_instance;

  GtkWidget *problem;
  GtkWidget *legend_before;
  GtkWidget *legend_box;
  GtkWidget *histogram;
  GtkWidget *reading;
  GtkWidget *moves;
  GtkWidget *backtest;
  GtkWidget *example;
};

G_DEFINE_FINAL_TYPE (AssayLivePane, assay_live_pane, GTK_TYPE_BOX)

/* The band that most leads of a step are in. */
static AssayTone
tone_of (const AssayLiveResult *result,
         guint                  bin)
{
  const AssayBandSet *set
    = result->draft->band_sets->len > 0 ? assay_profile_band_set (result->draft, 0) : NULL;
  const gsize *bands = result->what_if->after_bands[bin];
  guint best = 0;

  if (set == NULL)
    return ASSAY_TONE_NONE;
  for (guint b = 1; b < set->bands->len; b++)
    if (bands[b] > bands[best])
      best = b;
  /* Too little is known of them for a band. */
  return bands[best] > 0 ? assay_tone_from_rank (best, set->bands->len) : ASSAY_TONE_NONE;
}

static gboolean
adds_points (const AssayProfile *profile)
{
  for (guint s = 0; s < profile->band_sets->len; s++)
    for (guint b = 0; b < assay_profile_band_set (profile, s)->bands->len; b++)
      if (g_array_index (assay_profile_band_set (profile, s)->bands, AssayBand, b).points != 0)
        return TRUE;
  return FALSE;
}

static char *
say_distribution (const AssayLiveResult *result)
{
  const AssayWhatIfResult *what_if = result->what_if;
  GString *text = g_string_new (NULL);

  if (what_if->n == 0)
    g_string_append (text, _("There are no leads yet."));
  else if (fabs (what_if->mean_after - what_if->mean_before) < 0.05)
    g_string_append_printf (text, _("The average score is %.1f."), what_if->mean_after);
  else
    g_string_append_printf (text, _("The average score moves from %.1f to %.1f."),
                            what_if->mean_before, what_if->mean_after);
  if (adds_points (result->draft))
    g_string_append_printf (text, " %s", _("The gaps are where a band adds its points."));
  if (what_if->n < result->n_all)
    g_string_append_printf (
      text, _(" From %'zu of %'zu leads, evenly spread."), what_if->n, result->n_all);
  return g_string_free (text, FALSE);
}

static void
show_distribution (AssayLivePane         *self,
                   const AssayLiveResult *result,
                   gint64                 version)
{
  const AssayWhatIfResult *what_if = result->what_if;
  AssayTone tones[ASSAY_WHAT_IF_BINS];
  g_autofree char *legend = version > 0 ? g_strdup_printf (_("version %" PRId64), version)
                                        : g_strdup (_("as it comes"));
  g_autofree char *reading = say_distribution (result);

  for (guint i = 0; i < ASSAY_WHAT_IF_BINS; i++)
    tones[i] = tone_of (result, i);
  assay_histogram_chart_set (ASSAY_HISTOGRAM_CHART (self->histogram), result->draft->scale_min,
                             result->draft->scale_max, ASSAY_WHAT_IF_BINS,
                             version >= 0 ? what_if->before : NULL, what_if->after, tones);
  gtk_label_set_text (GTK_LABEL (self->legend_before), legend);
  gtk_widget_set_visible (self->legend_box, version >= 0);
  gtk_label_set_text (GTK_LABEL (self->reading), reading);
}

static GtkWidget *
make_legend (AssayLivePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dashes = assay_label_new ("┄┄", "dim-label", ASSAY_LABEL_PLAIN);
  GtkWidget *key = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *draft = assay_label_new (_("draft"), "caption dim-label", ASSAY_LABEL_PLAIN);

  self->legend_before = assay_label_new (NULL, "caption dim-label", ASSAY_LABEL_PLAIN);
  gtk_accessible_update_state (GTK_ACCESSIBLE (dashes), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  assay_add_css_classes (key, "assay-key series-1");
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (key, 6);
  assay_append (box, dashes, self->legend_before, key, draft, NULL);
  self->legend_box = box;
  return box;
}

static GtkWidget *
make_distribution (AssayLivePane *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (assay_card_init (card, _("Score distribution"), NULL)), make_legend (self));
  self->histogram = assay_histogram_chart_new ();
  assay_set_accessible_name (self->histogram, _("Score distribution"));
  self->reading = assay_label_new (NULL, "caption", ASSAY_LABEL_WRAP);
  assay_append (card, self->histogram, self->reading, NULL);
  return card;
}

static void
assay_live_pane_class_init (AssayLivePaneClass *klass)
{
}

static void
assay_live_pane_init (AssayLivePane *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  self->problem = assay_label_new (NULL, "assay-notice warning", ASSAY_LABEL_WRAP);
  gtk_widget_set_visible (self->problem, FALSE);
  self->moves = assay_moves_card_new ();
  self->backtest = assay_backtest_card_new ();
  self->example = assay_example_card_new ();
  assay_append (GTK_WIDGET (self), self->problem, make_distribution (self), self->moves, self->backtest,
                self->example, NULL);
}

GtkWidget *
assay_live_pane_new (void)
{
  return g_object_new (ASSAY_TYPE_LIVE_PANE, NULL);
}

/* The first few; a profile that is not in use yet may have many, all of the same kind. */
static char *
join_warnings (const AssayLiveResult *result)
{
  GString *text;
  guint n = result != NULL && result->warnings != NULL ? g_strv_length (result->warnings) : 0;

  if (n == 0)
    return NULL;
  text = g_string_new (result->warnings[0]);
  for (guint i = 1; i < MIN (n, MAX_WARNINGS); i++)
    g_string_append_printf (text, "\n%s", result->warnings[i]);
  if (n > MAX_WARNINGS)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (
        text, ngettext ("and %u more", "and %u more", n - MAX_WARNINGS), n - MAX_WARNINGS);
    }
  return g_string_free (text, FALSE);
}

static void
show_problem (AssayLivePane         *self,
              const AssayLiveResult *result,
              const char            *error)
{
  g_autofree char *warnings = join_warnings (result);
  const char *text = error != NULL ? error : warnings;

  gtk_label_set_text (GTK_LABEL (self->problem), text != NULL ? text : "");
  gtk_widget_set_visible (self->problem, text != NULL);
}

/**
 * assay_live_pane_show:
 * @result: (nullable): has to live until the next call; nothing while the first one is worked out
 * @version: of the profile in use; 0 of a shipped one that is not, −1 where there is none
 * @error: (nullable): why there is no newer result
 */
void
assay_live_pane_show (AssayLivePane         *self,
                      const AssayLiveResult *result,
                      gint64                 version,
                      const char            *error)
{
  g_return_if_fail (ASSAY_IS_LIVE_PANE (self));

  show_problem (self, result, error);
  assay_example_card_show (ASSAY_EXAMPLE_CARD (self->example), result);
  if (result == NULL)
    return;
  show_distribution (self, result, version);
  assay_moves_card_show (ASSAY_MOVES_CARD (self->moves), result);
  gtk_widget_set_visible (self->moves, version >= 0 && result->draft->band_sets->len > 0);
  assay_backtest_card_show (ASSAY_BACKTEST_CARD (self->backtest), result, version);
}
