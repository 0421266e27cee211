/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "learn/assay-explanation-private.h"
#include "learn/assay-train-plan.h"

/* Of the leads that the model learned from, the newest are looked at. */
#define CANDIDATES 600
#define N_SIMILAR 5

typedef struct
{
  gsize row;
  double distance;
} Neighbour;

static int
compare_neighbours (const void *a, const void *b)
{
  const Neighbour *x = a;
  const Neighbour *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return x->row < y->row ? -1 : 1;
}

/* From which id on there are so many leads. */
static gboolean
first_candidate (AssayConnection *connection, gint64 *out_first, GError **error)
{
  return assay_connection_query_int64 (
      connection,
      "SELECT coalesce(min(id), 1) FROM (SELECT id FROM lead ORDER BY id DESC LIMIT " G_STRINGIFY (
          CANDIDATES) ")",
      out_first,
      error);
}

static gboolean
add_name (AssayConnection *connection, gint64 lead, JsonObject *to, GError **error)
{
  g_autoptr (AssayStatement) select =
      assay_connection_prepare (connection, "SELECT name FROM lead WHERE id = ?1", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, lead);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  if (row && !assay_statement_is_null (select, 0))
    json_object_set_string_member (to, "name", assay_statement_get_text (select, 0));
  return TRUE;
}

static double
distance_of (const double *a, const double *b, guint n)
{
  double sum = 0;

  for (guint e = 0; e < n; e++)
    sum += (a[e] - b[e]) * (a[e] - b[e]);
  return sqrt (sum);
}

/**
 * assay_explanation_add_similar:
 * @names: whether to tell their names
 * @to: gets `similar`: leads of known outcome that the model sees in the same light
 *
 * Leads are alike where the same fields say the same about them: near each other by contributions,
 * not by values, so that what does not matter does not count.
 */
gboolean
assay_explanation_add_similar (const Explanation *explanation,
                               const AssayModelRecord *record,
                               gboolean names,
                               JsonObject *to,
                               GError **error)
{
  guint n_entries = explanation->predictor->recipe->entries->len;
  g_autoptr (AssayTrainPlan) plan = assay_train_plan_from_json (record->plan, error);
  AssayPast past = { 0 };
  g_autoptr (AssayPredictionBatch) others = NULL;
  g_autofree double *contributions = NULL;
  g_autofree Neighbour *neighbours = NULL;
  JsonArray *similar = json_array_new ();
  gint64 first;
  gsize n = 0;

  json_object_set_array_member (to, "similar", similar);
  if (plan == NULL || !first_candidate (explanation->connection, &first, error))
    return FALSE;
  past.converted = plan->outcome;
  past.lost = plan->lost;
  others = assay_prediction_batch_new (explanation->predictor,
                                       explanation->connection,
                                       explanation->fields,
                                       &past,
                                       explanation->as_of,
                                       error);
  if (others == NULL || !assay_prediction_batch_run (others, first, G_MAXINT64, error))
    return FALSE;
  contributions = g_new (double, others->table->n_rows *(n_entries + 1) + 1);
  neighbours = g_new (Neighbour, others->table->n_rows + 1);
  if (!assay_predictor_explain (
          explanation->predictor, others->matrix, others->table->n_rows, contributions, error))
    return FALSE;
  for (gsize row = 0; row < others->table->n_rows; row++)
    if (others->table->leads[row] != explanation->lead &&
        others->table->outcomes[row] != ASSAY_OUTCOME_OPEN)
      neighbours[n++] = (Neighbour){
        row,
        distance_of (explanation->contributions, contributions + row * (n_entries + 1), n_entries)
      };
  qsort (neighbours, n, sizeof *neighbours, compare_neighbours);
  for (gsize i = 0; i < MIN (n, N_SIMILAR); i++)
    {
      gsize row = neighbours[i].row;
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "lead", others->table->leads[row]);
      json_object_set_boolean_member (
          object, "converted", others->table->outcomes[row] == ASSAY_OUTCOME_CONVERTED);
      json_object_set_double_member (object, "probability", others->probabilities[row]);
      json_object_set_double_member (object, "distance", neighbours[i].distance);
      if (names && !add_name (explanation->connection, others->table->leads[row], object, error))
        {
          json_object_unref (object);
          return FALSE;
        }
      json_array_add_object_element (similar, object);
    }
  return TRUE;
}
