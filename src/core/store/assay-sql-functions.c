/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-sql-functions-private.h"

#include <math.h>
#include <string.h>

#include "base/assay-text.h"
#include "model/assay-value.h"
#include "store/assay-sql-constant-private.h"
#include "store/assay-store-error.h"

/* Every function answers 0 or 1 and never NULL, so that "not" means not. */

/* The constant that a function was given: assay_condition_sql_bind() hands it over as a pointer. */
static const AssaySqlConstant *
get_constant (sqlite3_context *context,
              sqlite3_value   *value)
{
  const AssaySqlConstant *constant = sqlite3_value_pointer (value, ASSAY_SQL_CONSTANT);

  if (constant == NULL)
    sqlite3_result_error (context, "the list is not one that conditions are compiled to", -1);
  return constant;
}

static gboolean
in_constants (const AssaySqlConstant *constants,
              sqlite3_value          *value)
{
  g_auto (AssayFoldBuffer) buffer = { NULL };
  const char *text;
  gsize length;

  if (assay_sql_is_number (value))
    {
      double number = sqlite3_value_double (value);
      for (guint i = 0; i < constants->n; i++)
        if (constants->numbers[i] == number)
          return TRUE;
      return FALSE;
    }
  if (!assay_sql_get_text (value, &text, &length))
    return FALSE;
  text = assay_text_fold_in (&buffer, text, length, &length);
  if (constants->set != NULL)
    return g_hash_table_contains (constants->set, text);
  for (guint i = 0; i < constants->n; i++)
    if (constants->lengths[i] == length && memcmp (constants->texts[i], text, length) == 0)
      return TRUE;
  return FALSE;
}

static void
function_in (sqlite3_context *context,
             int              n_values,
             sqlite3_value  **values)
{
  const AssaySqlConstant *constants = get_constant (context, values[1]);

  if (constants != NULL)
    sqlite3_result_int (context, in_constants (constants, values[0]));
}

static gboolean
text_contains (const char *text,
               gsize       length,
               const char *part,
               gsize       part_length)
{
  return memmem (text, length, part, part_length) != NULL;
}

static gboolean
text_starts (const char *text,
             gsize       length,
             const char *part,
             gsize       part_length)
{
  return part_length <= length && memcmp (text, part, part_length) == 0;
}

static gboolean
text_ends (const char *text,
           gsize       length,
           const char *part,
           gsize       part_length)
{
  return part_length <= length && memcmp (text + length - part_length, part, part_length) == 0;
}

/* The user data is one of the tests above. A blank constant is part of nothing. */
static void
function_part (sqlite3_context *context,
               int              n_values,
               sqlite3_value  **values)
{
  AssaySqlTextTest test = (AssaySqlTextTest) sqlite3_user_data (context);
  const AssaySqlConstant *constants = get_constant (context, values[1]);
  g_auto (AssayFoldBuffer) buffer = { NULL };
  const char *text;
  gsize length;
  int found = 0;

  if (constants == NULL)
    return;
  if (assay_sql_get_text (values[0], &text, &length))
    {
      text = assay_text_fold_in (&buffer, text, length, &length);
      for (guint i = 0; i < constants->n && !found; i++)
        found = constants->lengths[i] > 0
                && test (text, length, constants->texts[i], constants->lengths[i]);
    }
  sqlite3_result_int (context, found);
}

static void
function_has_word (sqlite3_context *context,
                   int              n_values,
                   sqlite3_value  **values)
{
  const AssaySqlConstant *constant = get_constant (context, values[1]);
  const char *text;
  gsize length;

  if (constant != NULL)
    sqlite3_result_int (context, assay_sql_get_text (values[0], &text, &length)
                                   && assay_phrase_set_matches (constant->phrases, text, length));
}

/* The best tier, 0 first, or -1. */
static void
function_phrase_tier (sqlite3_context *context,
                      int              n_values,
                      sqlite3_value  **values)
{
  const AssaySqlConstant *constant = get_constant (context, values[1]);
  const char *text;
  gsize length;

  if (constant == NULL)
    return;
  if (!assay_sql_get_text (values[0], &text, &length))
    sqlite3_result_int (context, -1);
  else
    sqlite3_result_int (context, assay_phrase_set_best_tier (constant->phrases, text, length, NULL));
}

/* Broken UTF-8 and a pattern that backtracks without end count as no match. */
static void
function_matches (sqlite3_context *context,
                  int              n_values,
                  sqlite3_value  **values)
{
  const AssaySqlConstant *constant = get_constant (context, values[1]);
  const char *text;
  gsize length;

  if (constant != NULL)
    sqlite3_result_int (context, constant->pattern != NULL
                                   && assay_sql_get_text (values[0], &text, &length)
                                   && g_utf8_validate_len (text, length, NULL)
                                   && g_regex_match_full (constant->pattern, text, (gssize) length, 0, 0,
                                                          NULL, NULL));
}

