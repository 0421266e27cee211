/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayJournalPart:
 * @name: stable name, e.g. `document`; what the change rows refer to
 * @undo: takes one change back; called in reverse order of writing
 *
 * How a module makes changes to its own tables undoable by job: it records what it needs with
 * assay_journal_record() and gets it back here.
 */
typedef struct
{
  const char *name;
  gboolean (*undo) (AssayTransaction *transaction,
                    gint64            undo_job,
                    gint64            lead,
                    GBytes           *data,
                    GError          **error);
} AssayJournalPart;

/**
 * AssayUndoReport:
 * @restored: changes taken back
 * @removed: leads that the job had added and that are gone again
 * @kept: leads that were edited since and stay as they are
 * @kept_leads: (element-type gint64): their ids, the first 1,000
 */
typedef struct
{
  gint64 restored;
  gint64 removed;
  gint64 kept;
  GArray *kept_leads;
} AssayUndoReport;

/**
 * AssayChangeKind:
 * @ASSAY_CHANGE_KIND_VALUE: a field of a lead got another value
 * @ASSAY_CHANGE_KIND_ADDED: the job added leads; the lead is the first one of them
 * @ASSAY_CHANGE_KIND_REMOVED: the lead was removed
 * @ASSAY_CHANGE_KIND_RESTORED: an undo brought the lead back
 *
 * What a row of the journal tells about leads.
 */
typedef enum
{
  ASSAY_CHANGE_KIND_VALUE,
  ASSAY_CHANGE_KIND_ADDED,
  ASSAY_CHANGE_KIND_REMOVED,
  ASSAY_CHANGE_KIND_RESTORED,
} AssayChangeKind;

/**
 * AssayChange:
 * @row: its place in the journal; the values of one row share it
 * @field: (nullable): which field; only where values changed
 * @old_value and @new_value: point into the journal's row
 */
typedef struct
{
  gint64 row;
  AssayChangeKind kind;
  gint64 job;
  gint64 lead;
  const AssayField *field;
  AssayValue old_value;
  AssayValue new_value;
} AssayChange;

typedef gboolean (*AssayChangeFunc) (const AssayChange *change,
                                     gpointer           user_data);

/**
 * AssayJournalQuery:
 * @lead: whose changes, or 0 for all leads
 * @job: which job's changes, or 0 for all jobs
 * @before: only rows before this one; 0 from the newest on
 *
 * A part of the journal.
 */
typedef struct
{
  gint64 lead;
  gint64 job;
  gint64 before;
} AssayJournalQuery;

typedef void (*AssayUndoProgress) (double   fraction,
                                   gpointer user_data);

void     assay_journal_register_part (const AssayJournalPart *part);
gboolean assay_journal_record        (AssayTransaction       *transaction,
                                      gint64                  job,
                                      const char             *part,
                                      gint64                  lead,
                                      GBytes                 *data,
                                      GError                **error);
gboolean assay_journal_undo          (AssayWorkspace         *workspace,
                                      gint64                  job,
                                      gint64                  undo_job,
                                      AssayUndoReport        *report,
                                      AssayUndoProgress       progress,
                                      gpointer                user_data,
                                      GCancellable           *cancellable,
                                      GError                **error);
gboolean assay_journal_foreach_change (AssayConnection       *connection,
                                      AssayFieldRegistry     *fields,
                                      gint64                  lead,
                                      gint64                  job,
                                      guint                   limit,
                                      AssayChangeFunc         func,
                                      gpointer                user_data,
                                      GError                **error);
gboolean assay_journal_foreach_entry  (AssayConnection         *connection,
                                       AssayFieldRegistry      *fields,
                                       const AssayJournalQuery *query,
                                       AssayChangeFunc          func,
                                       gpointer                 user_data,
                                       GError                 **error);
void     assay_undo_report_clear     (AssayUndoReport        *report);

G_END_DECLS
