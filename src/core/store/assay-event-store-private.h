/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-event-store.h"
#include "store/assay-journal.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 count;
  gint64 first;
  gint64 last;
  double decayed; /* as of last */
} AssayEventStat;

extern const AssayJournalPart assay_event_journal_part;
extern const AssayJournalPart assay_event_back_journal_part;

gboolean assay_event_store_detach     (AssayTransaction *transaction,
                                       gint64            lead,
                                       gint64            job,
                                       GError          **error);
gboolean assay_event_store_detach_job (AssayTransaction *transaction,
                                       gint64            job,
                                       gint64            undo_job,
                                       guint             limit,
                                       guint            *out_leads,
                                       GError          **error);
gboolean assay_event_store_write_stat (AssayConnection *connection,
                                       gint64            lead,
                                       gint64            type,
                                       const AssayEventStat *stat,
                                       GError          **error);
gboolean assay_event_store_recount    (AssayConnection  *connection,
                                       gint64            lead,
                                       GError          **error);
double   assay_event_decay            (double            sum,
                                       gint64            since,
                                       gint64            until,
                                       double            half_life);

G_END_DECLS
