/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-sheet.h"

#include "assay-format.h"
#include "import/assay-import-past.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define PREVIEW_ROWS 3
#define N_SAMPLES 3
#define MAX_SAMPLE_CHARS 28
#define MAX_CELL_CHARS 60

static void
column_free (AssayImportSheetColumn *column)
{
  g_free (column->header);
  g_free (column->samples);
  g_free (column->field);
  g_free (column->label);
  g_free (column->type);
  g_free (column->note);
  g_ptr_array_unref (column->misfits);
  g_free (column);
}

static void
field_free (AssayImportSheetField *field)
{
  g_free (field->key);
  g_free (field->label);
  g_free (field);
}

void
assay_import_sheet_free (AssayImportSheet *sheet)
{
  g_free (sheet->encoding);
  g_free (sheet->key);
  g_free (sheet->mapping);
  g_strfreev (sheet->mappings);
  g_ptr_array_unref (sheet->columns);
  g_ptr_array_unref (sheet->fields);
  g_ptr_array_unref (sheet->targets);
  g_array_unref (sheet->numeric);
  g_ptr_array_unref (sheet->preview);
  g_free (sheet);
}

AssayImportSheetColumn *
assay_import_sheet_get_column (const AssayImportSheet *sheet,
                               guint                   position)
{
  return g_ptr_array_index (sheet->columns, position);
}

static char *
shorten (const char *text,
         glong       limit)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= limit)
    return g_strdelimit (g_strdup (text), "\r\n\t", ' ');
  start = g_utf8_substring (text, 0, limit - 1);
  return g_strconcat (g_strdelimit (start, "\r\n\t", ' '), "…", NULL);
}

static void
add_field (AssayImportSheet *sheet,
           const char       *key,
           const char       *label)
{
  AssayImportSheetField *field = g_new0 (AssayImportSheetField, 1);

  field->key = g_strdup (key);
  field->label = g_strdup (label);
  g_ptr_array_add (sheet->fields, field);
}

static void
list_fields (AssayImportSheet   *sheet,
             AssayFieldRegistry *registry)
{
  const AssayRowSinkClass *sink = assay_import_kind_sink (sheet->kind);

  if (sink != NULL)
    for (gsize i = 0; i < sink->n_targets; i++)
      add_field (sheet, sink->targets[i].key, _(sink->targets[i].label));
  else
    for (guint i = 0; i < assay_field_registry_get_size (registry); i++)
      {
        const AssayField *field = assay_field_registry_get (registry, i);
        add_field (sheet, field->key, field->label);
      }
}

static const char *
find_label (const AssayImportSheet *sheet,
            const char             *key)
{
  for (guint i = 0; i < sheet->fields->len; i++)
    {
      const AssayImportSheetField *field = g_ptr_array_index (sheet->fields, i);
      if (strcmp (field->key, key) == 0)
        return field->label;
    }
  return NULL;
}

/* Whether the values leave no doubt: all days are written year first, no number has a sign. */
static gboolean
needs_no_order (const AssayColumnVerdict *verdict,
                const AssayColumnProfile *profile)
{
  return !verdict->date_order_open
         && assay_column_profile_get_date_order (profile) == ASSAY_DATE_ORDER_AUTO;
}

static gboolean
needs_no_sign (const AssayColumnVerdict *verdict,
               const AssayColumnProfile *profile)
{
  return !verdict->decimal_open
         && assay_column_profile_get_decimal (profile) == ASSAY_DECIMAL_AUTO;
}

