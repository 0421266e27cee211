/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match-fixture.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS 12

static gpointer
kill_at_point (gpointer data)
{
  AssayJob *job = data;
  double point = g_ascii_strtod (g_getenv ("MATCH_KILL_POINT"), NULL);
  guint64 turns = g_ascii_strtoull (g_getenv ("MATCH_KILL_TURNS"), NULL, 10);

  /* Looks often, and leaves the processor to the job. */
  while (assay_job_get_progress (job) < point)
    g_usleep (100);
  while (turns-- > 0)
    g_thread_yield ();
  kill (getpid (), SIGKILL);
  return NULL;
}

static int
run_child (const char *what, const char *path)
{
  gboolean changed = strcmp (what, "--child-changed") == 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open (path, 0, NULL, &error);
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_MATCH_JOB,
                                           "workspace",
                                           workspace,
                                           "merge-sure",
                                           strcmp (what, "--child-merge") == 0,
                                           "changed-only",
                                           changed,
                                           NULL);

  if (g_getenv ("MATCH_KILL_POINT") != NULL)
    g_thread_unref (g_thread_new ("killer", kill_at_point, job));
  run_job (job);
  _exit (0);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *left = g_build_filename (folder, name, NULL);
      g_remove (left);
    }
  g_rmdir (folder);
}

/* Starts a process; with a point, one that kills itself so many turns after its progress is there. */
static GPid
start_child (const char *program, const char *what, const char *path, double point, guint64 turns)
{
  const char *const arguments[] = { program, what, path, NULL };
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, turns);
  g_autoptr (GError) error = NULL;
  GPid pid;

  if (point > 0)
    {
      environment = g_environ_setenv (
          environment, "MATCH_KILL_POINT", g_ascii_dtostr (text, sizeof text, point), TRUE);
      environment = g_environ_setenv (environment, "MATCH_KILL_TURNS", number, TRUE);
    }
  g_spawn_async (
      NULL, (char **) arguments, environment, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

static gboolean
was_killed (GPid pid)
{
  int status;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) || (WIFEXITED (status) && WEXITSTATUS (status) == 0));
  return WIFSIGNALED (status);
}

/* Killed anywhere, while merging too: the leads are as they were, the file is sound, and the next
 * run works. */
static void
test_kill (gconstpointer program)
{
  g_autoptr (AssayWorkspace) source = persons_workspace (1500);
  g_autofree char *folder = g_dir_make_tmp ("match-kill-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "w.assay", NULL);
  g_autofree char *before = dump_leads (source);
  g_autoptr (GError) error = NULL;
  guint killed = 0;

  g_assert_true (assay_workspace_backup (source, path, NULL, &error));
  for (guint i = 0; i < KILLS; i++)
    {
      if (!was_killed (start_child (program, "--child-merge", path, (i + 1) * 0.749 / KILLS, 0)))
        break;
      killed++;
      g_autoptr (AssayWorkspace) workspace = assay_workspace_open (path, 0, NULL, &error);
      g_assert_no_error (error);
      g_autofree char *after = dump_leads (workspace);
      g_assert_cmpstr (before, ==, after);
      g_assert_true (assay_workspace_check (workspace, &error));
    }
  g_test_message ("killed %u times", killed);
  g_assert_cmpuint (killed, >, KILLS / 2);
  remove_folder (folder);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (from, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

/* Matched, with leads that came since; what a run over them finds is in @out_after. */
static char *
prepare_arrivals (const char *folder, char **out_before, char **out_after)
{
  char *path = g_build_filename (folder, "source.assay", NULL);
  g_autofree char *first = persons_rows (7, 2200, 0, 2120), *second = persons_rows (7, 2200, 2120, 2200);
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) whole = NULL, part = NULL;
  g_autoptr (GError) error = NULL;

  import_rows (workspace, first);
  match (workspace, &whole, "workspace", workspace, NULL);
  import_rows (workspace, second);
  *out_before = dump_results (workspace);
  g_assert_true (assay_workspace_backup (workspace, path, NULL, &error));
  match_changed (workspace, &part);
  *out_after = dump_results (workspace);
  return path;
}

/* A run over new leads that is killed leaves what was found before, or what it found, and nothing between;
 * the next one finds it. */
static void
test_kill_arrivals (gconstpointer program)
{
  g_autofree char *folder = g_dir_make_tmp ("match-kill-XXXXXX", NULL);
  g_autofree char *before = NULL, *after = NULL;
  g_autofree char *source = prepare_arrivals (folder, &before, &after);
  guint killed = 0, kept = 0;

  for (guint i = 0; i < KILLS; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.assay", folder, i);
      g_autoptr (AssayWorkspace) workspace = NULL;
      g_autoptr (AssayJob) job = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *found = NULL, *again = NULL;

      copy_file (source, path);
      killed += was_killed (
          start_child (program, "--child-changed", path, i == 0 ? 0.01 : 0.74, i < 2 ? 0 : 10u << i));
      workspace = assay_workspace_open (path, 0, NULL, &error);
      g_assert_no_error (error);
      found = dump_results (workspace);
      kept += strcmp (found, before) == 0;
      g_assert_true (strcmp (found, before) == 0 || strcmp (found, after) == 0);
      g_assert_true (assay_workspace_check (workspace, &error));
      match (workspace, &job, "workspace", workspace, "changed-only", TRUE, NULL);
      again = dump_results (workspace);
      assert_same_dump (after, again);
    }
  g_test_message ("killed %u times, %u times before it was done", killed, kept);
  g_assert_cmpuint (kept, >, 0);
  remove_folder (folder);
}

/* Two processes match the same arrivals, or one of them all leads: nothing is found twice, nothing is
 * lost, and the next run over new leads can build on it. */
static void
test_two_processes (gconstpointer program)
{
  g_autofree char *folder = g_dir_make_tmp ("match-two-XXXXXX", NULL);
  g_autofree char *before = NULL, *after = NULL;
  g_autofree char *source = prepare_arrivals (folder, &before, &after);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.assay", folder, i);
      g_autoptr (AssayWorkspace) workspace = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayJob) job = NULL;
      g_autofree char *found = NULL;
      GPid one, two;

      copy_file (source, path);
      one = start_child (program, "--child-changed", path, 0, 0);
      two = start_child (program, i % 2 == 0 ? "--child-changed" : "--child-all", path, 0, 0);
      g_assert_false (was_killed (one));
      g_assert_false (was_killed (two));
      workspace = assay_workspace_open (path, 0, NULL, &error);
      g_assert_no_error (error);
      if (i % 2 == 0)
        {
          found = dump_results (workspace);
          assert_same_dump (after, found);
        }
      import_rows (workspace, TWINS);
      match_changed (workspace, &job);
      g_free (found);
      found = dump_results (workspace);
      g_assert_nonnull (strstr (found, "2201 2202 2201 "));
      g_assert_cmpint (count_rows (workspace, "SELECT count(*) FROM match_index"), ==, 1);
    }
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  if (argc > 2 && g_str_has_prefix (argv[1], "--child"))
    {
      assay_engine_init ();
      return run_child (argv[1], argv[2]);
    }
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_data_func ("/match-kill/all", argv[0], test_kill);
  g_test_add_data_func ("/match-kill/arrivals", argv[0], test_kill_arrivals);
  g_test_add_data_func ("/match-kill/two-processes", argv[0], test_two_processes);
  return g_test_run ();
}
