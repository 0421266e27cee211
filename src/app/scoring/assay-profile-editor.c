/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-profile-editor.h"

#include "assay-format.h"
#include "scoring/assay-group-card.h"
#include "widgets/assay-band-scale.h"
#include "widgets/assay-parts.h"

#include "score/assay-profile-edit.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * AssayProfileEditor:
 *
 * The left half of the scoring view: a card for each group and each classification of the draft.
 */
struct _AssayProfileEditor
{
  GtkBox parent_instance;

  AssayProfileDraft *draft;  /* (owned) (nullable) */
  AssayWorkspace *workspace; /* (owned) (nullable) */
  GHashTable *folded;        /* (owned) (element-type utf8): keys of groups that are folded away */
  GtkWidget *cards;
  GtkWidget *maximum;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (AssayProfileEditor, assay_profile_editor, GTK_TYPE_BOX)

/* The most that the whole profile can come to, within its scale. */
static void
update_maximum (AssayProfileEditor *self)
{
  AssayProfile *profile = assay_profile_draft_get_profile (self->draft);
  JsonNode *root = assay_document_get_root (assay_profile_draft_get_document (self->draft));
  g_autofree char *points = NULL;
  g_autofree char *text = NULL;
  double sum = 0, bonus = 0;

  for (guint g = 0; !profile->weighted && g < profile->groups->len; g++)
    {
      const AssayGroup *group = assay_profile_group (profile, g);
      double most = assay_profile_edit_get_most (root, group->key);

      sum += MAX (group->min, MIN (group->max, most));
    }
  for (guint s = 0; s < profile->band_sets->len; s++)
    {
      const AssayBandSet *set = assay_profile_band_set (profile, s);
      bonus += MAX (0, g_array_index (set->bands, AssayBand, 0).points);
    }
  if (profile->weighted)
    sum = profile->scale_max;
  points = assay_format_score (round (sum + bonus));
  if (sum + bonus > profile->scale_max + 1e-9)
    /* Translators: numbers of points: what all factors add up to, and the end of the scale */
    text = g_strdup_printf (_("Maximum %s, cut at %.0f"), points, profile->scale_max);
  else
    text = g_strdup_printf (_("Maximum exactly %s"), points);
  gtk_label_set_text (GTK_LABEL (self->maximum), text);
}

static void
moved_cb (AssayBandScale     *scale,
          guint               band,
          double              least,
          AssayProfileEditor *self)
{
  guint s = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (scale), "set"));
  AssayProfile *profile = assay_profile_draft_get_profile (self->draft);
  const AssayBandSet *set = assay_profile_band_set (profile, s);
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);
  const char *key = g_array_index (set->bands, AssayBand, band).key;
  g_autofree char *gesture = g_strdup_printf ("band %s.%s", set->key, key);
  g_autoptr (GError) error = NULL;

  if (self->updating || !assay_profile_edit_set_band (root, set->key, key, least))
    return;
  if (!assay_profile_draft_take (self->draft, g_steal_pointer (&root), gesture, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "scoring.say", "s", error->message);
}

static char *
name_set (const AssayBandSet *set,
          const AssayProfile *profile)
{
  switch (set->of)
    {
    case ASSAY_BAND_OF_BASE:
      return g_strdup (_("Bands on the base score"));
    case ASSAY_BAND_OF_GROUP:
      return g_strdup_printf (_("Bands on %s"), assay_profile_group (profile, set->group)->label);
    case ASSAY_BAND_OF_SCORE:
    default:
      return g_strdup_printf (_("Bands on the score: %s"), set->label);
    }
}

static GtkWidget *
make_scale (AssayProfileEditor *self,
            guint               s)
{
  AssayProfile *profile = assay_profile_draft_get_profile (self->draft);
  const AssayBandSet *set = assay_profile_band_set (profile, s);
  GtkWidget *scale = assay_band_scale_new (profile->scale_min, profile->scale_max, set->hysteresis);

  for (guint b = 0; b < set->bands->len; b++)
    {
      const AssayBand *band = &g_array_index (set->bands, AssayBand, b);
      g_autofree char *label
        = band->points != 0 ? g_strdup_printf ("%s %+g", band->label, band->points)
                            : g_strdup (band->label);

      assay_band_scale_add (
        ASSAY_BAND_SCALE (scale), label, band->min, assay_tone_from_rank (b, set->bands->len));
    }
  g_object_set_data (G_OBJECT (scale), "set", GUINT_TO_POINTER (s));
  g_signal_connect_object (scale, "moved", G_CALLBACK (moved_cb), self, 0);
  return scale;
}

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          const char *set,
          const char *band)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "(ss)", set, band);
  g_menu_append_item (menu, item);
}

static GtkWidget *
make_band_menu (const AssayBandSet *set)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *name = g_strdup_printf (_("More for %s"), set->label);

  for (guint b = 0; b < set->bands->len; b++)
    {
      const AssayBand *band = &g_array_index (set->bands, AssayBand, b);
      g_autoptr (GMenu) one = g_menu_new ();

      add_item (one, _("Edit…"), "scoring.edit-band", set->key, band->key);
      if (set->bands->len > 1)
        add_item (one, _("Remove"), "scoring.remove-band", set->key, band->key);
      g_menu_append_submenu (menu, band->label, G_MENU_MODEL (one));
    }
  add_item (menu, _("Add Band…"), "scoring.add-band", set->key, "");
  return assay_more_button_new (name, menu);
}

