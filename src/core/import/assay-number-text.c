/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-number-text.h"

#include <math.h>
#include <string.h>

/* A double keeps every decimal number of so many digits. Source: IEEE 754 binary64, DBL_DIG. */
#define MAX_DIGITS 15
#define MAX_GROUPS 8
#define MAX_LENGTH 64

typedef enum
{
  SEPARATOR_NONE,
  SEPARATOR_POINT,
  SEPARATOR_COMMA,
  SEPARATOR_SPACE,
  SEPARATOR_APOSTROPHE,
} Separator;

/* Runs of digits and what stands before each but the first. */
typedef struct
{
  gint64 mantissa;
  guint n_digits;
  guint n_significant;
  guint n_groups;
  guint8 length[MAX_GROUPS];
  guint8 separator[MAX_GROUPS];
  gboolean first_is_zero;
} Digits;

static const double powers_of_ten[] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };

static const struct
{
  const char *sign;
  const char *code;
} currency_signs[] = {
  { "US$", "USD" }, { "A$", "AUD" },  { "C$", "CAD" },  { "NZ$", "NZD" }, { "HK$", "HKD" },
  { "R$", "BRL" },  { "$", "USD" },   { "€", "EUR" },   { "£", "GBP" },   { "¥", "JPY" },
  { "₹", "INR" },   { "₽", "RUB" },   { "₩", "KRW" },   { "₺", "TRY" },   { "₴", "UAH" },
  { "₪", "ILS" },   { "zł", "PLN" },  { "Kč", "CZK" },  { "Ft", "HUF" },  { "kr.", "DKK" },
  { "kr", "SEK" },  { "Fr.", "CHF" }, { "SFr.", "CHF" }, { "Rs.", "INR" }, { "R", "ZAR" },
};

/* Source: ISO 4217; the currencies that are written in sales lists. */
static const char currency_codes[] =
  "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HRK HUF IDR ILS INR ISK JPY KES "
  "KRW KWD MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH "
  "USD UYU VND ZAR ";

static gsize
match_currency (const char *text,
                gsize       length,
                gboolean    at_end,
                char        code[4])
{
  guint8 edge = (guint8) text[at_end && length > 0 ? length - 1 : 0];

  if (length == 0 || (edge < 0x80 && !g_ascii_isalpha (edge) && edge != '$' && edge != '.'))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (currency_signs); i++)
    {
      gsize n = strlen (currency_signs[i].sign);
      if (n <= length && memcmp (at_end ? text + length - n : text, currency_signs[i].sign, n) == 0)
        {
          memcpy (code, currency_signs[i].code, 4);
          return n;
        }
    }
  if (length < 3)
    return 0;

  const char *p = at_end ? text + length - 3 : text;
  char wanted[5] = { 0, 0, 0, ' ', 0 };
  for (guint i = 0; i < 3; i++)
    {
      if (!g_ascii_isalpha (p[i]))
        return 0;
      wanted[i] = g_ascii_toupper (p[i]);
    }
  if (strstr (currency_codes, wanted) == NULL)
    return 0;
  wanted[3] = '\0';
  memcpy (code, wanted, 4);
  return 3;
}

/* Bytes of the white space at @p: ASCII, no-break (U+00A0), thin, figure and narrow no-break spaces. */
static gsize
space_at (const char *p,
          gsize       length)
{
  const guint8 *b = (const guint8 *) p;

  if (length >= 1 && (b[0] == ' ' || (b[0] >= '\t' && b[0] <= '\r')))
    return 1;
  if (length >= 2 && b[0] == 0xc2 && b[1] == 0xa0)
    return 2;
  if (length >= 3 && b[0] == 0xe2 && b[1] == 0x80 && (b[2] == 0xaf || b[2] == 0x89 || b[2] == 0x87))
    return 3;
  return 0;
}

static void
trim (const char **text,
      gsize       *length)
{
  gsize n;

  while ((n = space_at (*text, *length)) > 0)
    {
      *text += n;
      *length -= n;
    }
  for (;;)
    {
      const char *end = *text + *length;
      if (*length >= 1 && space_at (end - 1, 1) == 1)
        n = 1;
      else if (*length >= 2 && space_at (end - 2, 2) == 2)
        n = 2;
      else if (*length >= 3 && space_at (end - 3, 3) == 3)
        n = 3;
      else
        return;
      *length -= n;
    }
}

static gboolean
take_sign (const char **text,
           gsize       *length,
           gboolean    *negative,
           gboolean    *plus)
{
  if (*length >= 1 && (**text == '-' || **text == '+'))
    {
      *negative = **text == '-';
      *plus = **text == '+';
      (*text)++;
      (*length)--;
      return TRUE;
    }
  if (*length >= 3 && memcmp (*text, "\xe2\x88\x92", 3) == 0)
    {
      *negative = TRUE;
      *text += 3;
      *length -= 3;
      return TRUE;
    }
  return FALSE;
}

