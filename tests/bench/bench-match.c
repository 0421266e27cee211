/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-leads.h"

#include "engine/assay-engine.h"
#include "import/assay-import-job.h"
#include "match/assay-match-job.h"
#include "match/assay-match-records.h"
#include "match/assay-match-result.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

/* Matching from end to end at growing sizes, what it finds of the planted duplicates, and how fast
 * pairs are compared. */

#define SEED 1
#define PAIRS 4000000
#define ARRIVALS 200
#define SIX_FIELDS 6

typedef struct
{
  guint64 found;
  guint64 right;
} Judge;

static gboolean
judge_pair (const AssayMatchResult *result, gpointer user_data)
{
  Judge *judge = user_data;

  if (result->probability < 0.5)
    return TRUE;
  judge->found++;
  judge->right += bench_leads_person (SEED, (guint64) result->a) ==
                  bench_leads_person (SEED, (guint64) result->b);
  return TRUE;
}

/* Pairs of rows that show one person. */
static guint64
count_planted (guint64 rows)
{
  g_autofree guint32 *counts = g_new0 (guint32, rows + 1);
  guint64 pairs = 0;

  for (guint64 i = 1; i <= rows; i++)
    pairs += counts[bench_leads_person (SEED, i)]++;
  return pairs;
}

static AssayWorkspace *
import_rows (const char *folder, guint64 rows)
{
  g_autofree char *csv = g_build_filename (folder, "leads.csv", NULL);
  g_autofree char *path = g_build_filename (folder, "own.assay", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (csv);
  g_autoptr (GError) error = NULL;
  AssayWorkspace *workspace = assay_workspace_open (path, ASSAY_WORKSPACE_CREATE, NULL, &error);

  if (workspace == NULL || !bench_leads_write_file (csv, rows, SEED, &error))
    g_error ("%s", error->message);
  {
    /* A key that no two rows share: every row becomes a lead, in the order of the file. */
    g_autoptr (AssayJob) job = g_object_new (
        ASSAY_TYPE_IMPORT_JOB, "workspace", workspace, "file", file, "key", "linkedin_url", NULL);
    if (!assay_job_run (job, NULL, &error))
      g_error ("%s", error->message);
  }
  g_remove (csv);
  return workspace;
}

static long
peak_megabytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

/* On a machine that others use as well, its processors' time tells more than the clock. */
static double
processor_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static gint64
count_of (AssayJob *job, const char *name)
{
  return json_object_get_int_member (json_node_get_object (assay_job_get_result (job)), name);
}

static double
query_megabytes (AssayWorkspace *workspace, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  gint64 bytes = 0;

  if (reader == NULL || !assay_connection_query_int64 (reader, sql, &bytes, &error))
    g_error ("%s", error->message);
  return (double) bytes / 1e6;
}

/* What finding further leads by costs in the file. */
static void
tell_index (AssayWorkspace *workspace, guint64 rows)
{
  double pages = query_megabytes (workspace, "SELECT ifnull(sum(length(data)), 0) FROM match_page");

  g_print ("match %8" G_GUINT64_FORMAT " leads: index %.1f MB, %.0f bytes a lead, of a file of %.0f MB\n",
           rows,
           pages,
           pages * 1e6 / (double) rows,
           query_megabytes (workspace,
                            "SELECT (SELECT page_count FROM pragma_page_count) * "
                            "(SELECT page_size FROM pragma_page_size)"));
}

/* What leads that arrive later cost: the same people once more. */
static void
match_arrivals (AssayWorkspace *workspace, const char *folder, guint64 seed)
{
  g_autofree char *csv = g_build_filename (folder, "more.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (csv);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) import = NULL;
  g_autoptr (AssayJob) job = NULL;
  double processor;
  gint64 start;

  if (!bench_leads_write_file (csv, ARRIVALS, seed, &error))
    g_error ("%s", error->message);
  import = g_object_new (
      ASSAY_TYPE_IMPORT_JOB, "workspace", workspace, "file", file, "key", "linkedin_url", "mode", 1, NULL);
  if (!assay_job_run (import, NULL, &error))
    g_error ("%s", error->message);
  g_remove (csv);
  job = g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, "changed-only", TRUE, NULL);
  processor = processor_seconds ();
  start = g_get_monotonic_time ();
  if (!assay_job_run (job, NULL, &error))
    g_error ("%s", error->message);
  g_print ("match %8d leads more: %6.2f s, %.2f s of processors, %" G_GINT64_FORMAT " changed, %" G_GINT64_FORMAT
           " pairs compared, %" G_GINT64_FORMAT " keys kept\n",
           ARRIVALS,
           (double) (g_get_monotonic_time () - start) / 1e6,
           processor_seconds () - processor,
           count_of (job, "changed"),
           count_of (job, "compared"),
           (gint64) (query_megabytes (workspace, "SELECT count(*) FROM match_arrival") * 1e6));
}

static void
match_rows (guint64 rows)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-match-XXXXXX", &error);
  AssayWorkspace *workspace = import_rows (folder, rows);
  AssayJob *job = g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, NULL);
  const AssayMatchQuery query = { 0 };
  gint64 start = g_get_monotonic_time ();
  Judge judge = { 0 };
  double seconds, processor = processor_seconds ();

  if (!assay_job_run (job, NULL, &error))
    g_error ("%s", error->message);
  seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  processor = processor_seconds () - processor;
  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
    if (reader == NULL || !assay_match_foreach_result (reader, &query, judge_pair, &judge, &error))
      g_error ("%s", error->message);
  }
  g_print ("match %8" G_GUINT64_FORMAT " leads: %6.2f s, %.1f s of processors, %" G_GINT64_FORMAT
           " pairs compared, recall %.3f, precision %.3f, "
           "peak %ld MB\n",
           rows,
           seconds,
           processor,
           count_of (job, "compared"),
           (double) judge.right / (double) count_planted (rows),
           judge.found > 0 ? (double) judge.right / (double) judge.found : 0,
           peak_megabytes ());
  tell_index (workspace, rows);
  match_arrivals (workspace, folder, SEED + 1);
  match_arrivals (workspace, folder, SEED + 2);
  g_object_unref (job);
  g_object_unref (workspace);
  for (const char *const *suffix = (const char *const[]){ "", "-wal", "-shm", ".lock", NULL };
       *suffix != NULL;
       suffix++)
    {
      g_autofree char *path = g_strconcat (folder, G_DIR_SEPARATOR_S, "own.assay", *suffix, NULL);
      g_remove (path);
    }
  g_rmdir (folder);
}