static char *
describe_type (const AssayMappingColumn *mapped,
               const AssayColumnVerdict *verdict,
               const AssayColumnProfile *profile)
{
  gboolean capped;
  guint distinct;

  switch (mapped->format.type)
    {
    case ASSAY_FIELD_TYPE_NUMBER:
      if (needs_no_sign (verdict, profile))
        return g_strdup (_("Number"));
      return g_strdup (mapped->format.decimal == ASSAY_DECIMAL_COMMA ? _("Number, 1.234,5")
                                                                     : _("Number, 1,234.5"));
    case ASSAY_FIELD_TYPE_BOOLEAN:
      return g_strdup (_("Yes or no"));
    case ASSAY_FIELD_TYPE_DATE:
    case ASSAY_FIELD_TYPE_DATETIME:
      if (needs_no_order (verdict, profile))
        return g_strdup (_("Date"));
      return g_strdup (mapped->format.date_order == ASSAY_DATE_ORDER_MDY   ? _("Date, month first")
                       : mapped->format.date_order == ASSAY_DATE_ORDER_YMD ? _("Date, year first")
                                                                           : _("Date, day first"));
    case ASSAY_FIELD_TYPE_CATEGORY:
      distinct = assay_column_profile_get_distinct (profile, &capped);
      if (capped)
        return g_strdup (_("Category"));
      return g_strdup_printf (ngettext ("Category, %u value", "Category, %u values", distinct),
                              distinct);
    case ASSAY_FIELD_TYPE_EMAIL:
      return g_strdup (_("Email"));
    case ASSAY_FIELD_TYPE_PHONE:
      return g_strdup (_("Phone"));
    case ASSAY_FIELD_TYPE_URL:
      return g_strdup (_("Web address"));
    case ASSAY_FIELD_TYPE_TEXT:
    default:
      return g_strdup (_("Text"));
    }
}

static char *
describe_misfits (AssayFieldType type,
                  guint64        n,
                  const char    *example)
{
  g_autofree char *number = g_strdup_printf ("%'" PRIu64, n);
  g_autofree char *text = NULL;

  switch (type)
    {
    case ASSAY_FIELD_TYPE_NUMBER:
      text = g_strdup_printf (ngettext ("%s no number", "%s not numbers", (gulong) n), number);
      break;
    case ASSAY_FIELD_TYPE_BOOLEAN:
      text = g_strdup_printf (ngettext ("%s neither yes nor no", "%s neither yes nor no",
                                        (gulong) n),
                              number);
      break;
    case ASSAY_FIELD_TYPE_DATE:
    case ASSAY_FIELD_TYPE_DATETIME:
      text = g_strdup_printf (ngettext ("%s no date", "%s not dates", (gulong) n), number);
      break;
    case ASSAY_FIELD_TYPE_EMAIL:
      return g_strdup_printf (ngettext ("%s broken", "%s broken", (gulong) n), number);
    case ASSAY_FIELD_TYPE_PHONE:
      return g_strdup_printf (ngettext ("%s not possible", "%s not possible", (gulong) n), number);
    case ASSAY_FIELD_TYPE_URL:
    case ASSAY_FIELD_TYPE_CATEGORY:
    case ASSAY_FIELD_TYPE_TEXT:
    default:
      return g_strdup_printf (ngettext ("%s does not fit", "%s do not fit", (gulong) n), number);
    }
  if (example == NULL)
    return g_steal_pointer (&text);
  /* Translators: how many cells do not fit, and one of them, e.g. “9 not dates: “KW 39”” */
  return g_strdup_printf (_("%s: “%s”"), text, example);
}

static void
take_misfits (AssayImportSheetColumn   *column,
              const AssayColumnProfile *profile,
              const AssayMappingColumn *mapped,
              char                    **out_example)
{
  guint n;
  const AssayColumnExample *examples
    = assay_column_profile_get_misfits (profile, &mapped->format, &n);

  *out_example = n > 0 ? shorten (examples[0].text, 16) : NULL;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = shorten (examples[i].text, MAX_CELL_CHARS);
      g_ptr_array_add (column->misfits,
                       g_strdup_printf (_("Line %'" PRIu64 ": %s"), examples[i].line,
                                        text));
    }
}

