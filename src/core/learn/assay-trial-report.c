/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-trial.h"

#include <math.h>
#include <string.h>

#include "base/assay-json.h"
#include "base/assay-clock.h"
#include "learn/assay-model-store.h"
#include "learn/assay-source-reader.h"
#include "learn/assay-train-plan.h"
#include "stats/assay-distribution.h"
#include "stats/assay-probability.h"
#include "stats/assay-ranking.h"

#define LEVEL 0.95

/* What both models said of leads whose outcome was open then and is known now. */
typedef struct
{
  GArray *outcomes;   /* (element-type guint8) */
  GArray *champion;   /* (element-type double) */
  GArray *challenger; /* (element-type double) */
} Pairs;

static void
pairs_clear (Pairs *pairs)
{
  g_clear_pointer (&pairs->outcomes, g_array_unref);
  g_clear_pointer (&pairs->champion, g_array_unref);
  g_clear_pointer (&pairs->challenger, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pairs, pairs_clear)

static AssayRawTable *
read_outcomes (const AssayTrial *self,
               AssayWorkspace   *workspace,
               AssayConnection  *connection,
               GError          **error)
{
  g_autoptr (AssayModelRecord) record = assay_model_store_get (connection, self->champion, error);
  g_autoptr (AssayTrainPlan) plan = record != NULL ? assay_train_plan_from_json (record->plan, error) : NULL;
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (AssayRawTable) table = assay_raw_table_new (nothing);
  g_autoptr (AssaySourceReader) reader = NULL;
  AssayPast past = { 0 };

  if (plan == NULL)
    return NULL;
  past.converted = plan->outcome;
  past.lost = plan->lost;
  reader = assay_source_reader_new (connection, fields, nothing, &past, assay_clock_now (), error);
  if (reader == NULL || !assay_source_reader_read (reader, 1, G_MAXINT64, table, error))
    return NULL;
  return g_steal_pointer (&table);
}

static AssayStatement *
select_both (const AssayTrial *self,
             AssayConnection  *connection,
             const char       *sql,
             GError          **error)
{
  AssayStatement *select = assay_connection_prepare (connection, sql, error);

  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, self->champion);
  assay_statement_bind_int64 (select, 2, self->challenger);
  assay_statement_bind_int64 (select, 3, self->id);
  return select;
}

/* The next row of the table with that lead; both are in order. */
static gboolean
find_outcome (const AssayRawTable *table,
              gint64               lead,
              gsize               *at,
              guint8              *out_converted)
{
  while (*at < table->n_rows && table->leads[*at] < lead)
    (*at)++;
  if (*at == table->n_rows || table->leads[*at] != lead || table->outcomes[*at] == ASSAY_OUTCOME_OPEN)
    return FALSE;
  *out_converted = table->outcomes[*at] == ASSAY_OUTCOME_CONVERTED;
  return TRUE;
}

static gboolean
read_pairs (const AssayTrial    *self,
            AssayConnection     *connection,
            const AssayRawTable *table,
            Pairs               *pairs,
            GError             **error)
{
  g_autoptr (AssayStatement) select = select_both (
    self, connection,
    "SELECT a.lead, a.probability, b.probability FROM prediction AS a JOIN prediction AS b "
    "ON b.model = ?2 AND b.lead = a.lead AND b.open = 1 WHERE a.model = ?1 AND a.open = 1 AND ?3 = ?3 "
    "ORDER BY a.lead",
    error);
  gsize at = 0;
  gboolean row;

  pairs->outcomes = g_array_new (FALSE, FALSE, sizeof (guint8));
  pairs->champion = g_array_new (FALSE, FALSE, sizeof (double));
  pairs->challenger = g_array_new (FALSE, FALSE, sizeof (double));
  if (select == NULL)
    return FALSE;
  while (assay_statement_step (select, &row, error))
    {
      double first, second;
      guint8 converted;

      if (!row)
        return TRUE;
      if (!find_outcome (table, assay_statement_get_int64 (select, 0), &at, &converted))
        continue;
      first = assay_statement_get_double (select, 1);
      second = assay_statement_get_double (select, 2);
      g_array_append_val (pairs->outcomes, converted);
      g_array_append_val (pairs->champion, first);
      g_array_append_val (pairs->challenger, second);
    }
  return FALSE;
}

static JsonArray *
make_interval (double low,
               double high)
{
  JsonArray *interval = json_array_new ();

  json_array_add_double_element (interval, low);
  json_array_add_double_element (interval, high);
  return interval;
}

static JsonObject *
measure (const Pairs  *pairs,
         const GArray *scores)
{
  const double *values = (const double *) (gpointer) scores->data;
  const guint8 *outcomes = (const guint8 *) pairs->outcomes->data;
  JsonObject *object = json_object_new ();

  assay_json_set_number (object, "auc", assay_ranking_auc (values, outcomes, scores->len));
  assay_json_set_number (object, "log_loss", assay_probability_log_loss (values, outcomes, scores->len));
  return object;
}

