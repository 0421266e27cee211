/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-merge.h"

#include <string.h>

#include "match/assay-match-error.h"
#include "match/assay-match-fold.h"
#include "match/assay-merge-rule-private.h"
#include "store/assay-lead-merge.h"

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
is_better (AssayMergeRule rule, const Source *a, const Source *b, guint field)
{
  const AssayValue *value_a = &a->values[field], *value_b = &b->values[field];

  switch (rule)
    {
    case ASSAY_MERGE_RULE_FIRST:
      return FALSE;
    case ASSAY_MERGE_RULE_COMPLETE:
      if (length_of (value_a) != length_of (value_b))
        return length_of (value_a) > length_of (value_b);
      break;
    case ASSAY_MERGE_RULE_TRUSTED:
      if (a->trust != b->trust)
        return a->trust < b->trust;
      break;
    case ASSAY_MERGE_RULE_EARLIEST:
      return number_of (value_a) < number_of (value_b);
    case ASSAY_MERGE_RULE_LATEST:
      return number_of (value_a) > number_of (value_b);
    case ASSAY_MERGE_RULE_NEWEST:
    case ASSAY_MERGE_RULE_BOTH:
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

static const Source *
best_source (const Source *sources, guint n, guint field, AssayMergeRule rule)
{
  const Source *best = NULL;

  for (guint i = 0; i < n; i++)
    if (!is_blank (&sources[i].values[field]) &&
        (best == NULL || is_better (rule, &sources[i], best, field)))
      best = &sources[i];
  return best;
}

/* The lead that a person chose for a field; the last word counts. */
static const Source *
taken_source (const Source *sources, guint n, const AssayMergeRules *rules, const AssayField *field)
{
  const Source *taken = NULL;
  gsize length = strlen (field->key);

  for (const char *const *take = rules->take; take != NULL && *take != NULL; take++)
    if (strncmp (*take, field->key, length) == 0 && (*take)[length] == '=')
      for (guint i = 0; i < n; i++)
        if (sources[i].id == assay_merge_taken_lead (*take))
          taken = &sources[i];
  return taken;
}

/* What becomes of a field. Returns the value that survives, of @out_from or joined in @text; NULL where the
 * survivor keeps what it has. */
static const AssayValue *
choose (const Source *sources,
        guint n,
        guint field,
        const AssayMergeRules *rules,
        GString *text,
        AssayMergeChoice *out)
{
  const Source *source = taken_source (sources, n, rules, out->field);
  AssayMergeRule rule = assay_merge_rule_of (rules, out->field);

  out->rule = source != NULL ? "take" : assay_merge_rule_to_nick (rule);
  out->joined = source == NULL && rule == ASSAY_MERGE_RULE_BOTH && join_values (sources, n, field, text);
  if (source == NULL)
    source = best_source (sources, n, field, rule);
  out->lead = source != NULL && !out->joined ? source->id : 0;
  return source != NULL ? &source->values[field] : NULL;
}

/* When a lead was changed is for the merge itself to say. */
static gboolean
is_chosen (const AssayField *field)
{
  return strcmp (field->key, "updated_at") != 0;
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
      AssayMergeChoice choice = { assay_field_registry_get (fields, i), NULL, 0, FALSE };
      const AssayValue *best;
      AssayValue both;

      if (!is_chosen (choice.field))
        continue;
      best = choose (sources, n, i, rules, text, &choice);
      if (best == NULL)
        continue;
      if (choice.joined)
        {
          g_ptr_array_add (joined, g_strndup (text->str, text->len));
          both = assay_value_from_text (g_ptr_array_index (joined, joined->len - 1), text->len);
          best = &both;
        }
      g_ptr_array_add (changed, (gpointer) choice.field);
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

static void
sources_free (Source *sources, guint n)
{
  for (guint i = 0; i < n; i++)
    source_clear (&sources[i]);
  g_free (sources);
}

static gboolean
check_taken (const AssayMergeRules *rules, const gint64 *leads, guint n, GError **error)
{
  for (const char *const *take = rules->take; take != NULL && *take != NULL; take++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < n; i++)
        found |= leads[i] == assay_merge_taken_lead (*take);
      if (found)
        continue;
      g_set_error (error,
                   ASSAY_MATCH_ERROR,
                   ASSAY_MATCH_ERROR_PARAMETER,
                   "“take”: expected one of the leads that are merged");
      return FALSE;
    }
  return TRUE;
}

static Source *
read_sources (AssayConnection *connection,
              AssayFieldRegistry *fields,
              const gint64 *leads,
              guint n_leads,
              const AssayMergeRules *rules,
              GError **error)
{
  g_autofree char *sql = select_sql (fields);
  g_autoptr (AssayStatement) select = NULL;
  Source *sources;

  if (!check_taken (rules, leads, n_leads, error))
    return NULL;
  select = assay_connection_prepare (connection, sql, error);
  if (select == NULL)
    return NULL;
  sources = g_new0 (Source, n_leads);
  for (guint i = 0; i < n_leads; i++)
    {
      sources[i].id = leads[i];
      if (read_source (select, fields, rules, &sources[i], error))
        continue;
      sources_free (sources, n_leads);
      return NULL;
    }
  return sources;
}

/**
 * assay_merge_plan:
 * @leads: (array length=n_leads): at least two different ones; the first one stays
 *
 * What assay_merge_leads() would do.
 *
 * Returns: (transfer full) (element-type AssayMergeChoice): a choice a field of which any lead has a value
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND, %ASSAY_MATCH_ERROR_PARAMETER.
 */
GArray *
assay_merge_plan (AssayConnection *connection,
                  AssayFieldRegistry *fields,
                  const gint64 *leads,
                  guint n_leads,
                  const AssayMergeRules *rules,
                  GError **error)
{
  g_autoptr (GArray) plan = g_array_new (FALSE, FALSE, sizeof (AssayMergeChoice));
  g_autoptr (GString) text = g_string_new (NULL);
  Source *sources = read_sources (connection, fields, leads, n_leads, rules, error);

  if (sources == NULL)
    return NULL;
  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    {
      AssayMergeChoice choice = { assay_field_registry_get (fields, i), NULL, 0, FALSE };

      if (is_chosen (choice.field) && choose (sources, n_leads, i, rules, text, &choice) != NULL)
        g_array_append_val (plan, choice);
    }
  sources_free (sources, n_leads);
  return g_steal_pointer (&plan);
}

/**
 * assay_merge_leads:
 * @leads: (array length=n_leads): at least two different ones; the first one stays
 *
 * Makes one lead of several: its values by the rules, with all that belongs to the others. Undone
 * with @job.
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND, %ASSAY_MATCH_ERROR_PARAMETER.
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
  Source *sources = read_sources (
      assay_transaction_get_connection (transaction), fields, leads, n_leads, rules, error);
  gboolean ok;

  if (sources == NULL)
    return FALSE;
  ok = merge_sources (transaction, fields, job, sources, n_leads, rules, error);
  sources_free (sources, n_leads);
  return ok;
}