static void
check_column (AssayImportSheetColumn *column,
              AssayImportPlan        *plan,
              guint                   position,
              gboolean                is_key)
{
  const AssayMappingColumn *mapped
    = assay_mapping_get_column (assay_import_plan_get_mapping (plan), position);
  const AssayColumnProfile *profile = assay_import_plan_get_profile (plan, position);
  guint64 problems = assay_import_plan_count_problems (plan, position);
  guint64 blanks = assay_column_profile_get_blanks (profile);
  g_autofree char *example = NULL;

  if (mapped->field == NULL)
    {
      column->check = ASSAY_IMPORT_CHECK_NONE;
      column->note = g_strdup (_("left out"));
      return;
    }
  take_misfits (column, profile, mapped, &example);
  if (is_key && problems + blanks > 0)
    {
      column->check = ASSAY_IMPORT_CHECK_ERROR;
      column->note = g_strdup_printf (_("%'" PRIu64 " blank or broken"), problems + blanks);
    }
  else if (problems > 0)
    {
      column->check = ASSAY_IMPORT_CHECK_WARNING;
      column->note = describe_misfits (mapped->format.type, problems, example);
    }
  else if (blanks > 0)
    {
      column->check = ASSAY_IMPORT_CHECK_NOTE;
      column->note = g_strdup_printf (_("%'" PRIu64 " blank"), blanks);
    }
  else
    {
      column->check = ASSAY_IMPORT_CHECK_FITS;
      column->note = g_strdup (_("all fit"));
    }
}

static char *
join_samples (const AssayColumnProfile *profile)
{
  guint n;
  const AssayColumnExample *samples = assay_column_profile_get_samples (profile, &n);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, N_SAMPLES); i++)
    {
      g_autofree char *sample = shorten (samples[i].text, MAX_SAMPLE_CHARS);
      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", sample);
    }
  return g_string_free (text, FALSE);
}

static void
add_column (AssayImportSheet *sheet,
            AssayImportPlan  *plan,
            guint             position,
            const char       *strict_key)
{
  const AssayMappingColumn *mapped
    = assay_mapping_get_column (assay_import_plan_get_mapping (plan), position);
  const AssayColumnProfile *profile = assay_import_plan_get_profile (plan, position);
  AssayImportSheetColumn *column = g_new0 (AssayImportSheetColumn, 1);
  const char *label = mapped->field != NULL ? find_label (sheet, mapped->field) : NULL;
  AssayFieldType type = mapped->format.type;
  const AssayColumnVerdict *verdict = assay_import_plan_get_verdict (plan, position);

  column->header = *mapped->header != '\0' ? g_strdup (mapped->header)
                                           : g_strdup_printf (_("Column %u"), position + 1);
  column->samples = join_samples (profile);
  column->field = g_strdup (mapped->field);
  column->is_new = mapped->field != NULL && label == NULL;
  column->label = g_strdup (label != NULL             ? label
                            : mapped->label != NULL ? mapped->label
                                                    : mapped->field);
  column->type = mapped->field != NULL ? describe_type (mapped, verdict, profile) : g_strdup ("");
  column->misfits = g_ptr_array_new_with_free_func (g_free);
  check_column (column, plan, position,
                strict_key != NULL && g_strcmp0 (mapped->field, strict_key) == 0);
  if (mapped->field != NULL && type == ASSAY_FIELD_TYPE_NUMBER && !sheet->has_numbers
      && !needs_no_sign (verdict, profile))
    {
      sheet->has_numbers = TRUE;
      sheet->decimal = mapped->format.decimal;
    }
  if (mapped->field != NULL && !sheet->has_dates
      && (type == ASSAY_FIELD_TYPE_DATE || type == ASSAY_FIELD_TYPE_DATETIME)
      && !needs_no_order (verdict, profile))
    {
      sheet->has_dates = TRUE;
      sheet->dates = mapped->format.date_order;
    }
  g_ptr_array_add (sheet->columns, column);
}

typedef struct
{
  AssayImportSheet *sheet;
  AssayLeadBuilder *builder;
  AssayFieldRegistry *registry;
} Preview;

static AssayFieldType
target_type (Preview               *preview,
             const AssayLeadTarget *target)
{
  const AssayField *field = preview->sheet->kind == ASSAY_IMPORT_KIND_LEADS
                              ? assay_field_registry_find (preview->registry, target->key)
                              : NULL;

  return field != NULL ? field->type : target->type;
}

