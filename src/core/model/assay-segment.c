/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-segment.h"

#include <string.h>

#include "base/assay-json-cursor.h"
#include "base/assay-text.h"
#include "model/assay-condition-json.h"

/**
 * assay_segment_new:
 * @key: stable; what documents are found by
 * @name: what people call it
 * @where: which leads belong to it
 *
 * Returns: (transfer full): the segment as a document
 */
AssayDocument *
assay_segment_new (const char     *key,
                   const char     *name,
                   AssayCondition *where)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *json = assay_condition_to_json (where);
  g_autoptr (JsonNode) root = NULL;

  json_object_set_string_member (object, "name", name);
  json_object_set_member (object, "where", json_from_string (json, NULL));
  root = json_node_init_object (json_node_alloc (), object);
  return assay_document_new (ASSAY_SEGMENT_KIND, key, 0, root);
}

/**
 * assay_segment_make_key:
 *
 * Returns: (transfer full): the words of a name in small letters with hyphens between; `segment`
 *   where it has none
 */
char *
assay_segment_make_key (const char *name)
{
  g_autofree char *words = assay_text_words (name, -1);

  return *words != '\0' ? g_strdup (g_strdelimit (words, " ", '-')) : g_strdup ("segment");
}

/**
 * assay_segment_get_name:
 *
 * Returns: (transfer none): its name, or its key where it has none
 */
const char *
assay_segment_get_name (AssayDocument *segment)
{
  JsonObject *object = assay_document_get_object (segment);
  const char *name = json_object_get_string_member_with_default (object, "name", NULL);

  return name != NULL && *name != '\0' ? name : assay_document_get_key (segment);
}

/**
 * assay_segment_dup_condition:
 *
 * Errors: those of a condition, with the JSON path.
 *
 * Returns: (transfer full): which leads belong to it
 */
AssayCondition *
assay_segment_dup_condition (AssayDocument  *segment,
                             GError        **error)
{
  AssayJsonCursor root, where;

  assay_json_cursor_init_root (&root, assay_document_get_root (segment));
  if (!assay_json_cursor_need_member (&root, "where", &where, error))
    return NULL;
  return assay_condition_from_json_node (&where, error);
}
