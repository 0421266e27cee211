/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-value.h"

#include <string.h>

/**
 * assay_value_equal:
 *
 * Whether two cells hold the same value. An integer equals the real of the same value, as it does
 * in SQLite; text compares byte for byte. Any thread.
 */
gboolean
assay_value_equal (const AssayValue *a,
                   const AssayValue *b)
{
  if (a->kind != b->kind)
    {
      if (a->kind == ASSAY_VALUE_INTEGER && b->kind == ASSAY_VALUE_REAL)
        return (double) a->integer == b->real;
      if (a->kind == ASSAY_VALUE_REAL && b->kind == ASSAY_VALUE_INTEGER)
        return a->real == (double) b->integer;
      return FALSE;
    }
  switch (a->kind)
    {
    case ASSAY_VALUE_NULL:
      return TRUE;
    case ASSAY_VALUE_INTEGER:
      return a->integer == b->integer;
    case ASSAY_VALUE_REAL:
      return a->real == b->real;
    case ASSAY_VALUE_TEXT:
      return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * assay_varint_append:
 *
 * Appends @number in base 128, low group first. Source: LEB128, DWARF 5 section 7.6.
 */
void
assay_varint_append (guint64     number,
                     GByteArray *into)
{
  guint8 buffer[10];
  guint n = 0;

  do
    {
      buffer[n] = number & 0x7f;
      number >>= 7;
      if (number != 0)
        buffer[n] |= 0x80;
      n++;
    }
  while (number != 0);
  g_byte_array_append (into, buffer, n);
}

/**
 * assay_varint_read:
 * @p: (inout): where to read; moved past the number
 *
 * Returns: whether a whole number stood before @end
 */
gboolean
assay_varint_read (guint64       *number,
                   const guint8 **p,
                   const guint8  *end)
{
  guint64 result = 0;

  for (guint shift = 0; *p < end && shift < 64; shift += 7)
    {
      guint8 byte = *(*p)++;
      result |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        {
          *number = result;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * assay_value_pack:
 *
 * Appends @value to a packed record: a tag byte, then a varint (zigzag), eight bytes of a double
 * little-endian order, or a length and the text.
 */
void
assay_value_pack (const AssayValue *value,
                  GByteArray       *into)
{
  guint8 tag = (guint8) value->kind;

  g_byte_array_append (into, &tag, 1);
  switch (value->kind)
    {
    case ASSAY_VALUE_NULL:
      break;
    case ASSAY_VALUE_INTEGER:
      assay_varint_append (((guint64) value->integer << 1) ^ (guint64) (value->integer >> 63), into);
      break;
    case ASSAY_VALUE_REAL:
      {
        guint64 bits;
        memcpy (&bits, &value->real, sizeof bits);
        bits = GUINT64_TO_LE (bits);
        g_byte_array_append (into, (const guint8 *) &bits, sizeof bits);
      }
      break;
    case ASSAY_VALUE_TEXT:
      assay_varint_append (value->length, into);
      g_byte_array_append (into, (const guint8 *) value->text, value->length);
      break;
    default:
      g_return_if_reached ();
    }
}

/**
 * assay_value_unpack:
 * @value: (out caller-allocates): its text points into the record
 * @p: (inout): where to read; moved past the value
 *
 * Returns: %FALSE where the record is cut short or its tag unknown
 */
gboolean
assay_value_unpack (AssayValue    *value,
                    const guint8 **p,
                    const guint8  *end)
{
  guint64 number;

  if (*p >= end)
    return FALSE;
  value->kind = (AssayValueKind) *(*p)++;
  value->length = 0;
  switch (value->kind)
    {
    case ASSAY_VALUE_NULL:
      value->text = NULL;
      return TRUE;
    case ASSAY_VALUE_INTEGER:
      if (!assay_varint_read (&number, p, end))
        return FALSE;
      value->integer = (gint64) (number >> 1) ^ -(gint64) (number & 1);
      return TRUE;
    case ASSAY_VALUE_REAL:
      if (end - *p < 8)
        return FALSE;
      memcpy (&number, *p, 8);
      number = GUINT64_FROM_LE (number);
      memcpy (&value->real, &number, 8);
      *p += 8;
      return TRUE;
    case ASSAY_VALUE_TEXT:
      if (!assay_varint_read (&number, p, end) || number > (guint64) (end - *p))
        return FALSE;
      value->length = (guint32) number;
      value->text = (const char *) *p;
      *p += number;
      return TRUE;
    default:
      return FALSE;
    }
}
