/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <glib/gi18n.h>
#include <string.h>

#include "assay-cli-render.h"
#include "assay-cli.h"

#define SHOWN_REJECTS 5

/* The first rejected rows, with why. */
void
assay_cli_append_rejects (JsonObject *report,
                          GString    *out)
{
  JsonArray *rejects = json_object_get_array_member (report, "first_rejects");
  guint n = MIN (json_array_get_length (rejects), SHOWN_REJECTS);
  gint64 more = assay_cli_int_of (report, "rejected") - n;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *row = json_array_get_object_element (rejects, i);
      /* Translators: a line of a file and why it was rejected */
      g_string_append_printf (out, _ ("  line %" PRId64 ": %s\n"), assay_cli_int_of (row, "line"),
                              assay_cli_text_of (row, "reason"));
    }
  if (more > 0)
    g_string_append_printf (out,
                            ngettext ("  and %" PRId64 " more\n", "  and %" PRId64 " more\n",
                                      (gulong) more),
                            more);
}

static void
render_import (JsonNode *result,
               GString  *out)
{
  JsonObject *object = json_node_get_object (result);

  g_string_append_printf (out,
                          ngettext ("%" PRId64 " row read: %" PRId64
                                    " added, %" PRId64 " updated, %" PRId64
                                    " unchanged, %" PRId64 " rejected.\n",
                                    "%" PRId64 " rows read: %" PRId64
                                    " added, %" PRId64 " updated, %" PRId64
                                    " unchanged, %" PRId64 " rejected.\n",
                                    (gulong) assay_cli_int_of (object, "rows_read")),
                          assay_cli_int_of (object, "rows_read"), assay_cli_int_of (object, "added"),
                          assay_cli_int_of (object, "updated"), assay_cli_int_of (object, "unchanged"),
                          assay_cli_int_of (object, "rejected"));
  assay_cli_append_rejects (object, out);
  if (assay_cli_int_of (object, "job") != 0)
    g_string_append_printf (out, _ ("“assay undo %" PRId64 "” takes it back.\n"),
                            assay_cli_int_of (object, "job"));
}

static void
render_undo (JsonNode *result,
             GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  gint64 kept = assay_cli_int_of (object, "kept");

  g_string_append_printf (out,
                          _ ("Job %" PRId64 " undone: %" PRId64
                             " changes taken back, %" PRId64 " leads removed.\n"),
                          assay_cli_int_of (object, "undone"), assay_cli_int_of (object, "restored"),
                          assay_cli_int_of (object, "removed"));
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
render_timer (JsonNode *result,
              GString  *out)
{
  JsonObject *object = json_node_get_object (result);

  g_string_append_printf (out,
                          json_object_get_boolean_member (object, "installed")
                            ? _("The timer “%s” brings this workspace up to date daily.\n")
                            : _("There is no timer for this workspace (it would be “%s”).\n"),
                          assay_cli_text_of (object, "timer"));
}

static void
render_jobs (JsonNode *result,
             GString  *out)
{
  JsonArray *list = json_node_get_array (result);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *job = json_array_get_object_element (list, i);
      g_string_append_printf (out, "%6" PRId64 "  %-20s  %-11s  ", assay_cli_int_of (job, "job"),
                              assay_cli_text_of (job, "started_at"), assay_cli_text_of (job, "state"));
      assay_cli_append_clean (out, assay_cli_text_of (job, "title"));
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
      g_string_append_printf (out, "%-24s %-10s %9" PRId64 "  ", assay_cli_text_of (field, "key"),
                              assay_cli_text_of (field, "type"), assay_cli_int_of (field, "leads"));
      assay_cli_append_clean (out, assay_cli_text_of (field, "label"));
      g_string_append_c (out, '\n');
    }
}

static void
append_list (JsonObject *agent,
             const char *name,
             GString    *out)
{
  JsonArray *values = json_object_get_array_member (agent, name);

  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      g_string_append (out, i > 0 ? ", " : "  ");
      assay_cli_append_clean (out, json_array_get_string_element (values, i));
    }
}

