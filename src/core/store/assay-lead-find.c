/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-lead-find.h"

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-text.h"
#include "store/assay-lead-error.h"
#include "store/assay-search.h"

G_DEFINE_QUARK (assay-lead-error-quark, assay_lead_error)

static gboolean
find_by (AssayConnection *connection,
         const char      *sql,
         const char      *key,
         const char      *expression,
         gint64          *out_lead,
         GError         **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);
  gboolean row;

  *out_lead = 0;
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_text (statement, 1, key);
  if (expression != NULL)
    assay_statement_bind_text (statement, 2, expression);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *out_lead = assay_statement_get_int64 (statement, 0);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  g_set_error_literal (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_AMBIGUOUS,
                       "Several leads have this address or id; name one by its number");
  return FALSE;
}

/* By the full-text index, and by reading the leads that are not in it yet; where that finds none, by
 * reading all: the index may fold a letter otherwise. */
static gboolean
find_by_email (AssayConnection *connection,
               const char      *address,
               gint64          *out_lead,
               GError         **error)
{
  g_autofree char *key = assay_text_fold (address, -1);
  g_autofree char *expression = assay_search_address_expression (address);

  if (!find_by (connection,
                "SELECT id FROM lead WHERE email_key = ?1"
                "  AND id IN (SELECT rowid FROM lead_fts WHERE lead_fts MATCH ?2) "
                "UNION SELECT id FROM lead"
                "  WHERE id > (SELECT upto FROM search_state) AND email_key = ?1 LIMIT 2",
                key, expression, out_lead, error))
    return FALSE;
  return *out_lead != 0
         || find_by (connection, "SELECT id FROM lead WHERE email_key = ?1 LIMIT 2", key, NULL, out_lead,
                     error);
}

/**
 * assay_lead_find:
 * @name: a lead's number, its email or its external id
 *
 * Errors: %ASSAY_LEAD_ERROR_NOT_FOUND, %ASSAY_LEAD_ERROR_AMBIGUOUS.
 *
 * Returns: the lead's number, or 0 with @error
 */
gint64
assay_lead_find (AssayConnection *connection,
                 const char      *name,
                 GError         **error)
{
  gint64 lead;

  if (!find_by (connection, "SELECT id FROM lead WHERE id = CAST(?1 AS INTEGER) AND CAST(id AS TEXT) = ?1",
                name, NULL, &lead, error))
    return 0;
  if (lead == 0 && strchr (name, '@') != NULL && !find_by_email (connection, name, &lead, error))
    return 0;
  if (lead == 0
      && !find_by (connection, "SELECT id FROM lead WHERE external_id = ?1 LIMIT 2", name, NULL, &lead, error))
    return 0;
  if (lead == 0)
    g_set_error_literal (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_NOT_FOUND,
                         "There is no such lead; name it by number, email or external id");
  return lead;
}

static gboolean
parse_number (const char *text,
              AssayValue *out_value)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (number))
    return FALSE;
  if (number == floor (number) && fabs (number) < 9007199254740992.0)
    *out_value = assay_value_from_integer ((gint64) number);
  else
    *out_value = assay_value_from_real (number);
  return TRUE;
}

static gboolean
parse_boolean (const char *text,
               AssayValue *out_value)
{
  static const char *const yes[] = { "1", "true", "yes", NULL };
  static const char *const no[] = { "0", "false", "no", NULL };
  g_autofree char *folded = assay_text_fold (text, -1);

  if (!g_strv_contains (yes, folded) && !g_strv_contains (no, folded))
    return FALSE;
  *out_value = assay_value_from_integer (g_strv_contains (yes, folded));
  return TRUE;
}

/**
 * assay_lead_parse_value:
 * @text: numbers with a decimal point, dates in ISO 8601; empty for no value
 * @out_value: (out): its text is @text
 *
 * Reads what a person or program set a field to. Unlike an import, which keeps what does not fit, an
 * edit can be asked again.
 *
 * Errors: %ASSAY_LEAD_ERROR_INVALID_VALUE.
 */
gboolean
assay_lead_parse_value (const AssayField *field,
                        const char       *text,
                        AssayValue       *out_value,
                        GError          **error)
{
  const char *expected = NULL;
  gint64 instant;

  *out_value = ASSAY_VALUE_INIT_NULL;
  if (*text == '\0')
    return TRUE;
  switch (field->type)
    {
    case ASSAY_FIELD_TYPE_NUMBER:
      expected = parse_number (text, out_value) ? NULL : "a number such as 1250.5";
      break;
    case ASSAY_FIELD_TYPE_BOOLEAN:
      expected = parse_boolean (text, out_value) ? NULL : "yes or no";
      break;
    case ASSAY_FIELD_TYPE_DATE:
    case ASSAY_FIELD_TYPE_DATETIME:
      if (assay_instant_from_iso (text, -1, &instant, NULL))
        *out_value = assay_value_from_integer (instant);
      else
        expected = "a date such as 2026-11-21";
      break;
    case ASSAY_FIELD_TYPE_TEXT:
    case ASSAY_FIELD_TYPE_CATEGORY:
    case ASSAY_FIELD_TYPE_EMAIL:
    case ASSAY_FIELD_TYPE_PHONE:
    case ASSAY_FIELD_TYPE_URL:
    default:
      *out_value = assay_value_from_text (text, strlen (text));
    }
  if (expected == NULL)
    return TRUE;
  g_set_error (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_INVALID_VALUE, "Field “%s”: %s was expected",
               field->key, expected);
  return FALSE;
}

/**
 * assay_lead_value_to_json:
 *
 * Returns: (transfer full): numbers as numbers, booleans as booleans, dates as ISO 8601 text
 */
JsonNode *
assay_lead_value_to_json (AssayFieldType    type,
                          const AssayValue *value)
{
  JsonNode *node = json_node_alloc ();
  g_autofree char *text = NULL;
  gboolean is_date = type == ASSAY_FIELD_TYPE_DATE || type == ASSAY_FIELD_TYPE_DATETIME;

  switch (value->kind)
    {
    case ASSAY_VALUE_INTEGER:
      if (type == ASSAY_FIELD_TYPE_BOOLEAN)
        return json_node_init_boolean (node, value->integer != 0);
      if (!is_date)
        return json_node_init_int (node, value->integer);
      text = assay_instant_to_iso (value->integer, type == ASSAY_FIELD_TYPE_DATE);
      return json_node_init_string (node, text);
    case ASSAY_VALUE_REAL:
      return json_node_init_double (node, value->real);
    case ASSAY_VALUE_TEXT:
      text = g_strndup (value->text, value->length);
      return json_node_init_string (node, text);
    case ASSAY_VALUE_NULL:
    default:
      return json_node_init_null (node);
    }
}
