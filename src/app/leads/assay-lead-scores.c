/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-scores.h"

#include "assay-format.h"
#include "assay-theme.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-score-pill.h"
#include "widgets/assay-waterfall.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * AssayLeadScores:
 *
 * A lead's scores: a tab for each profile with score and band, and the waterfall of the one chosen.
 * Where the profiles disagree it says so.
 */
struct _AssayLeadScores
{
  AdwBin parent_instance;

  JsonArray *scores; /* (owned) (nullable) */
  char *profile;     /* (owned) (nullable): the one chosen, kept from lead to lead */
  gboolean filling;
  GtkWidget *box;
  GtkWidget *tabs;
  GtkWidget *waterfall;
  GtkWidget *note;
  GtkWidget *pill;
  GtkWidget *notice;
  GtkWidget *notice_label;
};

G_DEFINE_FINAL_TYPE (AssayLeadScores, assay_lead_scores, ADW_TYPE_BIN)

enum
{
  SOURCE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static double
get_number (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
}

static JsonArray *
get_list (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static char *
dup_label (JsonObject *object)
{
  const char *label = get_text (object, "label");
  const char *key = get_text (object, "key");

  return label != NULL ? g_strdup (label) : assay_format_band (key);
}

/* The band that a tab shows: the first of the profile's classifications. */
static const char *
get_band (JsonObject *score)
{
  JsonNode *node = json_object_get_member (score, "bands");
  JsonObject *bands;
  g_autoptr (GList) names = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  bands = json_node_get_object (node);
  names = json_object_get_members (bands);
  return names != NULL ? get_text (bands, names->data) : NULL;
}

/* The first place where the evidence was found. */
static void
set_source (AssayWaterfall *waterfall,
            JsonObject     *factor)
{
  JsonArray *sources = get_list (factor, "sources");
  JsonObject *source;

  if (sources == NULL || json_array_get_length (sources) == 0)
    return;
  source = json_array_get_object_element (sources, 0);
  assay_waterfall_set_source (waterfall, get_text (source, "field"),
                              json_object_get_int_member_with_default (source, "event", 0));
}

static void
add_factors (AssayWaterfall *waterfall,
             JsonObject     *group)
{
  JsonArray *factors = get_list (group, "factors");

  for (guint i = 0; factors != NULL && i < json_array_get_length (factors); i++)
    {
      JsonObject *factor = json_array_get_object_element (factors, i);
      double points = get_number (factor, "points");
      g_autofree char *label = dup_label (factor);

      /* Factors that brought nothing are in the profile, not in the story of this score. */
      if (isnan (points) || points == 0)
        continue;
      assay_waterfall_add_factor (waterfall, get_text (factor, "key"), label, points,
                                  get_text (factor, "evidence"));
      set_source (waterfall, factor);
    }
}

/* What bands add to the base once it is classified. */
static void
show_bonus (AssayLeadScores *self,
            JsonObject      *score,
            double           base)
{
  JsonArray *bonuses = get_list (score, "band_points");
  const char *said = get_text (score, "note");
  g_autofree char *base_text = assay_format_score (base);
  g_autofree char *note = NULL;

  for (guint i = 0; bonuses != NULL && i < json_array_get_length (bonuses); i++)
    {
      JsonObject *bonus = json_array_get_object_element (bonuses, i);
      const char *band = get_text (bonus, "band");
      const char *name = get_text (bonus, "label");
      g_autofree char *lower = g_utf8_strdown (name != NULL ? name : band, -1);
      g_autofree char *label = NULL;
      g_autofree char *points = assay_format_score (get_number (bonus, "points"));

      /* Translators: %s is a band: what being in it adds to the score */
      label = g_strdup_printf (_("%s bonus"), name != NULL ? name : band);
      assay_waterfall_add_bonus (ASSAY_WATERFALL (self->waterfall), label,
                                 get_number (bonus, "points"), assay_tone_from_band (band));
      g_free (note);
      /* Translators: e.g. “Base 72 is hot, which adds 15.” */
      note = g_strdup_printf (_("Base %s is %s, which adds %s."), base_text, lower, points);
    }
  if (json_object_has_member (score, "conversion"))
    {
      JsonObject *conversion = json_object_get_object_member (score, "conversion");
      g_autofree char *before = g_steal_pointer (&note);
      /* Translators: of past leads with about this score */
      g_autofree char *meaning = g_strdup_printf (
        _("Leads that scored like this converted %.0f %% of the time."),
        100 * get_number (conversion, "probability"));

      note = g_strdup_printf ("%s%s%s", before != NULL ? before : "", before != NULL ? " " : "", meaning);
    }
  gtk_label_set_text (GTK_LABEL (self->note), said != NULL ? said : note != NULL ? note : "");
}

static void
show_waterfall (AssayLeadScores *self,
                JsonObject      *score)
{
  AssayWaterfall *waterfall = ASSAY_WATERFALL (self->waterfall);
  JsonArray *groups = get_list (score, "groups");
  double minimum = get_number (score, "minimum"), maximum = get_number (score, "maximum");
  double sum = 0, base = get_number (score, "base");
  g_autofree char *text = assay_format_score (get_number (score, "score"));
  g_autofree char *band = assay_format_band (get_band (score));

  if (isnan (minimum) || isnan (maximum) || maximum <= minimum)
    minimum = 0, maximum = 100;
  assay_waterfall_begin (waterfall, minimum, maximum);
  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);
      g_autofree char *label = dup_label (group);
      double points = get_number (group, "points");

      sum += isnan (points) ? 0 : points;
      assay_waterfall_add_group (waterfall, get_text (group, "key"), label,
                                 isnan (points) ? 0 : points, get_number (group, "max"));
      add_factors (waterfall, group);
    }
  show_bonus (self, score, isnan (base) ? sum : base);
  assay_waterfall_end (waterfall);
  assay_score_pill_set (ASSAY_SCORE_PILL (self->pill), text, assay_tone_from_band (get_band (score)),
                        *band != '\0' ? band : NULL);
  gtk_widget_set_visible (self->pill, *text != '\0');
}

