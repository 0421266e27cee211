/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/assay-engine.h"
#include "store/assay-workspace.h"

/* How long an edit may wait while another process writes batch after batch. */
#define MAX_WAIT_MS 500

#define N_EDITS 20

/* A bulk job as bad as allowed: batches of 100 ms with no pause, until told to stop. */
static void
write_without_pause (const char *path,
                     int         stop_fd,
                     int         ready_fd)
{
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open (path, 0, NULL, NULL);
  gboolean told = FALSE;
  char byte = 'r';

  while (workspace != NULL)
    {
      g_autoptr (AssayTransaction) transaction
        = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, NULL);
      struct timeval none = { 0 };
      fd_set set;

      if (transaction == NULL)
        break;
      while (assay_transaction_get_age (transaction) < 100)
        assay_connection_execute (assay_transaction_get_connection (transaction),
                                  "INSERT INTO lead (job, name) VALUES (1, 'x')", NULL);
      assay_transaction_commit (transaction, NULL);
      if (!told && write (ready_fd, &byte, 1) == 1)
        told = TRUE;
      FD_ZERO (&set);
      FD_SET (stop_fd, &set);
      if (select (stop_fd + 1, &set, NULL, NULL, &none) > 0)
        break;
    }
}

static void
test_edits_go_between (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  int stop[2], ready[2], status;
  gint64 longest = 0;
  char byte;
  pid_t child;

  g_assert_no_error (error);
  g_assert_cmpint (pipe (stop), ==, 0);
  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  if (child == 0)
    {
      write_without_pause (assay_workspace_get_path (workspace), stop[0], ready[1]);
      _exit (0);
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  for (int i = 0; i < N_EDITS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (AssayTransaction) transaction
        = assay_workspace_begin (workspace, ASSAY_DURABILITY_FULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (assay_connection_execute (assay_transaction_get_connection (transaction),
                                               "UPDATE lead SET name = 'edited' WHERE id = 1",
                                               &error));
      g_assert_true (assay_transaction_commit (transaction, &error));
      longest = MAX (longest, (g_get_monotonic_time () - start) / 1000);
    }
  g_assert_cmpint (write (stop[1], "s", 1), ==, 1);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_test_message ("longest wait of %d edits: %" G_GINT64_FORMAT " ms", N_EDITS, longest);
  g_assert_cmpint (longest, <, MAX_WAIT_MS);
}

static void
test_waiting_can_be_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  g_autoptr (AssayWorkspace) other
    = assay_workspace_open (assay_workspace_get_path (workspace), 0, NULL, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AssayTransaction) held
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);

  g_assert_nonnull (held);
  g_cancellable_cancel (cancellable);
  g_assert_null (assay_workspace_begin (other, ASSAY_DURABILITY_NORMAL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_jobs_are_seen (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  g_autoptr (AssayWorkspace) other
    = assay_workspace_open (assay_workspace_get_path (workspace), 0, NULL, &error);

  g_assert_false (assay_workspace_job_is_locked (other, 7));
  g_assert_true (assay_workspace_lock_job (workspace, 7, &error));
  g_assert_true (assay_workspace_job_is_locked (other, 7));
  g_assert_true (assay_workspace_job_is_locked (workspace, 7));
  g_assert_false (assay_workspace_lock_job (other, 7, &error));
  g_assert_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_BUSY);
  assay_workspace_unlock_job (workspace, 7);
  g_assert_false (assay_workspace_job_is_locked (other, 7));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/write-lock/edits-go-between", test_edits_go_between);
  g_test_add_func ("/write-lock/cancel", test_waiting_can_be_cancelled);
  g_test_add_func ("/write-lock/jobs", test_jobs_are_seen);
  return g_test_run ();
}
