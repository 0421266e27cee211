/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-column-profile-private.h"

#include <string.h>

#define EXAMPLE_LENGTH 80

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

void
assay_column_example_keep (AssayColumnExample *examples,
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

static void
analyse_entry (const AssayValueTableEntry *entry,
               gpointer                    user_data)
{
  assay_column_profile_analyse (user_data, entry->text, entry->length, entry->line, entry->count);
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
            assay_column_example_keep (self->samples, &self->n_samples, text, length, line);
          return;
        }
      self->distinct_capped = TRUE;
      leave_table (self);
      assay_column_example_keep (self->samples, &self->n_samples, text, length, line);
    }
  assay_column_profile_analyse (self, text, length, line, 1);
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
