/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-group-card.h"

#include "assay-format.h"
#include "scoring/assay-factor-row.h"
#include "widgets/assay-parts.h"

#include "score/assay-profile-edit.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/**
 * AssayGroupCard:
 *
 * A group of a profile: how it adds up, the most it is worth, and its factors to fold away.
 */
struct _AssayGroupCard
{
  GtkBox parent_instance;

  AssayProfileDraft *draft; /* (not owned) */
  char *key;                /* (owned) */
  GtkWidget *arrow;
  GtkWidget *toggle;
  GtkWidget *detail;
  GtkWidget *before;
  GtkWidget *most;
  GtkWidget *revealer;
  GtkWidget *rows;
};

G_DEFINE_FINAL_TYPE (AssayGroupCard, assay_group_card, GTK_TYPE_BOX)

static const AssayGroup *
find (AssayGroupCard     *self,
      const AssayProfile *profile)
{
  for (guint g = 0; profile != NULL && g < profile->groups->len; g++)
    if (strcmp (assay_profile_group (profile, g)->key, self->key) == 0)
      return assay_profile_group (profile, g);
  return NULL;
}

/* The most that a group is worth: its limit, or what its factors add up to; a weight of a weighted
 * one. */
static double
most_of (AssayGroupCard *self,
         AssayProfile   *profile,
         AssayDocument  *document)
{
  const AssayGroup *group = find (self, profile);
  double most;

  if (group == NULL)
    return NAN;
  if (profile->weighted)
    return group->weight;
  most = assay_profile_edit_get_most (assay_document_get_root (document), self->key);
  return MAX (group->min, MIN (group->max, most));
}

static char *
describe (AssayGroupCard *self)
{
  AssayProfile *profile = assay_profile_draft_get_profile (self->draft);
  const AssayGroup *group = find (self, profile);
  g_autofree char *most = NULL;

  if (group == NULL)
    return g_strdup ("");
  if (profile->weighted)
    return g_strdup_printf (ngettext ("%u factor", "%u factors", group->n_factors), group->n_factors);
  if (group->table.key != NULL)
    return g_strdup_printf (ngettext ("%u tier of %s, the best", "%u tiers of %s, the best", group->n_factors),
                            group->n_factors, group->table.key);
  if (group->pick == ASSAY_PICK_FIRST)
    return g_strdup_printf (ngettext ("%u factor, first that holds", "%u factors, first that holds",
                                      group->n_factors),
                            group->n_factors);
  if (group->pick == ASSAY_PICK_BEST)
    return g_strdup_printf (
      ngettext ("%u factor, the best", "%u factors, the best", group->n_factors), group->n_factors);
  if (isinf (group->max))
    return g_strdup (_("sum"));
  most = assay_format_score (group->max);
  /* Translators: how a group of factors counts; %s is a number of points */
  return g_strdup_printf (_("sum, at most %s"), most);
}

/**
 * assay_group_card_update:
 *
 * Shows the draft's numbers.
 */
void
assay_group_card_update (AssayGroupCard *self)
{
  AssayDocument *published;
  g_autofree char *detail = NULL;
  g_autofree char *text = NULL;
  double most, before = NAN;

  g_return_if_fail (ASSAY_IS_GROUP_CARD (self));

  published = assay_profile_draft_get_published (self->draft);
  detail = describe (self);
  most = most_of (self, assay_profile_draft_get_profile (self->draft),
                  assay_profile_draft_get_document (self->draft));
  if (published != NULL)
    before = most_of (self, assay_profile_draft_get_before (self->draft), published);
  text = assay_format_score (round (most));
  gtk_label_set_text (GTK_LABEL (self->detail), detail);
  gtk_label_set_text (GTK_LABEL (self->most), text);
  gtk_widget_set_visible (self->before, !isnan (before) && fabs (before - most) > 1e-9);
  if (!isnan (before))
    {
      g_autofree char *plain = assay_format_score (round (before));
      g_autofree char *markup = g_strdup_printf ("<s>%s</s>", plain);
      gtk_label_set_markup (GTK_LABEL (self->before), markup);
    }
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (ASSAY_IS_FACTOR_ROW (row))
      assay_factor_row_update (ASSAY_FACTOR_ROW (row));
}

void
assay_group_card_set_unfolded (AssayGroupCard *self,
                               gboolean        unfolded)
{
  g_return_if_fail (ASSAY_IS_GROUP_CARD (self));

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), unfolded);
  gtk_image_set_from_icon_name (
    GTK_IMAGE (self->arrow), unfolded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_STATE_EXPANDED, unfolded, -1);
}

