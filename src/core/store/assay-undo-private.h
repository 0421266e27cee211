/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-journal.h"
#include "store/assay-lead-writer.h"

G_BEGIN_DECLS

/* What one transaction of an undo takes back at most. */
#define ASSAY_UNDO_BATCH_ROWS 1000

/* One run of undo. */
typedef struct
{
  AssayWorkspace *workspace;
  gint64 job;
  gint64 undo_job; /* 0: the job was interrupted; leave no trace of it */
  AssayUndoReport *report;
  GCancellable *cancellable;

  AssayTransaction *transaction; /* (owned) (nullable): the current batch */
  AssayConnection *connection;
  AssayFieldRegistry *fields;
  AssayLeadWriter *writer;
  gint64 first_lead; /* of those the job added; 0 for none */
} AssayUndo;

void     assay_undo_keep_lead      (AssayUndo        *undo,
                                    gint64            lead);
gboolean assay_undo_open_batch     (AssayUndo        *undo,
                                    GError          **error);
gboolean assay_undo_close_batch    (AssayUndo        *undo,
                                    GError          **error);
gboolean assay_undo_batch_has_time (AssayUndo        *undo);
gboolean assay_undo_still_has      (AssayUndo        *undo,
                                    gint64            lead,
                                    const AssayField *field,
                                    const AssayValue *expected,
                                    gboolean         *out_equal,
                                    GError          **error);
gboolean assay_undo_changes        (AssayUndo        *undo,
                                    GError          **error);
gboolean assay_undo_inserts        (AssayUndo        *undo,
                                    GError          **error);
gboolean assay_undo_field_change   (AssayUndo        *undo,
                                    int               number,
                                    gboolean          retired,
                                    GError          **error);
gboolean assay_undo_new_fields     (AssayUndo        *undo,
                                    GError          **error);

G_END_DECLS
