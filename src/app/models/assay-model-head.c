/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-model-head.h"

#include "assay-format.h"
#include "assay-theme.h"
#include "base/assay-clock.h"
#include "models/assay-model-json.h"
#include "models/assay-model-words.h"

#include <glib/gi18n.h>

/**
 * AssayModelHead:
 *
 * One model of a comparison: what it is, its two figures, since when, and what can be done with it.
 */
struct _AssayModelHead
{
  AdwBin parent_instance;

  GtkWidget *key;
  GtkWidget *title;
  GtkWidget *tag;
  GtkWidget *auc;
  GtkWidget *auc_caption;
  GtkWidget *loss;
  GtkWidget *detail;
  GtkWidget *card_button;
  GtkWidget *promote_button;
};

G_DEFINE_FINAL_TYPE (AssayModelHead, assay_model_head, ADW_TYPE_BIN)

static void
assay_model_head_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_MODEL_HEAD);
  G_OBJECT_CLASS (assay_model_head_parent_class)->dispose (object);
}

static void
assay_model_head_class_init (AssayModelHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_model_head_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, ASSAY_RESOURCE_PATH "/ui/assay-model-head.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayModelHead, key);
  gtk_widget_class_bind_template_child (widget_class, AssayModelHead, title);
  gtk_widget_class_bind_template_child (widget_class, AssayModelHead, tag);
  gtk_widget_class_bind_template_child (widget_class, AssayModelHead, auc);
  gtk_widget_class_bind_template_child (widget_class, AssayModelHead, auc_caption);
  gtk_widget_class_bind_template_child (widget_class, AssayModelHead, loss);
  gtk_widget_class_bind_template_child (widget_class, AssayModelHead, detail);
  gtk_widget_class_bind_template_child (widget_class, AssayModelHead, card_button);
  gtk_widget_class_bind_template_child (widget_class, AssayModelHead, promote_button);
}

static void
assay_model_head_init (AssayModelHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
assay_model_head_new (void)
{
  return g_object_new (ASSAY_TYPE_MODEL_HEAD, NULL);
}

static void
show_tag (AssayModelHead *self,
          AssayModelRole  role,
          gboolean        useless)
{
  static const char *const classes[] = { "ok", "chip", NULL };
  const char *names[] = { _("Champion"), _("Challenger"), _("Baseline") };
  const char *css_class = useless ? "warning" : classes[role];

  gtk_label_set_text (GTK_LABEL (self->tag), useless ? _("No signal") : names[role]);
  gtk_widget_set_css_classes (self->tag, (const char *[]) { "assay-tag", css_class, NULL });
}

static void
show_figures (AssayModelHead *self,
              JsonObject     *metrics)
{
  JsonArray *interval = assay_model_json_get_list (metrics, "auc_interval");
  g_autofree char *auc = g_strdup_printf ("%.3f", assay_model_json_get_number (metrics, "auc"));
  g_autofree char *loss = g_strdup_printf ("%.3f", assay_model_json_get_number (metrics, "log_loss"));
  g_autofree char *range = NULL;

  gtk_label_set_text (GTK_LABEL (self->auc), auc);
  gtk_label_set_text (GTK_LABEL (self->loss), loss);
  if (assay_model_json_get_length (interval) == 2)
    range = g_strdup_printf (_("AUC %.3f–%.3f"), json_array_get_double_element (interval, 0),
                             json_array_get_double_element (interval, 1));
  gtk_label_set_text (GTK_LABEL (self->auc_caption), range != NULL ? range : _("AUC"));
}

static gint64
get_instant (JsonObject *model,
             const char *name)
{
  const char *text = assay_model_json_get_text (model, name);
  g_autoptr (GDateTime) at = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return at != NULL ? g_date_time_to_unix (at) * 1000 : 0;
}

static char *
describe (AssayModelRole role,
          JsonObject    *model)
{
  gint64 at = get_instant (model, "at"), used = get_instant (model, "promoted_at");
  g_autofree char *when = assay_format_ago (at, assay_clock_now ());
  g_autofree char *since = NULL;

  if (role == ASSAY_MODEL_ROLE_BASELINE)
    return g_strdup (_("The other algorithm, for comparison"));
  if (role == ASSAY_MODEL_ROLE_CHALLENGER)
    /* Translators: when a model was trained */
    return g_strdup_printf (_("Trained: %s"), when);
  since = assay_format_ago (used != 0 ? used : at, assay_clock_now ());
  /* Translators: when a model was trained, and since when it is in use */
  return g_strdup_printf (_("Trained: %s · in use: %s"), when, since);
}

/**
 * assay_model_head_show:
 * @role: what the model is
 * @series: its place in the order of colours
 * @model: the document that it belongs to
 * @metrics: its own figures
 */
void
assay_model_head_show (AssayModelHead *self,
                       AssayModelRole  role,
                       guint           series,
                       JsonObject     *model,
                       JsonObject     *metrics)
{
  static const char *const keys[] = { "series-1", "series-2", "series-4" };
  gboolean useless = g_strcmp0 (assay_model_json_get_text (model, "verdict"), "no_signal") == 0;
  gboolean baseline = role == ASSAY_MODEL_ROLE_BASELINE;
  const char *name = assay_model_words_algorithm (model);
  g_autofree char *detail = describe (role, model);
  gint64 id = assay_model_json_get_int (model, "model");

  g_return_if_fail (ASSAY_IS_MODEL_HEAD (self));

  if (baseline)
    name = g_strcmp0 (assay_model_json_get_text (model, "algorithm"), "trees") == 0
             ? _("Logistic regression") : _("Boosted trees");
  gtk_widget_set_css_classes (self->key, (const char *[]) { "assay-key", keys[series % 3], NULL });
  gtk_label_set_text (GTK_LABEL (self->title), name);
  show_tag (self, role, useless && !baseline);
  show_figures (self, metrics);
  gtk_label_set_text (GTK_LABEL (self->detail), detail);
  gtk_widget_set_visible (self->card_button, role == ASSAY_MODEL_ROLE_CHAMPION);
  gtk_widget_set_visible (self->promote_button, role == ASSAY_MODEL_ROLE_CHALLENGER);
  gtk_widget_set_sensitive (self->promote_button, !useless);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->card_button), "x", id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->promote_button), "x", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->card_button), "models.card");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->promote_button), useless ? NULL : "models.promote");
}
