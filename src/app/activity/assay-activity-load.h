/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "job/assay-job-record.h"
#include "lead/assay-history.h"

G_BEGIN_DECLS

/**
 * AssayJobsQuery:
 * @kind: (owned) (nullable): only jobs with this key
 * @limit: at most so many
 */
typedef struct
{
  char *kind;
  guint limit;
} AssayJobsQuery;

/**
 * AssayActivityJobs:
 * @records: (element-type AssayJobRecord): newest first
 * @kinds: (array zero-terminated=1): keys of all jobs there were
 * @more: whether there are older ones
 */
typedef struct
{
  GPtrArray *records;
  char **kinds;
  gboolean more;
} AssayActivityJobs;

/**
 * AssayActivityHistory:
 * @entries: (element-type AssayHistoryEntry): newest first
 * @total: rows of the journal
 * @more: whether there are older ones
 * @first: whether these are the newest there are
 */
typedef struct
{
  GPtrArray *entries;
  gint64 total;
  gboolean more;
  gboolean first;
} AssayActivityHistory;

void               assay_activity_jobs_free    (AssayActivityJobs       *jobs);
void               assay_activity_history_free (AssayActivityHistory    *history);
AssayJobsQuery    *assay_jobs_query_new        (const char              *kind,
                                                guint                    limit);
AssayHistoryQuery *assay_history_query_copy    (const AssayHistoryQuery *query);

/* Asks an #AssayJobsQuery, answers with #AssayActivityJobs. */
extern const AssayReading assay_jobs_reading;
/* Asks an #AssayHistoryQuery, answers with an #AssayActivityHistory. */
extern const AssayReading assay_history_reading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayActivityJobs, assay_activity_jobs_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayActivityHistory, assay_activity_history_free)

G_END_DECLS
