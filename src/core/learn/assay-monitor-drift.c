/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-monitor-private.h"

#include <glib/gi18n-lib.h>

#include "base/assay-json.h"
#include "learn/assay-drift.h"
#include "learn/assay-evaluation.h"
#include "learn/assay-lead-blocks.h"
#include "learn/assay-predictor.h"

/* Fewer leads than this say nothing. */
#define MIN_LEADS 50

/* The first lead at or after an id, and the job that brought it. */
static gboolean
read_lead (AssayStatement *select,
           gint64          from,
           gint64         *out_lead,
           gint64         *out_job,
           GError        **error)
{
  gboolean row;

  assay_statement_bind_int64 (select, 1, from);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  *out_lead = row ? assay_statement_get_int64 (select, 0) : G_MAXINT64;
  *out_job = row ? assay_statement_get_int64 (select, 1) : G_MAXINT64;
  assay_statement_reset (select);
  return TRUE;
}

/* Leads that came after the model was trained; those that were open then are no news. Jobs bring leads one
 * after the other, so that their ids rise with their jobs. */
static gboolean
find_new (const AssayMonitor *monitor,
          gint64             *out_first,
          gint64             *out_last,
          GError            **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    monitor->connection, "SELECT id, job FROM lead WHERE id >= ?1 ORDER BY id LIMIT 1", error);
  gint64 low = 1, high;

  if (select == NULL
      || !assay_connection_query_int64 (monitor->connection, "SELECT coalesce(max(id), 0) FROM lead", out_last,
                                        error))
    return FALSE;
  high = *out_last + 1;
  while (low < high)
    {
      gint64 middle = low + (high - low) / 2, lead, job;

      if (!read_lead (select, middle, &lead, &job, error))
        return FALSE;
      if (job > monitor->record->job)
        high = middle;
      else
        low = MIN (lead, high - 1) + 1;
    }
  *out_first = low;
  return TRUE;
}

/* Counts what the model says of the leads of a block. */
static gboolean
count_scores (const AssayMonitor *monitor,
              AssayStatement     *select,
              gint64              first,
              gint64              last,
              double             *bins,
              GError            **error)
{
  gboolean row;

  assay_statement_bind_int64 (select, 1, monitor->record->id);
  assay_statement_bind_int64 (select, 2, first);
  assay_statement_bind_int64 (select, 3, last);
  while (assay_statement_step (select, &row, error))
    {
      double probability;

      if (!row)
        {
          assay_statement_reset (select);
          return TRUE;
        }
      probability = assay_statement_get_double (select, 0);
      bins[MIN ((guint) (probability * ASSAY_EVALUATION_BINS), ASSAY_EVALUATION_BINS - 1)] += 1;
    }
  return FALSE;
}

/* Predictions for new leads beside those out of fold, in the bins of the calibration. */
static void
compare_scores (const AssayMonitor *monitor,
                const double       *after,
                JsonArray          *to)
{
  g_autoptr (JsonNode) card = assay_json_parse (monitor->record->card, -1, NULL);
  double before[ASSAY_EVALUATION_BINS] = { 0 };
  JsonArray *bins;

  if (card == NULL || !JSON_NODE_HOLDS_OBJECT (card)
      || !json_object_has_member (json_node_get_object (card), "metrics"))
    return;
  bins = json_object_get_array_member (
    json_object_get_object_member (json_node_get_object (card), "metrics"), "calibration");
  for (guint i = 0; i < MIN (json_array_get_length (bins), ASSAY_EVALUATION_BINS); i++)
    before[i] = (double) json_object_get_int_member (json_array_get_object_element (bins, i), "leads");
  assay_drift_measure_bins ("score", _("Prediction"), before, after, ASSAY_EVALUATION_BINS, to);
}

/* What new leads look like: values of the recipe's entries, and predictions. */
typedef struct
{
  gsize n;
  double **fields;
  double scores[ASSAY_EVALUATION_BINS];
} News;

