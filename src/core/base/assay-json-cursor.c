/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-json-cursor.h"

/**
 * assay_json_cursor_init_root:
 *
 * Puts @cursor at the top of a document.
 */
void
assay_json_cursor_init_root (AssayJsonCursor *cursor,
                             JsonNode        *node)
{
  *cursor = (AssayJsonCursor) { .node = node };
}

static void
append_path (GString               *path,
             const AssayJsonCursor *cursor)
{
  if (cursor->parent == NULL)
    return;
  append_path (path, cursor->parent);
  if (cursor->name == NULL)
    g_string_append_printf (path, "[%u]", cursor->index);
  else
    g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", cursor->name);
}

/**
 * assay_json_cursor_path:
 *
 * Returns: (transfer full): the path, as `groups[2].factors[0]`; of the root, an empty text
 */
char *
assay_json_cursor_path (const AssayJsonCursor *cursor)
{
  GString *path = g_string_new (NULL);

  append_path (path, cursor);
  return g_string_free (path, FALSE);
}

/**
 * assay_json_cursor_fail:
 * @format: what was expected
 *
 * Sets %ASSAY_JSON_ERROR_SHAPE with the path of @cursor ahead.
 */
void
assay_json_cursor_fail (const AssayJsonCursor *cursor,
                        GError               **error,
                        const char            *format,
                        ...)
{
  g_autofree char *path = assay_json_cursor_path (cursor);
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, ASSAY_JSON_ERROR, ASSAY_JSON_ERROR_SHAPE, "%s: %s",
               path[0] != '\0' ? path : "document", what);
}

gboolean
assay_json_cursor_is_object (const AssayJsonCursor *cursor)
{
  return JSON_NODE_HOLDS_OBJECT (cursor->node);
}

gboolean
assay_json_cursor_is_array (const AssayJsonCursor *cursor)
{
  return JSON_NODE_HOLDS_ARRAY (cursor->node);
}

gboolean
assay_json_cursor_is_string (const AssayJsonCursor *cursor)
{
  return JSON_NODE_HOLDS_VALUE (cursor->node)
         && json_node_get_value_type (cursor->node) == G_TYPE_STRING;
}

gboolean
assay_json_cursor_is_number (const AssayJsonCursor *cursor)
{
  return JSON_NODE_HOLDS_VALUE (cursor->node)
         && (json_node_get_value_type (cursor->node) == G_TYPE_INT64
             || json_node_get_value_type (cursor->node) == G_TYPE_DOUBLE);
}

/**
 * assay_json_cursor_check_object:
 * @members: (array zero-terminated=1): the members it may have
 *
 * Returns: whether @cursor is an object without other members
 */
gboolean
assay_json_cursor_check_object (const AssayJsonCursor *cursor,
                                const char *const     *members,
                                GError               **error)
{
  JsonObjectIter iter;
  const char *name;

  if (!assay_json_cursor_is_object (cursor))
    {
      assay_json_cursor_fail (cursor, error, "expected an object");
      return FALSE;
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (cursor->node));
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (!g_strv_contains (members, name))
      {
        g_autofree char *known = g_strjoinv (", ", (char **) members);
        assay_json_cursor_fail (
          cursor, error, "unknown member “%s”; expected one of %s", name, known);
        return FALSE;
      }
  return TRUE;
}

/**
 * assay_json_cursor_member:
 * @out_member: (out caller-allocates): the member
 *
 * Returns: whether the object has it; a null counts as not there
 */
