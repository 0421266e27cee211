/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-codec-private.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-json-copy.h"
#include "model/assay-condition-json.h"
#include "model/assay-condition-text.h"
#include "model/assay-document.h"

/**
 * assay_codec_json_name:
 *
 * Returns: (transfer full): a parameter's name in JSON: `dry_run` for `dry-run`
 */
char *
assay_codec_json_name (GParamSpec *pspec)
{
  return g_strdelimit (g_strdup (pspec->name), "-", '_');
}

static gboolean
fail (GParamSpec *pspec,
      GError    **error,
      const char *expected)
{
  g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER, "“%s”: %s was expected",
               pspec->name, expected);
  return FALSE;
}

static gboolean
check_range (GParamSpec *pspec,
             GValue     *value,
             GError    **error)
{
  g_autofree char *expected = NULL;

  if (!g_param_value_validate (pspec, value))
    return TRUE;
  if (G_IS_PARAM_SPEC_INT64 (pspec))
    {
      GParamSpecInt64 *range = G_PARAM_SPEC_INT64 (pspec);
      expected = range->maximum == G_MAXINT64
                   ? g_strdup_printf ("a whole number from %" G_GINT64_FORMAT " on", range->minimum)
                   : g_strdup_printf ("a whole number from %" G_GINT64_FORMAT
                                      " to %" G_GINT64_FORMAT,
                                      range->minimum, range->maximum);
    }
  else if (G_IS_PARAM_SPEC_DOUBLE (pspec))
    {
      GParamSpecDouble *range = G_PARAM_SPEC_DOUBLE (pspec);
      expected = g_strdup_printf ("a number from %g to %g", range->minimum, range->maximum);
    }
  return fail (pspec, error, expected != NULL ? expected : "another value");
}

static gboolean
enum_from_text (GParamSpec *pspec,
                const char *text,
                GValue     *out_value,
                GError    **error)
{
  GEnumClass *klass = G_PARAM_SPEC_ENUM (pspec)->enum_class;
  GEnumValue *entry = g_enum_get_value_by_nick (klass, text);
  g_autoptr (GString) expected = g_string_new ("one of ");

  if (entry != NULL)
    {
      g_value_set_enum (out_value, entry->value);
      return TRUE;
    }
  for (guint i = 0; i < klass->n_values; i++)
    g_string_append_printf (expected, "%s%s", i > 0 ? ", " : "", klass->values[i].value_nick);
  return fail (pspec, error, expected->str);
}

static gboolean
boolean_from_text (GParamSpec *pspec,
                   const char *text,
                   GValue     *out_value,
                   GError    **error)
{
  static const char *const yes[] = { "true", "yes", "on", "1", NULL };
  static const char *const no[] = { "false", "no", "off", "0", NULL };

  if (!g_strv_contains (yes, text) && !g_strv_contains (no, text))
    return fail (pspec, error, "yes or no");
  g_value_set_boolean (out_value, g_strv_contains (yes, text));
  return TRUE;
}

static gboolean
int64_from_text (GParamSpec *pspec,
                 const char *text,
                 GValue     *out_value,
                 GError    **error)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return fail (pspec, error, "a whole number");
  g_value_set_int64 (out_value, number);
  return check_range (pspec, out_value, error);
}

static gboolean
double_from_text (GParamSpec *pspec,
                  const char *text,
                  GValue     *out_value,
                  GError    **error)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (*text == '\0' || *end != '\0' || !isfinite (number))
    return fail (pspec, error, "a number");
  g_value_set_double (out_value, number);
  return check_range (pspec, out_value, error);
}

static gboolean
strv_from_text (GParamSpec *pspec,
                const char *text,
                GValue     *out_value,
                GError    **error)
{
  const AssayParam *param = assay_param_of (pspec);
  const char *const single[] = { text, NULL };

  if (param != NULL && (param->flags & ASSAY_PARAM_MAP) != 0 && strchr (text, '=') == NULL)
    return fail (pspec, error, "NAME=VALUE");
  g_value_set_boxed (out_value, single);
  return TRUE;
}

static gboolean
instant_from_text (GParamSpec *pspec,
                   const char *text,
                   GValue     *out_value,
                   GError    **error)
{
  g_autoptr (GDateTime) seconds = NULL;
  gint64 instant;

  if (!assay_instant_from_iso (text, -1, &instant, NULL))
    return fail (pspec, error, "a date such as 2026-11-21 or 2026-11-21T09:30:00Z");
  seconds = g_date_time_new_from_unix_utc (instant / 1000);
  g_value_take_boxed (out_value, g_date_time_add (seconds, instant % 1000 * 1000));
  return TRUE;
}

static gboolean
condition_from_text (GParamSpec *pspec,
                     const char *text,
                     GValue     *out_value,
                     GError    **error)
{
  AssayCondition *condition = assay_condition_from_text (text, NULL, error);

  if (condition == NULL)
    {
      g_prefix_error (error, "“%s”: ", pspec->name);
      return FALSE;
    }
  g_value_take_boxed (out_value, condition);
  return TRUE;
}

