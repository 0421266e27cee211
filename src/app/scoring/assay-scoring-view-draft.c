/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-scoring-view-private.h"

#include "scoring/assay-ask-window.h"
#include "scoring/assay-fit-window.h"
#include "model/assay-condition-text.h"
#include "score/assay-profile-backtest-job.h"
#include "score/assay-profile-edit.h"
#include "score/assay-profile-remove-job.h"

#include <glib/gi18n.h>
#include <math.h>

/* Changing the draft. */

static void
say (AssayScoringView *self,
     const char       *text)
{
  assay_session_toast (assay_view_get_session (ASSAY_VIEW (self)), text, 0);
}

static void
take (AssayScoringView *self,
      JsonNode         *root,
      const char       *gesture)
{
  g_autoptr (GError) error = NULL;

  if (!assay_profile_draft_take (self->draft, root, gesture, &error))
    say (self, error->message);
}

static void
undo_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  AssayScoringView *self = user_data;

  if (self->draft != NULL && !assay_profile_draft_undo (self->draft))
    say (self, _("There is nothing to take back in this draft"));
}

static void
discard_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  AssayScoringView *self = user_data;

  if (self->draft == NULL)
    return;
  assay_profile_draft_keep (self->draft);
  assay_scoring_view_run (self,
       g_object_new (ASSAY_TYPE_PROFILE_REMOVE_JOB, "workspace", assay_scoring_view_get_workspace (self), "key",
                     assay_profile_draft_get_key (self->draft), "draft", TRUE, NULL),
       _("Draft discarded"));
}

static void
group_answered_cb (AssayAskWindow   *window,
                   AssayScoringView *self)
{
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);
  g_autofree char *key = assay_profile_edit_add_group (root, assay_ask_window_get_text (window));

  take (self, g_steal_pointer (&root), NULL);
}

static void
add_group_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AssayScoringView *self = user_data;

  if (self->draft != NULL)
    assay_scoring_view_ask (self,
         assay_ask_window_new (assay_view_get_window (ASSAY_VIEW (self)), _("Add Group"), _("Name"), NULL, _("Add")),
         G_CALLBACK (group_answered_cb));
}

static void
factor_answered_cb (AssayAskWindow   *window,
                    AssayScoringView *self)
{
  g_autoptr (JsonNode) root = assay_profile_draft_copy_root (self->draft);
  /* Something to start from; its row opens the condition builder. */
  g_autoptr (AssayCondition) when = assay_condition_from_text ("email present", NULL, NULL);
  g_autofree char *key
    = assay_profile_edit_add_factor (root, g_object_get_data (G_OBJECT (window), "group"),
                                     assay_ask_window_get_text (window), when);

  if (key != NULL)
    take (self, g_steal_pointer (&root), NULL);
}

static void
add_factor_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AssayScoringView *self = user_data;
  GtkWidget *window;

  if (self->draft == NULL)
    return;
  window = assay_ask_window_new (assay_view_get_window (ASSAY_VIEW (self)), _("Add Factor"), _("Name"), NULL, _("Add"));
  g_object_set_data_full (
    G_OBJECT (window), "group", g_variant_dup_string (parameter, NULL), g_free);
  assay_scoring_view_ask (self, window, G_CALLBACK (factor_answered_cb));
}

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
  take (self, g_steal_pointer (&root), NULL);
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
    take (self, g_steal_pointer (&root), NULL);
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
    take (self, g_steal_pointer (&root), NULL);
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
  decay = assay_profile_edit_find_factor (root, group, factor);
  if (decay == NULL || !json_object_has_member (decay, "decay"))
    return;
  decay = json_object_get_object_member (decay, "decay");
  if (json_object_has_member (decay, "window"))
    {
      names[0] = _("Window");
      names[1] = _("Half-life");
      keys[0] = "window";
      keys[1] = "half_life";
    }
  days = g_strdup_printf ("%g", json_object_get_double_member_with_default (decay, keys[0], 14));
  window = assay_ask_window_new (assay_view_get_window (ASSAY_VIEW (self)), _("Decay"), _("Days; 0 for none"), days, _("Set"));
  assay_ask_window_add_choice (ASSAY_ASK_WINDOW (window), _("Kind"), names, keys);
  g_object_set_data_full (G_OBJECT (window), "group", g_strdup (group), g_free);
  g_object_set_data_full (G_OBJECT (window), "factor", g_strdup (factor), g_free);
  assay_scoring_view_ask (self, window, G_CALLBACK (decay_answered_cb));
}

static void
say_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  AssayScoringView *self = user_data;

  say (self, g_variant_get_string (parameter, NULL));
}

static void
outcome_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  AssayScoringView *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) outcome
    = assay_condition_from_text (g_variant_get_string (parameter, NULL), NULL, &error);

  if (outcome == NULL)
    {
      say (self, error->message);
      return;
    }
  if (self->draft == NULL)
    return;
  assay_scoring_view_run (self,
       g_object_new (ASSAY_TYPE_PROFILE_BACKTEST_JOB, "workspace", assay_scoring_view_get_workspace (self), "key",
                     assay_profile_draft_get_key (self->draft), "outcome", outcome, "version",
                     assay_profile_draft_get_published (self->draft) != NULL ? (gint64) -1
                                                                             : (gint64) 0,
                     NULL),
       _("Tested"));
}

static void
fit_accepted_cb (AssayFitWindow   *window,
                 AssayScoringView *self)
{
  g_autoptr (JsonNode) root = NULL;

  if (self->draft == NULL)
    return;
  root = assay_profile_draft_copy_root (self->draft);
  if (assay_fit_window_apply (window, root) > 0)
    take (self, g_steal_pointer (&root), NULL);
}

static void
fit_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  AssayScoringView *self = user_data;
  GtkWidget *window;

  if (self->draft == NULL)
    return;
  assay_profile_draft_keep (self->draft);
  window = assay_fit_window_new (assay_view_get_window (ASSAY_VIEW (self)), assay_scoring_view_get_workspace (self),
                                 assay_profile_draft_get_key (self->draft),
                                 assay_profile_draft_get_published (self->draft) != NULL
                                   && assay_profile_draft_count_changes (self->draft) == 0);
  g_signal_connect_object (window, "accepted", G_CALLBACK (fit_accepted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

/* What changes the draft, or measures it. */
void
assay_scoring_view_add_draft_actions (AssayScoringView *self)
{
  static const GActionEntry entries[] = {
    { .name = "undo", .activate = undo_action },
    { .name = "discard", .activate = discard_action },
    { .name = "add-group", .activate = add_group_action },
    { .name = "add-factor", .activate = add_factor_action, .parameter_type = "s" },
    { .name = "limit", .activate = limit_action, .parameter_type = "s" },
    { .name = "decay", .activate = decay_action, .parameter_type = "(ss)" },
    { .name = "remove", .activate = remove_action, .parameter_type = "(ss)" },
    { .name = "say", .activate = say_action, .parameter_type = "s" },
    { .name = "outcome", .activate = outcome_action, .parameter_type = "s" },
    { .name = "fit", .activate = fit_action },
  };

  assay_view_add_actions (ASSAY_VIEW (self), entries, G_N_ELEMENTS (entries));
}
