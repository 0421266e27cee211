/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_REFERENCE_ERROR (assay_reference_error_quark ())

/**
 * AssayReferenceError:
 * @ASSAY_REFERENCE_ERROR_MALFORMED: a table is not as its header says; the message names file and line
 */
typedef enum
{
  ASSAY_REFERENCE_ERROR_MALFORMED,
} AssayReferenceError;

/**
 * AssayReferenceTable:
 *
 * A file of `data/reference/`: UTF-8 text, a header of `# key: value` lines (`title`, `date` as
 * YYYY-MM-DD, `licence`, `source`, `columns` separated by spaces), then rows of cells separated by tabs. A
 * file of the same name in the user's `assay/reference` data folder stands in for the shipped one.
 */
typedef struct _AssayReferenceTable AssayReferenceTable;

#define ASSAY_REFERENCE_MAX_COLUMNS 16

/**
 * AssayReferenceRow:
 * @cells: (array): as many as there are columns
 *
 * Takes in one row. Returns: %FALSE with @error set where it is not as it should be
 */
typedef gboolean (*AssayReferenceRow) (gpointer             data,
                                       AssayReferenceTable *table,
                                       const char *const   *cells,
                                       GError             **error);

GQuark               assay_reference_error_quark      (void);
char                *assay_reference_table_find       (const char           *name);
char                *assay_reference_table_read_header (const char *name,
                                                        const char *key);
AssayReferenceTable *assay_reference_table_open       (const char           *name,
                                                       GError              **error);
void                 assay_reference_table_free       (AssayReferenceTable  *self);
const char          *assay_reference_table_get_header (AssayReferenceTable  *self,
                                                       const char           *key);
guint                assay_reference_table_get_n_columns (AssayReferenceTable *self);
gboolean             assay_reference_table_next       (AssayReferenceTable  *self,
                                                       const char *const   **out_cells,
                                                       GError              **error);
gboolean             assay_reference_table_read       (const char           *name,
                                                       guint                 n_columns,
                                                       AssayReferenceRow     read_row,
                                                       gpointer              data,
                                                       GError              **error);
gboolean             assay_reference_table_fail       (AssayReferenceTable  *self,
                                                       GError              **error,
                                                       const char           *format,
                                                       ...) G_GNUC_PRINTF (3, 4);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayReferenceTable, assay_reference_table_free)

G_END_DECLS
