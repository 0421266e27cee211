/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-card-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* A card is headings, sentences and tables; Markdown and HTML are two ways to write these. */
typedef struct
{
  GString *to;
  gboolean html;
} Writer;

static void
append_escaped (Writer *writer, const char *text)
{
  for (; *text != '\0'; text++)
    if (writer->html && (*text == '<' || *text == '>' || *text == '&' || *text == '"'))
      g_string_append_printf (writer->to, "&#%d;", *text);
    else if (!writer->html && strchr ("|*_`<\\", *text) != NULL)
      g_string_append_printf (writer->to, "\\%c", *text);
    else
      g_string_append_c (writer->to, *text == '\n' ? ' ' : *text);
}

static void
write_heading (Writer *writer, int level, const char *text)
{
  if (writer->html)
    g_string_append_printf (writer->to, "<h%d>", level);
  else
    g_string_append_printf (writer->to, "\n%s ", level == 1 ? "#" : "##");
  append_escaped (writer, text);
  if (writer->html)
    g_string_append_printf (writer->to, "</h%d>\n", level);
  else
    g_string_append (writer->to, "\n\n");
}

static void
write_item (Writer *writer, const char *text)
{
  g_string_append (writer->to, writer->html ? "<p>" : "- ");
  append_escaped (writer, text);
  g_string_append (writer->to, writer->html ? "</p>\n" : "\n");
}

static void G_GNUC_PRINTF (2, 3) write_line (Writer *writer, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  write_item (writer, text);
}

static void
write_row (Writer *writer, gboolean head, const char *const *cells)
{
  guint n = g_strv_length ((char **) cells);

  g_string_append (writer->to, writer->html ? "<tr>" : "|");
  for (guint i = 0; i < n; i++)
    {
      g_string_append (writer->to, !writer->html ? " " : head ? "<th>" : "<td>");
      append_escaped (writer, cells[i]);
      g_string_append (writer->to, !writer->html ? " |" : head ? "</th>" : "</td>");
    }
  g_string_append (writer->to, writer->html ? "</tr>\n" : "\n");
  if (!head || writer->html)
    return;
  g_string_append_c (writer->to, '|');
  for (guint i = 0; i < n; i++)
    g_string_append (writer->to, " --- |");
  g_string_append_c (writer->to, '\n');
}

static char *
cell (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("–");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _ ("yes") : _ ("no"));
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" PRId64, json_node_get_int (node));
  return g_strdup_printf ("%.4g", json_node_get_double (node));
}

/* A table of an array of objects: member names, and above them what people read. */
static void
write_table (Writer *writer,
             JsonObject *card,
             const char *name,
             const char *const *members,
             const char *const *heads)
{
  JsonArray *list =
      json_object_has_member (card, name) ? json_object_get_array_member (card, name) : NULL;

  if (list == NULL || json_array_get_length (list) == 0)
    {
      write_item (writer, _ ("None."));
      return;
    }
  g_string_append (writer->to, writer->html ? "<table>\n" : "");
  write_row (writer, TRUE, heads);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
      g_auto (GStrv) row = NULL;

      for (const char *const *member = members; *member != NULL; member++)
        {
          g_autofree char *text = cell (object, *member);

          g_strv_builder_add (cells, text);
        }
      row = g_strv_builder_end (cells);
      write_row (writer, FALSE, (const char *const *) row);
    }
  g_string_append (writer->to, writer->html ? "</table>\n" : "");
}

static double
number (JsonObject *object, const char *name)
{
  return json_object_get_double_member_with_default (object, name, 0);
}

static void
write_metrics (Writer *writer, const char *heading, JsonObject *metrics)
{
  static const char *const lift_members[] = { "decile", "rate", "lift", "gain", NULL };
  static const char *const bin_members[] = { "leads", "predicted", "observed", NULL };
  const char *const lift_heads[] = { _ ("Tenth"), _ ("Conversion"), _ ("Lift"), _ ("Gain"), NULL };
  const char *const bin_heads[] = { _ ("Leads"), _ ("Predicted"), _ ("Came true"), NULL };
  JsonArray *interval = json_object_get_array_member (metrics, "auc_interval");

  write_heading (writer, 2, heading);
  write_line (writer,
              _ ("AUC %.3f (95 %%: %.3f to %.3f), PR-AUC %.3f"),
              number (metrics, "auc"),
              json_array_get_double_element (interval, 0),
              json_array_get_double_element (interval, 1),
              number (metrics, "pr_auc"));
  write_line (writer,
              _ ("Log-loss %.4f, Brier score %.4f, calibration error %.3f"),
              number (metrics, "log_loss"),
              number (metrics, "brier"),
              number (metrics, "calibration_error"));
  write_line (
      writer,
      _ ("Accuracy %.1f %%; always guessing the more common outcome: %.1f %%; gate %.0f %%, "
         "goal %.0f %%"),
      100 * number (metrics, "accuracy"),
      100 * number (metrics, "majority_accuracy"),
      100 * number (metrics, "accuracy_gate"),
      100 * number (metrics, "accuracy_goal"));
  write_table (writer, metrics, "lift", lift_members, lift_heads);
  g_string_append_c (writer->to, '\n');
  write_table (writer, metrics, "calibration", bin_members, bin_heads);
}

