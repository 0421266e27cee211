/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-json.h"

#include <math.h>
#include <string.h>

/**
 * assay_json_append_string:
 * @text: UTF-8
 * @length: its bytes, or -1
 *
 * Appends @text as a JSON string, with its quotes.
 */
void
assay_json_append_string (GString    *to,
                          const char *text,
                          gssize      length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);

  g_string_append_c (to, '"');
  for (const char *p = text; p < end; p++)
    {
      const char *run = p;
      while (p < end && (guchar) *p >= 0x20 && *p != '"' && *p != '\\' && *p != 0x7f)
        p++;
      g_string_append_len (to, run, p - run);
      if (p == end)
        break;
      if (*p == '"' || *p == '\\')
        g_string_append_printf (to, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (to, "\\n");
      else if (*p == '\t')
        g_string_append (to, "\\t");
      else
        g_string_append_printf (to, "\\u%04x", (guint) (guchar) *p);
    }
  g_string_append_c (to, '"');
}

static void
format_shortest (char  *text,
                 double number)
{
  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        return;
    }
}

/**
 * assay_json_append_shortest:
 * @number: a finite number
 *
 * Appends the shortest decimal that reads back as @number; a whole one looks like an integer.
 */
void
assay_json_append_shortest (GString *to,
                            double   number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  format_shortest (text, number);
  g_string_append (to, text);
}

/**
 * assay_json_format_number:
 * @number: any number
 *
 * The shortest decimal that reads back as @number, with a point or an exponent so that it stays
 * a real: 0.1, 5.0, 1e+300. What JSON cannot say (infinity, not a number) becomes `null`.
 *
 * Returns: (transfer full): the text, in the C locale
 */
char *
assay_json_format_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (number))
    return g_strdup ("null");
  format_shortest (text, number);
  return g_strconcat (text, strpbrk (text, ".e") == NULL ? ".0" : "", NULL);
}

/**
 * assay_json_append_number:
 *
 * Appends @number as people write it: whole numbers without a point, others as
 * assay_json_format_number() has them.
 */
void
assay_json_append_number (GString *to,
                          double   number)
{
  if (number == floor (number) && fabs (number) < 1e15)
    {
      g_string_append_printf (to, "%" G_GINT64_FORMAT, (gint64) number);
      return;
    }
  g_autofree char *text = assay_json_format_number (number);
  g_string_append (to, text);
}

static void
append_value (GString  *to,
              JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    assay_json_append_string (to, json_node_get_string (node), -1);
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (to, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_INT64)
    g_string_append_printf (to, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    {
      g_autofree char *text = assay_json_format_number (json_node_get_double (node));
      g_string_append (to, text);
    }
}

static void
append_object (GString    *to,
               JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean first = TRUE;

  g_string_append_c (to, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (!first)
        g_string_append_c (to, ',');
      first = FALSE;
      assay_json_append_string (to, name, -1);
      g_string_append_c (to, ':');
      assay_json_append (to, member);
    }
  g_string_append_c (to, '}');
}

/**
 * assay_json_append:
 *
 * Appends @node to @to, as assay_json_write() writes it.
 */
void
assay_json_append (GString  *to,
                   JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      append_object (to, json_node_get_object (node));
      break;
    case JSON_NODE_ARRAY:
      g_string_append_c (to, '[');
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        {
          if (i > 0)
            g_string_append_c (to, ',');
          assay_json_append (to, json_array_get_element (json_node_get_array (node), i));
        }
      g_string_append_c (to, ']');
      break;
    case JSON_NODE_VALUE:
      append_value (to, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (to, "null");
    }
}

/**
 * assay_json_write:
 * @node: a value
 *
 * Writes @node compactly: members in their order, numbers so that they read back as the same.
 *
 * Returns: (transfer full): one line of JSON
 */
char *
assay_json_write (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  assay_json_append (text, node);
  return g_string_free (text, FALSE);
}

/**
 * assay_json_set_number:
 * @number: null where it is not finite
 *
 * Sets a member.
 */
void
assay_json_set_number (JsonObject *to,
                       const char *name,
                       double      number)
{
  if (isfinite (number))
    json_object_set_double_member (to, name, number);
  else
    json_object_set_null_member (to, name);
}
