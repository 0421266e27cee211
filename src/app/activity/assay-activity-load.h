/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job-record.h"
#include "lead/assay-history.h"

G_BEGIN_DECLS

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
 */
typedef struct
{
  GPtrArray *entries;
  gint64 total;
  gboolean more;
} AssayActivityHistory;

void                  assay_activity_jobs_free           (AssayActivityJobs       *jobs);
void                  assay_activity_load_jobs_async     (AssayWorkspace          *workspace,
                                                          const char              *kind,
                                                          guint                    limit,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
AssayActivityJobs    *assay_activity_load_jobs_finish    (AssayWorkspace          *workspace,
                                                          GAsyncResult            *result,
                                                          GError                 **error);
void                  assay_activity_history_free        (AssayActivityHistory    *history);
void                  assay_activity_load_history_async  (AssayWorkspace          *workspace,
                                                          const AssayHistoryQuery *query,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
AssayActivityHistory *assay_activity_load_history_finish (AssayWorkspace          *workspace,
                                                          GAsyncResult            *result,
                                                          GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayActivityJobs, assay_activity_jobs_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayActivityHistory, assay_activity_history_free)

G_END_DECLS
