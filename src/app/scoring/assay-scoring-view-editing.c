/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "model/assay-condition-text.h"
#include "score/assay-profile-edit.h"
#include "scoring/assay-ask-window.h"
#include "scoring/assay-scoring-view-private.h"

/* Changes to the groups and factors of the draft, most of which ask for a word or a number first. */

static void
answered_cb (AssayAskWindow   *window,
             AssayScoringView *self)
{
  AssayDraftChange *change = g_object_get_data (G_OBJECT (window), "change");
  g_autoptr (JsonNode) root = NULL;

  if (self->draft == NULL)
    return;
  root = assay_profile_draft_copy_root (self->draft);
  if ((*change) (root, window))
    assay_scoring_view_take (self, g_steal_pointer (&root), NULL);
}

/* Asks, and changes the draft by what was answered. */
void
assay_scoring_view_ask_change (AssayScoringView *self,
                               GtkWidget        *window,
                               AssayDraftChange  change)
{
  g_object_set_data_full (G_OBJECT (window), "change", g_memdup2 (&change, sizeof change), g_free);
  assay_scoring_view_ask (self, window, G_CALLBACK (answered_cb));
}

/* A window that asks about one or two keys of the draft: `s` or `(ss)`. */
GtkWidget *
assay_scoring_view_new_ask (AssayScoringView *self,
                            GVariant         *about,
                            const char       *title,
                            const char       *button)
{
  GtkWidget *window = assay_ask_window_new (assay_view_get_window (ASSAY_VIEW (self)), title, button);
  const char *first = NULL, *second = NULL;

  if (about != NULL && g_variant_is_of_type (about, G_VARIANT_TYPE_STRING))
    first = g_variant_get_string (about, NULL);
  else if (about != NULL)
    g_variant_get (about, "(&s&s)", &first, &second);
  assay_ask_window_set_about (ASSAY_ASK_WINDOW (window), first, second);
  return window;
}

static void
ask_text (AssayScoringView *self,
          GVariant         *about,
          const char       *title,
          const char       *label,
          const char       *text,
          const char       *button,
          AssayDraftChange  change)
{
  GtkWidget *window = assay_scoring_view_new_ask (self, about, title, button);

  assay_ask_window_add_entry (ASSAY_ASK_WINDOW (window), "text", label, text);
  assay_scoring_view_ask_change (self, window, change);
}

/* Groups */

static gboolean
add_group (JsonNode       *root,
           AssayAskWindow *answer)
{
  g_autofree char *key = assay_profile_edit_add_group (root, assay_ask_window_get_text (answer, NULL));

  return key != NULL;
}

static void
add_group_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AssayScoringView *self = user_data;

  if (self->draft != NULL)
    ask_text (self, NULL, _("Add Group"), _("Name"), NULL, _("Add"), add_group);
}

static gboolean
set_limit (JsonNode       *root,
           AssayAskWindow *answer)
{
  double most = assay_ask_window_get_number (answer, NULL);

  return assay_profile_edit_set_limit (root, assay_ask_window_get_first (answer), isnan (most) ? INFINITY : most);
}

static void
limit_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  AssayScoringView *self = user_data;
  const char *group = g_variant_get_string (parameter, NULL);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *most = NULL;

  if (self->draft == NULL)
    return;
  root = assay_profile_draft_copy_root (self->draft);
  most = g_strdup_printf ("%g", json_object_get_double_member_with_default (
                                  assay_profile_edit_find_group (root, group), "max",
                                  assay_profile_edit_get_most (root, group)));
  ask_text (self, parameter, _("Limit of the Group"), _("At most so many points; “none” for no limit"), most,
            _("Set"), set_limit);
}

/* Factors */

static gboolean
add_factor (JsonNode       *root,
            AssayAskWindow *answer)
{
  /* Something to start from; its row opens the condition builder. */
  g_autoptr (AssayCondition) when = assay_condition_from_text ("email present", NULL, NULL);
  g_autofree char *key = assay_profile_edit_add_factor (root, assay_ask_window_get_first (answer),
                                                        assay_ask_window_get_text (answer, NULL), when);

  return key != NULL;
}

static void
add_factor_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AssayScoringView *self = user_data;

  if (self->draft != NULL)
    ask_text (self, parameter, _("Add Factor"), _("Name"), NULL, _("Add"), add_factor);
}

static void
remove_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  AssayScoringView *self = user_data;
  g_autoptr (JsonNode) root = NULL;
  const char *group, *factor;

  if (self->draft == NULL)
    return;
  root = assay_profile_draft_copy_root (self->draft);
  g_variant_get (parameter, "(&s&s)", &group, &factor);
  if (assay_profile_edit_remove (root, group, *factor != '\0' ? factor : NULL))
    assay_scoring_view_take (self, g_steal_pointer (&root), NULL);
}