static JsonObject *
find_score (AssayLeadScores *self,
            const char      *profile)
{
  for (guint i = 0; i < json_array_get_length (self->scores); i++)
    {
      JsonObject *score = json_array_get_object_element (self->scores, i);

      if (profile == NULL || g_strcmp0 (get_text (score, "profile"), profile) == 0)
        return score;
    }
  return NULL;
}

static void
tab_toggled_cb (GtkToggleButton *tab,
                AssayLeadScores *self)
{
  const char *profile = g_object_get_data (G_OBJECT (tab), "profile");
  JsonObject *score;

  if (self->filling || !gtk_toggle_button_get_active (tab))
    return;
  score = find_score (self, profile);
  if (score == NULL)
    return;
  g_free (self->profile);
  self->profile = g_strdup (profile);
  show_waterfall (self, score);
}

/* Whether a profile puts the lead in its lowest band that the primary one puts in its best, or the
 * other way round. */
static gboolean
disagrees (AssayLeadScores *self,
           JsonObject      *score)
{
  AssayTone primary = assay_tone_from_band (get_band (json_array_get_object_element (self->scores, 0)));
  AssayTone tone = assay_tone_from_band (get_band (score));

  return (primary == ASSAY_TONE_HIGH && tone == ASSAY_TONE_LOW)
         || (primary == ASSAY_TONE_LOW && tone == ASSAY_TONE_HIGH);
}

static GtkWidget *
new_mark (void)
{
  GtkWidget *mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (mark, "assay-warning");
  gtk_widget_set_tooltip_text (mark, _("Disagrees with the first profile"));
  return mark;
}

static GtkWidget *
new_tab (AssayLeadScores *self,
         JsonObject      *score,
         GtkWidget       *first)
{
  GtkWidget *tab = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *name = get_text (score, "name");
  GtkWidget *title = assay_label_new (name != NULL ? name : get_text (score, "profile"), "caption",
                                      ASSAY_LABEL_ELLIPSIZE);
  g_autofree char *text = assay_format_score (get_number (score, "score"));
  g_autofree char *band = assay_format_band (get_band (score));
  g_autofree char *value
    = *text != '\0' ? g_strdup_printf ("%s %s", text, band) : g_strdup (_("no score"));
  GtkWidget *figure = assay_label_new (value, "assay-strong numeric", ASSAY_LABEL_ELLIPSIZE);
  GtkWidget *figure_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  g_autofree char *label = NULL;

  gtk_label_set_xalign (GTK_LABEL (title), 0.5);
  gtk_widget_set_halign (figure_box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (figure_box), figure);
  if (disagrees (self, score))
    gtk_box_append (GTK_BOX (figure_box), new_mark ());
  assay_append (box, title, figure_box, NULL);
  gtk_button_set_child (GTK_BUTTON (tab), box);
  gtk_widget_set_hexpand (tab, TRUE);
  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tab), GTK_TOGGLE_BUTTON (first));
  label = g_strdup_printf ("%s, %s", gtk_label_get_text (GTK_LABEL (title)), value);
  assay_set_accessible_name (tab, label);
  g_object_set_data_full (G_OBJECT (tab), "profile", g_strdup (get_text (score, "profile")), g_free);
  g_signal_connect_object (tab, "toggled", G_CALLBACK (tab_toggled_cb), self, 0);
  return tab;
}