static gboolean
document_from_text (GParamSpec *pspec,
                    const char *text,
                    GValue     *out_value,
                    GError    **error)
{
  AssayDocument *document = assay_document_parse ("", "", 0, text, error);

  if (document == NULL)
    {
      g_prefix_error (error, "“%s”: ", pspec->name);
      return FALSE;
    }
  g_value_take_boxed (out_value, document);
  return TRUE;
}

/**
 * assay_codec_value_from_text:
 * @text: as typed on a command line
 * @out_value: (out caller-allocates): zeroed; initialised here
 *
 * Errors: %ASSAY_JOB_ERROR_INVALID_PARAMETER, or the condition's or document's own.
 */
gboolean
assay_codec_value_from_text (GParamSpec *pspec,
                             const char *text,
                             GValue     *out_value,
                             GError    **error)
{
  GType type = pspec->value_type;

  g_value_init (out_value, type);
  if (type == G_TYPE_BOOLEAN)
    return boolean_from_text (pspec, text, out_value, error);
  if (type == G_TYPE_INT64)
    return int64_from_text (pspec, text, out_value, error);
  if (type == G_TYPE_DOUBLE)
    return double_from_text (pspec, text, out_value, error);
  if (G_TYPE_IS_ENUM (type))
    return enum_from_text (pspec, text, out_value, error);
  if (type == G_TYPE_STRV)
    return strv_from_text (pspec, text, out_value, error);
  if (type == G_TYPE_DATE_TIME)
    return instant_from_text (pspec, text, out_value, error);
  if (type == ASSAY_TYPE_CONDITION)
    return condition_from_text (pspec, text, out_value, error);
  if (type == ASSAY_TYPE_DOCUMENT)
    return document_from_text (pspec, text, out_value, error);
  if (type == G_TYPE_FILE)
    g_value_take_object (out_value, g_file_new_for_commandline_arg (text));
  else if (type == G_TYPE_STRING)
    g_value_set_string (out_value, text);
  else
    g_return_val_if_reached (FALSE);
  return TRUE;
}

static gboolean
strv_from_json (GParamSpec *pspec,
                JsonNode   *node,
                GValue     *out_value,
                GError    **error)
{
  const AssayParam *param = assay_param_of (pspec);
  gboolean map = param != NULL && (param->flags & ASSAY_PARAM_MAP) != 0;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (map && JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          g_autofree char *pair = NULL;
          if (!JSON_NODE_HOLDS_VALUE (member) || json_node_get_value_type (member) != G_TYPE_STRING)
            return fail (pspec, error, "an object of strings");
          pair = g_strconcat (name, "=", json_node_get_string (member), NULL);
          g_strv_builder_add (builder, pair);
        }
    }
  else if (!map && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *element = json_array_get_element (array, i);
          if (!JSON_NODE_HOLDS_VALUE (element)
              || json_node_get_value_type (element) != G_TYPE_STRING)
            return fail (pspec, error, "a list of strings");
          g_strv_builder_add (builder, json_node_get_string (element));
        }
    }
  else
    return fail (pspec, error, map ? "an object of strings" : "a list of strings");
  g_value_take_boxed (out_value, g_strv_builder_end (builder));
  return TRUE;
}

static gboolean
condition_from_json (GParamSpec *pspec,
                     JsonNode   *node,
                     GValue     *out_value,
                     GError    **error)
{
  AssayJsonCursor cursor;
  AssayCondition *condition;

  assay_json_cursor_init_root (&cursor, node);
  condition = assay_condition_from_json_node (&cursor, error);
  if (condition == NULL)
    {
      g_prefix_error (error, "“%s”: ", pspec->name);
      return FALSE;
    }
  g_value_take_boxed (out_value, condition);
  return TRUE;
}

static gboolean
number_from_json (GParamSpec *pspec,
                  JsonNode   *node,
                  GValue     *out_value,
                  GError    **error)
{
  GType held = json_node_get_value_type (node);

  if (pspec->value_type == G_TYPE_INT64)
    {
      if (held != G_TYPE_INT64)
        return fail (pspec, error, "a whole number");
      g_value_set_int64 (out_value, json_node_get_int (node));
    }
  else
    {
      if (held != G_TYPE_INT64 && held != G_TYPE_DOUBLE)
        return fail (pspec, error, "a number");
      g_value_set_double (out_value, json_node_get_double (node));
    }
  return check_range (pspec, out_value, error);
}

/**
 * assay_codec_value_from_json:
 * @out_value: (out caller-allocates): zeroed; initialised here
 *
 * Numbers are numbers, booleans booleans; a condition may be its tree or its text.
 *
 * Errors: %ASSAY_JOB_ERROR_INVALID_PARAMETER, or the condition's own.
 */