static gboolean
rename_one (JsonNode       *root,
            AssayAskWindow *answer)
{
  const char *factor = assay_ask_window_get_second (answer);

  return assay_profile_edit_rename (root, assay_ask_window_get_first (answer), *factor != '\0' ? factor : NULL,
                                    assay_ask_window_get_text (answer, NULL));
}

/* A group, or one of its factors. */
static void
rename_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  AssayScoringView *self = user_data;
  g_autoptr (JsonNode) root = NULL;
  const char *group, *factor;
  JsonObject *object;

  if (self->draft == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &group, &factor);
  root = assay_profile_draft_copy_root (self->draft);
  object = *factor != '\0' ? assay_profile_edit_find_factor (root, group, factor)
                           : assay_profile_edit_find_group (root, group);
  if (object != NULL)
    ask_text (self, parameter, _("Rename"), _("Name"),
              json_object_get_string_member_with_default (object, "label", *factor != '\0' ? factor : group),
              _("Set"), rename_one);
}

static gboolean
set_phrases (JsonNode       *root,
             AssayAskWindow *answer)
{
  return assay_profile_edit_set_phrases (root, assay_ask_window_get_first (answer),
                                         assay_ask_window_get_second (answer),
                                         assay_ask_window_get_text (answer, NULL));
}

static void
phrases_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  AssayScoringView *self = user_data;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *phrases = NULL;
  const char *group, *tier;

  if (self->draft == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &group, &tier);
  root = assay_profile_draft_copy_root (self->draft);
  phrases = assay_profile_edit_get_phrases (root, group, tier);
  if (phrases != NULL)
    ask_text (self, parameter, _("Phrases"), _("Words and phrases, with commas between"), phrases, _("Set"),
              set_phrases);
}

static gboolean
set_decay (JsonNode       *root,
           AssayAskWindow *answer)
{
  return assay_profile_edit_set_decay (root, assay_ask_window_get_first (answer),
                                       assay_ask_window_get_second (answer), assay_ask_window_get_choice (answer),
                                       assay_ask_window_get_number (answer, NULL));
}

static char *
check_days (AssayAskWindow *window,
            const char     *key,
            gpointer        user_data)
{
  return assay_ask_window_get_number (window, key) >= 0 ? NULL : g_strdup (_("a number of days"));
}

/* How a factor wears down: the half-life comes first where that is what it has. */
static void
decay_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  AssayScoringView *self = user_data;
  const char *names[] = { _("Half-life"), _("Window"), NULL };
  const char *keys[] = { "half_life", "window", NULL };
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *days = NULL;
  const char *group, *factor;
  GtkWidget *window;
  JsonObject *decay;

  if (self->draft == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &group, &factor);
  root = assay_profile_draft_copy_root (self->draft);
  if (!assay_profile_edit_can_decay (root, group, factor))
    return;
  decay = assay_profile_edit_find_factor (root, group, factor);
  decay = json_object_has_member (decay, "decay") ? json_object_get_object_member (decay, "decay") : NULL;
  if (decay != NULL && json_object_has_member (decay, "window"))
    {
      names[0] = _("Window");
      names[1] = _("Half-life");
      keys[0] = "window";
      keys[1] = "half_life";
    }
  days = g_strdup_printf (
    "%g", decay != NULL ? json_object_get_double_member_with_default (decay, keys[0], 14) : 14);
  window = assay_scoring_view_new_ask (self, parameter, _("Decay"), _("Set"));
  assay_ask_window_add_entry (ASSAY_ASK_WINDOW (window), "days", _("Days; 0 for none"), days);
  assay_ask_window_add_choice (ASSAY_ASK_WINDOW (window), _("Kind"), names, keys);
  assay_ask_window_set_check (ASSAY_ASK_WINDOW (window), check_days, NULL, NULL);
  assay_scoring_view_ask_change (self, window, set_decay);
}

void
assay_scoring_view_add_editing (AssayScoringView *self)
{
  static const GActionEntry entries[] = {
    { .name = "add-group", .activate = add_group_action },
    { .name = "add-factor", .activate = add_factor_action, .parameter_type = "s" },
    { .name = "limit", .activate = limit_action, .parameter_type = "s" },
    { .name = "decay", .activate = decay_action, .parameter_type = "(ss)" },
    { .name = "remove", .activate = remove_action, .parameter_type = "(ss)" },
    { .name = "rename", .activate = rename_action, .parameter_type = "(ss)" },
    { .name = "phrases", .activate = phrases_action, .parameter_type = "(ss)" },
  };

  assay_view_add_actions (ASSAY_VIEW (self), entries, G_N_ELEMENTS (entries));
  assay_scoring_view_add_bands (self);
  assay_scoring_view_add_values (self);
}