static gsize
separator_at (const char *p,
              gsize       length,
              Separator  *out)
{
  gsize n = space_at (p, length);

  if (n > 0)
    {
      *out = SEPARATOR_SPACE;
      return n;
    }
  if (*p == '.' || *p == ',')
    {
      *out = *p == '.' ? SEPARATOR_POINT : SEPARATOR_COMMA;
      return 1;
    }
  if (*p == '\'')
    {
      *out = SEPARATOR_APOSTROPHE;
      return 1;
    }
  if (length >= 3 && memcmp (p, "\xe2\x80\x99", 3) == 0)
    {
      *out = SEPARATOR_APOSTROPHE;
      return 3;
    }
  return 0;
}

static gboolean
scan_digits (const char *p,
             gsize       length,
             Digits     *digits)
{
  const char *end = p + length;
  guint in_group = 0;
  Separator separator;

  *digits = (Digits) { .n_groups = 1 };
  digits->first_is_zero = length > 0 && *p == '0';
  while (p < end)
    {
      if (g_ascii_isdigit (*p))
        {
          if (digits->mantissa != 0 || *p != '0')
            digits->n_significant++;
          if (digits->n_significant <= MAX_DIGITS)
            digits->mantissa = digits->mantissa * 10 + (*p - '0');
          digits->n_digits++;
          in_group++;
          p++;
          continue;
        }
      gsize n = separator_at (p, (gsize) (end - p), &separator);
      if (n == 0 || digits->n_groups == MAX_GROUPS)
        return FALSE;
      digits->length[digits->n_groups - 1] = (guint8) MIN (in_group, 255);
      digits->separator[digits->n_groups++] = (guint8) separator;
      in_group = 0;
      p += n;
    }
  digits->length[digits->n_groups - 1] = (guint8) MIN (in_group, 255);
  return digits->n_digits > 0 && in_group > 0;
}

/* Whether the whole part is written as one run or in groups with one kind of separator: groups of
 * three, or the Indian two-two-three. */
static gboolean
grouping_is_right (const Digits *digits,
                   guint         n_groups,
                   Separator     decimal)
{
  if (n_groups == 1)
    return TRUE;
  if (digits->length[0] == 0 || digits->length[0] > 3 || digits->length[n_groups - 1] != 3
      || (digits->first_is_zero))
    return FALSE;
  for (guint i = 1; i < n_groups; i++)
    if (digits->separator[i] != digits->separator[1] || digits->separator[i] == decimal
        || digits->length[i] < 2 || digits->length[i] > 3)
      return FALSE;
  for (guint i = 2; i < n_groups - 1; i++)
    if (digits->length[i] != digits->length[1])
      return FALSE;
  return TRUE;
}

static gboolean
interpret (const Digits *digits,
           Separator     decimal,
           gboolean      negative,
           AssayValue   *out)
{
  gboolean has_fraction = digits->n_groups > 1 && digits->separator[digits->n_groups - 1] == decimal;
  guint whole = has_fraction ? digits->n_groups - 1 : digits->n_groups;
  guint fraction = has_fraction ? digits->length[digits->n_groups - 1] : 0;

  if (!grouping_is_right (digits, whole, decimal))
    return FALSE;
  if (fraction > MAX_DIGITS || digits->n_significant > MAX_DIGITS)
    return FALSE;

  gint64 mantissa = negative ? -digits->mantissa : digits->mantissa;
  double real = (double) mantissa / powers_of_ten[fraction];
  if (fraction == 0 || real == floor (real))
    *out = assay_value_from_integer ((gint64) real);
  else
    *out = assay_value_from_real (real);
  return TRUE;
}

/* Doubles that a program wrote may need 17 digits or an exponent; such a text is a number when
 * writing the double again gives the same text. */
