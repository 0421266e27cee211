/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-csv-reader.h"

#include "import/assay-cell-guard-private.h"
#include "import/assay-csv-parser-private.h"

#include <string.h>

struct _AssayCsvReader
{
  AssayRowReader parent_instance;

  AssayTextSource *source;   /* (owned) */
  AssayCsvDialect *dialect;  /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  gboolean unguard;
  char **header;             /* (owned) (nullable) */
  AssayCsvParser parser;
  char *scratch;             /* (owned): cells without their escapes */
  gsize scratch_capacity;
};

G_DEFINE_FINAL_TYPE (AssayCsvReader, assay_csv_reader, ASSAY_TYPE_ROW_READER)

static void
assay_csv_reader_finalize (GObject *object)
{
  AssayCsvReader *self = ASSAY_CSV_READER (object);

  if (self->source != NULL)
    assay_csv_parser_clear (&self->parser);
  g_clear_object (&self->source);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->dialect, assay_csv_dialect_free);
  g_strfreev (self->header);
  g_free (self->scratch);
  G_OBJECT_CLASS (assay_csv_reader_parent_class)->finalize (object);
}

static void
assay_csv_reader_init (AssayCsvReader *self)
{
}

static char *
unescape (const AssayCsvDialect *dialect,
          const AssayValue      *cell,
          char                  *out)
{
  const char *p = cell->text, *end = p + cell->length;
  const char quote = dialect->quote, escape = dialect->escape;

  while (p < end)
    {
      const char *next = p;

      while (next < end && *next != quote && (*next != escape || escape == '\0'))
        next++;
      memcpy (out, p, (gsize) (next - p));
      out += next - p;
      p = next;
      if (p == end)
        break;
      if (p + 1 < end && (p[1] == quote || (*p == escape && p[1] == escape)))
        p++;
      *out++ = *p++;
    }
  return out;
}

static void
unescape_cells (AssayCsvReader *self)
{
  AssayCsvParser *parser = &self->parser;
  const guint *escaped = (const guint *) (gpointer) parser->escaped->data;
  gsize needed = 0;
  char *out;

  for (guint i = 0; i < parser->escaped->len; i++)
    if (escaped[i] < parser->n_cells)
      needed += parser->cells[escaped[i]].length;
  if (needed > self->scratch_capacity)
    {
      g_free (self->scratch);
      self->scratch_capacity = MAX (needed, self->scratch_capacity * 2);
      self->scratch = g_malloc (self->scratch_capacity);
    }
  out = self->scratch;
  for (guint i = 0; i < parser->escaped->len; i++)
    if (escaped[i] < parser->n_cells)
      {
        AssayValue *cell = &parser->cells[escaped[i]];
        char *stop = unescape (self->dialect, cell, out);
        *cell = assay_value_from_text (out, (gsize) (stop - out));
        out = stop;
      }
}

static void
unguard_cells (AssayCsvParser *parser)
{
  for (guint i = 0; i < parser->n_cells; i++)
    {
      AssayValue *cell = &parser->cells[i];
      if (cell->length > 0 && *cell->text == '\''
          && assay_cell_is_guarded (cell->text, cell->length))
        *cell = assay_value_from_text (cell->text + 1, cell->length - 1);
    }
}

/* A blank line is a row only where rows have one cell, which may be empty. */
static gboolean
is_blank_line (AssayCsvReader *self)
{
  const AssayCsvParser *parser = &self->parser;

  return parser->n_cells == 1 && parser->stop == parser->start
         && self->dialect->delimiter != '\0' && parser->width != 1;
}

static gboolean
take_row (AssayCsvReader *self)
{
  AssayCsvParser *parser = &self->parser;

  do
    if (!assay_csv_parser_next (parser))
      return FALSE;
  while (is_blank_line (self));

  if (parser->width == 0)
    parser->width = parser->n_cells;
  if (parser->escaped->len > 0)
    unescape_cells (self);
  return TRUE;
}

static gboolean
assay_csv_reader_next (AssayRowReader  *reader,
                       AssayRow        *row,
                       GError         **error)
{
  AssayCsvReader *self = (AssayCsvReader *) reader;
  AssayCsvParser *parser = &self->parser;

  if (!take_row (self))
    {
      if (parser->failure != NULL)
        g_propagate_error (error, g_error_copy (parser->failure));
      return FALSE;
    }
  if (self->unguard)
    unguard_cells (parser);
  *row = (AssayRow) {
    .cells = parser->cells,
    .n_cells = parser->n_cells,
    .problems = parser->problems,
    .problem_column = parser->problem_column,
    .line = parser->line,
  };
  return TRUE;
}

