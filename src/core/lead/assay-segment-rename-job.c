/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead/assay-segment-rename-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lead/assay-segment-edit-private.h"

/**
 * AssaySegmentRenameJob:
 *
 * Gives a segment another name. Its key stays.
 */
struct _AssaySegmentRenameJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssaySegmentRenameJob, assay_segment_rename_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_SEGMENT = 1,
  PARAM_NAME,
};

/* The name is free, or this segment's own in other letters. */
static gboolean
check_name (AssayConnection *connection,
            AssayDocument   *segment,
            const char      *name,
            GError         **error)
{
  g_autoptr (AssayDocument) other = assay_segment_store_find (connection, name, NULL);

  if (other == NULL
      || strcmp (assay_document_get_key (other), assay_document_get_key (segment)) == 0)
    return TRUE;
  g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
               "There is a segment “%s” already", name);
  return FALSE;
}

static AssayDocument *
rename_segment (AssayJob        *job,
                AssayConnection *connection,
                GError         **error)
{
  g_autofree char *name = assay_segment_edit_take_name (job, PARAM_NAME, error);
  g_autoptr (AssayDocument) segment
    = name != NULL ? assay_segment_store_find (connection, assay_job_get_string (job, PARAM_SEGMENT),
                                               error)
                   : NULL;
  g_autoptr (AssayCondition) where = NULL;

  if (segment == NULL || !check_name (connection, segment, name, error))
    return NULL;
  where = assay_segment_dup_condition (segment, error);
  return where != NULL ? assay_segment_new (assay_document_get_key (segment), name, where) : NULL;
}

static gboolean
assay_segment_rename_job_run (AssayJob     *job,
                              GCancellable *cancellable,
                              GError      **error)
{
  return assay_segment_edit_run (job, rename_segment, cancellable, error);
}

static char *
assay_segment_rename_job_describe (AssayJob *job)
{
  /* Translators: names of a segment of leads, the old and the new one. */
  return g_strdup_printf (_ ("Rename segment “%s” to “%s”"),
                          assay_job_get_string (job, PARAM_SEGMENT),
                          assay_job_get_string (job, PARAM_NAME));
}

static void
assay_segment_rename_job_class_init (AssaySegmentRenameJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "segment-rename";
  job_class->summary = N_ ("Give a segment another name");
  job_class->run = assay_segment_rename_job_run;
  job_class->describe = assay_segment_rename_job_describe;

  assay_job_class_install (
    job_class, PARAM_SEGMENT,
    g_param_spec_string ("segment", NULL, N_ ("The segment’s name or key"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "SEGMENT" });
  assay_job_class_install (
    job_class, PARAM_NAME,
    g_param_spec_string ("name", NULL, N_ ("Its new name"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 2, .metavar = "NAME" });
}

static void
assay_segment_rename_job_init (AssaySegmentRenameJob *self)
{
}
