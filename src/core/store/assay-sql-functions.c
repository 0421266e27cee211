/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-sql-functions-private.h"

#include <math.h>
#include <string.h>

#include "base/assay-phrase-set.h"
#include "base/assay-text.h"
#include "model/assay-value.h"
#include "store/assay-store-error.h"

/* The constant side of a comparison arrives as a packed list (assay_value_pack()); it is compiled
 * at the first row and kept with the statement. Every function answers 0 or 1 and never NULL, so
 * that "not" means not. */

typedef struct
{
  guint n;
  char **texts;    /* folded */
  gsize *lengths;
  double *numbers; /* NaN where the text is no number */
  GHashTable *set; /* (nullable): of texts, where there are many */
} Constants;

#define MANY_CONSTANTS 8

static double
number_from_text (const char *text,
                  gsize       length)
{
  char room[64], *end;
  double number;

  while (length > 0 && g_ascii_isspace (text[0]))
    text++, length--;
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (length == 0 || length >= sizeof room)
    return NAN;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]) && strchr ("+-.eE", text[i]) == NULL)
      return NAN;
  memcpy (room, text, length);
  room[length] = '\0';
  number = g_ascii_strtod (room, &end);
  return *end == '\0' && isfinite (number) ? number : NAN;
}

static void
constants_free (Constants *constants)
{
  g_clear_pointer (&constants->set, g_hash_table_unref);
  for (guint i = 0; i < constants->n; i++)
    g_free (constants->texts[i]);
  g_free (constants->texts);
  g_free (constants->lengths);
  g_free (constants->numbers);
  g_free (constants);
}

static void
add_constant (Constants        *constants,
              const AssayValue *value)
{
  guint i = constants->n++;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  constants->texts = g_renew (char *, constants->texts, i + 1);
  constants->lengths = g_renew (gsize, constants->lengths, i + 1);
  constants->numbers = g_renew (double, constants->numbers, i + 1);
  if (value->kind == ASSAY_VALUE_TEXT)
    {
      constants->texts[i] = assay_text_fold (value->text, value->length);
      constants->numbers[i] = number_from_text (value->text, value->length);
    }
  else
    {
      constants->numbers[i] = value->kind == ASSAY_VALUE_INTEGER ? (double) value->integer
                                                                 : value->real;
      g_ascii_formatd (number, sizeof number, "%.15g", constants->numbers[i]);
      constants->texts[i] = g_strdup (number);
    }
  constants->lengths[i] = strlen (constants->texts[i]);
}

static Constants *
get_constants (sqlite3_context *context,
               sqlite3_value   *packed)
{
  Constants *constants = sqlite3_get_auxdata (context, 1);
  const guint8 *p = sqlite3_value_blob (packed);
  const guint8 *end = p + sqlite3_value_bytes (packed);
  AssayValue value;

  if (constants != NULL)
    return constants;
  constants = g_new0 (Constants, 1);
  while (p < end && assay_value_unpack (&value, &p, end))
    add_constant (constants, &value);
  if (constants->n >= MANY_CONSTANTS)
    {
      constants->set = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < constants->n; i++)
        g_hash_table_add (constants->set, constants->texts[i]);
    }
  sqlite3_set_auxdata (context, 1, constants, (void (*) (void *)) constants_free);
  /* Out of memory frees it at once. */
  return sqlite3_get_auxdata (context, 1);
}

/* Phrases in tiers: an integer says the tier of the texts after it. */
static AssayPhraseSet *
get_phrases (sqlite3_context *context,
             sqlite3_value   *packed)
{
  AssayPhraseSet *set = sqlite3_get_auxdata (context, 1);
  const guint8 *p = sqlite3_value_blob (packed);
  const guint8 *end = p + sqlite3_value_bytes (packed);
  g_autoptr (GPtrArray) tiers = NULL;
  AssayValue value;

  if (set != NULL)
    return set;
  tiers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  while (p < end && assay_value_unpack (&value, &p, end))
    {
      if (value.kind == ASSAY_VALUE_INTEGER || tiers->len == 0)
        g_ptr_array_add (tiers, g_ptr_array_new_with_free_func (g_free));
      if (value.kind == ASSAY_VALUE_TEXT)
        g_ptr_array_add (tiers->pdata[tiers->len - 1], g_strndup (value.text, value.length));
    }

  g_autofree const char *const **lists = g_new (const char *const *, tiers->len);
  for (guint i = 0; i < tiers->len; i++)
    {
      GPtrArray *tier = tiers->pdata[i];
      g_ptr_array_add (tier, NULL);
      lists[i] = (const char *const *) tier->pdata;
    }
  set = assay_phrase_set_new_tiers (lists, tiers->len);
  sqlite3_set_auxdata (context, 1, set, (void (*) (void *)) assay_phrase_set_unref);
  return sqlite3_get_auxdata (context, 1);
}

static gboolean
in_constants (const Constants *constants,
              sqlite3_value   *value)
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
  const Constants *constants = get_constants (context, values[1]);

  if (constants == NULL)
    sqlite3_result_error_nomem (context);
  else
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
  const Constants *constants = get_constants (context, values[1]);
  g_auto (AssayFoldBuffer) buffer = { NULL };
  const char *text;
  gsize length;
  int found = 0;

  if (constants == NULL)
    {
      sqlite3_result_error_nomem (context);
      return;
    }
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
  const AssayPhraseSet *set = get_phrases (context, values[1]);
  const char *text;
  gsize length;

  if (set == NULL)
    sqlite3_result_error_nomem (context);
  else
    sqlite3_result_int (context, assay_sql_get_text (values[0], &text, &length)
                                   && assay_phrase_set_matches (set, text, length));
}

/* The best tier, 0 first, or -1. */
static void
function_phrase_tier (sqlite3_context *context,
                      int              n_values,
                      sqlite3_value  **values)
{
  const AssayPhraseSet *set = get_phrases (context, values[1]);
  const char *text;
  gsize length;

  if (set == NULL)
    sqlite3_result_error_nomem (context);
  else if (!assay_sql_get_text (values[0], &text, &length))
    sqlite3_result_int (context, -1);
  else
    sqlite3_result_int (context, assay_phrase_set_best_tier (set, text, length, NULL));
}

/* Steps that one match may take: enough for a pattern that does not explode on a text of some KB, and
 * little time for one that does. The empty group keeps a pattern from setting a limit of its own. */
#define MATCH_LIMIT "(*LIMIT_MATCH=100000)(?:)"

static void
function_matches (sqlite3_context *context,
                  int              n_values,
                  sqlite3_value  **values)
{
  GRegex *regex = sqlite3_get_auxdata (context, 1);
  const char *text;
  gsize length;

  if (regex == NULL)
    {
      g_autofree char *pattern
        = g_strconcat (MATCH_LIMIT, (const char *) sqlite3_value_text (values[1]), NULL);
      regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      if (regex == NULL)
        {
          sqlite3_result_int (context, 0);
          return;
        }
      sqlite3_set_auxdata (context, 1, regex, (void (*) (void *)) g_regex_unref);
      regex = sqlite3_get_auxdata (context, 1);
    }
  if (regex == NULL)
    sqlite3_result_error_nomem (context);
  else
    /* Broken UTF-8 and a pattern that backtracks without end count as no match. */
    sqlite3_result_int (context,
                        assay_sql_get_text (values[0], &text, &length)
                          && g_utf8_validate_len (text, length, NULL)
                          && g_regex_match_full (regex, text, (gssize) length, 0, 0, NULL, NULL));
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
    sqlite3_result_double (context, number_from_text (text, length)); /* NaN becomes NULL */
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
