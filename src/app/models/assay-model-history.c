/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-model-history.h"

#include "assay-format.h"
#include "models/assay-model-json.h"
#include "models/assay-model-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

/**
 * AssayModelHistory:
 *
 * All models there were, the newest first; any but those without signal can be put to use, and the one before
 * brought back.
 */
struct _AssayModelHistory
{
  AdwBin parent_instance;

  GtkWidget *list;
  GtkWidget *rollback;
};

G_DEFINE_FINAL_TYPE (AssayModelHistory, assay_model_history, ADW_TYPE_BIN)

static void
assay_model_history_class_init (AssayModelHistoryClass *klass)
{
}

static void
assay_model_history_init (AssayModelHistory *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_("History"));

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "assay-chart-card");
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  self->rollback = gtk_button_new_with_label (_("Roll Back"));
  gtk_widget_set_tooltip_text (self->rollback, _("Bring the model back that was in use before this one"));
  gtk_widget_add_css_class (self->rollback, "assay-small");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->rollback), "models.rollback");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->rollback);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "assay-field-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("All models"), -1);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->list);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
assay_model_history_new (void)
{
  return g_object_new (ASSAY_TYPE_MODEL_HISTORY, NULL);
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static char *
describe (JsonObject *model)
{
  const char *at = assay_model_json_get_text (model, "at");
  g_autoptr (GDateTime) when = at != NULL ? g_date_time_new_from_iso8601 (at, NULL) : NULL;
  g_autofree char *date
    = when != NULL ? assay_format_instant (g_date_time_to_unix (when) * 1000, FALSE) : g_strdup ("");
  gint64 rows = assay_model_json_get_int (model, "rows");
  double auc = assay_model_json_get_number (model, "auc");

  /* Translators: a date, how many leads a model learned from, its AUC */
  return g_strdup_printf (ngettext ("%s · %'" PRId64 " lead · AUC %.3f", "%s · %'" PRId64 " leads · AUC %.3f",
                                    (gulong) rows),
                          date, rows, isnan (auc) ? 0 : auc);
}

static const char *
name_state (JsonObject  *model,
            const char **css_class)
{
  const char *state = assay_model_json_get_text (model, "state");

  *css_class = NULL;
  if (g_strcmp0 (assay_model_json_get_text (model, "verdict"), "no_signal") == 0)
    {
      *css_class = "warning";
      return _("No signal");
    }
  if (g_strcmp0 (state, "champion") == 0)
    {
      *css_class = "ok";
      return _("Champion");
    }
  return g_strcmp0 (state, "retired") == 0 ? _("Retired") : _("Challenger");
}

static GtkWidget *
make_button (const char *label,
             const char *action,
             gint64      model)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf (_("%s: model %" PRId64), label, model);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "assay-small");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", model);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_row (JsonObject *model)
{
  gint64 id = assay_model_json_get_int (model, "model");
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *tag;
  g_autofree char *detail = describe (model);
  /* Translators: a model's number and algorithm: “Model 3, boosted trees” */
  g_autofree char *title
    = g_strdup_printf (_("Model %" PRId64 ", %s"), id, assay_model_words_algorithm (model));
  const char *css_class, *state = name_state (model, &css_class);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), make_label (title, "assay-strong"));
  gtk_box_append (GTK_BOX (texts), make_label (detail, "caption"));
  tag = gtk_label_new (state);
  gtk_widget_set_css_classes (tag, (const char *[]) { "assay-tag", css_class, NULL });
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), tag);
  gtk_box_append (GTK_BOX (box), make_button (_("Card"), "models.card", id));
  if (g_strcmp0 (css_class, "ok") != 0 && g_strcmp0 (css_class, "warning") != 0)
    gtk_box_append (GTK_BOX (box), make_button (_("Promote"), "models.promote", id));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

/**
 * assay_model_history_show:
 * @models: result of the job `models`
 */
void
assay_model_history_show (AssayModelHistory *self,
                          JsonArray         *models)
{
  gboolean retired = FALSE;
  GtkWidget *child;

  g_return_if_fail (ASSAY_IS_MODEL_HISTORY (self));

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      JsonObject *model = json_array_get_object_element (models, i);

      gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (model));
      retired = retired || g_strcmp0 (assay_model_json_get_text (model, "state"), "retired") == 0;
    }
  gtk_widget_set_visible (self->rollback, retired);
}
