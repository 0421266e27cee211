/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-monitor.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/assay-clock.h"
#include "learn/assay-evaluation.h"
#include "learn/assay-lead-blocks.h"
#include "learn/assay-monitor-private.h"
#include "store/assay-condition-sql.h"

/* A model is trained again at most daily, when so many outcomes are new. */
#define MIN_AGE ASSAY_MS_PER_DAY
#define MIN_NEW_OUTCOMES 20
/* Where new leads have drifted, what little is known of them is worth learning; without any outcome the
 * same model would come of it. */
#define MIN_DRIFTED_OUTCOMES 1
/* With so many the figures of each month have their second digit. */
#define ENOUGH_OUTCOMES 10000

static void
monitor_clear (AssayMonitor *monitor)
{
  g_clear_pointer (&monitor->plan, assay_train_plan_free);
  g_clear_pointer (&monitor->seen, g_hash_table_unref);
}

typedef AssayMonitor Monitor;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Monitor, monitor_clear)

/**
 * assay_monitor_reader:
 * @sources: (element-type AssaySource): what to read of leads
 *
 * Returns: (transfer full) (nullable): what reads them with what became of them
 */
AssaySourceReader *
assay_monitor_reader (const AssayMonitor *monitor, GPtrArray *sources, GError **error)
{
  AssayPast past = { .converted = monitor->plan->outcome, .lost = monitor->plan->lost };

  return assay_source_reader_new (
      monitor->connection, monitor->fields, sources, &past, assay_clock_now (), error);
}

typedef struct
{
  gint64 month; /* year × 12 + month − 1 */
  double probability;
  guint8 outcome;
} Realised;

/* Predictions of a range of leads that were made while the outcome was open, where it is known now. */
static char *
realised_sql (const Monitor *monitor, AssayConditionSql *compiler, GError **error)
{
  g_autoptr (GString) sql = g_string_new (
      "SELECT probability, CAST(strftime('%Y', at / 1000, 'unixepoch') AS INTEGER) * 12 + "
      "CAST(strftime('%m', at / 1000, 'unixepoch') AS INTEGER) - 1, converted FROM ("
      "WITH outcome (lead, converted, lost) AS (SELECT lead.id, ");

  if (!assay_outcome_rule_append_sql (
          compiler, monitor->plan->outcome, monitor->plan->lost, sql, error))
    return NULL;
  g_string_append (sql,
                   " FROM lead) SELECT probability, at, converted, lost FROM prediction "
                   "CROSS JOIN outcome ON outcome.lead = prediction.lead "
                   "WHERE model = ?1 AND open = 1 AND prediction.lead BETWEEN ?2 AND ?3) "
                   "WHERE converted OR lost");
  return g_strdup (sql->str);
}

static gboolean
add_block (AssayStatement *select, GArray *list, GError **error)
{
  gboolean row;

  while (assay_statement_step (select, &row, error))
    {
      Realised realised;

      if (!row)
        return TRUE;
      realised = (Realised){ assay_statement_get_int64 (select, 1),
                             assay_statement_get_double (select, 0),
                             assay_statement_get_int64 (select, 2) != 0 };
      g_array_append_val (list, realised);
    }
  return FALSE;
}

static gboolean
find_range (const Monitor *monitor, gint64 *out_first, gint64 *out_last, GError **error)
{
  g_autofree char *first = g_strdup_printf (
      "SELECT coalesce(min(lead), 1) FROM prediction WHERE model = %" PRId64, monitor->record->id);
  g_autofree char *last = g_strdup_printf (
      "SELECT coalesce(max(lead), 0) FROM prediction WHERE model = %" PRId64, monitor->record->id);

  return assay_connection_query_int64 (monitor->connection, first, out_first, error) &&
         assay_connection_query_int64 (monitor->connection, last, out_last, error);
}

