/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-report.h"

/* What a run says of itself. */

/**
 * assay_match_sums_read:
 *
 * What a generation comes to, as it is kept.
 */
gboolean
assay_match_sums_read (AssayConnection *connection,
                       gint64 generation,
                       const AssayMatchThresholds *thresholds,
                       AssayMatchSums *out,
                       GError **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection,
      "SELECT count(*) FILTER (WHERE probability >= ?2), "
      "count(*) FILTER (WHERE probability >= ?3 AND probability < ?2), count(DISTINCT cluster), "
      "(SELECT count(*) FROM (SELECT a FROM match_pair WHERE generation = ?1 AND cluster IS NOT NULL "
      "UNION SELECT b FROM match_pair WHERE generation = ?1 AND cluster IS NOT NULL)) "
      "FROM match_pair WHERE generation = ?1",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, generation);
  assay_statement_bind_double (statement, 2, (double) (float) thresholds->sure);
  assay_statement_bind_double (statement, 3, (double) (float) thresholds->review);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  *out = (AssayMatchSums){ assay_statement_get_int64 (statement, 0),
                           assay_statement_get_int64 (statement, 1),
                           assay_statement_get_int64 (statement, 2),
                           assay_statement_get_int64 (statement, 3) };
  return TRUE;
}

static void
add_finding (const AssayMatchFinding *finding, AssayMatchSums *sums)
{
  float sure = (float) finding->thresholds.sure, review = (float) finding->thresholds.review;
  g_autofree guint32 *sizes = g_new0 (guint32, (gsize) finding->clusters->n + 1);

  for (guint i = 0; i < finding->pairs->len; i++)
    {
      float p = g_array_index (finding->pairs, AssayMatchPair, i).probability;
      sums->sure += p >= sure;
      sums->review += p >= review && p < sure;
    }
  for (guint32 i = 0; i < finding->clusters->n; i++)
    sizes[finding->clusters->cluster[i]]++;
  for (guint32 i = 0; i < finding->clusters->n; i++)
    {
      sums->clusters += sizes[i] > 1;
      sums->clustered += sizes[i] > 1 ? sizes[i] : 0;
    }
}

/* What is no longer as it was before. */
static void
take_touched (const AssayMatchArrivals *arrivals, AssayMatchSums *sums)
{
  const AssayMatchThresholds *thresholds = &arrivals->finding->thresholds;
  g_autoptr (GHashTable) clusters = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) leads = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < arrivals->touched->rows->len; i++)
    {
      AssayMatchRow *row = &g_array_index (arrivals->touched->rows, AssayMatchRow, i);
      gboolean sure = row->probability >= (double) (float) thresholds->sure;

      sums->sure -= sure;
      sums->review -= !sure && row->probability >= (double) (float) thresholds->review;
      if (row->cluster == 0)
        continue;
      g_hash_table_add (clusters, &row->cluster);
      g_hash_table_add (leads, &row->a);
      g_hash_table_add (leads, &row->b);
    }
  sums->clusters -= g_hash_table_size (clusters);
  sums->clustered -= g_hash_table_size (leads);
}

static void
report_sums (const AssayMatchSums *sums, JsonObject *result)
{
  json_object_set_int_member (result, "sure", sums->sure);
  json_object_set_int_member (result, "review", sums->review);
  json_object_set_int_member (result, "clusters", sums->clusters);
  json_object_set_int_member (result, "clustered_leads", sums->clustered);
}

