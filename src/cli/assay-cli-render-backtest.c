/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-cli-render.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* Profiles measured by outcomes, points fitted to them, and how scores are spread. */

static double
number_of (JsonObject *object,
           const char *name)
{
  return json_object_get_double_member_with_default (object, name, 0);
}

static JsonArray *
array_of (JsonObject *object,
          const char *name)
{
  return json_object_has_member (object, name)
             && JSON_NODE_HOLDS_ARRAY (json_object_get_member (object, name))
           ? json_object_get_array_member (object, name)
           : NULL;
}

static guint
length_of (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static void
append_interval (JsonObject *object,
                 const char *name,
                 const char *format,
                 double      factor,
                 GString    *out)
{
  JsonArray *interval = array_of (object, name);

  if (length_of (interval) != 2)
    return;
  g_string_append (out, " (");
  for (guint i = 0; i < 2; i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (
        text, sizeof text, format, factor * json_array_get_double_element (interval, i));
      g_string_append_printf (out, "%s%s", i > 0 ? " – " : "", text);
    }
  g_string_append_c (out, ')');
}

static void
append_ladder (JsonArray  *cells,
               const char *heading,
               const char *name,
               GString    *out)
{
  g_string_append_printf (out, "%s\n", heading);
  for (guint i = 0; i < length_of (cells); i++)
    {
      JsonObject *cell = json_array_get_object_element (cells, i);
      gint64 leads = assay_cli_int_of (cell, "leads");

      g_string_append_printf (out, "  %-12s %8" PRId64, assay_cli_text_of (cell, name), leads);
      if (leads > 0)
        {
          g_string_append_printf (out, "  %5.1f %%", 100 * number_of (cell, "rate"));
          append_interval (cell, "interval", "%.1f", 100, out);
        }
      g_string_append_c (out, '\n');
    }
}

static void
append_version (JsonObject *object,
                GString    *out)
{
  if (assay_cli_int_of (object, "version") > 0)
    g_string_append_printf (out, _ ("version %" PRId64), assay_cli_int_of (object, "version"));
  else
    g_string_append (out, _ ("draft"));
}

static void
append_violations (JsonObject *object,
                   GString    *out)
{
  JsonArray *list = array_of (object, "violations");

  for (guint i = 0; i < length_of (list); i++)
    {
      JsonObject *violation = json_array_get_object_element (list, i);

      g_string_append (out, "  ");
      g_string_append_printf (
        out, _ ("%s: %s converts %.1f %%, less than %s below it with %.1f %% (chance: p = %.3f)\n"),
        assay_cli_text_of (violation, "of"), assay_cli_text_of (violation, "higher"),
        100 * number_of (violation, "higher_rate"), assay_cli_text_of (violation, "lower"),
        100 * number_of (violation, "lower_rate"), number_of (violation, "p"));
    }
  if (length_of (list) == 0)
    g_string_append_printf (out, "  %s\n", _ ("Every step converts at least as well as the one below it."));
}

static void
append_comparison (JsonObject *comparison,
                   GString    *out)
{
  const char *verdict = assay_cli_text_of (comparison, "verdict");

  g_string_append_printf (out, _ ("Against %s"), assay_cli_text_of (comparison, "with"));
  if (assay_cli_int_of (comparison, "version") > 0)
    {
      g_string_append (out, ", ");
      append_version (comparison, out);
    }
  g_string_append_printf (out, _ (": AUC %.3f, there %.3f; difference %+.3f"),
                          number_of (comparison, "auc"), number_of (comparison, "rival_auc"),
                          number_of (comparison, "difference"));
  append_interval (comparison, "interval", "%+.3f", 1, out);
  g_string_append_printf (out, ": %s\n",
                          g_str_equal (verdict, "better")  ? _ ("better")
                          : g_str_equal (verdict, "worse") ? _ ("worse")
                                                           : _ ("no difference that chance would not make"));
}

static void
append_lift (JsonObject *object,
             GString    *out)
{
  JsonArray *lift = array_of (object, "lift");

  g_string_append (out, _ ("Lift by tenth, best first:"));
  for (guint i = 0; i < length_of (lift); i++)
    g_string_append_printf (
      out, " %.1f×", number_of (json_array_get_object_element (lift, i), "lift"));
  g_string_append_c (out, '\n');
}

void
assay_cli_render_backtest (JsonNode *result,
                           GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonObject *bands = json_object_get_object_member (object, "bands");
  JsonObjectIter iter;
  const char *set;
  JsonNode *cells;

  assay_cli_append_clean (out, assay_cli_text_of (object, "name"));
  g_string_append (out, ", ");
  append_version (object, out);
  g_string_append_printf (out, _ (", on “%s”: %" PRId64 " leads, %" PRId64 " of which converted\n"),
                          assay_cli_text_of (object, "outcome"), assay_cli_int_of (object, "leads"),
                          assay_cli_int_of (object, "converted"));
  g_string_append_printf (out, _ ("  AUC %.3f"), number_of (object, "auc"));
  append_interval (object, "auc_interval", "%.3f", 1, out);
  g_string_append_printf (out, _ (", PR-AUC %.3f, Brier %.4f (%.4f without scores)\n"),
                          number_of (object, "pr_auc"), number_of (object, "brier"),
                          number_of (object, "brier_base"));
  g_string_append (out, "  ");
  append_lift (object, out);
  append_ladder (array_of (object, "buckets"), _ ("Score          leads  converted"), "score", out);
  json_object_iter_init_ordered (&iter, bands);
  while (json_object_iter_next_ordered (&iter, &set, &cells))
    append_ladder (json_node_get_array (cells), set, "label", out);
  g_string_append_printf (out, "%s\n", _ ("Order of the steps"));
  append_violations (object, out);
  if (!json_object_get_boolean_member_with_default (object, "dated", FALSE))
    g_string_append_printf (
      out, "%s\n",
      _ ("The outcomes are not dated: leads are looked at from now, and what happened after the "
         "outcome counts too."));
  if (json_object_has_member (object, "comparison"))
    append_comparison (json_object_get_object_member (object, "comparison"), out);
}

static const char *
reason_text (const char *reason)
{
  if (g_str_equal (reason, "too_rare"))
    return _ ("too few leads to tell");
  if (g_str_equal (reason, "wrong_way"))
    return _ ("the outcomes speak against it");
  if (g_str_equal (reason, "has_value"))
    return _ ("has a value, no points");
  return "";
}

static void
append_factor (JsonObject *factor,
               GString    *out)
{
  g_autofree char *from = assay_cli_scalar (json_object_get_member (factor, "from"));
  g_autofree char *to = assay_cli_scalar (json_object_get_member (factor, "to"));
  gboolean accepted = json_object_get_boolean_member_with_default (factor, "accepted", FALSE);

  g_string_append_printf (out, "%s %6s → %-6s  %-32s", accepted ? "✓" : " ", from, to,
                          assay_cli_text_of (factor, "key"));
  if (!json_object_get_null_member (factor, "rate"))
    g_string_append_printf (out, _ (" %6.1f %% of %" PRId64), 100 * number_of (factor, "rate"),
                            assay_cli_int_of (factor, "leads"));
  if (json_object_has_member (factor, "other_rate")
      && !json_object_get_null_member (factor, "other_rate"))
    g_string_append_printf (out, _ (", of the others %.1f %%"),
                            100 * number_of (factor, "other_rate"));
  if (*reason_text (assay_cli_text_of (factor, "reason")) != '\0')
    g_string_append_printf (out, "; %s", reason_text (assay_cli_text_of (factor, "reason")));
  g_string_append_c (out, '\n');
}

void
assay_cli_render_fit (JsonNode *result,
                      GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonArray *factors = array_of (object, "factors");
  gboolean accepted = FALSE;

  assay_cli_append_clean (out, assay_cli_text_of (object, "name"));
  g_string_append (out, ", ");
  append_version (object, out);
  g_string_append_printf (out, _ (", fitted to “%s”: %" PRId64 " leads, %" PRId64 " of which converted\n"),
                          assay_cli_text_of (object, "outcome"), assay_cli_int_of (object, "leads"),
                          assay_cli_int_of (object, "converted"));
  for (guint i = 0; i < length_of (factors); i++)
    {
      JsonObject *factor = json_array_get_object_element (factors, i);

      append_factor (factor, out);
      accepted = accepted || json_object_get_boolean_member_with_default (factor, "accepted", FALSE);
    }
  g_string_append_printf (out, "%s\n  ", _ ("On leads that the points were not fitted on:"));
  append_comparison (json_object_get_object_member (object, "comparison"), out);
  if (accepted)
    g_string_append_printf (
      out, _ ("What is ticked is in the draft now; “assay profile publish %s” brings it into use.\n"),
      assay_cli_text_of (object, "profile"));
  else
    g_string_append_printf (
      out, _ ("Nothing is changed; --accept FACTOR, or --accept all, puts it into a draft.\n"));
}

static void
append_parts (JsonArray  *parts,
              const char *name,
              const char *heading,
              GString    *out)
{
  g_string_append_printf (out, "%s\n", heading);
  for (guint i = 0; i < length_of (parts); i++)
    {
      JsonObject *part = json_array_get_object_element (parts, i);

      g_string_append (out, "  ");
      assay_cli_append_clean (out, json_object_get_null_member (part, name)
                                     ? _ ("(none)")
                                     : assay_cli_text_of (part, name));
      g_string_append_printf (out, _ (": %" PRId64 " leads, mean %.1f, half of them %.1f to %.1f\n"),
                              assay_cli_int_of (part, "leads"), number_of (part, "mean"),
                              number_of (part, "p25"), number_of (part, "p75"));
    }
}

static void
append_histogram (JsonArray *bins,
                  GString   *out)
{
  gint64 most = 1;

  for (guint i = 0; i < length_of (bins); i++)
    most = MAX (most, assay_cli_int_of (json_array_get_object_element (bins, i), "leads"));
  for (guint i = 0; i < length_of (bins); i++)
    {
      JsonObject *bin = json_array_get_object_element (bins, i);
      gint64 leads = assay_cli_int_of (bin, "leads");

      g_string_append_printf (
        out, "  %4.0f %8" PRId64 "  ", number_of (bin, "from"), leads);
      for (gint64 k = 0; k < (leads * 40 + most - 1) / most; k++)
        g_string_append (out, "█");
      g_string_append_c (out, '\n');
    }
}

void
assay_cli_render_distribution (JsonNode *result,
                               GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonArray *trend = array_of (object, "trend");

  assay_cli_append_clean (out, assay_cli_text_of (object, "name"));
  g_string_append_printf (out, _ (": %" PRId64 " leads, mean %.1f, half of them %.1f to %.1f\n"),
                          assay_cli_int_of (object, "leads"), number_of (object, "mean"),
                          number_of (object, "p25"), number_of (object, "p75"));
  append_histogram (array_of (object, "histogram"), out);
  append_parts (array_of (object, "sources"), "source", _ ("By source"), out);
  append_parts (array_of (object, "industries"), "industry", _ ("By industry"), out);
  g_string_append_printf (out, "%s\n", _ ("At the end of the month"));
  for (guint i = 0; i < length_of (trend); i++)
    {
      JsonObject *month = json_array_get_object_element (trend, i);

      g_string_append_printf (out, _ ("  %s: %" PRId64 " leads, mean %.1f\n"),
                              assay_cli_text_of (month, "month"), assay_cli_int_of (month, "leads"),
                              number_of (month, "mean"));
    }
}
