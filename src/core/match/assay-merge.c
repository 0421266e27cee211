/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-merge.h"

#include <string.h>

#include "match/assay-match-error.h"
#include "match/assay-match-fold.h"
#include "store/assay-lead-merge.h"

typedef enum
{
  RULE_NEWEST,
  RULE_COMPLETE,
  RULE_TRUSTED,
  RULE_BOTH,
  RULE_FIRST,
  RULE_EARLIEST,
  RULE_LATEST,
} Rule;

static const char *const rule_nicks[] = { "newest", "complete", "trusted", "both",
                                          "first",  "earliest", "latest" };

/* Where another rule than the newest value is what people expect. */
static const struct
{
  const char *key;
  Rule rule;
} default_rules[] = {
  { "tags", RULE_BOTH },
  { "notes", RULE_BOTH },
  { "external_id", RULE_FIRST },
  { "created_at", RULE_EARLIEST },
  { "last_activity_at", RULE_LATEST },
};

/* One of the leads that become one, with copies of its values. */
typedef struct
{
  gint64 id;
  gint64 updated;
  guint trust;      /* 0 for the most trusted source */
  GPtrArray *texts; /* (element-type utf8) (owned): what the values point into */
  AssayValue *values;
} Source;

static gboolean
find_rule (const char *nick, Rule *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (rule_nicks); i++)
    if (strcmp (rule_nicks[i], nick) == 0)
      {
        *out = (Rule) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * assay_merge_rules_check:
 *
 * Errors: %ASSAY_MATCH_ERROR_PARAMETER where a rule or its field does not exist.
 */
gboolean
assay_merge_rules_check (const AssayMergeRules *rules, AssayFieldRegistry *fields, GError **error)
{
  for (const char *const *rule = rules->rules; rule != NULL && *rule != NULL; rule++)
    {
      const char *sign = strchr (*rule, '=');
      g_autofree char *key =
          g_strndup (*rule, sign != NULL ? (gsize) (sign - *rule) : strlen (*rule));
      Rule found;

      if (sign != NULL && find_rule (sign + 1, &found) &&
          assay_field_registry_find (fields, key) != NULL)
        continue;
      g_set_error (error,
                   ASSAY_MATCH_ERROR,
                   ASSAY_MATCH_ERROR_PARAMETER,
                   "“rule”: expected FIELD=RULE with a field of this workspace and newest, "
                   "complete, trusted, both, "
                   "first, earliest or latest");
      return FALSE;
    }
  return TRUE;
}

static Rule
rule_of (const AssayMergeRules *rules, const AssayField *field)
{
  gsize length = strlen (field->key);
  Rule rule = RULE_NEWEST;

  for (gsize i = 0; i < G_N_ELEMENTS (default_rules); i++)
    if (strcmp (default_rules[i].key, field->key) == 0)
      rule = default_rules[i].rule;
  for (const char *const *text = rules->rules; text != NULL && *text != NULL; text++)
    if (strncmp (*text, field->key, length) == 0 && (*text)[length] == '=')
      find_rule (*text + length + 1, &rule);
  return rule;
}

static gboolean
is_blank (const AssayValue *value)
{
  return value->kind == ASSAY_VALUE_NULL || (value->kind == ASSAY_VALUE_TEXT && value->length == 0);
}

static void
source_clear (Source *source)
{
  g_clear_pointer (&source->texts, g_ptr_array_unref);
  g_clear_pointer (&source->values, g_free);
}

static guint
trust_of (const AssayMergeRules *rules, const AssayValue *value)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  guint rank = 0;

  if (value->kind == ASSAY_VALUE_TEXT)
    assay_match_fold_text (value->text, value->length, folded);
  for (const char *const *name = rules->trust; name != NULL && *name != NULL; name++, rank++)
    {
      g_autoptr (GString) wanted = g_string_new (NULL);

      assay_match_fold_text (*name, strlen (*name), wanted);
      if (wanted->len > 0 && g_string_equal (wanted, folded))
        return rank;
    }
  return G_MAXUINT;
}

static char *
select_sql (AssayFieldRegistry *fields)
{
  GString *sql = g_string_new ("SELECT id");

  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    g_string_append_printf (sql, ", %s", assay_field_registry_get (fields, i)->column);
  g_string_append (sql, " FROM lead WHERE id = ?1");
  return g_string_free (sql, FALSE);
}

static gboolean
read_source (AssayStatement *select,
             AssayFieldRegistry *fields,
             const AssayMergeRules *rules,
             Source *source,
             GError **error)
{
  guint n = assay_field_registry_get_size (fields);
  gboolean row;

  assay_statement_bind_int64 (select, 1, source->id);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error,
                   ASSAY_STORE_ERROR,
                   ASSAY_STORE_ERROR_NOT_FOUND,
                   "There is no lead %" G_GINT64_FORMAT,
                   source->id);
      return FALSE;
    }
  source->texts = g_ptr_array_new_with_free_func (g_free);
  source->values = g_new (AssayValue, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const AssayField *field = assay_field_registry_get (fields, i);
      AssayValue *value = &source->values[i];

      assay_statement_get_value (select, (int) i + 1, value);
      if (value->kind == ASSAY_VALUE_TEXT)
        {
          char *copy = g_strndup (value->text, value->length);
          value->text = copy;
          g_ptr_array_add (source->texts, copy);
        }
      if (strcmp (field->key, "updated_at") == 0 && value->kind == ASSAY_VALUE_INTEGER)
        source->updated = value->integer;
      if (strcmp (field->key, "source") == 0)
        source->trust = trust_of (rules, value);
    }
  assay_statement_reset (select);
  return TRUE;
}

static gsize
length_of (const AssayValue *value)
{
  return value->kind == ASSAY_VALUE_TEXT ? value->length : 1;
}

