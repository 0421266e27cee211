/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-plan-private.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* Columns that exports add and that are no fields. */
static const char *const computed[] = { "id",      "score",     "temperature", "grade",
                                        "intent",  "reasoning", "reasons",     "probability",
                                        "lead_id", NULL };

/* Whether a header is another name of a standard field that the file does not have under its key: somebody else's word. */
static gboolean
is_foreign (const AssayHeaderMatcher *matcher,
            const char *const        *headers,
            const char               *key)
{
  double confidence;
  const char *field = matcher != NULL ? assay_header_matcher_find (matcher, key, &confidence) : NULL;

  return field != NULL && confidence >= 1 && !g_strv_contains (headers, field);
}

/**
 * assay_import_headers_native:
 * @headers: (nullable) (array zero-terminated=1): names of columns
 * @matcher: (nullable): what others call the fields
 *
 * Whether a file was written by Assay: all headers are keys, most of them of standard fields, and none is what only
 * others call one.
 */
gboolean
assay_import_headers_native (const char *const        *headers,
                             const AssayHeaderMatcher *matcher)
{
  guint n = 0, standard = 0;

  for (; headers != NULL && headers[n] != NULL; n++)
    {
      g_autofree char *key = assay_field_key_from_label (headers[n]);
      if (strcmp (key, headers[n]) != 0)
        return FALSE;
      const AssayField *field = assay_standard_field_find (key);
      if ((field != NULL && strcmp (field->key, key) == 0) || g_strv_contains (computed, key))
        standard++;
      else if (is_foreign (matcher, headers, key))
        return FALSE;
    }
  return n >= 2 && standard * 2 >= n;
}

static AssayDecimalSign
locale_decimal (void)
{
  return localeconv ()->decimal_point[0] == ',' ? ASSAY_DECIMAL_COMMA : ASSAY_DECIMAL_POINT;
}

static AssayDateOrder
locale_date_order (void)
{
  const char *format = nl_langinfo (D_FMT);

  for (; *format != '\0'; format++)
    if (format[0] == '%')
      switch (format[1])
        {
        case 'm':
          return ASSAY_DATE_ORDER_MDY;
        case 'Y':
        case 'y':
          return ASSAY_DATE_ORDER_YMD;
        default:
          return ASSAY_DATE_ORDER_DMY;
        }
  return ASSAY_DATE_ORDER_DMY;
}

static gboolean
is_mostly (const AssayColumnProfile *profile,
           AssayFieldType            type,
           AssayDecimalSign          decimal,
           AssayDateOrder            order)
{
  const AssayColumnFormat format = { .type = type, .decimal = decimal, .date_order = order };

  return assay_column_profile_count_fits (profile, &format) * 2
         > assay_column_profile_get_filled (profile);
}

/* What other columns of the file show counts where a column leaves it open; then the delimiter (a
 * file with semicolons comes from where the comma is the decimal sign), then the locale. */
static void
find_file_habits (AssayImportPlan  *self,
                  AssayColumnHints *habits)
{
  int comma = 0, dates[ASSAY_N_DATE_ORDERS] = { 0 };

  for (guint i = 0; i < self->columns->len; i++)
    {
      const AssayColumnProfile *profile
        = ((AssayImportColumn *) g_ptr_array_index (self->columns, i))->profile;
      AssayDecimalSign sign = assay_column_profile_get_decimal (profile);
      AssayDateOrder order = assay_column_profile_get_date_order (profile);
      if (sign != ASSAY_DECIMAL_AUTO && is_mostly (profile, ASSAY_FIELD_TYPE_NUMBER, sign, 0))
        comma += sign == ASSAY_DECIMAL_COMMA ? 1 : -1;
      if (order != ASSAY_DATE_ORDER_AUTO && is_mostly (profile, ASSAY_FIELD_TYPE_DATE, 0, order))
        dates[order]++;
    }
  habits->decimal = self->native                                              ? ASSAY_DECIMAL_POINT
                    : comma > 0                                               ? ASSAY_DECIMAL_COMMA
                    : comma < 0                                               ? ASSAY_DECIMAL_POINT
                    : self->dialect != NULL && self->dialect->delimiter == ';' ? ASSAY_DECIMAL_COMMA
                                                                              : locale_decimal ();
  habits->date_order = dates[ASSAY_DATE_ORDER_DMY] > dates[ASSAY_DATE_ORDER_MDY] ? ASSAY_DATE_ORDER_DMY
                       : dates[ASSAY_DATE_ORDER_MDY] > dates[ASSAY_DATE_ORDER_DMY]
                         ? ASSAY_DATE_ORDER_MDY
                       : habits->decimal == ASSAY_DECIMAL_COMMA ? ASSAY_DATE_ORDER_DMY
                                                                : locale_date_order ();
}

static void
decide_column (AssayImportPlan        *self,
               AssayHeaderMatcher     *matcher,
               const AssayColumnHints *habits,
               AssayImportColumn      *column)
{
  AssayColumnHints hints = *habits;

  hints.header_type = assay_header_matcher_get_hint (matcher, column->header);
  assay_column_verdict_clear (&column->verdict);
  assay_column_profile_decide (column->profile, &hints, &column->verdict);

  AssayColumnFormat *format = &column->verdict.format;
  format->trim = !self->native;
  if (format->decimal == ASSAY_DECIMAL_AUTO)
    format->decimal = habits->decimal;
  if (format->date_order == ASSAY_DATE_ORDER_AUTO)
    format->date_order = habits->date_order;
  if (self->decimal != ASSAY_DECIMAL_AUTO)
    format->decimal = self->decimal;
  if (self->date_order != ASSAY_DATE_ORDER_AUTO)
    format->date_order = self->date_order;
}

