/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-fit-window.h"
#include "scoring/assay-scoring-view-private.h"

#include "model/assay-condition-text.h"
#include "score/assay-profile-backtest-job.h"
#include "score/assay-profile-copy-job.h"
#include "score/assay-profile-edit.h"
#include "score/assay-profile-publish-job.h"
#include "score/assay-profile-remove-job.h"

#include <glib/gi18n.h>
#include <math.h>

/* What can be done in the scoring view, by menu, button or key. */

static AssayWorkspace *
get_workspace (AssayScoringView *self)
{
  return assay_view_get_workspace (ASSAY_VIEW (self));
}

void
assay_scoring_view_say (AssayScoringView *self,
                        const char       *text)
{
  assay_session_toast (assay_view_get_session (ASSAY_VIEW (self)), text, 0);
}

static void
finish_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AssayScoringView) self = user_data;

  /* The job's row tells what went wrong. */
  if (assay_session_run_finish (ASSAY_SESSION (source), result, NULL))
    assay_scoring_view_load (self, NULL);
}

static void
run (AssayScoringView *self,
     AssayJob         *job,
     const char       *done)
{
  assay_view_run (ASSAY_VIEW (self), job, done, finish_cb, g_object_ref (self));
}

void
assay_scoring_view_take (AssayScoringView *self,
                         JsonNode         *root,
                         const char       *gesture)
{
  g_autoptr (GError) error = NULL;

  if (!assay_profile_draft_take (self->draft, root, gesture, &error))
    assay_scoring_view_say (self, error->message);
}

/* Profiles */

static void
show_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  assay_scoring_view_load (user_data, g_variant_get_string (parameter, NULL));
}

static void
change_use (AssayScoringView *self,
            GVariant         *key,
            gboolean          primary,
            gboolean          off,
            const char       *done)
{
  run (self,
       g_object_new (ASSAY_TYPE_PROFILE_PUBLISH_JOB, "workspace", get_workspace (self), "key",
                     g_variant_get_string (key, NULL), "primary", primary, "off", off,
                     "keep-draft", TRUE, NULL),
       done);
}

static void
publish_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  AssayScoringView *self = user_data;

  if (self->draft == NULL)
    return;
  assay_profile_draft_keep (self->draft);
  run (self,
       g_object_new (ASSAY_TYPE_PROFILE_PUBLISH_JOB, "workspace", get_workspace (self), "key",
                     assay_profile_draft_get_key (self->draft), NULL),
       _("Published"));
}

static void
activate_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  change_use (user_data, parameter, FALSE, FALSE, _("In use"));
}

static void
deactivate_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  change_use (user_data, parameter, FALSE, TRUE, _("Out of use"));
}

static void
primary_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  change_use (user_data, parameter, TRUE, FALSE, _("Primary now"));
}

static void
delete_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  AssayScoringView *self = user_data;

  run (self,
       g_object_new (ASSAY_TYPE_PROFILE_REMOVE_JOB, "workspace", get_workspace (self), "key",
                     g_variant_get_string (parameter, NULL), NULL),
       _("Profile deleted"));
}

typedef struct
{
  AssayScoringView *view;
  AssayJob *job;
} Copy;

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Copy *copy = user_data;
  AssayScoringView *self = copy->view;

  if (assay_session_run_finish (ASSAY_SESSION (source), result, NULL))
    assay_scoring_view_load (
      self, json_object_get_string_member (
              json_node_get_object (assay_job_get_result (copy->job)), "profile"));
  g_object_unref (copy->view);
  g_object_unref (copy->job);
  g_free (copy);
}

static void
copy_profile (AssayScoringView *self,
              const char       *from,
              const char       *name)
{
  Copy *copy = g_new (Copy, 1);

  copy->view = g_object_ref (self);
  copy->job = g_object_new (ASSAY_TYPE_PROFILE_COPY_JOB, "workspace", get_workspace (self), "key",
                            from, "name", name, NULL);
  assay_view_run (ASSAY_VIEW (self), g_object_ref (copy->job), _("Profile started"), copied_cb, copy);
}

static void
copy_answered_cb (AssayAskWindow   *window,
                  AssayScoringView *self)
{
  const char *choice = assay_ask_window_get_choice (window);

  copy_profile (self, choice != NULL ? choice : assay_ask_window_get_first (window),
                assay_ask_window_get_text (window, NULL));
}

