/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-duplicates-job.h"

#include <glib/gi18n-lib.h>

#include "match/assay-match-result.h"

/**
 * AssayDuplicatesJob:
 *
 * Lists the pairs of leads that matching found, each with what it is made of.
 */
struct _AssayDuplicatesJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayDuplicatesJob, assay_duplicates_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_BAND = 1,
  PARAM_ORDER,
  PARAM_LEAD,
  PARAM_CLUSTER,
  PARAM_LIMIT,
};

static const char *
verdict_nick (int verdict)
{
  return verdict > 0 ? "same" : verdict < 0 ? "different" : NULL;
}

static gboolean
add_result (const AssayMatchResult *result, gpointer user_data)
{
  JsonObject *object = json_object_new (), *bits = json_object_new (), *levels = json_object_new ();

  if (result->cluster != 0)
    json_object_set_int_member (object, "cluster", result->cluster);
  else
    json_object_set_null_member (object, "cluster");
  json_object_set_int_member (object, "a", result->a);
  json_object_set_int_member (object, "b", result->b);
  json_object_set_double_member (object, "probability", result->probability);
  json_object_set_string_member (
      object, "band", assay_match_band_to_nick (result->band));
  if (result->cluster != 0)
    json_object_set_double_member (object, "weakest_link", result->weakest);
  if (verdict_nick (result->verdict) != NULL)
    json_object_set_string_member (object, "label", verdict_nick (result->verdict));
  json_object_set_double_member (object, "prior_bits", result->prior_bits);
  for (guint i = 0; i < result->steps->len; i++)
    {
      const AssayMatchStep *step = g_ptr_array_index (result->steps, i);
      json_object_set_double_member (bits, step->key, step->bits);
      json_object_set_string_member (levels, step->key, assay_match_level_to_nick (step->level));
    }
  json_object_set_object_member (object, "bits", bits);
  json_object_set_object_member (object, "levels", levels);
  json_array_add_object_element (user_data, object);
  return TRUE;
}

static gboolean
assay_duplicates_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayConnection) reader =
      assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (JsonArray) array = json_array_new ();
  AssayMatchQuery query = {
    .band = (AssayMatchBand) assay_job_get_enum (job, PARAM_BAND),
    .order = (AssayMatchOrder) assay_job_get_enum (job, PARAM_ORDER),
    .lead = assay_job_get_int64 (job, PARAM_LEAD),
    .cluster = assay_job_get_int64 (job, PARAM_CLUSTER),
    .limit = assay_job_get_int64 (job, PARAM_LIMIT),
  };
  gboolean ok;

  if (reader == NULL)
    return FALSE;
  assay_connection_set_cancellable (reader, cancellable);
  ok = assay_connection_begin_read (reader, error);
  if (!ok)
    return FALSE;
  ok = assay_match_foreach_result (reader, &query, add_result, array, error);
  assay_connection_end_read (reader);
  if (ok)
    assay_job_set_result (job, json_node_init_array (json_node_alloc (), array));
  return ok;
}

static void
assay_duplicates_job_class_init (AssayDuplicatesJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "duplicates";
  job_class->summary = N_ ("List leads that may be the same person, and why");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_duplicates_job_run;

  assay_job_class_install (job_class,
                           PARAM_BAND,
                           g_param_spec_enum ("band",
                                              NULL,
                                              N_ ("Only pairs of this band"),
                                              ASSAY_TYPE_MATCH_BAND,
                                              ASSAY_MATCH_BAND_ALL,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (
      job_class,
      PARAM_ORDER,
      g_param_spec_enum ("order",
                         NULL,
                         N_ ("The surest pairs first, or those that a judgement would teach most"),
                         ASSAY_TYPE_MATCH_ORDER,
                         ASSAY_MATCH_ORDER_CERTAIN,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      NULL);
  assay_job_class_install (job_class,
                           PARAM_LEAD,
                           g_param_spec_int64 ("lead",
                                               NULL,
                                               N_ ("Only pairs of this lead"),
                                               0,
                                               G_MAXINT64,
                                               0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam){ .metavar = "LEAD" });
  assay_job_class_install (job_class,
                           PARAM_CLUSTER,
                           g_param_spec_int64 ("cluster",
                                               NULL,
                                               N_ ("Only pairs of this cluster"),
                                               0,
                                               G_MAXINT64,
                                               0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam){ .metavar = "CLUSTER" });
  assay_job_class_install (job_class,
                           PARAM_LIMIT,
                           g_param_spec_int64 ("limit",
                                               NULL,
                                               N_ ("At most so many; 0 for all"),
                                               0,
                                               G_MAXINT64,
                                               0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam){ .metavar = "N" });
}

static void
assay_duplicates_job_init (AssayDuplicatesJob *self)
{
}
