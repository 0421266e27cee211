/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-jsonl-reader.h"

#include "import/assay-csv-parser-private.h"
#include "import/assay-json-scan-private.h"

#include <string.h>

#define MAX_COLUMNS 65536

/* Lines come from the parser of delimited text, told that nothing delimits and nothing quotes. */
struct _AssayJsonlReader
{
  AssayRowReader parent_instance;

  AssayTextSource *source;    /* (owned) */
  GCancellable *cancellable;  /* (owned) (nullable) */
  AssayCsvParser lines;
  GPtrArray *names;           /* (owned) (element-type utf8): ends with NULL */
  GHashTable *columns;        /* (owned): name to number, both as in @names */
  AssayValue *cells;          /* (owned) */
  guint n_cells;              /* room in @cells */
  GString *key;               /* (owned) */
  char *room;                 /* (owned): texts without their escapes */
  gsize room_size;
};

static const AssayCsvDialect line_dialect = { .delimiter = '\0', .quote = '\0' };

G_DEFINE_FINAL_TYPE (AssayJsonlReader, assay_jsonl_reader, ASSAY_TYPE_ROW_READER)

static void
assay_jsonl_reader_finalize (GObject *object)
{
  AssayJsonlReader *self = ASSAY_JSONL_READER (object);

  assay_csv_parser_clear (&self->lines);
  g_clear_object (&self->source);
  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->columns);
  g_ptr_array_unref (self->names);
  g_string_free (self->key, TRUE);
  g_free (self->cells);
  g_free (self->room);
  G_OBJECT_CLASS (assay_jsonl_reader_parent_class)->finalize (object);
}

static void
assay_jsonl_reader_init (AssayJsonlReader *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->names, NULL);
  self->columns = g_hash_table_new (g_str_hash, g_str_equal);
  self->key = g_string_new (NULL);
}

static guint
n_columns (AssayJsonlReader *self)
{
  return self->names->len - 1;
}

/* The column of @key, a new one if there is none. Most rows have the columns in the same order. */
static guint
find_column (AssayJsonlReader *self,
             const AssayValue *key,
             guint             guess)
{
  gpointer found;
  char *name;

  if (guess < n_columns (self))
    {
      name = g_ptr_array_index (self->names, guess);
      if (strncmp (name, key->text, key->length) == 0 && name[key->length] == '\0')
        return guess;
    }
  g_string_truncate (self->key, 0);
  g_string_append_len (self->key, key->text, key->length);
  if (g_hash_table_lookup_extended (self->columns, self->key->str, NULL, &found))
    return GPOINTER_TO_UINT (found);
  name = g_strdup (self->key->str);
  g_ptr_array_insert (self->names, (gint) n_columns (self), name);
  g_hash_table_insert (self->columns, name, GUINT_TO_POINTER (n_columns (self) - 1));
  return n_columns (self) - 1;
}

static void
set_cell (AssayJsonlReader *self,
          guint             column,
          const AssayValue *value)
{
  if (column >= self->n_cells)
    {
      guint before = self->n_cells;
      self->n_cells = MAX (64, column * 2);
      self->cells = g_renew (AssayValue, self->cells, self->n_cells);
      memset (self->cells + before, 0, (self->n_cells - before) * sizeof (AssayValue));
    }
  self->cells[column] = *value;
}

static gboolean
scan_object (AssayJsonlReader *self,
             const char       *text,
             gsize             length)
{
  AssayJsonScan scan = { .p = text, .end = text + length };

  if (length > self->room_size)
    {
      g_free (self->room);
      self->room_size = MAX (length, 4096);
      self->room = g_malloc (self->room_size);
    }
  scan.room = self->room;
  for (guint i = 0; i < self->n_cells; i++)
    self->cells[i] = ASSAY_VALUE_INIT_NULL;
  if (!assay_json_scan_accept (&scan, '{'))
    return FALSE;
  if (assay_json_scan_accept (&scan, '}'))
    return assay_json_scan_at_end (&scan);
  for (guint i = 0; i < MAX_COLUMNS; i++)
    {
      AssayValue key, value;

      if (!assay_json_scan_string (&scan, &key) || !assay_json_scan_accept (&scan, ':')
          || !assay_json_scan_value (&scan, &value))
        return FALSE;
      set_cell (self, find_column (self, &key, i), &value);
      if (assay_json_scan_accept (&scan, '}'))
        return assay_json_scan_at_end (&scan);
      if (!assay_json_scan_accept (&scan, ','))
        return FALSE;
    }
  return FALSE;
}

static void
cut_cells (AssayJsonlReader *self,
           AssayRow         *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    {
      AssayValue *cell = &self->cells[i];
      if (cell->length <= ASSAY_ROW_MAX_CELL)
        continue;
      cell->length = ASSAY_ROW_MAX_CELL;
      while ((cell->text[cell->length] & 0xc0) == 0x80)
        cell->length--;
      if (row->problems == ASSAY_ROW_PROBLEM_NONE)
        row->problem_column = i + 1;
      row->problems |= ASSAY_ROW_PROBLEM_CELL_TOO_LONG;
    }
}