void
assay_scoring_view_ask (AssayScoringView *self,
                        GtkWidget        *window,
                        GCallback         answered)
{
  g_signal_connect_object (window, "answered", answered, self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static const char *
name_of (AssayScoringView *self,
         const char       *key)
{
  JsonArray *list = json_node_get_array (assay_scoring_view_get_state (self)->profiles);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *profile = json_array_get_object_element (list, i);

      if (g_strcmp0 (json_object_get_string_member (profile, "key"), key) == 0)
        return json_object_get_string_member (profile, "name");
    }
  return key;
}

static void
duplicate_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AssayScoringView *self = user_data;
  const char *key = g_variant_get_string (parameter, NULL);
  /* Translators: the proposed name of a duplicate of a profile */
  g_autofree char *name = g_strdup_printf (_("%s (copy)"), name_of (self, key));
  GtkWidget *window = assay_scoring_view_new_ask (self, parameter, _("Duplicate Profile"), _("Duplicate"));

  assay_ask_window_add_entry (ASSAY_ASK_WINDOW (window), "name", _("Name"), name);
  assay_scoring_view_ask (self, window, G_CALLBACK (copy_answered_cb));
}

static void
new_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  AssayScoringView *self = user_data;
  JsonArray *list = json_node_get_array (assay_scoring_view_get_state (self)->profiles);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (GStrv) name_list = NULL;
  g_auto (GStrv) key_list = NULL;
  GtkWidget *window = assay_scoring_view_new_ask (self, NULL, _("New Profile"), _("Create"));

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *profile = json_array_get_object_element (list, i);

      g_strv_builder_add (names, json_object_get_string_member (profile, "name"));
      g_strv_builder_add (keys, json_object_get_string_member (profile, "key"));
    }
  name_list = g_strv_builder_end (names);
  key_list = g_strv_builder_end (keys);
  assay_ask_window_add_entry (ASSAY_ASK_WINDOW (window), "name", _("Name"), NULL);
  assay_ask_window_add_choice (ASSAY_ASK_WINDOW (window), _("Start from"),
                               (const char *const *) name_list, (const char *const *) key_list);
  assay_scoring_view_ask (self, window, G_CALLBACK (copy_answered_cb));
}

/* The draft */

static void
undo_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  AssayScoringView *self = user_data;

  if (self->draft != NULL && !assay_profile_draft_undo (self->draft))
    assay_scoring_view_say (self, _("There is nothing to take back in this draft"));
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
  run (self,
       g_object_new (ASSAY_TYPE_PROFILE_REMOVE_JOB, "workspace", get_workspace (self), "key",
                     assay_profile_draft_get_key (self->draft), "draft", TRUE, NULL),
       _("Draft discarded"));
}

static void
say_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  AssayScoringView *self = user_data;

  assay_scoring_view_say (self, g_variant_get_string (parameter, NULL));
}

/* Outcomes */

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
      assay_scoring_view_say (self, error->message);
      return;
    }
  if (self->draft == NULL)
    return;
  run (self,
       g_object_new (ASSAY_TYPE_PROFILE_BACKTEST_JOB, "workspace", get_workspace (self), "key",
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
    assay_scoring_view_take (self, g_steal_pointer (&root), NULL);
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
  window = assay_fit_window_new (assay_view_get_window (ASSAY_VIEW (self)), get_workspace (self),
                                 assay_profile_draft_get_key (self->draft),
                                 assay_profile_draft_get_published (self->draft) != NULL
                                   && assay_profile_draft_count_changes (self->draft) == 0);
  g_signal_connect_object (window, "accepted", G_CALLBACK (fit_accepted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

/* The actions `scoring.…` */
void
assay_scoring_view_add_actions (AssayScoringView *self)
{
  static const GActionEntry entries[] = {
    { .name = "show", .activate = show_action, .parameter_type = "s" },
    { .name = "publish", .activate = publish_action },
    { .name = "activate", .activate = activate_action, .parameter_type = "s" },
    { .name = "deactivate", .activate = deactivate_action, .parameter_type = "s" },
    { .name = "make-primary", .activate = primary_action, .parameter_type = "s" },
    { .name = "duplicate", .activate = duplicate_action, .parameter_type = "s" },
    { .name = "delete", .activate = delete_action, .parameter_type = "s" },
    { .name = "new", .activate = new_action },
    { .name = "undo", .activate = undo_action },
    { .name = "discard", .activate = discard_action },
    { .name = "say", .activate = say_action, .parameter_type = "s" },
    { .name = "outcome", .activate = outcome_action, .parameter_type = "s" },
    { .name = "fit", .activate = fit_action },
  };

  assay_view_add_actions (ASSAY_VIEW (self), entries, G_N_ELEMENTS (entries));
  assay_scoring_view_add_editing (self);
}
