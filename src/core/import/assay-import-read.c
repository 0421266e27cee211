/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-plan-private.h"

#include "base/assay-hash.h"
#include "import/assay-csv-reader.h"
#include "import/assay-profile-crew-private.h"

/* The first reading of a file: what its columns hold, and what tells its content from any other. */

#define REPORT_EVERY 500
#define HASH_BLOCK (256 * 1024)

static void
add_columns (AssayImportPlan *self,
             guint            n)
{
  while (self->columns->len < n)
    {
      AssayImportColumn *column = g_new0 (AssayImportColumn, 1);
      column->header = g_strdup ("");
      column->profile = assay_column_profile_new ();
      assay_column_profile_add_blanks (column->profile, self->rows);
      g_ptr_array_add (self->columns, column);
    }
}

/* Who counts the cells of the columns there are now. */
static AssayProfileCrew *
start_crew (AssayImportPlan *self)
{
  g_autofree AssayProfileTarget *targets = g_new0 (AssayProfileTarget, self->columns->len + 1);

  for (guint i = 0; i < self->columns->len; i++)
    {
      AssayImportColumn *column = g_ptr_array_index (self->columns, i);
      targets[i] = (AssayProfileTarget) { column->profile, column->keys };
    }
  return assay_profile_crew_new (targets, self->columns->len);
}

/* Columns that a row brings beyond those known: of a file without header, and of JSON Lines. */
static void
widen (AssayImportPlan   *self,
       AssayRowReader    *reader,
       const AssayRow    *row,
       AssayProfileCrew **crew)
{
  const char *const *header = assay_row_reader_get_header (reader);
  guint n = header != NULL ? g_strv_length ((char **) header) : row->n_cells;

  if (n <= self->columns->len
      || (header == NULL && assay_row_rejection (row, G_MAXUINT) != NULL))
    return;
  assay_profile_crew_wait (*crew);
  g_clear_pointer (crew, assay_profile_crew_free);
  add_columns (self, n);
  *crew = start_crew (self);
}

/* Which columns will likely be keys is in their names. */
static void
watch_keys (AssayImportPlan    *self,
            const char *const  *header,
            AssayHeaderMatcher *matcher)
{
  static const char *const keys[] = { "external_id", "email", "phone", NULL };

  for (guint i = 0; i < self->columns->len && self->kind == ASSAY_IMPORT_KIND_LEADS; i++)
    {
      const char *field = assay_header_matcher_find (matcher, header[i], NULL);
      if (field != NULL && g_strv_contains (keys, field))
        ((AssayImportColumn *) g_ptr_array_index (self->columns, i))->keys
          = assay_key_list_new (field);
    }
}

/* Headers are known to the end only when all rows were read. */
static void
end_columns (AssayImportPlan   *self,
             const char *const *header)
{
  guint n = header != NULL ? g_strv_length ((char **) header) : 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      AssayImportColumn *column = g_ptr_array_index (self->columns, i);
      assay_column_profile_finish (column->profile);
      if (i >= n)
        continue;
      g_free (column->header);
      column->header = g_strstrip (g_strdup (header[i]));
    }
}

/* Rows, or those of the start, through the profiles of their columns. */
gboolean
assay_import_plan_read (AssayImportPlan     *self,
                        AssayRowReader      *reader,
                        AssayHeaderMatcher  *matcher,
                        guint64              start_rows,
                        AssayImportProgress  progress,
                        gpointer             user_data,
                        GError             **error)
{
  const char *const *header = assay_row_reader_get_header (reader);
  g_autoptr (AssayProfileCrew) crew = NULL;
  GError *failure = NULL;
  AssayRow row;

  /* Only there do all rows have the columns of the first. */
  if (header == NULL || !ASSAY_IS_CSV_READER (reader))
    start_rows = 0;
  add_columns (self, header != NULL ? g_strv_length ((char **) header) : 0);
  if (header != NULL)
    watch_keys (self, header, matcher);
  crew = start_crew (self);
  while (assay_row_reader_next (reader, &row, &failure))
    {
      self->partial = start_rows > 0 && self->rows == start_rows;
      if (self->partial)
        break;
      if (row.n_cells > self->columns->len)
        widen (self, reader, &row, &crew);
      if (assay_row_rejection (&row, self->columns->len) == NULL)
        {
          assay_profile_crew_add (crew, &row);
          self->rows++;
        }
      if (progress != NULL && self->rows % REPORT_EVERY == 0)
        progress (assay_row_reader_get_progress (reader), user_data);
    }
  assay_profile_crew_wait (crew);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  end_columns (self, assay_row_reader_get_header (reader));
  return TRUE;
}

/* The bytes of the file in 128 bits, so that the same file is known again. */
static gboolean
hash_file (AssayImportPlan  *self,
           GError          **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (self->file, self->hasher_stop, error);
  g_autofree char *block = g_malloc (HASH_BLOCK);
  gsize n;

  if (stream == NULL)
    return FALSE;
  self->content[1] = G_MAXUINT32;
  do
    {
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), block, HASH_BLOCK, &n,
                                    self->hasher_stop, error))
        return FALSE;
      self->content[0] = assay_hash_bytes (block, n, self->content[0]);
      self->content[1] = assay_hash_mix (self->content[1] + self->content[0], 0x9fb21c651e98df25);
    }
  while (n == HASH_BLOCK);
  return TRUE;
}

static gpointer
run_hasher (gpointer plan)
{
  AssayImportPlan *self = plan;

  hash_file (self, &self->hasher_error);
  return NULL;
}

/* Beside what comes next: nobody asks for the content before the rows are worked out, except where
 * a file was imported before. */
void
assay_import_plan_start_hasher (AssayImportPlan *self)
{
  self->hasher_stop = g_cancellable_new ();
  self->hasher = g_thread_new ("assay-content", run_hasher, self);
}

void
assay_import_plan_stop_hasher (AssayImportPlan *self)
{
  if (self->hasher_stop != NULL)
    g_cancellable_cancel (self->hasher_stop);
  g_clear_pointer (&self->hasher, g_thread_join);
  g_clear_object (&self->hasher_stop);
  g_clear_error (&self->hasher_error);
}

/**
 * assay_import_plan_wait_content:
 *
 * Waits until all of the file was read to know it again. Errors: %G_IO_ERROR.
 */
gboolean
assay_import_plan_wait_content (AssayImportPlan  *self,
                                GError          **error)
{
  g_clear_pointer (&self->hasher, g_thread_join);
  if (self->hasher_error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->hasher_error));
  return FALSE;
}
