/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"
#include "store/assay-schema.h"

G_BEGIN_DECLS

/* Column `undoable` of table `job`. */
typedef enum
{
  ASSAY_JOB_UNDO_NEVER,
  ASSAY_JOB_UNDO_WITH_CHAIN, /* also when the job that it followed is undone */
  ASSAY_JOB_UNDO_ALONE,      /* only when it is named */
} AssayJobUndoKind;

/* A wish to rest, and how long the job has rested. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean paused;
  gint64 since;  /* monotonic, microseconds: when it was paused */
  gint64 length; /* of the pauses that are over */
} AssayJobPause;

typedef struct
{
  AssayWorkspace *workspace; /* (owned) (nullable) */
  GValue *values;            /* (owned) (array): parameter values by id */
  gint64 parent;
  char *followers; /* (owned) (nullable) */

  GMutex mutex; /* guards what follows: the worker writes, everybody reads */
  AssayJobState state;
  gint64 id;
  double progress;
  char *phrase;
  JsonNode *result;
  GPtrArray *warnings;
  gint64 started; /* monotonic, microseconds */
  GMainContext *context;
  gboolean notify_pending;

  AssayJobPause pause;

  /* The worker's own: how somebody else's wish to cancel reaches it. */
  GCancellable *cancellable; /* (owned) (nullable) */
  gint64 looked;             /* monotonic, microseconds */
} AssayJobPrivate;

AssayJobPrivate *assay_job_get_private (AssayJob *self);

void     assay_job_enter        (AssayJob      *self,
                                 AssayJobState  state,
                                 gint64         id);
const GValue *assay_job_peek_param (AssayJob *self,
                                    guint     id);
void     assay_job_set_cancellable (AssayJob     *self,
                                    GCancellable *cancellable);
void     assay_job_init_pause     (AssayJob     *self);
void     assay_job_clear_pause    (AssayJob     *self);
gint64   assay_job_get_paused_time (AssayJob    *self);
gint64   assay_job_get_parent   (AssayJob      *self);

gboolean assay_job_record_start  (AssayJob      *self,
                                  GCancellable  *cancellable,
                                  gint64        *out_id,
                                  GError       **error);
gboolean assay_job_record_finish (AssayJob      *self,
                                  AssayJobState  state,
                                  const GError  *failure,
                                  gboolean       settled,
                                  GError       **error);

G_END_DECLS
