/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-evidence.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "store/assay-condition-sql.h"

/* More than this of a cell helps nobody. */
#define LONGEST_TEXT 80
#define MOST_LEAVES  3

/* Runs `SELECT expression FROM lead` for the one lead; the statement stands on its row. */
static AssayStatement *
select_one (const AssayEvidence *evidence,
            AssayConditionSql   *compiler,
            const char          *expression)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM lead WHERE lead.id = ?1", expression);
  g_autoptr (AssayStatement) select = assay_connection_prepare (evidence->connection, sql, NULL);
  gboolean row = FALSE;

  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, evidence->lead);
  assay_condition_sql_bind (compiler, select);
  if (!assay_statement_step (select, &row, NULL) || !row)
    return NULL;
  return g_steal_pointer (&select);
}

static AssayConditionSql *
new_compiler (const AssayEvidence *evidence)
{
  AssayConditionSql *compiler = assay_condition_sql_new (
    evidence->connection, evidence->fields, ASSAY_SQL_SCOPE_LEAD, evidence->as_of, NULL);

  if (compiler != NULL)
    assay_condition_sql_reserve (compiler, 1);
  return compiler;
}

/**
 * assay_evidence_holds:
 *
 * Returns: whether @condition holds of the lead; one that names something unknown does not
 */
gboolean
assay_evidence_holds (const AssayEvidence  *evidence,
                      const AssayCondition *condition)
{
  g_autoptr (AssayConditionSql) compiler = new_compiler (evidence);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (AssayStatement) select = NULL;

  if (compiler == NULL || !assay_condition_sql_append (compiler, condition, sql, NULL))
    return FALSE;
  select = select_one (evidence, compiler, sql->str);
  return select != NULL && assay_statement_get_int64 (select, 0) != 0;
}

static char *
format_day (gint64 instant)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc (instant / ASSAY_MS_PER_SECOND);
  g_autoptr (GDateTime) today
    = g_date_time_new_from_unix_utc (assay_clock_now () / ASSAY_MS_PER_SECOND);

  if (day == NULL)
    return g_strdup (_ ("a day out of range"));
  return g_date_time_format (
    day, g_date_time_get_year (day) == g_date_time_get_year (today) ? "%-d %b" : "%-d %b %Y");
}

static char *
shorten (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (valid, -1) <= LONGEST_TEXT)
    return g_steal_pointer (&valid);
  start = g_utf8_substring (valid, 0, LONGEST_TEXT);
  return g_strconcat (start, "…", NULL);
}

/* The name of a reference as it stands in a sentence: "company size", "email status". */
static char *
name_of (const AssayReference *reference)
{
  return g_strdelimit (g_strdup (reference->key), "_.-", ' ');
}

static gboolean
has_source (const AssayEvidence *evidence,
            const char          *field,
            gint64               event)
{
  for (guint i = 0; i < json_array_get_length (evidence->sources); i++)
    {
      JsonObject *source = json_array_get_object_element (evidence->sources, i);
      if (json_object_get_int_member_with_default (source, "event", 0) == event
          && g_strcmp0 (json_object_get_string_member_with_default (source, "field", NULL), field)
               == 0)
        return TRUE;
    }
  return FALSE;
}

/* Notes a field, or an event where there is no @field. */
static void
note_source (const AssayEvidence *evidence,
             const char          *field,
             gint64               event)
{
  JsonObject *source;

  if (evidence->sources == NULL || has_source (evidence, field, event))
    return;
  source = json_object_new ();
  if (field != NULL)
    json_object_set_string_member (source, "field", field);
  else
    json_object_set_int_member (source, "event", event);
  json_array_add_object_element (evidence->sources, source);
}

/* A signal such as `email.status` was derived from the field of that name. */
static void
note_field (const AssayEvidence  *evidence,
            const AssayReference *reference)
{
  const AssayField *field = assay_field_registry_find (evidence->fields, reference->key);
  g_autofree char *start = g_strndup (reference->key, strcspn (reference->key, "."));

  if (field == NULL)
    field = assay_field_registry_find (evidence->fields, start);
  if (field != NULL)
    note_source (evidence, field->key, 0);
}

