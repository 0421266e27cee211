/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-reference-table.h"

#include <string.h>

#include "base/assay-data.h"

G_DEFINE_QUARK (assay - reference - error - quark, assay_reference_error)

struct _AssayReferenceTable
{
  char *path;
  char *text; /* cut into cells as rows are read */
  char *next; /* into @text */
  char *end;  /* of @text */
  guint line;
  GHashTable *header; /* (element-type utf8 utf8) (owned) */
  guint n_columns;
  const char *cells[ASSAY_REFERENCE_MAX_COLUMNS + 1];
};

/**
 * assay_reference_table_find:
 * @name: e.g. `disposable-domains.tsv`
 *
 * Returns: (transfer full): where the table lies: the user's own, else the shipped one
 */
char *
assay_reference_table_find (const char *name)
{
  g_autofree char *shipped = g_build_filename ("reference", name, NULL);
  char *own = g_build_filename (g_get_user_data_dir (), "assay", "reference", name, NULL);

  if (g_file_test (own, G_FILE_TEST_IS_REGULAR))
    return own;
  g_free (own);
  return assay_data_file (shipped);
}

/* Cuts the next line off; %NULL at the end. */
static char *
next_line (AssayReferenceTable *self)
{
  char *line = self->next, *end;

  if (line == NULL || line == self->end)
    return NULL;
  end = memchr (line, '\n', (gsize) (self->end - line));
  self->next = end != NULL ? end + 1 : NULL;
  if (end != NULL)
    *end = '\0';
  self->line++;
  return g_strchomp (line);
}

static void
read_header_line (AssayReferenceTable *self,
                  char                *line)
{
  char *colon = strchr (line, ':');

  if (colon == NULL)
    return;
  *colon = '\0';
  g_hash_table_insert (
      self->header, g_strdup (g_strstrip (line + 1)), g_strdup (g_strstrip (colon + 1)));
}

static guint
count_columns (const char *columns)
{
  g_auto (GStrv) names = g_strsplit_set (columns, " ", -1);
  guint n = 0;

  for (char **name = names; *name != NULL; name++)
    n += **name != '\0';
  return n;
}

/* Headers are short; what goes on after this is none. */
#define HEADER_MAX 4096

/**
 * assay_reference_table_read_header:
 * @name: e.g. `disposable-domains.tsv`
 * @key: e.g. `date`
 *
 * Reads the header alone: tables are large.
 *
 * Returns: (transfer full) (nullable): what it says; %NULL where it does not, or cannot be read
 */
char *
assay_reference_table_read_header (const char *name,
                                   const char *key)
{
  g_autofree char *path = assay_reference_table_find (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  AssayReferenceTable self = { 0 };
  g_autoptr (GHashTable) header = NULL;
  char text[HEADER_MAX + 1];
  gsize length = 0;

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, HEADER_MAX, &length, NULL, NULL))
    return NULL;
  text[length] = '\0';
  self.next = text;
  self.end = text + length;
  self.header = header = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (self.next != NULL && *self.next == '#')
    read_header_line (&self, next_line (&self));
  return g_strdup (g_hash_table_lookup (header, key));
}

/**
 * assay_reference_table_open:
 * @name: e.g. `disposable-domains.tsv`
 *
 * Reads the whole table and its header.
 *
 * Returns: (transfer full) (nullable): the table before its first row; %NULL with a #GFileError or
 *   %ASSAY_REFERENCE_ERROR_MALFORMED
 */