static void
render_agents (JsonNode *result,
               GString  *out)
{
  static const char *const lists[] = { "countries", "regions", "postal_codes", "languages", "industries",
                                       "skills" };
  JsonArray *list = json_node_get_array (result);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *agent = json_array_get_object_element (list, i);

      g_string_append_printf (out, "%4" PRId64 "  ", assay_cli_int_of (agent, "id"));
      assay_cli_append_clean (out, assay_cli_text_of (agent, "name"));
      if (!json_object_get_null_member (agent, "email"))
        {
          g_string_append (out, "  ");
          assay_cli_append_clean (out, assay_cli_text_of (agent, "email"));
        }
      if (!json_object_get_boolean_member (agent, "active"))
        g_string_append_printf (out, "  %s", _ ("not active"));
      for (gsize k = 0; k < G_N_ELEMENTS (lists); k++)
        append_list (agent, lists[k], out);
      g_string_append_c (out, '\n');
    }
  if (json_array_get_length (list) == 0)
    g_string_append_printf (out, "%s\n", _ ("There are no agents; “assay import FILE --kind agents” brings some."));
}

static void
render_info (JsonNode *result,
             GString  *out)
{
  JsonObject *object = json_node_get_object (result);

  g_string_append_printf (out, "Assay %s\n%s, %" PRId64 " KB\n",
                          assay_cli_text_of (object, "version"), assay_cli_text_of (object, "workspace"),
                          assay_cli_int_of (object, "size") / 1024);
  assay_cli_append_members (json_object_get_object_member (object, "counts"), out);
  if (json_object_has_member (object, "sound"))
    g_string_append_printf (out, "%s\n", _ ("The file is sound."));
}

static void
render_audit (JsonNode *result,
              GString  *out)
{
  gint64 records = assay_cli_int_of (json_node_get_object (result), "records");

  g_string_append_printf (out,
                          ngettext ("The audit chain is whole, %" PRId64 " record.\n",
                                    "The audit chain is whole, %" PRId64 " records.\n",
                                    (gulong) records),
                          records);
}

static void
render_set (JsonNode *result,
            GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  gboolean changed;

  if (json_object_has_member (object, "leads"))
    {
      g_string_append_printf (out,
                              _ ("%" PRId64 " of %" PRId64 " leads changed. “assay undo %" PRId64
                                 "” takes it back.\n"),
                              assay_cli_int_of (object, "changed"),
                              assay_cli_int_of (object, "leads"), assay_cli_int_of (object, "job"));
      return;
    }
  changed = json_object_get_boolean_member_with_default (
    object, "changed", json_object_get_boolean_member_with_default (object, "added", FALSE));

  if (changed)
    g_string_append_printf (out,
                            _ ("Lead %" PRId64 " changed. “assay undo %" PRId64
                               "” takes it back.\n"),
                            assay_cli_int_of (object, "lead"), assay_cli_int_of (object, "job"));
  else
    g_string_append_printf (out, "%s\n", _ ("Nothing to change."));
}

static void
render_segments (JsonNode *result,
                 GString  *out)
{
  JsonArray *list = json_node_get_array (result);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *segment = json_array_get_object_element (list, i);
      g_string_append_printf (out, "%-24s %s\n", assay_cli_text_of (segment, "name"),
                              assay_cli_text_of (segment, "where"));
    }
}

static void
render_done (JsonNode *result,
             GString  *out)
{
  gint64 job = assay_cli_int_of (json_node_get_object (result), "job");

  g_string_append_printf (out, _ ("Done. “assay undo %" PRId64 "” takes it back.\n"), job);
}

