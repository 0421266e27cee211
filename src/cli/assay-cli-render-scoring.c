/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-cli-render.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* Profiles, scores of a run, and the offer. */

static void
append_band_counts (JsonObject *bands,
                    GString    *out)
{
  JsonObjectIter sets, counts;
  const char *set, *band;
  JsonNode *node;

  json_object_iter_init_ordered (&sets, bands);
  while (json_object_iter_next_ordered (&sets, &set, &node))
    {
      g_string_append_printf (out, "  %s:", set);
      json_object_iter_init_ordered (&counts, json_node_get_object (node));
      while (json_object_iter_next_ordered (&counts, &band, &node))
        g_string_append_printf (out, " %s %" PRId64, band, json_node_get_int (node));
    }
}

void
assay_cli_render_score (JsonNode *result,
                        GString  *out)
{
  JsonArray *profiles
    = json_object_get_array_member (json_node_get_object (result), "profiles");

  for (guint i = 0; i < json_array_get_length (profiles); i++)
    {
      JsonObject *profile = json_array_get_object_element (profiles, i);

      gint64 scored = assay_cli_int_of (profile, "scored");

      g_string_append_printf (out,
                              ngettext ("%-16s %" PRId64 " lead scored, %" PRId64 " changed, mean %.1f",
                                        "%-16s %" PRId64 " leads scored, %" PRId64 " changed, mean %.1f",
                                        (gulong) scored),
                              assay_cli_text_of (profile, "profile"), scored,
                              assay_cli_int_of (profile, "changed"),
                              json_object_get_double_member_with_default (profile, "mean", 0));
      if (json_object_has_member (profile, "bands"))
        append_band_counts (json_object_get_object_member (profile, "bands"), out);
      g_string_append_c (out, '\n');
    }
}

void
assay_cli_render_profiles (JsonNode *result,
                           GString  *out)
{
  JsonArray *list = json_node_get_array (result);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *profile = json_array_get_object_element (list, i);
      gboolean active = json_object_get_boolean_member_with_default (profile, "active", FALSE);
      gboolean primary = json_object_get_boolean_member_with_default (profile, "primary", FALSE);
      gint64 version = assay_cli_int_of (profile, "version");

      g_string_append_printf (out, "%-16s %-22s ", assay_cli_text_of (profile, "key"),
                              assay_cli_text_of (profile, "name"));
      if (version > 0)
        g_string_append_printf (out, _ ("version %" PRId64), version);
      else
        g_string_append (out, _ ("not in use"));
      if (active)
        g_string_append_printf (out, ", %s", primary ? _ ("active, primary") : _ ("active"));
      if (json_object_get_boolean_member_with_default (profile, "draft", FALSE))
        g_string_append_printf (out, ", %s", _ ("draft"));
      g_string_append_printf (out, _ (", %" PRId64 " factors in %" PRId64 " groups\n"),
                              assay_cli_int_of (profile, "factors"),
                              assay_cli_int_of (profile, "groups"));
    }
}

static void
append_factors (JsonObject *group,
                GString    *out)
{
  JsonArray *factors = json_object_has_member (group, "factors")
                         ? json_object_get_array_member (group, "factors")
                         : NULL;

  for (guint i = 0; factors != NULL && i < json_array_get_length (factors); i++)
    {
      JsonObject *factor = json_array_get_object_element (factors, i);
      g_autofree char *points = json_object_has_member (factor, "points")
                                  ? assay_cli_scalar (json_object_get_member (factor, "points"))
                                  : g_strdup ("·");

      g_string_append_printf (out, "    %6s  ", points);
      assay_cli_append_clean (
        out, json_object_get_string_member_with_default (factor, "label",
                                                         assay_cli_text_of (factor, "key")));
      g_string_append_c (out, '\n');
    }
}

static void
append_bands (JsonObject *document,
              GString    *out)
{
  JsonArray *sets = json_object_has_member (document, "bands")
                      ? json_object_get_array_member (document, "bands")
                      : NULL;

  for (guint i = 0; sets != NULL && i < json_array_get_length (sets); i++)
    {
      JsonObject *set = json_array_get_object_element (sets, i);
      JsonArray *bands = json_object_get_array_member (set, "bands");

      g_string_append_printf (out, "  %s:", assay_cli_text_of (set, "key"));
      for (guint b = 0; b < json_array_get_length (bands); b++)
        {
          JsonObject *band = json_array_get_object_element (bands, b);
          g_autofree char *min = json_object_has_member (band, "min")
                                   ? assay_cli_scalar (json_object_get_member (band, "min"))
                                   : NULL;

          g_string_append_printf (out, "%s %s%s%s", b > 0 ? "," : "",
                                  assay_cli_text_of (band, "key"), min != NULL ? " ≥ " : "",
                                  min != NULL ? min : "");
        }
      g_string_append_c (out, '\n');
    }
}

void
assay_cli_render_profile (JsonNode *result,
                          GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonObject *document = json_object_get_object_member (object, "document");
  JsonArray *groups = json_object_get_array_member (document, "groups");

  assay_cli_append_clean (out, assay_cli_text_of (document, "name"));
  g_string_append_printf (out, " (%s, ", assay_cli_text_of (object, "key"));
  if (assay_cli_int_of (object, "version") > 0)
    g_string_append_printf (out, _ ("version %" PRId64), assay_cli_int_of (object, "version"));
  else
    g_string_append (out, _ ("draft"));
  g_string_append (out, ")\n");
  assay_cli_append_clean (out, assay_cli_text_of (document, "description"));
  g_string_append_c (out, '\n');
  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);
      g_string_append (out, "  ");
      assay_cli_append_clean (
        out,
        json_object_get_string_member_with_default (group, "label", assay_cli_text_of (group, "key")));
      g_string_append_c (out, '\n');
      append_factors (group, out);
    }
  append_bands (document, out);
}

void
assay_cli_render_profile_check (JsonNode *result,
                                GString  *out)
{
  JsonObject *object = json_node_get_object (result);

  g_string_append_printf (out, _ ("Profile “%s” is valid: %" PRId64 " factors in %" PRId64 " groups.\n"),
                          assay_cli_text_of (object, "profile"), assay_cli_int_of (object, "factors"),
                          assay_cli_int_of (object, "groups"));
}

void
assay_cli_render_offer (JsonNode *result,
                        GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonNode *offer = json_object_get_member (object, "offer");

  if (offer == NULL || !JSON_NODE_HOLDS_OBJECT (offer))
    g_string_append_printf (out, "%s\n", _ ("There is no offer yet; “assay offer set” makes one."));
  else
    assay_cli_append_members (json_node_get_object (offer), out);
}
