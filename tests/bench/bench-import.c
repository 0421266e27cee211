/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-leads.h"

#include "engine/assay-engine.h"
#include "import/assay-import-job.h"
#include "store/assay-workspace.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define DEFAULT_ROWS 1000000

/* The import job's own duration, and what `sqlite3 .import` takes for the same file. */

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
    return -1;
  double seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  g_remove (path);
  return seconds;
}

static double
import_with_assay (const char *folder,
                   const char *file_name,
                   long       *peak_kilobytes)
{
  g_autofree char *path = g_build_filename (folder, "own.assay", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (file_name);
  g_autoptr (GError) error = NULL;
  struct rusage usage;
  double seconds = -1;

  {
    g_autoptr (AssayWorkspace) workspace
      = assay_workspace_open (path, ASSAY_WORKSPACE_CREATE, NULL, &error);
    if (workspace == NULL)
      g_error ("%s", error->message);
    g_autoptr (AssayJob) job
      = g_object_new (ASSAY_TYPE_IMPORT_JOB, "workspace", workspace, "file", file, NULL);
    gint64 start = g_get_monotonic_time ();
    if (!assay_job_run (job, NULL, &error))
      g_error ("%s", error->message);
    seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  }
  getrusage (RUSAGE_SELF, &usage);
  *peak_kilobytes = usage.ru_maxrss;
  g_remove (path);
  g_remove (wal);
  g_remove (shm);
  g_remove (lock);
  return seconds;
}

int
main (int   argc,
      char *argv[])
{
  guint64 rows = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : DEFAULT_ROWS;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-import-XXXXXX", &error);
  g_autofree char *file = g_build_filename (folder, "leads.csv", NULL);
  long peak;

  assay_engine_init ();
  if (folder == NULL || !bench_leads_write_file (file, rows, 1, &error))
    g_error ("%s", error->message);
  double own = import_with_assay (folder, file, &peak);
  double peer = import_with_sqlite (folder, file);
  g_print ("import %" G_GUINT64_FORMAT " × %d: %.2f s, peak %ld MB  sqlite3 .import: %.2f s  ratio %.2f\n",
           rows, BENCH_LEADS_N_COLUMNS, own, peak / 1024, peer, own / peer);
  g_remove (file);
  g_rmdir (folder);
  return EXIT_SUCCESS;
}
