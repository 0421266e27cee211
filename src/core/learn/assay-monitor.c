/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-monitor.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/assay-clock.h"
#include "learn/assay-drift.h"
#include "learn/assay-evaluation.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-predictor.h"
#include "learn/assay-source-reader.h"
#include "learn/assay-train-plan.h"

/* Fewer leads than this say nothing. */
#define MIN_LEADS 50
/* A model is trained again at most daily, when so many outcomes are new. */
#define MIN_AGE ASSAY_MS_PER_DAY
#define MIN_NEW_OUTCOMES 20

typedef struct
{
  AssayConnection *connection;
  AssayFieldRegistry *fields;
  const AssayModelRecord *record;
  AssayTrainPlan *plan;
  GHashTable *seen;
} Monitor;

static void
monitor_clear (Monitor *monitor)
{
  g_clear_pointer (&monitor->plan, assay_train_plan_free);
  g_clear_pointer (&monitor->seen, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Monitor, monitor_clear)

/* All leads with what became of them, and of the given sources what is known. */
static AssayRawTable *
read_leads (const Monitor *monitor, GPtrArray *sources, GError **error)
{
  AssayPast past = { .converted = monitor->plan->outcome, .lost = monitor->plan->lost };
  g_autoptr (AssaySourceReader) reader = assay_source_reader_new (
      monitor->connection, monitor->fields, sources, &past, assay_clock_now (), error);
  g_autoptr (AssayRawTable) table = assay_raw_table_new (sources);

  if (reader == NULL || !assay_source_reader_read (reader, 1, G_MAXINT64, table, error))
    return NULL;
  return g_steal_pointer (&table);
}

typedef struct
{
  gint64 month; /* year × 12 + month − 1 */
  double probability;
  guint8 outcome;
} Realised;

/* What was predicted while it was open, and is known now. */
static GArray *
find_realised (const Monitor *monitor, GError **error)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (AssayRawTable) table = read_leads (monitor, nothing, error);
  g_autoptr (AssayStatement) select = assay_connection_prepare (
      monitor->connection,
      "SELECT lead, probability, CAST(strftime('%Y', at / 1000, 'unixepoch') AS INTEGER) * 12 + "
      "CAST(strftime('%m', at / 1000, 'unixepoch') AS INTEGER) - 1 "
      "FROM prediction WHERE model = ?1 AND open = 1 ORDER BY lead",
      error);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Realised));
  gsize at = 0;
  gboolean row;

  if (table == NULL || select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, monitor->record->id);
  while (assay_statement_step (select, &row, error))
    {
      Realised realised;
      gint64 lead;

      if (!row)
        return g_steal_pointer (&list);
      lead = assay_statement_get_int64 (select, 0);
      while (at < table->n_rows && table->leads[at] < lead)
        at++;
      if (at == table->n_rows || table->leads[at] != lead ||
          table->outcomes[at] == ASSAY_OUTCOME_OPEN)
        continue;
      realised = (Realised){ assay_statement_get_int64 (select, 2),
                             assay_statement_get_double (select, 1),
                             table->outcomes[at] == ASSAY_OUTCOME_CONVERTED };
      g_array_append_val (list, realised);
    }
  return NULL;
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
  g_autoptr (GArray) realised = find_realised (monitor, error);
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
  add_month (realised, -1, list);
  for (gint64 month = first; month <= last; month++)
    add_month (realised, month, list);
  return TRUE;
}

/* How leads that came since look beside those the model learned from. */
static gboolean
add_drift (const Monitor *monitor, JsonObject *to, GError **error)
{
  g_autoptr (AssayPredictor) predictor = assay_predictor_new (monitor->record, error);
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (AssayRawTable) table = NULL;
  g_autofree guint32 *rows = NULL;
  JsonArray *drift = json_array_new ();
  double **before, **after;
  gsize n = 0;

  json_object_set_array_member (to, "drift", drift);
  if (predictor == NULL)
    return FALSE;
  sources = assay_predictor_sources (predictor, monitor->connection, monitor->fields, error);
  table = sources != NULL ? read_leads (monitor, sources, error) : NULL;
  if (table == NULL)
    return FALSE;
  rows = g_new (guint32, table->n_rows + 1);
  for (gsize row = 0; row < table->n_rows; row++)
    if (!g_hash_table_contains (monitor->seen, &table->leads[row]))
      rows[n++] = (guint32) row;
  json_object_set_int_member (to, "new_leads", (gint64) n);
  if (n < MIN_LEADS)
    return TRUE;
  before = g_new0 (double *, predictor->recipe->entries->len + 1);
  for (guint e = 0; e < predictor->recipe->entries->len; e++)
    before[e] = ((AssayRecipeEntry *) predictor->recipe->entries->pdata[e])->counts;
  after = assay_drift_counts_new (predictor->recipe);
  assay_drift_count (predictor->recipe, table, rows, n, after);
  assay_drift_compare (predictor->recipe, before, after, drift);
  assay_drift_counts_free (predictor->recipe, after);
  g_free (before);
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
 * Returns: (transfer full) (nullable): `{"realised": […], "drift": […], "new_leads"}`: what came
 * true of its predictions, in all and by month, and how new leads differ from those it learned from
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
      !add_drift (&monitor, object, error))
    return NULL;
  return g_steal_pointer (&node);
}

static gboolean
count_new_outcomes (Monitor *monitor, gsize *out_n, GError **error)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (AssayRawTable) table = read_leads (monitor, nothing, error);

  *out_n = 0;
  if (table == NULL)
    return FALSE;
  for (gsize row = 0; row < table->n_rows; row++)
    *out_n += table->outcomes[row] != ASSAY_OUTCOME_OPEN &&
              !g_hash_table_contains (monitor->seen, &table->leads[row]);
  return TRUE;
}

/**
 * assay_monitor_is_due:
 * @out_due: (out): whether the model in use should be trained again
 * @out_reason: (out) (nullable): why, for people
 *
 * A day after the last training at the earliest, when at least 20 outcomes are new since then.
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
  if (!open_monitor (&monitor, error) || !count_new_outcomes (&monitor, &n, error))
    return FALSE;
  *out_due = n >= MIN_NEW_OUTCOMES;
  if (*out_due)
    *out_reason = g_strdup_printf (_ ("%zu outcomes are new"), n);
  return TRUE;
}
