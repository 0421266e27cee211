/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "models/assay-train-assistant.h"

G_BEGIN_DECLS

/**
 * AssayTrainAssistant:
 *
 * From “what counts as converted” to a model, on one page: the outcome, whether there is enough to learn from,
 * which fields know too much, and the start.
 */
struct _AssayTrainAssistant
{
  AdwBin parent_instance;

  AssaySession *session;    /* (owned) (nullable) */
  JsonNode *check;          /* (owned) (nullable): the last look */
  AssayLoader *checking;   /* (owned) (nullable) */
  AssayJobItem *training;   /* (owned) (nullable) */
  GStrv allowed;            /* (owned) (nullable): fields to switch on once they are known */
  guint check_source;
  gboolean filling;

  GtkWidget *field;
  GtkWidget *value;
  GtkWidget *outcome;
  GtkWidget *counts;
  GtkWidget *trouble;
  GtkWidget *states;
  GtkWidget *little_text;
  GtkWidget *converted_label;
  GtkWidget *converted_bar;
  GtkWidget *lost_label;
  GtkWidget *lost_bar;
  GtkWidget *left_out_title;
  GtkWidget *left_out;
  GtkWidget *used_expander;
  GtkWidget *used;
  GtkWidget *algorithm;
  GtkWidget *promote;
  GtkWidget *rows_in_order;
  GtkWidget *train_button;
  GtkWidget *progress_box;
  GtkWidget *progress;
  GtkWidget *phrase;
};

JsonObject *assay_train_assistant_get_check (AssayTrainAssistant *self);
void assay_train_assistant_update (AssayTrainAssistant *self);
gboolean assay_train_assistant_check_soon_cb (gpointer user_data);
void assay_train_assistant_outcome_changed_cb (AssayTrainAssistant *self);
void assay_train_assistant_value_chosen_cb (AssayTrainAssistant *self);
void assay_train_assistant_field_chosen_cb (AssayTrainAssistant *self);
void assay_train_assistant_fill_candidates (AssayTrainAssistant *self);

G_END_DECLS
