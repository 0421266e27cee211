/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-trial.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/assay-json.h"
#include "base/assay-clock.h"
#include "learn/assay-lead-blocks.h"
#include "learn/assay-model-store.h"
#include "learn/assay-source-reader.h"
#include "learn/assay-train-plan.h"
#include "stats/assay-distribution.h"
#include "stats/assay-probability.h"
#include "stats/assay-ranking.h"

#define LEVEL 0.95
/* Of many leads so many are looked at first, and more until so many outcomes are known among them: a
 * difference that these do not tell is none that matters. */
#define FIRST_LEADS 65536
#define ENOUGH_OUTCOMES 50000

/* What both models said of leads whose outcome was open then and is known now. */
typedef struct
{
  GArray *outcomes;   /* (element-type guint8) */
  GArray *champion;   /* (element-type double) */
  GArray *challenger; /* (element-type double) */
} Pairs;

typedef struct
{
  double leads;
  double decided;
  double converted;
} Arm;

/* A comparison under way. */
typedef struct
{
  const AssayTrial *trial;
  AssayConnection *connection;
  AssaySourceReader *reader; /* (owned) */
  AssayRawTable *table;      /* (owned): what became of the leads of a block */
  Pairs pairs;
  Arm arms[2];
  gsize n_outcomes; /* of the scan under way */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->reader, assay_source_reader_free);
  g_clear_pointer (&reading->table, assay_raw_table_free);
  g_clear_pointer (&reading->pairs.outcomes, g_array_unref);
  g_clear_pointer (&reading->pairs.champion, g_array_unref);
  g_clear_pointer (&reading->pairs.challenger, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
open_reading (Reading        *reading,
              AssayWorkspace *workspace,
              GError        **error)
{
  g_autoptr (AssayModelRecord) record
    = assay_model_store_get (reading->connection, reading->trial->champion, error);
  g_autoptr (AssayTrainPlan) plan = record != NULL ? assay_train_plan_from_json (record->plan, error) : NULL;
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  AssayPast past = { 0 };

  reading->table = assay_raw_table_new (nothing);
  reading->pairs.outcomes = g_array_new (FALSE, FALSE, sizeof (guint8));
  reading->pairs.champion = g_array_new (FALSE, FALSE, sizeof (double));
  reading->pairs.challenger = g_array_new (FALSE, FALSE, sizeof (double));
  if (plan == NULL)
    return FALSE;
  past.converted = plan->outcome;
  past.lost = plan->lost;
  reading->reader
    = assay_source_reader_new (reading->connection, fields, nothing, &past, assay_clock_now (), error);
  return reading->reader != NULL;
}

typedef gboolean (*ReadBlock) (Reading *reading,
                               gint64   first,
                               gint64   last,
                               GError **error);

/* Goes through leads in evenly spread blocks. */
static gboolean
scan (Reading  *reading,
      gint64    first,
      gint64    last,
      ReadBlock read_block,
      guint    *out_one_in,
      GError  **error)
{
  AssayLeadBlocks blocks;

  reading->n_outcomes = 0;
  assay_lead_blocks_init (&blocks, first, last, FIRST_LEADS);
  do
    while (assay_lead_blocks_next (&blocks, &first, &last))
      {
        assay_raw_table_clear (reading->table);
        if (!assay_source_reader_read (reading->reader, first, last, reading->table, error)
            || !read_block (reading, first, last, error))
          return FALSE;
      }
  while (reading->n_outcomes < ENOUGH_OUTCOMES && assay_lead_blocks_refine (&blocks));
  *out_one_in = blocks.one_in;
  return TRUE;
}

static AssayStatement *
select_both (const Reading *reading,
             const char    *sql,
             gint64         first,
             gint64         last,
             GError       **error)
{
  AssayStatement *select = assay_connection_prepare (reading->connection, sql, error);

  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, reading->trial->champion);
  assay_statement_bind_int64 (select, 2, reading->trial->challenger);
  assay_statement_bind_int64 (select, 3, reading->trial->id);
  assay_statement_bind_int64 (select, 4, first);
  assay_statement_bind_int64 (select, 5, last);
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

/* Outcomes may be rare: predictions are read from the first lead that has one to the last. */
static gboolean
narrow (const AssayRawTable *table,
        gint64              *first,
        gint64              *last)
{
  gsize low = 0, high = table->n_rows;

  while (low < high && table->outcomes[low] == ASSAY_OUTCOME_OPEN)
    low++;
  while (high > low && table->outcomes[high - 1] == ASSAY_OUTCOME_OPEN)
    high--;
  if (low == high)
    return FALSE;
  *first = table->leads[low];
  *last = table->leads[high - 1];
  return TRUE;
}

static gboolean
read_pairs (Reading *reading,
            gint64   first,
            gint64   last,
            GError **error)
{
  Pairs *pairs = &reading->pairs;
  g_autoptr (AssayStatement) select = NULL;
  gsize at = 0;
  gboolean row;

  if (!narrow (reading->table, &first, &last))
    return TRUE;
  select = select_both (
    reading,
    "SELECT a.lead, a.probability, b.probability FROM prediction AS a JOIN prediction AS b "
    "ON b.model = ?2 AND b.lead = a.lead AND b.open = 1 WHERE a.model = ?1 AND a.open = 1 AND ?3 = ?3 "
    "AND a.lead BETWEEN ?4 AND ?5 ORDER BY a.lead",
    first, last, error);
  if (select == NULL)
    return FALSE;
  while (assay_statement_step (select, &row, error))
    {
      double ours, theirs;
      guint8 converted;

      if (!row)
        return TRUE;
      if (!find_outcome (reading->table, assay_statement_get_int64 (select, 0), &at, &converted))
        continue;
      ours = assay_statement_get_double (select, 1);
      theirs = assay_statement_get_double (select, 2);
      g_array_append_val (pairs->outcomes, converted);
      g_array_append_val (pairs->champion, ours);
      g_array_append_val (pairs->challenger, theirs);
      reading->n_outcomes++;
    }
  return FALSE;
}

static gboolean
find_pairs (Reading *reading,
            guint   *out_one_in,
            GError **error)
{
  g_autofree char *least = g_strdup_printf (
    "SELECT coalesce(min(lead), 1) FROM prediction WHERE model = %" PRId64, reading->trial->challenger);
  g_autofree char *most = g_strdup_printf (
    "SELECT coalesce(max(lead), 0) FROM prediction WHERE model = %" PRId64, reading->trial->challenger);
  gint64 first, last;

  return assay_connection_query_int64 (reading->connection, least, &first, error)
         && assay_connection_query_int64 (reading->connection, most, &last, error)
         && scan (reading, first, last, read_pairs, out_one_in, error);
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

static gboolean
read_arms (Reading *reading,
           gint64   first,
           gint64   last,
           GError **error)
{
  g_autoptr (AssayStatement) select
    = select_both (reading,
                   "SELECT lead, challenger FROM trial_arm WHERE trial = ?3 AND ?1 <> ?2 "
                   "AND lead BETWEEN ?4 AND ?5 ORDER BY lead",
                   first, last, error);
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
      arm = &reading->arms[assay_statement_get_int64 (select, 1) != 0];
      arm->leads += 1;
      if (!find_outcome (reading->table, assay_statement_get_int64 (select, 0), &at, &converted))
        continue;
      arm->decided += 1;
      arm->converted += converted;
      reading->n_outcomes++;
    }
  return FALSE;
}

/* Only leads that came since it began are split. */
static gboolean
find_arms (Reading *reading,
           guint   *out_one_in,
           GError **error)
{
  gint64 last;

  return assay_connection_query_int64 (
           reading->connection, "SELECT coalesce(max(lead), 0) FROM trial_arm", &last, error)
         && scan (reading, reading->trial->after_lead + 1, last, read_arms, out_one_in, error);
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
 *   rate of conversion), with intervals of 95 %, and `verdict`: `better`, `worse` or `undecided`. Of many
 *   leads one in `decided_one_in`, and of those that are split one in `arms_one_in`, is looked at
 */
JsonNode *
assay_trial_report (const AssayTrial *self,
                    AssayWorkspace   *workspace,
                    AssayConnection  *connection,
                    GError          **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_auto (Reading) reading = { .trial = self, .connection = connection };
  JsonObject *object = json_object_new ();
  g_autofree char *since = assay_instant_to_iso (self->started_at, FALSE);
  const char *verdict, *by_arm;
  guint pairs_one_in, arms_one_in = 1;

  json_node_take_object (node, object);
  if (!open_reading (&reading, workspace, error) || !find_pairs (&reading, &pairs_one_in, error)
      || (self->share > 0 && !find_arms (&reading, &arms_one_in, error)))
    return NULL;
  json_object_set_int_member (object, "trial", self->id);
  json_object_set_string_member (object, "mode", self->share > 0 ? "split" : "shadow");
  json_object_set_int_member (object, "champion", self->champion);
  json_object_set_int_member (object, "challenger", self->challenger);
  json_object_set_double_member (object, "share", self->share);
  json_object_set_int_member (object, "seed", self->seed);
  json_object_set_string_member (object, "since", since);
  verdict = add_pairs (&reading.pairs, object);
  json_object_set_int_member (object, "decided_one_in", pairs_one_in);
  if (self->share > 0)
    {
      by_arm = add_arms (reading.arms, object);
      json_object_set_int_member (object, "arms_one_in", arms_one_in);
      /* What became of leads weighs more than what would have been said of them. */
      verdict = strcmp (by_arm, "undecided") != 0 ? by_arm : verdict;
    }
  json_object_set_string_member (object, "verdict", verdict);
  return g_steal_pointer (&node);
}
