/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-preview.h"

#include "match/assay-match-blocks.h"
#include "match/assay-match-plan.h"

static AssayMatchRecords *
load (AssayWorkspace *workspace, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayMatchPlan) plan = NULL;
  AssayMatchRecords *records;

  if (reader == NULL)
    return NULL;
  assay_connection_set_cancellable (reader, cancellable);
  if (!assay_connection_begin_read (reader, error))
    return NULL;
  plan = assay_match_plan_new (reader, fields, NULL, error);
  records = plan != NULL ? assay_match_records_load (reader, plan, FALSE, cancellable, error) : NULL;
  assay_connection_end_read (reader);
  return records;
}

static JsonArray *
list_comparisons (const AssayMatchRecords *records)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < records->comparisons->len; i++)
    {
      const AssayMatchComparison *comparison = assay_match_records_get (records, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "field", comparison->key);
      json_object_set_string_member (object, "label", comparison->label);
      json_object_set_string_member (object, "kind", assay_match_kind_to_nick (comparison->kind));
      json_object_set_int_member (object, "leads", assay_match_column_get_filled (comparison->column));
      json_array_add_object_element (array, object);
    }
  return array;
}

/**
 * assay_match_preview:
 *
 * What matching would compare, before it compares anything. Worker thread.
 *
 * Returns: (transfer full): `{"leads", "pairs", "comparisons": [{"field", "label", "kind", "leads"}], "blocks"}`,
 * the blocks as assay_match_blocks_to_json() tells them
 *
 * Errors: %ASSAY_MATCH_ERROR_NO_FIELDS.
 */
JsonNode *
assay_match_preview (AssayWorkspace *workspace, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayMatchRecords) records = load (workspace, cancellable, error);
  g_autoptr (AssayMatchBlocks) blocks =
      records != NULL ? assay_match_blocks_new (records, g_get_num_processors (), cancellable, error) : NULL;
  g_autoptr (JsonObject) object = json_object_new ();

  if (blocks == NULL)
    return NULL;
  json_object_set_int_member (object, "leads", records->n);
  json_object_set_int_member (object, "pairs", (gint64) assay_match_blocks_get_pairs (blocks));
  json_object_set_array_member (object, "comparisons", list_comparisons (records));
  json_object_set_member (object, "blocks", assay_match_blocks_to_json (blocks));
  return json_node_init_object (json_node_alloc (), object);
}
