/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/assay-json.h"
#include "assay-cli.h"

/* A result as people read it. The rules are the jobs'; here is only layout. */

typedef void (*Render) (JsonNode *result,
                        GString  *out);

static const char *
text_of (JsonObject *object,
         const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static gint64
int_of (JsonObject *object,
        const char *name)
{
  return json_object_get_int_member_with_default (object, name, 0);
}

static char *
scalar_text (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("—");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return assay_json_format_number (json_node_get_double (node));
  return json_to_string (node, FALSE);
}

/* Text of a file may hold control characters that would steer the terminal. */
static void
append_clean (GString    *out,
              const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean steers = g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e)
                        || (c >= 0x2066 && c <= 0x2069);
      g_string_append_unichar (out, steers ? ' ' : c);
    }
}

static void
append_pair (GString    *out,
             const char *name,
             JsonNode   *value)
{
  g_autofree char *text = scalar_text (value);

  g_string_append_printf (out, "  %-20s ", name);
  append_clean (out, text);
  g_string_append_c (out, '\n');
}

static void
render_fields_of (JsonObject *object,
                  GString    *out)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    append_pair (out, name, node);
}

static void
render_import (JsonNode *result,
               GString  *out)
{
  JsonObject *object = json_node_get_object (result);

  g_string_append_printf (out,
                          _ ("%" PRId64 " rows read: %" PRId64
                             " added, %" PRId64 " updated, %" PRId64
                             " unchanged, %" PRId64 " rejected.\n"),
                          int_of (object, "rows_read"), int_of (object, "added"),
                          int_of (object, "updated"), int_of (object, "unchanged"),
                          int_of (object, "rejected"));
  if (int_of (object, "job") != 0)
    g_string_append_printf (out, _ ("“assay undo %" PRId64 "” takes it back.\n"),
                            int_of (object, "job"));
}

static void
render_undo (JsonNode *result,
             GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  gint64 kept = int_of (object, "kept");

  g_string_append_printf (out,
                          _ ("Job %" PRId64 " undone: %" PRId64
                             " changes taken back, %" PRId64 " leads removed.\n"),
                          int_of (object, "undone"), int_of (object, "restored"),
                          int_of (object, "removed"));
  if (kept > 0)
    g_string_append_printf (out,
                            ngettext ("%" PRId64
                                      " lead was edited since and stays as it is.\n",
                                      "%" PRId64
                                      " leads were edited since and stay as they are.\n",
                                      (gulong) kept),
                            kept);
}

static void
render_factor (JsonObject *factor,
               GString    *out)
{
  g_autofree char *points = scalar_text (json_object_get_member (factor, "points"));
  const char *evidence = text_of (factor, "evidence");
  const char *label = json_object_get_string_member_with_default (factor, "label",
                                                                  text_of (factor, "key"));

  g_string_append_printf (out, "      %6s  ", points);
  append_clean (out, label);
  if (*evidence != '\0')
    {
      g_string_append (out, ": ");
      append_clean (out, evidence);
    }
  g_string_append_c (out, '\n');
}

static void
render_group (JsonObject *group,
              GString    *out)
{
  g_autofree char *points = scalar_text (json_object_get_member (group, "points"));
  JsonArray *factors = json_object_has_member (group, "factors")
                         ? json_object_get_array_member (group, "factors")
                         : NULL;

  g_string_append_printf (out, "    %6s  %s\n", points,
                          json_object_get_string_member_with_default (group, "label",
                                                                      text_of (group, "key")));
  for (guint i = 0; factors != NULL && i < json_array_get_length (factors); i++)
    render_factor (json_array_get_object_element (factors, i), out);
}

static void
render_score (JsonObject *score,
              GString    *out)
{
  g_autofree char *value = scalar_text (json_object_get_member (score, "score"));
  JsonArray *groups = json_object_has_member (score, "groups")
                        ? json_object_get_array_member (score, "groups")
                        : NULL;

  g_string_append_printf (out, "  %s: %s", text_of (score, "profile"), value);
  if (json_object_has_member (score, "bands"))
    {
      JsonObject *bands = json_object_get_object_member (score, "bands");
      g_autoptr (GList) names = json_object_get_members (bands);

      for (GList *l = names; l != NULL; l = l->next)
        {
          g_autofree char *band = scalar_text (json_object_get_member (bands, l->data));
          g_string_append_printf (out, ", %s", band);
        }
    }
  g_string_append_c (out, '\n');
  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    render_group (json_array_get_object_element (groups, i), out);
  if (json_object_has_member (score, "reasoning"))
    {
      g_string_append (out, "  ");
      append_clean (out, text_of (score, "reasoning"));
      g_string_append_c (out, '\n');
    }
}

static void
render_show (JsonNode *result,
             GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonArray *scores = json_object_get_array_member (object, "scores");
  JsonArray *events = json_object_get_array_member (object, "events");
  JsonArray *changes = json_object_get_array_member (object, "changes");

  g_string_append_printf (out, _ ("Lead %" PRId64 "\n"), int_of (object, "id"));
  render_fields_of (json_object_get_object_member (object, "fields"), out);
  render_fields_of (json_object_get_object_member (object, "signals"), out);
  if (json_array_get_length (scores) > 0)
    g_string_append_printf (out, "%s\n", _ ("Scores"));
  for (guint i = 0; i < json_array_get_length (scores); i++)
    render_score (json_array_get_object_element (scores, i), out);
  if (json_array_get_length (events) > 0)
    g_string_append_printf (out, "%s\n", _ ("Events"));
  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonObject *event = json_array_get_object_element (events, i);
      g_string_append_printf (out, "  %s  %s", text_of (event, "at"), text_of (event, "type"));
      g_string_append (out, *text_of (event, "label") != '\0' ? "  " : "");
      append_clean (out, text_of (event, "label"));
      g_string_append_c (out, '\n');
    }
  if (json_array_get_length (changes) > 0)
    g_string_append_printf (out, "%s\n", _ ("Changes"));
  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = json_array_get_object_element (changes, i);
      g_autofree char *old_text = scalar_text (json_object_get_member (change, "old"));
      g_autofree char *new_text = scalar_text (json_object_get_member (change, "new"));

      g_string_append_printf (out, "  %s  %s: ", text_of (change, "at"), text_of (change, "field"));
      append_clean (out, old_text);
      g_string_append (out, " → ");
      append_clean (out, new_text);
      g_string_append_printf (out, "  (%s)\n", text_of (change, "title"));
    }
}

