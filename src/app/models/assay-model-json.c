/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-model-json.h"

#include <math.h>

static JsonNode *
get_node (JsonObject *object,
          const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/**
 * assay_model_json_get_object:
 *
 * Returns: (nullable): the member, if it is an object
 */
JsonObject *
assay_model_json_get_object (JsonObject *object,
                             const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
assay_model_json_get_list (JsonObject *object,
                           const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

guint
assay_model_json_get_length (JsonArray *list)
{
  return list != NULL ? json_array_get_length (list) : 0;
}

const char *
assay_model_json_get_text (JsonObject *object,
                           const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/**
 * assay_model_json_get_number:
 *
 * Returns: the member; NaN if there is none
 */
double
assay_model_json_get_number (JsonObject *object,
                             const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
}

gint64
assay_model_json_get_int (JsonObject *object,
                          const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

gboolean
assay_model_json_get_boolean (JsonObject *object,
                              const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}
