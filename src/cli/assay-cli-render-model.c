/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-cli-render.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* Models, predictions and forecasts. */

static double
number_of (JsonObject *object, const char *name)
{
  return json_object_get_double_member_with_default (object, name, 0);
}

static JsonArray *
array_of (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;
}

static guint
length_of (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static void
append_metrics (JsonObject *metrics, GString *out)
{
  JsonArray *interval = json_object_get_array_member (metrics, "auc_interval");

  g_string_append_printf (
      out,
      _ ("  AUC %.3f (%.3f–%.3f), log-loss %.4f, calibration error %.3f, top tenth lifts %.1f×\n"),
      number_of (metrics, "auc"),
      json_array_get_double_element (interval, 0),
      json_array_get_double_element (interval, 1),
      number_of (metrics, "log_loss"),
      number_of (metrics, "calibration_error"),
      number_of (metrics, "lift_top_decile"));
  g_string_append_printf (out,
                          _ ("  Accuracy %.1f %%; guessing the more common outcome: %.1f %%%s\n"),
                          100 * number_of (metrics, "accuracy"),
                          100 * number_of (metrics, "majority_accuracy"),
                          json_object_get_boolean_member_with_default (metrics, "below_gate", FALSE)
                              ? _ ("; below 80 %, the gate")
                              : "");
}

static void
append_reasons (JsonObject *object, const char *list, const char *heading, GString *out)
{
  JsonArray *items = array_of (object, list);

  if (length_of (items) == 0)
    return;
  g_string_append_printf (out, "%s\n", heading);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      g_string_append (out, "  ");
      assay_cli_append_clean (out, assay_cli_text_of (item, "field"));
      if (json_object_has_member (item, "excluded") &&
          !json_object_get_boolean_member (item, "excluded"))
        g_string_append (out, _ (" (learned from all the same)"));
      g_string_append (out, ": ");
      assay_cli_append_clean (out, assay_cli_text_of (item, "why"));
      g_string_append_c (out, '\n');
    }
}

static void
append_features (JsonObject *object, GString *out)
{
  JsonArray *features = array_of (object, "features");

  if (length_of (features) == 0)
    return;
  g_string_append_printf (out, "%s\n", _ ("What counts most:"));
  for (guint i = 0; i < MIN (json_array_get_length (features), 10); i++)
    {
      JsonObject *feature = json_array_get_object_element (features, i);

      g_string_append_printf (out, "  %5.1f %%  ", 100 * number_of (feature, "importance"));
      assay_cli_append_clean (out, assay_cli_text_of (feature, "field"));
      g_string_append_c (out, '\n');
    }
}

/* Pairs of fields that say together what neither says alone. */
static void
append_interactions (JsonObject *object, GString *out)
{
  JsonArray *list = array_of (object, "interactions");

  if (length_of (list) == 0)
    return;
  g_string_append_printf (
      out,
      _ ("Fields that count together, from %" PRId64 " of the leads:\n"),
      assay_cli_int_of (object, "interactions_of"));
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *pair = json_array_get_object_element (list, i);
      JsonArray *labels = array_of (pair, "labels");
      JsonArray *where = array_of (pair, "where");

      g_string_append_printf (out, "  %4.1f %%  ", 100 * number_of (pair, "share"));
      assay_cli_append_clean (out, json_array_get_string_element (labels, 0));
      g_string_append (out, " × ");
      assay_cli_append_clean (out, json_array_get_string_element (labels, 1));
      if (length_of (where) == 2)
        {
          g_string_append_printf (out, _ (": %+.1f points where "), number_of (pair, "adds"));
          assay_cli_append_clean (out, json_array_get_string_element (where, 0));
          g_string_append (out, _ (" and "));
          assay_cli_append_clean (out, json_array_get_string_element (where, 1));
        }
      g_string_append_c (out, '\n');
    }
}

