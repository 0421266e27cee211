/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "score/assay-profile-edit.h"
#include "scoring/assay-ask-window.h"
#include "scoring/assay-scoring-view-private.h"

/* Changes to the draft that ask for a word or a number first. */

static void
limit_answered_cb (AssayAskWindow   *window,
                   AssayScoringView *self)
{
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);
  const char *text = assay_ask_window_get_text (window);
  char *end = NULL;
  double most = g_strtod (text, &end);

  if (end == text || !isfinite (most))
    most = INFINITY;
  assay_profile_edit_set_limit (root, g_object_get_data (G_OBJECT (window), "group"), most);
  assay_scoring_view_take (self, g_steal_pointer (&root), NULL);
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
  GtkWidget *window;

  if (self->draft == NULL)
    return;
  root = assay_profile_draft_copy_root (self->draft);
  most = g_strdup_printf ("%g", json_object_get_double_member_with_default (
                                  assay_profile_edit_find_group (root, group), "max",
                                  assay_profile_edit_get_most (root, group)));
  window = assay_ask_window_new (assay_view_get_window (ASSAY_VIEW (self)), _("Limit of the Group"),
                                 _("At most so many points; “none” for no limit"), most, _("Set"));
  g_object_set_data_full (G_OBJECT (window), "group", g_strdup (group), g_free);
  assay_scoring_view_ask (self, window, G_CALLBACK (limit_answered_cb));
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

static void
decay_answered_cb (AssayAskWindow   *window,
                   AssayScoringView *self)
{
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);
  const char *kind = assay_ask_window_get_choice (window);
  double days = g_ascii_strtod (assay_ask_window_get_text (window), NULL);

  if (assay_profile_edit_set_decay (root, g_object_get_data (G_OBJECT (window), "group"),
                                    g_object_get_data (G_OBJECT (window), "factor"), kind, days))
    assay_scoring_view_take (self, g_steal_pointer (&root), NULL);
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
  window = assay_ask_window_new (assay_view_get_window (ASSAY_VIEW (self)), _("Decay"), _("Days; 0 for none"), days, _("Set"));
  assay_ask_window_add_choice (ASSAY_ASK_WINDOW (window), _("Kind"), names, keys);
  g_object_set_data_full (G_OBJECT (window), "group", g_strdup (group), g_free);
  g_object_set_data_full (G_OBJECT (window), "factor", g_strdup (factor), g_free);
  assay_scoring_view_ask (self, window, G_CALLBACK (decay_answered_cb));
}

/* Asks for a text about one thing in the draft, named by two keys. */
static void
ask_about (AssayScoringView *self,
           GVariant         *parameter,
           const char       *title,
           const char       *label,
           const char       *text,
           GCallback         answered)
{
  GtkWidget *window
    = assay_ask_window_new (assay_view_get_window (ASSAY_VIEW (self)), title, label, text, _("Set"));
  const char *first, *second;

  g_variant_get (parameter, "(&s&s)", &first, &second);
  g_object_set_data_full (G_OBJECT (window), "first", g_strdup (first), g_free);
  g_object_set_data_full (G_OBJECT (window), "second", g_strdup (second), g_free);
  assay_scoring_view_ask (self, window, answered);
}

static const char *
first_of (AssayAskWindow *window)
{
  return g_object_get_data (G_OBJECT (window), "first");
}

static const char *
second_of (AssayAskWindow *window)
{
  return g_object_get_data (G_OBJECT (window), "second");
}

static void
name_answered_cb (AssayAskWindow   *window,
                  AssayScoringView *self)
{
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);
  const char *factor = second_of (window);

  if (assay_profile_edit_rename (root, first_of (window), *factor != '\0' ? factor : NULL,
                                 assay_ask_window_get_text (window)))
    assay_scoring_view_take (self, g_steal_pointer (&root), NULL);
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
    ask_about (self, parameter, _("Rename"), _("Name"),
               json_object_get_string_member_with_default (
                 object, "label", *factor != '\0' ? factor : group),
               G_CALLBACK (name_answered_cb));
}

