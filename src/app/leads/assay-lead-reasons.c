/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-reasons.h"

#include "assay-loader.h"
#include "learn/assay-explanation.h"
#include "learn/assay-predictive-scorer.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-rank-chart.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

/**
 * AssayLeadReasons:
 *
 * What the model saw of a lead: what speaks for and against it, in points beside where all leads start; the
 * one change that would lift it most; and leads that it sees in the same light, with what became of them.
 */
struct _AssayLeadReasons
{
  AdwBin parent_instance;

  AssayLoader *loader;   /* (owned) (nullable) */
  gint64 lead;

  GtkWidget *title;
  GtkWidget *chart;
  GtkWidget *reading;
  GtkWidget *change;
  GtkWidget *similar_title;
  GtkWidget *similar;
  GtkWidget *similar_of;
};

G_DEFINE_FINAL_TYPE (AssayLeadReasons, assay_lead_reasons, ADW_TYPE_BIN)

static JsonArray *
get_list (JsonObject *object,
          const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;
}

static void
add_side (AssayLeadReasons *self,
          JsonObject       *score,
          const char       *side)
{
  JsonArray *list = get_list (score, side);

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *factor = json_array_get_object_element (list, i);
      double points = json_object_get_double_member (factor, "points");
      g_autofree char *text = g_strdup_printf (points < 0 ? "−%.0f" : "+%.0f", fabs (points));

      if (fabs (points) >= 0.5)
        assay_rank_chart_add (ASSAY_RANK_CHART (self->chart), json_object_get_string_member (factor, "key"),
                              json_object_get_string_member (factor, "evidence"), points, NAN, text);
    }
}

static void
clear_similar (AssayLeadReasons *self)
{
  assay_remove_all (self->similar);
  gtk_widget_set_visible (self->similar_title, FALSE);
  gtk_widget_set_visible (self->similar_of, FALSE);
  gtk_widget_set_visible (self->change, FALSE);
}

static char *
say_range (JsonObject *score)
{
  JsonArray *interval = get_list (score, "interval");
  gint64 shown = json_object_get_int_member (score, "score");

  if (interval == NULL || json_array_get_length (interval) != 2)
    return g_strdup_printf (_("In all %" PRId64 " %%."), shown);
  return g_strdup_printf (_("In all %" PRId64 " %%; few leads were like this one, so it may be anything from %.0f to "
                            "%.0f %%."),
                          shown, 100 * json_array_get_double_element (interval, 0),
                          100 * json_array_get_double_element (interval, 1));
}

static void
show_reasons (AssayLeadReasons *self,
              JsonObject       *score)
{
  double base = json_object_get_double_member_with_default (score, "base", 0);
  /* Translators: where all leads start, in percent */
  g_autofree char *title = g_strdup_printf (_("What the model saw · average lead %.0f %%"), base);
  g_autofree char *reading = say_range (score);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  assay_rank_chart_clear (ASSAY_RANK_CHART (self->chart));
  add_side (self, score, "for");
  add_side (self, score, "against");
  assay_rank_chart_end (ASSAY_RANK_CHART (self->chart), ASSAY_COLOR_SERIES_1);
  gtk_label_set_text (GTK_LABEL (self->reading), reading);
}

static void
show_lead_cb (GtkWidget *button)
{
  gint64 *lead = g_object_get_data (G_OBJECT (button), "lead");

  gtk_widget_activate_action (button, "win.show-lead", "x", *lead);
}

static GtkWidget *
make_similar (JsonObject *other)
{
  gint64 lead = json_object_get_int_member (other, "lead");
  gboolean converted = json_object_get_boolean_member (other, "converted");
  const char *name = json_object_get_string_member_with_default (other, "name", NULL);
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = assay_label_new (name != NULL ? name : _("Unnamed lead"), NULL,
                                      ASSAY_LABEL_ELLIPSIZE | ASSAY_LABEL_EXPAND);
  GtkWidget *became = gtk_label_new (converted ? _("converted") : _("lost"));

  gtk_widget_set_css_classes (became, (const char *[]) { "assay-tag", converted ? "ok" : NULL, NULL });
  assay_append (box, label, became, NULL);
  gtk_button_set_child (GTK_BUTTON (button), box);
  assay_add_css_classes (button, "flat assay-review-lead");
  gtk_widget_set_tooltip_text (button, _("Show the lead"));
  g_object_set_data_full (G_OBJECT (button), "lead", g_memdup2 (&lead, sizeof lead), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (show_lead_cb), NULL);
  return button;
}

