/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-trial-card.h"

#include "models/assay-model-json.h"
#include "models/assay-model-words.h"
#include "widgets/assay-chart-card.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#define HALF G_GINT64_CONSTANT (50)

/**
 * AssayTrialCard:
 *
 * Letting a challenger show itself: silently, or with half of the new leads; how it fares; and a switch for the
 * timer that keeps all this going while no window is open.
 */
struct _AssayTrialCard
{
  AdwBin parent_instance;

  GtkWidget *card;
  GtkWidget *watch;
  GtkWidget *split;
  GtkWidget *stop;
  GtkWidget *arms;
  GtkWidget *timer;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (AssayTrialCard, assay_trial_card, ADW_TYPE_BIN)

static void
assay_trial_card_class_init (AssayTrialCardClass *klass)
{
}

static gboolean
timer_cb (AssayTrialCard *self,
          gboolean        state)
{
  if (!self->filling)
    gtk_widget_activate_action (GTK_WIDGET (self), "models.timer", "b", state);
  return FALSE;
}

static GtkWidget *
add_button (GtkWidget  *box,
            const char *label,
            const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "assay-small");
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_timer (AssayTrialCard *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = assay_label_new (_("Keep up to date while Assay is closed"), NULL,
                                      ASSAY_LABEL_WRAP | ASSAY_LABEL_EXPAND);

  self->timer = gtk_switch_new ();
  gtk_widget_set_valign (self->timer, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->timer, _("A daily timer of systemd trains again when it is time"));
  assay_set_accessible_name (self->timer, _("Keep up to date while Assay is closed"));
  g_signal_connect_object (self->timer, "state-set", G_CALLBACK (timer_cb), self, G_CONNECT_SWAPPED);
  assay_append (row, label, self->timer, NULL);
  return row;
}

static void
assay_trial_card_init (AssayTrialCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->watch = add_button (box, _("Watch Silently"), _("It predicts all leads for itself; nobody's score changes"));
  self->split = add_button (box, _("Give It Half of the New Leads"),
                            _("A lot decides whose score a new lead gets; what becomes of them is compared"));
  self->arms = assay_label_new (NULL, NULL, ASSAY_LABEL_WRAP);
  gtk_box_append (GTK_BOX (box), self->arms);
  self->stop = add_button (box, _("End the Trial"), _("All leads have the champion's scores again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->stop), "models.stop");
  gtk_box_append (GTK_BOX (box), make_timer (self));
  self->card = assay_chart_card_new (_("Trial"), box);
  adw_bin_set_child (ADW_BIN (self), self->card);
}

GtkWidget *
assay_trial_card_new (void)
{
  return g_object_new (ASSAY_TYPE_TRIAL_CARD, NULL);
}

static int
percent (double share)
{
  return isnan (share) ? 0 : (int) round (100 * share);
}

static char *
say_arm (JsonObject *trial,
         const char *arm,
         const char *format)
{
  JsonObject *object = assay_model_json_get_object (trial, arm);
  JsonArray *interval = assay_model_json_get_list (object, "interval");
  gint64 decided = assay_model_json_get_int (object, "decided");

  if (assay_model_json_get_length (interval) != 2)
    return g_strdup_printf (_("%s: none of %'" PRId64 " leads decided yet"), format,
                            assay_model_json_get_int (object, "leads"));
  return g_strdup_printf (_("%s: %d %% of %'" PRId64 " converted (%d–%d %%)"), format,
                          percent (assay_model_json_get_number (object, "rate")), decided,
                          percent (json_array_get_double_element (interval, 0)),
                          percent (json_array_get_double_element (interval, 1)));
}

static const char *
say_verdict (JsonObject *trial)
{
  const char *verdict = assay_model_json_get_text (trial, "verdict");

  if (g_strcmp0 (verdict, "better") == 0)
    return _("The challenger is better: promote it.");
  if (g_strcmp0 (verdict, "worse") == 0)
    return _("The challenger is worse: end the trial.");
  return _("It cannot be told yet which is better.");
}

static char *
say_trial (JsonObject *trial)
{
  JsonArray *interval = assay_model_json_get_list (trial, "gain_interval");
  gint64 decided = assay_model_json_get_int (trial, "decided");

  if (assay_model_json_get_length (interval) != 2)
    return g_strdup_printf ("%s %s", _("None of the leads that both predicted has an outcome yet."),
                            say_verdict (trial));
  return g_strdup_printf (
    ngettext ("On %'" PRId64 " lead that both predicted, its log-loss is lower by %.3f (%.3f to %.3f). %s",
              "On %'" PRId64 " leads that both predicted, its log-loss is lower by %.3f (%.3f to %.3f). %s",
              (gulong) decided),
    decided, assay_model_json_get_number (trial, "gain"), json_array_get_double_element (interval, 0),
    json_array_get_double_element (interval, 1), say_verdict (trial));
}

static void
show_trial (AssayTrialCard *self,
            JsonObject     *trial)
{
  gboolean split = g_strcmp0 (assay_model_json_get_text (trial, "mode"), "split") == 0;
  g_autofree char *reading = assay_model_words_sample (say_trial (trial), trial, "decided_one_in");
  g_autofree char *first = split ? say_arm (trial, "champion_arm", _("Champion")) : NULL;
  g_autofree char *second = split ? say_arm (trial, "challenger_arm", _("Challenger")) : NULL;
  g_autofree char *arms
    = split ? assay_model_words_sample (g_strdup_printf ("%s\n%s", first, second), trial, "arms_one_in")
            : g_strdup (_("It is watched silently; nobody's score changes."));

  gtk_label_set_text (GTK_LABEL (self->arms), arms);
  assay_chart_card_set_reading (ASSAY_CHART_CARD (self->card), reading);
}

static void
set_target (GtkWidget *button,
            gint64     model,
            gint64     share)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xx)", model, share);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "models.try");
}

/**
 * assay_trial_card_show:
 * @state: with a model at least
 */
void
assay_trial_card_show (AssayTrialCard         *self,
                       const AssayModelsState *state)
{
  JsonObject *challenger = state->challenger != NULL ? json_node_get_object (state->challenger) : NULL;
  gboolean useless = g_strcmp0 (assay_model_json_get_text (challenger, "verdict"), "no_signal") == 0;
  gboolean can_try = challenger != NULL && state->champion != NULL && state->trial == NULL && !useless;
  gint64 model = assay_model_json_get_int (challenger, "model");

  g_return_if_fail (ASSAY_IS_TRIAL_CARD (self));

  gtk_widget_set_visible (self->watch, can_try);
  gtk_widget_set_visible (self->split, can_try);
  gtk_widget_set_visible (self->stop, state->trial != NULL);
  gtk_widget_set_visible (self->arms, state->trial != NULL);
  set_target (self->watch, model, 0);
  set_target (self->split, model, HALF);
  if (state->trial != NULL)
    show_trial (self, json_node_get_object (state->trial));
  else
    assay_chart_card_set_reading (ASSAY_CHART_CARD (self->card),
                                  can_try ? _("Let the challenger show what it can before it takes over.")
                                          : _("There is no challenger to try. A model is trained again when 20 outcomes "
                                              "are new, or leads drift."));
  self->filling = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->timer), state->timer);
  self->filling = FALSE;
}
