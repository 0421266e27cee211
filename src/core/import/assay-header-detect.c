/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-sample-table-private.h"

#include <string.h>

#define MAX_TITLE_LINES 40
#define ROWS_COMPARED   200
#define LONGEST_NAME    100

static guint
at_least_half (guint width)
{
  return width < 2 ? 1 : MAX (2, (width + 1) / 2);
}

/* Whether a row holds nothing but names of columns that we know: a header whose other columns have
 * no name. */
static gboolean
is_known (const AssaySampleTable *self,
          guint                   row,
          AssayKnownHeaderFunc    known_header,
          gpointer                user_data)
{
  guint n_known = 0, n_filled = assay_sample_table_row (self, row)->n_filled;

  for (guint i = 0; known_header != NULL && i < assay_sample_table_row (self, row)->n_cells; i++)
    {
      const AssaySampleCell *cell = assay_sample_table_cell (self, row, i);
      g_autofree char *name = g_strstrip (g_strndup (cell->text, cell->length));
      n_known += *name != '\0' && known_header (name, strlen (name), user_data);
    }
  return n_known >= 2 && n_known == n_filled;
}

/* The first row of the table itself: title lines above it have fewer cells, or fill fewer. */
static guint
find_first_row (const AssaySampleTable *self,
                AssayKnownHeaderFunc    known_header,
                gpointer                user_data)
{
  guint width = assay_sample_table_usual_width (self);
  guint n = MIN (self->rows->len, MAX_TITLE_LINES);

  if (width < 2)
    return 0;
  for (guint i = 0; i < n; i++)
    {
      const AssaySampleRow *row = assay_sample_table_row (self, i);

      if (row->n_cells == width
          && (row->n_filled >= at_least_half (width) || is_known (self, i, known_header, user_data)))
        return i;
      /* A header that is too short or too long for the rows right below it. */
      if (row->n_filled >= MAX (2, width / 2) && row->n_filled + 1 >= row->n_cells
          && i + 1 < n && assay_sample_table_row (self, i + 1)->n_cells == width
          && assay_sample_table_row (self, i + 1)->n_filled * 2 <= 3 * row->n_filled
          && ABS ((int) row->n_cells - (int) width) <= 2)
        return i;
    }
  return 0;
}

typedef struct
{
  guint n_cells, n_known, n_specific, n_empty, n_repeated, n_odd;
} Names;

/* Numbers name no column, except that years do. */
static gboolean
is_no_name (const AssaySampleCell *cell)
{
  if (!assay_cell_type_is_specific (cell->type))
    return FALSE;
  return cell->length != 4
         || (memcmp (cell->text, "19", 2) != 0 && memcmp (cell->text, "20", 2) != 0);
}

static void
count_names (const AssaySampleTable *self,
             guint                   row,
             AssayKnownHeaderFunc    known_header,
             gpointer                user_data,
             Names                  *names)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  *names = (Names) { .n_cells = assay_sample_table_row (self, row)->n_cells };
  for (guint i = 0; i < names->n_cells; i++)
    {
      const AssaySampleCell *cell = assay_sample_table_cell (self, row, i);
      g_autofree char *name = g_strstrip (g_strndup (cell->text, cell->length));

      if (*name == '\0')
        {
          names->n_empty++;
          continue;
        }
      if (known_header != NULL && known_header (name, strlen (name), user_data))
        names->n_known++;
      else if (is_no_name (cell))
        names->n_specific++;
      else if (cell->length > LONGEST_NAME)
        names->n_odd++;
      if (!g_hash_table_add (seen, g_steal_pointer (&name)))
        names->n_repeated++;
    }
}

/* What the columns say: for each column, whether its first cell differs from the ones below
 * (positive) or is one of them (negative). */
static double
contrast (const AssaySampleTable *self,
          guint                   first)
{
  double sum = 0;
  guint n = MIN (self->rows->len, first + ROWS_COMPARED);

  for (guint column = 0; column < assay_sample_table_row (self, first)->n_cells; column++)
    {
      const AssaySampleCell *head = assay_sample_table_cell (self, first, column);
      guint n_specific = 0, n_filled = 0, n_same = 0, n_same_length = 0;

      for (guint i = first + 1; i < n; i++)
        {
          const AssaySampleCell *cell = assay_sample_table_cell (self, i, column);
          if (cell == NULL || cell->type == ASSAY_CELL_EMPTY)
            continue;
          n_filled++;
          n_specific += assay_cell_type_is_specific (cell->type);
          n_same_length += cell->length == head->length;
          n_same += cell->length == head->length
                    && memcmp (cell->text, head->text, cell->length) == 0;
        }
      if (n_filled == 0 || head->type == ASSAY_CELL_EMPTY)
        continue;
      if (n_specific * 10 >= n_filled * 8)
        sum += assay_cell_type_is_specific (head->type) ? -1 : 1;
      else if (is_no_name (head))
        sum -= 0.5;
      else if (n_same > 0)
        sum -= 0.5;
      else if (n_filled >= 3 && n_same_length == n_filled)
        sum -= 0.2;
    }
  return sum;
}

/* A name that a program gave: "first_name", "companySize", "foo". */
static gboolean
is_identifier (const AssaySampleCell *cell)
{
  if (cell->length == 0 || !g_ascii_islower (*cell->text))
    return FALSE;
  for (gsize i = 0; i < cell->length; i++)
    if (!g_ascii_isalnum (cell->text[i]) && cell->text[i] != '_')
      return FALSE;
  return TRUE;
}

static gboolean
is_header (const AssaySampleTable *self,
           guint                   first,
           AssayKnownHeaderFunc    known_header,
           gpointer                user_data)
{
  Names names;
  double difference;

  count_names (self, first, known_header, user_data, &names);
  if (names.n_empty == names.n_cells)
    return FALSE;
  if (names.n_known >= 2 && names.n_known * 4 >= names.n_cells)
    return TRUE;
  difference = contrast (self, first);
  if (names.n_known > 0 && difference >= 0 && names.n_specific == 0)
    return TRUE;
  if (names.n_specific > 0)
    return difference > 0 && names.n_specific * 3 <= names.n_cells && names.n_repeated == 0;
  if (names.n_odd > 0)
    return FALSE;
  if (difference != 0)
    return difference > 0;
  if (names.n_repeated > 0 || names.n_empty > 1)
    return FALSE;
  if (names.n_cells == 1)
    return is_identifier (assay_sample_table_cell (self, first, 0));
  return TRUE;
}

/*
 * assay_sample_table_find_header:
 * @known_header: (nullable): tells names of columns
 * @header_line: (out): the header's line, 0 where there is none
 * @first_line: (out): the line where the data starts
 *
 * Whether the first full row names the columns: its cells are filled, different, no numbers, dates
 * or addresses while those below are, and perhaps names we know.
 */
void
assay_sample_table_find_header (const AssaySampleTable *self,
                                AssayKnownHeaderFunc    known_header,
                                gpointer                user_data,
                                guint64                *header_line,
                                guint64                *first_line)
{
  guint first;

  *header_line = 0;
  *first_line = 1;
  if (self->rows->len == 0)
    return;
  first = find_first_row (self, known_header, user_data);
  *first_line = assay_sample_table_row (self, first)->line;
  if (!is_header (self, first, known_header, user_data))
    return;
  *header_line = *first_line;
  if (first + 1 < self->rows->len)
    *first_line = assay_sample_table_row (self, first + 1)->line;
  else
    *first_line = *header_line + 1;
}
