/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-xlsx-reader.h"

#include <glib/gstdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* The input is a workbook. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *path = g_strdup_printf ("/dev/shm/assay-fuzz-%d.xlsx", (int) getpid ());
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AssayXlsxReader) reader = NULL;
  AssayRow row;

  if (!g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE,
                                 0600, NULL))
    return 0;
  reader = assay_xlsx_reader_new (file, NULL, NULL);
  while (reader != NULL && assay_row_reader_next (ASSAY_ROW_READER (reader), &row, NULL))
    for (guint i = 0; i < row.n_cells; i++)
      if (row.cells[i].kind == ASSAY_VALUE_TEXT
          && !g_utf8_validate_len (row.cells[i].text, row.cells[i].length, NULL))
        abort ();
  g_unlink (path);
  return 0;
}
