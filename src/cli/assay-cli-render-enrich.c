/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-cli-render.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* What enrichment derived, of all leads and of one. */

void
assay_cli_render_enrich (JsonNode *result,
                         GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonArray *signals = json_object_get_array_member (object, "signals");

  gint64 checked = assay_cli_int_of (object, "checked");

  g_string_append_printf (out,
                          ngettext ("%" PRId64 " lead checked, signals of %" PRId64 " changed.\n",
                                    "%" PRId64 " leads checked, signals of %" PRId64 " changed.\n",
                                    (gulong) checked),
                          checked, assay_cli_int_of (object, "changed"));
  for (guint i = 0; i < json_array_get_length (signals); i++)
    {
      JsonObject *signal = json_array_get_object_element (signals, i);
      gint64 before = assay_cli_int_of (signal, "before"), after = assay_cli_int_of (signal, "after");

      if (before != after)
        g_string_append_printf (out, "  %-24s %8" PRId64 " → %" PRId64 "\n",
                                assay_cli_text_of (signal, "signal"), before, after);
    }
}

static void
append_value (JsonObject *object,
              const char *member,
              GString    *out)
{
  g_autofree char *value = assay_cli_scalar (json_object_get_member (object, member));

  assay_cli_append_clean (out, value);
}

/* “ (87 %, email: why)”, of what is known. */
static void
append_reason (JsonObject *signal,
               GString    *out)
{
  const char *source = assay_cli_text_of (signal, "source");
  const char *reason = assay_cli_text_of (signal, "reason");
  const char *decision = assay_cli_text_of (signal, "decision");

  if (*decision != '\0')
    g_string_append_printf (out, "  [%s]", decision);
  if (json_object_has_member (signal, "confidence") && assay_cli_int_of (signal, "confidence") < 100)
    g_string_append_printf (out, "  %" PRId64 " %%", assay_cli_int_of (signal, "confidence"));
  if (*source != '\0')
    g_string_append_printf (out, "  %s", source);
  if (*reason != '\0')
    {
      g_string_append (out, *source != '\0' ? ": " : "  ");
      assay_cli_append_clean (out, reason);
    }
  g_string_append_c (out, '\n');
}

void
assay_cli_render_signals (JsonNode *result,
                          GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonArray *checks = json_object_get_array_member (object, "checks");
  JsonArray *signals = json_object_get_array_member (object, "signals");

  for (guint i = 0; i < json_array_get_length (checks); i++)
    {
      JsonObject *check = json_array_get_object_element (checks, i);
      const char *key = assay_cli_text_of (check, "check");

      g_string_append_printf (out, "%s: %s\n", assay_cli_text_of (check, "label"),
                              assay_cli_text_of (check, "status"));
      for (guint k = 0; k < json_array_get_length (signals); k++)
        {
          JsonObject *signal = json_array_get_object_element (signals, k);

          if (g_strcmp0 (assay_cli_text_of (signal, "check"), key) != 0)
            continue;
          g_string_append_printf (out, "  %-22s ", assay_cli_text_of (signal, "signal"));
          append_value (signal, "value", out);
          append_reason (signal, out);
        }
    }
}

void
assay_cli_render_review (JsonNode *result,
                         GString  *out)
{
  JsonArray *list = json_node_get_array (result);

  if (json_array_get_length (list) == 0)
    g_string_append (out, _ ("Nothing to look at: no proposals, and nothing that is not sure.\n"));
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *question = json_array_get_object_element (list, i);

      g_string_append_printf (out, "%6" PRId64 "  ", assay_cli_int_of (question, "lead"));
      assay_cli_append_clean (out, assay_cli_text_of (question, "name"));
      g_string_append_printf (out, "  %s  ", assay_cli_text_of (question, "signal"));
      if (json_object_has_member (question, "current"))
        {
          append_value (question, "current", out);
          g_string_append (out, " → ");
        }
      append_value (question, "value", out);
      append_reason (question, out);
    }
}

void
assay_cli_render_coverage (JsonNode *result,
                           GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonArray *checks = json_object_get_array_member (object, "checks");

  for (guint i = 0; i < json_array_get_length (checks); i++)
    {
      JsonObject *check = json_array_get_object_element (checks, i);
      JsonArray *signals = json_object_get_array_member (check, "signals");

      g_string_append_printf (out,
                              _ ("%s: %" PRId64 " fresh, %" PRId64 " changed since, %" PRId64
                                 " never checked, %" PRId64 " not sure\n"),
                              assay_cli_text_of (check, "label"), assay_cli_int_of (check, "fresh"),
                              assay_cli_int_of (check, "stale"), assay_cli_int_of (check, "never"),
                              assay_cli_int_of (check, "unsure"));
      for (guint k = 0; k < json_array_get_length (signals); k++)
        {
          JsonObject *signal = json_array_get_object_element (signals, k);

          g_string_append_printf (out, "  %-22s %8" PRId64 "\n", assay_cli_text_of (signal, "signal"),
                                  assay_cli_int_of (signal, "leads"));
        }
    }
}

void
assay_cli_render_decide (JsonNode *result,
                         GString  *out)
{
  JsonObject *object = json_node_get_object (result);

  g_string_append_printf (
    out, _ ("%s of lead %" PRId64 ": %s. “assay undo %" PRId64 "” takes it back.\n"),
    assay_cli_text_of (object, "signal"), assay_cli_int_of (object, "lead"),
    assay_cli_text_of (object, "verdict"), assay_cli_int_of (object, "job"));
}
