/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-condition-scanner-private.h"

#include "model/assay-condition-words-private.h"

#include <string.h>

void
assay_condition_fail_with_code (AssayConditionScanner *scanner,
                                const char            *at,
                                AssayModelError        code,
                                const char            *what)
{
  if (scanner->failed)
    return;
  scanner->failed = TRUE;
  scanner->offset = (gsize) g_utf8_pointer_to_offset (scanner->source, at);
  g_set_error (scanner->error, ASSAY_MODEL_ERROR, code, "Character %" G_GSIZE_FORMAT ": %s",
               scanner->offset + 1, what);
}

/* Returns %NULL, for callers to return. */
gpointer
assay_condition_fail_at (AssayConditionScanner *scanner,
                         const char            *at,
                         const char            *format,
                         ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  assay_condition_fail_with_code (scanner, at, ASSAY_MODEL_ERROR_CONDITION_TEXT, what);
  return NULL;
}

static void
scan_quoted (AssayConditionScanner *scanner)
{
  char quote = *scanner->p++;

  for (;; scanner->p++)
    {
      char c = *scanner->p;
      if (c == '\0')
        {
          assay_condition_fail_at (scanner, scanner->token.start, "the quote is not closed");
          return;
        }
      if (c == quote)
        break;
      if (c == '\\')
        {
          c = *++scanner->p;
          if (c == 'n')
            c = '\n';
          else if (c == 't')
            c = '\t';
          else if (c != '\\' && c != '"' && c != '\'')
            {
              assay_condition_fail_at (scanner, scanner->p - 1,
                                       "expected \\\\, \\\", \\', \\n or \\t");
              return;
            }
        }
      g_string_append_c (scanner->token.text, c);
    }
  scanner->p++;
}

static gboolean
scan_symbol (AssayConditionScanner *scanner)
{
  static const struct
  {
    const char *written;
    const char *means;
  } symbols[] = {
    { "<=", "<=" }, { ">=", ">=" }, { "!=", "!=" }, { "≤", "<=" }, { "≥", ">=" }, { "≠", "!=" },
    { "<", "<" },   { ">", ">" },   { "=", "=" },   { "(", "(" },  { ")", ")" },  { ",", "," },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (g_str_has_prefix (scanner->p, symbols[i].written))
      {
        scanner->p += strlen (symbols[i].written);
        g_string_assign (scanner->token.text, symbols[i].means);
        return TRUE;
      }
  return FALSE;
}

void
assay_condition_next_token (AssayConditionScanner *scanner)
{
  AssayConditionToken *token = &scanner->token;

  g_string_truncate (token->text, 0);
  while (g_unichar_isspace (g_utf8_get_char (scanner->p)))
    scanner->p = g_utf8_next_char (scanner->p);
  token->start = scanner->p;
  token->kind = ASSAY_TOKEN_END;
  if (*scanner->p == '\0' || scanner->failed)
    return;
  if (*scanner->p == '"' || *scanner->p == '\'')
    {
      token->kind = ASSAY_TOKEN_QUOTED;
      scan_quoted (scanner);
      return;
    }
  if (scan_symbol (scanner))
    {
      token->kind = ASSAY_TOKEN_SYMBOL;
      return;
    }
  while (assay_condition_is_word_character (g_utf8_get_char (scanner->p)))
    scanner->p = g_utf8_next_char (scanner->p);
  if (scanner->p == token->start)
    {
      assay_condition_fail_at (scanner, scanner->p, "this character has to stand in quotes");
      return;
    }
  token->kind = ASSAY_TOKEN_WORD;
  g_string_append_len (token->text, token->start, scanner->p - token->start);
}

gboolean
assay_condition_at_word (const AssayConditionScanner *scanner,
                         const char                  *word)
{
  return scanner->token.kind == ASSAY_TOKEN_WORD
         && g_ascii_strcasecmp (scanner->token.text->str, word) == 0;
}

gboolean
assay_condition_at_symbol (const AssayConditionScanner *scanner,
                           const char                  *symbol)
{
  return scanner->token.kind == ASSAY_TOKEN_SYMBOL
         && strcmp (scanner->token.text->str, symbol) == 0;
}

gboolean
assay_condition_take_word (AssayConditionScanner *scanner,
                           const char            *word)
{
  if (!assay_condition_at_word (scanner, word))
    return FALSE;
  assay_condition_next_token (scanner);
  return TRUE;
}

gboolean
assay_condition_take_symbol (AssayConditionScanner *scanner,
                             const char            *symbol)
{
  if (!assay_condition_at_symbol (scanner, symbol))
    return FALSE;
  assay_condition_next_token (scanner);
  return TRUE;
}

gboolean
assay_condition_parenthesis_follows (const AssayConditionScanner *scanner)
{
  const char *p = scanner->p;

  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return *p == '(';
}
