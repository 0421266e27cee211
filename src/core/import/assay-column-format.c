/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-column-format.h"

#include <string.h>

static const char *const decimal_nicks[] = { "auto", "point", "comma" };
static const char *const date_order_nicks[] = { "auto", "ymd", "dmy", "mdy" };

/* What a byte may be part of, so that each is looked at once. */
enum
{
  PART_DOMAIN = 1 << 0, /* letters and digits of any script */
  PART_LOCAL = 1 << 1,  /* before the @ of an address */
  PART_PHONE = 1 << 2,  /* between the digits of a number */
};

static const guint8 byte_parts[256] = {
  ['!'] = PART_LOCAL,
  ['#' ... '\''] = PART_LOCAL,
  ['*' ... '+'] = PART_LOCAL,
  ['-' ... '/'] = PART_LOCAL | PART_PHONE,
  ['0' ... '9'] = PART_LOCAL | PART_DOMAIN,
  ['='] = PART_LOCAL,
  ['?' ... '@'] = PART_LOCAL,
  ['A' ... 'Z'] = PART_LOCAL | PART_DOMAIN,
  ['^' ... '`'] = PART_LOCAL,
  ['a' ... 'z'] = PART_LOCAL | PART_DOMAIN,
  ['{' ... 0x7f] = PART_LOCAL,
  [0x80 ... 0xff] = PART_LOCAL | PART_DOMAIN,
  [' '] = PART_PHONE,
  ['(' ... ')'] = PART_PHONE,
};

/* Bytes of white space at the start of @p, at most @length: ASCII and the no-break space. */
static inline gsize
blank_prefix (const char *p,
              gsize       length)
{
  guint8 c = (guint8) *p;

  if (c == ' ' || (c >= '\t' && c <= '\r'))
    return 1;
  return c == 0xc2 && length >= 2 && (guint8) p[1] == 0xa0 ? 2 : 0;
}

/**
 * assay_text_trim:
 * @text: (inout): moved behind white space
 * @length: (inout): bytes without the white space at both ends
 *
 * Any thread.
 */
void
assay_text_trim (const char **text,
                 gsize       *length)
{
  gsize n = *length;

  /* Nearly all texts end in what no white space does. */
  if (n > 0 && (guint8) **text > ' ' && (guint8) **text != 0xc2
      && (guint8) (*text)[n - 1] > ' ' && (guint8) (*text)[n - 1] != 0xa0)
    return;
  while (*length > 0 && (n = blank_prefix (*text, *length)) > 0)
    {
      *text += n;
      *length -= n;
    }
  while (*length > 0)
    {
      const char *last = *text + *length - 1;
      if (blank_prefix (last, 1) == 1)
        *length -= 1;
      else if (*length >= 2 && blank_prefix (last - 1, 2) == 2)
        *length -= 2;
      else
        break;
    }
}

gboolean
assay_text_is_blank (const char *text,
                     gsize       length)
{
  if (length > 0 && (guint8) *text > ' ' && (guint8) *text != 0xc2)
    return FALSE;
  assay_text_trim (&text, &length);
  return length == 0;
}

static gboolean
is_domain (const char *text,
           gsize       length)
{
  gsize label = 0, dots = 0, last_dot = 0;

  if (length < 3 || length > 253)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      guint8 c = (guint8) text[i];
      if ((byte_parts[c] & PART_DOMAIN) != 0 || (c == '-' && label > 0))
        {
          if (++label > 63)
            return FALSE;
        }
      else if (c == '.' && label > 0 && text[i - 1] != '-')
        {
          dots++;
          last_dot = i;
          label = 0;
        }
      else
        return FALSE;
    }
  return dots > 0 && label >= 2 && !g_ascii_isdigit (text[last_dot + 1]);
}

/* "example.com" and "EXAMPLE.COM", but not "02.Medium" or "Acme.Inc". */
static gboolean
ends_in_one_case (const char *domain,
                  gsize       length)
{
  gboolean upper = FALSE, lower = FALSE;

  for (gsize i = length; i > 0 && domain[i - 1] != '.'; i--)
    {
      upper |= g_ascii_isupper (domain[i - 1]);
      lower |= g_ascii_islower (domain[i - 1]);
    }
  return !(upper && lower);
}

/**
 * assay_text_is_email:
 *
 * Whether @text has the shape of one email address. Enrichment checks addresses in earnest; this
 * only tells them from other text. Any thread.
 */
gboolean
assay_text_is_email (const char *text,
                     gsize       length)
{
  const char *at = memchr (text, '@', length);

  if (at == NULL || at == text || at - text > 64)
    return FALSE;
  for (const char *p = text; p < at; p++)
    if ((byte_parts[(guint8) *p] & PART_LOCAL) == 0)
      return FALSE;
  return is_domain (at + 1, length - (gsize) (at + 1 - text));
}