static void
render_profile_change (JsonNode *result,
                       GString  *out)
{
  JsonObject *object = json_node_get_object (result);
  gint64 version = assay_cli_int_of (object, "version");

  if (version > 0)
    g_string_append_printf (out, _ ("Profile “%s”, version %" PRId64 ".\n"),
                            assay_cli_text_of (object, "profile"), version);
  else
    g_string_append_printf (out, _ ("Profile “%s”, draft. “assay profile publish %s” brings it into use.\n"),
                            assay_cli_text_of (object, "profile"),
                            assay_cli_text_of (object, "profile"));
}

static void
render_export (JsonNode *result,
               GString  *out)
{
  JsonObject *object = json_node_get_object (result);

  gint64 leads = assay_cli_int_of (object, "leads");

  g_string_append_printf (out,
                          ngettext ("%" PRId64 " lead written to “%s”.\n",
                                    "%" PRId64 " leads written to “%s”.\n", (gulong) leads),
                          leads, assay_cli_text_of (object, "file"));
}

static void
render_cancel (JsonNode *result,
               GString  *out)
{
  g_string_append_printf (out, _ ("Job %" PRId64 " was asked to stop; what it did is taken back.\n"),
                          assay_cli_int_of (json_node_get_object (result), "cancelling"));
}

static void
render_resume (JsonNode *result,
               GString  *out)
{
  JsonObject *object = json_node_get_object (result);

  g_string_append_printf (out, _ ("Job %" PRId64 " was resumed and is done, as job %" PRId64 ".\n"),
                          assay_cli_int_of (object, "resumed"), assay_cli_int_of (object, "job"));
}

static const struct
{
  const char *key;
  AssayCliRender render;
} renders[] = {
  { "import", render_import },   { "undo", render_undo },     { "show", assay_cli_render_show },
  { "agents", render_agents },
  { "jobs", render_jobs },       { "fields", render_fields }, { "info", render_info },
  { "set", render_set },         { "event", render_set },     { "audit-verify", render_audit },
  { "score-file", assay_cli_render_ranking },
  { "score", assay_cli_render_score },
  { "profiles", assay_cli_render_profiles },
  { "profile-show", assay_cli_render_profile },
  { "profile-check", assay_cli_render_profile_check },
  { "profile-backtest", assay_cli_render_backtest },
  { "profile-fit", assay_cli_render_fit },
  { "profile-distribution", assay_cli_render_distribution },
  { "profile-import", render_profile_change },
  { "profile-publish", render_profile_change },
  { "profile-export", render_profile_change },
  { "offer-show", assay_cli_render_offer },
  { "offer-import", render_done },
  { "offer-set", render_done },
  { "segments", render_segments },
  { "segment-save", render_done },
  { "segment-rename", render_done },
  { "segment-remove", render_done },
  { "export", render_export },
  { "enrich", assay_cli_render_enrich },
  { "signals", assay_cli_render_signals },
  { "review", assay_cli_render_review },
  { "coverage", assay_cli_render_coverage },
  { "decide", assay_cli_render_decide },
  { "job-cancel", render_cancel },
  { "job-resume", render_resume },
  { "train", assay_cli_render_train },
  { "jobs-timer", render_timer },
  { "model-try", assay_cli_render_compare },
  { "model-compare", assay_cli_render_compare },
  { "train-check", assay_cli_render_train_check },
  { "models", assay_cli_render_models },
  { "model-show", assay_cli_render_model },
  { "model-card", assay_cli_render_card },
  { "predict", assay_cli_render_predict },
  { "forecast", assay_cli_render_forecast },
  { "match", assay_cli_render_match },
  { "duplicates", assay_cli_render_duplicates },
  { "merge", assay_cli_render_merge },
  { "unmerge", render_undo },
  { "label", assay_cli_render_label },
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
    assay_cli_append_members (json_node_get_object (result), out);
  else if (JSON_NODE_HOLDS_ARRAY (result))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (result)); i++)
      {
        JsonNode *element = json_array_get_element (json_node_get_array (result), i);
        if (JSON_NODE_HOLDS_OBJECT (element))
          assay_cli_append_members (json_node_get_object (element), out);
        g_string_append_c (out, '\n');
      }
}
