/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-json.h"

#include <math.h>
#include <string.h>

/* A parser of our own for documents from outside, because JsonParser takes comments, keeps the last
 * of two equal members, saturates numbers and recurses as deep as the text says. */

G_DEFINE_QUARK (assay-json-error-quark, assay_json_error)

typedef struct
{
  const char *start;
  const char *p;
  const char *end;
  int depth;
  GError **error;
} Parser;

static JsonNode *parse_value (Parser *parser);

G_GNUC_PRINTF (2, 3)
static gpointer
fail (Parser     *parser,
      const char *format,
      ...)
{
  g_autofree char *what = NULL;
  int line = 1, column = 1;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  for (const char *p = parser->start; p < parser->p; p++)
    {
      if (*p == '\n')
        {
          line++;
          column = 1;
        }
      else if (((guchar) *p & 0xc0) != 0x80)
        column++;
    }
  g_set_error (parser->error, ASSAY_JSON_ERROR, ASSAY_JSON_ERROR_SYNTAX,
               "Line %d, column %d: %s", line, column, what);
  return NULL;
}

static void
skip_space (Parser *parser)
{
  while (parser->p < parser->end
         && (*parser->p == ' ' || *parser->p == '\n' || *parser->p == '\r' || *parser->p == '\t'))
    parser->p++;
}

static gboolean
take (Parser *parser,
      char    c)
{
  skip_space (parser);
  if (parser->p == parser->end || *parser->p != c)
    return FALSE;
  parser->p++;
  return TRUE;
}

static int
parse_hex4 (Parser *parser)
{
  int code = 0;

  if (parser->end - parser->p < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (parser->p[i]);
      if (digit < 0)
        return -1;
      code = code * 16 + digit;
    }
  parser->p += 4;
  return code;
}

static gboolean
parse_unicode_escape (Parser  *parser,
                      GString *to)
{
  int code = parse_hex4 (parser);

  if (code >= 0xd800 && code < 0xdc00 && parser->end - parser->p >= 6
      && parser->p[0] == '\\' && parser->p[1] == 'u')
    {
      parser->p += 2;
      int low = parse_hex4 (parser);
      code = low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
                                           : -1;
    }
  if (code <= 0 || (code >= 0xd800 && code < 0xe000))
    {
      fail (parser, "expected \\u and the code of a character");
      return FALSE;
    }
  g_string_append_unichar (to, (gunichar) code);
  return TRUE;
}

static gboolean
parse_escape (Parser  *parser,
              GString *to)
{
  static const char from[] = "\"\\/bfnrt";
  static const char into[] = "\"\\/\b\f\n\r\t";
  char c = parser->p < parser->end ? *parser->p : '\0';
  const char *found = c != '\0' ? strchr (from, c) : NULL;

  if (found != NULL)
    {
      parser->p++;
      g_string_append_c (to, into[found - from]);
      return TRUE;
    }
  if (c == 'u')
    {
      parser->p++;
      return parse_unicode_escape (parser, to);
    }
  fail (parser, "expected one of \" \\ / b f n r t u after the backslash");
  return FALSE;
}

static char *
parse_string (Parser *parser)
{
  g_autoptr (GString) text = g_string_new (NULL);

  parser->p++;
  while (parser->p < parser->end && *parser->p != '"')
    {
      const char *run = parser->p;
      while (parser->p < parser->end && *parser->p != '"' && *parser->p != '\\'
             && (guchar) *parser->p >= 0x20)
        parser->p++;
      g_string_append_len (text, run, parser->p - run);
      if (parser->p < parser->end && (guchar) *parser->p < 0x20)
        return fail (parser, "a control character has to be written with a backslash");
      if (parser->p < parser->end && *parser->p == '\\')
        {
          parser->p++;
          if (!parse_escape (parser, text))
            return NULL;
        }
    }
  if (parser->p == parser->end)
    return fail (parser, "the text ends inside a string");
  parser->p++;
  return g_strdup (text->str);
}

static gboolean
skip_digits (Parser *parser)
{
  const char *start = parser->p;

  while (parser->p < parser->end && g_ascii_isdigit (*parser->p))
    parser->p++;
  return parser->p > start;
}

