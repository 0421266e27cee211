/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-sql-constant-private.h"

#include <math.h>
#include <string.h>

#include "base/assay-text.h"

#define MANY_TEXTS 8

/* Steps that one match may take: enough for a pattern that does not explode on a text of some KB, and
 * little time for one that does. The empty group keeps a pattern from setting a limit of its own. */
#define MATCH_LIMIT "(*LIMIT_MATCH=100000)(?:)"

void
assay_sql_constant_free (AssaySqlConstant *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->set, g_hash_table_unref);
  g_clear_pointer (&self->phrases, assay_phrase_set_unref);
  g_clear_pointer (&self->pattern, g_regex_unref);
  for (guint i = 0; i < self->n; i++)
    g_free (self->texts[i]);
  g_free (self->texts);
  g_free (self->lengths);
  g_free (self->numbers);
  g_free (self);
}

double
assay_sql_number_from_text (const char *text,
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

static char *
text_of (const AssayValue *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (value->kind == ASSAY_VALUE_TEXT)
    return g_strndup (value->text, value->length);
  g_ascii_formatd (number, sizeof number, "%.15g",
                   value->kind == ASSAY_VALUE_INTEGER ? (double) value->integer : value->real);
  return g_strdup (number);
}

AssaySqlConstant *
assay_sql_constant_new_list (const AssayValue *values,
                             guint             n_values)
{
  AssaySqlConstant *self = g_new0 (AssaySqlConstant, 1);

  self->n = n_values;
  self->texts = g_new (char *, n_values + 1);
  self->lengths = g_new (gsize, n_values + 1);
  self->numbers = g_new (double, n_values + 1);
  for (guint i = 0; i < n_values; i++)
    {
      g_autofree char *text = text_of (&values[i]);

      self->texts[i] = assay_text_fold (text, -1);
      self->lengths[i] = strlen (self->texts[i]);
      self->numbers[i] = assay_sql_number_from_text (text, strlen (text));
    }
  if (n_values < MANY_TEXTS)
    return self;
  self->set = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n_values; i++)
    g_hash_table_add (self->set, self->texts[i]);
  return self;
}

AssaySqlConstant *
assay_sql_constant_new_tiers (const char *const *const *tiers,
                              guint                     n_tiers)
{
  AssaySqlConstant *self = g_new0 (AssaySqlConstant, 1);

  self->phrases = assay_phrase_set_new_tiers (tiers, n_tiers);
  return self;
}

AssaySqlConstant *
assay_sql_constant_new_phrases (const AssayValue *values,
                                guint             n_values)
{
  g_auto (GStrv) phrases = g_new0 (char *, n_values + 1);
  const char *const *tier = (const char *const *) phrases;

  for (guint i = 0; i < n_values; i++)
    phrases[i] = text_of (&values[i]);
  return assay_sql_constant_new_tiers (&tier, 1);
}

/* One that is no regular expression matches nothing. */
AssaySqlConstant *
assay_sql_constant_new_pattern (const AssayValue *value)
{
  AssaySqlConstant *self = g_new0 (AssaySqlConstant, 1);
  g_autofree char *text = text_of (value);
  g_autofree char *limited = g_strconcat (MATCH_LIMIT, text, NULL);

  self->pattern = g_regex_new (limited, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  return self;
}