/* On the same leads: what the challenger would have lost less. */
static const char *
add_pairs (const Pairs *pairs,
           JsonObject  *to)
{
  guint n = pairs->outcomes->len;
  g_autofree double *gains = g_new (double, n + 1);
  double mean, low, high;

  json_object_set_int_member (to, "decided", n);
  if (n < 2)
    return "undecided";
  for (guint i = 0; i < n; i++)
    {
      guint8 outcome = g_array_index (pairs->outcomes, guint8, i);

      gains[i] = assay_probability_log_loss_of (g_array_index (pairs->champion, double, i), outcome)
                 - assay_probability_log_loss_of (g_array_index (pairs->challenger, double, i), outcome);
    }
  assay_mean_interval (gains, n, LEVEL, &mean, &low, &high);
  json_object_set_object_member (to, "champion_metrics", measure (pairs, pairs->champion));
  json_object_set_object_member (to, "challenger_metrics", measure (pairs, pairs->challenger));
  assay_json_set_number (to, "gain", mean);
  json_object_set_array_member (to, "gain_interval", make_interval (low, high));
  return low > 0 ? "better" : high < 0 ? "worse" : "undecided";
}

typedef struct
{
  double leads;
  double decided;
  double converted;
} Arm;

static gboolean
read_arms (const AssayTrial    *self,
           AssayConnection     *connection,
           const AssayRawTable *table,
           Arm                  arms[2],
           GError             **error)
{
  g_autoptr (AssayStatement) select
    = select_both (self, connection,
                   "SELECT lead, challenger FROM trial_arm WHERE trial = ?3 AND ?1 <> ?2 ORDER BY lead", error);
  gsize at = 0;
  gboolean row;

  if (select == NULL)
    return FALSE;
  while (assay_statement_step (select, &row, error))
    {
      Arm *arm;
      guint8 converted;

      if (!row)
        return TRUE;
      arm = &arms[assay_statement_get_int64 (select, 1) != 0];
      arm->leads += 1;
      if (!find_outcome (table, assay_statement_get_int64 (select, 0), &at, &converted))
        continue;
      arm->decided += 1;
      arm->converted += converted;
    }
  return FALSE;
}

static JsonObject *
describe_arm (const Arm *arm,
              double    *rate,
              double    *low,
              double    *high)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "leads", (gint64) arm->leads);
  json_object_set_int_member (object, "decided", (gint64) arm->decided);
  json_object_set_int_member (object, "converted", (gint64) arm->converted);
  *rate = arm->decided > 0 ? arm->converted / arm->decided : NAN;
  assay_json_set_number (object, "rate", *rate);
  if (arm->decided == 0)
    return object;
  assay_wilson_interval (arm->converted, arm->decided, LEVEL, low, high);
  json_object_set_array_member (object, "interval", make_interval (*low, *high));
  return object;
}

/* What became of the leads of either arm. Source: R. G. Newcombe, “Interval estimation for the difference
 * between independent proportions”, Statistics in Medicine 17 (1998), method 10. */
static const char *
add_arms (const Arm   arms[2],
          JsonObject *to)
{
  double rates[2], lows[2], highs[2], difference, low, high;

  for (guint i = 0; i < 2; i++)
    json_object_set_object_member (to, i == 0 ? "champion_arm" : "challenger_arm",
                                   describe_arm (&arms[i], &rates[i], &lows[i], &highs[i]));
  if (isnan (rates[0]) || isnan (rates[1]))
    return "undecided";
  difference = rates[1] - rates[0];
  low = difference - sqrt ((rates[1] - lows[1]) * (rates[1] - lows[1]) + (highs[0] - rates[0]) * (highs[0] - rates[0]));
  high = difference + sqrt ((highs[1] - rates[1]) * (highs[1] - rates[1]) + (rates[0] - lows[0]) * (rates[0] - lows[0]));
  assay_json_set_number (to, "difference", difference);
  json_object_set_array_member (to, "difference_interval", make_interval (low, high));
  return low > 0 ? "better" : high < 0 ? "worse" : "undecided";
}

/**
 * assay_trial_report:
 * @self: a trial that goes on
 *
 * Returns: (transfer full) (nullable): how the challenger fares: on the same leads, by what either would have
 *   said (`gain` in log-loss), and where new leads are split, by what became of either's (`difference` in the
 *   rate of conversion), with intervals of 95 %, and `verdict`: `better`, `worse` or `undecided`
 */
JsonNode *
assay_trial_report (const AssayTrial *self,
                    AssayWorkspace   *workspace,
                    AssayConnection  *connection,
                    GError          **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (AssayRawTable) table = NULL;
  g_auto (Pairs) pairs = { NULL };
  Arm arms[2] = { { 0 }, { 0 } };
  JsonObject *object = json_object_new ();
  g_autofree char *since = assay_instant_to_iso (self->started_at, FALSE);
  const char *verdict, *by_arm;

  json_node_take_object (node, object);
  table = read_outcomes (self, workspace, connection, error);
  if (table == NULL || !read_pairs (self, connection, table, &pairs, error)
      || !read_arms (self, connection, table, arms, error))
    return NULL;
  json_object_set_int_member (object, "trial", self->id);
  json_object_set_string_member (object, "mode", self->share > 0 ? "split" : "shadow");
  json_object_set_int_member (object, "champion", self->champion);
  json_object_set_int_member (object, "challenger", self->challenger);
  json_object_set_double_member (object, "share", self->share);
  json_object_set_int_member (object, "seed", self->seed);
  json_object_set_string_member (object, "since", since);
  verdict = add_pairs (&pairs, object);
  if (self->share > 0)
    {
      by_arm = add_arms (arms, object);
      /* What became of leads weighs more than what would have been said of them. */
      verdict = strcmp (by_arm, "undecided") != 0 ? by_arm : verdict;
    }
  json_object_set_string_member (object, "verdict", verdict);
  return g_steal_pointer (&node);
}
