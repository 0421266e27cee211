/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-train-assistant-private.h"

#include "assay-theme.h"
#include "learn/assay-train-check-job.h"
#include "learn/assay-train-job.h"
#include "model/assay-condition-text.h"
#include "models/assay-field-rows.h"
#include "widgets/assay-job-progress.h"
#include "models/assay-model-json.h"

#include <glib/gi18n.h>
#include <inttypes.h>

G_DEFINE_FINAL_TYPE (AssayTrainAssistant, assay_train_assistant, ADW_TYPE_BIN)

enum
{
  TRAINED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

JsonObject *
assay_train_assistant_get_check (AssayTrainAssistant *self)
{
  return self->check != NULL ? json_node_get_object (self->check) : NULL;
}

void
assay_train_assistant_update (AssayTrainAssistant *self)
{
  gboolean enough = assay_model_json_get_boolean (assay_train_assistant_get_check (self), "enough");

  gtk_widget_set_sensitive (self->train_button,
                            enough && self->training == NULL && !assay_loader_is_loading (self->checking)
                              && self->check_source == 0);
  gtk_widget_set_visible (self->progress_box, self->training != NULL);
  gtk_widget_set_visible (self->train_button, self->training == NULL);
}

/* The look before training */

static void
show_trouble (AssayTrainAssistant *self,
              const char          *text)
{
  gtk_label_set_text (GTK_LABEL (self->trouble), text != NULL ? text : "");
  gtk_widget_set_visible (self->trouble, text != NULL);
}

static void
show_bar (GtkWidget  *label,
          GtkWidget  *bar,
          gint64      n,
          gint64      needed)
{
  /* Translators: how many there are of how many that are needed */
  g_autofree char *text = g_strdup_printf (_("%'" PRId64 " of %'" PRId64), n, needed);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), MIN ((double) n / (double) MAX (needed, 1), 1));
}

static void
show_too_little (AssayTrainAssistant *self,
                 JsonObject          *check)
{
  gint64 needed = assay_model_json_get_int (check, "needed");
  g_autofree char *text = g_strdup_printf (_("A model from so few would be a guess. Rules score your leads until "
                                             "then. %s."),
                                           assay_model_json_get_text (check, "missing"));

  gtk_label_set_text (GTK_LABEL (self->little_text), text);
  show_bar (self->converted_label, self->converted_bar, assay_model_json_get_int (check, "converted"), needed);
  show_bar (self->lost_label, self->lost_bar, assay_model_json_get_int (check, "lost"), needed);
  gtk_stack_set_visible_child_name (GTK_STACK (self->states), "little");
}

static void
fill_fields (AssayTrainAssistant *self,
             JsonObject          *check)
{
  JsonArray *fields = assay_model_json_get_list (check, "fields");
  guint n_left_out, n_used;
  g_autofree char *left_out = NULL, *used = NULL;

  assay_field_rows_clear (ASSAY_FIELD_ROWS (self->left_out));
  assay_field_rows_clear (ASSAY_FIELD_ROWS (self->used));
  for (guint i = 0; i < assay_model_json_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      const char *why = assay_model_json_get_text (field, "why");
      g_autofree char *filled
        = g_strdup_printf (_("known of %.0f %% of the leads"), 100 * assay_model_json_get_number (field, "filled"));

      if (why == NULL && !assay_model_json_get_boolean (field, "used"))
        continue;
      assay_field_rows_add (ASSAY_FIELD_ROWS (why != NULL ? self->left_out : self->used), field,
                            why != NULL ? why : filled, assay_model_json_get_boolean (field, "used"));
    }
  for (guint i = 0; self->allowed != NULL && self->allowed[i] != NULL; i++)
    assay_field_rows_set_active (ASSAY_FIELD_ROWS (self->left_out), self->allowed[i], TRUE);
  n_left_out = assay_field_rows_get_size (ASSAY_FIELD_ROWS (self->left_out));
  n_used = assay_field_rows_get_size (ASSAY_FIELD_ROWS (self->used));
  left_out = n_left_out > 0
               ? g_strdup_printf (ngettext ("%u field knows the answer or is sensitive",
                                            "%u fields know the answer or are sensitive", (gulong) n_left_out),
                                  n_left_out)
               : g_strdup (_("No field knows the answer or is sensitive"));
  used = g_strdup_printf (ngettext ("%u field to learn from", "%u fields to learn from", (gulong) n_used), n_used);
  gtk_label_set_text (GTK_LABEL (self->left_out_title), left_out);
  gtk_expander_set_label (GTK_EXPANDER (self->used_expander), used);
  gtk_widget_set_visible (self->rows_in_order, assay_model_json_get_text (check, "time_order") == NULL);
}