void
assay_cli_render_train (JsonNode *result, GString *out)
{
  JsonObject *object = json_node_get_object (result);

  g_string_append_printf (
      out,
      _ ("Model %" PRId64 " (%s): %s. %" PRId64 " leads, %" PRId64 " of which converted.\n"),
      assay_cli_int_of (object, "model"),
      assay_cli_text_of (object, "algorithm"),
      assay_cli_text_of (object, "verdict"),
      assay_cli_int_of (object, "rows"),
      assay_cli_int_of (object, "positives"));
  append_metrics (json_object_get_object_member (object, "metrics"), out);
  if (json_object_has_member (object, "newest"))
    {
      g_string_append_printf (
          out, "%s\n", _ ("The newest fifth, predicted from what came before:"));
      append_metrics (json_object_get_object_member (object, "newest"), out);
    }
  append_reasons (object, "leaks", _ ("Left out:"), out);
  append_reasons (object, "drift", _ ("Changed over time:"), out);
  append_features (object, out);
  append_interactions (object, out);
  if (json_object_has_member (object, "promotion"))
    g_string_append_printf (out, "%s.\n", assay_cli_text_of (object, "promotion"));
}

void
assay_cli_render_models (JsonNode *result, GString *out)
{
  JsonArray *list = json_node_get_array (result);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *model = json_array_get_object_element (list, i);

      g_string_append_printf (out,
                              _ ("%4" PRId64 "  %-10s  %-8s  %-9s  AUC %.3f  %" PRId64 " leads  "),
                              assay_cli_int_of (model, "model"),
                              assay_cli_text_of (model, "state"),
                              assay_cli_text_of (model, "algorithm"),
                              assay_cli_text_of (model, "verdict"),
                              number_of (model, "auc"),
                              assay_cli_int_of (model, "rows"));
      assay_cli_append_clean (out, assay_cli_text_of (model, "outcome"));
      g_string_append_c (out, '\n');
    }
}

static void
append_confusion (JsonObject *at, GString *out)
{
  g_string_append_printf (
      out,
      _ ("Calling from %.0f %% on: %" PRId64 " that convert, %" PRId64 " in vain; %" PRId64
         " that would have converted are missed.\n"),
      100 * number_of (at, "threshold"),
      assay_cli_int_of (at, "true_positives"),
      assay_cli_int_of (at, "false_positives"),
      assay_cli_int_of (at, "false_negatives"));
}

/* Where not all leads were looked at, figures say so. */
static void
append_sample (JsonObject *monitoring, const char *name, GString *out)
{
  gint64 one_in = json_object_get_int_member_with_default (monitoring, name, 1);

  if (one_in > 1)
    g_string_append_printf (
        out, _ ("  (from a sample: one lead in %" PRId64 ", evenly spread)\n"), one_in);
}

void
assay_cli_render_model (JsonNode *result, GString *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonObject *monitoring = json_object_get_object_member (object, "monitoring");
  JsonArray *realised = array_of (monitoring, "realised");

  assay_cli_render_train (result, out);
  if (json_object_has_member (object, "at_threshold"))
    append_confusion (json_object_get_object_member (object, "at_threshold"), out);
  for (guint i = 0; i < length_of (realised); i++)
    {
      JsonObject *month = json_array_get_object_element (realised, i);

      g_string_append_printf (
          out,
          _ ("  %-8s %" PRId64 " leads: predicted %.1f %%, came true %.1f %%\n"),
          assay_cli_text_of (month, "month"),
          assay_cli_int_of (month, "leads"),
          100 * number_of (month, "predicted"),
          100 * number_of (month, "observed"));
    }
  if (length_of (realised) > 0)
    append_sample (monitoring, "realised_one_in", out);
  append_reasons (monitoring, "drift", _ ("New leads differ from those it learned from:"), out);
  if (length_of (array_of (monitoring, "drift")) > 0)
    append_sample (monitoring, "drift_one_in", out);
}

static void
append_side (JsonObject *object, const char *name, const char *heading, GString *out)
{
  JsonArray *factors = array_of (object, name);

  if (length_of (factors) == 0)
    return;
  g_string_append_printf (out, "%s\n", heading);
  for (guint i = 0; i < json_array_get_length (factors); i++)
    {
      JsonObject *factor = json_array_get_object_element (factors, i);

      g_string_append_printf (out, "  %+6.1f  ", number_of (factor, "points"));
      assay_cli_append_clean (out, assay_cli_text_of (factor, "evidence"));
      g_string_append_c (out, '\n');
    }
}

