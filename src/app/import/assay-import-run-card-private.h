/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-bar.h"
#include "import/assay-import-run-card.h"

G_BEGIN_DECLS

/**
 * AssayImportRunCard:
 *
 * What an import would do; then how far it is; then what it did. The dry run is the job itself
 * with nothing written, so its figures are those of the import.
 */
struct _AssayImportRunCard
{
  AdwBin parent_instance;

  AssaySession *session;   /* (owned) (nullable) */
  AssayImportDraft *draft; /* (owned) (nullable) */
  AssayImportStep step;
  AssayJob *trial;         /* (owned) (nullable): the dry run under way */
  GCancellable *trying;    /* (owned) (nullable) */
  gint64 trial_started;
  AssayJob *job;           /* (owned) (nullable): the import */
  AssayJobItem *item;      /* (owned) (nullable): its row in the popover */
  GFile *trial_rejects;    /* (owned) (nullable): removed with the card */
  GFile *rejects;          /* (owned) (nullable): of the import */
  AssayImportFigures figures;
  gboolean filling;
  guint working_source;
  guint progress_source;

  GtkWidget *title;
  GtkWidget *time;
  GtkWidget *figures_box;
  GtkWidget *bar;
  GtkWidget *added;
  GtkWidget *updated;
  GtkWidget *unchanged;
  GtkWidget *rejected;
  GtkWidget *sentence;
  GtkWidget *error_box;
  GtkWidget *error_label;
  GtkWidget *progress;
  GtkWidget *phrase;
  GtkWidget *score_check;
  GtkWidget *again_check;
  GtkWidget *rejects_button;
  GtkWidget *cancel_button;
  GtkWidget *undo_button;
  GtkWidget *import_button;
  GtkWidget *see_button;
};

gboolean assay_import_run_card_is_events (AssayImportRunCard *self);
char *assay_import_run_card_count_things (AssayImportRunCard *self,
                                          gint64              n);
void assay_import_run_card_show_figures (AssayImportRunCard *self);
void assay_import_run_card_update (AssayImportRunCard *self);
gboolean assay_import_run_card_take_figures (AssayImportRunCard *self,
                                             AssayJob           *job);

G_END_DECLS