static GtkWidget *
make_band_card (AssayProfileEditor *self,
                guint               s)
{
  AssayProfile *profile = assay_profile_draft_get_profile (self->draft);
  const AssayBandSet *set = assay_profile_band_set (profile, s);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = name_set (set, profile);
  GtkWidget *head = assay_card_init (card, name, NULL);

  if (set->hysteresis > 0)
    {
      g_autofree char *text = g_strdup_printf (_("hysteresis %g"), set->hysteresis);

      gtk_box_append (GTK_BOX (head), assay_label_new (text, "caption dim-label", ASSAY_LABEL_PLAIN));
    }
  gtk_box_append (GTK_BOX (head), make_band_menu (set));
  gtk_box_append (GTK_BOX (card), make_scale (self, s));
  return card;
}

static void
remember_folds (AssayProfileEditor *self)
{
  g_hash_table_remove_all (self->folded);
  for (GtkWidget *card = gtk_widget_get_first_child (self->cards); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    if (ASSAY_IS_GROUP_CARD (card) && !assay_group_card_get_unfolded (ASSAY_GROUP_CARD (card)))
      g_hash_table_add (
        self->folded, g_strdup (assay_group_card_get_key (ASSAY_GROUP_CARD (card))));
}

static void
build (AssayProfileEditor *self)
{
  AssayProfile *profile = assay_profile_draft_get_profile (self->draft);

  assay_remove_all (self->cards);
  for (guint g = 0; g < profile->groups->len; g++)
    {
      GtkWidget *card = assay_group_card_new (self->draft, self->workspace, g);

      gtk_box_append (GTK_BOX (self->cards), card);
      if (g_hash_table_contains (self->folded, assay_profile_group (profile, g)->key))
        assay_group_card_set_unfolded (ASSAY_GROUP_CARD (card), FALSE);
    }
  for (guint s = 0; s < profile->band_sets->len; s++)
    gtk_box_append (GTK_BOX (self->cards), make_band_card (self, s));
  update_maximum (self);
}

static void
update_scale (AssayProfileEditor *self,
              AssayBandScale     *scale)
{
  guint s = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (scale), "set"));
  const AssayBandSet *set
    = assay_profile_band_set (assay_profile_draft_get_profile (self->draft), s);

  self->updating = TRUE;
  for (guint b = 0; b < MIN (set->bands->len, assay_band_scale_get_n (scale)); b++)
    assay_band_scale_set_least (scale, b, g_array_index (set->bands, AssayBand, b).min);
  self->updating = FALSE;
}

static void
draft_changed_cb (AssayProfileDraft  *draft,
                  gboolean            structure,
                  AssayProfileEditor *self)
{
  if (structure)
    {
      remember_folds (self);
      build (self);
      return;
    }
  for (GtkWidget *card = gtk_widget_get_first_child (self->cards); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    {
      if (ASSAY_IS_GROUP_CARD (card))
        assay_group_card_update (ASSAY_GROUP_CARD (card));
      else
        update_scale (self, ASSAY_BAND_SCALE (gtk_widget_get_last_child (card)));
    }
  update_maximum (self);
}

static GtkWidget *
make_tool (const char *icon,
           const char *label,
           const char *action)
{
  GtkWidget *button = assay_icon_text_button_new (icon, label, "assay-small");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
assay_profile_editor_dispose (GObject *object)
{
  AssayProfileEditor *self = ASSAY_PROFILE_EDITOR (object);

  /* The rows go before the draft that they read. */
  if (self->cards != NULL)
    assay_remove_all (self->cards);
  self->cards = NULL;
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->folded, g_hash_table_unref);
  G_OBJECT_CLASS (assay_profile_editor_parent_class)->dispose (object);
}

static void
assay_profile_editor_class_init (AssayProfileEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_profile_editor_dispose;
}

static void
assay_profile_editor_init (AssayProfileEditor *self)
{
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  assay_append (tools, make_tool ("list-add-symbolic", _("Add group"), "scoring.add-group"),
                make_tool ("assay-fit-symbolic", _("Fit from outcomes"), "scoring.fit"), NULL);
  self->maximum = assay_label_new (NULL, "caption dim-label", ASSAY_LABEL_END | ASSAY_LABEL_EXPAND);
  gtk_label_set_ellipsize (GTK_LABEL (self->maximum), PANGO_ELLIPSIZE_START);
  gtk_box_append (GTK_BOX (tools), self->maximum);
  gtk_box_append (GTK_BOX (self), tools);
  self->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (self), self->cards);
}

GtkWidget *
assay_profile_editor_new (void)
{
  return g_object_new (ASSAY_TYPE_PROFILE_EDITOR, NULL);
}

/**
 * assay_profile_editor_show:
 * @draft: what is edited from now on
 */
void
assay_profile_editor_show (AssayProfileEditor *self,
                           AssayProfileDraft  *draft,
                           AssayWorkspace     *workspace)
{
  g_return_if_fail (ASSAY_IS_PROFILE_EDITOR (self));

  assay_remove_all (self->cards);
  g_hash_table_remove_all (self->folded);
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_set_object (&self->draft, draft);
  g_set_object (&self->workspace, workspace);
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, 0);
  build (self);
}
