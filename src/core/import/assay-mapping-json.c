/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-mapping.h"

#include "base/assay-json-cursor.h"

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
add_byte (JsonObject *object,
          const char *name,
          char        byte)
{
  const char text[2] = { byte, '\0' };

  if (byte != '\0')
    json_object_set_string_member (object, name, text);
}

static JsonObject *
dialect_to_json (const AssayCsvDialect *dialect)
{
  JsonObject *object = json_object_new ();

  add_byte (object, "delimiter", dialect->delimiter);
  add_byte (object, "quote", dialect->quote);
  add_byte (object, "escape", dialect->escape);
  add_text (object, "comment", dialect->comment);
  json_object_set_int_member (object, "header_line", (gint64) dialect->header_line);
  json_object_set_int_member (object, "first_line", (gint64) dialect->first_line);
  return object;
}

static JsonObject *
column_to_json (const AssayMappingColumn *column)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "header", column->header);
  if (column->field == NULL)
    {
      json_object_set_boolean_member (object, "drop", TRUE);
      return object;
    }
  json_object_set_string_member (object, "field", column->field);
  add_text (object, "label", column->label);
  json_object_set_string_member (object, "type", assay_field_type_to_nick (column->format.type));
  json_object_set_string_member (object, "decimal",
                                 assay_decimal_sign_to_nick (column->format.decimal));
  json_object_set_string_member (object, "dates",
                                 assay_date_order_to_nick (column->format.date_order));
  json_object_set_boolean_member (object, "trim", column->format.trim);
  json_object_set_string_member (object, "rule", assay_update_rule_to_nick (column->rule));
  return object;
}

static const char *
enum_to_nick (GType type,
              int   value)
{
  GEnumClass *klass = g_type_class_ref (type);
  const char *nick = g_enum_get_value (klass, value)->value_nick;

  g_type_class_unref (klass);
  return nick;
}

/**
 * assay_mapping_to_document:
 * @key: the name it is saved under
 *
 * Returns: (transfer full): a draft
 */
AssayDocument *
assay_mapping_to_document (const AssayMapping *self,
                           const char         *key)
{
  g_autofree char *signature = assay_mapping_dup_signature (self);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *columns = json_array_new ();

  json_object_set_string_member (object, "kind", enum_to_nick (ASSAY_TYPE_IMPORT_KIND, self->kind));
  json_object_set_string_member (object, "signature", signature);
  add_text (object, "encoding", self->encoding);
  if (self->dialect != NULL)
    json_object_set_object_member (object, "dialect", dialect_to_json (self->dialect));
  add_text (object, "sheet", self->sheet);
  json_object_set_string_member (object, "mode", enum_to_nick (ASSAY_TYPE_IMPORT_MODE, self->mode));
  add_text (object, "key", self->key);
  json_object_set_string_member (object, "blank", self->blank_erases ? "erase" : "keep");
  if (self->native)
    json_object_set_boolean_member (object, "native", TRUE);
  for (guint i = 0; i < self->columns->len; i++)
    json_array_add_object_element (columns, column_to_json (assay_mapping_get_column (self, i)));
  json_object_set_array_member (object, "columns", columns);
  json_node_take_object (root, object);
  return assay_document_new (ASSAY_MAPPING_KIND, key, 0, root);
}

static gboolean
read_enum (const AssayJsonCursor *object,
           const char            *name,
           GType                  type,
           int                   *out,
           GError               **error)
{
  AssayJsonCursor member;
  const char *nick;

  if (!assay_json_cursor_need_member (object, name, &member, error)
      || !assay_json_cursor_get_string (&member, &nick, error))
    return FALSE;
  GEnumClass *klass = g_type_class_ref (type);
  GEnumValue *value = g_enum_get_value_by_nick (klass, nick);
  if (value != NULL)
    *out = value->value;
  else
    assay_json_cursor_fail (&member, error, "“%s” is not one of its values", nick);
  g_type_class_unref (klass);
  return value != NULL;
}

/* Reads an optional name out of a fixed set with @from_nick. */
#define READ_NICK(object, name, from_nick, out, error)                                            \
  G_STMT_START                                                                                    \
  {                                                                                               \
    g_autofree char *nick_ = NULL;                                                                \
    AssayJsonCursor member_;                                                                      \
    if (!assay_json_cursor_read_string (object, name, FALSE, &nick_, error))                      \
      return FALSE;                                                                               \
    if (nick_ != NULL && !from_nick (nick_, out))                                                 \
      {                                                                                           \
        assay_json_cursor_member (object, name, &member_);                                        \
        assay_json_cursor_fail (&member_, error, "“%s” is not one of its values", nick_);         \
        return FALSE;                                                                             \
      }                                                                                           \
  }                                                                                               \
  G_STMT_END

