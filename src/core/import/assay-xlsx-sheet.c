/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-xlsx-sheet-private.h"

#include "base/assay-clock.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint column;
  gsize start, length;   /* in the text */
} Cell;

typedef struct
{
  guint64 line;
  guint first, n_cells;
} Row;

#define LAST_SERIAL 2958466.0 /* the day behind 9999-12-31 */

/* Days are counted from 1899-12-31, and 1900 is taken for a leap year, which moves all days behind
 * it by one. Source: ECMA-376-1, section 18.17.4.1, "Date Conversion for Serial Date-Times". */
char *
assay_xlsx_date_text (double         serial,
                      AssayXlsxStyle style,
                      gboolean       from_1904)
{
  double days;
  gint64 milliseconds, instant;
  char *text;

  if (!(serial >= 0 && serial < LAST_SERIAL))
    return NULL;
  days = floor (serial);
  milliseconds = (gint64) floor ((serial - days) * (double) ASSAY_MS_PER_DAY + 0.5);
  if (style == ASSAY_XLSX_STYLE_TIME)
    {
      gint64 seconds = (milliseconds + 500) / 1000;
      if (serial >= 1)
        return NULL;
      return g_strdup_printf ("%02d:%02d:%02d", (int) (seconds / 3600), (int) (seconds / 60 % 60),
                              (int) (seconds % 60));
    }
  if (from_1904)
    days += 1462;
  else if (days < 60)
    days += 1;
  instant = ((gint64) days - 25569) * ASSAY_MS_PER_DAY + milliseconds;
  text = assay_instant_to_iso (instant, style == ASSAY_XLSX_STYLE_DATE && milliseconds == 0);
  if (g_str_has_suffix (text, "Z"))
    text[strlen (text) - 1] = '\0';
  return text;
}

static void
append_number (AssayXlsxSheet *self,
               double          number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];
      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        break;
    }
  g_string_append (self->text, text);
}

/* Programs write 0.1 with seventeen digits; dates are numbers that a format shows as such. */
static void
finish_number (AssayXlsxSheet *self)
{
  const AssayXlsxPackage *package = self->part.package;
  const char *text = self->text->str + self->value_start;
  char *end;
  double number = g_ascii_strtod (text, &end);
  AssayXlsxStyle style = ASSAY_XLSX_STYLE_PLAIN;
  g_autofree char *date = NULL;

  if (*end != '\0' || end == text || !isfinite (number))
    return;
  if (self->style < package->styles->len)
    style = g_array_index (package->styles, AssayXlsxStyle, self->style);
  if (style != ASSAY_XLSX_STYLE_PLAIN)
    date = assay_xlsx_date_text (number, style, package->from_1904);
  if (date == NULL && strpbrk (text, ".eE") == NULL)
    return;
  g_string_truncate (self->text, self->value_start);
  if (date != NULL)
    g_string_append (self->text, date);
  else
    append_number (self, number);
}

static void
finish_shared (AssayXlsxSheet *self)
{
  const AssayXlsxPackage *package = self->part.package;
  guint64 index = g_ascii_strtoull (self->text->str + self->value_start, NULL, 10);
  gsize from, to;

  g_string_truncate (self->text, self->value_start);
  if (index >= package->string_ends->len)
    {
      self->is_broken = TRUE;
      return;
    }
  to = g_array_index (package->string_ends, gsize, index);
  from = index > 0 ? g_array_index (package->string_ends, gsize, index - 1) : 0;
  g_string_append_len (self->text, package->strings->str + from, (gssize) (to - from));
}

static void
finish_cell (AssayXlsxSheet *self)
{
  Cell cell;

  if (self->text->len > self->value_start)
    switch (self->type)
      {
      case 's':
        finish_shared (self);
        break;
      case 'b':
        {
          gboolean is_true = self->text->str[self->value_start] == '1';
          g_string_truncate (self->text, self->value_start);
          g_string_append (self->text, is_true ? "true" : "false");
        }
        break;
      case 'n':
        finish_number (self);
        break;
      default:
        assay_xlsx_unescape (self->text, self->value_start);
      }
  cell = (Cell) {
    .column = self->column,
    .start = self->value_start,
    .length = self->text->len - self->value_start,
  };
  if (cell.length > 0 && self->column < ASSAY_XLSX_LAST_COLUMN)
    g_array_append_val (self->cells, cell);
  self->column++;
}

/* "BC12" is column 54, from 0. */
static guint
read_column (const char *reference,
             guint       otherwise)
{
  guint column = 0;

  for (; g_ascii_isalpha (*reference) && column <= ASSAY_XLSX_LAST_COLUMN; reference++)
    column = column * 26 + (guint) (g_ascii_toupper (*reference) - 'A') + 1;
  return column > 0 ? column - 1 : otherwise;
}

static void
begin_cell (AssayXlsxSheet  *self,
            const char     **attributes)
{
  const char *reference = assay_xlsx_attribute (attributes, "r");
  const char *type = assay_xlsx_attribute (attributes, "t");
  const char *style = assay_xlsx_attribute (attributes, "s");

  if (reference != NULL)
    self->column = read_column (reference, self->column);
  self->style = style != NULL ? (guint) g_ascii_strtoull (style, NULL, 10) : 0;
  self->type = 'n';
  if (type != NULL && strcmp (type, "inlineStr") == 0)
    self->type = 'i';
  else if (type != NULL && strcmp (type, "str") == 0)
    self->type = 'f';
  else if (type != NULL && *type != '\0')
    self->type = *type;
  self->value_start = self->text->len;
}

