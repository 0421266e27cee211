/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-draft.h"

#include "assay-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_RUN_CARD (assay_import_run_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayImportRunCard,
                      assay_import_run_card,
                      ASSAY,
                      IMPORT_RUN_CARD,
                      AdwBin)

/**
 * AssayImportStep:
 * @ASSAY_IMPORT_STEP_TRYING: the dry run is under way
 * @ASSAY_IMPORT_STEP_READY: its figures are there
 * @ASSAY_IMPORT_STEP_FAILED: it told why the import would fail
 * @ASSAY_IMPORT_STEP_RUNNING: the file is being imported
 * @ASSAY_IMPORT_STEP_DONE: it is imported
 */
typedef enum
{
  ASSAY_IMPORT_STEP_TRYING,
  ASSAY_IMPORT_STEP_READY,
  ASSAY_IMPORT_STEP_FAILED,
  ASSAY_IMPORT_STEP_RUNNING,
  ASSAY_IMPORT_STEP_DONE,
} AssayImportStep;

void            assay_import_run_card_try      (AssayImportRunCard *self,
                                                AssaySession       *session,
                                                AssayImportDraft   *draft);
void            assay_import_run_card_reset    (AssayImportRunCard *self);
AssayImportStep assay_import_run_card_get_step (AssayImportRunCard *self);
void            assay_import_run_card_start    (AssayImportRunCard *self);

G_END_DECLS