static void
render_jobs (JsonNode *result,
             GString  *out)
{
  JsonArray *list = json_node_get_array (result);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *job = json_array_get_object_element (list, i);
      g_string_append_printf (out, "%6" PRId64 "  %-20s  %-11s  ", int_of (job, "job"),
                              text_of (job, "started_at"), text_of (job, "state"));
      append_clean (out, text_of (job, "title"));
      g_string_append_c (out, '\n');
    }
}

static void
render_fields (JsonNode *result,
               GString  *out)
{
  JsonArray *list = json_node_get_array (result);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *field = json_array_get_object_element (list, i);
      g_string_append_printf (out, "%-24s %-10s %9" PRId64 "  ", text_of (field, "key"),
                              text_of (field, "type"), int_of (field, "leads"));
      append_clean (out, text_of (field, "label"));
      g_string_append_c (out, '\n');
    }
}

static void
render_info (JsonNode *result,
             GString  *out)
{
  JsonObject *object = json_node_get_object (result);

  g_string_append_printf (out, "Assay %s\n%s, %" PRId64 " KB\n",
                          text_of (object, "version"), text_of (object, "workspace"),
                          int_of (object, "size") / 1024);
  render_fields_of (json_object_get_object_member (object, "counts"), out);
  if (json_object_has_member (object, "sound"))
    g_string_append_printf (out, "%s\n", _ ("The file is sound."));
}

static void
render_audit (JsonNode *result,
              GString  *out)
{
  g_string_append_printf (out, _ ("The audit chain is whole, %" PRId64 " records.\n"),
                          int_of (json_node_get_object (result), "records"));
}

static void
render_set (JsonNode *result,
            GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  gboolean changed = json_object_get_boolean_member_with_default (
    object, "changed", json_object_get_boolean_member_with_default (object, "added", FALSE));

  if (changed)
    g_string_append_printf (out,
                            _ ("Lead %" PRId64 " changed. “assay undo %" PRId64
                               "” takes it back.\n"),
                            int_of (object, "lead"), int_of (object, "job"));
  else
    g_string_append_printf (out, "%s\n", _ ("Nothing to change."));
}

static void
render_ranking (JsonNode *result,
                GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  JsonArray *leads = json_object_get_array_member (object, "leads");

  for (guint i = 0; i < json_array_get_length (leads); i++)
    {
      JsonObject *lead = json_array_get_object_element (leads, i);
      g_autofree char *score = scalar_text (json_object_get_member (lead, "score"));

      g_string_append_printf (out, "%4u. %4s  %-7s ", i + 1, score, text_of (lead, "band"));
      append_clean (out, text_of (lead, "name"));
      if (*text_of (lead, "role") != '\0')
        {
          g_string_append (out, ", ");
          append_clean (out, text_of (lead, "role"));
        }
      if (*text_of (lead, "company") != '\0')
        {
          g_string_append (out, ", ");
          append_clean (out, text_of (lead, "company"));
        }
      g_string_append (out, "\n             ");
      append_clean (out, text_of (lead, "reasons"));
      g_string_append_c (out, '\n');
    }
  g_string_append_printf (out, _ ("%" PRId64 " leads scored with “%s”"),
                          int_of (object, "scored"), text_of (object, "profile"));
  if (int_of (object, "rejected") > 0)
    g_string_append_printf (out, _ (", %" PRId64 " rows rejected"),
                            int_of (object, "rejected"));
  if (int_of (object, "scored") > json_array_get_length (leads))
    g_string_append_printf (out, _ ("; the best %u are shown, “--limit 0” shows all"),
                            json_array_get_length (leads));
  g_string_append (out, ".\n");
}

static const struct
{
  const char *key;
  Render render;
} renders[] = {
  { "import", render_import },   { "undo", render_undo },     { "show", render_show },
  { "jobs", render_jobs },       { "fields", render_fields }, { "info", render_info },
  { "set", render_set },         { "event", render_set },     { "audit-verify", render_audit },
  { "score-file", render_ranking },
};

/**
 * assay_cli_render:
 * @job: a job that has run
 *
 * Appends its result as text for people; jobs without a layout of their own print names and values.
 */
void
assay_cli_render (AssayJob *job,
                  GString  *out)
{
  JsonNode *result = assay_job_get_result (job);

  for (gsize i = 0; i < G_N_ELEMENTS (renders); i++)
    if (strcmp (renders[i].key, ASSAY_JOB_GET_CLASS (job)->key) == 0)
      {
        renders[i].render (result, out);
        return;
      }
  if (JSON_NODE_HOLDS_OBJECT (result))
    render_fields_of (json_node_get_object (result), out);
  else if (JSON_NODE_HOLDS_ARRAY (result))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (result)); i++)
      {
        JsonNode *element = json_array_get_element (json_node_get_array (result), i);
        if (JSON_NODE_HOLDS_OBJECT (element))
          render_fields_of (json_node_get_object (element), out);
        g_string_append_c (out, '\n');
      }
}