gboolean
assay_group_card_get_unfolded (AssayGroupCard *self)
{
  g_return_val_if_fail (ASSAY_IS_GROUP_CARD (self), FALSE);
  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));
}

const char *
assay_group_card_get_key (AssayGroupCard *self)
{
  return self->key;
}

static void
toggled_cb (AssayGroupCard *self)
{
  assay_group_card_set_unfolded (self, !assay_group_card_get_unfolded (self));
}

static GtkWidget *
make_head (AssayGroupCard   *self,
           const AssayGroup *group)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = assay_label_new (group->label, "heading", ASSAY_LABEL_ELLIPSIZE);

  self->arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");
  self->detail = assay_label_new (NULL, "caption dim-label", ASSAY_LABEL_ELLIPSIZE);
  assay_append (box, self->arrow, label, self->detail, NULL);
  self->toggle = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->toggle), box);
  gtk_widget_set_hexpand (self->toggle, TRUE);
  assay_add_css_classes (self->toggle, "flat assay-group-toggle");
  assay_set_accessible_name (self->toggle, group->label);
  g_signal_connect_object (
    self->toggle, "clicked", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  return self->toggle;
}

static GtkWidget *
make_menu (AssayGroupCard   *self,
           const AssayGroup *group,
           gboolean          weighted)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *name = g_strdup_printf (_("More for %s"), group->label);
  g_autoptr (GMenuItem) add = g_menu_item_new (_("Add Factor…"), NULL);
  g_autoptr (GMenuItem) rename = g_menu_item_new (_("Rename…"), NULL);
  g_autoptr (GMenuItem) limit = g_menu_item_new (_("Limit…"), NULL);
  g_autoptr (GMenuItem) remove = g_menu_item_new (_("Remove Group"), NULL);

  g_menu_item_set_action_and_target (add, "scoring.add-factor", "s", self->key);
  g_menu_item_set_action_and_target (rename, "scoring.rename", "(ss)", self->key, "");
  g_menu_item_set_action_and_target (limit, "scoring.limit", "s", self->key);
  g_menu_item_set_action_and_target (remove, "scoring.remove", "(ss)", self->key, "");
  if (group->table.key == NULL && !weighted)
    g_menu_append_item (menu, add);
  g_menu_append_item (menu, rename);
  if (!weighted)
    g_menu_append_item (menu, limit);
  g_menu_append_item (menu, remove);
  return assay_more_button_new (name, menu);
}

static void
assay_group_card_finalize (GObject *object)
{
  g_free (ASSAY_GROUP_CARD (object)->key);
  G_OBJECT_CLASS (assay_group_card_parent_class)->finalize (object);
}

static void
assay_group_card_class_init (AssayGroupCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_group_card_finalize;
}

static void
assay_group_card_init (AssayGroupCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

/**
 * assay_group_card_new:
 * @draft: outlives the card
 * @group: place in the draft
 */
GtkWidget *
assay_group_card_new (AssayProfileDraft *draft,
                      AssayWorkspace    *workspace,
                      guint              group)
{
  AssayGroupCard *self = g_object_new (ASSAY_TYPE_GROUP_CARD, NULL);
  AssayProfile *profile = assay_profile_draft_get_profile (draft);
  const AssayGroup *owner = assay_profile_group (profile, group);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->draft = draft;
  self->key = g_strdup (owner->key);
  gtk_widget_add_css_class (head, "assay-group-head");
  gtk_box_append (GTK_BOX (head), make_head (self, owner));
  self->before = assay_label_new (NULL, "caption dim-label", ASSAY_LABEL_PLAIN);
  gtk_box_append (GTK_BOX (head), self->before);
  self->most = assay_label_new (NULL, "heading", ASSAY_LABEL_PLAIN);
  assay_append (head, self->most, make_menu (self, owner, profile->weighted), NULL);
  gtk_box_append (GTK_BOX (self), head);

  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  if (profile->weighted)
    gtk_box_append (GTK_BOX (self->rows), assay_factor_row_new (draft, workspace, group, -1));
  for (guint i = owner->first_factor; i < owner->first_factor + owner->n_factors; i++)
    gtk_box_append (GTK_BOX (self->rows), assay_factor_row_new (draft, workspace, group, (int) i));
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->rows);
  gtk_box_append (GTK_BOX (self), self->revealer);
  assay_group_card_set_unfolded (self, TRUE);
  assay_group_card_update (self);
  return GTK_WIDGET (self);
}
