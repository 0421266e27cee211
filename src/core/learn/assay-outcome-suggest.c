/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-outcome-suggest.h"

#include <string.h>

#include "base/assay-text.h"
#include "model/assay-condition-text.h"

/* Enough to see which values a field has. */
#define SAMPLE 20000
/* More values than this tell no outcome, and may tell of people. */
#define MAX_VALUES 12
#define MAX_SUGGESTIONS 8

/* Words of fields that say what became of a lead, and of values that say it was good. */
static const char *const field_words[] = { "converted", "conversion", "convert",  "won",     "outcome",
                                           "result",    "bought",     "purchased", "purchase", "customer",
                                           "sold",      "sale",       "success",  "target",  "closed",
                                           "stage",     "status",     "y",        NULL };
static const char *const good_words[] = { "converted", "won",     "yes",  "true", "customer", "bought",
                                          "purchased", "success", "sold", "sale", "y",        NULL };
static const char *const bad_words[] = { "not", "no", "never", "lost", NULL };

static gboolean
has_word (const char        *text,
          const char *const *words)
{
  g_autofree char *folded = assay_text_words (text, strlen (text));
  g_auto (GStrv) split = g_strsplit (folded, " ", -1);

  for (char **word = split; *word != NULL; word++)
    if (g_strv_contains (words, *word))
      return TRUE;
  return FALSE;
}

static gboolean
says_converted (const AssayValue *value)
{
  g_autofree char *text = NULL;

  if (value->kind == ASSAY_VALUE_INTEGER)
    return value->integer == 1;
  if (value->kind == ASSAY_VALUE_REAL)
    return value->real == 1;
  if (value->kind != ASSAY_VALUE_TEXT)
    return FALSE;
  text = g_strndup (value->text, value->length);
  return strcmp (text, "1") == 0
         || (has_word (text, good_words) && !has_word (text, bad_words));
}

typedef struct
{
  JsonObject *object; /* (owned) */
  int rank;           /* higher comes first */
  guint position;
} Suggestion;

static void
suggestion_clear (gpointer data)
{
  g_clear_pointer (&((Suggestion *) data)->object, json_object_unref);
}

static int
compare_suggestions (gconstpointer a,
                     gconstpointer b)
{
  const Suggestion *x = a, *y = b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? 1 : -1;
  return x->position < y->position ? -1 : 1;
}

static char *
make_condition (const AssayField *field,
                const AssayValue *value,
                const char       *text)
{
  AssayReference reference = { NULL };
  AssayValue wanted = value->kind == ASSAY_VALUE_TEXT ? assay_value_from_text (text, strlen (text)) : *value;
  g_autoptr (AssayCondition) condition = NULL;

  reference.key = field->key;
  condition = assay_condition_new_leaf (&reference, ASSAY_OPERATOR_IS, &wanted, 1, NULL);
  return condition != NULL ? assay_condition_to_text (condition) : NULL;
}

static int
rank_field (const AssayField *field,
            guint             n_values,
            gboolean          good)
{
  gboolean named = has_word (field->label, field_words) || has_word (field->key, field_words);

  if (strcmp (field->key, "outcome") == 0)
    return 4;
  if (good && named)
    return 3;
  if (good && n_values <= 3)
    return 2;
  return n_values == 2 || named ? 1 : 0;
}

static gboolean
add_value (const AssayField *field,
           AssayStatement   *select,
           JsonObject       *suggestion)
{
  AssayValue value;
  JsonObject *object = json_object_new ();
  const char *text = assay_statement_get_text (select, 0);
  g_autofree char *condition = NULL;
  gboolean good;

  assay_statement_get_value (select, 0, &value);
  condition = make_condition (field, &value, text);
  good = says_converted (&value);
  json_object_set_string_member (object, "value", text);
  json_object_set_int_member (object, "leads", assay_statement_get_int64 (select, 1));
  json_object_set_string_member (object, "condition", condition);
  json_array_add_object_element (json_object_get_array_member (suggestion, "values"), object);
  if (good && !json_object_has_member (suggestion, "outcome"))
    json_object_set_string_member (suggestion, "outcome", condition);
  return good;
}

/* What values a field has, if they are so few that they can tell outcomes. */
static gboolean
look_at_field (AssayConnection  *connection,
               const AssayField *field,
               GArray           *suggestions,
               GError          **error)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT v, count(*) FROM (SELECT \"%s\" AS v FROM lead WHERE \"%s\" IS NOT NULL "
                       "LIMIT %d) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %d",
                       field->column, field->column, SAMPLE, MAX_VALUES + 1);
  g_autoptr (AssayStatement) select = assay_connection_prepare (connection, sql, error);
  g_autoptr (JsonObject) object = json_object_new ();
  Suggestion suggestion = { .position = suggestions->len };
  gint64 leads = 0;
  guint n = 0;
  gboolean row, good = FALSE;

  json_object_set_string_member (object, "field", field->key);
  json_object_set_string_member (object, "label", field->label);
  json_object_set_array_member (object, "values", json_array_new ());
  if (select == NULL)
    return FALSE;
  for (;;)
    {
      if (!assay_statement_step (select, &row, error))
        return FALSE;
      if (!row)
        break;
      good = add_value (field, select, object) || good;
      leads += assay_statement_get_int64 (select, 1);
      n++;
    }
  suggestion.rank = rank_field (field, n, good);
  /* One value for nearly every lead names it. */
  if (n < 1 || n > MAX_VALUES || (gint64) n * 3 > leads || suggestion.rank == 0)
    return TRUE;
  suggestion.object = g_steal_pointer (&object);
  g_array_append_val (suggestions, suggestion);
  return TRUE;
}

static gboolean
may_tell (const AssayField *field)
{
  return field->type == ASSAY_FIELD_TYPE_TEXT || field->type == ASSAY_FIELD_TYPE_CATEGORY
         || field->type == ASSAY_FIELD_TYPE_BOOLEAN || field->type == ASSAY_FIELD_TYPE_NUMBER;
}

/**
 * assay_outcome_suggest:
 *
 * Returns: (transfer full) (nullable): fields that could say what became of leads, likeliest first:
 *   `[{"field", "label", "values": [{"value", "leads", "condition"}], "outcome"}]`, where `outcome` is the
 *   condition that most likely means converted, if any does; counts are of the first 20,000 leads
 */
JsonArray *
assay_outcome_suggest (AssayConnection    *connection,
                       AssayFieldRegistry *fields,
                       GError            **error)
{
  g_autoptr (GArray) suggestions = g_array_new (FALSE, FALSE, sizeof (Suggestion));
  JsonArray *list;

  g_array_set_clear_func (suggestions, suggestion_clear);
  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    {
      const AssayField *field = assay_field_registry_get (fields, i);

      if (may_tell (field) && !look_at_field (connection, field, suggestions, error))
        return NULL;
    }
  g_array_sort (suggestions, compare_suggestions);
  list = json_array_new ();
  for (guint i = 0; i < MIN (suggestions->len, MAX_SUGGESTIONS); i++)
    json_array_add_object_element (
      list, json_object_ref (g_array_index (suggestions, Suggestion, i).object));
  return list;
}
