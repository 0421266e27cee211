/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "job/assay-codec-private.h"
#include "model/assay-condition.h"
#include "model/assay-document.h"

/* What the parameters of a job look like: usage line, option help, JSON schema. */

#define HELP_COLUMN 28

static const char *
metavar_of (GParamSpec *pspec)
{
  const AssayParam *param = assay_param_of (pspec);
  GType type = pspec->value_type;

  if (param->metavar != NULL)
    return param->metavar;
  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    return "N";
  if (type == G_TYPE_FILE)
    return "FILE";
  if (type == G_TYPE_DATE_TIME)
    return "DATE";
  if (type == ASSAY_TYPE_CONDITION)
    return "TEXT";
  if ((param->flags & ASSAY_PARAM_MAP) != 0)
    return "NAME=VALUE";
  return "VALUE";
}

static char *
enum_choices (GParamSpec *pspec)
{
  GEnumClass *klass = G_PARAM_SPEC_ENUM (pspec)->enum_class;
  GString *choices = g_string_new (NULL);

  for (guint i = 0; i < klass->n_values; i++)
    g_string_append_printf (choices, "%s%s", i > 0 ? "|" : "", klass->values[i].value_nick);
  return g_string_free (choices, FALSE);
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  return assay_param_of (*(GParamSpec *const *) a)->position
         - assay_param_of (*(GParamSpec *const *) b)->position;
}

/**
 * assay_codec_usage:
 * @command: the command as typed, e.g. `profile publish`
 *
 * Returns: (transfer full): one line, e.g. `assay set LEAD FIELD=VALUE…`
 */
char *
assay_codec_usage (GType       type,
                   const char *command)
{
  g_autoptr (GPtrArray) params = assay_codec_list_params (type);
  GString *usage = g_string_new ("assay ");
  gboolean has_options = FALSE;

  g_string_append (usage, command);
  g_ptr_array_sort (params, compare_positions);
  for (guint i = 0; i < params->len; i++)
    {
      GParamSpec *pspec = g_ptr_array_index (params, i);
      const AssayParam *param = assay_param_of (pspec);
      gboolean required = (param->flags & ASSAY_PARAM_REQUIRED) != 0;

      has_options |= param->position == 0;
      if (param->position == 0)
        continue;
      g_string_append_printf (usage, required ? " %s%s" : " [%s%s]", metavar_of (pspec),
                              (param->flags & ASSAY_PARAM_REPEATABLE) != 0 ? "…" : "");
    }
  if (has_options)
    g_string_append (usage, " [OPTION…]");
  return g_string_free (usage, FALSE);
}

static void
append_help (GString    *help,
             GParamSpec *pspec)
{
  const AssayParam *param = assay_param_of (pspec);
  g_autoptr (GString) left = g_string_new ("  ");
  const char *blurb = g_param_spec_get_blurb (pspec);

  if (param->position > 0)
    g_string_append (left, metavar_of (pspec));
  else
    {
      if (param->short_option != 0)
        g_string_append_printf (left, "-%c, ", param->short_option);
      g_string_append_printf (left, "--%s", pspec->name);
      if (G_TYPE_IS_ENUM (pspec->value_type))
        {
          g_autofree char *choices = enum_choices (pspec);
          g_string_append_printf (left, "=%s", choices);
        }
      else if (pspec->value_type != G_TYPE_BOOLEAN)
        g_string_append_printf (left, "=%s", metavar_of (pspec));
    }
  g_string_append (help, left->str);
  if (left->len + 2 > HELP_COLUMN)
    g_string_append_printf (help, "\n%*s", HELP_COLUMN, "");
  else
    g_string_append_printf (help, "%*s", (int) (HELP_COLUMN - left->len), "");
  g_string_append_printf (help, "%s\n", blurb != NULL ? blurb : "");
}

/**
 * assay_codec_help:
 * @command: the command as typed
 *
 * Returns: (transfer full): what `assay help COMMAND` prints
 */
