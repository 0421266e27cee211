/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-boolean-text.h"
#include "import/assay-date-text.h"
#include "import/assay-number-text.h"
#include "model/assay-field.h"

G_BEGIN_DECLS

/**
 * AssayColumnFormat:
 * @type: what the column's values become
 * @decimal: the decimal sign of numbers; %ASSAY_DECIMAL_AUTO reads as a point
 * @date_order: the order of dates; %ASSAY_DATE_ORDER_AUTO reads as day, month, year
 * @trim: take white space off both ends of text. Numbers, dates and booleans are always read without
 *   it
 *
 * How the text of a column becomes values. Plain data.
 */
typedef struct
{
  AssayFieldType type;
  AssayDecimalSign decimal;
  AssayDateOrder date_order;
  gboolean trim;
} AssayColumnFormat;

void        assay_column_read            (const AssayColumnFormat  *format,
                                          const char               *text,
                                          gsize                     length,
                                          AssayValue               *out);
gboolean    assay_column_convert         (const AssayColumnFormat  *format,
                                          const char               *text,
                                          gsize                     length,
                                          AssayValue               *out);
gboolean    assay_text_is_blank          (const char               *text,
                                          gsize                     length);
void        assay_text_trim              (const char              **text,
                                          gsize                    *length);
gboolean    assay_text_is_email          (const char               *text,
                                          gsize                     length);
gboolean    assay_text_is_phone          (const char               *text,
                                          gsize                     length);
gboolean    assay_text_is_url            (const char               *text,
                                          gsize                     length);
const char *assay_text_next_email        (const char              **text,
                                          gsize                    *length,
                                          gsize                    *out_length);
const char *assay_text_next_phone        (const char              **text,
                                          gsize                    *length,
                                          gsize                    *out_length);

const char *assay_decimal_sign_to_nick   (AssayDecimalSign          sign);
gboolean    assay_decimal_sign_from_nick (const char               *nick,
                                          AssayDecimalSign         *out);
const char *assay_date_order_to_nick     (AssayDateOrder            order);
gboolean    assay_date_order_from_nick   (const char               *nick,
                                          AssayDateOrder           *out);

G_END_DECLS