static gboolean
count_block (const AssayMonitor  *monitor,
             const AssayRecipe   *recipe,
             const AssayRawTable *table,
             News                *news)
{
  g_autofree guint32 *rows = g_new (guint32, table->n_rows + 1);
  gsize n = 0;

  for (gsize row = 0; row < table->n_rows; row++)
    if (!g_hash_table_contains (monitor->seen, &table->leads[row]))
      rows[n++] = (guint32) row;
  assay_drift_count (recipe, table, rows, n, news->fields);
  news->n += n;
  return n > 0;
}

static gboolean
read_news (const AssayMonitor   *monitor,
           const AssayPredictor *predictor,
           AssayLeadBlocks      *blocks,
           News                 *news,
           GError              **error)
{
  g_autoptr (GPtrArray) sources
    = assay_predictor_sources (predictor, monitor->connection, monitor->fields, error);
  g_autoptr (AssaySourceReader) reader
    = sources != NULL ? assay_monitor_reader (monitor, sources, error) : NULL;
  g_autoptr (AssayRawTable) table = NULL;
  g_autoptr (AssayStatement) select = NULL;
  gint64 first, last;

  if (reader == NULL)
    return FALSE;
  select = assay_connection_prepare (
    monitor->connection,
    "SELECT probability FROM prediction WHERE model = ?1 AND lead BETWEEN ?2 AND ?3", error);
  if (select == NULL)
    return FALSE;
  table = assay_raw_table_new (sources);
  while (assay_lead_blocks_next (blocks, &first, &last))
    {
      assay_raw_table_clear (table);
      if (!assay_source_reader_read (reader, first, last, table, error)
          || (count_block (monitor, predictor->recipe, table, news)
              && !count_scores (monitor, select, first, last, news->scores, error)))
        return FALSE;
    }
  return TRUE;
}

static void
compare (const AssayMonitor *monitor,
         const AssayRecipe  *recipe,
         const News         *news,
         JsonObject         *to)
{
  g_autofree double **before = g_new0 (double *, recipe->entries->len + 1);
  JsonArray *stability = json_object_get_array_member (to, "stability");

  if (news->n < MIN_LEADS)
    return;
  for (guint e = 0; e < recipe->entries->len; e++)
    before[e] = ((AssayRecipeEntry *) recipe->entries->pdata[e])->counts;
  assay_drift_compare (recipe, before, news->fields, json_object_get_array_member (to, "drift"));
  assay_drift_measure (recipe, before, news->fields, stability);
  compare_scores (monitor, news->scores, stability);
}

/**
 * assay_monitor_add_drift:
 * @to: gets `new_leads`, `drift`, `stability` and `drift_one_in`
 *
 * How leads that came since look beside those the model learned from. Of many leads a part is looked
 * at; then `new_leads` is an estimate.
 */
gboolean
assay_monitor_add_drift (const AssayMonitor *monitor,
                         JsonObject         *to,
                         GError            **error)
{
  g_autoptr (AssayPredictor) predictor = assay_predictor_new (monitor->record, error);
  News news = { 0 };
  AssayLeadBlocks blocks;
  gint64 first, last;
  gboolean done;

  json_object_set_array_member (to, "drift", json_array_new ());
  json_object_set_array_member (to, "stability", json_array_new ());
  if (predictor == NULL || !find_new (monitor, &first, &last, error))
    return FALSE;
  assay_lead_blocks_init (&blocks, first, last, ASSAY_MONITOR_LEADS);
  news.fields = assay_drift_counts_new (predictor->recipe);
  done = read_news (monitor, predictor, &blocks, &news, error);
  json_object_set_int_member (to, "new_leads", (gint64) (news.n * blocks.one_in));
  json_object_set_int_member (to, "drift_one_in", blocks.one_in);
  if (done)
    compare (monitor, predictor->recipe, &news, to);
  assay_drift_counts_free (predictor->recipe, news.fields);
  return done;
}