static void
render_explanation (JsonObject *object, GString *out)
{
  JsonArray *interval = array_of (object, "interval");
  JsonArray *similar = array_of (object, "similar");

  g_string_append_printf (
      out, _ ("%" PRId64 " %% likely to convert"), assay_cli_int_of (object, "score"));
  if (length_of (interval) == 2)
    g_string_append_printf (out,
                            _ (" (between %.0f and %.0f %%: few leads were like this)"),
                            100 * json_array_get_double_element (interval, 0),
                            100 * json_array_get_double_element (interval, 1));
  g_string_append_c (out, '\n');
  append_side (object, "for", _ ("For:"), out);
  append_side (object, "against", _ ("Against:"), out);
  if (json_object_has_member (object, "change"))
    {
      JsonObject *change = json_object_get_object_member (object, "change");

      g_string_append (out, _ ("It would be "));
      g_string_append_printf (out, _ ("%" PRId64 " %% if "), assay_cli_int_of (change, "score"));
      assay_cli_append_clean (out, assay_cli_text_of (change, "if"));
      g_string_append (out, ".\n");
    }
  for (guint i = 0; i < length_of (similar); i++)
    {
      JsonObject *lead = json_array_get_object_element (similar, i);

      g_string_append_printf (out,
                              json_object_get_boolean_member (lead, "converted")
                                  ? _ ("Like lead %" PRId64 ", which converted\n")
                                  : _ ("Like lead %" PRId64 ", which was lost\n"),
                              assay_cli_int_of (lead, "lead"));
    }
  if (length_of (similar) > 0
      && assay_cli_int_of (object, "similar_of") < assay_cli_int_of (object, "similar_all"))
    g_string_append_printf (
        out,
        _ ("  (looked for among %" PRId64 " of the %" PRId64 " leads it learned from, drawn by lot)\n"),
        assay_cli_int_of (object, "similar_of"),
        assay_cli_int_of (object, "similar_all"));
}

void
assay_cli_render_predict (JsonNode *result, GString *out)
{
  JsonObject *object = json_node_get_object (result);

  if (json_object_has_member (object, "score"))
    render_explanation (object, out);
  else
    g_string_append_printf (
        out,
        _ ("%" PRId64 " leads predicted by model %" PRId64 ", %" PRId64 " changed, mean %.1f %%\n"),
        assay_cli_int_of (object, "predicted"),
        assay_cli_int_of (object, "model"),
        assay_cli_int_of (object, "changed"),
        100 * number_of (object, "mean"));
}

static void
append_range (JsonObject *object, const char *name, GString *out)
{
  JsonObject *range = json_object_get_object_member (object, name);

  g_string_append_printf (out,
                          "%10.1f (%.0f–%.0f)",
                          number_of (range, "mean"),
                          number_of (range, "low"),
                          number_of (range, "high"));
}

void
assay_cli_render_forecast (JsonNode *result, GString *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonArray *weeks = array_of (object, "weeks");
  JsonArray *missing = array_of (object, "missing");

  for (guint i = 0; i < length_of (weeks); i++)
    {
      JsonObject *week = json_array_get_object_element (weeks, i);

      g_string_append_printf (out, "%s  ", assay_cli_text_of (week, "from"));
      append_range (week, "conversions", out);
      append_range (week, "value", out);
      g_string_append_c (out, '\n');
    }
  g_string_append_printf (out, "%-10s  ", _ ("In all"));
  append_range (json_object_get_object_member (object, "total"), "conversions", out);
  append_range (json_object_get_object_member (object, "total"), "value", out);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < length_of (missing); i++)
    g_string_append_printf (out, "%s\n", json_array_get_string_element (missing, i));
}

void
assay_cli_render_card (JsonNode *result, GString *out)
{
  JsonObject *object = json_node_get_object (result);

  if (json_object_has_member (object, "text"))
    g_string_append (out, json_object_get_string_member (object, "text"));
  else
    g_string_append_printf (out,
                            _ ("The card of model %" PRId64 " is in “%s”.\n"),
                            assay_cli_int_of (object, "model"),
                            assay_cli_text_of (object, "file"));
}

static void
append_candidates (JsonArray *candidates, GString *out)
{
  g_string_append_printf (out,
                          "%s\n",
                          length_of (candidates) > 0
                              ? _ ("Fields that may tell what became of leads:")
                              : _ ("No field has values that could tell what became of leads."));
  for (guint i = 0; i < length_of (candidates); i++)
    {
      JsonObject *candidate = json_array_get_object_element (candidates, i);
      JsonArray *values = array_of (candidate, "values");

      g_string_append (out, "  ");
      assay_cli_append_clean (out, assay_cli_text_of (candidate, "field"));
      for (guint v = 0; v < length_of (values); v++)
        {
          JsonObject *value = json_array_get_object_element (values, v);

          g_string_append (out, v > 0 ? ", " : ": ");
          assay_cli_append_clean (out, assay_cli_text_of (value, "value"));
          g_string_append_printf (out, " (%" PRId64 ")", assay_cli_int_of (value, "leads"));
        }
      if (json_object_has_member (candidate, "outcome"))
        {
          g_string_append (out, "; --outcome \"");
          assay_cli_append_clean (out, assay_cli_text_of (candidate, "outcome"));
          g_string_append_c (out, '"');
        }
      g_string_append_c (out, '\n');
    }
}