static const char *const *
assay_csv_reader_get_header (AssayRowReader *reader)
{
  return (const char *const *) ASSAY_CSV_READER (reader)->header;
}

static const char *
assay_csv_reader_get_text (AssayRowReader *reader,
                           gsize          *length)
{
  const AssayCsvParser *parser = &ASSAY_CSV_READER (reader)->parser;

  *length = parser->stop - parser->start;
  return parser->buffer + parser->start;
}

static double
assay_csv_reader_get_progress (AssayRowReader *reader)
{
  return assay_text_source_get_progress (ASSAY_CSV_READER (reader)->source);
}

static void
assay_csv_reader_class_init (AssayCsvReaderClass *klass)
{
  AssayRowReaderClass *reader_class = ASSAY_ROW_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_csv_reader_finalize;
  reader_class->next = assay_csv_reader_next;
  reader_class->get_header = assay_csv_reader_get_header;
  reader_class->get_text = assay_csv_reader_get_text;
  reader_class->get_progress = assay_csv_reader_get_progress;
}

static gboolean
read_header (AssayCsvReader  *self,
             GError         **error)
{
  AssayCsvParser *parser = &self->parser;

  assay_csv_parser_skip_to (parser, MAX (self->dialect->header_line, 1));
  if (self->dialect->header_line > 0)
    {
      AssayRow row;
      g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

      if (parser->failure == NULL
          && assay_csv_reader_next (ASSAY_ROW_READER (self), &row, NULL))
        for (guint i = 0; i < row.n_cells; i++)
          {
            g_autofree char *name = g_strndup (row.cells[i].text, row.cells[i].length);
            g_strv_builder_add (names, g_strstrip (name));
          }
      self->header = g_strv_builder_end (names);
    }
  assay_csv_parser_skip_to (parser, self->dialect->first_line);
  if (parser->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (parser->failure));
  return FALSE;
}

/**
 * assay_csv_reader_new:
 * @source: the text
 * @dialect: how it is written
 * @unguard: take off the apostrophe that #AssayRowWriter puts before cells a spreadsheet would run
 * @cancellable: (nullable): stops reading
 *
 * Reads rows of delimited text: RFC 4180 exactly, and what is not by that by these rules: a row
 * ends with CRLF, LF or CR; a quote inside a cell that does not start with one is plain; a quote
 * inside a quoted cell that neither is doubled nor ends the cell is plain; blanks between a closing
 * quote and the delimiter are left out; a quote that is never closed ends with its line. The last ones are
 * reported as problems of the row. Blank lines are left out unless rows have a single cell. Memory
 * does not depend on the file. Errors: %ASSAY_IMPORT_ERROR. One thread at a time.
 *
 * Returns: (transfer full): a reader that stands before the first row of data
 */
AssayCsvReader *
assay_csv_reader_new (AssayTextSource        *source,
                      const AssayCsvDialect  *dialect,
                      gboolean                unguard,
                      GCancellable           *cancellable,
                      GError                **error)
{
  g_autoptr (AssayCsvReader) self = NULL;

  if (!assay_csv_dialect_check (dialect, error))
    return NULL;
  self = g_object_new (ASSAY_TYPE_CSV_READER, NULL);
  self->source = g_object_ref (source);
  self->dialect = assay_csv_dialect_copy (dialect);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->unguard = unguard;
  assay_csv_parser_init (&self->parser, self->source, self->dialect, self->cancellable);
  if (!read_header (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/*
 * assay_csv_reader_set_scan:
 * @scan: (nullable): how to look for marks
 * @block_size: how much to read at once, 16 bytes to %ASSAY_TEXT_SOURCE_BLOCK
 *
 * For tests, before the first row of a file without header.
 */
void
assay_csv_reader_set_scan (AssayCsvReader   *self,
                           AssayCsvScanFunc  scan,
                           gsize             block_size)
{
  if (scan != NULL)
    self->parser.scan = scan;
  self->parser.block_size = block_size;
}

/**
 * assay_csv_reader_get_dialect:
 *
 * Returns: (transfer none): how the text is read
 */
const AssayCsvDialect *
assay_csv_reader_get_dialect (AssayCsvReader *self)
{
  return self->dialect;
}

/**
 * assay_csv_reader_get_source:
 *
 * Returns: (transfer none): the text; tells its encoding and what did not decode
 */
AssayTextSource *
assay_csv_reader_get_source (AssayCsvReader *self)
{
  return self->source;
}
