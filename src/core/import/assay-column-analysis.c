/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-column-profile-private.h"

#include <string.h>

/* What kinds of bytes a cell has decides which readers are worth asking. */
enum
{
  BYTE_DIGIT = 1 << 0,
  BYTE_LETTER = 1 << 1,
  BYTE_AT = 1 << 2,
  BYTE_POINT = 1 << 3,
  BYTE_SPACE = 1 << 4,
  BYTE_SIGN = 1 << 5,
  BYTE_HIGH = 1 << 6,
  BYTE_LIST = 1 << 7,
};

static const guint8 byte_classes[256] = {
  ['0' ... '9'] = BYTE_DIGIT,
  ['A' ... 'Z'] = BYTE_LETTER,
  ['a' ... 'z'] = BYTE_LETTER,
  [0x80 ... 0xff] = BYTE_HIGH,
  ['@'] = BYTE_AT,
  ['.'] = BYTE_POINT,
  [' '] = BYTE_SPACE,
  ['\t'] = BYTE_SPACE,
  ['\n'] = BYTE_SPACE | BYTE_LIST,
  ['\r'] = BYTE_SPACE,
  [';'] = BYTE_LIST,
  ['|'] = BYTE_LIST,
  [','] = BYTE_LIST,
  ['-'] = BYTE_SIGN,
  ['+'] = BYTE_SIGN,
  ['/'] = BYTE_SIGN,
  ['('] = BYTE_SIGN,
  [')'] = BYTE_SIGN,
};

static double
value_to_double (const AssayValue *value)
{
  return value->kind == ASSAY_VALUE_REAL ? value->real : (double) value->integer;
}

static void
note_fit (AssayColumnProfile *self,
          Kind                kind,
          guint64             count,
          AssayValue          value)
{
  if (self->fits[kind] == 0)
    self->min[kind] = self->max[kind] = value;
  else if (value_to_double (&value) < value_to_double (&self->min[kind]))
    self->min[kind] = value;
  else if (value_to_double (&value) > value_to_double (&self->max[kind]))
    self->max[kind] = value;
  self->fits[kind] += count;
}

static void
note_currency (AssayColumnProfile *self,
               const char         *code,
               guint64             count)
{
  self->currencies += count;
  if (self->currency[0] == '\0')
    memcpy (self->currency, code, sizeof self->currency);
  else if (memcmp (self->currency, code, sizeof self->currency) != 0)
    self->several_currencies = TRUE;
}

static guint
analyse_number (AssayColumnProfile *self,
                const char         *text,
                gsize               length,
                guint64             count)
{
  AssayNumberText number;
  guint fits = 0;

  gboolean is_number = assay_number_text_scan (text, length, &number);
  if ((number.flags & ASSAY_NUMBER_LEADING_ZEROS) != 0)
    self->leading_zeros += count;
  if ((number.flags & ASSAY_NUMBER_TOO_LONG) != 0)
    self->too_long += count;
  if (!is_number)
    return 0;

  gboolean point = (number.flags & ASSAY_NUMBER_POINT) != 0;
  gboolean comma = (number.flags & ASSAY_NUMBER_COMMA) != 0;
  if (point)
    {
      note_fit (self, KIND_POINT, count, number.point);
      fits |= 1u << KIND_POINT;
    }
  if (comma)
    {
      note_fit (self, KIND_COMMA, count, number.comma);
      fits |= 1u << KIND_COMMA;
    }
  if (!comma)
    self->point_only += count;
  else if (!point)
    self->comma_only += count;
  else if (!assay_value_equal (&number.point, &number.comma))
    self->number_open += count;
  if ((number.flags & ASSAY_NUMBER_PERCENT) != 0)
    self->percent += count;
  if ((number.flags & ASSAY_NUMBER_CURRENCY) != 0)
    note_currency (self, number.currency, count);
  if (length == 1 && (*text == '0' || *text == '1'))
    self->binary_digits += count;
  return fits;
}

