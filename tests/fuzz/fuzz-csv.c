/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-csv-reader.h"
#include "import/assay-csv-scan-private.h"
#include "import/assay-jsonl-reader.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* Cells must be valid and inside their row's limits, whatever the bytes are. */
static void
read_rows (AssayRowReader *reader)
{
  AssayRow row;
  gsize length;
  guint64 line = 0;

  while (assay_row_reader_next (reader, &row, NULL))
    {
      const char *text = assay_row_reader_get_text (reader, &length);

      for (guint i = 0; i < row.n_cells; i++)
        if (row.cells[i].kind == ASSAY_VALUE_TEXT
            && !g_utf8_validate_len (row.cells[i].text, row.cells[i].length, NULL))
          abort ();
      if (!g_utf8_validate_len (text, length, NULL) || row.line < line)
        abort ();
      line = row.line;
    }
}

/* The first byte says how, the rest is the file. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const AssayCsvDialect dialects[] = {
    { .delimiter = ',', .quote = '"' },
    { .delimiter = ';', .quote = '"', .escape = '\\', .header_line = 2, .first_line = 4 },
    { .delimiter = '\t', .quote = '\'', .comment = (char *) "#" },
  };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayTextSource) source = NULL;
  g_autoptr (AssayRowReader) reader = NULL;
  guint how;

  if (size < 2)
    return 0;
  how = *data++;
  bytes = g_bytes_new_static (data, size - 1);
  source = assay_text_source_new_for_bytes (bytes, how & 8 ? "UTF-8" : NULL, NULL);
  if (source == NULL)
    return 0;
  if ((how & 3) == 3)
    reader = assay_row_reader_open_source (source, NULL, NULL);
  else
    {
      reader = (AssayRowReader *) assay_csv_reader_new (source, &dialects[how & 3], (how & 4) != 0,
                                                        NULL, NULL);
      if (reader != NULL && (how & 16) && dialects[how & 3].header_line == 0)
        assay_csv_reader_set_scan ((AssayCsvReader *) reader, NULL, 16 + how / 8);
    }
  if (reader != NULL)
    read_rows (reader);
  return 0;
}