/* Where outcomes are rare more leads are looked at, until there are enough of them. */
static GArray *
find_realised (const Monitor *monitor, guint *out_one_in, GError **error)
{
  g_autoptr (AssayConditionSql) compiler = assay_condition_sql_new (
      monitor->connection, monitor->fields, ASSAY_SQL_SCOPE_LEAD, ASSAY_AS_OF_NOW, error);
  g_autofree char *sql = NULL;
  g_autoptr (AssayStatement) select = NULL;
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Realised));
  AssayLeadBlocks blocks;
  gint64 first, last;

  if (compiler == NULL || !find_range (monitor, &first, &last, error))
    return NULL;
  assay_condition_sql_reserve (compiler, 3);
  sql = realised_sql (monitor, compiler, error);
  select = sql != NULL ? assay_connection_prepare (monitor->connection, sql, error) : NULL;
  if (select == NULL)
    return NULL;
  assay_condition_sql_bind (compiler, select);
  assay_statement_bind_int64 (select, 1, monitor->record->id);
  assay_lead_blocks_init (&blocks, first, last, ASSAY_MONITOR_LEADS);
  do
    while (assay_lead_blocks_next (&blocks, &first, &last))
      {
        assay_statement_bind_int64 (select, 2, first);
        assay_statement_bind_int64 (select, 3, last);
        if (!add_block (select, list, error))
          return NULL;
        assay_statement_reset (select);
      }
  while (list->len < ENOUGH_OUTCOMES && assay_lead_blocks_refine (&blocks));
  *out_one_in = blocks.one_in;
  return g_steal_pointer (&list);
}

static void
add_month (GArray *realised, gint64 month, JsonArray *to)
{
  g_autofree double *scores = g_new (double, realised->len + 1);
  g_autofree guint8 *outcomes = g_new (guint8, realised->len + 1);
  g_autofree char *name = NULL;
  JsonObject *object;
  double predicted = 0, observed = 0, auc;
  gsize n = 0;

  for (guint i = 0; i < realised->len; i++)
    {
      const Realised *one = &g_array_index (realised, Realised, i);

      if (month >= 0 && one->month != month)
        continue;
      scores[n] = one->probability;
      outcomes[n] = one->outcome;
      predicted += one->probability;
      observed += one->outcome;
      n++;
    }
  if (n == 0)
    return;
  auc = assay_ranking_auc (scores, outcomes, n);
  object = json_object_new ();
  name = month >= 0 ? g_strdup_printf ("%" PRId64 "-%02" PRId64, month / 12, month % 12 + 1)
                    : g_strdup ("all");
  json_object_set_string_member (object, "month", name);
  json_object_set_int_member (object, "leads", (gint64) n);
  json_object_set_double_member (object, "predicted", predicted / (double) n);
  json_object_set_double_member (object, "observed", observed / (double) n);
  if (auc == auc)
    json_object_set_double_member (object, "auc", auc);
  else
    json_object_set_null_member (object, "auc");
  json_object_set_double_member (
      object,
      "calibration_error",
      assay_probability_calibration_error (scores, outcomes, n, ASSAY_EVALUATION_BINS));
  json_array_add_object_element (to, object);
}

static gboolean
add_realised (const Monitor *monitor, JsonObject *to, GError **error)
{
  guint one_in = 1;
  g_autoptr (GArray) realised = find_realised (monitor, &one_in, error);
  JsonArray *list = json_array_new ();
  gint64 first = G_MAXINT64, last = 0;

  json_object_set_array_member (to, "realised", list);
  if (realised == NULL)
    return FALSE;
  for (guint i = 0; i < realised->len; i++)
    {
      gint64 month = g_array_index (realised, Realised, i).month;

      first = MIN (first, month);
      last = MAX (last, month);
    }
  json_object_set_int_member (to, "realised_one_in", one_in);
  add_month (realised, -1, list);
  for (gint64 month = first; month <= last; month++)
    add_month (realised, month, list);
  return TRUE;
}

static gboolean
open_monitor (Monitor *monitor, GError **error)
{
  monitor->plan = assay_train_plan_from_json (monitor->record->plan, error);
  monitor->seen = assay_model_unpack_leads (monitor->record->seen);
  return monitor->plan != NULL;
}

/**
 * assay_monitor_make:
 * @record: a model
 *
 * Returns: (transfer full) (nullable): `{"realised": […], "realised_one_in", "drift": […], "stability":
 * […], "new_leads", "drift_one_in"}`: what came true of its predictions, in all and by month; how new
 * leads differ from those it learned from; and by how much in each field, and in the predictions,
 * whether that is drift or chance. Of many leads one in so many is looked at
 */