static void
phrases_answered_cb (AssayAskWindow   *window,
                     AssayScoringView *self)
{
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);

  if (assay_profile_edit_set_phrases (root, first_of (window), second_of (window),
                                      assay_ask_window_get_text (window)))
    assay_scoring_view_take (self, g_steal_pointer (&root), NULL);
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
    ask_about (self, parameter, _("Phrases"), _("Words and phrases, with commas between"), phrases,
               G_CALLBACK (phrases_answered_cb));
}

/* Bands */

static void
band_name_answered_cb (AssayAskWindow   *window,
                       AssayScoringView *self)
{
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);

  if (assay_profile_edit_rename_band (root, first_of (window), second_of (window),
                                      assay_ask_window_get_text (window)))
    assay_scoring_view_take (self, g_steal_pointer (&root), NULL);
}

static void
rename_band_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AssayScoringView *self = user_data;
  AssayProfile *profile = self->draft != NULL ? assay_profile_draft_get_profile (self->draft) : NULL;
  const char *set, *key;

  g_variant_get (parameter, "(&s&s)", &set, &key);
  for (guint s = 0; profile != NULL && s < profile->band_sets->len; s++)
    {
      const AssayBandSet *owner = assay_profile_band_set (profile, s);
      int band = assay_band_set_find (owner, key);

      if (g_strcmp0 (owner->key, set) == 0 && band >= 0)
        ask_about (self, parameter, _("Rename Band"), _("Name"),
                   g_array_index (owner->bands, AssayBand, band).label,
                   G_CALLBACK (band_name_answered_cb));
    }
}

/* “Hot 80”: the name, then where it begins. */
static void
band_answered_cb (AssayAskWindow   *window,
                  AssayScoringView *self)
{
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);
  g_autofree char *name = g_strstrip (g_strdup (assay_ask_window_get_text (window)));
  char *number = strrchr (name, ' '), *end = NULL;
  double least = number != NULL ? g_strtod (number + 1, &end) : NAN;
  g_autofree char *key = NULL;

  if (number != NULL && end != number + 1 && *end == '\0')
    {
      *number = '\0';
      key = assay_profile_edit_add_band (root, first_of (window), g_strstrip (name), least);
    }
  if (key != NULL)
    assay_scoring_view_take (self, g_steal_pointer (&root), NULL);
  else
    assay_scoring_view_say (self, _("A band needs a name, and a number that no other band begins at: “Hot 80”"));
}

static void
add_band_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  AssayScoringView *self = user_data;

  if (self->draft != NULL)
    ask_about (self, parameter, _("Add Band"), _("Name and least score, such as “Very hot 80”"), NULL,
               G_CALLBACK (band_answered_cb));
}

static void
remove_band_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AssayScoringView *self = user_data;
  g_autoptr (JsonNode) root = NULL;
  const char *set, *band;

  if (self->draft == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &set, &band);
  root = assay_profile_draft_copy_root (self->draft);
  if (assay_profile_edit_remove_band (root, set, band))
    assay_scoring_view_take (self, g_steal_pointer (&root), NULL);
}

void
assay_scoring_view_add_editing (AssayScoringView *self)
{
  static const GActionEntry entries[] = {
    { .name = "limit", .activate = limit_action, .parameter_type = "s" },
    { .name = "decay", .activate = decay_action, .parameter_type = "(ss)" },
    { .name = "remove", .activate = remove_action, .parameter_type = "(ss)" },
    { .name = "rename", .activate = rename_action, .parameter_type = "(ss)" },
    { .name = "phrases", .activate = phrases_action, .parameter_type = "(ss)" },
    { .name = "rename-band", .activate = rename_band_action, .parameter_type = "(ss)" },
    { .name = "add-band", .activate = add_band_action, .parameter_type = "(ss)" },
    { .name = "remove-band", .activate = remove_band_action, .parameter_type = "(ss)" },
  };

  assay_view_add_actions (ASSAY_VIEW (self), entries, G_N_ELEMENTS (entries));
}
