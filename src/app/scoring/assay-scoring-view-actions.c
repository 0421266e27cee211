/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-ask-window.h"
#include "scoring/assay-scoring-view-private.h"

#include "score/assay-profile-copy-job.h"
#include "score/assay-profile-edit.h"
#include "score/assay-profile-publish-job.h"
#include "score/assay-profile-remove-job.h"

#include <glib/gi18n.h>

/* What can be done in the scoring view, by menu, button or key. */

AssayWorkspace *
assay_scoring_view_get_workspace (AssayScoringView *self)
{
  return assay_view_get_workspace (ASSAY_VIEW (self));
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

void
assay_scoring_view_run (AssayScoringView *self,
                                AssayJob         *job,
                                const char       *done)
{
  assay_view_run (ASSAY_VIEW (self), job, done, finish_cb, g_object_ref (self));
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
  assay_scoring_view_run (self,
       g_object_new (ASSAY_TYPE_PROFILE_PUBLISH_JOB, "workspace", assay_scoring_view_get_workspace (self), "key",
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
  assay_scoring_view_run (self,
       g_object_new (ASSAY_TYPE_PROFILE_PUBLISH_JOB, "workspace", assay_scoring_view_get_workspace (self), "key",
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

  assay_scoring_view_run (self,
       g_object_new (ASSAY_TYPE_PROFILE_REMOVE_JOB, "workspace", assay_scoring_view_get_workspace (self), "key",
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
  copy->job = g_object_new (ASSAY_TYPE_PROFILE_COPY_JOB, "workspace", assay_scoring_view_get_workspace (self), "key",
                            from, "name", name, NULL);
  assay_view_run (ASSAY_VIEW (self), g_object_ref (copy->job), _("Profile started"), copied_cb, copy);
}

static void
copy_answered_cb (AssayAskWindow   *window,
                  AssayScoringView *self)
{
  const char *choice = assay_ask_window_get_choice (window);

  copy_profile (self, choice != NULL ? choice : g_object_get_data (G_OBJECT (window), "key"),
                assay_ask_window_get_text (window));
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
  GtkWidget *window
    = assay_ask_window_new (assay_view_get_window (ASSAY_VIEW (self)), _("Duplicate Profile"), _("Name"), name, _("Duplicate"));

  g_object_set_data_full (G_OBJECT (window), "key", g_strdup (key), g_free);
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
  GtkWidget *window
    = assay_ask_window_new (assay_view_get_window (ASSAY_VIEW (self)), _("New Profile"), _("Name"), NULL, _("Create"));

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *profile = json_array_get_object_element (list, i);

      g_strv_builder_add (names, json_object_get_string_member (profile, "name"));
      g_strv_builder_add (keys, json_object_get_string_member (profile, "key"));
    }
  name_list = g_strv_builder_end (names);
  key_list = g_strv_builder_end (keys);
  assay_ask_window_add_choice (ASSAY_ASK_WINDOW (window), _("Start from"),
                               (const char *const *) name_list, (const char *const *) key_list);
  assay_scoring_view_ask (self, window, G_CALLBACK (copy_answered_cb));
}

/* Outcomes */

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
  };

  assay_view_add_actions (ASSAY_VIEW (self), entries, G_N_ELEMENTS (entries));
  assay_scoring_view_add_draft_actions (self);
}
