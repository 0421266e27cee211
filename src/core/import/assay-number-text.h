/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-value.h"

G_BEGIN_DECLS

/**
 * AssayDecimalSign:
 * @ASSAY_DECIMAL_AUTO: find out from the values
 * @ASSAY_DECIMAL_POINT: 1,234.5
 * @ASSAY_DECIMAL_COMMA: 1.234,5
 *
 * Which sign stands before the fraction. The other one, spaces and apostrophes group digits.
 */
typedef enum
{
  ASSAY_DECIMAL_AUTO,
  ASSAY_DECIMAL_POINT,
  ASSAY_DECIMAL_COMMA,
} AssayDecimalSign;

/**
 * AssayNumberFlags:
 * @ASSAY_NUMBER_POINT: a number if the decimal sign is a point
 * @ASSAY_NUMBER_COMMA: a number if the decimal sign is a comma
 * @ASSAY_NUMBER_LEADING_ZEROS: digits that a number would lose, as in `007`
 * @ASSAY_NUMBER_TOO_LONG: more digits than a double keeps
 * @ASSAY_NUMBER_PERCENT: followed by a percent sign
 * @ASSAY_NUMBER_CURRENCY: with a currency's sign or code
 */
typedef enum
{
  ASSAY_NUMBER_NONE = 0,
  ASSAY_NUMBER_POINT = 1 << 0,
  ASSAY_NUMBER_COMMA = 1 << 1,
  ASSAY_NUMBER_LEADING_ZEROS = 1 << 2,
  ASSAY_NUMBER_TOO_LONG = 1 << 3,
  ASSAY_NUMBER_PERCENT = 1 << 4,
  ASSAY_NUMBER_CURRENCY = 1 << 5,
} AssayNumberFlags;

/**
 * AssayNumberText:
 * @point: the value if the decimal sign is a point
 * @comma: the value if the decimal sign is a comma
 * @currency: ISO 4217 code, or empty
 *
 * A cell read as a number, in both ways where it has two.
 */
typedef struct
{
  AssayNumberFlags flags;
  AssayValue point;
  AssayValue comma;
  char currency[4];
} AssayNumberText;

gboolean    assay_number_text_scan   (const char       *text,
                                      gsize             length,
                                      AssayNumberText  *out);
gboolean    assay_currency_from_text (const char       *text,
                                      gsize             length,
                                      char              code[4]);

G_END_DECLS
