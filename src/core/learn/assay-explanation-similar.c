/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-explanation-private.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-neighbours.h"

#define N_SIMILAR 5
/* Some may be gone. */
#define N_FOUND 20

static JsonObject *
describe (const AssayNeighbour *neighbour)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "lead", neighbour->lead);
  json_object_set_boolean_member (object, "converted", neighbour->converted);
  json_object_set_double_member (object, "probability", neighbour->probability);
  json_object_set_double_member (object, "distance", neighbour->distance);
  return object;
}

static gboolean
add_found (const Explanation *explanation,
           const AssayNeighbour *found,
           guint n,
           gboolean names,
           JsonArray *to,
           GError **error)
{
  g_autoptr (AssayStatement) select =
      assay_connection_prepare (explanation->connection, "SELECT name FROM lead WHERE id = ?1", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (guint i = 0; i < n && json_array_get_length (to) < N_SIMILAR; i++)
    {
      JsonObject *object;

      assay_statement_bind_int64 (select, 1, found[i].lead);
      if (!assay_statement_step (select, &row, error))
        return FALSE;
      if (!row)
        continue;
      object = describe (&found[i]);
      if (names && !assay_statement_is_null (select, 0))
        json_object_set_string_member (object, "name", assay_statement_get_text (select, 0));
      json_array_add_object_element (to, object);
      assay_statement_reset (select);
    }
  return TRUE;
}

/**
 * assay_explanation_add_similar:
 * @names: whether to tell their names
 * @to: gets `similar`: leads that the model learned from and sees in the same light; `similar_of`: among how
 *   many they were looked for, and `similar_all`: how many it learned from
 */
gboolean
assay_explanation_add_similar (const Explanation *explanation,
                               gboolean names,
                               JsonObject *to,
                               GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AssayNeighbours) neighbours =
      assay_neighbours_load (explanation->predictor, explanation->connection, &local);
  JsonArray *similar = json_array_new ();
  AssayNeighbour found[N_FOUND];
  guint n;

  json_object_set_array_member (to, "similar", similar);
  if (g_error_matches (local, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_NO_MODEL))
    return TRUE;
  if (local == NULL)
    n = assay_neighbours_find (
        neighbours, explanation->batch->matrix, explanation->lead, found, N_FOUND, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  json_object_set_int_member (to, "similar_of", (gint64) assay_neighbours_get_n (neighbours));
  json_object_set_int_member (to, "similar_all", (gint64) assay_neighbours_get_n_all (neighbours));
  return add_found (explanation, found, n, names, similar, error);
}
