/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-recipe.h"

#include <string.h>

/**
 * assay_match_recipe_is_possible:
 *
 * Returns: whether leads can be compared by @plan without looking at all of them; what slipped from one
 * field into another is known from all values
 */
gboolean
assay_match_recipe_is_possible (const AssayMatchPlan *plan)
{
  for (guint i = 0; i < plan->sources->len; i++)
    if (((AssayMatchSource *) g_ptr_array_index (plan->sources, i))->slipped != NULL)
      return FALSE;
  return TRUE;
}

static const AssayMatchSource *
find_source (const AssayMatchPlan *plan, const char *key)
{
  for (guint i = 0; i < plan->sources->len; i++)
    {
      const AssayMatchSource *source = g_ptr_array_index (plan->sources, i);

      if (strcmp (source->key, key) == 0)
        return source;
    }
  return NULL;
}

/* How many words of a comparison count; 0 where it has none. */
static guint
width_of (const AssayMatchBlocks *blocks, guint comparison)
{
  for (guint i = 0; blocks->keys != NULL && i < blocks->keys->n_word_lists; i++)
    if (blocks->keys->word_comparisons[i] == comparison)
      return blocks->keys->word_widths[i];
  return 0;
}

static JsonObject *
comparison_to_json (const AssayMatchComparison *comparison, const AssayMatchSource *source, guint width)
{
  JsonObject *object = json_object_new ();
  JsonArray *columns = json_array_new ();

  json_object_set_string_member (object, "key", source->key);
  json_object_set_string_member (object, "label", source->label);
  json_object_set_string_member (object, "kind", assay_match_kind_to_nick (source->kind));
  json_object_set_int_member (object, "evidence", source->evidence);
  json_object_set_boolean_member (object, "joined", source->joined);
  for (guint i = 0; i < source->n_columns; i++)
    json_array_add_string_element (columns, source->columns[i]);
  json_object_set_array_member (object, "columns", columns);
  json_object_set_int_member (object, "filled", assay_match_column_get_filled (comparison->column));
  json_object_set_int_member (object, "values", assay_match_column_get_values (comparison->column));
  json_object_set_boolean_member (object, "telling", comparison->telling);
  json_object_set_int_member (object, "width", width);
  return object;
}

static JsonArray *
passes_to_json (const AssayMatchBlocks *blocks)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < blocks->passes->len; i++)
    {
      const AssayMatchPass *pass = &g_array_index (blocks->passes, AssayMatchPass, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "kind", pass->kind);
      json_object_set_int_member (object, "keys", pass->keys);
      json_object_set_int_member (object, "list", pass->word_list);
      json_object_set_int_member (object, "cap", pass->cap);
      json_array_add_object_element (array, object);
    }
  return array;
}

/**
 * assay_match_recipe_to_json:
 * @self: its comparisons and passes are those of @records and @blocks
 *
 * Returns: (transfer full): the recipe as the workspace keeps it
 */
JsonNode *
assay_match_recipe_to_json (const AssayMatchRecipe *self,
                            const AssayMatchRecords *records,
                            const AssayMatchBlocks *blocks)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *comparisons = json_array_new (), *compare = json_array_new ();

  json_object_set_int_member (object, "leads", records->n);
  json_object_set_int_member (object, "lead", self->mark.lead);
  json_object_set_int_member (object, "change", self->mark.change);
  json_object_set_int_member (object, "signals", self->signals);
  json_object_set_boolean_member (object, "across", self->across);
  for (char **one = self->compare; one != NULL && *one != NULL; one++)
    json_array_add_string_element (compare, *one);
  json_object_set_array_member (object, "compare", compare);
  for (guint i = 0; i < records->comparisons->len; i++)
    {
      const AssayMatchComparison *comparison = assay_match_records_get (records, i);

      json_array_add_object_element (
          comparisons,
          comparison_to_json (comparison, find_source (self->plan, comparison->key), width_of (blocks, i)));
    }
  json_object_set_array_member (object, "comparisons", comparisons);
  json_object_set_array_member (object, "passes", passes_to_json (blocks));
  return json_node_init_object (json_node_alloc (), object);
}

/* All that a recipe may name goes into SQL; nothing else does. */
static GHashTable *
list_columns (AssayConnection *connection, AssayFieldRegistry *fields, GError **error)
{
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AssayStatement) statement =
      assay_connection_prepare (connection, "SELECT name FROM pragma_table_info('signal')", error);
  gboolean row;

  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    g_hash_table_add (columns, g_strconcat ("lead.", assay_field_registry_get (fields, i)->column, NULL));
  if (statement == NULL)
    return NULL;
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&columns);
      g_hash_table_add (columns, g_strdup_printf ("signal.\"%s\"", assay_statement_get_text (statement, 0)));
    }
  return NULL;
}

