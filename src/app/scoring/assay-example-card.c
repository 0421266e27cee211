/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-example-card.h"

#include "assay-format.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-points-bar.h"
#include "widgets/assay-score-pill.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/**
 * AssayExampleCard:
 *
 * One lead as an example: its score before and after, and what the new one is made of.
 */
struct _AssayExampleCard
{
  GtkBox parent_instance;

  const AssayLiveResult *result; /* (not owned): until the next one is shown */
  gint64 lead;                   /* stays in view while it is among the examples */
  guint shown;
  GtkWidget *title;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *before;
  GtkWidget *arrow;
  GtkWidget *after;
  GtkWidget *bar;
  GtkWidget *reading;
};

G_DEFINE_FINAL_TYPE (AssayExampleCard, assay_example_card, GTK_TYPE_BOX)

static void
set_pill (GtkWidget    *pill,
          AssayProfile *profile,
          double        score,
          int           i)
{
  const AssayBandSet *set
    = profile->band_sets->len > 0 && i >= 0 ? assay_profile_band_set (profile, 0) : NULL;
  g_autofree char *text = assay_format_score (score);

  assay_score_pill_set (ASSAY_SCORE_PILL (pill), text,
                        set != NULL ? assay_tone_from_rank ((guint) i, set->bands->len)
                                    : ASSAY_TONE_NONE,
                        set != NULL ? g_array_index (set->bands, AssayBand, i).label : NULL);
}

static int
find_group (AssayProfile *profile,
            const char   *key)
{
  for (guint g = 0; g < profile->groups->len; g++)
    if (strcmp (assay_profile_group (profile, g)->key, key) == 0)
      return (int) g;
  return -1;
}

static void
show_parts (AssayExampleCard       *self,
            const AssayLiveExample *example)
{
  static const AssayColor colors[]
    = { ASSAY_COLOR_SERIES_1, ASSAY_COLOR_SERIES_4, ASSAY_COLOR_SERIES_3, ASSAY_COLOR_SERIES_5 };
  AssayProfile *draft = self->result->draft;
  g_autoptr (GString) text = g_string_new (NULL);

  assay_points_bar_begin (ASSAY_POINTS_BAR (self->bar), draft->scale_max);
  for (guint g = 0; g < draft->groups->len; g++)
    {
      const AssayGroup *group = assay_profile_group (draft, g);
      int old = find_group (self->result->published, group->key);
      double points = example->groups_after[g];
      double was = old >= 0 ? example->groups_before[old] : 0;
      g_autofree char *number = assay_format_score (round (points));
      g_autofree char *number_was = assay_format_score (round (was));

      if (points == 0 && was == 0)
        continue;
      assay_points_bar_add (ASSAY_POINTS_BAR (self->bar), group->label, points,
                            colors[g % G_N_ELEMENTS (colors)]);
      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", group->label, number);
      if (fabs (points - was) > 1e-9)
        /* Translators: after a group's points: what they were before */
        g_string_append_printf (text, _(" (was %s)"), number_was);
    }
  if (example->bonus_after > 0.5 && example->band_after >= 0)
    {
      const AssayBandSet *set = assay_profile_band_set (draft, 0);
      const AssayBand *band = &g_array_index (set->bands, AssayBand, example->band_after);
      g_autofree char *base = assay_format_score (round (example->base_after));
      g_autofree char *bonus = assay_format_score (round (example->bonus_after));

      assay_points_bar_add (
        ASSAY_POINTS_BAR (self->bar), band->label, example->bonus_after, ASSAY_COLOR_HOT);
      /* Translators: at the end of a list of points: the sum, a band, and what it adds */
      g_string_append_printf (text, _(": base %s, %s adds %s"), base, band->label, bonus);
    }
  g_string_append_c (text, '.');
  gtk_label_set_text (GTK_LABEL (self->reading), text->str);
}

static void
show_one (AssayExampleCard *self)
{
  const AssayLiveExample *example;
  g_autofree char *title = NULL;
  g_autofree char *number = NULL;

  if (self->result == NULL || self->result->examples->len == 0)
    return;
  self->shown = MIN (self->shown, self->result->examples->len - 1);
  example = self->result->examples->pdata[self->shown];
  self->lead = example->lead;
  number = g_strdup_printf (_("Lead %" PRId64), example->lead);
  title = g_strdup_printf (_("Example: %s"), example->name != NULL ? example->name : number);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  set_pill (self->before, self->result->published, example->before, example->band_before);
  set_pill (self->after, self->result->draft, example->after, example->band_after);
  gtk_widget_set_visible (self->before, example->before != example->after);
  gtk_widget_set_visible (self->arrow, example->before != example->after);
  gtk_widget_set_sensitive (self->previous, self->shown > 0);
  gtk_widget_set_sensitive (self->next, self->shown + 1 < self->result->examples->len);
  show_parts (self, example);
}

static void
previous_cb (AssayExampleCard *self)
{
  if (self->shown > 0)
    self->shown--;
  show_one (self);
}

static void
next_cb (AssayExampleCard *self)
{
  self->shown++;
  show_one (self);
}

static GtkWidget *
make_button (AssayExampleCard *self,
             const char       *icon,
             const char       *label,
             GCallback         callback)
{
  GtkWidget *button = assay_icon_button_new (icon, label, "flat assay-row-menu");

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
assay_example_card_class_init (AssayExampleCardClass *klass)
{
}

static void
assay_example_card_init (AssayExampleCard *self)
{
  GtkWidget *head = assay_card_init (GTK_WIDGET (self), NULL, &self->title);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->previous
    = make_button (self, "go-previous-symbolic", _("Previous example"), G_CALLBACK (previous_cb));
  self->next = make_button (self, "go-next-symbolic", _("Next example"), G_CALLBACK (next_cb));
  assay_append (head, self->previous, self->next, NULL);
  self->before = assay_score_pill_new ();
  self->arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  self->after = assay_score_pill_new ();
  self->bar = assay_points_bar_new ();
  gtk_widget_set_hexpand (self->bar, TRUE);
  assay_set_accessible_name (self->bar, _("What the score is made of"));
  assay_append (line, self->before, self->arrow, self->after, self->bar, NULL);
  self->reading = assay_label_new (NULL, "caption", ASSAY_LABEL_WRAP);
  assay_append (GTK_WIDGET (self), line, self->reading, NULL);
}

GtkWidget *
assay_example_card_new (void)
{
  return g_object_new (ASSAY_TYPE_EXAMPLE_CARD, NULL);
}

/**
 * assay_example_card_show:
 * @result: (nullable): has to live until the next call
 */
void
assay_example_card_show (AssayExampleCard      *self,
                         const AssayLiveResult *result)
{
  g_return_if_fail (ASSAY_IS_EXAMPLE_CARD (self));

  self->result = result;
  if (result == NULL)
    return;
  /* The same lead stays in view while a slider moves. */
  for (guint i = 0; i < result->examples->len; i++)
    if (((AssayLiveExample *) result->examples->pdata[i])->lead == self->lead)
      {
        self->shown = i;
        break;
      }
  gtk_widget_set_visible (GTK_WIDGET (self), result->examples->len > 0);
  show_one (self);
}
