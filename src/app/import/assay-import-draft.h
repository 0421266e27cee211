/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-sheet.h"
#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_DRAFT (assay_import_draft_get_type ())

G_DECLARE_FINAL_TYPE (AssayImportDraft, assay_import_draft, ASSAY, IMPORT_DRAFT, GObject)

/**
 * AssayImportChoices:
 * @encoding: (nullable): %NULL to find out
 * @delimiter and @quote: 0 to find out
 * @header_line: negative to find out
 * @mode: what becomes of leads that exist
 * @key: (nullable): %NULL for the first that the file has
 * @blank_erases: blank cells take values away
 * @score: score the leads afterwards
 * @again: rows without a key come again although the file was imported
 * @mapping: (nullable): a saved mapping to use, or the name to save this one under
 *
 * What the person said about a file.
 */
typedef struct
{
  AssayImportKind kind;
  char *encoding;
  char delimiter;
  char quote;
  gboolean no_quote;
  gint64 header_line;
  AssayDecimalSign decimal;
  AssayDateOrder dates;
  AssayImportMode mode;
  char *key;
  gboolean blank_erases;
  gboolean score;
  gboolean again;
  char *mapping;
} AssayImportChoices;

AssayImportDraft   *assay_import_draft_new         (AssayWorkspace   *workspace,
                                                    GFile            *file);
GFile              *assay_import_draft_get_file    (AssayImportDraft *self);
AssayImportChoices *assay_import_draft_get_choices (AssayImportDraft *self);
AssayImportSheet   *assay_import_draft_get_sheet   (AssayImportDraft *self);
const GError       *assay_import_draft_get_error   (AssayImportDraft *self);
gboolean            assay_import_draft_is_reading  (AssayImportDraft *self);
double              assay_import_draft_get_progress (AssayImportDraft *self);
void                assay_import_draft_read        (AssayImportDraft *self);
void                assay_import_draft_update      (AssayImportDraft *self);
void                assay_import_draft_read_anew   (AssayImportDraft *self);
void                assay_import_draft_map         (AssayImportDraft *self,
                                                    guint             column,
                                                    const char       *field);
void                assay_import_draft_cancel      (AssayImportDraft *self);
AssayJob           *assay_import_draft_create_job  (AssayImportDraft *self,
                                                    gboolean          dry_run,
                                                    GFile            *rejects);

G_END_DECLS
