/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-journal.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_HISTORY_ENTRY (assay_history_entry_get_type ())

#define ASSAY_HISTORY_ADDED "+"
#define ASSAY_HISTORY_REMOVED "-"

/**
 * AssayHistoryQuery:
 * @lead: whose changes, or 0 for all leads
 * @job: which job's changes, or 0 for all jobs
 * @before: only what is older than this row of the journal; 0 from the newest on
 * @search: (nullable): text that a name, a field or a value has to contain, whatever its case
 * @since: only jobs started at this instant or later, in milliseconds; 0 for all
 * @what: (nullable): only changes of the field with this key, or %ASSAY_HISTORY_ADDED or
 *   %ASSAY_HISTORY_REMOVED for leads that came or went
 * @person: (nullable): part of the name of who started the job, whatever its case
 * @lead_name: (nullable): part of the name of the lead, whatever its case
 * @limit: after so many entries reading stops, at the end of a row
 *
 * Which part of the history.
 */
typedef struct
{
  gint64 lead;
  gint64 job;
  gint64 before;
  const char *search;
  gint64 since;
  const char *what;
  const char *person;
  const char *lead_name;
  guint limit;
} AssayHistoryQuery;

/**
 * AssayHistoryEntry:
 * @row: its place in the journal: where the next page starts
 * @kind: what happened
 * @job: which job did it
 * @lead: to which lead; of leads added, the first one
 * @at: when the job started, milliseconds since 1970-01-01T00:00:00Z; 0 where the job is not known
 * @n_leads: how many leads it speaks of
 * @person: (nullable) (owned): who started the job
 * @title: (nullable) (owned): what the job did, for people
 * @lead_name: (nullable) (owned): name, company or email of the lead; %NULL where it is gone or has
 *   none
 * @field: (nullable) (owned): which field; only where a value changed
 * @old_value and @new_value: text in them is owned
 *
 * One line of the history: a value that changed, or leads that came or went.
 */
typedef struct
{
  gint64 row;
  AssayChangeKind kind;
  gint64 job;
  gint64 lead;
  gint64 at;
  gint64 n_leads;
  char *person;
  char *title;
  char *lead_name;
  AssayField *field;
  AssayValue old_value;
  AssayValue new_value;
} AssayHistoryEntry;

GType              assay_history_entry_get_type (void) G_GNUC_CONST;
AssayHistoryEntry *assay_history_entry_copy     (const AssayHistoryEntry *entry);
void               assay_history_entry_free     (AssayHistoryEntry       *entry);
GPtrArray         *assay_history_read           (AssayConnection         *connection,
                                                 AssayFieldRegistry      *fields,
                                                 const AssayHistoryQuery *query,
                                                 gboolean                *out_more,
                                                 GError                 **error);
gboolean           assay_history_count          (AssayConnection         *connection,
                                                 gint64                  *out_rows,
                                                 GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayHistoryEntry, assay_history_entry_free)

G_END_DECLS
