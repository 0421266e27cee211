/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-plan.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayImportCheck:
 * @ASSAY_IMPORT_CHECK_NONE: the column is left out
 * @ASSAY_IMPORT_CHECK_FITS: every cell is of the type
 * @ASSAY_IMPORT_CHECK_NOTE: worth knowing, nothing is wrong
 * @ASSAY_IMPORT_CHECK_WARNING: some cells are not of the type; they arrive as text
 * @ASSAY_IMPORT_CHECK_ERROR: rows are rejected for it
 */
typedef enum
{
  ASSAY_IMPORT_CHECK_NONE,
  ASSAY_IMPORT_CHECK_FITS,
  ASSAY_IMPORT_CHECK_NOTE,
  ASSAY_IMPORT_CHECK_WARNING,
  ASSAY_IMPORT_CHECK_ERROR,
} AssayImportCheck;

/**
 * AssayImportSheetColumn:
 * @header: its name in the file
 * @samples: some of its values
 * @field: (nullable): what it becomes; %NULL where it is left out
 * @label: (nullable): what that is called
 * @is_new: the import makes the field
 * @type: what its values become, in words
 * @note: what the check says
 * @misfits: (element-type utf8): some cells that do not fit, with their lines
 */
typedef struct
{
  char *header;
  char *samples;
  char *field;
  char *label;
  gboolean is_new;
  char *type;
  AssayImportCheck check;
  char *note;
  GPtrArray *misfits;
} AssayImportSheetColumn;

/**
 * AssayImportSheetField:
 *
 * Something a column may become.
 */
typedef struct
{
  char *key;
  char *label;
} AssayImportSheetField;

/**
 * AssayImportSheet:
 * @size: of the file in bytes
 * @encoding: (nullable): %NULL of a workbook
 * @delimited: whether it is delimited text, so that delimiter and quote mean something
 * @has_numbers and @has_dates: whether decimal sign and date order mean something
 * @key: (nullable): the field that tells whether a lead exists
 * @earlier: when the same file was imported; 0 for never
 * @mapping: (nullable): the saved mapping that is used
 * @mappings: saved mappings for this kind of rows
 * @targets: (element-type utf8): what the preview's columns are called
 * @numeric: (element-type gboolean): whether a column of the preview is numbers
 * @preview: (element-type GStrv): the first rows as they will arrive; a row that will be rejected has
 *   its reason alone
 *
 * What the window shows of a plan: plain data, made on a worker, owned by the main thread.
 */
typedef struct
{
  AssayImportKind kind;
  gint64 size;
  guint64 rows;
  char *encoding;
  gboolean delimited;
  char delimiter;
  char quote;
  gint64 header_line;
  gboolean has_numbers;
  gboolean has_dates;
  AssayDecimalSign decimal;
  AssayDateOrder dates;
  char *key;
  gint64 earlier;
  char *mapping;
  GStrv mappings;
  GPtrArray *columns;
  GPtrArray *fields;
  GPtrArray *targets;
  GArray *numeric;
  GPtrArray *preview;
} AssayImportSheet;

AssayImportSheet       *assay_import_sheet_new        (AssayImportPlan        *plan,
                                                       AssayWorkspace         *workspace,
                                                       GFile                  *file,
                                                       const char             *strict_key,
                                                       const char             *mapping,
                                                       GCancellable           *cancellable,
                                                       GError                **error);
void                    assay_import_sheet_free       (AssayImportSheet       *sheet);
AssayImportSheetColumn *assay_import_sheet_get_column (const AssayImportSheet *sheet,
                                                       guint                   position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayImportSheet, assay_import_sheet_free)

G_END_DECLS
