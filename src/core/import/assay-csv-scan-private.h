/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-csv-reader.h"

G_BEGIN_DECLS

#define ASSAY_CSV_SCAN_BLOCK 64

/* Where the bytes that matter are in 64 bytes of text: bit n is byte n. */
typedef struct
{
  guint64 special; /* delimiter, quote, escape, CR or LF */
  guint64 quote;   /* quote or escape */
} AssayCsvMask;

/* The bytes that matter; where there is none, one of the others again. */
typedef struct
{
  char delimiter;
  char quote;
  char escape;
} AssayCsvMarks;

typedef void (*AssayCsvScanFunc) (const char          *data,
                                  gsize                n_blocks,
                                  const AssayCsvMarks *marks,
                                  AssayCsvMask        *masks);

AssayCsvScanFunc assay_csv_scan_best     (void);
AssayCsvScanFunc assay_csv_scan_by_name  (const char *name);

/* In assay-csv-reader.c. */
void             assay_csv_reader_set_scan (AssayCsvReader   *self,
                                            AssayCsvScanFunc  scan,
                                            gsize             block_size);

G_END_DECLS
