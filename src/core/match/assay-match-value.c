/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-value.h"

#include "match/assay-match-fold.h"

/* As it is written. */
void
assay_match_append_value (GString *text, const AssayValue *value)
{
  if (value->kind == ASSAY_VALUE_TEXT)
    g_string_append_len (text, value->text, (gssize) value->length);
  else if (value->kind == ASSAY_VALUE_INTEGER)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, value->integer);
  else if (value->kind == ASSAY_VALUE_REAL)
    g_string_append_printf (text, "%.15g", value->real);
}

/**
 * assay_match_fold_words:
 * @folded: gets what a text of a kind is compared by appended
 */
void
assay_match_fold_words (AssayMatchKind kind, const char *text, gsize length, GString *folded)
{
  switch (kind)
    {
    case ASSAY_MATCH_EMAIL:
      assay_match_fold_email (text, length, folded);
      break;
    case ASSAY_MATCH_PHONE:
      assay_match_fold_phone (text, length, folded);
      break;
    case ASSAY_MATCH_URL:
      assay_match_fold_url (text, length, folded);
      break;
    case ASSAY_MATCH_DATE:
      assay_match_fold_date (text, length, folded);
      break;
    case ASSAY_MATCH_POSTAL:
    case ASSAY_MATCH_IDENTIFIER:
      assay_match_fold_code (text, length, folded);
      break;
    case ASSAY_MATCH_NUMBER:
      g_string_append_len (folded, text, (gssize) length);
      break;
    case ASSAY_MATCH_COMPANY:
      assay_match_fold_text (text, length, folded);
      assay_match_strip_legal (folded);
      break;
    case ASSAY_MATCH_NAME:
    case ASSAY_MATCH_GIVEN:
    case ASSAY_MATCH_FAMILY:
    case ASSAY_MATCH_TEXT:
    case ASSAY_MATCH_SHORT:
    case ASSAY_MATCH_IGNORE:
    default:
      assay_match_fold_text (text, length, folded);
    }
}

/**
 * assay_match_fold_value:
 * @folded: gets what is compared of @value appended
 *
 * Returns: whether that is anything
 */
gboolean
assay_match_fold_value (AssayMatchKind kind, const AssayValue *value, GString *folded)
{
  if (value->kind == ASSAY_VALUE_NULL)
    return FALSE;
  if (kind == ASSAY_MATCH_DATE && value->kind == ASSAY_VALUE_INTEGER &&
      ABS (value->integer) > 100 * G_GINT64_CONSTANT (1000000))
    assay_match_fold_day (value->integer, folded);
  else if (value->kind == ASSAY_VALUE_TEXT)
    assay_match_fold_words (kind, value->text, value->length, folded);
  else
    {
      g_autoptr (GString) raw = g_string_new (NULL);

      assay_match_append_value (raw, value);
      assay_match_fold_words (kind, raw->str, raw->len, folded);
    }
  return folded->len > 0;
}
