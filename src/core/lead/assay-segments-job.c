/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead/assay-segments-job.h"

#include <glib/gi18n-lib.h>

#include "model/assay-condition-text.h"
#include "store/assay-segment-store.h"

/**
 * AssaySegmentsJob:
 *
 * Lists the saved segments in order of their names.
 */
struct _AssaySegmentsJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssaySegmentsJob, assay_segments_job, ASSAY_TYPE_JOB)

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (assay_segment_get_name (*(AssayDocument *const *) a),
                         assay_segment_get_name (*(AssayDocument *const *) b));
}

static void
add_segment (JsonArray     *list,
             AssayDocument *segment)
{
  JsonObject *object = json_object_new ();
  g_autoptr (AssayCondition) where = assay_segment_dup_condition (segment, NULL);
  g_autofree char *text = where != NULL ? assay_condition_to_text (where) : NULL;

  json_object_set_string_member (object, "segment", assay_document_get_key (segment));
  json_object_set_string_member (object, "name", assay_segment_get_name (segment));
  json_object_set_string_member (object, "where", text);
  json_array_add_object_element (list, object);
}

static gboolean
assay_segments_job_run (AssayJob     *job,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (GPtrArray) segments
    = reader != NULL ? assay_document_store_list (reader, ASSAY_SEGMENT_KIND, error) : NULL;
  JsonArray *list;
  JsonNode *node;

  if (segments == NULL)
    return FALSE;
  list = json_array_new ();
  g_ptr_array_sort (segments, compare_names);
  for (guint i = 0; i < segments->len; i++)
    add_segment (list, segments->pdata[i]);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, list);
  assay_job_set_result (job, node);
  return TRUE;
}

static void
assay_segments_job_class_init (AssaySegmentsJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "segments";
  job_class->summary = N_ ("List saved segments");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_segments_job_run;
}

static void
assay_segments_job_init (AssaySegmentsJob *self)
{
}