static void
write_fields (Writer *writer, JsonObject *card)
{
  static const char *const feature_members[] = { "field", "importance", NULL };
  static const char *const leak_members[] = { "field", "excluded", "why", NULL };
  static const char *const drift_members[] = { "field", "severity", "why", NULL };
  static const char *const slice_members[] = { "field",    "value", "leads", "predicted",
                                               "observed", "auc",   NULL };
  const char *const feature_heads[] = { _ ("Field"), _ ("Importance"), NULL };
  const char *const leak_heads[] = { _ ("Field"), _ ("Left out"), _ ("Why"), NULL };
  const char *const drift_heads[] = { _ ("Field"), _ ("Severity"), _ ("What changed"), NULL };
  const char *const slice_heads[] = { _ ("Field"),     _ ("Value"), _ ("Leads"), _ ("Predicted"),
                                      _ ("Came true"), _ ("AUC"),   NULL };

  write_heading (writer, 2, _ ("What it learned from"));
  write_table (writer, card, "features", feature_members, feature_heads);
  write_heading (writer, 2, _ ("What the guard warned of"));
  write_table (writer, card, "leaks", leak_members, leak_heads);
  write_heading (writer, 2, _ ("What changed over time"));
  write_table (writer, card, "drift", drift_members, drift_heads);
  write_heading (writer, 2, _ ("Fairness: how it does for those protected fields are about"));
  write_table (writer, card, "fairness", slice_members, slice_heads);
}

static void
write_card (Writer *writer, gint64 model, JsonObject *card)
{
  g_autofree char *title = g_strdup_printf (_ ("Model %" PRId64), model);
  JsonArray *limits = json_object_get_array_member (card, "limits");

  write_heading (writer, 1, title);
  write_line (writer, _ ("Predicts: %s"), json_object_get_string_member (card, "outcome"));
  write_line (writer,
              _ ("Verdict: %s; algorithm: %s"),
              json_object_get_string_member (card, "verdict"),
              json_object_get_string_member (card, "algorithm"));
  write_line (writer,
              _ ("Learned from %" PRId64 " leads, %" PRId64 " of which converted"),
              json_object_get_int_member (card, "rows"),
              json_object_get_int_member (card, "positives"));
  if (json_object_has_member (card, "from"))
    write_line (writer,
                _ ("Outcomes from %s to %s"),
                json_object_get_string_member (card, "from"),
                json_object_get_string_member (card, "until"));
  write_metrics (writer,
                 _ ("How good it is for leads that it has not seen"),
                 json_object_get_object_member (card, "metrics"));
  if (json_object_has_member (card, "newest"))
    write_metrics (writer,
                   _ ("The newest fifth, predicted from what came before"),
                   json_object_get_object_member (card, "newest"));
  write_fields (writer, card);
  write_heading (writer, 2, _ ("Limits"));
  for (guint i = 0; i < json_array_get_length (limits); i++)
    write_item (writer, json_array_get_string_element (limits, i));
  write_item (writer, _ ("It tells what happened to leads like this one, not what causes it."));
}

/**
 * assay_card_to_markdown:
 * @card: what a training says of a model
 *
 * Returns: (transfer full): the model card for people
 */
char *
assay_card_to_markdown (gint64 model, JsonObject *card)
{
  Writer writer = { .to = g_string_new (NULL) };

  write_card (&writer, model, card);
  g_string_erase (writer.to, 0, 1);
  return g_string_free (writer.to, FALSE);
}

/**
 * assay_card_to_html:
 * @card: what a training says of a model
 *
 * Returns: (transfer full): the model card as a page that needs no other file
 */
char *
assay_card_to_html (gint64 model, JsonObject *card)
{
  Writer writer = { .to = g_string_new (NULL), .html = TRUE };

  g_string_append_printf (
      writer.to,
      "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Model %" PRId64 "</title>\n"
      "<style>body{font-family:sans-serif;max-width:50em;margin:2em auto;line-height:1.4}"
      "table{border-collapse:collapse;margin:1em 0}th,td{border:1px solid #bbb;padding:.3em .6em;"
      "text-align:left}</style></head><body>\n",
      model);
  write_card (&writer, model, card);
  g_string_append (writer.to, "</body></html>\n");
  return g_string_free (writer.to, FALSE);
}
