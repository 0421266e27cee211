/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-moves-card.h"

#include "assay-format.h"
#include "assay-theme.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-score-pill.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

/* More kinds of moves are summed up in the title. */
#define MAX_MOVES 6

/**
 * AssayMovesCard:
 *
 * Which leads would change band: from where to where, how many, and some of them by name.
 */
struct _AssayMovesCard
{
  GtkBox parent_instance;

  GtkWidget *title;
  GtkWidget *show;
  GtkWidget *list;
  GtkWidget *moves;
  GtkWidget *reading;
};

G_DEFINE_FINAL_TYPE (AssayMovesCard, assay_moves_card, GTK_TYPE_BOX)

static const AssayBandSet *
first_set (AssayProfile *profile)
{
  return profile->band_sets->len > 0 ? assay_profile_band_set (profile, 0) : NULL;
}

static const AssayBand *
band_at (const AssayBandSet *set,
         int                 i)
{
  return set != NULL && i >= 0 && (guint) i < set->bands->len
           ? &g_array_index (set->bands, AssayBand, i)
           : NULL;
}

static GtkWidget *
make_pill (const AssayBandSet *set,
           int                 i)
{
  GtkWidget *pill = assay_score_pill_new ();
  const AssayBand *band = band_at (set, i);

  if (band != NULL)
    assay_score_pill_set (ASSAY_SCORE_PILL (pill), band->label,
                          assay_tone_from_rank ((guint) i, set->bands->len), band->label);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  return pill;
}

static GtkWidget *
make_move (const AssayLiveResult *result,
           const AssayWhatIfMove *move,
           gsize                  most)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *count = g_strdup_printf ("%'zu", move->n);
  GtkWidget *number = assay_label_new (count, "heading", ASSAY_LABEL_PLAIN);
  /* Bands stand from the highest down: a smaller place is a better band. */
  gboolean up = move->to < move->from;

  assay_append (box, make_pill (first_set (result->published), (int) move->from),
                gtk_image_new_from_icon_name ("go-next-symbolic"),
                make_pill (first_set (result->draft), (int) move->to), NULL);
  gtk_widget_set_size_request (
    bar, (int) MAX (2, round (56 * (double) move->n / (double) most)), 8);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (bar, "assay-key");
  gtk_widget_add_css_class (bar, up ? "series-1" : "series-2");
  assay_append (box, bar, number, NULL);
  return box;
}

static void
fill_moves (AssayMovesCard        *self,
            const AssayLiveResult *result)
{
  const GArray *moves = result->what_if->moves;

  assay_remove_all (self->moves);
  for (guint i = 0; i < MIN (moves->len, MAX_MOVES); i++)
    {
      gtk_flow_box_append (GTK_FLOW_BOX (self->moves),
                           make_move (result, &g_array_index (moves, AssayWhatIfMove, i),
                                      g_array_index (moves, AssayWhatIfMove, 0).n));
      gtk_widget_set_focusable (gtk_widget_get_last_child (self->moves), FALSE);
    }
  gtk_widget_set_visible (self->moves, moves->len > 0);
}

static void
lead_clicked_cb (GtkButton      *button,
                 AssayMovesCard *self)
{
  gint64 *lead = g_object_get_data (G_OBJECT (button), "lead");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->show));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-lead", "x", *lead);
}

static GtkWidget *
make_lead (AssayMovesCard         *self,
           const AssayLiveResult  *result,
           const AssayLiveExample *example)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *number = g_strdup_printf (_("Lead %" PRId64), example->lead);
  GtkWidget *name = assay_label_new (example->name != NULL ? example->name : number, NULL,
                                     ASSAY_LABEL_ELLIPSIZE | ASSAY_LABEL_EXPAND);
  const AssayBandSet *sets[] = { first_set (result->published), first_set (result->draft) };
  const double scores[] = { example->before, example->after };
  const int bands[] = { example->band_before, example->band_after };

  gtk_label_set_max_width_chars (GTK_LABEL (name), 26);
  gtk_box_append (GTK_BOX (box), name);
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *pill = assay_score_pill_new ();
      const AssayBand *band = band_at (sets[i], bands[i]);
      g_autofree char *text = assay_format_score (scores[i]);

      assay_score_pill_set (
        ASSAY_SCORE_PILL (pill), text,
        band != NULL ? assay_tone_from_rank ((guint) bands[i], sets[i]->bands->len)
                     : ASSAY_TONE_NONE,
        band != NULL ? band->label : NULL);
      if (i == 1)
        gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_box_append (GTK_BOX (box), pill);
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (
    G_OBJECT (button), "lead", g_memdup2 (&example->lead, sizeof example->lead), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (lead_clicked_cb), self, 0);
  return button;
}

static void
all_clicked_cb (GtkButton      *button,
                AssayMovesCard *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->show));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-leads", "s",
                              (const char *) g_object_get_data (G_OBJECT (button), "filter"));
}