char *
assay_codec_help (GType       type,
                  const char *command)
{
  g_autoptr (GPtrArray) params = assay_codec_list_params (type);
  g_autoptr (AssayJobClass) klass = g_type_class_ref (type);
  g_autofree char *usage = assay_codec_usage (type, command);
  GString *help = g_string_new (NULL);

  g_string_append_printf (help, "Usage: %s\n\n%s\n", usage, klass->summary);
  if (params->len > 0)
    g_string_append_c (help, '\n');
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < params->len; i++)
      {
        GParamSpec *pspec = g_ptr_array_index (params, i);
        if ((assay_param_of (pspec)->position > 0) == (pass == 0))
          append_help (help, pspec);
      }
  return g_string_free (help, FALSE);
}

static void
set_type (JsonObject *schema,
          GParamSpec *pspec)
{
  GType type = pspec->value_type;
  const char *name = "string";

  if (type == G_TYPE_BOOLEAN)
    name = "boolean";
  else if (type == G_TYPE_INT64)
    name = "integer";
  else if (type == G_TYPE_DOUBLE)
    name = "number";
  else if (type == ASSAY_TYPE_DOCUMENT)
    name = "object";
  else if (type == G_TYPE_STRV)
    name = (assay_param_of (pspec)->flags & ASSAY_PARAM_MAP) != 0 ? "object" : "array";
  json_object_set_string_member (schema, "type", name);
  if (type == G_TYPE_DATE_TIME)
    json_object_set_string_member (schema, "format", "date-time");
  if (g_strcmp0 (name, "array") == 0)
    {
      JsonObject *items = json_object_new ();
      json_object_set_string_member (items, "type", "string");
      json_object_set_object_member (schema, "items", items);
    }
}

static void
set_range (JsonObject *schema,
           GParamSpec *pspec)
{
  if (G_IS_PARAM_SPEC_INT64 (pspec))
    {
      GParamSpecInt64 *range = G_PARAM_SPEC_INT64 (pspec);
      if (range->minimum != G_MININT64)
        json_object_set_int_member (schema, "minimum", range->minimum);
      if (range->maximum != G_MAXINT64)
        json_object_set_int_member (schema, "maximum", range->maximum);
    }
  else if (G_IS_PARAM_SPEC_DOUBLE (pspec))
    {
      GParamSpecDouble *range = G_PARAM_SPEC_DOUBLE (pspec);
      json_object_set_double_member (schema, "minimum", range->minimum);
      json_object_set_double_member (schema, "maximum", range->maximum);
    }
  else if (G_IS_PARAM_SPEC_ENUM (pspec))
    {
      GEnumClass *klass = G_PARAM_SPEC_ENUM (pspec)->enum_class;
      JsonArray *choices = json_array_new ();
      for (guint i = 0; i < klass->n_values; i++)
        json_array_add_string_element (choices, klass->values[i].value_nick);
      json_object_set_array_member (schema, "enum", choices);
    }
}

/**
 * assay_codec_schema:
 *
 * Returns: (transfer full): the JSON Schema of what assay_codec_job_from_json() takes
 */
JsonNode *
assay_codec_schema (GType type)
{
  g_autoptr (GPtrArray) params = assay_codec_list_params (type);
  g_autoptr (JsonObject) schema = json_object_new ();
  JsonObject *properties = json_object_new ();
  JsonArray *required = json_array_new ();

  for (guint i = 0; i < params->len; i++)
    {
      GParamSpec *pspec = g_ptr_array_index (params, i);
      g_autofree char *name = assay_codec_json_name (pspec);
      JsonObject *property = json_object_new ();
      const char *blurb = g_param_spec_get_blurb (pspec);

      set_type (property, pspec);
      set_range (property, pspec);
      if (blurb != NULL)
        json_object_set_string_member (property, "description", blurb);
      json_object_set_object_member (properties, name, property);
      if ((assay_param_of (pspec)->flags & ASSAY_PARAM_REQUIRED) != 0)
        json_array_add_string_element (required, name);
    }
  json_object_set_string_member (schema, "type", "object");
  json_object_set_object_member (schema, "properties", properties);
  json_object_set_array_member (schema, "required", required);
  json_object_set_boolean_member (schema, "additionalProperties", FALSE);
  return json_node_init_object (json_node_alloc (), schema);
}
