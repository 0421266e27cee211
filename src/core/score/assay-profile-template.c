/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "score/assay-profile-private.h"

#include "base/assay-json-copy.h"

/* What a profile says about the offer is filled in before it is read, so that the rest of scoring
 * knows no offers:
 *
 *   {"offer": "countries"}                            the offer's list; where it has none, a
 * condition with it never holds
 *   {"offer": "target_industries", "default": […]}    the list, or these
 *   {"offer": "countries", "then": A, "else": B}      A where the offer has that list, else B */

typedef struct
{
  JsonObject *offer; /* (nullable) */
  gboolean dropped;  /* something was asked of the offer that it does not say */
} Filling;

static JsonNode *fill (Filling  *filling,
                       JsonNode *node);

static JsonNode *
offer_member (JsonObject *offer,
              const char *name)
{
  JsonNode *node = offer != NULL ? json_object_get_member (offer, name) : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 0)
    return NULL;
  return node;
}

/* An offer that names any industries names all that matter: the profile's own lists step back. */
static gboolean
offer_says (JsonObject *offer,
            const char *name)
{
  static const char *const industries[]
    = { "target_industries", "adjacent_industries", "neutral_industries", NULL };

  if (g_strv_contains (industries, name))
    {
      for (gsize i = 0; industries[i] != NULL; i++)
        if (offer_member (offer, industries[i]) != NULL)
          return TRUE;
      return FALSE;
    }
  return offer_member (offer, name) != NULL;
}

static gboolean
asks_offer (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "offer");

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_STRING
         && !json_object_has_member (object, "groups");
}

static JsonNode *
fill_from_offer (Filling    *filling,
                 JsonObject *object)
{
  const char *name = json_object_get_string_member (object, "offer");
  gboolean says = offer_says (filling->offer, name);
  const char *choice = says ? "then" : "else";
  JsonNode *node;

  if (json_object_has_member (object, "then") || json_object_has_member (object, "else"))
    {
      node = json_object_get_member (object, choice);
      return node != NULL ? fill (filling, node) : json_node_new (JSON_NODE_NULL);
    }
  node = says ? offer_member (filling->offer, name) : json_object_get_member (object, "default");
  if (node != NULL)
    return assay_json_copy (node);
  if (says)
    {
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, json_array_new ());
      return node;
    }
  filling->dropped = TRUE;
  return json_node_new (JSON_NODE_NULL);
}

static JsonNode *
never (void)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_array_member (object, "any", json_array_new ());
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
fill_object (Filling    *filling,
             JsonObject *object)
{
  g_autoptr (JsonObject) filled = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean leaf = json_object_has_member (object, "op");

  if (asks_offer (object))
    return fill_from_offer (filling, object);
  if (leaf)
    filling->dropped = FALSE;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (filled, name, fill (filling, member));
  if (leaf && filling->dropped)
    {
      filling->dropped = FALSE;
      return never ();
    }
  return json_node_init_object (json_node_alloc (), filled);
}

static JsonNode *
fill (Filling  *filling,
      JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return fill_object (filling, json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      g_autoptr (JsonArray) filled = json_array_new ();
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (filled, fill (filling, json_array_get_element (array, i)));
      return json_node_init_array (json_node_alloc (), filled);
    }
  return assay_json_copy (node);
}

/*
 * assay_profile_fill_template:
 * @offer: (nullable): the workspace's offer
 *
 * Returns: (transfer full): a copy of a profile's document with the offer filled in
 */
JsonNode *
assay_profile_fill_template (JsonNode      *node,
                             AssayDocument *offer)
{
  Filling filling = { offer != NULL ? assay_document_get_object (offer) : NULL, FALSE };

  return fill (&filling, node);
}
