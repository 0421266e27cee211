/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-recipe.h"

#include <math.h>
#include <string.h>

static const char *const encoding_nicks[] = {
  "number", "levels", "ranks", "terms", "date", "events"
};

static void
append_numbers (GString *to, const char *name, const double *numbers, guint n)
{
  g_string_append_printf (to, ",\"%s\":[", name);
  for (guint i = 0; i < n; i++)
    {
      g_string_append (to, i > 0 ? "," : "");
      assay_json_append_number (to, numbers[i]);
    }
  g_string_append_c (to, ']');
}

static void
append_entry (const AssayRecipeEntry *entry, GString *to)
{
  g_string_append (to, "{\"source\":");
  assay_json_append_string (to, entry->key, -1);
  g_string_append (to, ",\"label\":");
  assay_json_append_string (to, entry->label, -1);
  g_string_append_printf (to,
                          ",\"kind\":\"%s\",\"encoding\":\"%s\"",
                          assay_source_kind_to_nick (entry->kind),
                          encoding_nicks[entry->encoding]);
  if (entry->aged)
    g_string_append (to, ",\"aged\":true");
  if (entry->levels != NULL)
    {
      g_string_append (to, ",\"levels\":[");
      for (guint i = 0; i < entry->n_levels; i++)
        {
          g_string_append (to, i > 0 ? "," : "");
          assay_json_append_string (to, entry->levels[i], -1);
        }
      g_string_append_c (to, ']');
    }
  if (entry->ranks != NULL)
    append_numbers (to, "ranks", entry->ranks, entry->n_levels);
  if (entry->levels == NULL)
    append_numbers (to, "edges", entry->edges, entry->n_edges);
  append_numbers (to, "counts", entry->counts, entry->n_counts);
  g_string_append_c (to, '}');
}

/**
 * assay_recipe_append_json:
 * @to: gets the recipe as a JSON object
 *
 * Writes the recipe as a document: the same one always as the same bytes.
 */
void
assay_recipe_append_json (const AssayRecipe *self, GString *to)
{
  g_string_append (to, "{\"format\":1,\"entries\":[");
  for (guint i = 0; i < self->entries->len; i++)
    {
      g_string_append (to, i > 0 ? "," : "");
      append_entry (self->entries->pdata[i], to);
    }
  g_string_append (to, "]}");
}

static double *
read_numbers (const AssayJsonCursor *object, const char *name, guint *out_n, GError **error)
{
  AssayJsonCursor array, element;
  g_autofree double *numbers = NULL;

  if (!assay_json_cursor_need_member (object, name, &array, error) ||
      !assay_json_cursor_get_array (&array, out_n, error))
    return NULL;
  numbers = g_new0 (double, *out_n + 1);
  for (guint i = 0; i < *out_n; i++)
    {
      assay_json_cursor_element (&array, i, &element);
      if (!assay_json_cursor_get_number (&element, &numbers[i], error))
        return NULL;
    }
  return g_steal_pointer (&numbers);
}

static gboolean
read_nicks (const AssayJsonCursor *object, AssayRecipeEntry *entry, GError **error)
{
  g_autofree char *kind = NULL;
  g_autofree char *encoding = NULL;

  if (!assay_json_cursor_read_string (object, "source", TRUE, &entry->key, error) ||
      !assay_json_cursor_read_string (object, "label", TRUE, &entry->label, error) ||
      !assay_json_cursor_read_string (object, "kind", TRUE, &kind, error) ||
      !assay_json_cursor_read_string (object, "encoding", TRUE, &encoding, error) ||
      !assay_json_cursor_read_boolean (object, "aged", &entry->aged, error))
    return FALSE;
  if (!assay_source_kind_from_nick (kind, &entry->kind))
    {
      assay_json_cursor_fail (object, error, "there is no kind “%s”", kind);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (encoding_nicks); i++)
    if (strcmp (encoding, encoding_nicks[i]) == 0)
      {
        entry->encoding = i;
        return TRUE;
      }
  assay_json_cursor_fail (object, error, "there is no encoding “%s”", encoding);
  return FALSE;
}

