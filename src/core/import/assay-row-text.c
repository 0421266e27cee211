/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-row-text-private.h"

#include <math.h>
#include <string.h>

#include "base/assay-json.h"
#include "import/assay-cell-guard-private.h"

static void
append_csv_cell (GString           *out,
                 const AssayRowCsv *csv,
                 const char        *text,
                 gsize              length)
{
  gboolean guard = csv->guard && assay_cell_needs_guard (text, length);
  gboolean quote = length > 0 && (*text == ' ' || text[length - 1] == ' ');

  for (gsize i = 0; i < length && !quote; i++)
    quote = text[i] == csv->delimiter || text[i] == '"' || text[i] == '\n' || text[i] == '\r';
  if (!quote)
    {
      if (guard)
        g_string_append_c (out, '\'');
      g_string_append_len (out, text, (gssize) length);
      return;
    }
  g_string_append_c (out, '"');
  if (guard)
    g_string_append_c (out, '\'');
  while (length > 0)
    {
      const char *next = memchr (text, '"', length);
      gsize n = next != NULL ? (gsize) (next - text) + 1 : length;

      g_string_append_len (out, text, (gssize) n);
      if (next != NULL)
        g_string_append_c (out, '"');
      text += n;
      length -= n;
    }
  g_string_append_c (out, '"');
}

/* Appends a row as RFC 4180 has it. */
void
assay_row_append_csv (GString           *out,
                      const AssayRowCsv *csv,
                      const AssayValue  *cells,
                      guint              n_cells)
{
  gsize before = out->len;

  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (out, csv->delimiter);
      switch (cells[i].kind)
        {
        case ASSAY_VALUE_INTEGER:
          g_string_append_printf (out, "%" G_GINT64_FORMAT, cells[i].integer);
          break;
        case ASSAY_VALUE_REAL:
          assay_json_append_shortest (out, cells[i].real);
          break;
        case ASSAY_VALUE_TEXT:
          append_csv_cell (out, csv, cells[i].text, cells[i].length);
          break;
        case ASSAY_VALUE_NULL:
        default:
          break;
        }
    }
  /* A single empty cell must not look like a blank line. */
  if (n_cells == 1 && out->len == before)
    g_string_append (out, "\"\"");
  g_string_append (out, "\r\n");
}

/* Appends a row as one line of JSON. */
void
assay_row_append_json (GString          *out,
                       const GPtrArray  *names,
                       const AssayValue *cells,
                       guint             n_cells)
{
  g_string_append_c (out, '{');
  for (guint i = 0; i < n_cells && i < names->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, g_ptr_array_index (names, i));
      switch (cells[i].kind)
        {
        case ASSAY_VALUE_INTEGER:
          g_string_append_printf (out, "%" G_GINT64_FORMAT, cells[i].integer);
          break;
        case ASSAY_VALUE_REAL:
          if (isfinite (cells[i].real))
            assay_json_append_shortest (out, cells[i].real);
          else
            g_string_append (out, "null");
          break;
        case ASSAY_VALUE_TEXT:
          assay_json_append_string (out, cells[i].text, (gssize) cells[i].length);
          break;
        case ASSAY_VALUE_NULL:
        default:
          g_string_append (out, "null");
        }
    }
  g_string_append (out, "}\n");
}