static double
number_of (const AssayValue *value)
{
  return value->kind == ASSAY_VALUE_INTEGER ? (double) value->integer
         : value->kind == ASSAY_VALUE_REAL  ? value->real
                                            : 0;
}

/* Whether @a's value is to be preferred to @b's; what is newer decides where the rule does not. */
static gboolean
is_better (Rule rule, const Source *a, const Source *b, guint field)
{
  const AssayValue *value_a = &a->values[field], *value_b = &b->values[field];

  switch (rule)
    {
    case RULE_FIRST:
      return FALSE;
    case RULE_COMPLETE:
      if (length_of (value_a) != length_of (value_b))
        return length_of (value_a) > length_of (value_b);
      break;
    case RULE_TRUSTED:
      if (a->trust != b->trust)
        return a->trust < b->trust;
      break;
    case RULE_EARLIEST:
      return number_of (value_a) < number_of (value_b);
    case RULE_LATEST:
      return number_of (value_a) > number_of (value_b);
    case RULE_NEWEST:
    case RULE_BOTH:
    default:
      break;
    }
  return a->updated != b->updated ? a->updated > b->updated : a->id > b->id;
}

static gboolean
is_listed (GString *list, const AssayValue *value)
{
  g_auto (GStrv) parts = g_strsplit (list->str, "; ", -1);
  g_autofree char *text = g_strndup (value->text, value->length);

  for (char **part = parts; *part != NULL; part++)
    if (g_ascii_strcasecmp (*part, text) == 0)
      return TRUE;
  return FALSE;
}

/* The different values of all, in the order of the leads. FALSE where they are no texts. */
static gboolean
join_values (const Source *sources, guint n, guint field, GString *out)
{
  g_string_truncate (out, 0);
  for (guint i = 0; i < n; i++)
    {
      const AssayValue *value = &sources[i].values[field];

      if (is_blank (value))
        continue;
      if (value->kind != ASSAY_VALUE_TEXT)
        return FALSE;
      if (out->len > 0 && is_listed (out, value))
        continue;
      if (out->len > 0)
        g_string_append (out, "; ");
      g_string_append_len (out, value->text, (gssize) value->length);
    }
  return out->len > 0;
}

static const AssayValue *
best_value (const Source *sources, guint n, guint field, Rule rule)
{
  const Source *best = NULL;

  for (guint i = 0; i < n; i++)
    if (!is_blank (&sources[i].values[field]) &&
        (best == NULL || is_better (rule, &sources[i], best, field)))
      best = &sources[i];
  return best != NULL ? &best->values[field] : NULL;
}

/* What the survivor's fields become. */
static gboolean
set_values (AssayLeadWriter *writer,
            AssayFieldRegistry *fields,
            const Source *sources,
            guint n,
            const AssayMergeRules *rules,
            GError **error)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  g_autoptr (GPtrArray) joined = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    {
      const AssayField *field = assay_field_registry_get (fields, i);
      Rule rule = rule_of (rules, field);
      const AssayValue *best;
      AssayValue both;

      if (strcmp (field->key, "updated_at") == 0)
        continue;
      best = best_value (sources, n, i, rule);
      if (best == NULL)
        continue;
      if (rule == RULE_BOTH && join_values (sources, n, i, text))
        {
          g_ptr_array_add (joined, g_strndup (text->str, text->len));
          both = assay_value_from_text (g_ptr_array_index (joined, joined->len - 1), text->len);
          best = &both;
        }
      g_ptr_array_add (changed, (gpointer) field);
      g_array_append_val (values, *best);
    }
  return changed->len == 0 ||
         assay_lead_writer_update (writer,
                                   sources[0].id,
                                   (const AssayField *const *) changed->pdata,
                                   (const AssayValue *) (gpointer) values->data,
                                   changed->len,
                                   NULL,
                                   error);
}

static gboolean
merge_sources (AssayTransaction *transaction,
               AssayFieldRegistry *fields,
               gint64 job,
               const Source *sources,
               guint n,
               const AssayMergeRules *rules,
               GError **error)
{
  g_autoptr (AssayLeadWriter) writer = assay_lead_writer_new (fields, job, 0);
  gboolean ok;

  assay_lead_writer_set_transaction (writer, transaction);
  ok = set_values (writer, fields, sources, n, rules, error);
  for (guint i = 1; i < n && ok; i++)
    ok = assay_lead_merge_into (transaction, writer, job, sources[0].id, sources[i].id, error);
  assay_lead_writer_set_transaction (writer, NULL);
  return ok;
}

/**
 * assay_merge_leads:
 * @leads: (array length=n_leads): at least two different ones; the first one stays
 *
 * Makes one lead of several: its values by the rules, with all that belongs to the others. Undone
 * with @job.
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND.
 */
gboolean
assay_merge_leads (AssayTransaction *transaction,
                   AssayFieldRegistry *fields,
                   gint64 job,
                   const gint64 *leads,
                   guint n_leads,
                   const AssayMergeRules *rules,
                   GError **error)
{
  g_autofree char *sql = select_sql (fields);
  g_autofree Source *sources = g_new0 (Source, n_leads);
  gboolean ok = TRUE;

  {
    g_autoptr (AssayStatement) select =
        assay_connection_prepare (assay_transaction_get_connection (transaction), sql, error);
    ok = select != NULL;
    for (guint i = 0; i < n_leads && ok; i++)
      {
        sources[i].id = leads[i];
        ok = read_source (select, fields, rules, &sources[i], error);
      }
  }
  ok = ok && merge_sources (transaction, fields, job, sources, n_leads, rules, error);
  for (guint i = 0; i < n_leads; i++)
    source_clear (&sources[i]);
  return ok;
}