static void XMLCALL
start_cb (void        *data,
          const char  *element,
          const char **attributes)
{
  AssayXlsxSheet *self = data;

  if (assay_xlsx_is (element, "c"))
    begin_cell (self, attributes);
  else if (assay_xlsx_is (element, "v"))
    self->in_value = TRUE;
  else if (assay_xlsx_is (element, "t"))
    self->in_value = self->type == 'i' && !self->in_phonetic;
  else if (assay_xlsx_is (element, "rPh"))
    self->in_phonetic = TRUE;
  else if (assay_xlsx_is (element, "row"))
    {
      const char *line = assay_xlsx_attribute (attributes, "r");
      self->line = line != NULL ? g_ascii_strtoull (line, NULL, 10) : self->line + 1;
      self->column = 0;
      self->in_row = TRUE;
    }
}

static void
finish_row (AssayXlsxSheet *self)
{
  Row row = {
    .line = self->line,
    .first = self->cells_done,
    .n_cells = self->cells->len - self->cells_done,
  };

  self->in_row = FALSE;
  if (row.n_cells > 0)
    g_array_append_val (self->rows, row);
  self->cells_done = self->cells->len;
  self->text_done = self->text->len;
}

static void XMLCALL
end_cb (void       *data,
        const char *element)
{
  AssayXlsxSheet *self = data;

  if (assay_xlsx_is (element, "v") || assay_xlsx_is (element, "t"))
    self->in_value = FALSE;
  else if (assay_xlsx_is (element, "rPh"))
    self->in_phonetic = FALSE;
  else if (assay_xlsx_is (element, "c") && self->in_row)
    finish_cell (self);
  else if (assay_xlsx_is (element, "row"))
    finish_row (self);
}

static void XMLCALL
text_cb (void       *data,
         const char *text,
         int         length)
{
  AssayXlsxSheet *self = data;

  if (!self->in_value || !self->in_row)
    return;
  if (self->text->len - self->value_start > ASSAY_ROW_MAX_CELL)
    assay_xlsx_part_refuse (&self->part, "a cell is longer than a cell can be");
  else
    g_string_append_len (self->text, text, length);
}

/*
 * assay_xlsx_sheet_open:
 *
 * Returns: %FALSE without an error where the workbook has no such part
 */
gboolean
assay_xlsx_sheet_open (AssayXlsxSheet          *self,
                       const AssayXlsxPackage  *package,
                       const char              *path,
                       GError                 **error)
{
  *self = (AssayXlsxSheet) { 0 };
  self->text = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  if (!assay_xlsx_part_open (&self->part, package, path, error))
    return FALSE;
  XML_SetElementHandler (self->part.parser, start_cb, end_cb);
  XML_SetCharacterDataHandler (self->part.parser, text_cb);
  return TRUE;
}

void
assay_xlsx_sheet_clear (AssayXlsxSheet *self)
{
  if (self->text == NULL)
    return;
  assay_xlsx_part_clear (&self->part);
  g_string_free (self->text, TRUE);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_free (self->values);
  *self = (AssayXlsxSheet) { 0 };
}

/* Lets go of the rows that were read; what is there of the next one stays. */
static void
drop_rows (AssayXlsxSheet *self)
{
  g_string_erase (self->text, 0, (gssize) self->text_done);
  g_array_remove_range (self->cells, 0, self->cells_done);
  for (guint i = 0; i < self->cells->len; i++)
    g_array_index (self->cells, Cell, i).start -= self->text_done;
  self->value_start -= MIN (self->value_start, self->text_done);
  self->text_done = 0;
  self->cells_done = 0;
  self->next_row = 0;
  g_array_set_size (self->rows, 0);
}

static void
fill_values (AssayXlsxSheet *self,
             const Row      *source,
             AssayRow       *row)
{
  const Cell *cells = &g_array_index (self->cells, Cell, source->first);
  guint width = 0;

  for (guint i = 0; i < source->n_cells; i++)
    width = MAX (width, cells[i].column + 1);
  if (width > self->n_values)
    {
      self->n_values = width;
      self->values = g_renew (AssayValue, self->values, width);
    }
  for (guint i = 0; i < width; i++)
    self->values[i] = ASSAY_VALUE_INIT_NULL;
  *row = (AssayRow) { .cells = self->values, .n_cells = width, .line = source->line };
  for (guint i = 0; i < source->n_cells; i++)
    self->values[cells[i].column] = assay_value_from_text (self->text->str + cells[i].start,
                                                           cells[i].length);
}

/*
 * assay_xlsx_sheet_next:
 * @row: (out): a row that is not empty, up to its last filled cell; others are NULL
 *
 * Returns: whether there was one
 */
gboolean
assay_xlsx_sheet_next (AssayXlsxSheet  *self,
                       AssayRow        *row,
                       GError         **error)
{
  while (self->next_row == self->rows->len)
    {
      if (self->part.at_end)
        return FALSE;
      drop_rows (self);
      if (!assay_xlsx_part_feed (&self->part, error))
        return FALSE;
    }
  fill_values (self, &g_array_index (self->rows, Row, self->next_row++), row);
  return TRUE;
}
