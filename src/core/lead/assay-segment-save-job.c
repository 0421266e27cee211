/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead/assay-segment-save-job.h"

#include <glib/gi18n-lib.h>

#include "lead/assay-segment-edit-private.h"

/**
 * AssaySegmentSaveJob:
 *
 * Saves a condition under a name. A segment that has the name gets the new condition.
 */
struct _AssaySegmentSaveJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssaySegmentSaveJob, assay_segment_save_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_NAME = 1,
  PARAM_WHERE,
};

static AssayDocument *
make_segment (AssayJob        *job,
              AssayConnection *connection,
              GError         **error)
{
  g_autofree char *name = assay_segment_edit_take_name (job, PARAM_NAME, error);
  g_autoptr (AssayDocument) present = NULL;
  g_autofree char *key = NULL;

  if (name == NULL)
    return NULL;
  present = assay_segment_store_find (connection, name, NULL);
  if (present != NULL)
    return assay_segment_new (assay_document_get_key (present), assay_segment_get_name (present),
                              assay_job_get_boxed (job, PARAM_WHERE));
  key = assay_segment_store_new_key (connection, name, error);
  return key != NULL ? assay_segment_new (key, name, assay_job_get_boxed (job, PARAM_WHERE)) : NULL;
}

static gboolean
assay_segment_save_job_run (AssayJob     *job,
                            GCancellable *cancellable,
                            GError      **error)
{
  return assay_segment_edit_run (job, make_segment, cancellable, error);
}

static char *
assay_segment_save_job_describe (AssayJob *job)
{
  /* Translators: %s is the name of a segment of leads. */
  return g_strdup_printf (_ ("Save segment “%s”"), assay_job_get_string (job, PARAM_NAME));
}

static void
assay_segment_save_job_class_init (AssaySegmentSaveJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "segment-save";
  job_class->summary = N_ ("Save a condition as a segment");
  job_class->run = assay_segment_save_job_run;
  job_class->describe = assay_segment_save_job_describe;

  assay_job_class_install (
    job_class, PARAM_NAME,
    g_param_spec_string ("name", NULL, N_ ("What to call it; a segment of that name is replaced"),
                         NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "NAME" });
  assay_job_class_install (
    job_class, PARAM_WHERE,
    g_param_spec_boxed ("where", NULL, N_ ("Which leads belong to it"), ASSAY_TYPE_CONDITION,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED | ASSAY_PARAM_PERSONAL, .metavar = "CONDITION" });
}

static void
assay_segment_save_job_init (AssaySegmentSaveJob *self)
{
}