static void
append_checked_fields (JsonObject *object, gboolean warned, const char *heading, GString *out)
{
  JsonArray *fields = array_of (object, "fields");
  gboolean any = FALSE;

  for (guint i = 0; i < length_of (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);

      if (json_object_has_member (field, "why") != warned ||
          (!warned && !json_object_get_boolean_member (field, "used")))
        continue;
      if (!any)
        g_string_append_printf (out, "%s\n", heading);
      any = TRUE;
      g_string_append (out, "  ");
      assay_cli_append_clean (out, assay_cli_text_of (field, "field"));
      if (warned && json_object_get_boolean_member (field, "used"))
        g_string_append (out, _ (" (learned from all the same)"));
      if (warned)
        {
          g_string_append (out, ": ");
          assay_cli_append_clean (out, assay_cli_text_of (field, "why"));
        }
      g_string_append_c (out, '\n');
    }
}

void
assay_cli_render_train_check (JsonNode *result, GString *out)
{
  JsonObject *object = json_node_get_object (result);

  if (!json_object_has_member (object, "outcome"))
    {
      append_candidates (array_of (object, "candidates"), out);
      return;
    }
  g_string_append_printf (
      out,
      _ ("%" PRId64 " leads converted, %" PRId64 " were lost, %" PRId64 " are open.\n"),
      assay_cli_int_of (object, "converted"),
      assay_cli_int_of (object, "lost"),
      assay_cli_int_of (object, "open"));
  if (json_object_has_member (object, "missing"))
    {
      assay_cli_append_clean (out, assay_cli_text_of (object, "missing"));
      g_string_append (out, ".\n");
    }
  append_checked_fields (object, TRUE, _ ("Left out:"), out);
  append_checked_fields (object, FALSE, _ ("Learned from:"), out);
}

static void
append_arm (JsonObject *object, const char *name, const char *who, GString *out)
{
  JsonObject *arm = json_object_get_object_member (object, name);
  JsonArray *interval = array_of (arm, "interval");

  g_string_append_printf (out,
                          _ ("  %s: %" PRId64 " new leads, %" PRId64 " decided, %" PRId64 " converted"),
                          who,
                          assay_cli_int_of (arm, "leads"),
                          assay_cli_int_of (arm, "decided"),
                          assay_cli_int_of (arm, "converted"));
  if (length_of (interval) == 2)
    g_string_append_printf (out,
                            _ (" (%.1f–%.1f %%)"),
                            100 * json_array_get_double_element (interval, 0),
                            100 * json_array_get_double_element (interval, 1));
  g_string_append_c (out, '\n');
}

void
assay_cli_render_compare (JsonNode *result, GString *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonArray *gain = array_of (object, "gain_interval");

  g_string_append_printf (out,
                          _ ("Model %" PRId64 " beside model %" PRId64 " since %s: %s.\n"),
                          assay_cli_int_of (object, "challenger"),
                          assay_cli_int_of (object, "champion"),
                          assay_cli_text_of (object, "since"),
                          assay_cli_text_of (object, "verdict"));
  g_string_append_printf (out,
                          _ ("  %" PRId64 " leads that both predicted have an outcome.\n"),
                          assay_cli_int_of (object, "decided"));
  if (length_of (gain) == 2)
    g_string_append_printf (out,
                            _ ("  Log-loss lower by %.4f (%.4f to %.4f).\n"),
                            number_of (object, "gain"),
                            json_array_get_double_element (gain, 0),
                            json_array_get_double_element (gain, 1));
  append_sample (object, "decided_one_in", out);
  if (!json_object_has_member (object, "champion_arm"))
    return;
  append_arm (object,
              "champion_arm",
              _ ("Scored by the model in use"),
              out);
  append_arm (object,
              "challenger_arm",
              _ ("Scored by the one that is tried"),
              out);
  append_sample (object, "arms_one_in", out);
}
