/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-json-scan-private.h"

#include <string.h>

#define MAX_DEPTH 64

static void
skip_blanks (AssayJsonScan *self)
{
  while (self->p < self->end && (*self->p == ' ' || *self->p == '\t' || *self->p == '\n'
                                 || *self->p == '\r'))
    self->p++;
}

/*
 * assay_json_scan_accept:
 *
 * Returns: whether @mark is next; if so, the scan is behind it
 */
gboolean
assay_json_scan_accept (AssayJsonScan *self,
                        char           mark)
{
  skip_blanks (self);
  if (self->p == self->end || *self->p != mark)
    return FALSE;
  self->p++;
  return TRUE;
}

gboolean
assay_json_scan_at_end (AssayJsonScan *self)
{
  skip_blanks (self);
  return self->p == self->end;
}

static gboolean
scan_hex (const char *p,
          const char *end,
          gunichar   *unit)
{
  *unit = 0;
  if (end - p < 4)
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);
      if (digit < 0)
        return FALSE;
      *unit = *unit << 4 | (gunichar) digit;
    }
  return TRUE;
}

/* Behind "\u". What is no character, as half a pair or NUL, becomes U+FFFD. */
static gboolean
scan_unicode (AssayJsonScan *self)
{
  gunichar unit, low;

  if (!scan_hex (self->p, self->end, &unit))
    return FALSE;
  self->p += 4;
  if (unit >= 0xd800 && unit < 0xdc00 && self->end - self->p >= 6 && self->p[0] == '\\'
      && self->p[1] == 'u' && scan_hex (self->p + 2, self->end, &low) && low >= 0xdc00
      && low < 0xe000)
    {
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
      self->p += 6;
    }
  if (unit == 0 || (unit >= 0xd800 && unit < 0xe000))
    unit = 0xfffd;
  self->room += g_unichar_to_utf8 (unit, self->room);
  return TRUE;
}

static gboolean
scan_escape (AssayJsonScan *self)
{
  static const char names[] = "\"\\/bfnrt";
  static const char means[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (self->p == self->end)
    return FALSE;
  if (*self->p == 'u')
    {
      self->p++;
      return scan_unicode (self);
    }
  found = memchr (names, *self->p, sizeof names - 1);
  if (found == NULL)
    return FALSE;
  self->p++;
  *self->room++ = means[found - names];
  return TRUE;
}

/*
 * assay_json_scan_string:
 * @value: (out): text, in the line itself or in the room
 *
 * Source: RFC 8259, section 7.
 */
gboolean
assay_json_scan_string (AssayJsonScan *self,
                        AssayValue    *value)
{
  const char *from;
  char *text;

  if (!assay_json_scan_accept (self, '"'))
    return FALSE;
  from = self->p;
  while (self->p < self->end && *self->p != '"' && *self->p != '\\' && (guint8) *self->p >= 0x20)
    self->p++;
  if (self->p < self->end && *self->p == '"')
    {
      *value = assay_value_from_text (from, (gsize) (self->p++ - from));
      return TRUE;
    }
  text = self->room;
  memcpy (self->room, from, (gsize) (self->p - from));
  self->room += self->p - from;
  while (self->p < self->end && (guint8) *self->p >= 0x20)
    {
      char c = *self->p++;

      if (c == '"')
        {
          *value = assay_value_from_text (text, (gsize) (self->room - text));
          return TRUE;
        }
      if (c != '\\')
        *self->room++ = c;
      else if (!scan_escape (self))
        return FALSE;
    }
  return FALSE;
}

static gboolean
scan_number (AssayJsonScan *self)
{
  const char *p = self->p;

  p += p < self->end && *p == '-';
  if (p == self->end || !g_ascii_isdigit (*p))
    return FALSE;
  while (p < self->end && g_ascii_isdigit (*p))
    p++;
  if (p < self->end && *p == '.')
    for (p++; p < self->end && g_ascii_isdigit (*p);)
      p++;
  if (p < self->end && (*p == 'e' || *p == 'E'))
    {
      p++;
      p += p < self->end && (*p == '+' || *p == '-');
      if (p == self->end || !g_ascii_isdigit (*p))
        return FALSE;
      while (p < self->end && g_ascii_isdigit (*p))
        p++;
    }
  self->p = p;
  return TRUE;
}

/* Passes over a list or an object inside a row; its room is given back. */
static gboolean
scan_nested (AssayJsonScan *self)
{
  char *room = self->room;
  guint depth = 0;
  AssayValue ignored;

  do
    {
      skip_blanks (self);
      if (self->p == self->end)
        return FALSE;
      if (*self->p == '"')
        {
          if (!assay_json_scan_string (self, &ignored))
            return FALSE;
          self->room = room;
          continue;
        }
      if ((*self->p == '[' || *self->p == '{') && ++depth > MAX_DEPTH)
        return FALSE;
      if (*self->p == ']' || *self->p == '}')
        depth--;
      self->p++;
    }
  while (depth > 0);
  return TRUE;
}

static gboolean
scan_word (AssayJsonScan *self,
           const char    *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->p) < length || memcmp (self->p, word, length) != 0)
    return FALSE;
  self->p += length;
  return TRUE;
}

/*
 * assay_json_scan_value:
 * @value: (out): NULL, or text: a string without its escapes, else as the line has it
 */
gboolean
assay_json_scan_value (AssayJsonScan *self,
                       AssayValue    *value)
{
  const char *from;
  gboolean ok;

  skip_blanks (self);
  if (self->p == self->end)
    return FALSE;
  from = self->p;
  switch (*from)
    {
    case '"':
      return assay_json_scan_string (self, value);
    case 'n':
      *value = ASSAY_VALUE_INIT_NULL;
      return scan_word (self, "null");
    case 't':
      ok = scan_word (self, "true");
      break;
    case 'f':
      ok = scan_word (self, "false");
      break;
    case '[':
    case '{':
      ok = scan_nested (self);
      break;
    default:
      ok = scan_number (self);
    }
  *value = assay_value_from_text (from, (gsize) (self->p - from));
  return ok;
}
