/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-lead-builder.h"

#include <string.h>

struct _AssayLeadBuilder
{
  GArray *targets;            /* (element-type AssayLeadTarget) (owned) */
  GArray *formats;            /* (element-type AssayColumnFormat) (owned): by target */
  AssayMapping *mapping;      /* (owned) */
  int name, first, last;      /* targets, -1 for none; name only where it is made of the others */
  int value, currency;
  int email, other_emails;
  int phone, other_phones;
  GString *full_name;
  GString *emails;
  GString *phones;
  char code[4];
};

static int
add_target (AssayLeadBuilder *self,
            const char       *key,
            const char       *label,
            AssayFieldType    type)
{
  AssayLeadTarget target = { key, label, type, ASSAY_UPDATE_RULE_DEFAULT, -1 };
  AssayColumnFormat format = { .type = type, .trim = TRUE };

  g_array_append_val (self->targets, target);
  g_array_append_val (self->formats, format);
  return (int) self->targets->len - 1;
}

static void
add_columns (AssayLeadBuilder *self)
{
  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      const AssayMappingColumn *column = assay_mapping_get_column (self->mapping, i);
      if (column->field == NULL)
        continue;
      int place = add_target (self, column->field, column->label, column->format.type);
      AssayLeadTarget *target = &g_array_index (self->targets, AssayLeadTarget, place);
      target->column = (int) i;
      target->rule = column->rule;
      g_array_index (self->formats, AssayColumnFormat, place) = column->format;
    }
}

/**
 * assay_lead_builder_new:
 * @mapping: what becomes of the columns
 * @flags: what is made beside
 *
 * Where a file has a first and a last name but no name, the name is made of them.
 *
 * Returns: (transfer full): a builder
 */
AssayLeadBuilder *
assay_lead_builder_new (const AssayMapping   *mapping,
                        AssayLeadBuilderFlags flags)
{
  AssayLeadBuilder *self = g_new0 (AssayLeadBuilder, 1);

  self->mapping = assay_mapping_copy (mapping);
  self->targets = g_array_new (FALSE, TRUE, sizeof (AssayLeadTarget));
  self->formats = g_array_new (FALSE, TRUE, sizeof (AssayColumnFormat));
  self->full_name = g_string_new (NULL);
  self->emails = g_string_new (NULL);
  self->phones = g_string_new (NULL);
  self->name = self->currency = self->other_emails = self->other_phones = -1;
  add_columns (self);

  self->first = assay_lead_builder_find_target (self, "first_name");
  self->last = assay_lead_builder_find_target (self, "last_name");
  self->value = assay_lead_builder_find_target (self, "deal_value");
  self->email = assay_lead_builder_find_target (self, "email");
  self->phone = assay_lead_builder_find_target (self, "phone");
  if (assay_lead_builder_find_target (self, "name") < 0 && (self->first >= 0 || self->last >= 0))
    self->name = add_target (self, "name", NULL, ASSAY_FIELD_TYPE_TEXT);
  if ((flags & ASSAY_LEAD_BUILDER_CURRENCY) != 0 && self->value >= 0
      && assay_lead_builder_find_target (self, "currency") < 0)
    self->currency = add_target (self, "currency", NULL, ASSAY_FIELD_TYPE_TEXT);
  if ((flags & ASSAY_LEAD_BUILDER_EMAILS) != 0 && self->email >= 0
      && assay_lead_builder_find_target (self, "other_emails") < 0)
    self->other_emails = add_target (self, "other_emails", "Other emails", ASSAY_FIELD_TYPE_TEXT);
  if ((flags & ASSAY_LEAD_BUILDER_PHONES) != 0 && self->phone >= 0
      && assay_lead_builder_find_target (self, "other_phones") < 0)
    self->other_phones = add_target (self, "other_phones", "Other phones", ASSAY_FIELD_TYPE_TEXT);
  return self;
}

void
assay_lead_builder_free (AssayLeadBuilder *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->targets);
  g_array_unref (self->formats);
  assay_mapping_free (self->mapping);
  g_string_free (self->full_name, TRUE);
  g_string_free (self->emails, TRUE);
  g_string_free (self->phones, TRUE);
  g_free (self);
}

guint
assay_lead_builder_get_n_targets (const AssayLeadBuilder *self)
{
  return self->targets->len;
}

const AssayLeadTarget *
assay_lead_builder_get_target (const AssayLeadBuilder *self,
                               guint                   position)
{
  return &g_array_index (self->targets, AssayLeadTarget, position);
}

/**
 * assay_lead_builder_find_target:
 *
 * Returns: the place of a field among the targets; -1 where it is none
 */
int
assay_lead_builder_find_target (const AssayLeadBuilder *self,
                                const char             *key)
{
  for (guint i = 0; i < self->targets->len; i++)
    if (strcmp (assay_lead_builder_get_target (self, i)->key, key) == 0)
      return (int) i;
  return -1;
}

/**
 * assay_row_rejection:
 * @n_columns: how many columns the file has
 *
 * Returns: (nullable): why a row cannot be taken; %NULL where nothing is wrong with its shape
 */
