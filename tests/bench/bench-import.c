/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-leads.h"

#include "engine/assay-engine.h"
#include "import/assay-import-job.h"
#include "job/assay-job-record.h"
#include "store/assay-workspace.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define DEFAULT_ROWS 1000000
#define ROUNDS 5

/* The import job's own duration, as `assay jobs` tells it, and what `sqlite3 .import` takes for the
 * same file, in turn; of both the median, and the median of their ratios. */

static double
import_with_sqlite (const char *folder,
                    const char *file)
{
  g_autofree char *path = g_build_filename (folder, "peer.db", NULL);
  g_autofree char *command = g_strdup_printf (".import \"%s\" lead", file);
  const char *const arguments[] = { "sqlite3", path, ".mode csv", command, NULL };
  gint64 start = g_get_monotonic_time ();
  int status;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                     &status, NULL)
      || status != 0)
    return NAN;
  double seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  g_remove (path);
  return seconds;
}

/* In a process of its own, whose memory is the import's. */
static int
run_child (const char *folder,
           const char *file_name)
{
  g_autofree char *path = g_build_filename (folder, "own.assay", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (file_name);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace
    = assay_workspace_open (path, ASSAY_WORKSPACE_CREATE, NULL, &error);
  struct rusage usage;

  if (workspace == NULL)
    g_error ("%s", error->message);
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_IMPORT_JOB, "workspace", workspace, "file", file, NULL);
  if (!assay_job_run (job, NULL, &error))
    g_error ("%s", error->message);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_autoptr (AssayJobRecord) record
    = reader != NULL ? assay_job_record_get (reader, assay_job_get_id (job), &error) : NULL;
  if (record == NULL)
    g_error ("%s", error->message);
  getrusage (RUSAGE_SELF, &usage);
  g_print ("%" G_GINT64_FORMAT " %ld\n", record->finished - record->started, usage.ru_maxrss);
  return EXIT_SUCCESS;
}

static double
import_with_assay (const char *program,
                   const char *folder,
                   const char *file_name,
                   double     *peak_megabytes)
{
  static const char *const names[] = { "own.assay", "own.assay-wal", "own.assay-shm", "own.assay.lock" };
  const char *const arguments[] = { program, "--child", folder, file_name, NULL };
  g_autofree char *output = NULL;
  char *rest;
  int status;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                     &status, NULL)
      || status != 0)
    g_error ("The import failed");
  double seconds = (double) g_ascii_strtoll (output, &rest, 10) / 1000;
  *peak_megabytes = MAX (*peak_megabytes, (double) g_ascii_strtoll (rest, NULL, 10) / 1024);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_remove (path);
    }
  return seconds;
}

static int
compare (const void *a,
         const void *b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
median (double *values)
{
  qsort (values, ROUNDS, sizeof *values, compare);
  return values[ROUNDS / 2];
}

int
main (int   argc,
      char *argv[])
{
  assay_engine_init ();
  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    return run_child (argv[2], argv[3]);

  guint64 rows = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : DEFAULT_ROWS;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-import-XXXXXX", &error);
  g_autofree char *file = g_build_filename (folder, "leads.csv", NULL);
  double own[ROUNDS], peer[ROUNDS], ratios[ROUNDS], peak = 0;

  if (folder == NULL || !bench_leads_write_file (file, rows, 1, &error))
    g_error ("%s", error->message);
  for (guint i = 0; i < ROUNDS; i++)
    {
      own[i] = import_with_assay (argv[0], folder, file, &peak);
      peer[i] = import_with_sqlite (folder, file);
      ratios[i] = own[i] / peer[i];
    }
  double ratio = median (ratios);
  g_print ("import %" G_GUINT64_FORMAT " × %d: %.2f s, peak %.0f MB  sqlite3 .import: %.2f s  ratio %.2f\n",
           rows, BENCH_LEADS_N_COLUMNS, median (own), peak, median (peer), ratio);
  g_remove (file);
  g_rmdir (folder);
  return EXIT_SUCCESS;
}
