/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#include "assay-cli-render.h"

/* The blocks that tell most: where leads are many, the list is long. */
#define MAX_BLOCKS 12

static void
append_blocks (JsonArray *blocks, GString *out)
{
  guint n = json_array_get_length (blocks);

  g_string_append_printf (out,
                          "\n%-32s %8s %8s %8s %10s\n",
                          _ ("compared where equal"),
                          _ ("blocks"),
                          _ ("largest"),
                          _ ("refined"),
                          _ ("pairs"));
  for (guint i = 0; i < MIN (n, MAX_BLOCKS); i++)
    {
      JsonObject *block = json_array_get_object_element (blocks, i);
      g_string_append_printf (out,
                              "%-32s %8" PRId64 " %8" PRId64 " %8" PRId64 " %10" PRId64 "\n",
                              assay_cli_text_of (block, "key"),
                              assay_cli_int_of (block, "blocks"),
                              assay_cli_int_of (block, "largest"),
                              assay_cli_int_of (block, "refined"),
                              assay_cli_int_of (block, "pairs"));
    }
  if (n > MAX_BLOCKS)
    g_string_append_printf (out, _ ("… and %u more; “--json” lists them all\n"), n - MAX_BLOCKS);
}

static void
append_comparisons (JsonArray *comparisons, GString *out)
{
  g_string_append_printf (out,
                          "\n%-20s %-11s %9s %9s  %s\n",
                          _ ("compared"),
                          _ ("as"),
                          _ ("agreeing"),
                          _ ("differing"),
                          _ ("bits"));
  for (guint i = 0; i < json_array_get_length (comparisons); i++)
    {
      JsonObject *comparison = json_array_get_object_element (comparisons, i);
      g_string_append_printf (out,
                              "%-20s %-11s %+9.1f %+9.1f\n",
                              assay_cli_text_of (comparison, "field"),
                              assay_cli_text_of (comparison, "kind"),
                              json_object_get_double_member (comparison, "agreeing_bits"),
                              json_object_get_double_member (comparison, "differing_bits"));
    }
}

/* What judgements say about the bands. */
static void
append_suggestion (JsonObject *object, GString *out)
{
  JsonObject *suggested = json_object_has_member (object, "suggested")
                              ? json_object_get_object_member (object, "suggested")
                              : NULL;

  if (suggested == NULL || assay_cli_int_of (suggested, "same") + assay_cli_int_of (suggested, "different") == 0)
    return;
  g_string_append_printf (out,
                          _ ("Judged: %" PRId64 " the same, %" PRId64 " different."),
                          assay_cli_int_of (suggested, "same"),
                          assay_cli_int_of (suggested, "different"));
  if (json_object_has_member (suggested, "sure"))
    g_string_append_printf (out,
                            _ (" By that, “match --sure %.4f --review %.4f” would fit.\n"),
                            json_object_get_double_member (suggested, "sure"),
                            json_object_get_double_member (suggested, "review"));
  else
    g_string_append (out, _ (" Five of each suggest where the bands should begin.\n"));
}

void
assay_cli_render_label (JsonNode *result, GString *out)
{
  JsonObject *object = json_node_get_object (result);

  g_string_append_printf (out,
                          ngettext ("%" PRId64 " pair remembered. “assay match” learns from it.\n",
                                    "%" PRId64 " pairs remembered. “assay match” learns from them.\n",
                                    (gulong) assay_cli_int_of (object, "pairs")),
                          assay_cli_int_of (object, "pairs"));
  g_string_append_printf (
      out, _ ("“assay undo %" PRId64 "” takes it back.\n"), assay_cli_int_of (object, "job"));
  append_suggestion (object, out);
}

void
assay_cli_render_match (JsonNode *result, GString *out)
{
  JsonObject *object = json_node_get_object (result);

  g_string_append_printf (out,
                          _ ("%" PRId64 " pairs of %" PRId64 " leads compared: %" PRId64
                             " surely the same, %" PRId64 " to review; %" PRId64 " clusters.\n"),
                          assay_cli_int_of (object, "compared"),
                          assay_cli_int_of (object, "leads"),
                          assay_cli_int_of (object, "sure"),
                          assay_cli_int_of (object, "review"),
                          assay_cli_int_of (object, "clusters"));
  if (assay_cli_int_of (object, "merged") > 0)
    g_string_append_printf (
        out,
        _ ("%" PRId64 " leads merged into others. “assay undo %" PRId64 "” takes it back.\n"),
        assay_cli_int_of (object, "merged"),
        assay_cli_int_of (object, "job"));
  append_suggestion (object, out);
  if (json_object_has_member (object, "comparisons"))
    append_comparisons (json_object_get_array_member (object, "comparisons"), out);
  if (json_object_has_member (object, "blocks"))
    append_blocks (json_object_get_array_member (object, "blocks"), out);
}

void
assay_cli_render_duplicates (JsonNode *result, GString *out)
{
  JsonArray *pairs = json_node_get_array (result);

  if (json_array_get_length (pairs) == 0)
    g_string_append_printf (out, "%s\n", _ ("No duplicates. “assay match” looks for them."));
  for (guint i = 0; i < json_array_get_length (pairs); i++)
    {
      JsonObject *pair = json_array_get_object_element (pairs, i);
      JsonObject *bits = json_object_get_object_member (pair, "bits");
      JsonObject *levels = json_object_get_object_member (pair, "levels");
      g_autoptr (GList) names = json_object_get_members (bits);

      g_string_append_printf (out,
                              "%6" PRId64 " %6" PRId64 "  %5.1f %%  %-9s ",
                              assay_cli_int_of (pair, "a"),
                              assay_cli_int_of (pair, "b"),
                              floor (1000 * json_object_get_double_member (pair, "probability")) /
                                  10,
                              assay_cli_text_of (pair, "band"));
      for (GList *name = names; name != NULL; name = name->next)
        g_string_append_printf (out,
                                " %s %s %+.1f",
                                (const char *) name->data,
                                assay_cli_text_of (levels, name->data),
                                json_object_get_double_member (bits, name->data));
      g_string_append_c (out, '\n');
    }
}

/* Which value of each field would survive. */
static void
render_plan (JsonObject *object, GString *out)
{
  JsonArray *fields = json_object_get_array_member (object, "fields");

  g_string_append (out, _ ("Nothing merged yet. These values would survive:\n"));
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      const char *key = json_object_get_string_member (field, "field");
      const char *rule = json_object_get_string_member (field, "rule");

      if (json_object_has_member (field, "joined"))
        g_string_append_printf (out, _ ("%-20s of all leads (%s)\n"), key, rule);
      else
        g_string_append_printf (
            out, _ ("%-20s of lead %" PRId64 " (%s)\n"), key, assay_cli_int_of (field, "lead"), rule);
    }
}

void
assay_cli_render_merge (JsonNode *result, GString *out)
{
  JsonObject *object = json_node_get_object (result);

  if (json_object_has_member (object, "dry_run"))
    {
      render_plan (object, out);
      return;
    }
  g_string_append_printf (
      out,
      _ ("Lead %" PRId64 " stands for %u more. “assay unmerge %" PRId64 "” splits them again.\n"),
      assay_cli_int_of (object, "lead"),
      json_array_get_length (json_object_get_array_member (object, "merged")),
      assay_cli_int_of (object, "job"));
}