static gboolean
add_preview_row (guint64           line,
                 const AssayValue *values,
                 guint             n_values,
                 const char       *reason,
                 gpointer          user_data)
{
  Preview *preview = user_data;
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();

  if (reason != NULL)
    g_strv_builder_add (cells, reason);
  for (guint i = 0; i < n_values; i++)
    {
      const AssayLeadTarget *target = assay_lead_builder_get_target (preview->builder, i);
      g_autofree char *text = assay_format_value (&values[i], target_type (preview, target));
      g_autofree char *cell = shorten (*text != '\0' ? text : "—", MAX_CELL_CHARS);

      g_strv_builder_add (cells, cell);
    }
  g_ptr_array_add (preview->sheet->preview, g_strv_builder_end (cells));
  return TRUE;
}

static gboolean
make_preview (AssayImportSheet   *sheet,
              AssayImportPlan    *plan,
              AssayFieldRegistry *registry,
              GCancellable       *cancellable,
              GError            **error)
{
  g_autoptr (AssayLeadBuilder) builder = assay_import_plan_create_builder (plan);
  Preview preview = { sheet, builder, registry };

  for (guint i = 0; i < assay_lead_builder_get_n_targets (builder); i++)
    {
      const AssayLeadTarget *target = assay_lead_builder_get_target (builder, i);
      const char *label = find_label (sheet, target->key);
      gboolean numeric = target_type (&preview, target) == ASSAY_FIELD_TYPE_NUMBER;

      g_ptr_array_add (sheet->targets, g_strdup (label != NULL           ? label
                                                 : target->label != NULL ? target->label
                                                                         : target->key));
      g_array_append_val (sheet->numeric, numeric);
    }
  return assay_import_plan_preview (plan, PREVIEW_ROWS, add_preview_row, &preview, cancellable,
                                    error);
}

static void
take_dialect (AssayImportSheet *sheet,
              AssayImportPlan  *plan)
{
  const AssayCsvDialect *dialect = assay_import_plan_get_dialect (plan);

  sheet->encoding = g_strdup (assay_import_plan_get_encoding (plan));
  sheet->delimited = dialect != NULL && sheet->encoding != NULL;
  sheet->header_line = -1;
  if (dialect == NULL)
    return;
  sheet->delimiter = dialect->delimiter;
  sheet->quote = dialect->quote;
  sheet->header_line = (gint64) dialect->header_line;
}

/**
 * assay_import_sheet_new:
 * @strict_key: (nullable): the key that was chosen, so that rows without it are rejected
 * @mapping: (nullable): the saved mapping that was used
 *
 * Reads off the plan what the window shows. Takes the first rows from the file; on a worker.
 */
AssayImportSheet *
assay_import_sheet_new (AssayImportPlan *plan,
                        AssayWorkspace  *workspace,
                        GFile           *file,
                        const char      *strict_key,
                        const char      *mapping,
                        GCancellable    *cancellable,
                        GError         **error)
{
  g_autoptr (AssayImportSheet) sheet = g_new0 (AssayImportSheet, 1);
  g_autoptr (AssayFieldRegistry) registry = assay_workspace_get_fields (workspace);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  gint64 job;

  sheet->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  sheet->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) field_free);
  sheet->targets = g_ptr_array_new_with_free_func (g_free);
  sheet->numeric = g_array_new (FALSE, FALSE, sizeof (gboolean));
  sheet->preview = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  sheet->kind = assay_import_plan_get_mapping (plan)->kind;
  sheet->size = info != NULL ? g_file_info_get_size (info) : 0;
  sheet->rows = assay_import_plan_get_rows (plan);
  sheet->key = g_strdup (assay_import_plan_get_key (plan));
  sheet->mapping = g_strdup (mapping);
  take_dialect (sheet, plan);
  list_fields (sheet, registry);
  for (guint i = 0; i < assay_import_plan_get_n_columns (plan); i++)
    add_column (sheet, plan, i, strict_key);
  if (reader == NULL || !assay_import_past_job (reader, plan, &job, &sheet->earlier, error))
    return NULL;
  sheet->mappings = assay_import_past_names (reader, sheet->kind, error);
  if (sheet->mappings == NULL || !make_preview (sheet, plan, registry, cancellable, error))
    return NULL;
  return g_steal_pointer (&sheet);
}
