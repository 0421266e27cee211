/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB_RECORD (assay_job_record_get_type ())

extern const AssaySchemaModule assay_job_schema;

/**
 * AssayJobRecord:
 * @id: its number
 * @key: the job class's key
 * @title: what it did, for people
 * @state: #AssayJobState
 * @person: (nullable): who started it
 * @parent: the job whose chain it belongs to, or 0
 * @undoes: the job it took back, or 0
 * @started: when, milliseconds since 1970-01-01T00:00:00Z
 * @finished: when; 0 while it runs
 * @parameters: (nullable): JSON, without secrets and personal data
 * @result: (nullable): JSON
 * @error: (nullable): why it failed
 * @can_undo: whether it may be undone now
 *
 * A row of the job table.
 */
typedef struct
{
  gint64 id;
  char *key;
  char *title;
  AssayJobState state;
  char *person;
  gint64 parent;
  gint64 undoes;
  gint64 started;
  gint64 finished;
  JsonNode *parameters;
  JsonNode *result;
  char *error;
  gboolean can_undo;
} AssayJobRecord;

GType           assay_job_record_get_type (void) G_GNUC_CONST;
AssayJobRecord *assay_job_record_copy     (const AssayJobRecord *record);
void            assay_job_record_free     (AssayJobRecord       *record);
GPtrArray      *assay_job_record_list     (AssayConnection      *connection,
                                           gint64                before,
                                           guint                 limit,
                                           GError              **error);
GPtrArray      *assay_job_record_list_kind (AssayConnection     *connection,
                                           const char           *key,
                                           gint64                before,
                                           guint                 limit,
                                           GError              **error);
char          **assay_job_record_list_keys (AssayConnection     *connection,
                                           GError              **error);
AssayJobRecord *assay_job_record_get      (AssayConnection      *connection,
                                           gint64                job,
                                           GError              **error);
gint64          assay_job_record_last_undoable (AssayConnection *connection,
                                           GError              **error);
JsonNode       *assay_job_record_to_json  (const AssayJobRecord *record);
gboolean        assay_job_record_set_state (AssayTransaction    *transaction,
                                           gint64                job,
                                           AssayJobState         state,
                                           GError              **error);
gboolean        assay_job_record_ask_cancel (AssayTransaction   *transaction,
                                           gint64                job,
                                           GError              **error);
gboolean        assay_job_record_is_cancelled (AssayWorkspace   *workspace,
                                           gint64                job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayJobRecord, assay_job_record_free)

G_END_DECLS
