/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-find.h"

#include "match/assay-match-estimate.h"
#include "match/assay-match-learn.h"
#include "match/assay-match-rival.h"

/* How the time divides among blocking and sampling, and comparing. */
#define SAMPLE_SHARE 0.4
#define SCORE_SHARE 0.95

typedef struct
{
  const AssayMatchOptions *options;
  double from;
  double to;
} Part;

typedef struct
{
  const AssayMatchRecords *records;
  const AssayMatchModel *model;
  float least;
  GArray **found;    /* (array): by thread */
  guint64 *compared; /* (array): by thread */
} Scoring;

static void
part_progress (double fraction, gpointer user_data)
{
  const Part *part = user_data;

  if (part->options->progress != NULL)
    part->options->progress (part->from + fraction * (part->to - part->from),
                             part->options->progress_data);
}

/* Compares two records, and takes them where they may be one. */
static void
take_pair (const AssayMatchModel *model,
           const AssayMatchRecords *records,
           float least,
           guint32 a,
           guint32 b,
           GArray *found)
{
  AssayMatchVector vector;
  double bits;

  if (assay_match_model_pair_reaches (model, records, a, b, least, &vector, &bits) &&
      assay_match_model_is_enough (records, vector))
    {
      AssayMatchPair pair = { .a = a,
                              .b = b,
                              .bits = (float) bits,
                              .probability =
                                  (float) assay_match_bits_to_probability ((float) bits) };
      g_array_append_val (found, pair);
    }
}

static void
score_pair (guint thread, guint32 a, guint32 b, gpointer user_data)
{
  Scoring *scoring = user_data;

  scoring->compared[thread]++;
  take_pair (scoring->model, scoring->records, scoring->least, a, b, scoring->found[thread]);
}

static gboolean
score_pairs (AssayMatchFinding *self,
             const AssayMatchRecords *records,
             const AssayMatchBlocks *blocks,
             const Part *part,
             GError **error)
{
  guint n_threads = assay_match_blocks_get_threads (blocks);
  g_autofree GArray **found = g_new (GArray *, n_threads);
  g_autofree guint64 *compared = g_new0 (guint64, n_threads);
  Scoring scoring = {
    records, &self->model, (float) assay_match_probability_to_bits (ASSAY_MATCH_LISTED_PROBABILITY), found, compared
  };
  gboolean ok;

  for (guint i = 0; i < n_threads; i++)
    found[i] = g_array_new (FALSE, FALSE, sizeof (AssayMatchPair));
  ok = assay_match_blocks_foreach (blocks,
                                   1,
                                   score_pair,
                                   &scoring,
                                   part_progress,
                                   (gpointer) part,
                                   part->options->cancellable,
                                   error);
  for (guint i = 0; i < n_threads; i++)
    {
      g_array_append_vals (self->pairs, found[i]->data, found[i]->len);
      g_array_unref (found[i]);
      self->compared += compared[i];
    }
  return ok;
}

static void
drop_repeated (GArray *pairs)
{
  guint kept = 0;

  g_array_sort (pairs, assay_match_pair_compare);
  for (guint i = 0; i < pairs->len; i++)
    if (kept == 0 || assay_match_pair_compare (&g_array_index (pairs, AssayMatchPair, kept - 1),
                                               &g_array_index (pairs, AssayMatchPair, i)) != 0)
      g_array_index (pairs, AssayMatchPair, kept++) = g_array_index (pairs, AssayMatchPair, i);
  g_array_set_size (pairs, kept);
}

/* What people have said of pairs, whether found or not. */
static void
apply_labels (AssayMatchFinding *self, const AssayMatchRecords *records, const GArray *labels)
{
  guint n = self->pairs->len;

  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      const AssayMatchLabelled *label = &g_array_index (labels, AssayMatchLabelled, i);
      AssayMatchPair pair = { .a = label->a, .b = label->b, .vouched = TRUE };
      guint place;

      if (!g_array_binary_search (self->pairs, &pair, assay_match_pair_compare, &place) ||
          place >= n)
        {
          pair.bits = (float) assay_match_model_pair_bits (
              &self->model, records, pair.a, pair.b, NULL, NULL);
          place = self->pairs->len;
          g_array_append_val (self->pairs, pair);
          /* The search above goes on in what was sorted before. */
          g_array_sort (self->pairs, assay_match_pair_compare);
          n = self->pairs->len;
          g_array_binary_search (self->pairs, &pair, assay_match_pair_compare, &place);
        }
      g_array_index (self->pairs, AssayMatchPair, place).verdict = label->same ? 1 : -1;
      g_array_index (self->pairs, AssayMatchPair, place).probability = label->same ? 1 : 0;
    }
}

