/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-factor-row-private.h"

#include "scoring/assay-decay-curve.h"
#include "widgets/assay-parts.h"

#include "score/assay-profile-edit.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (AssayFactorRow, assay_factor_row, GTK_TYPE_BOX)

static int
find_group (const AssayProfile *profile,
            const char         *key)
{
  for (guint g = 0; profile != NULL && g < profile->groups->len; g++)
    if (strcmp (assay_profile_group (profile, g)->key, key) == 0)
      return (int) g;
  return -1;
}

const AssayFactor *
assay_factor_row_find_factor (AssayFactorRow     *self,
                              const AssayProfile *profile)
{
  int g = find_group (profile, self->group);
  const AssayGroup *group = g >= 0 ? assay_profile_group (profile, (guint) g) : NULL;

  if (group == NULL || self->factor == NULL)
    return NULL;
  for (guint i = group->first_factor; i < group->first_factor + group->n_factors; i++)
    if (strcmp (assay_profile_factor (profile, i)->key, self->factor) == 0)
      return assay_profile_factor (profile, i);
  return NULL;
}

/* The number that the row is about; NaN where the version does not have it. */
static double
number_in (AssayFactorRow     *self,
           const AssayProfile *profile)
{
  const AssayFactor *factor;
  int g;

  if (profile == NULL)
    return NAN;
  if (self->factor == NULL)
    {
      g = find_group (profile, self->group);
      return g >= 0 ? assay_profile_group (profile, (guint) g)->weight : NAN;
    }
  factor = assay_factor_row_find_factor (self, profile);
  return factor != NULL ? factor->points : NAN;
}

void
assay_factor_row_say_problem (AssayFactorRow *self,
                              const GError   *error)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "scoring.say", "s", error->message);
}

static void
set_number (AssayFactorRow *self,
            double          number)
{
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);
  g_autofree char *gesture
    = g_strdup_printf ("%s.%s", self->group, self->factor != NULL ? self->factor : "");
  g_autoptr (GError) error = NULL;
  gboolean found = self->factor != NULL
                     ? assay_profile_edit_set_points (root, self->group, self->factor, number)
                     : assay_profile_edit_set_weight (root, self->group, number);

  if (found
      && !assay_profile_draft_take (self->draft, g_steal_pointer (&root), gesture, &error))
    {
      assay_factor_row_say_problem (self, error);
      assay_factor_row_update (self);
    }
}

static void
scaled_cb (GtkRange       *range,
           AssayFactorRow *self)
{
  double value = round (gtk_range_get_value (range));

  if (!self->updating && value != number_in (self, assay_profile_draft_get_profile (self->draft)))
    set_number (self, value);
}

/* What is typed counts when it is done; what is no number is put back. */
static void
typed_cb (GtkEditable    *editable,
          GParamSpec     *pspec,
          AssayFactorRow *self)
{
  const char *text = gtk_editable_get_text (editable);
  char *end = NULL;
  double value;

  if (gtk_editable_label_get_editing (GTK_EDITABLE_LABEL (editable)) || self->updating)
    return;
  value = g_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (value) || fabs (value) > 1e6)
    assay_factor_row_update (self);
  else if (value != number_in (self, assay_profile_draft_get_profile (self->draft)))
    set_number (self, value);
}

static double
scale_end (double number,
           double before)
{
  double most = MAX (fabs (number), isnan (before) ? 0 : fabs (before));

  return MAX (20, ceil (2 * most / 5) * 5);
}

static void
update_scale (AssayFactorRow *self,
              double          number,
              double          before)
{
  double end = self->factor != NULL ? scale_end (number, before) : 100;
  gboolean negative = number < 0 || (number == 0 && before < 0);
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (self->scale));
  double low = negative ? -end : self->factor != NULL ? 0 : 1, high = negative ? 0 : end;

  /* While it is dragged its ends stay where they are, or the handle would run away. */
  if (gtk_adjustment_get_lower (adjustment) > MIN (low, number)
      || gtk_adjustment_get_upper (adjustment) < number
      || gtk_adjustment_get_upper (adjustment) == gtk_adjustment_get_lower (adjustment))
    gtk_range_set_range (GTK_RANGE (self->scale), low, MAX (high, low + 1));
  gtk_range_set_value (GTK_RANGE (self->scale), number);
  gtk_scale_clear_marks (GTK_SCALE (self->scale));
  if (!isnan (before) && before != number)
    {
      /* On both sides: with one alone the theme draws another handle. */
      gtk_scale_add_mark (GTK_SCALE (self->scale), before, GTK_POS_TOP, NULL);
      gtk_scale_add_mark (GTK_SCALE (self->scale), before, GTK_POS_BOTTOM, NULL);
    }
}