static guint
analyse_date (AssayColumnProfile *self,
              const char         *text,
              gsize               length,
              guint64             count)
{
  AssayDateText date;
  guint fits = 0;

  if (!assay_date_text_scan (text, length, &date))
    return 0;
  for (AssayDateOrder order = ASSAY_DATE_ORDER_YMD; order <= ASSAY_DATE_ORDER_MDY; order++)
    if ((date.fits & (1u << order)) != 0)
      {
        Kind kind = (Kind) (KIND_YMD + (order - ASSAY_DATE_ORDER_YMD));
        note_fit (self, kind, count, assay_value_from_integer (date.instants[order]));
        fits |= 1u << kind;
      }
  gboolean dmy = (date.fits & (1u << ASSAY_DATE_ORDER_DMY)) != 0;
  gboolean mdy = (date.fits & (1u << ASSAY_DATE_ORDER_MDY)) != 0;
  if (dmy && !mdy)
    self->dmy_only += count;
  else if (mdy && !dmy)
    self->mdy_only += count;
  else if (dmy && date.instants[ASSAY_DATE_ORDER_DMY] != date.instants[ASSAY_DATE_ORDER_MDY])
    self->date_open += count;
  if (date.has_time)
    self->times += count;
  if (date.compact)
    self->compact_dates += count;
  if (date.points)
    self->pointed_dates += count;
  return fits;
}

/* Whether the cell is a list of at least two that all have the shape. */
static gboolean
is_list (const char *text,
         gsize       length,
         gboolean    emails)
{
  gsize piece_length;
  guint n = 0;

  for (;;)
    {
      const char *piece = emails ? assay_text_next_email (&text, &length, &piece_length)
                                 : assay_text_next_phone (&text, &length, &piece_length);
      if (piece == NULL)
        return n >= 2;
      if (piece_length == 0)
        continue;
      if (!(emails ? assay_text_is_email (piece, piece_length)
                   : assay_text_is_phone (piece, piece_length)))
        return FALSE;
      n++;
    }
}

static guint
analyse_addresses (AssayColumnProfile *self,
                   const char         *text,
                   gsize               length,
                   guint               classes,
                   guint64             count)
{
  guint fits = 0;

  if ((classes & BYTE_AT) != 0)
    {
      if (assay_text_is_email (text, length))
        fits |= 1u << KIND_EMAIL;
      else if (is_list (text, length, TRUE))
        {
          fits |= 1u << KIND_EMAIL;
          self->email_lists += count;
        }
    }
  else if ((classes & BYTE_DIGIT) != 0 && assay_text_is_phone (text, length))
    fits |= 1u << KIND_PHONE;
  else if ((classes & BYTE_DIGIT) != 0 && (classes & BYTE_LIST) != 0
           && (classes & (BYTE_LETTER | BYTE_HIGH)) == 0 && is_list (text, length, FALSE))
    {
      fits |= 1u << KIND_PHONE;
      self->phone_lists += count;
    }
  if ((classes & BYTE_POINT) != 0 && (classes & BYTE_LETTER) != 0 && (classes & BYTE_SPACE) == 0
      && assay_text_is_url (text, length))
    fits |= 1u << KIND_URL;
  for (Kind kind = KIND_EMAIL; kind <= KIND_URL; kind++)
    if ((fits & (1u << kind)) != 0)
      self->fits[kind] += count;
  return fits;
}

void
assay_column_profile_analyse (AssayColumnProfile *self,
                              const char         *text,
                              gsize               length,
                              guint64             line,
                              guint64             count)
{
  guint classes = 0, fits = 0;
  gboolean yes;

  self->max_length = MAX (self->max_length, length);
  for (gsize i = 0; i < length; i++)
    classes |= byte_classes[(guint8) text[i]];

  if ((classes & BYTE_DIGIT) != 0 && (classes & BYTE_AT) == 0 && length <= 64)
    {
      fits |= analyse_number (self, text, length, count);
      if (length >= 6
          && (length == 8 || (classes & ~(guint) (BYTE_DIGIT | BYTE_POINT)) != 0
              || (fits & (1u << KIND_POINT)) == 0))
        fits |= analyse_date (self, text, length, count);
    }
  if (length <= 10 && (classes & BYTE_AT) == 0 && assay_text_to_boolean (text, length, &yes))
    {
      fits |= 1u << KIND_BOOLEAN;
      self->fits[KIND_BOOLEAN] += count;
    }
  if ((classes & (BYTE_AT | BYTE_DIGIT | BYTE_POINT)) != 0)
    fits |= analyse_addresses (self, text, length, classes, count);

  for (guint kind = 0; kind < N_KINDS; kind++)
    if ((fits & (1u << kind)) == 0 && self->n_misfits[kind] < ASSAY_COLUMN_MAX_EXAMPLES)
      assay_column_example_keep (self->misfits[kind], &self->n_misfits[kind], text, length, line);
}