/* "13/02/2024", "2024-02-13": days in a column of mixed orders are still no numbers to call. */
static gboolean
is_day (const char *text,
        gsize       length)
{
  guint groups[3] = { 0 }, n = 0;
  char sign = '\0';

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (text[i]))
      groups[n]++;
    else if ((text[i] != '/' && text[i] != '.' && text[i] != '-')
             || (sign != '\0' && text[i] != sign) || ++n > 2)
      return FALSE;
    else
      sign = text[i];
  return n == 2 && groups[1] >= 1 && groups[1] <= 2
         && ((groups[0] == 4 && groups[2] >= 1 && groups[2] <= 2)
             || (groups[2] == 4 && groups[0] >= 1 && groups[0] <= 2));
}

/**
 * assay_text_is_phone:
 *
 * Whether @text has the shape of a phone number: 6 to 15 digits (Source: ITU-T E.164, 15 at most),
 * the signs people group them with, and perhaps an extension. Any thread.
 */
gboolean
assay_text_is_phone (const char *text,
                     gsize       length)
{
  guint digits = 0;
  gsize i = 0;

  if (length < 6 || length > 40 || is_day (text, length))
    return FALSE;
  for (; i < length; i++)
    {
      char c = text[i];
      if (g_ascii_isdigit (c))
        digits++;
      else if ((guint8) c == 0xc2 && i + 1 < length && (guint8) text[i + 1] == 0xa0)
        i++;
      else if (c == '+' ? i > 1 : (byte_parts[(guint8) c] & PART_PHONE) == 0)
        break;
    }
  if (digits < 6 || digits > 15)
    return FALSE;
  if (i == length)
    return TRUE;

  /* "ext. 12", "x12", "#12" */
  while (i < length && (g_ascii_isalpha (text[i]) || strchr (" .:#", text[i]) != NULL))
    i++;
  gsize extension = length - i;
  if (extension == 0 || extension > 7)
    return FALSE;
  while (i < length && g_ascii_isdigit (text[i]))
    i++;
  return i == length;
}

/**
 * assay_text_is_url:
 *
 * Whether @text has the shape of a web address, with or without its scheme. Any thread.
 */
gboolean
assay_text_is_url (const char *text,
                   gsize       length)
{
  const char *scheme = length > 8 ? memchr (text, ':', 8) : NULL;

  if (length < 4 || length > 2048)
    return FALSE;
  if (scheme != NULL && length - (gsize) (scheme - text) > 3 && scheme[1] == '/' && scheme[2] == '/')
    {
      length -= (gsize) (scheme + 3 - text);
      text = scheme + 3;
    }
  gsize host = 0;
  while (host < length && text[host] != '/' && text[host] != ':' && text[host] != '?'
         && text[host] != '#')
    host++;
  for (gsize i = host; i < length; i++)
    if ((guint8) text[i] <= ' ')
      return FALSE;
  return is_domain (text, host) && ends_in_one_case (text, host);
}

/* The next piece before one of @separators. */
static const char *
next_piece (const char **text,
            gsize       *length,
            const char  *separators,
            gsize       *out_length)
{
  const char *piece = *text;
  gsize n = 0;

  if (*length == 0)
    return NULL;
  while (n < *length && (piece[n] == '\0' || strchr (separators, piece[n]) == NULL))
    n++;
  gsize rest = n < *length ? n + 1 : n;
  *text += rest;
  *length -= rest;
  assay_text_trim (&piece, &n);
  *out_length = n;
  return piece;
}

/**
 * assay_text_next_email:
 * @text: (inout): what is left of the cell
 * @length: (inout): its bytes
 * @out_length: (out): bytes of the piece
 *
 * Takes the next of several addresses in one cell, parted by `;`, `,`, `|`, white space or a slash.
 * Empty pieces come as pieces of no length.
 *
 * Returns: (nullable) (transfer none): the piece; %NULL at the end
 */
const char *
assay_text_next_email (const char **text,
                       gsize       *length,
                       gsize       *out_length)
{
  return next_piece (text, length, ";,| \t\r\n/", out_length);
}

/**
 * assay_text_next_phone:
 *
 * The same for phone numbers, which have spaces and slashes of their own: parted by `;`, `,`, `|`
 * and line breaks.
 *
 * Returns: (nullable) (transfer none): the piece; %NULL at the end
 */
const char *
assay_text_next_phone (const char **text,
                       gsize       *length,
                       gsize       *out_length)
{
  return next_piece (text, length, ";,|\r\n", out_length);
}

static gboolean
convert_number (const AssayColumnFormat *format,
                const char              *text,
                gsize                    length,
                AssayValue              *out)
{
  AssayNumberText number;

  if (!assay_number_text_scan (text, length, &number))
    return FALSE;
  if (format->decimal == ASSAY_DECIMAL_COMMA)
    {
      if ((number.flags & ASSAY_NUMBER_COMMA) == 0)
        return FALSE;
      *out = number.comma;
    }
  else
    {
      if ((number.flags & ASSAY_NUMBER_POINT) == 0)
        return FALSE;
      *out = number.point;
    }
  return TRUE;
}

