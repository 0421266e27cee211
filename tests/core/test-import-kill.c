/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include "job/assay-undo-job.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Kills an import at a hundred places and looks whether the workspace is as it was. The test starts
 * itself as the process that dies. */

#define POINTS 50
#define ROWS 6000

static AssayWorkspace *
open_at (const char *path)
{
  g_autoptr (GError) error = NULL;
  AssayWorkspace *workspace = assay_workspace_open (path, ASSAY_WORKSPACE_CREATE, NULL, &error);

  g_assert_no_error (error);
  return workspace;
}

typedef struct
{
  AssayJob *job;
  double point;
} Killer;

static gpointer
kill_at_point (gpointer data)
{
  Killer *killer = data;

  /* Looks often, and leaves the processor to the job. */
  while (assay_job_get_progress (killer->job) < killer->point)
    g_usleep (100);
  kill (getpid (), SIGKILL);
  return NULL;
}

static int
run_child (const char *path,
           const char *file,
           double      point)
{
  g_autoptr (AssayWorkspace) workspace = open_at (path);
  g_autoptr (AssayJob) job = import_job (workspace, file);
  Killer killer = { job, point };

  g_thread_unref (g_thread_new ("killer", kill_at_point, &killer));
  run_job (job);
  _exit (0);
}

/* Whether the import was killed before it had ended. */
static gboolean
kill_import (const char *program,
             const char *path,
             const char *file,
             double      point)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  const char *const arguments[]
    = { program, "--child", path, file, g_ascii_dtostr (number, sizeof number, point), NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
  return WIFSIGNALED (status);
}

/* The import that is done and not undone: the last one was quicker than the killer. 0 for none. */
static gint64
find_done (AssayWorkspace *workspace,
           gint64          besides)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  gint64 last;

  assay_connection_query_int64 (
    reader, "SELECT coalesce(max(id), 0) FROM job WHERE key = 'import' AND state = 'done'", &last,
    &error);
  g_assert_no_error (error);
  return last > besides ? last : 0;
}

static void
undo (AssayWorkspace *workspace,
      gint64          last)
{
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", last, NULL);
  run_job (job);
}

static void
kill_often (const char *program,
            const char *path,
            const char *file,
            guint32     seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree char *before = NULL;
  guint killed = 0;
  gint64 first;

  {
    g_autoptr (AssayWorkspace) workspace = open_at (path);
    before = dump_leads (workspace);
    first = find_done (workspace, 0);
  }
  for (guint i = 0; i < POINTS; i++)
    {
      gboolean died = kill_import (program, path, file, g_rand_double (random) * 0.99);
      g_autoptr (AssayWorkspace) workspace = open_at (path);
      g_autoptr (GError) error = NULL;
      gint64 done = find_done (workspace, first);
      g_assert_true (died || done != 0);
      killed += done == 0;
      if (done != 0)
        undo (workspace, done);
      g_autofree char *after = dump_leads (workspace);
      g_assert_true (strcmp (before, after) == 0);
      assay_workspace_check (workspace, &error);
      g_assert_no_error (error);
    }
  g_test_message ("%u of %u were killed", killed, POINTS);
  g_assert_cmpuint (killed, >, POINTS / 2);
}

static char *
make_file (guint rows)
{
  g_autoptr (GString) text = g_string_new ("email,name,company,Shoe size\n");

  for (guint i = 0; i < rows; i++)
    g_string_append_printf (text, "p%u@x.example,Person %u,Company %u,%u\n", i % (rows - rows / 20), i,
                            i % 97, 36 + i % 12);
  return write_file (text->str, (gssize) text->len);
}

static void
test_kill (gconstpointer program)
{
  g_autofree char *folder = g_dir_make_tmp ("kill-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "w.assay", NULL);
  g_autofree char *file = make_file (ROWS);
  g_autofree char *first = write_file ("email,name\np1@x.example,Somebody\np7@x.example,Other\n", -1);

  /* Into an empty workspace, then into one that has leads. */
  kill_often (program, path, file, 1);
  {
    g_autoptr (AssayWorkspace) workspace = open_at (path);
    g_autoptr (AssayJob) job = import_job (workspace, first);
    run_job (job);
  }
  kill_often (program, path, file, 2);

  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *left = g_build_filename (folder, name, NULL);
      g_assert_null (strstr (name, ".import-"));
      g_remove (left);
    }
  g_rmdir (folder);
  g_remove (file);
  g_remove (first);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 5 && strcmp (argv[1], "--child") == 0)
    {
      assay_engine_init ();
      return run_child (argv[2], argv[3], g_ascii_strtod (argv[4], NULL));
    }
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_data_func ("/import-kill/anywhere", argv[0], test_kill);
  return g_test_run ();
}
