/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-arena.h"

G_BEGIN_DECLS

#define ASSAY_PHONE_TEXT_MAX_PARTS 6

/**
 * AssayPhonePart:
 * @text: (nullable): not terminated
 * @length: bytes of @text
 * @is_fax: whether a word before it says that it is a fax number
 */
typedef struct
{
  const char *text;
  gsize length;
  gboolean is_fax;
} AssayPhonePart;

/**
 * AssayPhoneText:
 * @whole: the cell, without words that are no part of a number
 * @is_one: whether the cell reads as one number
 * @has_digits: whether there is any digit, of whatever script
 * @parts: (array length=n_parts): the numbers, if there are several
 *
 * What people write into a cell for a phone number: "Mob.: 0171 1234567 / 030 12345 DW 12 (Büro)".
 */
typedef struct
{
  AssayPhonePart whole;
  gboolean is_one;
  gboolean has_digits;
  guint n_parts;
  AssayPhonePart parts[ASSAY_PHONE_TEXT_MAX_PARTS];
} AssayPhoneText;

gboolean assay_phone_text_is_plain (const char     *text,
                                    gsize           length);
void     assay_phone_text_read     (AssayPhoneText *self,
                                    AssayArena     *arena,
                                    const char     *text,
                                    gsize           length);
gboolean assay_phone_text_is_empty (const char     *text,
                                    gsize           length);
gboolean assay_phone_text_is_scientific (const char *text,
                                         gsize       length);

G_END_DECLS