static gboolean
convert_date (const AssayColumnFormat *format,
              const char              *text,
              gsize                    length,
              AssayValue              *out)
{
  AssayDateOrder order = format->date_order;
  AssayDateText date;

  if (order == ASSAY_DATE_ORDER_AUTO)
    order = ASSAY_DATE_ORDER_DMY;
  if (!assay_date_text_scan (text, length, &date) || (date.fits & (1u << order)) == 0)
    return FALSE;
  *out = assay_value_from_integer (date.instants[order]);
  return TRUE;
}

static gboolean
convert_boolean (const char *text,
                 gsize       length,
                 AssayValue *out)
{
  gboolean value;

  if (!assay_text_to_boolean (text, length, &value))
    return FALSE;
  *out = assay_value_from_integer (value ? 1 : 0);
  return TRUE;
}

/* What the format makes of @text, which is not blank; nothing where it stays text. */
static gboolean
convert_typed (const AssayColumnFormat *format,
               const char              *text,
               gsize                    length,
               AssayValue              *out)
{
  switch (format->type)
    {
    case ASSAY_FIELD_TYPE_NUMBER:
      return convert_number (format, text, length, out);
    case ASSAY_FIELD_TYPE_DATE:
    case ASSAY_FIELD_TYPE_DATETIME:
      return convert_date (format, text, length, out);
    case ASSAY_FIELD_TYPE_BOOLEAN:
      return convert_boolean (text, length, out);
    case ASSAY_FIELD_TYPE_EMAIL:
    case ASSAY_FIELD_TYPE_PHONE:
    case ASSAY_FIELD_TYPE_URL:
    case ASSAY_FIELD_TYPE_TEXT:
    case ASSAY_FIELD_TYPE_CATEGORY:
    default:
      return FALSE;
    }
}

/**
 * assay_column_read:
 * @format: what the column holds
 * @text: a cell, valid UTF-8
 * @length: its bytes
 * @out: (out caller-allocates): the value; text points into @text
 *
 * Makes a cell a value of its column. A blank cell is no value. What does not fit the type stays
 * text, so nothing is lost. Writing the value as the export does and converting it again, with a
 * point and year-month-day, gives the same value. Any thread.
 */
void
assay_column_read (const AssayColumnFormat *format,
                   const char              *text,
                   gsize                    length,
                   AssayValue              *out)
{
  const char *core = text;
  gsize core_length = length;

  assay_text_trim (&core, &core_length);
  *out = ASSAY_VALUE_INIT_NULL;
  if (core_length == 0 || convert_typed (format, core, core_length, out))
    return;
  *out = format->trim ? assay_value_from_text (core, core_length)
                      : assay_value_from_text (text, length);
}

/**
 * assay_column_convert:
 * @format: what the column holds
 * @text: a cell, valid UTF-8
 * @length: its bytes
 * @out: (out caller-allocates): the value; text points into @text
 *
 * As assay_column_read(), and tells whether addresses have the shape of one. Any thread.
 *
 * Returns: whether the cell fits the type; blanks do
 */
gboolean
assay_column_convert (const AssayColumnFormat *format,
                      const char              *text,
                      gsize                    length,
                      AssayValue              *out)
{
  assay_column_read (format, text, length, out);
  if (out->kind != ASSAY_VALUE_TEXT)
    return TRUE;
  assay_text_trim (&text, &length);
  switch (format->type)
    {
    case ASSAY_FIELD_TYPE_EMAIL:
      return assay_text_is_email (text, length);
    case ASSAY_FIELD_TYPE_PHONE:
      return assay_text_is_phone (text, length);
    case ASSAY_FIELD_TYPE_URL:
      return assay_text_is_url (text, length);
    case ASSAY_FIELD_TYPE_NUMBER:
    case ASSAY_FIELD_TYPE_DATE:
    case ASSAY_FIELD_TYPE_DATETIME:
    case ASSAY_FIELD_TYPE_BOOLEAN:
      return FALSE;
    case ASSAY_FIELD_TYPE_TEXT:
    case ASSAY_FIELD_TYPE_CATEGORY:
    default:
      return TRUE;
    }
}

static gboolean
find_nick (const char *const *nicks,
           guint              n_nicks,
           const char        *nick,
           guint             *out)
{
  for (guint i = 0; i < n_nicks; i++)
    if (strcmp (nicks[i], nick) == 0)
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

const char *
assay_decimal_sign_to_nick (AssayDecimalSign sign)
{
  return decimal_nicks[sign];
}

gboolean
assay_decimal_sign_from_nick (const char       *nick,
                              AssayDecimalSign *out)
{
  guint place;

  if (!find_nick (decimal_nicks, G_N_ELEMENTS (decimal_nicks), nick, &place))
    return FALSE;
  *out = (AssayDecimalSign) place;
  return TRUE;
}

const char *
assay_date_order_to_nick (AssayDateOrder order)
{
  return date_order_nicks[order];
}

gboolean
assay_date_order_from_nick (const char     *nick,
                            AssayDateOrder *out)
{
  guint place;

  if (!find_nick (date_order_nicks, G_N_ELEMENTS (date_order_nicks), nick, &place))
    return FALSE;
  *out = (AssayDateOrder) place;
  return TRUE;
}
