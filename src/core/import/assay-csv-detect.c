/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-csv-dialect.h"

#include "import/assay-sample-table-private.h"

#include <string.h>

#define SAMPLE_SIZE ((gsize) 64 * 1024)

/* How common each delimiter is. What is not here is no candidate: it stands inside numbers, names,
 * addresses and dates. The blank is the last resort. */
static const struct
{
  char delimiter;
  double prior;
} candidates[] = {
  { ',', 1.0 },    { ';', 1.0 },    { '\t', 1.0 },   { '|', 1.0 },    { ':', 0.7 },
  { '^', 0.9 },    { '~', 0.9 },    { '\x1f', 1.0 }, { '\x1e', 1.0 }, { '\x01', 1.0 },
  { '!', 0.5 },    { '#', 0.5 },    { '$', 0.5 },    { '%', 0.5 },    { '&', 0.5 },
  { '*', 0.5 },    { '`', 0.5 },    { '=', 0.4 },    { '/', 0.3 },    { '_', 0.2 },
  { '+', 0.2 },    { ' ', 0.2 },
};

typedef struct
{
  const char *text;
  gsize length;
  gboolean complete;
  AssayCsvDialect best;
  double best_score;
} Search;

/* Consistency of the rows' lengths times share of cells that look like something. A file in which
 * one row in a hundred is odd is nearly as good as one without: patterns count by the square of
 * their share, where CleverCSV divides by their number. Source: van den Burg, Nazábal and Sutton,
 * "Wrangling messy CSV files by detecting row and type patterns", Data Mining and Knowledge
 * Discovery 33 (2019), section 4; DuckDB's sniffer weighs the same two in its steps "dialect" and
 * "type detection". */
static double
weigh_table (const AssaySampleTable *table)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer width, count;
  double pattern = 0, typed = 0;
  guint n_rows = table->rows->len;

  if (n_rows == 0)
    return 0;
  for (guint i = 0; i < n_rows; i++)
    {
      gpointer key = GUINT_TO_POINTER (assay_sample_table_row (table, i)->n_cells);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;
      g_hash_table_insert (counts, key, GUINT_TO_POINTER (n));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &width, &count))
    {
      double share = (double) GPOINTER_TO_UINT (count) / n_rows;
      double cells = GPOINTER_TO_UINT (width);
      pattern += share * share * MAX (cells - 1, 0.001) / cells;
    }
  for (guint i = 0; i < table->cells->len; i++)
    {
      const AssaySampleCell *cell = &g_array_index (table->cells, AssaySampleCell, i);
      /* A blank ahead of a word is how a comma goes on in a sentence. */
      if (cell->type != ASSAY_CELL_UNKNOWN)
        typed += !cell->quoted && cell->length > 1 && *cell->text == ' ' ? 0.7 : 1;
    }
  return pattern * MAX (typed, 0.001) / MAX (table->cells->len, 1)
         * (1 - MIN (0.95, (double) table->n_malformed / n_rows));
}

static gboolean
contains (const Search *search,
          char          a,
          char          b)
{
  for (const char *p = search->text; p + 1 < search->text + search->length; p++)
    if (p[0] == a && p[1] == b)
      return TRUE;
  return FALSE;
}

static void
try_dialect (Search                *search,
             const AssayCsvDialect *dialect,
             double                 prior)
{
  g_autoptr (AssaySampleTable) table = assay_sample_table_split (search->text, search->length,
                                                                 search->complete, dialect);
  double score = weigh_table (table) * prior;

  if (score > search->best_score)
    {
      search->best = *dialect;
      search->best_score = score;
    }
}

/* Quotes are tried where a cell starts with one. */
static void
try_delimiter (Search *search,
               char    delimiter,
               double  prior,
               char   *comment)
{
  AssayCsvDialect dialect = { .delimiter = delimiter, .quote = '"', .comment = comment };

  try_dialect (search, &dialect, prior);
  if (contains (search, '\\', '"'))
    {
      dialect.escape = '\\';
      try_dialect (search, &dialect, prior * 0.999);
      dialect.escape = '\0';
    }
  if ((delimiter != '\0' && contains (search, delimiter, '\''))
      || contains (search, '\n', '\'') || *search->text == '\'')
    {
      dialect.quote = '\'';
      try_dialect (search, &dialect, prior * 0.99);
      if (contains (search, '\\', '\''))
        {
          dialect.escape = '\\';
          try_dialect (search, &dialect, prior * 0.989);
          dialect.escape = '\0';
        }
    }
  if (memchr (search->text, '"', search->length) != NULL)
    {
      dialect.quote = '\0';
      try_dialect (search, &dialect, prior * 0.9);
    }
}

