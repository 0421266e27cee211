/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-leads.h"

#include "engine/assay-engine.h"
#include "engine/assay-index-job.h"
#include "import/assay-import-job.h"
#include "lead/assay-set-job.h"
#include "store/assay-workspace.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define DEFAULT_ROWS 1000000
#define EDIT_EVERY_US 50000

/* An import that adds as many leads as there are, then one that changes all of them, while another
 * program edits a lead twenty times a second: how long each takes, and how long an edit waits. */

static AssayWorkspace *
open_at (const char *path)
{
  g_autoptr (GError) error = NULL;
  AssayWorkspace *workspace = assay_workspace_open (path, ASSAY_WORKSPACE_CREATE, NULL, &error);

  if (workspace == NULL)
    g_error ("%s", error->message);
  return workspace;
}

static void
run (AssayJob *job)
{
  g_autoptr (GError) error = NULL;

  if (!assay_job_run (job, NULL, &error))
    g_error ("%s", error->message);
}

static int stop_editing;

static void
stop_cb (int number)
{
  g_atomic_int_set (&stop_editing, TRUE);
}

static int
edit_until_told (const char *path)
{
  g_autoptr (AssayWorkspace) workspace = open_at (path);
  gint64 longest = 0;
  guint n = 0;

  signal (SIGTERM, stop_cb);
  for (; !g_atomic_int_get (&stop_editing); n++)
    {
      g_autofree char *note = g_strdup_printf ("notes=%u", n);
      const char *const values[] = { note, NULL };
      g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_SET_JOB, "workspace", workspace, "lead",
                                               "1", "values", values, NULL);
      gint64 start = g_get_monotonic_time ();
      run (job);
      longest = MAX (longest, g_get_monotonic_time () - start);
      g_usleep (EDIT_EVERY_US);
    }
  g_print ("%u %.0f\n", n, (double) longest / 1000);
  return EXIT_SUCCESS;
}

static int
import_once (const char        *path,
             const char        *file_name,
             const char *const *maps)
{
  g_autoptr (AssayWorkspace) workspace = open_at (path);
  g_autoptr (GFile) file = g_file_new_for_path (file_name);
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_IMPORT_JOB, "workspace", workspace, "file",
                                           file, "map", maps, NULL);
  gint64 start = g_get_monotonic_time ();
  struct rusage usage;

  run (job);
  double seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  getrusage (RUSAGE_SELF, &usage);
  g_print ("%.2f s, peak %ld MB", seconds, usage.ru_maxrss / 1024);
  return EXIT_SUCCESS;
}

static void
index_leads (const char *path)
{
  g_autoptr (AssayWorkspace) workspace = open_at (path);
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_INDEX_JOB, "workspace", workspace, NULL);

  run (job);
}

/* One import in a process of its own, beside the one that edits. */
static void
measure (const char        *what,
         const char *const *import)
{
  const char *const edit[] = { import[0], "--edit", import[2], NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *figures = NULL;
  char edits[64] = "";
  int editor_out, status;
  GPid editor;

  if (!g_spawn_async_with_pipes (NULL, (char **) edit, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                 &editor, NULL, &editor_out, NULL, &error)
      || !g_spawn_sync (NULL, (char **) import, NULL, G_SPAWN_DEFAULT, NULL, NULL, &figures, NULL,
                        &status, &error)
      || status != 0)
    g_error ("%s", error != NULL ? error->message : what);
  kill (editor, SIGTERM);
  FILE *out = fdopen (editor_out, "r");
  guint n = 0, longest = 0;
  if (out == NULL || fgets (edits, sizeof edits, out) == NULL
      || sscanf (edits, "%u %u", &n, &longest) != 2)
    g_error ("The edits failed");
  fclose (out);
  waitpid (editor, &status, 0);
  g_print ("%s: %s; longest of %u edits %u ms\n", what, figures, n, longest);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const names[] = { "w.assay", "w.assay-wal", "w.assay-shm", "w.assay.lock",
                                       "first.csv", "second.csv" };

  assay_engine_init ();
  if (argc == 3 && strcmp (argv[1], "--edit") == 0)
    return edit_until_told (argv[2]);
  if (argc == 3 && strcmp (argv[1], "--index") == 0)
    return index_leads (argv[2]), EXIT_SUCCESS;
  if (argc >= 4 && strcmp (argv[1], "--import") == 0)
    return import_once (argv[2], argv[3], (const char *const *) argv + 4);

  guint64 rows = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : DEFAULT_ROWS;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-update-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "w.assay", NULL);
  g_autofree char *first = g_build_filename (folder, "first.csv", NULL);
  g_autofree char *second = g_build_filename (folder, "second.csv", NULL);

  if (folder == NULL || !bench_leads_write_file (first, rows, 1, &error)
      || !bench_leads_write_file (second, rows, 2, &error))
    g_error ("%s", error->message);
  const char *const fill[] = { argv[0], "--import", path, first, NULL };
  const char *const add[] = { argv[0], "--import", path, second, NULL };
  const char *const change[]
    = { argv[0], "--import", path, first, "role=company", "company=role", NULL };
  int status;
  if (!g_spawn_sync (NULL, (char **) fill, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                     &status, &error)
      || !g_spawn_check_wait_status (status, &error))
    g_error ("%s", error->message);
  index_leads (path);
  g_autofree char *adding = g_strdup_printf ("add %" G_GUINT64_FORMAT " to as many", rows);
  g_autofree char *changing = g_strdup_printf ("change %" G_GUINT64_FORMAT, rows);
  measure (adding, add);
  index_leads (path);
  measure (changing, change);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_build_filename (folder, names[i], NULL);
      g_remove (name);
    }
  g_rmdir (folder);
  return EXIT_SUCCESS;
}