static AssayMatchSource *
source_from_json (JsonObject *object, GHashTable *known)
{
  JsonArray *columns = json_object_get_array_member (object, "columns");
  AssayMatchSource *source = g_new0 (AssayMatchSource, 1);
  gboolean ok = assay_match_kind_from_nick (
      json_object_get_string_member_with_default (object, "kind", ""), &source->kind);

  source->key = g_strdup (json_object_get_string_member_with_default (object, "key", ""));
  source->label = g_strdup (json_object_get_string_member_with_default (object, "label", ""));
  source->evidence = (guint) json_object_get_int_member_with_default (object, "evidence", 0);
  source->joined = json_object_get_boolean_member_with_default (object, "joined", FALSE);
  for (guint i = 0; ok && i < json_array_get_length (columns); i++)
    {
      const char *column = json_array_get_string_element (columns, i);

      ok = source->n_columns < ASSAY_MATCH_MAX_SOURCES && g_hash_table_contains (known, column);
      if (ok)
        source->columns[source->n_columns++] = g_strdup (column);
    }
  if (ok && source->n_columns > 0)
    return source;
  assay_match_source_free (source);
  return NULL;
}

static gboolean
comparisons_from_json (AssayMatchRecipe *self, JsonArray *comparisons, GHashTable *known)
{
  guint n = json_array_get_length (comparisons);

  for (guint i = 0; i < n && n <= ASSAY_MATCH_MAX_COMPARISONS; i++)
    {
      JsonObject *object = json_array_get_object_element (comparisons, i);
      AssayMatchSource *source = source_from_json (object, known);

      if (source == NULL)
        return FALSE;
      g_ptr_array_add (self->plan->sources, source);
      self->filled[i] = (guint32) json_object_get_int_member_with_default (object, "filled", 0);
      self->values[i] = (guint32) json_object_get_int_member_with_default (object, "values", 0);
      self->telling[i] = json_object_get_boolean_member_with_default (object, "telling", FALSE);
      self->widths[i] = (guint) json_object_get_int_member_with_default (object, "width", 0);
    }
  return self->plan->sources->len == n && n > 0;
}

static void
passes_from_json (AssayMatchRecipe *self, JsonArray *passes)
{
  for (guint i = 0; i < json_array_get_length (passes); i++)
    {
      JsonObject *object = json_array_get_object_element (passes, i);
      AssayMatchPass pass = {
        .kind = (AssayMatchPassKind) json_object_get_int_member_with_default (object, "kind", 0),
        .keys = (guint32) json_object_get_int_member_with_default (object, "keys", 0),
        .word_list = (guint) json_object_get_int_member_with_default (object, "list", 0),
        .cap = (guint32) json_object_get_int_member_with_default (object, "cap", 0),
      };
      g_array_append_val (self->passes, pass);
    }
}

/**
 * assay_match_recipe_from_json:
 *
 * Returns: (transfer full) (nullable): the recipe; %NULL without @error where it no longer fits the
 * workspace: a field is gone
 */
AssayMatchRecipe *
assay_match_recipe_from_json (JsonNode *node,
                              AssayConnection *connection,
                              AssayFieldRegistry *fields,
                              GError **error)
{
  g_autoptr (AssayMatchRecipe) self = g_new0 (AssayMatchRecipe, 1);
  g_autoptr (GHashTable) known = list_columns (connection, fields, error);
  g_autoptr (GStrvBuilder) compare = g_strv_builder_new ();
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *asked;

  self->plan = g_new0 (AssayMatchPlan, 1);
  self->plan->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_match_source_free);
  self->passes = g_array_new (FALSE, FALSE, sizeof (AssayMatchPass));
  if (known == NULL || object == NULL || !json_object_has_member (object, "comparisons") ||
      !json_object_has_member (object, "passes") || !json_object_has_member (object, "compare"))
    return NULL;
  self->n = (guint32) json_object_get_int_member_with_default (object, "leads", 0);
  self->mark.lead = json_object_get_int_member_with_default (object, "lead", 0);
  self->mark.change = json_object_get_int_member_with_default (object, "change", 0);
  self->signals = json_object_get_int_member_with_default (object, "signals", 0);
  self->across = json_object_get_boolean_member_with_default (object, "across", FALSE);
  asked = json_object_get_array_member (object, "compare");
  for (guint i = 0; i < json_array_get_length (asked); i++)
    g_strv_builder_add (compare, json_array_get_string_element (asked, i));
  self->compare = g_strv_builder_end (compare);
  passes_from_json (self, json_object_get_array_member (object, "passes"));
  return comparisons_from_json (self, json_object_get_array_member (object, "comparisons"), known)
             ? g_steal_pointer (&self)
             : NULL;
}

void
assay_match_recipe_free (AssayMatchRecipe *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->plan, assay_match_plan_free);
  g_clear_pointer (&self->compare, g_strfreev);
  g_clear_pointer (&self->passes, g_array_unref);
  g_free (self);
}