/* A list of numbers with decimal commas, of addresses or of dates has a consistent "delimiter" too.
 * A list of names with titles behind commas has one that its header lacks. */
static gboolean
is_single_column (const Search *search)
{
  const AssayCsvDialect lines = { .quote = '"', .comment = search->best.comment };
  g_autoptr (AssaySampleTable) list = assay_sample_table_split (search->text, search->length,
                                                                search->complete, &lines);
  g_autoptr (AssaySampleTable) table = assay_sample_table_split (search->text, search->length,
                                                                 search->complete, &search->best);
  guint n_specific = 0, n_split = 0, n_rows = list->rows->len;
  guint width;

  if (n_rows == 0 || table->rows->len == 0)
    return TRUE;
  width = assay_sample_table_usual_width (table);
  if (width < 2)
    return TRUE;
  for (guint i = 0; i < n_rows; i++)
    n_specific += assay_cell_type_is_specific (assay_sample_table_cell (list, i, 0)->type);
  for (guint i = 0; i < table->rows->len; i++)
    n_split += assay_sample_table_row (table, i)->n_cells == width;
  if (assay_sample_table_row (table, 0)->n_cells == width)
    {
      /* The first line is split as the others are: one thing in all lines is a list. */
      gboolean all = n_specific == n_rows;
      AssayCellType type = assay_sample_table_cell (list, 0, 0)->type;
      return all && (type == ASSAY_CELL_EMAIL || type == ASSAY_CELL_URL || type == ASSAY_CELL_DATE
                     || (type == ASSAY_CELL_PHONE
                         && strchr (",;\t|", search->best.delimiter) == NULL)
                     || (type == ASSAY_CELL_NUMBER && search->best.delimiter != ','));
    }
  if (assay_sample_table_row (table, 0)->n_cells > 1)
    return FALSE;
  if (n_specific * 10 >= (n_rows - 1) * 9 && n_rows > 1)
    return TRUE;
  /* Not even most lines agree, and the first one has no delimiter at all. */
  return n_split * 10 < table->rows->len * 6
         && strchr (", :", search->best.delimiter) != NULL;
}

/* The blank and rare marks must leave no doubt: the same number in every line, the header's too. */
static gboolean
is_doubtful (const Search *search)
{
  g_autoptr (AssaySampleTable) table = NULL;
  guint width;

  if (strchr (",;\t|:^~\x1f\x1e\x01", search->best.delimiter) != NULL
      && search->best.delimiter != ':')
    return FALSE;
  table = assay_sample_table_split (search->text, search->length, search->complete, &search->best);
  width = assay_sample_table_row (table, 0)->n_cells;
  if (table->rows->len < 2 || (width < 3 && strchr (" _+/=:", search->best.delimiter) != NULL))
    return TRUE;
  for (guint i = 1; i < table->rows->len; i++)
    if (assay_sample_table_row (table, i)->n_cells != width)
      return TRUE;
  return FALSE;
}

/* "sep=;" in the first line is how Excel is told the delimiter. */
static gboolean
read_sep_line (const char *text,
               gsize       length,
               char       *delimiter)
{
  gboolean quoted = length > 0 && *text == '"';

  text += quoted;
  length -= quoted;
  if (length < 5 || g_ascii_strncasecmp (text, "sep=", 4) != 0 || (guint8) text[4] >= 0x80
      || text[4] == '\n' || text[4] == '\r')
    return FALSE;
  if (length > 5u + quoted && text[5 + quoted] != '\n' && text[5 + quoted] != '\r')
    return FALSE;
  *delimiter = text[4];
  return TRUE;
}