static void
function_fold (sqlite3_context *context,
               int              n_values,
               sqlite3_value  **values)
{
  g_auto (AssayFoldBuffer) buffer = { NULL };
  const char *text;
  gsize length;

  if (assay_sql_is_number (values[0]))
    sqlite3_result_value (context, values[0]);
  else if (assay_sql_get_text (values[0], &text, &length))
    {
      text = assay_text_fold_in (&buffer, text, length, &length);
      sqlite3_result_text64 (context, text, length, SQLITE_TRANSIENT, SQLITE_UTF8);
    }
}

/* Whether there is a value that is not blank. */
static void
function_present (sqlite3_context *context,
                  int              n_values,
                  sqlite3_value  **values)
{
  g_auto (AssayFoldBuffer) buffer = { NULL };
  const char *text;
  gsize length;
  gboolean present;

  if (assay_sql_is_number (values[0]))
    present = TRUE;
  else if (!assay_sql_get_text (values[0], &text, &length))
    present = FALSE;
  else if (length > 0 && (guchar) text[0] > ' ' && (guchar) text[0] < 127)
    present = TRUE;
  else
    {
      text = assay_text_fold_in (&buffer, text, length, &length);
      present = length > 0;
    }
  sqlite3_result_int (context, present);
}

static void
function_is_true (sqlite3_context *context,
                  int              n_values,
                  sqlite3_value  **values)
{
  static const char *const yes[] = {
    "true", "yes",  "y",          "t",    "1",  "on", "x",  "ja",
    "j",    "wahr", "oui",        "vrai", "sí", "si", "sì", "verdadero",
    "vero", "sim",  "verdadeiro", "waar", "✓",  "✔",  NULL,
  };
  g_auto (AssayFoldBuffer) buffer = { NULL };
  const char *text;
  gsize length;
  gboolean is_true = FALSE;

  if (assay_sql_is_number (values[0]))
    is_true = sqlite3_value_double (values[0]) != 0;
  else if (assay_sql_get_text (values[0], &text, &length))
    is_true = g_strv_contains (yes, assay_text_fold_in (&buffer, text, length, &length));
  sqlite3_result_int (context, is_true);
}

/* A number: the value itself, or the whole of a text as people and programs write numbers. */
static void
function_number (sqlite3_context *context,
                 int              n_values,
                 sqlite3_value  **values)
{
  const char *text;
  gsize length;

  if (assay_sql_is_number (values[0]))
    sqlite3_result_value (context, values[0]);
  else if (assay_sql_get_text (values[0], &text, &length))
    sqlite3_result_double (context, assay_sql_number_from_text (text, length)); /* NaN becomes NULL */
}

static gboolean
register_all (sqlite3                *db,
              const AssaySqlFunction *functions,
              GError                **error)
{
  for (const AssaySqlFunction *function = functions; function->name != NULL; function++)
    {
      int code = sqlite3_create_function_v2 (db, function->name, function->n_values,
                                             SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                             (void *) function->test, function->run, NULL, NULL, NULL);
      if (code != SQLITE_OK)
        {
          g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_FAILED,
                       "SQLite does not take the function %s: %s", function->name,
                       sqlite3_errstr (code));
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * assay_sql_functions_register:
 *
 * Makes our functions known to a connection: `assay_in(x, list)`, `assay_contains`, `assay_starts`,
 * `assay_ends`, `assay_has_word(x, list)`, `assay_phrase_tier(x, tiers)`, `assay_matches(x,
 * pattern)`, `assay_fold(x)`, `assay_present(x)`, `assay_is_true(x)`, `assay_number(x)`,
 * `assay_instant(x)`, `assay_decay(age, half_life)`, `assay_next(after, …)` and
 * `assay_hours_away(zone, instant)`. Called once for each connection, before any statement.
 *
 * Returns: whether SQLite took them
 */
gboolean
assay_sql_functions_register (sqlite3 *db,
                              GError **error)
{
  static const AssaySqlFunction functions[] = {
    { "assay_in", 2, function_in, NULL },
    { "assay_contains", 2, function_part, text_contains },
    { "assay_starts", 2, function_part, text_starts },
    { "assay_ends", 2, function_part, text_ends },
    { "assay_has_word", 2, function_has_word, NULL },
    { "assay_phrase_tier", 2, function_phrase_tier, NULL },
    { "assay_matches", 2, function_matches, NULL },
    { "assay_fold", 1, function_fold, NULL },
    { "assay_present", 1, function_present, NULL },
    { "assay_is_true", 1, function_is_true, NULL },
    { "assay_number", 1, function_number, NULL },
    { NULL },
  };

  return register_all (db, functions, error) && register_all (db, assay_sql_time_functions, error);
}