/* @recipe: (nullable): where not all leads were read */
static JsonArray *
report_comparisons (const AssayMatchRecords *records,
                    const AssayMatchModel *model,
                    const AssayMatchRecipe *recipe)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < records->comparisons->len; i++)
    {
      const AssayMatchComparison *comparison = assay_match_records_get (records, i);
      const AssayMatchWeights *weights = &model->weights[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "field", comparison->key);
      json_object_set_string_member (object, "kind", assay_match_kind_to_nick (comparison->kind));
      json_object_set_int_member (
          object,
          "leads",
          recipe != NULL ? recipe->filled[i] : assay_match_column_get_filled (comparison->column));
      json_object_set_int_member (
          object,
          "values",
          recipe != NULL ? recipe->values[i] : assay_match_column_get_values (comparison->column));
      json_object_set_double_member (
          object, "agreeing_bits", weights->bits[ASSAY_MATCH_STATE_ALONE][ASSAY_MATCH_EXACT]);
      json_object_set_double_member (
          object, "differing_bits", weights->bits[ASSAY_MATCH_STATE_ALONE][ASSAY_MATCH_DIFFERENT]);
      if (weights->parent >= 0)
        json_object_set_string_member (
            object, "follows", assay_match_records_get (records, (guint) weights->parent)->key);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
report_model (const AssayMatchRecords *records,
              const AssayMatchFinding *finding,
              const AssayMatchRecipe *recipe,
              JsonObject *result)
{
  json_object_set_double_member (result, "prior", finding->model.prior);
  json_object_set_int_member (result, "rounds", finding->rounds);
  json_object_set_array_member (
      result, "comparisons", report_comparisons (records, &finding->model, recipe));
}

/**
 * assay_match_report_all:
 * @job: the run
 *
 * Returns: (transfer full): what a run over all leads says
 */
JsonObject *
assay_match_report_all (gint64 job, const AssayMatchRecords *records, const AssayMatchFinding *finding)
{
  JsonObject *result = json_object_new ();
  AssayMatchSums sums = { 0 };

  json_object_set_int_member (result, "job", job);
  json_object_set_int_member (result, "leads", records->n);
  json_object_set_int_member (result, "compared", (gint64) finding->compared);
  add_finding (finding, &sums);
  report_sums (&sums, result);
  report_model (records, finding, NULL, result);
  json_object_set_member (result, "blocks", assay_match_blocks_to_json (finding->blocks));
  return result;
}

/**
 * assay_match_report_arrivals:
 * @job: the run
 * @before: what the finding before came to
 *
 * Returns: (transfer full): what a run over new leads says: its sums are the whole workspace's
 */
JsonObject *
assay_match_report_arrivals (gint64 job, const AssayMatchArrivals *arrivals, const AssayMatchSums *before)
{
  JsonObject *result = json_object_new ();
  AssayMatchSums sums = *before;

  json_object_set_int_member (result, "job", job);
  json_object_set_int_member (result, "leads", arrivals->n_leads);
  json_object_set_int_member (result, "changed", arrivals->fresh->len);
  json_object_set_int_member (result, "compared", (gint64) arrivals->finding->compared);
  take_touched (arrivals, &sums);
  add_finding (arrivals->finding, &sums);
  report_sums (&sums, result);
  report_model (arrivals->records, arrivals->finding, arrivals->recipe, result);
  return result;
}

/**
 * assay_match_report_thresholds:
 * @suggestion: where they should be, by what people said
 *
 * Adds where the bands begin.
 */
void
assay_match_report_thresholds (const AssayMatchThresholds *thresholds,
                               const AssayMatchSuggestion *suggestion,
                               JsonObject *result)
{
  json_object_set_double_member (result, "sure_from", thresholds->sure);
  json_object_set_double_member (result, "review_from", thresholds->review);
  if (suggestion->same + suggestion->different > 0)
    json_object_set_object_member (result, "suggested", assay_match_suggestion_to_json (suggestion));
}

/**
 * assay_match_report_suggest:
 *
 * What the judgements say by the weights that were estimated with them.
 */
void
assay_match_report_suggest (const AssayMatchFinding *finding, AssayMatchSuggestion *out)
{
  g_autoptr (GArray) judged = g_array_new (FALSE, FALSE, sizeof (AssayMatchJudged));

  for (guint i = 0; i < finding->pairs->len; i++)
    {
      const AssayMatchPair *pair = &g_array_index (finding->pairs, AssayMatchPair, i);
      AssayMatchJudged one = { (double) pair->bits, pair->verdict > 0 };

      if (pair->verdict != 0)
        g_array_append_val (judged, one);
    }
  assay_match_suggest_from ((const AssayMatchJudged *) (gpointer) judged->data, judged->len, out);
}