JsonNode *
assay_monitor_make (AssayConnection *connection,
                    AssayFieldRegistry *fields,
                    const AssayModelRecord *record,
                    GError **error)
{
  g_auto (Monitor) monitor = { .connection = connection, .fields = fields, .record = record };
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  if (!open_monitor (&monitor, error) || !add_realised (&monitor, object, error) ||
      !assay_monitor_add_drift (&monitor, object, error))
    return NULL;
  return g_steal_pointer (&node);
}

/* Outcomes that the model has not seen. Where there are enough of them among some of many leads, the others
 * need not be looked at, and the number is about right. */
static gboolean
count_new_outcomes (Monitor *monitor, gsize *out_n, gboolean *out_exact, GError **error)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (AssayRawTable) table = assay_raw_table_new (nothing);
  g_autoptr (AssaySourceReader) reader = assay_monitor_reader (monitor, nothing, error);
  AssayLeadBlocks blocks;
  gint64 first, last;
  gsize n = 0;

  if (reader == NULL ||
      !assay_connection_query_int64 (
          monitor->connection, "SELECT coalesce(max(id), 0) FROM lead", &last, error))
    return FALSE;
  assay_lead_blocks_init (&blocks, 1, last, ASSAY_MONITOR_LEADS);
  do
    while (assay_lead_blocks_next (&blocks, &first, &last))
      {
        assay_raw_table_clear (table);
        if (!assay_source_reader_read (reader, first, last, table, error))
          return FALSE;
        for (gsize row = 0; row < table->n_rows; row++)
          n += table->outcomes[row] != ASSAY_OUTCOME_OPEN &&
               !g_hash_table_contains (monitor->seen, &table->leads[row]);
      }
  while (n < MIN_NEW_OUTCOMES && assay_lead_blocks_refine (&blocks));
  *out_n = n * blocks.one_in;
  *out_exact = blocks.one_in == 1;
  return TRUE;
}

/* The first finding that is more than moderate. */
static gboolean
find_severe (const Monitor *monitor, char **out_reason, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *drift;

  if (!assay_monitor_add_drift (monitor, object, error))
    return FALSE;
  drift = json_object_get_array_member (object, "drift");
  for (guint i = 0; i < json_array_get_length (drift) && *out_reason == NULL; i++)
    {
      JsonObject *finding = json_array_get_object_element (drift, i);

      if (strcmp (json_object_get_string_member (finding, "severity"), "severe") == 0)
        *out_reason = g_strdup_printf (_ ("new leads differ in “%s” from those it learned from: %s"),
                                       json_object_get_string_member (finding, "label"),
                                       json_object_get_string_member (finding, "why"));
    }
  return TRUE;
}

/**
 * assay_monitor_is_due:
 * @out_due: (out): whether the model in use should be trained again
 * @out_reason: (out) (nullable): why, for people
 *
 * A day after the last training at the earliest, when at least 20 outcomes are new since then; or
 * fewer, if new leads differ severely from those it learned from.
 */
gboolean
assay_monitor_is_due (AssayWorkspace *workspace,
                      gboolean *out_due,
                      char **out_reason,
                      GError **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayModelRecord) newest = NULL;
  g_auto (Monitor) monitor = { .connection = reader, .fields = fields };
  gint64 champion, last;
  gboolean exact;
  gsize n;

  *out_due = FALSE;
  *out_reason = NULL;
  if (reader == NULL || !assay_model_store_find_champion (reader, &champion, error) ||
      !assay_connection_query_int64 (
          reader, "SELECT coalesce(max(id), 0) FROM model", &last, error))
    return FALSE;
  if (champion == 0)
    return TRUE;
  newest = assay_model_store_get (reader, last, error);
  if (newest == NULL)
    return FALSE;
  if (assay_clock_now () - newest->at < MIN_AGE)
    return TRUE;
  monitor.record = newest;
  if (!open_monitor (&monitor, error) || !count_new_outcomes (&monitor, &n, &exact, error))
    return FALSE;
  if (n >= MIN_NEW_OUTCOMES)
    *out_reason = g_strdup_printf (exact ? _ ("%zu outcomes are new") : _ ("about %zu outcomes are new"), n);
  else if (n >= MIN_DRIFTED_OUTCOMES && !find_severe (&monitor, out_reason, error))
    return FALSE;
  *out_due = *out_reason != NULL;
  return TRUE;
}