static void
show_check (AssayTrainAssistant *self)
{
  JsonObject *check = assay_train_assistant_get_check (self);
  g_autofree char *counts = NULL;

  show_trouble (self, NULL);
  if (assay_model_json_get_text (check, "outcome") == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->counts), "");
      gtk_stack_set_visible_child_name (GTK_STACK (self->states), "none");
      return;
    }
  counts = g_strdup_printf (_("%'" PRId64 " converted, %'" PRId64 " lost, %'" PRId64 " still open"),
                            assay_model_json_get_int (check, "converted"), assay_model_json_get_int (check, "lost"),
                            assay_model_json_get_int (check, "open"));
  gtk_label_set_text (GTK_LABEL (self->counts), counts);
  if (!assay_model_json_get_boolean (check, "enough"))
    {
      show_too_little (self, check);
      return;
    }
  fill_fields (self, check);
  gtk_stack_set_visible_child_name (GTK_STACK (self->states), "fields");
}

static void
checked_cb (gpointer      owner,
            gpointer      answer,
            const GError *error)
{
  AssayTrainAssistant *self = owner;
  gboolean first = self->check == NULL;

  g_clear_pointer (&self->check, json_node_unref);
  self->check = answer;
  if (answer == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->counts), "");
      show_trouble (self, error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->states), "none");
      assay_train_assistant_update (self);
      return;
    }
  if (first)
    assay_train_assistant_fill_candidates (self);
  show_check (self);
  assay_train_assistant_update (self);
}

static void
check_now (AssayTrainAssistant *self)
{
  AssayWorkspace *workspace = self->session != NULL ? assay_session_get_workspace (self->session) : NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->outcome));
  g_autoptr (AssayCondition) outcome = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->check_source, g_source_remove);
  if (workspace == NULL)
    return;
  if (*text != '\0')
    {
      outcome = assay_condition_from_text (text, NULL, &error);
      if (outcome == NULL)
        {
          show_trouble (self, error->message);
          gtk_stack_set_visible_child_name (GTK_STACK (self->states), "none");
          assay_train_assistant_update (self);
          return;
        }
    }
  assay_loader_load (self->checking, workspace,
                     g_object_new (ASSAY_TYPE_TRAIN_CHECK_JOB, "workspace", workspace, "outcome", outcome, NULL));
  assay_train_assistant_update (self);
}

gboolean
assay_train_assistant_check_soon_cb (gpointer user_data)
{
  AssayTrainAssistant *self = user_data;

  self->check_source = 0;
  check_now (self);
  return G_SOURCE_REMOVE;
}

/* Training */

static void
trained_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AssayTrainAssistant) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = assay_session_run_finish (ASSAY_SESSION (source), result, &error);

  g_clear_object (&self->training);
  if (self->session == NULL)
    return;
  assay_job_progress_follow (GTK_PROGRESS_BAR (self->progress), NULL, NULL);
  if (!ok && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_trouble (self, error->message);
  assay_train_assistant_update (self);
  if (ok)
    g_signal_emit (self, signals[TRAINED], 0);
}

