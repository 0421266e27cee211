/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-column-profile-private.h"

#include <string.h>

#define EXAMPLE_LENGTH 80

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

AssayColumnProfile *
assay_column_profile_new (void)
{
  AssayColumnProfile *self = g_new0 (AssayColumnProfile, 1);

  self->table = assay_value_table_new (ASSAY_COLUMN_MAX_DISTINCT);
  return self;
}

void
assay_column_profile_free (AssayColumnProfile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->table, assay_value_table_free);
  for (guint kind = 0; kind < N_KINDS; kind++)
    for (guint i = 0; i < self->n_misfits[kind]; i++)
      g_free (self->misfits[kind][i].text);
  for (guint i = 0; i < self->n_samples; i++)
    g_free (self->samples[i].text);
  g_free (self);
}

static void
keep_example (AssayColumnExample *examples,
              guint              *n_examples,
              const char         *text,
              gsize               length,
              guint64             line)
{
  gsize cut = MIN (length, EXAMPLE_LENGTH);

  if (*n_examples == ASSAY_COLUMN_MAX_EXAMPLES)
    return;
  while (cut < length && cut > 0 && ((guint8) text[cut] & 0xc0) == 0x80)
    cut--;
  examples[*n_examples].text = cut < length ? g_strdup_printf ("%.*s…", (int) cut, text)
                                            : g_strndup (text, length);
  examples[*n_examples].line = line;
  (*n_examples)++;
}

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

static void
analyse (AssayColumnProfile *self,
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
      keep_example (self->misfits[kind], &self->n_misfits[kind], text, length, line);
}

static void
analyse_entry (const AssayValueTableEntry *entry,
               gpointer                    user_data)
{
  analyse (user_data, entry->text, entry->length, entry->line, entry->count);
}

/* Too many distinct values: what was counted is analysed, later cells are one by one. */
static void
leave_table (AssayColumnProfile *self)
{
  self->n_distinct = assay_value_table_get_size (self->table);
  assay_value_table_foreach (self->table, analyse_entry, self);
  g_clear_pointer (&self->table, assay_value_table_free);
}

/**
 * assay_column_profile_add:
 * @text: the column's next cell, valid UTF-8
 * @length: its bytes
 * @line: where its row starts in the file
 *
 * Counts a cell. As long as values repeat, only how often each occurs; so a column of few values
 * costs a hash a cell.
 */
void
assay_column_profile_add (AssayColumnProfile *self,
                          const char         *text,
                          gsize               length,
                          guint64             line)
{
  self->rows++;
  if (length > 0 && ((guint8) text[0] <= ' ' || (guint8) text[length - 1] <= ' '
                     || (guint8) text[0] == 0xc2 || (guint8) text[length - 1] == 0xa0))
    {
      gboolean space = text[0] == ' ';
      assay_text_trim (&text, &length);
      if (space)
        self->space_starts++;
    }
  if (length == 0)
    {
      self->blanks++;
      return;
    }
  self->filled++;
  if (self->table != NULL)
    {
      gboolean is_new;
      if (assay_value_table_count (self->table, text, length, line, &is_new))
        {
          if (is_new)
            keep_example (self->samples, &self->n_samples, text, length, line);
          return;
        }
      self->distinct_capped = TRUE;
      leave_table (self);
      keep_example (self->samples, &self->n_samples, text, length, line);
    }
  analyse (self, text, length, line, 1);
}

/**
 * assay_column_profile_add_blanks:
 *
 * Counts @count rows in which the column has no cell.
 */
void
assay_column_profile_add_blanks (AssayColumnProfile *self,
                                 guint64             count)
{
  self->rows += count;
  self->blanks += count;
}

/**
 * assay_column_profile_finish:
 *
 * Ends the counting. Verdicts and counts may be asked for from here on.
 */
void
assay_column_profile_finish (AssayColumnProfile *self)
{
  if (self->table != NULL)
    leave_table (self);
  self->finished = TRUE;
}

guint64
assay_column_profile_get_rows (const AssayColumnProfile *self)
{
  return self->rows;
}

guint64
assay_column_profile_get_blanks (const AssayColumnProfile *self)
{
  return self->blanks;
}

guint64
assay_column_profile_get_filled (const AssayColumnProfile *self)
{
  return self->filled;
}

/**
 * assay_column_profile_get_distinct:
 * @capped: (out) (optional): whether there are more than the number returned
 *
 * Returns: how many different values there are
 */