/* Of very many leads some are kept to be looked for: then these may not be the most similar of all. */
static void
show_sample (AssayLeadReasons *self,
             JsonObject       *explanation)
{
  gint64 n = json_object_get_int_member_with_default (explanation, "similar_of", 0);
  gint64 n_all = json_object_get_int_member_with_default (explanation, "similar_all", 0);
  g_autofree char *text = NULL;

  if (n >= n_all)
    return;
  text = g_strdup_printf (_("Looked for among %'" PRId64 " of the %'" PRId64 " leads it learned from, drawn by "
                            "lot."),
                          n, n_all);
  gtk_label_set_text (GTK_LABEL (self->similar_of), text);
  gtk_widget_set_visible (self->similar_of, TRUE);
}

static void
show_rest (AssayLeadReasons *self,
           JsonObject       *explanation)
{
  JsonArray *similar = get_list (explanation, "similar");
  guint n = similar != NULL ? json_array_get_length (similar) : 0;

  clear_similar (self);
  if (json_object_has_member (explanation, "change"))
    {
      JsonObject *change = json_object_get_object_member (explanation, "change");
      /* Translators: a probability, and what would have to be different: “if Source were “Referral”” */
      g_autofree char *text = g_strdup_printf (_("It would be %" PRId64 " %% if %s."),
                                               json_object_get_int_member (change, "score"),
                                               json_object_get_string_member (change, "if"));

      gtk_label_set_text (GTK_LABEL (self->change), text);
      gtk_widget_set_visible (self->change, TRUE);
    }
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (self->similar), make_similar (json_array_get_object_element (similar, i)));
  gtk_widget_set_visible (self->similar_title, n > 0);
  if (n > 0)
    show_sample (self, explanation);
}

/* The rest takes a look at other leads: on a worker, when the reasons are there already. */
static gpointer
read_rest (AssayWorkspace *workspace,
           gpointer        lead,
           GCancellable   *cancellable,
           GError        **error)
{
  return assay_explanation_make_for (
    workspace, *(gint64 *) lead,
    ASSAY_EXPLANATION_SIMILAR | ASSAY_EXPLANATION_CHANGE | ASSAY_EXPLANATION_NAMES, error);
}

static const AssayReading rest_reading = { read_rest, g_free, (GDestroyNotify) json_node_unref };

static void
explained_cb (gpointer      owner,
              gpointer      answer,
              const GError *error)
{
  g_autoptr (JsonNode) node = answer;

  if (node != NULL)
    show_rest (owner, json_node_get_object (node));
}

static void
assay_lead_reasons_dispose (GObject *object)
{
  AssayLeadReasons *self = ASSAY_LEAD_REASONS (object);

  g_clear_pointer (&self->loader, assay_loader_free);
  G_OBJECT_CLASS (assay_lead_reasons_parent_class)->dispose (object);
}

static void
assay_lead_reasons_class_init (AssayLeadReasonsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_lead_reasons_dispose;
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = assay_label_new (text, css_class, ASSAY_LABEL_WRAP);

  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
assay_lead_reasons_init (AssayLeadReasons *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->loader = assay_loader_new (&rest_reading, explained_cb, self);
  self->title = add_label (box, NULL, "caption-heading dim-label");
  self->chart = assay_rank_chart_new ();
  assay_rank_chart_set_compact (ASSAY_RANK_CHART (self->chart), TRUE);
  assay_set_accessible_name (self->chart, _("What the model saw"));
  gtk_box_append (GTK_BOX (box), self->chart);
  self->reading = add_label (box, NULL, "caption");
  self->change = add_label (box, NULL, "caption");
  self->similar_title = add_label (box, _("Leads it sees in the same light"), "caption-heading dim-label");
  self->similar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), self->similar);
  self->similar_of = add_label (box, NULL, "caption");
  gtk_widget_add_css_class (self->similar_of, "dim-label");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * assay_lead_reasons_set:
 * @scores: (nullable): breakdowns as `assay show` gives them; shown if the model in use is among them
 */
void
assay_lead_reasons_set (AssayLeadReasons *self,
                        AssaySession     *session,
                        gint64            lead,
                        JsonArray        *scores)
{
  JsonObject *predictive = NULL;

  g_return_if_fail (ASSAY_IS_LEAD_REASONS (self));

  for (guint i = 0; scores != NULL && i < json_array_get_length (scores); i++)
    {
      JsonObject *score = json_array_get_object_element (scores, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (score, "profile", NULL), ASSAY_PREDICTIVE_KEY) == 0
          && json_object_has_member (score, "for"))
        predictive = score;
    }
  if (lead != self->lead)
    clear_similar (self);
  self->lead = lead;
  gtk_widget_set_visible (GTK_WIDGET (self), predictive != NULL);
  if (predictive == NULL)
    return;
  show_reasons (self, predictive);
  assay_loader_load (self->loader, assay_session_get_workspace (session), g_memdup2 (&lead, sizeof lead));
}
