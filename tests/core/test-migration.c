/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Workspaces as earlier versions left them, kept as files: they open, and nothing is lost. */

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "engine/assay-engine.h"
#include "engine/assay-runner.h"
#include "enrich/assay-enrich-job.h"
#include "store/assay-workspace.h"

static char *
unpack (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("assay-migration-XXXXXX", &error);
  g_autofree char *packed = g_test_build_filename (G_TEST_DIST, "core", "workspaces", name, NULL);
  char *path = g_build_filename (folder, "old.assay", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (packed);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GZlibDecompressor) gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GFileInputStream) file = g_file_read (from, NULL, &error);
  g_autoptr (GInputStream) in
    = g_converter_input_stream_new (G_INPUT_STREAM (file), G_CONVERTER (gunzip));
  g_autoptr (GFileOutputStream) out
    = g_file_create (to, G_FILE_CREATE_PRIVATE, NULL, &error);

  g_assert_no_error (error);
  g_output_stream_splice (G_OUTPUT_STREAM (out), in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
                          &error);
  g_assert_no_error (error);
  return path;
}

static void
remove_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      g_remove (file);
    }
  g_rmdir (folder);
}

static gint64
count (AssayWorkspace *workspace,
       const char     *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  gint64 n = -1;

  assay_connection_query_int64 (reader, sql, &n, &error);
  g_assert_no_error (error);
  return n;
}

/* 0.1: eleven leads of the samples, one enrichment run for all checks, one number for all rules. */
static void
test_first (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = unpack ("first.gz");
  g_autoptr (AssayWorkspace) workspace
    = assay_workspace_open (path, ASSAY_WORKSPACE_DEFAULT, NULL, &error);
  g_autoptr (AssayJob) enrich = NULL;
  g_autoptr (AssayRunner) runner = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (count (workspace, "SELECT count(*) FROM lead"), ==, 11);
  g_assert_cmpint (count (workspace, "SELECT count(*) FROM score"), ==, 33);
  g_assert_cmpint (count (workspace, "SELECT count(*) FROM signal WHERE job = 0"), ==, 11);
  enrich = g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", workspace, NULL);
  runner = assay_runner_new (enrich);
  g_assert_true (assay_runner_run (runner, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (workspace, "SELECT count(*) FROM score"), ==, 33);
  g_assert_true (assay_workspace_check (workspace, &error));
  g_assert_no_error (error);
  g_clear_object (&enrich);
  g_clear_object (&runner);
  g_clear_object (&workspace);
  remove_folder (path);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/migration/first", test_first);
  return g_test_run ();
}
