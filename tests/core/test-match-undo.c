/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match-fixture.h"

#include <stdlib.h>

/* Taking a run back gives back what was found before it, and doing it again what it found; what a later
 * run has replaced is left alone. */
static void
test_undo (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (600);
  g_autoptr (AssayJob) first = NULL, second = NULL, third = NULL;
  g_autofree char *before = dump_results (workspace), *one = NULL, *two = NULL, *now = NULL;
  gint64 undone;

  g_assert_cmpstr (before, ==, "");
  match (workspace, &first, "workspace", workspace, NULL);
  one = dump_results (workspace);
  import_rows (workspace,
               "external_id,first_name,surname,dob,birth_place,postcode\n"
               "n1,zebedee,quillfeather,1777-03-09,uppington,z9 9zz\n"
               "n2,zebedee,quilfeather,1777-03-09,uppington,z9 9zz\n");
  match (workspace, &second, "workspace", workspace, NULL);
  two = dump_results (workspace);
  g_assert_cmpstr (one, !=, two);
  undo (workspace, assay_job_get_id (second), &undone);
  now = dump_results (workspace);
  assert_same_dump (one, now);
  undo (workspace, undone, NULL);
  g_free (now);
  now = dump_results (workspace);
  assert_same_dump (two, now);
  /* Another run stands in between: what the first one found is nobody's present. */
  undo (workspace, assay_job_get_id (first), NULL);
  g_free (now);
  now = dump_results (workspace);
  assert_same_dump (two, now);
  /* And the pairs of two runs ago are gone: as if matching had never run, not half of it. */
  match (workspace, &third, "workspace", workspace, NULL);
  undo (workspace, assay_job_get_id (third), NULL);
  undo (workspace, assay_job_get_id (second), NULL);
  g_free (now);
  now = dump_results (workspace);
  g_assert_cmpstr (now, ==, "");
}

/* Runs over new leads are taken back one by one and done again, exactly, whether they changed few pairs or
 * many; a run that another one went on from is left alone. */
static void
test_arrivals (gconstpointer data)
{
  const guint n = 2400, late = GPOINTER_TO_UINT (data);
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) whole = NULL, one = NULL, two = NULL, again = NULL;
  g_autofree char *first = persons_rows (7, n, 0, n - late), *second = persons_rows (7, n, n - late, n);
  g_autofree char *at_first = NULL, *with_second = NULL, *with_twins = NULL, *now = NULL;
  gint64 undone, generation;

  import_rows (workspace, first);
  match (workspace, &whole, "workspace", workspace, NULL);
  generation = count_rows (workspace, "SELECT generation FROM match_state");
  at_first = dump_results (workspace);
  import_rows (workspace, second);
  match_changed (workspace, &one);
  g_assert_cmpint (count_rows (workspace, "SELECT generation FROM match_state") == generation, ==, late < 100);
  with_second = dump_results (workspace);
  import_rows (workspace, TWINS);
  match_changed (workspace, &two);
  with_twins = dump_results (workspace);
  g_assert_cmpstr (at_first, !=, with_second);
  g_assert_cmpstr (with_second, !=, with_twins);

  undo (workspace, assay_job_get_id (whole), NULL);
  undo (workspace, assay_job_get_id (one), NULL);
  now = dump_results (workspace);
  assert_same_dump (with_twins, now);
  undo (workspace, assay_job_get_id (two), &undone);
  g_free (now);
  now = dump_results (workspace);
  assert_same_dump (with_second, now);
  undo (workspace, undone, NULL);
  g_free (now);
  now = dump_results (workspace);
  assert_same_dump (with_twins, now);
  /* What was taken back is found again. */
  undo (workspace, assay_job_get_id (two), NULL);
  match_changed (workspace, &again);
  g_free (now);
  now = dump_results (workspace);
  assert_same_dump (with_twins, now);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/match-undo/undo", test_undo);
  g_test_add_data_func ("/match-undo/arrivals/few", GUINT_TO_POINTER (20), test_arrivals);
  g_test_add_data_func ("/match-undo/arrivals/many", GUINT_TO_POINTER (390), test_arrivals);
  return g_test_run ();
}