static gboolean
scan_canonical (const char *text,
                gsize       length,
                AssayValue *out)
{
  char copy[MAX_LENGTH + 1], again[G_ASCII_DTOSTR_BUF_SIZE];
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char *end;

  gboolean marked = FALSE;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '.' || text[i] == 'e')
      marked = TRUE;
    else if (!g_ascii_isdigit (text[i]) && text[i] != '+' && text[i] != '-')
      return FALSE;
  if (!marked)
    return FALSE;
  memcpy (copy, text, length);
  copy[length] = '\0';
  double real = g_ascii_strtod (copy, &end);
  if (*end != '\0' || !isfinite (real))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (again, sizeof again, formats[i], real);
      if (strcmp (again, copy) == 0)
        {
          *out = assay_value_from_real (real);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
has_leading_zeros (const Digits *digits)
{
  return digits->first_is_zero && digits->length[0] > 1;
}

/* Takes signs, brackets, currency and percent off both ends. */
static gboolean
strip_decorations (const char     **text,
                   gsize           *length,
                   gboolean        *negative,
                   gboolean        *plus,
                   AssayNumberText *out)
{
  gsize n;

  if (*length > 2 && (*text)[0] == '(' && (*text)[*length - 1] == ')')
    {
      *negative = TRUE;
      (*text)++;
      *length -= 2;
    }
  gboolean signed_already = take_sign (text, length, negative, plus);
  if (*length > 0 && !g_ascii_isdigit (**text)
      && (n = match_currency (*text, *length, FALSE, out->currency)) > 0)
    {
      *text += n;
      *length -= n;
      trim (text, length);
      if (!signed_already)
        take_sign (text, length, negative, plus);
    }
  if (*length > 0 && (*text)[*length - 1] == '%')
    {
      out->flags |= ASSAY_NUMBER_PERCENT;
      (*length)--;
      trim (text, length);
    }
  else if (*length > 0 && !g_ascii_isdigit ((*text)[*length - 1]) && out->currency[0] == '\0'
           && (n = match_currency (*text, *length, TRUE, out->currency)) > 0)
    {
      *length -= n;
      trim (text, length);
    }
  if (out->currency[0] != '\0')
    out->flags |= ASSAY_NUMBER_CURRENCY;
  return *length > 0;
}

/* Digits and at most one point, the way most numbers in files are. What is ambiguous ("1.234") or
 * has leading zeros is for the full reading. */
static gboolean
scan_plain (const char      *text,
            gsize            length,
            AssayNumberText *out)
{
  gsize whole = length, fraction = 0;
  gint64 mantissa = 0;

  if (length == 0 || length > MAX_DIGITS || !g_ascii_isdigit (text[0])
      || !g_ascii_isdigit (text[length - 1]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (text[i]))
      mantissa = mantissa * 10 + (text[i] - '0');
    else if (text[i] == '.' && fraction == 0)
      {
        whole = i;
        fraction = length - i - 1;
      }
    else
      return FALSE;
  if ((text[0] == '0' && whole > 1) || fraction == 3)
    return FALSE;
  double real = (double) mantissa / powers_of_ten[fraction];
  out->point = fraction == 0 || real == floor (real) ? assay_value_from_integer ((gint64) real)
                                                     : assay_value_from_real (real);
  out->comma = out->point;
  out->flags = fraction == 0 ? ASSAY_NUMBER_POINT | ASSAY_NUMBER_COMMA : ASSAY_NUMBER_POINT;
  return TRUE;
}

/* No currency is written with more letters. */
static gboolean
starts_with_word (const char *text,
                  gsize       length)
{
  return length > 3 && g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1])
         && g_ascii_isalpha (text[2]) && g_ascii_isalpha (text[3]);
}

/**
 * assay_number_text_scan:
 * @text: a cell
 * @length: its bytes
 * @out: (out caller-allocates): what was found
 *
 * Reads a number as people write it: sign or brackets, currency, percent, groups of digits by point,
 * comma, space or apostrophe, a fraction after point or comma. Percentages keep the number that is
 * written. What a number would change is none: leading zeros, an international phone number, more
 * digits than a double keeps. Any thread.
 *
 * Returns: whether it is a number under at least one decimal sign
 */
gboolean
assay_number_text_scan (const char      *text,
                        gsize            length,
                        AssayNumberText *out)
{
  gboolean negative = FALSE, plus = FALSE;
  Digits digits;

  out->flags = ASSAY_NUMBER_NONE;
  out->currency[0] = '\0';
  if (scan_plain (text, length, out))
    return TRUE;
  trim (&text, &length);
  if (length == 0 || length > MAX_LENGTH || starts_with_word (text, length))
    return FALSE;

  const char *whole = text;
  gsize whole_length = length;
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[length - 1]))
    if (!strip_decorations (&text, &length, &negative, &plus, out))
      return FALSE;

  if (!scan_digits (text, length, &digits) || digits.n_significant > MAX_DIGITS)
    {
      if (scan_canonical (whole, whole_length, &out->point))
        out->flags |= ASSAY_NUMBER_POINT;
      else if (digits.n_significant > MAX_DIGITS)
        out->flags |= ASSAY_NUMBER_TOO_LONG;
      return (out->flags & ASSAY_NUMBER_POINT) != 0;
    }
  if (has_leading_zeros (&digits))
    {
      out->flags |= ASSAY_NUMBER_LEADING_ZEROS;
      return FALSE;
    }
  if (plus && digits.n_digits > 6)
    return FALSE;
  if (interpret (&digits, SEPARATOR_POINT, negative, &out->point))
    out->flags |= ASSAY_NUMBER_POINT;
  else if (digits.n_groups > 1 && scan_canonical (whole, whole_length, &out->point))
    out->flags |= ASSAY_NUMBER_POINT;
  if (interpret (&digits, SEPARATOR_COMMA, negative, &out->comma))
    out->flags |= ASSAY_NUMBER_COMMA;
  return (out->flags & (ASSAY_NUMBER_POINT | ASSAY_NUMBER_COMMA)) != 0;
}

/**
 * assay_currency_from_text:
 * @text: a cell
 * @code: (out): ISO 4217 code
 *
 * Returns: whether an amount with a currency, or a currency alone, stands in @text. Any thread.
 */
gboolean
assay_currency_from_text (const char *text,
                          gsize       length,
                          char        code[4])
{
  AssayNumberText number;

  trim (&text, &length);
  if (assay_number_text_scan (text, length, &number) && number.currency[0] != '\0')
    {
      memcpy (code, number.currency, 4);
      return TRUE;
    }
  return length > 0 && match_currency (text, length, FALSE, code) == length;
}
