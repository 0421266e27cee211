/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-run-private.h"

G_BEGIN_DECLS

/* How much of the progress bar reading, working out and writing take. */
#define ASSAY_IMPORT_KEYS_SHARE 0.1
#define ASSAY_IMPORT_READ_SHARE 0.3
#define ASSAY_IMPORT_STAGE_SHARE 0.6

/* From so many leads on the search index is made afterwards. */
#define ASSAY_IMPORT_BULK_ROWS 5000

/**
 * AssayImportTally:
 * @known: leads there are
 * @added: leads that will be added
 * @found_anew: leads of which something changes that a search looks at
 *
 * What the stage holds.
 */
typedef struct
{
  guint64 known;
  guint64 added;
  guint64 found_anew;
} AssayImportTally;

gboolean assay_import_apply (AssayImportRun          *run,
                             AssayImportStage        *stage,
                             const AssayImportTally  *tally,
                             GError                 **error);

G_END_DECLS