const char *
assay_row_rejection (const AssayRow *row,
                     guint           n_columns)
{
  if ((row->problems & ASSAY_ROW_PROBLEM_UNCLOSED_QUOTE) != 0)
    return "a quote is opened and never closed";
  if ((row->problems & ASSAY_ROW_PROBLEM_CELL_TOO_LONG) != 0)
    return "a cell is longer than 1 MB";
  if ((row->problems & ASSAY_ROW_PROBLEM_ROW_TOO_LONG) != 0)
    return "the row is longer than any table";
  if ((row->problems & ASSAY_ROW_PROBLEM_NOT_A_ROW) != 0)
    return "the line is not a flat JSON object";
  for (guint i = n_columns; i < row->n_cells; i++)
    if (row->cells[i].kind == ASSAY_VALUE_TEXT
        && !assay_text_is_blank (row->cells[i].text, row->cells[i].length))
      return "the row has more cells than there are columns";
  return NULL;
}

static gboolean
is_text (const AssayValue *values,
         int               place)
{
  return place >= 0 && values[place].kind == ASSAY_VALUE_TEXT;
}

static void
make_name (AssayLeadBuilder *self,
           AssayValue       *values)
{
  g_string_truncate (self->full_name, 0);
  if (is_text (values, self->first))
    g_string_append_len (self->full_name, values[self->first].text, values[self->first].length);
  if (is_text (values, self->last))
    {
      if (self->full_name->len > 0)
        g_string_append_c (self->full_name, ' ');
      g_string_append_len (self->full_name, values[self->last].text, values[self->last].length);
    }
  if (self->full_name->len > 0)
    values[self->name] = assay_value_from_text (self->full_name->str, self->full_name->len);
}

static void
make_currency (AssayLeadBuilder *self,
               const AssayRow   *row,
               AssayValue       *values)
{
  int column = assay_lead_builder_get_target (self, (guint) self->value)->column;

  if (column < (int) row->n_cells && row->cells[column].kind == ASSAY_VALUE_TEXT
      && assay_currency_from_text (row->cells[column].text, row->cells[column].length, self->code))
    values[self->currency] = assay_value_from_text (self->code, strlen (self->code));
}

/**
 * assay_lead_builder_split_list:
 * @first: (inout): a cell; of a list, its first address
 * @others: (inout): the others, in @rest
 * @rest: room
 * @emails: addresses; otherwise phone numbers
 *
 * A cell that is no list of addresses stays as it is.
 */
void
assay_lead_builder_split_list (AssayValue *first,
                               AssayValue *others,
                               GString    *rest,
                               gboolean    emails)
{
  AssayValue found = ASSAY_VALUE_INIT_NULL;
  const char *text = first->text;
  gsize length = first->length, n;
  const char *piece;

  if (first->kind != ASSAY_VALUE_TEXT
      || (emails ? assay_text_is_email (text, length) : assay_text_is_phone (text, length)))
    return;
  g_string_truncate (rest, 0);
  while ((piece = emails ? assay_text_next_email (&text, &length, &n)
                         : assay_text_next_phone (&text, &length, &n)) != NULL)
    {
      if (n == 0)
        continue;
      if (!(emails ? assay_text_is_email (piece, n) : assay_text_is_phone (piece, n)))
        return;
      if (found.kind == ASSAY_VALUE_NULL)
        {
          found = assay_value_from_text (piece, n);
          continue;
        }
      if (rest->len > 0)
        g_string_append (rest, "; ");
      g_string_append_len (rest, piece, (gssize) n);
    }
  if (found.kind == ASSAY_VALUE_NULL)
    return;
  *first = found;
  if (rest->len > 0)
    *others = assay_value_from_text (rest->str, rest->len);
}

/**
 * assay_lead_builder_build:
 * @row: a row of the file
 * @values: (out caller-allocates): a value for each target; text points into the row or lasts until
 *   the next call
 * @out_reason: (out): why the row is rejected, where it is
 *
 * Returns: whether the row is a lead
 */
gboolean
assay_lead_builder_build (AssayLeadBuilder *self,
                          const AssayRow   *row,
                          AssayValue       *values,
                          const char      **out_reason)
{
  gboolean any = FALSE;

  *out_reason = assay_row_rejection (row, self->mapping->columns->len);
  if (*out_reason != NULL)
    return FALSE;
  for (guint i = 0; i < self->targets->len; i++)
    {
      int column = g_array_index (self->targets, AssayLeadTarget, i).column;
      values[i] = ASSAY_VALUE_INIT_NULL;
      if (column < 0 || column >= (int) row->n_cells
          || row->cells[column].kind != ASSAY_VALUE_TEXT || row->cells[column].length == 0)
        continue;
      assay_column_read (&g_array_index (self->formats, AssayColumnFormat, i),
                         row->cells[column].text, row->cells[column].length, &values[i]);
      any |= values[i].kind != ASSAY_VALUE_NULL;
    }
  if (!any)
    {
      *out_reason = "the row has no content";
      return FALSE;
    }
  if (self->name >= 0)
    make_name (self, values);
  if (self->currency >= 0)
    make_currency (self, row, values);
  if (self->other_emails >= 0)
    assay_lead_builder_split_list (&values[self->email], &values[self->other_emails], self->emails,
                                   TRUE);
  if (self->other_phones >= 0)
    assay_lead_builder_split_list (&values[self->phone], &values[self->other_phones], self->phones,
                                   FALSE);
  return TRUE;
}