guint
assay_column_profile_get_distinct (const AssayColumnProfile *self,
                                   gboolean                 *capped)
{
  if (capped != NULL)
    *capped = self->distinct_capped;
  return self->n_distinct;
}

/* The counter behind a format; N_KINDS for text, which everything fits. */
static guint
kind_of_format (const AssayColumnFormat *format)
{
  switch (format->type)
    {
    case ASSAY_FIELD_TYPE_NUMBER:
      return format->decimal == ASSAY_DECIMAL_COMMA ? KIND_COMMA : KIND_POINT;
    case ASSAY_FIELD_TYPE_DATE:
    case ASSAY_FIELD_TYPE_DATETIME:
      return format->date_order == ASSAY_DATE_ORDER_YMD   ? KIND_YMD
             : format->date_order == ASSAY_DATE_ORDER_MDY ? KIND_MDY
                                                          : KIND_DMY;
    case ASSAY_FIELD_TYPE_BOOLEAN:
      return KIND_BOOLEAN;
    case ASSAY_FIELD_TYPE_EMAIL:
      return KIND_EMAIL;
    case ASSAY_FIELD_TYPE_PHONE:
      return KIND_PHONE;
    case ASSAY_FIELD_TYPE_URL:
      return KIND_URL;
    case ASSAY_FIELD_TYPE_TEXT:
    case ASSAY_FIELD_TYPE_CATEGORY:
    default:
      return N_KINDS;
    }
}

/**
 * assay_column_profile_count_fits:
 *
 * Returns: how many filled cells are of @format's type
 */
guint64
assay_column_profile_count_fits (const AssayColumnProfile *self,
                                 const AssayColumnFormat  *format)
{
  guint kind = kind_of_format (format);

  return kind == N_KINDS ? self->filled : self->fits[kind];
}

/**
 * assay_column_profile_get_misfits:
 *
 * Returns: (array length=n_misfits) (transfer none): the first cells that are not of @format's type
 */
const AssayColumnExample *
assay_column_profile_get_misfits (const AssayColumnProfile *self,
                                  const AssayColumnFormat  *format,
                                  guint                    *n_misfits)
{
  guint kind = kind_of_format (format);

  *n_misfits = kind == N_KINDS ? 0 : self->n_misfits[kind];
  return *n_misfits == 0 ? NULL : self->misfits[kind];
}

/**
 * assay_column_profile_get_samples:
 *
 * Returns: (array length=n_samples) (transfer none): the first different values
 */
const AssayColumnExample *
assay_column_profile_get_samples (const AssayColumnProfile *self,
                                  guint                    *n_samples)
{
  *n_samples = self->n_samples;
  return self->samples;
}

/**
 * assay_column_profile_get_range:
 *
 * Returns: whether @format is of numbers or dates and at least one fits
 */
gboolean
assay_column_profile_get_range (const AssayColumnProfile *self,
                                const AssayColumnFormat  *format,
                                AssayValue               *out_min,
                                AssayValue               *out_max)
{
  guint kind = kind_of_format (format);

  if (kind >= N_RANGED || self->fits[kind] == 0)
    return FALSE;
  *out_min = self->min[kind];
  *out_max = self->max[kind];
  return TRUE;
}

/**
 * assay_column_profile_get_currency:
 *
 * Returns: (nullable): the ISO 4217 code that all amounts with a currency have
 */
const char *
assay_column_profile_get_currency (const AssayColumnProfile *self)
{
  return self->currencies > 0 && !self->several_currencies ? self->currency : NULL;
}

/**
 * assay_column_profile_has_currency:
 *
 * Returns: whether any amount is written with its currency
 */
gboolean
assay_column_profile_has_currency (const AssayColumnProfile *self)
{
  return self->currencies > 0;
}

/**
 * assay_column_profile_count_lists:
 * @type: email or phone
 *
 * Returns: how many cells hold more than one address or number
 */
guint64
assay_column_profile_count_lists (const AssayColumnProfile *self,
                                  AssayFieldType            type)
{
  if (type == ASSAY_FIELD_TYPE_EMAIL)
    return self->email_lists;
  return type == ASSAY_FIELD_TYPE_PHONE ? self->phone_lists : 0;
}

/**
 * assay_column_profile_starts_with_space:
 *
 * Whether nearly every cell begins with a space: the file puts one behind each delimiter.
 */
gboolean
assay_column_profile_starts_with_space (const AssayColumnProfile *self)
{
  return self->rows > 0 && self->space_starts * 10 >= self->rows * 9;
}
