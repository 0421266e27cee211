/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-header-matcher-private.h"

#include "base/assay-data.h"
#include "base/assay-json-cursor.h"

#include <string.h>

#define CONFIDENCE_EXACT 1.0
#define CONFIDENCE_WITHOUT_BRACKETS 0.9
#define CONFIDENCE_WITHOUT_QUALIFIERS 0.85
#define CONFIDENCE_TYPO 0.7
/* Shorter words are too near to each other. */
#define TYPO_MIN_LENGTH 8

static void
export_free (AssayHeaderExport *export)
{
  g_free (export->name);
  g_hash_table_unref (export->fields);
  g_free (export);
}

static gboolean
word_starts (gunichar before,
             gunichar c,
             gunichar after)
{
  if (!g_unichar_isupper (c))
    return FALSE;
  return g_unichar_islower (before) || (g_unichar_isupper (before) && g_unichar_islower (after));
}

/**
 * assay_header_normalise:
 * @header: a column's name as a file has it
 *
 * Makes spellings of one name equal: lower case, no accents, words that are run together in
 * CamelCase or joined by signs parted by one space.
 *
 * Returns: (transfer full): the name to compare
 */
char *
assay_header_normalise (const char *header)
{
  g_autofree char *valid = g_utf8_make_valid (header, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKD);
  g_autoptr (GString) words = g_string_new (NULL);
  gunichar before = 0;
  gboolean gap = FALSE;

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_ismark (c))
        continue;
      if (!g_unichar_isalnum (c))
        {
          gap = TRUE;
          before = 0;
          continue;
        }
      if (word_starts (before, c, g_utf8_get_char (g_utf8_next_char (p))))
        gap = TRUE;
      if (gap && words->len > 0)
        g_string_append_c (words, ' ');
      gap = FALSE;
      g_string_append_unichar (words, c);
      before = c;
    }
  return g_utf8_casefold (words->str, -1);
}

