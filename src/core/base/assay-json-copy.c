/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-json-copy.h"

static JsonNode *
copy_object (JsonObject *from)
{
  JsonObject *to = json_object_new ();
  JsonNode *copy = json_node_new (JSON_NODE_OBJECT), *member;
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, from);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (to, name, assay_json_copy (member));
  json_node_take_object (copy, to);
  return copy;
}

static JsonNode *
copy_array (JsonArray *from)
{
  JsonArray *to = json_array_sized_new (json_array_get_length (from));
  JsonNode *copy = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < json_array_get_length (from); i++)
    json_array_add_element (to, assay_json_copy (json_array_get_element (from, i)));
  json_node_take_array (copy, to);
  return copy;
}

static JsonNode *
copy_value (JsonNode *from)
{
  JsonNode *copy = json_node_new (JSON_NODE_VALUE);
  g_auto (GValue) value = G_VALUE_INIT;

  json_node_get_value (from, &value);
  json_node_set_value (copy, &value);
  return copy;
}

/**
 * assay_json_copy:
 *
 * Copies all that a node holds. json_node_copy() shares it with the original and counts its users
 * without a lock, so that two threads that copy one sealed node free it under each other. Any thread.
 *
 * Returns: (transfer full): the copy, not sealed
 */
JsonNode *
assay_json_copy (JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return copy_object (json_node_get_object (node));
    case JSON_NODE_ARRAY:
      return copy_array (json_node_get_array (node));
    case JSON_NODE_VALUE:
      return copy_value (node);
    case JSON_NODE_NULL:
    default:
      return json_node_new (JSON_NODE_NULL);
    }
}