/* Texts have levels and numbers have edges; a file from outside may say anything. */
static gboolean
check_shape (const AssayJsonCursor *object,
             const AssayRecipeEntry *entry,
             guint n_ranks,
             GError **error)
{
  gboolean texts = entry->kind == ASSAY_SOURCE_CATEGORY || entry->kind == ASSAY_SOURCE_TEXT;
  gboolean right;

  switch (entry->encoding)
    {
    case ASSAY_ENCODING_LEVELS:
    case ASSAY_ENCODING_TERMS:
      right = texts;
      break;
    case ASSAY_ENCODING_RANKS:
      right = texts && n_ranks == entry->n_levels;
      break;
    case ASSAY_ENCODING_DATE:
      right = entry->kind == ASSAY_SOURCE_DATE;
      break;
    case ASSAY_ENCODING_EVENTS:
      right = entry->kind == ASSAY_SOURCE_EVENTS;
      break;
    case ASSAY_ENCODING_NUMBER:
    default:
      right = entry->kind == ASSAY_SOURCE_NUMBER;
      break;
    }
  if (right && entry->n_counts == (texts ? entry->n_levels : entry->n_edges) + 2)
    return TRUE;
  assay_json_cursor_fail (object, error, "its parts do not fit each other");
  return FALSE;
}

static guint
features_of (const AssayRecipeEntry *entry)
{
  switch (entry->encoding)
    {
    case ASSAY_ENCODING_LEVELS:
      return entry->n_levels + 2;
    case ASSAY_ENCODING_TERMS:
      return ASSAY_TERM_BUCKETS + 1;
    case ASSAY_ENCODING_DATE:
      return entry->aged ? 3 : 2;
    case ASSAY_ENCODING_EVENTS:
      return ASSAY_EVENT_NUMBERS;
    case ASSAY_ENCODING_NUMBER:
    case ASSAY_ENCODING_RANKS:
    default:
      return 1;
    }
}

static gboolean
read_entry (const AssayJsonCursor *object, AssayRecipeEntry *entry, GError **error)
{
  static const char *const members[] = { "source", "label", "kind",  "encoding", "aged",
                                         "levels", "ranks", "edges", "counts",   NULL };
  AssayJsonCursor member;
  guint n_ranks = 0;

  if (!assay_json_cursor_check_object (object, members, error) ||
      !read_nicks (object, entry, error))
    return FALSE;
  if (entry->kind == ASSAY_SOURCE_CATEGORY || entry->kind == ASSAY_SOURCE_TEXT)
    {
      if (!assay_json_cursor_read_strv (object, "levels", TRUE, &entry->levels, error))
        return FALSE;
      entry->n_levels = g_strv_length (entry->levels);
      if (assay_json_cursor_member (object, "ranks", &member) &&
          (entry->ranks = read_numbers (object, "ranks", &n_ranks, error)) == NULL)
        return FALSE;
    }
  else if ((entry->edges = read_numbers (object, "edges", &entry->n_edges, error)) == NULL)
    return FALSE;
  entry->counts = read_numbers (object, "counts", &entry->n_counts, error);
  entry->n_features = features_of (entry);
  return entry->counts != NULL && check_shape (object, entry, n_ranks, error);
}

/**
 * assay_recipe_read_json:
 * @object: a recipe as a document
 *
 * Returns: (transfer full) (nullable): the recipe; %NULL with %ASSAY_JSON_ERROR_SHAPE
 */
AssayRecipe *
assay_recipe_read_json (const AssayJsonCursor *object, GError **error)
{
  static const char *const members[] = { "format", "entries", NULL };
  g_autoptr (AssayRecipe) self = assay_recipe_new_empty ();
  AssayJsonCursor array, element;
  double format = 0;
  guint n;

  if (!assay_json_cursor_check_object (object, members, error) ||
      !assay_json_cursor_read_number (object, "format", TRUE, &format, error) ||
      !assay_json_cursor_need_member (object, "entries", &array, error) ||
      !assay_json_cursor_get_array (&array, &n, error))
    return NULL;
  if (format != 1)
    {
      assay_json_cursor_fail (object, error, "this version of Assay reads format 1");
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      AssayRecipeEntry *entry = g_new0 (AssayRecipeEntry, 1);

      g_ptr_array_add (self->entries, entry);
      assay_json_cursor_element (&array, i, &element);
      if (!read_entry (&element, entry, error))
        return NULL;
      entry->first = self->n_features;
      self->n_features += entry->n_features;
    }
  return g_steal_pointer (&self);
}