static gboolean
assay_jsonl_reader_next (AssayRowReader  *reader,
                         AssayRow        *row,
                         GError         **error)
{
  AssayJsonlReader *self = (AssayJsonlReader *) reader;
  AssayCsvParser *lines = &self->lines;

  do
    if (!assay_csv_parser_next (lines))
      {
        if (lines->failure != NULL)
          g_propagate_error (error, g_error_copy (lines->failure));
        return FALSE;
      }
  while (lines->stop == lines->start);

  *row = (AssayRow) {
    .line = lines->line,
    .problems = lines->problems & ASSAY_ROW_PROBLEM_ROW_TOO_LONG,
  };
  if (row->problems == ASSAY_ROW_PROBLEM_NONE
      && scan_object (self, lines->buffer + lines->start, lines->stop - lines->start))
    {
      row->n_cells = n_columns (self);
      row->cells = self->cells;
      cut_cells (self, row);
      return TRUE;
    }
  row->problems |= ASSAY_ROW_PROBLEM_NOT_A_ROW;
  row->problem_column = 1;
  return TRUE;
}

static const char *const *
assay_jsonl_reader_get_header (AssayRowReader *reader)
{
  return (const char *const *) ASSAY_JSONL_READER (reader)->names->pdata;
}

static const char *
assay_jsonl_reader_get_text (AssayRowReader *reader,
                             gsize          *length)
{
  const AssayCsvParser *lines = &ASSAY_JSONL_READER (reader)->lines;

  *length = lines->stop - lines->start;
  return lines->buffer + lines->start;
}

static double
assay_jsonl_reader_get_progress (AssayRowReader *reader)
{
  return assay_text_source_get_progress (ASSAY_JSONL_READER (reader)->source);
}

static void
assay_jsonl_reader_class_init (AssayJsonlReaderClass *klass)
{
  AssayRowReaderClass *reader_class = ASSAY_ROW_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_jsonl_reader_finalize;
  reader_class->next = assay_jsonl_reader_next;
  reader_class->get_header = assay_jsonl_reader_get_header;
  reader_class->get_text = assay_jsonl_reader_get_text;
  reader_class->get_progress = assay_jsonl_reader_get_progress;
}

/* The columns of the sample are known before the first row is read. */
static void
read_columns (AssayJsonlReader *self)
{
  gsize length;
  gboolean complete;
  const char *p = assay_text_source_peek (self->source, &length, &complete);
  const char *end = p + length;

  while (p < end)
    {
      const char *stop = memchr (p, '\n', (gsize) (end - p));
      if (stop == NULL && !complete)
        return;
      if (stop == NULL)
        stop = end;
      scan_object (self, p, (gsize) (stop - p));
      p = stop + 1;
    }
}

/**
 * assay_jsonl_reader_new:
 * @source: the text: one JSON object a line
 * @cancellable: (nullable): stops reading
 *
 * Reads JSON Lines. Columns are the members in the order they first come; those of the first 256 KB
 * are in the header at once, later ones are added to it. A missing member and null are NULL, other
 * values text: numbers and words as written, lists and objects as their JSON. A line that is no
 * object is a row with a problem. Errors: %ASSAY_IMPORT_ERROR. One thread at a time.
 *
 * Returns: (transfer full): a reader
 */
AssayJsonlReader *
assay_jsonl_reader_new (AssayTextSource  *source,
                        GCancellable     *cancellable,
                        GError          **error)
{
  AssayJsonlReader *self = g_object_new (ASSAY_TYPE_JSONL_READER, NULL);

  self->source = g_object_ref (source);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  assay_csv_parser_init (&self->lines, source, &line_dialect, cancellable);
  read_columns (self);
  return self;
}

/**
 * assay_jsonl_reader_sniff:
 * @sample: (array length=length): the start of a text
 *
 * Returns: whether its first line is a JSON object
 */
gboolean
assay_jsonl_reader_sniff (const char *sample,
                          gsize       length)
{
  const char *end = sample + length, *stop;
  g_autofree char *room = NULL;
  AssayJsonScan scan;
  AssayValue value;

  while (sample < end && g_ascii_isspace (*sample))
    sample++;
  if (sample == end || *sample != '{')
    return FALSE;
  stop = memchr (sample, '\n', (gsize) (end - sample));
  if (stop == NULL)
    stop = end;
  room = g_malloc ((gsize) (stop - sample));
  scan = (AssayJsonScan) { .p = sample, .end = stop, .room = room };
  return assay_json_scan_value (&scan, &value) && assay_json_scan_at_end (&scan);
}