/* Lines that start with a mark and do not have the cells of the others are comments. */
static const char *
find_comment (const char *text,
              gsize       length)
{
  static const char *const marks[] = { "#", "//" };
  const char *end = text + length;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize n = strlen (marks[i]);
      guint n_marked = 0, n_lines = 0;

      for (const char *p = text; p < end; p++)
        if (p == text || p[-1] == '\n' || p[-1] == '\r')
          {
            n_lines += *p != '\n' && *p != '\r';
            n_marked += (gsize) (end - p) >= n && memcmp (p, marks[i], n) == 0;
          }
      if (n_marked > 0 && n_marked < n_lines)
        return marks[i];
    }
  return NULL;
}

/* In a list, where lines cannot be told apart by their cells, only those at the top. */
static gboolean
is_really_comment (const Search *search)
{
  AssayCsvDialect plain = search->best;
  g_autoptr (AssaySampleTable) table = NULL;
  gsize length = strlen (search->best.comment);
  gboolean above = TRUE;
  guint width;

  plain.comment = NULL;
  table = assay_sample_table_split (search->text, search->length, search->complete, &plain);
  width = assay_sample_table_usual_width (table);
  for (guint i = 0; i < table->rows->len; i++)
    {
      const AssaySampleCell *cell = assay_sample_table_cell (table, i, 0);
      gboolean marked = !cell->quoted && cell->length >= length
                        && memcmp (cell->text, search->best.comment, length) == 0;

      if (marked && width > 1 && assay_sample_table_row (table, i)->n_cells == width)
        return FALSE;
      if (marked && width == 1 && !above)
        return FALSE;
      above &= marked;
    }
  return TRUE;
}

static void
search_delimiter (Search *search)
{
  char *comment = (char *) find_comment (search->text, search->length);

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (memchr (search->text, candidates[i].delimiter, search->length) != NULL)
      try_delimiter (search, candidates[i].delimiter, candidates[i].prior, comment);
  if (search->best_score <= 0.002 || is_doubtful (search) || is_single_column (search))
    {
      search->best = (AssayCsvDialect) { .quote = '"', .comment = comment };
      search->best_score = 0;
      try_delimiter (search, '\0', 1, comment);
    }
  if (comment != NULL && !is_really_comment (search))
    search->best.comment = NULL;
}

/**
 * assay_csv_dialect_detect:
 * @sample: (array length=length): the start of a file, UTF-8
 * @complete: whether that is all of the file
 * @known_header: (nullable) (scope call): tells names of columns
 * @user_data: for @known_header
 *
 * Finds out how a file is written: the way to split it in which rows have the same number of cells
 * and cells look like something, weighed against each other. Lines above the header and comments
 * are found too. Any thread. *Source:* van den Burg, Nazábal and Sutton, "Wrangling messy CSV
 * files by detecting row and type patterns" (2019).
 *
 * Returns: (transfer full): the dialect
 */
AssayCsvDialect *
assay_csv_dialect_detect (const char           *sample,
                          gsize                 length,
                          gboolean              complete,
                          AssayKnownHeaderFunc  known_header,
                          gpointer              user_data)
{
  Search search = { .text = sample, .length = length, .complete = complete, .best_score = -1 };
  g_autoptr (AssaySampleTable) table = NULL;
  AssayCsvDialect *dialect;
  char delimiter;

  if (length > SAMPLE_SIZE)
    {
      search.length = SAMPLE_SIZE;
      search.complete = FALSE;
    }
  search.best.quote = '"';
  if (read_sep_line (sample, length, &delimiter))
    {
      const char *rest = memchr (sample, '\n', search.length);
      search.text = rest != NULL ? rest + 1 : sample + search.length;
      search.length -= (gsize) (search.text - sample);
      try_delimiter (&search, delimiter, 1, NULL);
      search.best.delimiter = delimiter;
    }
  else
    search_delimiter (&search);

  dialect = assay_csv_dialect_copy (&search.best);
  table = assay_sample_table_split (search.text, search.length, search.complete, dialect);
  assay_sample_table_find_header (table, known_header, user_data, &dialect->header_line,
                                  &dialect->first_line);
  if (search.text != sample)
    {
      dialect->header_line += dialect->header_line > 0;
      dialect->first_line = MAX (dialect->first_line, 1) + 1;
    }
  return dialect;
}
