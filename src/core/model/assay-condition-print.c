/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-clock.h"
#include "model/assay-condition-text.h"
#include "model/assay-condition-words-private.h"

#include <math.h>
#include <string.h>

/* Letters and digits of any script, and what names, dates, addresses and numbers are made of. */
gboolean
assay_condition_is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c)
         || (c < 128 && c > 0 && strchr ("_.-:@+/", (int) c) != NULL);
}

gboolean
assay_condition_is_keyword (const char *word)
{
  return g_ascii_strcasecmp (word, "and") == 0 || g_ascii_strcasecmp (word, "or") == 0
         || g_ascii_strcasecmp (word, "not") == 0;
}

/* JSON's numbers, with an optional plus sign. */
gboolean
assay_condition_parse_number (const char *word,
                              AssayValue *out_number)
{
  const char *digits = word + (*word == '-' || *word == '+');
  gboolean integer = TRUE;
  char *end;
  gint64 whole;

  if (!g_ascii_isdigit (*digits))
    return FALSE;
  for (const char *p = digits; *p != '\0'; p++)
    {
      integer = integer && g_ascii_isdigit (*p);
      if (!g_ascii_isdigit (*p) && strchr (".eE+-", *p) == NULL)
        return FALSE;
    }
  if (integer
      && g_ascii_string_to_signed (word + (*word == '+'), 10, G_MININT64, G_MAXINT64, &whole, NULL))
    {
      *out_number = assay_value_from_integer (whole);
      return TRUE;
    }
  double number = g_ascii_strtod (word, &end);
  if (*end != '\0' || !isfinite (number))
    return FALSE;
  *out_number = assay_value_from_real (number);
  return TRUE;
}

static gboolean
is_word (const char *text)
{
  if (*text == '\0' || assay_condition_is_keyword (text))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!assay_condition_is_word_character (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static void
append_quoted (GString    *to,
               const char *text)
{
  g_string_append_c (to, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (to, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (to, "\\n");
      else if (*p == '\t')
        g_string_append (to, "\\t");
      else
        g_string_append_c (to, *p);
    }
  g_string_append_c (to, '"');
}

static gboolean
text_stands_bare (const char *text)
{
  static const char *const read_as_operators[] = { "present", "absent", "true" };
  gint64 instant;

  if (!is_word (text))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (read_as_operators); i++)
    if (g_ascii_strcasecmp (text, read_as_operators[i]) == 0)
      return FALSE;
  return g_unichar_isalpha (g_utf8_get_char (text))
         || assay_instant_from_iso (text, -1, &instant, NULL);
}

static void
append_value (GString          *to,
              const AssayValue *value)
{
  g_autofree char *number = NULL;

  switch (value->kind)
    {
    case ASSAY_VALUE_INTEGER:
      g_string_append_printf (to, "%" G_GINT64_FORMAT, value->integer);
      break;
    case ASSAY_VALUE_REAL:
      number = assay_json_format_number (value->real);
      g_string_append (to, number);
      break;
    case ASSAY_VALUE_TEXT:
      if (text_stands_bare (value->text))
        g_string_append (to, value->text);
      else
        append_quoted (to, value->text);
      break;
    case ASSAY_VALUE_NULL:
    default:
      g_return_if_reached ();
    }
}

static void
append_days (GString    *to,
             const char *words,
             double      days)
{
  if (days == 0)
    return;
  g_string_append_printf (to, " %s ", words);
  assay_json_append_number (to, days);
  g_string_append (to, " days");
}

static void
append_leaf (GString                  *to,
             const AssayConditionLeaf *leaf,
             gboolean                  negated)
{
  const AssayReference *reference = &leaf->reference;
  gboolean list = leaf->n_values > 1 || leaf->op == ASSAY_OPERATOR_IN;

  if (is_word (reference->key))
    g_string_append (to, reference->key);
  else
    append_quoted (to, reference->key);
  append_days (to, "within", reference->within);
  append_days (to, "older than", reference->older);
  append_days (to, "half-life", reference->half_life);
  g_string_append_printf (to, "%s %s", negated ? " not" : "", assay_operator_to_nick (leaf->op));
  if (leaf->op == ASSAY_OPERATOR_BETWEEN)
    {
      g_string_append_c (to, ' ');
      append_value (to, &leaf->values[0]);
      g_string_append (to, " and ");
      append_value (to, &leaf->values[1]);
      return;
    }
  for (guint i = 0; i < leaf->n_values; i++)
    {
      g_string_append (to, i > 0 ? ", " : list ? " (" : " ");
      append_value (to, &leaf->values[i]);
    }
  if (list)
    g_string_append_c (to, ')');
}

/* How tightly a condition binds as text: or, and, everything else. */
static int
precedence (const AssayCondition *condition)
{
  AssayConditionKind kind = assay_condition_get_kind (condition);

  if (kind == ASSAY_CONDITION_NOT || kind == ASSAY_CONDITION_LEAF
      || assay_condition_get_n_children (condition) < 2)
    return 2;
  return kind == ASSAY_CONDITION_ALL ? 1 : 0;
}

static void
append_condition (GString              *to,
                  const AssayCondition *condition,
                  int                   outside)
{
  AssayConditionKind kind = assay_condition_get_kind (condition);
  guint n = assay_condition_get_n_children (condition);
  int own = precedence (condition);

  if (kind == ASSAY_CONDITION_LEAF)
    append_leaf (to, assay_condition_get_leaf (condition), FALSE);
  else if (kind == ASSAY_CONDITION_NOT)
    {
      AssayCondition *child = assay_condition_get_child (condition, 0);
      const AssayConditionLeaf *leaf = assay_condition_get_leaf (child);
      if (leaf != NULL && leaf->op == ASSAY_OPERATOR_IN)
        {
          append_leaf (to, leaf, TRUE);
          return;
        }
      g_string_append (to, "not ");
      append_condition (to, child, 2);
    }
  else
    {
      const char *word = kind == ASSAY_CONDITION_ALL ? "all" : "any";
      const char *between = kind == ASSAY_CONDITION_ALL ? " and " : " or ";
      gboolean parenthesis = own <= outside || n < 2;

      if (n < 2)
        g_string_append_printf (to, "%s ", word);
      if (parenthesis)
        g_string_append_c (to, '(');
      for (guint i = 0; i < n; i++)
        {
          if (i > 0)
            g_string_append (to, between);
          append_condition (to, assay_condition_get_child (condition, i), n < 2 ? -1 : own);
        }
      if (parenthesis)
        g_string_append_c (to, ')');
    }
}

/**
 * assay_condition_to_text:
 *
 * Writes @condition as people write it. Reading it back gives the same tree.
 *
 * Returns: (transfer full): the text form
 */
char *
assay_condition_to_text (const AssayCondition *condition)
{
  GString *text = g_string_new (NULL);

  append_condition (text, condition, -1);
  return g_string_free (text, FALSE);
}