static gboolean
key_is_taken (AssayImportPlan *self,
              const char      *key)
{
  return assay_mapping_find_field (self->mapping, key) != NULL;
}

/* A key for a new custom field that neither the workspace nor another column of the file has. */
char *
assay_import_plan_free_key (AssayImportPlan *self,
                            const char      *label)
{
  g_autofree char *base = assay_field_registry_free_key (self->fields, label);
  char *key = g_strdup (base);

  for (guint n = 2; key_is_taken (self, key) || assay_field_registry_find (self->fields, key) != NULL; n++)
    {
      g_free (key);
      key = g_strdup_printf ("%s_%u", base, n);
    }
  return key;
}

/* The custom field of that name, if the workspace has it and no other column took it, else a new one. */
static void
propose_custom (AssayImportPlan    *self,
                AssayMappingColumn *column,
                guint               position)
{
  g_autofree char *label = *column->header != '\0' ? g_strdup (column->header)
                                                   : g_strdup_printf ("Column %u", position + 1);
  g_autofree char *own_key = assay_field_key_from_label (label);
  const AssayField *known = assay_field_registry_find (self->fields, own_key);

  g_strstrip (label);
  if (known != NULL && known->number >= ASSAY_FIELD_FIRST_CUSTOM && !key_is_taken (self, own_key))
    {
      assay_mapping_column_set_field (column, own_key, NULL);
      column->format.type = known->type;
      return;
    }
  g_autofree char *key = assay_import_plan_free_key (self, label);
  assay_mapping_column_set_field (column, key, label);
}

static void
propose_leads (AssayImportPlan *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AssayImportColumn *known = g_ptr_array_index (self->columns, i);
      AssayMappingColumn *column = assay_mapping_get_column (self->mapping, i);
      const AssayField *field
        = known->match.field != NULL ? assay_standard_field_find (known->match.field) : NULL;
      column->format = known->verdict.format;
      if (field == NULL)
        continue;
      assay_mapping_column_set_field (column, field->key, NULL);
      column->format.type = field->type;
    }
  for (guint i = 0; i < self->columns->len; i++)
    {
      AssayMappingColumn *column = assay_mapping_get_column (self->mapping, i);
      if (column->field != NULL || (self->native && g_strv_contains (computed, column->header)))
        continue;
      propose_custom (self, column, i);
    }
}

/**
 * assay_import_kind_sink:
 *
 * Returns: (nullable) (transfer none): who takes rows of that kind; %NULL for leads
 */
const AssayRowSinkClass *
assay_import_kind_sink (AssayImportKind kind)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (ASSAY_TYPE_IMPORT_KIND);

  return kind == ASSAY_IMPORT_KIND_LEADS
           ? NULL
           : assay_row_sink_find (g_enum_get_value (kinds, (int) kind)->value_nick);
}

/* How the text of a column is read whose rows are no leads. */
AssayFieldType
assay_import_plan_target_type (AssayImportPlan *self,
                               const char      *field)
{
  const AssayRowSinkClass *sink = assay_import_kind_sink (self->kind);
  const AssayRowTarget *target
    = field != NULL ? assay_row_sink_find_target (sink, field) : NULL;

  return target != NULL ? target->type : ASSAY_FIELD_TYPE_TEXT;
}

static void
propose_rows (AssayImportPlan *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AssayImportColumn *known = g_ptr_array_index (self->columns, i);
      AssayMappingColumn *column = assay_mapping_get_column (self->mapping, i);
      column->format = known->verdict.format;
      column->format.trim = TRUE;
      if (known->match.field == NULL)
        continue;
      assay_mapping_column_set_field (column, known->match.field, NULL);
      column->format.type = assay_import_plan_target_type (self, known->match.field);
    }
}

/* Headers of our own export are keys. */
static void
match_native (const AssayHeaderColumn *columns,
              guint                    n,
              AssayHeaderMatch        *matches)
{
  for (guint i = 0; i < n; i++)
    {
      const AssayField *field = assay_standard_field_find (columns[i].header);
      gboolean taken = FALSE;
      for (guint j = 0; j < i && field != NULL; j++)
        taken |= g_strcmp0 (matches[j].field, field->key) == 0;
      if (field != NULL && !taken)
        matches[i] = (AssayHeaderMatch) { field->key, 1.0, FALSE };
    }
}

/* Types and fields for all columns, from headers and values. */
gboolean
assay_import_plan_propose (AssayImportPlan    *self,
                           AssayHeaderMatcher *matcher)
{
  guint n = self->columns->len;
  g_autofree AssayHeaderColumn *headers = g_new0 (AssayHeaderColumn, n + 1);
  g_autofree AssayHeaderMatch *matches = g_new0 (AssayHeaderMatch, n + 1);
  AssayColumnHints habits = { .header_type = ASSAY_FIELD_TYPE_TEXT };

  find_file_habits (self, &habits);
  for (guint i = 0; i < n; i++)
    {
      AssayImportColumn *column = g_ptr_array_index (self->columns, i);
      decide_column (self, matcher, &habits, column);
      headers[i] = (AssayHeaderColumn) { column->header, column->profile };
      assay_mapping_add_column (self->mapping, column->header);
    }
  if (self->kind != ASSAY_IMPORT_KIND_LEADS)
    assay_header_matcher_match_rows (matcher, assay_import_kind_sink (self->kind), headers, n, matches);
  else if (self->native)
    match_native (headers, n, matches);
  else
    assay_header_matcher_match (matcher, headers, n, matches);
  for (guint i = 0; i < n; i++)
    ((AssayImportColumn *) g_ptr_array_index (self->columns, i))->match = matches[i];
  self->mapping->native = self->native;
  if (self->kind != ASSAY_IMPORT_KIND_LEADS)
    propose_rows (self);
  else
    propose_leads (self);
  return TRUE;
}
