/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-cli-render.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* One lead with everything, and the ranking of a file. */

static void
render_factor (JsonObject *factor,
               GString    *out)
{
  g_autofree char *points = assay_cli_scalar (json_object_get_member (factor, "points"));
  const char *evidence = assay_cli_text_of (factor, "evidence");
  const char *label = json_object_get_string_member_with_default (factor, "label",
                                                                  assay_cli_text_of (factor, "key"));

  g_string_append_printf (out, "      %6s  ", points);
  assay_cli_append_clean (out, label);
  if (*evidence != '\0')
    {
      g_string_append (out, ": ");
      assay_cli_append_clean (out, evidence);
    }
  g_string_append_c (out, '\n');
}

static void
render_group (JsonObject *group,
              GString    *out)
{
  g_autofree char *points = assay_cli_scalar (json_object_get_member (group, "points"));
  JsonArray *factors = json_object_has_member (group, "factors")
                         ? json_object_get_array_member (group, "factors")
                         : NULL;

  g_string_append_printf (out, "    %6s  %s\n", points,
                          json_object_get_string_member_with_default (group, "label",
                                                                      assay_cli_text_of (group, "key")));
  for (guint i = 0; factors != NULL && i < json_array_get_length (factors); i++)
    render_factor (json_array_get_object_element (factors, i), out);
}

static void
render_score (JsonObject *score,
              GString    *out)
{
  g_autofree char *value = assay_cli_scalar (json_object_get_member (score, "score"));
  JsonArray *groups = json_object_has_member (score, "groups")
                        ? json_object_get_array_member (score, "groups")
                        : NULL;

  g_string_append_printf (out, "  %s: %s", assay_cli_text_of (score, "profile"), value);
  if (json_object_has_member (score, "bands"))
    {
      JsonObject *bands = json_object_get_object_member (score, "bands");
      g_autoptr (GList) names = json_object_get_members (bands);

      for (GList *l = names; l != NULL; l = l->next)
        {
          g_autofree char *band = assay_cli_scalar (json_object_get_member (bands, l->data));
          g_string_append_printf (out, ", %s", band);
        }
    }
  g_string_append_c (out, '\n');
  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    render_group (json_array_get_object_element (groups, i), out);
  if (json_object_has_member (score, "reasoning"))
    {
      g_string_append (out, "  ");
      assay_cli_append_clean (out, assay_cli_text_of (score, "reasoning"));
      g_string_append_c (out, '\n');
    }
}

void
assay_cli_render_show (JsonNode *result,
             GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonArray *scores = json_object_get_array_member (object, "scores");
  JsonArray *events = json_object_get_array_member (object, "events");
  JsonArray *changes = json_object_get_array_member (object, "changes");

  g_string_append_printf (out, _ ("Lead %" PRId64 "\n"), assay_cli_int_of (object, "id"));
  assay_cli_append_members (json_object_get_object_member (object, "fields"), out);
  assay_cli_append_members (json_object_get_object_member (object, "signals"), out);
  if (json_array_get_length (scores) > 0)
    g_string_append_printf (out, "%s\n", _ ("Scores"));
  for (guint i = 0; i < json_array_get_length (scores); i++)
    render_score (json_array_get_object_element (scores, i), out);
  if (json_array_get_length (events) > 0)
    g_string_append_printf (out, "%s\n", _ ("Events"));
  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonObject *event = json_array_get_object_element (events, i);
      g_string_append_printf (out, "  %s  %s", assay_cli_text_of (event, "at"), assay_cli_text_of (event, "type"));
      g_string_append (out, *assay_cli_text_of (event, "label") != '\0' ? "  " : "");
      assay_cli_append_clean (out, assay_cli_text_of (event, "label"));
      g_string_append_c (out, '\n');
    }
  if (json_array_get_length (changes) > 0)
    g_string_append_printf (out, "%s\n", _ ("Changes"));
  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = json_array_get_object_element (changes, i);
      g_autofree char *old_text = assay_cli_scalar (json_object_get_member (change, "old"));
      g_autofree char *new_text = assay_cli_scalar (json_object_get_member (change, "new"));

      g_string_append_printf (out, "  %s  %s: ", assay_cli_text_of (change, "at"), assay_cli_text_of (change, "field"));
      assay_cli_append_clean (out, old_text);
      g_string_append (out, " → ");
      assay_cli_append_clean (out, new_text);
      g_string_append_printf (out, "  (%s)\n", assay_cli_text_of (change, "title"));
    }
}

void
assay_cli_render_ranking (JsonNode *result,
                GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonArray *leads = json_object_get_array_member (object, "leads");
  gint64 scored = assay_cli_int_of (object, "scored"), rejected = assay_cli_int_of (object, "rejected");

  for (guint i = 0; i < json_array_get_length (leads); i++)
    {
      JsonObject *lead = json_array_get_object_element (leads, i);
      g_autofree char *score = assay_cli_scalar (json_object_get_member (lead, "score"));

      g_string_append_printf (out, "%4u. %4s  %-7s ", i + 1, score, assay_cli_text_of (lead, "band"));
      /* Who has no name is known by the address. */
      assay_cli_append_clean (out, assay_cli_text_of (
                                     lead, *assay_cli_text_of (lead, "name") != '\0' ? "name" : "email"));
      if (*assay_cli_text_of (lead, "role") != '\0')
        {
          g_string_append (out, ", ");
          assay_cli_append_clean (out, assay_cli_text_of (lead, "role"));
        }
      if (*assay_cli_text_of (lead, "company") != '\0')
        {
          g_string_append (out, ", ");
          assay_cli_append_clean (out, assay_cli_text_of (lead, "company"));
        }
      g_string_append (out, "\n             ");
      assay_cli_append_clean (out, assay_cli_text_of (lead, "reasons"));
      g_string_append_c (out, '\n');
    }
  g_string_append_printf (out,
                          ngettext ("%" PRId64 " lead scored with “%s”",
                                    "%" PRId64 " leads scored with “%s”", (gulong) scored),
                          scored, assay_cli_text_of (object, "profile"));
  if (rejected > 0)
    g_string_append_printf (out,
                            ngettext (", %" PRId64 " row rejected", ", %" PRId64 " rows rejected",
                                      (gulong) rejected),
                            rejected);
  if (scored > json_array_get_length (leads))
    g_string_append_printf (out, _ ("; the best %u are shown, “--limit 0” shows all"),
                            json_array_get_length (leads));
  g_string_append (out, ".\n");
  assay_cli_append_rejects (object, out);
}