AssayReferenceTable *
assay_reference_table_open (const char *name,
                            GError    **error)
{
  g_autoptr (AssayReferenceTable) self = g_new0 (AssayReferenceTable, 1);
  const char *columns;
  gsize length;

  self->header = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->path = assay_reference_table_find (name);
  if (!g_file_get_contents (self->path, &self->text, &length, error))
    return NULL;
  if (!g_utf8_validate (self->text, (gssize) length, NULL))
    {
      assay_reference_table_fail (self, error, "expected UTF-8 text");
      return NULL;
    }
  self->next = self->text;
  self->end = self->text + length;
  while (self->next != NULL && *self->next == '#')
    read_header_line (self, next_line (self));
  columns = assay_reference_table_get_header (self, "columns");
  self->n_columns = columns != NULL ? count_columns (columns) : 0;
  if (self->n_columns == 0 || self->n_columns > ASSAY_REFERENCE_MAX_COLUMNS)
    {
      assay_reference_table_fail (self,
                                  error,
                                  "expected a line “# columns:” with 1 to %d names",
                                  ASSAY_REFERENCE_MAX_COLUMNS);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
assay_reference_table_free (AssayReferenceTable *self)
{
  g_clear_pointer (&self->header, g_hash_table_unref);
  g_free (self->path);
  g_free (self->text);
  g_free (self);
}

/**
 * assay_reference_table_get_header:
 * @key: e.g. `date`
 *
 * Returns: (nullable) (transfer none): what the header says
 */
const char *
assay_reference_table_get_header (AssayReferenceTable *self,
                                  const char          *key)
{
  return g_hash_table_lookup (self->header, key);
}

guint
assay_reference_table_get_n_columns (AssayReferenceTable *self)
{
  return self->n_columns;
}

/**
 * assay_reference_table_next:
 * @out_cells: (out) (transfer none): as many cells as there are columns; missing ones at the end of
 * a row are empty. They stay as long as the table
 *
 * Reads the next row, passing over empty lines and comments.
 *
 * Returns: whether there was one; %FALSE at the end, or with %ASSAY_REFERENCE_ERROR_MALFORMED
 */
gboolean
assay_reference_table_next (AssayReferenceTable *self,
                            const char *const **out_cells,
                            GError **error)
{
  char *line;
  guint n = 0;

  do
    line = next_line (self);
  while (line != NULL && (*line == '\0' || *line == '#'));
  if (line == NULL)
    return FALSE;
  for (char *cell = line; cell != NULL; n++)
    {
      char *tab = strchr (cell, '\t');

      if (n == self->n_columns)
        return assay_reference_table_fail (
            self, error, "expected at most %u cells", self->n_columns);
      if (tab != NULL)
        *tab++ = '\0';
      self->cells[n] = cell;
      cell = tab;
    }
  for (; n < self->n_columns; n++)
    self->cells[n] = "";
  *out_cells = self->cells;
  return TRUE;
}

/**
 * assay_reference_table_read:
 * @name: e.g. `job-titles.tsv`
 * @n_columns: how many it has to have
 * @read_row: takes in a row
 * @data: for @read_row
 *
 * Reads a table row by row.
 *
 * Returns: whether all of it could be read; %FALSE with a #GFileError, %ASSAY_REFERENCE_ERROR_MALFORMED
 *   or what @read_row says
 */
gboolean
assay_reference_table_read (const char *name,
                            guint n_columns,
                            AssayReferenceRow read_row,
                            gpointer data,
                            GError **error)
{
  g_autoptr (AssayReferenceTable) table = assay_reference_table_open (name, error);
  g_autoptr (GError) failure = NULL;
  const char *const *cells;

  if (table == NULL)
    return FALSE;
  if (table->n_columns != n_columns)
    return assay_reference_table_fail (table, error, "expected %u columns", n_columns);
  while (assay_reference_table_next (table, &cells, &failure))
    if (!read_row (data, table, cells, &failure))
      break;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * assay_reference_table_fail:
 *
 * Says what is wrong with the line that was read last.
 *
 * Returns: %FALSE
 */
gboolean
assay_reference_table_fail (AssayReferenceTable *self,
                            GError             **error,
                            const char          *format,
                            ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error,
               ASSAY_REFERENCE_ERROR,
               ASSAY_REFERENCE_ERROR_MALFORMED,
               "%s, line %u: %s",
               self->path,
               self->line,
               what);
  return FALSE;
}