gboolean
assay_codec_value_from_json (GParamSpec *pspec,
                             JsonNode   *node,
                             GValue     *out_value,
                             GError    **error)
{
  GType type = pspec->value_type;

  if (type == G_TYPE_STRV || (type == ASSAY_TYPE_CONDITION && JSON_NODE_HOLDS_OBJECT (node)))
    {
      g_value_init (out_value, type);
      return type == G_TYPE_STRV ? strv_from_json (pspec, node, out_value, error)
                                 : condition_from_json (pspec, node, out_value, error);
    }
  if (type == ASSAY_TYPE_DOCUMENT)
    {
      g_value_init (out_value, type);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        return fail (pspec, error, "an object");
      g_value_take_boxed (out_value, assay_document_new ("", "", 0, node));
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_VALUE (node))
    return fail (pspec, error, "a single value");
  if (type == G_TYPE_BOOLEAN || type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    {
      g_value_init (out_value, type);
      if (type != G_TYPE_BOOLEAN)
        return number_from_json (pspec, node, out_value, error);
      if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return fail (pspec, error, "true or false");
      g_value_set_boolean (out_value, json_node_get_boolean (node));
      return TRUE;
    }
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return fail (pspec, error, "a string");
  return assay_codec_value_from_text (pspec, json_node_get_string (node), out_value, error);
}

static char *
instant_to_text (GDateTime *time)
{
  gint64 instant = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;

  return assay_instant_to_iso (instant, FALSE);
}

/**
 * assay_codec_value_to_text:
 *
 * Returns: (transfer full) (nullable): text that assay_codec_value_from_text() reads back; %NULL for
 *   an unset value
 */
char *
assay_codec_value_to_text (GParamSpec   *pspec,
                           const GValue *value)
{
  GType type = pspec->value_type;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (type == G_TYPE_BOOLEAN)
    return g_strdup (g_value_get_boolean (value) ? "yes" : "no");
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (value));
  if (type == G_TYPE_DOUBLE)
    return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, g_value_get_double (value)));
  if (G_TYPE_IS_ENUM (type))
    return g_strdup (g_enum_get_value (G_PARAM_SPEC_ENUM (pspec)->enum_class,
                                       g_value_get_enum (value))->value_nick);
  if (type == G_TYPE_STRING)
    return g_value_dup_string (value);
  if (type == G_TYPE_FILE)
    return g_value_get_object (value) != NULL ? g_file_get_parse_name (g_value_get_object (value))
                                              : NULL;
  if (g_value_get_boxed (value) == NULL)
    return NULL;
  if (type == G_TYPE_STRV)
    return g_strjoinv (",", g_value_get_boxed (value));
  if (type == G_TYPE_DATE_TIME)
    return instant_to_text (g_value_get_boxed (value));
  if (type == ASSAY_TYPE_CONDITION)
    return assay_condition_to_text (g_value_get_boxed (value));
  return assay_document_to_json (g_value_get_boxed (value), FALSE);
}

static JsonNode *
strv_to_json (GParamSpec        *pspec,
              const char *const *strv)
{
  const AssayParam *param = assay_param_of (pspec);
  JsonNode *node = json_node_alloc ();

  if (param != NULL && (param->flags & ASSAY_PARAM_MAP) != 0)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      for (; strv != NULL && *strv != NULL; strv++)
        {
          /* Set as a property, an element may lack its value; the job says what it thinks of that. */
          const char *equals = strchrnul (*strv, '=');
          g_autofree char *name = g_strndup (*strv, (gsize) (equals - *strv));
          json_object_set_string_member (object, name, *equals == '=' ? equals + 1 : "");
        }
      return json_node_init_object (node, object);
    }
  g_autoptr (JsonArray) array = json_array_new ();
  for (; strv != NULL && *strv != NULL; strv++)
    json_array_add_string_element (array, *strv);
  return json_node_init_array (node, array);
}

/**
 * assay_codec_value_to_json:
 *
 * Returns: (transfer full): what assay_codec_value_from_json() reads back; null for an unset value
 */
JsonNode *
assay_codec_value_to_json (GParamSpec   *pspec,
                           const GValue *value)
{
  GType type = pspec->value_type;
  JsonNode *node;
  g_autofree char *text = NULL;

  if (type == G_TYPE_STRV)
    return strv_to_json (pspec, g_value_get_boxed (value));
  if (type == ASSAY_TYPE_DOCUMENT && g_value_get_boxed (value) != NULL)
    return assay_json_copy (assay_document_get_root (g_value_get_boxed (value)));
  node = json_node_alloc ();
  if (type == G_TYPE_BOOLEAN)
    return json_node_init_boolean (node, g_value_get_boolean (value));
  if (type == G_TYPE_INT64)
    return json_node_init_int (node, g_value_get_int64 (value));
  if (type == G_TYPE_DOUBLE)
    return json_node_init_double (node, g_value_get_double (value));
  text = assay_codec_value_to_text (pspec, value);
  return text != NULL ? json_node_init_string (node, text) : json_node_init_null (node);
}
