/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-model-board.h"

#include "learn/assay-confusion.h"
#include "models/assay-field-rows.h"
#include "models/assay-model-charts.h"
#include "models/assay-model-head.h"
#include "models/assay-model-history.h"
#include "models/assay-model-json.h"
#include "models/assay-model-words.h"
#include "models/assay-threshold-card.h"
#include "models/assay-trial-card.h"
#include "widgets/assay-flow-bin.h"
#include "widgets/assay-line-chart.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-rank-chart.h"

#include <glib/gi18n.h>

/**
 * AssayModelBoard:
 *
 * The model in use beside the one that challenges it and the simpler one: figures, verdict, pictures, what was
 * left out, drift, and history.
 */
struct _AssayModelBoard
{
  AdwBin parent_instance;

  JsonObject *leading;  /* (owned) (nullable): the model that sentences are about */
  guint n_allowed;      /* fields that it was allowed to learn from */
  guint leading_series; /* its place in the order of colours */

  GtkWidget *scrolled;
  GtkWidget *heads;
  GtkWidget *head[ASSAY_MAX_COMPARED];
  GtkWidget *verdict;
  GtkWidget *cards;
  GtkWidget *roc;
  GtkWidget *calibration;
  GtkWidget *lift;
  GtkWidget *left_out;
  GtkWidget *drift;
  GtkWidget *importance;
  GtkWidget *threshold;
  GtkWidget *precision;
  GtkWidget *learning;
  GtkWidget *dependence;
  GtkWidget *together;
  GtkWidget *realised;
  GtkWidget *trial;
  GtkWidget *rows;
  GtkWidget *train_button;
  GtkWidget *history;
};

G_DEFINE_FINAL_TYPE (AssayModelBoard, assay_model_board, ADW_TYPE_BIN)

static void
assay_model_board_dispose (GObject *object)
{
  g_clear_pointer (&ASSAY_MODEL_BOARD (object)->leading, json_object_unref);
  G_OBJECT_CLASS (assay_model_board_parent_class)->dispose (object);
}

static void
assay_model_board_class_init (AssayModelBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_model_board_dispose;
}

/* Where the slider stands is a place on the curve. */
static void
place_spot (AssayModelBoard *self)
{
  AssayLineChart *chart
    = ASSAY_LINE_CHART (assay_chart_card_get_content (ASSAY_CHART_CARD (self->roc)));
  JsonObject *metrics = assay_model_json_get_object (self->leading, "metrics");
  AssayConfusion confusion;

  if (metrics == NULL
      || !assay_confusion_read (
        &confusion, metrics, assay_threshold_card_get (ASSAY_THRESHOLD_CARD (self->threshold)) / 100.0))
    return;
  assay_line_chart_set_spot (
    chart, self->leading_series,
    (double) confusion.false_positives / (double) MAX (confusion.false_positives + confusion.true_negatives, 1),
    (double) confusion.true_positives / (double) MAX (confusion.true_positives + confusion.false_negatives, 1));
}

static void
rows_toggled_cb (AssayModelBoard *self)
{
  g_auto (GStrv) allowed = assay_model_board_list_allowed (self);

  gtk_widget_set_visible (self->train_button, g_strv_length (allowed) != self->n_allowed);
}

/* A bar of what counts most tells how it counts. */
static void
feature_chosen_cb (AssayModelBoard *self,
                   guint            mark)
{
  AssayRankChart *chart
    = ASSAY_RANK_CHART (assay_chart_card_get_content (ASSAY_CHART_CARD (self->importance)));

  if (self->leading != NULL)
    assay_model_charts_show_dependence (ASSAY_CHART_CARD (self->dependence), self->leading,
                                        assay_rank_chart_get_key (chart, mark));
}

static GtkWidget *
make_left_out (AssayModelBoard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scrolled;

  self->rows = assay_field_rows_new ();
  g_signal_connect_object (self->rows, "toggled", G_CALLBACK (rows_toggled_cb), self, G_CONNECT_SWAPPED);
  scrolled = assay_scrolled_new (self->rows);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 180);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->train_button = gtk_button_new_with_label (_("Train With Them…"));
  gtk_widget_add_css_class (self->train_button, "assay-small");
  gtk_widget_set_halign (self->train_button, GTK_ALIGN_START);
  gtk_widget_set_visible (self->train_button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->train_button), "models.train");
  assay_append (box, scrolled, self->train_button, NULL);
  return assay_chart_card_new (_("Fields left out"), box);
}

static GtkWidget *
make_flow (guint columns)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), columns);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), columns);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 10);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 10);
  return flow;
}

static void
append (GtkWidget *flow,
        GtkWidget *child)
{
  gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
  gtk_widget_set_focusable (gtk_widget_get_parent (child), FALSE);
}