static gboolean
read_byte (const AssayJsonCursor *object,
           const char            *name,
           char                  *out,
           GError               **error)
{
  g_autofree char *text = NULL;
  AssayJsonCursor member;

  *out = '\0';
  if (!assay_json_cursor_read_string (object, name, FALSE, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (text[0] == '\0' || text[1] != '\0' || (guchar) text[0] >= 0x80)
    {
      assay_json_cursor_member (object, name, &member);
      assay_json_cursor_fail (&member, error, "expected one ASCII character");
      return FALSE;
    }
  *out = text[0];
  return TRUE;
}

static gboolean
read_line (const AssayJsonCursor *object,
           const char            *name,
           guint64               *out,
           GError               **error)
{
  AssayJsonCursor member;
  double number = 0;

  if (!assay_json_cursor_read_number (object, name, FALSE, &number, error))
    return FALSE;
  if (number < 0 || number > 1e15 || number != (double) (guint64) number)
    {
      assay_json_cursor_member (object, name, &member);
      assay_json_cursor_fail (&member, error, "expected a line number");
      return FALSE;
    }
  *out = (guint64) number;
  return TRUE;
}

static gboolean
read_dialect (const AssayJsonCursor *object,
              AssayCsvDialect      **out,
              GError               **error)
{
  static const char *const members[]
    = { "delimiter", "quote", "escape", "comment", "header_line", "first_line", NULL };
  g_autoptr (AssayCsvDialect) dialect = assay_csv_dialect_new (',');
  AssayJsonCursor cursor;

  if (!assay_json_cursor_member (object, "dialect", &cursor))
    return TRUE;
  if (!assay_json_cursor_check_object (&cursor, members, error)
      || !read_byte (&cursor, "delimiter", &dialect->delimiter, error)
      || !read_byte (&cursor, "quote", &dialect->quote, error)
      || !read_byte (&cursor, "escape", &dialect->escape, error)
      || !assay_json_cursor_read_string (&cursor, "comment", FALSE, &dialect->comment, error)
      || !read_line (&cursor, "header_line", &dialect->header_line, error)
      || !read_line (&cursor, "first_line", &dialect->first_line, error)
      || !assay_csv_dialect_check (dialect, error))
    return FALSE;
  *out = g_steal_pointer (&dialect);
  return TRUE;
}

static gboolean
read_column (const AssayJsonCursor *cursor,
             AssayMapping          *mapping,
             GError               **error)
{
  static const char *const members[]
    = { "header", "drop", "field", "label", "type", "decimal", "dates", "trim", "rule", NULL };
  g_autofree char *header = NULL, *field = NULL, *label = NULL;
  gboolean drop = FALSE;

  if (!assay_json_cursor_check_object (cursor, members, error)
      || !assay_json_cursor_read_string (cursor, "header", TRUE, &header, error)
      || !assay_json_cursor_read_boolean (cursor, "drop", &drop, error)
      || !assay_json_cursor_read_string (cursor, "field", !drop, &field, error)
      || !assay_json_cursor_read_string (cursor, "label", FALSE, &label, error))
    return FALSE;
  AssayMappingColumn *column = assay_mapping_add_column (mapping, header);
  if (!drop && assay_mapping_find_field (mapping, field) != NULL)
    {
      assay_json_cursor_fail (cursor, error, "two columns become “%s”", field);
      return FALSE;
    }
  assay_mapping_column_set_field (column, drop ? NULL : field, label);
  READ_NICK (cursor, "type", assay_field_type_from_nick, &column->format.type, error);
  READ_NICK (cursor, "decimal", assay_decimal_sign_from_nick, &column->format.decimal, error);
  READ_NICK (cursor, "dates", assay_date_order_from_nick, &column->format.date_order, error);
  READ_NICK (cursor, "rule", assay_update_rule_from_nick, &column->rule, error);
  return assay_json_cursor_read_boolean (cursor, "trim", &column->format.trim, error);
}

static gboolean
blank_from_nick (const char *nick,
                 gboolean   *out)
{
  *out = g_str_equal (nick, "erase");
  return *out || g_str_equal (nick, "keep");
}

static gboolean
read_mapping (const AssayJsonCursor *root,
              AssayMapping          *mapping,
              GError               **error)
{
  static const char *const members[] = { "kind", "signature", "encoding", "dialect", "sheet", "mode",
                                         "key",  "blank",     "native",   "columns", NULL };
  g_autofree char *signature = NULL;
  AssayJsonCursor columns;
  int kind, mode;
  guint n;

  if (!assay_json_cursor_check_object (root, members, error)
      || !read_enum (root, "kind", ASSAY_TYPE_IMPORT_KIND, &kind, error)
      || !read_enum (root, "mode", ASSAY_TYPE_IMPORT_MODE, &mode, error)
      || !assay_json_cursor_read_string (root, "signature", FALSE, &signature, error)
      || !assay_json_cursor_read_string (root, "encoding", FALSE, &mapping->encoding, error)
      || !assay_json_cursor_read_string (root, "sheet", FALSE, &mapping->sheet, error)
      || !assay_json_cursor_read_string (root, "key", FALSE, &mapping->key, error)
      || !assay_json_cursor_read_boolean (root, "native", &mapping->native, error)
      || !read_dialect (root, &mapping->dialect, error)
      || !assay_json_cursor_need_member (root, "columns", &columns, error)
      || !assay_json_cursor_get_array (&columns, &n, error))
    return FALSE;
  READ_NICK (root, "blank", blank_from_nick, &mapping->blank_erases, error);
  mapping->kind = (AssayImportKind) kind;
  mapping->mode = (AssayImportMode) mode;
  for (guint i = 0; i < n; i++)
    {
      AssayJsonCursor column;
      assay_json_cursor_element (&columns, i, &column);
      if (!read_column (&column, mapping, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * assay_mapping_from_document:
 *
 * Reads a mapping strictly: what it does not know is an error that names the path
 * (%ASSAY_JSON_ERROR_SHAPE).
 *
 * Returns: (transfer full) (nullable): the mapping
 */
AssayMapping *
assay_mapping_from_document (AssayDocument *document,
                             GError       **error)
{
  g_autoptr (AssayMapping) mapping = assay_mapping_new (ASSAY_IMPORT_KIND_LEADS);
  AssayJsonCursor root;

  assay_json_cursor_init_root (&root, assay_document_get_root (document));
  if (!read_mapping (&root, mapping, error))
    return NULL;
  return g_steal_pointer (&mapping);
}
