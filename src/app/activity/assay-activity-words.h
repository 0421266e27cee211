/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job-record.h"
#include "lead/assay-history.h"

G_BEGIN_DECLS

/* What jobs and changes are called on screen. */

char *assay_activity_kind_label  (const char              *key);
char *assay_activity_person      (const char              *person);
char *assay_activity_result      (const AssayJobRecord    *record);
char *assay_activity_subtitle    (const AssayJobRecord    *record,
                                  const AssayJobRecord    *undone_by,
                                  GPtrArray               *chain);
char *assay_activity_day         (gint64                   instant,
                                  gint64                   now);
char *assay_activity_time        (gint64                   instant);
char *assay_activity_when        (gint64                   instant,
                                  gint64                   now);
char *assay_activity_lead        (const AssayHistoryEntry *entry);
char *assay_activity_change      (const AssayHistoryEntry *entry,
                                  char                   **out_old);

gboolean assay_activity_has_leads (const AssayJobRecord *record);

G_END_DECLS
