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