/* Normalised and without spaces: "Phone number", "phone_number" and "PhoneNumber" are one. */
char *
assay_header_squeeze (const char *header)
{
  char *words = assay_header_normalise (header);
  char *out = words;

  for (const char *p = words; *p != '\0'; p++)
    if (*p != ' ')
      *out++ = *p;
  *out = '\0';
  return words;
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

static gboolean
look_up (GHashTable            *table,
         const char            *words,
         double                 confidence,
         AssayHeaderCandidates *out)
{
  g_autofree char *key = assay_header_squeeze (words);
  const AssayHeaderCandidates *known = g_hash_table_lookup (table, key);

  if (known == NULL)
    return FALSE;
  *out = *known;
  out->confidence = confidence;
  return TRUE;
}

/* "Email (work)" and "Phone [1]" without what the brackets say. */
static char *
without_brackets (const char *header)
{
  GString *out = g_string_new (NULL);
  int depth = 0;

  for (const char *p = header; *p != '\0'; p++)
    {
      if (*p == '(' || *p == '[')
        depth++;
      else if ((*p == ')' || *p == ']') && depth > 0)
        depth--;
      else if (depth == 0)
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

/* Takes "primary", "work", numbers and the like off both ends, one by one. */
static gboolean
look_up_without_qualifiers (const AssayHeaderMatcher *self,
                            const char               *header,
                            AssayHeaderCandidates    *out)
{
  g_autofree char *normal = assay_header_normalise (header);
  g_auto (GStrv) words = g_strsplit (normal, " ", -1);
  guint first = 0, last = g_strv_length (words);

  while (last - first > 1)
    {
      if (g_hash_table_contains (self->qualifiers, words[first]))
        first++;
      else if (g_hash_table_contains (self->qualifiers, words[last - 1])
               || strspn (words[last - 1], "0123456789") == strlen (words[last - 1]))
        last--;
      else
        return FALSE;
      g_autofree char *saved = g_steal_pointer (&words[last]);
      g_autofree char *rest = g_strjoinv (" ", words + first);
      words[last] = g_steal_pointer (&saved);
      if (look_up (self->synonyms, rest, CONFIDENCE_WITHOUT_QUALIFIERS, out))
        return TRUE;
    }
  return FALSE;
}

/* Whether one letter more, less, other or swapped makes the two equal. */
static gboolean
one_edit_apart (const char *a,
                const char *b)
{
  gsize la = strlen (a), lb = strlen (b);

  if (la > lb + 1 || lb > la + 1)
    return FALSE;
  while (*a != '\0' && *a == *b)
    {
      a++;
      b++;
    }
  if (la == lb)
    return strcmp (a + 1, b + 1) == 0
           || (a[0] == b[1] && a[1] == b[0] && strcmp (a + 2, b + 2) == 0);
  return la > lb ? strcmp (a + 1, b) == 0 : strcmp (a, b + 1) == 0;
}

static gboolean
look_up_typo (const AssayHeaderMatcher *self,
              const char               *header,
              AssayHeaderCandidates    *out)
{
  g_autofree char *key = assay_header_squeeze (header);
  GHashTableIter iter;
  gpointer known, candidates, best = NULL;

  if (strlen (key) < TYPO_MIN_LENGTH)
    return FALSE;
  g_hash_table_iter_init (&iter, self->synonyms);
  while (g_hash_table_iter_next (&iter, &known, &candidates))
    if (strlen (known) >= TYPO_MIN_LENGTH && one_edit_apart (key, known)
        && (best == NULL || strcmp (known, best) < 0))
      best = known;
  if (best == NULL)
    return FALSE;
  *out = *(const AssayHeaderCandidates *) g_hash_table_lookup (self->synonyms, best);
  out->confidence = CONFIDENCE_TYPO;
  return TRUE;
}

/* What a header may stand for, by ever looser comparison. */
gboolean
assay_header_matcher_candidates (const AssayHeaderMatcher *self,
                                 const char               *header,
                                 AssayHeaderCandidates    *out)
{
  g_autofree char *plain = without_brackets (header);

  return look_up (self->synonyms, header, CONFIDENCE_EXACT, out)
         || look_up (self->synonyms, plain, CONFIDENCE_WITHOUT_BRACKETS, out)
         || look_up_without_qualifiers (self, plain, out)
         || look_up_typo (self, plain, out);
}

/**
 * assay_header_matcher_find:
 * @header: a column's name
 * @out_confidence: (out) (optional): from 0 to 1
 *
 * Returns: (nullable) (transfer none): the key of the standard field it most likely means
 */
const char *
assay_header_matcher_find (const AssayHeaderMatcher *self,
                           const char               *header,
                           double                   *out_confidence)
{
  AssayHeaderCandidates candidates;

  if (!assay_header_matcher_candidates (self, header, &candidates))
    return NULL;
  if (out_confidence != NULL)
    *out_confidence = candidates.confidence;
  return candidates.fields[0];
}

/**
 * assay_header_matcher_knows:
 * @matcher: an #AssayHeaderMatcher
 *
 * Tells names of columns from other cells; an #AssayKnownHeaderFunc.
 */
gboolean
assay_header_matcher_knows (const char *name,
                            gsize       length,
                            gpointer    matcher)
{
  const AssayHeaderMatcher *self = matcher;
  GHashTableIter iter;
  gpointer table;

  if (length > 80)
    return FALSE;
  g_autofree char *text = g_strndup (name, length);
  g_autofree char *key = assay_header_squeeze (text);
  if (g_hash_table_contains (self->synonyms, key))
    return TRUE;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &table))
    if (g_hash_table_contains (table, key))
      return TRUE;
  return FALSE;
}

/**
 * assay_header_matcher_get_hint:
 *
 * Returns: the type that a header speaks for (`Is customer`, `Date of birth`, `Fax`), else text
 */
AssayFieldType
assay_header_matcher_get_hint (const AssayHeaderMatcher *self,
                               const char               *header)
{
  g_autofree char *normal = assay_header_normalise (header);
  g_auto (GStrv) words = g_strsplit (normal, " ", -1);

  for (gsize type = 0; type < G_N_ELEMENTS (self->type_words); type++)
    {
      GHashTable *known = self->type_words[type];
      if (known == NULL)
        continue;
      for (guint i = 0; words[i] != NULL; i++)
        {
          if (g_hash_table_contains (known, words[i]))
            return (AssayFieldType) type;
          if (words[i + 1] == NULL)
            continue;
          g_autofree char *pair = g_strdup_printf ("%s %s", words[i], words[i + 1]);
          if (g_hash_table_contains (known, pair))
            return (AssayFieldType) type;
        }
    }
  return ASSAY_FIELD_TYPE_TEXT;
}
