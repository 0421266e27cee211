/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-ubjson-private.h"

#include <string.h>

/* Arrays in arrays that are gone into. */
#define MAX_DEPTH 64

static gboolean skip_value (AssayUbjson *self, guint depth);

static gboolean
take_byte (AssayUbjson *self,
           guint8      *out_byte)
{
  if (self->at >= self->end)
    return FALSE;
  *out_byte = *self->at++;
  return TRUE;
}

static gsize
size_of (guint8 type)
{
  switch (type)
    {
    case 'i':
    case 'U':
      return 1;
    case 'I':
      return 2;
    case 'l':
    case 'd':
      return 4;
    case 'L':
    case 'D':
      return 8;
    default:
      return 0;
    }
}

/* A number of a known type, most significant byte first. */
static double
number_at (const guint8 *at,
           guint8        type)
{
  guint64 bits = 0;
  gsize size = size_of (type);
  float single;
  double twice;

  for (gsize i = 0; i < size; i++)
    bits = bits << 8 | at[i];
  switch (type)
    {
    case 'i':
      return (gint8) bits;
    case 'I':
      return (gint16) bits;
    case 'l':
      return (gint32) bits;
    case 'L':
      return (double) (gint64) bits;
    case 'd':
      {
        guint32 half = (guint32) bits;

        memcpy (&single, &half, sizeof single);
        return single;
      }
    case 'D':
      memcpy (&twice, &bits, sizeof twice);
      return twice;
    case 'U':
    default:
      return (double) bits;
    }
}

static gboolean
take_length (AssayUbjson *self,
             gsize       *out_length)
{
  guint8 type;
  gsize size;
  double length;

  if (!take_byte (self, &type) || type == 'd' || type == 'D' || (size = size_of (type)) == 0
      || (gsize) (self->end - self->at) < size)
    return FALSE;
  length = number_at (self->at, type);
  self->at += size;
  /* Whatever has so many elements takes a byte for each at least. */
  if (length < 0 || length > (double) (self->end - self->at))
    return FALSE;
  *out_length = (gsize) length;
  return TRUE;
}

static gboolean
skip_bytes (AssayUbjson *self,
            gsize        n)
{
  if (n > (gsize) (self->end - self->at))
    return FALSE;
  self->at += n;
  return TRUE;
}

static gboolean
skip_text (AssayUbjson *self)
{
  gsize length;

  return take_length (self, &length) && skip_bytes (self, length);
}

/* Where the elements begin; their type, if all have the same, otherwise 0; and whether they are counted. */
static gboolean
enter_array (AssayUbjson *self,
             guint8      *out_type,
             gboolean    *out_counted,
             gsize       *out_n)
{
  *out_type = 0;
  *out_counted = FALSE;
  *out_n = 0;
  if (self->at < self->end && *self->at == '$')
    {
      self->at++;
      if (!take_byte (self, out_type) || self->at >= self->end || *self->at != '#')
        return FALSE;
    }
  if (self->at >= self->end || *self->at != '#')
    return TRUE;
  self->at++;
  *out_counted = TRUE;
  return take_length (self, out_n)
         && (*out_type == 0
             || (size_of (*out_type) > 0
                 && *out_n <= (gsize) (self->end - self->at) / size_of (*out_type)));
}

static gboolean
skip_array (AssayUbjson *self,
            guint        depth)
{
  guint8 type;
  gboolean counted;
  gsize n;

  if (!enter_array (self, &type, &counted, &n))
    return FALSE;
  if (type != 0)
    return skip_bytes (self, n * size_of (type));
  for (gsize i = 0; !counted || i < n; i++)
    {
      if (!counted && self->at < self->end && *self->at == ']')
        {
          self->at++;
          return TRUE;
        }
      if (!skip_value (self, depth + 1))
        return FALSE;
    }
  return TRUE;
}

static gboolean
skip_object (AssayUbjson *self,
             guint        depth)
{
  while (self->at < self->end && *self->at != '}')
    if (!skip_text (self) || !skip_value (self, depth + 1))
      return FALSE;
  return skip_bytes (self, 1);
}

static gboolean
skip_value (AssayUbjson *self,
            guint        depth)
{
  guint8 type;

  if (depth > MAX_DEPTH || !take_byte (self, &type))
    return FALSE;
  switch (type)
    {
    case 'Z':
    case 'T':
    case 'F':
      return TRUE;
    case 'S':
      return skip_text (self);
    case '[':
      return skip_array (self, depth);
    case '{':
      return skip_object (self, depth);
    default:
      return size_of (type) > 0 && skip_bytes (self, size_of (type));
    }
}

/**
 * assay_ubjson_member:
 *
 * Returns: whether @object is an object that has a member of that name
 */
gboolean
assay_ubjson_member (const AssayUbjson *object,
                     const char        *name,
                     AssayUbjson       *out_value)
{
  AssayUbjson self = *object;
  guint8 type;

  if (!take_byte (&self, &type) || type != '{')
    return FALSE;
  while (self.at < self.end && *self.at != '}')
    {
      gsize length;
      const guint8 *key;

      if (!take_length (&self, &length))
        return FALSE;
      key = self.at;
      if (!skip_bytes (&self, length))
        return FALSE;
      if (length == strlen (name) && memcmp (key, name, length) == 0)
        {
          *out_value = self;
          return TRUE;
        }
      if (!skip_value (&self, 0))
        return FALSE;
    }
  return FALSE;
}

/**
 * assay_ubjson_elements:
 *
 * Returns: whether @array is a counted array of values of any type
 */
gboolean
assay_ubjson_elements (const AssayUbjson *array,
                       AssayUbjson       *out_first,
                       gsize             *out_n)
{
  guint8 bracket, type;
  gboolean counted;

  *out_first = *array;
  return take_byte (out_first, &bracket) && bracket == '['
         && enter_array (out_first, &type, &counted, out_n) && counted && type == 0;
}

/**
 * assay_ubjson_next:
 * @value: (inout): an element of an array
 *
 * Returns: whether it could be passed over
 */
gboolean
assay_ubjson_next (AssayUbjson *value)
{
  return skip_value (value, 0);
}

/**
 * assay_ubjson_dup_text:
 *
 * Returns: (transfer full) (nullable): the text; %NULL where @text is none
 */
char *
assay_ubjson_dup_text (const AssayUbjson *text)
{
  AssayUbjson self = *text;
  guint8 type;
  gsize length;

  if (!take_byte (&self, &type) || type != 'S' || !take_length (&self, &length)
      || length > (gsize) (self.end - self.at))
    return NULL;
  return g_strndup ((const char *) self.at, length);
}

/**
 * assay_ubjson_dup_numbers:
 *
 * Returns: (transfer full) (array length=out_n) (nullable): the numbers; %NULL where @array does not hold
 *   numbers of one type
 */
double *
assay_ubjson_dup_numbers (const AssayUbjson *array,
                          gsize             *out_n)
{
  AssayUbjson self = *array;
  guint8 bracket, type;
  gboolean counted;
  double *numbers;

  if (!take_byte (&self, &bracket) || bracket != '[' || !enter_array (&self, &type, &counted, out_n)
      || type == 0)
    return NULL;
  numbers = g_new (double, *out_n + 1);
  for (gsize i = 0; i < *out_n; i++)
    numbers[i] = number_at (self.at + i * size_of (type), type);
  return numbers;
}