/* The list filters by what leads are, and a draft has not changed them yet: they are named one by one. */
static GtkWidget *
make_all (AssayMovesCard *self,
          const GArray   *moved,
          gsize           n)
{
  GString *filter = g_string_new ("id in (");
  GtkWidget *button;
  g_autofree char *label
    = moved->len < n
        /* Translators: numbers of leads; as many as a filter can name, and all */
        ? g_strdup_printf (_("See %'u of the %'zu in Leads"), moved->len, n)
        : g_strdup_printf (ngettext ("See it in Leads", "See all %'zu in Leads", (gulong) n), n);

  for (guint i = 0; i < moved->len; i++)
    g_string_append_printf (filter, "%s%" G_GINT64_FORMAT, i > 0 ? ", " : "",
                            g_array_index (moved, gint64, i));
  g_string_append_c (filter, ')');
  button = gtk_button_new_with_label (label);
  assay_add_css_classes (button, "flat assay-moves-all");
  g_object_set_data_full (G_OBJECT (button), "filter", g_string_free (filter, FALSE), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (all_clicked_cb), self, 0);
  return button;
}

static void
fill_leads (AssayMovesCard        *self,
            const AssayLiveResult *result)
{
  gsize shown = 0;

  assay_remove_all (self->list);
  for (guint i = 0; i < result->examples->len && shown < result->what_if->n_moved; i++, shown++)
    gtk_box_append (
      GTK_BOX (self->list), make_lead (self, result, result->examples->pdata[i]));
  if (shown < result->what_if->n_moved)
    {
      g_autofree char *text = g_strdup_printf (
        _("The %zu that change most, of %'zu"), shown, result->what_if->n_moved);
      GtkWidget *note = assay_label_new (text, "caption dim-label", ASSAY_LABEL_PLAIN);

      gtk_box_append (GTK_BOX (self->list), note);
    }
  if (result->moved->len > 0)
    gtk_box_append (GTK_BOX (self->list), make_all (self, result->moved, result->what_if->n_moved));
}

/* “Hot grows from 1,118 to 1,183 leads, warm stays at 5,406.” */
static char *
say (const AssayLiveResult *result)
{
  const AssayBandSet *set = first_set (result->draft), *old = first_set (result->published);
  GString *text = g_string_new (NULL);

  for (guint i = 0; set != NULL && i < MIN (set->bands->len, 2); i++)
    {
      const AssayBand *band = &g_array_index (set->bands, AssayBand, i);
      int before = old != NULL ? assay_band_set_find (old, band->key) : -1;
      gsize from = before >= 0 ? result->what_if->bands_before[before] : 0;
      gsize to = result->what_if->bands_after[i];

      g_string_append (text, text->len > 0 ? " " : "");
      if (from == to)
        /* Translators: a band such as Hot, and a number of leads */
        g_string_append_printf (text, _("%s stays at %'zu."), band->label, to);
      else
        /* Translators: a band such as Hot, and numbers of leads before and after */
        g_string_append_printf (
          text, to > from ? _("%s grows from %'zu to %'zu.") : _("%s shrinks from %'zu to %'zu."),
          band->label, from, to);
    }
  return g_string_free (text, FALSE);
}

static void
assay_moves_card_class_init (AssayMovesCardClass *klass)
{
}

static void
assay_moves_card_init (AssayMovesCard *self)
{
  GtkWidget *head = assay_card_init (GTK_WIDGET (self), NULL, &self->title);
  GtkWidget *popover = gtk_popover_new ();

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_popover_set_child (GTK_POPOVER (popover), assay_grown_new (self->list, 420));
  self->show = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->show), _("Show them"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->show), popover);
  assay_add_css_classes (self->show, "flat assay-small-menu");
  gtk_box_append (GTK_BOX (head), self->show);
  self->moves = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->moves), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->moves), 1);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->moves), 2);
  assay_set_accessible_name (self->moves, _("Moves between bands"));
  gtk_widget_set_can_focus (self->moves, FALSE);
  self->reading = assay_label_new (NULL, "caption", ASSAY_LABEL_WRAP);
  assay_append (GTK_WIDGET (self), self->moves, self->reading, NULL);
}

GtkWidget *
assay_moves_card_new (void)
{
  return g_object_new (ASSAY_TYPE_MOVES_CARD, NULL);
}

void
assay_moves_card_show (AssayMovesCard        *self,
                       const AssayLiveResult *result)
{
  gsize n = result->what_if->n_moved;
  g_autofree char *title = NULL;
  g_autofree char *reading = NULL;

  g_return_if_fail (ASSAY_IS_MOVES_CARD (self));

  title = n == 0 ? g_strdup (_("No lead changes band"))
                 : g_strdup_printf (ngettext ("%'zu lead changes band", "%'zu leads change band",
                                              (gulong) n),
                                    n);
  reading = say (result);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->reading), reading);
  gtk_widget_set_visible (self->reading, *reading != '\0');
  gtk_widget_set_visible (self->show, n > 0);
  fill_moves (self, result);
  fill_leads (self, result);
}