static void
make_cards (AssayModelBoard *self)
{
  self->roc = assay_model_charts_new_roc ();
  self->calibration = assay_model_charts_new_calibration ();
  self->lift = assay_model_charts_new_lift ();
  self->left_out = make_left_out (self);
  self->drift = assay_model_charts_new_ranks (_("Drift since training"));
  self->importance = assay_model_charts_new_ranks (_("What it looks at"));
  self->threshold = assay_threshold_card_new ();
  self->precision = assay_model_charts_new_precision ();
  self->learning = assay_model_charts_new_learning ();
  self->dependence = assay_model_charts_new_ranks (_("How it counts"));
  assay_rank_chart_set_compact (
    ASSAY_RANK_CHART (assay_chart_card_get_content (ASSAY_CHART_CARD (self->dependence))), TRUE);
  self->together = assay_model_charts_new_ranks (_("What counts together"));
  self->realised = assay_model_charts_new_realised ();
  self->trial = assay_trial_card_new ();
  g_signal_connect_object (assay_chart_card_get_content (ASSAY_CHART_CARD (self->importance)), "mark-activated",
                           G_CALLBACK (feature_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->threshold, "threshold-changed", G_CALLBACK (place_spot), self, G_CONNECT_SWAPPED);
  append (self->cards, self->roc);
  append (self->cards, self->calibration);
  append (self->cards, self->lift);
  append (self->cards, self->left_out);
  append (self->cards, self->drift);
  append (self->cards, self->importance);
  append (self->cards, self->threshold);
  append (self->cards, self->precision);
  append (self->cards, self->learning);
  append (self->cards, self->dependence);
  append (self->cards, self->together);
  append (self->cards, self->realised);
  append (self->cards, self->trial);
}

static void
assay_model_board_init (AssayModelBoard *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  gtk_widget_add_css_class (page, "assay-models-page");
  self->heads = make_flow (3);
  for (guint i = 0; i < ASSAY_MAX_COMPARED; i++)
    {
      self->head[i] = assay_model_head_new ();
      append (self->heads, self->head[i]);
    }
  self->verdict = assay_label_new (NULL, "assay-verdict", ASSAY_LABEL_WRAP);
  self->cards = make_flow (3);
  make_cards (self);
  self->history = assay_model_history_new ();
  assay_append (page, assay_flow_bin_new (self->heads), self->verdict, assay_flow_bin_new (self->cards),
                self->history, NULL);
  self->scrolled = assay_scrolled_new (page);
  adw_bin_set_child (ADW_BIN (self), self->scrolled);
}

GtkWidget *
assay_model_board_new (void)
{
  return g_object_new (ASSAY_TYPE_MODEL_BOARD, NULL);
}

static void
add_compared (AssayCompared *compared,
              const char    *name,
              const char    *the,
              JsonObject    *metrics)
{
  if (metrics == NULL)
    return;
  compared->names[compared->n] = name;
  compared->the[compared->n] = the;
  compared->metrics[compared->n++] = metrics;
}

/* The other algorithm's figures, tried on the same leads. */
static JsonObject *
get_baseline (JsonObject *model)
{
  JsonObject *metrics = assay_model_json_get_object (model, "logistic_metrics");

  return metrics != NULL ? metrics : assay_model_json_get_object (model, "trees_metrics");
}

static void
show_heads (AssayModelBoard     *self,
            JsonObject          *champion,
            JsonObject          *challenger,
            const AssayCompared *compared)
{
  guint at = 0;

  if (champion != NULL)
    {
      assay_model_head_show (ASSAY_MODEL_HEAD (self->head[at]), ASSAY_MODEL_ROLE_CHAMPION, at, champion,
                             compared->metrics[at]);
      at++;
    }
  if (challenger != NULL)
    {
      assay_model_head_show (ASSAY_MODEL_HEAD (self->head[at]), ASSAY_MODEL_ROLE_CHALLENGER, at, challenger,
                             compared->metrics[at]);
      at++;
    }
  if (at < compared->n)
    {
      assay_model_head_show (ASSAY_MODEL_HEAD (self->head[at]), ASSAY_MODEL_ROLE_BASELINE, at, self->leading,
                             compared->metrics[at]);
      at++;
    }
  for (guint i = 0; i < ASSAY_MAX_COMPARED; i++)
    gtk_widget_set_visible (gtk_widget_get_parent (self->head[i]), i < at);
}

static void
show_verdict (AssayModelBoard *self)
{
  const char *promotion = assay_model_json_get_text (self->leading, "promotion");
  g_autofree char *verdict = assay_model_words_verdict (self->leading);
  g_autoptr (GString) text = g_string_new (verdict);

  if (promotion != NULL && *promotion != '\0')
    {
      gunichar first = g_unichar_toupper (g_utf8_get_char (promotion));

      g_string_append_c (text, ' ');
      g_string_append_unichar (text, first);
      g_string_append_printf (text, "%s.", g_utf8_next_char (promotion));
    }
  gtk_label_set_text (GTK_LABEL (self->verdict), text->str);
}

static void
show_left_out (AssayModelBoard *self)
{
  JsonArray *leaks = assay_model_json_get_list (self->leading, "leaks");
  guint n = 0;
  g_autofree char *title = NULL;

  self->n_allowed = 0;
  assay_field_rows_clear (ASSAY_FIELD_ROWS (self->rows));
  for (guint i = 0; i < assay_model_json_get_length (leaks); i++)
    {
      JsonObject *leak = json_array_get_object_element (leaks, i);
      gboolean excluded = assay_model_json_get_boolean (leak, "excluded");

      n += excluded;
      self->n_allowed += !excluded;
      assay_field_rows_add (ASSAY_FIELD_ROWS (self->rows), leak, assay_model_json_get_text (leak, "why"),
                            !excluded);
    }
  title = g_strdup_printf (ngettext ("%u field left out", "%u fields left out", (gulong) n), n);
  assay_chart_card_set_title (ASSAY_CHART_CARD (self->left_out), title);
  assay_chart_card_set_reading (ASSAY_CHART_CARD (self->left_out),
                                n > 0 ? _("They know the answer or are sensitive. Switch one on to allow it.")
                                      : _("No field knows the answer or is sensitive."));
  rows_toggled_cb (self);
}

/**
 * assay_model_board_show:
 * @state: with a model at least
 */
void
assay_model_board_show (AssayModelBoard        *self,
                        const AssayModelsState *state)
{
  JsonObject *champion = state->champion != NULL ? json_node_get_object (state->champion) : NULL;
  JsonObject *challenger = state->challenger != NULL ? json_node_get_object (state->challenger) : NULL;
  JsonObject *leading = challenger != NULL ? challenger : champion;
  AssayCompared compared = { 0 };

  g_return_if_fail (ASSAY_IS_MODEL_BOARD (self));
  g_return_if_fail (leading != NULL);

  json_object_ref (leading);
  g_clear_pointer (&self->leading, json_object_unref);
  self->leading = leading;
  add_compared (&compared, _("champion"), _("the champion"), assay_model_json_get_object (champion, "metrics"));
  add_compared (&compared, _("challenger"), _("the challenger"),
                assay_model_json_get_object (challenger, "metrics"));
  compared.leading = self->leading_series = compared.n - 1;
  add_compared (&compared, _("baseline"), _("the baseline"), get_baseline (leading));
  show_heads (self, champion, challenger, &compared);
  show_verdict (self);
  assay_model_charts_show_roc (ASSAY_CHART_CARD (self->roc), &compared);
  assay_model_charts_show_precision (ASSAY_CHART_CARD (self->precision), &compared);
  assay_model_charts_show_calibration (ASSAY_CHART_CARD (self->calibration), &compared);
  assay_model_charts_show_lift (ASSAY_CHART_CARD (self->lift), &compared);
  assay_model_charts_show_learning (ASSAY_CHART_CARD (self->learning), leading);
  assay_model_charts_show_importance (ASSAY_CHART_CARD (self->importance), leading, self->leading_series);
  assay_model_charts_show_drift (ASSAY_CHART_CARD (self->drift), champion != NULL ? champion : leading);
  assay_chart_card_set_title (ASSAY_CHART_CARD (self->importance), challenger != NULL
                                                                     ? _("What the challenger looks at")
                                                                     : _("What the champion looks at"));
  assay_model_charts_show_dependence (ASSAY_CHART_CARD (self->dependence), leading, NULL);
  assay_model_charts_show_interactions (ASSAY_CHART_CARD (self->together), leading);
  assay_model_charts_show_realised (ASSAY_CHART_CARD (self->realised), champion != NULL ? champion : leading);
  assay_trial_card_show (ASSAY_TRIAL_CARD (self->trial), state);
  show_left_out (self);
  assay_threshold_card_show (ASSAY_THRESHOLD_CARD (self->threshold),
                             assay_model_json_get_object (leading, "metrics"));
  place_spot (self);
  assay_model_history_show (ASSAY_MODEL_HISTORY (self->history), json_node_get_array (state->models));
}

/**
 * assay_model_board_set_columns:
 * @columns: how many cards stand side by side
 */
void
assay_model_board_set_columns (AssayModelBoard *self,
                               guint            columns)
{
  GtkWidget *flows[] = { self->heads, self->cards };

  g_return_if_fail (ASSAY_IS_MODEL_BOARD (self));

  for (gsize i = 0; i < G_N_ELEMENTS (flows); i++)
    {
      gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flows[i]), columns);
      gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flows[i]), columns);
    }
}

/**
 * assay_model_board_list_allowed:
 *
 * Returns: (transfer full): fields that were left out and are switched on
 */
char **
assay_model_board_list_allowed (AssayModelBoard *self)
{
  g_return_val_if_fail (ASSAY_IS_MODEL_BOARD (self), NULL);
  return assay_field_rows_list (ASSAY_FIELD_ROWS (self->rows), TRUE);
}

/**
 * assay_model_board_show_history:
 *
 * Scrolls to the history and puts the focus there.
 */
void
assay_model_board_show_history (AssayModelBoard *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  g_return_if_fail (ASSAY_IS_MODEL_BOARD (self));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  gtk_widget_child_focus (self->history, GTK_DIR_TAB_FORWARD);
}