/* Points as they are, weights as whole numbers: they are normalised to 100. */
static char *
format_number (AssayFactorRow *self,
               double          number)
{
  return g_strdup_printf ("%g", self->factor != NULL ? round (number * 100) / 100 : round (number));
}

/**
 * assay_factor_row_update:
 *
 * Shows the draft's number, and the one in use beside it where they differ.
 */
void
assay_factor_row_update (AssayFactorRow *self)
{
  double number, before;
  g_autofree char *text = NULL;
  g_autofree char *old = NULL;

  g_return_if_fail (ASSAY_IS_FACTOR_ROW (self));

  assay_factor_row_update_condition (self);
  if (self->scale == NULL)
    return;
  number = number_in (self, assay_profile_draft_get_profile (self->draft));
  before = number_in (self, assay_profile_draft_get_before (self->draft));
  if (isnan (number))
    return;
  self->updating = TRUE;
  text = format_number (self, number);
  gtk_editable_set_text (GTK_EDITABLE (self->number), text);
  gtk_widget_set_visible (self->before, !isnan (before) && fabs (before - number) > 1e-9);
  if (!isnan (before))
    {
      g_autofree char *plain = format_number (self, before);
      old = g_strdup_printf ("<s>%s</s>", plain);
      gtk_label_set_markup (GTK_LABEL (self->before), old);
    }
  update_scale (self, number, before);
  self->updating = FALSE;
}

static void
add_number (AssayFactorRow *self,
            const char     *label)
{
  GtkWidget *numbers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 0.5, 1);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  gtk_widget_set_size_request (self->scale, 128, -1);
  gtk_widget_set_valign (self->scale, GTK_ALIGN_CENTER);
  gtk_range_set_increments (GTK_RANGE (self->scale), 1, 5);
  assay_set_accessible_name (self->scale, label);
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (scaled_cb), self, 0);
  gtk_box_append (GTK_BOX (self), self->scale);

  /* Of one width, so that the sliders stay in line. */
  gtk_widget_set_size_request (numbers, 62, -1);
  self->before = assay_label_new (NULL, "caption dim-label", ASSAY_LABEL_EXPAND);
  gtk_widget_set_halign (self->before, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (numbers), self->before);

  self->number = gtk_editable_label_new ("");
  gtk_editable_set_width_chars (GTK_EDITABLE (self->number), 3);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->number), 4);
  gtk_editable_set_alignment (GTK_EDITABLE (self->number), 1);
  gtk_widget_set_valign (self->number, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->number, "assay-points");
  assay_set_accessible_name (self->number, label);
  g_signal_connect_object (self->number, "notify::editing", G_CALLBACK (typed_cb), self, 0);
  gtk_widget_set_hexpand (self->number, TRUE);
  gtk_widget_set_halign (self->number, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (numbers), self->number);
  gtk_widget_set_hexpand (numbers, FALSE);
  gtk_box_append (GTK_BOX (self), numbers);
}

static void
add_item (AssayFactorRow *self,
          GMenu          *menu,
          const char     *label,
          const char     *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "(ss)", self->group, self->factor);
  g_menu_append_item (menu, item);
}

/* Or may get some. */
static gboolean
has_values (AssayFactorRow *self,
            JsonNode       *root)
{
  g_autoptr (GPtrArray) values = assay_profile_edit_list_values (root, self->group, self->factor);

  return values->len > 0
         || assay_profile_edit_can_add_line (root, self->group, self->factor, ASSAY_PROFILE_VALUE_ADD);
}

/* In place of the number, where there are many of them. */
static void
add_values (AssayFactorRow    *self,
            const AssayFactor *factor)
{
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);
  /* Translators: a factor of a profile, such as “Job title” */
  g_autofree char *name = g_strdup_printf (_("Values of %s"), factor->label);
  GtkWidget *button;

  if (!has_values (self, root))
    return;
  button = gtk_button_new_with_label (_("Values…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "scoring.values");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", self->group, self->factor);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  assay_add_css_classes (button, "flat assay-small");
  assay_set_accessible_name (button, name);
  gtk_box_append (GTK_BOX (self), button);
}

