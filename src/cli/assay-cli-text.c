/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-cli-render.h"

#include "base/assay-json.h"

/* What the renderers share: members of results, and text that a terminal may print. */

const char *
assay_cli_text_of (JsonObject *object,
         const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

gint64
assay_cli_int_of (JsonObject *object,
        const char *name)
{
  return json_object_get_int_member_with_default (object, name, 0);
}

char *
assay_cli_scalar (JsonNode *node)
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
void
assay_cli_append_clean (GString    *out,
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
  g_autofree char *text = assay_cli_scalar (value);

  g_string_append_printf (out, "  %-20s ", name);
  assay_cli_append_clean (out, text);
  g_string_append_c (out, '\n');
}

void
assay_cli_append_members (JsonObject *object,
                  GString    *out)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    append_pair (out, name, node);
}