static JsonNode *
parse_number (Parser *parser)
{
  const char *start = parser->p;
  gboolean integer = TRUE;

  if (*parser->p == '-')
    parser->p++;
  if (parser->p < parser->end && *parser->p == '0')
    parser->p++;
  else if (!skip_digits (parser))
    return fail (parser, "expected a value");
  if (parser->p < parser->end && *parser->p == '.')
    {
      integer = FALSE;
      parser->p++;
      if (!skip_digits (parser))
        return fail (parser, "expected digits after the point");
    }
  if (parser->p < parser->end && (*parser->p == 'e' || *parser->p == 'E'))
    {
      integer = FALSE;
      parser->p++;
      if (parser->p < parser->end && (*parser->p == '+' || *parser->p == '-'))
        parser->p++;
      if (!skip_digits (parser))
        return fail (parser, "expected digits in the exponent");
    }

  g_autofree char *text = g_strndup (start, (gsize) (parser->p - start));
  gint64 whole;
  if (integer && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &whole, NULL))
    return json_node_init_int (json_node_alloc (), whole);
  double number = g_ascii_strtod (text, NULL);
  if (!isfinite (number))
    return fail (parser, "the number is too large");
  return json_node_init_double (json_node_alloc (), number);
}

static JsonNode *
parse_array (Parser *parser)
{
  g_autoptr (JsonArray) array = json_array_new ();

  parser->p++;
  if (take (parser, ']'))
    return json_node_init_array (json_node_alloc (), array);
  do
    {
      JsonNode *element = parse_value (parser);
      if (element == NULL)
        return NULL;
      json_array_add_element (array, element);
    }
  while (take (parser, ','));
  if (!take (parser, ']'))
    return fail (parser, "expected “,” or “]”");
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
parse_object (Parser *parser)
{
  g_autoptr (JsonObject) object = json_object_new ();

  parser->p++;
  if (take (parser, '}'))
    return json_node_init_object (json_node_alloc (), object);
  do
    {
      g_autofree char *name = NULL;
      JsonNode *member;

      skip_space (parser);
      if (parser->p == parser->end || *parser->p != '"')
        return fail (parser, "expected a member name in quotes");
      name = parse_string (parser);
      if (name == NULL)
        return NULL;
      if (json_object_has_member (object, name))
        return fail (parser, "the member “%s” stands here twice", name);
      if (!take (parser, ':'))
        return fail (parser, "expected “:”");
      member = parse_value (parser);
      if (member == NULL)
        return NULL;
      json_object_set_member (object, name, member);
    }
  while (take (parser, ','));
  if (!take (parser, '}'))
    return fail (parser, "expected “,” or “}”");
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
parse_word (Parser *parser)
{
  static const char *const words[] = { "null", "true", "false" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i]);
      if ((gsize) (parser->end - parser->p) < n || memcmp (parser->p, words[i], n) != 0)
        continue;
      parser->p += n;
      if (i == 0)
        return json_node_init_null (json_node_alloc ());
      return json_node_init_boolean (json_node_alloc (), i == 1);
    }
  return fail (parser, "expected a value");
}

static JsonNode *
parse_value (Parser *parser)
{
  JsonNode *node;

  skip_space (parser);
  if (parser->p == parser->end)
    return fail (parser, "the text ends where a value was expected");
  if (parser->depth >= ASSAY_JSON_MAX_DEPTH)
    return fail (parser, "more than %d levels", ASSAY_JSON_MAX_DEPTH);
  parser->depth++;
  if (*parser->p == '{')
    node = parse_object (parser);
  else if (*parser->p == '[')
    node = parse_array (parser);
  else if (*parser->p == '"')
    {
      g_autofree char *text = parse_string (parser);
      node = text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
    }
  else if (*parser->p == '-' || g_ascii_isdigit (*parser->p))
    node = parse_number (parser);
  else
    node = parse_word (parser);
  parser->depth--;
  return node;
}

/**
 * assay_json_parse:
 * @text: a JSON text in UTF-8
 * @length: its bytes, or -1
 *
 * Reads one JSON value, strictly: no comments, no member twice, no number that does not fit a
 * double, no U+0000, at most %ASSAY_JSON_MAX_DEPTH levels. Integers that fit are kept as such. Any
 * thread.
 *
 * *Source:* RFC 8259.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with %ASSAY_JSON_ERROR_SYNTAX
 */
JsonNode *
assay_json_parse (const char *text,
                  gssize      length,
                  GError    **error)
{
  Parser parser = { text, text, text + (length < 0 ? strlen (text) : (gsize) length), 0, error };
  const char *broken;
  g_autoptr (JsonNode) node = NULL;

  if (!g_utf8_validate_len (text, (gsize) (parser.end - text), &broken))
    {
      parser.p = broken;
      return fail (&parser, "the text is not UTF-8");
    }
  node = parse_value (&parser);
  if (node == NULL)
    return NULL;
  skip_space (&parser);
  if (parser.p < parser.end)
    return fail (&parser, "the text goes on after the value");
  return g_steal_pointer (&node);
}

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
  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];
      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        break;
    }
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