static gboolean
estimate (AssayMatchFinding *self,
          AssayMatchRecords *records,
          const AssayMatchBlocks *blocks,
          const AssayMatchOptions *options,
          GError **error)
{
  g_autoptr (AssayMatchSample) sample = NULL;
  Part part = { options, 0.05, SAMPLE_SHARE };

  sample = assay_match_sample_new (records,
                                   blocks,
                                   options->labels,
                                   options->seed,
                                   part_progress,
                                   &part,
                                   options->cancellable,
                                   error);
  if (sample == NULL)
    return FALSE;
  assay_match_model_init (&self->model, records);
  self->rounds = assay_match_model_estimate (&self->model, records, sample);
  if (!assay_match_learn (records, &self->model, sample))
    return TRUE;
  if (!assay_match_sample_count (
          sample, records, options->labels, options->seed, options->cancellable, error))
    return FALSE;
  assay_match_model_init (&self->model, records);
  self->rounds += assay_match_model_estimate (&self->model, records, sample);
  return TRUE;
}

AssayMatchFinding *
assay_match_finding_new (void)
{
  AssayMatchFinding *self = g_new0 (AssayMatchFinding, 1);

  self->pairs = g_array_new (FALSE, FALSE, sizeof (AssayMatchPair));
  return self;
}

/**
 * assay_match_finding_take:
 * @a: below @b
 *
 * Compares two records by the finding's model, and takes them where they may be one.
 */
void
assay_match_finding_take (AssayMatchFinding *self, const AssayMatchRecords *records, guint32 a, guint32 b)
{
  self->compared++;
  take_pair (&self->model,
             records,
             (float) assay_match_probability_to_bits (ASSAY_MATCH_LISTED_PROBABILITY),
             a,
             b,
             self->pairs);
}

/**
 * assay_match_finding_conclude:
 * @labels: (nullable) (element-type AssayMatchLabelled): what people have judged
 *
 * Makes clusters of the pairs that may be one.
 */
void
assay_match_finding_conclude (AssayMatchFinding *self,
                              const AssayMatchRecords *records,
                              const GArray *labels)
{
  drop_repeated (self->pairs);
  assay_match_find_rivals (records, self->pairs);
  apply_labels (self, records, labels);
  self->clusters = assay_match_clusters_new (
      &self->model, records, self->pairs, assay_match_probability_to_bits (ASSAY_MATCH_LINK_PROBABILITY));
  assay_match_clusters_fill (self->clusters, &self->model, records, self->pairs);
  g_array_sort (self->pairs, assay_match_pair_compare);
}

/**
 * assay_match_find:
 *
 * Finds which records are one: blocks, estimates, learns aliases, compares, clusters. The result depends on the
 * records, the options and the seed, not on the number of threads. Worker thread.
 */
AssayMatchFinding *
assay_match_find (AssayMatchRecords *records,
                  const AssayMatchOptions *options,
                  GError **error)
{
  g_autoptr (AssayMatchFinding) self = assay_match_finding_new ();
  guint n_threads = options->n_threads > 0 ? options->n_threads : g_get_num_processors ();
  Part part = { options, SAMPLE_SHARE, SCORE_SHARE };

  self->blocks = assay_match_blocks_new (records, n_threads, options->cancellable, error);
  if (self->blocks == NULL)
    return NULL;
  self->left = assay_match_blocks_get_left (self->blocks);
  if (!estimate (self, records, self->blocks, options, error) ||
      !score_pairs (self, records, self->blocks, &part, error))
    return NULL;
  assay_match_finding_conclude (self, records, options->labels);
  return g_steal_pointer (&self);
}

void
assay_match_finding_free (AssayMatchFinding *finding)
{
  if (finding == NULL)
    return;
  g_clear_pointer (&finding->pairs, g_array_unref);
  g_clear_pointer (&finding->clusters, assay_match_clusters_free);
  g_clear_pointer (&finding->blocks, assay_match_blocks_free);
  g_free (finding);
}
