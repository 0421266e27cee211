/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-model-history.h"

#include "assay-format.h"
#include "models/assay-model-json.h"
#include "models/assay-model-words.h"
#include "widgets/assay-parts.h"

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
  GtkWidget *title = assay_label_new (_("History"), "heading", ASSAY_LABEL_EXPAND);

  assay_add_css_classes (box, "card assay-chart-card");
  self->rollback = gtk_button_new_with_label (_("Roll Back"));
  gtk_widget_set_tooltip_text (self->rollback, _("Bring the model back that was in use before this one"));
  gtk_widget_add_css_class (self->rollback, "assay-small");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->rollback), "models.rollback");
  assay_append (head, title, self->rollback, NULL);
  self->list = assay_list_box_new (_("All models"), "assay-field-rows");
  assay_append (box, head, self->list, NULL);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
assay_model_history_new (void)
{
  return g_object_new (ASSAY_TYPE_MODEL_HISTORY, NULL);
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

  assay_add_css_classes (button, "flat assay-small");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", model);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  assay_set_accessible_name (button, name);
  return button;
}

static GtkWidget *
make_row (JsonObject *model)
{
  gint64 id = assay_model_json_get_int (model, "model");
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts, *tag;
  g_autofree char *detail = describe (model);
  /* Translators: a model's number and algorithm: “Model 3, boosted trees” */
  g_autofree char *title
    = g_strdup_printf (_("Model %" PRId64 ", %s"), id, assay_model_words_algorithm (model));
  const char *css_class, *state = name_state (model, &css_class);

  texts = assay_lines_new (assay_label_new (title, "assay-strong", ASSAY_LABEL_ELLIPSIZE),
                           assay_label_new (detail, "caption", ASSAY_LABEL_ELLIPSIZE));
  tag = gtk_label_new (state);
  gtk_widget_set_css_classes (tag, (const char *[]) { "assay-tag", css_class, NULL });
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  assay_append (box, texts, tag, make_button (_("Card"), "models.card", id), NULL);
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

  g_return_if_fail (ASSAY_IS_MODEL_HISTORY (self));

  assay_remove_all (self->list);
  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      JsonObject *model = json_array_get_object_element (models, i);

      gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (model));
      retired = retired || g_strcmp0 (assay_model_json_get_text (model, "state"), "retired") == 0;
    }
  gtk_widget_set_visible (self->rollback, retired);
}
