/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "job/assay-codec-private.h"

/* A job's recorded parameters as what a person types. */

static void
append_word (GString    *line,
             const char *option,
             const char *text)
{
  static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,:=@%+#";
  g_autofree char *word = option != NULL ? g_strdup_printf ("--%s=%s", option, text) : g_strdup (text);
  g_autofree char *quoted
    = *word == '\0' || word[strspn (word, safe)] != '\0' ? g_shell_quote (word) : g_strdup (word);

  g_string_append_printf (line, " %s", quoted);
}

static void
append_value (GString    *line,
              GParamSpec *pspec,
              JsonNode   *node)
{
  const char *option = assay_param_of (pspec)->position == 0 ? pspec->name : NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  if (!assay_codec_value_from_json (pspec, node, &value, NULL))
    return;
  if (pspec->value_type == G_TYPE_BOOLEAN)
    g_string_append_printf (line, g_value_get_boolean (&value) ? " --%s" : " --no-%s", pspec->name);
  else if (pspec->value_type == G_TYPE_STRV)
    for (char **text = g_value_get_boxed (&value); text != NULL && *text != NULL; text++)
      append_word (line, option, *text);
  else
    {
      g_autofree char *text = assay_codec_value_to_text (pspec, &value);
      append_word (line, option, text);
    }
}

/* What has to be filled in by the person: metavars stand for it. */
static void
append_gap (GString    *line,
            GParamSpec *pspec)
{
  const AssayParam *param = assay_param_of (pspec);
  const char *metavar = param->metavar != NULL ? param->metavar : "VALUE";

  if (param->position > 0)
    g_string_append_printf (line, " %s", metavar);
  else
    g_string_append_printf (line, " --%s=%s", pspec->name, metavar);
}

/**
 * assay_codec_command_line:
 * @type: a job class
 * @command: the command as typed, e.g. `profile publish`
 * @parameters: (nullable): as the job's record has them
 * @out_withheld: (out) (transfer full) (nullable): names of parameters that were given and not
 *   recorded, with commas; %NULL where nothing is missing
 *
 * What to type to run a job of the job table again; where a value was not kept for privacy, the name
 * that help gives it stands in its place.
 *
 * Returns: (transfer full): one line for a shell
 */
char *
assay_codec_command_line (GType       type,
                          const char *command,
                          JsonObject *parameters,
                          char      **out_withheld)
{
  g_autoptr (GPtrArray) params = assay_codec_list_params (type);
  g_autoptr (GString) line = g_string_new ("assay ");
  g_autoptr (GString) withheld = g_string_new (NULL);

  g_string_append (line, command);
  for (guint i = 0; i < params->len; i++)
    {
      GParamSpec *pspec = g_ptr_array_index (params, i);
      g_autofree char *name = assay_codec_json_name (pspec);
      JsonNode *node = parameters != NULL ? json_object_get_member (parameters, name) : NULL;
      gboolean required = (assay_param_of (pspec)->flags & ASSAY_PARAM_REQUIRED) != 0;

      if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
        append_value (line, pspec, node);
      else if (node != NULL || required)
        {
          append_gap (line, pspec);
          g_string_append_printf (withheld, "%s%s", withheld->len > 0 ? ", " : "", pspec->name);
        }
    }
  *out_withheld = withheld->len > 0 ? g_strdup (withheld->str) : NULL;
  return g_string_free (g_steal_pointer (&line), FALSE);
}
