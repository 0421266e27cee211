/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-train-assistant-private.h"

#include "models/assay-model-json.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define CHECK_DELAY_MS 300

/* What counts as converted. */

static JsonObject *
get_candidate (AssayTrainAssistant *self,
               guint                i)
{
  JsonArray *candidates = assay_model_json_get_list (assay_train_assistant_get_check (self), "candidates");

  return i < assay_model_json_get_length (candidates) ? json_array_get_object_element (candidates, i) : NULL;
}

void
assay_train_assistant_outcome_changed_cb (AssayTrainAssistant *self)
{
  if (self->filling)
    return;
  g_clear_handle_id (&self->check_source, g_source_remove);
  self->check_source = g_timeout_add (CHECK_DELAY_MS, assay_train_assistant_check_soon_cb, self);
  assay_train_assistant_update (self);
}

void
assay_train_assistant_value_chosen_cb (AssayTrainAssistant *self)
{
  JsonObject *candidate = get_candidate (self, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->field)));
  JsonArray *values = assay_model_json_get_list (candidate, "values");
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->value));

  if (self->filling || i >= assay_model_json_get_length (values))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->outcome),
                         assay_model_json_get_text (json_array_get_object_element (values, i), "condition"));
}

static void
fill_values (AssayTrainAssistant *self)
{
  JsonObject *candidate = get_candidate (self, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->field)));
  JsonArray *values = assay_model_json_get_list (candidate, "values");
  const char *wanted = assay_model_json_get_text (candidate, "outcome");
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < assay_model_json_get_length (values); i++)
    {
      JsonObject *value = json_array_get_object_element (values, i);
      gint64 leads = assay_model_json_get_int (value, "leads");
      /* Translators: a value of a field, and how many leads have it */
      g_autofree char *text = g_strdup_printf (
        ngettext ("%s (%'" PRId64 " lead)", "%s (%'" PRId64 " leads)", (gulong) leads),
        assay_model_json_get_text (value, "value"), leads);

      gtk_string_list_append (model, text);
      if (g_strcmp0 (assay_model_json_get_text (value, "condition"), wanted) == 0)
        selected = i;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->value), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->value), selected);
  self->filling = FALSE;
}

void
assay_train_assistant_field_chosen_cb (AssayTrainAssistant *self)
{
  if (self->filling || get_candidate (self, 0) == NULL)
    return;
  fill_values (self);
  assay_train_assistant_value_chosen_cb (self);
}

/* The first look has no outcome unless the person came with one: the likeliest is tried. */
void
assay_train_assistant_fill_candidates (AssayTrainAssistant *self)
{
  JsonArray *candidates = assay_model_json_get_list (assay_train_assistant_get_check (self), "candidates");
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint n = assay_model_json_get_length (candidates);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (
      model, assay_model_json_get_text (json_array_get_object_element (candidates, i), "label"));
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->field), G_LIST_MODEL (model));
  self->filling = FALSE;
  gtk_widget_set_visible (self->field, n > 0);
  gtk_widget_set_visible (self->value, n > 0);
  fill_values (self);
  if (n > 0 && *gtk_editable_get_text (GTK_EDITABLE (self->outcome)) == '\0'
      && assay_model_json_get_text (get_candidate (self, 0), "outcome") != NULL)
    assay_train_assistant_value_chosen_cb (self);
}
