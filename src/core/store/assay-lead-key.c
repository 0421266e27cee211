/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-lead-key-private.h"

#include <string.h>

#include "base/assay-text.h"

/* Shorter numbers are extensions and typing errors: they identify nobody. */
#define MIN_PHONE_DIGITS 6

/**
 * assay_lead_email_key:
 * @key: set to the folded address
 *
 * Returns: whether there is one to match by
 */
gboolean
assay_lead_email_key (const AssayValue *email,
                      GString          *key)
{
  AssayFoldBuffer buffer;
  const char *folded;
  gsize length;

  g_string_truncate (key, 0);
  if (email->kind != ASSAY_VALUE_TEXT)
    return FALSE;
  buffer.heap = NULL;
  folded = assay_text_fold_in (&buffer, email->text, email->length, &length);
  g_string_append_len (key, folded, (gssize) length);
  assay_fold_buffer_clear (&buffer);
  return key->len > 0 && memchr (key->str, '@', key->len) != NULL;
}

/**
 * assay_lead_phone_key:
 * @key: set to the digits without an international prefix's zeros
 *
 * Returns: whether there is one to match by
 */
gboolean
assay_lead_phone_key (const AssayValue *phone,
                      GString          *key)
{
  g_string_truncate (key, 0);
  if (phone->kind != ASSAY_VALUE_TEXT)
    return FALSE;
  for (guint32 i = 0; i < phone->length; i++)
    {
      /* What follows an extension mark is not part of the number. */
      if ((phone->text[i] == 'x' || phone->text[i] == '#') && key->len >= MIN_PHONE_DIGITS)
        break;
      if (g_ascii_isdigit (phone->text[i]))
        g_string_append_c (key, phone->text[i]);
    }
  if (key->len > 2 && key->str[0] == '0' && key->str[1] == '0')
    g_string_erase (key, 0, 2);
  return key->len >= MIN_PHONE_DIGITS;
}
