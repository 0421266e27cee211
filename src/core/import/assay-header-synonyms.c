/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-header-matcher-private.h"

#include "base/assay-data.h"
#include "base/assay-json-cursor.h"

#include <string.h>

static void
export_free (AssayHeaderExport *export)
{
  g_free (export->name);
  g_hash_table_unref (export->fields);
  g_free (export);
}

static void
add_synonym (GHashTable *table,
             const char *header,
             const char *field)
{
  g_autofree char *key = assay_header_squeeze (header);
  AssayHeaderCandidates *known = g_hash_table_lookup (table, key);

  if (*key == '\0')
    return;
  if (known == NULL)
    {
      known = g_new0 (AssayHeaderCandidates, 1);
      g_hash_table_insert (table, g_steal_pointer (&key), known);
    }
  for (guint i = 0; i < known->n; i++)
    if (strcmp (known->fields[i], field) == 0)
      return;
  if (known->n < ASSAY_HEADER_MAX_CANDIDATES)
    known->fields[known->n++] = g_intern_string (field);
}

static gboolean
read_words (const AssayJsonCursor *list,
            const char            *field,
            GHashTable            *table,
            GError               **error)
{
  guint n;

  if (!assay_json_cursor_get_array (list, &n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      AssayJsonCursor element;
      const char *word;
      assay_json_cursor_element (list, i, &element);
      if (!assay_json_cursor_get_string (&element, &word, error))
        return FALSE;
      if (field != NULL)
        {
          add_synonym (table, word, field);
          continue;
        }
      g_autofree char *normal = assay_header_normalise (word);
      if (*normal != '\0')
        g_hash_table_add (table, g_steal_pointer (&normal));
    }
  return TRUE;
}

typedef gboolean (*MemberFunc) (AssayHeaderMatcher    *self,
                                const char            *name,
                                const AssayJsonCursor *value,
                                GError               **error);

static gboolean
foreach_member (AssayHeaderMatcher    *self,
                const AssayJsonCursor *root,
                const char            *name,
                MemberFunc             func,
                GError               **error)
{
  AssayJsonCursor object;

  if (!assay_json_cursor_need_member (root, name, &object, error))
    return FALSE;
  if (!assay_json_cursor_is_object (&object))
    {
      assay_json_cursor_fail (&object, error, "expected an object");
      return FALSE;
    }
  g_autoptr (GList) names = json_object_get_members (json_node_get_object (object.node));
  for (GList *l = names; l != NULL; l = l->next)
    {
      AssayJsonCursor value;
      if (!assay_json_cursor_need_member (&object, l->data, &value, error)
          || !func (self, l->data, &value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_field (AssayHeaderMatcher    *self,
            const char            *name,
            const AssayJsonCursor *value,
            GError               **error)
{
  if (assay_standard_field_find (name) == NULL || !assay_json_cursor_is_object (value))
    {
      assay_json_cursor_fail (value, error, "expected a standard field with words by language");
      return FALSE;
    }
  add_synonym (self->synonyms, name, name);
  g_autoptr (GList) languages = json_object_get_members (json_node_get_object (value->node));
  for (GList *l = languages; l != NULL; l = l->next)
    {
      AssayJsonCursor list;
      if (!assay_json_cursor_need_member (value, l->data, &list, error)
          || !read_words (&list, name, self->synonyms, error))
        return FALSE;
    }
  return TRUE;
}

static GHashTable *
table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* What columns of rows that are no leads are called: by kind, then by target. */
static gboolean
read_kind (AssayHeaderMatcher    *self,
           const char            *kind,
           const AssayJsonCursor *value,
           GError               **error)
{
  GHashTable *table = table_new ();

  g_hash_table_insert (self->rows, g_strdup (kind), table);
  if (!assay_json_cursor_is_object (value))
    {
      assay_json_cursor_fail (value, error, "expected targets with words");
      return FALSE;
    }
  g_autoptr (GList) targets = json_object_get_members (json_node_get_object (value->node));
  for (GList *l = targets; l != NULL; l = l->next)
    {
      AssayJsonCursor list;
      add_synonym (table, l->data, l->data);
      if (!assay_json_cursor_need_member (value, l->data, &list, error)
          || !read_words (&list, l->data, table, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_export (AssayHeaderMatcher    *self,
             const char            *name,
             const AssayJsonCursor *value,
             GError               **error)
{
  if (!assay_json_cursor_is_object (value))
    {
      assay_json_cursor_fail (value, error, "expected headers and fields");
      return FALSE;
    }
  AssayHeaderExport *export = g_new0 (AssayHeaderExport, 1);
  export->name = g_strdup (name);
  export->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_ptr_array_add (self->exports, export);

  g_autoptr (GList) headers = json_object_get_members (json_node_get_object (value->node));
  for (GList *l = headers; l != NULL; l = l->next)
    {
      AssayJsonCursor member;
      const char *field;
      if (!assay_json_cursor_need_member (value, l->data, &member, error)
          || !assay_json_cursor_get_string (&member, &field, error))
        return FALSE;
      if (*field != '\0' && assay_standard_field_find (field) == NULL)
        {
          assay_json_cursor_fail (&member, error, "expected a standard field");
          return FALSE;
        }
      g_hash_table_insert (export->fields, assay_header_squeeze (l->data),
                           (gpointer) g_intern_string (field));
      if (*field != '\0')
        add_synonym (self->synonyms, l->data, field);
    }
  return TRUE;
}

static gboolean
read_type (AssayHeaderMatcher    *self,
           const char            *name,
           const AssayJsonCursor *value,
           GError               **error)
{
  AssayFieldType type;

  if (!assay_field_type_from_nick (name, &type))
    {
      assay_json_cursor_fail (value, error, "expected the name of a field type");
      return FALSE;
    }
  self->type_words[type] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return read_words (value, NULL, self->type_words[type], error);
}

static gboolean
load (AssayHeaderMatcher *self,
      JsonNode           *root,
      GError            **error)
{
  AssayJsonCursor cursor, qualifiers;

  assay_json_cursor_init_root (&cursor, root);
  if (!assay_json_cursor_is_object (&cursor))
    {
      assay_json_cursor_fail (&cursor, error, "expected an object");
      return FALSE;
    }
  return foreach_member (self, &cursor, "fields", read_field, error)
         && foreach_member (self, &cursor, "exports", read_export, error)
         && foreach_member (self, &cursor, "rows", read_kind, error)
         && foreach_member (self, &cursor, "types", read_type, error)
         && assay_json_cursor_need_member (&cursor, "qualifiers", &qualifiers, error)
         && read_words (&qualifiers, NULL, self->qualifiers, error);
}

/**
 * assay_header_matcher_new:
 * @path: a file in the shape of `data/reference/header-synonyms.json`
 *
 * Errors: those of GFile for reading; #AssayJsonError for what is in it.
 *
 * Returns: (transfer full) (nullable): a matcher
 */
AssayHeaderMatcher *
assay_header_matcher_new (const char *path,
                          GError    **error)
{
  g_autoptr (AssayHeaderMatcher) self = g_new0 (AssayHeaderMatcher, 1);
  g_autofree char *text = NULL;
  gsize length;

  self->synonyms = table_new ();
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->exports = g_ptr_array_new_with_free_func ((GDestroyNotify) export_free);
  self->qualifiers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  g_autoptr (JsonNode) root = assay_json_parse (text, (gssize) length, error);
  if (root == NULL || !load (self, root, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
assay_header_matcher_free (AssayHeaderMatcher *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->synonyms);
  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->exports);
  g_hash_table_unref (self->qualifiers);
  for (gsize i = 0; i < G_N_ELEMENTS (self->type_words); i++)
    g_clear_pointer (&self->type_words[i], g_hash_table_unref);
  g_free (self);
}

/**
 * assay_header_matcher_get_default:
 *
 * The shipped knowledge, read once.
 *
 * Returns: (transfer none) (nullable): a matcher
 */
AssayHeaderMatcher *
assay_header_matcher_get_default (GError **error)
{
  static AssayHeaderMatcher *shared;
  static GMutex mutex;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (shared == NULL)
    {
      g_autofree char *path = assay_data_file ("reference/header-synonyms.json");
      shared = assay_header_matcher_new (path, error);
    }
  return shared;
}
