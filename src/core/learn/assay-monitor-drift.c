/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-monitor-private.h"

#include <glib/gi18n-lib.h>

#include "base/assay-json.h"
#include "learn/assay-drift.h"
#include "learn/assay-evaluation.h"
#include "learn/assay-predictor.h"

/* Fewer leads than this say nothing. */
#define MIN_LEADS 50

/* Leads that came after the model was trained; those that were open then are no news. */
static gboolean
find_first_new (const AssayMonitor *monitor,
                gint64             *out_lead,
                GError            **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    monitor->connection, "SELECT min(id) FROM lead WHERE job > ?1", error);
  gboolean row;

  *out_lead = G_MAXINT64;
  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, monitor->record->job);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  if (row && !assay_statement_is_null (select, 0))
    *out_lead = assay_statement_get_int64 (select, 0);
  return TRUE;
}

/* Predictions for new leads beside those out of fold, in the bins of the calibration. */
static gboolean
add_score (const AssayMonitor *monitor,
           gint64              first_new,
           JsonObject         *to,
           GError            **error)
{
  g_autoptr (AssayStatement) select
    = assay_connection_prepare (monitor->connection,
                                "SELECT probability FROM prediction WHERE model = ?1 AND lead >= ?2",
                                error);
  g_autoptr (JsonNode) card = assay_json_parse (monitor->record->card, -1, NULL);
  double before[ASSAY_EVALUATION_BINS] = { 0 }, after[ASSAY_EVALUATION_BINS] = { 0 };
  JsonArray *bins;
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, monitor->record->id);
  assay_statement_bind_int64 (select, 2, first_new);
  for (;;)
    {
      double probability;

      if (!assay_statement_step (select, &row, error))
        return FALSE;
      if (!row)
        break;
      probability = assay_statement_get_double (select, 0);
      after[MIN ((guint) (probability * ASSAY_EVALUATION_BINS), ASSAY_EVALUATION_BINS - 1)] += 1;
    }
  if (card == NULL || !JSON_NODE_HOLDS_OBJECT (card)
      || !json_object_has_member (json_node_get_object (card), "metrics"))
    return TRUE;
  bins = json_object_get_array_member (
    json_object_get_object_member (json_node_get_object (card), "metrics"), "calibration");
  for (guint i = 0; i < MIN (json_array_get_length (bins), ASSAY_EVALUATION_BINS); i++)
    before[i] = (double) json_object_get_int_member (json_array_get_object_element (bins, i), "leads");
  assay_drift_measure_bins ("score", _("Prediction"), before, after, ASSAY_EVALUATION_BINS,
                            json_object_get_array_member (to, "stability"));
  return TRUE;
}

static gboolean
compare (const AssayMonitor  *monitor,
         const AssayRecipe   *recipe,
         const AssayRawTable *table,
         gint64               first_new,
         JsonObject          *to)
{
  g_autofree guint32 *rows = g_new (guint32, table->n_rows + 1);
  g_autofree double **before = g_new0 (double *, recipe->entries->len + 1);
  double **after;
  gsize n = 0;

  for (gsize row = 0; row < table->n_rows; row++)
    if (table->leads[row] >= first_new && !g_hash_table_contains (monitor->seen, &table->leads[row]))
      rows[n++] = (guint32) row;
  json_object_set_int_member (to, "new_leads", (gint64) n);
  if (n < MIN_LEADS)
    return FALSE;
  for (guint e = 0; e < recipe->entries->len; e++)
    before[e] = ((AssayRecipeEntry *) recipe->entries->pdata[e])->counts;
  after = assay_drift_counts_new (recipe);
  assay_drift_count (recipe, table, rows, n, after);
  assay_drift_compare (recipe, before, after, json_object_get_array_member (to, "drift"));
  assay_drift_measure (recipe, before, after, json_object_get_array_member (to, "stability"));
  assay_drift_counts_free (recipe, after);
  return TRUE;
}

/**
 * assay_monitor_add_drift:
 * @to: gets `new_leads`, `drift` and `stability`
 *
 * How leads that came since look beside those the model learned from.
 */
gboolean
assay_monitor_add_drift (const AssayMonitor *monitor,
                         JsonObject         *to,
                         GError            **error)
{
  g_autoptr (AssayPredictor) predictor = assay_predictor_new (monitor->record, error);
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (AssayRawTable) table = NULL;
  gint64 first_new;

  json_object_set_array_member (to, "drift", json_array_new ());
  json_object_set_array_member (to, "stability", json_array_new ());
  if (predictor == NULL || !find_first_new (monitor, &first_new, error))
    return FALSE;
  sources = assay_predictor_sources (predictor, monitor->connection, monitor->fields, error);
  table = sources != NULL ? assay_monitor_read_leads (monitor, sources, error) : NULL;
  if (table == NULL)
    return FALSE;
  return !compare (monitor, predictor->recipe, table, first_new, to)
         || add_score (monitor, first_new, to, error);
}