static void
add_text (AssayMatchColumn *column, GRand *random, guint letters, guint values)
{
  guint value = (guint) g_rand_int_range (random, 0, (gint32) values);
  g_autoptr (GRand) own = g_rand_new_with_seed (value * 31 + letters);
  char text[32];

  for (guint i = 0; i < letters; i++)
    text[i] = (char) ('a' + g_rand_int_range (own, 0, 20));
  assay_match_column_append (column, text, letters);
}

/* Random pairs of six fields, on one core: names, town, day, email, postal code. */
static void
compare_pairs (void)
{
  static const struct
  {
    AssayMatchKind kind;
    guint letters;
    guint values;
  } fields[SIX_FIELDS] = {
    { ASSAY_MATCH_GIVEN, 6, 800 },     { ASSAY_MATCH_FAMILY, 8, 5000 },
    { ASSAY_MATCH_SHORT, 9, 900 },     { ASSAY_MATCH_POSTAL, 5, 3000 },
    { ASSAY_MATCH_COMPANY, 12, 9000 }, { ASSAY_MATCH_PHONE, 9, 20000 },
  };
  const guint n = 20000;
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  GPtrArray *comparisons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) assay_match_comparison_free);
  g_autoptr (AssayMatchRecords) records = assay_match_records_new (comparisons);
  guint64 sum = 0;
  clock_t start;

  for (guint i = 0; i < SIX_FIELDS; i++)
    {
      AssayMatchComparison *comparison =
          assay_match_comparison_new ("field", "Field", fields[i].kind);

      comparison->column = assay_match_column_new (assay_match_kind_has_words (fields[i].kind));
      for (guint r = 0; r < n; r++)
        add_text (comparison->column, random, fields[i].letters, fields[i].values);
      g_ptr_array_add (comparisons, comparison);
    }
  records->n = n;
  assay_match_records_seal (records);
  start = clock ();
  for (guint32 i = 0; i < PAIRS; i++)
    sum += assay_match_records_compare (
        records, ASSAY_MATCH_ALL_USED, i % n, (i * 7919u + i / n + 1) % n);
  g_print ("compare %d fields: %.2f M pairs in a second of one core’s time (%" G_GUINT64_FORMAT
           ")\n",
           SIX_FIELDS,
           PAIRS / ((double) (clock () - start) / CLOCKS_PER_SEC) / 1e6,
           sum % 10);
}

int
main (int argc, char *argv[])
{
  static const guint64 sizes[] = { 10000, 100000, 1000000 };

  assay_engine_init ();
  compare_pairs ();
  if (argc > 1)
    match_rows (g_ascii_strtoull (argv[1], NULL, 10));
  for (gsize i = 0; i < G_N_ELEMENTS (sizes) && argc == 1; i++)
    match_rows (sizes[i]);
  return EXIT_SUCCESS;
}