gboolean
assay_json_cursor_member (const AssayJsonCursor *object,
                          const char            *name,
                          AssayJsonCursor       *out_member)
{
  JsonNode *node = json_object_get_member (json_node_get_object (object->node), name);

  *out_member = (AssayJsonCursor) { .node = node, .parent = object, .name = name };
  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

/* As assay_json_cursor_member(), but it has to be there. */
gboolean
assay_json_cursor_need_member (const AssayJsonCursor *object,
                               const char            *name,
                               AssayJsonCursor       *out_member,
                               GError               **error)
{
  if (assay_json_cursor_member (object, name, out_member))
    return TRUE;
  assay_json_cursor_fail (object, error, "the member “%s” is missing", name);
  return FALSE;
}

gboolean
assay_json_cursor_get_array (const AssayJsonCursor *cursor,
                             guint                 *out_length,
                             GError               **error)
{
  if (!assay_json_cursor_is_array (cursor))
    {
      assay_json_cursor_fail (cursor, error, "expected a list");
      return FALSE;
    }
  *out_length = json_array_get_length (json_node_get_array (cursor->node));
  return TRUE;
}

void
assay_json_cursor_element (const AssayJsonCursor *array,
                           guint                  index,
                           AssayJsonCursor       *out_element)
{
  *out_element = (AssayJsonCursor) {
    .node = json_array_get_element (json_node_get_array (array->node), index),
    .parent = array,
    .index = index,
  };
}

gboolean
assay_json_cursor_get_string (const AssayJsonCursor *cursor,
                              const char           **out_text,
                              GError               **error)
{
  if (!assay_json_cursor_is_string (cursor))
    {
      assay_json_cursor_fail (cursor, error, "expected a text");
      return FALSE;
    }
  *out_text = json_node_get_string (cursor->node);
  return TRUE;
}

gboolean
assay_json_cursor_get_number (const AssayJsonCursor *cursor,
                              double                *out_number,
                              GError               **error)
{
  if (!assay_json_cursor_is_number (cursor))
    {
      assay_json_cursor_fail (cursor, error, "expected a number");
      return FALSE;
    }
  *out_number = json_node_get_double (cursor->node);
  return TRUE;
}

gboolean
assay_json_cursor_get_boolean (const AssayJsonCursor *cursor,
                               gboolean              *out_value,
                               GError               **error)
{
  if (!JSON_NODE_HOLDS_VALUE (cursor->node)
      || json_node_get_value_type (cursor->node) != G_TYPE_BOOLEAN)
    {
      assay_json_cursor_fail (cursor, error, "expected true or false");
      return FALSE;
    }
  *out_value = json_node_get_boolean (cursor->node);
  return TRUE;
}

/**
 * assay_json_cursor_read_string:
 * @out_text: (inout) (transfer full): the text; left alone where the member is absent
 *
 * Returns: %FALSE where the member is no text, or is absent and @required
 */
gboolean
assay_json_cursor_read_string (const AssayJsonCursor *object,
                               const char            *name,
                               gboolean               required,
                               char                 **out_text,
                               GError               **error)
{
  AssayJsonCursor member;
  const char *text;

  if (!assay_json_cursor_member (object, name, &member) && !required)
    return TRUE;
  if (!assay_json_cursor_need_member (object, name, &member, error)
      || !assay_json_cursor_get_string (&member, &text, error))
    return FALSE;
  g_free (*out_text);
  *out_text = g_strdup (text);
  return TRUE;
}

/* As assay_json_cursor_read_string(), for a number. */
gboolean
assay_json_cursor_read_number (const AssayJsonCursor *object,
                               const char            *name,
                               gboolean               required,
                               double                *out_number,
                               GError               **error)
{
  AssayJsonCursor member;

  if (!assay_json_cursor_member (object, name, &member) && !required)
    return TRUE;
  return assay_json_cursor_need_member (object, name, &member, error)
         && assay_json_cursor_get_number (&member, out_number, error);
}

gboolean
assay_json_cursor_read_boolean (const AssayJsonCursor *object,
                                const char            *name,
                                gboolean              *out_value,
                                GError               **error)
{
  AssayJsonCursor member;

  if (!assay_json_cursor_member (object, name, &member))
    return TRUE;
  return assay_json_cursor_get_boolean (&member, out_value, error);
}

/**
 * assay_json_cursor_read_strv:
 * @out_texts: (inout) (transfer full): the texts; left alone where the member is absent
 *
 * Returns: %FALSE where the member is no list of texts, or is absent and @required
 */
gboolean
assay_json_cursor_read_strv (const AssayJsonCursor *object,
                             const char            *name,
                             gboolean               required,
                             char                ***out_texts,
                             GError               **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  AssayJsonCursor member;
  guint n;

  if (!assay_json_cursor_member (object, name, &member) && !required)
    return TRUE;
  if (!assay_json_cursor_need_member (object, name, &member, error)
      || !assay_json_cursor_get_array (&member, &n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      AssayJsonCursor element;
      const char *text;

      assay_json_cursor_element (&member, i, &element);
      if (!assay_json_cursor_get_string (&element, &text, error))
        return FALSE;
      g_strv_builder_add (builder, text);
    }
  g_strfreev (*out_texts);
  *out_texts = g_strv_builder_end (builder);
  return TRUE;
}
