/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

/**
 * AssayReading:
 * @read: runs on a worker; touches neither widgets nor what changes. Returns: (transfer full) (nullable): the
 *   answer, or %NULL with an error
 * @free_query: (nullable): frees what was asked
 * @free_answer: frees what was read
 *
 * A way to read something of the workspace that takes too long for the main loop.
 */
typedef struct
{
  gpointer (*read) (AssayWorkspace *workspace,
                    gpointer        query,
                    GCancellable   *cancellable,
                    GError        **error);
  GDestroyNotify free_query;
  GDestroyNotify free_answer;
} AssayReading;

/**
 * AssayLoaded:
 * @owner: whose loader it is
 * @answer: (transfer full) (nullable): what was read
 * @error: (nullable): why it could not be read; never that it was cancelled
 */
typedef void (*AssayLoaded) (gpointer      owner,
                             gpointer      answer,
                             const GError *error);

typedef struct _AssayLoader AssayLoader;

AssayLoader *assay_loader_new        (const AssayReading *reading,
                                      AssayLoaded         loaded,
                                      gpointer            owner);
void         assay_loader_free       (AssayLoader        *self);
void         assay_loader_load       (AssayLoader        *self,
                                      AssayWorkspace     *workspace,
                                      gpointer            query);
void         assay_loader_load_file  (AssayLoader        *self,
                                      gpointer            query);
void         assay_loader_queue      (AssayLoader        *self,
                                      AssayWorkspace     *workspace,
                                      gpointer            query);
void         assay_loader_cancel     (AssayLoader        *self);
gboolean     assay_loader_is_loading (AssayLoader        *self);
gboolean     assay_loader_is_queued  (AssayLoader        *self);

JsonNode *assay_read_job (AssayJob     *job,
                          GCancellable *cancellable,
                          GError      **error);

extern const AssayReading assay_job_reading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLoader, assay_loader_free)

G_END_DECLS