static void
fill_tabs (AssayLeadScores *self)
{
  GtkWidget *first = NULL, *chosen = NULL;

  self->filling = TRUE;
  assay_remove_all (self->tabs);
  for (guint i = 0; i < json_array_get_length (self->scores); i++)
    {
      JsonObject *score = json_array_get_object_element (self->scores, i);
      GtkWidget *tab = new_tab (self, score, first);

      if (first == NULL)
        first = tab;
      if (g_strcmp0 (get_text (score, "profile"), self->profile) == 0)
        chosen = tab;
      gtk_box_append (GTK_BOX (self->tabs), tab);
    }
  if (first != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chosen != NULL ? chosen : first), TRUE);
  self->filling = FALSE;
  gtk_widget_set_visible (self->tabs, json_array_get_length (self->scores) > 1);
}

/* A profile says high where another one says low. */
static void
show_disagreement (AssayLeadScores *self)
{
  const char *high = NULL, *low = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < json_array_get_length (self->scores); i++)
    {
      JsonObject *score = json_array_get_object_element (self->scores, i);
      const char *name = get_text (score, "name");
      AssayTone tone = assay_tone_from_band (get_band (score));

      if (name == NULL)
        name = get_text (score, "profile");
      if (tone == ASSAY_TONE_HIGH && high == NULL)
        high = name;
      else if (tone == ASSAY_TONE_LOW && low == NULL)
        low = name;
    }
  gtk_widget_set_visible (self->notice, high != NULL && low != NULL);
  if (high == NULL || low == NULL)
    return;
  text = g_markup_printf_escaped (_("<b>The profiles disagree.</b> %s puts this lead in its best "
                                    "band, %s in its lowest."),
                                  high, low);
  gtk_label_set_markup (GTK_LABEL (self->notice_label), text);
}

static void
mark_activated_cb (AssayLeadScores *self,
                   guint            mark)
{
  const char *field;
  gint64 event;

  if (assay_waterfall_get_source (ASSAY_WATERFALL (self->waterfall), mark, &field, &event))
    g_signal_emit (self, signals[SOURCE_ACTIVATED], 0, field, event);
}

static void
assay_lead_scores_dispose (GObject *object)
{
  AssayLeadScores *self = ASSAY_LEAD_SCORES (object);

  g_clear_pointer (&self->scores, json_array_unref);
  G_OBJECT_CLASS (assay_lead_scores_parent_class)->dispose (object);
}

static void
assay_lead_scores_finalize (GObject *object)
{
  g_free (ASSAY_LEAD_SCORES (object)->profile);
  G_OBJECT_CLASS (assay_lead_scores_parent_class)->finalize (object);
}

static void
assay_lead_scores_class_init (AssayLeadScoresClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_SCORE_PILL);
  g_type_ensure (ASSAY_TYPE_WATERFALL);
  G_OBJECT_CLASS (klass)->dispose = assay_lead_scores_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_lead_scores_finalize;
  /**
   * AssayLeadScores::source-activated:
   * @field: (nullable): key of the field that evidence stands in
   * @event: or the event that it is; 0 for none
   */
  signals[SOURCE_ACTIVATED] = g_signal_new ("source-activated", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                            G_TYPE_STRING, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-lead-scores.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayLeadScores, box);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadScores, tabs);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadScores, waterfall);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadScores, note);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadScores, pill);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadScores, notice);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadScores, notice_label);
  gtk_widget_class_bind_template_callback (widget_class, mark_activated_cb);
}

static void
assay_lead_scores_init (AssayLeadScores *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_lead_scores_set:
 * @scores: (nullable): breakdowns as `assay show` gives them, the primary profile first
 */
void
assay_lead_scores_set (AssayLeadScores *self,
                       JsonArray       *scores)
{
  JsonObject *chosen;

  g_return_if_fail (ASSAY_IS_LEAD_SCORES (self));

  if (scores != NULL)
    json_array_ref (scores);
  g_clear_pointer (&self->scores, json_array_unref);
  self->scores = scores;
  gtk_widget_set_visible (GTK_WIDGET (self),
                          scores != NULL && json_array_get_length (scores) > 0);
  if (scores == NULL || json_array_get_length (scores) == 0)
    return;
  fill_tabs (self);
  chosen = find_score (self, self->profile);
  show_waterfall (self, chosen != NULL ? chosen : find_score (self, NULL));
  show_disagreement (self);
}