static void
add_menu (AssayFactorRow    *self,
          const AssayFactor *factor)
{
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *name = g_strdup_printf (_("More for %s"), factor->label);

  add_item (self, menu, _("Rename…"), "scoring.rename");
  if (has_values (self, root))
    add_item (self, menu, _("Values…"), "scoring.values");
  if (factor->phrases != NULL)
    add_item (self, menu, _("Phrases…"), "scoring.phrases");
  if (assay_profile_edit_can_decay (root, self->group, self->factor))
    add_item (self, menu, _("Decay…"), "scoring.decay");
  if (factor->tier < 0)
    add_item (self, menu, _("Remove"), "scoring.remove");
  gtk_box_append (GTK_BOX (self), assay_more_button_new (name, menu));
}

/* As wide as the menu of other rows, so that their numbers stand below each other. */
static void
add_space (AssayFactorRow *self)
{
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (space, 24, -1);
  gtk_box_append (GTK_BOX (self), space);
}

static void
assay_factor_row_finalize (GObject *object)
{
  AssayFactorRow *self = ASSAY_FACTOR_ROW (object);

  g_free (self->group);
  g_free (self->factor);
  G_OBJECT_CLASS (assay_factor_row_parent_class)->finalize (object);
}

/* The condition editor is a child of the button that opened it. */
static void
assay_factor_row_dispose (GObject *object)
{
  AssayFactorRow *self = ASSAY_FACTOR_ROW (object);

  for (GtkWidget *child = self->condition != NULL ? gtk_widget_get_last_child (self->condition) : NULL;
       child != NULL && GTK_IS_POPOVER (child);
       child = self->condition != NULL ? gtk_widget_get_last_child (self->condition) : NULL)
    gtk_widget_unparent (child);
  self->condition = NULL;
  G_OBJECT_CLASS (assay_factor_row_parent_class)->dispose (object);
}

static void
assay_factor_row_class_init (AssayFactorRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_factor_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_factor_row_finalize;
}

static void
assay_factor_row_init (AssayFactorRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "assay-factor");
}

/**
 * assay_factor_row_new:
 * @draft: outlives the row
 * @group: place of its group in the draft
 * @factor: place of the factor; −1 for the weight of the group
 */
GtkWidget *
assay_factor_row_new (AssayProfileDraft *draft,
                      AssayWorkspace    *workspace,
                      guint              group,
                      int                factor)
{
  AssayFactorRow *self = g_object_new (ASSAY_TYPE_FACTOR_ROW, NULL);
  AssayProfile *profile = assay_profile_draft_get_profile (draft);
  const AssayGroup *owner = assay_profile_group (profile, group);
  const AssayFactor *rule = factor >= 0 ? assay_profile_factor (profile, (guint) factor) : NULL;
  const char *label = rule != NULL ? rule->label : _("Weight");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->draft = draft;
  self->workspace = workspace;
  self->group = g_strdup (owner->key);
  self->factor = rule != NULL ? g_strdup (rule->key) : NULL;
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), assay_label_new (label, NULL, ASSAY_LABEL_ELLIPSIZE));
  if (rule != NULL)
    assay_factor_row_add_condition (self, rule, words);
  gtk_box_append (GTK_BOX (self), words);
  if (rule != NULL && (rule->half_life > 0 || rule->window > 0))
    gtk_box_append (GTK_BOX (self), assay_decay_curve_new (rule->half_life, rule->window));
  if (rule == NULL || (rule->value.kind == ASSAY_FACTOR_VALUE_NONE && !profile->weighted))
    add_number (self, label);
  else
    add_values (self, rule);
  if (rule != NULL)
    add_menu (self, rule);
  else
    add_space (self);
  assay_factor_row_update (self);
  return GTK_WIDGET (self);
}

/**
 * assay_factor_row_get_factor:
 *
 * Returns: (nullable): the key of the factor; none of a group's weight
 */
const char *
assay_factor_row_get_factor (AssayFactorRow *self)
{
  return self->factor;
}

/**
 * assay_factor_row_get_scale:
 *
 * Returns: (nullable): what moves its points
 */
GtkWidget *
assay_factor_row_get_scale (AssayFactorRow *self)
{
  return self->scale;
}