static char *
describe_event (const AssayEvidence  *evidence,
                const AssayReference *reference)
{
  g_autofree char *type = NULL;
  gint64 now = evidence->as_of == ASSAY_AS_OF_NOW ? assay_clock_now () : evidence->as_of;
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    evidence->connection,
    "SELECT count(*), max(e.at), e.label, t.label, e.id FROM event AS e "
    "JOIN event_type AS t ON t.id = e.type WHERE e.lead = ?1 AND e.at > ?3 AND e.at <= ?4 "
    "AND (t.key = ?2 OR ?2 = 'any' OR (?2 = 'interaction' AND t.interaction) "
    "OR (?2 = 'inbound' AND t.inbound))",
    NULL);
  g_autofree char *day = NULL;
  g_autofree char *what = NULL;
  const char *label;
  gboolean row;
  gint64 n;

  assay_reference_parse_event (reference, &type);
  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, evidence->lead);
  assay_statement_bind_text (select, 2, type);
  assay_statement_bind_int64 (select,
                              3,
                              reference->within > 0
                                ? now - (gint64) (reference->within * (double) ASSAY_MS_PER_DAY)
                                : G_MININT64);
  assay_statement_bind_int64 (
    select, 4, now - (gint64) (reference->older * (double) ASSAY_MS_PER_DAY));
  if (!assay_statement_step (select, &row, NULL) || !row)
    return NULL;
  n = assay_statement_get_int64 (select, 0);
  if (n == 0)
    return g_strdup (_ ("no such event"));
  note_source (evidence, NULL, assay_statement_get_int64 (select, 4));
  day = format_day (assay_statement_get_int64 (select, 1));
  label = assay_statement_get_text (select, 2);
  /* Translators: what an event was about and its kind, “Demo request” form submitted */
  if (label != NULL)
    {
      g_autofree char *kind = g_utf8_strdown (assay_statement_get_text (select, 3), -1);
      what = g_strdup_printf (_ ("“%s” %s"), label, kind);
    }
  else
    what = g_strdup (assay_statement_get_text (select, 3));
  if (n == 1)
    /* Translators: an event and its day */
    return g_strdup_printf (_ ("%s, %s"), what, day);
  /* Translators: a number of events; the last one and its day */
  return g_strdup_printf (_ ("%" PRId64 " events, the last: %s, %s"), n, what, day);
}

/**
 * assay_evidence_get_text:
 *
 * Returns: (transfer full) (nullable): the value of a field, signal, score or band as text; %NULL
 * where there is none
 */
char *
assay_evidence_get_text (const AssayEvidence  *evidence,
                         const AssayReference *reference)
{
  g_autoptr (AssayConditionSql) compiler = new_compiler (evidence);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (AssayStatement) select = NULL;
  AssayFieldType type;
  AssayValue value;

  if (compiler == NULL
      || !assay_condition_sql_append_reference (compiler, reference, sql, &type, NULL))
    return NULL;
  select = select_one (evidence, compiler, sql->str);
  if (select == NULL)
    return NULL;
  assay_statement_get_value (select, 0, &value);
  switch (value.kind)
    {
    case ASSAY_VALUE_TEXT:
      {
        g_autofree char *text = g_strndup (value.text, value.length);
        return shorten (text);
      }
    case ASSAY_VALUE_INTEGER:
      if (type == ASSAY_FIELD_TYPE_DATE || type == ASSAY_FIELD_TYPE_DATETIME)
        return format_day (value.integer);
      return g_strdup_printf ("%" PRId64, value.integer);
    case ASSAY_VALUE_REAL:
      return g_strdup_printf ("%.6g", value.real);
    case ASSAY_VALUE_NULL:
    default:
      return NULL;
    }
}

/**
 * assay_evidence_of_reference:
 *
 * Returns: (transfer full) (nullable): what stands there, as `role is “VP Sales”`
 */
char *
assay_evidence_of_reference (const AssayEvidence  *evidence,
                             const AssayReference *reference)
{
  g_autofree char *name = name_of (reference);
  g_autofree char *text = NULL;

  if (assay_reference_parse_event (reference, NULL) != ASSAY_MEASURE_NONE)
    return describe_event (evidence, reference);
  text = assay_evidence_get_text (evidence, reference);
  if (text == NULL)
    /* Translators: %s is the name of a field */
    return g_strdup_printf (_ ("%s is not known"), name);
  note_field (evidence, reference);
  /* Translators: the name of a field and its value */
  return g_strdup_printf (_ ("%s is “%s”"), name, text);
}

static void
add_evidence (const AssayEvidence  *evidence,
              const AssayCondition *condition,
              GPtrArray            *found)
{
  const AssayConditionLeaf *leaf = assay_condition_get_leaf (condition);
  g_autofree char *text = NULL;

  if (found->len >= MOST_LEAVES || !assay_evidence_holds (evidence, condition))
    return;
  if (leaf != NULL)
    text = assay_evidence_of_reference (evidence, &leaf->reference);
  else if (assay_condition_get_kind (condition) == ASSAY_CONDITION_NOT)
    {
      const AssayConditionLeaf *negated
        = assay_condition_get_leaf (assay_condition_get_child (condition, 0));
      text = negated != NULL ? assay_evidence_of_reference (evidence, &negated->reference) : NULL;
    }
  if (text != NULL && !g_ptr_array_find_with_equal_func (found, text, g_str_equal, NULL))
    g_ptr_array_add (found, g_steal_pointer (&text));
  if (leaf != NULL || assay_condition_get_kind (condition) == ASSAY_CONDITION_NOT)
    return;
  for (guint i = 0; i < assay_condition_get_n_children (condition); i++)
    {
      add_evidence (evidence, assay_condition_get_child (condition, i), found);
      if (assay_condition_get_kind (condition) == ASSAY_CONDITION_ANY && found->len > 0)
        return;
    }
}

/**
 * assay_evidence_of_condition:
 *
 * Says why @condition holds of the lead: `role is “VP Sales”`, `“Demo request” form submitted, 9
 * Nov`.
 *
 * Returns: (transfer full) (nullable): the evidence; %NULL where it does not hold
 */
char *
assay_evidence_of_condition (const AssayEvidence  *evidence,
                             const AssayCondition *condition)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  add_evidence (evidence, condition, found);
  if (found->len == 0)
    return NULL;
  g_ptr_array_add (found, NULL);
  return g_strjoinv ("; ", (char **) found->pdata);
}
