/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-audit-verify-job.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>

#include "store/assay-audit.h"

/**
 * AssayAuditVerifyJob:
 *
 * Recomputes the audit chain and tells whether any record was altered.
 */
struct _AssayAuditVerifyJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayAuditVerifyJob, assay_audit_verify_job, ASSAY_TYPE_JOB)

static gboolean
assay_audit_verify_job_run (AssayJob     *job,
                            GCancellable *cancellable,
                            GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (JsonObject) result = json_object_new ();
  gint64 records, broken;

  if (reader == NULL || !assay_audit_verify (reader, &records, &broken, error))
    return FALSE;
  if (broken != 0)
    {
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED,
                   _("The audit chain is broken at record %" PRId64 " of %" PRId64
                     ": it was altered or removed outside Assay"),
                   broken, records);
      return FALSE;
    }
  json_object_set_boolean_member (result, "whole", TRUE);
  json_object_set_int_member (result, "records", records);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
assay_audit_verify_job_class_init (AssayAuditVerifyJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "audit-verify";
  job_class->summary = N_ ("Check that the audit chain is whole");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_audit_verify_job_run;
}

static void
assay_audit_verify_job_init (AssayAuditVerifyJob *self)
{
}
