/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-mapping.h"

#include "base/assay-hash.h"
#include "import/assay-header-matcher-private.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (AssayMapping, assay_mapping, assay_mapping_copy, assay_mapping_free)

static const char *const rule_nicks[]
  = { "default", "newest", "keep", "longest", "only-if-empty", "earliest", "latest" };

GType
assay_import_kind_get_type (void)
{
  static const GEnumValue values[] = {
    { ASSAY_IMPORT_KIND_LEADS, "ASSAY_IMPORT_KIND_LEADS", "leads" },
    { ASSAY_IMPORT_KIND_EVENTS, "ASSAY_IMPORT_KIND_EVENTS", "events" },
    { ASSAY_IMPORT_KIND_OUTCOMES, "ASSAY_IMPORT_KIND_OUTCOMES", "outcomes" },
    { ASSAY_IMPORT_KIND_AGENTS, "ASSAY_IMPORT_KIND_AGENTS", "agents" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("AssayImportKind", values));
  return type;
}

GType
assay_import_mode_get_type (void)
{
  static const GEnumValue values[] = {
    { ASSAY_IMPORT_MODE_UPSERT, "ASSAY_IMPORT_MODE_UPSERT", "upsert" },
    { ASSAY_IMPORT_MODE_ADD, "ASSAY_IMPORT_MODE_ADD", "add" },
    { ASSAY_IMPORT_MODE_UPDATE, "ASSAY_IMPORT_MODE_UPDATE", "update" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("AssayImportMode", values));
  return type;
}

static void
column_free (AssayMappingColumn *column)
{
  g_free (column->header);
  g_free (column->field);
  g_free (column->label);
  g_free (column);
}

AssayMapping *
assay_mapping_new (AssayImportKind kind)
{
  AssayMapping *self = g_new0 (AssayMapping, 1);

  self->kind = kind;
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  return self;
}

AssayMapping *
assay_mapping_copy (const AssayMapping *self)
{
  AssayMapping *copy = assay_mapping_new (self->kind);

  copy->mode = self->mode;
  copy->encoding = g_strdup (self->encoding);
  copy->dialect = self->dialect != NULL ? assay_csv_dialect_copy (self->dialect) : NULL;
  copy->sheet = g_strdup (self->sheet);
  copy->key = g_strdup (self->key);
  copy->blank_erases = self->blank_erases;
  copy->native = self->native;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AssayMappingColumn *column = assay_mapping_get_column (self, i);
      AssayMappingColumn *added = assay_mapping_add_column (copy, column->header);
      assay_mapping_column_set_field (added, column->field, column->label);
      added->format = column->format;
      added->rule = column->rule;
    }
  return copy;
}

void
assay_mapping_free (AssayMapping *self)
{
  if (self == NULL)
    return;
  g_free (self->encoding);
  g_clear_pointer (&self->dialect, assay_csv_dialect_free);
  g_free (self->sheet);
  g_free (self->key);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

/**
 * assay_mapping_add_column:
 * @header: the column's name; empty where the file has no header
 *
 * Adds the file's next column, left out until it gets a field.
 *
 * Returns: (transfer none): the column
 */
AssayMappingColumn *
assay_mapping_add_column (AssayMapping *self,
                          const char   *header)
{
  AssayMappingColumn *column = g_new0 (AssayMappingColumn, 1);

  column->header = g_strdup (header);
  column->format.trim = TRUE;
  g_ptr_array_add (self->columns, column);
  return column;
}

AssayMappingColumn *
assay_mapping_get_column (const AssayMapping *self,
                          guint               position)
{
  return g_ptr_array_index (self->columns, position);
}

/**
 * assay_mapping_find_header:
 * @header: a column's name; where none is spelled so, letter case, accents and signs do not count
 *
 * Returns: (nullable) (transfer none): the first such column
 */
AssayMappingColumn *
assay_mapping_find_header (const AssayMapping *self,
                           const char         *header)
{
  g_autofree char *wanted = assay_header_squeeze (header);

  for (guint i = 0; i < self->columns->len; i++)
    if (strcmp (assay_mapping_get_column (self, i)->header, header) == 0)
      return assay_mapping_get_column (self, i);
  for (guint i = 0; i < self->columns->len && *wanted != '\0'; i++)
    {
      g_autofree char *name = assay_header_squeeze (assay_mapping_get_column (self, i)->header);
      if (strcmp (name, wanted) == 0)
        return assay_mapping_get_column (self, i);
    }
  return NULL;
}

/**
 * assay_mapping_find_field:
 *
 * Returns: (nullable) (transfer none): the column that becomes @field
 */
AssayMappingColumn *
assay_mapping_find_field (const AssayMapping *self,
                          const char         *field)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_strcmp0 (assay_mapping_get_column (self, i)->field, field) == 0)
      return assay_mapping_get_column (self, i);
  return NULL;
}

/**
 * assay_mapping_column_set_field:
 * @field: (nullable): %NULL leaves the column out
 * @label: (nullable): for a field that is new
 */
void
assay_mapping_column_set_field (AssayMappingColumn *column,
                                const char         *field,
                                const char         *label)
{
  char *new_field = g_strdup (field), *new_label = g_strdup (label);

  g_free (column->field);
  g_free (column->label);
  column->field = new_field;
  column->label = new_label;
}

/**
 * assay_mapping_apply_saved:
 * @saved: a mapping made for a file with such headers
 *
 * Takes over what @saved decides, column by column with the same header; columns it does not know
 * stay as they are.
 */
void
assay_mapping_apply_saved (AssayMapping       *self,
                           const AssayMapping *saved)
{
  self->mode = saved->mode;
  self->blank_erases = saved->blank_erases;
  g_free (self->key);
  self->key = g_strdup (saved->key);
  for (guint i = 0; i < self->columns->len; i++)
    {
      AssayMappingColumn *column = assay_mapping_get_column (self, i);
      const AssayMappingColumn *known = NULL;
      if (*column->header != '\0')
        known = assay_mapping_find_header (saved, column->header);
      else if (i < saved->columns->len && *assay_mapping_get_column (saved, i)->header == '\0')
        known = assay_mapping_get_column (saved, i);
      if (known == NULL)
        continue;
      assay_mapping_column_set_field (column, known->field, known->label);
      column->format = known->format;
      column->rule = known->rule;
    }
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * assay_mapping_signature:
 * @headers: (array zero-terminated=1): names of columns
 *
 * Returns: (transfer full): the same text for the same set of names, in any order and spelling
 */
char *
assay_mapping_signature (const char *const *headers)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint64 hash = 0;

  for (; *headers != NULL; headers++)
    g_ptr_array_add (names, assay_header_squeeze (*headers));
  g_ptr_array_sort (names, compare_strings);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      hash = assay_hash_bytes (name, strlen (name), hash);
    }
  return g_strdup_printf ("%u-%016" G_GINT64_MODIFIER "x", names->len, hash);
}

char *
assay_mapping_dup_signature (const AssayMapping *self)
{
  g_autofree const char **headers = g_new0 (const char *, self->columns->len + 1);

  for (guint i = 0; i < self->columns->len; i++)
    headers[i] = assay_mapping_get_column (self, i)->header;
  return assay_mapping_signature (headers);
}

const char *
assay_update_rule_to_nick (AssayUpdateRule rule)
{
  return rule_nicks[rule];
}

gboolean
assay_update_rule_from_nick (const char      *nick,
                             AssayUpdateRule *out)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rule_nicks); i++)
    if (strcmp (rule_nicks[i], nick) == 0)
      {
        *out = (AssayUpdateRule) i;
        return TRUE;
      }
  return FALSE;
}