static void
train_clicked_cb (AssayTrainAssistant *self)
{
  g_autoptr (AssayCondition) outcome
    = assay_condition_from_text (gtk_editable_get_text (GTK_EDITABLE (self->outcome)), NULL, NULL);
  g_auto (GStrv) include = assay_field_rows_list (ASSAY_FIELD_ROWS (self->left_out), TRUE);
  g_auto (GStrv) exclude = assay_field_rows_list (ASSAY_FIELD_ROWS (self->used), FALSE);
  gboolean rows = gtk_widget_get_visible (self->rows_in_order)
                  && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->rows_in_order));
  g_autoptr (AssayJob) job = NULL;

  if (outcome == NULL || self->training != NULL)
    return;
  show_trouble (self, NULL);
  job = g_object_new (ASSAY_TYPE_TRAIN_JOB, "workspace", assay_session_get_workspace (self->session), "outcome",
                      outcome, "include", include, "exclude", exclude, "model",
                      (int) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->algorithm)), "promote",
                      (int) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->promote)), "time-order",
                      rows ? 1 : 0, NULL);
  gtk_widget_set_sensitive (self->train_button, FALSE);
  self->training = g_object_ref (
    assay_session_run (self->session, job, _("Model trained"), trained_cb, g_object_ref (self)));
  assay_job_progress_follow (GTK_PROGRESS_BAR (self->progress), GTK_LABEL (self->phrase), self->training);
  assay_train_assistant_update (self);
}

static void
cancel_clicked_cb (AssayTrainAssistant *self)
{
  if (self->training != NULL)
    assay_job_item_cancel (self->training);
}

static void
assay_train_assistant_dispose (GObject *object)
{
  AssayTrainAssistant *self = ASSAY_TRAIN_ASSISTANT (object);

  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_pointer (&self->checking, assay_loader_free);
  g_clear_object (&self->training);
  g_clear_object (&self->session);
  g_clear_pointer (&self->check, json_node_unref);
  g_clear_pointer (&self->allowed, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_TRAIN_ASSISTANT);
  G_OBJECT_CLASS (assay_train_assistant_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, field);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, value);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, outcome);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, counts);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, trouble);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, states);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, little_text);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, converted_label);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, converted_bar);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, lost_label);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, lost_bar);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, left_out_title);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, left_out);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, used_expander);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, used);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, algorithm);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, promote);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, rows_in_order);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, train_button);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, progress_box);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, progress);
  gtk_widget_class_bind_template_child (widget_class, AssayTrainAssistant, phrase);
  gtk_widget_class_bind_template_callback (widget_class, assay_train_assistant_field_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, assay_train_assistant_value_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, assay_train_assistant_outcome_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, train_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
assay_train_assistant_class_init (AssayTrainAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_FIELD_ROWS);
  G_OBJECT_CLASS (klass)->dispose = assay_train_assistant_dispose;
  /**
   * AssayTrainAssistant::trained:
   *
   * There is a new model.
   */
  signals[TRAINED] = g_signal_new ("trained", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-train-assistant.ui");
  bind_children (widget_class);
}

static void
assay_train_assistant_init (AssayTrainAssistant *self)
{
  self->checking = assay_loader_new (&assay_job_reading, checked_cb, self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
assay_train_assistant_set_session (AssayTrainAssistant *self,
                                   AssaySession        *session)
{
  g_return_if_fail (ASSAY_IS_TRAIN_ASSISTANT (self));
  g_set_object (&self->session, session);
}

/**
 * assay_train_assistant_start:
 * @outcome: (nullable): what counts as converted; without it, the likeliest is proposed
 * @allowed: (nullable): fields to learn from although there is a warning about them
 *
 * Looks at the workspace anew.
 */
void
assay_train_assistant_start (AssayTrainAssistant *self,
                             const char          *outcome,
                             const char *const   *allowed)
{
  g_return_if_fail (ASSAY_IS_TRAIN_ASSISTANT (self));

  g_strfreev (self->allowed);
  self->allowed = g_strdupv ((char **) allowed);
  g_clear_pointer (&self->check, json_node_unref);
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->outcome), outcome != NULL ? outcome : "");
  self->filling = FALSE;
  check_now (self);
}

/**
 * assay_train_assistant_refresh:
 *
 * The workspace's data changed; what the person wrote stays.
 */
void
assay_train_assistant_refresh (AssayTrainAssistant *self)
{
  g_return_if_fail (ASSAY_IS_TRAIN_ASSISTANT (self));

  if (self->training != NULL)
    return;
  if (assay_model_json_get_boolean (assay_train_assistant_get_check (self), "enough"))
    return;
  g_clear_pointer (&self->check, json_node_unref);
  check_now (self);
}

gboolean
assay_train_assistant_is_training (AssayTrainAssistant *self)
{
  g_return_val_if_fail (ASSAY_IS_TRAIN_ASSISTANT (self), FALSE);
  return self->training != NULL;
}
